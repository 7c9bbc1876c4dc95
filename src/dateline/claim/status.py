"""Did it happen? A walk outward from the predicate through what negates, plans, fears, asks or reports it.

Each step composes with what lies inside it ("denied planning to attack": planned, and that denied).  The words that
decide are kept.  Signatures of verbs and nouns come from the codebook (cues.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.claim.cues import CueIndex
from dateline.codebook.entries import Effect
from dateline.model import Act, Certainty, Sentence, Status, Token

_PURPOSE = "rule:purpose@1"
_FIRST = 2
"""An imperative stands at the head of its sentence: behind a mark and "please" at most."""

_SURENESS: dict[Certainty, int] = {"unknown": 0, "possible": 1, "probable": 2, "certain": 3}
_DEFAULTS: dict[Effect, Certainty] = {
    "future": "probable",
    "hypothetical": "possible",
    "probable": "probable",
    "possible": "possible",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One word that bears on whether the act happened. ``certainty`` is how sure the speaker is after it; ``None``
    where the effect alone tells. ``condition`` marks what leaves even a negated act open ("if he does not")."""

    token: int
    effect: Effect
    why: str
    certainty: Certainty | None = None
    condition: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """Status and certainty with the steps that led there, innermost first."""

    status: Status
    certainty: Certainty
    steps: tuple[Step, ...]
    attempted: bool
    foiled: bool = False


def judge(sentence: Sentence, act: Act, index: CueIndex) -> Judged:
    """Status and certainty of an act from its sentence alone."""
    start = act.light if act.light is not None else act.head
    steps = list(_around(sentence, start, index))
    if act.light is not None:
        steps.extend(_around(sentence, act.head, index))
    attempted = foiled = False
    seen = {start, act.head}
    at = start
    while sentence.tokens[at].head != at:
        token = sentence.tokens[at]
        above = sentence.tokens[token.head]
        if above.i in seen and above.i != act.head:
            break
        if above.i not in seen:
            found = list(_from_above(sentence, token, above, index))
            steps.extend(found)
            attempted = attempted or (
                above.lemma in index.attempts and token.dep in {"xcomp", "prep", "pobj", "dobj", "acl"}
            )
            foiled = foiled or (above.lemma in index.foiling and token.dep in {"dobj", "nsubjpass"})
            if _stops(sentence, token, above, index, embedded=bool(found)):
                break
            steps.extend(_outer(sentence, token, above, index, seen))
        seen.add(above.i)
        at = above.i
    if sentence.tokens and sentence.tokens[-1].text == "?":
        steps.append(Step(len(sentence.tokens) - 1, "hypothetical", "question", "unknown", condition=True))
    status, certainty = compose(steps)
    return Judged(status, certainty, tuple(step for step in steps if step.effect != "same"), attempted, foiled)


def compose(steps: Sequence[Step]) -> tuple[Status, Certainty]:
    """The steps taken together, from the innermost outward."""
    status: Status = "happened"
    certainty: Certainty = "certain"
    for step in steps:
        after = step.certainty or _DEFAULTS.get(step.effect, "certain")
        if step.effect == "negated":
            if status == "hypothetical":
                continue  # "did not demand that he leave" leaves it as open as it was
            status = "happened" if status == "negated" else "negated"
        elif step.condition or (step.effect == "hypothetical" and status in {"happened", "future"}):
            status = "hypothetical"
        elif step.effect in {"future", "historical"} and status == "happened":
            status = step.effect
        certainty = min(certainty, after, key=_SURENESS.__getitem__)
    return status, certainty


