"""Feeds: RSS and Atom, each item a report."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

import feedparser

from dateline.model import Document, Reading, identify
from dateline.read.dates import iso_or_none
from dateline.read.limits import ITEMS, MEGABYTE, UNPACKED
from dateline.read.markup import check_xml, declared_encoding
from dateline.read.pages import fragment_text
from dateline.read.reasons import Origin, Refusal, quarantine
from dateline.read.text import decode

_CLOSED = re.compile(rb"</(?:[A-Za-z0-9_.-]+:)?(?:item|entry)\s*>")


def read_feed(origin: Origin, raw: bytes) -> Iterator[Document | Reading]:
    """The items of a feed, in order. What is not well formed is read as far as its items are closed.

    An item's date is when it was published, or, in Atom, the date of this version where no other is given.  Its raw
    record, which its id comes from, is what the feed says in it: address, title, text, date.
    """
    try:
        if len(raw) > UNPACKED:
            raise Refusal("too_large", f"the feed has more than {UNPACKED // MEGABYTE} MB; split it")
        broken = check_xml(raw).broken
        feed = _parse(raw, broken)
    except Refusal as refusal:
        yield quarantine(origin, refusal)
        return
    entries = list(feed.entries)
    whole = len(_CLOSED.findall(raw)) if broken else len(entries)
    name = _words(feed.feed, "title")
    source = fragment_text(name) if name else None
    base = origin.url or _words(feed.feed, "link")
    for number, entry in enumerate(entries[: min(whole, ITEMS)], start=1):
        yield _item(
            Origin(origin.name, f"{origin.place}, item {number}" if origin.place else f"item {number}"),
            entry,
            source,
            base,
        )
    if whole > ITEMS:
        advice = f"{whole - ITEMS} items after the first {ITEMS} were not read; split the feed"
        yield quarantine(origin, Refusal("too_many_items", advice))
    if broken and (whole < len(entries) or not entries):
        advice = f"{broken}; items after the first {min(whole, len(entries))} were not read; mend the feed"
        yield quarantine(origin, Refusal("xml", advice))
    elif not entries:
        yield quarantine(origin, Refusal("empty", "the feed has no items; nothing to code"))


def _parse(raw: bytes, broken: str | None) -> feedparser.FeedParserDict:
    """The feed. What is broken must at least be the text that it says it is, or feedparser would guess at it."""
    if broken:
        decode(raw, declared_encoding(raw))
    try:
        return feedparser.parse(raw, resolve_relative_uris=False)
    except (ValueError, LookupError, AttributeError, TypeError) as wrong:  # what it raises on what is not well formed
        raise Refusal("xml", f"{broken or wrong}; mend the feed") from wrong


def _address(base: str | None, link: str | None) -> str | None:
    """The address of an item, also where it is given in relation to the feed's; none where it is no address."""
    try:
        return urljoin(base, link) if base and link else link
    except ValueError:
        return None


def _item(origin: Origin, entry: Mapping[str, object], source: str | None, base: str | None) -> Document | Reading:
    content = entry.get("content")
    first = content[0] if isinstance(content, list) and content else {}
    body = _words(first, "value") or _words(entry, "summary") or ""
    title, link, date = _words(entry, "title"), _words(entry, "link"), _date(entry)
    record = json.dumps([_words(entry, "id"), link, title, body, date], ensure_ascii=False)
    url = _address(base, link)
    here = Origin(origin.name, origin.place, hashlib.sha256(record.encode("utf-8", "surrogatepass")).hexdigest(), url)
    try:
        text, headline = fragment_text(body), fragment_text(title) if title else None
    except Refusal as refusal:
        return quarantine(here, refusal)
    if not text:
        text, headline = headline or "", None  # an item that is only a headline says what it says there
    if not text:
        return quarantine(here, Refusal("empty", "the item has neither text nor title; nothing to code"))
    return Document(
        id=identify(here.sha256, url),
        text=text,
        title=headline,
        url=url,
        source=source,
        published=date,
        extracted=True,
        sha256=here.sha256,
    )


def _date(entry: Mapping[str, object]) -> str | None:
    # "in" and not get(): asked for a missing date, feedparser hands over another with a warning.
    given = [_words(entry, key) for key in ("published", "updated") if key in entry]
    return next((day for one in given if (day := iso_or_none(one))), None)


def _words(fields: Mapping[str, object], key: str) -> str | None:
    value = fields.get(key) if key in fields else None
    return value if isinstance(value, str) and value.strip() else None
