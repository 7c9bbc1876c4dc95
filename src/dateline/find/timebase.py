"""From what a time says to its days: the day of publication, the last named day, and the tense decide.

Nothing is resolved without a stated base. Where it is missing, first and last are ``None`` and the TIMEX3 value is one
that needs no base ("XXXX-WXX-1" for a Monday), or ``None``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from dateline.find import calendar as cal
from dateline.find.calendar import Grain, Stretch
from dateline.find.tense import Tense
from dateline.find.timemeaning import GRAINS, Meaning, duration_timex

PUBLISHED = "published"
PREVIOUS = "previous day"
AHEAD = timedelta(days=183)


class Resolved(NamedTuple):
    first: date | None
    last: date | None
    timex: str | None
    kind: str
    leaning_on: tuple[str, ...] = ()
    grain: Grain | None = None


@dataclass(frozen=True)
class Base:
    """What a time may lean on. ``named`` holds the last named stretch of each grain, ``newest`` the last of any.

    ``history`` is true for a report that tells of other years than its own: there a day without a year belongs to the
    year named last, not to the nearest past.
    """

    published: date | None
    history: bool = False
    newest: Stretch | None = None
    named: Mapping[str, Stretch] = field(default_factory=dict)
    periods: Mapping[str, str] = field(default_factory=dict)

    def after_naming(self, stretch: Stretch) -> Base:
        return replace(self, newest=stretch, named={**self.named, stretch.grain: stretch})


def resolve(meaning: Meaning, base: Base, tense: Tense) -> Resolved:
    """The days of a meaning."""
    if meaning.kind == "duration":
        return Resolved(None, None, meaning.timex, "duration")
    if meaning.kind == "set":
        return Resolved(None, None, meaning.timex, "set")
    if meaning.kind == "reference":
        return Resolved(None, None, meaning.timex, "date")
    if meaning.kind == "stretch":
        return _stretch(meaning, base)
    if meaning.kind == "edge":
        return _edge(meaning, base, tense)
    if meaning.kind == "range":
        return _range(meaning, base, tense)
    if meaning.bc:
        return Resolved(None, None, _before_christ(meaning), "date")
    found, leaning = _place(meaning, base, tense)
    if found is None:
        return _without_base(meaning)
    if meaning.third:
        found, leaning = _narrowed(found, meaning.third, base, leaning)
    kind = "date"
    if meaning.clock or meaning.part:
        found, kind = _within_day(found, meaning), "time"
    return Resolved(found.first, found.last, found.timex, kind, leaning, found.grain)


def _within_day(found: Stretch, meaning: Meaning) -> Stretch:
    tail = meaning.clock or meaning.part
    if found.grain != "day" or not found.timex:
        return found
    return found._replace(timex=f"{found.timex[:10]}T{tail}")


def _before_christ(meaning: Meaning) -> str | None:
    if meaning.kind == "century":
        return f"BC{(meaning.year or 1) - 1:02d}"
    if meaning.kind == "decade":
        return f"BC{meaning.year:03d}"
    out = f"BC{meaning.year:04d}"
    if meaning.kind == "season":
        return f"{out}-{meaning.unit}"
    if meaning.month:
        out += f"-{meaning.month:02d}"
        if meaning.day:
            out += f"-{meaning.day:02d}"
    return out


def _without_base(meaning: Meaning) -> Resolved:
    timex = None
    tail = meaning.clock or meaning.part
    if meaning.kind == "monthday" or (meaning.kind == "day" and meaning.year is None):
        timex = f"XXXX-{meaning.month:02d}-{meaning.day:02d}"
    elif meaning.kind == "month":
        timex = f"XXXX-{meaning.month:02d}"
    elif meaning.kind == "weekday":
        timex = f"XXXX-WXX-{meaning.number}"
    elif meaning.kind == "season":
        timex = f"XXXX-{meaning.unit}"
    elif meaning.kind == "quarter":
        timex = f"XXXX-Q{meaning.number}"
    elif meaning.kind in ("clock", "part", "overnight"):
        timex = "XXXX-XX-XX"
    elif meaning.kind == "shift" and meaning.amount is None:
        timex = "FUTURE_REF" if meaning.which in ("after", "from now") else "PAST_REF"
    if timex and tail and timex.count("-") == 2:
        timex = f"{timex}T{tail}"
    return Resolved(None, None, timex, "time" if tail else "date")


# --- one stretch ------------------------------------------------------------------------------------------------------

Placed = tuple[Stretch | None, tuple[str, ...]]
_NOWHERE: Placed = (None, ())


def _place(meaning: Meaning, base: Base, tense: Tense) -> Placed:
    kind = meaning.kind
    if kind == "day":
        at = cal.date_or_none(meaning.year or 0, meaning.month or 0, meaning.day or 0)
        return (cal.day(at), ()) if at else _NOWHERE
    if kind == "year":
        return (cal.year(meaning.year), ()) if meaning.year else _NOWHERE
    if kind == "decade":
        return (cal.decade(meaning.year), ()) if meaning.year else _NOWHERE
    if kind == "century":
        return (cal.century(meaning.year), ()) if meaning.year and meaning.year < 90 else _NOWHERE
    if kind == "deictic":
        if base.published is None:
            return _NOWHERE
        at = base.published + timedelta(days=int(meaning.amount or 0))
        return cal.day(at), (PUBLISHED,)
    if kind == "overnight":
        if base.published is None:
            return _NOWHERE
        night = cal.day(base.published - timedelta(days=1))
        return night._replace(last=base.published), (PUBLISHED,)
    if kind == "weekday":
        return _weekday(meaning, base, tense)
    if kind in ("monthday", "month", "season", "quarter", "half", "period"):
        return _part_of_year(meaning, base, tense)
    if kind == "unit":
        return _unit(meaning, base, tense)
    if kind == "shift":
        return _shift(meaning, base, tense)
    return _NOWHERE  # a clock time or part of the day alone: times.py gives it the day of its sentence


def _weekday(meaning: Meaning, base: Base, tense: Tense) -> Placed:
    if meaning.inside is not None:
        week, leaning = _place(meaning.inside, base, tense)
        if week is None or week.first is None:
            return _NOWHERE
        monday = cal.week(week.first).first
        assert monday is not None
        return cal.day(monday + timedelta(days=meaning.number - 1)), leaning
    if meaning.which in ("previous", "following"):
        near = base.named.get("day")
        if near is None or near.first is None:
            return _NOWHERE
        step = cal.weekday_before if meaning.which == "previous" else cal.weekday_after
        return cal.day(step(near.first, meaning.number, same_day=False)), (PREVIOUS,)
    if base.published is None or base.history:
        return _NOWHERE
    at, number = base.published, meaning.number
    if meaning.which in ("next", "coming"):
        found = cal.weekday_after(at, number, same_day=False)
    elif meaning.which in ("last", "past"):
        found = cal.weekday_before(at, number, same_day=False)
    elif tense == "future" or (meaning.which == "this" and tense != "past"):
        found = cal.weekday_after(at, number, same_day=True)
    else:
        found = cal.weekday_before(at, number, same_day=True)
    return cal.day(found), (PUBLISHED,)


def _in_year(meaning: Meaning, year: int, periods: Mapping[str, str]) -> Stretch | None:
    if not 1 <= year <= 9998:
        return None
    if meaning.kind == "monthday":
        at = cal.date_or_none(year, meaning.month or 0, meaning.day or 0)
        return cal.day(at) if at else None
    if meaning.kind == "month":
        return cal.month(year, meaning.month or 1)
    if meaning.kind == "season":
        return cal.season(year, meaning.unit)
    if meaning.kind == "quarter":
        return cal.quarter(year, meaning.number)
    if meaning.kind == "half":
        return cal.half(year, meaning.number)
    known = periods.get(f"{meaning.unit} {year}")
    if known is None:
        return None
    first, last = (date.fromisoformat(part) for part in known.split("/"))
    return Stretch(first, last, None, "season")


def _part_of_year(meaning: Meaning, base: Base, tense: Tense) -> Placed:
    if meaning.year is not None:
        return _in_year(meaning, meaning.year, base.periods), ()
    if meaning.inside is not None:
        year, leaning = _place(meaning.inside, base, tense)
        if year is None or year.first is None:
            return _NOWHERE
        return _in_year(meaning, year.first.year, base.periods), leaning
    newest = base.newest.first if base.newest else None
    if meaning.which in ("same", "previous", "following") or base.history or base.published is None:
        if newest is None:
            return _NOWHERE
        return _near_named(meaning, newest, base), (PREVIOUS,)
    at = base.published
    years = [_in_year(meaning, at.year + k, base.periods) for k in (-1, 0, 1)]
    whole = [one for one in years if one is not None and one.first is not None]
    past = [one for one in whole if one.first is not None and one.first <= at]
    ahead = [one for one in whole if one.last is not None and one.last >= at]
    which = meaning.which
    if which == "this":
        return (years[1], (PUBLISHED,)) if years[1] else _NOWHERE
    if which in ("last", "past"):
        over = [one for one in past if one.last is not None and one.last < at]
        return (over[-1], (PUBLISHED,)) if over else _NOWHERE
    if which in ("next", "coming"):
        later = [one for one in ahead if one.first is not None and one.first > at]
        return (later[0], (PUBLISHED,)) if later else _NOWHERE
    if meaning.number and meaning.kind == "monthday":
        fitting = [one for one in (*past[::-1], *ahead) if one.first and one.first.isoweekday() == meaning.number]
        if fitting:
            return fitting[0], (PUBLISHED,)
    if tense == "future" and ahead and meaning.kind != "quarter":
        return ahead[0], (PUBLISHED,)
    if past:
        last = past[-1]
        far = last.last is not None and at - last.last > AHEAD
        near = ahead[0] if ahead else None
        if tense != "past" and far and near is not None and near.first is not None and near.first - at < AHEAD:
            return near, (PUBLISHED,)
        return last, (PUBLISHED,)
    return _NOWHERE


def _near_named(meaning: Meaning, newest: date, base: Base) -> Stretch | None:
    """In a history: the same year as the date named last, or the next one where the tale has turned the year."""
    same = _in_year(meaning, newest.year, base.periods)
    grain = base.newest.grain if base.newest else "year"
    if meaning.which == "previous" and same is not None and same.first is not None and same.first >= newest:
        return _in_year(meaning, newest.year - 1, base.periods)
    if meaning.which == "following" and same is not None and same.first is not None and same.first <= newest:
        return _in_year(meaning, newest.year + 1, base.periods)
    if same is None or same.last is None or grain in ("year", "decade", "century") or meaning.which:
        return same
    if newest - same.last > timedelta(days=240):
        return _in_year(meaning, newest.year + 1, base.periods)
    return same


def _unit(meaning: Meaning, base: Base, tense: Tense) -> Placed:
    grain: Grain = GRAINS[meaning.unit]  # type: ignore[assignment]  # the table's values are grains
    which = meaning.which
    if which in ("same", "previous", "following"):
        return _named_unit(grain, which, base)
    if base.history and which in ("near", "this"):
        found = _named_unit(grain, "same", base)
        if found[0] is not None:
            return found
    at = base.published
    if at is None:
        return _NOWHERE
    if grain == "weekend" and which in ("near", "last", "past"):
        ahead = which == "near" and tense == "future"
        saturday = cal.weekday_before(at, 6, same_day=which == "near")
        if ahead:
            saturday = (
                at
                if at.isoweekday() == 6
                else cal.weekday_after(cal.weekday_before(at, 7, same_day=True), 6, same_day=False)
            )
        return cal.weekend(saturday), (PUBLISHED,)
    if grain == "weekend" and which == "this":
        if tense == "past":
            return cal.weekend(cal.weekday_before(at, 6, same_day=True)), (PUBLISHED,)
        return cal.weekend(at), (PUBLISHED,)
    amount = {"last": -1, "next": 1, "coming": 1}.get(which, 0)
    moved = cal.step(at, amount, grain)
    return (cal.holding(moved, grain), (PUBLISHED,)) if moved else _NOWHERE


def _named_unit(grain: Grain, which: str, base: Base) -> Placed:
    """ "that month", "the previous week", "the following day": beside the last day named."""
    anchor = base.named.get("day") if grain == "day" else _finest(base, grain)
    if anchor is None:
        anchor = base.named.get(grain)
    if anchor is None or anchor.first is None:
        return _NOWHERE
    amount = {"same": 0, "previous": -1, "following": 1}[which]
    start = anchor.last if which == "following" and anchor.last and grain == "day" else anchor.first
    moved = cal.step(start, amount, grain)
    return (cal.holding(moved, grain), (PREVIOUS,)) if moved else _NOWHERE


_ORDER = ("day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century")


def _finest(base: Base, grain: Grain) -> Stretch | None:
    """The newest named stretch, where it is no longer than the grain asked for."""
    if base.newest is not None and _ORDER.index(base.newest.grain) <= _ORDER.index(grain):
        return base.newest
    return None


def _shift(meaning: Meaning, base: Base, tense: Tense) -> Placed:
    unit, amount = meaning.unit, meaning.amount
    if unit.startswith("T"):
        return _hours(meaning, base)
    if amount is None:
        return _NOWHERE
    grain: Grain = GRAINS[unit]  # type: ignore[assignment]  # the table's values are grains
    steps = int(amount) * (2 if unit == "2W" else 1)
    sign = -1 if meaning.which in ("ago", "before") else 1
    if meaning.inside is not None:
        anchor, leaning = _place(meaning.inside, base, tense)
    elif meaning.which in ("ago", "from now"):
        anchor = cal.day(base.published) if base.published else None
        leaning = (PUBLISHED,)
        compared = base.named.get("quarter")
        if compared is not None and compared == base.newest and grain == "year" and meaning.which == "ago":
            anchor, leaning = compared, (PREVIOUS,)  # "in the third quarter, against ... a year ago"
    else:
        anchor = base.named.get("day") if grain == "day" else base.newest
        leaning = (PREVIOUS,)
    if anchor is None or anchor.first is None:
        return _NOWHERE
    start = anchor.last if sign > 0 and anchor.last else anchor.first
    moved = cal.step(start, sign * steps, grain)
    if moved is None:
        return _NOWHERE
    if anchor.grain == "quarter" and grain == "year":
        return cal.holding(moved, "quarter"), leaning
    if grain == "week" and anchor.grain == "day" and leaning == (PREVIOUS,):
        return cal.day(moved), leaning  # "a week later", told of a day, is a day
    if int(amount) != amount:
        return _NOWHERE
    return cal.holding(moved, grain), leaning


def _hours(meaning: Meaning, base: Base) -> Placed:
    """ "three hours ago": the day of publication or the one before, as no hour is known."""
    if meaning.amount is None or meaning.unit == "TS":
        return _NOWHERE
    hours = meaning.amount if meaning.unit == "TH" else meaning.amount / 60
    if hours > 48:
        return _NOWHERE
    days = timedelta(days=int(-(-hours // 24)))
    if meaning.which == "ago" and base.published:
        return Stretch(base.published - days, base.published, None, "day"), (PUBLISHED,)
    near = base.named.get("day")
    if near is None or near.first is None or near.last is None:
        return _NOWHERE
    if meaning.which == "before":
        return Stretch(near.first - days, near.last, None, "day"), (PREVIOUS,)
    return Stretch(near.first, near.last + days, None, "day"), (PREVIOUS,)


def _stretch(meaning: Meaning, base: Base) -> Resolved:
    """ "the past 24 hours": an anchored interval whose TIMEX3 value is the length."""
    timex = duration_timex(meaning.amount, meaning.unit)
    anchor, leaning = base.published, (PUBLISHED,)
    near = base.newest
    if meaning.which == "after" or (meaning.which == "before" and near is not None):
        anchor = (near.last if meaning.which == "after" else near.first) if near else None
        leaning = (PREVIOUS,)  # "the previous 7 days" where no day was named are those before the report
    if anchor is None or meaning.amount is None:
        return Resolved(None, None, timex, "duration")
    ahead = meaning.which in ("coming", "after")
    sign = 1 if ahead else -1
    if meaning.unit.startswith("T"):
        hours = meaning.amount / {"TH": 1, "TM": 60, "TS": 3600}[meaning.unit]
        other: date | None = anchor + timedelta(days=sign * int(-(-hours // 24)))
    else:
        grain: Grain = GRAINS[meaning.unit]  # type: ignore[assignment]  # the table's values are grains
        other = cal.step(anchor, sign * int(meaning.amount) * (2 if meaning.unit == "2W" else 1), grain)
    if other is None:
        return Resolved(None, None, timex, "duration")
    first, last = (anchor, other) if ahead else (other, anchor)
    return Resolved(first, last, timex, "date", leaning)


def _edge(meaning: Meaning, base: Base, tense: Tense) -> Resolved:
    """ "the last week of August": the days at that edge; the TIMEX3 value is the length."""
    assert meaning.inside is not None and meaning.amount is not None
    whole, leaning = _place(meaning.inside, base, tense)
    if whole is None or whole.first is None or whole.last is None or meaning.inside.bc:
        return Resolved(None, None, meaning.timex, "date")
    grain: Grain = GRAINS[meaning.unit]  # type: ignore[assignment]  # the table's values are grains
    first, last = whole.first, whole.last
    if meaning.which == "first":
        end = cal.step(first, int(meaning.amount), grain)
        last = min(last, end - timedelta(days=1)) if end else last
    else:
        begin = cal.step(last + timedelta(days=1), -int(meaning.amount), grain)
        first = max(first, begin) if begin else first
    return Resolved(first, last, meaning.timex, "date", leaning)


def _narrowed(found: Stretch, which: str, base: Base, leaning: tuple[str, ...]) -> tuple[Stretch, tuple[str, ...]]:
    """Early, mid and late are thirds; "earlier this month" ends, and "later" begins, on the day of publication."""
    if which not in ("EARLIER", "LATER"):
        return cal.third(found, which), leaning
    at = base.published
    if at is None or found.first is None or found.last is None or not found.first <= at <= found.last:
        return found, leaning
    if which == "EARLIER":
        return found._replace(last=at), tuple(dict.fromkeys((*leaning, PUBLISHED)))
    return found._replace(first=at), tuple(dict.fromkeys((*leaning, PUBLISHED)))


def _range(meaning: Meaning, base: Base, tense: Tense) -> Resolved:
    assert meaning.inside is not None and meaning.until is not None
    first = resolve(meaning.inside, base, tense)
    last = resolve(meaning.until, base, tense)
    if first.first is None or last.last is None:
        return Resolved(None, None, None, "date")
    begin = first.first
    if begin > last.last and meaning.inside.year is None and meaning.inside.month:
        earlier = cal.step(begin, -1, "year")
        begin = earlier if earlier is not None else begin
    if begin > last.last:
        return Resolved(None, None, None, "date")
    leaning = tuple(dict.fromkeys((*first.leaning_on, *last.leaning_on)))
    timex = f"{first.timex}T{meaning.part}" if meaning.part and first.timex else None
    return Resolved(begin, last.last, timex, "time" if meaning.part else "date", leaning, first.grain)
