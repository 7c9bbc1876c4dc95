"""What a report names: places, times, counts, parties, predicates, reported speech."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.model.checked import Certainty, PartyKind, Precision, Qualifier, Speech, Status, TimeKind, one_of
from dateline.model.packing import packable
from dateline.model.reports import Span


@packable
@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map. ``alternatives`` are GeoNames ids of the other places that the name may mean."""

    name: str
    precision: Precision
    country: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    admin1: str | None = None
    alternatives: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        one_of("precision", self.precision, Precision)
        if (self.lat is None) != (self.lon is None):
            raise ValueError(f"{self.name}: latitude and longitude come together")
        if self.lat is not None and self.lon is not None and not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"{self.name}: {self.lat}, {self.lon} is not on the globe")


@packable
@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days, both inclusive; ``None`` at an end that the report leaves open or that needs a base we lack.

    ``timex`` is the TIMEX3 value where one exists ("2021-03-16", "2019-W41", "P3D", "PAST_REF").
    """

    first: date | None
    last: date | None
    timex: str | None = None
    kind: TimeKind = "date"

    def __post_init__(self) -> None:
        one_of("kind", self.kind, TimeKind)
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"{self.first} comes after {self.last}")


@packable
@dataclass(frozen=True, slots=True)
class Count:
    """A number of something: at least ``low``, at most ``high``; ``high`` is ``None`` when open ("at least 17").

    ``unit`` is the counted noun's lemma ("soldier"), ``None`` where the noun is left out ("two were killed").
    """

    low: int
    high: int | None
    qualifier: Qualifier
    unit: str | None = None

    def __post_init__(self) -> None:
        one_of("qualifier", self.qualifier, Qualifier)
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"a count from {self.low} to {self.high}")


@packable
@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or is acted on. ``name`` and ``entity`` are ``None`` where the report names only a role ("gunmen").

    ``entity`` is an id of the codebook's actors.  ``public`` is false for a private person, whose name stays local.
    """

    name: str | None
    entity: str | None
    country: str | None
    sector: str | None
    kind: PartyKind
    public: bool = True

    def __post_init__(self) -> None:
        one_of("kind", self.kind, PartyKind)

    @property
    def code(self) -> str | None:
        """Country and sector, as in "NER MIL", "UAF", "FRA"; ``None`` where neither is known."""
        return " ".join(part for part in (self.country, self.sector) if part) or None


@packable
@dataclass(frozen=True, slots=True)
class Action:
    """A predicate that denotes an event, political or not. ``head`` is its token in the sentence."""

    event_type: str | None
    status: Status
    certainty: Certainty
    head: int

    def __post_init__(self) -> None:
        one_of("status", self.status, Status)
        one_of("certainty", self.certainty, Certainty)


@packable
@dataclass(frozen=True, slots=True)
class Said:
    """Who says so. ``source`` and ``cue`` are ``None`` where only quotation marks tell ("we will return")."""

    source: Span | None
    source_class: str
    cue: Span | None
    speech: Speech
    content: Span | None = None
    party: Party | None = None

    def __post_init__(self) -> None:
        one_of("speech", self.speech, Speech)


Value = Place | When | Count | Party | Action | Said
MentionKind = Literal["place", "time", "count", "actor", "action", "attribution"]


@packable
@dataclass(frozen=True, slots=True)
class Mention:
    """A span that may name something: what, which value, which sentence, and what read it."""

    what: MentionKind
    span: Span
    value: Value
    sentence: int
    by: str
    leaning_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        one_of("what", self.what, MentionKind)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a trained model makes of one act. ``shares`` are probabilities by event type, that of no event under "".

    ``given`` has for each type that a pattern may say ("" where none speaks) how often each type was meant, in the
    order of ``shares``.  ``modes`` are those of each type, should the act be of it; ``roles`` gives for a token how
    likely it is the actor and the recipient.  ``by`` names the model.
    """

    by: str
    shares: Mapping[str, float]
    given: Mapping[str, Sequence[float]]
    modes: Mapping[str, tuple[str, ...]]
    roles: Mapping[int, tuple[float, float]]

    def weighed(self, ruled: str) -> tuple[str, float]:
        """The likeliest type ("" for no event) where a pattern says ``ruled`` ("" where none speaks), and how likely
        it is: the model's probability times how often that type was meant where patterns said so."""
        joint = [share * known for share, known in zip(self.shares.values(), self.given[ruled], strict=True)]
        best = max(range(len(joint)), key=joint.__getitem__)
        return list(self.shares)[best], joint[best] / sum(joint)


@dataclass(frozen=True, slots=True)
class Act:
    """A predicate that may be an event: its head token, all its words, and the patterns whose words it has.

    ``patterns`` are ids of the codebook, those with more words first and then by the codebook's precedence; ``phrases``
    gives for each of them the tokens of its words beside the head.  ``light`` is the verb that carries a nominal event
    ("carried out an attack"), ``None`` for verbs and bare nouns.  ``guess`` is what a trained model makes of it, where
    one was asked.
    """

    sentence: int
    head: int
    words: tuple[int, ...]
    nominal: bool
    light: int | None = None
    patterns: tuple[str, ...] = ()
    phrases: tuple[tuple[int, ...], ...] = ()
    guess: Guess | None = None
