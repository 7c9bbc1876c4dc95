"""Tables and lines as files, each whole under its name or not there at all."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from dateline.export.tables import Cell, Column, Table

if TYPE_CHECKING:
    import pyarrow

BOM = "\ufeff"
"""Without this mark Excel reads UTF-8 as the computer's old code page; R (``UTF-8-BOM``), pandas and QGIS know it."""

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""First characters that make a spreadsheet run a cell as a formula (OWASP, CSV injection)."""


class MissingExtra(ImportError):
    """A format needs a package that is not installed; the message says how to install it."""


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes its name only when it is complete and on the disk; after an error nothing is left."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)  # the name, too, must outlive a power cut
    finally:
        os.close(folder)


def write_jsonl(lines: Iterable[str], path: Path) -> None:
    """Lines, as ``contract.write_lines`` makes them, as a file."""
    with whole_file(path) as file:
        for line in lines:
            file.write(line.encode("utf-8") + b"\n")


def write_csv(table: Table, path: Path) -> None:
    """A table as a CSV file that opens right in a spreadsheet: UTF-8 with its mark, ids and codes safe from it."""
    with whole_file(path) as file:
        file.write(BOM.encode("utf-8"))
        for line in csv_lines(table):
            file.write(line.encode("utf-8", "backslashreplace"))


def csv_lines(table: Table) -> Iterator[str]:
    """The lines of a CSV file without the mark, each with its end (RFC 4180)."""
    yield _csv_line(column.name for column in table.columns)
    for row in table.rows:
        yield _csv_line(_csv_cell(cell, column) for cell, column in zip(row, table.columns, strict=True))


def _csv_line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _csv_cell(cell: Cell, column: Column) -> str:
    """A cell's text. Numbers stay numbers, "-3.5" included; text that begins like a formula gets an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (int, float)):
        return repr(cell)
    text = "; ".join(column.prefix + one for one in cell) if isinstance(cell, tuple) else column.prefix + cell
    return f"'{text}" if _FORMULA.match(text) else text


def write_parquet(table: Table, path: Path) -> None:
    """A table as a Parquet file: typed, lists as lists, codes and ids as they are.

    Raises ``MissingExtra`` where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as missing:
        raise MissingExtra('Parquet needs pyarrow: pip install "dateline[parquet]"') from missing
    kinds: dict[str, pyarrow.DataType] = {
        "text": pa.string(),
        "id": pa.string(),
        "list": pa.list_(pa.string()),
        "whole": pa.int64(),
        "number": pa.float64(),
        "day": pa.date32(),
    }
    columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
    arrays = [pa.array(cells, kinds[column.kind]) for cells, column in zip(columns, table.columns, strict=True)]
    made = pa.table(dict(zip((column.name for column in table.columns), arrays, strict=True)))
    with whole_file(path) as file:
        pq.write_table(made, file)
