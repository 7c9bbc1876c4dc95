"""Which place each name of a report means: decided over the whole report, one sense for one name.

A candidate is weighed by what is written of it (the province or country that the words put round it, the kind that a
noun beside it says), by the report's countries, by the distance to places already settled, and last by its size.
Where equals remain, no place is chosen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.find.placegroups import KINDS, Group, between, group_names, large, prior
from dateline.find.placenames import Sighting, Sightings
from dateline.find.placewords import PlaceWords
from dateline.gazetteer import Entry, Gazetteer, Named

MOST_ANCHORS = 12
NEAR_KM = 161.0
COMPANY_KM = 80.0
"""A settled place this near and of one country is a candidate's company."""
SURE = 1.2
"""A lead in score from which a choice may help to settle others."""
EQUAL = 0.12
"""Below this lead two far-apart candidates are equals, and none is chosen."""
ENOUGH = 0.62
"""What must speak for a name being a place at all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A settled place, the other candidates, and the rule that settled it."""

    named: Named
    others: tuple[Entry, ...]
    by: str


@dataclass(frozen=True, slots=True)
class _Report:
    """What the report at large says: weights of countries, those that only towns and adjectives give (``lands``),
    and the publisher's country."""

    countries: Mapping[str, float]
    lands: Mapping[str, float]
    publisher: str | None


def choose(sightings: Sightings, gazetteer: Gazetteer, words: PlaceWords, publisher: str | None) -> dict[int, Choice]:
    """For each sighting that names a place, by its number: which."""
    found = sightings.found
    groups = group_names(found, gazetteer)
    for _ in range(2):
        anchors = _anchors(groups)
        report = _report(groups, sightings.nations, publisher)
        for group in groups:
            _settle(group, found, report, anchors)
    out: dict[int, Choice] = {}
    for group in groups:
        if group.choice is None or not _is_place(group, found, sightings, report, words):
            continue
        others = tuple(n.entry for n in group.places if n.entry.number != group.choice.entry.number)
        for number in group.numbers:
            out[number] = Choice(group.choice, others, group.by)
    return out


# --- weighing ---------------------------------------------------------------------------------------------------------


def _report(groups: Iterable[Group], nations: Mapping[str, float], publisher: str | None) -> _Report:
    """How much the report is about each country: its own name, its adjectives, its provinces, its settled towns."""
    lands = {country: 0.7 * times for country, times in nations.items()}
    named: dict[str, float] = {}
    for group in groups:
        best = max(group.places, key=lambda n: (prior(n), -n.entry.number)).entry
        times = len(group.numbers)
        if best.kind == "country" and best.country:
            named[best.country] = named.get(best.country, 0.0) + times
        elif best.kind == "admin1" and best.country and len({n.entry.country for n in group.places}) == 1:
            lands[best.country] = lands.get(best.country, 0.0) + 0.5 * times
        elif group.choice is not None and group.lead >= SURE and group.choice.entry.country:
            country = group.choice.entry.country
            lands[country] = lands.get(country, 0.0) + 0.4 * times
    whole = {country: lands.get(country, 0.0) + named.get(country, 0.0) for country in sorted({*lands, *named})}
    return _Report(whole, lands, publisher)


def _anchors(groups: Iterable[Group]) -> list[tuple[str, Entry]]:
    """Places settled well enough to pull others to them."""
    sure = [
        g
        for g in groups
        if g.choice is not None
        and g.lead >= SURE
        and g.choice.entry.kind in {"town", "admin1", "admin2", "site", "region"}
    ]
    sure.sort(key=lambda g: (-g.lead, -len(g.numbers), g.key))
    return [(g.key, g.choice.entry) for g in sure[:MOST_ANCHORS] if g.choice is not None]


def _settle(
    group: Group,
    found: Sequence[Sighting],
    report: _Report,
    anchors: Sequence[tuple[str, Entry]],
) -> None:
    total = sum(report.countries.values())
    near = _near_countries(group, found)
    peers = _peers(group, found)
    scored: list[tuple[float, int, Named, str]] = []
    for named in group.places:
        score, rules = prior(named), []
        entry = named.entry
        weight = report.countries.get(entry.country or "", 0.0)
        if entry.kind == "country" and report.lands.get(entry.country or "", 0.0) > 0:
            score += 0.4  # of two countries of one name, the one whose towns the report names
        if entry.kind != "country":
            if weight > 0:
                score += 0.7 + 1.3 * weight / total
                rules.append("country-named")
            if entry.country in near:
                score += 0.35
        if entry.country is not None and entry.country == report.publisher:
            score += 0.4
            rules.append("publisher-country")
        pull, closest = _pull(entry, group.key, anchors)
        if pull > 0.3:
            score += pull
            rules.append(closest)
        if (entry.kind, entry.country) in peers or (entry.kind == "country" and ("country", None) in peers):
            score += 1.5
            rules.append("listed-with")
        scored.append((score, -entry.number, named, rules[-1] if rules else ""))
    scored.sort(key=lambda row: (-row[0], -row[1]))
    best = _town_of_that_name(scored, peers, group.hint)
    rival = next((row for row in scored if row is not best and _apart(row[2].entry, best[2].entry)), None)
    group.lead = best[0] - rival[0] if rival else 9.0
    group.choice = best[2]
    if group.held:
        group.by = "rule:qualified@1"
    elif rival is None:
        group.by = "rule:only-candidate@1"
    else:
        group.by = f"rule:{best[3] or 'largest'}@1"
    if rival is not None and abs(group.lead) < EQUAL and _alike(rival[2].entry, best[2].entry):
        group.choice = None


