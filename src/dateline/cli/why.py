"""``dateline why``: the story of one event, from a store or from reports coded for the purpose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from dateline.cli.endings import DONE, FAILED, USAGE, Ending
from dateline.cli.loading import book_for, gazetteer
from dateline.cli.progress import watching
from dateline.merge import find, why
from dateline.model import Document, Reading, Situation
from dateline.read import Defaults, read
from dateline.run.code import make_coder
from dateline.run.pipeline import code_documents, gather
from dateline.store import StoreError, open_store

_SQLITE = b"SQLite format 3\x00"
_SHOWN = 10
"""Events named where the one that was asked for is not found."""


def run_why(event: str, inputs: Sequence[str], published: str | None, codebook: Path | None) -> int:
    """Print the story. Ends with 1 where no event or more than one answers to the name."""
    stores = [path for path in inputs if path != "-" and _is_store(Path(path))]
    if stores and len(inputs) > 1:
        raise Ending(USAGE, "give one store, or reports, not both")
    situation = _stored(Path(stores[0])) if stores else _coded(inputs, published, codebook)
    try:
        name = find(event, situation).id
    except KeyError as error:
        known = [known.id for known in situation.events][:_SHOWN]
        there = f"; there are {', '.join(known)}" if known else "; there are no events"
        raise Ending(FAILED, f"{error.args[0]}{there}") from error
    click.echo(why(name, situation), nl=False)
    return DONE


def _is_store(path: Path) -> bool:
    """Told by content, as a store may bear any name."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _stored(path: Path) -> Situation:
    try:
        with open_store(path) as store:
            return Situation(tuple(store.readings()), store.lineages(), store.links(), store.events())
    except StoreError as error:
        raise Ending(error.exit_code, str(error)) from error


def _coded(inputs: Sequence[str], published: str | None, codebook: Path | None) -> Situation:
    book = book_for(codebook)
    places = gazetteer()
    documents: list[Document] = []
    refused: list[Reading] = []
    with watching() as watch:
        for found in read(inputs, Defaults(published, None, None)):
            if isinstance(found, Reading):
                refused.append(found)
            else:
                documents.append(found)
        watch.say("loading")
        coder = make_coder(book, places)
        coded = code_documents(documents, book, coder=coder, progress=watch.at)
        return gather([*coded, *refused], book, places.contains)
