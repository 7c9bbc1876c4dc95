"""The rules of the time grammar: which words stand together for which meaning.

A rule has a phrase for a name, a pattern over classes (``find/timewords.py``) and a maker of a meaning. First rules
read words; joining rules read words and what has been found, until nothing more joins: "late" + "last month",
"the third quarter" + "of" + "last year".
"""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.find.timemeaning import GRAINS, Maker, Meaning, Read, Rule, amount_of, duration_timex
from dateline.find.timewords import CODE, Item, compile_pattern

_FOUND_AS = {"week": "XWEEK", "weekend": "XWEEK", "month": "XMONTH", "quarter": "XQUARTER", "year": "XYEAR",
             "decade": "XDECADE", "century": "XCENTURY", "day": "XDAY", "season": "XSEASON",
             "half": "XHALF"}  # fmt: skip


def _rule(name: str, pattern: str, make: Maker) -> Rule:
    return Rule(name, compile_pattern(pattern), make)


def _iso(read: Read) -> tuple[str, Meaning] | None:
    year, month, day = (int(part) for part in read.payload("t").split("-"))
    return "XDAY", Meaning("day", year, month, day)


def _slash(read: Read) -> tuple[str, Meaning] | None:
    """Year first is clear; otherwise one of the two must be above 12."""
    first, second, third = (int(part) for part in re.split(r"[/.]", read.payload("t")))
    if first > 31:
        year, month, day = first, second, third
    elif 12 < first <= 31 and second <= 12:
        year, month, day = third, second, first
    elif (12 < second <= 31 and first <= 12) or first == second:
        year, month, day = third, first, second
    else:
        return "XREFERENCE", Meaning("reference")
    if year < 100:
        year += 2000 if year < 70 else 1900
    return "XDAY", Meaning("day", year, month, day)


def _year_of(read: Read, name: str = "y") -> int | None:
    return read.value(name) if read.get(name) else None


def _monthday(read: Read) -> tuple[str, Meaning] | None:
    day = read.value("d")
    if not 1 <= day <= 31:
        return None
    year = _year_of(read)
    first = Meaning("day" if year else "monthday", year, int(read.payload("m")), day, bc="b" in _groups(read))
    if "e" in _groups(read):
        end = read.value("e")
        if not day < end <= 31:
            return None
        ends = (read.spot("d", "m"), read.spot("e", "m", "y"))
        return "XRANGE", Meaning("range", inside=first, until=replace(first, day=end), ends=ends)
    if first.bc:
        return "XDAY", first
    return ("XDAY" if year else "XMONTHDAY"), first


def _groups(read: Read) -> set[str]:
    return {name for name, at in read.found.groupdict().items() if at is not None}


def _month(read: Read) -> tuple[str, Meaning] | None:
    year, which = _year_of(read), read.which()
    meaning = Meaning("month", year, int(read.payload("m")), which=which, bc="b" in _groups(read))
    return "XMONTH", meaning


def _weekday(read: Read) -> tuple[str, Meaning] | None:
    return "XWEEKDAY", Meaning("weekday", number=int(read.payload("d")), which=read.which())


def _season(read: Read) -> tuple[str, Meaning] | None:
    year = _year_of(read)
    before, after = read.before(), read.after()
    if year is None and not read.which():
        led = read.found.group().startswith(CODE["THE"]) or (before is not None and before.code in _LEADS_SEASON)
        if read.payload("s") == "FA" and read.item("s").lexeme and read.item("s").lexeme.low == "fall":  # type: ignore[union-attr]
            led = (
                led
                and before is not None
                and before.code in (CODE["IN"], CODE["EARLY"])
                and (after is None or after.code != CODE["OF"])
            )
        if not led:
            return None
    return "XSEASON", Meaning("season", year, unit=read.payload("s"), which=read.which())


_LEADS_SEASON = {CODE[name] for name in ("IN", "EARLY", "SINCE", "BY", "UNTIL", "OF", "LATER", "EARLIER", "TO")}


def _quarter(read: Read) -> tuple[str, Meaning] | None:
    number = read.value("o")
    if not 1 <= number <= 4:
        return None
    return "XQUARTER", Meaning("quarter", _year_of(read), number=number)


def _half(read: Read) -> tuple[str, Meaning] | None:
    number = 2 if read.get("o") is None else read.value("o")
    return ("XHALF", Meaning("half", number=number)) if number in (1, 2) else None


