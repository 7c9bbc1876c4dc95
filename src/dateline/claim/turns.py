"""What turns a whole sentence: a supposition against the facts, a condition that opens it, a question in its middle, a
plan said to have been carried out or to have come to nothing. Read from the order of the words, for the parser often
hangs these wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claim.cues import CueIndex
from dateline.claim.predicate import Step, is_none
from dateline.model import Sentence, Token

_OPENING = 3
"""A word that opens a condition stands among the first words of its clause."""


def supposed(sentence: Sentence, i: int) -> Step | None:
    """ "Had they fled, ...", "..., had it been asked": an auxiliary before its subject supposes what did not happen."""
    tokens = sentence.tokens
    act = tokens[i]
    if act.tag not in {"VBN", "VBD"} and not (act.pos == "NOUN" or act.tag == "VB"):
        return None
    for had in tokens[:i]:
        if not _inverted(sentence, had):
            continue
        between = tokens[had.i + 1 : i]
        if any(t.text in {",", ";", ":"} or t.pos == "SCONJ" for t in between):
            continue
        others = [t for t in between if t.pos == "VERB" and t.tag != "VBG"]
        if act.pos in {"VERB", "AUX"} and act.tag in {"VBN", "VBD"} and not others:
            return Step(had.i, "negated", "supposed against the facts")
    return None


def beside_supposed(sentence: Sentence, i: int) -> Step | None:
    """What would be so, had the supposed happened: "... they would be fighting still"."""
    had = next((t for t in sentence.tokens if _inverted(sentence, t)), None)
    if had is None:
        return None
    for kid in sentence.kids(i, "aux"):
        perfect = any(k.lemma == "have" for k in sentence.kids(i, "aux"))
        if kid.text.lower() in {"would", "'d", "could", "might"} and not perfect:
            return Step(kid.i, "negated", "beside what is supposed against the facts", "probable")
    return None


def after_all(sentence: Sentence, i: int) -> int | None:
    """Where, behind an act, a supposition against the facts begins: "would not have gone had they not asked"."""
    return next((t.i for t in sentence.tokens[i + 1 :] if t.i > i + 1 and _inverted(sentence, t)), None)


def _inverted(sentence: Sentence, had: Token) -> bool:
    """Whether a "had" (or "were" at the head of a sentence) stands before its subject, beside a "would"."""
    tokens = sentence.tokens
    low = had.text.lower()
    if low not in {"had", "were"} or had.i + 2 >= len(tokens) or any(t.text == "?" for t in tokens):
        return False
    if low == "were" and had.i:
        return False
    before = tokens[had.i - 1] if had.i else None
    after = tokens[had.i + 1]
    opens = before is None or before.text in {",", ";", "that", '"', "``"} or before.pos in {"NOUN", "PROPN"}
    if before is not None and before.pos in {"NOUN", "PROPN"} and after.pos not in {"DET", "PROPN", "PRON", "NOUN"}:
        return False
    if not opens or after.pos not in {"DET", "PROPN", "PRON", "NOUN", "ADJ", "NUM"}:
        return False
    if (
        after.i + 1 < len(tokens)
        and before is not None
        and before.pos in {"NOUN", "PROPN"}
        and not _clause_after(sentence, had.i)
    ):
        return False
    return any(t.text.lower() in {"would", "'d", "could", "might"} for t in tokens)


def _clause_after(sentence: Sentence, had: int) -> bool:
    """Whether a subject and a participle follow: "had Beijing not asked"."""
    for token in sentence.tokens[had + 1 : had + 7]:
        if token.tag in {"VBN", "VBD"}:
            return True
        if token.text in {",", ";"}:
            return False
    return False


def opened(sentence: Sentence, i: int, index: CueIndex) -> Step | None:
    """ "Provided the guns stay silent, ...", "What if it was they that fired?": a word that opens a supposition."""
    tokens = sentence.tokens
    words = index.manners.openers
    comma = next((t.i for t in tokens if t.text == ","), len(tokens))
    for first in tokens[:_OPENING]:
        phrase = " ".join(t.text.lower() for t in tokens[: first.i + 1])
        if phrase not in words or i <= first.i:
            continue
        if i < comma:
            return Step(first.i, "hypothetical", f"opened by {phrase}", "unknown", condition=True)
        if any(kid.tag == "MD" for kid in sentence.kids(i, "aux")):
            return Step(first.i, "hypothetical", f"under what {phrase} opens", "unknown")
    return None


def questioned(sentence: Sentence, i: int) -> Step | None:
    """A mark of question behind the act's clause, wherever it stands: "Were they expelled? he could not say". Who asks
    why or how takes what he asks about for done."""
    first = next((t.text.lower() for t in sentence.tokens if t.pos != "PUNCT"), "")
    if first in {"why", "how", "who", "where", "when"} and sentence.tokens[i].tag in {"VBD", "VBN"}:
        return None
    for token in sentence.tokens[i + 1 :]:
        if token.text == "?":
            return Step(token.i, "hypothetical", "question", "unknown", condition=True)
        if token.text in {";", '"', "''", "."}:
            return None
    return None


def carried_out(sentence: Sentence, i: int, index: CueIndex) -> Step | None:
    """What is told later of a plan for the act: that it was done ("and did so"), or came to nothing."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens[i + 1 : -1], i + 1):
        if token.text.lower() in {"did", "done"} and tokens[at + 1].text.lower() in {"so", "just"}:
            nobody = any(is_none(sentence, kid, index) for kid in sentence.kids(at, "nsubj"))
            if nobody or any(t.text.lower() in index.cues.negations for t in tokens[max(at - 3, 0) : at]):
                return Step(at, "negated", "did not do so")
            return Step(at, "same", "did so")
    planned = tokens[tokens[i].head]
    joined = (*sentence.kids(planned.i, "conj"), *sentence.kids(i, "conj")) if planned.pos == "VERB" else ()
    for other in joined:
        own = sentence.kids(other.i, "nsubj", "nsubjpass", "aux", "neg")
        if other.i > i and other.lemma in index.manners.staying and other.tag in {"VBD", "VBN"} and not own:
            return Step(other.i, "negated", f"but {other.text.lower()}")  # "meant to resign but stayed"
    but = next((t.i for t in tokens[i + 1 :] if t.text.lower() == "but"), None)
    if but is not None and any(t.text.lower() == "instead" for t in tokens[but:]):
        return Step(but, "negated", "but something else instead")  # "was sent to arrest him, but warned him instead"
    return None


