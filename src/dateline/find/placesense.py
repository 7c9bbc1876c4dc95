"""Which place each name of a report means: decided over the whole report, one sense for one name.

A candidate is weighed by what is written of it (the province or country that the words put round it, the kind that a
noun beside it says), by the report's countries, by the distance to places already settled, and last by its size.
Where equals remain, no place is chosen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.find.placenames import Sighting, Sightings
from dateline.find.placewords import PlaceWords
from dateline.gazetteer import Entry, Gazetteer, Named, distance_km

MOST_CANDIDATES = 40
MOST_ANCHORS = 12
NEAR_KM = 161.0
REGION_KM = 320.0
"""A place at most this far from the label point of a region of its country may lie in it."""
SURE = 1.2
"""A lead in score from which a choice may help to settle others."""
EQUAL = 0.12
"""Below this lead two far-apart candidates are equals, and none is chosen."""
ENOUGH = 0.62
"""What must speak for a name being a place at all."""

_HOW = (0.0, -0.1, -0.5, -0.8, -0.7)
"""What the way a name stands to its place costs: main, written so, alternate, weak, folded."""
_KINDS = {
    "admin1": {"admin1", "region"},
    "admin2": {"admin2", "region", "admin1"},
    "town": {"town", "site"},
    "site": {"site", "town"},
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A settled place, the other candidates, and the rule that settled it."""

    named: Named
    others: tuple[Entry, ...]
    by: str


@dataclass(slots=True)
class _Group:
    """All sightings of one name in one sense."""

    key: str
    hint: str | None
    numbers: list[int]
    places: tuple[Named, ...]
    held: bool = False
    choice: Named | None = None
    lead: float = 0.0
    by: str = ""


@dataclass(frozen=True, slots=True)
class _Report:
    """What the report at large says: weights of countries, and the publisher's country."""

    countries: Mapping[str, float]
    publisher: str | None


def choose(sightings: Sightings, gazetteer: Gazetteer, words: PlaceWords, publisher: str | None) -> dict[int, Choice]:
    """For each sighting that names a place, by its number: which."""
    found = sightings.found
    groups = _groups(found, gazetteer)
    report = _Report(_countries(groups, found, sightings.nations), publisher)
    for _ in range(2):
        anchors = _anchors(groups)
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


# --- groups and candidates --------------------------------------------------------------------------------------------


def _groups(found: Sequence[Sighting], gazetteer: Gazetteer) -> list[_Group]:
    """Sightings by name; one that its own words place elsewhere is a group of its own."""
    holders = _holders(found, gazetteer)
    groups: dict[tuple[str, str | None, frozenset[int]], _Group] = {}
    free: dict[str, list[int]] = {}
    for number, sighting in enumerate(found):
        if sighting.inside is not None:
            continue
        places = _of_kind(sighting.places, sighting.hint)
        held = _held(places, sighting, found, gazetteer) or holders.get(number, ())
        hint = sighting.hint if sighting.hint in _KINDS else None
        if not held and hint is None:
            free.setdefault(sighting.key, []).append(number)
            continue
        kept = held or places
        at = (
            sighting.key,
            hint if len(kept) < len(sighting.places) else None,
            frozenset(n.entry.number for n in kept),
        )
        group = groups.setdefault(at, _Group(sighting.key, at[1], [], kept, held=bool(held)))
        group.numbers.append(number)
    for key, numbers in free.items():
        same = [g for (k, _, _), g in groups.items() if k == key and g.held]
        if len(same) == 1:  # qualified once, it means the same everywhere
            same[0].numbers.extend(numbers)
        else:
            groups[(key, None, frozenset())] = _Group(key, None, numbers, found[numbers[0]].places)
    for group in groups.values():
        group.places = _fewer(_without_parts(group))
    return sorted(groups.values(), key=lambda g: min(g.numbers))


def _without_parts(group: _Group) -> tuple[Named, ...]:
    """A country's name is not that of a part of it, unless a noun says so ("Mexico state", "Luxembourg district")."""
    countries = {n.entry.country for n in group.places if n.entry.kind == "country" and n.how <= 1}
    if group.hint is not None or group.held or not countries:
        return group.places
    return tuple(n for n in group.places if n.entry.kind == "country" or n.entry.country not in countries)


def _fewer(places: tuple[Named, ...]) -> tuple[Named, ...]:
    """Most names have few places; of "Santa Maria" the larger ones are enough."""
    if len(places) <= MOST_CANDIDATES:
        return places
    ordered = sorted(places, key=lambda n: (-_prior(n), n.entry.number))
    return tuple(ordered[:MOST_CANDIDATES])


