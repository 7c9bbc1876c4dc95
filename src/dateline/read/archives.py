"""Web archives: WARC and WARC.gz, record by record, past damage where a next record can be found.

Records are framed here, not by the archive library, so that a lying length, a flipped byte or a bomb costs one record
and is told with its offset; the library reads the framed record.  Requests, redirects, errors, pictures, scripts and
the archive's own book-keeping are no reports.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fastwarc.warc import WarcRecord, WarcRecordType

from dateline.model import Document, Reading
from dateline.read.limits import HEADER, MEGABYTE, RAW, UNPACKED, check_ratio
from dateline.read.reasons import Origin, Refusal, quarantine
from dateline.read.stream import Damage, Held, Member, Stream

Payload = Callable[[Origin, bytes, str | None, str | None], Iterator[Document | Reading]]
"""Reads what a record carries: where it lies, its bytes, its media type and character set as declared."""

_MAGIC = b"WARC/"
_GZIP = b"\x1f\x8b\x08"
_REPORTS = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
_KNOWN = (
    *_REPORTS,
    WarcRecordType.warcinfo,
    WarcRecordType.request,
    WarcRecordType.metadata,
    WarcRecordType.revisit,
    WarcRecordType.continuation,
)
_HEADER = re.compile(rb"WARC/\d\.\d\r?\n(?:[^\r\n]+\r?\n)*\r?\n")
_LENGTH = re.compile(rb"^Content-Length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.M | re.I)
_MEDIA = (
    "text/html",
    "text/plain",
    "text/xml",
    "application/xhtml",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/rdf",
)
_MEDIA_TYPE = re.compile(r"(?:text|application|image|audio|video|font|message|multipart|model)/[\w.+-]+", re.A | re.I)
"""A media type that may be believed; with any other, the content decides."""

_PASSED = 256 * MEGABYTE
"""How much is unpacked only to get past a record that is too large; a bomb is left instead."""

_TOLD = {
    "damaged": "the archive cannot be unpacked here; fetch it again",
    "truncated": "the archive ends inside a record; fetch it again",
    "too_large": f"what follows unpacks to more than {_PASSED // MEGABYTE} MB without a record; leave it out",
}


@dataclass(frozen=True, slots=True)
class _Frame:
    """One record's bytes, and where it starts in the archive as stored."""

    raw: bytes
    place: str


@dataclass(frozen=True, slots=True)
class _Loss:
    """A record that could not be framed, where it starts, and why."""

    place: str
    refusal: Refusal


def read_archive(name: str, stream: Stream, payload: Payload) -> Iterator[Document | Reading]:
    """Every report of a WARC, plain or gzipped."""
    frames = _packed_frames(stream) if _is_packed(stream) else _frames(stream, lambda: f"byte {stream.offset}")
    any_here = False
    for frame in frames:
        if isinstance(frame, _Frame):
            for found in _record(name, frame, payload):
                any_here = True
                yield found
        else:
            any_here = True
            # The place goes into the id: bytes that cannot be read cannot tell one loss from another.
            yield quarantine(Origin(f"{name}, {frame.place}"), frame.refusal)
    if not any_here:
        yield quarantine(Origin(name), Refusal("empty", "the archive holds no page; nothing to code"))


def _is_packed(stream: Stream) -> bool:
    """Whether an archive is gzipped; its first bytes may be broken, so what follows decides then."""
    head = stream.peek(HEADER)
    if head.startswith((_GZIP[:2], _MAGIC)):
        return head.startswith(_GZIP[:2])
    return _GZIP in head and _HEADER.search(head) is None


def _frames(stream: Stream, position: Callable[[], str]) -> Iterator[_Frame | _Loss]:
    """The records of a stream that is not compressed, or is unpacked as it is read; ``position`` is for messages."""
    while True:
        while stream.peek(1) in (b"\r", b"\n"):
            stream.take(1)
        if not stream.peek(1):
            return
        place = position()
        head = _HEADER.match(stream.peek(HEADER))
        length = _LENGTH.search(head[0]) if head else None
        if head is None or length is None:
            stream.take(1)
            _find_record(stream)
            yield _Loss(place, Refusal("damaged", "no record starts here; fetch the archive again"))
            continue
        size = int(length[1])
        stream.take(len(head[0]))
        if size > RAW:
            # Not skipped by its length: a flipped digit would take all that follows along.
            yield _Loss(
                place, Refusal("too_large", f"a record of {size} bytes, more than {RAW // MEGABYTE} MB; leave it out")
            )
            _find_record(stream)
            continue
        block = stream.take(size)
        if len(block) == size and _ends(stream):
            yield _Frame(head[0] + block + b"\r\n\r\n", place)
            continue
        stream.unread(block)  # the length lies or the record is cut; what was taken may hold the next record
        if not _find_record(stream) and len(block) < size:
            told = f"the record has {len(block)} of its {size} bytes; fetch the archive again"
            yield _Loss(place, Refusal("truncated", told))
        else:
            yield _Loss(place, Refusal("damaged", "the record does not end where it says; fetch the archive again"))


