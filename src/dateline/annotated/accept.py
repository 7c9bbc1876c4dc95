"""Writes what the program says now into the tables of the cases, so that a reviewer reads a diff of claims.

Which fields a table lists stays as it was; rows that hold are not touched; known gaps say what is right and stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.annotated.check import check_report, fits, match
from dateline.annotated.fields import Shown, mention_texts, shown
from dateline.annotated.markdown import read_markdown
from dateline.annotated.nouns import Annotated, ExpectedClaim, ExpectedMention
from dateline.annotated.quotes import find_quote, quote_span
from dateline.model import Claim, Document, Reading

NEW_TABLE = ("event_type", "status", "actors", "recipients", "place", "when", "said_by")
"""The fields of a table for a claim that had none; those that are null are left out."""

_NO_EVENTS = "No events."


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines ``first`` to ``last`` (from 1, both included) become ``lines``; ``last`` before ``first`` inserts."""

    first: int
    last: int
    lines: tuple[str, ...]


def accept(text: str, file: str, code: Callable[[Document], Reading]) -> str:
    """The file's text with its tables as the program says. Tables of same events are left to the person."""
    edits: list[Edit] = []
    for case in read_markdown(text, file):
        if case.gap is not None:
            continue
        for report in case.reports:
            reading = code(report.document)
            if check_report(report, reading, file):
                edits.extend(_edits(report, reading))
    lines = text.splitlines()
    for edit in sorted(edits, key=lambda one: (one.first, one.last), reverse=True):
        lines[edit.first - 1 : edit.last] = edit.lines
    return "\n".join(lines) + "\n"


def _edits(report: Annotated, reading: Reading) -> Iterator[Edit]:
    if report.claims is not None:
        yield from _claim_edits(report, reading)
    for table in _tables(report.mentions):
        yield _mentions(table, reading)


def _claim_edits(report: Annotated, reading: Reading) -> Iterator[Edit]:
    pairs = match(report, reading.claims)
    taken = {claim.id for _, claim in pairs if claim is not None}
    fresh = [claim for claim in reading.claims if claim.id not in taken and not report.others]
    added: list[str] = []
    for new in fresh:
        added.extend(("", *_new_table(new, report.document)))
    if not report.claims:  # "No events." stands in the last line
        if fresh:
            yield Edit(report.last_line, report.last_line, tuple(added[1:]))
        return
    gone = [table for table, claim in pairs if claim is None]
    for table, claim in pairs:
        if claim is not None:
            yield Edit(table.line, table.last_line, tuple(_table(table, claim, report.document)))
        elif len(gone) == len(pairs) and not fresh and not report.others and table is gone[-1]:
            yield Edit(table.line, table.last_line, (_NO_EVENTS,))
        else:
            yield Edit(table.line - 1, table.last_line, ())
    if added:
        last = max(table.last_line for table in report.claims)
        yield Edit(last + 1, last, tuple(added))


def _table(table: ExpectedClaim, claim: Claim, document: Document) -> list[str]:
    rows = []
    for row in table.rows:
        if row.field == "action" or fits(row, shown(claim, row.field), document):
            rows.append((row.field, row.value, "; ".join(row.quotes)))
        else:
            rows.append(_row(row.field, shown(claim, row.field), document, with_quotes=bool(row.quotes)))
    return align([("field", "value", "evidence"), *rows])


def _new_table(claim: Claim, document: Document) -> list[str]:
    counts = tuple(dict.fromkeys(tally.what for tally in claim.counts))
    fields = [name for name in (*NEW_TABLE, *counts) if shown(claim, name)]
    rows = [_row(name, shown(claim, name), document, with_quotes=True) for name in fields]
    return align([("field", "value", "evidence"), *rows])


def _row(field: str, found: Sequence[Shown], document: Document, *, with_quotes: bool) -> tuple[str, str, str]:
    value = "; ".join(one.value for one in found) or "-"
    quotes = [quote_span(one.spans[0], document) for one in found if one.spans] if with_quotes else []
    return field, value, "; ".join(quotes)


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table whose columns stand under each other; the first row is the header."""
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    widths = [max(3, *(len(row[i]) for row in cells)) for i in range(len(cells[0]))]
    out = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    out.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return out


def _tables(mentions: Sequence[ExpectedMention]) -> Iterator[list[ExpectedMention]]:
    """The mentions by the table that they stand in: of one kind, in lines that follow each other."""
    table: list[ExpectedMention] = []
    for mention in mentions:
        if table and (mention.what, mention.line) != (table[-1].what, table[-1].line + 1):
            yield table
            table = []
        table.append(mention)
    if table:
        yield table


def _mentions(table: Sequence[ExpectedMention], reading: Reading) -> Edit:
    rows: list[tuple[str, str]] = [(table[0].what, "value")]
    for expected in table:
        alone = Annotated(reading.document, None, (expected,), True, expected.line, expected.line)
        place = find_quote(expected.quote, reading.document)
        here = [m for m in reading.mentions if m.what == expected.what and m.span.overlaps(place)]
        value = expected.value
        if check_report(alone, reading, ""):
            value = mention_texts(here[0]).value.replace("?", "-") if here else "none"
        rows.append((expected.quote, value))
    first = table[0].line - 2
    return Edit(first, table[-1].line, tuple(align(rows)))
