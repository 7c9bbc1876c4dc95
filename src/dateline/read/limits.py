"""How much one record may hold. Sizes are bytes unless said otherwise."""

from __future__ import annotations

from dateline.read.reasons import Refusal

MEGABYTE = 1024 * 1024

RAW = 10 * MEGABYTE
"""One raw report: a file, a line of JSON Lines, a record of an archive."""

UNPACKED = 20 * MEGABYTE
"""What one compressed report may unpack to; also the size of a feed or of an XML message with many items."""

RATIO = 100
"""How many times its size a compressed report may unpack to, once that is over one megabyte."""

DEPTH = 200
"""Nested elements. Past 256, libxml2 drops the text below without a word."""

ELEMENTS = 20_000
"""Elements of a page. What finds the article is quadratic in them: this many took up to 10 seconds."""

ATTRIBUTES = 1_000
"""Attributes of one element, in which libxml2 is quadratic."""

TITLE = 64 * 1024
"""Characters of a title."""

CHARACTERS = 600_000
"""Characters of a report's text."""

WORDS = 100_000
"""Words of a report's text, parted by white space."""

ITEMS = 1_000
"""Items of one feed."""

HEADER = 64 * 1024
"""The header of an archive's record."""


def check_ratio(packed: int, unpacked: int) -> None:
    """Raises ``Refusal`` too_large for a decompression bomb."""
    if unpacked > UNPACKED:
        raise Refusal("too_large", f"unpacks to more than {UNPACKED // MEGABYTE} MB; split it")
    if unpacked > MEGABYTE and unpacked > RATIO * packed:
        raise Refusal("too_large", f"unpacks to more than {RATIO} times its size, as only a decompression bomb does")
