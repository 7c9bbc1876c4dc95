"""Bytes of an input, read forward with a look ahead, so that no archive is ever held whole."""

from __future__ import annotations

import zlib
from typing import Protocol

_CHUNK = 64 * 1024


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Stream:
    """A source of bytes with a look ahead. ``offset`` is the position of the next byte.

    Whatever the source raises (``OSError``, ``Damage``) comes out of the call that met it.
    """

    def __init__(self, source: Readable, offset: int = 0) -> None:
        self._source = source
        self._ahead = bytearray()
        self._ended = False
        self.offset = offset

    def peek(self, size: int) -> bytes:
        """The next bytes without taking them: ``size`` of them, fewer only where the source ends."""
        while len(self._ahead) < size and not self._ended:
            more = self._source.read(max(_CHUNK, size - len(self._ahead)))
            self._ended = not more
            self._ahead += more
        return bytes(self._ahead[:size])

    def take(self, size: int) -> bytes:
        """The next bytes: ``size`` of them, fewer only where the source ends."""
        taken = self.peek(size)
        del self._ahead[: len(taken)]
        self.offset += len(taken)
        return taken

    def skip(self, size: int) -> int:
        """Pass over bytes without keeping them; returns how many there were."""
        left = size
        while left and (passed := len(self.take(min(left, _CHUNK)))):
            left -= passed
        return size - left

    def unread(self, data: bytes) -> None:
        """Put back bytes that were taken last."""
        self._ahead[:0] = data
        self.offset -= len(data)

    def peek_line(self, limit: int) -> bytes:
        """The next line with its line feed, without taking it; cut at ``limit`` bytes."""
        size, searched = _CHUNK, 0
        while True:
            ahead = self.peek(min(size, limit))
            end = ahead.find(b"\n", searched)
            if end >= 0:
                return ahead[: end + 1]
            if len(ahead) < size or len(ahead) >= limit:
                return ahead
            size, searched = size * 2, len(ahead)

    def find(self, mark: bytes) -> bool:
        """Pass over everything before the next ``mark``; false, and at the end, where there is none."""
        while True:
            ahead = self.peek(_CHUNK)
            at = ahead.find(mark)
            if at >= 0:
                self.take(at)
                return True
            if len(ahead) < _CHUNK:
                self.take(len(ahead))
                return False
            self.take(len(ahead) - len(mark) + 1)


class Held:
    """Bytes in hand as a source."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)

    def read(self, size: int, /) -> bytes:
        taken, self._data = self._data[:size], self._data[size:]
        return bytes(taken)


class Damage(Exception):
    """Compressed bytes cannot be read on: ``code`` is damaged, truncated or too_large, as in the list of reasons."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_KEPT = 16 * 1024 * 1024
"""Compressed bytes of a member that are kept to look for the next member in, should this one turn out broken."""


class Member:
    """One member of a gzip file as a source of bytes; at its end the compressed stream stands at the next member.

    Unlike the gzip module it stops there, so that after a broken member the next can be looked for.  ``allowance`` is
    how many bytes it may unpack before ``allow`` is called again.
    """

    def __init__(self, packed: Stream, allowance: int) -> None:
        self._packed = packed
        self._inflate = zlib.decompressobj(31)
        self._taken = bytearray()
        self._left = allowance

    def allow(self, allowance: int) -> None:
        """All is well so far: go on for this many bytes; what was taken so far need not be searched again."""
        self._left = allowance
        del self._taken[: -2 * _CHUNK]

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end. Raises ``Damage``."""
        while not self._inflate.eof:
            held = self._inflate.unconsumed_tail
            fresh = b"" if held else self._packed.take(_CHUNK)
            if not held and not fresh:
                raise Damage("truncated")
            self._taken += fresh
            del self._taken[:-_KEPT]
            try:
                out = self._inflate.decompress(held or fresh, size)
            except zlib.error as broken:
                raise Damage("damaged") from broken
            if self._inflate.eof:
                self._packed.unread(self._inflate.unused_data)
            self._left -= len(out)
            if self._left < 0:
                raise Damage("too_large")
            if out:
                return out
        return b""

    def leave(self) -> None:
        """Put back the compressed bytes that were taken, but the first, where the member is left before its end."""
        if not self._inflate.eof:
            self._packed.unread(bytes(self._taken[1:]))