def fate(sentence: Sentence, noun: Token, index: CueIndex, *, planned: bool) -> Iterator[Step]:
    """What became of what a noun names, where it is the subject: "came to nothing", "was never carried out", "was
    implemented". Only of what is ``planned`` does "was broken" or "fell through" say that it did not come about."""
    if noun.dep not in {"nsubj", "nsubjpass"} or noun.lemma in index.attempts:
        return
    verb = sentence.tokens[noun.head]
    for said in sentence.kids(verb.i, "acomp", "attr") if verb.lemma == "be" and noun.pos == "NOUN" else ():
        entry = index.embedding(sentence, said, "that")
        denied = any(kid.dep == "neg" for kid in sentence.kids(verb.i)) or is_none(sentence, said, index)
        if planned and entry is not None and entry.effect == "negated" and entry.certainty is None and not denied:
            yield Step(said.i, "negated", f"{entry.id}: {said.text.lower()}")
            return
    for told in (verb, *sentence.kids(verb.i, "conj")):
        if told.pos not in {"VERB", "AUX"}:
            continue
        kids = sentence.kids(told.i)
        if any(kid.tag == "MD" or kid.dep in {"dobj", "xcomp", "ccomp"} for kid in kids):
            continue  # "the plan would keep it British" is nobody's word on the plan's fate
        below = {kid.lemma for kid in kids} | {kid.text.lower() for kid in kids}
        below |= {kid.lemma for prep in sentence.kids(told.i, "prep") for kid in sentence.kids(prep.i, "pobj")}
        denied = any(kid.dep == "neg" or kid.lemma in index.cues.negations for kid in kids)
        denied = denied or any(kid.text.lower() == "no" for told_of in kids for kid in sentence.kids(told_of.i, "det"))
        for rest in index.manners.ends.get(told.lemma, ()):
            sure = bool(rest) or told.lemma in index.manners.scrapping
            if all(word in below for word in rest) and not denied and (planned or sure):
                yield Step(told.i, "negated", f"came to nothing: {told.text.lower()}")
                return
        for rest in index.manners.fulfilments.get(told.lemma, ()):
            if all(word in below for word in rest):
                yield Step(told.i, "negated" if denied else "same", f"carried out: {told.text.lower()}")
                return
