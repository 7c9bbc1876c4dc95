"""Inputs to reports: files, folders and standard input, opened one after the other and told apart by content."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from dateline.model import Document, Reading, identify
from dateline.read.archives import read_archive
from dateline.read.dates import check_iso
from dateline.read.feeds import read_feed
from dateline.read.kinds import HEAD, kind_of
from dateline.read.limits import MEGABYTE, RAW, UNPACKED, check_ratio
from dateline.read.newsml import read_newsml
from dateline.read.pages import read_page
from dateline.read.reasons import Origin, Refusal, quarantine
from dateline.read.reports import read_json
from dateline.read.stream import Damage, Held, Member, Stream
from dateline.read.text import binary_kind, decode, marked_encoding

STANDARD_INPUT = "-"

_ARCHIVES = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for a report that does not say it itself. Raises ``ValueError`` for a bad date."""

    published: str | None = None
    source: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None:
            check_iso(self.published)


def read(inputs: Sequence[str | Path], defaults: Defaults | None = None) -> Iterator[Document | Reading]:
    """Every report of these inputs, and for each record that gives none a quarantined ``Reading`` with its reason.

    An input is a file, a folder (read through, in order of names, hidden files left out) or "-" for standard input.
    No input stops the run.  A report that is given twice is handed on once; another report with the same id is
    quarantined under an id of its own.
    """
    filling = defaults if defaults is not None else Defaults()
    seen: dict[str, bytes] = {}
    for given in inputs:
        for found in _read_input(str(given)):
            settled = _settle(found if isinstance(found, Reading) else _fill(found, filling), seen)
            if settled is not None:
                yield settled


def _fill(document: Document, defaults: Defaults) -> Document:
    return replace(
        document,
        published=document.published or defaults.published,
        source=document.source or defaults.source,
        language=document.language or defaults.language,
    )


def _settle(found: Document | Reading, seen: dict[str, bytes]) -> Document | Reading | None:
    """What is to be made of a report whose id may have been seen: itself, nothing (a repeat), or a quarantine entry."""
    document = found.document if isinstance(found, Reading) else found
    says = (document.text, document.title, document.url, document.source, document.published, document.language)
    # The document's own hash is left out: a report may be written in JSON in several ways.
    fingerprint = hashlib.sha256(repr(says).encode("utf-8", "surrogatepass")).digest()
    before = seen.setdefault(document.id, fingerprint)
    if before is fingerprint:
        return found
    if before == fingerprint:
        return None
    own = identify("duplicate_id", document.id, document.sha256)
    advice = f"another report with the id {document.id!r} says something else; give each an id of its own"
    return _settle(Reading(replace(document, id=own), "quarantined", str(Refusal("duplicate_id", advice))), seen)


def _read_input(given: str) -> Iterator[Document | Reading]:
    name = printable(given)
    if given == STANDARD_INPUT:
        yield from _read_stream("standard input", sys.stdin.buffer)
    elif given.lower().startswith(("http://", "https://", "ftp://")):
        yield quarantine(
            Origin(name, url=given), Refusal("url", "save the page and give the file; nothing is fetched here")
        )
    elif os.path.isdir(given):
        yield from _read_folder(given)
    else:
        yield from _read_file(given)


def printable(name: str) -> str:
    """A file's name as text that can be shown; what is no UTF-8 in it, and control characters, become escapes."""
    known = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in known)


def _read_folder(folder: str) -> Iterator[Document | Reading]:
    any_here = False
    try:
        with os.scandir(folder) as listing:
            entries = sorted((entry for entry in listing if not entry.name.startswith(".")), key=lambda one: one.name)
    except OSError as wrong:
        yield _unreadable(folder, wrong)
        return
    for entry in entries:
        any_here = True
        if entry.is_dir(follow_symlinks=False):
            yield from _read_folder(entry.path)
        elif entry.is_dir():
            yield quarantine(
                Origin(printable(entry.path)), Refusal("unreadable", "a link to a folder; give that folder itself")
            )
        else:
            yield from _read_file(entry.path, regular=True)
    if not any_here:
        yield quarantine(Origin(printable(folder)), Refusal("empty", "the folder holds no files; nothing to code"))


def _read_file(path: str, *, regular: bool = False) -> Iterator[Document | Reading]:
    try:
        if regular and not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError("not a file")  # opening a named pipe would wait for ever
        with open(path, "rb") as opened:
            yield from _read_stream(printable(path), opened)
    except (OSError, ValueError) as wrong:  # ValueError: a NUL in the name
        yield _unreadable(path, wrong)


def _unreadable(path: str, wrong: OSError | ValueError) -> Reading:
    why = (wrong.strerror if isinstance(wrong, OSError) else None) or str(wrong)
    return quarantine(Origin(printable(path)), Refusal("unreadable", f"{why}; check its name and who may read it"))


def _read_stream(name: str, opened: BinaryIO) -> Iterator[Document | Reading]:
    try:
        yield from _read_kind(name, Stream(opened))
    except OSError as wrong:
        yield _unreadable(name, wrong)


