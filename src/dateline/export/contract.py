"""The machine-readable contract: readings, links and events as JSON lines.

``docs/contract.schema.json`` describes every line; the tests hold the two together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from dateline.codebook import to_acled, to_cameo
from dateline.codebook.entries import Codebook
from dateline.model import (
    Action,
    Claim,
    Count,
    Document,
    Event,
    EventCount,
    InRole,
    Lineage,
    Link,
    Mention,
    Party,
    Place,
    Reading,
    Said,
    Situation,
    Sourced,
    Span,
    Tally,
    Thing,
    Value,
    When,
)

Line = dict[str, Any]
T = TypeVar("T")

_NO_WORDS: Mapping[str, None] = {"text": None, "start": None, "end": None}


def lines(situation: Situation, book: Codebook, *, mentions: bool = False) -> Iterator[Line]:
    """Every line of a situation in order: reports by id with their mentions and claims, then links, then events."""
    lineages = {lineage.document: lineage for lineage in situation.lineages}
    for reading in sorted(situation.readings, key=lambda r: r.document.id):
        yield document_line(reading, lineages[reading.document.id])
        if mentions:
            for mention in sorted(reading.mentions, key=_where_named):
                yield mention_line(mention, reading.document)
        for claim in sorted(reading.claims, key=_by_start):
            yield claim_line(claim, reading.document, book)
    for link in sorted(situation.links, key=lambda link: (link.left, link.right)):
        yield link_line(link)
    for event in sorted(situation.events, key=lambda event: event.id):
        yield event_line(event, book)


def write_lines(found: Iterable[Line]) -> Iterator[str]:
    """The lines as JSON text, one line each, the same bytes for the same content."""
    for line in found:
        text = json.dumps(line, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
        if _has_lone_surrogate(text):  # UTF-8 cannot hold one; JSON can, escaped
            text = json.dumps(line, ensure_ascii=True, allow_nan=False, separators=(", ", ": "))
        yield text


def _has_lone_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _by_start(claim: Claim) -> tuple[bool, int, int, str]:
    return (claim.action.part != "title", claim.action.start, claim.action.end, claim.id)


def _where_named(mention: Mention) -> tuple[bool, int, int, str, str]:
    return (mention.span.part != "title", mention.span.start, mention.span.end, mention.what, mention.by)


def document_line(reading: Reading, lineage: Lineage) -> Line:
    document = reading.document
    line: Line = {
        "kind": "document",
        "id": document.id,
        "sha256": document.sha256,
        "source": document.source,
        "url": document.url,
        "title": document.title,
        "published": document.published,
        "language": document.language,
        "end_state": reading.end_state,
        "lineage": lineage.kind,
        "origin": lineage.origin,
        "group": lineage.group,
        "spun": {
            "verdict": lineage.spun.verdict,
            "score": lineage.spun.score,
            "spans": [_span(span, document) for span in lineage.spun.spans],
        },
    }
    if reading.reason is not None:
        line["reason"] = reading.reason
    if document.extracted:
        line["text"] = document.text
    return line


def _span(span: Span, document: Document) -> Line:
    out: Line = {"text": document.quote(span), "start": span.start, "end": span.end}
    if span.part == "title":
        out["in"] = "title"
    if span.pieces:
        out["parts"] = [list(piece) for piece in span.pieces]
    return out


def _words(found: Sourced[T], document: Document) -> Line:
    """The first words behind a value; nulls where only metadata support it (``leaning_on`` then says which)."""
    return _span(found.evidence[0], document) if found.evidence else dict(_NO_WORDS)


def _where(span: Span) -> Line:
    out: Line = {"start": span.start, "end": span.end}
    if span.part == "title":
        out["in"] = "title"
    return out


def _place(place: Place) -> Line:
    return {
        "name": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "precision": place.precision,
    }


def _count(count: Count) -> Line:
    return {"low": count.low, "high": count.high, "qualifier": count.qualifier}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _party(party: Party) -> Line:
    return {
        "name": party.name,
        "entity": party.entity,
        "country": party.country,
        "sector": party.sector,
        "code": party.code,
    }


def mention_line(mention: Mention, document: Document) -> Line:
    return {
        "kind": "mention",
        "document": document.id,
        "what": mention.what,
        **_span(mention.span, document),
        "value": _value(mention.value, mention, document),
        "by": mention.by,
    }


def _value(value: Value, mention: Mention, document: Document) -> Line:
    match value:
        case Place():
            return {**_place(value), "alternatives": list(value.alternatives)}
        case When():
            leaning = list(mention.leaning_on)
            return {"first": _day(value.first), "last": _day(value.last), "timex": value.timex, "leaning_on": leaning}
        case Count():
            return {**_count(value), "unit": value.unit}
        case Party():
            return _party(value)
        case Action():
            return {"event_type": value.event_type, "status": value.status, "certainty": value.certainty}
        case Said():
            source = None
            if value.source is not None:
                source = {**_span(value.source, document), "class": value.source_class}
            cue = _span(value.cue, document) if value.cue is not None else None
            return {"source": source, "cue": cue, "speech": value.speech}


def claim_line(claim: Claim, document: Document, book: Codebook) -> Line:
    modes = [mode.value for mode in claim.modes]
    return {
        "kind": "claim",
        "id": claim.id,
        "document": claim.document,
        "event_type": claim.event_type.value,
        "modes": modes,
        "contexts": [context.value for context in claim.contexts],
        "acled": _acled(
            book,
            claim.event_type.value,
            modes,
            claim.status.value,
            [entry.party.value.sector for entry in claim.actors],
            [entry.party.value.sector for entry in claim.recipients],
        ),
        "cameo": to_cameo(book, claim.event_type.value, modes, claim.status.value),
        "status": claim.status.value,
        "certainty": claim.certainty.value,
        "outcome": claim.outcome.value if claim.outcome else None,
        "action": _span(claim.action, document),
        "sentence": _where(claim.sentence),
        "actors": [_in_role(entry, document, actor=True) for entry in claim.actors],
        "recipients": [_in_role(entry, document, actor=False) for entry in claim.recipients],
        "objects": [_object(thing, document) for thing in claim.objects],
        "instruments": [{**_span(thing.span, document), "type": thing.type} for thing in claim.instruments],
        "place": _claim_place(claim.place, document) if claim.place else None,
        "when": _when(claim.when, document) if claim.when else None,
        "counts": [_tally(tally, document) for tally in claim.counts],
        "said_by": _said(claim.said_by.value, document) if claim.said_by else None,
        "evidence": _evidence(claim),
        "confidence": dict(claim.confidence),
        "trust": _trust(claim),
        "by": _by(claim),
    }


def _acled(
    book: Codebook,
    event_type: str,
    modes: Sequence[str],
    status: str,
    actors: Sequence[str | None],
    recipients: Sequence[str | None],
) -> Line | None:
    known = to_acled(book, event_type, modes, status, actors, recipients)
    return {"event_type": known[0], "sub_event_type": known[1]} if known else None


def _in_role(entry: InRole, document: Document, *, actor: bool) -> Line:
    party = entry.party.value
    out = {**_words(entry.party, document), **_party(party), "kind": party.kind}
    if actor:
        blame = entry.blame
        out["blame"] = blame.kind if blame else "stated"
        by = blame.by if blame else None
        out["blamed_by"] = (
            {**_span(by.source, document), "class": by.source_class}
            if by is not None and by.source is not None
            else None
        )
    return out


def _object(thing: Thing, document: Document) -> Line:
    count = _count(thing.count) if thing.count else None
    return {**_span(thing.span, document), "type": thing.type, "count": count, "effect": thing.effect}


def _claim_place(place: Sourced[Place], document: Document) -> Line:
    out = {**_words(place, document), **_place(place.value)}
    if place.leaning_on:
        out["leaning_on"] = list(place.leaning_on)
    return out


def _when(when: Sourced[When], document: Document) -> Line:
    value = when.value
    return {
        **_words(when, document),
        "first": _day(value.first),
        "last": _day(value.last),
        "leaning_on": list(when.leaning_on),
    }


def _tally(tally: Tally, document: Document) -> Line:
    out: Line = {
        "what": tally.what,
        "of": tally.of,
        "who": tally.who,
        **_words(tally.count, document),
        **_count(tally.count.value),
        "scope": tally.scope,
        "part_of": _where(tally.part_of) if tally.part_of else None,
    }
    if tally.earlier is not None:
        out["earlier"] = _count(tally.earlier)
    return out


def _said(said: Said, document: Document) -> Line:
    """Who says so. A quotation whose speaker the report does not name has nulls for the speaker's words: it is not
    the report's own voice, which would be null as a whole."""
    source = _span(said.source, document) if said.source is not None else dict(_NO_WORDS)
    return {
        **source,
        "class": said.source_class,
        "speech": said.speech,
        "cue": _span(said.cue, document) if said.cue is not None else None,
    }


