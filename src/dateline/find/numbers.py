"""Lexemes and the numbers among them: "1.2 million", "twenty-four", "half a million", "nineteen ninety-six".

A lexeme is a word, a number with all its words, or a mark. Both the finder of times and the finder of counts read
reports as lexemes: the tokens of the parser split "mid-November" and "12-13" in ways that depend on the neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dateline.codebook.entries import Codebook

Shape = Literal["word", "number", "digits", "ordinal", "year", "decade", "clock", "iso", "slash", "mark"]


class Lexeme(NamedTuple):
    """``low`` is the text in lower case; ``value`` the number, where it is one. ``start`` and ``end`` count
    characters of the text that was read. ``shape`` tells "number" (in words, or with a scale) from bare "digits"."""

    shape: Shape
    low: str
    text: str
    start: int
    end: int
    value: float = 0


_LEXEME = re.compile(
    r"""
      (?P<iso>\d{4}-\d\d-\d\d(?!\d))
    | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d))
    | (?P<slash>\d{1,4}(?:/\d{1,2}/|\.\d{1,2}\.)\d{2,4}(?!\d))
    | (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)
    | (?P<word>[^\W\d_]+(?:\.[^\W\d_](?![^\W\d_]))*|['’]s\b)
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_DECADE = re.compile(r"\d{2}(?:[1-9]0|00)?$")


def lex(text: str, offset: int = 0) -> list[Lexeme]:
    """The lexemes of a text, without joining numbers; ``offset`` is added to their places."""
    return [
        Lexeme(
            found.lastgroup,  # type: ignore[arg-type]  # the groups are named after shapes
            found.group().lower(),
            found.group(),
            found.start() + offset,
            found.end() + offset,
        )
        for found in _LEXEME.finditer(text)
    ]


@dataclass(frozen=True)
class NumberWords:
    """The number words of a codebook, as numbers."""

    small: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    attached: Mapping[str, int]
    ordinals: Mapping[str, int]

    @classmethod
    def of(cls, book: Codebook) -> NumberWords:
        def table(name: str) -> dict[str, int]:
            return {word: int(value) for word, value in book.tables[name].items()}

        return cls(table("small numbers"), table("tens"), table("scales"), table("attached scales"), table("ordinals"))

    def starts(self, word: Lexeme) -> bool:
        return word.shape == "digits" or word.low in self.small or word.low in self.tens or word.low in self.ordinals


def join_numbers(lexemes: Sequence[Lexeme], known: NumberWords) -> list[Lexeme]:
    """The same lexemes, each number with all its words as one.

    >>> [lexeme.value for lexeme in join_numbers(lex("half a million of 1,250 or twenty-four"), known) if lexeme.value]
    [500000.0, 1250.0, 24]
    """
    out: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        lexeme = lexemes[i]
        if lexeme.shape == "mark" or (lexeme.shape == "word" and not _may_start(lexeme.low, known)):
            out.append(lexeme)
            i += 1
            continue
        found = _number(lexemes, i, known)
        if found is None:
            out.append(lexeme)
            i += 1
            continue
        shape, value, after = found
        last = lexemes[after - 1]
        if after == i + 1:
            out.append(lexeme._replace(shape=shape, value=value))
        else:
            text = " ".join(part.text for part in lexemes[i:after])
            out.append(Lexeme(shape, text.lower(), text, lexeme.start, last.end, value))
        i = after
    return out


def _may_start(word: str, known: NumberWords) -> bool:
    return word in known.small or word in known.tens or word in known.ordinals or word in ("half", "a", "an")


def _number(lexemes: Sequence[Lexeme], i: int, known: NumberWords) -> tuple[Shape, float, int] | None:
    """Shape, value and the position after a number that starts at ``i``."""
    lexeme = lexemes[i]
    if lexeme.shape == "digits":
        return _digits(lexemes, i, known)
    if lexeme.shape != "word":
        return None
    if lexeme.low in ("half", "a", "an"):
        return _article(lexemes, i, known)
    if lexeme.low in known.ordinals:
        return ("ordinal", known.ordinals[lexeme.low], i + 1)
    year = _year_in_words(lexemes, i, known)
    if year is not None:
        return year
    return _words(lexemes, i, known)


def _digits(lexemes: Sequence[Lexeme], i: int, known: NumberWords) -> tuple[Shape, float, int]:
    lexeme = lexemes[i]
    value = float(lexeme.low.replace(",", ""))
    after = i + 1
    if after < len(lexemes):
        follower = lexemes[after]
        if follower.start == lexeme.end and follower.shape == "word":
            if follower.low in ("st", "nd", "rd", "th"):
                return ("ordinal", value, after + 1)
            if follower.low == "s" and _DECADE.match(lexeme.low):
                return ("decade", value, after + 1)
            if follower.low in known.attached:
                return ("number", value * known.attached[follower.low], after + 1)
        elif follower.low in known.scales:
            return _scaled(lexemes, after, value, known)
        elif (  # "5 1/2", "2 1/2"
            after + 2 < len(lexemes)
            and follower.low == "1"
            and lexemes[after + 1].low == "/"
            and lexemes[after + 2].low in ("2", "4")
        ):
            return ("number", value + 1 / float(lexemes[after + 2].low), after + 3)
    return ("digits", value, after)


def _scaled(lexemes: Sequence[Lexeme], i: int, value: float, known: NumberWords) -> tuple[Shape, float, int]:
    while i < len(lexemes) and lexemes[i].low in known.scales:
        value *= known.scales[lexemes[i].low]
        i += 1
    return ("number", value, i)


def _article(lexemes: Sequence[Lexeme], i: int, known: NumberWords) -> tuple[Shape, float, int] | None:
    """ "a hundred", "half a million", "a million and a half"; no number for "a" alone."""
    factor, k = 1.0, i
    if lexemes[k].low == "half":
        factor, k = 0.5, k + 1
    if k < len(lexemes) and lexemes[k].low in ("a", "an"):
        k += 1
    if k > i and k < len(lexemes) and lexemes[k].low in known.scales:
        shape, value, after = _scaled(lexemes, k, factor, known)
        if factor == 1.0 and [lexeme.low for lexeme in lexemes[after : after + 3]] == _AND_A_HALF:
            return shape, value * 1.5, after + 3
        return shape, value, after
    return None


def _below_hundred(lexemes: Sequence[Lexeme], i: int, known: NumberWords) -> tuple[int, int] | None:
    if i >= len(lexemes):
        return None
    word = lexemes[i].low
    if word in known.small:
        return known.small[word], i + 1
    if word in known.tens:
        value, k = known.tens[word], i + 1
        if k < len(lexemes) and lexemes[k].low == "-":
            k += 1
        if k < len(lexemes) and known.small.get(lexemes[k].low, 10) < 10 and lexemes[k].text[0].islower():
            return value + known.small[lexemes[k].low], k + 1
        return value, i + 1
    return None


def _year_in_words(lexemes: Sequence[Lexeme], i: int, known: NumberWords) -> tuple[Shape, float, int] | None:
    """ "nineteen ninety-six", "twenty twelve"."""
    first = _below_hundred(lexemes, i, known)
    if first is None or not 14 <= first[0] <= 20:
        return None
    second = _below_hundred(lexemes, first[1], known)
    if second is None or second[0] < 10:
        return None
    return ("year", first[0] * 100 + second[0], second[1])


_AND_A_HALF = ["and", "a", "half"]


def _words(lexemes: Sequence[Lexeme], i: int, known: NumberWords) -> tuple[Shape, float, int] | None:
    """ "two hundred and fifty thousand", "twenty-four", and "twenty-fourth" as an ordinal."""
    first = _below_hundred(lexemes, i, known)
    if first is None:
        return None
    total, current, k = 0, first[0], first[1]
    if [lexeme.low for lexeme in lexemes[k : k + 3]] == _AND_A_HALF:  # "two and a half million"
        after = k + 3
        if after < len(lexemes) and lexemes[after].low in known.scales:
            return _scaled(lexemes, after, current + 0.5, known)
        return None
    if lexemes[i].low in known.tens and k == i + 1:
        dash = k + 1 if k < len(lexemes) and lexemes[k].low == "-" else k
        if dash < len(lexemes) and lexemes[dash].low in known.ordinals and dash > k:
            return ("ordinal", current + known.ordinals[lexemes[dash].low], dash + 1)
    while k < len(lexemes):
        word = lexemes[k].low
        if word in known.scales:
            scale = known.scales[word]
            if scale == 100:
                current *= 100
            else:
                total, current = total + current * scale, 0
            k += 1
            continue
        joined = k + 1 if word == "and" else k
        more = _below_hundred(lexemes, joined, known) if lexemes[k - 1].low in known.scales else None
        if more is None or (current and current % 100):
            break
        current, k = current + more[0], more[1]
    return ("number", total + current, k)
