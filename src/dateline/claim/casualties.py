"""What became of those hit, where the report tells it apart from the deed: "He was pronounced dead at the scene".

A shooting and its outcome mostly stand in different sentences.  The outcome is bound to the deed by a named rule: the
harmed person must fit somebody whom the deed befell, and the nearest deed before goes first.  Its evidence are the
words that tell the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.claim.cues import CueIndex
from dateline.claim.scene import Scene
from dateline.claim.status import judge
from dateline.claim.tolls import ONE_PERSON, order, verb_toll
from dateline.claim.tollwords import TollIndex
from dateline.model import Act, Claim, Count, Party, Sentence, Sourced, Span, Tally, Token

FARTHEST = 5
"""How many sentences after a deed its outcome may still be told without the victim's name."""

APART = "-told-apart@1"
_SUBJECTS = ("nsubj", "nsubjpass")
_TOLD = {"happened", "historical"}
_SINGULAR = {
    "he": "male", "him": "male", "his": "male", "himself": "male", "she": "female", "her": "female", "herself": "female"
}  # fmt: skip
_AGE = re.compile(r"\b(\d{1,3}) ?-? ?years? ?-? ?old")


@dataclass(frozen=True, slots=True)
class Victim:
    """Somebody as the words give him: surname, noun, "male" or "female", how many; ``None`` where they are silent.

    ``bare`` is true of pronouns and of words that fit anyone ("the victim"), ``plural`` of more than one, ``hurt``
    where the deed's own words say that he lived ("wounded", not "shot"), ``further`` of one who is told to be not the
    first ("the second victim").  ``age`` in years.
    """

    name: str | None
    noun: str
    gender: str | None
    number: int | None
    bare: bool
    plural: bool = False
    hurt: bool = False
    age: int | None = None
    further: bool = False

    def fits(self, other: Victim, index: TollIndex) -> bool:
        """Whether both may be the same."""
        if self.number != other.number and None not in (self.number, other.number):
            return False
        if (self.plural and other.number == 1) or (other.plural and self.number == 1):
            return False
        if self.name and other.name:
            return self.name == other.name
        if self.age != other.age and None not in (self.age, other.age):
            return False
        if self.further != other.further and (self if other.further else other).noun not in _SINGULAR:
            return False
        if self.gender and other.gender and self.gender != other.gender:
            return False
        apart = index.apart & {self.noun, other.noun}
        return not apart or self.noun == other.noun or self.bare or other.bare


@dataclass(frozen=True, slots=True)
class Outcome:
    """Somebody is told to be dead or hurt in a sentence; ``evidence`` shows who and what became of them."""

    what: str
    victim: Victim
    sentence: int
    evidence: tuple[Span, ...]


def settle(claims: Sequence[Claim], views: Sequence[Scene], index: TollIndex, cues: CueIndex) -> list[Claim]:
    """The claims with the dead and hurt that other sentences tell of; who died is no longer counted as hurt."""
    at = {(scene.sentence.span.part, scene.sentence.span.start): n for n, scene in enumerate(views)}
    places = [at[claim.sentence.part, claim.sentence.start] for claim in claims]
    hit = [_befallen(claim, views[place], index) for claim, place in zip(claims, places, strict=True)]
    out = list(claims)
    dead: list[Victim] = []
    for outcome in _outcomes(claims, places, views, index, cues):
        if outcome.what == "killed":
            dead.append(outcome.victim)
        elif any(outcome.victim.fits(victim, index) for victim in dead):
            continue  # hurt first and dead in the end
        for n, who in _targets(outcome, out, places, hit, index):
            out[n] = _with(out[n], who, outcome)
    return out


Befallen = tuple[tuple[int | None, Victim], ...]
"""Those whom a deed befell with their place among its recipients, ``None`` for one who is no party ("he was shot")."""


def _befallen(claim: Claim, scene: Scene, index: TollIndex) -> Befallen:
    """Those whom a deed befell, as long as it is an attack that took place."""
    if claim.event_type.value != "ASSAULT" or claim.status.value not in _TOLD:
        return ()
    found: list[tuple[int | None, Victim]] = []
    words = [scene.sentence.tokens[i] for i in scene.sentence.within(claim.action)]
    hurt = any(
        word.pos == "VERB" and index.verbs.get(word.lemma) == "injured" and word.lemma not in index.deadly
        for word in words
    )
    for who, role in enumerate(claim.recipients):
        if role.party.by.startswith("actor:") and role.party.value.kind != "person":
            continue  # a state or an armed group is no victim that could be one of those who died
        head = scene.sentence.head_of(role.span)
        low = next((t.count.value.low for t in claim.counts if t.of == "recipients" and t.who == who), None)
        if head is not None:
            found.append((who, replace(_victim(scene, scene.sentence.tokens[head], index, low), hurt=hurt)))
    for tally in claim.counts:
        if tally.of == "event" and tally.count.by == ONE_PERSON:
            token = scene.sentence.tokens[scene.sentence.within(tally.count.evidence[0])[-1]]
            found.append((None, replace(_victim(scene, token, index, 1), hurt=hurt)))
    return tuple(found)


