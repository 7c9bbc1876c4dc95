"""Tables, files, the terminal and the notebook: safe to pass on, safe to open, nothing half written."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from dateline.codebook import Codebook, load
from dateline.export.facts import marked
from dateline.export.files import BOM, MissingExtra, csv_lines, whole_file, write_csv, write_jsonl, write_parquet
from dateline.export.naming import Private, called, label
from dateline.export.notebook import situation_html
from dateline.export.tables import ALL_STATUSES, Cell, Column, Table, claim_table, event_table
from dateline.export.terminal import claims_view, days, event_grid, visible
from dateline.model import Claim, Count, Event, InRole, Party, Reading, Said, Situation, Sourced, Tally
from dateline.store.flat import claimed, in_words, settled
from situations import (
    AGREED,
    CLERK,
    EVENTS,
    GUNMEN,
    KILLED,
    LINEAGES,
    R1,
    R2,
    SITUATION,
    claim,
    report,
    words,
)

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load(ROOT / "codebook")


def row(table: Table, number: int = 0) -> dict[str, Cell]:
    return dict(zip((column.name for column in table.columns), table.rows[number], strict=True))


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def shown(view: RenderableType, width: int = 110) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    console.print(view)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


# --- tables -----------------------------------------------------------------------------------------------------------


def test_an_event_is_one_row(book: Codebook) -> None:
    found = row(event_table(SITUATION, book))
    assert (found["event_type"], found["modes"], found["first"]) == ("ASSAULT", ("firearms",), date(2021, 3, 16))
    assert (found["killed_low"], found["killed_best"], found["killed_high"]) == (2, 2, 3)
    assert found["other_figures"] == "participants 200 or more"
    assert (found["place"], found["lat"], found["country"]) == ("Maradi", 13.5, "NER")
    assert (found["recipients"], found["recipient_codes"]) == (("Army of Niger", "person (CVL)"), ("NER MIL", "CVL"))
    assert (found["sources"], found["grade"]) == (("Example Wire",), "U1")


def test_plans_fears_and_denials_are_left_out_and_counted(book: Codebook) -> None:
    table = event_table(SITUATION, book)
    assert [cells[3] for cells in table.rows] == ["ASSAULT"]
    assert table.note == "1 event left out: planned, feared or denied, not said to have happened"
    everything = event_table(SITUATION, book, ALL_STATUSES)
    assert (len(everything.rows), everything.note) == (2, None)


def test_every_claim_is_a_row_with_its_sentence_and_event(book: Codebook) -> None:
    table = claim_table(SITUATION, book)
    found = [row(table, number) for number in range(len(table.rows))]
    assert [(one["document"], one["part"]) for one in found] == [
        ("r1", "title"),
        ("r1", "text"),
        ("r2", "text"),
        ("r2", "text"),
    ]
    assert (found[1]["said_by"], found[1]["action"], found[1]["event"]) == ("police", "were killed", EVENTS[0].id)
    assert (found[1]["killed_low"], found[1]["killed_high"]) == (2, 2)
    assert found[1]["sentence"] == R1.text
    assert found[3]["said_by"] == "unattributed"


FIGURES = [
    pytest.param([("event", None, 12, 12)], (12, 12, 12), id="one figure"),
    pytest.param(
        [("recipients", 0, 2, 2), ("recipients", 1, 3, None)], (5, None, None), id="two kinds of people add up"
    ),
    pytest.param([("event", None, 17, 17), ("recipients", 0, 3, 3)], (17, None, 20), id="one may hold the other"),
    pytest.param([("recipients", 0, 8, 8), ("recipients", 0, 12, 12)], (12, None, 20), id="two figures of one party"),
    pytest.param([("event", None, 2**70, None)], (None, None, None), id="no count of people"),
    pytest.param([], (None, None, None), id="none given is not nought"),
]


@pytest.mark.parametrize(("figures", "expected"), FIGURES)
def test_how_many_a_claim_says_were_killed(
    figures: list[tuple[str, int | None, int, int | None]], expected: tuple[int | None, ...]
) -> None:
    span = (words(R1, "Two"),)
    counts = tuple(
        Tally("killed", of, who, Sourced(Count(low, high, "exactly"), span, "rule:count@1"))  # type: ignore[arg-type]
        for of, who, low, high in figures
    )
    assert claimed(replace(KILLED, counts=counts), "killed") == expected


def test_parts_and_running_totals_stay_out_of_an_events_figure() -> None:
    (tally,) = KILLED.counts
    counts = (tally, replace(tally, scope="cumulative"), replace(tally, scope="part", part_of=words(R1, "Two")))
    assert claimed(replace(KILLED, counts=counts), "killed") == (2, 2, 2)


def test_figures_of_an_event_add_up_over_sectors_only() -> None:
    (killed, _) = EVENTS[0].counts
    civilians = replace(killed, sector="CVL", low=5, best=5, high=5)
    assert settled(replace(EVENTS[0], counts=(killed, civilians)), "killed") == (7, 7, 8)
    anybody = replace(civilians, sector=None)
    assert settled(replace(EVENTS[0], counts=(killed, anybody)), "killed") == (5, None, 8)


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(12, 12, "12"), (8, 12, "8 to 12"), (17, None, "17 or more"), (None, 3, "at most 3")]
)
def test_a_range_in_words(low: int | None, high: int | None, expected: str) -> None:
    assert in_words(low, high) == expected


# --- private persons --------------------------------------------------------------------------------------------------


def with_witness() -> Situation:
    text = "Ruben Aldecoa, a baker, was beaten by gunmen in Maradi.\nAldecoa’s sister Ines Marlow said so."
    document = report("r1", text)
    beaten = claim(
        document,
        "was beaten",
        sentence=text,
        actors=[("gunmen", GUNMEN)],
        recipients=[("Ruben Aldecoa", CLERK)],
        said_by=("Ines Marlow", "relative", "said"),
    )
    return Situation((Reading(document, "coded", None, (), (beaten,)),), LINEAGES[:1], (), ())


@pytest.mark.parametrize("table", [claim_table, event_table], ids=["claims", "events"])
def test_no_cell_of_a_table_names_a_private_person(table: Callable[..., Table], book: Codebook) -> None:
    for situation in (SITUATION, with_witness()):
        text = "".join(csv_lines(table(situation, book)))
        assert not re.search("Ruben|Aldecoa|Ines|Marlow", text)


def test_what_stands_for_a_private_person(book: Codebook) -> None:
    found = row(claim_table(with_witness(), book))
    assert found["recipients"] == ("person (CVL)",)
    assert found["said_by"] == "relative"
    expected = "[person], a baker, was beaten by gunmen in Maradi. [person]’s sister [relative] said so."
    assert found["sentence"] == expected


def test_a_role_that_names_nobody_keeps_its_words(book: Codebook) -> None:
    document = report("r1", "A baker was beaten by gunmen.")
    baker = Party(None, None, None, "CVL", "person", public=False)
    beaten = claim(document, "was beaten", recipients=[("A baker", baker)], actors=[("gunmen", GUNMEN)])
    assert Private.of(Reading(document, "coded", None, (), (beaten,))).quote(beaten.sentence) == document.text
    assert label(baker) == "person (CVL)"


def test_the_accuser_of_a_claim_is_hidden_too() -> None:
    accused = replace(AGREED.actors[0])
    assert accused.blame is not None and isinstance(accused.blame.by, Said)
    only = replace(AGREED, actors=(InRole(accused.party, accused.blame),))
    quoted = Private.of(Reading(R2, "coded", None, (), (only,))).quote(only.sentence)
    assert quoted.startswith("Gunmen who were filmed by [witness] agreed")


# --- files ------------------------------------------------------------------------------------------------------------


def one_cell(value: Cell, column: Column | None = None) -> str:
    text = "".join(csv_lines(Table("t", (column or Column("x", "text"),), ((value,),))))
    return read_csv(text)[0][column.name if column else "x"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_a_spreadsheet_would_run_is_escaped(start: str) -> None:
    assert one_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"
    assert one_cell((f"{start}1", "b"), Column("x", "list")) == f"'{start}1; b"


@pytest.mark.parametrize(
    ("value", "column", "expected"),
    [
        pytest.param(-3.5, Column("x", "number"), "-3.5", id="a negative number stays one"),
        pytest.param(None, Column("x", "whole"), "", id="not said is empty"),
        pytest.param(0, Column("x", "whole"), "0", id="nought is not empty"),
        pytest.param("0871", Column("x", "id", "cameo:"), "cameo:0871", id="a code with a leading zero"),
        pytest.param(
            ("1e10", "22"), Column("x", "list", "claim:"), "claim:1e10; claim:22", id="ids that look like numbers"
        ),
        pytest.param(date(2021, 3, 16), Column("x", "day"), "2021-03-16", id="a day"),
        pytest.param(
            'a "quoted", cell\nof two lines', Column("x", "text"), 'a "quoted", cell\nof two lines', id="quotes"
        ),
    ],
)
def test_a_cell_of_a_csv_file(value: Cell, column: Column, expected: str) -> None:
    assert one_cell(value, column) == expected


@settings(max_examples=60)
@given(st.lists(st.text(max_size=8), min_size=1, max_size=4))
def test_no_text_reaches_a_spreadsheet_as_a_formula_and_none_is_lost(values: list[str]) -> None:
    table = Table("t", (Column("x", "text"),), tuple((value,) for value in values))
    text = "".join(csv_lines(table))
    back = [line[0] if line else "" for line in csv.reader(io.StringIO(text, newline=""))][1:]
    assert [cell.removeprefix("'") for cell in back] == [value.removeprefix("'") for value in values]
    assert not any(re.match(r"[=+\-@\t\r\n]", cell) for cell in back)


def test_a_csv_file_opens_in_a_spreadsheet(tmp_path: Path, book: Codebook) -> None:
    path = tmp_path / "events.csv"
    write_csv(event_table(SITUATION, book), path)
    text = path.read_bytes().decode("utf-8")
    assert text.startswith(BOM) and text.count("\r\n") == 2
    (found,) = read_csv(text)
    assert found["cameo"].startswith("cameo:") and found["claims"].startswith("claim:")
    assert found["killed_low"] == "2" and found["injured_low"] == ""


def test_a_parquet_file_keeps_types(tmp_path: Path, book: Codebook) -> None:
    path = tmp_path / "events.parquet"
    table = event_table(SITUATION, book, ALL_STATUSES)
    write_parquet(table, path)
    back = pq.read_table(path).to_pylist()
    assert [tuple(tuple(cell) if isinstance(cell, list) else cell for cell in one.values()) for one in back] == list(
        table.rows
    )
    first = path.read_bytes()
    write_parquet(table, path)
    assert path.read_bytes() == first


def test_an_empty_table_is_a_file_with_columns(tmp_path: Path) -> None:
    table = Table("t", (Column("x", "list"), Column("y", "day")), ())
    write_parquet(table, tmp_path / "x.parquet")
    assert pq.read_table(tmp_path / "x.parquet").column_names == ["x", "y"]
    assert "".join(csv_lines(table)) == "x,y\r\n"


def test_parquet_without_pyarrow_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Codebook
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"dateline\[parquet\]"):
        write_parquet(event_table(SITUATION, book), tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_fails_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    write_jsonl(["old"], path)
    with pytest.raises(OSError, match="full"), whole_file(path) as file:
        file.write(b"new")
        raise OSError("the disk is full")
    assert path.read_bytes() == b"old\n"
    assert list(tmp_path.iterdir()) == [path]


# --- the terminal -----------------------------------------------------------------------------------------------------


def test_events_on_a_terminal_read_as_sentences() -> None:
    text = shown(event_grid(SITUATION), 200)
    assert re.search(r"2021-03-16 +ASSAULT firearms +gunmen → Army of Niger, person \(CVL\) +Maradi, NER", text)
    assert "killed 2 MIL (2 to 3), participants 200 or more" in text
    assert re.search(r"U1 contested +2 \(1 root\)", text)
    assert "1 event from 4 claims in 5 reports" in text
    assert "1 event left out: planned, feared or denied, not said to have happened" in text
    assert "1 report could not be read" in text
    assert "Aldecoa" not in text


def test_a_party_that_nobody_names_is_called_what_its_event_calls_it() -> None:
    document = report("r1", "They were killed. Farmers were killed.")
    farmers, pronoun = Party(None, None, None, "AGR", "group"), "They"
    first = claim(document, "were killed", sentence="They were killed.", recipients=[(pronoun, farmers)])
    by_pronoun = replace(first.recipients[0], party=replace(first.recipients[0].party, by="rule:pronoun@1"))
    first = replace(first, recipients=(by_pronoun,))
    second = replace(claim(document, "were killed", recipients=[("Farmers", farmers)]), id="0" * 16)
    events = tuple(
        replace(EVENTS[0], id=f"e-{one.id}", claims=(one.id,), recipients=(farmers,)) for one in (first, second)
    )
    situation = Situation((Reading(document, "coded", None, (), (first, second)),), LINEAGES[:1], (), events)
    assert called(situation) == {events[0].id: {}, events[1].id: {farmers: "Farmers"}}


def test_a_claim_on_a_terminal_shows_its_words() -> None:
    text = shown(claims_view(SITUATION))
    assert R1.text in text
    assert re.search(r"recipient +Army of Niger \(NER MIL\) +“Two soldiers”", text)
    assert re.search(r"place +Maradi, NER \(district\) +“near Maradi” +gazetteer", text)
    assert re.search(r"when +… to 2021-03-16 +“two days”", text)
    assert re.search(r"said by +unattributed", text)


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\x00"])
def test_a_report_cannot_steer_the_terminal(sign: str) -> None:
    assert visible(f"a{sign}[31mb") == "a�[31mb"
    document = report("r1", f"Gunmen were{sign}[2J killed.")
    reading = Reading(document, "coded", None, (), (claim(document, "killed", actors=[("Gunmen", GUNMEN)]),))
    assert sign not in shown(claims_view(Situation((reading,), (), (), ())))


def test_words_that_look_like_markup_are_words() -> None:
    document = report("r1", "[red]Gunmen[/red] were killed.")
    reading = Reading(document, "coded", None, (), (claim(document, "were killed"),))
    assert "[red]Gunmen[/red] were killed." in shown(claims_view(Situation((reading,), (), (), ())))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param("2021-03-16", "2021-03-16", "2021-03-16", id="a day"),
        pytest.param("2021-03-16", "2021-03-18", "2021-03-16 … 18", id="days of a month"),
        pytest.param("2021-03-16", "2021-04-02", "2021-03-16 … 04-02", id="days of a year"),
        pytest.param("2020-12-31", "2021-01-01", "2020-12-31 … 2021-01-01", id="over a new year"),
        pytest.param("2021-03-16", None, "2021-03-16 …", id="open at the end"),
        pytest.param(None, "2021-03-16", "… 2021-03-16", id="open at the start"),
        pytest.param(None, None, "?", id="no day"),
    ],
)
def test_days_in_a_table(first: str | None, last: str | None, expected: str) -> None:
    assert days(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None) == expected


# --- the notebook -----------------------------------------------------------------------------------------------------


def test_the_words_of_a_claim_are_marked_in_its_sentence() -> None:
    assert marked(KILLED, R1) == [
        ("Two", "count"),
        (" soldiers", "recipient"),
        (" ", None),
        ("were killed", "action"),
        (" by ", None),
        ("gunmen", "actor"),
        (" ", None),
        ("near Maradi", "place"),
        (" ", None),
        ("on Tuesday", "when"),
        (", ", None),
        ("police", "source"),
        (" ", None),
        ("said", "cue"),
        (".", None),
    ]


@pytest.mark.parametrize("one", [pytest.param(c, id=c.event_type.value) for r in SITUATION.readings for c in r.claims])
def test_marking_keeps_every_character(one: Claim) -> None:
    document = {"r1": R1, "r2": R2}[one.document]
    assert "".join(text for text, _ in marked(one, document)) == document.quote(one.sentence)


def test_a_gap_in_an_action_is_not_marked() -> None:
    actions = [text for text, role in marked(AGREED, R2) if role == "action"]
    assert actions == ["agreed", "to cooperate"]


def hostile(event: Event) -> Situation:
    text = "<script>alert(1)</script> & \u202e killed \x00\ud800 <b>Gunmen</b>."
    document = report("<img src=x>", text)
    evil = Party('"><script>alert(2)</script>', None, None, "UAF", "group")
    made = claim(document, "killed", actors=[("<b>Gunmen</b>", evil)])
    return Situation((Reading(document, "coded", None, (), (made,)),), (), (), (replace(event, actors=(evil,)),))


def test_nothing_in_a_report_reaches_the_page_as_markup() -> None:
    html = situation_html(hostile(EVENTS[0]))
    tags = set(re.findall(r"<\s*/?\s*([a-z]+)", html))
    assert tags <= {"div", "p", "table", "thead", "tbody", "tr", "th", "td", "bdi", "mark", "span", "b", "i", "small"}
    assert "alert(1)" in html and "<script" not in html and "<b>Gunmen" not in html
    assert html.count("<bdi>") == html.count("</bdi>")
    html.encode("utf-8")


def test_a_long_page_says_where_the_rest_is() -> None:
    document = report("r1", "Gunmen were killed.")
    readings = tuple(
        Reading(
            replace(document, id=f"r{n}"), "coded", None, (), (claim(replace(document, id=f"r{n}"), "were killed"),)
        )
        for n in range(60)
    )
    html = situation_html(Situation(readings, (), (), ()))
    assert html.count("<mark") == 50 and "to_pandas()" in html
