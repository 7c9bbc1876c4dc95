"""Web archives: what is read of them, and that damage costs the damaged record alone and is told."""

import gzip
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.model import Document, Reading
from dateline.read import read

PAGE = """<html><head><title>Report {n}</title></head><body><article><h1>Report {n}</h1>
<p>Gunmen attacked the village of Tarn {n} on Monday, the prefect of the district said in a statement.</p>
<p>The army sent a column of soldiers from the town of Velm to look for the attackers.</p></article></body></html>"""


def http(body: bytes, status: str = "200 OK", headers: str = "Content-Type: text/html; charset=utf-8\r\n") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body


def record(block: bytes, kind: str = "response", n: int = 0, *, length: int | None = None, extra: str = "") -> bytes:
    media = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{n}\r\n{extra}"
        f"WARC-Date: 2021-03-18T06:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012d}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(n: int) -> bytes:
    return record(http(PAGE.format(n=n).encode()), n=n)


def plain(records: list[bytes]) -> bytes:
    return b"".join(records)


def packed(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def read_bytes(folder: Path, raw: bytes) -> tuple[list[Document], list[Reading]]:
    path = folder / "archive.warc"
    path.write_bytes(raw)
    found = list(read([path]))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Reading)]


def titles(documents: list[Document]) -> list[str]:
    return [document.title or "" for document in documents]


def codes(readings: list[Reading]) -> list[str]:
    return [(reading.reason or "").partition(":")[0] for reading in readings]


both = pytest.mark.parametrize("pack", [plain, packed], ids=["plain", "gzipped"])
Pack = Callable[[list[bytes]], bytes]


@both
def test_a_page_keeps_its_address_and_title(tmp_path: Path, pack: Pack) -> None:
    documents, refused = read_bytes(tmp_path, pack([record(b"software: own\r\n", "warcinfo"), page(1), page(2)]))
    assert refused == []
    assert titles(documents) == ["Report 1", "Report 2"]
    assert [document.url for document in documents] == ["https://example.org/1", "https://example.org/2"]
    assert all(document.extracted and document.published is None for document in documents)
    assert documents[0].text.startswith("Gunmen attacked the village of Tarn 1")


def test_the_whole_archive_in_one_gzip_member(tmp_path: Path) -> None:
    documents, refused = read_bytes(tmp_path, gzip.compress(plain([page(n) for n in range(40)]), mtime=0))
    assert titles(documents) == [f"Report {n}" for n in range(40)]
    assert refused == []


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(record(http(b"<html>moved</html>", "301 Moved")), id="a redirect"),
        pytest.param(record(http(PAGE.format(n=9).encode(), "404 Not Found")), id="an error page"),
        pytest.param(record(http(b"\x89PNG\r\n\x1a\n", headers="Content-Type: image/png\r\n")), id="a picture"),
        pytest.param(record(b"GET / HTTP/1.1\r\n\r\n", "request"), id="a request"),
        pytest.param(record(b"fetchTimeMs: 12\r\n", "metadata"), id="book-keeping"),
    ],
)
def test_no_report_and_no_loss(tmp_path: Path, block: bytes) -> None:
    documents, refused = read_bytes(tmp_path, plain([block, page(1)]))
    assert titles(documents) == ["Report 1"]
    assert refused == []


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(
            gzip.compress(PAGE.format(n=3).encode(), mtime=0), "Content-Encoding: gzip\r\n", id="gzipped body"
        ),
        pytest.param(
            b"".join(
                b"%x\r\n%s\r\n" % (len(part), part)
                for part in [PAGE.format(n=3).encode()[:99], PAGE.format(n=3).encode()[99:]]
            )
            + b"0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n",
            id="chunked body",
        ),
        pytest.param(
            PAGE.format(n=3).replace("Velm", "Vélm").encode("latin-1"),
            "Content-Type: text/html; charset=ISO-8859-1\r\n",
            id="character set of the header",
        ),
    ],
)
def test_http_packing_is_undone(tmp_path: Path, body: bytes, headers: str) -> None:
    block = f"HTTP/1.1 200 OK\r\n{headers}\r\n".encode() + body
    documents, refused = read_bytes(tmp_path, plain([record(block, n=3)]))
    assert titles(documents) == ["Report 3"]
    assert ("Vélm" if "ISO" in headers else "Velm") in documents[0].text
    assert refused == []


def test_extracted_text_of_an_archive_is_a_report(tmp_path: Path) -> None:
    documents, _ = read_bytes(tmp_path, plain([record("Der Präfekt: nine wounded in Tarn.".encode(), "conversion", 4)]))
    assert [(document.text, document.url) for document in documents] == [
        ("Der Präfekt: nine wounded in Tarn.", "https://example.org/4")
    ]


