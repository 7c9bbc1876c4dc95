"""Which reports are worth comparing: those that share short bands of a MinHash signature, or a rare run of words.

Word 3-grams, 128 permutations, 64 bands of 2: the usual 16 bands of 8 find none of the copies in which a machine
swapped every eighth word. Runs of six words, one in eight of them kept by its checksum, find a short cut of a long
report, which shares too small a part for the bands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from zlib import crc32

from rensa import RMinHash

from dateline.lineage.words import Wording

PERMUTATIONS = 128
ROWS = 2
SEED = 20_190_311
RUN = 6
KEPT_OF_RUNS = 8
WINDOW_DAYS = 10
"""Reports published further apart than this are compared only as exact copies."""
MOST_OF_A_DAY = 8
"""So many reports of one day stay in one bucket, the earliest: ten thousand copies must not mean their pairs."""
MOST_CANDIDATES = 12
"""So many reports, those with the most in common, are compared word by word with each report."""
FEWEST_WORDS = 30
"""A shorter text says too little to be told from another one; only exact copies of it are known."""

Signature = tuple[int, ...]


def signature(wording: Wording) -> Signature:
    """The report's buckets: one number for each band, one for each kept run of words. Empty for short texts."""
    texts = wording.texts
    if len(texts) < FEWEST_WORDS:
        return ()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update([" ".join(gram) for gram in wording.grams])
    digest = sketch.digest()
    bands = [
        (band << 64) | (digest[ROWS * band] << 32) | digest[ROWS * band + 1] for band in range(PERMUTATIONS // ROWS)
    ]
    runs = {crc32(" ".join(texts[i : i + RUN]).encode()) for i in range(len(texts) - RUN + 1)}
    kept = sorted(run for run in runs if run % KEPT_OF_RUNS == 0)
    return (*bands, *((1 << 96) | run for run in kept))


def candidates(reports: Iterable[tuple[int, date | None, Signature]]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """For each report the numbers of earlier ones worth a closer look, those with most in common first.

    Reports come in order of publication, undated ones last.  Undated ones are compared with all, others within
    ``WINDOW_DAYS``.
    """
    buckets: dict[int, dict[date | None, list[int]]] = defaultdict(dict)
    for number, day, buckets_of in reports:
        shared: Counter[int] = Counter()
        for bucket in buckets_of:
            days = buckets[bucket]
            for other in reversed(days):  # the latest day first
                if day is not None and other is not None and (day - other).days > WINDOW_DAYS:
                    break
                shared.update(days[other])
            members = days.setdefault(day, [])
            if len(members) < MOST_OF_A_DAY:
                members.append(number)
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        if ranked:
            yield number, tuple(other for other, _ in ranked[:MOST_CANDIDATES])
