"""Who speaks where the parser loses him: a speaker and cue at the end of a sentence, a label before a colon, and the
reporter who tells what he saw himself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.claim.cues import CueIndex
from dateline.claim.predicate import is_finite
from dateline.claim.quotes import quoted_tokens
from dateline.codebook.entries import Codebook
from dateline.model import Sentence, Token

_LAST_WORDS = 9
"""A speaker and cue at the end of a sentence, taken for a noun by the parser, have no more words than this."""

_TERM = 4
"""What is told before a speaker has at least so many words."""

_CLOSES = frozenset({'"', "''", ";", ".", "?", "!"})

_LABEL = 5
"""A label before a colon has no more words than this."""


@dataclass(frozen=True, slots=True)
class ReporterWords:
    """``nouns`` are what a reporter calls himself and his colleagues; ``marks`` tell that the noun is of this paper
    ("our photographer", "a staff photographer"); ``verbs`` are what a reporter does to see for himself; ``selves`` are
    the pronouns of his own; ``seeing`` are those of the verbs that are cues ("saw", "counted")."""

    nouns: frozenset[str]
    marks: frozenset[str]
    verbs: frozenset[str]
    selves: frozenset[str]
    seeing: frozenset[str]

    @classmethod
    def of(cls, book: Codebook) -> ReporterWords:
        words = book.words
        return cls(
            words["reporter nouns"],
            words["marks of this paper"],
            words["reporter's own verbs"],
            words["reporter's own pronouns"],
            words["reporter's own verbs"] & frozenset(cue.lemma for cue in book.cues.reporting),
        )


def end_tag(sentence: Sentence, verb: Token, source: int | None) -> frozenset[int]:
    """What stands before a speaker and cue that close a sentence: "They fled by boat, but it sank, a farmer said."
    Empty where the cue does not close it, or what it brings in stands after it."""
    tokens = sentence.tokens
    if source is None or sentence.kids(verb.i, "dobj", "mark") or verb.tag not in {"VBD", "VBZ", "VBP"}:
        return frozenset()
    first = min((verb.i, *sentence.subtree(source)))
    if not first or tokens[first - 1].text != "," or first - 1 < _TERM - 1:
        return frozenset()
    speaker = set(sentence.subtree(source))
    for token in tokens[verb.i + 1 :]:
        inside = token.i in speaker or token.pos in {"PUNCT", "SPACE"}
        if not inside and (token.pos in {"VERB", "AUX", "CCONJ", "SCONJ"} or token.text in {";", ":"}):
            return frozenset()
    before = tokens[: first - 1]
    return frozenset(t.i for t in before) if any(t.pos in {"VERB", "AUX", "NOUN"} for t in before) else frozenset()


@dataclass(frozen=True, slots=True)
class Tag:
    """A speaker and cue read from the order of the words alone: the cue, what it brings in, the speaker's head."""

    cue: int
    content: frozenset[int]
    source: int
    stance: str


def by_order(sentence: Sentence, cues: CueIndex) -> Iterator[Tag]:
    """Cues that a comma parts from what they bring in, whatever the parser made of them: "The generals will not go, a
    leaked memo shows", "The truce holds, a nun said, but for how long?"; and a noun that must be a verb before "that"
    ("Minutes of the council show that they fled")."""
    tokens = sentence.tokens
    first, spoken = 0, False
    for cue in tokens:
        stance = _cue_form(cue, cues)
        if cue.text == ";":
            first, spoken = (cue.i + 1, False) if spoken else (first, spoken)
        if stance is None:
            continue
        spoken = spoken or cue.pos in {"VERB", "NOUN"}
        tag = _after_comma(sentence, cue, first, stance, cues) or _before_that(sentence, cue, stance)
        if tag is not None:
            yield tag


def _after_comma(sentence: Sentence, cue: Token, first: int, stance: str, cues: CueIndex) -> Tag | None:
    tokens = sentence.tokens
    end = _behind(sentence, cue, cues)
    if end is None:
        return None
    goes_on = tokens[end].text == ","
    comma = next((t.i for t in reversed(tokens[: cue.i]) if t.text in {",", "?", "!"}), None)
    if comma is None or not 1 < cue.i - comma <= _LAST_WORDS or comma - first < _TERM:
        return None
    between = tokens[comma + 1 : cue.i]
    behind = next((t.i for t in between[1:] if t.pos == "ADP"), cue.i)
    named = [t for t in tokens[comma + 1 : behind] if t.pos in {"NOUN", "PROPN", "PRON", "ADJ"}]
    if not named or any(t.pos in {"AUX", "SCONJ"} or (t.pos == "VERB" and t.tag != "VBN") for t in between):
        return None
    if between[0].lemma in {"and", "or", "but", "which", "who"}:
        return None
    content = set(range(first, comma))
    if goes_on:
        stop = next((t.i for t in tokens[end:] if t.text == ";"), len(tokens) - 1)
        content.update(range(end + 1, stop))
    return Tag(cue.i, frozenset(content), named[-1].i, stance)