def _alike(one: Entry, other: Entry) -> bool:
    """Whether neither of two places is the more usual meaning of a bare name: of a town and a province of one country
    the bigger score may stand, of two towns or two countries' places not."""
    return one.country != other.country or one.kind == other.kind


def _town_of_that_name(
    scored: list[tuple[float, int, Named, str]], peers: frozenset[tuple[str, str | None]], hint: str | None
) -> tuple[float, int, Named, str]:
    """Of a province and its town of one name ("New York", "Maradi"), the town, unless it is listed with provinces."""
    best = scored[0]
    unit = best[2].entry
    if unit.kind not in {"admin1", "admin2"} or hint in {"admin1", "admin2"} or (unit.kind, unit.country) in peers:
        return best
    for row in scored[1:]:
        town = row[2].entry
        if town.kind == "town" and town.country == unit.country and row[2].how <= best[2].how + 2:
            inside = unit.number in (town.admin1, town.admin2)
            if inside and town.population * 20 >= unit.population:
                return row
    return best


def _peers(group: Group, found: Sequence[Sighting]) -> frozenset[tuple[str, str | None]]:
    """What the neighbours in lists plainly are: provinces of one country ("Ohio, Oregon and Georgia"), countries."""
    kinds = set()
    for number in group.numbers:
        for peer in found[number].peers:
            other = found[peer]
            if other.inside is not None or other.key == group.key:
                continue
            best = max(other.places, key=lambda n: (prior(n), -n.entry.number)).entry
            if best.kind == "admin1" and best.population >= 300_000:
                kinds.add((best.kind, best.country))
            elif best.kind == "country":
                kinds.add((best.kind, None))
    return frozenset(kinds)


def _near_countries(group: Group, found: Sequence[Sighting]) -> frozenset[str]:
    """Countries named outright in the same sentences."""
    here = {found[number].sentence for number in group.numbers}
    return frozenset(
        s.places[0].entry.country
        for s in found
        if s.sentence in here and s.inside is None and s.places[0].entry.kind == "country" and s.places[0].entry.country
    )


def _pull(entry: Entry, key: str, anchors: Sequence[tuple[str, Entry]]) -> tuple[float, str]:
    """What nearness to settled places gives a candidate: up to 1.6 within a few kilometres, little beyond 400; a
    quarter more for each that is near and of its own country, as reports tell of one side of a border mostly."""
    best, company = 0.0, 0
    for name, anchor in anchors:
        if name == key or anchor.number == entry.number:
            continue
        away = between(entry, anchor)
        if away is not None:
            best = max(best, 1.6 * math.exp(-away / 180.0))
            company += away <= COMPANY_KM and anchor.country == entry.country
        if anchor.number in (entry.admin1, entry.admin2):
            return max(best, 1.3), "province-named"
    return best + 0.25 * min(company, 4), "near-others"


def _apart(one: Entry, other: Entry) -> bool:
    """Whether two candidates are different places on the map, not a town and its own district."""
    away = between(one, other)
    if one.number in (other.admin1, other.admin2) or other.number in (one.admin1, one.admin2):
        return False
    return away is None or away > NEAR_KM


# --- whether it is a place at all -------------------------------------------------------------------------------------


def _is_place(
    group: Group, found: Sequence[Sighting], sightings: Sightings, report: _Report, words: PlaceWords
) -> bool:
    """Whether enough speaks for a place: renown, the words round it, its country named; less for words and names."""
    named = group.choice
    assert named is not None
    entry = named.entry
    renown = _renown(named)
    speaks_for = renown + min(max(found[number].standing for number in group.numbers), 1.4) * 0.55
    if renown < 0.7 and any(found[number].speaks for number in group.numbers):
        speaks_for -= 0.3
    if group.held or group.hint:
        speaks_for += 0.5
    if entry.kind != "country" and report.countries.get(entry.country or "", 0.0) > 0:
        speaks_for += 0.2
    if " " not in group.key:
        if entry.kind != "country" and group.key in words.common:
            speaks_for -= 0.75
        if group.key in sightings.persons:
            speaks_for -= 0.7 if renown < 1 else 0.45
        elif renown < 0.7 and group.key in words.people:
            speaks_for -= 0.35
    if renown < 0.5 and all(found[number].headline for number in group.numbers):
        speaks_for -= 0.5
    hints = {found[number].hint for number in group.numbers} & {"admin1", "admin2"}
    if hints and not group.held and all(entry.kind not in KINDS[hint] for hint in hints if hint is not None):
        speaks_for -= 1.2  # "Nyanza province", and the index knows no such province
    if any(_misplaced(found[number], found) for number in group.numbers) and not group.held and renown < 0.75:
        speaks_for -= 0.9
    return speaks_for >= ENOUGH


def _misplaced(sighting: Sighting, found: Sequence[Sighting]) -> bool:
    """Whether the words put the name inside a country or province where the index has no such place."""
    return any(
        number not in sighting.listed and found[number].inside is None and large(found[number].places)
        for number in sighting.within
    )


def _renown(named: Named) -> float:
    """How sure one may be of a bare name, by the kind and size of what it means: from 0 to 1."""
    entry = named.entry
    cost = (0.0, 0.0, 0.15, 0.25, 0.1)[named.how]
    match entry.kind:
        case "country":
            return 1.1
        case "region":
            return 0.8
        case "admin1":
            return 0.75 if entry.population >= 1_000_000 else 0.5 - cost
        case "admin2":
            return 0.25 - cost
        case "site":
            return 0.45
    return max(0.0, min(0.8, (math.log10(entry.population + 50) - 2.2) / 4.6)) - cost
