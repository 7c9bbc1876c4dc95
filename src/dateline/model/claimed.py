"""What a report claims: who did what to whom, with the words behind every value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model.checked import Belongs, Blame, Certainty, Effect, EndState, Outcome, Scope, Status, one_of
from dateline.model.named import Count, Mention, Party, Place, Said, When
from dateline.model.packing import packable
from dateline.model.reports import Document, Sourced, Span


@packable
@dataclass(frozen=True, slots=True)
class Blamed:
    """How a party came to be named as the actor, and by whom."""

    kind: Blame
    by: Said | None = None

    def __post_init__(self) -> None:
        one_of("blame", self.kind, Blame)


@packable
@dataclass(frozen=True, slots=True)
class InRole:
    """A party in a role of one claim. ``blame`` is ``None`` for recipients."""

    party: Sourced[Party]
    blame: Blamed | None = None

    @property
    def span(self) -> Span:
        return self.party.evidence[0]


@packable
@dataclass(frozen=True, slots=True)
class Tally:
    """A count in a claim: of what ("killed"), whose, and whether it is the event's own.

    ``who`` is a position in that list of parties.  ``part_of`` is the span of the whole ("including three children").
    ``earlier`` is a figure that the report itself corrects.
    """

    what: str
    of: Belongs
    who: int | None
    count: Sourced[Count]
    scope: Scope = "event"
    part_of: Span | None = None
    earlier: Count | None = None

    def __post_init__(self) -> None:
        one_of("of", self.of, Belongs)
        one_of("scope", self.scope, Scope)


@packable
@dataclass(frozen=True, slots=True)
class Thing:
    """An object that is hit, taken, sent or blocked, or an instrument: its type, count and what became of it."""

    span: Span
    type: str
    by: str
    count: Count | None = None
    effect: Effect | None = None


@packable
@dataclass(frozen=True, slots=True)
class Claim:
    """One report says who did what to whom.

    The id is a hash of document id, action span and an ordinal: never of type, pattern or model, so that a better
    codebook recodes a claim instead of renaming it.
    """

    id: str
    document: str
    action: Span
    sentence: Span
    event_type: Sourced[str]
    status: Sourced[Status]
    certainty: Sourced[Certainty]
    modes: tuple[Sourced[str], ...] = ()
    contexts: tuple[Sourced[str], ...] = ()
    outcome: Sourced[Outcome] | None = None
    actors: tuple[InRole, ...] = ()
    recipients: tuple[InRole, ...] = ()
    objects: tuple[Thing, ...] = ()
    instruments: tuple[Thing, ...] = ()
    place: Sourced[Place] | None = None
    when: Sourced[When] | None = None
    counts: tuple[Tally, ...] = ()
    said_by: Sourced[Said] | None = None
    confidence: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        one_of("status", self.status.value, Status)
        one_of("certainty", self.certainty.value, Certainty)
        if self.outcome is not None:
            one_of("outcome", self.outcome.value, Outcome)
        if not self.sentence.contains(self.action):
            raise ValueError(f"claim {self.id}: its action lies outside its sentence")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report gave: exactly one end state, with a reason where it is not plain.

    Of many reports the claims and mentions are held ``Packed``: going through them makes them anew.
    """

    document: Document
    end_state: EndState
    reason: str | None = None
    mentions: Sequence[Mention] = ()
    claims: Sequence[Claim] = ()

    def __post_init__(self) -> None:
        one_of("end state", self.end_state, EndState)
        if self.end_state == "quarantined" and not self.reason:
            raise ValueError(f"report {self.document.id!r} is quarantined without a reason")
