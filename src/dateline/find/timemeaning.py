"""What a time expression says, in the words' own terms, and how the rules of the time grammar read it.

A meaning says what the words say; days come later (``find/timebase.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from dateline.find.timewords import CODE, Item


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a time expression says.

    ``kind`` names the sort: day, monthday, month, year, weekday, week, season, quarter, half, decade, century, unit
    (a grain and ``which``), shift (an amount before or after an anchor), stretch ("the past two weeks"), duration,
    set, reference, part, clock, range.  ``which`` is last, this, next, same, previous, following, before, after, ago.
    ``inside`` is the larger meaning ("of last year"), ``until`` a range's other end, ``ends`` the characters of both.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int = 0
    unit: str = ""
    amount: float | None = None
    which: str = ""
    part: str = ""
    clock: str = ""
    third: str = ""
    timex: str | None = None
    bc: bool = False
    inside: Meaning | None = None
    until: Meaning | None = None
    ends: tuple[tuple[int, int], ...] = ()
    rule: str = ""


class Read:
    """The items that a pattern matched, by the names of its parts."""

    def __init__(self, items: list[Item], found: re.Match[str]) -> None:
        self.items = items
        self.found = found

    def get(self, name: str) -> Item | None:
        at = self.found.start(name) if name in self.found.re.groupindex else -1
        return self.items[at] if at >= 0 else None

    def item(self, name: str) -> Item:
        return self.items[self.found.start(name)]

    def payload(self, name: str) -> str:
        item = self.get(name)
        return item.payload if item else ""

    def value(self, name: str) -> int:
        item = self.item(name)
        return int(item.lexeme.value) if item.lexeme else 0

    def meaning(self, name: str) -> Meaning:
        meaning = self.item(name).meaning
        assert isinstance(meaning, Meaning)
        return meaning

    def spot(self, name: str, *joined: str) -> tuple[int, int]:
        """The characters of a part, with the parts that stand on its own side of the range."""
        item = self.item(name)
        start, end = item.start, item.end
        middle = self.item("d").end if name == "d" else self.item("e").start
        for other in joined:
            more = self.get(other)
            if more is not None and (more.end <= middle if name == "d" else more.start >= middle):
                start, end = min(start, more.start), max(end, more.end)
        return start, end

    def before(self) -> Item | None:
        at = self.found.start()
        return self.items[at - 1] if at else None

    def after(self) -> Item | None:
        at = self.found.end()
        return self.items[at] if at < len(self.items) else None

    def which(self, name: str = "w") -> str:
        item = self.get(name)
        return WHICH.get(item.code, "") if item else ""


WHICH = {
    CODE[name]: which
    for which, names in {
        "last": ["LAST"],
        "past": ["PAST"],
        "this": ["THIS", "CURRENT"],
        "next": ["NEXT"],
        "coming": ["COMING"],
        "previous": ["PREVIOUS"],
        "following": ["FOLLOWING"],
        "same": ["THAT", "SAME"],
    }.items()
    for name in names
}

Maker = Callable[[Read], tuple[str, Meaning] | None]


class Rule(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    make: Maker


GRAINS = {"D": "day", "N": "day", "W": "week", "2W": "week", "WE": "weekend", "M": "month", "Q": "quarter",
          "Y": "year", "E": "decade", "C": "century"}  # fmt: skip


def amount_of(item: Item | None) -> float | None:
    """The number of an amount; ``None`` where it is vague ("several")."""
    if item is None or item.code == CODE["VAGUE"]:
        return None
    if item.code == CODE["A"]:
        return 1.0
    if item.code == CODE["COUPLE"]:
        return 2.0
    return float(item.lexeme.value) if item.lexeme else None


def duration_timex(amount: float | None, unit: str) -> str:
    """P3D, PT24H, PXY; decades are years, fortnights weeks."""
    time = unit.startswith("T")
    letter = unit.lstrip("T") if time else unit
    factor = 1
    if letter == "2W":
        letter, factor = "W", 2
    elif letter == "E":
        letter, factor = "Y", 10
    elif letter == "C":
        letter, factor = "Y", 100
    elif letter in ("N", "WE"):
        letter = "D" if letter == "N" else "WE"
    if amount is None:
        return f"P{'T' if time else ''}X{ {'E': 'E', 'C': 'C'}.get(unit, letter) }"
    total = amount * factor
    if total != int(total) and letter == "Y":
        return f"P{int(total)}Y{round((total % 1) * 12)}M"
    shown = str(int(total)) if total == int(total) else f"{total:g}"
    return f"P{'T' if time else ''}{shown}{letter}"
