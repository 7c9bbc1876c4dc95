"""Annotated sentences: the form, what the check finds, and that everything in ``training/`` is in order."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dateline.annotated import AnnotationError, ExpectedClaim
from dateline.annotated.likeness import alike, skeleton
from dateline.annotated.load import load_cases
from dateline.annotated.marked import check, doubles, find, is_first, main, table
from dateline.annotated.sentences import read_marked
from dateline.codebook import Codebook, load

FOLDER = Path(__file__).parents[1] / "training"

TEXT = "Gunmen shot dead two soldiers near Maradi on Tuesday, police said."
CLAIM = (
    "  ASSAULT firearms | act: shot dead | status: happened certain | outcome: done | actors: Gunmen = UAF"
    " | recipients: two soldiers = MIL | place: near Maradi | when: on Tuesday | counts: killed two = 2"
    " | said: police = police, said"
)


@cache
def book() -> Codebook:
    """Loaded once per process."""
    return load()


def rows(claim: ExpectedClaim) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {row.field: (row.value, row.quotes) for row in claim.rows}


def test_a_claim_has_every_field_with_its_words() -> None:
    (case,) = read_marked(f"# theme\n{TEXT}\n{CLAIM}\n", "a01.marked")
    assert case.name == "a01-2"
    assert case.reports[0].document.text == TEXT
    assert case.reports[0].claims is not None
    assert rows(case.reports[0].claims[0]) == {
        "event_type": ("ASSAULT", ("shot dead",)),
        "modes": ("firearms", ()),
        "status": ("happened", ()),
        "certainty": ("certain", ()),
        "outcome": ("done", ()),
        "actors": ("UAF", ("Gunmen",)),
        "blame": ("stated", ()),
        "recipients": ("MIL", ("two soldiers",)),
        "objects": ("-", ()),
        "instruments": ("-", ()),
        "place": ("?", ("near Maradi",)),
        "when": ("?", ("on Tuesday",)),
        "killed": ("2", ("two",)),
        "said_by": ("police", ("police",)),
        "cue": ("?", ("said",)),
    }


@pytest.mark.parametrize(
    ("part", "field", "expected"),
    [
        pytest.param("actors: Gunmen = UAF; soldiers = MIL", "actors", ("UAF; MIL", ("Gunmen", "soldiers")), id="two"),
        pytest.param("actors: Gunmen = UAF | blame: accused", "blame", ("accused", ()), id="blame"),
        pytest.param(
            "recipients: soldiers = NER MIL", "recipients", ("NER MIL", ("soldiers",)), id="country and sector"
        ),
        pytest.param("counts: killed two = 2..", "killed", ("2..", ("two",)), id="open count"),
        pytest.param("counts: house two = 2", "count house", ("2", ("two",)), id="a noun of the text"),
        pytest.param(
            "counts: killed two = 2 (part); killed soldiers = 3",
            "killed",
            ("2 (part); 3", ("two", "soldiers")),
            id="two counts of one thing",
        ),
        pytest.param("said: - = unattributed, said", "said_by", ("-", ()), id="a cue without a source"),
        pytest.param(
            "objects: soldiers = military destroyed",
            "objects",
            ("military destroyed", ("soldiers",)),
            id="what became of it",
        ),
    ],
)
def test_fields(part: str, field: str, expected: tuple[str, tuple[str, ...]]) -> None:
    (case,) = read_marked(f"{TEXT}\n  ASSAULT | act: shot | status: happened certain | {part}\n", "f.marked")
    assert rows((case.reports[0].claims or ())[0])[field] == expected


def test_a_report_has_paragraphs_and_a_header() -> None:
    text = "Published 2021-03-18 | Source Example Wire\nGunmen shot him.\nHe fell.\n  none\n"
    document = read_marked(text, "01.marked")[0].reports[0].document
    assert (document.published, document.source) == ("2021-03-18", "Example Wire")
    assert document.text == "Gunmen shot him.\n\nHe fell."


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param(f"{TEXT}\n", 1, "needs its claims", id="no claim"),
        pytest.param(f"{CLAIM}\n", 1, "below its text", id="no text"),
        pytest.param(f"{TEXT}\n  none\n{TEXT}\n  none\n", 3, "empty line", id="no empty line"),
        pytest.param(f"{TEXT}\n  none\n{CLAIM}\n", 3, "stands beside", id="none and a claim"),
        pytest.param(f"{TEXT}\n{CLAIM.replace('shot dead', 'shot down')}\n", 2, "does not say", id="a wrong quote"),
        pytest.param(f"{TEXT}\n  ASSAULT | act: shot\n", 2, "needs", id="no status"),
        pytest.param(f"{TEXT}\n{CLAIM} | target: him\n", 2, "is no field", id="an unknown field"),
        pytest.param(f"{TEXT}\n{CLAIM} | act: shot\n", 2, "twice", id="a field twice"),
        pytest.param(f"{TEXT}\n{CLAIM.replace('Gunmen =', 'Gunmen')}\n", 2, "words = value", id="no code"),
        pytest.param(f"{TEXT}\n{CLAIM.replace('killed two', 'two')}\n", 2, "what is counted", id="a count of nothing"),
        pytest.param(f"{TEXT}\n{CLAIM.replace('actors', 'blame')}\n", 2, "who is blamed", id="blame without actors"),
        pytest.param(f"{TEXT}\n ASSAULT\n", 2, "after two blanks", id="one blank"),
        pytest.param(f"Published 2021-02-30\n{TEXT}\n  none\n", 1, "no day", id="no day"),
    ],
)
def test_faults_of_form_name_their_line(text: str, line: int, message: str) -> None:
    with pytest.raises(AnnotationError, match=message) as caught:
        read_marked(text, "a.marked")
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("ASSAULT", "ATTACK", '"ATTACK" is no value of event_type', id="type"),
        pytest.param("firearms", "demo", 'ASSAULT has no mode "demo"', id="a mode of another type"),
        pytest.param("happened", "happend", '"happend" is no value of status', id="status"),
        pytest.param("= UAF", "= NER ARMY", '"NER ARMY" is no code', id="sector"),
        pytest.param("= UAF", "= NIGER", '"NIGER" is no code', id="country"),
        pytest.param("= police,", "= cops,", '"cops" is no value of said_by', id="class of source"),
        pytest.param("= 2", "= two", '"two" is no count', id="count"),
        pytest.param(
            "place: near", "objects: near = thing | place: near", '"thing" is no type of objects', id="object"
        ),
        pytest.param("act: shot dead", "act: o", "more than once", id="words that occur twice"),
    ],
)
def test_faults_of_code_are_found(old: str, new: str, message: str) -> None:
    text = f"{TEXT}\n{CLAIM.replace(old, new)}\n"
    problems = check(read_marked(text, "a.marked"), book())
    assert [problem.line for problem in problems if message in problem.message] == [2]


def test_a_good_text_has_no_fault() -> None:
    assert check(read_marked(f"{TEXT}\n{CLAIM}\n", "a.marked"), book()) == ()


def test_two_claims_of_one_type_at_the_same_words() -> None:
    (problem,) = check(read_marked(f"{TEXT}\n{CLAIM}\n{CLAIM}\n", "a.marked"), book())
    assert "stands there before" in problem.message


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Police in Oslo held 12 men.", "Police in Bergen held two men.", True, id="names and numbers"),
        pytest.param("Police in Oslo held 12 men.", "Police in Oslo freed 12 men.", False, id="another verb"),
        pytest.param("POLICE HELD 12 MEN.", "Police held four men.", True, id="capitals"),
    ],
)
def test_a_skeleton_masks_names_and_numbers(one: str, other: str, same: bool) -> None:
    numbers = frozenset({"two", "four"})
    assert (skeleton(one, numbers) == skeleton(other, numbers)) is same


def test_almost_the_same_wording_is_alike() -> None:
    texts = [
        "the army said its men had killed five rebels in a raid on a camp near the river at dawn",
        "the cat sat",
        "the army said its men had killed five rebels in a raid on a camp near the river at dusk",
    ]
    assert list(alike([text.split() for text in texts])) == [(2, (0,))]


def test_a_wording_may_stand_three_times_and_a_text_once() -> None:
    def texts(*places: str) -> str:
        return "\n".join(f"Rebels attacked a village near {place}.\n  none\n" for place in places)

    assert doubles(read_marked(texts("Gao", "Kidal", "Mopti"), "a.marked"), book()) == ()
    fourth, again = doubles(read_marked(texts("Gao", "Kidal", "Mopti", "Gao"), "a.marked"), book())
    assert {fourth.message[:9], again.message[:9]} == {"this text", "this word"}


def test_the_command_writes_problems_and_balance(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.marked").write_text(f"{TEXT}\n{CLAIM}\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert "1 texts, 1 claims" in capsys.readouterr().out
    (tmp_path / "b.marked").write_text(f"{TEXT}\n{CLAIM}\n", encoding="utf-8")
    assert main([str(tmp_path / "b.marked")]) == 1
    assert "b.marked, line 1: this text stands already in a.marked, line 1" in capsys.readouterr().out
    assert main([]) == 2


def test_second_annotations_are_checked_but_are_no_doubles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "second").mkdir()
    (tmp_path / "a.marked").write_text(f"{TEXT}\n{CLAIM}\n", encoding="utf-8")
    (tmp_path / "second" / "claims.marked").write_text(f"{TEXT}\n{CLAIM}\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert "1 texts, 1 claims" in capsys.readouterr().out
    (tmp_path / "second" / "claims.marked").write_text(
        f"{TEXT}\n{CLAIM.replace('= UAF', '= ARMY')}\n", encoding="utf-8"
    )
    assert main([str(tmp_path)]) == 1
    assert 'claims.marked, line 2: "ARMY" is no code' in capsys.readouterr().out


def test_the_training_texts_are_in_order() -> None:
    paths = find([FOLDER])
    cases = [case for path in paths for case in load_cases(path)]
    first = [case for path in paths if is_first(path) for case in load_cases(path)]
    assert [str(problem) for problem in (*check(cases, book()), *doubles(first, book()))] == []
    assert table(cases).startswith(f"{len(cases)} texts")
