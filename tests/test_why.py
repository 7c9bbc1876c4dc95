"""``dateline why`` and ``dateline fit``: the story of an event, and the wording of an archive."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from dateline.cli.program import run
from dateline.codebook import load
from dateline.lineage.fitted import fit, strangeness
from dateline.lineage.tells import tokens_of
from dateline.run.code import Coder, make_coder

REPORTS = [
    {
        "id": "r1",
        "text": "Gunmen killed seven soldiers near Dosso, Niger, on Tuesday, police said.",
        "published": "2021-03-17",
        "source": "Example Wire",
        "language": "en",
    },
    {
        "id": "r2",
        "text": "Nine soldiers died on Tuesday when gunmen attacked their post near Dosso in Niger, a doctor said.",
        "published": "2021-03-18",
        "source": "Lagoon Courier",
        "language": "en",
    },
]


@cache
def loaded() -> Coder:
    return make_coder(load())


@pytest.fixture(autouse=True)
def _one_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.cli.why.make_coder", lambda *_, **__: loaded())
    monkeypatch.setattr("dateline.cli.loading.make_coder", lambda *_, **__: loaded())


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(f"{json.dumps(report)}\n" for report in REPORTS))
    return path


def events_of(reports: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert run(["code", str(reports), "--to", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [row["id"] for row in rows if row["kind"] == "event"]


def test_the_story_is_the_same_from_reports_and_from_a_store(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = events_of(reports, capsys)[0]
    assert run(["why", name, "-i", str(reports)]) == 0
    story = capsys.readouterr().out
    for words in ("r1 (Example Wire, 2021-03-17", "7 killed (police, police)", "Figures over time", "Joined because"):
        assert words in story
    store = tmp_path / "events.db"
    assert run(["code", str(reports), "-o", str(store)]) == 0
    capsys.readouterr()
    assert run(["why", name[:8], "-i", str(store)]) == 0
    assert capsys.readouterr().out == story


def test_an_unknown_event_ends_with_those_there_are(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = events_of(reports, capsys)[0]
    assert run(["why", "e-none", "-i", str(reports)]) == 1
    message = capsys.readouterr().err
    assert "no event is called 'e-none'" in message
    assert name in message


# --- the wording of an archive ----------------------------------------------------------------------------------------

WHO = ("police", "soldiers", "farmers", "teachers", "miners", "doctors", "traders", "drivers", "students", "nurses")
DEED = (
    "met near the old bridge",
    "left the town in the morning",
    "spoke to reporters about the road",
    "asked for help",
)


def archive() -> list[str]:
    return [
        " ".join(f"On day {n} the {who} {DEED[(n + k) % 4]} and the {WHO[(n + k) % 10]} waited." for k in range(12))
        for n in range(12)
        for who in WHO
    ]


def test_a_wording_that_the_archive_knows_is_not_strange_and_another_is() -> None:
    fitted = fit(archive())
    book = loaded().book
    with_archive = replace(book, tables={**book.tables, **fitted.tables()}, version="fitted")
    known = archive()[7]
    strange = known.replace("the old bridge", "the waited bridge old").replace("in the morning", "morning the in")
    assert strangeness(tokens_of(known), known, with_archive) == 0.0
    assert strangeness(tokens_of(strange), strange, with_archive) > 1.0
    assert strangeness(tokens_of(strange), strange, book) == 0.0


def test_a_small_archive_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        fit(archive()[:20])


def test_fit_writes_a_codebook_that_holds_the_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trusted = tmp_path / "archive.jsonl"
    rows = [{"id": f"a{n}", "text": text, "language": "en"} for n, text in enumerate(archive())]
    trusted.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    out = tmp_path / "book"
    assert run(["fit", str(trusted), "-o", str(out)]) == 0
    assert "word pairs of 120 reports" in capsys.readouterr().out
    book = load(out)
    assert "old" in book.tables["fitted pairs"]["the"].split()
    assert book.version != load().version
    assert run(["fit", str(trusted), "-o", str(out)]) == 1
    assert "is not empty" in capsys.readouterr().err
