"""Web pages: the article, what the page declares of itself, and the traps."""

from pathlib import Path

import pytest

from dateline.model import Document, Reading
from dateline.read import read
from dateline.read.pages import fragment_text

PARAGRAPHS = [
    "Gunmen attacked the village of Tarn on Monday, the prefect of the district said in a statement.",
    "The army sent a column of soldiers from the town of Velm to look for the attackers.",
]


def page(head: str = "", body: str | None = None, attributes: str = "") -> str:
    article = "".join(f"<p>{one}</p>" for one in PARAGRAPHS) if body is None else body
    return f"""<!DOCTYPE html><html{attributes}><head>{head}</head><body>
<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>
<article>{article}</article><footer>Read more of our news letters.</footer></body></html>"""


def read_one(folder: Path, raw: str | bytes) -> Document | Reading:
    path = folder / "page"
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    (found,) = read([path])
    return found


def document_of(folder: Path, raw: str | bytes) -> Document:
    found = read_one(folder, raw)
    assert isinstance(found, Document), found
    return found


def reason_of(folder: Path, raw: str | bytes) -> str:
    found = read_one(folder, raw)
    assert isinstance(found, Reading), found
    return found.reason or ""


def test_the_article_without_the_page_around_it(tmp_path: Path) -> None:
    found = document_of(tmp_path, page())
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert found.extracted
    assert found.published is found.title is found.source is found.url is found.language is None


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        pytest.param(
            '<meta property="og:title" content=" Raid  on Tarn ">', "title", "Raid on Tarn", id="title of a meta"
        ),
        pytest.param("<title>Raid on Tarn &amp; Velm</title>", "title", "Raid on Tarn & Velm", id="title element"),
        pytest.param(
            LD.format('{"@type": "NewsArticle", "headline": "Raid on Tarn"}') + "<title>Example Wire</title>",
            "title",
            "Raid on Tarn",
            id="headline before the page's title",
        ),
        pytest.param(
            '<meta property="article:published_time" content="2021-03-18T06:00:00+01:00">',
            "published",
            "2021-03-18T06:00:00+01:00",
            id="date of a meta, as given",
        ),
        pytest.param(
            LD.format('{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2021-03-18"}]}'),
            "published",
            "2021-03-18",
            id="date in a graph",
        ),
        pytest.param(
            LD.format('{"@type": "WebSite", "datePublished": "1999-01-01"}'),
            "published",
            None,
            id="the site's date is not the report's",
        ),
        pytest.param(LD.format('{"@type": "NewsArticle", '), "published", None, id="broken JSON-LD declares nothing"),
        pytest.param('<meta name="date" content="yesterday">', "published", None, id="a date that is none"),
        pytest.param('<meta name="date" content="0001-01-01T00:00:00Z">', "published", None, id="a zero date"),
        pytest.param(
            '<meta property="article:modified_time" content="2024-01-01">',
            "published",
            None,
            id="a change is no publication",
        ),
        pytest.param(
            '<meta property="og:site_name" content="Example Wire">', "source", "Example Wire", id="name of the site"
        ),
        pytest.param(
            LD.format('{"@type": "Article", "publisher": {"name": "Example Wire"}}'),
            "source",
            "Example Wire",
            id="publisher",
        ),
        pytest.param(
            '<link rel="canonical" href="https://example.org/1">',
            "url",
            "https://example.org/1",
            id="canonical address",
        ),
        pytest.param('<link rel="canonical" href="javascript:alert(1)">', "url", None, id="an address that is none"),
    ],
)
def test_what_a_page_declares(tmp_path: Path, head: str, field: str, value: str | None) -> None:
    assert getattr(document_of(tmp_path, page(head)), field) == value


@pytest.mark.parametrize(
    ("body", "value"),
    [
        pytest.param(
            "<time datetime='2021-03-18' itemprop='datePublished'>18 March</time>", "2021-03-18", id="said to be it"
        ),
        pytest.param("<time datetime='2021-03-16'>Tuesday</time>", None, id="a day in the text"),
    ],
)
def test_a_time_element_is_the_date_only_where_it_says_so(tmp_path: Path, body: str, value: str | None) -> None:
    found = document_of(tmp_path, page(body=body + "".join(f"<p>{one}</p>" for one in PARAGRAPHS)))
    assert found.published == value


