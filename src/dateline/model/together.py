"""What several reports tell: who copied whom, which claims are of one happening, and events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateline.model.checked import Belongs, Grade, LineageClass, Outcome, SpunVerdict, Status, one_of
from dateline.model.claimed import Reading
from dateline.model.named import Party, Place
from dateline.model.reports import Span


@dataclass(frozen=True, slots=True)
class Spun:
    """Whether a machine swapped words for near-synonyms. ``score`` runs from 0 to 1."""

    verdict: SpunVerdict
    score: float
    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        one_of("verdict", self.verdict, SpunVerdict)


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a report's text comes from. ``group`` is the id of the root report of its independence group."""

    document: str
    kind: LineageClass
    origin: str | None
    group: str
    reason: str
    spun: Spun

    def __post_init__(self) -> None:
        one_of("lineage", self.kind, LineageClass)


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement that two claims are, or are not, one event."""

    left: str
    right: str
    same: bool
    score: float
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EventCount:
    """A figure of an event over all its claims. ``high`` is ``None`` when every claim leaves it open."""

    what: str
    of: Belongs
    sector: str | None
    low: int
    best: int | None
    high: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """The claims that links hold together. Its id is "e-" and the id of its earliest claim."""

    id: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: Status
    outcome: Outcome | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    objects: tuple[str, ...]
    instruments: tuple[str, ...]
    place: Place | None
    first: date | None
    last: date | None
    counts: tuple[EventCount, ...]
    reports: int
    groups: int
    voices: int
    grade: Grade
    contested: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        one_of("status", self.status, Status)
        one_of("grade", self.grade, Grade)
        if not self.reports >= self.groups >= self.voices:
            raise ValueError(f"event {self.id}: {self.reports} reports, {self.groups} groups, {self.voices} voices")


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a set of reports tells: readings and lineages by document id, links and events by id."""

    readings: tuple[Reading, ...]
    lineages: tuple[Lineage, ...]
    links: tuple[Link, ...]
    events: tuple[Event, ...]
    notes: dict[str, Any] = field(default_factory=dict)
