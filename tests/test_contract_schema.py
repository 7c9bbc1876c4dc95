"""The contract's schema and the lines that are written, held together over every kind of line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dateline.codebook import Codebook, load
from dateline.codebook.crosswalk import ACLED
from dateline.export.contract import Line, claim_line, lines, write_lines
from dateline.model import Document, Reading, Situation
from situations import DAMAGED, HEADLINE, KILLED, R1, R2, READINGS, SITUATION

ROOT = Path(__file__).resolve().parents[1]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "contract.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load(ROOT / "codebook")


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    Draft202012Validator.check_schema(SCHEMA)
    return Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def written(book: Codebook) -> list[Line]:
    return [json.loads(line) for line in write_lines(lines(SITUATION, book, mentions=True))]


def problems(schema: Draft202012Validator, line: Line) -> list[str]:
    return sorted(f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in schema.iter_errors(line))


def test_every_kind_of_line_is_valid(schema: Draft202012Validator, written: list[Line]) -> None:
    assert {line["kind"] for line in written} == {"document", "mention", "claim", "link", "event"}
    assert [problems(schema, line) for line in written] == [[]] * len(written)


def test_reports_come_by_id_each_with_its_mentions_and_claims_then_links_then_events(written: list[Line]) -> None:
    kinds = [(line["kind"], line.get("id", line.get("document"))) for line in written if line["kind"] != "mention"]
    found = [(kind, id if kind == "document" else None) for kind, id in kinds]
    claims = ("claim", None)
    r1, r2 = ("document", "r1"), ("document", "r2")
    rest = [
        ("document", "r3"),
        ("document", "r4"),
        ("document", "r5"),
        ("link", None),
        ("event", None),
        ("event", None),
    ]
    assert found == [r1, claims, claims, r2, claims, claims, *rest]


def spans(value: object) -> Iterator[Line]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and "start" in value:
            yield value
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


def test_every_quote_stands_where_its_offsets_say(written: list[Line]) -> None:
    documents = {reading.document.id: reading.document for reading in READINGS}
    found = [
        (documents[str(line.get("document", line.get("id")))], span)
        for line in written
        if line["kind"] in ("document", "mention", "claim")
        for span in spans(line)
    ]
    assert len(found) > 30
    for document, span in found:
        whole = document.title or "" if span.get("in") == "title" else document.text
        assert span["text"] == whole[span["start"] : span["end"]]


def test_the_contracts_own_example_comes_out_as_the_contract_shows_it(book: Codebook) -> None:
    line = claim_line(KILLED, R1, book)
    assert line["cameo"] is not None and line["acled"] is not None
    assert line["action"] == {"text": "were killed", "start": 13, "end": 24}
    assert line["sentence"] == {"start": 0, "end": 71}
    assert line["actors"] == [
        {
            "text": "gunmen",
            "start": 28,
            "end": 34,
            "name": None,
            "entity": None,
            "country": None,
            "sector": "UAF",
            "code": "UAF",
            "kind": "group",
            "blame": "stated",
            "blamed_by": None,
        }
    ]
    assert line["when"] == {
        "text": "on Tuesday",
        "start": 47,
        "end": 57,
        "first": "2021-03-16",
        "last": "2021-03-16",
        "leaning_on": ["published"],
    }
    assert line["counts"] == [
        {
            "what": "killed",
            "of": "recipients",
            "who": 0,
            "text": "Two",
            "start": 0,
            "end": 3,
            "low": 2,
            "high": 2,
            "qualifier": "exactly",
            "scope": "event",
            "part_of": None,
        }
    ]
    cue = {"text": "said", "start": 66, "end": 70}
    assert line["said_by"] == {
        "text": "police",
        "start": 59,
        "end": 65,
        "class": "police",
        "speech": "indirect",
        "cue": cue,
    }
    assert line["evidence"]["status"] == [[13, 24]]
    assert line["evidence"]["modes.firearms"] == [[28, 34]]
    assert line["confidence"] == {"event_type": 0.97}
    assert line["by"]["event_type"] == "pattern:kill-direct@2"
    assert line["by"]["modes.firearms"] == "pattern:kill-direct@2"
    assert line["by"]["actors.0"] == "actor"


def test_evidence_in_the_headline_says_so(book: Codebook) -> None:
    assert claim_line(HEADLINE, R1, book)["evidence"]["status"] == [[13, 19, "title"]]


def test_a_quotation_without_a_speaker_is_not_the_reports_own_voice(book: Codebook) -> None:
    said = claim_line(DAMAGED, R2, book)["said_by"]
    assert (said["text"], said["class"], said["speech"]) == (None, "unattributed", "direct")


def test_a_lone_surrogate_is_escaped_so_that_the_line_is_utf_8(book: Codebook) -> None:
    document = Document("r9", "half of a pair: \ud83d", extracted=True)
    situation = Situation((Reading(document, "no_event"),), SITUATION.lineages, (), ())
    lineage = SITUATION.lineages[0]
    situation = Situation(situation.readings, (type(lineage)("r9", "original", None, "r9", "", lineage.spun),), (), ())
    (line,) = write_lines(lines(situation, book))
    assert json.loads(line.encode("utf-8"))["text"] == document.text


BROKEN = [
    pytest.param("claim", {"event_type": "FIGHT"}, id="a type that PLOVER dropped"),
    pytest.param("claim", {"modes": ["demo"]}, id="a mode of another type"),
    pytest.param("claim", {"status": "planned"}, id="a status of another scheme"),
    pytest.param("claim", {"extra": 1}, id="a field that the contract does not have"),
    pytest.param("claim", {"said_by": {"text": "police", "class": "police"}}, id="a speaker without offsets"),
    pytest.param("claim", {"cameo": 190}, id="a CAMEO code as a number"),
    pytest.param(
        "claim", {"acled": {"event_type": "Riots", "sub_event_type": "Attack"}}, id="a sub-event of another type"
    ),
    pytest.param("claim", {"evidence": {}}, id="no evidence of the status"),
    pytest.param("claim", {"trust": {"event_type": "ok"}}, id="trust of some fields only"),
    pytest.param(
        "claim", {"by": {"event_type": "p", "status": "s", "certainty": "c", "actors": ["a"]}}, id="a reader per list"
    ),
    pytest.param("event", {"place": {"name": "X", "lat": 0.0, "lon": None}}, id="half of a place's coordinates"),
    pytest.param("event", {"grade": "confirmed"}, id="a grade that no machine gives"),
    pytest.param("event", {"contested": ["motive"]}, id="a contested field of no kind"),
    pytest.param("event", {"first": "16 March 2021"}, id="a day in words"),
    pytest.param("document", {"end_state": "quarantined"}, id="quarantined without a reason"),
    pytest.param("document", {"end_state": "skipped"}, id="an end state of no kind"),
    pytest.param("mention", {"value": {"low": 1}}, id="a value of another mention"),
    pytest.param("link", {"same": "yes"}, id="a judgement in words"),
    pytest.param("link", {"kind": "edge"}, id="a line of no kind"),
]


@pytest.mark.parametrize(("kind", "change"), BROKEN)
def test_the_schema_refuses(schema: Draft202012Validator, written: list[Line], kind: str, change: Line) -> None:
    line = deepcopy(
        next(line for line in written if line["kind"] == kind and not line.get("reason", "").startswith("x"))
    )
    assert problems(schema, line) == []
    line.update(change)
    assert problems(schema, line) != []


def test_the_schema_knows_the_codebooks_codes(book: Codebook) -> None:
    known = SCHEMA["$defs"]
    assert known["event_type"]["enum"] == list(book.event_types)
    assert known["contexts"]["items"]["enum"] == list(book.contexts)
    assert known["source_class"]["enum"] == list(book.source_classes)
    assert known["party"]["properties"]["sector"]["enum"] == [*book.sectors, None]
    modes = {
        rule["if"]["properties"]["event_type"]["const"]: rule["then"]["properties"]["modes"]
        .get("items", {})
        .get("enum", [])
        for rule in known["modes_fit_the_type"]["allOf"]
    }
    assert modes == {code: list(entry.modes) for code, entry in book.event_types.items()}
    acled = {
        one["properties"]["event_type"]["const"]: tuple(one["properties"]["sub_event_type"]["enum"])
        for one in known["acled"]["oneOf"][1:]
    }
    assert acled == ACLED