def _stops(sentence: Sentence, token: Token, above: Token, index: CueIndex, *, embedded: bool) -> bool:
    """Whether what stands above no longer bears on the act: it is told as a fact beside it, or taken for granted."""
    if token.dep in {"relcl", "parataxis"} and _clause(sentence, token) != "to":
        return token.dep == "relcl" or not index.speaks(above)
    if token.dep == "advcl":
        return not _conditional(sentence, token, index)
    if token.dep == "conj" and sentence.kids(token.i, "nsubj", "nsubjpass"):
        return True
    if token.dep in {"acl", "amod"} and token.tag in {"VBN", "VBG", "VBD"} and not embedded:
        return True  # "the bombs planted by rebels did not explode": they were planted
    if token.dep in {"ccomp", "csubj", "acl"} and above.lemma in index.manners.factives and token.tag != "VB":
        return True
    if token.dep == "prep" and above.pos in {"VERB", "AUX"}:  # "was praised for fleeing": he fled
        return not embedded and not any(_new(sentence, noun) for noun in sentence.kids(token.i, "pobj"))
    if token.pos not in {"NOUN", "PROPN"} or embedded:
        return False
    if token.dep in {"pobj", "poss", "compound", "appos", "npadvmod"}:
        return token.dep != "pobj" or not (_opened(sentence, above, index) or _new(sentence, token))
    if token.dep in {"nsubj", "nsubjpass", "dobj"}:
        return above.lemma not in index.manners.stages and above.lemma != "be" and _definite(sentence, token, index)
    return False


def _opened(sentence: Sentence, prep: Token, index: CueIndex) -> bool:
    """Whether the codebook knows what stands before a preposition to bear on what follows it: "the threat of war"."""
    return index.embedding(sentence, sentence.tokens[prep.head], "noun") is not None


def _definite(sentence: Sentence, noun: Token, index: CueIndex) -> bool:
    """Whether a noun is told as known: "the attack", "their raid", "Monday's strike"."""
    return any(
        kid.dep == "poss" or (kid.dep == "det" and kid.text.lower() in index.manners.definite)
        for kid in sentence.kids(noun.i)
    )


