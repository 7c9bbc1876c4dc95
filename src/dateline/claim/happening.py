"""Words of one happening in one clause: "gunmen attacked the village, killing twelve" is one claim, not two.

The act that stands higher keeps its place; the lower one lends it what it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.claim.roles import Bound
from dateline.claim.tollwords import TollIndex
from dateline.model import Sentence

_SAME_TIME = {"when", "as", "while"}
_IN = {"in", "during", "by", "with"}
_OUT_OF = {"from", "of"}
_CALLS = {"REQUEST", "REJECT", "ACCUSE"}


def absorb(sentence: Sentence, bounds: Sequence[Bound], tolls: TollIndex) -> list[tuple[Bound, tuple[Bound, ...]]]:
    """The acts of a sentence that make claims, each with the acts that only measure it or give its means."""
    into: dict[int, int] = {}
    by_head = {b.act.head: b for b in bounds}
    carriers = {b.act.light: b.act.head for b in bounds if b.act.light is not None}
    for low in bounds:
        cried = _cried(sentence, low, by_head, carriers)
        if cried is not None:
            into[low.act.head] = cried.act.head
            continue
        high = _governing(sentence, low, by_head, carriers)
        if high is None or low.pattern.code != "ASSAULT" or high.pattern.code != "ASSAULT":
            continue
        means = low.act.nominal and low.act.head in high.fillers.get("actor", ())  # "an air strike hit the camp"
        if means or _measures(sentence, low, tolls) or _measures(sentence, high, tolls):
            into[low.act.head] = high.act.head
    out = []
    for bound in bounds:
        if bound.act.head in into:
            continue
        lent = tuple(b for b in bounds if _root(b.act.head, into) == bound.act.head and b is not bound)
        out.append((_completed(sentence, bound, lent), lent))
    return out


def _root(head: int, into: dict[int, int]) -> int:
    seen = {head}
    while head in into and into[head] not in seen:
        head = into[head]
        seen.add(head)
    return head


def _measures(sentence: Sentence, bound: Bound, tolls: TollIndex) -> bool:
    tokens = [sentence.tokens[i] for i in bound.act.words]
    return any(t.lemma in tolls.verbs or t.lemma in tolls.nouns or t.lemma in tolls.adjectives for t in tokens)


def _governing(sentence: Sentence, low: Bound, by_head: dict[int, Bound], carriers: dict[int, int]) -> Bound | None:
    """The act that this one hangs from in the same happening."""
    start = low.act.light if low.act.light is not None else low.act.head
    token = sentence.tokens[start]
    above = sentence.tokens[token.head]
    if token.head == token.i:
        return None
    if token.dep == "advcl":
        marks = {kid.text.lower() for kid in sentence.kids(token.i, "mark", "advmod")}
        if token.tag != "VBG" and not marks & _SAME_TIME:
            return None
    elif token.dep == "conj":
        if above.pos == "VERB" and sentence.kids(token.i, "nsubj", "nsubjpass"):
            own = sentence.kids(token.i, "nsubjpass")
            if not own or not any(k.pos in {"NUM", "NOUN"} for k in own):
                return None
    elif token.dep == "pobj":
        over = sentence.tokens[above.head]
        if above.lemma not in _IN and not (above.lemma in _OUT_OF and over.pos == "VERB"):
            return None
        above = over
    elif token.dep not in {"nsubj", "xcomp", "acl"}:
        return None
    head = carriers.get(above.i, above.i)
    found = by_head.get(head)
    return found if found is not low else None


def _cried(sentence: Sentence, low: Bound, by_head: Mapping[int, Bound], carriers: Mapping[int, int]) -> Bound | None:
    """The protest whose cause or call these words tell: "marched to demand elections", "a rally in protest at"."""
    if low.pattern.code not in _CALLS:
        return None
    token = sentence.tokens[low.act.light if low.act.light is not None else low.act.head]
    if token.dep not in {"advcl", "xcomp", "acl", "pcomp", "pobj"}:
        return None
    above = sentence.tokens[token.head]
    if token.dep in {"pcomp", "pobj"}:
        if above.lemma not in _IN:
            return None
        above = sentence.tokens[above.head]
    found = by_head.get(carriers.get(above.i, above.i))
    return found if found is not None and found is not low and found.pattern.code == "PROTEST" else None


def _has_its_own(sentence: Sentence, bound: Bound) -> bool:
    """Whether a coordinated act tells of others than the one before: "a man was shot and a woman was shot dead"."""
    return sentence.tokens[bound.act.head].dep == "conj" and bool(sentence.kids(bound.act.head, "nsubjpass"))


def _completed(sentence: Sentence, bound: Bound, lent: Sequence[Bound]) -> Bound:
    """The act with the roles that it leaves open filled from the acts it takes in."""
    fillers = dict(bound.fillers)
    for other in lent:
        for slot, heads in other.fillers.items():
            kept = tuple(i for i in heads if i not in {b.act.head for b in (bound, *lent)})
            if slot == "recipient" and _has_its_own(sentence, other):
                fillers[slot] = tuple(dict.fromkeys((*fillers.get(slot, ()), *kept)))
            elif kept and not any(i for i in fillers.get(slot, ()) if i not in {b.act.head for b in lent}):
                fillers[slot] = kept
    return replace(bound, fillers=fillers)
