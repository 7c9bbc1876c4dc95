"""Holds a case against what the program reads: every difference with what was expected and what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.annotated.events import check_events
from dateline.annotated.fields import Shown, entries, mention_texts, shown
from dateline.annotated.nouns import Annotated, Case, ExpectedClaim, ExpectedMention, Row
from dateline.annotated.quotes import find_quote, quote_span
from dateline.model import Claim, Document, Reading, Situation, Span


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One thing that is not as the case says. ``line`` is that of its row, or of the report for what is too much."""

    file: str
    line: int
    field: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.field}: expected {self.expected}; got {self.got}"


def check_case(
    case: Case, code: Callable[[Document], Reading], gather: Callable[[Sequence[Reading]], Situation]
) -> tuple[Difference, ...]:
    """All that differs, in the order of the file; empty where the case holds.

    ``code`` reads one report, ``gather`` brings several together; it is called only where the case has events.
    """
    readings = {report.document.id: code(report.document) for report in case.reports}
    out: list[Difference] = []
    for report in case.reports:
        out.extend(check_report(report, readings[report.document.id], case.file))
    if case.events is not None:
        situation = gather([readings[report.document.id] for report in case.reports])
        out.extend(Difference(case.file, *found) for found in check_events(case.events, situation))
    return tuple(sorted(out))


def check_report(report: Annotated, reading: Reading, file: str) -> list[Difference]:
    """What one report's claims and mentions have otherwise than annotated."""
    out: list[Difference] = []
    pairs = match(report, reading.claims)
    for expected, claim in pairs:
        if claim is None:
            out.append(Difference(file, expected.line, "claim", _described(expected), _found(reading)))
        else:
            out.extend(_fields(expected, claim, report.document, file))
    if report.claims is not None and not report.others:
        taken = {claim.id for _, claim in pairs if claim is not None}
        for claim in reading.claims:
            if claim.id not in taken:
                out.append(Difference(file, report.line, "claim", "no further claim", _told(claim, reading.document)))
    for mention in report.mentions:
        out.extend(_mention(mention, reading, file))
    return out


def match(report: Annotated, claims: Sequence[Claim]) -> list[tuple[ExpectedClaim, Claim | None]]:
    """The claim that answers each table: one whose action overlaps its words, and of those the most alike.

    No claim answers two tables.  A table that names no words takes whatever claim is most alike.
    """
    wishes: list[tuple[int, int, int]] = []
    expected = report.claims or ()
    for i, table in enumerate(expected):
        place = find_quote(table.anchor, report.document) if table.anchor is not None else None
        for k, claim in enumerate(claims):
            if place is None or _touches(claim.action, place):
                wishes.append((len(_fields(table, claim, report.document, "")), i, k))
    answer: dict[int, int] = {}
    for _, i, k in sorted(wishes):
        if i not in answer and k not in answer.values():
            answer[i] = k
    return [(table, claims[answer[i]] if i in answer else None) for i, table in enumerate(expected)]


def _touches(left: Span, right: Span) -> bool:
    """Whether two spans share words; gaps do not count."""
    return left.part == right.part and any(
        a < d and c < b
        for a, b in left.pieces or ((left.start, left.end),)
        for c, d in right.pieces or ((right.start, right.end),)
    )


def _fields(expected: ExpectedClaim, claim: Claim, document: Document, file: str) -> list[Difference]:
    out = []
    for row in expected.rows:
        if row.field == "action":
            continue
        found = shown(claim, row.field)
        if not fits(row, found, document):
            out.append(Difference(file, row.line, row.field, _wanted(row), _listed(found, document)))
    return out


def fits(row: Row, found: Sequence[Shown], document: Document) -> bool:
    """Whether a field's entries are those that a row lists, in any order, each at its words where they are given."""
    wanted = entries(row.field, row.value)
    spans = [find_quote(quote, document) for quote in row.quotes]
    paired = len(spans) == len(wanted)
    left = list(found)
    for i, text in enumerate(wanted):
        near = [spans[i]] if paired else []
        hit = next((one for one in left if one.is_written(text) and _at(one.spans, near)), None)
        if hit is None:
            return False
        left.remove(hit)
    if any(not one.optional for one in left):
        return False
    everywhere = [span for one in found for span in one.spans]
    return paired or not wanted or all(_at(everywhere, [span]) for span in spans)


def _at(spans: Sequence[Span], near: Sequence[Span]) -> bool:
    return not near or any(_touches(span, place) for span in spans for place in near)


def _mention(expected: ExpectedMention, reading: Reading, file: str) -> list[Difference]:
    place = find_quote(expected.quote, reading.document)
    here = [m for m in reading.mentions if m.what == expected.what and _touches(m.span, place)]
    found = [mention_texts(mention) for mention in here]
    if expected.value == "none":
        good = not found
    else:
        field = expected.what if expected.what != "time" else "when"
        (text,) = entries(field if field == "when" else "event_type", expected.value) or ("-",)
        text = text.replace(",", "") if expected.what == "count" else text
        good = any(one.is_written(text) for one in found) or (text == "-" and any(one.value == "?" for one in found))
    if good:
        return []
    wanted = f'{expected.value} at "{expected.quote}"'
    return [Difference(file, expected.line, expected.what, wanted, _listed(found, reading.document))]


def _wanted(row: Row) -> str:
    value = "nothing" if row.value in ("-", "none") else row.value
    quotes = "; ".join(f'"{quote}"' for quote in row.quotes)
    return f"{value} at {quotes}" if quotes else value


def _listed(found: Sequence[Shown], document: Document) -> str:
    if not found:
        return "nothing"
    texts = []
    for one in found:
        quotes = ", ".join(f'"{quote_span(span, document)}"' for span in one.spans[:1])
        texts.append(f"{one.value} at {quotes}" if quotes else one.value)
    return "; ".join(texts)


def _described(expected: ExpectedClaim) -> str:
    kind = expected.row("event_type")
    words = f' at "{expected.anchor}"' if expected.anchor is not None else ""
    return f"{kind.value if kind else 'a claim'}{words}"


def _found(reading: Reading) -> str:
    if not reading.claims:
        return f"no claim ({reading.end_state})"
    return "only " + ", ".join(_told(claim, reading.document) for claim in reading.claims)


def _told(claim: Claim, document: Document) -> str:
    return f'{claim.event_type.value} ({claim.status.value}) at "{quote_span(claim.action, document)}"'
