"""How well status, certainty and source class are told on annotated sentences.

    python training/score_status.py training/status/dev.marked [--wrong]

Each annotated act is answered by the claim whose action overlaps it best, else by the action mention that does;
an act that nothing answers has no status. Status: macro-F1 over the five statuses and F1 of each. Source class:
of annotated acts with a source, macro-F1 over the classes that occur, answered by the claim's "said by", where there
is no claim by the reported speech that holds the act.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

from dateline.annotated.load import load_cases
from dateline.annotated.nouns import Annotated, ExpectedClaim
from dateline.annotated.quotes import find_quote
from dateline.codebook import load
from dateline.model import Action, Reading, Said, Span, Status
from dateline.run.code import code_report, make_coder

NONE = "none"
Pair = tuple[str, str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list what is told wrong")
    args = parser.parse_args()
    coder = make_coder(load())
    statuses: list[Pair] = []
    certainties: list[Pair] = []
    classes: list[Pair] = []
    for path in args.files:
        for case in load_cases(path):
            for report in case.reports:
                reading = code_report(report.document, coder)
                for claim in report.claims or ():
                    status, certainty, source = answers(report, claim, reading)
                    statuses.append(status)
                    certainties.append(certainty)
                    if source[0] != NONE:
                        classes.append(source)
                    if args.wrong and (status[0] != status[1] or source[0] != source[1]):
                        say(
                            f"{claim.line}: {status[0]} told as {status[1]}; {source[0]} told as {source[1]}: "
                            f"[{claim.anchor}] {report.document.text}"
                        )
    say(f"{len(statuses)} acts, {sum(told != NONE for _, told in statuses)} answered")
    say("status " + figures(statuses, get_args(Status)))
    say(f"certainty right {share(certainties):.3f}")
    say("source class " + figures(classes, sorted({wanted for wanted, _ in classes})))
    return 0


def answers(report: Annotated, claim: ExpectedClaim, reading: Reading) -> tuple[Pair, Pair, Pair]:
    """What was wanted and what was told: status, certainty, class of the source."""
    anchor = find_quote(claim.anchor or "", report.document)
    wanted = [
        row.value if (row := claim.row(name)) is not None and row.value != "-" else NONE
        for name in ("status", "certainty", "said_by")
    ]
    made = max(reading.claims, key=lambda one: overlap(one.action, anchor), default=None)
    if made is not None and overlap(made.action, anchor):
        source = made.said_by.value.source_class if made.said_by is not None else NONE
        return (wanted[0], made.status.value), (wanted[1], made.certainty.value), (wanted[2], source)
    spoken = [m.value for m in reading.mentions if isinstance(m.value, Said) and m.span.contains(anchor)]
    said = spoken[0].source_class if spoken else NONE
    acts = [m for m in reading.mentions if isinstance(m.value, Action)]
    act = max(acts, key=lambda one: overlap(one.span, anchor), default=None)
    if act is not None and isinstance(act.value, Action) and overlap(act.span, anchor):
        return (wanted[0], act.value.status), (wanted[1], act.value.certainty), (wanted[2], said)
    return (wanted[0], NONE), (wanted[1], NONE), (wanted[2], said)


def overlap(one: Span, other: Span) -> float:
    """Dice overlap of two spans in characters, 0 where they do not meet."""
    if not one.overlaps(other):
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared / (one.end - one.start + other.end - other.start)


def figures(pairs: Sequence[Pair], labels: Iterable[str]) -> str:
    """Macro-F1 over the labels, and each label's F1 with how often it was wanted."""
    wanted, told, right = (
        Counter(a for a, _ in pairs),
        Counter(b for _, b in pairs),
        Counter(a for a, b in pairs if a == b),
    )
    scores = {label: 2 * right[label] / max(1, wanted[label] + told[label]) for label in labels}
    macro = sum(scores.values()) / max(1, len(scores))
    return f"macro-F1 {macro:.3f}; " + ", ".join(f"{label} {scores[label]:.3f} ({wanted[label]})" for label in scores)


def share(pairs: Sequence[Pair]) -> float:
    return sum(a == b for a, b in pairs) / max(1, len(pairs))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
