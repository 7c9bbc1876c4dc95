"""Loads what coding takes, or ends with what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.cli.endings import FAILED, Ending
from dateline.cli.options import CodeOptions
from dateline.cli.progress import Watch
from dateline.codebook import Codebook, CodebookError, load
from dateline.gazetteer import Gazetteer, GazetteerMissing, open_gazetteer
from dateline.run.code import Coder, make_coder
from dateline.run.limits import let_be


@dataclass(frozen=True, slots=True)
class Staff:
    """Who codes: this process with its coder, or so many others, each with its own."""

    workers: int
    coder: Coder | None


def book_for(folder: Path | None) -> Codebook:
    """The codebook, or the end of the run with all its problems."""
    try:
        return load(folder)
    except CodebookError as error:
        raise Ending(FAILED, str(error)) from error


def gazetteer() -> Gazetteer:
    """The place index, or the end of the run with how to get it."""
    try:
        return open_gazetteer()
    except (GazetteerMissing, ValueError) as error:
        raise Ending(FAILED, str(error)) from error


def coder_for(folder: Path | None, *, model: bool = True) -> Coder:
    """A coder with this codebook, or the end of the run with what is missing."""
    return make_coder(book_for(folder), gazetteer(), model=model)


def staff_for(options: CodeOptions, book: Codebook, places: Gazetteer, reports: int, watch: Watch) -> Staff:
    """As many workers as were asked for, and no more than there are reports; one is this process itself."""
    workers = max(1, min(options.workers, reports))
    if workers > 1 or not reports:
        return Staff(workers, None)
    watch.say("loading")
    coder = make_coder(book, places, model=options.model)
    let_be()
    return Staff(1, coder)
