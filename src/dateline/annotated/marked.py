"""``python -m dateline.annotated.marked FILE_OR_FOLDER ...``: check annotated sentences and show how they are spread.

Duplicates are looked for among all ``.marked`` files beside and below those given, since a sentence may stand once.
The folder ``second`` is left out of that: it holds other people's annotations of the same texts.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dateline.annotated.faults import faults
from dateline.annotated.fields import NOTHING, entries
from dateline.annotated.likeness import alike, skeleton
from dateline.annotated.load import load_cases
from dateline.annotated.nouns import Annotated, AnnotationError, Case, ExpectedClaim, Row
from dateline.annotated.quotes import find_quote
from dateline.annotated.sentences import ANY
from dateline.codebook import Codebook, load
from dateline.codebook.problems import Problem, closest

ENDING = ".marked"
MOST_ALIKE = 3
"""How often a wording may occur with names, places and numbers changed."""
SECOND = "second"
"""The folder of second annotations, whose texts stand elsewhere by design."""

_USAGE = "usage: python -m dateline.annotated.marked FILE_OR_FOLDER ..."
_NUMBER_TABLES = ("small numbers", "tens", "scales", "collectives")


def check(cases: Sequence[Case], book: Codebook) -> tuple[Problem, ...]:
    """What is wrong with each text by itself: codes, modes of another type, words that occur more than once."""
    found: list[Problem] = []
    for case in cases:
        found.extend(faults(case, book))
        for report in case.reports:
            for claim in report.claims or ():
                found.extend(_modes(claim, case.file, book))
                for row in claim.rows:
                    found.extend(_codes(row, case.file, book))
                    found.extend(_unclear(row, report, case.file))
            found.extend(_twice(report, case.file))
    return tuple(dict.fromkeys(found))


def doubles(cases: Sequence[Case], book: Codebook) -> tuple[Problem, ...]:
    """Texts that stand there before, and wordings used more often than three times."""
    numbers = frozenset(word for name in _NUMBER_TABLES for word in book.tables[name])
    return tuple(_doubles(cases, numbers))


def table(cases: Sequence[Case]) -> str:
    """How many claims there are of each type, each mode, each status and each class of source, one a line."""
    counted: Counter[tuple[str, str]] = Counter()
    claims = [claim for case in cases for report in case.reports for claim in report.claims or ()]
    for claim in claims:
        kind = _value(claim, "event_type")
        counted["type", kind] += 1
        for mode in entries("modes", _value(claim, "modes")):
            counted["mode", f"{kind} {mode}"] += 1
        for name in ("status", "certainty", "outcome", "said_by"):
            if _value(claim, name) not in NOTHING:
                counted[name, _value(claim, name)] += 1
    empty = sum(not report.claims for case in cases for report in case.reports)
    lines = [f"{len(cases)} texts, {len(claims)} claims, {empty} texts without one"]
    lines.extend(f"{what:<10} {name:<26} {count:>5}" for (what, name), count in sorted(counted.items()))
    return "\n".join(lines)


def _value(claim: ExpectedClaim, name: str) -> str:
    row = claim.row(name)
    return row.value if row is not None else "-"


def _modes(claim: ExpectedClaim, file: str, book: Codebook) -> Iterator[Problem]:
    """Modes are those of the claim's own type."""
    kind = book.event_types.get(_value(claim, "event_type"))
    for mode in entries("modes", _value(claim, "modes")):
        if kind is not None and mode not in kind.modes:
            message = f'{kind.code} has no mode "{mode}"'
            yield Problem(file, claim.line, message, closest(mode, kind.modes))


