"""From what was found in a report to what it claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from dateline.claim.arguments import arguments
from dateline.claim.attribution import Reported, find_reported
from dateline.claim.casualties import settle
from dateline.claim.draft import ClaimIndex, Draft, action_span
from dateline.claim.guessed import NO_EVENT, Weighed, weigh
from dateline.claim.happening import absorb
from dateline.claim.noise import noise, private_affair, whole_report
from dateline.claim.roles import Bound, bind, parties_placed, taken_up
from dateline.claim.scene import Scene, scenes
from dateline.claim.shadows import shadow
from dateline.claim.status import Judged, judge
from dateline.claim.things import contexts_by_paragraph, things_in
from dateline.codebook.entries import Codebook, Slot
from dateline.model import Act, Action, Claim, Document, Mention, Sentence


@dataclass(frozen=True, slots=True)
class Fate:
    """Why an act makes no claim of its own, in words. ``sentence`` and ``head`` say which act; ``told`` is true where
    another claim tells the same."""

    sentence: int
    head: int
    reason: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a report claims, why other acts made no claim, and what the claims were made from: its scenes, the event
    type of each act in them that a pattern read, its reported speech and its day."""

    claims: tuple[Claim, ...]
    fates: tuple[Fate, ...]
    views: tuple[Scene, ...]
    types: tuple[Mapping[int, str], ...]
    reported: tuple[Reported, ...]
    day: date | None = None


def make_claims(
    document: Document,
    sentences: Sequence[Sentence],
    acts: Sequence[Sequence[Act]],
    mentions: Sequence[Mention],
    dateline_place: Mention | None,
    book: Codebook,
    index: ClaimIndex,
    day: date | None = None,
) -> Claimed:
    """Every claim of a report, in the order of its text. ``day`` is the report's, by its publisher or its dateline."""
    views = scenes(sentences, acts, mentions, partial(things_in, index=index.things))
    reported = find_reported(views, index.cues, index.sources, index.speech)
    contexts = contexts_by_paragraph(sentences, index.things)
    claims: list[Claim] = []
    types: list[Mapping[int, str]] = []
    fates: list[Fate] = []
    used: dict[tuple[str, int, int], int] = {}
    family = whole_report(views, index.noise)
    private = private_affair(views, book, index.noise)
    year = day.year if day is not None else None
    first_text = next((s.index for s in sentences if s.span.part == "text"), 0)
    for scene in views:
        sentence = scene.sentence
        chosen, made_none = _choose(scene, document, book, index, family, private=private)
        fates.extend(made_none)
        types.append({one.act.head: one.pattern.code for one in chosen.bound})
        lead = dateline_place if sentence.index - first_text < 2 and sentence.span.part == "text" else None
        kept = [one for one, _ in chosen.kept]
        for one, lent in chosen.kept:
            inner = chosen.inner[one.act.head]
            embedded = [other.pattern.code for other in inner]
            judged = judge(sentence, one.act, index.cues, year)
            told, judgement = shadow(scene, one, inner, judged, index.shadows)
            draft = Draft(
                document,
                scene,
                _lent_recipient(scene, told, inner, chosen.bound, book),
                [other for other in lent if other.pattern.code == one.pattern.code],  # what is cried for is not done
                judgement,
                reported,
                kept,
                book,
                index,
                chosen.shares[one.act.head],
                day,
            )
            claim = draft.claim(contexts.get(sentence.paragraph, ()), embedded, lead, used)
            if claim is not None:
                claims.append(claim)
            else:
                fates.append(Fate(sentence.index, one.act.head, "nothing says who, to whom, what or how many"))
    claims = settle(claims, views, index.tolls, index.cues)
    return Claimed(_without_headline_repeats(claims, document), tuple(fates), views, tuple(types), reported, day)


