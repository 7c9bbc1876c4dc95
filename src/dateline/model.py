"""The nouns: what a report is, what it names, what it claims, and what several reports together tell.

Everything here is frozen and checked when it is made.  ``None`` means "the report does not say".
Offsets count Unicode code points, end exclusive, so ``text[start:end]`` is the quote.
Days are inclusive.  Coordinates are WGS84 degrees.  Countries are ISO 3166 alpha-3 codes, or PLOVER's
seven codes for what belongs to no state (IGO, UNO, EUR, NGO, ISM, IMG, MNC).
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Generic, Literal, NamedTuple, TypeVar, get_args

T = TypeVar("T")

Trust = Literal["ok", "doubtful", "void"]
Part = Literal["text", "title"]
Status = Literal["happened", "historical", "future", "hypothetical", "negated"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Outcome = Literal["done", "attempted", "foiled"]
PartyKind = Literal["person", "group", "organisation", "country"]
Blame = Literal["stated", "claimed", "accused", "denied", "possible"]
Speech = Literal["direct", "indirect", "mixed"]
Precision = Literal["exact", "town", "district", "province", "country", "region"]
Qualifier = Literal["exactly", "at_least", "at_most", "about", "between", "vague", "none"]
Scope = Literal["event", "cumulative", "part"]
Belongs = Literal["actors", "recipients", "event"]
EndState = Literal["coded", "no_event", "duplicate", "quarantined"]
LineageClass = Literal["original", "copy", "excerpt", "edited", "update", "spun", "unknown"]
SpunVerdict = Literal["none", "suspect", "likely", "proven"]
Grade = Literal["U0", "U1", "C1", "C2", "C3", "R"]
Effect = Literal["destroyed", "damaged", "none", "taken"]
TimeKind = Literal["date", "time", "duration", "set"]


def _one_of(name: str, value: object, choices: object) -> None:
    allowed = get_args(choices)
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(map(str, allowed))}")


def identify(*parts: object) -> str:
    """An id from its parts: 16 hexadecimal digits of the SHA-256 of a JSON list.

    A list, because joined text would give ("a.b", "c") and ("a", "b.c") the same id.
    """
    as_json = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(as_json.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- words ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of one report: ``start`` to ``end`` in its text, or in its title where ``part`` says so.

    ``pieces`` is given only for a span with gaps ("agreed ... to cooperate"); they lie inside start and end, in order.
    """

    start: int
    end: int
    part: Part = "text"
    pieces: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span from {self.start} to {self.end} holds no characters")
        last = self.start
        for start, end in self.pieces:
            if not last <= start < end <= self.end:
                raise ValueError(f"pieces {self.pieces} do not lie in order inside {self.start} to {self.end}")
            last = end

    def overlaps(self, other: Span) -> bool:
        return self.part == other.part and self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.part == other.part and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value, the words that show it, and what read them.

    ``by`` names the reader: "pattern:kill-direct@2", "rule:weekday@1", "gazetteer", "actor:ner-army".
    ``leaning_on`` names what else was used: "published" for "on Tuesday".

    Raises ``ValueError`` where neither words nor metadata support the value.
    """

    value: T
    evidence: tuple[Span, ...]
    by: str
    leaning_on: tuple[str, ...] = ()
    trust: Trust = "ok"

    def __post_init__(self) -> None:
        if not self.evidence and not self.leaning_on:
            raise ValueError(f"nothing in the report supports {self.value!r}")
        _one_of("trust", self.trust, Trust)


# --- reports ----------------------------------------------------------------------------------------------------------


SHORTEST_TITLE = 12
"""A shorter title that a text begins with may well be the text's own first words."""


@dataclass(frozen=True, slots=True)
class Document:
    """One report; its text never changes.

    ``published`` is an ISO 8601 date or date-time as given ("2021-03-18", "2021-03-18T06:00:00Z").
    ``extracted`` tells that we took the text out of something else (HTML, a feed, an archive), so that output must
    carry it.  ``sha256`` is of the raw record.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None
    extracted: bool = False
    sha256: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a document needs an id")
        if self.published is not None:
            date.fromisoformat(self.published[:10])

    @property
    def day(self) -> date | None:
        """The day of publication as the publisher writes it; the time of day and its zone are ignored."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    @property
    def title_again(self) -> int:
        """Where the text proper begins, behind its own title: feeds and page readers often put it before the text, at
        times without a blank between ("Man shot in TroyTROY - A man ..."); 0 where it does not stand there."""
        title = (self.title or "").strip()
        return len(title) if len(title) >= SHORTEST_TITLE and self.text.startswith(title) else 0

    def quote(self, span: Span) -> str:
        """The words of a span. Raises ``ValueError`` if the span lies outside."""
        whole = self.text if span.part == "text" else (self.title or "")
        if span.end > len(whole):
            raise ValueError(f"{span} lies outside report {self.id!r} of {len(whole)} characters")
        return whole[span.start : span.end]