def test_a_headline_is_not_read_twice(tmp_path: Path) -> None:
    found = document_of(tmp_path, page(body="<h1>Raid on  Tarn</h1>" + "".join(f"<p>{one}</p>" for one in PARAGRAPHS)))
    assert found.title == "Raid on Tarn"
    assert found.text == "\n\n".join(PARAGRAPHS)


def test_the_language_that_a_template_declares_is_not_believed(tmp_path: Path) -> None:
    assert document_of(tmp_path, page(attributes=' lang="en-US"')).language is None


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        pytest.param("utf-8", "", id="UTF-8 undeclared"),
        pytest.param("utf-8-sig", "", id="UTF-8 by its mark"),
        pytest.param("windows-1252", '<meta charset="iso-8859-1">', id="Latin-1, read as browsers read it"),
        pytest.param(
            "windows-1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', id="Cyrillic"
        ),
        pytest.param("utf-16", "", id="UTF-16 by its mark"),
    ],
)
def test_declared_encodings(tmp_path: Path, encoding: str, head: str) -> None:
    word = "Ошал" if encoding == "windows-1251" else "“Oşal”".replace("ş", "š")
    raw = page(head, "".join(f"<p>{word} {one}</p>" for one in PARAGRAPHS)).encode(encoding)
    assert document_of(tmp_path, raw).text.startswith(word)


@pytest.mark.parametrize(
    ("raw", "code", "word"),
    [
        pytest.param(
            page(body="<p>Oşal</p>").encode("windows-1254"), "encoding", "0xFE", id="undeclared and not UTF-8"
        ),
        pytest.param(page('<meta charset="klingon">'), "encoding", "klingon", id="unknown character set"),
        pytest.param("<html><body><p> </p><!-- nothing --></body></html>", "empty", "no article", id="no words"),
        pytest.param(
            page(body="<div>" * 230 + PARAGRAPHS[0] + "</div>" * 230), "html_depth", "200", id="deeper than allowed"
        ),
        pytest.param(page(body="<b>" * 100_000 + PARAGRAPHS[0]), "html_depth", "200", id="a hundred thousand unclosed"),
        pytest.param(
            page(body="<p " + " ".join(f"a{n}='x'" for n in range(100_000)) + ">" + PARAGRAPHS[0]),
            "too_large",
            "attributes",
            id="a hundred thousand attributes",
        ),
        pytest.param(page(body="<i>x</i>" * 30_000), "too_large", "elements", id="too many elements"),
        pytest.param(page(body="<p>" + "x " * 6_000_000), "too_large", "10 MB", id="larger than allowed"),
    ],
)
def test_refused_pages(tmp_path: Path, raw: str | bytes, code: str, word: str) -> None:
    reason = reason_of(tmp_path, raw)
    assert reason.startswith(f"{code}: ")
    assert word in reason


def test_depth_within_the_limit_keeps_its_words(tmp_path: Path) -> None:
    assert PARAGRAPHS[0] in document_of(tmp_path, page(body="<div>" * 180 + PARAGRAPHS[0] + "</div>" * 180)).text


def test_unclosed_paragraphs_are_not_depth(tmp_path: Path) -> None:
    many = [f"Report {n}: gunmen attacked the village of Tarn on day {n}, the prefect said." for n in range(400)]
    assert document_of(tmp_path, page(body="".join(f"<p>{one}" for one in many))).text == "\n\n".join(many)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("Two killed in Tarn.", "Two killed in Tarn.", id="no markup"),
        pytest.param("<p>One.</p><p>Two.</p>", "One.\n\nTwo.", id="paragraphs"),
        pytest.param(
            "One.<br/>Two <b>more</b>&nbsp;dead.", "One.\n\nTwo more dead.", id="a line break parts, bold does not"
        ),
        pytest.param("One.<script>alert(1)</script> Two.", "One. Two.", id="a script says nothing"),
        pytest.param("Fish &amp; chips &lt; war", "Fish & chips < war", id="character references"),
        pytest.param("<ul><li>One<li>Two</ul>after", "One\n\nTwo\n\nafter", id="a list, and what follows it"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_words_of_a_fragment(markup: str, text: str) -> None:
    assert fragment_text(markup) == text
