"""The figures of an event: low, best and high over the latest figures of its independent sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.merge.rules import Rules
from dateline.merge.told import Told
from dateline.merge.voices import narrator, source_of
from dateline.model import Belongs, Count, EventCount, Lineage, Tally


@dataclass(frozen=True, slots=True)
class Figure:
    """A count as one source gives it in one report. ``told`` ranks it in time: day, hour where known, an update after
    what it updates."""

    what: str
    of: Belongs
    sector: str | None
    country: str | None
    count: Count
    source: str
    group: str
    narrated: bool
    document: str
    told: tuple[str, str, int]
    claim: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The figures of an event, and whether sources that stand by theirs contradict each other."""

    counts: tuple[EventCount, ...]
    contested: bool


def settle_counts(holding: Sequence[Told], lineages: Mapping[str, Lineage], rules: Rules) -> Settled:
    """One row for each thing counted and sector. Parts and running totals are no figures of the event."""
    figures = [
        _figure(told, tally, lineages, rules) for told in holding for tally in told.counts if tally.count.value.low >= 0
    ]
    rows: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for what in sorted({figure.what for figure in figures}):
        for figure in _one_sector([figure for figure in figures if figure.what == what]):
            rows[what, figure.sector or "~"].append(figure)
    out, contested = [], False
    for key in sorted(rows):
        sides = [_standing(_one_each(side)) for side in _by_country(rows[key])]
        out.append(_row(rows[key], sides, rules))
        contested = contested or any(_contradict(standing) for standing in sides)
    return Settled(tuple(out), contested)


def _figure(told: Told, tally: Tally, lineages: Mapping[str, Lineage], rules: Rules) -> Figure:
    lineage = lineages.get(told.document)
    update = 1 if lineage is not None and lineage.kind == "update" else 0
    published = told.order[0]
    source = source_of(told, rules)
    party = _counted(told, tally, rules)
    return Figure(
        tally.what,
        tally.of,
        party[1],
        party[0],
        tally.count.value,
        source,
        told.group,
        source == narrator(told),
        told.document,
        (published[:10], published[11:19], update),
        told.id,
    )


def _counted(told: Told, tally: Tally, rules: Rules) -> tuple[str | None, str | None]:
    """Country and sector of the one party that is meant, else what all of the role share."""
    if tally.of == "event" or tally.count.value.unit in rules.words["units of anybody"]:
        return None, None
    parties = told.named[tally.of]
    if tally.who is not None and tally.who < len(parties):
        parties = (parties[tally.who],)
    countries = {party.country for party in parties}
    sectors = {party.sector for party in parties}
    return (countries.pop() if len(countries) == 1 else None, sectors.pop() if len(sectors) == 1 else None)


def _one_sector(figures: Sequence[Figure]) -> list[Figure]:
    """Figures of one thing under one sector, unless a report itself counts several sectors apart.

    "Twelve people" in one report and "twelve soldiers" in another are the same twelve.
    """
    by_report: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        if figure.sector is not None:
            by_report[figure.document].add(figure.sector)
    if any(len(sectors) > 1 for sectors in by_report.values()):
        return list(figures)
    votes = Counter(figure.sector for figure in figures if figure.sector is not None)
    most = min(votes, key=lambda sector: (-votes[sector], sector), default=None)
    return [replace(figure, sector=most) for figure in figures]


def _by_country(figures: Sequence[Figure]) -> list[list[Figure]]:
    """The figures of one sector by country: two soldiers of one army and one of the other are three.

    Where a report names no country, it means the only one named, or all of them together.
    """
    countries = sorted({figure.country for figure in figures if figure.country is not None})
    if len(countries) < 2:
        return [list(figures)]
    apart = [[figure for figure in figures if figure.country == country] for country in countries]
    return apart if all(apart) else [list(figures)]


def _one_each(figures: Sequence[Figure]) -> list[Figure]:
    """One figure of each source in each report: the one it gives most often, then the largest, as others are parts."""
    given: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        given[figure.document, figure.source].append(figure)
    out = []
    for key in sorted(given):
        times = Counter(figure.count.low for figure in given[key])
        out.append(max(given[key], key=lambda f: (times[f.count.low], f.count.low, -(f.count.high or 0), f.claim)))
    return out


def _standing(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that their own source has not replaced."""
    return [figure for figure in figures if not any(_replaces(other, figure) for other in figures)]


def _replaces(new: Figure, old: Figure) -> bool:
    """The same source later, or a later state of the same report where the earlier one spoke for itself."""
    same = new.source == old.source or (old.narrated and new.group == old.group)
    return same and _later(new, old)


def _later(new: Figure, old: Figure) -> bool:
    """By day; within a day by the hour where both tell it; in one group an update comes after what it updates."""
    (day, hour, update), (old_day, old_hour, old_update) = new.told, old.told
    if day != old_day:
        return day > old_day
    if hour and old_hour and hour != old_hour:
        return hour > old_hour
    return new.group == old.group and update > old_update


def _contradict(standing: Sequence[Figure]) -> bool:
    ranges = [(figure.count.low, figure.count.high) for figure in standing]
    lowest_high = min((high for _, high in ranges if high is not None), default=None)
    return lowest_high is not None and max(low for low, _ in ranges) > lowest_high


def _row(figures: Sequence[Figure], sides: Sequence[Sequence[Figure]], rules: Rules) -> EventCount:
    """The sum over the sides, each of which has figures of its own."""
    belongs: Counter[Belongs] = Counter(figure.of for figure in figures)
    ranges = [_range(side) for side in sides]
    highs = [high for _, high in ranges if high is not None]
    return EventCount(
        what=figures[0].what,
        of=min(belongs, key=lambda name: (name == "event", -belongs[name], name)),
        sector=figures[0].sector,
        low=sum(low for low, _ in ranges),
        best=sum(_best(side, rules) for side in sides),
        high=sum(highs) if len(highs) == len(ranges) else None,
        claims=tuple(sorted({figure.claim for figure in figures})),
    )


def _range(standing: Sequence[Figure]) -> tuple[int, int | None]:
    """The least and the most that any of these sources says; open only where all leave it open."""
    lows = [figure.count.low for figure in standing]
    highs = [figure.count.high for figure in standing if figure.count.high is not None]
    return min(lows), max([*highs, *lows]) if highs else None


def _best(standing: Sequence[Figure], rules: Rules) -> int:
    """The figure that stands by the codebook's order; of a range its lower end."""
    sources: dict[int, set[str]] = defaultdict(set)
    exact: dict[int, bool] = defaultdict(bool)
    latest: dict[int, tuple[str, str, int]] = {}
    for figure in standing:
        value = figure.count.low
        sources[value].add(figure.source)
        exact[value] = exact[value] or figure.count.low == figure.count.high
        latest[value] = max(latest.get(value, figure.told), figure.told)
    newest = sorted(set(latest.values()))
    ranks: Mapping[str, Callable[[int], int]] = {
        "most sources": lambda value: len(sources[value]),
        "exact": lambda value: int(exact[value]),
        "latest": lambda value: newest.index(latest[value]),
        "lowest": lambda value: -value,
    }
    return max(sources, key=lambda value: tuple(ranks[name](value) for name in rules.best_figure))
