"""Which claims are worth comparing: those that share a key and could have happened on the same days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import floor

from dateline.merge.nearness import breadth
from dateline.merge.rules import Rules
from dateline.merge.told import Told, fold
from dateline.model import Party

# A place cell's side in degrees: about 28 km, so that neighbouring cells hold all that is near.
_CELL = 0.25
# Blocks beyond this size are parted once more by the second key that a pair needs anyway.
_CROWD = 150

Key = tuple[str, ...]


def pairs(told: Sequence[Told], rules: Rules) -> Iterator[tuple[Told, Told]]:
    """Pairs of claims in the order of their ids that share a place, party, figure, name or report.

    A link needs two dimensions, of which time is but one, so a pair it could join shares such a key; a country alone is
    too wide to be one.  The days must meet, or lie as near as is still judged.
    """
    ranked = sorted(told, key=lambda one: one.order)
    keys = [tuple(dict.fromkeys(_keys(one, rules))) for one in ranked]
    blocks: dict[Key, list[int]] = defaultdict(list)
    for n, (one, mine) in enumerate(zip(ranked, keys, strict=True)):
        for key in mine:
            blocks[(rules.family(one.event_type), *key)].append(n)
    seen: set[int] = set()
    for key in sorted(blocks):
        for i, j in _within(blocks[key], ranked, keys, key[1:], rules):
            code = i * len(ranked) + j
            if code not in seen:
                seen.add(code)
                yield ranked[i], ranked[j]


def _within(
    block: Sequence[int], ranked: Sequence[Told], keys: Sequence[Sequence[Key]], own: Key, rules: Rules
) -> Iterator[tuple[int, int]]:
    if len(block) <= _CROWD:
        yield from _meeting(block, ranked, rules)
        return
    finer: dict[Key, list[int]] = defaultdict(list)
    for n in block:
        for key in (*(key for key in keys[n] if key != own), *_day_keys(ranked[n], rules)):
            finer[key].append(n)
    for key in sorted(finer):
        yield from _meeting(finer[key], ranked, rules)


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


def _keys(told: Told, rules: Rules) -> Iterator[Key]:
    yield ("report", told.document)
    yield from _place_keys(told)
    for party in (*told.actors, *told.recipients):
        yield from _party_keys(party)
    for tally in told.counts:
        if tally.count.value.low > 1:
            yield ("count", tally.what, str(tally.count.value.low))
    for name in sorted(told.names):
        yield ("name", name)


def _place_keys(told: Told) -> Iterator[Key]:
    place = told.place
    if place is None:
        return
    yield ("called", fold(place.name))
    if place.lat is not None and place.lon is not None and breadth(place) <= 2:
        row, column = floor(place.lat / _CELL), floor(place.lon / _CELL)
        for north in (0, 1):
            for east in (0, 1):
                yield ("cell", str(row + north), str(column + east))
    if place.country is not None and (place.admin1 is not None or place.precision == "province"):
        yield ("in", place.country, fold(place.admin1 or place.name))


def _party_keys(party: Party) -> Iterator[Key]:
    if party.entity is not None:
        yield ("entity", party.entity)
    if party.name is not None:
        for word in fold(party.name).split():
            yield ("party", word)
    if party.country is not None:
        yield ("country", party.country)


def _day_keys(told: Told, rules: Rules) -> Iterator[Key]:
    """One key for each day it may have happened, a day more at the end; one for all where the days are many."""
    width = (told.latest - told.earliest).days
    if width > rules.measures["some days"]:
        if told.published is not None and told.when is None:
            yield from (("day", (told.published + timedelta(days=n)).isoformat()) for n in (0, 1))
        return
    for n in range(width + 2):
        yield ("day", (told.earliest + timedelta(days=n)).isoformat())
