"""Whether one report was made from another: if at all, which came first, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from math import exp

from dateline.codebook.entries import Codebook
from dateline.lineage.compare import LEAST_HELD, LEAST_JACCARD, LITTLE_NARRATION, Comparison, Swap
from dateline.lineage.tells import FIRM, flags_of
from dateline.lineage.words import Wording, fold
from dateline.model import Document, LineageClass

HELD = 0.30
"""Of the smaller report's narration, this share of word 3-grams stands in the other: more than two reporters of one
happening share (see tests/test_lineage.py for such pairs), less than editors leave of a wire report."""
HELD_SAME_SOURCE = LEAST_HELD
"""The same for two reports of one publisher, or where one credits the other."""
HELD_WITHOUT_NAMES = 0.50
NAMES_HELD = 0.50
"""With less than half of the narration in common, half of the names must be, too: a publisher words every report of a
shooting alike, and names other people in each."""
SPUN_JACCARD = LEAST_JACCARD
SPUN_DENSITY = 0.012
SPUN_DENSITY_ALONE = 0.028
"""Swaps to a word that show spinning without any tell; real edits were measured at .009 and below."""
FEWEST_SWAPS = 4
FEWEST_SWAP_SENTENCES = 3
SPUN_DENSITY_DENSE = 0.04
FEWEST_SWAPS_DENSE = 3
FEWEST_SWAP_SENTENCES_DENSE = 2
"""In a report of few sentences fewer swaps show spinning, if they stand close together."""
SWAPS_OF_REPLACED = 0.4
FULL = 0.95
CUT = 0.92
"""An excerpt is no longer than this share of its origin."""
CREDIT_DAYS = 2
FIRM_DAMAGE = 2
"""So many more swaps in words that betray spinning outweigh an earlier date, which a copier may have made up."""


@dataclass(frozen=True, slots=True)
class Descent:
    """One report made from another. ``kind`` is what was done; ``likeness`` the share of its words that were kept.

    ``origin`` is ``None`` where the two belong together but nothing tells which came first.
    """

    document: str
    other: str
    origin: str | None
    kind: LineageClass
    likeness: float
    reason: str
    swaps: tuple[Swap, ...] = ()
    score: float = 0.0


def judge(pair: Comparison, book: Codebook) -> Descent | None:
    """How one of two reports descends from the other; ``None`` where they are two reports of their own."""
    if not _related(pair):
        return None
    first = _first(pair, book)
    if first is None:
        left, right = sorted((pair.left, pair.right), key=lambda wording: wording.document.id)
        likeness = max(pair.left_equal, pair.right_equal)
        reason = f"shares its wording with {left.document.id}; nothing tells which came first"
        return Descent(right.document.id, left.document.id, None, "unknown", likeness, reason)
    side, why = first
    told = pair if side == "left" else pair.turned()
    kind, what, swaps = _kind(told, book)
    reason = f"{what} {told.left.document.id}; {why}"
    likeness = max(told.right_equal, told.right_held)
    score = round(1 - exp(-_density(told, swaps) / SPUN_DENSITY), 3) if kind == "spun" else 0.0
    return Descent(
        told.right.document.id, told.left.document.id, told.left.document.id, kind, likeness, reason, swaps, score
    )


def _related(pair: Comparison) -> bool:
    """Whether the wording is too alike for two reporters of one happening."""
    small = min(len(pair.left.narration), len(pair.right.narration))
    if small < LITTLE_NARRATION:
        return max(pair.left_equal, pair.right_equal) >= FULL
    held = max(pair.left_held, pair.right_held)
    if held < HELD_WITHOUT_NAMES and _names_held(pair) < NAMES_HELD:
        return False
    if held >= HELD:
        return True
    close = _same_source(pair) or _credits(pair.left, pair.right.document) or _credits(pair.right, pair.left.document)
    if close and held >= HELD_SAME_SOURCE:
        return True
    return pair.jaccard >= SPUN_JACCARD and _many_swaps(pair, SPUN_DENSITY_ALONE)


def _names_held(pair: Comparison) -> float:
    """The share of the names of the report with fewer that the other has, too; 1 where one names nothing."""
    few, many = sorted((pair.left.names, pair.right.names), key=len)
    return len(few & many) / len(few) if few else 1.0


# --- which came first -------------------------------------------------------------------------------------------------


def _first(pair: Comparison, book: Codebook) -> tuple[str, str] | None:
    """The side that came first, "left" or "right", and why."""
    left, right = pair.left, pair.right
    days = _days_apart(left.document, right.document)
    if not _same_source(pair) and (days is None or days <= CREDIT_DAYS):
        to_right, to_left = _credits(left, right.document), _credits(right, left.document)
        if to_right != to_left:
            side, origin = ("right", right) if to_right else ("left", left)
            return side, f"it credits {origin.document.source}"
    damage = _damage(pair, book) if _many_swaps(pair, SPUN_DENSITY) else (0, 0)
    if abs(damage[0] - damage[1]) >= FIRM_DAMAGE:
        return _less(damage), "its wording is damaged where the two differ"
    if (earlier := _earlier(left.document, right.document)) is not None:
        return earlier, "the other was published earlier"
    if damage[0] != damage[1]:
        return _less(damage), "its wording is more damaged where the two differ"
    own_left, own_right = _credits(left, left.document), _credits(right, right.document)
    if own_left != own_right:
        return ("left" if own_left else "right"), "the other is its publisher's own dispatch"
    if pair.left_equal >= FULL > pair.right_equal:
        return "right", "it holds nothing of its own"
    if pair.right_equal >= FULL > pair.left_equal:
        return "left", "it holds nothing of its own"
    return None


def _damage(pair: Comparison, book: Codebook) -> tuple[int, int]:
    """How many swaps lie in words that betray spinning, in the left report and in the right one."""
    left = [flag for flag in flags_of(pair.left.document.text, book) if flag.kind in FIRM]
    right = [flag for flag in flags_of(pair.right.document.text, book) if flag.kind in FIRM]
    return (
        sum(any(flag.overlaps(swap.left) for flag in left) for swap in pair.swaps),
        sum(any(flag.overlaps(swap.right) for flag in right) for swap in pair.swaps),
    )


def _less(damage: tuple[int, int]) -> str:
    return "left" if damage[0] < damage[1] else "right"


def _same_source(pair: Comparison) -> bool:
    one, other = pair.left.document.source, pair.right.document.source
    return one is not None and other is not None and fold(one) == fold(other)


def _credits(wording: Wording, other: Document) -> bool:
    """Whether credit line, dateline or notice names the other's publisher."""
    if not other.source:
        return False
    name = fold(other.source)
    at = wording.credits.find(name)
    return at >= 0 and not (
        wording.credits[max(at - 1, 0) : at].isalnum() or wording.credits[at + len(name) : at + len(name) + 1].isalnum()
    )


