"""How far two people agree who annotated the same texts.

    python training/agreement.py training/second/claims.marked [--differences]

The first annotation of each text is found by its words in the other folders of ``training/``.  Acts are paired where
their words overlap, the best pairs first: of acts, F1 is told; of acts found by both, how often each field is the same,
and for fields of one value Cohen's kappa, which takes off what chance would give.  Parties, places and times are the
same where every phrase of one meets a phrase of the other; counts where what is counted (in the singular or with
a plural -s) and the number are the same.
The most frequent differences come last, each as the first annotation has it / as the second has it.
``--differences`` lists them all with their texts, except of batches set aside, which whoever tunes does not read.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from score_claims import f1, set_aside, value
from score_status import overlap, say

from dateline.annotated.fields import COUNT_OF, entries
from dateline.annotated.load import load_cases
from dateline.annotated.marked import find, is_first
from dateline.annotated.nouns import Annotated, AnnotationError, ExpectedClaim
from dateline.annotated.quotes import find_quote
from dateline.annotated.sentences import COUNTED
from dateline.model import Document

NOBODY = "nobody"
FOLDER = Path(__file__).parent
VALUES = ("type", "status", "certainty", "source class")
"""Fields of one value, for which kappa is told."""
PHRASES = ("actors", "recipients", "place", "when")

Pair = tuple[ExpectedClaim, ExpectedClaim]


@dataclass
class Tally:
    """What both annotators wrote; ``values`` are (by the first, by the second) for each field of one value."""

    eventful: list[tuple[str, str]] = field(default_factory=list)
    first: int = 0
    second: int = 0
    values: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {name: [] for name in VALUES})
    same: dict[str, list[bool]] = field(default_factory=lambda: {name: [] for name in ("modes", *PHRASES, "counts")})
    kinds: Counter[str] = field(default_factory=Counter)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("second", nargs="+", type=Path, help="second annotations")
    parser.add_argument("--first", type=Path, default=FOLDER, help="folder of the first annotations (training/)")
    parser.add_argument("--differences", action="store_true", help="list what differs, except in batches set aside")
    args = parser.parse_args(arguments)
    known = annotated(args.first)
    tally = Tally()
    for path in args.second:
        for case in load_cases(path):
            for report in case.reports:
                if key(report) not in known:
                    say(f"{path.name}, line {report.line}: nobody annotated this text first")
                    return 1
                first, source = known[key(report)]
                found = list(compare(first, report, tally))
                if args.differences and not set_aside(source) and source.stem != "blind":
                    for line in found:
                        say(f"{source.name}, line {first.line}: {line} | {first.document.text}")
    for line in figures(tally):
        say(line)
    return 0


def annotated(folder: Path) -> dict[str, tuple[Annotated, Path]]:
    """First annotations by their text. Files that somebody is still writing are named and passed over."""
    known: dict[str, tuple[Annotated, Path]] = {}
    for path in filter(is_first, find([folder])):
        try:
            cases = load_cases(path)
        except AnnotationError as error:
            sys.stderr.write(f"passed over: {error}\n")
            continue
        known.update({key(report): (report, path) for case in cases for report in case.reports})
    return known


def key(report: Annotated) -> str:
    return " ".join(report.document.text.split())


def compare(first: Annotated, second: Annotated, tally: Tally) -> Iterator[str]:
    """Count one text, and tell each difference."""
    ours, theirs = list(first.claims or ()), list(second.claims or ())
    tally.eventful.append((str(bool(ours)), str(bool(theirs))))
    tally.first += len(ours)
    tally.second += len(theirs)
    pairs = matched(ours, theirs, first.document)
    for one, other in pairs:
        for name, told in differences(one, other, first.document, tally):
            yield f"[{one.anchor}] {name}: {told}"
    for one in ours:
        if not any(one is mine for mine, _ in pairs):
            yield f"[{one.anchor}] only by the first: {value(one, 'event_type')} {value(one, 'status')}"
            tally.kinds[f"only by the first: {value(one, 'event_type')}"] += 1
    for other in theirs:
        if not any(other is yours for _, yours in pairs):
            yield f"[{other.anchor}] only by the second: {value(other, 'event_type')} {value(other, 'status')}"
            tally.kinds[f"only by the second: {value(other, 'event_type')}"] += 1


def matched(ours: Sequence[ExpectedClaim], theirs: Sequence[ExpectedClaim], document: Document) -> list[Pair]:
    """Pairs of claims whose acts overlap, the best pairs first, and of equal ones those of one type."""
    ranked = []
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            share = overlap(find_quote(one.anchor or "", document), find_quote(other.anchor or "", document))
            if share:
                ranked.append((-share, value(one, "event_type") != value(other, "event_type"), i, j))
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(ranked):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(ours[i], theirs[j]) for i, j in sorted(pairs.items())]


def differences(
    one: ExpectedClaim, other: ExpectedClaim, document: Document, tally: Tally
) -> Iterator[tuple[str, str]]:
    """Count the fields of one act, and tell those that differ."""
    for name in VALUES:
        pair = (single(one, name), single(other, name))
        tally.values[name].append(pair)
        if pair[0] != pair[1]:
            tally.kinds[f"{name} {pair[0]} / {pair[1]}"] += 1
            yield name, " / ".join(pair)
    same_type = value(one, "event_type") == value(other, "event_type")
    sets = [("modes", modes(one), modes(other))] if same_type else []
    for name, left, right in [*sets, ("counts", counts(one), counts(other))]:
        if left or right:
            tally.same[name].append(left == right)
        if left != right:
            told = f"{', '.join(sorted(left)) or '-'} / {', '.join(sorted(right)) or '-'}"
            tally.kinds[f"modes of {value(one, 'event_type')}: {told}" if name == "modes" else name] += 1
            yield name, told
    for name in PHRASES:
        ours, theirs = phrases(one, name), phrases(other, name)
        if not ours and not theirs:
            continue
        agree = meet(ours, theirs, document)
        tally.same[name].append(agree)
        if not agree:
            tally.kinds[f"{name}: {side(ours, theirs)}"] += 1
            yield name, f"{'; '.join(ours) or '-'} / {'; '.join(theirs) or '-'}"


def side(left: Sequence[str], right: Sequence[str]) -> str:
    if left and right:
        return "other phrases"
    return "only by the first" if left else "only by the second"


def single(claim: ExpectedClaim, name: str) -> str:
    if name != "source class":
        return value(claim, "event_type" if name == "type" else name)
    told = value(claim, "said_by")
    if told != "-":
        return told
    return "unattributed" if claim.row("cue") is not None else NOBODY


def modes(claim: ExpectedClaim) -> frozenset[str]:
    return frozenset(entries("modes", value(claim, "modes")))


def counts(claim: ExpectedClaim) -> frozenset[str]:
    rows = [row for row in claim.rows if row.field in COUNTED or row.field.startswith(COUNT_OF)]
    return frozenset(f"{_singular(row.field)} {number}" for row in rows for number in entries(row.field, row.value))


def _singular(name: str) -> str:
    return name.removesuffix("s") if name.startswith(COUNT_OF) else name


def phrases(claim: ExpectedClaim, name: str) -> tuple[str, ...]:
    row = claim.row(name)
    return row.quotes if row is not None else ()


def meet(left: Sequence[str], right: Sequence[str], document: Document) -> bool:
    """Whether every phrase of one list overlaps one of the other."""
    ours = [find_quote(quote, document) for quote in left]
    theirs = [find_quote(quote, document) for quote in right]
    return all(any(a.overlaps(b) for b in theirs) for a in ours) and all(
        any(a.overlaps(b) for a in ours) for b in theirs
    )


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa: agreement beyond chance, 1 where both always say the same."""
    if not pairs:
        return 1.0
    chance = (
        sum(count * Counter(b for _, b in pairs)[label] for label, count in Counter(a for a, _ in pairs).items())
        / len(pairs) ** 2
    )
    return 1.0 if chance == 1 else (share(a == b for a, b in pairs) - chance) / (1 - chance)


def share(same: Iterable[bool]) -> float:
    told = list(same)
    return sum(told) / max(1, len(told))


def figures(tally: Tally) -> Iterator[str]:
    both = len(tally.values["type"])
    yield f"{len(tally.eventful)} texts; whether there is an event: {agreement(tally.eventful)}"
    yield f"acts: {tally.first} by the first, {tally.second} by the second, {both} by both: F1 " + (
        f"{f1(both, tally.first, tally.second):.3f}"
    )
    for name in VALUES:
        yield f"{name}: {agreement(tally.values[name])}"
    named = [pair for pair in tally.values["source class"] if NOBODY not in pair]
    yield f"source class where both name one ({len(named)}): {agreement(named)}"
    for name, same in tally.same.items():
        yield f"{name}: {share(same):.3f} the same of {len(same)} acts where either has one"
    yield "most frequent differences: " + "; ".join(f"{kind} {n}" for kind, n in tally.kinds.most_common(25))


def agreement(pairs: Sequence[tuple[str, str]]) -> str:
    return f"{share(a == b for a, b in pairs):.3f} the same, kappa {kappa(pairs):.3f}"


if __name__ == "__main__":
    sys.exit(main())
