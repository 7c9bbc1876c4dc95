"""Who holds an event: which claims count, who speaks in them, and for which side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.merge.compare import PAST
from dateline.merge.rules import Rules
from dateline.merge.told import Told
from dateline.model import Lineage, Party, Status

Stake = Literal["initiator_side", "target_side", "third", "unknown"]

_DISTRUSTED = frozenset({"likely", "proven"})


@dataclass(frozen=True, slots=True)
class Attestation:
    """What one claim adds to how well an event is attested.

    ``source`` names the ultimate source; a report that speaks for itself is its own.  ``holds`` is false for a claim
    that tells the event otherwise (a denial, a plan).  ``establishes`` marks a ruling or document, or an admission
    against the speaker's own interest.  ``withdrawn`` marks a source that takes back what it said, ``retracted`` a
    report that does.
    """

    claim: str
    group: str
    source: str
    stake: Stake
    holds: bool
    first_hand: bool = False
    establishes: bool = False
    denies: bool = False
    own_denial: bool = False
    withdrawn: bool = False
    retracted: bool = False


def status_of(members: Sequence[Told], lineages: Mapping[str, Lineage], rules: Rules) -> Status:
    """The first status, in the codebook's order, of any claim that can be relied on; of any claim where none can."""
    relied = [told for told in members if reliable(told, lineages)] or list(members)
    present = {told.status for told in relied}
    return next(status for status in rules.statuses if status in present)


def reliable(told: Told, lineages: Mapping[str, Lineage]) -> bool:
    """Can the act itself be read from this claim? Not from a spun text, whose words nobody chose."""
    lineage = lineages.get(told.document)
    spun = lineage is not None and (lineage.kind == "spun" or lineage.spun.verdict in _DISTRUSTED)
    return told.typed and not spun


def voters(members: Sequence[Told], status: Status, lineages: Mapping[str, Lineage], rules: Rules) -> tuple[Told, ...]:
    """The claims that hold an event: reliable, of its status, and no mere repetition."""
    held = PAST if status in PAST else frozenset({status})
    return _without_copies([told for told in members if told.status in held], lineages, rules)


def _without_copies(claims: Sequence[Told], lineages: Mapping[str, Lineage], rules: Rules) -> tuple[Told, ...]:
    """A copy speaks only where nothing else of its group does, and then one report of the group alone."""
    good = [told for told in claims if reliable(told, lineages)]
    own = [told for told in good if _kind(told, lineages) not in rules.words["lineages without a voice"]]
    speaking = {told.group for told in own}
    stand_in: dict[str, str] = {}
    for told in sorted(good, key=lambda one: one.order):
        if told.group not in speaking:
            stand_in.setdefault(told.group, told.document)
    others = [told for told in good if stand_in.get(told.group) == told.document]
    return tuple(sorted([*own, *others], key=lambda one: one.order))


def _kind(told: Told, lineages: Mapping[str, Lineage]) -> str:
    lineage = lineages.get(told.document)
    return lineage.kind if lineage is not None else "original"


def source_of(told: Told, rules: Rules) -> str:
    """The ultimate source: a known actor, a named person, a body by its code, else its class and words.

    A report that names no source, or a nameless one, is its own.
    """
    said = told.said
    if said is None or said.source is None or said.source_class in rules.words["nameless sources"]:
        return narrator(told)
    party = said.party
    if party is not None and party.entity is not None and party.kind != "country":
        return f"actor {party.entity}"
    if party is not None and party.name is not None and party.kind == "person":
        return f"person {party.name.casefold().split()[-1]}"
    if party is not None and party.country is not None and party.sector is not None:
        return f"body {party.code}"
    return f"{said.source_class} {told.speaker}"


def narrator(told: Told) -> str:
    return f"report {told.group}"


def attestations(
    members: Sequence[Told],
    holding: Sequence[Told],
    status: Status,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    lineages: Mapping[str, Lineage],
    rules: Rules,
) -> tuple[Attestation, ...]:
    """What each claim adds, in order. ``holding`` are the event's voters."""
    held = {told.id for told in holding}
    attributed = {told.group for told in holding if source_of(told, rules) != narrator(told)}
    denying = [told for told in members if status in PAST and told.status == "negated"]
    denied = {told.id for told in _without_copies(denying, lineages, rules)}
    out = []
    for told in members:
        if told.id not in held and told.id not in denied:
            continue
        source = source_of(told, rules)
        # Where a report names its source for an event, its own voice repeats that source.
        holds = told.id in held and not (source == narrator(told) and told.group in attributed)
        denies = told.id not in held
        before = [one for one in holding if source_of(one, rules) == source and one.order < told.order]
        out.append(
            Attestation(
                told.id,
                told.group,
                source,
                stake_of(told, actors, recipients, rules),
                holds=holds,
                first_hand=_class(told) in rules.words["neutral first-hand sources"],
                establishes=not denies and establishes(told, rules),
                denies=denies,
                own_denial=denies and _speaks_for(told, told.actors, rules),
                withdrawn=denies and bool(before),
                retracted=denies and source == narrator(told) and any(one.document != told.document for one in before),
            )
        )
    return tuple(out)


