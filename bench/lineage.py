"""How fast lineages are found, and how much memory they take: generated reports, so many a day.

    python bench/lineage.py                          # 10,000 and 100,000 reports, 2,000 a day
    python bench/lineage.py --reports 1000000

Nine in ten reports are of their own; the rest are copies, cuts, edits and spun copies of one of the two days before.
Each size runs in a process of its own, and prints seconds, reports a CPU second, and the peak of memory in MiB with and
without the reports themselves.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

from dateline.codebook import load
from dateline.lineage import trace
from dateline.model import Document

START = date(2021, 1, 1)
WORDS_OF_A_REPORT = 120
SHARE_MADE = 0.1


def vocabulary(chance: random.Random) -> list[str]:
    """Four thousand words that can be spoken; the first are far more frequent than the last."""
    parts = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
    return ["".join(chance.choice(parts) for _ in range(chance.choice((1, 2, 2, 3)))) for _ in range(4_000)]


def texts(number: int, a_day: int) -> Iterator[tuple[int, str]]:
    """The day and the text of each report."""
    chance = random.Random(20_210_318)
    words = vocabulary(chance)
    weights = [1 / (rank + 5) for rank in range(len(words))]
    recent: list[list[str]] = []
    for n in range(number):
        if recent and chance.random() < SHARE_MADE:
            report = list(chance.choice(recent))
            match chance.randrange(4):
                case 0:
                    pass
                case 1:
                    report = report[: len(report) * 2 // 3]
                case 2:
                    report[20:30] = chance.choices(words, weights, k=12)
                case _:
                    for place in chance.sample(range(len(report)), len(report) // 12):
                        report[place] = chance.choice(words)
            report.append(f"copy{n}")
        else:
            report = chance.choices(words, weights, k=WORDS_OF_A_REPORT)
            recent.append(report)
            del recent[: -2 * a_day]
        yield n // a_day, sentences(report)


def sentences(words: list[str]) -> str:
    """Sentences of twelve words, paragraphs of three sentences."""
    rows = [" ".join(words[i : i + 12]).capitalize() + "." for i in range(0, len(words), 12)]
    return "\n\n".join(" ".join(rows[i : i + 3]) for i in range(0, len(rows), 3))


def measure(number: int, a_day: int) -> dict[str, float]:
    book = load()
    documents = [
        Document(f"r{n:07d}", text, source=f"Outlet {n % 97}", published=(START + timedelta(days=day)).isoformat())
        for n, (day, text) in enumerate(texts(number, a_day))
    ]
    before = peak()
    start, used = time.perf_counter(), time.process_time()
    lineages = trace(documents, book)
    seconds, cpu = time.perf_counter() - start, time.process_time() - used
    groups = len({lineage.group for lineage in lineages})
    return {
        "reports": number,
        "groups": groups,
        "seconds": round(seconds, 1),
        "CPU seconds": round(cpu, 1),
        "a CPU second": round(number / cpu),
        "MiB": round(peak()),
        "MiB beyond the reports": round(peak() - before),
    }


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--a-day", type=int, default=2_000)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        sys.stdout.write(json.dumps(measure(options.reports[0], options.a_day)) + "\n")
        return 0
    for number in options.reports:
        command = [sys.executable, __file__, "--one", "--reports", str(number), "--a-day", str(options.a_day)]
        sys.stdout.write(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
