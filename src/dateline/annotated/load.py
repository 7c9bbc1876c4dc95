"""Loads annotated texts, whatever file they stand in: cases in Markdown or JSON Lines, sentences in ``.marked``."""

from __future__ import annotations

from pathlib import Path

from dateline.annotated.jsonl import read_jsonl
from dateline.annotated.markdown import read_markdown
from dateline.annotated.nouns import AnnotationError, Case
from dateline.annotated.sentences import read_marked

_READERS = {".md": read_markdown, ".jsonl": read_jsonl, ".marked": read_marked}


def load_cases(path: Path) -> tuple[Case, ...]:
    """The annotated texts of one file. Raises ``AnnotationError`` with the file and line of the first fault."""
    reader = _READERS.get(path.suffix)
    if reader is None:
        raise AnnotationError(path.name, 0, "annotated texts stand in .md, .jsonl or .marked files")
    return reader(path.read_text(encoding="utf-8"), path.name)


def load_folder(folder: Path) -> tuple[Case, ...]:
    """The annotated texts of all files below a folder, sorted by file; README.md describes and holds none."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix in _READERS and p.name != "README.md")
    return tuple(case for path in paths for case in load_cases(path))
