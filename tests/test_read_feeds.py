"""Feeds and the agencies' formats: RSS, Atom, NewsML-G2, ninjs, and XML that bites."""

import json
import sys
import time
from pathlib import Path

import pytest

from dateline.model import Document, Reading
from dateline.read import Defaults, read

DATA = Path(__file__).parent / "data" / "read"


def read_bytes(folder: Path, raw: str | bytes) -> tuple[list[Document], list[str]]:
    path = folder / "input"
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    found = list(read([path]))
    documents = [one for one in found if isinstance(one, Document)]
    return documents, [one.reason or "" for one in found if isinstance(one, Reading)]


def rss(items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>Example Wire</title>{items}</channel></rss>'


ITEM = "<item><title>Raid on Tarn</title><link>https://example.org/1</link><description>Two died.</description></item>"


def test_rss() -> None:
    first, second, third = read([DATA / "feed.rss"])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(third, Document)
    assert first.title == "Two soldiers killed & four hurt near Velm"
    assert first.text == "Two soldiers were killed by gunmen near Velm on Tuesday.\n\nPolice gave no reason."
    assert (first.source, first.url, first.published) == (
        "Example Wire",
        "https://wire.example/velm-1",
        "2021-03-18T06:00:00+01:00",
    )
    assert second.text.startswith("The whole report:"), "the full text goes before the summary"
    assert second.published is None, "a date that cannot be read is none"
    assert (third.text, third.title) == ("Curfew lifted in Oshal", None), "an item that is only a headline"


def test_atom() -> None:
    first, second = read([DATA / "feed.atom"])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.text == "Rebels freed nine sailors.\n\nA boat brought them to Oshal."
    assert first.published == "2021-03-17T20:00:00Z"
    assert first.url == "https://post.example/sailors"
    assert second.published == "2021-03-18T05:00:00Z", "the date of the version where no other is given"


def test_an_item_keeps_its_id_in_another_poll(tmp_path: Path) -> None:
    (one,), _ = read_bytes(tmp_path, rss(ITEM))
    many, _ = read_bytes(tmp_path, rss("<item><title>New</title></item>" + ITEM))
    assert one.id == many[1].id


def test_items_beyond_the_limit_are_one_entry(tmp_path: Path) -> None:
    documents, reasons = read_bytes(
        tmp_path, rss("".join(f"<item><title>Report {n}</title></item>" for n in range(1_100)))
    )
    assert len(documents) == 1_000
    assert [reason.partition(":")[0] for reason in reasons] == ["too_many_items"]
    assert "100 items" in reasons[0]


@pytest.mark.parametrize(
    ("raw", "titles", "codes"),
    [
        pytest.param(
            rss(ITEM.replace("Two", "&nbsp;Two")), ["Raid on Tarn"], [], id="an undeclared reference loses nothing"
        ),
        pytest.param(
            rss(ITEM + ITEM.replace("Tarn", "Velm"))[:-60], ["Raid on Tarn"], ["xml"], id="the cut item is not read"
        ),
        pytest.param(rss("<item></item>" + ITEM), ["Raid on Tarn"], ["empty"], id="an item that says nothing"),
        pytest.param(rss(""), [], ["empty"], id="no items"),
        pytest.param(
            "<rss><channel><title></title><link><item><title><svg></title></item></link>", [], ["xml"], id="crossed"
        ),
        pytest.param(rss(ITEM + "<item><title>&#x110000;</title></item>"), [], ["xml"], id="a character that is none"),
        pytest.param(
            rss(ITEM.replace("https://example.org/1", "http://[x")), ["Raid on Tarn"], [], id="an address that is none"
        ),
        pytest.param(rss(ITEM).encode().replace(b"died", b"di\xe9d"), [], ["encoding"], id="Latin-1 undeclared"),
        pytest.param(
            rss(ITEM).replace("?>", ' encoding="iso-8859-1"?>', 1).encode().replace(b"died", b"di\xe9d"),
            ["Raid on Tarn"],
            [],
            id="Latin-1 declared",
        ),
        pytest.param(rss("<a>" * 300 + "</a>" * 300 + ITEM), [], ["xml_depth"], id="too deep"),
        pytest.param(
            rss(ITEM.replace("Two died.", "&lt;div>" * 300 + "Two died.") + "<item><title>Next</title></item>"),
            [None],
            ["html_depth"],
            id="a body that is too deep costs its item",
        ),
    ],
)
def test_broken_feeds(tmp_path: Path, raw: str | bytes, titles: list[str | None], codes: list[str]) -> None:
    documents, reasons = read_bytes(tmp_path, raw)
    assert [document.title for document in documents] == titles
    assert [reason.partition(":")[0] for reason in reasons] == codes


LAUGHS = (
    "<!DOCTYPE rss ["
    + '<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(rss("<item><title>&l9;</title></item>", LAUGHS), id="billion laughs"),
        pytest.param(
            rss("<item><title>&a;</title></item>", '<!DOCTYPE rss [<!ENTITY a "' + "x" * 9_999 + '">]>'), id="quadratic"
        ),
        pytest.param(
            rss("<item><title>&f;</title></item>", '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]>'),
            id="a file",
        ),
        pytest.param(rss(ITEM, '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://x.example/d"> %p;]>'), id="a parameter"),
        pytest.param(rss(ITEM + "<item>", '<!DOCTYPE rss [<!ENTITY a "b">]>'), id="entities in broken XML"),
        pytest.param(
            '<!DOCTYPE newsItem [<!ENTITY f SYSTEM "file:///etc/hostname">]><newsItem guid="a">&f;</newsItem>',
            id="in NewsML",
        ),
    ],
)
def test_entities_are_refused_and_no_file_is_opened(tmp_path: Path, raw: str) -> None:
    read_bytes(tmp_path, rss(ITEM))  # imports and caches are not what is watched here
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and (event == "open" or event.startswith("socket.")):
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)
    began = time.process_time()
    documents, reasons = read_bytes(tmp_path, raw)
    took = time.process_time() - began
    watching = False
    assert documents == []
    assert [reason.partition(":")[0] for reason in reasons] == ["xml_entity"]
    assert set(opened) <= {str(tmp_path / "input")}
    assert took < 2


