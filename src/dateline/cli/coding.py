"""``dateline code``: read the inputs, code each report, bring them together, write what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

import click

from dateline.cli.destination import destination
from dateline.cli.endings import DONE, QUARANTINED, USAGE, Ending
from dateline.cli.loading import book_for, gazetteer, staff_for
from dateline.cli.options import CodeOptions
from dateline.cli.progress import Watch, watching
from dateline.cli.writing import write
from dateline.model import Document, Reading
from dateline.read import Defaults, read
from dateline.run.pipeline import code_documents, gather

_TOLD = 10
"""Quarantined reports named on standard error; the output has all of them."""


def run_code(options: CodeOptions) -> int:
    """Code the inputs and write the output; the exit code tells whether something was quarantined."""
    where = destination(options.out, options.to)
    book = book_for(options.codebook)
    places = gazetteer()
    with watching() as watch:
        documents, refused = _read(options, watch)
        staff = staff_for(options, book, places, len(documents), watch)
        if where.kind == "store":
            from dateline.cli.storing import code_into

            readings = code_into(where, documents, refused, book, options, places.contains, staff, watch)
        else:
            coded = code_documents(
                documents,
                book,
                recipe=options.recipe,
                coder=staff.coder,
                workers=staff.workers,
                mentions=options.mentions,
                progress=watch.at,
            )
            readings = [*coded, *refused]
            watch.say("merging")
            situation = gather(readings, book, places.contains)
    if where.kind != "store":
        write(situation, book, where, mentions=options.mentions)
    return _ending(readings)


def _read(options: CodeOptions, watch: Watch) -> tuple[list[Document], list[Reading]]:
    """The reports of all inputs, and the entries for what gave none."""
    if options.inputs.count("-") > 1:
        raise Ending(USAGE, '"-" is standard input; it can be read once')
    try:
        defaults = Defaults(options.published, options.source, options.language)
    except ValueError as error:
        raise Ending(USAGE, str(error)) from error
    documents: list[Document] = []
    refused: list[Reading] = []
    for found in read(options.inputs, defaults):
        if isinstance(found, Reading):
            refused.append(found)
        else:
            documents.append(found)
        watch.say(f"reading, {len(documents) + len(refused)} reports")
    return documents, refused


def _ending(readings: Sequence[Reading]) -> int:
    """Names what was quarantined, and tells by the exit code whether any of it was for more than its language."""
    quarantined = [reading for reading in readings if reading.end_state == "quarantined"]
    for reading in quarantined[:_TOLD]:
        click.echo(f"dateline: report {reading.document.id} was quarantined: {reading.reason}", err=True)
    if len(quarantined) > _TOLD:
        click.echo(
            f"dateline: {len(quarantined) - _TOLD} more reports were quarantined; the output names them", err=True
        )
    other = [reading for reading in quarantined if not (reading.reason or "").startswith("language:")]
    return QUARANTINED if other else DONE
