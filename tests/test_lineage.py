"""Which reports are copies, cuts, edits, updates or spun copies of which, and which are voices of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import Codebook, load
from dateline.lineage import duplicates, trace
from dateline.model import Document, Lineage
from lineage_reports import COPY, CUT, EDITED, INDEPENDENT, LOOK_ALIKE, UPDATE, WIRE
from spinner import Style, spin

BOOK = load()


def report(id: str, text: str, published: str | None, source: str | None = None) -> Document:
    return Document(id, text, source=source, published=published)


ROOT = report("root", WIRE, "2023-05-09T10:00:00Z", "Osprey Wire")
WORLD = (
    ROOT,
    report("copy", COPY, "2023-05-09T12:00:00Z", "Harbour Post"),
    report("cut", CUT, "2023-05-10", "Lowland Courier"),
    report("edited", EDITED, "2023-05-10T05:00:00Z", "Capital Mirror"),
    report("update", UPDATE, "2023-05-10T09:00:00Z", "Osprey Wire"),
    report("spun", spin(WIRE), "2023-05-11", "Best News Hub"),
    report("own", INDEPENDENT, "2023-05-11", "Southern Gazette"),
    report("other", LOOK_ALIKE, "2023-05-13", "Osprey Wire"),
)


def lineage_of(id: str, *documents: Document, book: Codebook = BOOK) -> Lineage:
    return next(lineage for lineage in trace(documents, book) if lineage.document == id)


@pytest.mark.parametrize(
    ("id", "kind", "group"),
    [
        pytest.param("root", "original", "root", id="the first of them"),
        pytest.param("copy", "copy", "root", id="dateline left out, credit and notice added"),
        pytest.param("cut", "excerpt", "root", id="its first half, a day later"),
        pytest.param("edited", "edited", "root", id="new lead, sentences shortened and left out"),
        pytest.param("update", "update", "root", id="the toll has risen"),
        pytest.param("spun", "spun", "root", id="every so-manieth word another one"),
        pytest.param("own", "original", "own", id="another reporter: same quote, names and figures"),
        pytest.param("other", "original", "other", id="another attack in the agency's usual words"),
    ],
)
def test_each_report_of_one_world(id: str, kind: str, group: str) -> None:
    lineage = lineage_of(id, *WORLD)
    assert (lineage.kind, lineage.group) == (kind, group), lineage.reason
    assert (lineage.origin is None) == (kind == "original")


@pytest.mark.parametrize("style", ["plain", "padded", "technical"])
@pytest.mark.parametrize("text", [WIRE, INDEPENDENT, LOOK_ALIKE, EDITED], ids=["wire", "own", "other", "edited"])
def test_spun_copies_are_proven_with_the_words_that_were_swapped(style: Style, text: str) -> None:
    origin = report("a", text, "2023-05-09")
    copy = report("b", spin(text, style), "2023-05-10")
    lineage = lineage_of("b", origin, copy)
    assert (lineage.kind, lineage.origin, lineage.spun.verdict) == ("spun", "a", "proven"), lineage.reason
    original_words = set(text.split())
    assert lineage.spun.spans
    assert any(copy.quote(span) not in original_words for span in lineage.spun.spans)


@pytest.mark.parametrize("id", [pytest.param(d.id, id=d.id) for d in WORLD if d.id not in {"spun"}])
def test_nothing_but_the_spun_copy_is_called_spun(id: str) -> None:
    assert lineage_of(id, *WORLD).spun.verdict == "none"


# --- which came first -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "origin"),
    [
        pytest.param(
            report("a", WIRE, "2023-05-09T12:00:00Z"),
            report("b", EDITED, "2023-05-09T11:00:00Z"),
            "b",
            id="by the hour",
        ),
        pytest.param(
            report("a", WIRE, "2023-05-09T12:00:00+05:00"),
            report("b", EDITED, "2023-05-09T11:00:00+00:00"),
            "a",
            id="by the hour, zones apart",
        ),
        pytest.param(
            report("a", COPY, "2023-05-09", "Harbour Post"),
            report("b", EDITED, "2023-05-09", "Osprey Wire"),
            "b",
            id="the one credits the other's publisher",
        ),
        pytest.param(
            report("a", spin(WIRE, "padded"), "2023-05-09"),
            report("b", WIRE, "2023-05-10"),
            "b",
            id="damaged wording outweighs an earlier date",
        ),
        pytest.param(report("a", CUT, None), report("b", WIRE, None), "b", id="undated, one holds nothing of its own"),
        pytest.param(report("a", EDITED, None), report("b", UPDATE, None), None, id="undated, nothing tells"),
        pytest.param(
            report("a", EDITED, "2023-05-09"), report("b", UPDATE, "2023-05-09"), None, id="same day, nothing tells"
        ),
    ],
)
def test_which_came_first(first: Document, second: Document, origin: str | None) -> None:
    lineages = trace([first, second], BOOK)
    assert len({lineage.group for lineage in lineages}) == 1
    assert [lineage.origin for lineage in lineages if lineage.origin] == ([origin] if origin else [])
    if origin is None:
        assert {lineage.kind for lineage in lineages} == {"unknown"}


def test_reports_weeks_apart_are_not_compared_but_the_same_text_is_known() -> None:
    late = [replace(ROOT, id="same", published="2023-08-01"), report("edited", EDITED, "2023-08-01", "Capital Mirror")]
    assert lineage_of("same", ROOT, *late).group == "root"
    assert lineage_of("edited", ROOT, late[1]).kind == "original"


def test_an_undated_report_is_compared_with_all() -> None:
    assert lineage_of("z", ROOT, report("z", CUT, None)).group == "root"


def test_a_digest_of_two_reports_does_not_join_them() -> None:
    digest = report("digest", CUT + "\n\n" + LOOK_ALIKE, "2023-05-14", "Weekly Digest")
    groups = {lineage.document: lineage.group for lineage in trace([*WORLD, digest], BOOK)}
    assert groups["root"] != groups["other"]
    assert groups["digest"] in {"root", "other"}


def test_short_reports_are_told_by_their_whole_text_alone() -> None:
    line = "Two soldiers were killed by gunmen near Korvana on Tuesday, police said, and one rebel was captured."
    near = line.replace("Tuesday", "Wednesday")
    lineages = trace([report("a", line, "2023-05-09"), report("b", line, "2023-05-10"), report("c", near, None)], BOOK)
    assert [lineage.group for lineage in lineages] == ["a", "a", "c"]


def test_a_report_without_words_is_of_unknown_lineage() -> None:
    lineages = trace([report("a", " \n", None), report("b", "", None)], BOOK)
    assert [(lineage.kind, lineage.group) for lineage in lineages] == [("unknown", "a"), ("unknown", "b")]


# --- duplicates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param(
            [("a", "Same text.", "2023-01-02"), ("b", "Same  TEXT.", "2023-01-01")], {"a": "b"}, id="earliest"
        ),
        pytest.param([("b", "x y", "2023-01-01"), ("a", "x\ny", "2023-01-01")], {"b": "a"}, id="then by id"),
        pytest.param([("a", "x y", None), ("b", "x y", "2023-01-01")], {"a": "b"}, id="undated last"),
        pytest.param([("a", "x y", None), ("b", "x, y", None)], {}, id="a comma is a difference"),
        pytest.param([("a", "", None), ("b", " ", None)], {}, id="no text is nobody's duplicate"),
    ],
)
def test_duplicates(documents: list[tuple[str, str, str | None]], expected: dict[str, str]) -> None:
    assert duplicates([report(*document) for document in documents]) == expected


# --- properties -------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=12)
@given(st.permutations(WORLD))
def test_order_changes_nothing(documents: list[Document]) -> None:
    assert trace(documents, BOOK) == trace(WORLD, BOOK)


@settings(deadline=None, max_examples=12)
@given(st.sampled_from(WORLD), st.integers(0, 9))
def test_a_copy_adds_no_group(document: Document, days: int) -> None:
    copy = replace(document, id="again", published=f"2023-05-1{days}", source="Mirror of Mirrors")
    before = {lineage.group for lineage in trace(WORLD, BOOK)}
    assert len({lineage.group for lineage in trace([*WORLD, copy], BOOK)}) == len(before)


@settings(deadline=None, max_examples=12)
@given(st.sampled_from(WORLD))
def test_a_spun_copy_adds_no_group(document: Document) -> None:
    spun = Document("zz", spin(document.text, "technical"), published="2023-05-15", source="Best News Hub")
    before = {lineage.group for lineage in trace(WORLD, BOOK)}
    assert {lineage.group for lineage in trace([*WORLD, spun], BOOK)} == before


def test_without_the_origin_another_report_is_the_root() -> None:
    left = trace([document for document in WORLD if document.id != "root"], BOOK)
    assert len({lineage.group for lineage in left}) == len({lineage.group for lineage in trace(WORLD, BOOK)})


def test_hundreds_of_near_copies_are_one_group() -> None:
    copies = [
        report(f"c{n:03}", f"{COPY}\nRead more on page {n}.", f"2023-05-{9 + n % 20:02}T18:00:00Z", f"Paper {n}")
        for n in range(300)
    ]
    assert {lineage.group for lineage in trace([ROOT, *copies], BOOK)} == {"root"}


def test_a_wording_that_comes_back_after_the_window_is_its_own() -> None:
    later = [report(f"r{n}", WIRE + f" Dispatch {n}.", f"2021-03-{day:02d}") for n, day in enumerate((1, 2, 20, 21))]
    groups = {lineage.document: lineage.group for lineage in trace(later, BOOK)}
    assert groups == {"r0": "r0", "r1": "r0", "r2": "r2", "r3": "r2"}