def _evidence(claim: Claim) -> Mapping[str, list[list[int | str]]]:
    """The spans behind fields whose words are no span of their own; one in the headline ends in "title"."""
    found: dict[str, Sequence[Span]] = {"status": claim.status.evidence}
    if claim.certainty.value != "certain":
        found["certainty"] = claim.certainty.evidence
    if claim.outcome is not None:
        found["outcome"] = claim.outcome.evidence
    found.update((f"modes.{mode.value}", mode.evidence) for mode in claim.modes)
    found.update((f"contexts.{context.value}", context.evidence) for context in claim.contexts)
    return {field: _offsets(spans) for field, spans in found.items() if spans}


def _offsets(spans: Sequence[Span]) -> list[list[int | str]]:
    """Start and end of each span, of each piece where one has gaps."""
    out: list[list[int | str]] = []
    for span in spans:
        mark = ["title"] if span.part == "title" else []
        out.extend([start, end, *mark] for start, end in span.pieces or ((span.start, span.end),))
    return out


def _trust(claim: Claim) -> Mapping[str, str]:
    worst = ("void", "doubtful", "ok")

    def least(found: Iterable[str]) -> str:
        return min(found, key=worst.index, default="ok")

    return {
        "event_type": claim.event_type.trust,
        "actors": least(entry.party.trust for entry in claim.actors),
        "recipients": least(entry.party.trust for entry in claim.recipients),
        "place": claim.place.trust if claim.place else "ok",
        "when": claim.when.trust if claim.when else "ok",
        "counts": least(tally.count.trust for tally in claim.counts),
        "said_by": claim.said_by.trust if claim.said_by else "ok",
    }


