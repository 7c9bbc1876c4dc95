"""The names of a report, grouped: all sightings of one name in one sense, with the places it may still mean.

What the words put round a name ("X, Y", "X in Y", "Syria's X", "X province") is settled here; what remains open is
weighed in ``placesense``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.find.placenames import Sighting
from dateline.gazetteer import Entry, Gazetteer, Named, distance_km

MOST_CANDIDATES = 40
REGION_KM = 320.0
"""A place at most this far from the label point of a region of its country may lie in it."""
SUBURB_KM = 20.0
"""How far a site or suburb lies from the middle of its town at most."""
DISTRICT_KM = 100.0
"""How far a place whose district the index does not know lies from the middle of that district at most."""
_HOW = (0.0, -0.1, -0.5, -0.8, -0.7)
"""What the way a name stands to its place costs: main, written so, alternate, weak, folded."""
KINDS = {
    "admin1": {"admin1", "region"},
    "admin2": {"admin2", "region", "admin1"},
    "town": {"town", "site"},
    "site": {"site", "town"},
}
"""Which kinds of places a noun beside a name allows ("X province", "the town of X")."""


@dataclass(slots=True)
class Group:
    """All sightings of one name in one sense."""

    key: str
    hint: str | None
    numbers: list[int]
    places: tuple[Named, ...]
    held: bool = False
    choice: Named | None = None
    lead: float = 0.0
    by: str = ""


def group_names(found: Sequence[Sighting], gazetteer: Gazetteer) -> list[Group]:
    """Sightings by name; one that its own words place elsewhere is a group of its own."""
    holders = _holders(found, gazetteer)
    grouped: dict[tuple[str, str | None, frozenset[int]], Group] = {}
    free: dict[str, list[int]] = {}
    for number, sighting in enumerate(found):
        if sighting.inside is not None:
            continue
        places = _of_kind(sighting.places, sighting.hint)
        held = _held(places, sighting, found, gazetteer) or holders.get(number, ())
        hint = sighting.hint if sighting.hint in KINDS else None
        if not held and hint is None:
            free.setdefault(sighting.key, []).append(number)
            continue
        kept = held or places
        at = (
            sighting.key,
            hint if len(kept) < len(sighting.places) else None,
            frozenset(n.entry.number for n in kept),
        )
        group = grouped.setdefault(at, Group(sighting.key, at[1], [], kept, held=bool(held)))
        group.numbers.append(number)
    for key, numbers in free.items():
        same = [g for (k, _, _), g in grouped.items() if k == key and g.held]
        if len(same) == 1:  # qualified once, it means the same everywhere
            same[0].numbers.extend(numbers)
        else:
            grouped[(key, None, frozenset())] = Group(key, None, numbers, found[numbers[0]].places)
    for group in grouped.values():
        group.places = _fewer(_without_parts(group))
    return sorted(grouped.values(), key=lambda g: min(g.numbers))


def _without_parts(group: Group) -> tuple[Named, ...]:
    """A country's name is not that of a part of it, unless a noun says so ("Mexico state", "Luxembourg district")."""
    countries = {n.entry.country for n in group.places if n.entry.kind == "country" and n.how <= 1}
    if group.hint is not None or group.held or not countries:
        return group.places
    return tuple(n for n in group.places if n.entry.kind == "country" or n.entry.country not in countries)


def _fewer(places: tuple[Named, ...]) -> tuple[Named, ...]:
    """Most names have few places; of "Santa Maria" the larger ones are enough."""
    if len(places) <= MOST_CANDIDATES:
        return places
    ordered = sorted(places, key=lambda n: (-prior(n), n.entry.number))
    return tuple(ordered[:MOST_CANDIDATES])


def _of_kind(places: tuple[Named, ...], hint: str | None) -> tuple[Named, ...]:
    kinds = KINDS.get(hint or "")
    if kinds is None:
        return places
    kept = tuple(n for n in places if n.entry.kind in kinds)
    if hint in {"admin2", "admin1"}:
        kept = tuple(n for n in kept if n.entry.kind == hint) or kept
    return kept or places