def _victim(scene: Scene, token: Token, index: TollIndex, number: int | None = None) -> Victim:
    sentence = scene.sentence
    low = token.text.lower()
    mention = scene.party(token.i)
    party = mention.value if mention is not None and isinstance(mention.value, Party) else None
    named = token.tag in {"NNP", "NNPS"} and (party is None or party.kind == "person")
    if number is None:
        number = next(
            (c.value.low for c in scene.counts if isinstance(c.value, Count) and token.i in _counted(scene, c.span)),
            None,
        )
    if number is None and (low in _SINGULAR or named or token.tag == "NN"):
        number = 1
    if number is None and any(kid.text.lower() == "both" for kid in sentence.kids(token.i)):
        number = 2
    if low == "both":
        number = 2
    gender = _SINGULAR.get(low) or ("male" if token.lemma in index.male else None)
    gender = gender or ("female" if token.lemma in index.female else None)
    anyone = token.lemma in index.anyone and _victim_of(sentence, token, index) is None
    bare = low in _SINGULAR or low in {"both", "they"} or anyone
    plural = token.tag in {"NNS", "NNPS"} or low in {"they", "them", "both"}
    age = _AGE.search(" ".join(t.text for t in sentence.tokens[sentence.subtree(token.i)[0] : token.i + 1]).lower())
    further = any(k.text.lower() in index.further for k in sentence.kids(token.i, "det", "amod") if k.i < token.i)
    return Victim(
        token.text if named else None,
        token.lemma if low not in _SINGULAR else low,
        gender,
        number,
        bare,
        plural,
        age=int(age[1]) if age else None,
        further=further,
    )


def _counted(scene: Scene, span: Span) -> set[int]:
    """The tokens of a count and the noun it hangs from."""
    inside = set(scene.sentence.within(span))
    head = scene.sentence.head_of(span)
    return inside | ({scene.sentence.tokens[head].head} if head is not None else set())


# --- outcomes ---------------------------------------------------------------------------------------------------------


def _outcomes(
    claims: Sequence[Claim], places: Sequence[int], views: Sequence[Scene], index: TollIndex, cues: CueIndex
) -> list[Outcome]:
    """All that the report tells of dead and hurt: first the dead, in the order of the text."""
    found: list[Outcome] = []
    for claim, place in zip(claims, places, strict=True):
        for who, victim in _befallen(claim, views[place], index):
            if any(t.what == "killed" and _is_of(t, who) and _firm(t) for t in claim.counts):
                spans = (claim.recipients[who].span, claim.action) if who is not None else (claim.action,)
                found.append(Outcome("killed", victim, place, spans))
    for place, scene in enumerate(views):
        acting = {i for c, p in zip(claims, places, strict=True) if p == place for i in scene.sentence.within(c.action)}
        for what, token, told in _told(scene, index):
            if told.i in acting:
                continue
            act = Act(scene.sentence.index, told.i, (told.i,), nominal=told.pos == "NOUN")
            if judge(scene.sentence, act, cues).status != "happened":
                continue
            spans = (scene.sentence.cover([token.i]), scene.sentence.cover([told.i]))
            found.append(Outcome(what, _victim(scene, token, index), place, spans))
    return sorted(found, key=lambda o: (o.what != "killed", o.sentence, o.evidence[0].start))


def _firm(tally: Tally) -> bool:
    """A figure that can be those of one deed: no total and no bound ("more than 11,000 died in the war")."""
    return tally.scope == "event" and tally.count.value.qualifier == "exactly"