def _of_kind(places: tuple[Named, ...], hint: str | None) -> tuple[Named, ...]:
    kinds = _KINDS.get(hint or "")
    if kinds is None:
        return places
    kept = tuple(n for n in places if n.entry.kind in kinds)
    if hint in {"admin2", "admin1"}:
        kept = tuple(n for n in kept if n.entry.kind == hint) or kept
    return kept or places


def _held(
    places: tuple[Named, ...], sighting: Sighting, found: Sequence[Sighting], gazetteer: Gazetteer
) -> tuple[Named, ...]:
    """The candidates that lie where the words say; empty where the words say nothing, or nothing that fits.

    "Washington, Pennsylvania and Ohio" is a list of states, "Niger, Nigeria" one of countries: a name that stands for
    something as large as what follows the comma is not put inside it where a list goes on, and a country never is.
    """
    for number in sighting.within:
        outer = found[number]
        if outer.inside is not None or outer.key == sighting.key:
            continue
        kept = tuple(n for n in places if any(_lies_in(n.entry, o.entry, gazetteer) for o in outer.places))
        if any(n.entry.kind == "country" and n.how <= 1 for n in places):
            kept = tuple(n for n in kept if n.entry.kind == "admin1" and number not in sighting.listed)
        elif number in sighting.listed and _large(places) and _large(outer.places):
            kept = ()
        if kept:
            return kept
    if sighting.country is not None:
        return tuple(n for n in places if n.entry.country == sighting.country and n.entry.kind != "country")
    return ()


def _large(places: Iterable[Named]) -> bool:
    """Whether a name may stand for a country or a large province."""
    return any(
        n.how <= 1 and (n.entry.kind == "country" or (n.entry.kind == "admin1" and n.entry.population >= 300_000))
        for n in places
    )


def _holders(found: Sequence[Sighting], gazetteer: Gazetteer) -> dict[int, tuple[Named, ...]]:
    """For names that hold another by the words: the candidates that can ("Atlanta, Georgia": not the country)."""
    out: dict[int, tuple[Named, ...]] = {}
    for sighting in found:
        if sighting.inside is not None:
            continue
        for number in sighting.within:
            outer = found[number]
            if outer.inside is not None or len(outer.places) < 2 or number in sighting.listed:
                continue
            inner = _of_kind(sighting.places, sighting.hint)
            if any(n.entry.kind == "country" and n.how <= 1 for n in inner):
                continue
            kept = tuple(o for o in outer.places if any(_lies_in(n.entry, o.entry, gazetteer) for n in inner))
            if kept and len(kept) < len(outer.places):
                out[number] = kept
    return out


def _lies_in(inner: Entry, outer: Entry, gazetteer: Gazetteer) -> bool:
    if outer.kind == "town" or outer.kind == "site" or inner.kind == "country":
        return False
    if gazetteer.holds(outer, inner):
        return True
    if outer.kind == "region" and outer.country is not None and inner.country == outer.country:
        away = _between(inner, outer)
        return away is not None and away <= REGION_KM
    return False


def _between(one: Entry, other: Entry) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km((one.lat, one.lon), (other.lat, other.lon))


# --- weighing ---------------------------------------------------------------------------------------------------------


def _prior(named: Named) -> float:
    """How likely a name means this place before the report is read: by kind, size, and how it is spelt."""
    entry = named.entry
    cost = _HOW[named.how]
    match entry.kind:
        case "country":
            return 6.2 + cost
        case "region":
            return 5.0 + cost if entry.country is None else 4.6 + cost
        case "admin1":
            return math.log10(entry.population + 3_000) / 1.35 - 0.3 + cost
        case "admin2":
            return math.log10(entry.population + 100) / 1.6 - 0.8 + cost
        case "site":
            return math.log10(entry.population + 5_000) / 1.35 + cost
    return math.log10(entry.population + 50) / 1.35 + cost


def _countries(groups: Iterable[_Group], found: Sequence[Sighting], nations: Mapping[str, float]) -> dict[str, float]:
    """How much the report is about each country: its own name, its adjectives, its provinces."""
    weights = {country: 0.7 * times for country, times in nations.items()}
    for group in groups:
        best = max(group.places, key=lambda n: (_prior(n), -n.entry.number))
        times = len(group.numbers)
        if best.entry.kind == "country" and best.entry.country:
            weights[best.entry.country] = weights.get(best.entry.country, 0.0) + times
        elif best.entry.kind == "admin1" and best.entry.country and len({n.entry.country for n in group.places}) == 1:
            weights[best.entry.country] = weights.get(best.entry.country, 0.0) + 0.5 * times
    return weights


