"""Where, when and how many in claims: what may change in a report without changing them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import load
from dateline.model import Claim, Document
from dateline.run.code import Coder, code_report, make_coder

TOWNS = ("Maradi", "Bambari", "Bouar", "Djibo", "Diffa", "Menaka", "Butembo", "Kutum", "Maroua", "Bamenda")


@cache
def coder() -> Coder:
    """Loaded once per process."""
    return make_coder(load(), model=False)  # the rules are tested here; a model may see another name otherwise


def claims(text: str, **more: str) -> Sequence[Claim]:
    return code_report(Document("r", text, published="2021-03-18", **more), coder()).claims  # type: ignore[arg-type]


def told(claim: Claim) -> tuple[object, ...]:
    """What a claim says, without where its words stand."""
    counts = [(tally.what, tally.of, tally.who, tally.count.value, tally.scope) for tally in claim.counts]
    return (
        claim.event_type.value,
        claim.place.value if claim.place else None,
        claim.when.value if claim.when else None,
        counts,
    )


REPORTS = (
    "Gunmen killed at least 12 traders near {town} on Tuesday.",
    "Rebels attacked {town} overnight, killing a family of five.",
    "A man was shot in {town} on Monday. He died at a hospital.",
    "Police arrested 40 students in {town} last Friday.",
    "Fighters kidnapped three nurses 30 km north of {town} on 3 March.",
)


@pytest.mark.parametrize("report", REPORTS)
@settings(deadline=None, max_examples=12)
@given(town=st.sampled_from(TOWNS))
def test_a_town_renamed_throughout_takes_its_place_along(report: str, town: str) -> None:
    found = coder().gazetteer.places(town)
    expected = max((named.entry for named in found), key=lambda e: (e.kind == "town", e.population))
    first, other = claims(report.format(town=town))[0], claims(report.format(town=TOWNS[0]))[0]
    assert first.place is not None
    assert first.place.value.geonameid == expected.geonameid
    assert told(first)[2:] == told(other)[2:]
    assert first.event_type.value == other.event_type.value


@pytest.mark.parametrize("report", REPORTS)
@settings(deadline=None, max_examples=12)
@given(
    before=st.sampled_from(
        [
            "Rice prices rose again.",
            "The minister spoke at length.",
            "Nobody answered the telephone.",
            "It rained for hours.",
        ]
    )
)
def test_an_unrelated_sentence_in_front_changes_nothing(report: str, before: str) -> None:
    text = report.format(town="Maradi")
    assert [told(c) for c in claims(f"{before} {text}")] == [told(c) for c in claims(text)]


@pytest.mark.parametrize("report", REPORTS)
def test_a_title_that_stands_again_before_the_text_changes_nothing(report: str) -> None:
    text, title = report.format(town="Maradi"), "What happened in Maradi this week"
    assert [told(c) for c in claims(title + text, title=title)] == [told(c) for c in claims(text, title=title)]


@settings(deadline=None, max_examples=12)
@given(number=st.integers(min_value=2, max_value=900))
def test_the_number_told_is_the_number_counted(number: int) -> None:
    (claim,) = claims(f"Gunmen killed {number} traders near Maradi on Tuesday.")
    assert [(t.what, t.count.value.low, t.count.value.high) for t in claim.counts] == [("killed", number, number)]


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        pytest.param("A clerk was shot in Lima. He died at a hospital.", {"killed": 1}, id="a pronoun"),
        pytest.param("A clerk was shot in Lima. The victim was pronounced dead.", {"killed": 1}, id="the victim"),
        pytest.param("A clerk was shot in Lima. She is in critical condition.", {"injured": 1}, id="a condition"),
        pytest.param("A clerk was shot in Lima. Officials said nothing.", {"injured": 1}, id="nothing more"),
        pytest.param("A clerk was shot in Lima. The gunman died later.", {"injured": 1}, id="the other side's death"),
        pytest.param("A man was shot in Lima. A woman died in a fire.", {"injured": 1}, id="another sex"),
        pytest.param("A clerk was shot in Lima. He may die.", {"injured": 1}, id="a death that is only feared"),
        pytest.param("A clerk was shot in Lima. He did not die.", {"injured": 1}, id="a death denied"),
        pytest.param(
            "Three men were wounded in Lima. Two men died in an accident.", {"injured": 3}, id="other numbers"
        ),
    ],
)
def test_outcomes_told_apart(text: str, toll: dict[str, int]) -> None:
    shot = next(claim for claim in claims(text) if claim.event_type.value == "ASSAULT")
    assert {tally.what: tally.count.value.low for tally in shot.counts} == toll


def test_an_outcome_shows_the_words_that_tell_it() -> None:
    text = "A clerk was shot in Lima. He died at a hospital."
    (tally,) = claims(text)[0].counts
    assert [text[span.start : span.end] for span in tally.count.evidence] == ["He", "died"]
    assert tally.count.by == "rule:killed-told-apart@1"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The attack killed 31 people in Quetta, up from 9.", id="up from"),
        pytest.param("Gunmen killed 31 people in Quetta, revised from an earlier toll of 9.", id="earlier toll"),
        pytest.param("Gunmen killed 31 people in Quetta, not 9 as first reported.", id="not as reported"),
        pytest.param("Gunmen killed 31 people in Quetta, police said; the toll was earlier put at 9.", id="put at"),
    ],
)
def test_a_figure_that_is_taken_back_is_kept_beside_the_new_one(text: str) -> None:
    (tally,) = claims(text)[0].counts
    assert tally.earlier is not None
    assert (tally.count.value.low, tally.earlier.low) == (31, 9)
