"""Web pages: the article's text without the page around it, and what the page declares about itself.

Declared only: a date in the text or the address of a page is no date of publication.
"""

from __future__ import annotations

import codecs
import json
import logging
import re
from collections.abc import Iterator

import trafilatura
from lxml import etree, html

from dateline.model import Document, identify
from dateline.read.dates import iso_or_none
from dateline.read.limits import ATTRIBUTES, DEPTH, ELEMENTS, MEGABYTE, RAW
from dateline.read.reasons import Origin, Refusal
from dateline.read.text import decode, marked_encoding

# trafilatura reports every page without an article as a warning; here that is a quarantine entry instead.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("trafilatura").propagate = False

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.I,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{2 * ATTRIBUTES},}}")
_ATTRIBUTE = re.compile(r"\s[^\s=<>/]+")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")

_AS_BROWSERS_READ = {
    "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252",
    "us-ascii": "windows-1252", "ascii": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "shift-jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-9": "windows-1254",
    "utf8": "utf-8", "tis-620": "cp874",
}  # fmt: skip
"""Labels that pages use for a larger character set; source: WHATWG Encoding Standard, section 4.2."""

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_SILENT = frozenset(
    {
        "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math", "audio", "video",
        "select", "button", "textarea",
    }
)  # fmt: skip

_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.created", "dcterms.issued", "publication_date", "publish-date", "pubdate",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "citation_publication_date",
)  # fmt: skip
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_SITE_METAS = ("og:site_name", "application-name", "dc.publisher")


def read_page(origin: Origin, raw: bytes, charset: str | None = None) -> Document:
    """The report in a web page. ``charset`` is what a header declares. Raises ``Refusal``."""
    if len(raw) > RAW:
        raise Refusal("too_large", f"the page has more than {RAW // MEGABYTE} MB; split it")
    tree = _parse(decode(raw, _encoding(raw, charset)))
    declared = _Declared(tree)
    url = origin.url or declared.url()
    title = declared.title()
    article = trafilatura.bare_extraction(tree, include_comments=False)
    lines = [line.strip() for line in ((article.text or "") if article is not None else "").split("\n") if line.strip()]
    if title and lines and _folded(lines[0]) == _folded(title):
        del lines[0]  # the headline is kept as the title; twice, it would be claimed twice
    if not lines:
        raise Refusal("empty", "no article was found in the page; save its text as a text file")
    return Document(
        id=identify(origin.sha256, url),
        text="\n\n".join(lines),
        title=title,
        url=url,
        source=declared.site(),
        published=declared.date(),
        extracted=True,
        sha256=origin.sha256,
    )