def _ends(stream: Stream) -> bool:
    """Whether a record ends here: by blank lines, the end of the archive, or the next record."""
    ahead = stream.peek(4 + len(_MAGIC))
    rest = ahead.lstrip(b"\r\n")
    return not rest or ahead.startswith((b"\r\n\r\n", b"\n\n")) or rest.startswith(_MAGIC[: len(rest)])


def _find_record(stream: Stream) -> bool:
    """Pass over bytes up to the next header of a record; false, and at the end, where there is none."""
    while stream.find(_MAGIC):
        if (head := _HEADER.match(stream.peek(HEADER))) and b"WARC-Type" in head[0]:
            return True
        stream.take(1)
    return False


def _packed_frames(stream: Stream) -> Iterator[_Frame | _Loss]:
    """The records of a gzipped archive: as a rule one to a member, so that a broken member costs one record."""
    while stream.peek(1):
        if stream.peek(1) == b"\0":
            stream.take(1)  # padding
            continue
        place = f"byte {stream.offset}"
        member = Member(stream, _PASSED)
        inner = Stream(member)
        lost = False
        try:
            if not inner.peek(len(_MAGIC)).startswith(_MAGIC):
                raise Damage("damaged")
            for frame in _frames(inner, _inside(place, inner)):
                member.allow(_PASSED)
                lost = isinstance(frame, _Loss)
                yield frame
        except Damage as damage:
            member.leave()
            more = _find_member(stream)
            code = "damaged" if more and damage.code == "truncated" else damage.code
            if not (lost and code == "too_large"):
                yield _Loss(place, Refusal(code, _TOLD[code]))


def _inside(place: str, inner: Stream) -> Callable[[], str]:
    """Where a record lies: its member's place, and the place inside where a member holds several."""
    return lambda: f"{place}, unpacked byte {inner.offset}" if inner.offset else place


def _find_member(stream: Stream) -> bool:
    """Pass over bytes up to the next gzip member that holds a record; false, and at the end, where there is none."""
    while stream.find(_GZIP):
        try:
            if Stream(Member(Stream(Held(stream.peek(HEADER))), HEADER)).peek(len(_MAGIC)) == _MAGIC:
                return True
        except Damage:
            pass
        stream.take(1)
    return False


def _record(name: str, frame: _Frame, payload: Payload) -> Iterator[Document | Reading]:
    try:
        carried = _open(frame)
    except OSError as wrong:
        refusal = Refusal("damaged", f"the record cannot be read ({wrong}); fetch it again")
        yield quarantine(Origin(name, frame.place, hashlib.sha256(frame.raw).hexdigest()), refusal)
    except Refusal as refusal:
        yield quarantine(Origin(name, frame.place, hashlib.sha256(frame.raw).hexdigest()), refusal)
    else:
        if carried is not None:
            origin = Origin(name, frame.place, hashlib.sha256(carried.body).hexdigest(), carried.url)
            yield from payload(origin, carried.body, carried.media, carried.charset)


@dataclass(frozen=True, slots=True)
class _Carried:
    """What a record carries."""

    body: bytes
    url: str | None
    media: str | None
    charset: str | None


def _open(frame: _Frame) -> _Carried | None:
    """What a record carries, its HTTP packing undone; ``None`` where it is no report.

    Raises ``Refusal``, and ``OSError`` where the archive library cannot read it.
    """
    record = WarcRecord.from_bytes(frame.raw)
    if record.record_type not in _KNOWN:
        raise OSError("its type is missing or unknown")
    if record.record_type not in _REPORTS:
        return None
    url = (record.headers.get("WARC-Target-URI", None) or "").strip("<> ") or None
    media, charset = record.headers.get("Content-Type", None), None
    if record.record_type == WarcRecordType.response and not record.is_http:
        if (url or "").startswith("http"):
            raise OSError("it holds no HTTP response")
        return None  # an answer of another protocol: a name service, an FTP server
    if record.is_http:
        record.parse_http(auto_decode="all")
        status = record.http_headers.status_code if record.http_headers is not None else None
        if status is None:
            raise OSError("its HTTP header has no status")
        if status != 200:
            return None
        media, charset = record.http_content_type, record.http_charset
    if media and _MEDIA_TYPE.match(media) and not media.lower().startswith(_MEDIA):
        return None
    if cut := record.headers.get("WARC-Truncated", None):
        raise Refusal("truncated", f"the crawler cut the record ({cut}); fetch it again")
    body = record.reader.read(UNPACKED + 1) if record.reader is not None else b""
    check_ratio(len(frame.raw), len(body))
    return _Carried(body, url, media or None, charset)
