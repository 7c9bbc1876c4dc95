"""Claims and events as flat tables: one row each, columns in a fixed order, for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from dateline.codebook import to_acled, to_cameo
from dateline.codebook.entries import Codebook
from dateline.export.naming import Private, label, source_label
from dateline.model import Claim, Event, Party, Place, Reading, Situation, Status
from dateline.store.flat import Range, claimed, others, parties, settled

Kind = Literal["text", "id", "list", "whole", "number", "day"]
Cell = str | int | float | date | tuple[str, ...] | None

NOT_HAPPENED: frozenset[Status] = frozenset({"future", "hypothetical", "negated"})
"""An event has one of these only where none of its claims says that it happened."""

ALL_STATUSES: frozenset[Status] = frozenset(get_args(Status))
HAPPENED: frozenset[Status] = ALL_STATUSES - NOT_HAPPENED

FIGURES = ("killed", "injured", "detained", "abducted", "displaced")
"""Figures with columns of their own; all others stand together in words."""


@dataclass(frozen=True, slots=True)
class Column:
    """``kind`` says what its cells hold; an ``id`` is text that a spreadsheet would take for a number ("0871").

    ``prefix`` goes before each value where a file would be read that way ("cameo:0871").
    """

    name: str
    kind: Kind
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a cell for each column. ``left_out`` counts the rows that were not asked for."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int = 0

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")

    @property
    def note(self) -> str | None:
        """What to tell the reader of a table that does not show all."""
        return not_shown(self.left_out) if self.left_out else None


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 event", "2 events"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def not_shown(number: int) -> str:
    """What to say of the events that a table leaves out."""
    return f"{counted(number, 'event')} left out: planned, feared or denied, not said to have happened"


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "text") for name in names)


def _lists(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "list") for name in names)


_CODING = (*_texts("acled_event_type", "acled_sub_event_type"), Column("cameo", "id", "cameo:"))
_PLACE = (
    *_texts("place"),
    Column("geonameid", "whole"),
    Column("lat", "number"),
    Column("lon", "number"),
    *_texts("country", "admin1", "precision"),
)
_DAYS = (Column("first", "day"), Column("last", "day"))
_PARTIES = _lists("actors", "actor_codes", "recipients", "recipient_codes")


def _figures(*parts: str) -> tuple[Column, ...]:
    return tuple(Column(f"{what}_{part}", "whole") for what in FIGURES for part in parts)


EVENT_COLUMNS: tuple[Column, ...] = (
    *_texts("id"),
    *_DAYS,
    *_texts("event_type"),
    *_lists("modes", "contexts"),
    *_texts("status", "outcome"),
    *_PARTIES,
    *_PLACE,
    *_figures("low", "best", "high"),
    *_texts("other_figures"),
    *_lists("objects", "instruments"),
    *_CODING,
    Column("reports", "whole"),
    Column("groups", "whole"),
    Column("voices", "whole"),
    *_texts("grade"),
    *_lists("contested", "sources"),
    Column("documents", "list", "report:"),
    Column("claims", "list", "claim:"),
)

CLAIM_COLUMNS: tuple[Column, ...] = (
    Column("id", "id", "claim:"),
    Column("document", "id", "report:"),
    *_texts("source", "url"),
    Column("published", "text"),
    *_texts("event_type"),
    *_lists("modes", "contexts"),
    *_texts("status", "certainty", "outcome"),
    *_PARTIES,
    *_texts("blame"),
    *_PLACE,
    *_DAYS,
    *_figures("low", "high"),
    *_texts("other_figures"),
    *_lists("objects", "instruments"),
    *_CODING,
    *_texts("said_by", "source_class", "action", "sentence", "part"),
    Column("start", "whole"),
    Column("end", "whole"),
    *_texts("event"),
    Column("sha256", "id", "sha256:"),
)


def event_table(situation: Situation, book: Codebook, statuses: Collection[Status] = HAPPENED) -> Table:
    """The events by first day, undated last; those of other statuses are counted, not shown."""
    sources = {reading.document.id: reading.document.source for reading in situation.readings}
    shown = in_order(event for event in situation.events if event.status in statuses)
    rows = tuple(_event_row(event, book, sources) for event in shown)
    return Table("events", EVENT_COLUMNS, rows, len(situation.events) - len(shown))


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events as a reader wants them: by first day, undated last, then by id."""
    return sorted(events, key=lambda event: (event.first or event.last or date.max, event.id))


