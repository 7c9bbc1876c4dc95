"""What share of the program's time places, dates and counts take, their binding to claims included.

    python bench/parts.py                 # 120 reports, with the patterns alone

The reports are those of ``speed.py``. CPU seconds of this process are taken round each function, over the whole of
coding, lineage, merging and writing the lines; loading is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from speed import reports

from dateline.claim import claims, draft
from dateline.codebook import load
from dateline.export.contract import lines, write_lines
from dateline.find.places import find_places
from dateline.run import code
from dateline.run.limits import let_be
from dateline.run.pipeline import code_documents, gather

PARTS = (
    (code, "find_times", "dates"),
    (code, "find_counts", "counts"),
    (draft, "place_of", "binding"),
    (draft, "time_of", "binding"),
    (draft, "read_counts", "binding"),
    (claims, "settle", "binding"),
)


def timed(function: Callable[..., Any], part: str, spent: dict[str, float]) -> Callable[..., Any]:
    """The function, adding the CPU seconds that each call takes to those of its part."""

    def call(*args: Any) -> Any:
        start = time.process_time()
        try:
            return function(*args)
        finally:
            spent[part] = spent.get(part, 0.0) + time.process_time() - start

    return call


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=120)
    chosen = options.parse_args()
    spent: dict[str, float] = {}
    for module, name, part in PARTS:
        setattr(module, name, timed(getattr(module, name), part, spent))
    book = load()
    coder = replace(code.make_coder(book, model=False), places=timed(find_places, "places", spent))
    let_be()
    documents = reports(chosen.reports)
    start = time.process_time()
    readings = code_documents(documents, book, coder=coder)
    written = sum(1 for _ in write_lines(lines(gather(readings, book, coder.gazetteer.contains), book)))
    whole = time.process_time() - start
    shares = {part: round(seconds / whole, 3) for part, seconds in sorted(spent.items())}
    figures = {"reports": len(documents), "lines": written, "seconds": round(whole, 2), **shares}
    sys.stdout.write(json.dumps({**figures, "together": round(sum(spent.values()) / whole, 3)}, indent=1) + "\n")


if __name__ == "__main__":
    main()