def _held(
    places: tuple[Named, ...], sighting: Sighting, found: Sequence[Sighting], gazetteer: Gazetteer
) -> tuple[Named, ...]:
    """The candidates that lie where the words say; empty where the words say nothing, or nothing that fits.

    "Washington, Pennsylvania and Ohio" is a list of states, "Niger, Nigeria" one of countries: a name that stands for
    something as large as what follows the comma is not put inside it where a list goes on, and a country never is.
    """
    for number in sighting.within:
        outer = found[number]
        if outer.inside is not None or outer.key == sighting.key:
            continue
        kept = tuple(n for n in places if any(_lies_in(n.entry, o.entry, gazetteer) for o in outer.places))
        if any(n.entry.kind == "country" and n.how <= 1 for n in places):
            kept = tuple(n for n in kept if n.entry.kind == "admin1" and number not in sighting.listed)
        elif number in sighting.listed and large(places) and large(outer.places):
            kept = ()
        if kept:
            return kept
    plain = sighting.hint is None and any(n.entry.kind == "country" for n in places)
    if sighting.country is not None and not plain:
        return tuple(n for n in places if n.entry.country == sighting.country and n.entry.kind != "country")
    return ()


def large(places: Iterable[Named]) -> bool:
    """Whether a name may stand for a country or a large province."""
    return any(
        n.how <= 1 and (n.entry.kind == "country" or (n.entry.kind == "admin1" and n.entry.population >= 300_000))
        for n in places
    )


def _holders(found: Sequence[Sighting], gazetteer: Gazetteer) -> dict[int, tuple[Named, ...]]:
    """For names that hold another by the words: the candidates that can ("Atlanta, Georgia": not the country)."""
    out: dict[int, tuple[Named, ...]] = {}
    for sighting in found:
        if sighting.inside is not None:
            continue
        for number in sighting.within:
            outer = found[number]
            if outer.inside is not None or len(outer.places) < 2 or number in sighting.listed:
                continue
            inner = _of_kind(sighting.places, sighting.hint)
            if any(n.entry.kind == "country" and n.how <= 1 for n in inner):
                continue
            kept = tuple(o for o in outer.places if any(_lies_in(n.entry, o.entry, gazetteer) for n in inner))
            if kept and len(kept) < len(outer.places):
                out[number] = kept
    return out


def _lies_in(inner: Entry, outer: Entry, gazetteer: Gazetteer) -> bool:
    """Whether a place lies in another, by administration, or by distance where the index does not tell: a site or
    suburb in a town, a place of our own in a district, anything in a region of its country."""
    if outer.kind == "site" or inner.kind == "country" or inner.country != (outer.country or inner.country):
        return False
    if gazetteer.holds(outer, inner):
        return True
    away = between(inner, outer)
    if away is None or outer.country is None:
        return False
    match outer.kind:
        case "region":
            return away <= REGION_KM
        case "town":
            return away <= SUBURB_KM and inner.kind in {"site", "town"} and inner.number != outer.number
        case "admin1" | "admin2":
            return inner.geonameid is None and inner.kind in {"site", "town"} and away <= DISTRICT_KM
    return False


def between(one: Entry, other: Entry) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km((one.lat, one.lon), (other.lat, other.lon))


def prior(named: Named) -> float:
    """How likely a name means this place before the report is read: by kind, size, and how it is spelt."""
    entry = named.entry
    cost = _HOW[named.how]
    match entry.kind:
        case "country":
            return 6.2 + cost
        case "region":
            return 5.8 + cost if entry.country is None else 4.8 + cost
        case "admin1":
            return math.log10(entry.population + 3_000) / 1.35 - 0.3 + cost
        case "admin2":
            return math.log10(entry.population + 100) / 1.6 - 0.8 + cost
        case "site":
            return math.log10(entry.population + 5_000) / 1.35 + cost
    return math.log10(entry.population + 50) / 1.35 + cost
