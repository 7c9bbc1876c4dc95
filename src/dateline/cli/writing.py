"""Writes what was coded: to standard output, to a file, or to a folder of files."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from rich.console import Console

from dateline.cli.destination import Destination
from dateline.codebook import Codebook
from dateline.export.contract import lines, write_lines
from dateline.export.files import csv_lines, whole_file, write_csv, write_jsonl, write_parquet
from dateline.export.tables import claim_table, event_table
from dateline.export.terminal import event_grid
from dateline.model import Situation

_WIDE = 132
"""Columns of a table that is not shown on a terminal."""


def write(situation: Situation, book: Codebook, where: Destination, *, mentions: bool) -> None:
    """Write a situation in the formats asked for. Files appear whole or not at all."""
    if where.path is None:
        _to_stream(situation, book, where.formats[0], mentions=mentions)
    elif where.kind == "folder":
        where.path.mkdir(parents=True, exist_ok=True)
        for kind in where.formats:
            _into_folder(situation, book, kind, where.path, mentions=mentions)
    else:
        _to_file(situation, book, where.formats[0], where.path, mentions=mentions)


def _to_stream(situation: Situation, book: Codebook, kind: str, *, mentions: bool) -> None:
    if kind == "jsonl":
        for line in write_lines(lines(situation, book, mentions=mentions)):
            sys.stdout.write(f"{line}\n")
    elif kind == "csv":
        for line in csv_lines(event_table(situation, book)):
            sys.stdout.write(line)
    else:
        width = shutil.get_terminal_size((_WIDE, 25)).columns
        Console(file=sys.stdout, width=width, highlight=False).print(event_grid(situation))


def _to_file(situation: Situation, book: Codebook, kind: str, path: Path, *, mentions: bool) -> None:
    if kind == "jsonl":
        write_jsonl(write_lines(lines(situation, book, mentions=mentions)), path)
    elif kind == "csv":
        write_csv(event_table(situation, book), path)
    elif kind == "parquet":
        write_parquet(event_table(situation, book), path)
    else:
        console = Console(width=_WIDE, no_color=True, highlight=False)
        with console.capture() as captured:
            console.print(event_grid(situation))
        with whole_file(path) as file:
            file.write(captured.get().encode("utf-8"))


def _into_folder(situation: Situation, book: Codebook, kind: str, folder: Path, *, mentions: bool) -> None:
    """One file for lines, which hold everything; one file each for the tables of events and of claims."""
    if kind == "jsonl":
        write_jsonl(write_lines(lines(situation, book, mentions=mentions)), folder / "dateline.jsonl")
        return
    for table in (event_table(situation, book), claim_table(situation, book)):
        path = folder / f"{table.name}.{kind}"
        if kind == "csv":
            write_csv(table, path)
        else:
            write_parquet(table, path)
