"""Which reports are worth comparing: those that share short bands of a MinHash signature, or a rare run of words.

Word 3-grams, 128 permutations, 64 bands of 2: the usual 16 bands of 8 find none of the copies in which a machine
swapped every eighth word. Runs of six words, one in eight of them kept by its checksum, find a short cut of a long
report, which shares too small a part for the bands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
        _key(band + 1, digest[ROWS * band] << 32 | digest[ROWS * band + 1]) for band in range(PERMUTATIONS // ROWS)
    ]
    runs = {crc32(" ".join(texts[i : i + RUN]).encode()) for i in range(len(texts) - RUN + 1)}
    return (*bands, *(_key(0, run) for run in sorted(runs) if run % KEPT_OF_RUNS == 0))


def _key(kind: int, value: int) -> int:
    """A bucket's number, of 62 bits, so that bands with equal values fall into different buckets."""
    return ((value ^ kind * 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF) >> 2


def candidates(
    reports: Iterable[tuple[int, date | None, Signature]], *, with_undated: bool
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """For each report the numbers of earlier ones worth a closer look, those with most in common first.

    Reports come in order of publication, undated ones last; they are taken one by one, and only the buckets of the last
    ``WINDOW_DAYS`` are held.  Undated reports are compared with all, so where some are to come (``with_undated``) all
    buckets are held.
    """
    dates: dict[int, date | None] = {}
    swept: date | None = None
    buckets: dict[int, int | list[int]] = {}
    for number, day, keys in reports:
        dates[number] = day
        if day is not None and not with_undated and (swept is None or (day - swept).days > WINDOW_DAYS):
            buckets = _without_old(buckets, dates, day)
            dates = {other: then for other, then in dates.items() if then and (day - then).days <= WINDOW_DAYS}
            swept = day
        shared: Counter[int] = Counter()
        for key in keys:
            _put(buckets, key, number, dates, shared)
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        if ranked:
            yield number, tuple(other for other, _ in ranked[:MOST_CANDIDATES])


def _put(
    buckets: dict[int, int | list[int]], key: int, number: int, dates: Mapping[int, date | None], shared: Counter[int]
) -> None:
    """Counts those that lie in the bucket and puts the report in. Most buckets hold one report: a bare number."""
    members = buckets.get(key)
    if members is None:
        buckets[key] = number
        return
    if isinstance(members, int):
        members = buckets[key] = [members]
    day = dates[number]
    of_this_day = 0
    for other in reversed(members):  # the latest first
        if other not in dates:  # swept: it and all before it are too old
            break
        then = dates[other]
        if day is not None and then is not None and (day - then).days > WINDOW_DAYS:
            break
        of_this_day += then == day
        shared[other] += 1
    if of_this_day < MOST_OF_A_DAY:
        members.append(number)


def _without_old(
    buckets: Mapping[int, int | list[int]], dates: Mapping[int, date | None], day: date
) -> dict[int, int | list[int]]:
    """The buckets whose latest report may still be compared with one of this day."""
    young = {}
    for key, members in buckets.items():
        then = dates[members if isinstance(members, int) else members[-1]]
        if then is None or (day - then).days <= WINDOW_DAYS:
            young[key] = members
    return young
