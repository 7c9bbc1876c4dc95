"""A report's own words without the publisher's: folded, placed in the text, marked where they stand in a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import NamedTuple

from dateline.codebook.entries import Codebook
from dateline.model import Document

WORD = re.compile(r"\d+(?:[.,]\d+)*(?:['’]?s\b)?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"""[.!?…]+["”’')\]]*\s+(?=["“‘(\[]?[A-Z0-9À-Þ])""")
_OPENS = re.compile(r"[\"“«]")
_CLOSES = {'"': '"', "“": "”", "«": "»"}
# "GOMA, DR Congo, 3 May (Example Wire) — ": capitals, or an outlet in brackets, before a dash
_DATELINE = re.compile(r"\s*(?P<head>[A-ZÀ-Þ][^\n–—]{1,90}?)\s*(?:--|[–—]|\s-)\s*(?=[\"“'‘A-Z0-9À-Þ])")
_BRACKETED = re.compile(r"\(\s*([A-Z][^()\n]{1,60})\)\s*[.]?\s*$")
_SIGNED = re.compile(r"\s[-–—]{1,2}\s?([A-Z][\w/&.' ]{1,40})\s*$")
MOST_NOTICE_WORDS = 40
"""A longer paragraph that opens like a notice is the reporter's."""


class Word(NamedTuple):
    """``text`` is folded in case and apostrophe. ``name``: written with a capital although no sentence begins here."""

    text: str
    start: int
    end: int
    sentence: int
    quoted: bool
    name: bool


@dataclass(frozen=True)
class Wording:
    """The words of one report without dateline, credit lines and notices; ``credits`` holds those, folded."""

    document: Document
    words: tuple[Word, ...]
    credits: str

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(word.text for word in self.words)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that are written with a capital inside a sentence."""
        return frozenset(word.text for word in self.words if word.name)

    @cached_property
    def grams(self) -> frozenset[tuple[str, str, str]]:
        """The word 3-grams."""
        texts = self.texts
        return frozenset(zip(texts, texts[1:], texts[2:], strict=False))

    @cached_property
    def narration(self) -> frozenset[tuple[str, str, str]]:
        """The word 3-grams outside quotations: two reporters who hear one speaker quote the same words."""
        words = self.words
        return frozenset(
            (a.text, b.text, c.text)
            for a, b, c in zip(words, words[1:], words[2:], strict=False)
            if not (a.quoted or b.quoted or c.quoted)
        )


def fold(text: str) -> str:
    """The text with space and case folded; equal for reports that count as the same text."""
    return " ".join(text.split()).casefold()


def fingerprint(text: str) -> str:
    """A digest of the folded text, so that texts need not be kept to be told apart."""
    return sha256(fold(text).encode("utf-8", "surrogatepass")).hexdigest()


def wording(document: Document, book: Codebook) -> Wording:
    """The report's own words. The title is not part of them."""
    text = document.text
    credits: list[str] = []
    words: list[Word] = []
    sentence = 0
    for start, end in _own_parts(text, book, credits):
        for first, last in _sentences(text, start, end):
            words.extend(_words(text, first, last, sentence))
            sentence += 1
    return Wording(document, tuple(words), fold(" | ".join(credits)))


def _own_parts(text: str, book: Codebook, credits: list[str]) -> Iterator[tuple[int, int]]:
    """Paragraphs less what is the publisher's, which goes to ``credits``."""
    opening = True
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        if not text[start:end].strip():
            continue
        if opening:
            opening = False
            head = _DATELINE.match(text, start, end)
            if head is not None and (_looks_like_dateline(head["head"])):
                credits.append(head["head"])
                start = head.end()
        for closing in (_BRACKETED, _SIGNED):
            found = closing.search(text, start, end)
            if found is not None and len(found[1].split()) <= 6:
                credits.append(found[1])
                end = found.start()
        for first, last in _without_notices(text, start, end, book):
            if _is_notice(text[first:last], book):
                credits.append(text[first:last])
            else:
                yield first, last


def _looks_like_dateline(head: str) -> bool:
    place = head.split("(")[0].split(",")[0].strip()
    return "(" in head or (place.isupper() and len(place.split()) <= 4)


def _without_notices(text: str, start: int, end: int, book: Codebook) -> Iterator[tuple[int, int]]:
    """The paragraph, cut before its last sentence where that alone is a notice."""
    sentences = list(_sentences(text, start, end))
    if len(sentences) > 1 and _is_notice(text[slice(*sentences[-1])], book):
        yield start, sentences[-2][1]
        yield sentences[-1]
    elif sentences:
        yield start, end


def _is_notice(text: str, book: Codebook) -> bool:
    """Whether the text is short and opens like a notice ("Reporting by"), or says who contributed."""
    openers = _openers(book.words["notices"])
    first = WORD.search(text)
    if first is not None and first[0].casefold() in openers:
        words = [word.casefold() for word in WORD.findall(text)]
        if len(words) <= MOST_NOTICE_WORDS:
            return any(tuple(words[: len(opener)]) == opener for opener in openers[words[0]])
    if len(text) > MOST_NOTICE_WORDS * 10:
        return False
    return len(text.split()) <= MOST_NOTICE_WORDS and any(
        f" {phrase}" in text for phrase in book.words["contribution notices"]
    )


@lru_cache(maxsize=4)
def _openers(notices: frozenset[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The openings of notices by their first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for notice in sorted(notices):
        words = tuple(notice.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _SENTENCE_END.finditer(text, start, end):
        yield at, stop.end()
        at = stop.end()
    if text[at:end].strip():
        yield at, end


def _words(text: str, start: int, end: int, sentence: int) -> Iterator[Word]:
    quotes = list(_quotations(text, start, end))
    k = 0
    first = True
    for found in WORD.finditer(text, start, end):
        at, shown = found.start(), found[0]
        while k < len(quotes) and quotes[k][1] <= at:
            k += 1
        said = k < len(quotes) and quotes[k][0] <= at
        folded = shown.replace("’", "'").casefold()
        yield Word(folded, at, found.end(), sentence, said, not first and shown[0].isupper())
        first = False


def _quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between quotation marks of one sentence; a mark that is never closed runs to the sentence's end."""
    at = start
    while (opened := _OPENS.search(text, at, end)) is not None:
        closed = text.find(_CLOSES[opened[0]], opened.end(), end)
        last = end if closed < 0 else closed + 1
        yield opened.start(), last
        at = last