def _new(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is brought in as one of many: "a raid", "any request"; what it hangs from may leave it open."""
    return any(kid.dep == "det" and kid.text.lower() in {"a", "an", "any"} for kid in sentence.kids(noun.i))


def _outer(sentence: Sentence, token: Token, above: Token, index: CueIndex, seen: set[int]) -> Iterator[Step]:
    """What stands at a governing word, as far as it reaches the act."""
    if above.pos not in {"VERB", "AUX", "NOUN", "ADJ"} or _shares(sentence, token):
        return
    steps = [step for step in _around(sentence, above.i, index, outer=True) if step.token not in seen]
    beside_it = token.pos in {"NOUN", "PROPN"} and above.lemma not in index.manners.stages
    if above.pos == "VERB" and (beside_it or token.dep == "prep"):
        steps = [step for step in steps if step.effect != "negated"]  # "a raid did not stop them"
    that = token.dep in {"ccomp", "csubj"} and _clause(sentence, token) == "that"
    for step in steps:
        if not that:
            yield step
        elif step.effect == "negated" and above.lemma not in index.manners.negation_raisers:
            yield Step(step.token, "possible", f"{step.why} before {above.text.lower()}", "unknown")
        elif not index.speaks(above) or step.effect == "negated":
            yield step


def _around(sentence: Sentence, i: int, index: CueIndex, *, outer: bool = False) -> Iterator[Step]:
    """Negation, modals, adverbs and an empty subject at one predicate; what negates comes first, conditions last."""
    cues, manners = index.cues, index.manners
    token = sentence.tokens[i]
    negated = list(_negations(sentence, token, index, outer=outer))
    yield from negated
    perfect = any(kid.lemma == "have" and kid.dep == "aux" for kid in sentence.kids(i))
    for kid in sentence.kids(i):
        low = kid.text.lower()
        if kid.dep == "aux" and (kid.lemma in cues.modals or low in cues.modals):
            if negated and low in manners.ability_modals:
                continue
            yield from _modal(kid, cues.modals.get(low) or cues.modals[kid.lemma], index, perfect=perfect)
        elif kid.dep in {"advmod", "npadvmod", "amod"} and (kid.lemma in cues.adverbs or low in cues.adverbs):
            yield Step(kid.i, cues.adverbs.get(low) or cues.adverbs[kid.lemma], f"adverb {low}")
    if not outer:
        yield from _mood(sentence, token)
    if token.dep not in {"advcl", "ccomp", "pcomp"}:
        return
    for kid in sentence.kids(i, "mark", "advmod"):
        low = kid.text.lower()
        if low in cues.conditionals:
            yield Step(kid.i, "hypothetical", f"condition {low}", "unknown", condition=True)
        elif low in manners.times_ahead and token.tag in {"VBZ", "VBP"} and token.dep == "advcl":
            yield Step(kid.i, "future", f"time ahead: {low}")


def _mood(sentence: Sentence, token: Token) -> Iterator[Step]:
    """What a bare verb form tells by itself: "is to leave", "Army to leave", "Leave the town!", "demanded he leave"."""
    aux = sentence.kids(token.i, "aux", "auxpass")
    if not (token.tag == "VB" or any(kid.tag == "VB" for kid in aux)) or any(kid.tag == "MD" for kid in aux):
        return
    if any(kid.lemma == "do" for kid in aux):
        return
    marked_to = [kid for kid in aux if kid.text.lower() == "to"]
    subjects = sentence.kids(token.i, "nsubj", "nsubjpass")
    if marked_to and token.dep == "xcomp" and sentence.tokens[token.head].lemma == "be":
        yield Step(token.head, "future", "is to")
    elif marked_to and token.dep == "ROOT":
        yield Step(marked_to[0].i, "future", "infinitive as a sentence")
    elif not marked_to and token.dep == "ROOT" and not subjects and token.i <= _FIRST:
        yield Step(token.i, "hypothetical", "imperative")
    elif (
        not marked_to
        and token.dep == "ccomp"
        and sentence.kids(token.i, "mark")
        and any(kid.tag in {"NN", "NNP"} for kid in subjects)
    ):
        yield Step(token.i, "hypothetical", "subjunctive")


def _modal(modal: Token, effect: Effect, index: CueIndex, *, perfect: bool) -> Iterator[Step]:
    low, manners = modal.text.lower(), index.manners
    why = f"modal {low}"
    if perfect and low in manners.perfect_of_failure:
        yield Step(modal.i, "negated", f"{why} have", "probable")
    elif perfect and low in manners.perfect_of_doubt:
        yield Step(modal.i, "possible", f"{why} have")
    elif effect == "possible":
        sure: Certainty = "probable" if low in manners.likely_modals else "possible"
        yield Step(modal.i, "hypothetical", why, sure)
    elif low in manners.sure_modals:
        yield Step(modal.i, effect, why, "certain")
    elif low in manners.likely_modals:
        yield Step(modal.i, effect, why, "probable")
    else:
        yield Step(modal.i, effect, why)


def _negations(sentence: Sentence, token: Token, index: CueIndex, *, outer: bool) -> Iterator[Step]:
    cues = index.cues
    for kid in sentence.kids(token.i):
        low = kid.text.lower()
        if kid.dep == "neg" or (kid.dep in {"det", "advmod", "preconj", "predet"} and kid.lemma in cues.negations):
            after = sentence.tokens[kid.i + 1].text.lower() if kid.i + 1 < len(sentence.tokens) else ""
            if after in {"until", "only", "just", "least"}:
                continue  # "not until Tuesday did they leave": they left
            yield Step(kid.i, "negated", f"negation {low}")
        elif low == "longer" and any(word.lemma in cues.negations for word in sentence.kids(kid.i)):
            yield Step(kid.i, "negated", "negation no longer")
        elif kid.dep in {"nsubj", "nsubjpass", "dobj"} and not outer and _is_none(sentence, kid, index):
            if kid.dep == "dobj" and index.speaks(token):
                continue  # "reported no casualties" is a report
            yield Step(kid.i, "negated", f"nobody: {low}")


def _is_none(sentence: Sentence, noun: Token, index: CueIndex) -> bool:
    if noun.lemma in index.cues.negations or noun.text.lower() in index.cues.negations:
        return True
    return any(kid.dep == "det" and kid.text.lower() in {"no", "neither"} for kid in sentence.kids(noun.i))


def _conditional(sentence: Sentence, token: Token, index: CueIndex) -> bool:
    return any(kid.text.lower() in index.cues.conditionals for kid in sentence.kids(token.i, "mark", "advmod"))


def _shares(sentence: Sentence, token: Token) -> bool:
    """Whether a coordinated predicate has its own auxiliary, so that the first one's does not reach it."""
    return token.dep == "conj" and bool(sentence.kids(token.i, "aux", "neg"))


def _from_above(sentence: Sentence, token: Token, above: Token, index: CueIndex) -> Iterator[Step]:
    """What the governing word does to what it embeds."""
    if token.dep == "nsubj" and token.pos == "NOUN":  # "a raid is unlikely"
        for told in sentence.kids(above.i, "acomp", "oprd"):
            judging = index.embedding(sentence, told, "that")
            if judging is not None:
                yield Step(told.i, judging.effect, f"{judging.id}: {told.text.lower()}", judging.certainty)
    how = _clause(sentence, token)
    if how is None:
        return
    entry = index.embedding(sentence, above, how)
    if entry is not None:
        if how == "that" and entry.effect == "future" and _indicative_past(sentence, token):
            return  # "instructed us that they were burning tents" tells, it does not order
        if entry.effect == "hypothetical" and above.lemma in index.manners.abilities and _past(sentence, above):
            yield Step(above.i, "probable", f"{entry.id}: {above.text.lower()}")
            return
        yield Step(above.i, entry.effect, f"{entry.id}: {above.text.lower()}", entry.certainty)
    elif how == "to" and token.dep == "advcl":
        if token.lemma not in index.manners.outcomes or above.tag != "VBD":  # "rallied to close higher" closed higher
            yield Step(above.i, "future", _PURPOSE)
    elif how == "to" and token.dep in {"acl", "relcl"}:
        yield Step(above.i, "future", "rule:infinitive-of-noun@1")


def _past(sentence: Sentence, word: Token) -> bool:
    """Whether a verb, or the verb that carries an adjective, stands in the past tense without a modal."""
    verb = sentence.tokens[word.head] if word.pos == "ADJ" else word
    if sentence.kids(verb.i, "aux") and any(kid.tag == "MD" or kid.text == "to" for kid in sentence.kids(verb.i)):
        return False
    return verb.tag == "VBD" or any(kid.tag == "VBD" for kid in sentence.kids(verb.i, "aux", "auxpass"))


def _indicative_past(sentence: Sentence, token: Token) -> bool:
    """Whether a clause tells of something begun: in the past tense, or a participle with a subject of its own."""
    return token.tag == "VBD" or (token.tag == "VBG" and bool(sentence.kids(token.i, "nsubj")))


def _clause(sentence: Sentence, token: Token) -> str | None:
    """How an act hangs from the word above it, in the codebook's terms."""
    aux = sentence.kids(token.i, "aux", "auxpass")
    marked_to = any(kid.text.lower() == "to" for kid in aux)
    bare = token.tag == "VB" or any(kid.tag == "VB" for kid in aux)  # "to attack", "to be attacked"
    if token.dep in {"xcomp", "ccomp", "acl", "relcl", "advcl", "csubj"} and bare and marked_to:
        return "to"
    if token.dep in {"ccomp", "csubj"} or (token.dep == "acl" and sentence.kids(token.i, "mark")):
        return "that"
    if token.dep in {"xcomp", "pcomp", "csubj"} and token.tag == "VBG":
        return "ing"
    if token.dep in {"pobj", "prep", "pcomp"}:
        return "noun"
    if token.dep in {"dobj", "nsubjpass", "attr"}:
        return "object"
    if token.dep in {"compound", "poss"}:
        return "noun"
    return "to" if token.dep == "xcomp" else None
