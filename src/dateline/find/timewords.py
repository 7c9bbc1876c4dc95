"""The classes of words that the time grammar is written in, and the small language of its patterns.

A sentence becomes a list of items, each with a class: MONTH, WEEKDAY, DIG, OF ... Patterns are regular expressions
over classes: ``"m:MONTH THE? d:(DIG|ORD)"`` finds "March 3" and "March the 3rd" and calls their parts m and d.
Inside, every class is one character, so that the regular expressions run over short strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.codebook.entries import Codebook
from dateline.find.numbers import Lexeme, NumberWords

# fmt: off
CLASSES = [
    "WORD", "MARK", "COMMA", "HYPHEN", "DOT", "POSS", "MONTH", "WEEKDAY", "WEEKDAYS", "DIG", "NUM", "ORD", "YEAR",
    "DECADE", "ISO", "SLASH", "CLOCK", "NOON", "SEASON", "PART", "UNIT", "UNITS", "QUARTER", "CENTURY", "NAMED",
    "A", "THE", "LAST", "PAST", "PREVIOUS", "NEXT", "COMING", "FOLLOWING", "THIS", "CURRENT", "THAT", "SAME",
    "THESE", "EARLY", "EARLIER", "LATER", "EDGE", "OF", "IN", "ON", "AT", "APPROX", "OVER", "FOR", "FROM",
    "BETWEEN", "TO", "UNTIL", "AND", "OR", "SINCE", "BY", "BEFORE", "AFTER", "AGO", "HENCE", "EVERY", "DAILY",
    "OVERNIGHT", "WEEKEND", "HALF", "FISCAL", "FULL", "VAGUE", "RECENT", "RIGHT", "FUTURE", "TIME", "PERIOD",
    "OLD", "LONG", "DATE", "BC", "AD", "AMPM", "HRS", "ZONE", "LOCAL", "DEICTIC", "REFERENCE", "DECADEWORD",
    "COUPLE", "XDAY", "XWEEKDAY", "XMONTHDAY", "XMONTH", "XYEAR", "XWEEK", "XSEASON", "XQUARTER", "XHALF",
    "XDECADE", "XCENTURY", "XPART", "XCLOCK", "XDURATION", "XSET", "XREFERENCE", "XSTRETCH", "XRANGE", "XBAREPART",
]
# fmt: on
CODE = {name: chr(0xE000 + i) for i, name in enumerate(CLASSES)}
WORD = CODE["WORD"]
FOUND = frozenset(CODE[name] for name in CLASSES if name.startswith("X"))
# Words too common to begin a search on, unless a word of time follows.
WEAK = frozenset(
    CODE[name]
    for name in CLASSES
    if name
    in [
        "MARK",
        "COMMA",
        "HYPHEN",
        "DOT",
        "POSS",
        "A",
        "THE",
        "OF",
        "IN",
        "ON",
        "AT",
        "APPROX",
        "OVER",
        "FOR",
        "FROM",
        "BETWEEN",
        "TO",
        "UNTIL",
        "AND",
        "OR",
        "SINCE",
        "BY",
        "BEFORE",
        "AFTER",
        "THIS",
        "THAT",
        "SAME",
        "LATER",
        "EARLIER",
        "TIME",
        "VAGUE",
        "LONG",
        "OLD",
        "LOCAL",
        "FULL",
        "PAST",
        "LAST",
        "NEXT",
        "DIG",
        "NUM",
        "ORD",
        "HALF",
        "RIGHT",
        "PREVIOUS",
        "FOLLOWING",
        "COMING",
        "CURRENT",
        "EDGE",
        "EARLY",
        "THESE",
        "PERIOD",
        "DATE",
        "COUPLE",
        "EVERY",
        "FISCAL",
        "BC",
        "AD",
        "AMPM",
        "HRS",
        "ZONE",
        "FUTURE",
    ]
)

# A sentence of these alone holds no time.
IDLE = frozenset(
    WEAK - {CODE[name] for name in ("BC", "AD", "AMPM", "AGO", "HALF", "FUTURE", "PAST", "ZONE", "QUARTER")}
)

_NAME = re.compile(r"\b[A-Z]{1,}[A-Z0-9]*\b")
_CALL = re.compile(r"([a-z]+):(\((?!\?)|\[[^\]]*\]|.)")


def compile_pattern(text: str) -> re.Pattern[str]:
    """A pattern over classes; ``m:MONTH`` names a part.

    Raises ``KeyError`` for a class that does not exist.
    """
    coded = _NAME.sub(lambda name: CODE[name.group()], text)
    coded = "".join(coded.split())
    coded = _CALL.sub(lambda call: f"(?P<{call[1]}>" + ("" if call[2] == "(" else call[2] + ")"), coded)
    return re.compile(coded)


def first_classes(pattern: str) -> frozenset[str]:
    """The classes with which a compiled pattern can begin.

    Patterns hold only classes, groups, ``|`` and the marks ``? * +``.
    """
    firsts, _, _ = _alternatives(pattern, 0)
    return frozenset(firsts)


def _alternatives(pattern: str, i: int) -> tuple[set[str], bool, int]:
    """First classes, whether it may be empty, and the place after it, of alternatives up to ``)`` or the end."""
    firsts: set[str] = set()
    empty_any = False
    while True:
        open_still = True
        while i < len(pattern) and pattern[i] not in "|)":
            if pattern[i] == "(":
                i += 1
                if pattern.startswith("?P<", i):
                    i = pattern.index(">", i) + 1
                some, empty, i = _alternatives(pattern, i)
                i += 1
            else:
                some, empty, i = {pattern[i]}, False, i + 1
            if i < len(pattern) and pattern[i] in "?*+":
                empty = empty or pattern[i] in "?*"
                i += 1
            if open_still:
                firsts |= some
                open_still = empty
        empty_any = empty_any or open_still
        if i < len(pattern) and pattern[i] == "|":
            i += 1
            continue
        return firsts, empty_any, i


@dataclass(frozen=True, slots=True)
class Item:
    """A lexeme with its class, or something that the grammar found. ``start`` and ``end`` count characters."""

    code: str
    start: int
    end: int
    lexeme: Lexeme | None
    payload: str = ""
    meaning: object = None


@dataclass(frozen=True)
class TimeWords:
    """The words of time in a codebook."""

    months: Mapping[str, int]
    short_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    short_weekdays: Mapping[str, int]
    units: Mapping[str, str]
    seasons: Mapping[str, str]
    parts: Mapping[str, str]
    clocks: Mapping[str, str]
    named: Mapping[str, str]
    periods: Mapping[str, str]
    decades: Mapping[str, int]
    deictic: Mapping[str, str]
    references: Mapping[str, str]
    words: Mapping[str, str]
    expected: frozenset[str]
    owners: frozenset[str]
    streets: frozenset[str]
    name_openers: frozenset[str]
    given_names: frozenset[str]
    numbers: NumberWords

    @classmethod
    def of(cls, book: Codebook) -> TimeWords:
        tables = book.tables

        def whole(name: str) -> dict[str, int]:
            return {word: int(value) for word, value in tables[name].items()}

        return cls(
            months=whole("months"),
            short_months=whole("month abbreviations"),
            weekdays=whole("weekdays"),
            short_weekdays=whole("weekday abbreviations"),
            units=tables["time units"],
            seasons=tables["seasons"],
            parts=tables["day parts"],
            clocks=tables["clock words"],
            named=tables["named days"],
            periods=tables["named periods"],
            decades=whole("decade words"),
            deictic=tables["deictic words"],
            references=tables["reference words"],
            words=tables["time words"],
            expected=book.words["expectation words"],
            owners=book.words["possessive words"],
            streets=book.words["street words"],
            name_openers=book.words["words before a month that is none"],
            given_names=book.words["months that are given names"],
            numbers=NumberWords.of(book),
        )

    @cached_property
    def plain(self) -> dict[str, tuple[str, str]]:
        """Words whose class never depends on case or neighbours, to (code, payload)."""
        out: dict[str, tuple[str, str]] = {}
        for word, value in self.words.items():
            name, _, payload = value.partition(" ")
            out[word] = (CODE[name], payload)
        for word, value in self.units.items():
            name = {"quarter": "QUARTER", "century": "CENTURY"}.get(word, "UNITS" if word.endswith("s") else "UNIT")
            out[word] = (CODE[name], value)
        for word, value in self.seasons.items():
            out[word] = (CODE["SEASON"], value)
        for word, value in self.parts.items():
            out[word] = (CODE["PART"], value)
        for word, value in self.clocks.items():
            out[word] = (CODE["NOON"], value)
        for word, value in self.deictic.items():
            out[word] = (CODE["DEICTIC"], value)
        for word, value in self.references.items():
            out[word] = (CODE["REFERENCE"], value)
        for word, number in self.decades.items():
            out[word] = (CODE["DECADEWORD"], str(number))
        for word in ("couple", "pair"):
            out[word] = (CODE["COUPLE"], "2")
        out[","] = (CODE["COMMA"], "")
        out["."] = (CODE["DOT"], "")
        for dash in "-–—‑":
            out[dash] = (CODE["HYPHEN"], "")
        out["'s"] = out["’s"] = (CODE["POSS"], "")
        return out

    @cached_property
    def capital(self) -> dict[str, tuple[str, str]]:
        """Month and weekday names, which need a capital."""
        out = {word: (CODE["MONTH"], str(number)) for word, number in self.months.items()}
        for word, number in self.weekdays.items():
            out[word] = (CODE["WEEKDAYS" if word.endswith("s") else "WEEKDAY"], str(number))
        return out

    @cached_property
    def named_firsts(self) -> dict[str, list[tuple[list[str], str]]]:
        """Named days by their first word, longest first."""
        out: dict[str, list[tuple[list[str], str]]] = {}
        for name, value in sorted(self.named.items(), key=lambda pair: -len(pair[0])):
            words = name.replace("'s", " 's").split()
            out.setdefault(words[0], []).append((words, value))
        names = sorted({name.split()[0] for name in self.periods})
        for name in names:
            out.setdefault(name, []).append(([name], name))
        return out


def classify(lexemes: Sequence[Lexeme], known: TimeWords, tag_at: Callable[[int], str]) -> list[Item]:
    """The lexemes with their classes; a full stop is joined to the abbreviation before it."""
    items: list[Item] = []
    plain, capital, named = known.plain, known.capital, known.named_firsts
    i, size = 0, len(lexemes)
    while i < size:
        lexeme = lexemes[i]
        low = lexeme.low
        if lexeme.shape not in ("word", "mark"):
            item = _number(lexeme)
            if _is_age_span(lexemes, i, known) or _is_house_number(lexemes, i, known):
                item = replace(item, code=WORD)
            items.append(item)
            i += 1
            continue
        if low in named and lexeme.text[0].isupper():
            hit = next(
                (
                    hit
                    for hit in named[low]
                    if [x.low.replace("’", "'") for x in lexemes[i : i + len(hit[0])]] == hit[0]
                ),
                None,
            )
            if hit is not None:
                last = lexemes[i + len(hit[0]) - 1]
                items.append(Item(CODE["NAMED"], lexeme.start, last.end, lexeme, hit[1]))
                i += len(hit[0])
                continue
        if low in capital and lexeme.text[0].isupper():
            code, payload = capital[low]
            tag = tag_at(lexeme.start) if low in ("may", "march") else ""
            if _is_given_name(lexemes, i, known):
                code, payload = WORD, ""
            if not (tag == "MD" or tag.startswith("VB") or _inside_name(lexemes, i, known)):
                items.append(Item(code, lexeme.start, lexeme.end, lexeme, payload))
                i += 1
                continue
        elif low in known.short_months or low in known.short_weekdays:
            dotted = i + 1 < size and lexemes[i + 1].low == "." and lexemes[i + 1].start == lexeme.end
            beside = [lexemes[k] for k in (i - 1, i + 1 + dotted) if 0 <= k < size]
            if lexeme.text[0].isupper() and (
                any(x.shape in ("digits", "ordinal") for x in beside) or (dotted and low not in ("sat", "sun"))
            ):
                month = low in known.short_months
                number = known.short_months[low] if month else known.short_weekdays[low]
                end = lexemes[i + 1].end if dotted else lexeme.end
                items.append(Item(CODE["MONTH" if month else "WEEKDAY"], lexeme.start, end, lexeme, str(number)))
                i += 1 + dotted
                continue
        code, payload = plain.get(low, (WORD if lexeme.shape == "word" else CODE["MARK"], ""))
        end = lexeme.end
        if payload in ("AM", "PM"):
            if i + 1 < size and lexemes[i + 1].low == "." and "." in low:
                end, i = lexemes[i + 1].end, i + 1
            elif not items or items[-1].code not in (CODE["DIG"], CODE["CLOCK"], CODE["NUM"]):
                code = WORD  # "I am"
        items.append(Item(code, lexeme.start, end, lexeme, payload))
        i += 1
    return items


def _is_age_span(lexemes: Sequence[Lexeme], i: int, known: TimeWords) -> bool:
    """ "Men in their 20s", "in her mid-30s": ages, no decades of a century."""
    if lexemes[i].shape != "decade" or lexemes[i].value >= 100:
        return False
    before = [lexeme.low for lexeme in lexemes[max(0, i - 3) : i]]
    return any(low in known.owners for low in before) or before[-1:] == ["aged"]


def _is_house_number(lexemes: Sequence[Lexeme], i: int, known: TimeWords) -> bool:
    """ "The 1900 block of Quay Street", "at 1418 Harbour Road": numbers in a street that look like years."""
    after = [lexeme for lexeme in lexemes[i + 1 : i + 5] if lexeme.shape == "word"]
    if not after or lexemes[i].shape not in {"digits", "year"}:
        return False
    if after[0].low == "block":
        return True
    return after[0].text[0].isupper() and any(lexeme.low in known.streets for lexeme in after[:4])


def _is_given_name(lexemes: Sequence[Lexeme], i: int, known: TimeWords) -> bool:
    """ "April Santana was freed": a month that is a given name, before another name and behind no preposition."""
    if lexemes[i].low not in known.given_names or i + 1 >= len(lexemes):
        return False
    after = lexemes[i + 1]
    if after.shape != "word" or not after.text[0].isupper() or after.low in known.weekdays or after.low in known.months:
        return False
    return i == 0 or lexemes[i - 1].low not in known.words


def _inside_name(lexemes: Sequence[Lexeme], i: int, known: TimeWords) -> bool:
    """ "Long March", "Black September": a capital before it, and no number beside it."""
    if i < 2 or lexemes[i - 1].shape != "word" or not lexemes[i - 1].text[0].isupper():
        return False
    if i + 1 < len(lexemes) and lexemes[i + 1].shape in ("digits", "ordinal", "year"):
        return False
    return lexemes[i - 1].low in known.name_openers


def _number(lexeme: Lexeme) -> Item:
    shape, value = lexeme.shape, lexeme.value
    if shape == "digits":
        whole = lexeme.low.isdigit()
        if whole and len(lexeme.low) == 4 and 1000 <= value <= 2100 and not (value < 1300 and value % 100 == 0):
            name = "YEAR"
        elif whole and len(lexeme.low) <= 2 and 1 <= value <= 31:
            name = "DIG"
        else:
            name = "NUM"
    else:
        name = {
            "year": "YEAR",
            "ordinal": "ORD",
            "decade": "DECADE",
            "clock": "CLOCK",
            "iso": "ISO",
            "slash": "SLASH",
            "number": "NUM",
        }[shape]
    return Item(CODE[name], lexeme.start, lexeme.end, lexeme, lexeme.low)
