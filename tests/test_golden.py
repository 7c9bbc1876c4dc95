"""The example reports, coded from end to end, give the lines that stand in ``tests/golden/``.

The lines are those of the contract, cut down to what a reviewer reads. They are what the program says, not what is
right (that stands in ``cases/``): they make a change of claims visible.
``DATELINE_ACCEPT=1 pytest tests/test_golden.py`` writes them anew; read the diff before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dateline.cli.program import program

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = Path(__file__).parent / "golden"
ACCEPT = os.environ.get("DATELINE_ACCEPT") == "1"
Record = dict[str, Any]
HAPPENINGS = ("dosso", "oruro", "huaquillas")


def inputs(happening: str) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "examples").glob(f"{happening}-*"))]


def coded(files: list[str]) -> str:
    """What ``dateline code`` writes for these files, from the root of the checkout."""
    done = CliRunner().invoke(program, ["code", *files, "--to", "jsonl"], standalone_mode=False)
    assert done.exception is None, done.output
    return done.stdout


def readable(lines: str) -> str:
    """One line for each report, claim and event, in the words of the report where it has any."""
    shown = {"document": _document, "claim": _claim, "event": _event}
    records = [json.loads(line) for line in lines.splitlines()]
    return "".join(shown[record["kind"]](record) + "\n" for record in records if record["kind"] in shown)


def _document(record: Record) -> str:
    origin = f" of {record['origin']}" if record["origin"] else ""
    return f"\nREPORT {record['id']} {record['end_state']}, {record['lineage']}{origin}: {record['title']}"


def _claim(record: Record) -> str:
    when, place, said = record["when"], record["place"], record["said_by"]
    parts = [
        " ".join([record["event_type"], *record["modes"]]),
        f"{record['status']}, {record['certainty']}, {record['outcome']}",
        f'"{record["action"]["text"]}"',
        f"by {_parties(record['actors'])}",
        f"on {_parties(record['recipients'])}",
        f"at {place['name']} ({place['precision']})" if place else "at -",
        f"{when['first']}..{when['last']}" if when else "no day",
        "; ".join(f"{c['what']} {c['low']}..{c['high']} {c['scope']}" for c in record["counts"]) or "no count",
        f"says {said['class']}" if said else "says the report",
    ]
    return "  claim " + " | ".join(parts)


def _parties(parties: list[Record]) -> str:
    return "; ".join(f'{party["code"]} "{party["text"]}"' for party in parties) or "-"


def _event(record: Record) -> str:
    codes = [", ".join(str(party["code"]) for party in record[role]) or "-" for role in ("actors", "recipients")]
    counts = "; ".join(f"{c['what']} {c['low']}/{c['best']}/{c['high']}" for c in record["counts"]) or "no count"
    return (
        f"EVENT {record['event_type']} {record['status']} | {codes[0]} on {codes[1]} | "
        f"{record['first']}..{record['last']} | {counts} | {record['grade']}, {record['voices']} voices, "
        f"contested {', '.join(record['contested']) or 'no'} | {', '.join(record['documents'])}"
    )


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_examples_give_the_accepted_lines(happening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    file = GOLDEN / f"{happening}.txt"
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
