"""Which claims are worth comparing: those that could agree in two dimensions, found by shared keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import floor

from dateline.merge.compare import names_shared
from dateline.merge.nearness import breadth, days_between, news_days
from dateline.merge.rules import Rules
from dateline.merge.told import Told, fold
from dateline.model import Party

# A place cell's side in degrees: about 28 km, so that neighbouring cells hold all that is near.
_CELL = 0.25
# Blocks beyond this size are parted once more, by the second key or the day that a pair needs anyway.
_CROWD = 150

# The dimension that a kind of key speaks for, as a bit.
_REPORT, _PLACE, _PARTIES, _COUNTS, _NAMES, _SETTING = 1, 2, 4, 8, 16, 32
_DIMENSION = {
    "report": _REPORT,
    "called": _PLACE,
    "in": _PLACE,
    "cell": _PLACE,
    "entity": _PARTIES,
    "person": _PARTIES,
    "code": _PARTIES,
    "organ": _PARTIES,
    "count": _COUNTS,
    "name": _NAMES,
    "about": _SETTING,
}

Key = tuple[str, ...]


def pairs(told: Sequence[Told], rules: Rules) -> Iterator[tuple[Told, Told]]:
    """Pairs of claims, in a fixed order, that agree in two of report, place, parties, figures, names and time.

    A link needs two dimensions, so no pair that it could join is left out; a country or a sector alone is too wide to
    be one.  The days must meet, or lie as near as is still judged.
    """
    families: dict[str, list[Told]] = defaultdict(list)
    for one in sorted(told, key=lambda one: one.order):
        families[rules.family(one.event_type)].append(one)
    for family in sorted(families):
        yield from _of_one_family(families[family], rules)


def _of_one_family(ranked: Sequence[Told], rules: Rules) -> Iterator[tuple[Told, Told]]:
    keys = [tuple(dict.fromkeys(_keys(one))) for one in ranked]
    blocks: dict[Key, list[int]] = defaultdict(list)
    for n, mine in enumerate(keys):
        for key in mine:
            blocks[key].append(n)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for key in sorted(blocks):
        if len(blocks[key]) > 1 and key[0] in _DIMENSION:
            for pair in _within(blocks[key], ranked, keys, key, rules):
                shared[pair] |= _DIMENSION[key[0]]
    news = [news_days(one) for one in ranked]
    near = rules.measures["days told later"]
    about: dict[tuple[str, str], bool] = {}
    for pair in sorted(shared):
        left, right = ranked[pair[0]], ranked[pair[1]]
        if shared[pair].bit_count() == 1:
            a, b = news[pair[0]], news[pair[1]]
            together = a is not None and b is not None and days_between(a, b) <= near
            if not together and not _about_the_same(left, right, about, rules):
                continue
        yield left, right


def _about_the_same(left: Told, right: Told, known: dict[tuple[str, str], bool], rules: Rules) -> bool:
    """Are the two reports about the same names? Asked once for each two reports."""
    key = (left.document, right.document) if left.document < right.document else (right.document, left.document)
    if key not in known:
        known[key] = names_shared(left, right, rules) >= rules.measures["names shared"]
    return known[key]


def _within(
    block: Sequence[int], ranked: Sequence[Told], keys: Sequence[Sequence[Key]], own: Key, rules: Rules
) -> Iterator[tuple[int, int]]:
    wide = None
    if own[0] == "organ":
        wide = {n for n in block if ("state", own[1]) in keys[n]}
    elif own[0] == "about":
        wide = {n for n in block if _nowhere(ranked[n])}
    for part in [block] if len(block) <= _CROWD else _parts(block, ranked, keys, own, rules):
        for pair in _meeting(part, ranked, rules):
            if wide is None or pair[0] in wide or pair[1] in wide:
                yield pair


def _parts(
    block: Sequence[int], ranked: Sequence[Told], keys: Sequence[Sequence[Key]], own: Key, rules: Rules
) -> list[list[int]]:
    """A crowded block by the second key that its pairs need, of another dimension, or by the days."""
    finer: dict[Key, list[int]] = defaultdict(list)
    for n in block:
        others: tuple[Key, ...] = ()
        if own[0] != "about":  # every report has several such names, so that the day alone parts these
            others = tuple(k for k in keys[n] if _DIMENSION.get(k[0], _DIMENSION[own[0]]) != _DIMENSION[own[0]])
        for key in (*others, *_day_keys(ranked[n], rules)):
            finer[key].append(n)
    return [finer[key] for key in sorted(finer)]


def _meeting(block: Sequence[int], ranked: Sequence[Told], rules: Rules) -> Iterator[tuple[int, int]]:
    """Pairs whose days meet: a sweep over the first days, so that a long archive costs no more than its busy days."""
    slack = timedelta(days=int(rules.measures["days apart still judged"]))
    open_until: list[tuple[date, int]] = []
    for n in sorted(block, key=lambda n: (ranked[n].earliest, n)):
        start = ranked[n].earliest
        cut = start - slack if start - date.min >= slack else date.min
        open_until = [(last, m) for last, m in open_until if last >= cut]
        for _, m in open_until:
            yield (m, n) if m < n else (n, m)
        open_until.append((ranked[n].latest, n))


def _keys(told: Told) -> Iterator[Key]:
    yield ("report", told.document)
    yield from _place_keys(told)
    for party in (*told.actors, *told.recipients):
        yield from _party_keys(party)
    for tally in told.counts:
        if tally.count.value.low > 1:
            yield ("count", tally.what, str(tally.count.value.low))
    for name in sorted(told.names):
        yield ("name", name)
    for name in sorted(told.report_names):
        yield ("about", name)


def _nowhere(told: Told) -> bool:
    """Does it name no place that is narrower than a country? Then the names of its report stand in for one."""
    return told.place is None or breadth(told.place) >= _COUNTRY


def _place_keys(told: Told) -> Iterator[Key]:
    place = told.place
    if place is None or _nowhere(told):
        return
    yield ("called", fold(place.name))
    if place.lat is not None and place.lon is not None and breadth(place) <= _DISTRICT:
        row, column = floor(place.lat / _CELL), floor(place.lon / _CELL)
        for north in (0, 1):
            for east in (0, 1):
                yield ("cell", str(row + north), str(column + east))
    if place.country is not None and (place.admin1 is not None or place.precision == "province"):
        yield ("in", place.country, fold(place.admin1 or place.name))


_DISTRICT, _COUNTRY = 2, 4


def _party_keys(party: Party) -> Iterator[Key]:
    if party.entity is not None:
        yield ("entity", party.entity)
    if party.name is not None and party.kind != "country":
        for word in fold(party.name).split():
            yield ("person", word)
    if party.country is None:
        return
    yield ("code", party.code or "")
    yield ("organ", party.country)
    if party.sector is None:
        yield ("state", party.country)


def _day_keys(told: Told, rules: Rules) -> Iterator[Key]:
    """One key for each day of the news, a day more at the end; none where the days are many or unknown."""
    days = news_days(told)
    if days is None or (days[1] - days[0]).days > rules.measures["some days"]:
        return
    for n in range((days[1] - days[0]).days + 2):
        yield ("day", (days[0] + timedelta(days=n)).isoformat())
