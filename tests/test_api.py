"""``dateline.code``: what it takes, and what it gives back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline.api import Coded, Report, _distinct, _document, _filled
from dateline.codebook import load
from dateline.model import Document
from situations import EVENTS, KILLED, LINKS, R1, READINGS, SITUATION

ROOT = Path(__file__).resolve().parents[1]
TEXT = "Two soldiers were killed by gunmen near Maradi on Tuesday, police said."


@pytest.fixture(scope="module")
def coded() -> Coded:
    return Coded(SITUATION, load(ROOT / "codebook"), mentions=True)


def test_importing_dateline_loads_nothing_heavy() -> None:
    heavy = "[name for name in ('spacy', 'numpy', 'yaml', 'rich', 'sqlite3') if name in sys.modules]"
    found = subprocess.run(
        [sys.executable, "-c", f"import sys, dateline; sys.exit(str({heavy}) if {heavy} else 0)"],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, "")


def test_what_was_coded_is_at_hand(coded: Coded) -> None:
    assert coded.readings == READINGS
    assert [document.id for document in coded.documents] == ["r1", "r2", "r3", "r4", "r5"]
    assert len(coded.claims) == 4 and coded.claims[1] == KILLED
    assert (coded.events, coded.links) == (EVENTS, LINKS)
    assert coded.quote(KILLED) == R1.text
    assert repr(coded) == "<Coded: 5 reports, 4 claims, 2 events>"


def test_lines_of_the_contract(coded: Coded, tmp_path: Path) -> None:
    text = coded.to_jsonl(tmp_path / "x.jsonl")
    assert (tmp_path / "x.jsonl").read_text(encoding="utf-8") == text
    kinds = [json.loads(line)["kind"] for line in text.splitlines()]
    assert kinds.count("mention") == 8 and kinds[0] == "document" and kinds[-1] == "event"


def test_data_frames_have_types(coded: Coded) -> None:
    events, claims = coded.to_pandas(), coded.to_pandas("claims")
    assert list(events["status"]) == ["happened", "future"], "a data frame holds every event"
    assert str(events["killed_low"].dtype) == "Int64" and str(events["first"].dtype).startswith("datetime64")
    assert events["cameo"].tolist()[0].isdigit()
    assert claims["killed_low"].sum() == 2 and claims["modes"].tolist()[1] == ("firearms",)
    with pytest.raises(ValueError, match="no table"):
        coded.to_pandas("links")  # type: ignore[arg-type]


def test_files(coded: Coded, tmp_path: Path) -> None:
    coded.to_csv(tmp_path / "x.csv")
    coded.to_parquet(tmp_path / "x.parquet", "claims")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8-sig").count("\n") == 2
    assert (tmp_path / "x.parquet").read_bytes().startswith(b"PAR1")


def test_a_notebook_shows_the_words(coded: Coded) -> None:
    assert 'title="actor"><bdi>gunmen</bdi></mark>' in coded._repr_html_()


@pytest.mark.parametrize(
    "report",
    [
        pytest.param({"title": "no text"}, id="no text"),
        pytest.param({"text": 5}, id="a number for a text"),
        pytest.param({"text": "x", "date": "2021-03-18"}, id="a field that we do not know"),
        pytest.param({"text": "x", "published": 2021}, id="a number for a date"),
        pytest.param({"text": "x", "published": "yesterday"}, id="a date in words"),
    ],
)
def test_a_report_that_cannot_be_meant_is_refused(report: Report) -> None:
    with pytest.raises(ValueError):
        _document(report)


def test_a_text_alone_is_a_report_with_an_id_of_its_own() -> None:
    document = _document(TEXT)
    assert document == _document({"text": TEXT})
    assert document.text == TEXT and len(document.sha256) == 64
    assert _document({"text": TEXT, "url": "https://example.org/1"}).id != document.id
    assert _document(document) is document


def test_arguments_fill_what_a_report_does_not_say() -> None:
    said = _document({"text": TEXT, "published": "2021-03-18"})
    filled = _filled(said, "2020-01-01", "Example Wire", None)
    assert (filled.published, filled.source, filled.language) == ("2021-03-18", "Example Wire", None)


def test_the_same_report_twice_is_one_and_two_of_one_id_are_a_mistake() -> None:
    one = Document("r1", TEXT)
    assert _distinct([one, Document("r1", TEXT)]) == [one]
    with pytest.raises(ValueError, match="r1"):
        _distinct([one, Document("r1", "Another text.")])


def test_code_from_a_text_to_an_event() -> None:
    """The whole way, with the shipped codebook and parser."""
    found = dateline.code(TEXT, published="2021-03-18", source="Example Wire")
    (claim,), (event,) = found.claims, found.events
    assert claim.event_type.value == "ASSAULT"
    assert found.documents[0].quote(claim.action) == "were killed"
    assert (event.claims, event.reports) == ((claim.id,), 1)
    again = dateline.code([{"text": TEXT, "source": "Example Wire", "published": "2021-03-18"}] * 2)
    assert again.claims[0].event_type == claim.event_type


def test_no_reports_are_no_events() -> None:
    assert dateline.code([]).to_jsonl() == ""
