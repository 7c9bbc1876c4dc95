"""Reads a user's lists of actors: CSV with named columns, and dictionaries in the form of PETRARCH.

A CSV file has the columns ``name`` and ``code`` and may have ``aliases`` (parted by "|"), ``kind``, ``from``, ``to``
and ``source``; several rows of one name are its codes over time.  A dictionary has a line for each actor, and lines
with "+" for its further names::

    GOODLUCK_JONATHAN_ [NGAELI <20100506] [NGAGOV 20100506-20150528]  ; from a president's list
    +PRESIDENT_JONATHAN_

A code with "<" holds until the day before the date, with ">" from it on; a line of codes alone belongs to the actor
above it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dateline.codebook.problems import Problem, closest
from dateline.codebook.reading import read_text

COLUMNS = ("name", "aliases", "code", "kind", "from", "to", "source")
NEEDED = ("name", "code")
_CODE = re.compile(r"\[([^\]]*)\]")
_COMMENT = re.compile(r"[;#].*")
_DAY = re.compile(r"\d{8}|\d{6}")
_CENTURY = 50
"""Years of two digits below it are of this century, as in PETRARCH's dictionaries."""


@dataclass(frozen=True, slots=True)
class ListedRole:
    """A code as the list writes it, with the days it holds, both inclusive; ``None`` where open."""

    code: str
    first: date | None
    last: date | None
    line: int


@dataclass
class Listed:
    """An actor of a list, while it is read. ``kind`` and ``source`` are empty where the list does not say."""

    name: str
    line: int
    aliases: list[str] = field(default_factory=list)
    roles: list[ListedRole] = field(default_factory=list)
    kind: str = ""
    source: str = ""


def read_roster(path: Path, problems: list[Problem]) -> list[Listed]:
    """The actors of a file, told apart by its first line: a CSV header names the columns."""
    text = read_text(path, str(path), problems)
    if text is None:
        return []
    first = next((line for line in text.splitlines() if _COMMENT.sub("", line).strip()), "")
    cells = {cell.strip().lower() for cell in first.split(",")}
    found = _csv(text, str(path), problems) if "name" in cells else _dictionary(text, str(path), problems)
    listed = list(found)
    for actor in listed:
        if not actor.roles:
            problems.append(Problem(str(path), actor.line, f'"{actor.name}" has no code that can be read'))
    return [actor for actor in listed if actor.roles]


def _csv(text: str, file: str, problems: list[Problem]) -> Iterable[Listed]:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    header = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    for name in header:
        if name not in COLUMNS:
            problems.append(Problem(file, 1, f'the column "{name}" is not read', closest(name, COLUMNS)))
    missing = [name for name in NEEDED if name not in header]
    if missing:
        problems.append(Problem(file, 1, f"the columns {', '.join(missing)} are missing"))
        return []
    actors: dict[str, Listed] = {}
    try:
        for row in reader:
            _row({key: (value or "").strip() for key, value in row.items() if isinstance(value, str) or value is None},
                 reader.line_num, actors, file, problems)  # fmt: skip
    except csv.Error as error:
        problems.append(Problem(file, reader.line_num, f"this is not CSV: {error}"))
    return actors.values()


def _row(row: Mapping[str, str], line: int, actors: dict[str, Listed], file: str, problems: list[Problem]) -> None:
    name = row.get("name", "")
    if not name:
        problems.append(Problem(file, line, "the row has no name"))
        return
    actor = actors.setdefault(name, Listed(name, line))
    actor.aliases.extend(alias.strip() for alias in row.get("aliases", "").split("|") if alias.strip())
    actor.kind = row.get("kind", "") or actor.kind
    actor.source = row.get("source", "") or actor.source
    days: list[date | None] = []
    for column in ("from", "to"):
        try:
            days.append(date.fromisoformat(row[column]) if row.get(column) else None)
        except ValueError:
            problems.append(Problem(file, line, f'"{name}": "{row[column]}" is no date like 2021-03-18'))
            return
    if not row.get("code"):
        problems.append(Problem(file, line, f'"{name}" has no code in this row'))
        return
    if days[0] and days[1] and days[0] > days[1]:
        problems.append(Problem(file, line, f'"{name}": the code begins after it ends'))
        return
    actor.roles.append(ListedRole(row["code"], days[0], days[1], line))


def _dictionary(text: str, file: str, problems: list[Problem]) -> Iterator[Listed]:
    """A further name with codes of its own is an actor of its own."""
    root: Listed | None = None
    for number, whole in enumerate(text.splitlines(), start=1):
        line = _COMMENT.sub("", whole).strip()
        if not line:
            continue
        words = _CODE.sub("", line).strip()
        codes = [role for code in _CODE.findall(line) for role in _role(code, number, file, problems)]
        if words.startswith("+"):
            name = _name(words[1:])
            if root is None or not name:
                problems.append(Problem(file, number, f'"{whole.strip()}" belongs to no actor'))
            elif codes:
                yield Listed(name, number, [], codes)
            else:
                root.aliases.append(name)
        elif words:
            if root is not None:
                yield root
            root = Listed(_name(words), number, [], codes)
        elif root is not None:
            root.roles.extend(codes)
        else:
            problems.append(Problem(file, number, f'"{whole.strip()}" belongs to no actor'))
    if root is not None:
        yield root


def _name(words: str) -> str:
    return " ".join(words.replace("_", " ").replace("=", " ").split())


def _role(text: str, line: int, file: str, problems: list[Problem]) -> Iterator[ListedRole]:
    """A bracket: a code with a day before which, after which or two between which it holds. Several codes are parted
    by a slash."""
    code, _, when = text.strip().partition(" ")
    when = when.strip()
    days = [_day(digits) for digits in _DAY.findall(when)]
    first: date | None = None
    last: date | None = None
    shape = _DAY.sub("d", when.replace(" ", ""))
    if None in days or shape not in {"", "<d", ">d", "d-d"}:
        problems.append(Problem(file, line, f'"[{text}]" holds no date that can be read'))
        return
    if shape == "<d" and days[0]:
        last = days[0] - timedelta(days=1)
    elif shape == ">d":
        first = days[0]
    elif shape == "d-d":
        first, last = days
    if first and last and first > last:
        problems.append(Problem(file, line, f'"[{text}]" begins after it ends'))
        return
    yield from (ListedRole(one, first, last, line) for one in code.split("/")[:1] if one)
    for other in code.split("/")[1:]:
        problems.append(Problem(file, line, f'"{other}" of "[{text}]" is left out: one day, one role'))


def _day(digits: str) -> date | None:
    try:
        if len(digits) == 8:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        year = int(digits[:2])
        return date(year + (2000 if year < _CENTURY else 1900), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None
