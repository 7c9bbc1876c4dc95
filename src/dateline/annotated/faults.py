"""What is wrong with a case itself: fields and codes that do not exist, so that a slip of the pen cannot pass."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from dateline.annotated.fields import COUNT_OF, NOTHING, entries, field_names, is_count
from dateline.annotated.nouns import Case, Row
from dateline.codebook import Codebook
from dateline.codebook.problems import Problem, closest
from dateline.model import Blame, Certainty, Outcome, Status


def faults(case: Case, book: Codebook) -> tuple[Problem, ...]:
    """Unknown fields, codes and badly written counts, each with its line."""
    known = field_names(book)
    out: list[Problem] = []
    for report in case.reports:
        for claim in report.claims or ():
            for row in claim.rows:
                if row.field not in known and not row.field.startswith(COUNT_OF):
                    out.append(Problem(case.file, row.line, f'"{row.field}" is no field', closest(row.field, known)))
                    continue
                out.extend(_values(row, case.file, book, known))
    return tuple(out)


def _values(row: Row, file: str, book: Codebook, known: Collection[str]) -> list[Problem]:
    modes = {mode for event_type in book.event_types.values() for mode in event_type.modes}
    choices: dict[str, Collection[str]] = {
        "event_type": book.event_types,
        "modes": modes,
        "contexts": book.contexts,
        "status": get_args(Status),
        "certainty": get_args(Certainty),
        "outcome": get_args(Outcome),
        "blame": get_args(Blame),
        "blamed_by": book.source_classes,
        "said_by": book.source_classes,
    }
    if row.field in choices:
        allowed = choices[row.field]
        return [
            Problem(file, row.line, f'"{text}" is no value of {row.field}', closest(text, allowed))
            for text in entries(row.field, row.value)
            if text not in allowed and text.split()[0] not in allowed
        ]
    is_tally = row.field.startswith(COUNT_OF) or row.field in {toll.what for toll in book.tolls}
    if is_tally and row.value not in NOTHING:
        return [
            Problem(file, row.line, f'"{text}" is no count; write 2, 3..5, 12.. or 3 (part)')
            for text in entries(row.field, row.value)
            if not is_count(text)
        ]
    return []
