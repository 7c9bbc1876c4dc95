"""Holds each pattern's version against a hash of its content, so that "pattern:kill-direct@2" means one thing for ever.

The hash covers what the entry says of matching: code, modes, frame, words, conditions and outcome. Examples, meaning
and source may be mended without a new version. What lies outside the entry (the frame's own slots, the light verbs)
is covered by the version of the codebook.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from dateline.codebook.entries import Pattern, Slot
from dateline.codebook.problems import Problem
from dateline.model import identify

LOCK = "patterns.lock"


class Sealed(NamedTuple):
    """A version of a pattern and the hash of its content."""

    version: int
    hash: str


def content_hash(pattern: Pattern) -> str:
    """A hash of all that decides what the pattern matches and what it then says; the order of words does not matter."""
    return identify(
        pattern.code,
        sorted(pattern.modes),
        pattern.frame,
        sorted(pattern.verbs),
        sorted(pattern.nouns),
        _sorted(pattern.takes),
        _sorted(pattern.needs),
        _sorted(pattern.without),
        pattern.outcome,
    )


def _sorted(by_slot: Mapping[Slot, Iterable[str]]) -> list[tuple[str, list[str]]]:
    return sorted((slot, sorted(words)) for slot, words in by_slot.items())


def read_lock(folder: Path) -> dict[str, Sealed] | None:
    """The sealed patterns by id; ``None`` where the folder has no lock. Raises ``ValueError`` where it is malformed."""
    path = folder / LOCK
    if not path.is_file():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {id: Sealed(int(entry["version"]), str(entry["hash"])) for id, entry in content.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{LOCK} is malformed: {error!r}") from error


def check_lock(folder: Path, patterns: Iterable[Pattern]) -> list[Problem]:
    """Patterns that differ from what was sealed. A folder without a lock holds nothing against anything."""
    try:
        sealed = read_lock(folder)
    except ValueError as error:
        return [Problem(LOCK, 0, str(error))]
    if sealed is None:
        return []
    problems = []
    for pattern in patterns:
        problem = _changed(pattern, sealed)
        if problem:
            problems.append(problem)
        elif sealed.get(pattern.id) != Sealed(pattern.version, content_hash(pattern)):
            message = f'version {pattern.version} of "{pattern.id}" is not sealed yet'
            problems.append(Problem(pattern.at.file, pattern.at.line, message))
    return problems


def _changed(pattern: Pattern, sealed: Mapping[str, Sealed]) -> Problem | None:
    """The problem with a pattern whose content changed under a version that is already sealed."""
    before = sealed.get(pattern.id)
    if before is None or pattern.version > before.version:
        return None
    if pattern.version < before.version:
        message = f'"{pattern.id}" goes back to version {pattern.version}; version {before.version} is sealed'
    elif content_hash(pattern) != before.hash:
        message = f'"{pattern.id}" changed without a new version; make it {pattern.version + 1}'
    else:
        return None
    return Problem(pattern.at.file, pattern.at.line, message)


def seal_patterns(folder: Path, patterns: Iterable[Pattern]) -> list[Problem]:
    """Writes new patterns and new versions into the lock; returns those that changed without a new version.

    Those keep their old entry. Patterns that are gone stay in the lock, so that their id keeps its meaning.
    Raises ``ValueError`` where the lock is malformed.
    """
    sealed = read_lock(folder) or {}
    problems = []
    for pattern in patterns:
        problem = _changed(pattern, sealed)
        if problem:
            problems.append(problem)
        else:
            sealed[pattern.id] = Sealed(pattern.version, content_hash(pattern))
    lines = [f'  "{id}": {{"version": {sealed[id].version}, "hash": "{sealed[id].hash}"}}' for id in sorted(sealed)]
    (folder / LOCK).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return sorted(problems)
