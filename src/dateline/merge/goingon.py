"""How a report goes on with what it told: "Gunmen killed two ... The men began to shoot when the lorry stopped." """

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dateline.merge.compare import Judged, counts_evidence, parting
from dateline.merge.nearness import Contains
from dateline.merge.parties import parties_evidence, party_evidence
from dateline.merge.rules import Rules
from dateline.merge.told import Told
from dateline.model import Link, Party, Tally

GOES_ON = "rule:goes-on@1"
GOES_ON_SCORE = 0.7


def going_on(told: Sequence[Told], rules: Rules, contains: Contains | None) -> Iterator[Judged]:
    """Links from claims that say nothing of their own on place, day or people to the fuller one told last before them.

    Only within one report, one type and a few sentences, and only where nothing contradicts.  Whoever speaks does a
    thing of its own each time, so acts of words are left out.
    """
    reports: dict[str, list[Told]] = defaultdict(list)
    for one in sorted(told, key=lambda one: one.order):
        if one.status == "happened" and not one.in_title:
            reports[one.document].append(one)
    for name in sorted(reports):
        full: dict[str, Told] = {}
        for one in reports[name]:
            if one.event_type in rules.words["types that the actor makes"]:
                continue
            before = full.get(one.event_type)
            if before is not None and _continues(one, before, rules, contains):
                reason = f"both {one.event_type}; the report goes on with it"
                yield Judged(Link(before.id, one.id, True, GOES_ON_SCORE, GOES_ON, reason))
            elif (
                one.place is not None or one.when is not None or any(_says_who(p) for p in one.actors + one.recipients)
            ):
                full[one.event_type] = one


def _continues(one: Told, before: Told, rules: Rules, contains: Contains | None) -> bool:
    if one.place is not None or one.when is not None or one.beside is not None or one.another:
        return False
    if one.action.start - before.action.start > rules.measures["goes on within characters"]:
        return False
    if any(_apart(a, b) for a in before.counts for b in one.counts):
        return False
    known = before.actors + before.recipients
    if any(_says_who(party) and not _among(party, known, rules) for party in one.actors + one.recipients):
        return False
    evidence = [
        *parting(before, one, rules, contains),
        *parties_evidence(before, one, rules),
        counts_evidence(before, one, rules),
    ]
    return not any(found.against for found in evidence)


def _apart(a: Tally, b: Tally) -> bool:
    """Whether two figures of one thing cannot be the same: "injured eleven officers", "two men with bullet wounds".

    What goes on with a deed without a word on where, when or who brings no other toll.
    """
    x, y = a.count.value, b.count.value
    same = (a.what, a.of) == (b.what, b.of)
    return same and ((x.high is not None and x.high < y.low) or (y.high is not None and y.high < x.low))


def _says_who(party: Party) -> bool:
    return party.code is not None or party.entity is not None or party.name is not None


def _among(party: Party, known: Sequence[Party], rules: Rules) -> bool:
    return any(party_evidence(party, other, rules).weight > 0 for other in known)