def _behind(sentence: Sentence, cue: Token, cues: CueIndex) -> int | None:
    """Where what belongs to a cue ends ("told the deminers", "said on Sunday"): at the end of the sentence, a
    semicolon, or a comma with "but" or "or" behind it. Nothing where something else stands there."""
    tokens = sentence.tokens
    for token in tokens[cue.i + 1 :]:
        if token.text in _CLOSES:
            return token.i
        if token.text == ",":
            after = tokens[token.i + 1].text.lower() if token.i + 1 < len(tokens) else ""
            return token.i if after in {"but", "or"} else None
        if token.pos in {"VERB", "AUX", "CCONJ", "SCONJ", "PUNCT"} or token.text in {"that", "to"}:
            return None
        begins = token.i == cue.i + 1 and token.pos not in {"ADV", "ADP", "PART"}
        if begins and cue.lemma not in cues.manners.addressing:
            return None
    return len(tokens) - 1


def _before_that(sentence: Sentence, cue: Token, stance: str) -> Tag | None:
    tokens = sentence.tokens
    last = len(tokens) - 1
    if cue.pos != "NOUN" or cue.i < 1 or cue.i >= last or tokens[cue.i + 1].text.lower() != "that":
        return None
    if tokens[cue.i - 1].pos not in {"NOUN", "PROPN"} or cue.dep not in {"ROOT", "dobj", "appos", "conj"}:
        return None
    source = next(
        (t.i for t in tokens[: cue.i] if t.pos in {"NOUN", "PROPN"} and t.dep not in {"compound", "poss"}), None
    )
    if source is None or any(t.text == "," for t in tokens[: cue.i]):
        return None
    return Tag(cue.i, frozenset(range(cue.i + 1, last)), source, stance)


def _cue_form(cue: Token, cues: CueIndex) -> str | None:
    """The stance of a word that may be a finite form of a cue: "shows", "joked", whatever its tag."""
    low = cue.text.lower()
    if cue.pos not in {"VERB", "NOUN", "ADJ", "PROPN"} or cue.tag in {"VB", "VBG"}:
        return None
    for form in (cue.lemma, cues.manners.past_forms.get(low, low), *_verb_forms(low)):
        stances = {stance for rest, stance in cues.reporting.get(form, ()) if not rest}
        if stances and (cue.pos == "VERB" or low != form or cue.tag == "NN"):
            return min(stances)
    return None


def _verb_forms(word: str) -> Iterator[str]:
    """The lemmas that a word may be a present or past form of: "shows", "testifies", "joked", "quipped"."""
    yield word
    if word.endswith("ies") or word.endswith("ied"):
        yield f"{word[:-3]}y"
    elif word.endswith("ed"):
        yield word[:-2]
        yield word[:-1]
        if len(word) > _TERM and word[-3] == word[-4]:
            yield word[:-3]
    elif word.endswith("s"):
        yield word[:-1]
        yield word[:-2]


def label(sentence: Sentence) -> int | None:
    """The colon behind a short label: "Police: 3 dead", "SITREP 14: No access was granted"."""
    tokens = sentence.tokens
    colon = next((t.i for t in tokens if t.text == ":" and 0 < t.i <= _LABEL), None)
    if colon is None or colon + 2 >= len(tokens):
        return None
    numbered = colon == 2 and tokens[1].text.isdigit()  # the parser takes "SITREP" for a verb
    named = any(t.pos in {"NOUN", "PROPN"} for t in tokens[:colon])
    verbal = any(t.pos in {"VERB", "AUX"} for t in tokens[:colon])
    return colon if numbered or (named and not verbal) else None


def reporter_in(sentence: Sentence, words: ReporterWords, by_noun: Mapping[str, str]) -> tuple[int, Token] | None:
    """The head of who reports, and the verb by which he says that he was there: "I walked the length of the street",
    "a staff photographer saw", "one of our reporters was hit". ``by_noun`` are the classes of nouns that speak."""
    quoted = quoted_tokens(sentence)
    for token in sentence.tokens:
        verb = sentence.tokens[token.head]
        if token.dep not in {"nsubj", "nsubjpass"} or token.i in quoted or verb.pos not in {"VERB", "AUX"}:
            continue
        saw = verb.lemma in words.verbs and is_finite(sentence, verb)
        if token.text.lower() in words.selves:
            if saw and not _modal(sentence, verb):
                return token.i, verb
            continue
        phrase = set(_phrase(sentence, token.i))
        nouns = [i for i in phrase if sentence.tokens[i].lemma in words.nouns]
        marked = any(sentence.tokens[i].text.lower() in words.marks for i in phrase)
        if nouns and (marked or saw) and (saw or verb.lemma not in by_noun):
            return token.i, verb
    return None


def _modal(sentence: Sentence, verb: Token) -> bool:
    return any(kid.tag == "MD" for kid in sentence.kids(verb.i, "aux"))


def _phrase(sentence: Sentence, head: int) -> Iterator[int]:
    """A noun with its determiners, adjectives and what a preposition hangs on it, without clauses."""
    yield head
    for kid in sentence.kids(head):
        if kid.dep not in {"relcl", "acl", "advcl", "conj", "cc", "punct", "appos", "parataxis"}:
            yield from _phrase(sentence, kid.i)
