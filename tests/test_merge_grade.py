"""Voices, grades and what is contested, from attestations and from small events."""

from __future__ import annotations

from functools import cache

import pytest

from claims import (
    ARMY,
    GUNMEN,
    MARADI,
    POLICE,
    REBELS,
    SOLDIERS,
    TAHOUA,
    VILLAGERS,
    Report,
    lineage,
    said,
    tally,
)
from dateline.codebook import Codebook, load
from dateline.merge import merge
from dateline.merge.grade import attest, count_voices
from dateline.merge.voices import Attestation
from dateline.model import Event, Lineage, Party, Said

DAY = "2021-03-16"


@cache
def book() -> Codebook:
    return load()


def event_of(*reports: Report, lineages: tuple[Lineage, ...] = ()) -> Event:
    _, (event,) = merge([report.reading() for report in reports], lineages, book(), None)
    return event


def heard(pairs: str) -> list[Attestation]:
    """ "a:police b:police" as two attestations: report a quotes the police, report b quotes them too."""
    parted = [pair.split(":") for pair in pairs.split()]
    return [Attestation(f"{group}:{source}", group, source, "third", holds=True) for group, source in parted]


@pytest.mark.parametrize(
    ("pairs", "voices"),
    [
        pytest.param("", 0, id="nobody"),
        pytest.param("a:police", 1, id="one"),
        pytest.param("a:police a:hospital", 1, id="one report quotes two people: one conduit"),
        pytest.param("a:police b:police", 1, id="two agencies quote one spokesman"),
        pytest.param("a:police a:hospital b:police", 2, id="the matching must move the first pair"),
        pytest.param("a:police a:hospital b:police b:hospital c:police", 2, id="three reports, two sources"),
        pytest.param("a:x a:y b:x b:z c:x", 3, id="a chain of moves"),
    ],
)
def test_voices_share_neither_report_nor_source(pairs: str, voices: int) -> None:
    assert count_voices(heard(pairs)) == voices


def test_no_attestation_is_u0() -> None:
    assert attest([]).grade == "U0"


def told(name: str, by: Said | None = None, *, killed: int = 2, published: str = "2021-03-18") -> Report:
    return Report(name, published, preface="The town was calm.").says(
        actors=[GUNMEN], recipients=[SOLDIERS], place=MARADI, when=DAY, counts=[("killed", killed)], said=by
    )


BY_POLICE = said("police", POLICE)
OWN_ARMY = said("state_military", ARMY)
HOSPITAL = said("hospital_rescue")


@pytest.mark.parametrize(
    ("reports", "grade", "voices"),
    [
        pytest.param((told("a"),), "U1", 1, id="one report"),
        pytest.param((told("a", BY_POLICE), told("b", BY_POLICE)), "U1", 1, id="one source"),
        pytest.param((told("a"), told("b")), "C1", 2, id="two reports of their own"),
        pytest.param((told("a", BY_POLICE), told("b", HOSPITAL)), "C2", 2, id="a neutral first-hand voice"),
        pytest.param((told("a", BY_POLICE), told("b")), "C2", 2, id="two stakes"),
        pytest.param((told("a", OWN_ARMY),), "C3", 1, id="an army tells its own losses"),
        pytest.param((told("a", said("document")),), "C3", 1, id="a document holds it"),
    ],
)
def test_grades(reports: tuple[Report, ...], grade: str, voices: int) -> None:
    event = event_of(*reports)
    assert (event.grade, event.voices) == (grade, voices)


def rebels_tell(recipient: Party, *, killed: int) -> Report:
    return Report("a").says(
        actors=[REBELS],
        recipients=[recipient],
        place=MARADI,
        counts=[("killed", killed)],
        said=said("armed_group", REBELS),
    )


@pytest.mark.parametrize(
    ("report", "grade"),
    [
        pytest.param(rebels_tell(VILLAGERS, killed=3), "C3", id="harm to civilians is admitted"),
        pytest.param(rebels_tell(SOLDIERS, killed=3), "U1", id="dead opponents are boasted of"),
        pytest.param(
            Report("a").says("COERCE", modes=["arrest"], actors=[POLICE], recipients=[VILLAGERS], said=BY_POLICE),
            "U1",
            id="one's own arrest is no admission",
        ),
        pytest.param(
            Report("a").says(actors=[GUNMEN], recipients=[SOLDIERS], counts=[("killed", 2)], said=BY_POLICE),
            "U1",
            id="police do not own the army's losses",
        ),
        pytest.param(
            Report("a").says(actors=[REBELS], recipients=[SOLDIERS], said=OWN_ARMY, outcome="foiled"),
            "U1",
            id="an attack without losses is no admission",
        ),
    ],
)
def test_admissions(report: Report, grade: str) -> None:
    assert event_of(report).grade == grade


