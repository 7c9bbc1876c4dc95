"""The commands and their options, and how each ending becomes an exit code (docs/reference.md)."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType

import click

from dateline.cli.endings import FAILED, INTERRUPTED, NO_RESOURCE, TERMINATED, Ending
from dateline.cli.options import CodeOptions

FORMATS = ("jsonl", "csv", "parquet", "table")


class Terminated(BaseException):
    """The process was asked to end (SIGTERM); what is open is closed on the way out."""


class Published(click.ParamType[str]):
    """An ISO 8601 date or date-time, kept as given."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            date.fromisoformat(value[:10])
        except ValueError:
            self.fail(f'"{value}" is no date like 2021-03-18', param, ctx)
        return value


def main() -> None:
    """Run the program and end the process with the exit code that the contract gives to what happened."""
    # Before numpy is loaded: its products are too small to be worth a second thread, which would wait busily.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    signal.signal(signal.SIGTERM, _terminate)
    raise SystemExit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command line. Faults of ours are raised."""
    try:
        # Not click's own main: that takes a broken pipe and an interrupt for itself.
        with program.make_context("dateline", list(arguments)) as context:
            result = program.invoke(context)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except Ending as ending:
        if ending.message:
            _say(ending.message)
        return ending.code
    except click.exceptions.Exit as done:
        return int(done.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (KeyboardInterrupt, click.Abort):
        _say("stopped")
        return INTERRUPTED
    except Terminated:
        _say("stopped")
        return TERMINATED
    except BrokenPipeError:
        # The reader has seen enough ("| head"). Nothing may be written to the pipe at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        _say("out of memory: give fewer reports at a time, or fewer workers")
        return NO_RESOURCE
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            _say(f"the disk is full: {error.filename or 'output'}")
            return NO_RESOURCE
        if error.errno in (errno.EACCES, errno.EROFS, errno.ENOENT, errno.EISDIR, errno.ENOTDIR) and error.filename:
            _say(f"{error.filename}: {error.strerror}")
            return FAILED
        raise


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


def _say(message: str) -> None:
    click.echo(f"dateline: {message}", err=True)


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from dateline.cli.about import versions

    click.echo("\n".join(versions()))
    context.exit(0)


def _codebook_option(command: Callable[..., int]) -> Callable[..., int]:
    return click.option(
        "--codebook",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder of another codebook than the one that comes along.",
    )(command)


def _model_option(command: Callable[..., int]) -> Callable[..., int]:
    return click.option("--no-model", is_flag=True, help="Let the patterns speak alone, without the trained model.")(
        command
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the versions of program, codebook and place index.",
)
def program() -> None:
    """Read reports and hand back sourced events: who did what to whom, where, when, how many, and who says so.

    Works offline. The same reports give the same output, in any order.

    \b
    Examples:
      dateline code reports/ --to table
      dateline explain "Two soldiers were killed by gunmen near Maradi."
      dateline check codebook/
    """


@program.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    help="Where to write: FILE.jsonl, FILE.csv, FILE.parquet, FILE.db (a store), or a folder for one file each.",
)
@click.option("--to", type=click.Choice(FORMATS), help="Format. Default: table on a terminal, else jsonl.")
@click.option("--mentions", is_flag=True, help="Also give every place, time, count, actor, action and attribution.")
@click.option("--published", type=Published(), help="Date of publication of reports that do not say it.")
@click.option("--source", metavar="NAME", help="Publisher of reports that do not say it.")
@click.option("--language", metavar="CODE", help='Language of reports that do not say it, as "en".')
@_codebook_option
@_model_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes that code reports. The output is the same with any number.",
)
def code(
    inputs: tuple[str, ...],
    out: Path | None,
    to: str | None,
    mentions: bool,
    published: str | None,
    source: str | None,
    language: str | None,
    codebook: Path | None,
    no_model: bool,
    workers: int,
) -> int:
    """Code reports: files, folders, or - for standard input.

    Reads plain text, HTML, RSS and Atom, WARC, ninjs, NewsML-G2 and JSON Lines, told apart by content. Relative dates
    ("on Tuesday") need the date of publication; give --published where the input lacks it.

    \b
    Examples:
      dateline code report.txt --published 2021-03-18
      dateline code reports.jsonl --to jsonl > events.jsonl
      dateline code reports/ -o events.db --workers 4
      cat report.txt | dateline code - --to table

    \b
    Exit codes: 0 done, 2 wrong use, 3 done but something was quarantined for another reason than its language,
    4 the store is held by another writer, 5 the store is damaged, 6 out of disk or memory, 130 and 143 stopped.
    """
    from dateline.cli.coding import run_code

    return run_code(
        CodeOptions(inputs, out, to, mentions, published, source, language, codebook, workers, not no_model)
    )


@program.command()
@click.argument("sentence")
@click.option("--published", type=Published(), help='Date of publication, for words such as "on Tuesday".')
@_codebook_option
@_model_option
def explain(sentence: str, published: str | None, codebook: Path | None, no_model: bool) -> int:
    """Show what matched what in a sentence, and what nearly did.

    \b
    Examples:
      dateline explain "Two soldiers were killed by gunmen near Maradi."
      dateline explain "Police arrested 12 people on Tuesday." --published 2021-03-18
    """
    from dateline.cli.checking import run_explain

    return run_explain(sentence, published, codebook, model=not no_model)


@program.command()
@click.argument("codebook", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--seal", is_flag=True, help="Write new patterns and new versions into the lock.")
@click.option("--fast", is_flag=True, help="Do not run the patterns' examples.")
def check(codebook: Path | None, seal: bool, fast: bool) -> int:
    """Check a codebook: its form, its codes, its sealed versions, and every pattern's examples.

    All that is wrong is reported in one run, with file and line.

    \b
    Examples:
      dateline check
      dateline check my-codebook/ --fast
      dateline check my-codebook/ --seal
    """
    from dateline.cli.checking import run_check, run_seal

    return run_seal(codebook) if seal else run_check(codebook, fast=fast)


@program.group()
def places() -> None:
    """Places of your own beside those that come along."""


@places.command("import")
@click.argument("dumps", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--places",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the index to add to. Default: DATELINE_PLACES, else your data folder.",
)
@click.option(
    "--afresh", is_flag=True, help="Begin with the index that comes along, not with what you imported before."
)
def import_places(dumps: tuple[Path, ...], folder: Path | None, afresh: bool) -> int:
    """Add the places of GeoNames country dumps (SY.zip or SY.txt), downloaded from download.geonames.org.

    Later runs use the index by themselves where it lies in your data folder or where DATELINE_PLACES points.

    \b
    Examples:
      dateline places import SY.zip SD.zip
      dateline places import SY.txt --places my-places/
      DATELINE_PLACES=my-places dateline code reports/
    """
    from dateline.cli.places import run_import

    return run_import(dumps, folder, afresh=afresh)


@program.group()
def actors() -> None:
    """Actors of your own beside those that come along."""


@actors.command("import")
@click.argument("lists", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--actors",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to. Default: DATELINE_ACTORS, else your data folder.",
)
def import_actors(lists: tuple[Path, ...], folder: Path | None) -> int:
    """Add the actors of CSV files (columns name, code; aliases, kind, from, to, source) or PETRARCH dictionaries.

    CAMEO codes become our countries and sectors. What has no counterpart is told with its line and left out; the exit
    code is then 3. A name that the codebook has too is yours from then on. Later runs use your actors by themselves
    where they lie in your data folder or where DATELINE_ACTORS points.

    \b
    Examples:
      dateline actors import our-actors.csv
      dateline actors import Phoenix.Countries.actors.txt --actors my-actors/
      DATELINE_ACTORS=my-actors dateline code reports/
    """
    from dateline.cli.actors import run_import

    return run_import(lists, folder)


@program.command()
@click.argument("event")
@click.option(
    "-i",
    "--input",
    "inputs",
    multiple=True,
    required=True,
    metavar="INPUT",
    help="A store (FILE.db), or reports as for code; may be given several times.",
)
@click.option("--published", type=Published(), help="Date of publication of reports that do not say it.")
@_codebook_option
def why(event: str, inputs: tuple[str, ...], published: str | None, codebook: Path | None) -> int:
    """Tell the story of an event: its reports, who speaks, its figures over time, and why its claims are one.

    EVENT is the event's id, that of any of its claims, or the first signs of either.

    \b
    Examples:
      dateline why e-9f2c81d7a0b3c4e5 -i events.db
      dateline why e-9f2c -i reports.jsonl
    """
    from dateline.cli.why import run_why

    return run_why(event, inputs, published, codebook)


@program.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the new codebook; it must be empty or not exist.",
)
@_codebook_option
def fit(inputs: tuple[str, ...], out: Path, codebook: Path | None) -> int:
    """Learn an archive's wording, to know text that a machine spun.

    Counts which words stand beside each other in reports that you trust, a hundred at least, and writes a codebook that
    holds the counts beside all else. Reports coded with it are suspected where they join common words as the archive
    never does. No text of the archive goes into it, only pairs of words.

    \b
    Examples:
      dateline fit archive/ -o my-codebook
      dateline code reports/ --codebook my-codebook
    """
    from dateline.cli.fit import run_fit

    return run_fit(inputs, out, codebook)
