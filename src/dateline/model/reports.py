"""A report and its words: spans of characters, values with the words behind them, parsed sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from dateline.model.checked import Part, Trust, one_of
from dateline.model.packing import packable

T = TypeVar("T")


@packable
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


@packable
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
        one_of("trust", self.trust, Trust)


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