@pytest.mark.parametrize(
    ("reports", "contested"),
    [
        pytest.param((told("a"), told("b", killed=5)), ("count",), id="two figures"),
        pytest.param(
            (told("a", HOSPITAL), told("b", HOSPITAL, killed=5, published="2021-03-20")),
            (),
            id="its source replaced it",
        ),
        pytest.param(
            (
                Report("a").says(actors=[ARMY], recipients=[VILLAGERS], place=MARADI, when=DAY),
                Report("b").says(
                    actors=[ARMY], place=MARADI, when=DAY, status="negated", said=said("state_military", ARMY)
                ),
            ),
            ("responsibility",),
            id="the accused denies it for itself",
        ),
        pytest.param(
            (
                told("a", BY_POLICE),
                Report("b", "2021-03-19").says(
                    recipients=[SOLDIERS],
                    place=MARADI,
                    when=DAY,
                    status="negated",
                    said=BY_POLICE,
                ),
            ),
            ("occurrence",),
            id="the speaker takes it back",
        ),
        pytest.param(
            (
                told("a"),
                Report("b").says(actors=[ARMY], recipients=[SOLDIERS], place=MARADI, when=DAY, counts=[("killed", 2)]),
            ),
            ("responsibility",),
            id="another actor",
        ),
        pytest.param(
            (
                Report("a").says(
                    actors=[REBELS], recipients=[SOLDIERS], place=MARADI, when=DAY, counts=[("killed", 11)]
                ),
                Report("b").says(
                    actors=[REBELS], recipients=[SOLDIERS], place=TAHOUA, when=DAY, counts=[("killed", 11)]
                ),
            ),
            ("place_date",),
            id="another place, all else equal",
        ),
    ],
)
def test_contested(reports: tuple[Report, ...], contested: tuple[str, ...]) -> None:
    assert event_of(*reports).contested == contested


def test_a_retracted_report_leaves_r() -> None:
    first = told("a")
    correction = Report("b", "2021-03-19").says(
        recipients=[SOLDIERS], place=MARADI, when=DAY, status="negated", counts=[("killed", 2)]
    )
    event = event_of(first, correction, lineages=(lineage("a"), lineage("b", "update", group="a")))
    assert (event.grade, event.contested) == ("R", ("occurrence",))


def test_spun_text_alone_is_u0_and_keeps_its_words() -> None:
    event = event_of(told("a"), lineages=(lineage("a", "unknown", verdict="likely"),))
    assert (event.grade, event.voices, event.place) == ("U0", 0, MARADI)


SPUN_COPY = lineage("b", "spun", group="a", verdict="proven")


def test_what_only_a_spun_copy_tells_is_no_event_while_its_origin_is_at_hand() -> None:
    own_words = Report("b").says(recipients=[VILLAGERS], place=TAHOUA, when="2021-03-10", event_type="COERCE")
    event = event_of(told("a"), own_words, lineages=(lineage("a"), SPUN_COPY))
    assert event.documents == ("a",)


def test_a_spun_copy_without_its_origin_tells_an_event_of_grade_u0() -> None:
    assert event_of(told("b"), lineages=(lineage("b", "original", verdict="likely"),)).grade == "U0"


def test_a_spun_copy_is_a_report_of_what_its_origin_tells() -> None:
    event = event_of(told("a"), told("b"), lineages=(lineage("a"), SPUN_COPY))
    assert (event.documents, event.groups, event.voices) == (("a", "b"), 1, 1)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([tally("killed", 12, None, qualifier="at_least")], (12, 12, None), id="open stays open"),
        pytest.param([tally("killed", 12), tally("killed", 3, scope="part")], (12, 12, 12), id="a part is not added"),
        pytest.param([tally("killed", 4), tally("killed", 900, scope="cumulative")], (4, 4, 4), id="nor a total"),
    ],
)
def test_figures(counts: list[object], expected: tuple[int, int | None, int | None]) -> None:
    report = Report("a").says(recipients=[SOLDIERS], counts=counts)  # type: ignore[arg-type]
    (count,) = event_of(report).counts
    assert (count.low, count.best, count.high) == expected


def test_a_rising_toll_keeps_the_latest_of_each_report() -> None:
    event = event_of(
        told("a", killed=7),
        told("b", killed=11, published="2021-03-19"),
        lineages=(lineage("a"), lineage("b", "update", group="a")),
    )
    (count,) = event.counts
    assert (count.low, count.best, count.high, event.contested) == (11, 11, 11, ())


def test_most_sources_give_the_best_figure() -> None:
    (count,) = event_of(told("a", killed=12), told("b", killed=12), told("c", killed=8)).counts
    assert (count.low, count.best, count.high) == (8, 12, 12)