@both
def test_a_cut_last_record_is_told_with_its_place(tmp_path: Path, pack: Pack) -> None:
    whole = pack([page(1), page(2)])
    first = len(pack([page(1)]))
    documents, refused = read_bytes(tmp_path, whole[:-60])
    assert titles(documents) == ["Report 1"]
    assert codes(refused) == ["truncated"]
    assert f"byte {first}" in (refused[0].reason or "")


@both
@pytest.mark.parametrize(
    ("damage", "reach"),
    [
        pytest.param(
            lambda raw, at: raw[:at] + bytes(255 - one for one in raw[at : at + 2]) + raw[at + 2 :], 2, id="flipped"
        ),
        pytest.param(lambda raw, at: raw[:at] + raw[at + 9 :], 9, id="lost"),
        pytest.param(lambda raw, at: raw[:at] + b"garbage\0" * 5 + raw[at:], 1, id="junk"),
        pytest.param(lambda raw, at: raw[:at], 1_000_000, id="cut"),
    ],
)
def test_damage_anywhere_costs_only_the_record_it_hits(
    tmp_path: Path, pack: Pack, damage: Callable[[bytes, int], bytes], reach: int
) -> None:
    told = [f"Gunmen attacked the village of Tarn {n}." for n in range(6)]
    records = [pack([record(one.encode(), "conversion", n)]) for n, one in enumerate(told)]
    whole, starts = b"".join(records), [sum(map(len, records[:n])) for n in range(7)]
    for at in range(0, len(whole), 3):
        hit = {n for n in range(6) if starts[n] < at + reach and at < starts[n + 1]}
        documents, _ = read_bytes(tmp_path, damage(whole, at))
        lost = {told[n] for n in range(6) if n not in hit} - {document.text for document in documents}
        assert not lost, f"lost {lost} at {at}"


@both
def test_a_damaged_record_leaves_an_entry(tmp_path: Path, pack: Pack) -> None:
    records = [pack([page(n)]) for n in range(3)]
    damaged = bytearray(records[1])
    at = damaged.find(b"Content-Length: ") + 16 if pack is plain else len(damaged) // 2
    damaged[at] = ord("9") if pack is plain else damaged[at] ^ 255
    documents, refused = read_bytes(tmp_path, records[0] + bytes(damaged) + records[2])
    assert titles(documents) == ["Report 0", "Report 2"]
    assert codes(refused) == ["damaged"]


@both
@pytest.mark.parametrize("junk", [b"junk " * 30, b"\x1f\x8b\x08" + b"\7" * 40, b"WARC/ is a format"])
def test_junk_between_records_is_passed(tmp_path: Path, pack: Pack, junk: bytes) -> None:
    documents, refused = read_bytes(tmp_path, pack([page(1)]) + junk + pack([page(2)]))
    assert "Report 2" in titles(documents)
    assert codes(refused) == ["damaged"]


@both
def test_a_length_with_a_flipped_digit_does_not_swallow_what_follows(tmp_path: Path, pack: Pack) -> None:
    lying = record(http(PAGE.format(n=1).encode()), n=1, length=99_999_999)
    documents, refused = read_bytes(tmp_path, pack([lying]) + pack([page(2), page(3)]))
    assert titles(documents) == ["Report 2", "Report 3"]
    assert codes(refused) == ["too_large"]


@pytest.mark.parametrize("announced", [300_000_000, 400], ids=["length tells", "length lies"])
def test_a_bomb_is_left_and_the_next_record_read(tmp_path: Path, announced: int) -> None:
    packer = io.BytesIO()
    with gzip.GzipFile(fileobj=packer, mode="wb", mtime=0) as bomb:
        bomb.write(record(b"HTTP/1.1 200 OK\r\n\r\n", n=1, length=announced)[:-4])
        for _ in range(280):
            bomb.write(bytes(1_000_000))
    tracemalloc.start()
    documents, refused = read_bytes(tmp_path, packed([page(0)]) + packer.getvalue() + packed([page(2)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert titles(documents) == ["Report 0", "Report 2"]
    assert codes(refused) == ["too_large"]
    assert peak < 100_000_000


def test_a_body_that_unpacks_too_far_is_refused(tmp_path: Path) -> None:
    block = http(
        gzip.compress(bytes(30_000_000), mtime=0), headers="Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    )
    documents, refused = read_bytes(tmp_path, plain([record(block), page(2)]))
    assert titles(documents) == ["Report 2"]
    assert codes(refused) == ["too_large"]


def test_a_page_that_the_crawler_cut_is_not_read_as_whole(tmp_path: Path) -> None:
    cut = record(http(PAGE.format(n=1).encode()), n=1, extra="WARC-Truncated: length\r\n")
    documents, refused = read_bytes(tmp_path, plain([cut]))
    assert documents == []
    assert codes(refused) == ["truncated"]
