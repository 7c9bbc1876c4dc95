"""Writes what was coded: to standard output, to a file, or to a folder of files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from dateline.cli.destination import Destination
from dateline.codebook import Codebook
from dateline.export.contract import lines, write_lines
from dateline.model import Situation


def write(situation: Situation, book: Codebook, where: Destination, *, mentions: bool) -> None:
    """Write a situation. Files appear whole or not at all."""
    text = write_lines(lines(situation, book, mentions=mentions))
    if where.path is None:
        for line in text:
            sys.stdout.write(line + "\n")
        return
    _whole(where.path, text)


def _whole(path: Path, lines: Iterable[str]) -> None:
    unfinished = path.with_name(f"{path.name}.part")
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
