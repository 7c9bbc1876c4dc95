"""Did it happen? A walk outward from the predicate through what negates, plans, fears, asks or reports it.

Each step composes with what lies inside it ("denied planning to attack": planned, and that denied).  The words that
decide are kept.  Signatures of verbs and nouns come from the codebook (cues.yaml).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.claim.cues import CueIndex
from dateline.claim.governing import from_above, hangs_by, has_modal, indicative_past
from dateline.claim.history import background
from dateline.claim.predicate import Step, around, is_finite, is_none
from dateline.claim.turns import after_all, beside_supposed, carried_out, fate, opened, questioned, supposed
from dateline.codebook.entries import Effect
from dateline.model import Act, Certainty, Sentence, Status, Token

_SUPPOSED = "supposed against the facts"
UNDENIED = "not: "
"""How the reason of a step begins whose denial is itself denied."""

_SURENESS: dict[Certainty, int] = {"unknown": 0, "possible": 1, "probable": 2, "certain": 3}
_DEFAULTS: dict[Effect, Certainty] = {
    "future": "probable",
    "hypothetical": "possible",
    "probable": "probable",
    "possible": "possible",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """Status and certainty with the steps that led there, innermost first."""

    status: Status
    certainty: Certainty
    steps: tuple[Step, ...]
    attempted: bool
    foiled: bool = False


def judge(sentence: Sentence, act: Act, index: CueIndex, year: int | None = None) -> Judged:
    """Status and certainty of an act from its sentence alone; ``year`` is that of the report, if it is known."""
    start = act.light if act.light is not None else act.head
    steps = list(around(sentence, start, index))
    if act.light is not None:
        known = {step.token for step in steps}
        steps = [step for step in steps if step.token != act.head]  # "no arrests were made" is negated once
        steps.extend(step for step in around(sentence, act.head, index) if step.token not in known)
    attempted = foiled = veiled = False
    seen = {start, act.head}
    settled: set[int] = set()
    at = start
    while sentence.tokens[at].head != at:
        token = sentence.tokens[at]
        above = sentence.tokens[token.head]
        planned = any(step.effect in {"future", "hypothetical"} for step in steps)
        ended = list(fate(sentence, token, index, planned=planned))
        steps = _ended(steps, ended)
        settled.update(i for step in ended for i in (step.token, *(kid.i for kid in sentence.kids(step.token))))
        if above.i in seen and above.i != act.head:
            break
        if above.i not in seen:
            found = [step for step in from_above(sentence, token, above, index) if step.token not in settled]
            if _tried(sentence, token, above, index):
                found, attempted = [], True
            if veiled:
                found = [step for step in found if step.effect != "negated"]
            steps.extend(found)
            attempted = attempted or (
                above.lemma in index.attempts and token.dep in {"xcomp", "prep", "pobj", "dobj", "acl"}
            )
            foiled = foiled or (above.lemma in index.foiling and token.dep in {"dobj", "nsubjpass"})
            if _stops(sentence, token, above, index, embedded=bool(found)):
                break
            bears = any(step.effect != "same" for step in found)
            outer = list(_outer(sentence, token, above, index, seen | settled, embedded=bears))
            denied = any(step.effect == "negated" for step in found)
            steps.extend(_veil(outer) if veiled else _undenied(outer, steps) if denied else outer)
            veiled = veiled or (_tells(sentence, token) and above.lemma not in index.manners.negation_raisers)
        seen.add(above.i)
        at = above.i
    steps = _turned(sentence, start, _undone_twice(sentence, start, steps, index), index)
    status, certainty = compose(steps)
    open_by = [step for step in steps if step.effect in {"future", "hypothetical"}]
    habit = bool(open_by) and all(step.why == "modal would" for step in open_by)
    if status == "happened" or habit:  # "two centuries ago they would smash a loom"
        past = background(sentence, act, index, year)
        if past is not None:
            steps.append(past)
            status = "historical"
    return Judged(status, certainty, tuple(step for step in steps if step.effect != "same"), attempted, foiled)


def _ended(steps: list[Step], told: Iterable[Step]) -> list[Step]:
    """The steps with what became of a plan or a noun: whatever left it open is settled."""
    for step in told:
        return [s for s in steps if s.effect not in {"future", "hypothetical"}] + [step]
    return steps


def _undone_twice(sentence: Sentence, start: int, steps: list[Step], index: CueIndex) -> list[Step]:
    """The steps without two negations that cancel: "there was nothing they did not burn", "hardly a week passes without
    a raid"."""
    token = sentence.tokens[start]
    above = sentence.tokens[token.head]
    own = [step for step in steps if step.effect == "negated" and sentence.tokens[step.token].head == start]
    if token.dep == "relcl" and own and is_none(sentence, above, index):
        return [step for step in steps if step not in own]
    if token.dep == "pobj" and above.lemma == "without":
        verb = sentence.tokens[above.head]
        denials = [kid for kid in sentence.kids(verb.i) if kid.dep == "neg" or kid.lemma in index.cues.negations]
        denials += [kid for kid in sentence.kids(verb.i, "nsubj") if is_none(sentence, kid, index)]
        front = [i for noun in sentence.kids(verb.i, "nsubj") for i in sentence.subtree(noun.i)]
        denials += [sentence.tokens[i] for i in front if sentence.tokens[i].lemma in index.cues.negations]
        if denials:
            return [step for step in steps if step.token not in {above.i, *(word.i for word in denials)}]
    return steps


