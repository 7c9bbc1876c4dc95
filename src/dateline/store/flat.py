"""Lists and ranges of a claim or event as single cells, for tables that people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from dateline.model import Claim, Count, Document, Event, EventCount, Party, Place, Sourced, Span, Tally


class Range(NamedTuple):
    """A figure: at least ``low``, at most ``high`` (``None``: open). ``best`` is ``None`` where none can be drawn."""

    low: int | None
    best: int | None
    high: int | None


NO_RANGE = Range(None, None, None)

COUNTABLE = 2**63 - 1
"""The largest whole number of a table's column. No count of people comes near it; what is beyond is left out."""


def joined(values: Iterable[str]) -> str:
    """Several values in one cell, each once, in their order."""
    return "; ".join(dict.fromkeys(values))


def parties(claim: Claim) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients of a claim without their words, like an event's."""
    return (
        tuple(entry.party.value for entry in claim.actors),
        tuple(entry.party.value for entry in claim.recipients),
    )


def codes(some: Iterable[Party]) -> str:
    return joined(party.code for party in some if party.code)


def place_cells(place: Place | None) -> tuple[str | int | float | None, ...]:
    """Name, GeoNames id, latitude, longitude, country, first-level division, precision."""
    if place is None:
        return (None,) * 7
    return (place.name, place.geonameid, place.lat, place.lon, place.country, place.admin1, place.precision)


def claimed(claim: Claim, what: str) -> Range:
    """How many were killed, injured ... in the event of a claim. Figures over a longer stretch and parts stay out."""
    tallies = [tally for tally in claim.counts if tally.what == what and tally.scope == "event"]
    apart = len({(tally.of, tally.who) for tally in tallies}) == len(tallies) and all(
        tally.who is not None for tally in tallies
    )
    return _total([_range(tally.count.value) for tally in tallies], apart)


def settled(event: Event, what: str) -> Range:
    """How many were killed, injured ... in an event, over the kinds of people that its figures tell apart."""
    counts = [count for count in event.counts if count.what == what]
    apart = len({count.sector for count in counts}) == len(counts) and all(count.sector for count in counts)
    return _total([Range(count.low, count.best, count.high) for count in counts], apart)


def _range(count: Count) -> Range:
    best = count.low if count.low == count.high else None
    return Range(count.low, best, count.high)


def _total(ranges: Sequence[Range], apart: bool) -> Range:
    """Figures of people who are told apart add up; where one may hold the other, the range says no more than that."""
    ranges = [part for part in ranges if max(part.low or 0, part.high or 0) <= COUNTABLE]
    if not ranges:
        return NO_RANGE
    if len(ranges) == 1:
        return ranges[0]
    lows = [part.low for part in ranges if part.low is not None]
    highs = [part.high for part in ranges if part.high is not None]
    bests = [part.best for part in ranges if part.best is not None]
    high = sum(highs) if len(highs) == len(ranges) else None
    if not apart:
        return Range(max(lows), None, high)
    return Range(sum(lows), sum(bests) if len(bests) == len(ranges) else None, high)


def others(counts: Iterable[Tally | EventCount], shown: Sequence[str]) -> str:
    """The figures that have no column of their own, in words: "participants 200 or more; held 40 to 50"."""
    out = []
    for count in counts:
        figure = count.count.value if isinstance(count, Tally) else Range(count.low, count.best, count.high)
        if count.what not in shown:
            out.append(f"{count.what} {in_words(figure.low, figure.high)}")
    return joined(out)


def in_words(low: int | None, high: int | None) -> str:
    """A range as people write it: "12", "8 to 12", "12 or more"."""
    if low is None:
        return "" if high is None else f"at most {high}"
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low} to {high}"


def speaker(claim: Claim, document: Document) -> tuple[str | None, str | None]:
    """The words and the class of who says so."""
    if claim.said_by is None:
        return None, None
    said = claim.said_by.value
    return (document.quote(said.source) if said.source else None), said.source_class


def sourced(claim: Claim) -> Iterable[tuple[str, int, int, Span, str, str]]:
    """Every span behind every value: field, place in its list, number of the span, span, reader, trust."""
    singles: tuple[tuple[str, Sourced[Any] | None], ...] = (
        ("event_type", claim.event_type),
        ("status", claim.status),
        ("certainty", claim.certainty),
        ("outcome", claim.outcome),
        ("place", claim.place),
        ("when", claim.when),
        ("said_by", claim.said_by),
    )
    lists: tuple[tuple[str, Sequence[Sourced[Any]]], ...] = (
        ("modes", claim.modes),
        ("contexts", claim.contexts),
        ("actors", tuple(entry.party for entry in claim.actors)),
        ("recipients", tuple(entry.party for entry in claim.recipients)),
        ("counts", tuple(tally.count for tally in claim.counts)),
    )
    found = [(field, 0, value) for field, value in singles if value is not None]
    found.extend((field, item, value) for field, values in lists for item, value in enumerate(values))
    for field, item, value in found:
        for n, span in enumerate(value.evidence):
            yield field, item, n, span, value.by, value.trust
    for field, things in (("objects", claim.objects), ("instruments", claim.instruments)):
        for item, thing in enumerate(things):
            yield field, item, 0, thing.span, thing.by, "ok"
