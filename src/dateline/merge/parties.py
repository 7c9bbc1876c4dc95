"""How the parties of two claims stand to each other: the same, one within the other, another, or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from dateline.merge.nearness import SILENT, Evidence
from dateline.merge.rules import Rules
from dateline.merge.told import Told, fold
from dateline.model import Party


def party_evidence(left: Party, right: Party, rules: Rules) -> Evidence:
    """What two parties say of one role. A role alone ("gunmen") contradicts no name on the same side."""
    weights = rules.weights
    if left.entity is not None and left.entity == right.entity:
        kind = "same code" if left.kind == "country" else "same actor"
        return Evidence("parties", weights[kind], left.name or left.entity)
    if _named(left) and _named(right) and (left.entity is None or right.entity is None):
        a, b = set(fold(left.name or "").split()), set(fold(right.name or "").split())
        if a <= b or b <= a:
            kind = "same person" if "person" in (left.kind, right.kind) else "same actor"
            return Evidence("parties", weights[kind], left.name or "")
        if left.kind == right.kind == "person" and not a & b:
            return _apart(left, right)
    if left.country is not None and right.country is not None and left.country != right.country:
        return _apart(left, right)
    if _other_entity(left, right):
        return _apart(left, right)
    if (left.country or left.sector) is None or (right.country or right.sector) is None:
        return SILENT
    if left.country is not None and left.country == right.country:
        if left.sector == right.sector:
            return Evidence("parties", weights["same code"], left.code or "")
        if left.sector is None or right.sector is None:
            return Evidence("parties", weights["country and its organ"], f"{left.code} and {right.code}")
    elif left.sector is not None and left.sector == right.sector:
        return Evidence("parties", weights["same sector"], left.sector)
    return _apart(left, right) if _sides_part(left.sector, right.sector, rules) else SILENT


def _apart(left: Party, right: Party) -> Evidence:
    return Evidence("parties", 0.0, f"{_label(left)} is not {_label(right)}", "soft")


def _named(party: Party) -> bool:
    return party.name is not None and party.kind != "country"


def _label(party: Party) -> str:
    return party.name or party.code or party.kind


def _other_entity(left: Party, right: Party) -> bool:
    """Two organisations of one kind with names of their own; an officer and his army may be one actor."""
    if left.entity is None or right.entity is None or left.kind != right.kind:
        return False
    return left.kind != "country" and left.code == right.code


def _sides_part(left: str | None, right: str | None, rules: Rules) -> bool:
    """Army and police may both be "security forces"; teachers are no traders, but both are civilians."""
    a, b = (rules.side_of_sector.get(sector or "", "unknown") for sector in (left, right))
    if a == b == "civil":
        return "CVL" not in (left, right)
    return "unknown" not in (a, b) and a != b


def role_evidence(left: Sequence[Party], right: Sequence[Party], rules: Rules) -> Evidence:
    """The best that any pair of parties says; contradicted only where every pair is."""
    if not left or not right:
        return SILENT
    if len(left) == len(right) == 1:
        return party_evidence(left[0], right[0], rules)
    found = [party_evidence(a, b, rules) for a, b in product(left, right)]
    return max(found, key=lambda one: (one.weight, one.against == "", one.words))


def parties_evidence(left: Told, right: Told, rules: Rules) -> tuple[Evidence, ...]:
    """Actors and recipients. Where all act together, or a fight has two sides, a party may stand in either role."""
    if _two_sided(left, rules) or _two_sided(right, rules):
        together = role_evidence(left.actors + left.recipients, right.actors + right.recipients, rules)
        if together.against or len(left.actors + left.recipients) < 2 or len(right.actors + right.recipients) < 2:
            return (together,)
        return (together, *_second_pair(left, right, together, rules))
    return (_actors(left, right, rules), _recipients(left, right, rules))


def _actors(left: Told, right: Told, rules: Rules) -> Evidence:
    """Whoever threatens or accuses makes a happening of his own: another actor parts for good."""
    found = role_evidence(left.actors, right.actors, rules)
    if found.weight > 0 or left.event_type not in rules.words["types that the actor makes"]:
        return found
    pairs = list(product(left.actors, right.actors))
    if pairs and not any(_may_be_one(a, b, rules) for a, b in pairs):
        return _apart(*pairs[0])._replace(against="hard")
    return found


def _may_be_one(left: Party, right: Party, rules: Rules) -> bool:
    """Could these be two names of one speaker: organs of one state, a group and one of its side, or nobody known?"""
    if left.code is None or right.code is None:
        return True
    if party_evidence(left, right, rules).against:
        return False
    sides = [rules.side_of_sector.get(party.sector or "") for party in (left, right)]
    return left.country == right.country or (sides[0] == sides[1] and sides[0] is not None)


def _two_sided(told: Told, rules: Rules) -> bool:
    return told.event_type in rules.words["two-sided types"] or (len(told.actors) > 1 and not told.recipients)


def _second_pair(left: Told, right: Told, first: Evidence, rules: Rules) -> tuple[Evidence, ...]:
    """A meeting of two is another meeting where the second party is another: the best pair but for the first."""
    pairs = [
        party_evidence(a, b, rules) for a, b in product(left.actors + left.recipients, right.actors + right.recipients)
    ]
    others = [one for one in pairs if one.words != first.words and not one.against and one.weight > 0]
    if others:
        return (max(others, key=lambda one: (one.weight, one.words)),)
    rest = [one for one in pairs if not one.against and one.words != first.words]
    if rest:
        return ()
    return (Evidence("parties", 0.0, "the other parties differ", "soft"),)


def _recipients(left: Told, right: Told, rules: Rules) -> Evidence:
    """One happening may hit several: soldiers in one report, civilians in another. Other states or persons part."""
    found = role_evidence(left.recipients, right.recipients, rules)
    if not found.against:
        return found
    apart = all(
        (a.country is not None and b.country is not None and a.country != b.country)
        or (_named(a) and _named(b) and a.kind == b.kind)
        for a, b in product(left.recipients, right.recipients)
    )
    return found if apart else SILENT
