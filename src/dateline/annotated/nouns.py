"""What an annotated text is made of: reports, and for each layer what should be found there, in quotes.

A layer that is ``None`` was not annotated: nothing is said about it.  An empty one was: nothing is to be found there.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Document, MentionKind


class AnnotationError(ValueError):
    """An annotated text that cannot be used; the message names file and line and says what to write instead."""

    def __init__(self, file: str, line: int, message: str) -> None:
        self.file, self.line, self.message = file, line, message
        super().__init__(f"{file}, line {line}: {message}")


@dataclass(frozen=True, slots=True)
class Row:
    """One field with the value it should have, as text, and the words that should show it.

    ``value`` holds several entries parted by ";" where the field is a list, "-" where it should be null or empty.
    ``quotes`` are words of the report, empty where nobody said which; "police [2]" is their second occurrence.
    """

    field: str
    value: str
    quotes: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ExpectedClaim:
    """The fields of one claim that somebody annotated; of the others nothing is said.

    ``line`` and ``last_line`` are where its table stands (both included), so that it can be written anew.
    """

    rows: tuple[Row, ...]
    line: int
    last_line: int

    def row(self, field: str) -> Row | None:
        return next((row for row in self.rows if row.field == field), None)

    @property
    def anchor(self) -> str | None:
        """The words of the action: the evidence of its event type, else the row "action"."""
        for name in ("event_type", "action"):
            row = self.row(name)
            if row is not None and row.quotes:
                return row.quotes[0]
        action = self.row("action")
        return action.value if action is not None else None


@dataclass(frozen=True, slots=True)
class ExpectedMention:
    """Words that should (or with the value "none" should not) be read as a mention of this kind, and as which value."""

    what: MentionKind
    quote: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class SameEvent:
    """One event by its label: the reports that tell of it, each with the words of its action where given.

    ``wanted`` are further columns of its row: "grade", "voices", "killed" ...
    """

    label: str
    reports: tuple[tuple[str, str | None], ...]
    wanted: tuple[Row, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """One report with what should be found in it.

    ``claims`` is ``None`` where nobody annotated claims; ``others`` allows claims beyond the annotated ones.
    ``mentions`` lists words one by one; of all other words nothing is said.
    """

    document: Document
    claims: tuple[ExpectedClaim, ...] | None
    mentions: tuple[ExpectedMention, ...]
    others: bool
    line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Case:
    """A named expectation: reports, and where they are several, which of them tell of one event.

    ``gap`` says why the case does not hold yet; it then must not hold.
    """

    name: str
    file: str
    line: int
    reports: tuple[Annotated, ...]
    events: tuple[SameEvent, ...] | None
    gap: str | None
