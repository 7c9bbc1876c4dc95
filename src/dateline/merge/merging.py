"""The whole second half's judgement: from readings and lineages to links and events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.codebook.entries import Codebook
from dateline.merge.cluster import Clusters, against, cluster, copies
from dateline.merge.compare import Judged, judge
from dateline.merge.goingon import going_on
from dateline.merge.nearness import Contains
from dateline.merge.pairs import pairs
from dateline.merge.rules import Rules
from dateline.merge.settle import settle
from dateline.merge.told import Shared, Told, fold, tell
from dateline.model import Event, Lineage, Link, Reading


def merge(
    readings: Sequence[Reading],
    lineages: Sequence[Lineage],
    book: Codebook,
    contains: Contains | None = None,
) -> tuple[tuple[Link, ...], tuple[Event, ...]]:
    """Every claim in one event, and the links that say why. Independent of the order of the readings.

    What only a spun copy tells, while its origin is at hand and does not, is no event: a machine worded it.
    ``contains`` tells whether one place lies in another; without it, country and first-level division decide.
    """
    rules = Rules.of(book)
    lineage_of = {lineage.document: lineage for lineage in lineages}
    told: list[Told] = []
    shared = Shared()
    for reading in readings:
        told.extend(tell(reading.document, reading.claims, lineage_of.get(reading.document.id), rules, shared))
    kept, repeats = copies(told, rules)
    judged = [found for a, b in pairs(kept, rules) if (found := judge(a, b, rules, contains)) is not None]
    judged.extend(going_on(kept, rules, contains))
    clusters = _with_copies(cluster(kept, judged, rules, contains), told, repeats)
    event_of = {one.id: n for n, members in enumerate(clusters.events) for one in members}
    same_text = _same_text(readings)
    told_by_men = [members for members in clusters.events if not all(_spun_copy(one, lineage_of) for one in members)]
    events = [settle(members, lineage_of, same_text, rules, contains) for members in told_by_men]
    links = [*clusters.used, *against(judged, event_of, rules)]
    return (
        tuple(sorted(links, key=lambda link: (link.left, link.right))),
        tuple(sorted(events, key=lambda event: event.id)),
    )


def _spun_copy(told: Told, lineage_of: Mapping[str, Lineage]) -> bool:
    """Is the report a spun copy, or a copy of one, of a report that is at hand?"""
    lineage = lineage_of.get(told.document)
    return lineage is not None and lineage.spun.verdict == "proven" and lineage.origin is not None


def _with_copies(clusters: Clusters, told: Sequence[Told], repeats: Sequence[Link]) -> Clusters:
    """Each repeated claim goes where the claim went that it repeats."""
    by_id = {one.id: one for one in told}
    repeated: dict[str, list[Told]] = defaultdict(list)
    for link in repeats:
        repeated[link.left].append(by_id[link.right])
    events = tuple(
        tuple(sorted([*members, *(copy for one in members for copy in repeated[one.id])], key=lambda one: one.order))
        for members in clusters.events
    )
    return Clusters(events, (*clusters.used, *repeats))


def _same_text(readings: Sequence[Reading]) -> dict[str, tuple[str, ...]]:
    """For a report, those with the same text that were not coded again: they are reports of its events too."""
    duplicates = [reading.document for reading in readings if reading.end_state == "duplicate"]
    if not duplicates:
        return {}
    coded = {fold(reading.document.text): reading.document.id for reading in readings if reading.claims}
    found: dict[str, list[str]] = defaultdict(list)
    for document in duplicates:
        first = coded.get(fold(document.text))
        if first is not None:
            found[first].append(document.id)
    return {first: tuple(sorted(others)) for first, others in found.items()}


__all__ = ["Judged", "merge"]
