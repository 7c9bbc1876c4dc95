"""Inputs: files, folders, standard input, told apart by content; ids; and what cannot be read."""

import gzip
import hashlib
import io
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Document, Reading, identify
from dateline.read import REASONS, Defaults, read
from dateline.read.inputs import read_payload
from dateline.read.kinds import kind_of
from dateline.read.reasons import Origin, Refusal
from dateline.read.stream import Held, Stream

REPORT = "Two soldiers were killed by gunmen near Velm on Tuesday, police said."


def documents_of(found: list[Document | Reading]) -> list[Document]:
    return [one for one in found if isinstance(one, Document)]


def reasons_of(found: list[Document | Reading]) -> list[str]:
    return [one.reason or "" for one in found if isinstance(one, Reading)]


def codes_of(found: list[Document | Reading]) -> list[str]:
    return [reason.partition(":")[0] for reason in reasons_of(found)]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        pytest.param(b"", "blank", id="nothing"),
        pytest.param(b"\xef\xbb\xbf \r\n\t", "blank", id="a mark and blanks"),
        pytest.param(REPORT.encode(), "text", id="words"),
        pytest.param(b'{"text": "x"}', "json", id="an object"),
        pytest.param(b'\xef\xbb\xbf\n[ {"text": "x"}]', "json", id="a list after a mark"),
        pytest.param(b"[Corrected] Two soldiers were killed.", "text", id="words in brackets"),
        pytest.param(b"{Two} soldiers were killed.", "text", id="words in braces"),
        pytest.param(b"<!-- a --><!DOCTYPE html>\n<html>", "html", id="a page after a comment"),
        pytest.param(b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', "html", id="XHTML"),
        pytest.param(b"<p>Two soldiers</p>", "html", id="a piece of a page"),
        pytest.param(b"<rss version='2.0'>", "feed", id="RSS without a declaration"),
        pytest.param(b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '>'>]><rss>", "feed", id="RSS with a subset"),
        pytest.param(b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "feed", id="Atom with a prefix"),
        pytest.param(b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "feed", id="RSS 1.0"),
        pytest.param(b"<newsItem guid='a'>", "newsml", id="NewsML-G2"),
        pytest.param(b"<?xml version='1.0'?><invoice/>", "xml", id="another XML"),
        pytest.param(b"<unidentified> gunmen killed two soldiers", "text", id="words in angle brackets"),
        pytest.param(b"WARC/1.0\r\n", "warc", id="an archive"),
        pytest.param(gzip.compress(b"x"), "gzip", id="gzip"),
        pytest.param("words".encode("utf-16"), "wide", id="UTF-16"),
        pytest.param(b"%PDF-1.7", "binary", id="a PDF"),
        pytest.param(bytes(range(256)), "binary", id="every byte"),
        pytest.param(b"words \x00 words", "binary", id="a NUL"),
    ],
)
def test_content_tells_what_an_input_is(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind


def test_the_name_of_a_file_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(REPORT)
    (tmp_path / "reports.txt").write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert [one.text for one in documents_of(list(read([tmp_path])))] == [REPORT, "One.", "Two."]


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text.strip()), st.booleans()
)
@settings(max_examples=100, deadline=None)
def test_plain_text_is_read_as_it_stands(text: str, marked: bool) -> None:
    text = "A report:\r\n\r\n" + text + "\r\nend\r"
    (found,) = read_payload(Origin("report.txt"), text.encode("utf-8-sig" if marked else "utf-8"))
    assert isinstance(found, Document)
    assert found.text == text
    assert found.extracted


@given(st.binary(min_size=1, max_size=400))
@settings(max_examples=300, deadline=None)
def test_every_input_gives_something_and_stops_nothing(raw: bytes) -> None:
    found = list(read_payload(Origin("junk", None, "aa"), raw))
    assert found
    assert all(code in REASONS for code in codes_of(found))


@pytest.mark.parametrize(
    ("raw", "code", "word"),
    [
        pytest.param(b"", "empty", "no text", id="an empty file"),
        pytest.param(b" \n", "empty", "no text", id="blanks"),
        pytest.param(b"caf\xe9 was attacked", "encoding", "byte 3 (0xE9)", id="Latin-1"),
        pytest.param("ab".encode("utf-16") + b"\x00", "encoding", "UTF-16", id="half a unit of UTF-16"),
        pytest.param(b"\x89PNG\r\n\x1a\n....", "binary", "picture", id="a picture"),
        pytest.param(b"PK\x03\x04....", "binary", "zip", id="an office document"),
        pytest.param(b"x " * 6_000_000, "too_large", "10 MB", id="too large"),
        pytest.param(gzip.compress(bytes(50_000_000)), "too_large", "", id="a bomb"),
        pytest.param(gzip.compress(REPORT.encode())[:-9], "truncated", "unpacked", id="cut gzip"),
        pytest.param(b"\x1f\x8b\x08\x00junk that is no gzip at all", "damaged", "unpacked", id="broken gzip"),
        pytest.param(gzip.compress(gzip.compress(REPORT.encode())), "binary", "", id="gzip in gzip"),
    ],
)
def test_refused_files(tmp_path: Path, raw: bytes, code: str, word: str) -> None:
    (tmp_path / "input").write_bytes(raw)
    (tmp_path / "next").write_text(REPORT)
    found = list(read([tmp_path]))
    assert [one.text for one in documents_of(found)] == [REPORT]
    assert codes_of(found) == [code]
    assert word in reasons_of(found)[0]
    assert "input" in reasons_of(found)[0]


