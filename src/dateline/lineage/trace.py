"""Every report's lineage: which are copies, cuts, edits, updates or spun copies of which, and which stand alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from dateline.codebook.entries import Codebook
from dateline.lineage.candidates import FEWEST_WORDS, Signature, candidates, signature
from dateline.lineage.compare import compare, may_be_related
from dateline.lineage.judge import Descent, judge
from dateline.lineage.spun import judge_text
from dateline.lineage.words import Wording, fingerprint, fold, wording
from dateline.model import Document, Lineage, Spun

NEXT_TO_THE_SAME = 0.98
KEPT_WORDINGS = 1_024
"""So many reports' words are held at once; the rest are read again when they are compared."""


def in_order(document: Document) -> tuple[bool, str, str]:
    """Sorts by (published, id), undated last."""
    return document.published is None, document.published or "", document.id


def duplicates(documents: Sequence[Document]) -> dict[str, str]:
    """For each report with the text of another (space and case folded), the id of the one that represents it.

    The smallest (published, id) represents; undated ones come last.  Reports that represent themselves are left out.
    A text without words is nobody's duplicate.
    """
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for document in sorted(documents, key=in_order):
        if not fold(document.text):
            continue
        representative = first.setdefault(fingerprint(document.text), document.id)
        if representative != document.id:
            found[document.id] = representative
    return found


def trace(documents: Sequence[Document], book: Codebook) -> tuple[Lineage, ...]:
    """The lineage of every report, sorted by id; the same in any order of the reports.

    Each report has at most one origin, the one that it kept most words of; a report that quotes two others at length so
    joins only one of them, and the two stay apart.  ``group`` is the root of the chain of origins.
    """
    by_id = {document.id: document for document in sorted(documents, key=lambda document: document.id)}
    copies = duplicates(documents)
    own = sorted((document for document in by_id.values() if document.id not in copies), key=in_order)

    @lru_cache(maxsize=KEPT_WORDINGS)
    def words_of(document: str) -> Wording:
        return wording(by_id[document], book)

    descents = _descents(own, words_of, book)
    parents = _parents(own, descents)
    unsettled = {descent.other: descent.document for descent in reversed(parents.values()) if descent.origin is None}
    lineages = []
    for document in by_id.values():
        represented = by_id[copies.get(document.id, document.id)]
        descent = parents.get(represented.id)
        group = _root(represented.id, parents)
        spun = _proven(document, represented.id, parents, words_of, book) or judge_text(document, book)
        if represented is not document:
            reason = f"the same text as {represented.id}"
            lineages.append(Lineage(document.id, "copy", represented.id, group, reason, spun))
        elif descent is not None:
            lineages.append(Lineage(document.id, descent.kind, descent.origin, group, descent.reason, spun))
        else:
            lineages.append(_of_its_own(document, unsettled, group, spun))
    return tuple(lineages)


def _of_its_own(document: Document, unsettled: Mapping[str, str], group: str, spun: Spun) -> Lineage:
    """The lineage of a report without origin; ``unsettled`` names, for a root, a report that may be its origin."""
    if not fold(document.text):
        return Lineage(document.id, "unknown", None, group, "there is no text to compare", spun)
    if document.id in unsettled:
        reason = f"shares its wording with {unsettled[document.id]}; nothing tells which came first"
        return Lineage(document.id, "unknown", None, group, reason, spun)
    return Lineage(document.id, "original", None, group, "no other report has its wording", spun)


def _descents(own: Sequence[Document], words_of: Callable[[str], Wording], book: Codebook) -> dict[str, list[Descent]]:
    """For each report all that it may descend from.

    Of reports that differ in credit lines and notices alone the first stands for the rest; one that is next to the same
    as an earlier report is compared with no further ones, as whatever they are to it they are to that one.
    """
    found: dict[str, list[Descent]] = {}

    def look_at(one: int, other: int) -> bool:
        """Notes what the later of two is to the earlier, or the other way round; whether they are next to the same."""
        left, right = words_of(own[one].id), words_of(own[other].id)
        if not may_be_related(left, right):
            return False
        pair = compare(left, right, book)
        descent = judge(pair, book)
        if descent is not None:
            found.setdefault(descent.document, []).append(descent)
        return descent is not None and min(pair.left_equal, pair.right_equal) >= NEXT_TO_THE_SAME

    first: dict[str, int] = {}
    indexed: set[tuple[str, date | None]] = set()

    def signatures() -> Iterator[tuple[int, date | None, Signature]]:
        """Of one report after the other, so that no more than one is held here."""
        for number, document in enumerate(own):
            words = words_of(document.id)
            same = fingerprint(" ".join(words.texts))
            representative = first.setdefault(same, number)
            if representative != number and len(words.texts) >= FEWEST_WORDS:
                look_at(representative, number)
            if (same, document.day) not in indexed:  # again on each day, so that the window moves on with the copies
                indexed.add((same, document.day))
                yield number, document.day, signature(words)

    with_undated = any(document.day is None for document in own)
    for number, others in candidates(signatures(), with_undated=with_undated):
        any(look_at(other, number) for other in others)
    return found


def _parents(own: Sequence[Document], descents: Mapping[str, Sequence[Descent]]) -> dict[str, Descent]:
    """One origin for each report that has any: the one it kept most of, then the earliest; no circles."""
    rank = {document.id: number for number, document in enumerate(own)}
    parents: dict[str, Descent] = {}
    for document in own:
        choices = sorted(
            descents.get(document.id, ()),
            key=lambda descent: (descent.origin is None, -round(descent.likeness, 2), rank[descent.other]),
        )
        for descent in choices:
            if _root(descent.other, parents) != document.id:
                parents[document.id] = descent
                break
    return parents


def _root(document: str, parents: Mapping[str, Descent]) -> str:
    while document in parents:
        document = parents[document].other
    return document


def _proven(
    document: Document,
    represented: str,
    parents: Mapping[str, Descent],
    words_of: Callable[[str], Wording],
    book: Codebook,
) -> Spun | None:
    """Spinning shown by comparison with an origin, the report's own or one further up; ``None`` where there is none."""
    descent = parents.get(represented)
    while descent is not None and descent.kind != "spun":
        descent = parents.get(descent.other)
    if descent is None:
        return None
    if descent.document == document.id:
        return Spun("proven", descent.score, tuple(sorted(swap.right for swap in descent.swaps)))
    pair = compare(words_of(descent.other), words_of(document.id), book)
    again = judge(pair, book)
    if again is None or again.document != document.id or again.kind != "spun":
        return None
    return Spun("proven", again.score, tuple(sorted(swap.right for swap in again.swaps)))
