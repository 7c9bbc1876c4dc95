"""Annotated sentences in ``.marked`` files: a text, below it a line for each of its claims, then an empty line.

``training/README.md`` describes the format for the people who write it.  Every field is annotated: what a claim's line
leaves out, the text does not say.  Contexts are not, nor counts beyond those given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from dateline.annotated.fields import COUNT_OF
from dateline.annotated.nouns import Annotated, AnnotationError, Case, ExpectedClaim, Row
from dateline.annotated.quotes import find_quote
from dateline.model import Document

KEYS = (
    "act",
    "status",
    "outcome",
    "actors",
    "recipients",
    "blame",
    "objects",
    "instruments",
    "place",
    "when",
    "counts",
    "said",
)
"""The fields that a claim's line may have after its type, in the order in which they are written."""

COUNTED = (
    "killed",
    "injured",
    "detained",
    "abducted",
    "released",
    "escaped",
    "surrendered",
    "displaced",
    "missing",
    "held",
    "participants",
    "forces",
)
"""What the contract counts; anything else is counted by the text's own noun."""

ANY = "?"
"""A value that nobody gave: the words alone are annotated, or a party of whom nothing is known."""

_ENTRY = re.compile(r"(?P<words>.+?)\s+=\s+(?P<value>\S.*)")
_HEADER = re.compile(r"Published (?P<day>\d{4}-\d\d-\d\d)(?: \| Source (?P<source>.+))?|Source (?P<only>.+)")
_NO_CLAIM = "none"
_NOBODY = "-"


@dataclass
class _Block:
    """The lines of one text as they come in."""

    line: int
    published: str | None = None
    source: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    claims: list[tuple[str, int]] = field(default_factory=list)


def read_marked(text: str, file: str) -> tuple[Case, ...]:
    """One case per text, named by file and line. Raises ``AnnotationError`` for the first line that cannot be read."""
    return tuple(_case(block, file) for block in _blocks(text, file))


def _blocks(text: str, file: str) -> Iterator[_Block]:
    block: _Block | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.rstrip()
        if line.startswith("#"):
            continue
        if not line:
            if block is not None:
                yield block
            block = None
        elif line.startswith("  "):
            if block is None or not block.paragraphs:
                raise AnnotationError(file, number, "a claim stands below its text")
            block.claims.append((line.strip(), number))
        elif line[0].isspace():
            raise AnnotationError(file, number, "a text begins at the line's start, a claim after two blanks")
        elif block is not None and block.claims:
            raise AnnotationError(file, number, "an empty line parts a claim from the next text")
        else:
            block = block or _Block(number)
            header = _HEADER.fullmatch(line) if not block.paragraphs else None
            if header is None:
                block.paragraphs.append(line)
            else:
                block.published, block.source = header["day"], header["source"] or header["only"]
    if block is not None:
        yield block


def _case(block: _Block, file: str) -> Case:
    name = f"{file.rsplit('.', 1)[0]}-{block.line}"
    if not block.paragraphs or not block.claims:
        raise AnnotationError(file, block.line, f'a text needs its claims below it, or "{_NO_CLAIM}"')
    if block.published is not None:
        try:
            date.fromisoformat(block.published)
        except ValueError as error:
            raise AnnotationError(file, block.line, f'"{block.published}" is no day') from error
    text = "\n\n".join(block.paragraphs)
    document = Document(name, text, source=block.source, published=block.published, language="en")
    claims: tuple[ExpectedClaim, ...] = ()
    if block.claims[0][0] != _NO_CLAIM:
        claims = tuple(_claim(line, number, document, file) for line, number in block.claims)
    elif len(block.claims) > 1:
        raise AnnotationError(file, block.claims[1][1], f'"{_NO_CLAIM}" stands beside a claim')
    last = block.claims[-1][1]
    return Case(name, file, block.line, (Annotated(document, claims, (), False, block.line, last),), None, None)


