"""``dateline code -o FILE.db``: code what the store does not hold yet, then gather all that it holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from dateline import __version__
from dateline.cli.destination import Destination
from dateline.cli.endings import Ending
from dateline.cli.loading import Staff
from dateline.cli.options import CodeOptions
from dateline.cli.progress import Watch
from dateline.codebook import Codebook
from dateline.lineage import duplicates
from dateline.model import Document, Place, Reading
from dateline.read import admit
from dateline.run.code import Recipe
from dateline.run.pipeline import gather
from dateline.run.pool import code_all
from dateline.store import Run, Store, StoreError, open_store

Contains = Callable[[Place, Place], bool]


def code_into(
    where: Destination,
    documents: Sequence[Document],
    refused: Sequence[Reading],
    book: Codebook,
    options: CodeOptions,
    contains: Contains,
    staff: Staff,
    watch: Watch,
) -> list[Reading]:
    """What this run's inputs came to. The store then holds the same as after one run over all that it was ever given.

    Ends the run where the store is held, damaged, somebody else's, or cannot grow.
    """
    assert where.path is not None
    try:
        with open_store(where.path) as store:
            _fill(store, documents, refused, book, options.recipe, staff, watch)
            watch.say("merging")
            everything = list(store.readings())
            situation = gather(everything, book, contains)
            store.replace_events(situation.lineages, situation.links, situation.events)
            given = [*documents, *(reading.document for reading in refused)]
            wishes = {"published": options.published, "source": options.source, "language": options.language}
            store.note(Run.of(given, __version__, options.recipe.version(book), json.dumps(wishes, sort_keys=True)))
    except StoreError as error:
        raise Ending(error.exit_code, str(error)) from error
    ids = {document.id for document in given}
    return [reading for reading in everything if reading.document.id in ids]


def _fill(
    store: Store,
    documents: Sequence[Document],
    refused: Sequence[Reading],
    book: Codebook,
    recipe: Recipe,
    staff: Staff,
    watch: Watch,
) -> None:
    """Code and store what is new, from another codebook, or in another state now that more reports are known."""
    before = {reading.document.id: reading for reading in store.readings()}
    versions = {name: codebook for name, _, codebook in store.known()}
    admitted = [admit(document, book) for document in documents]
    unfit = {entry.document.id: entry for entry in admitted if isinstance(entry, Reading)}
    new = {entry.id: entry for entry in admitted if isinstance(entry, Document)}
    kept = {
        name: reading.document
        for name, reading in before.items()
        if name not in new and name not in unfit and reading.end_state != "quarantined"
    }
    reports = {**kept, **new}
    taken = [reports[name] for name in sorted(reports)]
    represented = duplicates(taken)

    def settled() -> Iterator[Reading]:
        """Readings that need no coding and are not stored yet."""
        for reading in (*refused, *(unfit[name] for name in sorted(unfit))):
            if before.get(reading.document.id) != reading:
                yield reading
        for name, document in sorted(reports.items()):
            if represented.get(name, name) == name:
                continue
            reading = Reading(document, "duplicate", f"same text as {represented[name]}")
            if before.get(name) != reading:
                yield reading

    todo = [
        document
        for document in taken
        if represented.get(document.id, document.id) == document.id
        and not _is_coded(document, before, versions, recipe.version(book), given=document.id in new)
    ]
    store.add(settled(), recipe.version(book))

    def coded() -> Iterator[Reading]:
        if not todo:
            return
        for done, reading in enumerate(code_all(todo, recipe, staff.workers, staff.coder, mentions=False), start=1):
            watch.at(done, len(todo))
            yield reading

    store.add(coded(), recipe.version(book))


def _is_coded(
    document: Document, before: Mapping[str, Reading], versions: Mapping[str, str], version: str, *, given: bool
) -> bool:
    """Whether the store holds this report as it is, coded; one that is given again also with this codebook."""
    reading = before.get(document.id)
    if reading is None or reading.document != document or reading.end_state not in {"coded", "no_event"}:
        return False
    return not given or versions.get(document.id) == version
