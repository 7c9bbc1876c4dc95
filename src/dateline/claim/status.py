"""Did it happen? A walk outward from the predicate through what negates, plans, fears, asks or reports it.

Each step composes with what lies inside it ("denied planning to attack": planned, and that denied).  The words that
decide are kept.  Signatures of verbs and nouns come from the codebook (cues.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.claim.arguments import Grammar
from dateline.codebook.entries import Codebook, Cues, Effect, Embedding
from dateline.model import Act, Certainty, Sentence, Status, Token

_PURPOSE = "rule:purpose@1"


@dataclass(frozen=True, slots=True)
class Step:
    """One word that bears on whether the act happened."""

    token: int
    effect: Effect
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Status and certainty with the steps that led there, innermost first."""

    status: Status
    certainty: Certainty
    steps: tuple[Step, ...]
    attempted: bool
    foiled: bool = False


@dataclass(frozen=True, slots=True)
class CueIndex:
    """The codebook's embedding and reporting words by their first word."""

    embeddings: Mapping[str, tuple[tuple[tuple[str, ...], Embedding], ...]]
    reporting: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    cues: Cues
    attempts: frozenset[str]
    foiling: frozenset[str]
    grammar: Grammar

    @classmethod
    def of(cls, book: Codebook) -> CueIndex:
        embeddings: dict[str, list[tuple[tuple[str, ...], Embedding]]] = {}
        for entry in book.cues.embeddings:
            for lemma in entry.lemmas:
                head, *rest = lemma.split()
                embeddings.setdefault(head, []).append((tuple(rest), entry))
        reporting: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for cue in book.cues.reporting:
            head, *rest = cue.lemma.split()
            reporting.setdefault(head, []).append((tuple(rest), cue.stance))
        return cls(
            {k: tuple(sorted(v, key=lambda pair: -len(pair[0]))) for k, v in embeddings.items()},
            {k: tuple(sorted(v, key=lambda pair: -len(pair[0]))) for k, v in reporting.items()},
            book.cues,
            book.words["attempts"] - {words.split()[0] for words in book.words["foiling verbs"]},
            frozenset(words.split()[0] for words in book.words["foiling verbs"] if " " not in words),
            Grammar.of(book),
        )


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
            steps.extend(_from_above(sentence, token, above, index))
            attempted = attempted or (
                above.lemma in index.attempts and token.dep in {"xcomp", "prep", "pobj", "dobj", "acl"}
            )
            foiled = foiled or (above.lemma in index.foiling and token.dep in {"dobj", "nsubjpass"})
            if token.dep in {"relcl", "parataxis"} and not _reports(above, index):
                break
            if token.dep == "advcl" and not _conditional(sentence, token, index):
                break
            if token.dep == "conj" and sentence.kids(token.i, "nsubj", "nsubjpass"):
                break
            if above.pos in {"VERB", "AUX", "NOUN", "ADJ"} and not _shares(sentence, token):
                steps.extend(_around(sentence, above.i, index, outer=True))
        seen.add(above.i)
        at = above.i
    if sentence.tokens and sentence.tokens[-1].text == "?":
        steps.append(Step(len(sentence.tokens) - 1, "hypothetical", "question"))
    status, certainty = compose(steps)
    return Judged(status, certainty, tuple(step for step in steps if step.effect != "same"), attempted, foiled)


def compose(steps: list[Step]) -> tuple[Status, Certainty]:
    """The steps taken together, from the innermost outward."""
    status: Status = "happened"
    certainty: Certainty = "certain"
    for step in steps:
        if step.effect == "negated":
            status = {"negated": "happened", "happened": "negated"}.get(status, "negated")  # type: ignore[assignment]
        elif step.effect in {"future", "hypothetical", "historical"}:
            if status == "happened" or (step.effect == "hypothetical" and status == "future"):
                status = step.effect
        elif step.effect in {"possible", "probable"}:
            certainty = "possible" if "possible" in (step.effect, certainty) else "probable"
            if step.effect == "possible" and status == "happened" and step.why.startswith("modal"):
                status = "hypothetical"
    if status == "hypothetical" and certainty == "certain":
        certainty = "unknown"
    if status == "future" and certainty == "certain":
        certainty = "probable"
    return status, certainty


