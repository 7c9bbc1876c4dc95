"""What a person reads on a terminal: a table of events, and claims with their words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from dateline.export.facts import Fact, Role, facts, marked
from dateline.export.naming import called, label, one_line
from dateline.export.tables import HAPPENED, counted, in_order, not_shown
from dateline.model import Claim, Document, Event, EventCount, Party, Situation
from dateline.store.flat import in_words

STYLES: Mapping[Role, str] = {
    "action": "bold red",
    "actor": "bold magenta",
    "recipient": "bold blue",
    "object": "cyan",
    "instrument": "cyan",
    "place": "green",
    "when": "yellow",
    "count": "bold yellow",
    "source": "italic",
    "cue": "italic",
}

_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories that move the cursor, turn the direction or steer the terminal; "\\x1b" is one."""

_STATUS_STYLES = {"happened": "", "historical": "dim", "future": "cyan", "hypothetical": "cyan", "negated": "red"}


def visible(text: str) -> str:
    """A report's words on one line, with every character that could steer the terminal shown as "�"."""
    return "".join("�" if unicodedata.category(char) in _HIDDEN else char for char in one_line(text))


def event_grid(situation: Situation) -> RenderableType:
    """The events that are said to have happened, by day, and how many others there are.

    Private persons are shown by what they are.
    """
    shown = in_order(event for event in situation.events if event.status in HAPPENED)
    words = called(situation)
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    grid.add_column("day", no_wrap=True)
    grid.add_column("what", overflow="fold")
    grid.add_column("who → whom", overflow="fold", ratio=2)
    grid.add_column("where", overflow="fold")
    grid.add_column("how many", overflow="fold")
    grid.add_column("grade", no_wrap=True)
    grid.add_column("reports", justify="right", no_wrap=True)
    for event in shown:
        grid.add_row(*_event_cells(event, words[event.id]))
    return Group(grid, *_below(situation, len(shown)))


def _event_cells(event: Event, words: Mapping[Party, str]) -> Iterator[Text]:
    yield Text(days(event.first, event.last))
    what = Text(event.event_type, "bold")
    if event.modes:
        what.append(f" {', '.join(event.modes)}", "not bold")
    if event.status != "happened":
        what.append(f" ({event.status})", f"not bold {_STATUS_STYLES[event.status]}")
    if event.outcome in ("attempted", "foiled"):
        what.append(f" ({event.outcome})", "not bold")
    yield what
    who = Text(_parties(event.actors, words) or "?")
    if event.recipients:
        who.append(" → ", "dim").append(_parties(event.recipients, words))
    yield who
    yield Text(_where(event))
    yield Text(", ".join(_figure(count) for count in event.counts))
    grade = Text(event.grade)
    if event.contested:
        grade.append(" contested", "red")
    yield grade
    yield Text(
        str(event.reports) if event.reports == event.groups else f"{event.reports} ({counted(event.groups, 'root')})"
    )


def _parties(some: tuple[Party, ...], words: Mapping[Party, str]) -> str:
    return visible(", ".join(dict.fromkeys(words.get(party) or label(party) for party in some)))


def _where(event: Event) -> str:
    place = event.place
    if place is None:
        return ""
    parts = dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part)
    return visible(", ".join(parts))


def _figure(count: EventCount) -> str:
    """The best figure, then the range where the claims differ: "killed 2 MIL (2 to 3)"."""
    of = f" {count.sector}" if count.sector else ""
    span = in_words(count.low, count.high)
    if count.best is None or count.low == count.high:
        return f"{visible(count.what)} {span}{of}"
    return f"{visible(count.what)} {count.best}{of} ({span})"


def days(first: date | None, last: date | None) -> str:
    """The days of an event in as few characters as say them: "2021-03-16", "2021-03-16 … 18", "… 2021-03-16"."""
    if first is None and last is None:
        return "?"
    if first is None or last is None:
        return f"{first} …" if first else f"… {last}"
    if first == last:
        return str(first)
    same = 8 if (first.year, first.month) == (last.year, last.month) else 5 if first.year == last.year else 0
    return f"{first} … {str(last)[same:]}"


def _below(situation: Situation, shown: int) -> Iterator[Text]:
    events, reports = len(situation.events), len(situation.readings)
    claims = sum(len(reading.claims) for reading in situation.readings)
    summary = f"{counted(shown, 'event')} from {counted(claims, 'claim')} in {counted(reports, 'report')}"
    yield Text(summary, "dim")
    if events > shown:
        yield Text(not_shown(events - shown), "dim")
    lost = sum(reading.end_state == "quarantined" for reading in situation.readings)
    if lost:
        yield Text(f"{counted(lost, 'report')} could not be read", "dim red")


def claim_view(claim: Claim, document: Document) -> RenderableType:
    """One claim: what, the sentence with its words in colour, and each value beside the words that show it."""
    head = Text(claim.event_type.value, "bold")
    modes = ", ".join(mode.value for mode in claim.modes)
    judged = [claim.status.value, claim.certainty.value, *([claim.outcome.value] if claim.outcome else [])]
    head.append(f"{' ' if modes else ''}{modes}  ", "not bold")
    head.append(", ".join(judged), f"not bold {_STATUS_STYLES[claim.status.value]}")
    head.append(f"  {visible(document.id)} {claim.id}", "not bold dim")
    sentence = Text("  ")
    for words, role in marked(claim, document):
        lead, tail = words[:1].isspace(), words[-1:].isspace()
        shown = f"{' ' if lead else ''}{visible(words)}{' ' if tail and words.strip() else ''}"
        sentence.append(shown, STYLES[role] if role else "")
    grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 2))
    for fact in facts(claim, document):
        grid.add_row(*_fact_cells(fact))
    return Group(head, sentence, grid)


def _fact_cells(fact: Fact) -> Iterator[Text]:
    yield Text(visible(fact.name), STYLES[fact.role])
    yield Text(visible(fact.value))
    yield Text(f"“{visible(fact.words)}”" if fact.words is not None else "")
    yield Text(visible(fact.by), "dim")


def claims_view(situation: Situation) -> RenderableType:
    """Every claim of every report, by report and place in it."""
    views: list[RenderableType] = []
    for reading in sorted(situation.readings, key=lambda reading: reading.document.id):
        for claim in sorted(reading.claims, key=lambda c: (c.action.part != "title", c.action.start, c.id)):
            views.extend((claim_view(claim, reading.document), Text("")))
    return Group(*views)
