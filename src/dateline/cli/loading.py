"""Loads what coding takes, or ends with what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from dateline.cli.endings import FAILED, Ending
from dateline.codebook import Codebook, CodebookError, load
from dateline.gazetteer import GazetteerMissing
from dateline.run.code import Coder, make_coder


def book_for(folder: Path | None) -> Codebook:
    """The codebook, or the end of the run with all its problems."""
    try:
        return load(folder)
    except CodebookError as error:
        raise Ending(FAILED, str(error)) from error


def coder_for(folder: Path | None) -> Coder:
    """A coder with this codebook, or the end of the run with what is missing."""
    try:
        return make_coder(book_for(folder))
    except GazetteerMissing as error:
        raise Ending(FAILED, str(error)) from error