def _around(sentence: Sentence, i: int, index: CueIndex, *, outer: bool = False) -> Iterator[Step]:
    """Negation, modals, adverbs and an empty subject at one predicate."""
    cues = index.cues
    token = sentence.tokens[i]
    for kid in sentence.kids(i):
        low = kid.text.lower()
        if kid.dep == "neg" or (kid.dep in {"det", "advmod", "preconj", "predet"} and kid.lemma in cues.negations):
            if low in {"only", "just"}:
                continue
            yield Step(kid.i, "negated", f"negation {low}")
        elif kid.dep == "aux" and (kid.lemma in cues.modals or low in cues.modals):
            effect = cues.modals.get(kid.lemma) or cues.modals[low]
            if effect != "same":
                yield Step(kid.i, effect, f"modal {low}")
        elif kid.dep in {"advmod", "npadvmod", "amod"} and (kid.lemma in cues.adverbs or low in cues.adverbs):
            effect = cues.adverbs.get(low) or cues.adverbs[kid.lemma]
            if effect != "same":
                yield Step(kid.i, effect, f"adverb {low}")
        elif kid.dep in {"nsubj", "nsubjpass", "dobj"} and not outer and _is_none(sentence, kid, cues):
            yield Step(kid.i, "negated", f"nobody: {low}")
        elif kid.dep == "mark" and low in cues.conditionals and token.dep in {"advcl", "ccomp"}:
            yield Step(kid.i, "hypothetical", f"condition {low}")
    if token.tag == "VB" and token.dep == "xcomp" and sentence.tokens[token.head].lemma == "be":
        yield Step(token.head, "future", "is to")
    if token.dep == "pobj" and sentence.tokens[token.head].lemma == "without":
        yield Step(token.head, "negated", "without")


def _is_none(sentence: Sentence, noun: Token, cues: Cues) -> bool:
    if noun.lemma in cues.negations or noun.text.lower() in {"none", "nobody", "no-one", "nothing"}:
        return True
    return any(kid.dep == "det" and kid.text.lower() in {"no", "neither"} for kid in sentence.kids(noun.i))


def _conditional(sentence: Sentence, token: Token, index: CueIndex) -> bool:
    return any(kid.text.lower() in index.cues.conditionals for kid in sentence.kids(token.i, "mark"))


def _shares(sentence: Sentence, token: Token) -> bool:
    """Whether a coordinated predicate has its own auxiliary, so that the first one's does not reach it."""
    return token.dep == "conj" and bool(sentence.kids(token.i, "aux", "neg"))


def _reports(token: Token, index: CueIndex) -> bool:
    return token.lemma in index.reporting


def _from_above(sentence: Sentence, token: Token, above: Token, index: CueIndex) -> Iterator[Step]:
    """What the governing word does to what it embeds."""
    how = _clause(sentence, token)
    if how is None:
        return
    for rest, entry in index.embeddings.get(above.lemma, ()):
        if how in entry.clause and _has(sentence, above, rest):
            if how == "that" and entry.effect == "future" and _indicative_past(sentence, token):
                return  # "instructed us that they were burning tents" tells, it does not order
            yield Step(above.i, entry.effect, f"{entry.id}: {above.text.lower()}")
            return
    if how == "to" and token.dep == "advcl":
        yield Step(above.i, "future", _PURPOSE)
    elif how == "to" and token.dep == "acl":
        yield Step(above.i, "future", "rule:infinitive-of-noun@1")


def _indicative_past(sentence: Sentence, token: Token) -> bool:
    """Whether a clause tells of something begun: in the past tense, or a participle with a subject of its own."""
    return token.tag == "VBD" or (token.tag == "VBG" and bool(sentence.kids(token.i, "nsubj")))


def _clause(sentence: Sentence, token: Token) -> str | None:
    """How an act hangs from the word above it, in the codebook's terms."""
    marked_to = any(kid.dep == "aux" and kid.text.lower() == "to" for kid in sentence.kids(token.i))
    if token.dep in {"xcomp", "ccomp", "acl", "advcl", "csubj"} and token.tag == "VB" and marked_to:
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


def _has(sentence: Sentence, above: Token, rest: tuple[str, ...]) -> bool:
    words = {kid.lemma for kid in sentence.kids(above.i)} | {kid.text.lower() for kid in sentence.kids(above.i)}
    return all(word in words for word in rest)
