"""YAML and CSV as people wrote them: every value stays text, every value knows its line.

Ordinary YAML loading turns NO into false, 010 into 8 and 20:45 into 1245,
and keeps the last of two equal keys without a word.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from dateline.codebook.problems import Problem

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The C parser reads some twelve times faster; both give the same events."""


class Text(NamedTuple):
    value: str
    line: int


class Items(NamedTuple):
    items: list[Node]
    line: int


class Entries(NamedTuple):
    """A map. ``lines`` holds the line of each key."""

    values: dict[str, Node]
    lines: dict[str, int]
    line: int


Node = Text | Items | Entries


def read_text(path: Path, file: str, problems: list[Problem]) -> str | None:
    """A file's text; ``None``, with a problem, where it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problems.append(Problem(file, line, "this is not UTF-8 text"))
    except OSError as error:
        problems.append(Problem(file, 0, f"the file cannot be read ({error.strerror})"))
    return None


def read_yaml(path: Path, file: str, problems: list[Problem]) -> Node | None:
    """The content of a YAML file; ``None`` where it is empty, or broken, which is then a problem."""
    text = read_text(path, file, problems)
    if text is None:
        return None
    try:
        return _compose(text, file, problems)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.append(Problem(file, mark.line + 1 if mark else 0, f"this is not YAML: {error.problem}"))
    except yaml.YAMLError as error:
        problems.append(Problem(file, 0, f"this is not YAML: {str(error).splitlines()[0]}"))
    return None


def _compose(text: str, file: str, problems: list[Problem]) -> Node | None:
    """Nodes from the parser's events; much lighter than PyYAML's own nodes, which mark every end as well."""
    root: Node | None = None
    open_nodes: list[Items | Entries] = []
    keys: list[Text | None] = []  # for each open node, the key that waits for its value
    documents = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        kind = type(event)
        node: Node
        if kind is yaml.ScalarEvent:
            node = Text(event.value, event.start_mark.line + 1)
        elif kind is yaml.SequenceStartEvent:
            node = Items([], event.start_mark.line + 1)
        elif kind is yaml.MappingStartEvent:
            node = Entries({}, {}, event.start_mark.line + 1)
        elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
            open_nodes.pop()
            keys.pop()
            continue
        elif kind is yaml.AliasEvent:
            node = Text("", event.start_mark.line + 1)
            problems.append(Problem(file, node.line, f"*{event.anchor}: the codebook uses no aliases; write it out"))
        else:
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents == 2:
                    line = event.start_mark.line + 1
                    problems.append(Problem(file, line, "a second document begins here; a file holds one"))
            continue
        if documents > 1:
            pass  # read on, so that the file's syntax is checked to its end
        elif not open_nodes:
            root = node
        else:
            _put(open_nodes[-1], keys, node, file, problems)
        if not isinstance(node, Text):
            open_nodes.append(node)
            keys.append(None)
    return None if isinstance(root, Text) and not root.value else root


def _put(parent: Items | Entries, keys: list[Text | None], node: Node, file: str, problems: list[Problem]) -> None:
    if isinstance(parent, Items):
        parent.items.append(node)
        return
    key = keys[-1]
    if key is None:
        if not isinstance(node, Text):
            problems.append(Problem(file, node.line, "a key must be plain text"))
            node = Text("", node.line)
        keys[-1] = node
        return
    keys[-1] = None
    if key.value in parent.values:
        first = parent.lines[key.value]
        problems.append(Problem(file, key.line, f'the key "{key.value}" stands twice; it is already in line {first}'))
    else:
        parent.values[key.value] = node
        parent.lines[key.value] = key.line


class Row(NamedTuple):
    """A row of a CSV file, its values as text."""

    values: Mapping[str, str]
    line: int


def read_csv(path: Path, file: str, columns: tuple[str, ...], problems: list[Problem]) -> list[Row]:
    """The rows of a CSV file that must have exactly these columns, in any order; others are reported and left out."""
    text = read_text(path, file, problems)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[Row] = []
    try:
        header = next(reader, [])
        if sorted(header) != sorted(columns):
            problems.append(Problem(file, 1, f"the columns must be {', '.join(columns)}"))
            return []
        for values in reader:
            if not values:
                continue
            if len(values) != len(header):
                wrong = f"this row has {len(values)} values; the header has {len(header)}"
                problems.append(Problem(file, reader.line_num, wrong))
                continue
            rows.append(Row(dict(zip(header, (v.strip() for v in values), strict=True)), reader.line_num))
    except csv.Error as error:
        problems.append(Problem(file, reader.line_num, f"this is not CSV: {error}"))
    return rows