def _told(scene: Scene, index: TollIndex) -> Iterator[tuple[str, Token, Token]]:
    """Toll, the person's token, and the word that tells the outcome."""
    for token in scene.sentence.tokens:
        if token.pos == "VERB" and token.lemma in index.dying:
            yield from (("killed", subject, token) for subject in _subjects(scene, token))
        elif token.text.lower() in index.dead and token.dep in {"acomp", "oprd", "xcomp", "attr", "ccomp", "amod"}:
            above = scene.sentence.tokens[token.head]
            if above.lemma in index.finding:
                yield from (("killed", whose, token) for whose in _undergoing(scene, above))
        elif token.pos == "NOUN" and token.lemma in index.remains and _is_remains(scene, token, index):
            yield from (("killed", owner, token) for owner in _whose(scene.sentence, token))
        elif token.lemma in index.anyone and (deed := _victim_of(scene.sentence, token, index)) is not None:
            yield ("killed", token, deed)
        else:
            yield from (("injured", whose, token) for whose in _hurt(scene, token, index))


def _whose(sentence: Sentence, token: Token) -> Sequence[Token]:
    """ "His death", "the body of a boy"."""
    of = [
        noun for prep in sentence.kids(token.i, "prep") if prep.lemma == "of" for noun in sentence.kids(prep.i, "pobj")
    ]
    return sentence.kids(token.i, "poss") or of


def _victim_of(sentence: Sentence, token: Token, index: TollIndex) -> Token | None:
    """The word by which a victim is one who died: "the homicide victim", "the victim of a fatal shooting"."""
    for kid in sentence.kids(token.i, "compound", "amod"):
        if index.nouns.get(kid.lemma) == "killed":
            return kid
    for prep in sentence.kids(token.i, "prep"):
        for deed in sentence.kids(prep.i, "pobj") if prep.lemma == "of" else []:
            deadly = any(k.text.lower() in index.lethal for k in sentence.kids(deed.i, "amod"))
            if deadly or index.nouns.get(deed.lemma) == "killed":
                return deed
    return None


def _is_remains(scene: Scene, token: Token, index: TollIndex) -> bool:
    """ "His death"; of a body only one that is found, taken or identified, not "the side of his body"."""
    above = scene.sentence.tokens[token.head]
    handled = (
        above.pos == "VERB" and token.dep in {"nsubjpass", "dobj"} and above.lemma in index.finding | index.bringing
    )
    return token.lemma != "body" or handled


def _hurt(scene: Scene, token: Token, index: TollIndex) -> Sequence[Token]:
    """Who is told to be hurt by a word: "suffered wounds", "a man with a gunshot wound", "left in critical condition",
    "was taken to a hospital", "was wounded"."""
    sentence = scene.sentence
    above = sentence.tokens[token.head]
    if token.pos == "VERB" and token.tag == "VBN" and verb_toll(sentence, token, index) == "injured":
        return sentence.kids(token.i, "nsubjpass")
    if token.pos not in {"NOUN", "PROPN"} or token.dep not in {"dobj", "pobj"}:
        return []
    if token.lemma in index.hurts and token.dep == "dobj":
        return _subjects(scene, above) if above.lemma in index.suffering else []
    if token.dep != "pobj" or above.lemma not in {"with", "from", "in", "for", "to", "at"}:
        return []
    state = token.lemma == "condition" and any(
        k.text.lower() in index.conditions for k in sentence.kids(token.i, "amod")
    )
    hurt = token.lemma in index.hurts and above.lemma in {"with", "from", "for"}
    ward = token.text.lower() in index.wards and above.lemma in {"to", "at", "in"}
    if not (state or hurt or ward):
        return []
    holder = sentence.tokens[above.head]
    if ward and holder.lemma == "be" and above.lemma == "in":  # "a man is in hospital"
        return _subjects(scene, holder)
    if holder.pos in {"NOUN", "PROPN"}:
        if ward:
            return []
        governor = sentence.tokens[holder.head]
        leaving = holder.dep == "dobj" and governor.lemma in index.finding
        return [holder] if hurt or leaving else []
    if ward and holder.lemma not in index.bringing:
        return []
    return _undergoing(scene, holder)


def _undergoing(scene: Scene, verb: Token) -> Sequence[Token]:
    """Whom a state befalls that a verb gives: its passive subject, its object, or else its subject."""
    kids = scene.sentence.kids
    if verb.lemma == "be":
        return _subjects(scene, verb)
    passive = kids(verb.i, "nsubjpass")
    if verb.dep == "relcl" and passive and passive[0].tag in {"WP", "WDT"}:  # "a man who was found dead"
        return [scene.sentence.tokens[verb.head]]
    return passive or kids(verb.i, "dobj") or _subjects(scene, verb)


