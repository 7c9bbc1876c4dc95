"""One event from its claims: what it was, who, where, when, how many, and how well attested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dateline.merge.figures import settle_counts
from dateline.merge.grade import CONTESTED, COUNT, PLACE_DATE, RESPONSIBILITY, attest, disputes
from dateline.merge.nearness import Contains, agree, breadth
from dateline.merge.parties import role_evidence
from dateline.merge.rules import Rules
from dateline.merge.told import Told, fold
from dateline.merge.voices import attestations, status_of, voters
from dateline.model import Event, Lineage, Outcome, Party, Place


def settle(
    members: Sequence[Told],
    lineages: Mapping[str, Lineage],
    same_text: Mapping[str, Sequence[str]],
    rules: Rules,
    contains: Contains | None,
) -> Event:
    """The event of these claims, given in their order. Values come from the claims that hold it.

    Denials, plans and copies change none; where only spun reports tell it, their words stand, ungraded (U0).
    ``same_text`` names, for a report, those with the same text that were not coded again.
    """
    status = status_of(members, lineages, rules)
    holding = voters(members, status, lineages, rules)
    base = holding or tuple(told for told in members if told.status == status) or tuple(members)
    event_type = _most_groups((told.event_type, told) for told in base)
    own = [told for told in base if told.event_type == event_type]
    actors = union((party for told in own for party in told.actors), rules)
    recipients = union((party for told in own for party in told.recipients), rules)
    place = settle_place(base, rules, contains)
    first, last = settle_days(base)
    figures = settle_counts(own, lineages, rules)
    heard = attestations(members, holding, status, actors, recipients, lineages, rules)
    attested = attest(heard)
    contested = disputes(heard)
    if _blame_is_contested(own, rules):
        contested.add(RESPONSIBILITY)
    if figures.contested:
        contested.add(COUNT)
    if _setting_is_contested(base, place, first, last, rules, contains):
        contested.add(PLACE_DATE)
    documents = sorted({report for told in members for report in (told.document, *same_text.get(told.document, ()))})
    return Event(
        id=f"e-{members[0].id}",
        claims=tuple(sorted(told.id for told in members)),
        documents=tuple(documents),
        event_type=event_type,
        modes=tuple(sorted({mode for told in own for mode in told.modes})),
        contexts=tuple(sorted({context for told in own for context in told.contexts})),
        status=status,
        outcome=settle_outcome(own, rules),
        actors=actors,
        recipients=recipients,
        objects=tuple(sorted({thing for told in own for thing in told.objects})),
        instruments=tuple(sorted({thing for told in own for thing in told.instruments})),
        place=place,
        first=first,
        last=last,
        counts=figures.counts,
        reports=len(documents),
        groups=len({told.group for told in members}),
        voices=attested.voices,
        grade=attested.grade,
        contested=tuple(name for name in CONTESTED if name in contested),
    )


def _most_groups(values: Iterable[tuple[str, Told]]) -> str:
    """The value that most independence groups give, the earliest of equals."""
    groups: dict[str, set[str]] = {}
    for value, told in values:
        groups.setdefault(value, set()).add(told.group)
    return max(groups, key=lambda value: len(groups[value]))


def settle_outcome(claims: Sequence[Told], rules: Rules) -> Outcome | None:
    votes = Counter(told.outcome for told in claims if told.outcome is not None)
    return min(votes, key=lambda outcome: (-votes[outcome], rules.outcomes.index(outcome)), default=None)


# --- parties ----------------------------------------------------------------------------------------------------------


def union(parties: Iterable[Party], rules: Rules) -> tuple[Party, ...]:
    """All parties, each once in its fullest form: "Niger" and "gunmen" go where an organ or a named group says more."""
    kept: list[Party] = []
    for party in parties:
        if party not in kept:
            kept.append(party)
    return tuple(
        party
        for n, party in enumerate(kept)
        if not any(
            _covers(other, party, rules) and (not _covers(party, other, rules) or m < n)
            for m, other in enumerate(kept)
            if m != n
        )
    )


def _covers(full: Party, bare: Party, rules: Rules) -> bool:
    """Does the one say all that the other says?"""
    if bare.entity is not None and full.entity == bare.entity:
        return True
    if bare.entity is not None and bare.kind != "country":
        return False
    if bare.name is not None and bare.kind != "country":
        return full.name is not None and set(fold(bare.name).split()) <= set(fold(full.name).split())
    if bare.country is not None and bare.country != full.country:
        return False
    if bare.sector is None or bare.sector == full.sector:
        return bare.code is not None or full.kind == bare.kind
    side = rules.side_of_sector.get(full.sector or "")
    return bare.sector == "UAF" and side == rules.side_of_sector.get("UAF") and full.code is not None


def _blame_is_contested(claims: Sequence[Told], rules: Rules) -> bool:
    """Some report names another actor, or an actor denies it."""
    if any(told.denied for told in claims):
        return True
    named = [told.actors for told in claims if told.actors]
    first_of: dict[tuple[Party, ...], None] = dict.fromkeys(named)
    distinct = list(first_of)
    return any(role_evidence(a, b, rules).against != "" for n, a in enumerate(distinct) for b in distinct[n + 1 :])


# --- place and days ---------------------------------------------------------------------------------------------------


def settle_place(claims: Sequence[Told], rules: Rules, contains: Contains | None) -> Place | None:
    """The most precise of the places that most independence groups agree with, the earliest of equals."""
    places: dict[Place, None] = dict.fromkeys(told.place for told in claims if told.place is not None)
    if not places:
        return None
    by_group: dict[str, set[Place]] = {}
    for told in claims:
        if told.place is not None:
            by_group.setdefault(told.group, set()).add(told.place)

    def support(place: Place) -> int:
        return sum(any(agree(place, other, contains, rules) for other in theirs) for theirs in by_group.values())

    return max(places, key=lambda place: (support(place), -breadth(place)))


def settle_days(claims: Sequence[Told]) -> tuple[date | None, date | None]:
    """The tightest stretch on which most independence groups agree; ``None`` at an end that none gives."""
    stretches: dict[tuple[date | None, date | None], set[str]] = {}
    for told in claims:
        if told.when is not None:
            stretches.setdefault((told.when.first, told.when.last), set()).add(told.group)
    if not stretches:
        return None, None

    def support(days: tuple[date | None, date | None]) -> int:
        return len({group for other, groups in stretches.items() if _meet(days, other) for group in groups})

    ranked = sorted(stretches, key=lambda days: (-support(days), _width(days)))
    first, last = ranked[0]
    for other in ranked[1:]:
        if _meet((first, last), other):
            first = max((day for day in (first, other[0]) if day is not None), default=None)
            last = min((day for day in (last, other[1]) if day is not None), default=None)
    return first, last


def _days_off(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> int:
    """Days between two stretches; an open end reaches any day."""
    (first, last), (other_first, other_last) = a, b
    gaps = [
        (start - end).days
        for start, end in ((first, other_last), (other_first, last))
        if start is not None and end is not None
    ]
    return max(gaps, default=0)


def _meet(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    return (a[0] or date.min) <= (b[1] or date.max) and (b[0] or date.min) <= (a[1] or date.max)


def _width(days: tuple[date | None, date | None]) -> int:
    return ((days[1] or date.max) - (days[0] or date.min)).days


def _setting_is_contested(
    claims: Sequence[Told],
    place: Place | None,
    first: date | None,
    last: date | None,
    rules: Rules,
    contains: Contains | None,
) -> bool:
    """Some report gives a place or day that cannot be the settled one. A night has two dates: one day off is none."""
    where = place is not None and any(
        told.place is not None and not agree(place, told.place, contains, rules) for told in claims
    )
    dated = [told.when for told in claims if told.when is not None]
    return where or any(_days_off((first, last), (when.first, when.last)) > 1 for when in dated)
