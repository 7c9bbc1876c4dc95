"""Cases in Markdown: a heading names the case, a block quote is the report, tables hold what should be found.

``cases/README.md`` describes the format for the people who write it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from dateline.annotated.nouns import Annotated, AnnotationError, Case, ExpectedClaim, ExpectedMention, Row, SameEvent
from dateline.annotated.quotes import find_quote, split_quotes
from dateline.model import Document, MentionKind

_REPORT = re.compile(r"Report (?P<id>[\w.-]+)(?:, (?P<rest>.+?))?:?")
_PAIR = re.compile(r"(?P<key>published|source|title) (?P<value>.+)")
_LOOKS_LIKE = re.compile(r"(Published|Source|Title|Known gap|Report|No (event|claim)s?|Other events?)\b")
_SEPARATOR = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
_CELL = re.compile(r"(?<!\\)\|")
_IN_REPORT = re.compile(r'(?P<id>[\w.-]+)(?:\s*:?\s*"(?P<quote>[^"]+)")?')
_REPORTS = re.compile(r'[\w.-]+(\s*:?\s*"[^"]+")?(\s*[,;]\s*[\w.-]+(\s*:?\s*"[^"]+")?)*')
MENTION_KINDS = ("time", "place", "count", "actor", "action")


@dataclass
class _Draft:
    """A report as its lines come in."""

    id: str
    published: str | None
    source: str | None
    title: str | None
    line: int
    paragraphs: list[list[str]] = field(default_factory=list)
    claims: list[ExpectedClaim] | None = None
    none_line: int | None = None
    mentions: list[ExpectedMention] = field(default_factory=list)
    others: bool = False
    last_line: int = 0


@dataclass
class _Section:
    name: str
    line: int
    published: str | None = None
    source: str | None = None
    title: str | None = None
    gap: str | None = None
    reports: list[_Draft] = field(default_factory=list)
    events: list[SameEvent] | None = None


@dataclass(frozen=True)
class _Table:
    header: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], int], ...]
    line: int
    last_line: int


def read_markdown(text: str, file: str) -> tuple[Case, ...]:
    """The cases of one file. Raises ``AnnotationError`` for what is no case: a fault must not pass for prose."""
    lines = text.splitlines()
    cases: list[Case] = []
    section: _Section | None = None
    names: dict[str, int] = {}
    at = 0
    while at < len(lines):
        line, number = lines[at].rstrip(), at + 1
        if line.startswith("## "):
            if section is not None:
                cases.append(_case(section, file))
            name = line[3:].strip()
            if name in names:
                raise AnnotationError(file, number, f'a case "{name}" already stands in line {names[name]}')
            names[name] = number
            section = _Section(name, number)
        elif section is not None and line.startswith(">"):
            end = at
            while end < len(lines) and lines[end].startswith(">"):
                end += 1
            _quote(section, [quoted[1:].strip() for quoted in lines[at:end]], number, end, file)
            at = end
            continue
        elif section is not None and line.startswith("|"):
            end = at
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            _take(section, _table(lines[at:end], number, file), file)
            at = end
            continue
        elif section is not None:
            _plain(section, line, number, file)
        at += 1
    if section is not None:
        cases.append(_case(section, file))
    return tuple(cases)


def _plain(section: _Section, line: str, number: int, file: str) -> None:
    """A line that is neither quote nor table: what it says of the case, or prose."""
    if line.startswith("Published "):
        section.published = _day(line.removeprefix("Published ").strip(), number, file)
    elif line.startswith("Source: "):
        section.source = line.removeprefix("Source: ").strip()
    elif line.startswith("Title: "):
        section.title = line.removeprefix("Title: ").strip()
    elif line.startswith("Known gap: "):
        section.gap = line.removeprefix("Known gap: ").strip()
    elif line.startswith("Report "):
        section.reports.append(_announced(section, line, number, file))
    elif line == "No events.":
        report = _current(section, number, file)
        if report.claims:
            raise AnnotationError(file, number, '"No events." stands beside a table of a claim')
        report.claims, report.none_line, report.last_line = [], number, number
    elif line == "Other events: not annotated.":
        _current(section, number, file).others = True
    elif _LOOKS_LIKE.match(line):
        raise AnnotationError(
            file,
            number,
            f'"{line}" is no line of a case; write "Published 2021-03-18", "Source: Name", "Title: Words", '
            '"Report r1, published 2021-03-18, source Name", "No events.", "Other events: not annotated." or '
            '"Known gap: why"',
        )


def _announced(section: _Section, line: str, number: int, file: str) -> _Draft:
    """ "Report r1, published 2021-03-18, source Example Wire": the block quote that follows is this report."""
    found = _REPORT.fullmatch(line)
    if found is None:
        raise AnnotationError(file, number, 'write "Report r1, published 2021-03-18, source Example Wire"')
    given = {"published": section.published, "source": section.source, "title": None}
    for part in re.split(r",\s+(?=(?:published|source|title) )", found["rest"] or ""):
        if not part:
            continue
        pair = _PAIR.fullmatch(part)
        if pair is None:
            raise AnnotationError(file, number, f'"{part}" is none of published, source and title')
        given[pair["key"]] = _day(pair["value"], number, file) if pair["key"] == "published" else pair["value"]
    if any(report.id == found["id"] for report in section.reports):
        raise AnnotationError(file, number, f'the case has two reports "{found["id"]}"')
    return _Draft(found["id"], given["published"], given["source"], given["title"], number)


def _day(text: str, number: int, file: str) -> str:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        raise AnnotationError(file, number, f'"{text}" is no date like 2021-03-18') from None
    return text


def _current(section: _Section, number: int, file: str) -> _Draft:
    if not section.reports or not section.reports[-1].paragraphs:
        raise AnnotationError(file, number, 'no report stands before this; quote one with "> "')
    return section.reports[-1]


def _quote(section: _Section, quoted: list[str], number: int, last: int, file: str) -> None:
    if not section.reports or section.reports[-1].paragraphs:
        if section.reports:
            raise AnnotationError(file, number, 'name each of several reports: "Report r1, published 2021-03-18"')
        section.reports.append(_Draft("r1", section.published, section.source, section.title, number))
    report = section.reports[-1]
    paragraphs: list[list[str]] = [[]]
    for line in quoted:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    report.paragraphs = [paragraph for paragraph in paragraphs if paragraph]
    report.last_line = last
    if not report.paragraphs:
        raise AnnotationError(file, number, "this report is empty")


def _table(lines: list[str], number: int, file: str) -> _Table:
    if len(lines) < 3 or not _SEPARATOR.fullmatch(lines[1].strip()):
        raise AnnotationError(file, number, "a table has a header, a line of dashes, and at least one row")
    header = tuple(cell.lower() for cell in _cells(lines[0]))
    rows = []
    for offset, line in enumerate(lines[2:], start=2):
        cells = _cells(line)
        if len(cells) != len(header):
            raise AnnotationError(
                file, number + offset, f"this row has {len(cells)} cells, the header has {len(header)}"
            )
        rows.append((cells, number + offset))
    return _Table(header, tuple(rows), number, number + len(lines) - 1)


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELL.split(inner))


def _take(section: _Section, table: _Table, file: str) -> None:
    """A table, by its first column: fields of a claim, events, or mentions of one kind."""
    first = table.header[0]
    if first == "field":
        report = _current(section, table.line, file)
        if report.none_line is not None:
            raise AnnotationError(file, table.line, 'a table of a claim stands beside "No events."')
        report.claims = [*(report.claims or ()), _claim(table, file)]
        report.last_line = table.last_line
    elif first == "event":
        section.events = [*(section.events or ()), *_same_events(table, file)]
    elif first in MENTION_KINDS:
        report = _current(section, table.line, file)
        _columns(table, (first, "value"), file)
        what = cast(MentionKind, first)
        report.mentions.extend(ExpectedMention(what, cells[0], cells[1], line) for cells, line in table.rows)
        report.last_line = table.last_line
    else:
        choices = ", ".join(("field", "event", *MENTION_KINDS))
        raise AnnotationError(file, table.line, f'the first column is "{first}"; it must be one of {choices}')


def _columns(table: _Table, wanted: tuple[str, ...], file: str) -> None:
    if table.header != wanted:
        raise AnnotationError(file, table.line, f"the columns must be {' | '.join(wanted)}")


def _claim(table: _Table, file: str) -> ExpectedClaim:
    if table.header not in (("field", "value", "evidence"), ("field", "value")):
        raise AnnotationError(file, table.line, "the columns must be field | value | evidence")
    rows: list[Row] = []
    for cells, line in table.rows:
        name, value = cells[0], cells[1]
        if not name or not value:
            raise AnnotationError(file, line, 'a row needs a field and a value; "-" says that it should be null')
        if any(row.field == name for row in rows):
            raise AnnotationError(file, line, f'the field {name} stands twice; part several entries by ";"')
        rows.append(Row(name, value, split_quotes(cells[2]) if len(cells) > 2 else (), line))
    return ExpectedClaim(tuple(rows), table.line, table.last_line)


def _same_events(table: _Table, file: str) -> list[SameEvent]:
    """One entry per label, in order of appearance; rows of one label add their reports."""
    if table.header[:2] != ("event", "report"):
        raise AnnotationError(file, table.line, "the columns must begin with event | report")
    reports: dict[str, dict[str, str | None]] = {}
    wanted: dict[str, list[Row]] = {}
    first_line: dict[str, int] = {}
    for cells, line in table.rows:
        label = cells[0]
        first_line.setdefault(label, line)
        of_label = reports.setdefault(label, {})
        if not _REPORTS.fullmatch(cells[1]):
            raise AnnotationError(
                file, line, f'"{cells[1]}" names no reports; write r1, r2 or r1 "words of its action"'
            )
        of_label.update({found["id"]: found["quote"] for found in _IN_REPORT.finditer(cells[1])})
        for name, value in zip(table.header[2:], cells[2:], strict=True):
            if value:
                wanted.setdefault(label, []).append(Row(name, value, (), line))
    return [
        SameEvent(label, tuple(of_label.items()), tuple(wanted.get(label, ())), first_line[label])
        for label, of_label in reports.items()
    ]


def _case(section: _Section, file: str) -> Case:
    if not section.reports:
        raise AnnotationError(file, section.line, f'the case "{section.name}" quotes no report')
    reports = []
    for draft in section.reports:
        if not draft.paragraphs:
            raise AnnotationError(file, draft.line, f'report {draft.id} has no text; quote it with "> "')
        text = "\n\n".join(" ".join(paragraph) for paragraph in draft.paragraphs)
        document = Document(
            draft.id, text, title=draft.title, source=draft.source, published=draft.published, language="en"
        )
        claims = tuple(draft.claims) if draft.claims is not None else None
        report = Annotated(document, claims, tuple(draft.mentions), draft.others, draft.line, draft.last_line)
        _check_quotes(report, file)
        reports.append(report)
    known = {report.document.id: report.document for report in reports}
    for event in section.events or ():
        for name, quote in event.reports:
            if name not in known:
                raise AnnotationError(file, event.line, f'the case has no report "{name}"')
            if quote is not None:
                _check_quote(quote, known[name], event.line, file)
    if section.events is None and all(r.claims is None and not r.mentions for r in reports):
        raise AnnotationError(file, section.line, f'"{section.name}" expects nothing; give a table or "No events."')
    events = tuple(section.events) if section.events is not None else None
    return Case(section.name, file, section.line, tuple(reports), events, section.gap)


def _check_quotes(report: Annotated, file: str) -> None:
    for claim in report.claims or ():
        for row in claim.rows:
            for quote in row.quotes:
                _check_quote(quote, report.document, row.line, file)
        if claim.anchor is not None:
            _check_quote(claim.anchor, report.document, claim.line, file)
    for mention in report.mentions:
        _check_quote(mention.quote, report.document, mention.line, file)


def _check_quote(quote: str, document: Document, line: int, file: str) -> None:
    try:
        find_quote(quote, document)
    except ValueError as error:
        raise AnnotationError(file, line, str(error)) from error
