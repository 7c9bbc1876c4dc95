"""Two reports laid side by side, word by word: what they share, what was swapped, which figures changed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from dateline.codebook.entries import Codebook
from dateline.lineage.words import Word, Wording
from dateline.model import Span

MOST_CELLS = 90_000
"""A gap between shared stretches with more pairs of words than this is not searched further."""
LONGEST_OLD, LONGEST_NEW = 3, 4
"""Words of a swap: at most so many before, so many after."""
LITTLE_NARRATION = 12
LEAST_HELD = 0.18
LEAST_JACCARD = 0.10
"""Below these two reports are never related, so they need not be aligned."""
LONGEST_FIGURE_BLOCK = 12
"""Within so many words a number on both sides is one figure that changed; beyond, two different sentences."""


class Block(NamedTuple):
    """Words ``left[a:b]`` that stand where ``right[c:d]`` stand; ``equal`` where they are the same."""

    equal: bool
    a: int
    b: int
    c: int
    d: int


@dataclass(frozen=True, slots=True)
class Swap:
    """A few words of the left report that others replace in the right one, all round them unchanged."""

    old: str
    new: str
    left: Span
    right: Span
    sentence: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two reports share, by words (titles, datelines, credit lines and notices apart).

    ``jaccard``: of word 3-grams.  ``left_held``: the share of the left's narration (3-grams outside quotations) that
    the right has too.  ``left_equal``: the share of the left's words that stand in the right in the same order.
    ``replaced``: stretches replaced by others, the swaps included.  ``figures``: (left, right) numbers that changed.
    """

    left: Wording
    right: Wording
    jaccard: float
    left_held: float
    right_held: float
    left_equal: float
    right_equal: float
    swaps: tuple[Swap, ...]
    replaced: int
    figures: tuple[tuple[str, str], ...]

    def turned(self) -> Comparison:
        """The same from the other side."""
        swaps = tuple(Swap(swap.new, swap.old, swap.right, swap.left, swap.sentence) for swap in self.swaps)
        figures = tuple((new, old) for old, new in self.figures)
        return Comparison(
            self.right,
            self.left,
            self.jaccard,
            self.right_held,
            self.left_held,
            self.right_equal,
            self.left_equal,
            swaps,
            self.replaced,
            figures,
        )


def may_be_related(left: Wording, right: Wording) -> bool:
    """Whether the two share enough runs of three words to be compared word by word; cheap, and wrong only in favour."""
    small = min(len(left.narration), len(right.narration))
    if small < LITTLE_NARRATION:
        return True
    held = len(left.narration & right.narration) / small
    return held >= LEAST_HELD or _jaccard(left.grams, right.grams) >= LEAST_JACCARD


def compare(left: Wording, right: Wording, book: Codebook) -> Comparison:
    """The two reports side by side."""
    blocks = list(align(left.texts, right.texts))
    equal = sum(block.b - block.a for block in blocks if block.equal)
    changed = [block for block in blocks if not block.equal and block.b > block.a and block.d > block.c]
    return Comparison(
        left,
        right,
        _jaccard(left.grams, right.grams),
        _held(left.narration, right.narration),
        _held(right.narration, left.narration),
        equal / max(len(left.words), 1),
        equal / max(len(right.words), 1),
        tuple(swap for block in changed if (swap := _swap(left.words, right.words, block, book)) is not None),
        len(changed),
        tuple(figure for block in changed if (figure := _figure(left.words, right.words, block, book)) is not None),
    )


def _jaccard(one: frozenset[tuple[str, str, str]], other: frozenset[tuple[str, str, str]]) -> float:
    together = len(one & other)
    return together / max(len(one) + len(other) - together, 1)


def _held(inner: frozenset[tuple[str, str, str]], outer: frozenset[tuple[str, str, str]]) -> float:
    return len(inner & outer) / len(inner) if inner else 0.0


# --- alignment --------------------------------------------------------------------------------------------------------


