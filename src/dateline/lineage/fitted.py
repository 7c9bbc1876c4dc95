"""Word pairs of an archive that the user trusts: how strange to it a report's wording is.

A spinner joins common words as nobody joins them.  Which joins are common depends on the archive's subjects and its
English, so the counts are the user's own: ``dateline fit`` writes them into a codebook, and what is judged with that
codebook uses them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import log10

from dateline.codebook.entries import Codebook
from dateline.lineage.tells import Token, tokens_of

FEWEST_REPORTS = 100
"""A smaller archive does not show which joins are common."""
FEWEST_PAIRS = 100
"""A report with fewer pairs of known words says too little."""
FEWEST_SEEN = 5
"""A word is known if the archive has it so many times."""
STEPS = 4
"""Expected counts are sorted by quarters of a power of ten."""
LIMIT = 0.99
"""So large a share of the archive's own reports lies below the limit."""

Pair = tuple[str, str]
PAIRS, COUNTS, CHANCES, LIMITS = "fitted pairs", "fitted counts", "fitted chances", "fitted limits"


@dataclass(frozen=True, slots=True)
class Fitted:
    """``words``: how often the archive has a word that it has often.  ``pairs``: the pairs of those words that it has.

    ``chances``: for pairs whose count by chance would be ten to the power of step / 4, the share that other reports
    of the archive do not have.  ``limit``: what a report's share of such pairs exceeds that chance by at most, for
    ninety-nine of a hundred reports of the archive.
    """

    words: Mapping[str, int]
    pairs: frozenset[Pair]
    chances: Mapping[int, float]
    limit: float

    def tables(self) -> dict[str, dict[str, str]]:
        """As maps of text to text, the form of a codebook's tables."""
        after: dict[str, list[str]] = {}
        for first, second in sorted(self.pairs):
            after.setdefault(first, []).append(second)
        return {
            PAIRS: {first: " ".join(seconds) for first, seconds in after.items()},
            COUNTS: {word: str(self.words[word]) for word in sorted(self.words)},
            CHANCES: {str(step): f"{self.chances[step]:.4f}" for step in sorted(self.chances)},
            LIMITS: {"excess": f"{self.limit:.5f}"},
        }


def fit(texts: Sequence[str]) -> Fitted:
    """The pairs of an archive and how many new ones each of its reports brings, each half judged by the other.

    Raises ``ValueError`` for an archive of fewer than ``FEWEST_REPORTS`` reports.
    """
    if len(texts) < FEWEST_REPORTS:
        raise ValueError(f"an archive of {len(texts)} reports is too small; {FEWEST_REPORTS} are needed")
    ordered = sorted(set(texts))
    joined = [list(_joined(tokens_of(text), text)) for text in ordered]
    halves = (joined[::2], joined[1::2])
    met, new = Counter[int](), Counter[int]()
    seen = [_counted(half) for half in halves]
    for other, half in ((1, halves[0]), (0, halves[1])):
        words, pairs = seen[other]
        for report in half:
            for step, strange in _looked_up(report, words, pairs, sum(words.values())):
                met[step] += 1
                new[step] += strange
    chances = {step: new[step] / met[step] for step in met}
    excesses = sorted(
        excess
        for other, half in ((1, halves[0]), (0, halves[1]))
        for report in half
        if (excess := _excess(report, *seen[other], chances)) is not None
    )
    if not excesses:
        raise ValueError("the reports of this archive are too short")
    words, pairs = _counted(joined)
    limit = max(excesses[min(int(LIMIT * len(excesses)), len(excesses) - 1)], 0.001)
    return Fitted(words, pairs, chances, limit)


def strangeness(tokens: Sequence[Token], text: str, book: Codebook) -> float:
    """How far a report's joins exceed what the archive's own reports bring: 1 at the limit, 0 where it knows them.

    0 without an archive in the codebook and for short reports.
    """
    if PAIRS not in book.tables:
        return 0.0
    fitted = _read(_Edition(book.version, book))
    excess = _excess(list(_joined(tokens, text)), fitted.words, fitted.pairs, fitted.chances)
    return max(0.0, excess / fitted.limit) if excess is not None else 0.0


@dataclass(frozen=True, slots=True)
class _Edition:
    """A codebook, told from others by its version alone, so that its tables are read once."""

    version: str
    book: Codebook = field(compare=False)


@lru_cache(maxsize=2)
def _read(edition: _Edition) -> Fitted:
    tables = edition.book.tables
    return Fitted(
        {word: int(count) for word, count in tables[COUNTS].items()},
        frozenset((first, second) for first, after in tables[PAIRS].items() for second in after.split()),
        {int(step): float(share) for step, share in tables[CHANCES].items()},
        float(tables[LIMITS]["excess"]),
    )


def _joined(tokens: Sequence[Token], text: str) -> Iterator[Pair]:
    """Neighbouring words in small letters with a blank between them: names and figures tell nothing of wording."""
    for one, other in pairwise(tokens):
        if text[one.end : other.start] == " " and text[one.start : one.end].islower() and text[other.start].islower():
            yield one.text, other.text


def _counted(reports: Iterable[Sequence[Pair]]) -> tuple[dict[str, int], frozenset[Pair]]:
    words: Counter[str] = Counter()
    pairs: set[Pair] = set()
    for report in reports:
        words.update(first for first, _ in report)
        pairs.update(report)
    known = {word: count for word, count in words.items() if count >= FEWEST_SEEN}
    return known, frozenset(pair for pair in pairs if pair[0] in known and pair[1] in known)


def _looked_up(
    report: Sequence[Pair], words: Mapping[str, int], pairs: frozenset[Pair], total: int
) -> Iterator[tuple[int, bool]]:
    """For each pair of known words the step of its count by chance, and whether it is new."""
    for pair in report:
        first, second = words.get(pair[0]), words.get(pair[1])
        if first is not None and second is not None:
            yield _step(first * second / total), pair not in pairs


def _step(expected: float) -> int:
    return round(log10(expected) * STEPS)


def _excess(
    report: Sequence[Pair], words: Mapping[str, int], pairs: frozenset[Pair], chances: Mapping[int, float]
) -> float | None:
    """The share of new pairs beyond what chance would bring; ``None`` for a report with few known ones."""
    looked = list(_looked_up(report, words, pairs, max(sum(words.values()), 1)))
    if len(looked) < FEWEST_PAIRS:
        return None
    return sum(strange - chances.get(step, 0.0) for step, strange in looked) / len(looked)
