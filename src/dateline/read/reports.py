"""Reports as JSON: JSON Lines, a list, or a single object; ninjs items among them are told by their fields.

Text is kept exactly as given, since the giver's offsets count in it.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator

from dateline.model import Document, Reading, identify
from dateline.read.dates import check_iso
from dateline.read.limits import MEGABYTE, RAW
from dateline.read.ninjs import is_ninjs, read_item
from dateline.read.reasons import Origin, Refusal, quarantine
from dateline.read.stream import Stream
from dateline.read.text import decode, is_valid

_TRIED_LINES = 50
"""Lines looked at to tell broken JSON Lines from one broken object spread over lines."""


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object, which must not give a key twice: which of the two is meant, nobody can tell."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise Refusal("json", f"the key {key!r} stands twice in one object; keep one")
        found[key] = value
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_no_twins)


def read_json(name: str, stream: Stream) -> Iterator[Document | Reading]:
    """Every report of a JSON input, in order. ``stream`` stands at its first byte that is no blank."""
    if stream.peek(1) == b"[":
        yield from _read_list(name, stream)
    elif _is_lines(stream):
        yield from _read_lines(name, stream)
    else:
        raw = stream.take(RAW + 1)
        yield _record(Origin(name, None, hashlib.sha256(raw).hexdigest()), raw)


def _is_lines(stream: Stream) -> bool:
    first = stream.peek_line(RAW + 1)
    if not first.endswith(b"\n") or _is_object(first):
        return True
    whole = stream.peek(RAW + 1)
    if len(whole) > RAW:
        return True
    return not _is_object(whole) and any(_is_object(line) for line in whole.split(b"\n", _TRIED_LINES)[:_TRIED_LINES])


def _is_object(raw: bytes) -> bool:
    try:
        return isinstance(json.loads(raw), dict)
    except (ValueError, RecursionError):
        return False


def _read_lines(name: str, stream: Stream) -> Iterator[Document | Reading]:
    number = 0
    while line := stream.peek_line(RAW + 1):
        number += 1
        start = stream.offset
        stream.take(len(line))
        if len(line) > RAW:
            yield _skip_line(name, number, stream, line)
            continue
        raw = line.rstrip(b"\r\n")
        if raw.strip():
            yield _record(Origin(name, f"line {number}", hashlib.sha256(raw).hexdigest()), raw, start)


def _skip_line(name: str, number: int, stream: Stream, line: bytes) -> Reading:
    digest = hashlib.sha256(line)
    while not line.endswith(b"\n") and (line := stream.peek_line(MEGABYTE)):
        stream.take(len(line))
        digest.update(line)
    refusal = Refusal("too_large", f"more than {RAW // MEGABYTE} MB in one report; split it")
    return quarantine(Origin(name, f"line {number}", digest.hexdigest()), refusal)


def _record(origin: Origin, raw: bytes, start: int | None = None) -> Document | Reading:
    try:
        if len(raw) > RAW:
            raise Refusal("too_large", f"more than {RAW // MEGABYTE} MB in one report; split it")
        return _report(origin, _value(decode(raw, start=start or 0), one_line=start is not None))
    except Refusal as refusal:
        return quarantine(origin, refusal)


def _value(text: str, *, one_line: bool) -> object:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as wrong:
        where = f"column {wrong.colno}" if one_line else f"line {wrong.lineno}, column {wrong.colno}"
        raise Refusal("json", f"{where}: {wrong.msg}; mend it") from wrong
    except RecursionError as deep:
        raise Refusal("json", "nested too deeply; a report is a flat object") from deep
    except Refusal:
        raise
    except ValueError as wrong:  # a whole number of more than 4,300 digits
        raise Refusal("json", f"{wrong}; mend it") from wrong


def _read_list(name: str, stream: Stream) -> Iterator[Document | Reading]:
    """The items of a JSON list, never more than one of them held. After a broken item the rest cannot be told apart."""
    read = _ListReader(stream)
    number = 0
    while True:
        number += 1
        begin = Origin(name, f"item {number}")
        try:
            item = read.next()
        except Refusal as refusal:
            yield quarantine(
                begin, Refusal(refusal.code, f"{refusal.args[0].partition(': ')[2]} (items after it were not read)")
            )
            return
        if item is None:
            return
        raw, value = item
        origin = Origin(name, f"item {number}", hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest())
        if len(raw) > RAW:
            yield quarantine(origin, Refusal("too_large", f"more than {RAW // MEGABYTE} MB in one report; split it"))
            continue
        try:
            yield _report(origin, value)
        except Refusal as refusal:
            yield quarantine(origin, refusal)


class _ListReader:
    """Steps through a JSON list piece by piece."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._held = ""
        self._at = 0
        self._line, self._column = 1, 1
        self._ended = False
        self._first = True

    def next(self) -> tuple[str, object] | None:
        """The next item as written and as read; ``None`` after the last. Raises ``Refusal``."""
        mark = self._peek()
        if mark == ("[" if self._first else ","):
            self._pass(1)
            if self._first and self._peek() == "]":
                mark = "]"
        elif mark != "]" or self._first:
            raise self._broken("a comma or the list's end was expected")
        if mark == "]":
            self._pass(1)
            if self._peek():
                raise self._broken("something follows the list")
            return None
        self._first = False
        self._peek()
        size = MEGABYTE
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
                if end < len(self._held) or self._ended:
                    break
                wrong = None
            except json.JSONDecodeError as fault:
                wrong = fault
            except (RecursionError, ValueError) as fault:
                if isinstance(fault, Refusal):
                    raise
                raise self._broken("nested too deeply, or a number too long") from fault
            if self._ended or len(self._held) - self._at > 2 * RAW:
                raise self._broken(wrong.msg if wrong else "the list does not end", wrong.pos if wrong else None)
            self._fill(size)
            size *= 2
        raw = self._held[self._at : end]
        self._pass(len(raw))
        return raw, value

    def _broken(self, what: str, at: int | None = None) -> Refusal:
        before = self._held[self._at : at] if at is not None else ""
        line = self._line + before.count("\n")
        column = len(before) - before.rfind("\n") if "\n" in before else self._column + len(before)
        return Refusal("json", f"line {line}, column {column}: {what}; mend it")

    def _peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            blank = self._at
            while blank < len(self._held) and self._held[blank] in " \t\r\n":
                blank += 1
            self._pass(blank - self._at)
            if self._at < len(self._held):
                return self._held[self._at]
            if self._ended:
                return ""
            self._fill(MEGABYTE)

    def _pass(self, count: int) -> None:
        passed = self._held[self._at : self._at + count]
        lines = passed.count("\n")
        self._line += lines
        self._column = len(passed) - passed.rfind("\n") if lines else self._column + len(passed)
        self._at += count

    def _fill(self, size: int) -> None:
        start = self._stream.offset
        raw = self._stream.take(size)
        self._ended = not raw
        try:
            more = self._decoder.decode(raw, final=not raw)
        except UnicodeDecodeError as wrong:
            at = start + wrong.start
            raise Refusal("encoding", f"near byte {at}: not UTF-8; convert the input to UTF-8") from wrong
        self._held = self._held[self._at :] + more
        self._at = 0


