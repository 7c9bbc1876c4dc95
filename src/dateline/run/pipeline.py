"""The stages in order: read, code each report, gather what all of them tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dateline.codebook.entries import Codebook
from dateline.lineage import duplicates, trace
from dateline.merge import merge
from dateline.model import Document, Place, Reading, Situation
from dateline.read import admit
from dateline.run.code import Coder, Recipe
from dateline.run.pool import code_all

WHOLE = Recipe()
"""The codebook that comes along, and the trained model."""

Progress = Callable[[int, int], None]


def gather(
    readings: Sequence[Reading], book: Codebook, contains: Callable[[Place, Place], bool] | None = None
) -> Situation:
    """All reports together: lineages, links, events. Independent of the order of the readings."""
    ordered = tuple(sorted(readings, key=lambda reading: reading.document.id))
    lineages = trace([reading.document for reading in ordered], book)
    links, events = merge(ordered, lineages, book, contains)
    return Situation(ordered, lineages, links, events)


def code_documents(
    documents: Iterable[Document],
    book: Codebook,
    *,
    recipe: Recipe = WHOLE,
    coder: Coder | None = None,
    workers: int = 1,
    mentions: bool = False,
    progress: Progress | None = None,
) -> list[Reading]:
    """Every report with its one end state: coded, no event, duplicate, or quarantined with a reason.

    Readings keep their mentions only where asked: they are many times the size of the claims.
    """
    admitted = [admit(document, book) for document in sorted(documents, key=lambda document: document.id)]
    readings = [entry for entry in admitted if isinstance(entry, Reading)]
    taken = [entry for entry in admitted if isinstance(entry, Document)]
    represented = duplicates(taken)
    todo = [document for document in taken if represented.get(document.id, document.id) == document.id]
    readings.extend(
        Reading(document, "duplicate", f"same text as {represented[document.id]}")
        for document in taken
        if represented.get(document.id, document.id) != document.id
    )
    for done, reading in enumerate(code_all(todo, recipe, workers, coder, mentions=mentions), start=1):
        readings.append(reading)
        if progress is not None:
            progress(done, len(todo))
    return sorted(readings, key=lambda reading: reading.document.id)
