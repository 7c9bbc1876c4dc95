"""Annotated texts in JSON Lines: the contract's document, claim and mention lines with quotes in place of offsets.

A document line says under ``layers`` what was annotated: ``{"claims": "all"}``, ``{"claims": "some"}`` (others may be
there), ``{"mentions": "some"}``.  A layer that is not named was not annotated.  A claim holds only the fields that
somebody looked at; ``null`` says that the report does not tell it.  ``"nth": 2`` beside a text is its second
occurrence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

from dateline.annotated.nouns import Annotated, AnnotationError, Case, ExpectedClaim, ExpectedMention, Row
from dateline.annotated.quotes import find_quote
from dateline.model import Document, MentionKind

Line = Mapping[str, Any]
"""A line of the contract as JSON gives it; it becomes nouns in this file and goes no further."""

_TEXTS = ("event_type", "status", "certainty", "outcome")
_LISTS = ("modes", "contexts")
_PARTIES = ("actors", "recipients")
_THINGS = ("objects", "instruments")


def read_jsonl(text: str, file: str) -> tuple[Case, ...]:
    """One case per document line. Raises ``AnnotationError`` for lines that are not as described above."""
    documents: dict[str, tuple[Line, int]] = {}
    claims: dict[str, list[ExpectedClaim]] = {}
    mentions: dict[str, list[ExpectedMention]] = {}
    for number, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip():
            continue
        line = _parsed(raw, number, file)
        kind = line.get("kind")
        if kind == "document":
            if line.get("id") in documents or not isinstance(line.get("text"), str):
                raise AnnotationError(file, number, "a document needs an id of its own and a text")
            documents[str(line["id"])] = (line, number)
        elif kind in ("claim", "mention"):
            of = str(line.get("document"))
            if of not in documents:
                raise AnnotationError(file, number, f'no document line "{of}" stands before this {kind}')
            if kind == "claim":
                claims.setdefault(of, []).append(ExpectedClaim(tuple(_rows(line, number, file)), number, number))
            else:
                mentions.setdefault(of, []).append(_mention(line, number, file))
        else:
            raise AnnotationError(file, number, f'the kind is "{kind}"; it must be document, claim or mention')
    return tuple(
        _case(line, number, claims.get(name, []), mentions.get(name, []), file)
        for name, (line, number) in documents.items()
    )


def _parsed(raw: str, number: int, file: str) -> Line:
    try:
        line = json.loads(raw)
    except json.JSONDecodeError as error:
        raise AnnotationError(file, number, f"this is not JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(line, dict):
        raise AnnotationError(file, number, "a line must be a JSON object")
    return line


def _case(line: Line, number: int, claims: list[ExpectedClaim], mentions: list[ExpectedMention], file: str) -> Case:
    layers = line.get("layers", {})
    how = layers.get("claims")
    if how not in (None, "all", "some"):
        raise AnnotationError(file, number, f'the layer claims is "{how}"; it must be "all" or "some"')
    for present, layer in ((claims, "claims"), (mentions, "mentions")):
        if present and layer not in layers:
            raise AnnotationError(file, number, f'the document has {layer} but its "layers" do not name them')
    document = Document(
        str(line["id"]),
        line["text"],
        title=line.get("title"),
        source=line.get("source"),
        published=line.get("published"),
        language=line.get("language", "en"),
    )
    for quote in [q for claim in claims for row in claim.rows for q in row.quotes] + [m.quote for m in mentions]:
        try:
            find_quote(quote, document)
        except ValueError as error:
            raise AnnotationError(file, number, str(error)) from error
    report = Annotated(
        document, tuple(claims) if how is not None else None, tuple(mentions), how == "some", number, number
    )
    return Case(document.id, file, number, (report,), None, line.get("known_gap"))


def _quoted(entry: Line) -> tuple[str, ...]:
    words = entry.get("text")
    if not words:
        return ()
    return (f"{words} [{entry['nth']}]",) if "nth" in entry else (str(words),)


def _rows(line: Line, number: int, file: str) -> list[Row]:
    rows: list[Row] = []
    action = _quoted(line.get("action") or {})
    if action:
        rows.append(Row("action", action[0], action, number))
    for name in _TEXTS:
        if name in line:
            rows.append(Row(name, line[name] or "-", action if name == "event_type" else (), number))
    for name in _LISTS:
        if name in line:
            rows.append(Row(name, "; ".join(line[name]) or "-", (), number))
    for name in _PARTIES:
        if name in line:
            rows.append(
                _listed(name, line[name], lambda e: e.get("code") or e.get("entity") or e.get("name") or "?", number)
            )
    for name in _THINGS:
        if name in line:
            rows.append(_listed(name, line[name], lambda e: str(e["type"]), number))
    if "place" in line:
        rows.append(_single("place", line["place"], _place, number))
    if "when" in line:
        rows.append(_single("when", line["when"], _when, number))
    if "said_by" in line:
        rows.append(_single("said_by", line["said_by"], lambda e: str(e["class"]), number))
    by_what: dict[str, list[Line]] = {}
    for count in line.get("counts", ()):
        by_what.setdefault(str(count["what"]), []).append(count)
    rows.extend(_listed(what, found, _count, number) for what, found in by_what.items())
    if not rows:
        raise AnnotationError(file, number, "this claim has no field")
    return rows


def _listed(name: str, found: list[Line], text: Callable[[Line], str], number: int) -> Row:
    quotes = tuple(quote for entry in found for quote in _quoted(entry))
    return Row(name, "; ".join(text(entry) for entry in found) or "-", quotes, number)


def _single(name: str, entry: Line | None, text: Callable[[Line], str], number: int) -> Row:
    return Row(name, text(entry) if entry else "-", _quoted(entry or {}), number)


def _place(entry: Line) -> str:
    return f"{entry['name']}, {entry['country']}" if entry.get("country") else str(entry["name"])


def _when(entry: Line) -> str:
    first, last = entry.get("first") or "", entry.get("last") or ""
    return first if first == last else f"{first}..{last}"


def _count(entry: Line) -> str:
    low, high = entry["low"], entry.get("high")
    text = f"{low}.." if high is None else str(low) if low == high else f"{low}..{high}"
    scope = entry.get("scope", "event")
    return text if scope == "event" else f"{text} ({scope})"


def _mention(line: Line, number: int, file: str) -> ExpectedMention:
    what = str(line.get("what"))
    quoted = _quoted(line)
    if what not in get_args(MentionKind) or not quoted:
        raise AnnotationError(file, number, f"a mention has a text and is one of {', '.join(get_args(MentionKind))}")
    value = line.get("value")
    texts: dict[str, Callable[[Line], str]] = {
        "place": _place,
        "time": lambda e: _when(e) if e.get("first") or e.get("last") else str(e.get("timex") or "-"),
        "count": _count,
        "actor": lambda e: str(e.get("code") or e.get("entity") or e.get("name") or "?"),
        "action": lambda e: str(e.get("event_type") or "?"),
        "attribution": lambda e: str(e["source"]["class"]),
    }
    return ExpectedMention(cast(MentionKind, what), quoted[0], texts[what](value) if value else "none", number)