def _subjects(scene: Scene, verb: Token) -> Sequence[Token]:
    """Who does or is what a verb says, through coordination and relative clauses."""
    sentence = scene.sentence
    found = sentence.kids(verb.i, *_SUBJECTS)
    if not found and verb.dep in {"acl", "xcomp"} and sentence.tokens[verb.head].pos in {"NOUN", "PROPN", "PRON"}:
        return [sentence.tokens[verb.head]]
    while not found and verb.dep == "conj" and verb.head != verb.i:
        verb = sentence.tokens[verb.head]
        found = sentence.kids(verb.i, *_SUBJECTS)
    if verb.dep in {"relcl", "acl"} and (not found or found[0].tag in {"WP", "WDT"}):
        return [sentence.tokens[verb.head]]
    return [one for one in found if one.tag not in {"WP", "WDT"}]


# --- binding ----------------------------------------------------------------------------------------------------------


def _targets(
    outcome: Outcome,
    claims: Sequence[Claim],
    places: Sequence[int],
    hit: Sequence[Befallen],
    index: TollIndex,
) -> list[tuple[int, int | None]]:
    """The claims, with the recipient, that an outcome belongs to: the nearest deed before, else after, and all others
    that befell the same."""
    part = outcome.evidence[0].part
    open_ones = [
        (n, who, victim)
        for n, victims in enumerate(hit)
        for who, victim in victims
        if victim.fits(outcome.victim, index)
        and _open_to(victim, outcome)
        and claims[n].action.part == part
        and not _settled(claims[n], who, outcome)
    ]
    open_ones = [
        one for one in open_ones if one[2].noun not in _SINGULAR or abs(places[one[0]] - outcome.sentence) <= FARTHEST
    ]
    if not outcome.victim.name:
        open_ones = [one for one in open_ones if abs(places[one[0]] - outcome.sentence) <= FARTHEST or one[2].bare]
    if open_ones:
        _, _, anchor = min(
            open_ones, key=lambda one: (places[one[0]] > outcome.sentence, abs(places[one[0]] - outcome.sentence))
        )
        return [(n, who) for n, who, victim in open_ones if victim.fits(anchor, index)]
    if outcome.victim.number is None:
        return []
    near = [
        n
        for n, victims in enumerate(hit)
        if not victims
        and claims[n].event_type.value == "ASSAULT"
        and claims[n].status.value in _TOLD
        and not claims[n].counts
        and claims[n].action.part == part
        and 0 <= outcome.sentence - places[n] <= FARTHEST
    ]
    known = any(t.what == outcome.what for claim in claims for t in claim.counts)
    return [(near[-1], None)] if near and not known else []


def _open_to(victim: Victim, outcome: Outcome) -> bool:
    """Those whom a claim itself tells to be hurt die only by their name, a pronoun or "the victim": "three men"
    are never "three other people"."""
    return not victim.hurt or outcome.victim.bare or (bool(victim.name) and victim.name == outcome.victim.name)


def _settled(claim: Claim, who: int | None, outcome: Outcome) -> bool:
    """Whether the claim already says as much of this recipient."""
    if outcome.what == "injured" and any(t.what == "injured" and _is_sum(t) for t in claim.counts):
        return True
    return any(_is_of(t, who) and t.what in {"killed", outcome.what} for t in claim.counts)


def _is_sum(tally: Tally) -> bool:
    """Whether a tally adds up several persons, each a recipient of his own."""
    return tally.of == "recipients" and tally.who is None


def _without(tally: Tally, number: int) -> tuple[Tally, ...]:
    """A sum of the hurt after so many of them have died; nothing where none is left."""
    value = tally.count.value
    if value.low <= number or value.high is None:
        return ()
    less = replace(value, low=value.low - number, high=value.high - number)
    return (replace(tally, count=replace(tally.count, value=less)),)


def _is_of(tally: Tally, who: int | None) -> bool:
    """Whether a tally is of this recipient, or of the one person who is no party."""
    return tally.who == who and (who is not None or tally.count.by == ONE_PERSON or tally.count.by.endswith(APART))


def _with(claim: Claim, who: int | None, outcome: Outcome) -> Claim:
    number = outcome.victim.number
    if number is None:
        return claim
    kept = [t for t in claim.counts if not (t.what == "injured" and _is_of(t, who))]
    if outcome.what == "killed":
        kept = [left for t in kept for left in (_without(t, number) if t.what == "injured" and _is_sum(t) else (t,))]
    count = Sourced(Count(number, number, "exactly"), outcome.evidence, f"rule:{outcome.what}{APART}")
    made = Tally(outcome.what, "event" if who is None else "recipients", who, count)
    return replace(claim, counts=order([*kept, made]))
