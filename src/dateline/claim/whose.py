"""Whose class a source has that is not named by its own words: a pronoun, "its leader", "two of them", somebody who
speaks of his brother, a trade that the codebook does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.claim.quotes import quoted_tokens
from dateline.claim.scene import Scene
from dateline.claim.sources import UNKNOWN, SourceClasses, full_phrase, source_span
from dateline.claim.speech import Brought
from dateline.model import Sentence, Token

_PRONOUNS = {"he", "she", "it", "they", "them"}
_OWNERS = {"his", "her", "its", "their"}
_SINGULAR = {"he", "she", "it", "his", "her", "its"}
_FIRST = {"my", "our"}
_AGE = re.compile(r"[1-9]\d")
_NO_PERSON = {"document", "social_media"}


def class_of(scene: Scene, brought: Brought, classes: SourceClasses) -> str:
    """The class of whoever a cue names as its source."""
    sentence = scene.sentence
    if brought.source is None:
        return UNKNOWN
    source = sentence.tokens[brought.source]
    if source.text.lower() in {"i", "we"} and source.i not in quoted_tokens(sentence):
        return "reporter_own"
    span, mention = source_span(scene, brought.source)
    words = [sentence.tokens[i] for i in sentence.within(span)]
    text = " ".join(token.text for token in words)
    around = " ".join(sentence.tokens[i].text.lower() for i in sentence.subtree(brought.source))
    if any(f" {phrase} " in f" {around} " for phrase in classes.unnamed) or _bare_reports(sentence, source, classes):
        return UNKNOWN
    if _refers(sentence, source):
        return _referred(scene, brought, classes)
    told = classes.of_source(text, mention, full_phrase(sentence, brought.source))
    owned = any(kid.text.lower() in _OWNERS for kid in sentence.kids(source.i, "poss"))
    if told == UNKNOWN and owned and classes.speaks_for(source.lemma):
        told = _referred(scene, brought, classes)
    cue = sentence.tokens[brought.cue[0]]
    if told == UNKNOWN and _kin(sentence, brought, classes):
        return "relative"
    if told in {UNKNOWN, "witness"} and _posts(sentence, cue, classes):
        return "social_media"
    if told == UNKNOWN and source.pos == "NOUN" and not classes.knows(source.lemma):
        return "document" if cue.lemma in classes.showing else "witness"
    if told == UNKNOWN and source.pos == "PROPN" and _aged(sentence, source):
        return "witness"
    return told


def _bare_reports(sentence: Sentence, source: Token, classes: SourceClasses) -> bool:
    """Whether a source is hearsay that nobody owns: "unconfirmed reports", not "the report", "army reports"."""
    owned = sentence.kids(source.i, "det", "poss", "compound", "nmod")
    by = [kid for kid in sentence.kids(source.i, "prep") if kid.lemma == "by"]
    return source.lemma in classes.hearsay and source.tag == "NNS" and not owned and not by


def _refers(sentence: Sentence, source: Token) -> bool:
    """Whether a source only points at somebody: "he", "one of them"."""
    if source.text.lower() in _PRONOUNS:
        return True
    return source.pos in {"NUM", "DET", "PRON"} and any(
        noun.text.lower() in _PRONOUNS
        for prep in sentence.kids(source.i, "prep")
        for noun in sentence.kids(prep.i, "pobj")
    )


def _referred(scene: Scene, brought: Brought, classes: SourceClasses) -> str:
    """The class of the party before a pronoun that could speak: what the report knows it to mean, else the subject
    that stands first, else the nearest noun."""
    sentence = scene.sentence
    source = sentence.tokens[brought.source or 0]
    mention = scene.party(source.i)
    if mention is not None and source.text.lower() in _PRONOUNS:
        known = classes.of_source(source.text, mention)
        if known != UNKNOWN:
            return known
    for noun in _before(sentence, source):
        span, party = source_span(scene, noun.i)
        words = " ".join(sentence.tokens[i].text for i in sentence.within(span))
        told = classes.of_source(words, party, full_phrase(sentence, noun.i))
        if told not in {UNKNOWN, *_NO_PERSON}:
            return told
    return UNKNOWN


def _before(sentence: Sentence, source: Token) -> Iterator[Token]:
    """The nouns before a pronoun that it may stand for, the subjects first."""
    pointing = [source, *sentence.kids(source.i, "poss")]
    one = any(t.text.lower() in _SINGULAR for t in pointing)
    nouns = [t for t in sentence.tokens[: source.i] if t.pos in {"NOUN", "PROPN"} and t.dep != "compound"]
    nouns = [t for t in nouns if not (one and t.tag in {"NNS", "NNPS"})]
    subjects = [t for t in nouns if t.dep in {"nsubj", "nsubjpass"}]
    yield from subjects
    yield from (t for t in reversed(nouns) if t not in subjects)


def _kin(sentence: Sentence, brought: Brought, classes: SourceClasses) -> bool:
    """Whether somebody speaks of a relative of his own: "my brother was taken"."""
    return any(
        token.text.lower() in _FIRST
        and token.i in brought.content
        and token.dep == "poss"
        and sentence.tokens[token.head].dep != "poss"  # not "in my grandmother's day"
        and classes.by_noun.get(sentence.tokens[token.head].lemma) == "relative"
        for token in sentence.tokens
    )


def _posts(sentence: Sentence, cue: Token, classes: SourceClasses) -> bool:
    """Whether a cue is one of the net, by its verb or by where it was written: "wrote on Facebook"."""
    if cue.lemma in classes.posting:
        return True
    return any(
        classes.by_noun.get(noun.text.lower()) == "social_media"
        for prep in sentence.kids(cue.i, "prep")
        if prep.lemma in {"on", "in"}
        for noun in sentence.kids(prep.i, "pobj")
    )


def _aged(sentence: Sentence, name: Token) -> bool:
    """Whether a name is followed by an age: "Sita, 19"."""
    return any(_AGE.fullmatch(sentence.tokens[i].text) for i in sentence.subtree(name.i) if i > name.i)