def _earlier(left: Document, right: Document) -> str | None:
    """The side published earlier; ``None`` where a date is missing or the days are the same and no times tell."""
    if left.published is None or right.published is None:
        return None
    one, other = _moment(left.published), _moment(right.published)
    if one is not None and other is not None and (one.tzinfo is None) == (other.tzinfo is None):
        return None if one == other else ("left" if one < other else "right")
    if left.day is None or right.day is None or left.day == right.day:
        return None
    return "left" if left.day < right.day else "right"


def _moment(published: str) -> datetime | None:
    """The time of publication; ``None`` for a bare date."""
    if len(published) <= 10:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment


def _days_apart(left: Document, right: Document) -> int | None:
    return abs((left.day - right.day).days) if left.day and right.day else None


# --- what was done ----------------------------------------------------------------------------------------------------


def _kind(told: Comparison, book: Codebook) -> tuple[LineageClass, str, tuple[Swap, ...]]:
    """The class of the right report, made from the left one, in words; and the swaps if it was spun."""
    left, right = told.left, told.right
    if left.texts == right.texts:
        return "copy", "the same text but for credit lines and notices as", ()
    if _spun(told, book):
        density = _density(told, told.swaps)
        words = f"{len(told.swaps)} words or phrases swapped one for one ({density:.3f} to a word) in the text of"
        return "spun", words, told.swaps
    own = len(right.words) * (1 - told.right_equal)
    left_out = len(left.words) * (1 - told.left_equal)
    few = max(2.0, 0.01 * len(right.words))
    if own <= few and left_out <= few and not told.figures:
        return "copy", "hardly a word changed from", ()
    updated = _says_updated(right, book) and not _says_updated(left, book)
    if told.figures:
        old, new = told.figures[0]
        return "update", f"a later version, with {new} for {old}, of", ()
    if told.right_equal >= FULL and len(right.words) <= CUT * len(left.words):
        return "excerpt", "a cut of", ()
    if updated:
        return "update", "says that it renews", ()
    if _same_source(told) and own > few:
        return "update", "a later version, by the same publisher, of", ()
    if told.right_equal >= FULL - 0.05 and len(right.words) <= 0.7 * len(left.words):
        return "excerpt", "a cut, with few words changed, of", ()
    return "edited", f"keeps {told.right_equal:.0%} of its words from", ()


def _says_updated(wording: Wording, book: Codebook) -> bool:
    text = f"{wording.credits} {' '.join(wording.texts)} {fold(wording.document.title or '')}"
    return any(phrase in text for phrase in book.words["update phrases"])


def _spun(told: Comparison, book: Codebook) -> bool:
    """Scattered one-for-one swaps: editors cut and insert, spinners put another word for every eighth."""
    if told.jaccard < SPUN_JACCARD:
        return False
    if _many_swaps(told, SPUN_DENSITY_DENSE, FEWEST_SWAPS_DENSE, FEWEST_SWAP_SENTENCES_DENSE):
        return True
    if not _many_swaps(told, SPUN_DENSITY):
        return False
    if _many_swaps(told, SPUN_DENSITY_ALONE):
        return True
    flags = [flag for flag in flags_of(told.right.document.text, book) if flag.kind != "odd"]
    return any(flag.overlaps(swap.right) for flag in flags for swap in told.swaps)


def _many_swaps(
    pair: Comparison, density: float, fewest: int = FEWEST_SWAPS, sentences: int = FEWEST_SWAP_SENTENCES
) -> bool:
    """Enough different swaps, in enough sentences, to a word of what the two share. A house style repeats one swap."""
    different = {(swap.old, swap.new) for swap in pair.swaps}
    return (
        len(different) >= fewest
        and len({swap.sentence for swap in pair.swaps}) >= sentences
        and len(pair.swaps) >= SWAPS_OF_REPLACED * pair.replaced
        and len(different) >= density * _shared_words(pair)
    )


def _density(pair: Comparison, swaps: tuple[Swap, ...]) -> float:
    return len(swaps) / max(_shared_words(pair), 1)


def _shared_words(pair: Comparison) -> float:
    return pair.right_equal * len(pair.right.words) + len(pair.swaps)
