"""What an act is where a trained model read it too: the pattern's word and the model's, weighed.

The model says how likely each event type is, and that there is no event at all; how often each is meant where a pattern
says so was counted on texts the model was not trained on.  The product of both decides.  Where no pattern speaks, the
model alone may tell an event, with the parties that it sees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dateline.claim.arguments import Arguments
from dateline.claim.roles import Bound, bind, fill, parties_placed
from dateline.claim.scene import Scene
from dateline.codebook.entries import Codebook, Pattern, Source
from dateline.model import Act, Guess, Party, Value

ALONE = 0.7
"""How likely the model alone must hold an event for a claim to be made."""

OVERRULING = 0.5
"""How likely the model must hold another type, or no event, to go against a pattern."""

_PARTY = {"actor": 0.5, "recipient": 0.5}
_OPEN = {"actor": 0.9, "recipient": 0.4}
"""How likely the model must hold a word for a party of an act of its own, and for one that a pattern leaves open. Who
is said to have done a thing must be nearly sure: a wrong actor is blamed."""

NOTHING = 0.5
"""How likely the model by itself must hold no event for a pattern's word to make no claim where its parties are all
without public standing, whose dealings seldom are events.  Of the claims that this and ``OVERRULING`` shut out of texts
that the model was not trained on, three in five were made up."""

_OF_THE_PEOPLE = {"ASSAULT", "PROTEST"}
"""Types whose parties nearly always are such people: whom violence hits, and who takes to the street."""

_SLOTS = ("actor", "recipient")
_NOWHERE = Source("", 0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """An act as the event that it is taken for, and how likely it is of that type; ``share`` is ``None`` where the
    model was not asked or not heeded.  ``doubted`` where the model sees no event: the act then makes no claim of its
    own, but may still lend to another what it tells ("attacked the hotel, killing eight")."""

    bound: Bound | None
    share: float | None = None
    doubted: bool = False


NO_EVENT = Weighed(None)


def weigh(scene: Scene, act: Act, ruled: Bound | None, arguments: Callable[[], Arguments], book: Codebook) -> Weighed:
    """The act as the event that patterns and model together take it for.

    ``ruled`` is the act as a pattern reads it.  Of an expression of several words ("call off a strike") the model sees
    the head alone, so it may doubt that one, but not turn it into another type; parties that a pattern leaves open are
    taken from it.  An act without a guess stays as it is.
    """
    guess = act.guess
    if guess is None:
        return Weighed(ruled)
    if ruled is None:
        code, share = guess.weighed("")
        sure = bool(code) and share >= ALONE
        return Weighed(learnt(scene, act, code, guess, arguments(), book), share) if sure else NO_EVENT
    nothing = guess.shares.get("", 0.0)
    if nothing > NOTHING and _private(scene, ruled, book):
        return Weighed(ruled, nothing, doubted=True)
    code, share = guess.weighed(ruled.pattern.code)
    if not code and share >= OVERRULING:
        return Weighed(ruled, share, doubted=True)
    if code == ruled.pattern.code:
        return Weighed(completed(scene, ruled, guess), share)
    if len(ruled.act.words) > 1 or share < OVERRULING:
        return Weighed(completed(scene, ruled, guess))
    kept = [i for i, name in enumerate(act.patterns) if book.patterns[name].code == code]
    if kept:
        own = replace(act, patterns=tuple(act.patterns[i] for i in kept), phrases=tuple(act.phrases[i] for i in kept))
        other = bind(scene, own, arguments(), book)
        if other is not None:
            return Weighed(completed(scene, other, guess), share)
    return Weighed(learnt(scene, act, code, guess, arguments(), book), share)


def _private(scene: Scene, bound: Bound, book: Codebook) -> bool:
    """Whether an act has parties and none has public standing: no known actor, none of a country, none of a public
    sector."""
    if bound.pattern.code in _OF_THE_PEOPLE:
        return False
    found = [_party(scene, i) for heads in bound.fillers.values() for i in heads]
    parties = [party for party in found if isinstance(party, Party)]
    private = book.words["sectors of private people"]
    return bool(parties) and not any(
        party.entity or party.country or (party.sector is not None and party.sector not in private) for party in parties
    )


def learnt(scene: Scene, act: Act, code: str, guess: Guess, args: Arguments, book: Codebook) -> Bound:
    """The act as an event of this type on the model's word: roles where its frame looks for them, parties as the model
    sees them."""
    pattern = Pattern(
        "event-type", 1, "", code, tuple(guess.modes.get(code, ())), book.tables["frames of types"][code], (), (),
        {}, {}, {}, None, (), (), "", _NOWHERE, guess.by,
    )  # fmt: skip
    fillers = fill(scene, args, book.frames[pattern.frame], act)
    return Bound(act, pattern, {**fillers, **seen(scene, act, guess, _PARTY)}, args)


def completed(scene: Scene, bound: Bound, guess: Guess) -> Bound:
    """The act with the parties that the model sees where the pattern found none."""
    if bound.act.nominal and not parties_placed(scene, bound.fillers):
        return bound  # a bare noun that nobody stands at tells no event of its own
    found = seen(scene, bound.act, guess, _OPEN)
    acts = {act.head for act in scene.acts if act.patterns}  # "clashes killed twelve": the clash knows who
    placed = [party for heads in bound.fillers.values() for i in heads if (party := _party(scene, i)) is not None]
    open_slots = {
        slot: tuple(i for i in heads if _party(scene, i) not in placed and not _of_another(scene, bound.act, i))
        for slot, heads in found.items()
        if not any(_party(scene, i) is not None or i in acts for i in bound.fillers.get(slot, ()))
    }
    added = {slot: heads for slot, heads in open_slots.items() if heads}
    return replace(bound, fillers={**bound.fillers, **added}) if added else bound


def _of_another(scene: Scene, act: Act, i: int) -> bool:
    """Whether a word stands in a clause with a subject of its own that the act is no part of: "marched while soldiers
    guarded the parliament" is no march against the parliament."""
    sentence = scene.sentence
    above_act = {act.head, *(token.i for token in sentence.ancestors(act.head))}
    for token in sentence.ancestors(i):
        if token.i in above_act:
            return False
        if token.pos in {"VERB", "AUX"} and sentence.kids(token.i, "nsubj", "nsubjpass"):
            return True
    return False


def _party(scene: Scene, i: int) -> Value | None:
    mention = scene.party(i)
    return mention.value if mention is not None else None


def seen(scene: Scene, act: Act, guess: Guess, least: Mapping[str, float]) -> Mapping[str, tuple[int, ...]]:
    """The parties that the model takes for actors and recipients with at least this probability for each slot."""
    found: dict[str, list[int]] = {}
    for slot, at in zip(_SLOTS, (0, 1), strict=True):
        for i, shares in sorted(guess.roles.items()):
            owner = scene.sentence.tokens[i].dep == "poss"
            if shares[at] > least[slot] and i not in act.words and scene.party(i) is not None and not owner:
                found.setdefault(slot, []).append(i)
    return {slot: tuple(heads) for slot, heads in found.items()}
