"""How two places and two stretches of days stand to each other: the same, one in the other, near, apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from dateline.merge.rules import Rules
from dateline.merge.told import Told, fold
from dateline.model import Place, When

Contains = Callable[[Place, Place], bool]

_EARTH_KM = 6371.0
_AHEAD = frozenset({"future", "hypothetical"})
_SPOTS = frozenset({"exact", "town"})
_BREADTH = {"exact": 0, "town": 1, "district": 2, "province": 3, "country": 4, "region": 5}


class Evidence(NamedTuple):
    """What one dimension says of two claims: a weight from 0 to 1, or a contradiction, in words.

    ``against`` is "" without a contradiction, "soft" for one that much else may outweigh (one report errs on the
    place), "hard" for one that nothing does.
    """

    dimension: str
    weight: float
    words: str
    against: str = ""


# One of the two does not say; that is no contradiction.
SILENT = Evidence("", 0.0, "")


def breadth(place: Place) -> int:
    """0 for a spot up to 5 for a region of several countries."""
    return _BREADTH[place.precision]


def kilometres(left: Place, right: Place) -> float | None:
    """The great-circle distance; ``None`` where one has no coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    lat1, lat2 = radians(left.lat), radians(right.lat)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(right.lon - left.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def same_place(left: Place, right: Place) -> bool:
    """One place, or a name that either may mean."""
    if left.geonameid is not None and right.geonameid is not None:
        return (
            left.geonameid == right.geonameid
            or left.geonameid in right.alternatives
            or right.geonameid in left.alternatives
        )
    return fold(left.name) == fold(right.name) and (left.country is None or left.country == right.country)


def holds(outer: Place, inner: Place, contains: Contains | None) -> bool:
    """Does the one place lie in the other, by the hierarchy or, without one, by country and first-level division?"""
    if breadth(outer) <= breadth(inner) and not (breadth(outer) == breadth(inner) == _BREADTH["district"]):
        return False
    if contains is not None and contains(outer, inner):
        return True
    if outer.country is None or outer.country != inner.country:
        return False
    if outer.precision == "country":
        return True
    return (
        outer.precision == "province"
        and inner.admin1 is not None
        and fold(inner.admin1) == fold(outer.admin1 or outer.name)
    )


def agree(left: Place, right: Place, contains: Contains | None, rules: Rules) -> bool:
    """Can both be said of one happening: the same, one in the other, or near?"""
    return place_evidence(left, right, contains, rules, same_report=False).against == ""


def place_evidence(
    left: Place | None, right: Place | None, contains: Contains | None, rules: Rules, *, same_report: bool
) -> Evidence:
    """What two places say. Within one report, two spots with names of their own are two happenings."""
    if left is None or right is None:
        return SILENT
    weights, measures = rules.weights, rules.measures
    narrow, wide = sorted((left, right), key=lambda place: (breadth(place), place.name))
    if same_place(left, right):
        kind = "same spot" if wide.precision in _SPOTS else "same district"
        kind = "same country" if breadth(wide) >= _BREADTH["country"] else kind
        return Evidence("place", weights[kind], f"both {narrow.name}")
    if holds(wide, narrow, contains):
        kind = "same country" if breadth(wide) >= _BREADTH["country"] else "spot within district"
        return Evidence("place", weights[kind], f"{narrow.name} lies in {wide.name}")
    km = kilometres(left, right)
    if breadth(wide) <= _BREADTH["district"] and km is not None:
        if km <= measures["near km"]:
            return Evidence("place", weights["near"], f"{narrow.name} and {wide.name} are {km:.0f} km apart")
        if km <= measures["apart km"] and not same_report:
            return SILENT
    if "region" in (left.precision, right.precision):
        return SILENT
    same_country = left.country is not None and left.country == right.country
    far = km is not None and km > measures["far km"]
    hard = same_report or (not same_country and left.country is not None and right.country is not None) or far
    return Evidence("place", 0.0, f"{narrow.name} is not {wide.name}", "hard" if hard else "soft")


def days_between(left: tuple[date, date], right: tuple[date, date]) -> int:
    """Days from the end of the earlier stretch to the start of the later; 0 or less where they touch or overlap."""
    return max((right[0] - left[1]).days, (left[0] - right[1]).days)


def time_evidence(left: Told, right: Told, rules: Rules) -> Evidence:
    """What two stretches of days say; without words on a day, reports published near each other speak weakly."""
    weights, measures = rules.weights, rules.measures
    same_report = left.document == right.document
    if left.when is None or right.when is None:
        return SILENT if same_report else _of_another_time(left, right, rules) or _by_publication(left, right, rules)
    a, b = (left.earliest, left.latest), (right.earliest, right.latest)
    apart = days_between(a, b)
    if apart > 0:
        lenient = not same_report and apart <= measures["days apart still judged"]
        return Evidence("time", 0.0, f"{_stretch(a)} is not {_stretch(b)}", "soft" if lenient else "hard")
    width = max((a[1] - a[0]).days, (b[1] - b[0]).days)
    if width == 0:
        return Evidence("time", weights["same day"], f"both on {a[0].isoformat()}")
    if width <= measures["few days"]:
        return Evidence("time", weights["same few days"], f"{_stretch(a)} meets {_stretch(b)}")
    if width <= measures["some days"]:
        return Evidence("time", weights["days overlap"], f"{_stretch(a)} meets {_stretch(b)}")
    return SILENT


def _of_another_time(left: Told, right: Told, rules: Rules) -> Evidence | None:
    """One of the two names no day, and its sentence tells of days long before or after the other's."""
    a, b = (_stretch_of(told.when or told.beside) for told in (left, right))
    if a is None or b is None or days_between(a, b) <= rules.measures["days beside"]:
        return None
    return Evidence("time", 0.0, f"{_stretch(a)} is not {_stretch(b)}", "hard")


def _stretch_of(when: When | None) -> tuple[date, date] | None:
    return (when.first or date.min, when.last or date.max) if when is not None else None


def _by_publication(left: Told, right: Told, rules: Rules) -> Evidence:
    """News told on the same day or the next, or in the days after, where one of the two names no day.

    Nothing can be told as done before its day. Background may be of any day.
    """
    a, b = news_days(left), news_days(right)
    if a is None or b is None:
        return SILENT
    if _told_before(left, right) or _told_before(right, left):
        return Evidence("time", 0.0, f"{_stretch(a)} is told before {_stretch(b)}", "hard")
    if "historical" in (left.status, right.status):
        return SILENT
    few, soon = rules.measures["few days"], rules.measures["days told later"]
    if (a[1] - a[0]).days > few or (b[1] - b[0]).days > few:
        return SILENT
    apart = days_between(a, b)
    if apart <= rules.measures["published together"]:
        return Evidence("time", rules.weights["published together"], "told within a day of each other")
    if apart <= soon:
        return Evidence("time", rules.weights["told soon after"], f"told within {apart} days of each other")
    return SILENT


def _told_before(told: Told, other: Told) -> bool:
    """Is the one told as past before the first day of the other?"""
    if told.when is not None or told.published is None or other.when is None or told.status in _AHEAD:
        return False
    return other.earliest > told.published


def news_days(told: Told) -> tuple[date, date] | None:
    """The days that it names, else that of publication; ``None`` without either."""
    if told.when is not None:
        return told.earliest, told.latest
    return (told.published, told.published) if told.published is not None else None


def _stretch(days: tuple[date, date]) -> str:
    first, last = days
    if first == last:
        return first.isoformat()
    start = first.isoformat() if first != date.min else "some day"
    end = last.isoformat() if last != date.max else "some day"
    return f"{start} to {end}"
