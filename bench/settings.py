"""What places, times and counts cost: their share of the time that coding reports takes.

    python bench/settings.py [--reports 200]

The issue's limit is 15 % for the three together, 10 ms for opening the place index and 30 MB for its files.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from speed import reports

from dateline.codebook import load
from dateline.find.counts import find_counts
from dateline.find.dateline import dateline_of
from dateline.find.parse import read_sentences
from dateline.find.places import find_places
from dateline.find.times import find_times
from dateline.gazetteer import open_gazetteer
from dateline.run.code import code_report, make_coder


def main() -> None:
    """Prints the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=200)
    documents = reports(options.parse_args().reports)
    coder = make_coder(load())
    start = time.perf_counter()
    gazetteer = open_gazetteer()
    opened = time.perf_counter() - start
    for document in documents[:20]:  # warm caches
        code_report(document, coder)
    start = time.process_time()
    for document in documents:
        code_report(document, coder)
    whole = time.process_time() - start
    spent = dict.fromkeys(("places", "times", "counts"), 0.0)
    for document in documents:
        dateline_of(document)
        sentences = read_sentences(document, coder.parser, coder.book)
        start = time.process_time()
        find_places(document, sentences, coder.gazetteer, coder.book)
        then = time.process_time()
        times = find_times(document, sentences, coder.times)
        later = time.process_time()
        find_counts(document, sentences, times, coder.counts)
        spent["places"] += then - start
        spent["times"] += later - then
        spent["counts"] += time.process_time() - later
    size = sum(path.stat().st_size for path in gazetteer.folder.iterdir() if path.suffix in {".bin", ".trie"})
    figures = {
        "seconds for all": round(whole, 2),
        **{f"share of {name}": round(value / whole, 3) for name, value in spent.items()},
        "share of the three": round(sum(spent.values()) / whole, 3),
        "ms to open the place index": round(opened * 1000, 1),
        "MB of the place index": round(size / 1e6, 1),
    }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
