"""News items in NewsML-G2, IPTC's XML: text in plain, XHTML or NITF form.

Source: iptc.org/std/NewsML-G2, versions 2.x; elements are told by their local names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

from dateline.model import Document, Reading, identify
from dateline.read.dates import iso_or_none
from dateline.read.limits import MEGABYTE, UNPACKED
from dateline.read.markup import check_xml, local
from dateline.read.pages import fragment_text
from dateline.read.reasons import Origin, Refusal, quarantine

_DATES = ("versionCreated", "contentModified", "contentCreated", "firstCreated")
_PARAGRAPHS = frozenset({"p", "hl2", "h1", "h2", "h3", "h4", "li", "dd", "dt", "td", "th", "div", "blockquote", "pre"})
_BODIES = ("body.content", "body")


def read_newsml(origin: Origin, raw: bytes) -> Iterator[Document | Reading]:
    """The news items of a NewsML-G2 message or of a single item; packages only point at items and hold no text."""
    try:
        if len(raw) > UNPACKED:
            raise Refusal("too_large", f"the message has more than {UNPACKED // MEGABYTE} MB; split it")
        checked = check_xml(raw)
        if checked.root is None:
            raise Refusal("xml", f"{checked.broken}; mend it")
    except Refusal as refusal:
        yield quarantine(origin, refusal)
        return
    root = checked.root
    items = [root] if local(root.tag) == "newsItem" else _all(root, "newsItem")
    if not items:
        yield quarantine(origin, Refusal("empty", "the message holds no news item; nothing to code"))
    for number, item in enumerate(items, start=1):
        digest = hashlib.sha256(raw if len(items) == 1 else tostring(item)).hexdigest()
        place = origin.place if len(items) == 1 else f"item {number}"
        guid = (item.get("guid") or "").strip() or None
        here = Origin(origin.name, place, digest, origin.url or guid)
        try:
            yield _report(here, item)
        except Refusal as refusal:
            yield quarantine(here, refusal)


def _report(origin: Origin, item: Element) -> Document:
    status = next((one.get("qcode") or one.get("uri") or "" for one in _all(item, "pubStatus")), "")
    if status.rpartition(":")[2].rpartition("/")[2] in ("canceled", "withheld", "withhold"):
        raise Refusal("withheld", f"pubStatus is {status}; it is not to be used")
    text = _body(item)
    if not text:
        raise Refusal("empty", "the item holds no text of its own (inlineXML or inlineData); nothing to code")
    language = next((one.get("tag") for one in _all(item, "language")), None)
    return Document(
        id=identify(origin.sha256, origin.url),
        text=text,
        title=_first(item, "headline"),
        url=origin.url,
        source=_source(item),
        published=next((day for name in _DATES if (day := iso_or_none(_first(item, name)))), None),
        language=language or None,
        extracted=True,
        sha256=origin.sha256,
    )


def _all(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if isinstance(element.tag, str) and local(element.tag) == name]


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _first(item: Element, name: str) -> str | None:
    return next((words for element in _all(item, name) if (words := _words(element))), None)


def _source(item: Element) -> str | None:
    for name in ("infoSource", "provider", "creditline"):
        for element in _all(item, name):
            named = next((words for child in _all(element, "name") if (words := _words(child))), None)
            if found := named or element.get("literal") or (_words(element) if name == "creditline" else None):
                return found
    return None


def _body(item: Element) -> str:
    for inline in _all(item, "inlineXML"):
        whole = next((found[0] for name in _BODIES if (found := _all(inline, name))), inline)
        if paragraphs := list(_paragraphs(whole)):
            return "\n\n".join(paragraphs)
    for data in _all(item, "inlineData"):
        given = "".join(data.itertext()).strip()
        kind = data.get("contenttype") or "text/plain"
        if given and kind.startswith("text/"):
            return fragment_text(given) if "html" in kind else given
    return ""


def _paragraphs(root: Element) -> Iterator[str]:
    """The words of each block that holds no other block, and the words between blocks, in order."""
    held: list[str] = []

    def flush() -> Iterator[str]:
        words = " ".join("".join(held).split())
        held.clear()
        if words:
            yield words

    todo: list[tuple[Element, bool]] = [(root, True)]
    while todo:
        element, opening = todo.pop()
        block = isinstance(element.tag, str) and local(element.tag) in (*_PARAGRAPHS, "br")
        if block:
            yield from flush()
        if opening:
            held.append(element.text or "")
            todo.append((element, False))
            todo.extend((child, True) for child in reversed(element))
        elif element is not root:
            held.append(element.tail or "")
    yield from flush()
