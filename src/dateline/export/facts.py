"""A claim as people read it: its sentence with the words of each role, and each value beside its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from dateline.model import Claim, Count, Document, Party, Place, Sourced, Span, Thing, When
from dateline.store.flat import in_words

Role = Literal["action", "actor", "recipient", "object", "instrument", "place", "when", "count", "source", "cue"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a claim with the words that show it. ``words`` is ``None`` where only metadata support it."""

    role: Role
    name: str
    value: str
    words: str | None
    by: str


def role_spans(claim: Claim) -> Iterator[tuple[Span, Role]]:
    """The words of each role, in no order; they may overlap."""
    yield from ((_piece, "action") for _piece in _pieces(claim.action))
    for role, entries in (("actor", claim.actors), ("recipient", claim.recipients)):
        for entry in entries:
            yield from ((span, role) for span in entry.party.evidence)  # type: ignore[misc]
    yield from ((thing.span, "object") for thing in claim.objects)
    yield from ((thing.span, "instrument") for thing in claim.instruments)
    if claim.place is not None:
        yield from ((span, "place") for span in claim.place.evidence)
    if claim.when is not None:
        yield from ((span, "when") for span in claim.when.evidence)
    for tally in claim.counts:
        yield from ((span, "count") for span in tally.count.evidence)
    if claim.said_by is not None:
        said = claim.said_by.value
        if said.source is not None:
            yield said.source, "source"
        if said.cue is not None:
            yield said.cue, "cue"


def _pieces(span: Span) -> list[Span]:
    return [Span(start, end, span.part) for start, end in span.pieces] or [span]


def marked(claim: Claim, document: Document) -> list[tuple[str, Role | None]]:
    """The claim's sentence cut where roles begin and end; of roles that overlap, the narrowest names the piece."""
    sentence = claim.sentence
    spans = [(span, role) for span, role in role_spans(claim) if span.overlaps(sentence)]
    cuts = {sentence.start, sentence.end}
    for span, _ in spans:
        cuts.update(at for at in (span.start, span.end) if sentence.start < at < sentence.end)
    edges = sorted(cuts)
    out: list[tuple[str, Role | None]] = []
    for start, end in pairwise(edges):
        piece = Span(start, end, sentence.part)
        over = [(span.end - span.start, role) for span, role in spans if span.contains(piece)]
        role = min(over)[1] if over else None
        words = document.quote(piece)
        if out and out[-1][1] == role:
            out[-1] = (out[-1][0] + words, role)
        else:
            out.append((words, role))
    return out


def facts(claim: Claim, document: Document) -> list[Fact]:
    """Every value that the claim has, in the order of who did what to whom, where, when, how many, who says so."""

    def fact(role: Role, name: str, value: str, found: Sourced[Any]) -> Fact:
        words = document.quote(found.evidence[0]) if found.evidence else None
        return Fact(role, name, value, words, found.by)

    out = [fact("actor", "actor", party_in_words(entry.party.value), entry.party) for entry in claim.actors]
    out.extend(
        fact("recipient", "recipient", party_in_words(entry.party.value), entry.party) for entry in claim.recipients
    )
    out.extend(Fact("object", "object", _thing(thing), document.quote(thing.span), thing.by) for thing in claim.objects)
    out.extend(
        Fact("instrument", "instrument", thing.type, document.quote(thing.span), thing.by)
        for thing in claim.instruments
    )
    if claim.place is not None:
        out.append(fact("place", "place", place_in_words(claim.place.value), claim.place))
    if claim.when is not None:
        out.append(fact("when", "when", when_in_words(claim.when.value), claim.when))
    for tally in claim.counts:
        scope = "" if tally.scope == "event" else f" ({tally.scope})"
        out.append(fact("count", tally.what, count_in_words(tally.count.value) + scope, tally.count))
    if claim.said_by is not None:
        said = claim.said_by.value
        words = document.quote(said.source) if said.source is not None else None
        out.append(Fact("source", "said by", said.source_class, words, claim.said_by.by))
    return out


def party_in_words(party: Party) -> str:
    """Name and code of a party as the report has it, private or not."""
    named = " ".join(
        part for part in (party.name, f"({party.code})" if party.name and party.code else party.code) if part
    )
    return named or party.kind


def _thing(thing: Thing) -> str:
    count = f"{count_in_words(thing.count)} " if thing.count is not None else ""
    return f"{count}{thing.type}" + (f", {thing.effect}" if thing.effect else "")


def place_in_words(place: Place) -> str:
    """Name, country and how precise: "Maradi, NER (district)"."""
    where = ", ".join(part for part in (place.name, place.country) if part)
    return f"{where} ({place.precision})"


def when_in_words(when: When) -> str:
    """A day, or the days from first to last, with "…" where an end is open."""
    first = when.first.isoformat() if when.first else "…"
    last = when.last.isoformat() if when.last else "…"
    if first == last:
        return first if when.first else (when.timex or "unresolved")
    return f"{first} to {last}"


def count_in_words(count: Count) -> str:
    return in_words(count.low, count.high)
