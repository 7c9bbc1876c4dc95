"""Says a CAMEO actor code in our countries and sectors, by ``codebook/tables/cameo-actors.yaml``."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.codebook.entries import Codebook

_PARTS = re.compile(r"(?:[A-Z]{3})+")


class Said(NamedTuple):
    """Our code, ``None`` where there is none; the parts of the other code that it does not say; and why."""

    code: str | None
    lost: tuple[str, ...] = ()
    why: str = ""


def say_code(text: str, book: Codebook) -> Said:
    """Our code for one of ours ("NGA MIL", "UAF") or of CAMEO's ("NGAMIL", "IGOUNO", "AFGREBTAL").

    The first role of a CAMEO code is taken, as it is the primary one; what is finer than our codes is named as lost.
    """
    written = text.strip()
    ours = _ours(written, book)
    if ours is not None:
        return Said(ours)
    letters = written.replace("---", "").upper()
    if not _PARTS.fullmatch(letters):
        return Said(None, (), f'"{text}" is neither one of our codes nor one of CAMEO\'s')
    country, rest = _first(letters, book)
    parts = [rest[i : i + 3] for i in range(0, len(rest), 3)]
    sectors = book.tables["cameo sectors"]
    found = [(part, sectors[part]) for part in parts if part in sectors]
    if country is None and (not found or found[0][0] != parts[0]):
        return Said(None, (), f'"{parts[0]}" is no country or role that we have a code for')
    sector = found[0][1] if found else None
    code = " ".join(part for part in (country, sector) if part)
    kept = found[0][0] if found else ""
    return Said(code, tuple(part for part in parts if part != kept))


def _ours(written: str, book: Codebook) -> str | None:
    first, *rest = written.split() or [""]
    if not rest:
        return written if written in book.countries or (written in book.sectors and written != "MED") else None
    fits = len(rest) == 1 and first in book.countries and rest[0] in book.sectors
    return written if fits else None


def _first(letters: str, book: Codebook) -> tuple[str | None, str]:
    """The country, or what stands for one, and the letters after it."""
    beyond, renamed = book.tables["cameo beyond states"], book.tables["cameo countries"]
    for length in (9, 6, 3):
        if letters[:length] in beyond:
            return beyond[letters[:length]], letters[length:]
    three = letters[:3]
    country = renamed.get(three, three)
    return (country, letters[3:]) if country in book.countries else (None, letters)
