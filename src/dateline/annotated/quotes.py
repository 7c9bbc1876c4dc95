"""Quotes and offsets: where quoted words stand in a report, and how a span is quoted so that it is found again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model import Document, Part, Span

_NTH = re.compile(r"^(?P<words>.*\S)\s*\[(?P<nth>\d+)\]$", re.DOTALL)
_GAP = re.compile(r"\s+(?:\.\.\.|…)\s+")


def find_quote(quote: str, document: Document) -> Span:
    """The span of quoted words: their first occurrence, or the one that "words [2]" counts.

    Whole words count before parts of words, the text before the title.  "agreed ... to cooperate" is a span with a
    gap.  Raises ``ValueError`` where the words do not occur that often.
    """
    counted = _NTH.match(quote)
    words, nth = (counted["words"], int(counted["nth"])) if counted else (quote, 1)
    words = _unquoted(words)
    whole: list[Span] = []
    for part, text in _texts(document):
        whole.extend(_occurrences(words, text, part, at_words=True))
    inside = [span for part, text in _texts(document) for span in _occurrences(words, text, part, at_words=False)]
    found = whole or inside
    if not found:
        raise ValueError(f'the report does not say "{words}"')
    if nth > len(found) or nth < 1:
        times = "once" if len(found) == 1 else f"{len(found)} times"
        raise ValueError(f'the report says "{words}" {times}, there is no [{nth}]')
    return found[nth - 1]


def quote_span(span: Span, document: Document) -> str:
    """The words of a span as a case writes them: with their number where they occur before, a gap as "..."."""
    whole = document.text if span.part == "text" else document.title or ""
    pieces = span.pieces or ((span.start, span.end),)
    words = " ... ".join(" ".join(whole[start:end].split()) for start, end in pieces)
    same: list[Span] = []
    for part, text in _texts(document):
        same.extend(_occurrences(words, text, part, at_words=True))
    before = [one for one in same if (one.part, one.start) != (span.part, span.start)]
    at = next((i for i, one in enumerate(same) if (one.part, one.start) == (span.part, span.start)), 0)
    return f"{words} [{at + 1}]" if before and at > 0 else words


def split_quotes(cell: str) -> tuple[str, ...]:
    """The quotes of a cell, parted by ";"; none where it is empty or "-"."""
    quotes = [quote.strip() for quote in cell.split(";")]
    return tuple(quote for quote in quotes if quote and quote != "-")


def _unquoted(words: str) -> str:
    return words[1:-1] if len(words) > 2 and words[0] == words[-1] == '"' else words


def _texts(document: Document) -> Iterator[tuple[Part, str]]:
    yield "text", document.text
    if document.title:
        yield "title", document.title


def _occurrences(words: str, text: str, part: Part, *, at_words: bool) -> Iterator[Span]:
    pieces = [r"\s+".join(map(re.escape, piece.split())) for piece in _GAP.split(words)]
    edge = r"(?<!\w)({})(?!\w)" if at_words else "({})"
    for match in re.finditer(".*?".join(edge.format(piece) for piece in pieces), text):
        spans = tuple(match.span(i + 1) for i in range(len(pieces)))
        yield Span(match.start(), match.end(), part, spans if len(spans) > 1 else ())
