"""From links to events: connected components that hold no contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.merge.compare import COPIED, COPIED_REASON, COPIED_SCORE, PAST, Judged, likeness, parting
from dateline.merge.nearness import Contains, place_evidence, time_evidence
from dateline.merge.rules import Rules
from dateline.merge.told import Told, fold
from dateline.model import Link, Place


@dataclass(slots=True)
class _Cluster:
    """Claims held together so far: ``stances`` are the different (place, days) they give, each by one claim; ``named``
    the names of the persons to whom it was done, ``figures`` the figures that do not rise with the news."""

    members: list[Told]
    stances: dict[tuple[Place | None, date | None, date | None], Told]
    reports: dict[str, list[Told]]
    past: bool
    named: frozenset[frozenset[str]] = frozenset()
    figures: frozenset[tuple[str, int]] = frozenset()
    parted: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Claims by event, and the links that hold them together."""

    events: tuple[tuple[Told, ...], ...]
    used: tuple[Link, ...]


def copies(told: Sequence[Told], rules: Rules) -> tuple[list[Told], list[Link]]:
    """The claims without those that a copy repeats, and the links that join these to the claim they repeat.

    Within one independence group, a sentence that stands in several reports is compared once, so that ten thousand
    copies cost no more than ten thousand looks.
    """
    groups: dict[tuple[str, str, str], dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(told, key=lambda one: one.order):
        groups[one.group, one.event_type, one.action.part][one.document].append(one)
    kept: list[Told] = []
    links: list[Link] = []
    for key in sorted(groups):
        firsts: list[Told] = []
        twins: dict[frozenset[str], list[Told]] = defaultdict(list)
        for claims in groups[key].values():
            found = _repeated(claims, firsts, twins, rules)
            for claim in claims:
                first = found.get(claim.id)
                if first is None:
                    kept.append(claim)
                    firsts.append(claim)
                    twins[claim.sentence].append(claim)
                else:
                    links.append(Link(first.id, claim.id, True, COPIED_SCORE, COPIED, COPIED_REASON))
    return kept, links


def _repeated(
    claims: Sequence[Told], firsts: Sequence[Told], twins: Mapping[frozenset[str], Sequence[Told]], rules: Rules
) -> dict[str, Told]:
    """For each claim of one report the earlier claim of its group that it repeats; each is repeated once at most."""
    candidates: list[tuple[float, int, int]] = []
    for n, claim in enumerate(claims):
        exact = twins.get(claim.sentence)
        for m, first in enumerate(firsts):
            if exact is not None and first.sentence != claim.sentence:
                continue
            like = likeness(first, claim)
            if like >= rules.measures["same sentence"]:
                candidates.append((-like, m, n))
    found: dict[str, Told] = {}
    taken: set[int] = set()
    for _, m, n in sorted(candidates):
        if m not in taken and claims[n].id not in found:
            taken.add(m)
            found[claims[n].id] = firsts[m]
    return found


def cluster(told: Sequence[Told], judged: Iterable[Judged], rules: Rules, contains: Contains | None) -> Clusters:
    """Components over the joining links, strongest first, none of which holds two claims that contradict each other.

    A link that would bring a contradiction into a component is left out: so where a chain runs between two happenings,
    its weakest link gives way.  What happened is joined first; plans and denials then attach to it, and never join two
    happenings to one or part one.  The order of the claims and links does not matter.
    """
    by_id = {one.id: one for one in told}
    clusters = {one.id: _of(one, rules) for one in told}
    everything = list(judged)
    for one in everything:
        if one.hard:
            clusters[one.link.left].parted.add(one.link.right)
            clusters[one.link.right].parted.add(one.link.left)
    joining = sorted(
        (one for one in everything if one.link.same),
        key=lambda one: (
            _turn(one.link, by_id),
            -one.link.score,
            by_id[one.link.left].order,
            by_id[one.link.right].order,
        ),
    )
    used = []
    for one in joining:
        a, b = clusters[one.link.left], clusters[one.link.right]
        if a is b or (a.past and b.past and _turn(one.link, by_id) > 0) or _contradict(a, b, one, rules, contains):
            continue
        small, large = (a, b) if len(a.members) < len(b.members) else (b, a)
        _pour(small, large)
        for member in small.members:
            clusters[member.id] = large
        used.append(one.link)
    whole = {id(found): found for found in clusters.values()}
    events = sorted(
        (tuple(sorted(found.members, key=lambda one: one.order)) for found in whole.values()),
        key=lambda members: members[0].order,
    )
    return Clusters(tuple(events), tuple(used))


def _turn(link: Link, by_id: Mapping[str, Told]) -> int:
    """0 for a link between two things told as past, 1 where one is, 2 where none is."""
    return [by_id[link.left].status in PAST, by_id[link.right].status in PAST].count(False)


def _of(told: Told, rules: Rules) -> _Cluster:
    days = (told.earliest, told.latest) if told.when is not None else (None, told.published)
    named = frozenset(
        frozenset(fold(party.name).split())
        for party in told.recipients or told.actors
        if party.kind == "person" and party.name is not None
    )
    figures = frozenset(
        (tally.what, tally.count.value.low)
        for tally in told.counts
        if tally.what in rules.words["figures that do not rise"]
        and tally.count.value.low >= rules.measures["large count"]
        and tally.count.value.qualifier == "exactly"
    )
    reports = {told.document: [told]}
    return _Cluster([told], {(told.place, *days): told}, reports, told.status in PAST, named, figures)


def _pour(small: _Cluster, large: _Cluster) -> None:
    large.members.extend(small.members)
    large.parted |= small.parted
    large.past = large.past or small.past
    large.named |= small.named
    large.figures |= small.figures
    for stance, told in small.stances.items():
        held = large.stances.get(stance)
        large.stances[stance] = told if held is None else min(told, held, key=lambda one: one.order)
    for document, claims in small.reports.items():
        large.reports.setdefault(document, []).extend(claims)


def _other_people(one: frozenset[frozenset[str]], other: frozenset[frozenset[str]]) -> bool:
    """Do both name people, and none of them may be the same? A surname stands for the full name."""
    return bool(one) and bool(other) and not any(a <= b or b <= a for a in one for b in other)


def _other_figures(one: _Cluster, other: _Cluster) -> bool:
    """Do both count the same thing exactly, and never alike?"""
    both = {what for what, _ in one.figures} & {what for what, _ in other.figures}
    return any(
        {n for what, n in one.figures if what == kind}.isdisjoint(n for what, n in other.figures if what == kind)
        for kind in sorted(both)
    )


def _contradict(a: _Cluster, b: _Cluster, judged: Judged, rules: Rules, contains: Contains | None) -> bool:
    small, large = (a, b) if len(a.members) < len(b.members) else (b, a)
    if any(member.id in large.parted for member in small.members):
        return True
    weak = judged.link.score < rules.enough["against a contradiction"]
    if (weak or judged.undated) and (_other_people(small.named, large.named) or _other_figures(small, large)):
        return True
    for one in a.stances.values():
        for other in b.stances.values():
            if time_evidence(one, other, rules).against == "hard":
                return True
            place = place_evidence(one.place, other.place, contains, rules, same_report=False).against
            if place == "hard" or (place == "soft" and not judged.outweighs):
                return True
    return any(
        found.against == "hard"
        for document in small.reports.keys() & large.reports.keys()
        for one in small.reports[document]
        for other in large.reports[document]
        for found in parting(one, other, rules, contains)
    )


def against(judged: Iterable[Judged], event_of: Mapping[str, int], rules: Rules) -> list[Link]:
    """The links that part claims of different events, the closest few of each claim."""
    limit = int(rules.measures["links against"])
    shown: dict[str, int] = defaultdict(int)
    out = []
    for one in sorted((j.link for j in judged if not j.link.same), key=lambda k: (-k.score, k.left, k.right)):
        if event_of[one.left] != event_of[one.right] and max(shown[one.left], shown[one.right]) < limit:
            shown[one.left] += 1
            shown[one.right] += 1
            out.append(one)
    return out
