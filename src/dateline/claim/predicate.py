"""What stands at one predicate and bears on whether it happened: negation, modals, adverbs, its own verb form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.claim.cues import CueIndex
from dateline.codebook.entries import Effect
from dateline.model import Certainty, Sentence, Token

_FIRST = 2
"""An imperative stands at the head of its sentence: behind a mark and "please" at most."""

_ONE = {"one", "a", "single"}
_LIMITS = {"fewer", "less", "more", "doubt", "matter", "sooner"}


@dataclass(frozen=True, slots=True)
class Step:
    """One word that bears on whether the act happened.

    ``certainty`` is how sure the speaker is after it; ``None`` where the effect alone tells. ``condition`` marks what
    leaves even a negated act open ("if he does not"), ``prevents`` a word that keeps the act from happening, so that a
    plan to do so leaves it open ("plans to block the march").
    """

    token: int
    effect: Effect
    why: str
    certainty: Certainty | None = None
    condition: bool = False
    prevents: bool = False


def around(sentence: Sentence, i: int, index: CueIndex, *, outer: bool = False) -> Iterator[Step]:
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
            if low == "could" and token.dep == "advcl" and _has_mark(sentence, token, "before"):
                yield Step(kid.i, "negated", "before it could", "probable")
                continue
            if low in manners.backshifted and not perfect and _backshifted(sentence, token, index):
                yield Step(kid.i, "future", f"modal {low} for will", "certain")
                continue
            yield from _modal(kid, cues.modals.get(low) or cues.modals[kid.lemma], index, perfect=perfect)
        elif kid.dep in {"advmod", "npadvmod", "amod"} and (kid.lemma in cues.adverbs or low in cues.adverbs):
            yield Step(kid.i, cues.adverbs.get(low) or cues.adverbs[kid.lemma], f"adverb {low}")
    if not outer:
        yield from _mood(sentence, token)
        yield from _under_condition(sentence, token, index)
    if token.dep not in {"advcl", "ccomp", "pcomp", "csubj", "csubjpass"}:
        return
    supposed = list(_supposed(sentence, token, perfect=perfect))
    yield from supposed
    for kid in sentence.kids(i, "mark", "advmod"):
        low = kid.text.lower()
        if low in cues.conditionals and token.dep != "advcl" and low in {"whether", "if"}:
            yield Step(kid.i, "possible", f"open question {low}")
        elif low in cues.conditionals and not supposed:
            yield Step(kid.i, "hypothetical", f"condition {low}", "unknown", condition=True)
        elif low in manners.times_ahead and token.tag in {"VBZ", "VBP"} and token.dep == "advcl":
            yield Step(kid.i, "future", f"time ahead: {low}")


def _has_mark(sentence: Sentence, clause: Token, word: str) -> bool:
    """Whether a clause is opened by this word."""
    return any(kid.text.lower() == word for kid in sentence.kids(clause.i, "mark"))


def _under_condition(sentence: Sentence, token: Token, index: CueIndex) -> Iterator[Step]:
    """What a condition beside a modal does to what it governs ("will leave if"), or "anyone who" to its clause."""
    modal = any(kid.tag == "MD" for kid in sentence.kids(token.i, "aux"))
    for clause in sentence.kids(token.i, "advcl"):
        for mark in sentence.kids(clause.i, "mark"):
            if modal and mark.text.lower() in index.cues.conditionals:
                yield Step(mark.i, "hypothetical", f"under the condition {mark.text.lower()}")
    above = sentence.tokens[token.head]
    if token.dep == "relcl" and token.tag in {"VBZ", "VBP"}:
        of_any = any(kid.text.lower() == "any" for kid in sentence.kids(above.i, "det"))
        if above.lemma in index.manners.anybody or of_any:
            yield Step(above.i, "hypothetical", "any" if of_any else above.text.lower(), "unknown")
    willing = any(kid.text.lower() in {"would", "'d"} for kid in sentence.kids(token.i, "aux"))
    for kid in sentence.kids(token.i, "advmod"):
        if willing and kid.text.lower() in index.manners.readily:
            yield Step(kid.i, "hypothetical", f"would {kid.text.lower()}")
    if token.tag in {"VBZ", "VBP"} and token.dep in {"ROOT", "ccomp"} and not sentence.kids(token.i, "aux"):
        yield from _scheduled(sentence, token, index)


def _scheduled(sentence: Sentence, token: Token, index: CueIndex) -> Iterator[Step]:
    """ "The convoy leaves on Saturday", "parliament votes next week": a present tense with a day to come; not of a form
    that may as well be the past ("hurt")."""
    if token.lemma in index.manners.unchanging:
        return
    for kid in sentence.kids(token.i, "prep", "npadvmod", "advmod"):
        words = sentence.subtree(kid.i)
        low = [sentence.tokens[i].text.lower() for i in words]
        if any(word in index.manners.days_ahead for word in low) and not {"every", "each", "last", "past"} & set(low):
            if kid.dep == "prep" and kid.lemma not in {"on", "from", "by"}:
                continue
            yield Step(kid.i, "future", f"present tense with {' '.join(low[:3])}")
            return


def _backshifted(sentence: Sentence, token: Token, index: CueIndex) -> bool:
    """Whether a clause is reported in the past, so that its "would" stands for "will": "said it would leave"."""
    while token.dep == "conj" and sentence.tokens[token.head].pos in {"VERB", "AUX"}:
        token = sentence.tokens[token.head]  # "said that they had been caught and would be tried"
    above = sentence.tokens[token.head]
    return token.dep == "ccomp" and above.tag in {"VBD", "VBN"} and index.speaks(above)


def _supposed(sentence: Sentence, token: Token, *, perfect: bool) -> Iterator[Step]:
    """What a condition supposes against the facts: "had they fled", "if they had fled, it would have ..."."""
    had = next(
        (kid for kid in sentence.kids(token.i, "aux") if kid.lemma == "have" and kid.tag in {"VBD", "VBN"}), None
    )
    if token.dep != "advcl" or had is None:
        return
    subject = next((kid.i for kid in sentence.kids(token.i, "nsubj", "nsubjpass")), None)
    inverted = subject is not None and had.i < subject
    only = any(kid.text.lower() == "only" for kid in sentence.kids(token.i, "advmod"))
    above = sentence.tokens[token.head]
    failed = any(kid.text.lower() in {"would", "could", "might", "'d"} for kid in sentence.kids(above.i, "aux"))
    conditional = any(mark.text.lower() == "if" for mark in sentence.kids(token.i, "mark"))
    if inverted or (perfect and conditional and (failed or only)):
        yield Step(had.i, "negated", "supposed against the facts")


def _mood(sentence: Sentence, token: Token) -> Iterator[Step]:
    """What a bare verb form tells by itself: "is to leave", "Army to leave", "Leave the town!", "demanded he leave"."""
    aux = sentence.kids(token.i, "aux", "auxpass")
    if not (token.tag == "VB" or any(kid.tag == "VB" for kid in aux)) or any(kid.tag == "MD" for kid in aux):
        return
    if any(kid.lemma == "do" for kid in aux):
        return
    if token.tag == "VB" and token.pos == "VERB" and token.text.lower() != token.lemma:
        return  # "forgave" taken for a bare form
    marked_to = [kid for kid in aux if kid.text.lower() == "to"]
    subjects = sentence.kids(token.i, "nsubj", "nsubjpass")
    if marked_to and token.dep == "xcomp" and sentence.tokens[token.head].lemma == "be":
        if any(kid.lemma == "have" for kid in aux):  # "were to have met"
            yield Step(token.head, "negated", "was to have", "probable")
        else:
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
            if after in {"until", "only", "just", "least"} | _LIMITS:
                continue  # "not until Tuesday did they leave": they left
            if kid.dep == "neg" and kid.i > token.i + 1 and sentence.tokens[kid.i - 1].text == ",":
                continue  # "he was taken by soldiers, not, as they say, by the river"
            if kid.dep == "preconj" and not _takes_place(sentence, token, index):
                continue  # "neither the truce nor the raid was mentioned"
            yield Step(kid.i, "negated", f"negation {low}")
        elif low == "longer" and any(word.lemma in cues.negations for word in sentence.kids(kid.i)):
            yield Step(kid.i, "negated", "negation no longer")
        elif kid.dep in {"nsubj", "nsubjpass", "dobj"} and is_none(sentence, kid, index):
            hollow = _hollow(token, kid, index)
            if kid.dep == "dobj" and (outer or (hollow and kid.pos == "NOUN")):
                continue  # "reported no casualties" is a report, "made no sense" tells something
            yield Step(kid.i, "negated", f"nobody: {low}")
        elif kid.dep == "prep" and kid.i < token.i and _at_no_time(sentence, kid, index):
            yield Step(kid.i, "negated", f"negation {low} no")
        elif kid.dep == "prep" and kid.i > token.i and not outer and kid.lemma in index.manners.reaching:
            for noun in sentence.kids(kid.i, "pobj"):  # "asked for nothing", "fired at nobody"
                after = sentence.tokens[noun.i + 1].text.lower() if noun.i + 1 < len(sentence.tokens) else ""
                if noun.lemma in cues.negations and noun.i == kid.i + 1 and after not in {"but", "less", "more"}:
                    yield Step(noun.i, "negated", f"{low} {noun.text.lower()}")
        elif kid.dep == "nsubj" and low == "few" and token.lemma in index.manners.negation_raisers:
            yield Step(kid.i, "negated", "few", "probable")
    if sentence.tokens[0].lemma == "nowhere" and token.dep == "ROOT" and sentence.tokens[0].head != token.i:
        yield Step(0, "negated", "negation nowhere")
    above = sentence.tokens[token.head]
    before = sentence.tokens[token.i - 2] if token.i > 1 else token
    if (
        token.tag == "VBG"
        and before.text.lower() in index.manners.instead
        and sentence.tokens[token.i - 1].pos == "ADP"
    ):
        yield Step(before.i, "negated", f"{before.text.lower()} {sentence.tokens[token.i - 1].text.lower()}")
    if token.tag == "VB" and token.dep == "xcomp" and above.lemma in {"have", "be"}:
        for kid in (*sentence.kids(token.head, "advmod"), *sentence.kids(token.i, "advmod")):
            if (kid.text.lower() == "yet" and kid.head == above.i) or (
                kid.text.lower() == "still" and above.lemma == "have"
            ):  # "has yet to convict anyone"
                yield Step(kid.i, "negated", "yet to")


def _hollow(verb: Token, noun: Token, index: CueIndex) -> bool:
    """Whether "no" at the object of a verb leaves the verb as it is: "made no sense", "reported no casualties", but
    "took no hostages", "held none"."""
    if index.says(verb):
        return True
    if verb.lemma not in index.manners.hollow or noun.lemma in index.cues.negations:
        return False
    return noun.tag not in {"NNS", "NNPS"} or verb.lemma in index.manners.possessing


def is_none(sentence: Sentence, noun: Token, index: CueIndex) -> bool:
    """Whether a noun means nobody or nothing: "no soldier", "none of them", "not one village", "zero officials"."""
    if noun.lemma in index.cues.negations or noun.text.lower() in index.cues.negations:
        return True
    for kid in sentence.kids(noun.i):
        low = kid.text.lower()
        after = sentence.tokens[kid.i + 1].text.lower() if kid.i + 1 < len(sentence.tokens) else ""
        if kid.dep in {"det", "nummod", "preconj"} and low in {"no", "neither", "zero"}:
            return after not in _LIMITS  # "no fewer than 90 signed"
        if kid.dep == "neg" and (noun.lemma == "one" or any(k.text.lower() in _ONE for k in sentence.kids(noun.i))):
            return True
    return False


def _takes_place(sentence: Sentence, noun: Token, index: CueIndex) -> bool:
    """Whether what governs a noun tells that it took place."""
    above = sentence.tokens[noun.head]
    return above.lemma in index.manners.stages or noun.pos == "VERB"


def _at_no_time(sentence: Sentence, prep: Token, index: CueIndex) -> bool:
    """ "At no point", "in no way", "under no circumstances" before the verb."""
    return any(is_none(sentence, noun, index) for noun in sentence.kids(prep.i, "pobj")) and prep.lemma != "with"


def is_finite(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause tells something by itself: it has a tense, a modal, or no verb at all ("Thousands dead")."""
    if clause.pos not in {"VERB", "AUX"}:
        return True
    if clause.tag in {"VBD", "VBZ", "VBP"}:
        return True
    aux = sentence.kids(clause.i, "aux", "auxpass")
    if any(kid.text.lower() == "to" for kid in aux):
        return False
    if any(kid.tag in {"MD", "VBD", "VBZ", "VBP"} for kid in aux):
        return True
    return clause.tag == "VBN" or bool(sentence.kids(clause.i, "mark"))
