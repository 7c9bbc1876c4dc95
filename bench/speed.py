"""How fast the whole program reads, against plain `nlp.pipe` of the full small pipeline in one run, and its memory.

    python bench/speed.py                    # 400 reports: words a second of one core, and the ratio
    python bench/speed.py --reports 5000     # the same with the peak of memory over 5,000 reports

The reports are mixed news of our own: the bundled examples, the short reports of training/ and the texts there that
hold no event, ten to a report; all repeated with a line that differs, so that no report is a duplicate. Figures are CPU
seconds of this process, best of --rounds; the program's figure includes reading, coding, lineage, merging and writing
the lines, but not the loading of models and codebook, which is given apart; once with the patterns alone, once with the
trained model beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does

import spacy

from dateline.annotated.load import load_cases
from dateline.annotated.nouns import Annotated
from dateline.codebook import load
from dateline.export.contract import lines, write_lines
from dateline.find.parse import MODEL
from dateline.model import Document
from dateline.read import Defaults, read
from dateline.run.code import make_coder
from dateline.run.limits import let_be
from dateline.run.pipeline import code_documents, gather

ROOT = Path(__file__).resolve().parents[1]


def reports(wanted: int) -> list[Document]:
    """So many reports of our own, each with a line that makes it unlike the others."""
    texts = [item.text for item in read([ROOT / "examples"], Defaults()) if isinstance(item, Document) and item.text]
    texts += [report.document.text for report in _annotated("reports")]
    quiet = [report.document.text for report in _annotated("sentences") if report.claims == ()]
    texts += ["\n\n".join(quiet[i : i + 10]) for i in range(0, len(quiet), 10)]
    made = []
    for number in range(wanted):
        text = f"{texts[number % len(texts)]}\n\nDispatch {number} of day {number % 300}."
        made.append(Document(f"r{number:06d}", text, published=f"2021-{1 + number % 12:02d}-{1 + number % 28:02d}"))
    return made


def _annotated(folder: str) -> list[Annotated]:
    """The annotated texts of a folder of training/, in the order of its files."""
    files = sorted((ROOT / "training" / folder).glob("*.marked"))
    return [report for file in files for case in load_cases(file) for report in case.reports]


def program(documents: list[Document], *, model: bool) -> int:
    """The whole program over these reports; how many lines it wrote."""
    book = load()
    coder = make_coder(book, model=model)
    let_be()
    readings = code_documents(documents, book, coder=coder)
    situation = gather(readings, book, coder.gazetteer.contains)
    return sum(1 for _ in write_lines(lines(situation, book)))


def seconds(run: object, documents: list[Document]) -> float:
    start = time.process_time()
    run(documents)  # type: ignore[operator]
    return time.process_time() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=400)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--memory-only", choices=["patterns", "model"], help="code the reports once, print the peak")
    chosen = options.parse_args()
    documents = reports(chosen.reports)
    words = sum(len(document.text.split()) for document in documents)
    if chosen.memory_only:
        program(documents, model=chosen.memory_only == "model")
        sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}\n")
        return
    sample = documents[: min(len(documents), 400)]
    sample_words = sum(len(document.text.split()) for document in sample)
    nlp = spacy.load(MODEL)
    plain = min(
        seconds(lambda some: [None for _ in nlp.pipe([d.text for d in some], batch_size=16)], sample)
        for _ in range(chosen.rounds)
    )
    figures = {"reports": len(documents), "words": words, "plain words per second": round(sample_words / plain)}
    took = {}
    for name, model in (("patterns", False), ("model", True)):
        loading = seconds(lambda some, model=model: make_coder(load(), model=model), [])
        rounds = [seconds(lambda some, model=model: program(some, model=model), sample) for _ in range(chosen.rounds)]
        took[name] = min(rounds) - loading
        child = [sys.executable, __file__, "--reports", str(chosen.reports), "--memory-only", name]
        peak = int(subprocess.run(child, check=True, capture_output=True, text=True).stdout)
        figures |= {
            f"{name}: words per second": round(sample_words / took[name]),
            f"{name}: program over plain": round(plain / took[name], 2),
            f"{name}: loading seconds": round(loading, 2),
            f"{name}: peak megabytes": peak,
        }
    figures["time that the model adds"] = round(took["model"] / took["patterns"] - 1, 2)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
