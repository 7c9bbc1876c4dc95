"""Who did what to whom: how well claims are made on annotated sentences.

    python training/score_claims.py training/sentences [--set-aside | --dev] [--wrong TYPE]

Batches whose number is divisible by seven are set aside: nobody who tunes reads them.  A claim answers the annotated
claim whose action its own overlaps best.  Claim F1: type, actors and recipients right, a party being right where
every annotated phrase is met by one of the claim's and none of the claim's meets no annotated one.  Type macro-F1:
over the sixteen types, a claim that nothing answers counting as missed, one that answers nothing as made up.  False
claims: per 1,000 sentences of texts without events.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from score_status import overlap, say

from dateline.annotated.load import load_cases
from dateline.annotated.nouns import Annotated, ExpectedClaim
from dateline.annotated.quotes import find_quote
from dateline.codebook import load
from dateline.model import Claim, Document, InRole
from dateline.run.code import Coder, find_all, make_coder

NONE = "none"
_SET_ASIDE = 7


@dataclass
class Tally:
    """Counts over all texts; ``pairs`` are (type wanted, type made) with "none" on either side."""

    wanted: int = 0
    made: int = 0
    typed: int = 0
    right: int = 0
    quiet_sentences: int = 0
    quiet_claims: int = 0
    pairs: list[tuple[str, str]] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--set-aside", action="store_true", help="score the batches set aside")
    which.add_argument("--dev", action="store_true", help="score the others")
    parser.add_argument("--wrong", metavar="TYPE", help="list texts of this type (or 'none') that are told wrong")
    args = parser.parse_args()
    if args.wrong and not args.dev:
        parser.error("--wrong reads texts, which only --dev may; add --dev")
    coder = make_coder(load())
    tally = Tally()
    for path in sorted(args.folder.glob("*.marked")):
        aside = set_aside(path)
        if (args.set_aside and not aside) or (args.dev and aside):
            continue
        for case in load_cases(path):
            for report in case.reports:
                if report.claims is not None:
                    for line in score(report, coder, tally, args.wrong):
                        say(f"{path.name}, line {line}")
    for line in figures(tally):
        say(line)
    return 0


def set_aside(path: Path) -> bool:
    number = re.search(r"\d+", path.stem)
    return number is not None and int(number.group()) % _SET_ASIDE == 0


def score(report: Annotated, coder: Coder, tally: Tally, wrong: str | None) -> Iterator[str]:
    found = find_all(report.document, coder)
    claims = list(found.claimed.claims)
    expected = list(report.claims or ())
    if not expected:
        tally.quiet_sentences += len(found.sentences)
        tally.quiet_claims += len(claims)
    tally.wanted += len(expected)
    tally.made += len(claims)
    answers = matched(expected, claims, report.document)
    for want, got in answers:
        kind = value(want, "event_type")
        told = got.event_type.value if got is not None else NONE
        tally.pairs.append((kind, told))
        same = got is not None and kind == told
        tally.typed += same
        fits = (
            same and got is not None and all(met(want, got, slot, report.document) for slot in ("actors", "recipients"))
        )
        tally.right += fits
        if wrong == kind and not fits:
            text = report.document.text
            yield f"{want.line}: {kind} told as {told}: [{want.anchor}] {text} -> {shown(got, report.document)}"
    answered = {got.id for _, got in answers if got is not None}
    for claim in claims:
        if claim.id not in answered:
            tally.pairs.append((NONE, claim.event_type.value))
            if wrong == NONE:
                yield f": made up {shown(claim, report.document)}: {report.document.text}"


def matched(
    expected: Sequence[ExpectedClaim], claims: Sequence[Claim], document: Document
) -> list[tuple[ExpectedClaim, Claim | None]]:
    """Each annotated claim with the claim whose action overlaps its own best, the best pairs first."""
    pairs = []
    for i, want in enumerate(expected):
        anchor = find_quote(want.anchor or "", document)
        for j, claim in enumerate(claims):
            share = overlap(claim.action, anchor)
            if share:
                same = value(want, "event_type") == claim.event_type.value
                pairs.append((-share, not same, i, j))
    got: dict[int, int] = {}
    for _, _, i, j in sorted(pairs):
        if i not in got and j not in got.values():
            got[i] = j
    return [(want, claims[got[i]] if i in got else None) for i, want in enumerate(expected)]


def met(want: ExpectedClaim, claim: Claim, slot: str, document: Document) -> bool:
    row = want.row(slot)
    roles: Sequence[InRole] = claim.actors if slot == "actors" else claim.recipients
    spans = [find_quote(quote, document) for quote in row.quotes] if row is not None else []
    made = [role.party.evidence for role in roles]  # the name and the pronoun that stands for it show one party
    return all(any(one.overlaps(other) for words in made for other in words) for one in spans) and all(
        any(one.overlaps(other) for one in words for other in spans) for words in made
    )


def value(claim: ExpectedClaim, name: str) -> str:
    row = claim.row(name)
    return row.value if row is not None else NONE


def shown(claim: Claim | None, document: Document) -> str:
    if claim is None:
        return "nothing"
    actors = [document.quote(role.span) for role in claim.actors]
    recipients = [document.quote(role.span) for role in claim.recipients]
    return f"{claim.event_type.value} [{document.quote(claim.action)}] by {actors} to {recipients}"


def figures(tally: Tally) -> Iterator[str]:
    yield f"{tally.wanted} claims wanted, {tally.made} made"
    yield f"claim F1 (type and both parties) {f1(tally.right, tally.wanted, tally.made):.3f}"
    yield f"type F1 {f1(tally.typed, tally.wanted, tally.made):.3f}"
    wanted = Counter(a for a, _ in tally.pairs)
    told = Counter(b for _, b in tally.pairs)
    right = Counter(a for a, b in tally.pairs if a == b)
    kinds = sorted({a for a, _ in tally.pairs} - {NONE})
    scores = {kind: f1(right[kind], wanted[kind], told[kind]) for kind in kinds}
    macro = sum(scores.values()) / max(1, len(scores))
    yield f"type macro-F1 {macro:.3f}: " + ", ".join(f"{kind} {scores[kind]:.2f}" for kind in kinds)
    answered = [(a, b) for a, b in tally.pairs if NONE not in (a, b)]
    right = Counter(a for a, b in answered if a == b)
    wanted, told = Counter(a for a, _ in answered), Counter(b for _, b in answered)
    scores = {kind: f1(right[kind], wanted[kind], told[kind]) for kind in kinds}
    yield f"type macro-F1 where answered {sum(scores.values()) / max(1, len(scores)):.3f}"
    rate = 1000 * tally.quiet_claims / max(1, tally.quiet_sentences)
    yield f"false claims per 1,000 sentences without events {rate:.1f} ({tally.quiet_sentences} sentences)"
    missed = Counter(pair for pair in tally.pairs if pair[0] != pair[1])
    yield "most frequent confusions: " + ", ".join(f"{a}>{b} {n}" for (a, b), n in missed.most_common(25))


def f1(right: int, wanted: int, made: int) -> float:
    return 2 * right / max(1, wanted + made)


if __name__ == "__main__":
    sys.exit(main())
