"""The user's own places: import of GeoNames dumps."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.endings import DONE, FAILED, Ending
from dateline.cli.loading import book_for
from dateline.gazetteer import Gazetteer, GazetteerMissing, open_gazetteer
from dateline.gazetteer.dump import NotADump, import_dump
from dateline.gazetteer.index import TABLE_FILE, data_folder, own_folder


def run_import(dumps: tuple[Path, ...], folder: Path | None, *, afresh: bool) -> int:
    """Add dumps to the user's own index; ``afresh`` begins with the one that comes along."""
    target = folder or own_folder()
    book = book_for(None)
    tables = book.tables
    codes = {alpha2: alpha3 for alpha3, alpha2 in tables["iso2"].items()}
    own = (target / TABLE_FILE).is_file() and not afresh
    for dump in dumps:
        try:
            base = _opened(target if own else data_folder())
            done = import_dump(dump, base, target, tables["geonames features"], codes)
        except NotADump as error:
            raise Ending(FAILED, str(error)) from error
        own = True
        click.echo(f"{dump}: {done.read} places read, {done.added} new, {done.known} known before")
    click.echo(f"The index is in {target}.")
    return DONE


def _opened(folder: Path) -> Gazetteer:
    try:
        return open_gazetteer(folder)
    except (GazetteerMissing, ValueError) as error:
        raise Ending(FAILED, str(error)) from error
