"""``dateline fit``: a codebook with the word pairs of an archive that the user trusts."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import click
import yaml

from dateline.cli.endings import DONE, FAILED, Ending
from dateline.cli.loading import book_for
from dateline.cli.progress import watching
from dateline.codebook.load import default_folder
from dateline.lineage.fitted import fit
from dateline.model import Reading
from dateline.read import Defaults, read, refuse

FILE = Path("tables") / "fitted.yaml"
_HEAD = "# Written by dateline fit: word pairs of an archive, by which spun text is known.\n"


def run_fit(inputs: Sequence[str], out: Path, codebook: Path | None) -> int:
    """Write the codebook. Ends with 1 where the folder exists already or the archive is too small."""
    book = book_for(codebook)
    if out.exists() and any(out.iterdir()):
        raise Ending(FAILED, f"{out} exists and is not empty")
    with watching() as watch:
        texts = []
        for found in read(inputs, Defaults(None, None, None)):
            if not isinstance(found, Reading) and refuse(found, book) is None:
                texts.append(found.text)
                watch.say(f"reading, {len(texts)} reports")
        watch.say("counting")
        try:
            fitted = fit(texts)
        except ValueError as error:
            raise Ending(FAILED, str(error)) from error
    shutil.copytree(codebook or default_folder(), out, dirs_exist_ok=True)
    tables = yaml.dump(fitted.tables(), allow_unicode=True, sort_keys=True, width=10_000, default_style='"')
    (out / FILE).write_text(_HEAD + tables, encoding="utf-8")
    click.echo(f"{out}: {len(fitted.pairs)} word pairs of {len(texts)} reports. Use it with --codebook {out}")
    return DONE
