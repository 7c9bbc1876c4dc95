"""An entry while it is read: asks for its keys by name and notes what is missing, unknown or malformed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.codebook.entries import Source
from dateline.codebook.problems import Problem, closest
from dateline.codebook.reading import Entries, Items, Node, Text

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Form:
    """A map of a YAML file, with the list that collects its problems."""

    file: str
    node: Entries
    problems: list[Problem]

    @property
    def at(self) -> Source:
        return Source(self.file, self.node.line)

    def line_of(self, key: str) -> int:
        """The line of the key's value, or of the key, or of the entry where the key is missing."""
        node = self.node.values.get(key)
        return node.line if isinstance(node, Text) and node.value else self.node.lines.get(key, self.node.line)

    def note(self, key: str, message: str, suggestion: str | None = None) -> None:
        self.problems.append(Problem(self.file, self.line_of(key), message, suggestion))

    def only(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Notes unknown keys, and required ones that are missing or empty."""
        known = [*required, *optional]
        for key, line in self.node.lines.items():
            if key not in known:
                hint = closest(key, known)
                self.problems.append(Problem(self.file, line, f'the key "{key}" is unknown here', hint))
        for key in required:
            value = self.node.values.get(key)
            if value is None:
                self.problems.append(Problem(self.file, self.node.line, f'the key "{key}" is missing'))
            elif _is_empty(value):
                self.note(key, f'"{key}" is empty')

    def text(self, key: str, default: str = "") -> str:
        value = self.node.values.get(key)
        if value is None:
            return default
        if not isinstance(value, Text):
            self.note(key, f'"{key}" must be one text')
            return default
        return value.value.strip() or default

    def lined(self, key: str) -> list[Text]:
        """The texts of a list with their lines; a single text counts as a list of one."""
        value = self.node.values.get(key)
        if value is None or (isinstance(value, Text) and not value.value.strip()):
            return []
        return texts_of(value, self.file, self.problems, f'"{key}"')

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(text.value for text in self.lined(key))

    def chosen(self, key: str, choices: Collection[str], what: str) -> tuple[str, ...]:
        """The texts of a list of which each must be one of ``choices``; others are noted as an unknown ``what``."""
        found = []
        for text in self.lined(key):
            if text.value in choices:
                found.append(text.value)
            else:
                self.problems.append(unknown(self.file, text.line, text.value, choices, what))
        return tuple(found)

    def choice(self, key: str, choices: Collection[str], what: str, default: str = "") -> str:
        """One of ``choices``; the default where the key is missing or its value is none of them, which is noted."""
        value = self.text(key)
        if not value:
            return default
        if value not in choices:
            self.problems.append(unknown(self.file, self.line_of(key), value, choices, what))
            return default
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        return self.choice(key, ("yes", "no"), "yes or no", "yes" if default else "no") == "yes"

    def number(self, key: str) -> float | None:
        value = self.text(key)
        if not value:
            return None
        try:
            return float(value)
        except ValueError:
            self.note(key, f'"{value}" is not a number')
            return None

    def whole(self, key: str, default: int) -> int:
        value = self.text(key)
        if not value:
            return default
        if not value.isascii() or not value.isdigit():
            self.note(key, f'"{value}" is not a whole number')
            return default
        return int(value)

    def day(self, key: str, end: bool = False) -> date | None:
        """A day; "1962" and "1962-07" mean the first day of that time, or its last where ``end``."""
        value = self.text(key)
        if not value:
            return None
        day = day_of(value, end)
        if day is None:
            self.note(key, f'"{value}" is not a date like 1962-07-01')
        return day

    def forms(self, key: str) -> Iterator[Form]:
        """The maps of a list."""
        value = self.node.values.get(key)
        return iter(()) if value is None or _is_empty(value) else forms_of(value, self.file, self.problems, f'"{key}"')

    def form(self, key: str) -> Form:
        """The map below a key; an empty one where there is none."""
        value = self.node.values.get(key)
        if isinstance(value, Entries):
            return Form(self.file, value, self.problems)
        if value is not None and not _is_empty(value):
            self.note(key, f'"{key}" must be a map of keys and values')
        return Form(self.file, Entries({}, {}, self.node.line), self.problems)

    def pairs(self) -> Mapping[str, str]:
        """The whole map as text to text."""
        return {key: self.text(key) for key in self.node.values}


def day_of(value: str, end: bool) -> date | None:
    """The day that "1962", "1962-07" or "1962-07-01" means: the first of that time, or its last where ``end``."""
    match = _DAY.fullmatch(value)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if day is not None:
            return date(year, month or 1, day)
        first = date(year, month or 1, 1)
        if not end:
            return first
        after = date(year + 1, 1, 1) if month in (None, 12) else date(year, (month or 0) + 1, 1)
        return after - timedelta(days=1)
    except ValueError:
        return None


def texts_of(node: Node, file: str, problems: list[Problem], what: str) -> list[Text]:
    """The texts of a list; a single text counts as a list of one. What is no text, or empty, is a problem."""
    found: list[Text] = []
    for item in node.items if isinstance(node, Items) else [node]:
        if isinstance(item, Text) and item.value.strip():
            found.append(Text(item.value.strip(), item.line))
        elif isinstance(item, Text):
            problems.append(Problem(file, item.line, f"{what} holds an empty text"))
        else:
            problems.append(Problem(file, item.line, f"{what} must be a list of texts"))
    return found


def forms_of(node: Node | None, file: str, problems: list[Problem], what: str = "the file") -> Iterator[Form]:
    """The maps of a list, each as a form; anything else is a problem. No node at all is an empty list."""
    if node is None:
        return
    if not isinstance(node, Items):
        problems.append(Problem(file, node.line, f"{what} must be a list of entries"))
        return
    for item in node.items:
        if isinstance(item, Entries):
            yield Form(file, item, problems)
        else:
            problems.append(Problem(file, item.line, f"{what} must be a list of entries, each with keys and values"))


def form_of(node: Node | None, file: str, problems: list[Problem]) -> Form:
    """The map that a file holds; an empty one where it is absent, or something else, which is a problem."""
    if isinstance(node, Entries):
        return Form(file, node, problems)
    if node is not None:
        problems.append(Problem(file, node.line, "the file must be a map of keys and values"))
    return Form(file, Entries({}, {}, 1), problems)


def unknown(file: str, line: int, value: str, choices: Collection[str], what: str) -> Problem:
    """The problem that ``value`` is none of the choices; the message lists them where they are few and none is near."""
    hint = closest(value, choices)
    listed = f" ({', '.join(choices)})" if hint is None and 0 < len(choices) <= 12 else ""
    return Problem(file, line, f'"{value}" is not {_a(what)}{listed}', hint)


def _a(what: str) -> str:
    if what == "yes or no":
        return what
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _is_empty(node: Node) -> bool:
    if isinstance(node, Text):
        return not node.value.strip()
    return not (node.items if isinstance(node, Items) else node.values)