def _class(told: Told) -> str | None:
    return told.said.source_class if told.said is not None else None


def _party(told: Told) -> Party | None:
    return told.said.party if told.said is not None else None


def stake_of(told: Told, actors: Sequence[Party], recipients: Sequence[Party], rules: Rules) -> Stake:
    """On which side of the event its source stands; a report that speaks for itself has no part in it."""
    source_class, party = _class(told), _party(told)
    if source_class is None:
        return "third"
    if party is not None and (party.entity is not None or party.country is not None):
        acts = any(_one_body(party, actor) for actor in actors)
        suffers = any(_one_body(party, recipient) for recipient in recipients)
        if not acts and not suffers:
            acts = any(_one_side(party, actor, rules) for actor in actors)
            suffers = any(_one_side(party, recipient, rules) for recipient in recipients)
        if acts or suffers:
            return "unknown" if acts and suffers else "initiator_side" if acts else "target_side"
    side = rules.side_of_class.get(source_class, "unknown")
    if side == "target":
        return "target_side"
    if side == "third" or side == "unknown":
        return "third" if side == "third" else "unknown"
    acts, suffers = (_has_side(parties, side, party, rules) for parties in (actors, recipients))
    if acts and suffers:
        return "unknown"
    return "initiator_side" if acts else "target_side" if suffers else "third"


def _one_body(party: Party, other: Party) -> bool:
    """The same actor, or the same organ of the same country."""
    if party.entity is not None and other.entity is not None and party.kind == other.kind:
        return party.entity == other.entity
    return party.country is not None and (party.country, party.sector) == (other.country, other.sector)


def _one_side(party: Party, other: Party, rules: Rules) -> bool:
    """Of one country and one side: police and army, an army and its state."""
    if party.country is None or party.country != other.country:
        return False
    return _side(party, rules) == _side(other, rules) != "unknown"


def _side(party: Party, rules: Rules) -> str:
    """A state without a named organ acts as a state."""
    return rules.side_of_sector.get(party.sector, "unknown") if party.sector else "state"


def _has_side(parties: Sequence[Party], side: str, speaker: Party | None, rules: Rules) -> bool:
    country = speaker.country if speaker is not None else None
    return any(
        _side(party, rules) == side and (country is None or party.country in (None, country))
        for party in parties
        if party.code is not None
    )


def _speaks_for(told: Told, parties: Sequence[Party], rules: Rules) -> bool:
    """Does the source speak for one of these parties: as that body, or by its class where no party is named?"""
    source_class, party = _class(told), _party(told)
    if source_class is None:
        return False
    if told.doers & rules.words["words for the speaker itself"] and parties == told.actors:
        return True
    if party is not None and party.country is not None:
        return any(_one_body(party, other) or _one_side(party, other, rules) for other in parties)
    if source_class in rules.words["sources that deny for themselves"]:
        return bool(parties)
    side = rules.side_of_class.get(source_class)
    return any(_side(other, rules) == side for other in parties if other.code is not None)


def _is_body(told: Told, parties: Sequence[Party], rules: Rules, sectors: Collection[str]) -> bool:
    """Is the source itself one of these parties, by name, by code, or by the sector of its class?"""
    source_class, party = _class(told), _party(told)
    chosen = [other for other in parties if other.sector in sectors]
    if party is not None and party.code is not None:
        return any(_one_body(party, other) for other in chosen)
    sector = rules.sector_of_class.get(source_class or "")
    return sector is not None and any(other.sector == sector for other in chosen)


def establishes(told: Told, rules: Rules) -> bool:
    """A ruling or document holds it, or a party says it against its own interest.

    That is: its own losses, or harm that it did to civilians or prisoners. An arrest, a seizure or dead opponents that
    a party presents itself are no admission (contract, C3).
    """
    words = rules.words
    if told.certainty not in ("certain", "probable"):
        return False
    if _class(told) in words["establishing sources"]:
        return True
    if words["words for courts"] & set(told.speaker.split()) and all(actor.sector != "JUD" for actor in told.actors):
        return True
    if told.event_type != "ASSAULT":
        return False
    hurt = any(tally.what in words["losses"] and tally.of != "actors" for tally in told.counts)
    everybody = frozenset(rules.side_of_sector)
    did_it = _is_body(told, told.actors, rules, everybody)
    if _is_body(told, told.recipients, rules, words["sectors under arms"]) and hurt and not did_it:
        return True
    spared = any(other.sector in words["sectors spared in war"] for other in told.recipients)
    spared = spared or bool(told.victims & words["words for prisoners"])
    harmed = hurt or (bool(told.modes) and "crowd-control" not in told.modes)
    return did_it and spared and harmed
