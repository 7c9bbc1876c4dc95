"""Stretches of days: weeks, months, quarters, seasons, decades, and steps between them.

A stretch has a first and a last day, both inclusive, the TIMEX3 value that names it, and its grain. Weeks are ISO
weeks, which start on Monday. Seasons are the meteorological ones of the northern hemisphere, in which nearly all
English-language news writes: spring is March to May; the winter of 2014 is December 2014 to February 2015.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

Grain = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]

FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Stretch(NamedTuple):
    """``first`` and ``last`` are ``None`` for days that Python's calendar cannot hold (before year 1)."""

    first: date | None
    last: date | None
    timex: str | None
    grain: Grain


def day(at: date) -> Stretch:
    return Stretch(at, at, at.isoformat(), "day")


def date_or_none(year: int, month: int, number: int) -> date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    if not 1 <= number <= monthrange(year, month)[1]:
        return None
    return date(year, month, number)


def week(at: date) -> Stretch:
    year, number, weekday = at.isocalendar()
    first = at - timedelta(days=weekday - 1)
    return Stretch(first, first + timedelta(days=6), f"{year}-W{number:02d}", "week")


def weekend(at: date) -> Stretch:
    """Saturday and Sunday of the week that holds the day."""
    whole = week(at)
    assert whole.last is not None
    return Stretch(whole.last - timedelta(days=1), whole.last, f"{whole.timex}-WE", "weekend")


def month(year: int, number: int) -> Stretch:
    years, zero_based = divmod(number - 1, 12)
    year, number = year + years, zero_based + 1
    return Stretch(
        date(year, number, 1), date(year, number, monthrange(year, number)[1]), f"{year:04d}-{number:02d}", "month"
    )


def quarter(year: int, number: int) -> Stretch:
    years, zero_based = divmod(number - 1, 4)
    year, number = year + years, zero_based + 1
    return Stretch(month(year, number * 3 - 2).first, month(year, number * 3).last, f"{year:04d}-Q{number}", "quarter")


def half(year: int, number: int) -> Stretch:
    return Stretch(month(year, number * 6 - 5).first, month(year, number * 6).last, f"{year:04d}-H{number}", "half")


def season(year: int, name: str) -> Stretch:
    first = FIRST_MONTH[name]
    return Stretch(month(year, first).first, month(year, first + 2).last, f"{year:04d}-{name}", "season")


def year(number: int) -> Stretch:
    return Stretch(date(number, 1, 1), date(number, 12, 31), f"{number:04d}", "year")


def decade(number: int) -> Stretch:
    """The decade that a year's first three digits name: 198 for the 1980s."""
    return Stretch(date(number * 10, 1, 1), date(number * 10 + 9, 12, 31), f"{number:03d}", "decade")


def century(number: int) -> Stretch:
    """The 19th century is 1801 to 1900; TIMEX3 writes it 18."""
    return Stretch(date(number * 100 - 99, 1, 1), date(number * 100, 12, 31), f"{number - 1:02d}", "century")


def holding(at: date, grain: Grain) -> Stretch:
    """The stretch of a grain that holds a day."""
    if grain == "day":
        return day(at)
    if grain == "week":
        return week(at)
    if grain == "weekend":
        return weekend(at)
    if grain == "month":
        return month(at.year, at.month)
    if grain == "quarter":
        return quarter(at.year, (at.month + 2) // 3)
    if grain == "half":
        return half(at.year, (at.month + 5) // 6)
    if grain == "season":
        name = next((name for name in ("WI", "FA", "SU", "SP") if FIRST_MONTH[name] <= at.month), None)
        return season(at.year, name) if name else season(at.year - 1, "WI")
    if grain == "year":
        return year(at.year)
    if grain == "decade":
        return decade(at.year // 10)
    return century((at.year + 99) // 100)


_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}


def step(at: date, amount: int, grain: Grain) -> date | None:
    """The day so many weeks, months or years on (or back); the 31st becomes the last day of a shorter month.

    ``None`` outside the years 1 to 9999.
    """
    try:
        if grain in ("day", "week", "weekend"):
            return at + timedelta(days=amount * (1 if grain == "day" else 7))
        years, zero_based = divmod(at.year * 12 + at.month - 1 + amount * _MONTHS[grain], 12)
        if not 1 <= years <= 9999:
            return None
        return date(years, zero_based + 1, min(at.day, monthrange(years, zero_based + 1)[1]))
    except OverflowError:
        return None


def weekday_before(at: date, number: int, *, same_day: bool) -> date:
    """The last Monday (1) ... Sunday (7) before a day, or on it where ``same_day``."""
    back = (at.isoweekday() - number) % 7
    return at - timedelta(days=back or (0 if same_day else 7))


def weekday_after(at: date, number: int, *, same_day: bool) -> date:
    ahead = (number - at.isoweekday()) % 7
    return at + timedelta(days=ahead or (0 if same_day else 7))


def third(whole: Stretch, which: str) -> Stretch:
    """The first, middle or last third of a stretch: early March is the 1st to the 10th, late 2019 September on.

    The TIMEX3 value stays that of the whole, as TimeBank writes it.
    """
    if whole.first is None or whole.last is None or which not in ("START", "MID", "END"):
        return whole
    if whole.grain in ("year", "season", "quarter"):
        months = {"year": 4, "season": 1, "quarter": 1}[whole.grain]
        begin = step(whole.first, {"START": 0, "MID": months, "END": 2 * months}[which], "month") or whole.first
        end = step(begin, months, "month")
        last = end - timedelta(days=1) if end else whole.last
        return whole._replace(first=begin, last=last)
    days = (whole.last - whole.first).days + 1
    if days < 3:
        return whole
    cut = (10, 20) if whole.grain == "month" else (-(-days // 3), days - days // 3)
    bounds = {"START": (0, cut[0] - 1), "MID": (cut[0], cut[1] - 1), "END": (cut[1], days - 1)}[which]
    return whole._replace(first=whole.first + timedelta(days=bounds[0]), last=whole.first + timedelta(days=bounds[1]))
