"""What a command was asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.run.code import Recipe


@dataclass(frozen=True, slots=True)
class CodeOptions:
    """The arguments of ``dateline code``; ``None`` is what was not given."""

    inputs: tuple[str, ...]
    out: Path | None
    to: str | None
    mentions: bool
    published: str | None
    source: str | None
    language: str | None
    codebook: Path | None
    workers: int
    model: bool

    @property
    def recipe(self) -> Recipe:
        return Recipe(self.codebook, self.model)