def test_newsml() -> None:
    first, second, withheld, remote = read([DATA / "message.xml"])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.title == "Rebels free nine sailors"
    assert first.text == "Rebels freed nine sailors on Monday, their owner said.\n\nA boat brought them to Oshal."
    assert (first.source, first.language, first.published) == ("Example Agency", "en", "2021-03-18T06:00:00+00:00")
    assert first.url == "urn:newsml:agency.example:20210318:1"
    assert second.text == "Curfew lifted in Oshal after a week, the governor said."
    assert isinstance(withheld, Reading)
    assert isinstance(remote, Reading)
    assert (withheld.reason or "").startswith("withheld: ")
    assert (remote.reason or "").startswith("empty: ")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param("<newsItem guid='a'><contentSet>", "xml", id="cut"),
        pytest.param("<newsMessage><itemSet/></newsMessage>", "empty", id="without items"),
        pytest.param("<newsItem>" + "<a>" * 300 + "</a>" * 300 + "</newsItem>", "xml_depth", id="too deep"),
        pytest.param('<?xml version="1.0"?><invoice><total>3</total></invoice>', "format", id="another XML"),
    ],
)
def test_refused_xml(tmp_path: Path, raw: str, code: str) -> None:
    documents, reasons = read_bytes(tmp_path, raw)
    assert documents == []
    assert [reason.partition(":")[0] for reason in reasons] == [code]


NINJS = {"uri": "https://agency.example/1", "language": "en", "versioncreated": "2021-03-18T06:00:00Z"}


@pytest.mark.parametrize(
    ("fields", "title", "text"),
    [
        pytest.param(
            {"headline": "Raid", "body_text": "Two died.\r\nMore."}, "Raid", "Two died.\r\nMore.", id="version 1, plain"
        ),
        pytest.param({"body_html": "<p>Two died.</p><p>More.</p>"}, None, "Two died.\n\nMore.", id="version 1, HTML"),
        pytest.param(
            {
                "headlines": [{"role": "main", "value": "Raid"}],
                "bodies": [
                    {"role": "main", "contentType": "text/html", "value": "<p>As page.</p>"},
                    {"role": "main", "contentType": "text/plain", "value": "As text."},
                ],
            },
            "Raid",
            "As text.",
            id="version 3, plain text before HTML",
        ),
    ],
)
def test_ninjs(tmp_path: Path, fields: dict[str, object], title: str | None, text: str) -> None:
    documents, reasons = read_bytes(
        tmp_path, json.dumps(NINJS | {"infoSources": [{"name": "Agency"}]} | fields, indent=2)
    )
    assert reasons == []
    (found,) = documents
    assert (found.title, found.text, found.extracted) == (title, text, True)
    assert (found.url, found.source, found.published, found.language) == (
        NINJS["uri"],
        "Agency",
        NINJS["versioncreated"],
        "en",
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        pytest.param({"pubStatus": "canceled", "body_text": "Two died."}, "withheld", id="cancelled"),
        pytest.param({"headline": "A picture", "type": "picture"}, "empty", id="without text"),
    ],
)
def test_refused_ninjs(tmp_path: Path, fields: dict[str, object], code: str) -> None:
    documents, reasons = read_bytes(tmp_path, json.dumps(NINJS | fields))
    assert documents == []
    assert [reason.partition(":")[0] for reason in reasons] == [code]


def test_defaults_fill_only_what_is_missing() -> None:
    first, second, *_ = read([DATA / "feed.rss"], Defaults(published="2020-01-01", source="Other", language="en"))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.published, first.source, first.language) == ("2021-03-18T06:00:00+01:00", "Example Wire", "en")
    assert second.published == "2020-01-01"
