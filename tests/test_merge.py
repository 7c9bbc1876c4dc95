"""Claims that are one happening become one event; look-alikes do not."""

from __future__ import annotations

from functools import cache

import pytest

from claims import ARMY, GUNMEN, IN_NIGER, MARADI, MARADI_REGION, REBELS, SOLDIERS, TAHOUA, VILLAGERS, Report
from dateline.codebook import Codebook, load
from dateline.merge import merge, why
from dateline.model import Event, Lineage, Place, Situation

DAKORO = Place("Dakoro", "town", "NER", 2445488, 14.51, 6.76, "Maradi")


@cache
def book() -> Codebook:
    return load()


def events_of(*reports: Report, lineages: tuple[Lineage, ...] = ()) -> list[Event]:
    _, events = merge([report.reading() for report in reports], lineages, book(), None)
    return list(events)


def attack(name: str, published: str = "2021-03-18") -> Report:
    return Report(name, published).says(
        actors=[GUNMEN], recipients=[SOLDIERS], place=MARADI, when="2021-03-16", counts=[("killed", 2)]
    )


ONE = [
    pytest.param(attack("b"), id="all the same"),
    pytest.param(Report("b").says(place=MARADI, when="2021-03-16"), id="place and day alone"),
    pytest.param(Report("b").says(place=MARADI_REGION, when="2021-03-16", recipients=[SOLDIERS]), id="a wider place"),
    pytest.param(
        Report("b").says(place=MARADI, when=("2021-03-15", "2021-03-17"), counts=[("killed", 2)]), id="a wider stretch"
    ),
    pytest.param(
        Report("b").says(place=MARADI, recipients=[SOLDIERS], counts=[("killed", 3)]), id="a risen toll, no day"
    ),
    pytest.param(
        Report("b").says(place=MARADI, when="2021-03-16", actors=[REBELS], recipients=[SOLDIERS]),
        id="gunmen get a name",
    ),
]


@pytest.mark.parametrize("other", ONE)
def test_one_happening(other: Report) -> None:
    events = events_of(attack("a"), other)
    assert [event.documents for event in events] == [("a", "b")]


TWO = [
    pytest.param(Report("b").says("COERCE", place=MARADI, when="2021-03-16", recipients=[SOLDIERS]), id="another type"),
    pytest.param(Report("b").says(when="2021-03-16"), id="only the day"),
    pytest.param(Report("b").says(place=IN_NIGER, when="2021-03-16"), id="the day and the country"),
    pytest.param(Report("b").says(recipients=[SOLDIERS], place=TAHOUA, when="2021-03-16"), id="place"),
    pytest.param(Report("b").says(recipients=[SOLDIERS], place=MARADI, when="2021-03-12"), id="another day"),
    pytest.param(Report("b", None).says(recipients=[SOLDIERS]), id="only a recipient"),
]


@pytest.mark.parametrize("other", TWO)
def test_two_happenings(other: Report) -> None:
    assert len(events_of(attack("a"), other)) == 2


def test_later_paragraph_takes_the_act_up_again() -> None:
    report = attack("a").says(sentence="The attack was the worst in years.", action="attack", recipients=[SOLDIERS])
    assert len(events_of(report)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("A second attack hit the town.", id="second"),
        pytest.param("Another attack hit the town.", id="another"),
    ],
)
def test_a_report_sets_a_second_attack_apart(sentence: str) -> None:
    report = attack("a").says(sentence=sentence, action="attack", recipients=[SOLDIERS], place=MARADI)
    assert len(events_of(report)) == 2


def test_two_places_of_one_report_are_two_happenings() -> None:
    report = attack("a").says(actors=[GUNMEN], recipients=[SOLDIERS], place=TAHOUA, when="2021-03-16")
    assert len(events_of(report)) == 2


def test_denial_joins_the_event_and_does_not_raise_it() -> None:
    told = Report("a").says(actors=[ARMY], recipients=[VILLAGERS], place=MARADI, when="2021-03-16")
    denial = Report("b").says(actors=[ARMY], place=MARADI, when="2021-03-16", status="negated")
    (event,) = events_of(told, denial)
    assert (event.status, event.voices, event.grade, event.contested) == ("happened", 1, "U1", ("occurrence",))


def test_statements_of_two_actors_are_two() -> None:
    first = Report("a").says("REQUEST", actors=[ARMY], recipients=[VILLAGERS], place=MARADI, when="2021-03-16")
    second = Report("b").says("REQUEST", actors=[REBELS], recipients=[VILLAGERS], place=MARADI, when="2021-03-16")
    assert len(events_of(first, second)) == 2


def test_a_chain_does_not_join_two_places() -> None:
    """The province lies round both towns: the middle report goes with one of them, never all three together."""
    near = Report("a").says(recipients=[SOLDIERS], place=MARADI, when="2021-03-16", counts=[("killed", 4)])
    wide = Report("b").says(recipients=[SOLDIERS], place=MARADI_REGION, when="2021-03-16")
    far = Report("c").says(recipients=[SOLDIERS], place=DAKORO, when="2021-03-16")
    assert sorted(event.documents for event in events_of(near, wide, far)) == [("a", "b"), ("c",)]


def test_why_tells_reports_figures_and_reasons() -> None:
    readings = [attack("a").reading(), attack("b", "2021-03-19").reading()]
    links, events = merge(readings, (), book(), None)
    situation = Situation(tuple(readings), (), links, events)
    story = why(f"e-{events[0].claims[-1]}", situation)
    for expected in ("2 reports, 2 independence groups, 2 voices", "2 killed", "Joined because:", "both on 2021-03-16"):
        assert expected in story


def test_why_knows_no_other_event() -> None:
    with pytest.raises(KeyError, match="no event is called 'e-none'"):
        why("e-none", Situation((), (), (), ()))