def _year(read: Read) -> tuple[str, Meaning] | None:
    number = read.value("y")
    if read.get("b"):
        return "XYEAR", Meaning("year", number, bc=True)
    if not 1 <= number <= 2200:
        return None
    return "XYEAR", Meaning("year", number)


def _decade(read: Read) -> tuple[str, Meaning] | None:
    number = read.value("y")
    if number < 100:
        number += 1900
    return "XDECADE", Meaning("decade", number // 10, bc="b" in _groups(read))


def _century(read: Read) -> tuple[str, Meaning] | None:
    return "XCENTURY", Meaning("century", read.value("o"), bc="b" in _groups(read))


def _deictic(read: Read) -> tuple[str, Meaning] | None:
    days, _, part = read.payload("t").partition(" ")
    return "XDAY", Meaning("deictic", amount=int(days), part=part)


def _unit(read: Read) -> tuple[str, Meaning] | None:
    """ "last week", "the same day", "the previous year"."""
    unit, which = read.payload("u"), read.which()
    if unit.startswith("T") or unit in ("N", "2W"):
        return None
    grain = GRAINS[unit]
    definite = read.found.group()[0] == CODE["THE"]
    if grain == "day":
        if which in ("last", "coming", "past") or (which == "next" and not definite and not _opens(read)):
            return None
        which = {"next": "following", "this": "same"}.get(which, which)
    elif which == "past":
        return "XSTRETCH", Meaning("stretch", unit=unit, amount=1, which="past")
    elif definite and which == "next":
        which = "following"
    elif definite and which == "last" and grain in ("month", "week"):
        return None  # "the last week of August", "the last month of the war"
    return _FOUND_AS[grain], Meaning("unit", unit=unit, which="next" if which == "coming" else which)


def _opens(read: Read) -> bool:
    return read.found.start() == 0


def _stretch(read: Read) -> tuple[str, Meaning] | None:
    """ "the past two months", "the next 24 hours", "the last few days"."""
    which = {"last": "past", "next": "coming", "following": "after", "previous": "before"}.get(
        read.which(), read.which()
    )
    return "XSTRETCH", Meaning("stretch", unit=read.payload("u"), amount=amount_of(read.get("n")), which=which)


def _ago(read: Read) -> tuple[str, Meaning] | None:
    return _ago_kind(read), Meaning("shift", unit=read.payload("u"), amount=amount_of(read.get("n")), which="ago")


def _ago_kind(read: Read) -> str:
    return _FOUND_AS.get(GRAINS.get(read.payload("u"), ""), "XREFERENCE")


def _later(read: Read) -> tuple[str, Meaning] | None:
    """ "two days earlier", "a week later"; "two days after" only where no event follows that is the true anchor."""
    item = read.item("w")
    which = "before" if item.code in (CODE["EARLIER"], CODE["BEFORE"]) else "after"
    if item.code in (CODE["BEFORE"], CODE["AFTER"]) and not _at_rest(read.after()):
        return None
    amount = amount_of(read.get("n"))
    if read.get("n") is None:
        amount = 1.0
    part = "NI" if read.payload("u") == "N" else ""
    return _ago_kind(read), Meaning("shift", unit=read.payload("u"), amount=amount, which=which, part=part)


def _at_rest(item: Item | None) -> bool:
    return item is None or item.code in (CODE["MARK"], CODE["COMMA"], CODE["DOT"], CODE["AND"], CODE["HYPHEN"])


def _duration(read: Read) -> tuple[str, Meaning] | None:
    """ "three days", "a six-month"; a rate ("twice a year") and a fraction ("a quarter", "three quarters") are none."""
    unit, item = read.payload("u"), read.item("n")
    before = read.before()
    if unit == "Q" and item.code in (CODE["A"], CODE["NUM"]):
        return None
    if (
        item.code == CODE["A"]
        and before is not None
        and before.lexeme is not None
        and (before.code in (CODE["NUM"], CODE["DIG"], CODE["UNITS"]) or before.lexeme.low in ("twice", "once", "%"))
    ):
        return None
    amount = amount_of(item)
    return "XDURATION", Meaning("duration", unit=unit, amount=amount, timex=duration_timex(amount, unit))


def _age(read: Read) -> tuple[str, Meaning] | None:
    """ "17-year-old", "65 years old": an age is no time; found only so that nothing else reads it."""
    return "WORD", Meaning("age")


def _year_ago(read: Read) -> tuple[str, Meaning] | None:
    """ "the year-earlier quarter", "the year-ago period"."""
    if read.payload("u") != "Y":
        return None
    return "XQUARTER", Meaning("shift", unit="Y", amount=1.0, which="before")


def _the_quarter(read: Read) -> tuple[str, Meaning] | None:
    return "XQUARTER", Meaning("unit", unit="Q", which="same")


def _bare_units(read: Read) -> tuple[str, Meaning] | None:
    after, before = read.after(), read.before()
    if read.payload("u") == "Q":
        return None
    if after is not None and after.code == CODE["HYPHEN"]:
        return None
    if before is not None and before.code == CODE["HYPHEN"]:
        return None
    return "XDURATION", Meaning("duration", unit=read.payload("u"), timex=duration_timex(None, read.payload("u")))


_SET_TIMEX = {"D": "XXXX-XX-XX", "W": "P1W", "M": "P1M", "Y": "P1Y", "N": "XXXX-XX-XXTNI", "TH": "PT1H", "Q": "P1Q"}


def _every_unit(read: Read) -> tuple[str, Meaning] | None:
    unit, amount = read.payload("u"), amount_of(read.get("n"))
    if read.get("n") is not None:
        timex: str | None = duration_timex(amount, unit)
    else:
        timex = _SET_TIMEX.get(unit)
    return "XSET", Meaning("set", timex=timex)


def _every_day(read: Read) -> tuple[str, Meaning] | None:
    part = f"T{read.payload('p')}" if read.get("p") else ""
    return "XSET", Meaning("set", timex=f"XXXX-WXX-{read.payload('d')}{part}")


def _every_month(read: Read) -> tuple[str, Meaning] | None:
    return "XSET", Meaning("set", timex=f"XXXX-{int(read.payload('m')):02d}")


def _set(read: Read) -> tuple[str, Meaning] | None:
    return "XSET", Meaning("set", timex=read.payload("t"))


def _reference(timex: str) -> Maker:
    def make(read: Read) -> tuple[str, Meaning] | None:
        return "XREFERENCE", Meaning("reference", timex=timex)

    return make


def _reference_word(read: Read) -> tuple[str, Meaning] | None:
    return "XREFERENCE", Meaning("reference", timex=read.payload("t"))


def _recent(read: Read) -> tuple[str, Meaning] | None:
    if read.payload("u").startswith("T") and read.which() == "":
        return "XREFERENCE", Meaning("reference", timex="PAST_REF")
    return "XREFERENCE", Meaning("reference", timex="FUTURE_REF" if read.get("f") else "PAST_REF")


def _part(read: Read) -> tuple[str, Meaning] | None:
    """ "this morning", "last night", "that evening", "the morning"."""
    part, which, before = read.payload("p"), read.which(), read.before()
    if which == "this":
        return "XDAY", Meaning("deictic", amount=0, part=part)
    if which == "last":
        return ("XDAY", Meaning("deictic", amount=-1, part=part)) if part in ("NI", "EV") else None
    if which in ("same", "previous", "following", "next"):
        which = "following" if which == "next" else which
        return "XDAY", Meaning("unit", unit="D", which=which, part=part)
    first = read.found.group()[0]
    led = first in (CODE["THE"], CODE["A"], CODE["EARLY"]) or (
        before is not None
        and before.code in (CODE["IN"], CODE["AT"], CODE["BY"], CODE["BEFORE"], CODE["AFTER"], CODE["UNTIL"])
    )
    return ("XPART" if led else "XBAREPART", Meaning("part", part=part))


def _overnight(read: Read) -> tuple[str, Meaning] | None:
    return "XPART", Meaning("overnight", part="NI")


def _weekend(read: Read) -> tuple[str, Meaning] | None:
    return "XWEEK", Meaning("unit", unit="WE", which=read.which() or "near")


def _vague_ago(read: Read) -> tuple[str, Meaning] | None:
    return "XREFERENCE", Meaning("reference", timex="PAST_REF")


def _vague_later(read: Read) -> tuple[str, Meaning] | None:
    earlier = read.item("w").code == CODE["EARLIER"]
    return "XREFERENCE", Meaning("reference", timex="PAST_REF" if earlier else "FUTURE_REF")


def _part_before(read: Read) -> tuple[str, Meaning] | None:
    """ "the night before"."""
    if not _at_rest(read.after()):
        return None
    which = "previous" if read.item("w").code == CODE["BEFORE"] else "following"
    return "XDAY", Meaning("unit", unit="D", which=which, part=read.payload("p"))


def _weekday_nights(read: Read) -> tuple[str, Meaning] | None:
    if read.payload("u") != "N":
        return None
    return "XSET", Meaning("set", timex=f"XXXX-WXX-{read.payload('d')}TNI")


def _clock(read: Read) -> tuple[str, Meaning] | None:
    """ "6 a.m.", "7:30 pm", "14:00", "0600 GMT"."""
    item, half = read.item("t"), read.payload("h")
    if item.lexeme is None:
        return None
    text = item.lexeme.low
    if len(text) == 4 and text.isdigit():
        text = f"{text[:2]}:{text[2:]}"
    elif not text[0].isdigit():
        text = str(int(item.lexeme.value))
    hours, _, minutes = text.replace(".", ":").partition(":")
    hour, minute = int(hours), minutes[:2] or "00"
    if half == "PM" and hour < 12:
        hour += 12
    if half == "AM" and hour == 12:
        hour = 0
    if hour > 24 or int(minute) > 59:
        return None
    return "XCLOCK", Meaning("clock", clock=f"{hour:02d}:{minute}")


def _noon(read: Read) -> tuple[str, Meaning] | None:
    return "XCLOCK", Meaning("clock", clock=read.payload("t"))


def _named(read: Read) -> tuple[str, Meaning] | None:
    value, year = read.payload("t"), _year_of(read)
    if value[0].isdigit():
        month, day = value.split("-")
        kind = "day" if year else "monthday"
        return ("XDAY" if year else "XMONTHDAY"), Meaning(kind, year, int(month), int(day), which=read.which())
    return "XSEASON", Meaning("period", year, unit=value, which=read.which())


_W = "w:(LAST|THIS|CURRENT|NEXT|COMING|PREVIOUS|FOLLOWING|SAME|PAST)"
_N = "n:(NUM|DIG|YEAR|A|VAGUE|COUPLE)"
_AMOUNT = "(APPROX|OVER)* A? (n:(NUM|DIG|YEAR|A|VAGUE|COUPLE))"
_ONE = "u:(UNIT|QUARTER|CENTURY)"
_U = "u:(UNIT|UNITS|QUARTER|CENTURY)"

FIRST_RULES = (
    _rule("ISO date", "t:ISO", _iso),
    _rule("date with slashes", "t:SLASH", _slash),
    _rule("month, day to day", "m:MONTH d:(DIG|ORD) (HYPHEN|TO|AND) e:(DIG|ORD) (COMMA? y:YEAR)?", _monthday),
    _rule("month, day", "THE? m:MONTH THE? d:(DIG|ORD) (COMMA? y:YEAR (b:BC)?)?", _monthday),
    _rule(
        "day to day of month",
        "THE? d:(DIG|ORD) (HYPHEN|TO|AND) THE? e:(DIG|ORD) OF? m:MONTH (COMMA? y:YEAR)?",
        _monthday,
    ),
    _rule("day of month", "THE? d:(DIG|ORD) OF? m:MONTH ((COMMA|OF)? y:YEAR)?", _monthday),
    _rule("month of year BC", "m:MONTH y:(NUM|DIG|YEAR) b:BC", _month),
    _rule("month of year", "m:MONTH (COMMA|OF)? y:YEAR", _month),
    _rule("month", f"THE? ({_W})? m:MONTH", _month),
    _rule("weekday", f"THE? ({_W})? (COMING|PAST)? d:WEEKDAY", _weekday),
    _rule("season of year", "THE? s:SEASON (COMMA|OF)? y:YEAR", _season),
    _rule("season", f"THE? ({_W})? (COMING|PAST)? s:SEASON", _season),
    _rule("quarter by number", "THE? (FISCAL|HYPHEN)* o:ORD HYPHEN? u:QUARTER", _quarter),
    _rule("half", "THE? (o:ORD|LAST|LATER) HALF", _half),
    _rule("year BC", "y:(NUM|DIG|YEAR) b:BC", _year),
    _rule("fiscal year by number", "THE? FISCAL y:YEAR", _year),
    _rule("the year so-and-so", "THE? UNIT y:YEAR", _year),
    _rule("year", "y:YEAR", _year),
    _rule("year AD", "AD y:(NUM|DIG|YEAR)", _year),
    _rule("decade", "THE? y:DECADE (b:BC)?", _decade),
    _rule(
        "decade by name", "THE y:DECADEWORD", lambda read: ("XDECADE", Meaning("decade", 190 + int(read.payload("y"))))
    ),
    _rule("century", "THE? o:ORD HYPHEN? u:CENTURY (b:BC)?", _century),
    _rule("named day of year", f"({_W})? t:NAMED (COMMA|OF)? y:YEAR", _named),
    _rule("named day", f"({_W})? t:NAMED", _named),
    _rule("day from publication", "t:DEICTIC", _deictic),
    _rule("unit by its place", f"THE? ({_W}) (FULL|FISCAL)* {_ONE}", _unit),
    _rule("that unit", f"w:THAT SAME? {_ONE}", _unit),
    _rule("past amount", f"THE? w:(LAST|PAST|NEXT|COMING|FOLLOWING|PREVIOUS) {_AMOUNT} (FULL|OF)* {_U}", _stretch),
    _rule("amount past", f"THE? {_N} w:(PAST|PREVIOUS|FOLLOWING) {_U}", _stretch),
    _rule("amount ago", f"{_AMOUNT} OF? FULL? {_U} AGO", _ago),
    _rule("units ago", "u:UNITS AGO", _vague_ago),
    _rule("amount earlier or later", f"{_AMOUNT} OF? FULL? {_U} w:(EARLIER|LATER|BEFORE|AFTER)", _later),
    _rule("units later", "u:UNITS w:(EARLIER|LATER)", _vague_later),
    _rule("the unit before", "THE u:UNIT w:(BEFORE|AFTER)", _later),
    _rule("the night before", "THE p:PART w:(BEFORE|AFTER)", _part_before),
    _rule("amount", f"THE? {_AMOUNT} HYPHEN? (FULL|OF)* {_U} (HYPHEN? LONG)?", _duration),
    _rule("age", f"{_AMOUNT} HYPHEN? {_U} HYPHEN? OLD", _age),
    _rule("the quarter", "THE u:QUARTER", _the_quarter),
    _rule("the year-ago quarter", "THE? u:UNIT HYPHEN (AGO|EARLIER) (QUARTER|PERIOD)?", _year_ago),
    _rule("units", "u:UNITS", _bare_units),
    _rule("every unit", f"EVERY ({_N})? {_U}", _every_unit),
    _rule("every weekday", "EVERY d:WEEKDAY (p:PART)?", _every_day),
    _rule("weekdays", "d:WEEKDAYS (p:PART)?", _every_day),
    _rule("weekday nights", "d:WEEKDAY u:UNITS", _weekday_nights),
    _rule("every month by name", "EVERY m:MONTH", _every_month),
    _rule("daily", "t:DAILY", _set),
    _rule("now and recently", "RIGHT? t:REFERENCE", _reference_word),
    _rule("recent units", "(RECENT|f:COMING) u:UNITS", _recent),
    _rule("these days", "THESE u:UNITS", _reference("PRESENT_REF")),
    _rule("the past", "THE PAST", _reference("PAST_REF")),
    _rule("the future", "THE? FUTURE", _reference("FUTURE_REF")),
    _rule("part of the day", f"(THE|A)? ({_W})? EARLY? p:PART", _part),
    _rule("that part of the day", "w:THAT SAME? p:PART", _part),
    _rule("overnight", "OVERNIGHT", _overnight),
    _rule("the weekend", f"THE? ({_W})? WEEKEND", _weekend),
    _rule("that weekend", "w:THAT SAME? WEEKEND", _weekend),
    _rule("clock time with half", "t:(CLOCK|DIG|NUM) h:AMPM (ZONE|LOCAL)*", _clock),
    _rule("clock time", "t:CLOCK (HRS|ZONE)* (LOCAL TIME)?", _clock),
    _rule("hours", "t:(YEAR|NUM|DIG) (o:ZONE)", _clock),
    _rule("noon", "t:NOON", _noon),
)
