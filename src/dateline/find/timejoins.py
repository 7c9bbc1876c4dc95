"""Joining rules: what the first rules found, put together with its neighbours ("late" + "last month")."""

from __future__ import annotations

from dataclasses import replace

from dateline.find.timemeaning import Meaning, Read, Rule, amount_of, duration_timex
from dateline.find.timewords import CODE, compile_pattern


def _in_year(read: Read) -> tuple[str, Meaning] | None:
    inner, outer = read.meaning("a"), read.meaning("y")
    if inner.year is not None or inner.inside is not None or inner.which:
        return None
    code = read.item("a").code
    if inner.kind == "monthday" and outer.kind == "year":
        return "XDAY", replace(inner, kind="day", year=outer.year, bc=outer.bc)
    if outer.kind == "year":
        return _name(code), replace(inner, year=outer.year, bc=outer.bc)
    return _name(code), replace(inner, inside=outer)


def _name(code: str) -> str:
    return next(name for name, value in CODE.items() if value == code)


def _weekday_in_week(read: Read) -> tuple[str, Meaning] | None:
    return "XDAY", replace(read.meaning("d"), inside=read.meaning("k"), which="")


def _weekday_date(read: Read) -> tuple[str, Meaning] | None:
    """ "Saturday, 25 April": the weekday helps to find the year."""
    return _name(read.item("a").code), replace(read.meaning("a"), number=read.meaning("d").number)


def _third(read: Read) -> tuple[str, Meaning] | None:
    inner = read.meaning("a")
    mark = read.item("m")
    which = mark.payload or {CODE["EARLIER"]: "EARLIER", CODE["LATER"]: "LATER"}.get(mark.code, "")
    return _name(read.item("a").code), replace(inner, third=which)


def _third_of_unit(read: Read) -> tuple[str, Meaning] | None:
    """ "the end of the year", "earlier in the week": the unit that holds the day of publication."""
    unit = read.payload("u")
    names = {"W": "XWEEK", "M": "XMONTH", "Y": "XYEAR", "Q": "XQUARTER", "E": "XDECADE", "C": "XCENTURY"}
    if unit not in names:
        return None
    mark = read.item("m")
    which = mark.payload or {CODE["EARLIER"]: "EARLIER", CODE["LATER"]: "LATER"}.get(mark.code, "")
    return names[unit], Meaning("unit", unit=unit, which="near", third=which)


def _part_of(read: Read) -> tuple[str, Meaning] | None:
    part, day = read.meaning("p"), read.meaning("a")
    if day.part or day.clock or (part.kind not in ("part", "overnight")):
        return None
    name = "XRANGE" if day.kind == "range" else "XDAY"
    return name, replace(day, part=part.part)


def _clock_on(read: Read) -> tuple[str, Meaning] | None:
    clock, day = read.meaning("c"), read.meaning("a")
    if day.clock:
        return None
    return "XDAY", replace(day, clock=clock.clock, part="")


def _shifted(read: Read) -> tuple[str, Meaning] | None:
    """ "two days after 3 March", "the day before yesterday"."""
    length = read.get("n")
    before = read.item("w").code == CODE["BEFORE"]
    unit, amount = "D", 1.0
    if length is not None:
        meaning = length.meaning
        assert isinstance(meaning, Meaning)
        if meaning.amount is None:
            return None
        unit, amount = meaning.unit, meaning.amount
    return "XDAY", Meaning(
        "shift", unit=unit, amount=amount, which="before" if before else "after", inside=read.meaning("a")
    )


def _from_now(read: Read) -> tuple[str, Meaning] | None:
    length = read.meaning("n")
    return "XDAY", Meaning("shift", unit=length.unit, amount=length.amount, which="from now")


def _range(read: Read) -> tuple[str, Meaning] | None:
    first, last = read.meaning("a"), read.meaning("b")
    if first.kind == "year" and last.kind == "year" and (first.year or 0) > (last.year or 0) and not last.bc:
        return None
    if last.year is not None and first.year is None and first.kind in ("month", "monthday", "season", "quarter"):
        first = replace(first, year=last.year, kind="day" if first.kind == "monthday" else first.kind)
    if last.bc:
        first = replace(first, bc=True)
    ends = tuple((item.start, item.end) for item in (read.item("a"), read.item("b")))
    return "XRANGE", Meaning("range", inside=first, until=last, ends=ends)


def _plain_range(read: Read) -> tuple[str, Meaning] | None:
    """ "May to June", "1775-1780": without "from" both ends must be of one sort."""
    if read.meaning("a").kind not in _SAME_SORT.get(read.meaning("b").kind, (read.meaning("b").kind,)):
        return None
    return _range(read)


_SAME_SORT = {"day": ("day", "monthday"), "monthday": ("day", "monthday"), "weekday": ("weekday", "deictic")}