def claim_table(situation: Situation, book: Codebook) -> Table:
    """Every claim, of whatever status, by report and place in it, with the sentence that makes it."""
    event_of = {claim: event.id for event in situation.events for claim in event.claims}
    rows: list[tuple[Cell, ...]] = []
    for reading in sorted(situation.readings, key=lambda reading: reading.document.id):
        private = Private.of(reading)
        rows.extend(_claim_row(claim, private, book, event_of.get(claim.id)) for claim in _by_start(reading))
    return Table("claims", CLAIM_COLUMNS, tuple(rows))


def _by_start(reading: Reading) -> list[Claim]:
    return sorted(reading.claims, key=lambda c: (c.action.part != "title", c.action.start, c.action.end, c.id))


def _event_row(event: Event, book: Codebook, sources: Mapping[str, str | None]) -> tuple[Cell, ...]:
    figures = [settled(event, what) for what in FIGURES]
    return (
        event.id,
        event.first,
        event.last,
        event.event_type,
        event.modes,
        event.contexts,
        event.status,
        event.outcome,
        *_party_cells(event.actors, event.recipients),
        *_place_cells(event.place),
        *(cell for figure in figures for cell in figure),
        others(event.counts, FIGURES) or None,
        event.objects,
        event.instruments,
        *_codings(book, event.event_type, event.modes, event.status, event.actors, event.recipients),
        event.reports,
        event.groups,
        event.voices,
        event.grade,
        event.contested,
        tuple(sorted({source for document in event.documents if (source := sources.get(document))})),
        event.documents,
        event.claims,
    )


def _claim_row(claim: Claim, private: Private, book: Codebook, event: str | None) -> tuple[Cell, ...]:
    document = private.document
    modes = tuple(mode.value for mode in claim.modes)
    actors, recipients = parties(claim)
    figures = [claimed(claim, what) for what in FIGURES]
    blames = dict.fromkeys(entry.blame.kind for entry in claim.actors if entry.blame is not None)
    said = claim.said_by.value if claim.said_by else None
    when = claim.when.value if claim.when else None
    return (
        claim.id,
        document.id,
        document.source,
        document.url,
        document.published,
        claim.event_type.value,
        modes,
        tuple(context.value for context in claim.contexts),
        claim.status.value,
        claim.certainty.value,
        claim.outcome.value if claim.outcome else None,
        *_party_cells(actors, recipients),
        "; ".join(blames) or None,
        *_place_cells(claim.place.value if claim.place else None),
        when.first if when else None,
        when.last if when else None,
        *(cell for figure in figures for cell in _ends(figure)),
        others(claim.counts, FIGURES) or None,
        tuple(dict.fromkeys(thing.type for thing in claim.objects)),
        tuple(dict.fromkeys(thing.type for thing in claim.instruments)),
        *_codings(book, claim.event_type.value, modes, claim.status.value, actors, recipients),
        source_label(said, document) if said else None,
        said.source_class if said else None,
        private.quote(claim.action),
        private.quote(claim.sentence),
        claim.action.part,
        claim.action.start,
        claim.action.end,
        event,
        document.sha256 or None,
    )


def _ends(figure: Range) -> tuple[int | None, int | None]:
    return figure.low, figure.high


def _party_cells(actors: Sequence[Party], recipients: Sequence[Party]) -> tuple[Cell, ...]:
    """Labels and codes, entry by entry, so that the first code is the first label's; no code is an empty text."""
    cells: list[Cell] = []
    for some in (actors, recipients):
        cells.append(tuple(label(party) for party in some))
        cells.append(tuple(party.code or "" for party in some))
    return tuple(cells)


def _place_cells(place: Place | None) -> tuple[Cell, ...]:
    if place is None:
        return (None,) * 7
    return place.name, place.geonameid, place.lat, place.lon, place.country, place.admin1, place.precision


def _codings(
    book: Codebook,
    event_type: str,
    modes: Sequence[str],
    status: str,
    actors: Sequence[Party],
    recipients: Sequence[Party],
) -> tuple[Cell, ...]:
    sectors = [[party.sector for party in some] for some in (actors, recipients)]
    kind, sub = to_acled(book, event_type, modes, status, *sectors) or (None, None)
    return kind, sub, to_cameo(book, event_type, modes, status)
