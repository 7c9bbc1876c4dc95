"""How far two annotators agree, on a made-up pair of annotations."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

TRAINING = Path(__file__).parents[1] / "training"

FIRST = """Gunmen shot dead two soldiers near Maradi on Tuesday, police said.
  ASSAULT firearms | act: shot dead | status: happened certain | outcome: done | actors: Gunmen = UAF | recipients: two soldiers = MIL | place: near Maradi | when: on Tuesday | counts: killed two = 2 | said: police = police, said

Rebels freed a nurse and blew up six houses.
  RETREAT release | act: freed | status: happened certain | actors: Rebels = REB | recipients: a nurse = MED
  ASSAULT explosives | act: blew up | status: happened certain | actors: Rebels = REB | counts: houses six = 6

The cat sat.
  none
"""  # noqa: E501
SECOND = """# a01:1
Gunmen shot dead two soldiers near Maradi on Tuesday, police said.
  ASSAULT targeted | act: shot | status: historical probable | outcome: done | actors: Gunmen = UAF | recipients: soldiers = MIL | when: on Tuesday | counts: killed two = 3 | said: - = unattributed, said

# a01:4
Rebels freed a nurse and blew up six houses.
  AID | act: freed | status: happened certain | actors: Rebels = REB
  ASSAULT explosives | act: blew up six houses | status: happened certain | actors: Rebels = REB | counts: house six = 6
  ASSAULT abduct | act: nurse | status: happened certain

The cat sat.
  none
"""  # noqa: E501


@pytest.fixture
def agreement(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(TRAINING))
    return importlib.import_module("agreement")


@pytest.fixture
def told(agreement: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command writes of the pair."""
    (tmp_path / "a01.marked").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second").mkdir()
    second = tmp_path / "second" / "claims.marked"
    second.write_text(SECOND, encoding="utf-8")
    assert agreement.main([str(second), "--first", str(tmp_path), "--differences"]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("3 texts; whether there is an event: 1.000 the same, kappa 1.000", id="texts"),
        pytest.param("acts: 3 by the first, 4 by the second, 3 by both: F1 0.857", id="acts"),
        pytest.param("type: 0.667 the same, kappa 0.400", id="type"),
        pytest.param("status: 0.667 the same, kappa 0.000", id="status"),
        pytest.param("certainty: 0.667 the same, kappa 0.000", id="certainty"),
        pytest.param("source class: 0.667 the same, kappa 0.400", id="source class"),
        pytest.param("source class where both name one (1): 0.000 the same, kappa 0.000", id="both name a source"),
        pytest.param("modes: 0.500 the same of 2 acts where either has one", id="modes"),
        pytest.param("actors: 1.000 the same of 3 acts where either has one", id="actors"),
        pytest.param("recipients: 0.500 the same of 2 acts where either has one", id="recipients"),
        pytest.param("place: 0.000 the same of 1 acts where either has one", id="place"),
        pytest.param("when: 1.000 the same of 1 acts where either has one", id="when"),
        pytest.param("counts: 0.500 the same of 2 acts where either has one", id="counts"),
        pytest.param(
            "a01.marked, line 4: [freed] type: RETREAT / AID | Rebels freed a nurse and blew up six houses.",
            id="listed",
        ),
        pytest.param(
            "a01.marked, line 4: [nurse] only by the second: ASSAULT happened"
            " | Rebels freed a nurse and blew up six houses.",
            id="an act that only one has",
        ),
    ],
)
def test_figures(told: list[str], line: str) -> None:
    assert line in told


def test_batches_set_aside_are_not_listed(agreement: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a07.marked").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second").mkdir()
    second = tmp_path / "second" / "claims.marked"
    second.write_text(SECOND, encoding="utf-8")
    assert agreement.main([str(second), "--first", str(tmp_path), "--differences"]) == 0
    assert "a07.marked" not in capsys.readouterr().out


def test_a_text_without_a_first_annotation_is_named(
    agreement: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "second").mkdir()
    second = tmp_path / "second" / "claims.marked"
    second.write_text(SECOND, encoding="utf-8")
    assert agreement.main([str(second), "--first", str(tmp_path)]) == 1
    assert "claims.marked, line 2: nobody annotated this text first" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        pytest.param([], 1.0, id="nothing to compare"),
        pytest.param([("a", "a"), ("a", "a")], 1.0, id="always the same"),
        pytest.param([("a", "a"), ("b", "b")], 1.0, id="full agreement"),
        pytest.param([("a", "b"), ("b", "a")], -1.0, id="always the other"),
        pytest.param([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0, id="as chance would have it"),
    ],
)
def test_kappa(agreement: Any, pairs: list[tuple[str, str]], expected: float) -> None:
    assert agreement.kappa(pairs) == pytest.approx(expected)
