"""What is wrong with a codebook: every problem with its file, its line and, where one is near, the right word."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing to mend. ``file`` is relative to the codebook's folder; ``line`` counts from 1, 0 is the whole file."""

    file: str
    line: int
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        hint = f' Did you mean "{self.suggestion}"?' if self.suggestion else ""
        return f"{where}: {self.message}.{hint}"


class CodebookError(ValueError):
    """A codebook that cannot be used. ``problems`` holds all that is wrong with it, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        many = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        super().__init__("\n".join([f"the codebook has {many}", *map(str, self.problems)]))


def closest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that a person who wrote ``word`` most likely meant, whatever its case; ``None`` where none is near."""
    by_fold: dict[str, str] = {}
    for choice in sorted(choices):
        by_fold.setdefault(choice.casefold(), choice)
    near = get_close_matches(word.casefold(), by_fold, n=1)
    return by_fold[near[0]] if near else None
