"""Adds the places of a GeoNames country dump (SY.zip, SY.txt) to a user's own index.

The own index is the one that comes along with these places beside it, so that everything else works as before.  What
the index has already, known by its GeoNames id, only gains names; places of the supplement keep their point.  GeoNames
is licensed CC BY 4.0; the layout of its dumps is told in the readme at https://download.geonames.org/export/dump/.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from dateline.gazetteer.build import usable, write_index
from dateline.gazetteer.index import (
    FOLDED,
    LOOSE,
    OTHER,
    PRIMARY,
    VALUE,
    WRITTEN,
    Gazetteer,
    distance_km,
)
from dateline.gazetteer.normalise import loose_key, strict_key
from dateline.gazetteer.records import KINDS, PRECISIONS, Entry, write_records
from dateline.model import identify

COLUMNS = 19
SAME_PLACE_KM = 10.0
"""A place of the index without GeoNames id, of the same name and country and this near, is the dump's."""


class NotADump(ValueError):
    """The file is no GeoNames dump."""


class Row(NamedTuple):
    """A line of a dump. ``unit`` is country and admin1 code ("SY.13")."""

    geonameid: int
    name: str
    plain: str
    names: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    country: str
    unit: str
    population: int


class Imported(NamedTuple):
    """How many places were read, added, and found to be there already."""

    read: int
    added: int
    known: int


def read_dump(path: Path) -> Iterator[Row]:
    """The lines of a dump, zipped or not. Raises ``NotADump`` where a line has another layout."""
    for number, line in enumerate(_lines(path), start=1):
        parts = line.rstrip("\n").split("\t")
        if len(parts) != COLUMNS:
            raise NotADump(f"{path}, line {number}: {len(parts)} columns, a GeoNames dump has {COLUMNS}")
        try:
            yield Row(
                int(parts[0]), parts[1], parts[2], tuple(n for n in parts[3].split(",") if n), float(parts[4]),
                float(parts[5]), f"{parts[6]}.{parts[7]}", parts[8], f"{parts[8]}.{parts[10]}", int(parts[14] or 0),
            )  # fmt: skip
        except ValueError as error:
            raise NotADump(f"{path}, line {number}: {error}") from error


def _lines(path: Path) -> Iterator[str]:
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8") as lines:
            yield from lines
        return
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith(".txt") and not n.lower().startswith("readme")]
        if len(names) != 1:
            raise NotADump(f"{path} holds {len(names)} text files, a GeoNames dump one")
        with archive.open(names[0]) as raw:
            yield from io.TextIOWrapper(raw, encoding="utf-8")


def import_dump(
    dump: Path, base: Gazetteer, target: Path, features: Mapping[str, str], codes: Mapping[str, str]
) -> Imported:
    """Writes an index of all places of ``base`` and of the dump into a folder, and says how many came.

    ``features`` gives for a class and code of GeoNames ("P", "S.CMP") kind and precision of the index; others are left
    out.  ``codes`` gives the alpha-3 code of a country for its alpha-2 code.  Raises ``NotADump``.
    """
    rows = [row for row in read_dump(dump) if _wanted(row, features) is not None and row.country in codes]
    entries = [base.entry(i) for i in range(len(base))]
    names: dict[tuple[str, int], int] = {}
    for key, (index, how) in base.trie.iteritems():
        names[key, index] = min(how, names.get((key, index), how))
    folding = {entries[index].country for key, index in names if key.startswith(LOOSE)}
    at = {entry.geonameid: entry.number for entry in entries if entry.geonameid is not None}
    units = _units(rows, entries, at)
    added = 0
    for row in sorted(rows):
        number = at.get(row.geonameid)
        if number is None:
            number = _same(row, base, codes[row.country])
        if number is None:
            number, added = len(entries), added + 1
            entries.append(_entry(row, number, features, codes, units))
        elif entries[number].lat is None:
            entries[number] = entries[number]._replace(lat=row.lat, lon=row.lon)
        _name(names, entries[number], _spellings(row), entries[number].country in folding)
    sources = identify(base.header.sources, sha256(dump.read_bytes()).hexdigest())
    table = write_records(
        entries, base.header.members, sources, base.header.codes, base.header.base or base.header.sources
    )
    trie = marisa_trie.RecordTrie(VALUE, sorted((key, (index, how)) for (key, index), how in names.items()))
    write_index(target, table, lambda path: trie.save(str(path)))
    return Imported(len(rows), added, len(rows) - added)


def _wanted(row: Row, features: Mapping[str, str]) -> str | None:
    return features.get(row.feature) or features.get(row.feature.split(".")[0])


def _same(row: Row, base: Gazetteer, country: str) -> int | None:
    """The place of the supplement, which has no GeoNames id, that a line means."""
    for named in base.places(row.name):
        entry = named.entry
        if entry.geonameid is not None or entry.country != country or entry.lat is None or entry.lon is None:
            continue
        if distance_km((entry.lat, entry.lon), (row.lat, row.lon)) <= SAME_PLACE_KM:
            return entry.number
    return None


def _units(rows: Sequence[Row], entries: Sequence[Entry], at: Mapping[int, int]) -> dict[str, int]:
    """The province that each admin1 code of the dump means: by the line of the province itself, else by the largest
    town of it that the index has."""
    units = {row.unit: at[row.geonameid] for row in rows if row.feature == "A.ADM1" and row.geonameid in at}
    for row in sorted(rows, key=lambda row: (-row.population, row.geonameid)):
        inside = entries[at[row.geonameid]].admin1 if row.geonameid in at else None
        if inside is not None:
            units.setdefault(row.unit, inside)
    return units


def _entry(
    row: Row, number: int, features: Mapping[str, str], codes: Mapping[str, str], units: Mapping[str, int]
) -> Entry:
    kind, precision = (_wanted(row, features) or "").split()
    return Entry(
        number,
        row.name,
        KINDS[KINDS.index(kind)],
        PRECISIONS[PRECISIONS.index(precision)],
        codes[row.country],
        row.geonameid,
        row.lat,
        row.lon,
        row.population,
        None if kind == "admin1" else units.get(row.unit),
        None,
    )


def _spellings(row: Row) -> Iterator[tuple[str, int]]:
    yield row.name, PRIMARY
    if row.plain:
        yield row.plain, WRITTEN
    yield from ((name, OTHER) for name in row.names if usable(name))


def _name(names: dict[tuple[str, int], int], entry: Entry, spellings: Iterable[tuple[str, int]], folding: bool) -> None:
    for name, how in spellings:
        key = strict_key(name)
        if len(key) < 2:
            continue
        names[key, entry.number] = min(how, names.get((key, entry.number), how))
        if folding:
            names.setdefault((LOOSE + loose_key(key), entry.number), FOLDED)
