"""The user's own actors: import of lists."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.endings import DONE, FAILED, QUARANTINED, Ending
from dateline.codebook import CodebookError, load_alone
from dateline.codebook.own import import_actors, own_actors_folder


def run_import(lists: tuple[Path, ...], folder: Path | None) -> int:
    """Add lists to the user's own actors; what is left out is told with line and reason."""
    target = folder or own_actors_folder()
    try:
        book = load_alone()
    except CodebookError as error:
        raise Ending(FAILED, str(error)) from error
    left_out = 0
    for path in lists:
        done = import_actors(path, book, target)
        for problem in done.left_out:
            click.echo(str(problem), err=True)
        left_out += len(done.left_out)
        click.echo(f"{path}: {done.read} actors read, {done.written} written, {done.known} known before")
    click.echo(
        f"Your actors are in {target}." if not left_out else f"Your actors are in {target}; {left_out} notes above."
    )
    return QUARANTINED if left_out else DONE
