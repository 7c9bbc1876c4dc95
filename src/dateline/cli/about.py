"""Which versions of program, codebook and place index make an output."""

from __future__ import annotations

from dateline import __version__
from dateline.codebook import default_folder
from dateline.codebook.load import version_of
from dateline.codebook.own import own_actors_folder, own_files
from dateline.gazetteer import GazetteerMissing, open_gazetteer


def versions() -> list[str]:
    """One line each; equal lines mean equal output for equal reports."""
    folder = default_folder()
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    kept = {name: path for name, path in paths.items() if path.suffix in {".yaml", ".yml", ".csv"}}
    kept.update(own_files(own_actors_folder()))
    try:
        places = open_gazetteer().header.sources
    except GazetteerMissing:
        places = "not built"
    return [f"dateline {__version__}", f"codebook {version_of(kept)}", f"places {places}"]
