"""Which party a noun phrase stands for: its country, sector, entity and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.codebook import role_on
from dateline.codebook.entries import ActorEntry, Codebook, RoleNoun
from dateline.find.names import Hit, NameIndex
from dateline.model import Party, PartyKind, Sentence, Token

ORGANS = {"GOV": "gov", "MIL": "army", "COP": "police", "LEG": "parliament", "JUD": "courts"}
"""The organ of a state that a role noun of this sector belongs to; its id is the country's and this word."""

_MODIFIERS = ("amod", "compound", "poss", "nmod", "nummod")
_PLURAL = {"NNS", "NNPS"}


@dataclass(frozen=True, slots=True)
class ActorIndex:
    """The codebook's names and role nouns, looked up by word."""

    names: NameIndex
    roles: Mapping[str, tuple[tuple[tuple[str, ...], RoleNoun], ...]]

    @classmethod
    def of(cls, book: Codebook) -> ActorIndex:
        roles: dict[str, list[tuple[tuple[str, ...], RoleNoun]]] = {}
        for role in book.roles:
            for noun in role.nouns:
                *rest, head = noun.lower().replace("-", " - ").split()
                roles.setdefault(head, []).append((tuple(rest), role))
        for some in roles.values():
            some.sort(key=lambda pair: -len(pair[0]))
        return cls(NameIndex.of(book), {head: tuple(some) for head, some in roles.items()})

    def role_of(self, sentence: Sentence, head: Token) -> tuple[RoleNoun, int] | None:
        """The role that this noun, with the words before it, names; and the first token of it."""
        low = head.text.lower()
        forms = (head.lemma, low, low.removesuffix("s")) if head.tag == "NNPS" else (head.lemma, low)
        for lemma in forms:
            for rest, role in self.roles.get(lemma, ()):
                first = head.i - len(rest)
                if first >= 0 and all(
                    word in (t.lemma, t.text.lower())
                    for word, t in zip(rest, sentence.tokens[first : head.i], strict=True)
                ):
                    return role, first
        return None


@dataclass(frozen=True, slots=True)
class Reach:
    """What resolving a phrase of one report may lean on: its day, its codebook, the country it is about."""

    book: Codebook
    index: ActorIndex
    day: date | None
    country: str | None
    about: frozenset[str]


def plural(head: Token) -> bool:
    return head.tag in _PLURAL


def entry_of(hit: Hit, reach: Reach) -> ActorEntry | None:
    """The one entry that a name means here: the only one, else the only one whose country the report is about."""
    entries = [reach.book.actors[i] for i in hit.entries]
    if hit.how == "weak":
        entries = [entry for entry in entries if {entry.id, *_countries(entry, reach)} & reach.about]
    if len(entries) > 1:
        near = [entry for entry in entries if set(_countries(entry, reach)) & reach.about]
        serving = [entry for entry in near or entries if role_on(entry, reach.day)]
        entries = near if len(near) == 1 else serving
    return entries[0] if len(entries) == 1 else None


def _countries(entry: ActorEntry, reach: Reach) -> list[str]:
    return [role.code.split()[0] for role in entry.roles if role.code.split()[0] in reach.book.countries]


def split_code(code: str | None, book: Codebook) -> tuple[str | None, str | None]:
    """Country and sector of a code such as "NER MIL", "FRA" or "UAF"."""
    if code is None:
        return None, None
    first, _, rest = code.partition(" ")
    if first in book.sectors:
        return None, first
    return first, rest.split(" ")[0] if rest else None


def party_of_entry(entry: ActorEntry, reach: Reach) -> Party:
    country, sector = split_code(role_on(entry, reach.day), reach.book)
    return Party(entry.name, entry.id, country, sector, entry.kind)


def party_of_role(role: RoleNoun, head: Token, owner: Party | None, reach: Reach) -> Party:
    """The party that a role noun names, given the state or organisation it belongs to."""
    kind: PartyKind = role.kind
    if kind != "organisation":
        kind = "group" if plural(head) or role.kind == "group" else "person"
    if owner is None:
        return Party(None, None, None, role.sector, kind)
    if owner.kind == "country":
        organ = ORGANS.get(role.sector or "") if role.state else None
        entity = reach.book.actors.get(f"{(owner.country or '').lower()}-{organ}") if organ else None
        return Party(entity.name if entity else None, entity.id if entity else None, owner.country, role.sector, kind)
    return Party(owner.name, owner.entity, owner.country, owner.sector or role.sector, kind)


def owner_of(sentence: Sentence, head: Token, hits: Sequence[Hit], reach: Reach) -> tuple[Party, Hit] | None:
    """The state or organisation that a role noun's modifiers name: "French", "Niger's", "SDF", "of the Taliban".

    A participle between them breaks the tie: "Turkish-backed rebels" are not Turkey's own.
    """
    by_token = {i: hit for hit in hits for i in range(hit.first, hit.last + 1)}
    for kid in sentence.kids(head.i, *_MODIFIERS):
        hit = by_token.get(kid.i)
        if hit is not None and not _backed(sentence, kid.i, head.i):
            entry = entry_of(hit, reach)
            if entry is not None and hit.how != "capital":
                return party_of_entry(entry, reach), hit
        if kid.dep in {"compound", "amod", "poss"} and hit is None:  # "Niger's army chief", "SDF media official"
            inner = owner_of(sentence, kid, hits, reach) if kid.pos in {"NOUN", "PROPN"} else None
            if inner is not None:
                return inner
    for prep in sentence.kids(head.i, "prep"):
        if prep.lemma not in {"of", "from", "in"}:
            continue
        for noun in sentence.kids(prep.i, "pobj"):
            hit = by_token.get(noun.i)
            entry = entry_of(hit, reach) if hit is not None and hit.how in {"name", "weak"} else None
            if entry is not None and hit is not None and (prep.lemma == "of" or entry.kind == "country"):
                return party_of_entry(entry, reach), hit
            if prep.lemma == "of" and hit is None:
                inner = owner_of(sentence, noun, hits, reach)
                if inner is not None:
                    return inner
    return None


def _backed(sentence: Sentence, i: int, head: int) -> bool:
    """Whether a participle ("-backed", "-led", "-trained") stands between a modifier and its noun."""
    return any(t.text == "-" for t in sentence.tokens[i:head]) and any(
        t.tag in {"VBN", "VBD"} for t in sentence.tokens[i:head]
    )


def with_country(party: Party, country: str, reach: Reach) -> Party:
    """The same role as an organ of this country."""
    organ = ORGANS.get(party.sector or "")
    entity = reach.book.actors.get(f"{country.lower()}-{organ}") if organ else None
    return replace(
        party,
        country=country,
        name=entity.name if entity else party.name,
        entity=entity.id if entity else party.entity,
    )


def main_country(countries: Sequence[str]) -> str | None:
    """The country a report is about: the only one that its places lie in, or one with at least two in three of them."""
    counted = Counter(countries).most_common(2)
    if not counted:
        return None
    country, times = counted[0]
    return country if 3 * times >= 2 * len(countries) else None
