"""Did it happen: how steps compose, what a sentence's words do to its acts, and that names decide nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotated import load_folder
from dateline.claim.predicate import Step
from dateline.claim.status import compose
from dateline.codebook import load
from dateline.codebook.entries import Effect
from dateline.model import Action, Document
from dateline.run.code import Coder, code_report, make_coder

CASES = load_folder(Path(__file__).parents[1] / "cases")


@cache
def coder() -> Coder:
    """Loaded once per process."""
    return make_coder(load())


def step(effect: Effect, certainty: str | None = None, *, condition: bool = False) -> Step:
    return Step(0, effect, "test", certainty, condition)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("steps", "status", "certainty"),
    [
        pytest.param([], "happened", "certain", id="nothing bears on it"),
        pytest.param([step("negated")], "negated", "certain", id="one negation"),
        pytest.param([step("negated"), step("negated")], "happened", "certain", id="two negations undo each other"),
        pytest.param([step("future")], "future", "probable", id="a plan is likely to be done"),
        pytest.param([step("future", "certain")], "future", "certain", id="'will' is sure"),
        pytest.param([step("future"), step("negated")], "negated", "probable", id="no plan, no deed"),
        pytest.param([step("negated"), step("future")], "negated", "probable", id="'will not' is not to come"),
        pytest.param([step("hypothetical")], "hypothetical", "possible", id="a wish is possible"),
        pytest.param([step("hypothetical"), step("negated")], "hypothetical", "possible", id="not demanded stays open"),
        pytest.param([step("future"), step("hypothetical")], "hypothetical", "possible", id="a feared plan is open"),
        pytest.param([step("hypothetical"), step("future")], "hypothetical", "possible", id="a planned wish is open"),
        pytest.param(
            [step("negated"), step("hypothetical", "unknown", condition=True)],
            "hypothetical",
            "unknown",
            id="a condition opens even what is negated",
        ),
        pytest.param([step("possible"), step("probable")], "happened", "possible", id="the least sure word decides"),
        pytest.param([step("historical")], "historical", "certain", id="background"),
        pytest.param([step("same")], "happened", "certain", id="an implicative changes nothing"),
    ],
)
def test_steps_compose_from_the_innermost_outward(steps: list[Step], status: str, certainty: str) -> None:
    assert compose(steps) == (status, certainty)


EFFECTS: list[Effect] = ["same", "negated", "future", "hypothetical", "probable", "possible", "historical"]


@given(st.lists(st.sampled_from(EFFECTS)), st.sampled_from(EFFECTS))
def test_a_further_word_never_makes_the_speaker_surer(effects: list[Effect], further: Effect) -> None:
    order = ["unknown", "possible", "probable", "certain"]
    before = compose([step(effect) for effect in effects])[1]
    after = compose([step(effect) for effect in (*effects, further)])[1]
    assert order.index(after) <= order.index(before)


@given(st.lists(st.sampled_from(EFFECTS)))
def test_what_changes_nothing_may_stand_anywhere(effects: list[Effect]) -> None:
    steps = [step(effect) for effect in effects]
    between = [one for each in steps for one in (step("same"), each)]
    assert compose(between) == compose(steps)


def found(text: str) -> dict[str, tuple[str, str]]:
    """Status and certainty of each act of a text, by the words of the act."""
    document = Document("d", text, published="2021-03-18")
    reading = code_report(document, coder())
    return {
        document.quote(m.span): (m.value.status, m.value.certainty)
        for m in reading.mentions
        if isinstance(m.value, Action)
    }


@pytest.mark.parametrize(
    ("text", "act", "certainty"),
    [
        pytest.param("The strike will end on Friday.", "end", "certain", id="'will'"),
        pytest.param("The union plans to picket the mill.", "picket", "probable", id="a plan"),
        pytest.param("The dam could burst.", "burst", "possible", id="'could'"),
        pytest.param("The duke allegedly burned the letters.", "burned", "possible", id="'allegedly'"),
        pytest.param("The duke reportedly burned the letters.", "burned", "probable", id="'reportedly'"),
        pytest.param("Unless the rain stops, the crop will rot.", "stops", "unknown", id="a condition"),
        pytest.param("Did the guards lock the gate?", "lock", "unknown", id="a question"),
        pytest.param("The senate is unlikely to pass the law.", "pass", "probable", id="'unlikely'"),
        pytest.param("Detectives believe that the clerk fled.", "fled", "probable", id="a belief"),
        pytest.param("The boy tried to climb the fence.", "climb", "possible", id="an attempt may have failed"),
    ],
)
def test_how_sure_the_speaker_is(text: str, act: str, certainty: str) -> None:
    assert found(text)[act][1] == certainty


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        pytest.param("The decision angered farmers.", {"decision", "angered"}, id="a noun of a deed"),
        pytest.param("The nation mourned.", {"mourned"}, id="a noun with the ending of a deed that is a thing"),
        pytest.param("The pump was ready.", {"was ready"}, id="a state"),
        pytest.param("The mayor has a boat.", {"has"}, id="having"),
        pytest.param("The restructuring failed.", {"restructuring", "failed"}, id="a noun in the list"),
    ],
)
def test_what_denotes_an_event(text: str, acts: set[str]) -> None:
    assert set(found(text)) == acts


SIDES = {"rebel": "terrorist", "militant": "terrorist", "insurgent": "terrorist", "terrorist": "fighter"}
SIDES |= {"fighter": "terrorist"}
SIDES |= {f"{word}s": f"{other}s" for word, other in SIDES.items()}
SIDES |= {word.capitalize(): other.capitalize() for word, other in SIDES.items()}
SIDE = re.compile(rf"\b(?:{'|'.join(SIDES)})\b")


def told(document: Document) -> list[tuple[str, str]]:
    return [(one.event_type.value, one.status.value) for one in code_report(document, coder()).claims]


def swapped(text: str, one: str, other: str) -> str:
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def test_what_the_armed_are_called_changes_no_type_and_no_status() -> None:
    seen = 0
    for case in CASES:
        for report in case.reports:
            document = report.document
            text = SIDE.sub(lambda word: SIDES[word[0]], document.text)
            if text != document.text:
                seen += 1
                assert told(replace(document, text=text)) == told(document), text
    assert seen >= 15


def test_which_side_does_it_changes_no_type_and_no_status() -> None:
    """Two named sides of one kind change places in the text: the same is told, of the other side."""
    seen = 0
    for case in CASES:
        for report in case.reports:
            document = report.document
            for claim in code_report(document, coder()).claims:
                if len(claim.actors) != 1 or len(claim.recipients) != 1 or claim.action.part == "title":
                    continue
                sides = (claim.actors[0].party, claim.recipients[0].party)
                one, other = (document.quote(side.evidence[0]) for side in sides)
                alike = sides[0].value.kind == sides[1].value.kind and one[0].isupper() and other[0].isupper()
                if alike and document.text.count(one) == document.text.count(other) == 1 and one not in other:
                    seen += 1
                    text = swapped(document.text, one, other)
                    assert told(replace(document, text=text)) == told(document), text
    assert seen >= 15
