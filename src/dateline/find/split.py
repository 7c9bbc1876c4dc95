"""Where a report's sentences begin and end: by our own rule, so that the sentence can be the unit of parsing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.codebook.entries import Codebook
from dateline.find.dateline import dateline_of
from dateline.model import Document, Part, Span

MOST_CHARACTERS = 2_000
"""A longer stretch without an end is cut at a blank: about the 400 tokens beyond which parsing only costs."""

_PARAGRAPH = re.compile(r"\r?\n[ \t]*\r?\n\s*|\u2029")
_LINE_END = re.compile(r"\r?\n")
_STOP = re.compile(r"""[.!?…]+["”’'»)\]]*(?=\s)""")
_OPENING = "\"“‘'«([—–-"


def split(document: Document, book: Codebook) -> Iterator[tuple[Span, int]]:
    """Each sentence of title and text with the number of its paragraph; the dateline is left out."""
    paragraph = 0
    if document.title and document.title.strip():
        for start, end in _sentences(document.title, 0, len(document.title), book):
            yield _trimmed(document.title, start, end, "title"), paragraph
        paragraph += 1
    text = document.text
    head = dateline_of(document)
    begin = document.title_again
    if begin:  # the title again, before the text
        for s, e in _sentences(text, 0, begin, book):
            yield _trimmed(text, s, e, "text"), paragraph
        paragraph += 1
    begin = head.span.end if head else begin
    for start, end in _pieces(_PARAGRAPH, text, begin, len(text)):
        any_here = False
        for first, last in _blocks(text, start, end):
            for s, e in _sentences(text, first, last, book):
                yield _trimmed(text, s, e, "text"), paragraph
                any_here = True
        paragraph += any_here


def _pieces(cut: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in cut.finditer(text, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines joined where a paragraph was only wrapped: a line that ends a sentence, or a short one, stays."""
    at = start
    for line_start, line_end in _pieces(_LINE_END, text, start, end):
        line = text[line_start:line_end].rstrip()
        if not line.strip():
            continue
        after = text[line_end : line_end + 3].strip()
        closed = line[-1] in '.!?…"”’:' or (len(line) < 60 and not after[:1].islower())
        if closed:
            yield at, line_end
            at = line_end
    if text[at:end].strip():
        yield at, end


def _sentences(text: str, start: int, end: int, book: Codebook) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends(text, at, stop, end, book):
            yield from _cut(text, at, stop.end())
            at = stop.end()
    if text[at:end].strip():
        yield from _cut(text, at, end)


def _ends(text: str, start: int, stop: re.Match[str], end: int, book: Codebook) -> bool:
    """Whether this stop ends its sentence, by what stands before and after it."""
    after = text[stop.end() : min(end, stop.end() + 40)].lstrip()
    if not after:
        return True
    first = after.lstrip(_OPENING)[:1]
    if not (first.isupper() or first.isdigit() or after[0] in '"“‘«'):
        return False
    if stop.group() != ".":
        return True
    before = text[max(start, stop.start() - 15) : stop.start()].split()
    word = before[-1].lstrip("\"“‘'([") if before else ""
    if word in book.words["abbreviations before a name"]:
        return False
    next_word = re.split(r"[\s,.;:]", after.lstrip(_OPENING), maxsplit=1)[0]
    if word in book.words["abbreviations anywhere"]:
        return next_word in book.words["sentence openers"]
    if len(word) == 1 and word.isupper():  # an initial: "J. Kony"
        return next_word in book.words["sentence openers"]
    return True


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MOST_CHARACTERS:
        blank = max(text.rfind(mark, start + 1, start + MOST_CHARACTERS) for mark in ("; ", ", ", " "))
        at = blank + 1 if blank > start else start + MOST_CHARACTERS
        yield start, at
        start = at
    if text[start:end].strip():
        yield start, end


def _trimmed(text: str, start: int, end: int, part: Part) -> Span:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return Span(start, end, part)