def _claim(line: str, number: int, document: Document, file: str) -> ExpectedClaim:
    first, *rest = (part.strip() for part in line.split(" | "))
    fields: dict[str, str] = {}
    for part in rest:
        key, colon, value = part.partition(":")
        if not colon or key not in KEYS or not value.strip():
            raise AnnotationError(file, number, f'"{part}" is no field; write one of {", ".join(KEYS)} as "key: words"')
        if key in fields:
            raise AnnotationError(file, number, f'the field "{key}" stands twice')
        fields[key] = value.strip()
    if "act" not in fields or "status" not in fields:
        raise AnnotationError(file, number, 'a claim needs "act: words" and "status: happened certain"')
    rows = [Row(name, value, quotes, number) for name, value, quotes in _rows(first, fields, file, number)]
    for row in rows:
        for quote in row.quotes:
            try:
                find_quote(quote, document)
            except ValueError as error:
                raise AnnotationError(file, number, str(error)) from error
    return ExpectedClaim(tuple(rows), number, number)


_Parts = tuple[str, str, tuple[str, ...]]
"""Name of a field, its value, its words."""


def _rows(first: str, fields: dict[str, str], file: str, number: int) -> Iterator[_Parts]:
    kind, *modes = first.replace(",", " ").split()
    yield "event_type", kind, (fields["act"],)
    yield "modes", "; ".join(modes) or _NOBODY, ()
    status, _, certainty = fields["status"].partition(" ")
    yield "status", status, ()
    if certainty:
        yield "certainty", certainty.strip(), ()
    yield "outcome", fields.get("outcome", _NOBODY), ()
    for key in ("actors", "recipients", "objects", "instruments"):
        found = _entries(fields[key], key, file, number) if key in fields else []
        yield key, "; ".join(value for _, value in found) or _NOBODY, tuple(words for words, _ in found)
        if key == "actors" and found:
            yield "blame", "; ".join([fields.get("blame", "stated")] * len(found)), ()
    if "blame" in fields and "actors" not in fields:
        raise AnnotationError(file, number, "who is blamed stands in the field actors")
    for key in ("place", "when"):
        yield key, ANY if key in fields else _NOBODY, (fields[key],) if key in fields else ()
    yield from _counts(fields, file, number)
    yield from _said(fields, file, number)


def _counts(fields: dict[str, str], file: str, number: int) -> Iterator[_Parts]:
    """ "killed two = 2": what is counted, the words, the number; counts of one thing share a row."""
    by_what: dict[str, list[tuple[str, str]]] = {}
    for words, value in _entries(fields["counts"], "counts", file, number) if "counts" in fields else []:
        what, _, quote = words.partition(" ")
        if not quote:
            raise AnnotationError(file, number, f'write what is counted before the words: "killed {words} = {value}"')
        by_what.setdefault(what if what in COUNTED else f"{COUNT_OF}{what}", []).append((quote.strip(), value))
    for what, found in by_what.items():
        yield what, "; ".join(value for _, value in found), tuple(quote for quote, _ in found)


def _said(fields: dict[str, str], file: str, number: int) -> Iterator[_Parts]:
    """ "the minister = state_civil, said": the source, its class, the words that bring in the speech."""
    if "said" not in fields:
        yield "said_by", _NOBODY, ()
        return
    entries = _entries(fields["said"], "said", file, number)
    if len(entries) != 1:
        raise AnnotationError(file, number, "a claim has one source")
    (words, value) = entries[0]
    code, comma, cue = (part.strip() for part in value.partition(","))
    yield "said_by", (_NOBODY if words == _NOBODY else code), (() if words == _NOBODY else (words,))
    if comma and cue:
        yield "cue", ANY, (cue,)


def _entries(value: str, key: str, file: str, number: int) -> list[tuple[str, str]]:
    """The entries of a field as words and value, in the order written."""
    found = []
    for entry in value.split(";"):
        match = _ENTRY.fullmatch(entry.strip())
        if match is None:
            raise AnnotationError(file, number, f'"{entry.strip()}" in {key} is not written "words = value"')
        found.append((match["words"], match["value"].strip()))
    return found