def _by(claim: Claim) -> Mapping[str, str]:
    """What read each field. An entry of a list has a line of its own: "actors.0" by place, "modes.firearms" by name."""
    out = {"event_type": claim.event_type.by, "status": claim.status.by, "certainty": claim.certainty.by}
    fields = (("outcome", claim.outcome), ("place", claim.place), ("when", claim.when), ("said_by", claim.said_by))
    out.update((name, found.by) for name, found in fields if found is not None)
    out.update((f"modes.{mode.value}", mode.by) for mode in claim.modes)
    out.update((f"contexts.{context.value}", context.by) for context in claim.contexts)
    out.update((f"actors.{i}", entry.party.by) for i, entry in enumerate(claim.actors))
    out.update((f"recipients.{i}", entry.party.by) for i, entry in enumerate(claim.recipients))
    out.update((f"objects.{i}", thing.by) for i, thing in enumerate(claim.objects))
    out.update((f"instruments.{i}", thing.by) for i, thing in enumerate(claim.instruments))
    out.update((f"counts.{i}", tally.count.by) for i, tally in enumerate(claim.counts))
    return out


def link_line(link: Link) -> Line:
    return {
        "kind": "link",
        "left": link.left,
        "right": link.right,
        "same": link.same,
        "score": link.score,
        "by": link.by,
        "reason": link.reason,
    }


def event_line(event: Event, book: Codebook) -> Line:
    return {
        "kind": "event",
        "id": event.id,
        "claims": list(event.claims),
        "documents": list(event.documents),
        "event_type": event.event_type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "status": event.status,
        "outcome": event.outcome,
        "acled": _acled(
            book,
            event.event_type,
            event.modes,
            event.status,
            [party.sector for party in event.actors],
            [party.sector for party in event.recipients],
        ),
        "cameo": to_cameo(book, event.event_type, event.modes, event.status),
        "objects": list(event.objects),
        "instruments": list(event.instruments),
        "actors": [_party(party) for party in event.actors],
        "recipients": [_party(party) for party in event.recipients],
        "place": _place(event.place) if event.place else None,
        "first": _day(event.first),
        "last": _day(event.last),
        "counts": [_event_count(count) for count in event.counts],
        "reports": event.reports,
        "groups": event.groups,
        "voices": event.voices,
        "grade": event.grade,
        "contested": list(event.contested),
    }


def _event_count(count: EventCount) -> Line:
    return {
        "what": count.what,
        "of": count.of,
        "sector": count.sector,
        "low": count.low,
        "best": count.best,
        "high": count.high,
        "claims": list(count.claims),
    }
