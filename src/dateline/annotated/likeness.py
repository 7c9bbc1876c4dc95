"""Which sentences are worded alike: the same but for names, places and numbers, or almost so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]")
_GRAM = 3
_COMMON = 60
"""Shingles that more sentences than this share tell nothing of a pair."""

ALIKE = 0.7
"""Shared shingles over all shingles of two skeletons from which they count as one."""

NAME, NUMBER = "N", "0"


def skeleton(text: str, numbers: Collection[str]) -> tuple[str, ...]:
    """The words in lower case, with a run of capitalised words masked as one name, and numbers and number words masked.

    A text in capitals keeps its words, since its names cannot be told.
    """
    words = _WORD.findall(text)
    shouted = text.isupper()
    out: list[str] = []
    opens = True
    for word in words:
        if word[0].isdigit() or word.casefold() in numbers:
            masked = NUMBER
        elif not shouted and word[0].isupper() and not opens:
            masked = NAME
        else:
            masked = word.casefold()
        if not (masked in (NAME, NUMBER) and out and out[-1] == masked):
            out.append(masked)
        opens = word in '.!?:"“' if len(word) == 1 else False
    return tuple(out)


def shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """The runs of three words; the whole where it is shorter."""
    last = max(1, len(words) - _GRAM + 1)
    return frozenset(tuple(words[i : i + _GRAM]) for i in range(last))


def alike(skeletons: Sequence[Sequence[str]]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """For each skeleton the earlier ones that it is like, by position, where there are any."""
    grams = [shingles(words) for words in skeletons]
    seen: Counter[tuple[str, ...]] = Counter(gram for some in grams for gram in some)
    first: dict[tuple[str, ...], list[int]] = {}
    holding: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, some in enumerate(grams):
        shared: Counter[int] = Counter()
        for gram in some:
            if seen[gram] <= _COMMON:
                shared.update(holding[gram])
                holding[gram].append(i)
        same = first.setdefault(tuple(skeletons[i]), [])
        found = {*same, *(k for k in shared if _ratio(some, grams[k]) >= ALIKE)}
        same.append(i)
        if found:
            yield i, tuple(sorted(found))


def _ratio(left: Iterable[tuple[str, ...]], right: Iterable[tuple[str, ...]]) -> float:
    a, b = frozenset(left), frozenset(right)
    return len(a & b) / len(a | b)
