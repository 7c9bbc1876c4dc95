"""``python -m dateline.annotated accept cases``: rewrite the tables of the cases from what the program says."""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.annotated.accept import accept
from dateline.codebook import load
from dateline.run.code import code_report, make_coder

_USAGE = "usage: python -m dateline.annotated accept FILE_OR_FOLDER ..."


def main(arguments: list[str]) -> int:
    """Rewrite the files given and those below the folders given; say which ones changed."""
    if len(arguments) < 2 or arguments[0] != "accept":
        sys.stderr.write(f"{_USAGE}\n")
        return 2
    coder = make_coder(load())
    for path in _files(map(Path, arguments[1:])):
        before = path.read_text(encoding="utf-8")
        after = accept(before, path.name, lambda document: code_report(document, coder))
        if after != before:
            path.write_text(after, encoding="utf-8")
            sys.stdout.write(f"rewrote {path}\n")
    return 0


def _files(paths: map[Path]) -> list[Path]:
    found = []
    for path in paths:
        found.extend(sorted(path.rglob("*.md")) if path.is_dir() else [path])
    return [path for path in found if path.name != "README.md"]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
