"""The entries of the codebook, as they are used: frozen, typed, with the file and line each came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from dateline.model import Certainty, PartyKind

Slot = Literal["actor", "recipient", "object", "instrument", "place"]
Effect = Literal["same", "negated", "future", "hypothetical", "probable", "possible", "historical"]


class Source(NamedTuple):
    """Where an entry stands, so that a message can name it."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Mode:
    code: str
    means: str
    score: float | None


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's 16 types. ``quad``: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""

    code: str
    means: str
    quad: int
    score: float
    recipient_required: bool
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True)
class Context:
    """A PLOVER context and the lemmas that show it ("election": vote, ballot ...)."""

    code: str
    means: str
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sector:
    code: str
    means: str


@dataclass(frozen=True, slots=True)
class DatedRole:
    """A code held from one day to another, both inclusive; ``None`` where open. ``code`` like "NER MIL" or "UAF"."""

    first: date | None
    last: date | None
    code: str


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """Someone who acts: a state, an organ of it, an organisation, an armed group, a public person.

    ``names``, of which ``name`` mostly is one, stand for it anywhere; ``weak_names`` only in a report that also names
    it in full or its country. ``adjectives`` ("French") make a role noun its own ("French soldiers"); ``people`` are
    nouns for its citizens; ``capitals`` stand for a state's government where they act ("Damascus rejected ...").
    """

    id: str
    kind: PartyKind
    name: str
    names: tuple[str, ...]
    weak_names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    roles: tuple[DatedRole, ...]
    source: str
    at: Source


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun for a kind of party ("soldier", "riot police", "aid worker"), by the lemma of its last word.

    ``sector`` is a PLOVER sector or ``None``; ``source_class`` is the class it speaks as; ``state`` is true where the
    party is an organ of a state, so that the country of the place may be taken ("soldiers", not "rebels").
    """

    id: str
    nouns: tuple[str, ...]
    sector: str | None
    kind: PartyKind
    source_class: str
    state: bool
    at: Source


@dataclass(frozen=True, slots=True)
class Frame:
    """How roles stand round a predicate. ``slots`` maps a role to syntactic positions: "subject", "object", or a
    preposition ("with", "to"). ``clause`` is the mark of an embedded act ("to", "that", "from") which this predicate
    takes up, so that the act makes no claim of its own."""

    id: str
    slots: Mapping[Slot, tuple[str, ...]]
    clause: tuple[str, ...]
    at: Source


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with marked words: ``spans`` holds (role, start, end) in ``text``."""

    text: str
    spans: tuple[tuple[str, int, int], ...]
    at: Source


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which reports word one event type.

    ``verbs`` and ``nouns`` are lemmas, with the further words that must hang from them: "gun down", "open fire",
    "take * hostage".  ``takes`` restricts the class of a slot's filler, ``needs`` names lemmas of which one must fill
    the slot, or, in angle brackets, a class or sector ("<person>", "<MIL>"); ``without`` lemmas which must not.
    """

    id: str
    version: int
    means: str
    code: str
    modes: tuple[str, ...]
    frame: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    takes: Mapping[Slot, tuple[str, ...]]
    needs: Mapping[Slot, frozenset[str]]
    without: Mapping[Slot, frozenset[str]]
    outcome: str | None
    examples: tuple[Example, ...]
    not_examples: tuple[str, ...]
    source: str
    at: Source
    reader: str | None = None

    @property
    def by(self) -> str:
        """What reads by it: the pattern itself, or the model that stands in for one."""
        return self.reader or f"pattern:{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Embedding:
    """What a predicate does to the act below it: "refused to attack" negates, "plans to attack" puts it ahead.

    ``clause`` lists how the act hangs: "to" (infinitive), "that" (clause, with or without the word), "ing", "noun"
    (of/to/for + noun), "object".  ``certainty`` is how sure the speaker can be of it then; ``None`` where the effect
    alone tells.
    """

    id: str
    lemmas: tuple[str, ...]
    clause: tuple[str, ...]
    effect: Effect
    certainty: Certainty | None
    at: Source


@dataclass(frozen=True, slots=True)
class ReportingCue:
    """A verb or phrase that brings in somebody's words. ``stance``: speech, claim, accuse, deny, admit, warn ..."""

    lemma: str
    stance: str
    at: Source


@dataclass(frozen=True, slots=True)
class ThingEntry:
    """Nouns for a type of object ("school": pupil's classroom ...) or of instrument ("drone": quadcopter ...)."""

    type: str
    nouns: tuple[str, ...]
    at: Source


@dataclass(frozen=True, slots=True)
class Toll:
    """Words that say what is counted: verbs with the counted as object, nouns and adjectives for the counted."""

    what: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    at: Source


@dataclass(frozen=True, slots=True)
class Cues:
    """The small words: negation, modality, time adverbs, and the verbs and nouns that embed an act."""

    negations: frozenset[str]
    modals: Mapping[str, Effect]
    adverbs: Mapping[str, Effect]
    embeddings: tuple[Embedding, ...]
    reporting: tuple[ReportingCue, ...]
    conditionals: frozenset[str]
    history: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher or agency whose name marks another medium as the source."""

    name: str
    names: tuple[str, ...]
    wire: bool
    country: str | None
    at: Source


@dataclass(frozen=True, slots=True)
class Codebook:
    """All that we know, checked. Look-ups by lemma are built by the stages that need them.

    ``words`` are small named sets ("titles": Mr, Dr ...), ``tables`` small named maps ("numbers": dozen to 12 ...).
    """

    version: str
    event_types: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    sectors: Mapping[str, Sector]
    countries: Mapping[str, str]
    source_classes: Mapping[str, str]
    actors: Mapping[str, ActorEntry]
    roles: tuple[RoleNoun, ...]
    outlets: tuple[Outlet, ...]
    frames: Mapping[str, Frame]
    patterns: Mapping[str, Pattern]
    precedence: tuple[str, ...]
    cues: Cues
    objects: tuple[ThingEntry, ...]
    instruments: tuple[ThingEntry, ...]
    tolls: tuple[Toll, ...]
    words: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, str]]
    to_cameo: tuple[Mapping[str, str], ...]
    to_acled: tuple[Mapping[str, str], ...]
