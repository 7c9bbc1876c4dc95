"""Numbers in words and figures, and counts of people and things in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import Codebook, load
from dateline.find.counts import CountWords, find_counts
from dateline.find.numbers import NumberWords, join_numbers, lex
from dateline.find.parse import Parser, load_parser, read_sentences
from dateline.model import Count, Document

SMALL = [
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


@pytest.fixture(scope="module")
def parser(book: Codebook) -> Parser:
    return load_parser(book)


def spelled(number: int) -> str:
    """An English number below a million in words."""
    if number >= 1000:
        rest = number % 1000
        return f"{spelled(number // 1000)} thousand" + (f" {spelled(rest)}" if rest >= 100 else "")
    if number >= 100:
        return f"{SMALL[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    return SMALL[number]


def values(text: str, book: Codebook) -> list[float]:
    found = join_numbers(lex(text), NumberWords.of(book))
    return [lexeme.value for lexeme in found if lexeme.shape in {"number", "digits", "year"}]


@settings(deadline=None, max_examples=40)
@given(number=st.integers(min_value=1, max_value=999))
def test_a_spelled_number_is_read_back(book: Codebook, number: int) -> None:
    assert values(f"some {spelled(number)} people", book) == [number]


@settings(deadline=None, max_examples=40)
@given(thousands=st.integers(min_value=1, max_value=999), rest=st.sampled_from([0, 100, 250, 999]))
def test_spelled_thousands_are_read_back(book: Codebook, thousands: int, rest: int) -> None:
    number = thousands * 1000 + rest
    assert values(spelled(number), book) == [number]


@settings(deadline=None, max_examples=40)
@given(number=st.integers(min_value=0, max_value=10**9))
def test_figures_with_commas_are_read_back(book: Codebook, number: int) -> None:
    assert values(f"{number:,}", book) == [number]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("1.2 million", 1_200_000, id="decimal with a scale"),
        pytest.param("half a million", 500_000, id="half a scale"),
        pytest.param("two and a half million", 2_500_000, id="and a half before the scale"),
        pytest.param("a million and a half", 1_500_000, id="and a half after the scale"),
        pytest.param("three lakh", 300_000, id="lakh"),
        pytest.param("5k", 5_000, id="scale written against the figure"),
        pytest.param("nineteen ninety-six", 1996, id="year in words"),
        pytest.param("two hundred and fifty thousand", 250_000, id="hundreds of thousands"),
    ],
)
def test_numbers_with_scales(book: Codebook, text: str, value: float) -> None:
    assert values(text, book) == [value]


def test_no_number_is_read_where_a_half_has_no_scale(book: Codebook) -> None:
    assert 2.5 not in values("two and a half years", book)


# --- counts -----------------------------------------------------------------------------------------------------------


def counts(text: str, book: Codebook, parser: Parser) -> list[Count]:
    document = Document("r", text)
    sentences = read_sentences(document, parser, book)
    found = find_counts(document, sentences, (), CountWords.of(book))
    return [mention.value for mention in found if isinstance(mention.value, Count)]


@settings(deadline=None, max_examples=40)
@given(number=st.integers(min_value=2, max_value=1900))
def test_at_least_and_up_to_are_each_others_open_ends(book: Codebook, parser: Parser, number: int) -> None:
    least = counts(f"At least {number} people were hurt.", book, parser)
    most = counts(f"Up to {number} people were hurt.", book, parser)
    assert [(c.low, c.high) for c in least] == [(number, None)]
    assert [(c.low, c.high) for c in most] == [(0, number)]


@settings(deadline=None, max_examples=40)
@given(low=st.integers(min_value=2, max_value=90), more=st.integers(min_value=1, max_value=900))
def test_a_range_has_the_two_ends_it_names(book: Codebook, parser: Parser, low: int, more: int) -> None:
    found = counts(f"Between {low} and {low + more} people were hurt.", book, parser)
    assert [(c.low, c.high, c.qualifier) for c in found] == [(low, low + more, "between")]


@settings(deadline=None, max_examples=40)
@given(
    number=st.integers(min_value=2, max_value=9999),
    unit=st.sampled_from(["km", "percent", "days", "tonnes", "dollars"]),
)
def test_measures_are_no_counts(book: Codebook, parser: Parser, number: int, unit: str) -> None:
    assert counts(f"They wanted {number} {unit} in all.", book, parser) == []


@settings(deadline=None, max_examples=40)
@given(number=st.integers(min_value=100, max_value=9900))
def test_house_numbers_are_no_counts(book: Codebook, parser: Parser, number: int) -> None:
    assert all(count.low != number for count in counts(f"A man was shot at {number} Harbour Road.", book, parser))
