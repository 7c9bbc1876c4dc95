"""Reports as JSON: what is taken as given, what is refused, and where the fault lies."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Document, Reading, Span
from dateline.read import Defaults, read
from dateline.read.reports import read_json
from dateline.read.stream import Held, Stream


def read_bytes(folder: Path, raw: str | bytes) -> tuple[list[Document], list[Reading]]:
    path = folder / "reports"
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    found = list(read([path]))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Reading)]


def codes(readings: list[Reading]) -> list[str]:
    return [(reading.reason or "").partition(":")[0] for reading in readings]


FULL = {
    "id": "r1",
    "text": "Two soldiers were killed by gunmen near Velm on Tuesday, police said.",
    "title": "Two soldiers killed",
    "url": "https://example.org/1",
    "source": "Example Wire",
    "published": "2021-03-18",
    "language": "en",
}


def test_every_field_is_kept_as_given(tmp_path: Path) -> None:
    (found,), refused = read_bytes(tmp_path, json.dumps(FULL) + "\n")
    assert refused == []
    assert {key: getattr(found, key) for key in FULL} == FULL
    assert not found.extracted


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param('{"text": "One."}\n{"text": "Two."}\n', id="lines"),
        pytest.param('\ufeff{"text": "One."}\r\n\r\n{"text": "Two."}', id="mark, blank line, no last line feed"),
        pytest.param('[{"text": "One."}, {"text": "Two."}]', id="a list"),
        pytest.param('\n[\n  {\n    "text": "One."\n  },\n  {"text": "Two."}\n]\n', id="a list over lines"),
        pytest.param('{"text": "One."}\n{"text": "Two."}'.encode("utf-16"), id="UTF-16"),
    ],
)
def test_ways_to_write_two_reports(tmp_path: Path, raw: str | bytes) -> None:
    documents, refused = read_bytes(tmp_path, raw)
    assert [document.text for document in documents] == ["One.", "Two."]
    assert refused == []


def test_one_object_over_lines_is_one_report(tmp_path: Path) -> None:
    documents, refused = read_bytes(tmp_path, json.dumps(FULL, indent=2))
    assert [document.id for document in documents] == ["r1"]
    assert refused == []


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        pytest.param('{"text": "x",}', "json", "column 14", id="broken, with the column"),
        pytest.param('{"text": "x"', "json", "line 1", id="cut, with the line"),
        pytest.param('{"text": "x", "text": "y"}', "json", "twice", id="a key twice"),
        pytest.param('{"text": ' + "[" * 100_000, "json", "deep", id="endless nesting"),
        pytest.param('{"n": ' + "9" * 5_000 + ', "text": "x"}', "json", "digits", id="an endless number"),
        pytest.param('{"title": "x"}', "field", '"text" is missing', id="no text"),
        pytest.param('{"text": ["x"]}', "field", "list", id="a list for a text"),
        pytest.param('{"text": "x", "source": 7}', "field", '"source"', id="a number for a name"),
        pytest.param('{"text": "x", "id": true}', "field", '"id"', id="a truth value for an id"),
        pytest.param('["x"]', "field", "object", id="a list for a report"),
        pytest.param('{"text": "x", "published": "18 March 2021"}', "published", "18 March 2021", id="a date in words"),
        pytest.param('{"text": "x", "published": "2021-02-30"}', "published", "2021-02-30", id="no such day"),
        pytest.param('{"text": "x", "published": "20210318"}', "published", "20210318", id="a date without hyphens"),
        pytest.param('{"text": "x", "published": 1616050800}', "published", "1616050800", id="seconds"),
        pytest.param('{"text": "x", "published": "9999-12-31"}', "published", "9999", id="a date of no year"),
        pytest.param('{"text": "a \\ud83d b"}', "encoding", "surrogate", id="half a character"),
        pytest.param('{"text": "x", "title": "\\udc00"}', "encoding", '"title"', id="half a character in the title"),
    ],
)
def test_a_refused_line_names_its_place_and_its_neighbours_are_read(
    tmp_path: Path, line: str, code: str, word: str
) -> None:
    documents, refused = read_bytes(tmp_path, f'{{"text": "before"}}\n{line}\n{{"text": "after"}}\n')
    assert [document.text for document in documents] == ["before", "after"]
    assert codes(refused) == [code]
    assert word in (refused[0].reason or "") or "line 2" in (refused[0].reason or "")
    assert "line 2" in (refused[0].reason or "")


def test_a_broken_first_line_does_not_turn_lines_into_one_object(tmp_path: Path) -> None:
    documents, refused = read_bytes(tmp_path, '{"text": "broken\n{"text": "whole"}\n')
    assert [document.text for document in documents] == ["whole"]
    assert codes(refused) == ["json"]


def test_a_broken_object_over_lines_is_one_entry(tmp_path: Path) -> None:
    documents, refused = read_bytes(tmp_path, '{\n  "text": "One.",\n  "title": oops\n}\n')
    assert documents == []
    assert codes(refused) == ["json"]
    assert "line 3, column 12" in (refused[0].reason or "")


def test_bytes_that_are_not_utf8_are_told_by_offset(tmp_path: Path) -> None:
    documents, refused = read_bytes(tmp_path, b'{"text": "a"}\n{"text": "caf\xe9"}\n{"text": "b"}\n')
    assert [document.text for document in documents] == ["a", "b"]
    assert codes(refused) == ["encoding"]
    assert "byte 27 " in (refused[0].reason or "")


@pytest.mark.parametrize(
    ("raw", "texts", "word"),
    [
        pytest.param('[{"text": "a"}, {"text": }, {"text": "b"}]', ["a"], "line 1, column 26", id="a broken item"),
        pytest.param('[{"text": "a"},\n {"text": "b"', ["a"], "line 2", id="a cut list"),
        pytest.param('[{"text": "a"} {"text": "b"}]', ["a"], "comma", id="no comma"),
        pytest.param('[{"text": "a"}] and more', ["a"], "follows the list", id="words after the list"),
    ],
)
def test_a_broken_list_is_read_up_to_the_fault(tmp_path: Path, raw: str, texts: list[str], word: str) -> None:
    documents, refused = read_bytes(tmp_path, raw)
    assert [document.text for document in documents] == texts
    assert codes(refused) == ["json"]
    assert word in (refused[0].reason or "")


def test_an_item_of_a_list_that_is_no_report_costs_itself_alone(tmp_path: Path) -> None:
    documents, refused = read_bytes(tmp_path, '[{"text": "a"}, 7, {"title": "t"}, {"text": "b"}]')
    assert [document.text for document in documents] == ["a", "b"]
    assert codes(refused) == ["field", "field"]


@pytest.mark.parametrize("form", ["lines", "list"])
def test_items_larger_than_a_buffer_and_larger_than_allowed(form: str) -> None:
    texts = ["a" * 3_000_000, "b" * 11_000_000, "c" * 70_000]
    items = [json.dumps({"text": text}) for text in texts]
    raw = "\n".join(items) if form == "lines" else f"[{', '.join(items)}]"
    found = list(read_json("big", Stream(Held(raw.encode()))))
    assert [len(one.text) for one in found if isinstance(one, Document)] == [3_000_000, 70_000]
    assert codes([one for one in found if isinstance(one, Reading)]) == ["too_large"]


def test_a_refused_report_keeps_its_given_id(tmp_path: Path) -> None:
    _, refused = read_bytes(tmp_path, '{"id": "r9", "text": "x", "published": "soon"}')
    assert [reading.document.id for reading in refused] == ["r9"]


def test_a_whole_number_is_an_id(tmp_path: Path) -> None:
    documents, _ = read_bytes(tmp_path, '{"id": 17, "text": "x"}')
    assert [document.id for document in documents] == ["17"]


pieces = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from(["\r\n", "\n", "e\u0301", "👩🏽‍🚒", "🇳🇪", "\u200d", "\u202e", "ﬁ", "\ufeff", "\0"]),
)
texts = st.lists(pieces, min_size=1, max_size=60).map("".join)


@given(st.lists(texts, min_size=1, max_size=4), st.booleans(), st.booleans(), st.data())
@settings(max_examples=150, deadline=None)
def test_offsets_count_in_the_text_as_given(
    bodies: list[str], escaped: bool, listed: bool, data: st.DataObject
) -> None:
    reports = [{"id": str(n), "text": body} for n, body in enumerate(bodies)]
    items = [json.dumps(report, ensure_ascii=escaped) for report in reports]
    raw = f"[{','.join(items)}]" if listed else "\n".join(items)
    found = list(read_json("given", Stream(Held(raw.encode()))))
    assert [one.text for one in found if isinstance(one, Document)] == bodies
    for one, body in zip(found, bodies, strict=True):
        assert isinstance(one, Document)
        start = data.draw(st.integers(0, len(body) - 1))
        end = data.draw(st.integers(start + 1, len(body)))
        assert one.quote(Span(start, end)) == body[start:end]


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_bytes_stop_the_reader(raw: bytes) -> None:
    found = list(read_json("junk", Stream(Held(b'{"' + raw))))
    assert all(isinstance(one, Document | Reading) for one in found)
    assert found


def test_defaults_must_be_a_date() -> None:
    with pytest.raises(ValueError, match="March"):
        Defaults(published="18 March 2021")
