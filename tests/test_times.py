"""Dates: stretches of the calendar, and days in sentences that move with the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import Codebook, load
from dateline.find import calendar as cal
from dateline.find.parse import Parser, load_parser, read_sentences
from dateline.find.times import find_times
from dateline.find.timewords import TimeWords
from dateline.model import Document, When

DAYS = st.dates(min_value=date(1600, 1, 1), max_value=date(2200, 1, 1))
GRAINS: list[cal.Grain] = ["day", "week", "month", "quarter", "half", "year", "decade", "century"]


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


@pytest.fixture(scope="module")
def parser(book: Codebook) -> Parser:
    return load_parser(book)


class Reader:
    """Reads a text and hands back its times."""

    def __init__(self, book: Codebook, parser: Parser) -> None:
        self.book, self.parser, self.words = book, parser, TimeWords.of(book)

    def __call__(self, text: str, published: date | None) -> list[When]:
        document = Document("r", text, published=published.isoformat() if published else None)
        found = find_times(document, read_sentences(document, self.parser, self.book), self.words)
        return [mention.value for mention in found if isinstance(mention.value, When)]


@pytest.fixture(scope="module")
def read(book: Codebook, parser: Parser) -> Reader:
    return Reader(book, parser)


# --- the calendar -----------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=25)
@given(day=DAYS, grain=st.sampled_from(GRAINS))
def test_every_stretch_holds_the_day_it_was_made_for(day: date, grain: cal.Grain) -> None:
    found = cal.holding(day, grain)
    assert found.first is not None and found.last is not None
    assert found.first <= day <= found.last


@settings(deadline=None, max_examples=25)
@given(day=DAYS, grain=st.sampled_from(GRAINS))
def test_stretches_of_a_grain_leave_no_gap(day: date, grain: cal.Grain) -> None:
    found = cal.holding(day, grain)
    assert found.last is not None
    after = cal.holding(found.last + timedelta(days=1), grain)
    assert after.first == found.last + timedelta(days=1)


@settings(deadline=None, max_examples=25)
@given(day=DAYS, amount=st.integers(min_value=-40, max_value=40))
def test_steps_in_days_and_weeks_can_be_taken_back(day: date, amount: int) -> None:
    for grain in ("day", "week"):
        there = cal.step(day, amount, grain)
        assert there is not None
        assert cal.step(there, -amount, grain) == day


@settings(deadline=None, max_examples=25)
@given(day=DAYS, number=st.integers(min_value=1, max_value=7))
def test_weekdays_before_and_after_lie_within_a_week(day: date, number: int) -> None:
    before = cal.weekday_before(day, number, same_day=False)
    after = cal.weekday_after(day, number, same_day=False)
    assert before.isoweekday() == after.isoweekday() == number
    assert 1 <= (day - before).days <= 7
    assert 1 <= (after - day).days <= 7


@settings(deadline=None, max_examples=25)
@given(day=DAYS, grain=st.sampled_from(["month", "year", "decade"]))
def test_thirds_follow_one_another_and_fill_the_whole(day: date, grain: cal.Grain) -> None:
    whole = cal.holding(day, grain)
    early, mid, late = (cal.third(whole, which) for which in ("START", "MID", "END"))
    assert (early.first, late.last) == (whole.first, whole.last)
    assert early.last is not None and mid.first == early.last + timedelta(days=1)
    assert mid.last is not None and late.first == mid.last + timedelta(days=1)


# --- days that move with the day of publication -----------------------------------------------------------------------

MOVING = (
    "Gunmen killed a farmer near Jos on Tuesday.",
    "Soldiers arrested the editor yesterday.",
    "Soldiers arrested the editor last Friday.",
    "The unions will march on Saturday.",
    "The court sits again next Monday.",
    "A post was attacked three days ago.",
    "Shelling killed four people in the past 24 hours.",
    "The village was raided over the weekend.",
    "Four teachers were kidnapped last week.",
    "Gunmen raided the village overnight.",
    "The rebels must leave by Friday.",
)


@pytest.mark.parametrize("text", MOVING)
@settings(deadline=None, max_examples=25)
@given(published=st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1)), weeks=st.integers(-60, 60))
def test_shifting_publication_by_weeks_shifts_the_days(read: Reader, text: str, published: date, weeks: int) -> None:
    shift = timedelta(days=7 * weeks)
    here, there = read(text, published), read(text, published + shift)
    assert len(here) == len(there) == 1
    assert there[0].first == (here[0].first + shift if here[0].first else None)
    assert there[0].last == (here[0].last + shift if here[0].last else None)
    assert (here[0].first or here[0].last) is not None


@pytest.mark.parametrize("text", MOVING)
def test_nothing_is_resolved_without_a_stated_base(read: Reader, text: str) -> None:
    found = read(text, None)
    assert [(when.first, when.last) for when in found] == [(None, None)]


STANDING = (
    "The raid of 2 March 2019 killed three.",
    "The raid of 2019-03-02 killed three.",
    "The camp was opened in June 2014.",
    "The mine was laid in the 1980s.",
    "The siege lasted three weeks.",
    "The town is shelled every Friday.",
)


@pytest.mark.parametrize("text", STANDING)
@settings(deadline=None, max_examples=25)
@given(published=st.none() | st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1)))
def test_full_dates_durations_and_sets_do_not_move(read: Reader, text: str, published: date | None) -> None:
    assert read(text, published) == read(text, date(2021, 3, 18))


@settings(deadline=None, max_examples=25)
@given(at=st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_a_full_date_is_read_in_every_order(read: Reader, at: date) -> None:
    month = at.strftime("%B")
    for written in (f"{at.day} {month} {at.year}", f"{month} {at.day}, {at.year}", at.isoformat()):
        found = read(f"The post was raided on {written} by gunmen.", None)
        assert [(when.first, when.last) for when in found] == [(at, at)], written


@settings(deadline=None, max_examples=25)
@given(published=st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1)))
def test_no_day_told_as_past_lies_ahead(read: Reader, published: date) -> None:
    for text in ("It fell on Monday.", "It fell in March.", "It fell on 5 June.", "It fell last month."):
        for when in read(text, published):
            assert when.first is not None and when.first <= published