def _report(origin: Origin, value: object) -> Document | Reading:
    if not isinstance(value, dict):
        raise Refusal("field", "a report is a JSON object with at least a text")
    if is_ninjs(value):
        return read_item(origin, value)
    text = value.get("text")
    if not isinstance(text, str):
        found = "missing" if text is None else f"not text but {type(text).__name__}"
        raise Refusal("field", f'"text" is {found}; give {{"text": "..."}}')
    url = _words(value, "url")
    document = Document(
        id=_id(value) or identify(origin.sha256, url),
        text=text if is_valid(text) else "",
        title=_words(value, "title"),
        url=url,
        source=_words(value, "source"),
        language=_words(value, "language"),
        sha256=origin.sha256,
    )
    if not is_valid(text):
        lone = Refusal("encoding", '"text" holds one half of a surrogate pair; mend the escape')
        return quarantine(origin, lone, document)
    published = value.get("published")
    if published is None or published == "":
        return document
    try:
        if not isinstance(published, str):
            raise ValueError(f"{published!r} is not a date in quotation marks")
        dated = check_iso(published)
    except ValueError as wrong:
        return quarantine(origin, Refusal("published", f'"published": {wrong}; mend it or leave it out'), document)
    return Document(
        document.id, text, document.title, url, document.source, dated, document.language, sha256=origin.sha256
    )


def _id(fields: dict[str, object]) -> str | None:
    given = fields.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    return _words(fields, "id")


def _words(fields: dict[str, object], key: str) -> str | None:
    value = fields.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Refusal("field", f'"{key}" is not text but {type(value).__name__}; put it in quotation marks')
    if not is_valid(value):
        raise Refusal("encoding", f'"{key}" holds one half of a surrogate pair; mend the escape')
    return value