@pytest.mark.parametrize(
    "unpacked", [REPORT, f'{{"text": "{REPORT}"}}\n', f"<html><body><p>{REPORT}</p></body></html>"]
)
def test_gzipped_inputs_are_unpacked(tmp_path: Path, unpacked: str) -> None:
    (tmp_path / "input").write_bytes(gzip.compress(unpacked.encode()[:9]) + gzip.compress(unpacked.encode()[9:]))
    assert [one.text for one in documents_of(list(read([tmp_path])))] == [REPORT]


def test_a_long_line_without_blanks_is_read(tmp_path: Path) -> None:
    (tmp_path / "input").write_bytes(b"x" * 5_000_000)
    assert [len(one.text) for one in documents_of(list(read([tmp_path])))] == [5_000_000]


def test_folders_are_read_through_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ["b.txt", "a/2.txt", "a/1.txt", ".hidden.txt", "a/.git/x.txt", "c.txt"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"Report {name}")
    assert [one.text for one in documents_of(list(read([tmp_path])))] == [
        "Report a/1.txt",
        "Report a/2.txt",
        "Report b.txt",
        "Report c.txt",
    ]


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "report").write_text(REPORT)
    (tmp_path / "empty folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "round").symlink_to(tmp_path)
    scandir = os.scandir

    def guarded(path: str) -> "os._ScandirIterator[str]":
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = list(read([tmp_path / "missing", tmp_path, "bad\0name"]))
    assert [one.text for one in documents_of(found)] == [REPORT]
    told = {reason.partition(":")[0] + " " + Path(reason.split(": ")[1]).name for reason in reasons_of(found)}
    assert told == {
        "unreadable missing",
        "unreadable closed",
        "empty empty folder",
        "unreadable pipe",
        "unreadable link",
        "unreadable round",
        "unreadable bad\\x00name",
    }


def test_a_read_error_in_the_middle_keeps_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.RawIOBase):
        def __init__(self) -> None:
            self._parts = [b'{"text": "One."}\n' + b" " * 70_000 + b"\n"]

        def read(self, size: int = -1, /) -> bytes:
            if self._parts:
                return self._parts.pop()
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("builtins.open", lambda *_: Failing())
    found = list(read([tmp_path / "disk"]))
    assert [one.text for one in documents_of(found)] == ["One."]
    assert codes_of(found) == ["unreadable"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Given:
        buffer = io.BytesIO(b'{"text": "One."}\n')

    monkeypatch.setattr("sys.stdin", Given)
    assert [one.text for one in documents_of(list(read(["-"])))] == ["One."]


def test_addresses_are_not_fetched() -> None:
    found = list(read(["https://example.org/1"]))
    assert codes_of(found) == ["url"]
    assert "save the page" in reasons_of(found)[0]


def jsonl(folder: Path, *lines: str) -> list[Document | Reading]:
    path = folder / "reports.jsonl"
    path.write_text("\n".join(lines))
    return list(read([path]))


def test_one_id_for_two_reports_quarantines_the_second(tmp_path: Path) -> None:
    found = jsonl(
        tmp_path, '{"id": "a", "text": "One."}', '{"id": "a", "text": "Two."}', '{"id": "b", "text": "Three."}'
    )
    assert [one.text for one in documents_of(found)] == ["One.", "Three."]
    assert codes_of(found) == ["duplicate_id"]
    ids = [one.id if isinstance(one, Document) else one.document.id for one in found]
    assert len(set(ids)) == 3


def test_a_report_given_twice_is_one(tmp_path: Path) -> None:
    found = jsonl(tmp_path, '{"id": "a", "text": "One."}', '{"text": "One.", "id": "a"}')
    assert [one.text for one in documents_of(found)] == ["One."]
    assert codes_of(found) == []


def test_one_file_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(REPORT)
    (tmp_path / "b").write_text(REPORT)
    assert len(list(read([tmp_path, tmp_path / "a"]))) == 1


def test_two_empty_files_are_two_entries(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    (tmp_path / "b").touch()
    found = list(read([tmp_path]))
    assert codes_of(found) == ["empty", "empty"]
    assert len({one.document.id for one in found if isinstance(one, Reading)}) == 2


def test_the_id_is_of_the_raw_record_and_its_address(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(REPORT)
    (found,) = documents_of(list(read([tmp_path])))
    assert found.sha256 == hashlib.sha256(REPORT.encode()).hexdigest()
    assert found.id == identify(found.sha256, None)


def test_order_of_inputs_changes_no_report(tmp_path: Path) -> None:
    for n in range(8):
        (tmp_path / f"{n}").write_text(f"Report {n}" if n % 2 else "" if n == 4 else f'{{"text": "{n}"}}')
    inputs = sorted(tmp_path.iterdir())
    before = set(read(inputs, Defaults(published="2021-03-18")))
    random.Random(7).shuffle(inputs)
    assert set(read(inputs, Defaults(published="2021-03-18"))) == before


def test_every_reason_is_a_known_code() -> None:
    with pytest.raises(KeyError, match="whim"):
        Refusal("whim", "no")


@given(
    st.binary(max_size=300), st.lists(st.tuples(st.sampled_from(["peek", "take", "skip", "find"]), st.integers(1, 90)))
)
def test_a_stream_hands_out_every_byte_once(data: bytes, steps: list[tuple[str, int]]) -> None:
    stream, at = Stream(Held(data)), 0
    for verb, size in steps:
        if verb == "peek":
            assert stream.peek(size) == data[at : at + size]
        elif verb == "take":
            assert stream.take(size) == data[at : at + size]
            at = min(at + size, len(data))
        elif verb == "skip":
            at += stream.skip(size)
        else:
            mark = bytes([size])
            there = data.find(mark, at)
            assert stream.find(mark) == (there >= 0)
            at = there if there >= 0 else len(data)
        assert stream.offset == at