def _turned(sentence: Sentence, start: int, steps: list[Step], index: CueIndex) -> list[Step]:
    """The steps with what turns the whole sentence: a supposition against the facts, an opening condition, a question,
    "and did so"."""
    against = supposed(sentence, start)
    denied = [s for s in steps if s.effect == "negated" and s.why != _SUPPOSED]
    if against is not None:
        return [*denied, against]
    beside = beside_supposed(sentence, start)
    if beside is not None:
        return [*denied, beside]
    behind = after_all(sentence, start)
    if behind is not None:
        steps = [s for s in steps if s.token < behind]
    open_plan = any(s.effect in {"future", "hypothetical"} for s in steps)
    done = carried_out(sentence, start, index) if open_plan else None
    if done is not None:
        return _ended(steps, [done])
    turned = [s for s in (opened(sentence, start, index), questioned(sentence, start)) if s is not None]
    return [*steps, *turned]


def compose(steps: Sequence[Step]) -> tuple[Status, Certainty]:
    """The steps taken together, from the innermost outward."""
    status: Status = "happened"
    certainty: Certainty = "certain"
    prevented = False
    for step in steps:
        after = step.certainty or _DEFAULTS.get(step.effect, "certain")
        if step.effect == "negated":
            if status == "hypothetical":
                continue  # "did not demand that he leave" leaves it as open as it was
            status = "happened" if status == "negated" else "negated"
            prevented = step.prevents
        elif prevented and status == "negated" and step.effect in {"future", "hypothetical"}:
            status = "hypothetical"  # "plans to block the march" leaves the march open
        elif step.condition or (step.effect == "hypothetical" and status in {"happened", "future"}):
            status = "hypothetical"
        elif step.effect in {"future", "historical"} and status == "happened":
            status = step.effect
        certainty = min(certainty, after, key=_SURENESS.__getitem__)
    return status, certainty


def _tried(sentence: Sentence, token: Token, above: Token, index: CueIndex) -> bool:
    """ "Tried but failed to leave": an attempt that failed."""
    return token.dep == "xcomp" and above.dep == "conj" and sentence.tokens[above.head].lemma in index.attempts


def _tells(sentence: Sentence, token: Token) -> bool:
    """Whether a clause tells something by itself, so that what stands further out no longer negates it."""
    return token.dep in {"ccomp", "csubj"} and hangs_by(sentence, token) == "that" and is_finite(sentence, token)


def _veil(steps: Iterable[Step]) -> list[Step]:
    """Steps beyond a clause of somebody's words: negation there only leaves the words open."""
    return [
        Step(step.token, "possible", f"{step.why}, further out") if step.effect == "negated" else step for step in steps
    ]


def _undenied(outer: Sequence[Step], steps: list[Step]) -> list[Step]:
    """ "Did not deny that he fled": the denial goes, and he may have fled."""
    if not any("negation" in step.why or "nobody" in step.why for step in outer):
        return list(outer)
    at = next(i for i in range(len(steps) - 1, -1, -1) if steps[i].effect == "negated")
    steps[at] = Step(steps[at].token, "possible", f"{UNDENIED}{steps[at].why}")
    return [step for step in outer if step.effect not in {"negated", "possible"}]


