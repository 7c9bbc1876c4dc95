"""A claim's fields as a case writes them: "NER MIL", "Maradi, NER", "2021-03-16", "12..", each with its words.

One function says how a value is written, so that comparing and rewriting cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from dateline.codebook.entries import Codebook
from dateline.model import Action, Claim, Count, InRole, Mention, Party, Place, Said, Sourced, Span, Tally, Thing, When

NOTHING = ("-", "none")
"""How a case says that a field should be null or empty."""

OTHER_COUNTS = ("participants", "forces")
COUNT_OF = "count "
"""Before the report's own noun: the field "count house" is the number of houses."""

_OPEN = re.compile(r"(?:at least|over|more than)\s+(\d+)|(\d+)\s*(?:\+|or more)")
_SCOPE = re.compile(r"^(?P<count>.+?)\s*\((?P<scope>event|part|cumulative)\)$")
_COUNT = re.compile(r"\d*(\.\.)?\d*")


class Shown(NamedTuple):
    """One entry of a field as a case may write it. ``optional`` entries need not be listed, but may be."""

    value: str
    also: frozenset[str] = frozenset()
    spans: tuple[Span, ...] = ()
    optional: bool = False

    def is_written(self, text: str) -> bool:
        """Whether the entry answers ``text``; "?" is answered by any value at the annotated words."""
        return (
            text == "?"
            or text in {self.value, *self.also}
            or text.casefold() in {word.casefold() for word in self.also}
        )


def field_names(book: Codebook) -> tuple[str, ...]:
    """The fields that a table of a claim may have; the report's own nouns besides, as "count house"."""
    return (*_FIELDS, *dict.fromkeys((*(toll.what for toll in book.tolls), *OTHER_COUNTS)))


def shown(claim: Claim, field: str) -> tuple[Shown, ...]:
    """The entries of a claim's field; none where it is null or empty."""
    reader = _FIELDS.get(field)
    return tuple(reader(claim)) if reader is not None else tuple(_counts(claim, field.removeprefix(COUNT_OF)))


def entries(field: str, value: str) -> tuple[str, ...]:
    """The entries that a cell lists, each in the spelling that ``shown`` gives."""
    if value in NOTHING:
        return ()
    parts = re.split(r"[;,]" if field in {"modes", "contexts", "objects", "instruments"} else ";", value)
    return tuple(_spelling(field, " ".join(part.split())) for part in parts if part.strip())


def _spelling(field: str, text: str) -> str:
    if field == "when":
        first, dots, last = text.partition("..")
        return first if dots and first == last else text
    return text if field in _FIELDS else count_spelling(text)


def count_spelling(text: str) -> str:
    """ "at least 17" and "17+" are "17..", "1,200" is "1200"; a scope stays behind: "3 (part)"."""
    scoped = _SCOPE.match(text)
    number, scope = (scoped["count"], scoped["scope"]) if scoped else (text, None)
    number = number.replace(",", "").strip()
    found = _OPEN.fullmatch(number)
    if found:
        number = f"{found[1] or found[2]}.."
    return number if scope in {None, "event"} else f"{number} ({scope})"


def is_count(text: str) -> bool:
    """Whether a spelling is one of "2", "12..", "3..5", with or without a scope."""
    return bool(_COUNT.fullmatch(text.split(" (")[0])) and any(map(str.isdigit, text))


def count_text(count: Count) -> str:
    if count.high is None:
        return f"{count.low}.."
    return str(count.low) if count.low == count.high else f"{count.low}..{count.high}"


def when_text(when: When) -> str:
    if when.first == when.last:
        return when.first.isoformat() if when.first else (when.timex or "?")
    return f"{when.first.isoformat() if when.first else ''}..{when.last.isoformat() if when.last else ''}"


def place_texts(place: Place) -> tuple[str, frozenset[str]]:
    """How a place is written, and the shorter or fuller ways that a case may choose."""
    text = place.name if place.country is None or place.precision == "country" else f"{place.name}, {place.country}"
    also = {place.name, f"{text} ({place.precision})"}
    if place.country is not None:
        also.add(f"{place.name}, {place.country}")
        if place.precision == "country":
            also.add(place.country)
    return text, frozenset(also)


def party_texts(party: Party) -> tuple[str, frozenset[str]]:
    names = {name for name in (party.name, party.entity, party.code) if name}
    return party.code or party.name or "?", frozenset({*names, "?"})


