"""How well an event is attested: voices, grade and what is contested, as pure functions of its attestations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.merge.voices import Attestation
from dateline.model import Grade

# Occurrence and responsibility are judged here, counts and places where the values are settled.
OCCURRENCE = "occurrence"
RESPONSIBILITY = "responsibility"
COUNT = "count"
PLACE_DATE = "place_date"
CONTESTED = (OCCURRENCE, RESPONSIBILITY, COUNT, PLACE_DATE)


@dataclass(frozen=True, slots=True)
class Attested:
    """How many independent voices hold an event, and its grade.

    U0 only spun or untraceable; U1 one voice, however often repeated; C1 two voices of one stake; C2 of different
    stakes, or one of them neutral and first-hand; C3 admitted by the side it harms, or established by a ruling or
    document; R taken back by every report that held it.
    """

    voices: int
    grade: Grade


def attest(attestations: Sequence[Attestation]) -> Attested:
    """Independent of order; a repeated attestation changes nothing, a denial lowers no voices."""
    holding = [one for one in attestations if one.holds]
    voices = count_voices(holding)
    if not holding:
        return Attested(0, "U0")
    retracted = {one.group for one in attestations if one.retracted}
    if {one.group for one in holding} <= retracted:
        return Attested(voices, "R")
    if any(one.establishes for one in attestations if not one.denies):
        return Attested(voices, "C3")
    if voices < 2:
        return Attested(voices, "U1")
    stakes = {one.stake for one in holding} - {"unknown"}
    apart = len(stakes) > 1 or any(one.first_hand for one in holding)
    return Attested(voices, "C2" if apart else "C1")


def count_voices(holding: Sequence[Attestation]) -> int:
    """The most attestations of which no two share a root report or an ultimate source.

    Two agencies that quote one spokesman are one voice, and so is one report that quotes two people: a maximum matching
    between independence groups and sources (augmenting paths).
    """
    sources: dict[str, set[str]] = defaultdict(set)
    for one in holding:
        sources[one.group].add(one.source)
    heard_through: dict[str, str] = {}

    def place(group: str, tried: set[str]) -> bool:
        for source in sorted(sources[group] - tried):
            tried.add(source)
            if source not in heard_through or place(heard_through[source], tried):
                heard_through[source] = group
                return True
        return False

    return sum(place(group, set()) for group in sorted(sources))


def disputes(attestations: Sequence[Attestation]) -> set[str]:
    """What denials dispute: whether it took place or, where the accused denies it for itself, who did it.

    A statement that its own speaker takes back leaves the occurrence in dispute.  Where a report quotes the accused,
    what else it says of the denial in its own voice is the same denial.
    """
    found = set()
    accused = {one.group for one in attestations if one.denies and one.own_denial and not one.withdrawn}
    for one in attestations:
        repeats = one.group in accused and one.source == f"report {one.group}"
        if one.denies and not (repeats and not one.own_denial):
            found.add(RESPONSIBILITY if one.own_denial and not one.withdrawn else OCCURRENCE)
    return found
