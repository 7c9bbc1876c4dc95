"""Parties carried within a report: a surname for the full name, an acronym for what it was introduced with, a pronoun
for the one party it can mean. Conservative: where two fit, none is taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.codebook.entries import Codebook
from dateline.model import Mention, Party, PartyKind, Sentence, Token

_PERSON = {"he", "she", "him", "her", "his"}
_GROUP = {"they", "them", "their"}
_BODY = {"it", "its"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_OBJECTS = {"dobj", "dative", "pobj"}


def carry(sentences: Sequence[Sentence], mentions: Sequence[Mention], book: Codebook) -> tuple[Mention, ...]:
    """The mentions with short names resolved, and a mention for each pronoun that means one party."""
    known: list[Mention] = []
    full: dict[str, Party] = {}
    for mention in mentions:
        party = mention.value
        if isinstance(party, Party):
            mention = _short_name(mention, party, full)
            if isinstance(mention.value, Party) and mention.value.name:
                _learn(mention.value, full)
        known.append(mention)
    pronouns = _pronouns(sentences, known)
    known = [_owned(sentences[m.sentence], m, pronouns) for m in known]
    known.extend(pronouns)
    return tuple(sorted(known, key=lambda m: (m.span.part != "title", m.span.start, m.span.end)))


def _owned(sentence: Sentence, mention: Mention, pronouns: Sequence[Mention]) -> Mention:
    """A role noun with the party that its possessive pronoun means: "its soldiers" are those of the group it names."""
    party = mention.value
    if not isinstance(party, Party) or party.entity is not None or not mention.by.startswith("role:"):
        return mention
    if party.country is not None and not mention.leaning_on:  # "its Syrian allies" are Syria's
        return mention
    inside = [p for p in pronouns if p.sentence == mention.sentence and mention.span.contains(p.span)]
    owners = [p.value for p in inside if sentence.tokens[sentence.within(p.span)[0]].dep == "poss"]
    if len(owners) != 1 or not isinstance(owners[0], Party) or owners[0].kind == "person":
        return mention
    owner = owners[0]
    if owner.kind == "country":
        made = replace(party, country=owner.country)
    else:
        made = replace(
            party, name=owner.name, entity=owner.entity, country=owner.country, sector=owner.sector or party.sector
        )
    return replace(mention, value=made, by=f"{mention.by}+rule:owner-pronoun@1", leaning_on=())


def _learn(party: Party, full: dict[str, Party]) -> None:
    """The keys that may later stand for this party: a person's last name, an organisation's initials."""
    name = party.name or ""
    full.setdefault(name, party)
    words = re.findall(r"[\w'’]+", name)
    if party.kind == "person" and len(words) > 1:
        full.setdefault(words[-1], party)
    elif party.kind in {"organisation", "group"} and len(words) > 1:
        initials = "".join(word[0] for word in words if word[0].isupper())
        if len(initials) >= 2:
            full.setdefault(initials, party)


def _short_name(mention: Mention, party: Party, full: dict[str, Party]) -> Mention:
    if party.entity is not None or party.name is None or not mention.by.endswith("proper-name@1"):
        return mention
    earlier = full.get(party.name)
    if earlier is None or (earlier.sector is None and earlier.country is None and earlier.name == party.name):
        return mention
    if party.sector is not None or party.country is not None:  # a title gave its own code here
        return mention
    return replace(mention, value=earlier, by="rule:short-name@1")


def _pronouns(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Mention]:
    """He, she, they and it as subject, object or possessor: the subject of the sentence before, or an earlier subject
    of the same sentence, if it agrees in number and is the only one that does."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    found: list[Mention] = []
    for sentence in sentences:
        for token in sentence.tokens:
            low = token.text.lower()
            if token.pos != "PRON" or low not in _PERSON | _GROUP | _BODY:
                continue
            earlier = _candidates(sentence, token, by_sentence, sentences)
            if len(earlier) == 1:
                party = earlier[0].value
                made = Mention("actor", sentence.cover([token.i]), party, sentence.index, "rule:pronoun@1")
                found.append(made)
    return found


def _candidates(
    sentence: Sentence, token: Token, by_sentence: dict[int, list[Mention]], sentences: Sequence[Sentence]
) -> list[Mention]:
    kinds = _kinds(token.text.lower())
    before = [m for m in by_sentence.get(sentence.index, ()) if m.span.end <= token.start and _agrees(m, kinds)]
    here = [m for m in before if _stands(sentence, m, _SUBJECTS)]
    if token.dep in _OBJECTS:  # nobody does to "him" what he himself does: "the mob seized two men and beat them"
        own = _own_subjects(sentence, token)
        here = [
            m for m in before if _stands(sentence, m, _SUBJECTS | _OBJECTS) and not own & {*sentence.within(m.span)}
        ]
        if not here and own:
            here = [m for m in before if _stands(sentence, m, {"poss"}) and not own & {*sentence.within(m.span)}]
    if here:
        return _distinct(here)
    last = sentence.index - 1
    if (
        last < 0
        or sentences[last].paragraph < sentence.paragraph - 1
        or sentences[last].span.part != sentence.span.part
    ):
        return []
    if token.text.lower() in _BODY and token.dep not in _SUBJECTS:
        return []
    return _distinct([m for m in _subjects(sentences[last], by_sentence) if _agrees(m, kinds)])


def _subjects(sentence: Sentence, by_sentence: dict[int, list[Mention]]) -> list[Mention]:
    return [mention for mention in by_sentence.get(sentence.index, ()) if _stands(sentence, mention, _SUBJECTS)]


def _stands(sentence: Sentence, mention: Mention, deps: set[str]) -> bool:
    head = sentence.head_of(mention.span)
    return head is not None and sentence.tokens[head].dep in deps


def _own_subjects(sentence: Sentence, token: Token) -> set[int]:
    """The tokens of the subject of the clause in which a token stands as an object, lent where the clause has none."""
    for above in sentence.ancestors(token.i):
        if above.pos not in {"VERB", "AUX"}:
            continue
        own = sentence.kids(above.i, *_SUBJECTS)
        if own:
            return {i for kid in own for i in sentence.subtree(kid.i)}
        if above.dep not in {"conj", "xcomp", "advcl"}:
            return set()
    return set()


def _kinds(pronoun: str) -> set[PartyKind]:
    """The kinds of party that a pronoun may mean."""
    if pronoun in _PERSON:
        return {"person"}
    return {"group", "organisation"} if pronoun in _GROUP else {"country", "organisation", "group"}


def _agrees(mention: Mention, kinds: set[PartyKind]) -> bool:
    """Whether a party may be meant; a group by "it" only where it has a name of its own ("the SDF", not "soldiers")."""
    party = mention.value
    if not isinstance(party, Party) or party.kind not in kinds:
        return False
    return party.kind != "group" or "country" not in kinds or party.entity is not None


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    seen: dict[str, Mention] = {}
    for mention in mentions:
        seen[repr(mention.value)] = mention
    return list(seen.values())