def mention_texts(mention: Mention) -> Shown:
    """The value of a mention as a case writes it."""
    value = mention.value
    spans = (mention.span,)
    match value:
        case Place():
            text, also = place_texts(value)
            return Shown(text, also, spans)
        case When():
            return Shown(when_text(value), frozenset({value.timex} if value.timex else ()), spans)
        case Count():
            unit = f" {value.unit}" if value.unit else ""
            return Shown(count_text(value), frozenset({count_text(value) + unit}), spans)
        case Party():
            text, also = party_texts(value)
            return Shown(text, also, spans)
        case Action():
            text = value.event_type or "?"
            return Shown(f"{text} {value.status}", frozenset({text, value.status}), spans)
        case Said():
            return Shown(value.source_class, frozenset(), spans)


def _one(value: Sourced[str] | None) -> list[Shown]:
    return [Shown(value.value, spans=value.evidence)] if value is not None else []


def _event_type(claim: Claim) -> list[Shown]:
    return [Shown(claim.event_type.value, spans=(claim.action,))]


def _parties(found: Iterable[InRole]) -> list[Shown]:
    out = []
    for role in found:
        text, also = party_texts(role.party.value)
        out.append(Shown(text, also, role.party.evidence))
    return out


def _things(found: Iterable[Thing]) -> list[Shown]:
    out = []
    for thing in found:
        also = {f"{thing.type} {thing.effect}"} if thing.effect else set()
        out.append(Shown(thing.type, frozenset(also), (thing.span,)))
    return out


def _place(claim: Claim) -> list[Shown]:
    if claim.place is None:
        return []
    text, also = place_texts(claim.place.value)
    return [Shown(text, also, claim.place.evidence)]


def _when(claim: Claim) -> list[Shown]:
    return [Shown(when_text(claim.when.value), spans=claim.when.evidence)] if claim.when else []


def _said_by(claim: Claim) -> list[Shown]:
    if claim.said_by is None or claim.said_by.value.source is None:
        return []
    said = claim.said_by.value
    return [Shown(said.source_class, frozenset({f"{said.source_class} {said.speech}"}), claim.said_by.evidence[:1])]


def _cue(claim: Claim) -> list[Shown]:
    cue = claim.said_by.value.cue if claim.said_by else None
    return [Shown("?", spans=(cue,))] if cue else []


def _blame(claim: Claim) -> list[Shown]:
    return [Shown(role.blame.kind, spans=role.party.evidence) for role in claim.actors if role.blame]


def _blamed_by(claim: Claim) -> list[Shown]:
    makers = dict.fromkeys(role.blame.by for role in claim.actors if role.blame and role.blame.by)
    return [Shown(said.source_class, spans=(said.source,)) for said in makers if said.source]


def _counts(claim: Claim, what: str) -> list[Shown]:
    return [_tally(tally) for tally in claim.counts if tally.what == what]


def _tally(tally: Tally) -> Shown:
    text = count_text(tally.count.value)
    if tally.scope == "event":
        return Shown(text, spans=tally.count.evidence)
    return Shown(f"{text} ({tally.scope})", spans=tally.count.evidence, optional=True)


_FIELDS: Mapping[str, Callable[[Claim], Collection[Shown]]] = {
    "action": lambda claim: [],
    "event_type": _event_type,
    "modes": lambda claim: [shown for mode in claim.modes for shown in _one(mode)],
    "contexts": lambda claim: [shown for context in claim.contexts for shown in _one(context)],
    "status": lambda claim: [Shown(claim.status.value, spans=(*claim.status.evidence, claim.action))],
    "certainty": lambda claim: [Shown(claim.certainty.value, spans=(*claim.certainty.evidence, claim.action))],
    "outcome": lambda claim: [Shown(claim.outcome.value, spans=(claim.action,))] if claim.outcome else [],
    "actors": lambda claim: _parties(claim.actors),
    "recipients": lambda claim: _parties(claim.recipients),
    "blame": _blame,
    "blamed_by": _blamed_by,
    "objects": lambda claim: _things(claim.objects),
    "instruments": lambda claim: _things(claim.instruments),
    "place": _place,
    "when": _when,
    "said_by": _said_by,
    "cue": _cue,
}
