"""The tense of the verb that a time hangs from: whether "on Monday" lies behind or ahead."""

from __future__ import annotations

from typing import Literal

from dateline.model import Sentence, Span, Token

Tense = Literal["past", "present", "future", "unknown"]

_WILL = frozenset({"will", "'ll", "’ll", "shall", "wo", "would"})


def tense_over(sentence: Sentence, span: Span, expected: frozenset[str]) -> Tense:
    """The tense above a span. ``expected`` are lemmas that put what hangs from them ahead ("scheduled for Friday").

    The climb stops at the first finite verb: in "he said he will leave on Monday" that is "will leave".
    """
    head = sentence.head_of(span)
    if head is None:
        return "unknown"
    ahead = infinitive = False
    chain = [sentence.tokens[head], *sentence.ancestors(head)]
    for token in chain:
        if token.tag[:2] not in ("VB", "MD", "JJ", "NN", "RB") or (token.start >= span.start and token.end <= span.end):
            continue
        if token.lemma in expected and token.tag[:2] != "NN":
            if token.tag in ("VBN", "JJ", "VBG"):
                return "future"
            if infinitive:
                return "future"  # "agreed to meet on Saturday"
            ahead = ahead or token.tag not in ("VBD",)
        if token.tag[:2] not in ("VB", "MD"):
            continue
        found = _tense_of(sentence, token)
        if found == "infinitive":
            ahead = infinitive = True
            continue
        if found is None:
            continue
        return "future" if ahead and found in ("present", "future") else found
    return "future" if ahead else "unknown"


def _tense_of(sentence: Sentence, verb: Token) -> Tense | Literal["infinitive"] | None:
    """``None`` where the verb itself does not tell and its own head decides (a bare participle)."""
    helpers = [kid for kid in sentence.kids(verb.i, "aux", "auxpass")]
    words = {kid.text.lower() for kid in helpers}
    if words & _WILL or verb.tag == "MD":
        return "future"
    if "to" in words or (verb.tag == "VB" and any(kid.tag == "TO" for kid in helpers)):
        return "infinitive"
    if verb.tag == "VBD" or words & {"was", "were", "had", "did", "has", "have", "been"}:
        return "past"
    if verb.tag in ("VBP", "VBZ"):
        return "present"
    if verb.tag == "VBG":
        return "present" if words & {"is", "are", "'re", "'s", "am"} else None
    if verb.tag == "VBN" and not helpers and verb.dep in ("acomp", "oprd", "amod"):
        return None  # "stays closed": the verb above tells
    if verb.tag == "VBN":
        return "present" if words & {"is", "are", "be"} else "past"
    return None