def _codes(row: Row, file: str, book: Codebook) -> Iterator[Problem]:
    """What the check of cases lets pass, since a case may name parties, things and counts freely."""
    if row.field in ("actors", "recipients"):
        for code in entries(row.field, row.value):
            yield from _code(code, row, file, book)
    elif row.field in ("objects", "instruments"):
        things = book.objects if row.field == "objects" else book.instruments
        known = {thing.type for thing in things} | ({"other"} if row.field == "objects" else set())
        known |= {mode for mode in book.event_types["ASSAULT"].modes} if row.field == "instruments" else set()
        for text in entries(row.field, row.value):
            if text.split()[0] not in known:
                yield Problem(file, row.line, f'"{text}" is no type of {row.field}', closest(text, known))


def _code(code: str, row: Row, file: str, book: Codebook) -> Iterator[Problem]:
    first, _, second = code.partition(" ")
    good = code == ANY or (
        second in book.sectors and first in book.countries
        if second
        else first in book.countries or first in book.sectors
    )
    if not good:
        message = f'"{code}" is no code; write country and sector ("NER MIL"), either alone, or "{ANY}"'
        yield Problem(file, row.line, message)


def _unclear(row: Row, report: Annotated, file: str) -> Iterator[Problem]:
    """Words that stand in the text more than once need the number of the occurrence that is meant."""
    for quote in row.quotes:
        if quote.endswith("]"):
            continue
        try:
            find_quote(f"{quote} [2]", report.document)
        except ValueError:
            continue
        yield Problem(file, row.line, f'"{quote}" stands there more than once; write "{quote} [1]" or another number')


def _twice(report: Annotated, file: str) -> Iterator[Problem]:
    """Two claims of one type at the same words."""
    seen: set[tuple[str, str | None]] = set()
    for claim in report.claims or ():
        key = (_value(claim, "event_type"), claim.anchor)
        if key in seen:
            yield Problem(file, claim.line, f'a claim {key[0]} at "{key[1]}" stands there before')
        seen.add(key)


def _doubles(cases: Sequence[Case], numbers: frozenset[str]) -> Iterator[Problem]:
    known: dict[str, Case] = {}
    for case in cases:
        text = " ".join(_text(case).casefold().split())
        if text in known:
            first = known[text]
            yield Problem(case.file, case.line, f"this text stands already in {first.file}, line {first.line}")
        known.setdefault(text, case)
    for i, before in alike([skeleton(_text(case), numbers) for case in cases]):
        if len(before) >= MOST_ALIKE:
            where = "; ".join(f"{cases[k].file}, line {cases[k].line}" for k in before)
            yield Problem(cases[i].file, cases[i].line, f"this wording is used too often: {where}")


def _text(case: Case) -> str:
    return "\n".join(report.document.text for report in case.reports)


def find(paths: Iterable[Path]) -> list[Path]:
    """The files given and those below the folders given, sorted."""
    found: set[Path] = set()
    for path in paths:
        found.update(path.rglob(f"*{ENDING}") if path.is_dir() else [path])
    return sorted(found)


def is_first(path: Path) -> bool:
    """Whether the file annotates texts of its own, not those of another file once more."""
    return path.resolve().parent.name != SECOND


def main(arguments: Sequence[str]) -> int:
    """Write all problems and the table; 1 where there is a problem."""
    if not arguments:
        sys.stderr.write(f"{_USAGE}\n")
        return 2
    paths = find(map(Path, arguments))
    beside = find({path.resolve().parent for path in paths})
    book = load()
    own: list[Case] = []
    counted: list[Case] = []
    every: list[Case] = []
    problems: list[Problem] = []
    chosen = {path.resolve() for path in paths}
    for path in beside:
        try:
            cases = load_cases(path)
        except AnnotationError as error:
            if path in chosen:
                problems.append(Problem(error.file, error.line, error.message))
            continue
        if is_first(path):
            every.extend(cases)
        if path in chosen:
            own.extend(cases)
            counted.extend(cases if is_first(path) else ())
    files = {path.name for path in chosen}
    problems.extend(check(own, book))
    problems.extend(problem for problem in doubles(every, book) if problem.file in files)
    for problem in sorted(problems, key=lambda one: (one.file, one.line, one.message)):
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{table(counted or own)}\n{len(problems)} problems\n")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
