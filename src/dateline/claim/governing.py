"""What the word that an act hangs from does to it: a verb, noun or adjective of the codebook ("refused to", "threat
of", "unlikely that"), a purpose, a phrase that puts it ahead, a clause of its own ("what they want is")."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claim.cues import CueIndex
from dateline.claim.predicate import Step, around, is_finite
from dateline.model import Sentence, Token

_PURPOSE = "rule:purpose@1"


def from_above(sentence: Sentence, token: Token, above: Token, index: CueIndex) -> Iterator[Step]:
    """What the governing word does to what it embeds."""
    if token.dep == "nsubj" and token.pos == "NOUN":  # "a raid is unlikely"
        for told in sentence.kids(above.i, "acomp", "oprd", "attr"):
            judging = index.embedding(sentence, told, "that")
            denied = any(kid.text.lower() == "no" for kid in sentence.kids(told.i, "det"))
            if judging is not None and not (
                denied and judging.effect in {"possible", "hypothetical"}
            ):  # "is no rumour"
                yield Step(told.i, judging.effect, f"{judging.id}: {told.text.lower()}", judging.certainty)
        yield from _ahead(sentence, above, index)
    yield from _not_excluded(sentence, token, above, index)
    yield from _cleft(sentence, token, above, index)
    how = hangs_by(sentence, token)
    if how is None:
        return
    too = above.pos in {"ADJ", "ADV"} and any(kid.text.lower() == "too" for kid in sentence.kids(above.i, "advmod"))
    if how == "to" and too:
        yield Step(above.i, "negated", f"too {above.text.lower()} to")
        return
    if how == "to":
        open_by = next((kid for kid in sentence.kids(token.i) if kid.text.lower() == "whether"), None)
        if open_by is not None:  # "votes on whether to strip him of his seat"
            yield Step(open_by.i, "hypothetical", "whether to")
            return
        if token.dep == "csubj" and has_modal(sentence, above):  # "to arrest him now would be madness"
            yield Step(above.i, "hypothetical", "infinitive as subject")
            return
        if _used_for(sentence, above, index):
            return  # "used its right to expel", "it took a letter to make them yield"
    entry = index.embedding(sentence, above, how)
    bearer = above
    if entry is None and above.pos == "AUX" and how in {"that", "to"}:  # "it is improbable that they will leave"
        for told in sentence.kids(above.i, "acomp", "attr", "oprd"):
            if entry is None and (entry := index.embedding(sentence, told, how)) is not None:
                bearer = told
    if entry is not None and _quoted_before(sentence, token, above, index):
        return  # "they were not asked, the mayor told reporters"
    if entry is not None:
        if how == "that" and entry.effect == "future" and indicative_past(sentence, token):
            others = [
                one for _, one in index.embeddings[bearer.lemma] if how in one.clause and one.effect == "probable"
            ]
            if others:  # "it is likely that he was expelled"
                yield Step(bearer.i, "probable", f"{others[0].id}: {bearer.text.lower()}")
            return  # "instructed us that they were burning tents" tells, it does not order
        if entry.effect == "hypothetical" and above.lemma in index.manners.abilities and _past(sentence, above):
            yield Step(above.i, "probable", f"{entry.id}: {above.text.lower()}")
            return
        if (
            how == "that"
            and above.lemma == "doubt"
            and any(kid.text.lower() in {"will", "would"} for kid in sentence.kids(token.i, "aux"))
        ):
            yield Step(above.i, "negated", f"{entry.id}: doubted to come", "probable")
            return
        if entry.effect == "possible" and _beyond(sentence, bearer, index):
            return  # "leaves little doubt that", "is satisfied beyond doubt that"
        prevents = entry.effect == "negated" and how in {"object", "noun", "ing"}
        yield Step(above.i, entry.effect, f"{entry.id}: {above.text.lower()}", entry.certainty, prevents=prevents)
    elif how == "to" and token.dep == "advcl":
        yield from _purposed(sentence, token, above, index)
    elif how == "to" and token.dep in {"acl", "relcl"} and above.dep == "ROOT" and above.pos == "PROPN":
        yield Step(above.i, "future", "infinitive as a headline")  # "Fiji to send peacekeepers"
    elif how == "to" and token.dep in {"acl", "relcl"}:
        yield Step(above.i, "hypothetical", "rule:infinitive-of-noun@1", "probable")


def _quoted_before(sentence: Sentence, token: Token, above: Token, index: CueIndex) -> bool:
    """Whether a clause is told before its verb of telling, which then orders nothing."""
    return token.dep == "ccomp" and token.i < above.i and index.says(above) and is_finite(sentence, token)


def _purposed(sentence: Sentence, token: Token, above: Token, index: CueIndex) -> Iterator[Step]:
    """What an infinitive beside a verb tells: a purpose; a result ("rallied to close higher"); what is done as a habit
    ("routinely send thugs to beat tenants"); in a headline what comes next ("PARTIES LIFT BOYCOTT, TO MEET FRIDAY")."""
    if token.lemma in index.manners.outcomes and above.tag == "VBD":
        return
    if any(kid.lemma in index.manners.habits for kid in sentence.kids(above.i, "advmod")):
        return
    if above.dep == "xcomp" and sentence.tokens[above.head].lemma in {"use", "used"}:
        yield Step(above.head, "historical", "used to")
        return
    first = min(sentence.subtree(token.i))
    headline = sentence.tokens[-1].pos != "PUNCT" and above.tag in {"VBZ", "VBP"}
    if headline and first and sentence.tokens[first - 1].text == ",":
        yield Step(above.i, "future", "infinitive as a headline")
    else:
        yield Step(above.i, "hypothetical", _PURPOSE, "probable")


def _ahead(sentence: Sentence, verb: Token, index: CueIndex) -> Iterator[Step]:
    """ "A deal is within reach": a phrase that says of a noun that it is yet to come."""
    for prep in sentence.kids(verb.i, "prep", "acomp"):
        words = " ".join(sentence.tokens[i].text.lower() for i in sentence.subtree(prep.i))
        if any(words.startswith(phrase) for phrase in index.manners.ahead):
            yield Step(prep.i, "future", f"ahead: {words}")


def _not_excluded(sentence: Sentence, token: Token, above: Token, index: CueIndex) -> Iterator[Step]:
    """ "A repeat cannot be ruled out": what is not excluded may be."""
    if token.dep not in {"nsubjpass", "dobj", "ccomp"} or above.lemma not in index.manners.excluding:
        return
    if above.lemma == "rule" and not any(kid.text.lower() == "out" for kid in sentence.kids(above.i)):
        return
    denied = any(kid.dep == "neg" or kid.lemma in index.cues.negations for kid in sentence.kids(above.i))
    if denied:
        yield Step(above.i, "hypothetical", f"not {above.text.lower()}", condition=True)


def _cleft(sentence: Sentence, token: Token, above: Token, index: CueIndex) -> Iterator[Step]:
    """ "What they want is an amnesty", "a refusal is what they dread": the verb of the clause bears on the noun."""
    if token.dep not in {"attr", "nsubj"} or token.pos != "NOUN" or above.lemma != "be":
        return
    for clause in sentence.kids(above.i, "csubj" if token.dep == "attr" else "ccomp"):
        what = any(kid.text.lower() == "what" for kid in sentence.kids(clause.i, "dobj"))
        entry = index.embedding(sentence, clause, "object") if what else None
        if entry is not None and entry.effect in {"hypothetical", "future"}:
            yield Step(clause.i, entry.effect, f"{entry.id}: what they {clause.text.lower()}", entry.certainty)
        elif what:
            yield from (step for step in around(sentence, clause.i, index, outer=True) if step.effect != "negated")


def _beyond(sentence: Sentence, doubt: Token, index: CueIndex) -> bool:
    """Whether a noun for doubt is said to be none: "no doubt", "little doubt", "beyond reasonable doubt"."""
    if doubt.lemma != "doubt" or doubt.pos != "NOUN":
        return False
    little = any(kid.lemma in {"little", "no"} for kid in sentence.kids(doubt.i, "det", "amod"))
    above = sentence.tokens[doubt.head]
    return little or (doubt.dep == "pobj" and above.lemma in {"beyond", "without"})


def _used_for(sentence: Sentence, above: Token, index: CueIndex) -> bool:
    """Whether an infinitive tells what came of what was used or needed for it, and that it did: in the past tense,
    without a negation."""
    verb = sentence.tokens[above.head] if above.pos == "NOUN" and above.dep == "dobj" else above
    if verb.lemma not in index.manners.using or verb.tag not in {"VBD", "VBN"} or has_modal(sentence, verb):
        return False
    if verb.lemma == "take" and not any(kid.text.lower() == "it" for kid in sentence.kids(verb.i, "nsubj", "expl")):
        return False
    if verb.lemma != "take" and verb is above:
        return False
    return not any(kid.dep == "neg" for kid in sentence.kids(verb.i))


def _past(sentence: Sentence, word: Token) -> bool:
    """Whether a verb, or the verb that carries an adjective, stands in the past tense without a modal."""
    verb = sentence.tokens[word.head] if word.pos == "ADJ" else word
    if sentence.kids(verb.i, "aux") and any(kid.tag == "MD" or kid.text == "to" for kid in sentence.kids(verb.i)):
        return False
    return verb.tag == "VBD" or any(kid.tag == "VBD" for kid in sentence.kids(verb.i, "aux", "auxpass"))


def indicative_past(sentence: Sentence, token: Token) -> bool:
    """Whether a clause tells of something begun: in the past tense, or a participle with a subject of its own."""
    if token.tag == "VBN" and not has_modal(sentence, token):  # "likely that he was pushed out"
        return any(kid.tag in {"VBD", "VBZ", "VBP"} for kid in sentence.kids(token.i, "aux", "auxpass"))
    return token.tag == "VBD" or (token.tag == "VBG" and bool(sentence.kids(token.i, "nsubj")))


def hangs_by(sentence: Sentence, token: Token) -> str | None:
    """How an act hangs from the word above it, in the codebook's terms."""
    aux = sentence.kids(token.i, "aux", "auxpass")
    marked_to = any(kid.text.lower() == "to" for kid in aux)
    bare = token.tag == "VB" or any(kid.tag == "VB" for kid in aux)  # "to attack", "to be attacked"
    if token.dep in {"xcomp", "ccomp", "acl", "relcl", "advcl", "csubj"} and bare and marked_to:
        return "to"
    bare_ing = token.tag == "VBG" or (aux and all(kid.tag == "VBG" for kid in aux))
    if token.dep == "ccomp" and bare_ing and not sentence.kids(token.i, "nsubj", "nsubjpass", "mark"):
        return "ing"  # "recall being conscripted"
    that = any(kid.text.lower() == "that" for kid in sentence.kids(token.i, "mark"))
    if token.dep == "advcl" and that and sentence.tokens[token.head].pos == "ADJ":
        return "that"
    if token.dep in {"ccomp", "csubj"} or (token.dep == "acl" and sentence.kids(token.i, "mark")):
        return "that"
    running = token.tag == "VBG" or any(kid.tag == "VBG" for kid in aux)  # "leaving", "being left"
    if token.dep in {"xcomp", "pcomp", "csubj"} and running:
        return "ing"
    if token.dep in {"pobj", "prep", "pcomp"}:
        return "noun"
    if token.dep in {"dobj", "nsubjpass", "attr"}:
        return "object"
    if token.dep in {"compound", "poss"}:
        return "noun"
    return "to" if token.dep == "xcomp" else None


def has_modal(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb has a modal."""
    return any(kid.tag == "MD" for kid in sentence.kids(verb.i, "aux"))
