"""Where output goes and in which format, by what was asked and where standard output leads."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from dateline.cli.endings import USAGE, Ending

Kind = Literal["stream", "file", "folder", "store"]

_BY_SUFFIX = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}
_STORES = {".db", ".sqlite", ".sqlite3"}


@dataclass(frozen=True, slots=True)
class Destination:
    """``path`` is ``None`` for standard output; ``formats`` are what is written there, none for a store."""

    kind: Kind
    path: Path | None
    formats: tuple[str, ...]


def destination(out: Path | None, to: str | None) -> Destination:
    """Where to write. Ends the run with what to write instead where the wishes do not go together."""
    if out is None or str(out) == "-":
        chosen = to or ("table" if sys.stdout.isatty() else "jsonl")
        if chosen == "parquet":
            raise Ending(USAGE, "Parquet is a format of files: give one, as -o events.parquet")
        return Destination("stream", None, (chosen,))
    suffix = out.suffix.lower()
    found = _elsewhere(out, suffix, to)
    if not found.path or not found.path.absolute().parent.is_dir():
        raise Ending(USAGE, f"{out}: there is no folder {out.absolute().parent}; make it first")
    if "parquet" in found.formats and find_spec("pyarrow") is None:
        raise Ending(USAGE, 'Parquet needs pyarrow: pip install "dateline[parquet]"')
    return found


def _elsewhere(out: Path, suffix: str, to: str | None) -> Destination:
    if out.is_dir() or not suffix:
        if to == "table":
            raise Ending(USAGE, "a table is for reading, not for a folder: leave --to out, or take csv")
        return Destination("folder", out, (to,) if to else ("jsonl", "csv"))
    if suffix in _STORES:
        if to is not None:
            raise Ending(USAGE, f"{out} is a store and has one format: leave --to out")
        return Destination("store", out, ())
    known = _BY_SUFFIX.get(suffix)
    if known is None and to is None:
        endings = ", ".join((*_BY_SUFFIX, ".db"))
        raise Ending(USAGE, f"{out}: which format is that? Give a name that ends in {endings}, a folder, or --to")
    if known is not None and to not in (None, known):
        raise Ending(USAGE, f"{out} is a name for {known}, but --to says {to}: change one of them")
    return Destination("file", out, (to or known or "jsonl",))
