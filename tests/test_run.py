"""The whole program: the same bytes in any order, split and number of workers; no report stops a run."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import Codebook, load
from dateline.export.contract import lines, write_lines
from dateline.model import Claim, Document, Reading, Situation, Span
from dateline.read import Defaults, read
from dateline.run import pool
from dateline.run.code import Coder, Recipe, code_report, make_coder
from dateline.run.pipeline import code_documents, gather

EXAMPLES = Path(__file__).parents[1] / "examples"


@cache
def book() -> Codebook:
    return load()


@cache
def coder() -> Coder:
    return make_coder(book())


@cache
def reports() -> tuple[Document, ...]:
    return tuple(found for found in read([EXAMPLES], Defaults()) if isinstance(found, Document))


def written(readings: list[Reading]) -> str:
    situation: Situation = gather(readings, book(), coder().gazetteer.contains)
    return "\n".join(write_lines(lines(situation, book(), mentions=True)))


@cache
def as_they_stand() -> str:
    return written(code_documents(reports(), book(), coder=coder(), mentions=True))


@given(st.permutations(range(16)), st.integers(0, 16))
@settings(max_examples=5, deadline=None)
def test_neither_order_nor_split_shows(order: list[int], cut: int) -> None:
    shuffled = [reports()[i] for i in order if i < len(reports())]
    parts = [
        code_documents(part, book(), coder=coder(), mentions=True) for part in (shuffled[:cut], shuffled[cut:]) if part
    ]
    coded = {reading.document.id: reading for part in parts for reading in part}
    whole = code_documents(shuffled, book(), coder=coder(), mentions=True)
    assert as_they_stand() == written(whole)
    # Duplicates are judged over all reports of a run; every other reading is the report's own.
    for reading in whole:
        if reading.end_state != "duplicate":
            assert reading == coded[reading.document.id]


def test_two_workers_write_what_one_writes() -> None:
    assert as_they_stand() == written(code_documents(reports(), book(), workers=2, mentions=True))


def test_every_report_ends_once() -> None:
    readings = code_documents(reports(), book(), coder=coder())
    assert sorted(document.id for document in reports()) == [reading.document.id for reading in readings]


def test_a_fault_of_ours_is_told_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(document: Document, coder: Coder) -> Reading:
        if document.id == "b":
            raise ZeroDivisionError("by nought")
        return code_report(document, coder)

    monkeypatch.setattr(pool, "code_claims", faulty)
    texts = [Document(name, f"Police arrested {name} editors in Quito.", language="en") for name in ("a", "b", "c")]
    readings = code_documents(texts, book(), coder=coder())
    assert [reading.end_state for reading in readings] == ["coded", "quarantined", "coded"]
    assert "fault: ZeroDivisionError" in (readings[1].reason or "")


def test_a_report_that_takes_too_long_is_quarantined(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(document: Document, coder: Coder) -> Reading:
        while True:
            pass

    monkeypatch.setattr(pool, "code_report", slow)
    reading = pool.code_safely(Document("a", "Police left."), coder(), seconds=0.2)
    assert reading.end_state == "quarantined"
    assert (reading.reason or "").startswith("timeout:")


def test_a_worker_that_dies_twice_costs_one_report(tmp_path: Path) -> None:
    readings = list(pool.code_all([Document("a", "Police left.")], Recipe(tmp_path / "no codebook"), 2, seconds=5))
    assert [reading.end_state for reading in readings] == ["quarantined"]
    assert (readings[0].reason or "").startswith("worker_crash:")


def moved(claim: Claim, by: int) -> tuple[object, ...]:
    """What a claim says, with its spans moved; its id, made of them, left out."""

    def shift(span: Span) -> tuple[int, int]:
        return span.start + by, span.end + by

    return (
        claim.event_type.value,
        claim.status.value,
        shift(claim.action),
        [(entry.party.value, shift(entry.span)) for entry in (*claim.actors, *claim.recipients)],
        claim.place and claim.place.value,
        claim.when and claim.when.value,
        [(tally.what, tally.count.value) for tally in claim.counts],
    )


FRONT = "The library opens its new wing next year. "


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two soldiers near Maradi on Tuesday, police said.",
        "Protesters marched through Quito on Friday. Police detained 12 of them.",
        "The army denied shelling the hospital. It said rebels had fired rockets at Goma.",
    ],
)
def test_an_unrelated_sentence_in_front_moves_claims_and_changes_nothing(text: str) -> None:
    plain = code_report(Document("r", text, published="2021-03-18"), coder())
    longer = code_report(Document("r", FRONT + text, published="2021-03-18"), coder())
    assert [moved(claim, len(FRONT)) for claim in plain.claims] == [moved(claim, 0) for claim in longer.claims]


@pytest.mark.parametrize(("one", "other"), [("Chad", "Niger"), ("Peru", "Ecuador"), ("India", "Pakistan")])
def test_exchanging_two_countries_exchanges_their_codes(one: str, other: str) -> None:
    text = f"{one} accused {other} of aiding rebels. {one} closed its border with {other} on Monday."
    swap = {one: other, other: one}
    swapped = " ".join(swap.get(word.rstrip("."), word) for word in text.split(" "))
    codes = {name: next(entry.id for entry in book().actors.values() if entry.name == name) for name in (one, other)}

    def parties(text: str) -> list[list[str | None]]:
        reading = code_report(Document("r", text, published="2021-03-18"), coder())
        return [[entry.party.value.entity for entry in (*claim.actors, *claim.recipients)] for claim in reading.claims]

    exchange = {codes[one]: codes[other], codes[other]: codes[one]}
    assert parties(text)
    assert [[exchange.get(e or "", e) for e in entry] for entry in parties(text)] == parties(swapped)


def test_a_week_later_everything_relative_is_a_week_later() -> None:
    text = "Gunmen killed two soldiers near Maradi on Tuesday. Police had arrested a man last month."
    document = Document("r", text, published="2021-03-18")
    now = code_report(document, coder())
    later = code_report(replace(document, published="2021-03-25"), coder())
    first = [claim.when.value for claim in now.claims if claim.when and claim.when.value.timex == "2021-03-16"]
    assert [value.timex for value in first] == ["2021-03-16"]
    assert "2021-03-23" in [claim.when.value.timex for claim in later.claims if claim.when]