class Token(NamedTuple):
    """One word of a sentence. ``head`` and ``i`` count tokens of the sentence; the root is its own head.

    ``start`` and ``end`` count characters of the report.  ``tag`` is a Penn Treebank tag, ``pos`` a universal one,
    ``dep`` a label of the ClearNLP scheme that spaCy's English models use (nsubj, dobj, pobj, agent ...).
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence: the unit of parsing, so that leaving one out changes no other.

    ``paragraph`` and ``index`` count from 0 through the report (title sentences first).  ``quoted`` is true for a
    sentence that begins inside a quotation opened earlier.
    """

    span: Span
    tokens: tuple[Token, ...]
    index: int
    paragraph: int
    quoted: bool = False

    @cached_property
    def children(self) -> tuple[tuple[Token, ...], ...]:
        """For each token, the tokens that hang from it, in order."""
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        return tuple(map(tuple, below))

    def kids(self, i: int, *deps: str) -> Sequence[Token]:
        """The dependents of token ``i``, of these labels where any are given."""
        below = self.children[i]
        return [kid for kid in below if kid.dep in deps] if deps and below else below

    def subtree(self, i: int) -> list[int]:
        """Token ``i`` and all below it, in order of the text."""
        out: list[int] = []
        todo = [i]
        while todo:
            k = todo.pop()
            out.append(k)
            todo.extend(kid.i for kid in self.children[k])
        return sorted(out)

    def ancestors(self, i: int) -> Iterator[Token]:
        """The tokens above ``i``, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield self.tokens[i]

    def cover(self, indices: Iterable[int]) -> Span:
        """The span from the first to the last of these tokens."""
        chosen = sorted(indices)
        return Span(self.tokens[chosen[0]].start, self.tokens[chosen[-1]].end, self.span.part)

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        """Where the tokens start and end, for searching."""
        return [token.start for token in self.tokens], [token.end for token in self.tokens]

    def within(self, span: Span) -> range:
        """The tokens that a span touches."""
        if span.part != self.span.part:
            return range(0)
        starts, ends = self._bounds
        return range(bisect_right(ends, span.start), bisect_left(starts, span.end))

    def token_at(self, place: int) -> Token | None:
        """The token that covers this character of the report's text (or title)."""
        starts, ends = self._bounds
        i = bisect_right(ends, place)
        return self.tokens[i] if i < len(starts) and starts[i] <= place else None

    def head_of(self, span: Span) -> int | None:
        """The token of a span that hangs from outside it; the last such, as names are head-final in English."""
        inside = self.within(span)
        heads = [i for i in inside if self.tokens[i].head not in inside or self.tokens[i].head == i]
        return heads[-1] if heads else None


# --- what a report names ----------------------------------------------------------------------------------------------


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
        _one_of("precision", self.precision, Precision)
        if (self.lat is None) != (self.lon is None):
            raise ValueError(f"{self.name}: latitude and longitude come together")
        if self.lat is not None and self.lon is not None and not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"{self.name}: {self.lat}, {self.lon} is not on the globe")


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
        _one_of("kind", self.kind, TimeKind)
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"{self.first} comes after {self.last}")


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
        _one_of("qualifier", self.qualifier, Qualifier)
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"a count from {self.low} to {self.high}")


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
        _one_of("kind", self.kind, PartyKind)

    @property
    def code(self) -> str | None:
        """Country and sector, as in "NER MIL", "UAF", "FRA"; ``None`` where neither is known."""
        return " ".join(part for part in (self.country, self.sector) if part) or None


@dataclass(frozen=True, slots=True)
class Action:
    """A predicate that denotes an event, political or not. ``head`` is its token in the sentence."""

    event_type: str | None
    status: Status
    certainty: Certainty
    head: int

    def __post_init__(self) -> None:
        _one_of("status", self.status, Status)
        _one_of("certainty", self.certainty, Certainty)


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
        _one_of("speech", self.speech, Speech)


Value = Place | When | Count | Party | Action | Said
MentionKind = Literal["place", "time", "count", "actor", "action", "attribution"]


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
        _one_of("what", self.what, MentionKind)


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


# --- what a report claims ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Blamed:
    """How a party came to be named as the actor, and by whom."""

    kind: Blame
    by: Said | None = None

    def __post_init__(self) -> None:
        _one_of("blame", self.kind, Blame)


@dataclass(frozen=True, slots=True)
class InRole:
    """A party in a role of one claim. ``blame`` is ``None`` for recipients."""

    party: Sourced[Party]
    blame: Blamed | None = None

    @property
    def span(self) -> Span:
        return self.party.evidence[0]


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
        _one_of("of", self.of, Belongs)
        _one_of("scope", self.scope, Scope)


@dataclass(frozen=True, slots=True)
class Thing:
    """An object that is hit, taken, sent or blocked, or an instrument: its type, count and what became of it."""

    span: Span
    type: str
    by: str
    count: Count | None = None
    effect: Effect | None = None


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
        _one_of("status", self.status.value, Status)
        _one_of("certainty", self.certainty.value, Certainty)
        if self.outcome is not None:
            _one_of("outcome", self.outcome.value, Outcome)
        if not self.sentence.contains(self.action):
            raise ValueError(f"claim {self.id}: its action lies outside its sentence")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report gave: exactly one end state, with a reason where it is not plain."""

    document: Document
    end_state: EndState
    reason: str | None = None
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()

    def __post_init__(self) -> None:
        _one_of("end state", self.end_state, EndState)
        if self.end_state == "quarantined" and not self.reason:
            raise ValueError(f"report {self.document.id!r} is quarantined without a reason")


# --- what several reports tell ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spun:
    """Whether a machine swapped words for near-synonyms. ``score`` runs from 0 to 1."""

    verdict: SpunVerdict
    score: float
    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        _one_of("verdict", self.verdict, SpunVerdict)


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
        _one_of("lineage", self.kind, LineageClass)


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
        _one_of("status", self.status, Status)
        _one_of("grade", self.grade, Grade)
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
