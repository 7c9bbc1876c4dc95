"""The nouns as rows of the store's tables: typed columns for people who query them, and a lossless record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline.model import Claim, Document, Event, Lineage, Link, Party, Reading
from dateline.store.flat import Range, claimed, codes, joined, parties, place_cells, settled, sourced, speaker
from dateline.store.pack import pack

Cell = str | int | float | None
Row = Mapping[str, Cell]

KEYS: Mapping[str, tuple[str, ...]] = {
    "documents": ("id",),
    "quarantine": ("document",),
    "claims": ("id",),
    "lineages": ("document",),
    "links": ("left", "right", "by"),
    "events": ("id",),
    "runs": ("id",),
    "changes": ("document", "claim", "sha256", "codebook", "new_sha256", "new_codebook"),
}
"""The primary key of each table that is written by ``insertion``."""

DIRECT = ("id", "text", "title", "url", "source", "published", "language", "sha256")
"""Fields of a document that are columns as they are."""

_PLACE = ("place", "geonameid", "lat", "lon", "country", "admin1", "precision")


def insertion(table: str, row: Row) -> tuple[str, tuple[Cell, ...]]:
    """The statement that writes a row over the one with its key, and its values."""
    key = KEYS[table]
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    rest = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name not in key)
    target = ", ".join(f'"{name}"' for name in key)
    return (
        f"insert into {table} ({names}) values ({marks}) on conflict ({target}) do update set {rest}",
        tuple(row.values()),
    )


def plain(text: str) -> str:
    """Text that UTF-8 can hold: a lone surrogate is written out. The record beside it keeps the original."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _plain(text: str | None) -> str | None:
    return None if text is None else plain(text)


def document_row(reading: Reading, codebook: str, seal: str) -> Row:
    document = reading.document
    direct = {name: getattr(document, name) for name in DIRECT}
    shown = {name: _plain(value) for name, value in direct.items()}
    return {
        **shown,
        "extracted": int(document.extracted),
        "codebook": codebook,
        "end_state": reading.end_state,
        "reason": _plain(reading.reason),
        "claims": len(reading.claims),
        "record": pack(document) if shown != direct else None,
        "seal": seal,
    }


def quarantine_row(document: Document, reason: str) -> Row:
    """The reason's code stands before its colon: "timeout: took longer than 60 seconds"."""
    return {"document": plain(document.id), "code": plain(reason.partition(":")[0]), "reason": plain(reason)}


def claim_row(claim: Claim, position: int, document: Document, record: str) -> Row:
    actors, recipients = parties(claim)
    place = claim.place.value if claim.place else None
    when = claim.when.value if claim.when else None
    said_by, source_class = speaker(claim, document)
    return {
        "id": claim.id,
        "document": plain(claim.document),
        "position": position,
        "part": claim.action.part,
        "start": claim.action.start,
        "end": claim.action.end,
        "action": plain(document.quote(claim.action)),
        "event_type": claim.event_type.value,
        "modes": joined(mode.value for mode in claim.modes),
        "contexts": joined(context.value for context in claim.contexts),
        "status": claim.status.value,
        "certainty": claim.certainty.value,
        "outcome": claim.outcome.value if claim.outcome else None,
        **_parties(actors, recipients),
        **dict(zip(_PLACE, place_cells(place), strict=True)),
        "first": when.first.isoformat() if when and when.first else None,
        "last": when.last.isoformat() if when and when.last else None,
        **_figures("killed", claimed(claim, "killed"), best=False),
        **_figures("injured", claimed(claim, "injured"), best=False),
        "said_by": _plain(said_by),
        "source_class": source_class,
        "record": record,
    }


def _parties(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> Row:
    return {
        "actors": codes(actors),
        "actor_names": joined(plain(party.name) for party in actors if party.name),
        "recipients": codes(recipients),
        "recipient_names": joined(plain(party.name) for party in recipients if party.name),
    }


def _figures(what: str, found: Range, *, best: bool) -> Row:
    middle = {f"{what}_best": found.best} if best else {}
    return {f"{what}_low": found.low, **middle, f"{what}_high": found.high}


def evidence_rows(claim: Claim) -> Iterator[tuple[Cell, ...]]:
    """Claim, field, place in its list, number of the span, start, end, part, reader, trust."""
    for field, item, n, span, by, trust in sourced(claim):
        yield claim.id, field, item, n, span.start, span.end, span.part, by, trust


def lineage_row(lineage: Lineage) -> Row:
    return {
        "document": plain(lineage.document),
        "lineage": lineage.kind,
        "origin": _plain(lineage.origin),
        "group": plain(lineage.group),
        "spun": lineage.spun.verdict,
        "spun_score": lineage.spun.score,
        "reason": plain(lineage.reason),
        "record": pack(lineage),
    }


def link_row(link: Link) -> Row:
    return {
        "left": link.left,
        "right": link.right,
        "by": link.by,
        "same": int(link.same),
        "score": link.score,
        "reason": plain(link.reason),
        "record": pack(link),
    }


def event_row(event: Event) -> Row:
    return {
        "id": event.id,
        "event_type": event.event_type,
        "modes": joined(event.modes),
        "contexts": joined(event.contexts),
        "status": event.status,
        "outcome": event.outcome,
        "first": event.first.isoformat() if event.first else None,
        "last": event.last.isoformat() if event.last else None,
        **_parties(event.actors, event.recipients),
        **dict(zip(_PLACE, place_cells(event.place), strict=True)),
        **_figures("killed", settled(event, "killed"), best=True),
        **_figures("injured", settled(event, "injured"), best=True),
        "reports": event.reports,
        "groups": event.groups,
        "voices": event.voices,
        "grade": event.grade,
        "contested": joined(event.contested),
        "record": pack(event),
    }