def _short_range(read: Read) -> tuple[str, Meaning] | None:
    """ "1926-28"."""
    first, short = read.meaning("a"), read.item("b")
    if first.kind != "year" or first.year is None or short.lexeme is None or len(short.lexeme.low) != 2:
        return None
    last = first.year // 100 * 100 + int(short.lexeme.value)
    if last <= first.year:
        return None
    ends = tuple((item.start, item.end) for item in (read.item("a"), short))
    return "XRANGE", Meaning("range", inside=first, until=Meaning("year", last), ends=ends)


def _edge_of(read: Read) -> tuple[str, Meaning] | None:
    """ "the last week of August", "the first two months of 2019"."""
    unit, n = read.payload("u"), amount_of(read.get("n")) if read.get("n") else 1.0
    if unit not in ("D", "W", "M") or n is None:
        return None
    first = read.get("o") is not None
    if first and read.value("o") != 1:
        return None
    timex = duration_timex(n, unit)
    edge = Meaning("edge", unit=unit, amount=n, which="first" if first else "last", timex=timex)
    return "XSTRETCH", replace(edge, inside=read.meaning("a"))


_DAY = "(XDAY|XMONTHDAY|XWEEKDAY)"
_MOST = "(XDAY|XMONTHDAY|XWEEKDAY|XWEEK|XMONTH|XYEAR|XSEASON|XQUARTER|XHALF|XDECADE|XCENTURY)"
_ENDS = "(XDAY|XMONTHDAY|XWEEKDAY|XMONTH|XYEAR|XSEASON|XQUARTER|XDECADE)"


def _join(name: str, pattern: str, make: object) -> Rule:
    return Rule(name, compile_pattern(pattern), make)  # type: ignore[arg-type]


JOINING_RULES = (
    _join("weekday and date", "d:XWEEKDAY COMMA? THE? a:(XMONTHDAY|XDAY)", _weekday_date),
    _join("weekday of a week", "d:XWEEKDAY (OF|COMMA)? k:XWEEK", _weekday_in_week),
    _join("week, on weekday", "k:XWEEK (ON|IN)? d:XWEEKDAY", _weekday_in_week),
    _join("part of a year", "a:(XMONTHDAY|XMONTH|XSEASON|XQUARTER|XHALF) (OF|IN)? y:XYEAR", _in_year),
    _join("a year's part", "THE? y:XYEAR POSS? (FISCAL|HYPHEN)* a:(XQUARTER|XHALF|XSEASON)", _in_year),
    _join("early, mid, late", f"THE? m:EARLY HYPHEN? (IN|ON)? THE? a:{_MOST}", _third),
    _join("start, middle, end", f"(THE|AT)? m:EDGE OF a:{_MOST}", _third),
    _join("earlier, later", f"m:(EARLIER|LATER) (IN|ON)? a:{_MOST}", _third),
    _join(
        "the end of the unit",
        "(THE)? m:(EARLY|EDGE|EARLIER|LATER) (OF|IN) THE u:(UNIT|QUARTER|CENTURY)",
        _third_of_unit,
    ),
    _join(
        "first or last days of a stretch",
        "THE (o:ORD|LAST) (n:(NUM|DIG))? u:(UNIT|UNITS) OF a:(XMONTH|XYEAR|XSEASON)",
        _edge_of,
    ),
    _join("clock on a day", f"c:XCLOCK (ZONE|LOCAL|TIME|COMMA|ON|OF)* a:{_DAY}", _clock_on),
    _join("day at a clock time", f"a:{_DAY} (COMMA|AT|BY|APPROX)* c:XCLOCK (LOCAL TIME)?", _clock_on),
    _join("day and its part", f"a:{_DAY} p:(XPART|XBAREPART)", _part_of),
    _join(
        "part of a day",
        "(THE|A)? (EARLY|HYPHEN)* p:(XPART|XBAREPART) (UNITS)? (OF|ON)? a:(XDAY|XMONTHDAY|XWEEKDAY|XRANGE)",
        _part_of,
    ),
    _join("amount after a day", f"n:XDURATION w:(BEFORE|AFTER) a:{_DAY}", _shifted),
    _join("the day before a day", f"THE? UNIT w:(BEFORE|AFTER) a:{_DAY}", _shifted),
    _join("from now", "n:XDURATION FROM (XREFERENCE|XDAY)", _from_now),
    _join("from one to another", f"(FROM|BETWEEN) a:{_ENDS} (TO|UNTIL|HYPHEN|AND) b:{_ENDS}", _range),
    _join("one to another", f"a:{_ENDS} (TO|UNTIL|HYPHEN) b:{_ENDS}", _plain_range),
    _join("years with a short end", "a:XYEAR HYPHEN b:(DIG|NUM)", _short_range),
)
