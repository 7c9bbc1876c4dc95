"""Where a report writes names that may be places: spans, and what the words round each say of it.

Nothing is decided here about which place is meant.  Any name of the index counts, whatever the tagger thinks; what
stands inside a longer name of a person or a body ("Damascus University", "Paris Hilton") is marked as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.find import placecontext as context
from dateline.find.placespans import Line, Names, capital, match, may_begin, parties
from dateline.find.placewords import PlaceWords
from dateline.gazetteer import Named
from dateline.model import Sentence, Span


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name of the index in the text. ``first`` and ``last`` are its tokens; ``hint`` the kind that a noun beside it
    says ("X province" admin1); ``within`` the sightings that hold it by the words, ``listed`` those of them that may
    as well be the next item of a list; ``country`` the country of an adjective before it; ``peers`` its neighbours in
    a list; ``coarse`` tells that the words put something only near it, ``shift`` by how many kilometres to which side;
    ``standing`` adds up what speaks for a place; ``speaks`` is true before a verb of speech; ``inside`` names
    why it is none at all."""

    sentence: int
    first: int
    last: int
    span: Span
    key: str
    places: tuple[Named, ...]
    standing: float = 0.0
    speaks: bool = False
    hint: str | None = None
    within: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()
    country: str | None = None
    peers: tuple[int, ...] = ()
    coarse: bool = False
    shift: tuple[float, str] | None = None
    headline: bool = False
    inside: str | None = None


@dataclass(slots=True)
class Sightings:
    """All sightings of a report, with what it says besides: countries by adjective, words of persons' names."""

    found: list[Sighting] = field(default_factory=list)
    nations: dict[str, float] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)


_AREAS = frozenset({"country", "region", "admin1"})
"""Kinds whose name may be a party's as well ("Nagorno-Karabakh") and yet be the place."""


def look(sentences: Sequence[Sentence], names: Names, words: PlaceWords) -> Sightings:
    """Every sighting of a report, in the order of its text."""
    out = Sightings()
    small = not any(t.text[:1].isupper() for s in sentences for t in s.tokens)
    for sentence in sentences:
        _read(Line(sentence, names, words, small), out)
    return out


def _read(line: Line, out: Sightings) -> None:
    taken = parties(line)
    at = 0
    while at < len(line.tokens):
        _nation(line, at, out)
        found = match(line, at) if may_begin(line, at) else None
        if found is None:
            at += 1
            continue
        last, key, places = found
        first, inside = taken.get(at, (at, -1))
        own = (first, inside) == (at, last) and any(n.how <= 1 and n.entry.kind in _AREAS for n in places)
        if inside >= last and not own:
            _add(line, at, last, key, places, out, "actor")
        else:
            last = _take(line, at, last, key, places, out)
        at = last + 1


def _nation(line: Line, at: int, out: Sightings) -> None:
    """Counts a country that an adjective names."""
    text = line.text(at)
    if not (text[:1].isupper() or line.small):
        return
    nationalities = line.words.nationalities
    country = nationalities.get(f"{text} {line.text(at + 1)}".lower()) or nationalities.get(text.lower())
    if country is not None:
        out.nations[country] = out.nations.get(country, 0.0) + 1.0


def _add(
    line: Line, first: int, last: int, key: str, places: tuple[Named, ...], out: Sightings, inside: str | None
) -> int:
    span = Span(line.tokens[first].start, line.tokens[last].end, line.sentence.span.part)
    out.found.append(Sighting(line.sentence.index, first, last, span, key, places, inside=inside))
    line.ends[last] = len(out.found) - 1
    return len(out.found) - 1


def _take(line: Line, first: int, last: int, key: str, places: tuple[Named, ...], out: Sightings) -> int:
    """Adds a sighting with what its neighbours say; returns its last token, a noun taken in included."""
    hint = None
    inside = context.left_of(line, first, places) or context.head_before(line, first)
    if inside is None:
        last, hint, inside = context.right_of(line, last, places)
    if inside is None and context.one_of_many(line, last, places):
        inside = "thing"
    if inside == "person":
        _remember(line, first, last, out)
    number = _add(line, first, last, key, places, out, inside)
    if inside is not None:
        return last
    country = any(n.entry.kind == "country" for n in places)
    beside = context.before(line, first, country)
    hint = hint or context.noun_after(line, last) or beside.hint
    within, nation = context.holder_before(line, first)
    out.found[number] = replace(
        out.found[number],
        standing=beside.standing + (1.0 if hint else 0.0),
        speaks=context.speaks(line, last),
        hint=hint,
        coarse=beside.coarse,
        shift=beside.shift,
        headline=line.headline,
        country=nation,
        within=(within,) if within is not None else (),
    )
    _link(line, number, out)
    return last


def _remember(line: Line, first: int, last: int, out: Sightings) -> None:
    """Keeps the words of the name round a span as a person's."""
    for i in range(first - 1, last + 2):
        text = line.text(i)
        if 0 <= i < len(line.tokens) and capital(line.tokens[i]) and text not in line.words.titles:
            out.persons.add(text.lower())


def _link(line: Line, number: int, out: Sightings) -> None:
    """Notes that the sighting before lies in this one, or is its neighbour in a list."""
    sighting = out.found[number]
    held = context.held_before(line, sighting.first)
    if held is not None and out.found[held[0]].inside is None:
        inner, comma = held
        before = out.found[inner]
        doubtful = comma and (context.list_goes_on(line, sighting.last) or bool(before.peers))
        out.found[inner] = replace(
            before,
            within=(*before.within, number),
            listed=(*before.listed, number) if doubtful else before.listed,
        )
    at = sighting.first - 1
    while line.text(at) in {",", "and", "or", "&", "the", "/"}:
        at -= 1
    if at < sighting.first - 1 and at in line.ends and line.text(at + 1) != "the":
        peer = line.ends[at]
        out.found[peer] = replace(out.found[peer], peers=(*out.found[peer].peers, number))
        out.found[number] = replace(out.found[number], peers=(*out.found[number].peers, peer))
