"""Known faults of the parser and their mending: rules about trees, each with the shape it mends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model import Token


@dataclass(frozen=True, slots=True)
class Verbs:
    """Lemmas of verbs, and of nouns beside them: verbs of ``speaking``, which take clauses; ``objected`` ones, which
    never go without an object; verbs of ``harming``, which a bare noun for one of ``people`` undergoes where no word of
    ``aiming`` follows."""

    speaking: frozenset[str]
    objected: frozenset[str]
    harming: frozenset[str]
    people: frozenset[str]
    aiming: frozenset[str]


def mend(tokens: Sequence[Token], verbs: Verbs) -> tuple[Token, ...]:
    """The tokens with their heads and labels mended."""
    return tuple(_passives(_tails(_clauses(tokens, verbs.speaking), verbs.speaking), verbs))


def _passives(tokens: Sequence[Token], verbs: Verbs) -> list[Token]:
    """ "Mayor accused of theft", "Minister shot and wounded by pensioner": headlines leave out "was". A past form
    without auxiliary and object is a passive where "by" brings who did it, where the verb needs an object, or where it
    harms and its subject is a bare noun for a person ("Man shot in Gao", not "The man shot in self-defence")."""
    out = list(tokens)
    for verb in tokens:
        if verb.tag not in {"VBD", "VBN"} or verb.pos != "VERB":
            continue
        kids = [t for t in tokens if t.head == verb.i and t.i != verb.i]
        deps = {t.dep for t in kids}
        if "nsubj" not in deps or deps & {
            "aux",
            "auxpass",
            "dobj",
            "dative",
            "ccomp",
            "xcomp",
            "attr",
            "oprd",
            "acomp",
            "prt",
        }:
            continue
        chain = [verb, *(t for t in kids if t.dep == "conj" and t.tag in {"VBD", "VBN"})]
        done = any(t.dep == "agent" and t.head in {v.i for v in chain} for t in tokens)
        joined = any(t.dep == "dobj" and t.head in {v.i for v in chain} for t in tokens)
        subject = next(t for t in kids if t.dep == "nsubj")
        if joined or subject.tag in {"WP", "WDT", "PRP"}:
            continue
        bare = verb.lemma in verbs.harming and _is_bare(tokens, subject, verbs.people) and not _aims(kids, verbs.aiming)
        if not (done or bare or verb.lemma in verbs.objected):
            continue
        out[subject.i] = subject._replace(dep="nsubjpass")
    return out


def _is_bare(tokens: Sequence[Token], noun: Token, people: frozenset[str]) -> bool:
    """Whether a headline would write it so: a noun for one person with no article before it."""
    opened = any(t.head == noun.i and t.i != noun.i and t.dep in {"det", "poss"} for t in tokens)
    return noun.tag in {"NN", "NNP"} and noun.lemma.lower() in people and not opened


def _aims(kids: Sequence[Token], aiming: frozenset[str]) -> bool:
    return any(t.dep in {"prep", "prt", "advmod"} and t.lemma in aiming for t in kids)


def _clauses(tokens: Sequence[Token], speaking: frozenset[str]) -> list[Token]:
    """ "The group states 40 of its men died": the parser makes "40 of its men" the object of "states" and hangs "died"
    beside it. A verb of speech has no people for an object: they are the subject of the clause that it reports."""
    out = list(tokens)
    for verb in tokens:
        if verb.pos != "VERB" or verb.lemma not in speaking:
            continue
        kids = [t for t in out if t.head == verb.i and t.i != verb.i]
        objects = [t for t in kids if t.dep == "dobj" and t.i > verb.i and t.tag in {"NNS", "NNPS", "CD", "PRP", "NNP"}]
        joined = [
            t for t in kids if t.dep == "conj" and t.tag in {"VBD", "VBZ", "VBP"} and objects and t.i > objects[0].i
        ]
        if len(objects) != 1 or len(joined) != 1:
            continue
        clause = joined[0]
        own_subject = any(t.head == clause.i and t.dep in {"nsubj", "nsubjpass"} for t in out)
        if own_subject or any(t.dep == "cc" and t.i > objects[0].i for t in kids):
            continue
        passive = any(t.head == clause.i and t.dep == "auxpass" for t in out)
        out[clause.i] = clause._replace(dep="ccomp")
        out[objects[0].i] = objects[0]._replace(head=clause.i, dep="nsubjpass" if passive else "nsubj")
    return out


def _tails(tokens: Sequence[Token], speaking: frozenset[str]) -> list[Token]:
    """ "Police arrested six men in Kisumu, Kenya, on Thursday, police said": the parser hangs "on Thursday" from
    "said".  What stands between a reported clause and the speaker named after it belongs to the clause."""
    out = list(tokens)
    for verb in tokens:
        if verb.lemma not in speaking:
            continue
        kids = [t for t in out if t.head == verb.i and t.i != verb.i]
        clause = next((t for t in kids if t.dep == "ccomp" and t.i < verb.i), None)
        speaker = next((t for t in kids if t.dep == "nsubj"), None)
        if clause is None or speaker is None or speaker.i < clause.i:
            continue
        start = min([speaker.i, *(t.i for t in out if t.head == speaker.i)])
        if tokens[start - 1].text != "," or tokens[start - 1].i < clause.i:
            continue
        for tail in kids:
            if tail.dep in {"prep", "npadvmod", "advmod"} and clause.i < tail.i < start:
                out[tail.i] = tail._replace(head=clause.i)
    return out
