"""The example reports, coded from end to end, give the contract lines that a person has read and accepted.

``DATELINE_ACCEPT=1 pytest tests/test_golden.py`` writes the lines anew; read the diff before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli.program import program

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = Path(__file__).parent / "golden"
ACCEPT = os.environ.get("DATELINE_ACCEPT") == "1"
HAPPENINGS = ("dosso", "oruro", "huaquillas")


def inputs(happening: str) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "examples").glob(f"{happening}-*"))]


def coded(files: list[str]) -> str:
    """What ``dateline code`` writes for these files, from the root of the checkout."""
    done = CliRunner().invoke(program, ["code", *files, "--to", "jsonl"], standalone_mode=False)
    assert done.exception is None, done.output
    return done.stdout


def readable(lines: str) -> str:
    """One value a line, so that a change reads as a change of claims; the texts are left to the examples."""
    out = []
    for line in lines.splitlines():
        record = json.loads(line)
        record.pop("text", None)
        out.append(json.dumps(record, ensure_ascii=False, indent=1))
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_examples_give_the_accepted_lines(happening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    file = GOLDEN / f"{happening}.json.txt"
    lines = readable(coded(inputs(happening)))
    if ACCEPT:
        file.write_text(lines, encoding="utf-8")
    else:
        assert lines == file.read_text(encoding="utf-8")


def test_the_order_of_inputs_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    files = inputs("huaquillas")
    assert coded(files) == coded(files[::-1])


def test_every_happening_has_its_examples() -> None:
    files = {path.name for path in (ROOT / "examples").iterdir()}
    assert files == {Path(file).name for happening in HAPPENINGS for file in inputs(happening)}
    assert len(files) >= 10