def mentions_behind(claimed: Claimed, document: Document, index: ClaimIndex) -> tuple[Mention, ...]:
    """The predicates of a report, those without a claim too, and its reported speech, as mentions."""
    year = claimed.day.year if claimed.day is not None else None
    actions = [
        _action(scene, act, judge(scene.sentence, act, index.cues, year), types)
        for scene, types in zip(claimed.views, claimed.types, strict=True)
        for act in scene.acts
    ]
    spoken = tuple(
        Mention("attribution", one.said.content, one.said, one.sentence, "rule:reported-speech@1")
        for one in claimed.reported
        if one.said.content is not None
    )
    return (*actions, *spoken)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The acts of a sentence that are events, those that make claims with what each absorbs, what each takes up, and
    how likely each is of its type where a model judged it."""

    bound: tuple[Bound, ...]
    kept: tuple[tuple[Bound, tuple[Bound, ...]], ...]
    inner: Mapping[int, tuple[Bound, ...]]
    shares: Mapping[int, float | None]


def _choose(
    scene: Scene, document: Document, book: Codebook, index: ClaimIndex, family: str | None, *, private: bool
) -> tuple[_Chosen, list[Fate]]:
    """Which acts make claims, and why the others do not."""
    sentence = scene.sentence
    fates: list[Fate] = []
    bound: list[Bound] = []
    shares: dict[int, float | None] = {}
    doubted: set[int] = set()
    for act in scene.acts:
        found, reason = _read(scene, act, book, index, family, private=private)
        if found.bound is None:
            fates.append(Fate(sentence.index, act.head, reason))
            continue
        bound.append(found.bound)
        shares[act.head] = found.share
        if found.doubted:
            doubted.add(act.head)

    for same in (_echoes, _doubled):
        for one in same(scene, bound):
            bound.remove(one)
            fates.append(Fate(sentence.index, one.act.head, "the same words are one act with another", told=True))

    def words(other: Bound) -> str:
        return document.quote(action_span(sentence, other.act))

    heirs = {one.act.head: _gives_way(one, bound, scene, book) for one in bound}
    idle = {head for head, other in heirs.items() if other is not None} | doubted
    taken = {one.act.head: frozenset() if one.act.head in idle else taken_up(scene, one, book) for one in bound}
    kept: list[Bound] = []
    heir: dict[int, Bound] = {}
    for one in bound:
        taker = next((other for other in bound if one.act.head in taken[other.act.head]), None)
        if taker is not None:
            fates.append(Fate(sentence.index, one.act.head, f'taken up by "{words(taker)}", which is the event'))
        elif (other := heirs[one.act.head]) is not None:
            fates.append(Fate(sentence.index, one.act.head, "leaves the claim to the act it speaks of", told=True))
            heir[other.act.head] = one
        else:
            kept.append(one)
    kept = [_inheriting(one, heir[one.act.head]) if one.act.head in heir else one for one in kept]
    absorbed = []
    for one, lent in absorb(sentence, kept, index.tolls):
        if one.act.head in doubted and all(other.act.head in doubted for other in lent):
            seen = (one, *lent)
            fates.extend(Fate(sentence.index, b.act.head, "the trained model sees no event") for b in seen)
            bound = [b for b in bound if b not in seen]
            continue
        absorbed.append((one, lent))
        reason = f'part of the same happening as "{words(one)}"'
        fates.extend(Fate(sentence.index, other.act.head, reason, told=True) for other in lent)
    inner = {one.act.head: tuple(b for b in bound if b.act.head in taken[one.act.head]) for one, _ in absorbed}
    return _Chosen(tuple(bound), tuple(absorbed), inner, shares), fates


def _read(
    scene: Scene, act: Act, book: Codebook, index: ClaimIndex, family: str | None, *, private: bool
) -> tuple[Weighed, str]:
    """An act as an event; or none, with the reason."""
    if not act.patterns and act.guess is None:
        return NO_EVENT, "no pattern knows this word"
    if _attributive(scene.sentence, act):
        return NO_EVENT, "a participle before its noun tells a state"
    about = cache(partial(arguments, scene.sentence, act, index.cues.grammar))
    ruled = bind(scene, act, about(), book) if act.patterns else None
    shut = noise(scene, ruled, index.noise, family, private=private) if ruled is not None else None
    if shut is not None:
        return NO_EVENT, shut
    found = weigh(scene, act, ruled, about, book)
    if found.bound is None:
        return found, "no pattern fits what stands round it" if act.patterns else "no pattern knows this word"
    if ruled is None or found.bound.pattern is not ruled.pattern:
        shut = noise(scene, found.bound, index.noise, family, private=private)
    return (NO_EVENT, shut) if shut is not None else (found, "")


def _doubled(scene: Scene, bound: Sequence[Bound]) -> list[Bound]:
    """Of a verb and the noun that it carries, where patterns read both, the one that places fewer parties; the verb
    where they place as many.  An expression that turns the noun into something else stands for it ("failed to reach an
    agreement", "accepted the demand")."""
    out: list[Bound] = []
    for noun in bound:
        for verb in bound:
            carried = noun.act.light == verb.act.head or noun.act.head in verb.act.words
            if not noun.act.nominal or verb.act.nominal or not carried:
                continue
            by_verb, by_noun = (parties_placed(scene, one.fillers) for one in (verb, noun))
            other = noun.act.head in verb.act.words and noun.pattern.code != verb.pattern.code
            out.append(noun if by_verb > by_noun or other else verb)
    return [one for i, one in enumerate(out) if one not in out[:i]]


def _echoes(scene: Scene, bound: Sequence[Bound]) -> list[Bound]:
    """Acts that the model alone tells, beside one of their type that a pattern reads: "the attack took place"."""
    sentence = scene.sentence
    read = [other for other in bound if other.pattern.reader is None]

    def echoes(one: Bound, other: Bound) -> bool:
        hangs = _above(sentence, one.act.head) == other.act.head or _above(sentence, other.act.head) == one.act.head
        return one.pattern.code == other.pattern.code and hangs

    return [one for one in bound if one.pattern.reader is not None and any(echoes(one, other) for other in read)]


def _above(sentence: Sentence, i: int) -> int:
    """The word that a word hangs from, past a preposition."""
    above = sentence.tokens[sentence.tokens[i].head]
    return above.head if above.pos == "ADP" else above.i


def _attributive(sentence: Sentence, act: Act) -> bool:
    """A participle before its noun tells a state, no event: "displaced people", "a Turkish-backed group"."""
    token = sentence.tokens[act.head]
    return not act.nominal and token.tag == "VBN" and token.dep == "amod" and token.head > token.i


def _gives_way(one: Bound, others: Sequence[Bound], scene: Scene, book: Codebook) -> Bound | None:
    """The act that this one leaves the claim to, because it commands, stops or says it to be under way: "ordered the
    army to shell" is a shelling to come, "foiled a bomb attack" a foiled attack, "a truce came into force" a truce."""
    if one.pattern.outcome == "foiled":
        below = set(one.fillers.get("object", ()))
    elif one.pattern.id in book.words["give way"]:
        clauses = {kid.i for kid in scene.sentence.kids(one.act.head, "xcomp", "ccomp")}
        below = clauses | set(one.fillers.get("actor", ()))
    else:
        return None
    return next((other for other in others if other is not one and other.act.head in below), None)


def _inheriting(one: Bound, giver: Bound) -> Bound:
    """An act said to be under way, with the parties that stand at the verb that says so: "a truce took effect between
    Israel and Hezbollah"."""
    if giver.pattern.code != one.pattern.code or giver.pattern.outcome == "foiled" or one.fillers.get("actor"):
        return one
    actors = tuple(i for i in giver.fillers.get("actor", ()) if i != one.act.head)
    return replace(one, fillers={**one.fillers, "actor": actors}) if actors else one


def _lent_recipient(scene: Scene, one: Bound, inner: Sequence[Bound], bound: Sequence[Bound], book: Codebook) -> Bound:
    """Words whose recipient is told only with the deed they speak of: "promised to send tanks to Ukraine". Who is asked
    is who is to do it: "demanded the withdrawal of all troops", "demanded the minister's resignation". A protest is
    aimed at whom its demand or reproach is: "marched to demand that the governor resign"."""
    if any(scene.party(i) is not None for i in one.fillers.get("recipient", ())):
        return one
    own = set(one.fillers.get("actor", ()))
    slots: tuple[Slot, ...] = ("actor",) if one.pattern.code == "REQUEST" else ("recipient", "actor")
    found = [[i for slot in slots for i in other.fillers.get(slot, ()) if i not in own] for other in inner]
    if one.pattern.code == "REQUEST":
        found.append(_askers_owners(scene, one, book))
    if one.pattern.code == "PROTEST":
        aims = [other for other in bound if other is not one and _purpose(scene.sentence, one, other, book)]
        aims = [_lent_recipient(scene, aim, (), (), book) for aim in aims]
        found = [list(aim.fillers.get("recipient", ())) for aim in aims]
    heads = next((some for some in found if some), None)
    return replace(one, fillers={**one.fillers, "recipient": tuple(heads)}) if heads else one


def _askers_owners(scene: Scene, one: Bound, book: Codebook) -> list[int]:
    """Who is asked where what is asked for is a deed of its owner's: "the resignation of the minister"."""
    sentence = scene.sentence
    out: list[int] = []
    for thing in (*one.fillers.get("object", ()), *one.fillers.get("recipient", ())):
        if sentence.tokens[thing].lemma in book.words["deeds of their owner"]:
            out.extend(kid.i for kid in sentence.kids(thing, "poss"))
            out.extend(
                n.i
                for prep in sentence.kids(thing, "prep")
                if prep.lemma in {"of", "by"}
                for n in sentence.kids(prep.i, "pobj")
            )
    return out


def _purpose(sentence: Sentence, one: Bound, other: Bound, book: Codebook) -> bool:
    """Whether one act is told as what another is for: "marched to demand", "in protest against"."""
    token = sentence.tokens[other.act.head]
    anchors = {one.act.head, *one.act.words, one.act.light}
    return (
        other.pattern.code in book.words["aims of a protest"]
        and token.dep in {"advcl", "xcomp", "acl", "pobj", "conj"}
        and not anchors.isdisjoint((token.head, _above(sentence, token.i)))
    )


def _action(scene: Scene, act: Act, judged: Judged, types: Mapping[int, str]) -> Mention:
    certainty = judged.certainty
    if judged.attempted and not judged.foiled and certainty == "certain":
        certainty = "possible"  # "tried to flee" leaves open whether it was done
    value = Action(types.get(act.head), judged.status, certainty, act.head)
    return Mention("action", action_span(scene.sentence, act), value, scene.sentence.index, "rule:status-walk@1")


def _without_headline_repeats(claims: list[Claim], document: Document) -> tuple[Claim, ...]:
    """A headline says again what the text says: its claims count only for types that the text does not have."""
    told = {claim.event_type.value for claim in claims if _in_text(claim, document)}
    kept = [c for c in claims if _in_text(c, document) or c.event_type.value not in told]
    return tuple(sorted(kept, key=lambda c: (c.action.part != "title", c.action.start, c.action.end, c.id)))


def _in_text(claim: Claim, document: Document) -> bool:
    """Whether a claim stands in the text proper, not in the title or where the text begins with the title again."""
    return claim.action.part == "text" and claim.action.start >= document.title_again