def fragment_text(markup: str) -> str:
    """The words of a piece of HTML, one paragraph to a block. Raises ``Refusal`` html_depth.

    For markup that holds an article and nothing else; ``read_page`` finds the article in a page.
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    tree = _parse(f"<html><body><div>{markup}</div></body></html>")
    paragraphs = (_BLANKS.sub(" ", "".join(piece)).strip() for piece in _paragraphs(tree))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _encoding(raw: bytes, charset: str | None) -> str | None:
    """The declared encoding: by a mark at the head, a header, the page itself; ``None`` where nothing is declared.

    Raises ``Refusal`` for an encoding that nobody knows.
    """
    if marked_encoding(raw):
        return None
    found = _CHARSET.search(raw[:4096])
    label = charset or ((found[1] or found[2]).decode("ascii") if found else None)
    if label is None:
        return None
    name = _AS_BROWSERS_READ.get(label.strip().lower(), label.strip().lower())
    try:
        known = codecs.lookup(name)
    except LookupError as unknown:
        raise Refusal(
            "encoding", f"the page declares the unknown character set {label!r}; convert it to UTF-8"
        ) from unknown
    if name.startswith(("utf-16", "utf16")):
        return "utf-8"  # a declaration that could be read byte by byte is not in UTF-16 (WHATWG)
    return known.name


def _parse(markup: str) -> html.HtmlElement:
    """The tree of a page. Raises ``Refusal``: html_depth where the parser would have lost text below, too_large where
    reading on would take for ever."""
    markup = _DECLARATION.sub("", markup).replace("\0", "\ufffd")
    if not markup.strip():
        raise Refusal("empty", "the page is blank; nothing to code")
    for tag in _LONG_TAG.finditer(markup):
        if len(_ATTRIBUTE.findall(tag[0])) > ATTRIBUTES:
            raise Refusal(
                "too_large", f"an element has more than {ATTRIBUTES:,} attributes; save the text as a text file"
            )
    parser = html.HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as nothing:
        raise Refusal("empty", "the page holds no elements; nothing to code") from nothing
    depth = deepest = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        elements += event == "start"
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > DEPTH or any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log):
        raise Refusal("html_depth", f"elements are nested more than {DEPTH} deep; save the text as a text file")
    if elements > ELEMENTS:
        raise Refusal("too_large", f"more than {ELEMENTS:,} elements; save the text as a text file")
    return tree


def _paragraphs(tree: html.HtmlElement) -> Iterator[list[str]]:
    """The pieces of text of each block, in the order of the page."""
    held: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        breaks = name in _BLOCKS or name == "br"
        if event == "start":
            silent += name in _SILENT
            if breaks and held and not silent:
                yield held
                held = []
            if not silent and element.text:
                held.append(element.text)
        else:
            silent -= name in _SILENT
            if name in _BLOCKS and held and not silent:
                yield held
                held = []
            if not silent and element.tail:
                held.append(element.tail)
    yield held


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", text).strip().casefold()


class _Declared:
    """What a page says of itself: JSON-LD (schema.org), meta elements, its heading."""

    def __init__(self, tree: html.HtmlElement) -> None:
        self._tree = tree
        self._metas: dict[str, str] = {}
        for meta in tree.iter("meta"):
            content = (meta.get("content") or "").strip()
            for key in ("property", "name", "itemprop"):
                if content and meta.get(key):
                    self._metas.setdefault(meta.get(key).strip().lower(), content)
        self._article = next(_articles(tree), {})

    def _meta(self, names: tuple[str, ...]) -> str | None:
        return next((_clean(self._metas[name]) for name in names if name in self._metas), None)

    def title(self) -> str | None:
        headings = list(self._tree.iter("h1"))
        heading = "".join(headings[0].itertext()) if len(headings) == 1 else None
        name = self._tree.find(".//title")
        named = "".join(name.itertext()) if name is not None else None
        candidates = (_string(self._article.get("headline")), self._meta(_TITLE_METAS), heading, named)
        return next((title for candidate in candidates if candidate and (title := _clean(candidate))), None)

    def site(self) -> str | None:
        publisher = self._article.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        name = _string(publisher.get("name")) if isinstance(publisher, dict) else None
        return self._meta(_SITE_METAS[:1]) or name or self._meta(_SITE_METAS[1:])

    def url(self) -> str | None:
        link = next((link.get("href") for link in self._tree.iter("link") if link.get("rel") == "canonical"), None)
        given = (link or self._metas.get("og:url") or "").strip()
        return given if given.startswith(("http://", "https://")) else None

    def date(self) -> str | None:
        stamped = [moment.get("datetime") for moment in self._tree.iter("time") if _is_publication(moment)]
        given = [
            _string(self._article.get("datePublished")),
            *(self._metas.get(name) for name in _DATE_METAS),
            *stamped,
        ]
        return next((day for one in given if (day := iso_or_none(one))), None)


def _is_publication(moment: html.HtmlElement) -> bool:
    """Whether a time element says that it is the date of publication."""
    return "pubdate" in moment.attrib or (moment.get("itemprop") or "").lower() == "datepublished"


def _articles(tree: html.HtmlElement) -> Iterator[dict[str, object]]:
    """The schema.org objects of the page that are articles. Broken JSON-LD declares nothing."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        listed = value if isinstance(value, list) else [value]
        graphs = [one.get("@graph") for one in listed if isinstance(one, dict)]
        for one in [*listed, *(item for graph in graphs if isinstance(graph, list) for item in graph)]:
            kinds = one.get("@type") if isinstance(one, dict) else None
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind.endswith(("Article", "BlogPosting", "Report")) for kind in kinds):
                yield one


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _clean(text: str) -> str | None:
    return _BLANKS.sub(" ", text).strip() or None
