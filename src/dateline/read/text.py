"""Bytes to text: by the mark at the head or as UTF-8, and never by a guess."""

from __future__ import annotations

import codecs

from dateline.read.reasons import Refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "sound or film"),
    (b"OggS", "sound or film"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "rich text"),
    (b"\x28\xb5\x2f\xfd", "zstandard data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
)

_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b\x08")


def marked_encoding(head: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark announces and the mark's length; ``None`` without one."""
    return next(((name, len(mark)) for mark, name in _MARKS if head.startswith(mark)), None)


def binary_kind(head: bytes) -> str | None:
    """What bytes are that are no text; ``None`` for what may be text. Bytes with a wide byte order mark may be."""
    mark = marked_encoding(head)
    if mark is not None and mark[0] != "utf-8":
        return None
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    controls = sum(byte in _CONTROLS for byte in head[:8192])
    if b"\0" in head[:8192] or controls * 20 > len(head[:8192]):
        return "binary data"
    return None


def decode(raw: bytes, encoding: str | None = None, start: int = 0) -> str:
    """The text of these bytes, byte order mark removed, nothing else changed.

    ``encoding`` is what a header declares; a mark at the head overrules it.  ``start`` is where the bytes lie in their
    input, for the message.  Raises ``Refusal`` encoding with the offset of the first bad byte.
    """
    name, skip = marked_encoding(raw) or (encoding or "utf-8", 0)
    try:
        return raw[skip:].decode(name)
    except UnicodeDecodeError as wrong:
        at = start + skip + wrong.start
        bad = raw[skip + wrong.start]
        raise Refusal(
            "encoding", f"byte {at} (0x{bad:02X}) is not {name.upper()}; convert the input to UTF-8"
        ) from wrong


def is_valid(text: str) -> bool:
    """Whether the text can be written as UTF-8: it holds no lone half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