def align(left: Sequence[str], right: Sequence[str]) -> Iterator[Block]:
    """Blocks that cover both texts in order.

    Word 3-grams that occur once on each side are fixed points, as in a patience diff; only the gaps between them are
    searched in full, so that long reports take little longer than short ones.
    """
    same = 0
    while same < min(len(left), len(right)) and left[same] == right[same]:
        same += 1
    merged: list[Block] = [Block(True, 0, same, 0, same)] if same else []
    a = c = same
    points = [] if same == len(left) == len(right) else _fixed_points(left, right)
    for i, j in [*points, (len(left), len(right))]:
        if i < a or j < c:
            continue
        for block in _gap(left, right, a, i, c, j):
            _append(merged, block)
        if i < len(left):
            _append(merged, Block(True, i, i + 1, j, j + 1))
        a, c = i + 1, j + 1
    yield from merged


def _fixed_points(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The longest rising chain of words whose 3-gram is unique on both sides."""
    first = _unique(left)
    second = _unique(right)
    pairs = sorted((i, second[gram]) for gram, i in first.items() if gram in second)
    tails: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for number, (_, j) in enumerate(pairs):
        k = bisect_left(tails, j)
        before.append(at[k - 1] if k else None)
        if k == len(tails):
            tails.append(j)
            at.append(number)
        else:
            tails[k] = j
            at[k] = number
    chain = []
    step: int | None = at[-1] if at else None
    while step is not None:
        chain.append(pairs[step])
        step = before[step]
    return chain[::-1]


def _unique(texts: Sequence[str]) -> dict[tuple[str, str, str], int]:
    grams = list(zip(texts, texts[1:], texts[2:], strict=False))
    times = Counter(grams)
    return {gram: i for i, gram in enumerate(grams) if times[gram] == 1}


def _gap(left: Sequence[str], right: Sequence[str], a: int, b: int, c: int, d: int) -> Iterator[Block]:
    if (b - a) * (d - c) > MOST_CELLS:
        yield Block(False, a, b, c, d)
        return
    matcher = SequenceMatcher(None, left[a:b], right[c:d], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        yield Block(tag == "equal", a + i, a + j, c + k, c + m)


def _append(blocks: list[Block], block: Block) -> None:
    last = blocks[-1] if blocks else None
    if last is not None and last.equal == block.equal:
        blocks[-1] = Block(last.equal, last.a, block.b, last.c, block.d)
    else:
        blocks.append(block)


# --- what was replaced ------------------------------------------------------------------------------------------------


def _swap(left: Sequence[Word], right: Sequence[Word], block: Block, book: Codebook) -> Swap | None:
    """The block as a swap: short, content words on both sides, no names or numbers, no other form of one word."""
    if block.b - block.a > LONGEST_OLD or block.d - block.c > LONGEST_NEW:
        return None
    small = book.words["function words"]
    old = [word for word in left[block.a : block.b] if word.text not in small]
    new = [word for word in right[block.c : block.d] if word.text not in small]
    if not old or not new or any(word.name or _number(word.text, book) is not None for word in (*old, *new)):
        return None
    if all(any(_akin(one.text, other.text) for other in new) for one in old):
        return None
    return Swap(
        " ".join(word.text for word in left[block.a : block.b]),
        " ".join(word.text for word in right[block.c : block.d]),
        Span(left[block.a].start, left[block.b - 1].end),
        Span(right[block.c].start, right[block.d - 1].end),
        right[block.c].sentence,
    )


def _akin(one: str, other: str) -> bool:
    """Another spelling or form of one word: "organise" and "organized", "attack" and "attacks"."""
    if one == other:
        return True
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= 3 and shared >= max(len(one), len(other)) - 4


def _figure(left: Sequence[Word], right: Sequence[Word], block: Block, book: Codebook) -> tuple[str, str] | None:
    """The numbers of a block, where both sides have some and they differ. "eight" and "8" do not."""
    if block.b - block.a > LONGEST_FIGURE_BLOCK or block.d - block.c > LONGEST_FIGURE_BLOCK:
        return None
    old = [value for word in left[block.a : block.b] if (value := _number(word.text, book)) is not None]
    new = [value for word in right[block.c : block.d] if (value := _number(word.text, book)) is not None]
    if not old or not new or set(old) & set(new):
        return None
    return ", ".join(old), ", ".join(new)


def _number(word: str, book: Codebook) -> str | None:
    """The value of a number word or of digits, as text."""
    if word[0].isdigit():
        return word.replace(",", "")
    for table in ("small numbers", "tens", "collectives", "scales"):
        if word in book.tables[table]:
            return book.tables[table][word]
    return None