def _stops(sentence: Sentence, token: Token, above: Token, index: CueIndex, *, embedded: bool) -> bool:
    """Whether what stands above no longer bears on the act: it is told as a fact beside it, or taken for granted."""
    if token.dep in {"relcl", "parataxis"} and hangs_by(sentence, token) != "to":
        return token.dep == "relcl" or not index.speaks(above)
    if token.dep == "ccomp" and index.speaks(token) and not sentence.kids(token.i, "ccomp", "mark"):
        return token.i < above.i  # "the raid, they said, did not succeed": they said so
    if token.dep == "advcl":  # "unlikely that they fired" is one clause with its adjective
        return above.pos != "ADJ" or hangs_by(sentence, token) != "that"
    if token.dep == "conj" and (sentence.kids(token.i, "nsubj", "nsubjpass") or _parted(sentence, token, above)):
        return True
    if token.dep in {"acl", "amod"} and token.tag in {"VBN", "VBG", "VBD"} and not embedded:
        return True  # "the bombs planted by rebels did not explode": they were planted
    if token.dep in {"ccomp", "csubj", "acl"} and above.lemma in index.manners.factives and is_finite(sentence, token):
        return True
    if token.dep == "prep" and token.lemma == "in" and has_modal(sentence, above) and sentence.kids(token.i, "pcomp"):
        return False  # "may follow them in leaving"
    if token.dep == "prep" and above.pos in {"VERB", "AUX"}:  # "was praised for fleeing": he fled
        return not embedded and not any(_new(sentence, noun) for noun in sentence.kids(token.i, "pobj"))
    if token.pos not in {"NOUN", "PROPN"} or embedded:
        return False
    if token.dep in {"pobj", "poss", "compound", "appos", "npadvmod"}:
        return token.dep != "pobj" or not (_opened(sentence, above, index) or _new(sentence, token))
    if token.dep == "nsubj" and above.lemma == "be" and sentence.kids(above.i, "attr"):
        return not (has_modal(sentence, above) and _new(sentence, token))  # "the killing was no accident"
    if token.dep in {"nsubj", "nsubjpass", "dobj"}:
        return above.lemma not in index.manners.stages and above.lemma != "be" and _definite(sentence, token, index)
    return False


def _parted(sentence: Sentence, token: Token, above: Token) -> bool:
    """Whether a verb with a tense was hung on one without: "tried to climb the fence and fell"."""
    alone = not sentence.kids(token.i, "aux", "auxpass")
    bare = above.tag in {"VB", "VBG"} or (above.tag == "VBN" and token.tag != "VBD")  # "has not eaten and says"
    return token.tag in {"VBD", "VBZ", "VBP"} and alone and bare and above.pos == "VERB"


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


def _outer(
    sentence: Sentence, token: Token, above: Token, index: CueIndex, seen: set[int], *, embedded: bool
) -> Iterator[Step]:
    """What stands at a governing word, as far as it reaches the act."""
    if above.pos not in {"VERB", "AUX", "NOUN", "ADJ"} or _shares(sentence, token):
        return
    steps = [step for step in around(sentence, above.i, index, outer=True) if step.token not in seen]
    beside_it = (token.pos in {"NOUN", "PROPN"} and above.lemma not in index.manners.stages) or token.dep == "csubj"
    if above.pos == "VERB" and not embedded and (beside_it or token.dep == "prep"):
        steps = [step for step in steps if step.effect != "negated"]  # "a raid did not stop them"
    that = token.dep in {"ccomp", "csubj"} and hangs_by(sentence, token) == "that"
    raising = above.lemma in index.manners.negation_raisers or any(
        told.lemma in index.manners.negation_raisers for told in sentence.kids(above.i, "acomp", "attr")
    )
    for step in steps:
        if not that or not is_finite(sentence, token):
            yield step
        elif step.effect == "future" and indicative_past(sentence, token):
            continue  # "will neither confirm nor deny that the shells went to Accra"
        elif step.effect == "negated" and not raising:
            yield Step(step.token, "possible", f"{step.why} before {above.text.lower()}", "unknown")
        elif not index.speaks(above) or step.effect == "negated":
            yield step


def _shares(sentence: Sentence, token: Token) -> bool:
    """Whether a coordinated predicate has its own auxiliary, so that the first one's does not reach it."""
    return token.dep == "conj" and bool(sentence.kids(token.i, "aux", "neg", "auxpass"))
