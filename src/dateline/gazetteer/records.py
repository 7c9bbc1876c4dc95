"""The compiled form of a place: 32 bytes in one file that is mapped into memory, and a name in a second part of it.

File: magic, length of the header, header (JSON: countries, members of regions, counts), records, names.  Everything is
little-endian and written in one order, so that the same sources give the same bytes.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from mmap import mmap
from typing import NamedTuple, get_args

from dateline.model import Precision

MAGIC = b"DLPLACE2"
RECORD = struct.Struct("<iiiIHBBIII")
KINDS = ("country", "region", "admin1", "admin2", "town", "site")
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
NOWHERE = -2_000_000_000
"""Stands for a latitude that nobody knows, inside the file alone."""


class Entry(NamedTuple):
    """A place of the index. ``number`` is where it stands there, ``admin1`` and ``admin2`` likewise.

    ``kind`` is "country", "region" (of several countries or parts), "admin1", "admin2", "town" or "site" (a camp, a
    base, a dam).  ``population`` is 0 where unknown; of an administrative unit it is that of its towns.
    """

    number: int
    name: str
    kind: str
    precision: Precision
    country: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    population: int
    admin1: int | None
    admin2: int | None


@dataclass(frozen=True, slots=True)
class Header:
    """``countries`` in the order the records count them; ``members``: for a region's number, the countries inside it;
    ``sources``: a fingerprint of what the index was compiled from; ``base``: that of the index that a user's own one
    adds to, ``None`` for the one that comes along; ``codes``: for a province's number, its ISO 3166-2 code."""

    sources: str
    records: int
    countries: tuple[str, ...]
    members: dict[int, tuple[str, ...]]
    codes: dict[int, str]
    base: str | None = None


def write_records(
    entries: Sequence[Entry],
    members: Mapping[int, tuple[str, ...]],
    sources: str,
    codes: Mapping[int, str] | None = None,
    base: str | None = None,
) -> bytes:
    """The file's bytes. ``entries`` must stand at their own index."""
    countries = sorted({entry.country for entry in entries if entry.country})
    number = {country: i + 1 for i, country in enumerate(countries)}
    packed = bytearray()
    names = bytearray()
    places: dict[str, tuple[int, int]] = {}
    for i, entry in enumerate(entries):
        if entry.number != i:
            raise ValueError(f"{entry.name} has number {entry.number} and stands at {i}")
        if entry.name not in places:
            text = entry.name.encode()
            places[entry.name] = (len(names), len(text))
            names += text
        start, length = places[entry.name]
        lat = NOWHERE if entry.lat is None else round(entry.lat * 100_000)
        lon = NOWHERE if entry.lon is None else round(entry.lon * 100_000)
        packed += RECORD.pack(
            entry.geonameid or 0,
            lat,
            lon,
            entry.population,
            number.get(entry.country or "", 0),
            KINDS.index(entry.kind) * 16 + PRECISIONS.index(entry.precision),
            length,
            start,
            0 if entry.admin1 is None else entry.admin1 + 1,
            0 if entry.admin2 is None else entry.admin2 + 1,
        )
    header = json.dumps(
        {
            "sources": sources,
            "records": len(entries),
            "countries": countries,
            "members": {str(number): inside for number, inside in sorted(members.items())},
            "codes": {str(number): code for number, code in sorted((codes or {}).items())},
            "base": base,
        }
    ).encode()
    return MAGIC + struct.pack("<I", len(header)) + header + bytes(packed) + bytes(names)


def read_header(data: mmap) -> tuple[Header, int, int]:
    """The header, where the records begin, and where the names begin. Raises ``ValueError`` for another file."""
    if data[: len(MAGIC)] != MAGIC:
        raise ValueError("this is not a place table of this version")
    (length,) = struct.unpack_from("<I", data, len(MAGIC))
    start = len(MAGIC) + 4
    raw = json.loads(data[start : start + length])
    members = {int(k): tuple(v) for k, v in raw["members"].items()}
    codes = {int(k): str(v) for k, v in raw["codes"].items()}
    header = Header(raw["sources"], raw["records"], tuple(raw["countries"]), members, codes, raw["base"])
    first = start + length
    return header, first, first + header.records * RECORD.size


def read_entry(data: mmap, index: int, header: Header, first: int, names: int) -> Entry:
    """The place of this number."""
    geonameid, lat, lon, population, country, kind, length, start, admin1, admin2 = RECORD.unpack_from(
        data, first + index * RECORD.size
    )
    return Entry(
        index,
        data[names + start : names + start + length].decode(),
        KINDS[kind // 16],
        PRECISIONS[kind % 16],
        header.countries[country - 1] if country else None,
        geonameid or None,
        None if lat == NOWHERE else lat / 100_000,
        None if lon == NOWHERE else lon / 100_000,
        population,
        admin1 - 1 if admin1 else None,
        admin2 - 1 if admin2 else None,
    )