def _read_kind(name: str, stream: Stream, *, unpacked: bool = False) -> Iterator[Document | Reading]:
    kind = kind_of(stream.peek(HEAD))
    if kind == "warc" or (kind in ("gzip", "binary", "text") and name.lower().endswith(_ARCHIVES)):
        # The name counts only where the content does not speak: an archive whose first bytes are broken.
        yield from read_archive(name, stream, read_payload)
    elif kind == "gzip" and not unpacked:
        yield from _read_gzip(name, stream)
    elif kind == "json":
        mark = marked_encoding(stream.peek(4))
        stream.take(mark[1] if mark else 0)
        while stream.peek(1) in (b" ", b"\t", b"\r", b"\n"):
            stream.take(1)
        yield from read_json(name, stream)
    elif kind == "wide":
        yield from _read_wide(name, stream)
    else:
        limit = UNPACKED if kind in ("feed", "newsml") else RAW
        raw = stream.take(limit + 1)
        origin = Origin(name, None, hashlib.sha256(raw).hexdigest())
        if len(raw) > limit and kind != "binary":
            yield quarantine(origin, Refusal("too_large", f"more than {limit // MEGABYTE} MB; split it"))
        else:
            yield from read_payload(origin, raw)


def _read_gzip(name: str, stream: Stream) -> Iterator[Document | Reading]:
    """A gzipped input: an archive is read record by record, anything else is unpacked whole, within limits."""
    head = b""
    with contextlib.suppress(Damage):  # told below, with the hash of what there is
        head = Stream(Member(Stream(Held(stream.peek(HEAD))), HEAD * 2)).peek(5)
    if head.startswith(b"WARC/"):
        yield from read_archive(name, stream, read_payload)
        return
    packed = stream.take(RAW + 1)
    origin = Origin(name, None, hashlib.sha256(packed).hexdigest())
    try:
        if len(packed) > RAW:
            raise Refusal("too_large", f"more than {RAW // MEGABYTE} MB of gzip; unpack it first")
        raw = Stream(_Members(Stream(Held(packed)))).take(UNPACKED + 1)
        check_ratio(len(packed), len(raw))
    except Damage as damage:
        yield quarantine(origin, Refusal(damage.code, "the gzip data cannot be unpacked; fetch it again"))
    except Refusal as refusal:
        yield quarantine(origin, refusal)
    else:
        yield from _read_kind(name, Stream(Held(raw)), unpacked=True)


class _Members:
    """The members of a gzip file as one source."""

    def __init__(self, packed: Stream) -> None:
        self._packed = packed
        self._member = Member(packed, 2 * UNPACKED)

    def read(self, size: int, /) -> bytes:
        while not (out := self._member.read(size)):
            if not self._packed.peek(1).strip(b"\0"):
                break
            self._member = Member(self._packed, 2 * UNPACKED)
        return out


def _read_wide(name: str, stream: Stream) -> Iterator[Document | Reading]:
    """UTF-16 and UTF-32, told by their mark, are read as the UTF-8 they stand for; hashes are of that."""
    raw = stream.take(RAW + 1)
    origin = Origin(name, None, hashlib.sha256(raw).hexdigest())
    try:
        if len(raw) > RAW:
            raise Refusal("too_large", f"more than {RAW // MEGABYTE} MB; split it")
        narrow = decode(raw).encode("utf-8")
    except Refusal as refusal:
        yield quarantine(origin, refusal)
    else:
        yield from _read_kind(name, Stream(Held(codecs.BOM_UTF8 + narrow)))


def read_payload(
    origin: Origin, raw: bytes, media: str | None = None, charset: str | None = None
) -> Iterator[Document | Reading]:
    """The reports in bytes that are all there: a file's, or a record's of an archive.

    ``media`` and ``charset`` are what a header declares.  What an archive declares as text and is none is quarantined.
    """
    kind = kind_of(raw[:HEAD])
    if media is not None and media.lower().startswith(("text/html", "application/xhtml")) and kind == "text":
        kind = "html"
    try:
        if kind == "feed":
            yield from read_feed(origin, raw)
        elif kind == "newsml":
            yield from read_newsml(origin, raw)
        elif kind == "html":
            yield read_page(origin, raw, charset)
        else:
            yield _plain(origin, raw, kind, charset)
    except Refusal as refusal:
        yield quarantine(origin, refusal)


def _plain(origin: Origin, raw: bytes, kind: str, charset: str | None) -> Document:
    if kind == "binary":
        raise Refusal("binary", f"this is {binary_kind(raw[:HEAD])}; give its text")
    if kind == "xml":
        raise Refusal("format", "this XML is neither a feed nor NewsML-G2; give its text")
    if kind == "gzip":
        raise Refusal("binary", "this is gzip inside gzip or inside an archive; unpack it and give its text")
    if kind in ("warc", "json") and origin.url:
        raise Refusal("format", f"{kind} inside an archive is not read; give it as a file")
    text = decode(raw, charset)
    if not text.strip():
        raise Refusal("empty", "there is no text; nothing to code")
    return Document(
        id=identify(origin.sha256, origin.url), text=text, url=origin.url, extracted=True, sha256=origin.sha256
    )
