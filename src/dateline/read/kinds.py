"""What an input is, by its content: a name may lie or lack."""

from __future__ import annotations

import re
from typing import Literal

from dateline.read.text import binary_kind, marked_encoding

Kind = Literal["blank", "gzip", "warc", "wide", "binary", "json", "html", "feed", "newsml", "xml", "text"]

HEAD = 64 * 1024
"""How many bytes decide."""

_LEAD = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]*\[.*?\]\s*>|[^\[>]*>))*", re.S | re.I)
_HTML_DOCTYPE = re.compile(rb"<!DOCTYPE\s+html", re.I)
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_JSON = re.compile(rb"""\{\s*(?:"|\}|\Z)|\[\s*(?:\{|\]\s*\Z|\Z)""")

_FEEDS = frozenset({b"rss", b"feed", b"rdf"})
_NEWSML = frozenset({b"newsitem", b"newsmessage", b"packageitem", b"knowledgeitem", b"planningitem", b"conceptitem"})
_HTML = frozenset(
    b"html head body title meta link script style div p span a article section main header footer nav h1 h2 h3 h4 h5 "
    b"h6 table ul ol dl br hr img b i em strong font center blockquote pre form base noscript".split()
)


def kind_of(head: bytes) -> Kind:
    """What an input is whose first ``HEAD`` bytes these are."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    if binary_kind(head) is not None:
        return "binary"
    mark = marked_encoding(head)
    if mark is not None and mark[0] != "utf-8":
        return "wide"
    start = head[mark[1] if mark else 0 :].lstrip()
    if not start:
        return "blank" if len(head) < HEAD else "text"
    if _JSON.match(start):
        return "json"
    return _markup(start) if start.startswith(b"<") else "text"


def _markup(start: bytes) -> Kind:
    lead = _LEAD.match(start)
    root = _ROOT.match(start, lead.end() if lead else 0)
    name = root[2].lower() if root else b""
    if name in _FEEDS:
        return "feed"
    if name in _NEWSML:
        return "newsml"
    if name in _HTML or (lead and _HTML_DOCTYPE.search(lead[0])):
        return "html"
    if start[:5].lower() == b"<?xml":
        return "xml"
    return "text"