def _anchors(groups: Iterable[_Group]) -> list[tuple[str, Entry]]:
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
    group: _Group,
    found: Sequence[Sighting],
    report: _Report,
    anchors: Sequence[tuple[str, Entry]],
) -> None:
    total = sum(report.countries.values())
    near = _near_countries(group, found)
    peers = _peers(group, found)
    scored: list[tuple[float, int, Named, str]] = []
    for named in group.places:
        score, rules = _prior(named), []
        entry = named.entry
        weight = report.countries.get(entry.country or "", 0.0)
        if entry.kind != "country":
            if weight > 0:
                score += 0.7 + 1.3 * weight / total
                rules.append("country-named")
            if entry.country in near:
                score += 0.6
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
    if rival is not None and abs(group.lead) < EQUAL and rival[2].entry.country != best[2].entry.country:
        group.choice = None
    elif rival is not None and abs(group.lead) < EQUAL and _alike(rival[2].entry, best[2].entry):
        group.choice = None


def _alike(one: Entry, other: Entry) -> bool:
    """Whether two places are of one kind, so that neither is the more usual meaning of a bare name."""
    return one.kind == other.kind


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
        if town.kind == "town" and town.country == unit.country and row[2].how <= best[2].how + 1:
            inside = unit.number in (town.admin1, town.admin2)
            if inside and town.population * 20 >= unit.population:
                return row
    return best


def _peers(group: _Group, found: Sequence[Sighting]) -> frozenset[tuple[str, str | None]]:
    """What the neighbours in lists plainly are: provinces of one country ("Ohio, Oregon and Georgia"), countries."""
    kinds = set()
    for number in group.numbers:
        for peer in found[number].peers:
            other = found[peer]
            if other.inside is not None or other.key == group.key:
                continue
            best = max(other.places, key=lambda n: (_prior(n), -n.entry.number)).entry
            if best.kind == "admin1" and best.population >= 300_000:
                kinds.add((best.kind, best.country))
            elif best.kind == "country":
                kinds.add((best.kind, None))
    return frozenset(kinds)


def _near_countries(group: _Group, found: Sequence[Sighting]) -> frozenset[str]:
    """Countries named outright in the same sentences."""
    here = {found[number].sentence for number in group.numbers}
    return frozenset(
        s.places[0].entry.country
        for s in found
        if s.sentence in here and s.inside is None and s.places[0].entry.kind == "country" and s.places[0].entry.country
    )


def _pull(entry: Entry, key: str, anchors: Sequence[tuple[str, Entry]]) -> tuple[float, str]:
    """What nearness to settled places gives a candidate: up to 1.6 within a few kilometres, little beyond 400."""
    best = 0.0
    for name, anchor in anchors:
        if name == key or anchor.number == entry.number:
            continue
        away = _between(entry, anchor)
        if away is not None:
            best = max(best, 1.6 * math.exp(-away / 180.0))
        if anchor.number in (entry.admin1, entry.admin2):
            return max(best, 1.3), "province-named"
    return best, "near-others"


def _apart(one: Entry, other: Entry) -> bool:
    """Whether two candidates are different places on the map, not a town and its own district."""
    away = _between(one, other)
    if one.number in (other.admin1, other.admin2) or other.number in (one.admin1, one.admin2):
        return False
    return away is None or away > NEAR_KM


# --- whether it is a place at all -------------------------------------------------------------------------------------


def _is_place(
    group: _Group, found: Sequence[Sighting], sightings: Sightings, report: _Report, words: PlaceWords
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
    if group.hint in {"admin1", "admin2"} and entry.kind not in _KINDS[group.hint] and not group.held:
        speaks_for -= 0.6  # "Nyanza province", and the index knows no such province
    if any(_misplaced(found[number], found) for number in group.numbers) and not group.held and renown < 0.75:
        speaks_for -= 0.9
    return speaks_for >= ENOUGH


def _misplaced(sighting: Sighting, found: Sequence[Sighting]) -> bool:
    """Whether the words put the name inside a country or province where the index has no such place."""
    return any(
        number not in sighting.listed and found[number].inside is None and _large(found[number].places)
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
