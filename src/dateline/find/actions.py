"""Predicates that may be events: every full verb, and the nouns that the codebook's patterns know.

Only words are matched here; whether the parties that stand round them fit the pattern is judged when a claim is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dateline.codebook.entries import Codebook
from dateline.model import Act, Mention, Sentence, Token

_NEAR = 4
"""A particle or adjective this many words behind its verb counts even where the parser hung it elsewhere."""

_LOOSE = {"ADP", "ADV", "PART", "ADJ"}
_CLAUSAL = {"ccomp", "advcl", "relcl", "conj", "parataxis", "csubj", "punct"}
_PARTICLES = {"in", "on", "out", "up", "down", "off", "over", "away", "back", "by", "through", "around"}
_PREPOSITIONS = {"of", "from", "on", "for", "in", "at", "with", "by", "to", "under", "against", "into", "without"}

Words = TypeVar("Words")
Expression = tuple[str, ...]
NounExpression = tuple[Expression, Expression]
"""The words before the head ("prisoner" swap) and those after it (release "from prison")."""


@dataclass(frozen=True, slots=True)
class ActionIndex:
    """The patterns' expressions by the lemma that heads them: further words with the patterns that have them."""

    verbs: Mapping[str, tuple[tuple[Expression, str], ...]]
    nouns: Mapping[str, tuple[tuple[NounExpression, str], ...]]
    light: frozenset[str]
    light_phrases: tuple[Expression, ...]
    event_nouns: frozenset[str] = frozenset()
    event_endings: tuple[str, ...] = ()
    no_events: frozenset[str] = frozenset()

    @classmethod
    def of(cls, book: Codebook) -> ActionIndex:
        verbs: dict[str, list[tuple[Expression, str]]] = {}
        nouns: dict[str, list[tuple[NounExpression, str]]] = {}
        rank = {code: i for i, code in enumerate(book.precedence)}
        for pattern in sorted(book.patterns.values(), key=lambda p: (rank.get(p.code, len(rank)), p.id)):
            for expression in pattern.verbs:
                head, *rest = expression.split()
                verbs.setdefault(head, []).append((tuple(w for w in rest if w != "*"), pattern.id))
            for expression in pattern.nouns:
                before, head, after = _parts(expression)
                nouns.setdefault(head, []).append(((before, after), pattern.id))
        light = [tuple(words.split()) for words in sorted(book.words.get("light verbs", ()))]
        return cls(
            {head: tuple(found) for head, found in verbs.items()},
            {head: tuple(found) for head, found in nouns.items()},
            frozenset(words[0] for words in light),
            tuple(light),
            book.words.get("event nouns", frozenset()),
            tuple(sorted(book.words.get("event endings", ()))),
            book.words.get("no events by ending", frozenset()),
        )

    def is_event(self, noun: str) -> bool:
        """Whether a noun's lemma denotes an event, as the codebook lists or ends it."""
        if noun in self.event_nouns:
            return True
        return noun.endswith(self.event_endings) and noun not in self.no_events if self.event_endings else False


def _parts(expression: str) -> tuple[Expression, str, Expression]:
    """A noun's expression as the words before its head, the head, and the words from the first preposition on."""
    words = expression.replace("-", " - ").split() if " " in expression else [expression]
    apart = (i for i, word in enumerate(words) if i and word in _PREPOSITIONS and words[i - 1] != "-")  # not "sit - in"
    at = next(apart, len(words)) - 1
    return tuple(words[:at]), words[at], tuple(words[at + 1 :])


def find_acts(sentence: Sentence, index: ActionIndex, settings: frozenset[int] = frozenset()) -> tuple[Act, ...]:
    """The sentence's acts in the order of their heads; those that no pattern knows have no patterns.

    A noun and the verb that carries it may both be acts ("made a visit", "put up barricades"); which of the two makes
    the claim is seen when they are bound.  ``settings`` are the words of times ("March"), names of parties and
    prepositions that bring in a place or a time ("in Taiz", "on Friday"): they head no act, and are no part of an
    expression such as "take in".
    """
    verbal: list[Act] = []
    nominal: list[Act] = []
    for token in sentence.tokens:
        if token.i in settings:
            continue
        if token.pos == "VERB" or (token.pos == "AUX" and token.dep in {"ROOT", "conj", "ccomp"}):
            verbal.extend(_verbal(sentence, token, index, settings))
        elif token.pos in {"NOUN", "PROPN"}:
            nominal.extend(_nominal(sentence, token, index, settings))
    taken = {i for act in verbal if act.patterns for i in act.words if i != act.head}
    carried = {act.light for act in nominal if act.light is not None}
    verbal = [act for act in verbal if act.head not in taken and (act.patterns or act.head not in carried)]
    taken = {i for act in nominal for i in act.words if i != act.head}
    verbal = [act for act in verbal if act.head not in taken]
    nominal = [act for act in nominal if act.head not in taken]
    return tuple(sorted((*verbal, *nominal), key=lambda act: act.head))


def settings_of(sentences: Sequence[Sentence], mentions: Iterable[Mention]) -> dict[int, frozenset[int]]:
    """By sentence, the words of times, the proper names of parties ("the People's Congress" is no meeting) and the
    prepositions that bring in places and times; "to" and "into" lead to a place, they do not stand at it."""
    found: dict[int, set[int]] = {sentence.index: set() for sentence in sentences}
    by_index = {sentence.index: sentence for sentence in sentences}
    for mention in mentions:
        sentence = by_index[mention.sentence]
        head = sentence.head_of(mention.span)
        if mention.what == "actor":
            names = (i for i in sentence.within(mention.span) if sentence.tokens[i].pos == "PROPN")
            found[mention.sentence].update(names)
            continue
        if mention.what == "time":
            found[mention.sentence].update(sentence.within(mention.span))
        if head is None or sentence.tokens[head].dep != "pobj":
            continue
        above = sentence.tokens[sentence.tokens[head].head]
        if mention.what == "time" or above.lemma in {"in", "at", "near"}:
            found[mention.sentence].add(above.i)
    return {index: frozenset(some) for index, some in found.items()}


def _verbal(sentence: Sentence, verb: Token, index: ActionIndex, settings: frozenset[int]) -> Iterator[Act]:
    found = _readings(index.verbs, verb, lambda rest: _follow(sentence, verb, rest, settings))
    if found:
        words = (verb.i, *next(iter(found.values())))
        yield Act(sentence.index, verb.i, words, False, None, tuple(found), tuple(found.values()))
    elif verb.pos == "VERB":
        yield Act(sentence.index, verb.i, (verb.i,), nominal=False)
    elif verb.lemma == "be" and (told := sentence.kids(verb.i, "acomp")):  # "was ready": a state that came about
        yield Act(sentence.index, verb.i, (verb.i, told[0].i), nominal=False)


def _nominal(sentence: Sentence, noun: Token, index: ActionIndex, settings: frozenset[int]) -> Iterator[Act]:
    if noun.dep == "compound" and sentence.tokens[noun.head].pos in {"NOUN", "PROPN"}:
        return

    def match(expression: NounExpression) -> tuple[int, ...] | None:
        before = _precede(sentence, noun, expression[0])
        after = _follow(sentence, noun, expression[1], settings) if before is not None else None
        return (*before, *after) if before is not None and after is not None else None

    found = _readings(index.nouns, noun, match)
    if found:
        words = tuple(sorted((*next(iter(found.values())), noun.i)))
        light = light_verb(sentence, noun.i, index)
        yield Act(sentence.index, noun.i, words, True, light, tuple(found), tuple(found.values()))
    elif noun.pos == "NOUN" and index.is_event(noun.lemma):
        yield Act(sentence.index, noun.i, (noun.i,), nominal=True)


def _readings(
    known: Mapping[str, tuple[tuple[Words, str], ...]],
    head: Token,
    match: Callable[[Words], tuple[int, ...] | None],
) -> dict[str, tuple[int, ...]]:
    """The patterns that have this head, each with the tokens of its longest further words; most words first."""
    found: dict[str, tuple[int, ...]] = {}
    for lemma in dict.fromkeys((head.lemma, head.text.lower())):
        for rest, pattern in known.get(lemma, ()):
            words = match(rest)
            if words is not None and len(words) >= len(found.get(pattern, ())):
                found[pattern] = words
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def light_verb(sentence: Sentence, noun: int, index: ActionIndex) -> int | None:
    """The light verb whose object or passive subject is this noun: "carried out an attack", "a raid was launched"."""
    token = sentence.tokens[noun]
    if token.dep not in {"dobj", "nsubjpass", "attr", "pobj", "conj"} or token.head == noun:
        return None
    verb = sentence.tokens[token.head]
    if token.dep == "conj":
        return light_verb(sentence, verb.i, index) if verb.pos == "NOUN" else None
    if token.dep == "pobj":  # "came under attack", "took part in a protest"
        verb = sentence.tokens[verb.head]
    if verb.pos != "VERB" or verb.lemma not in index.light:
        return None
    for words in index.light_phrases:
        if (
            words[0] == verb.lemma
            and _follow(sentence, verb, words[1:]) is not None
            and (token.dep != "pobj" or words[1:])
        ):
            return verb.i
    return None


def _follow(
    sentence: Sentence, verb: Token, rest: Sequence[str], settings: frozenset[int] = frozenset()
) -> tuple[int, ...] | None:
    """The tokens that are these words, each hanging from the verb or another of them: in "impose martial law" the verb
    has the law, the law what kind it is."""
    anchors = [verb.i]
    matched: list[int] = []
    left = list(rest)
    while left:
        for word in left:
            hit = _hanging(sentence, verb, anchors, word, {*matched, *settings})
            if hit is not None and _of_another_phrase(sentence, anchors, hit, left):
                hit = None
            if hit is not None:
                break
        else:
            return None
        left.remove(word)
        anchors.append(hit)
        matched.append(hit)
    return tuple(matched)


def _hanging(sentence: Sentence, verb: Token, anchors: Sequence[int], word: str, used: set[int]) -> int | None:
    for anchor in reversed(anchors):
        for kid in sentence.kids(anchor):
            if kid.dep == "ccomp":  # "said the rebels must leave"
                modal = next((aux.i for aux in sentence.kids(kid.i, "aux") if aux.tag == "MD" and _is(aux, word)), None)
                if modal is not None:
                    return modal
                if kid.tag in {"VB", "VBP"} and _is(kid, word) and kid.i not in used:  # "allowed the monks to return"
                    return kid.i
            if kid.i in used or kid.dep in _CLAUSAL or not _is(kid, word):
                continue
            if kid.dep != "nsubj" or kid.i > verb.i:
                return kid.i
    if verb.dep in {"acl", "relcl"} and _is(sentence.tokens[verb.head], word) and verb.head not in used:
        return verb.head
    last = max(anchors)
    for token in sentence.tokens[last + 1 : last + 1 + _NEAR]:
        if token.dep == "punct" and token.text in ",;":
            return None
        if token.pos in _LOOSE and _is(token, word) and token.i not in used:
            return token.i
    return None


def _of_another_phrase(sentence: Sentence, anchors: Sequence[int], at: int, rest: Sequence[str]) -> bool:
    """Whether a preposition does not go with its verb, though it hangs from it: an object of the verb's own lies
    between ("gave a lesson in sums" is no giving in), or another subject ("stood in a line, some of them with bags").
    Where the ``rest`` of the expression is what it governs, it does ("put its garrisons on alert")."""
    word = sentence.tokens[at]
    governed = sentence.kids(at, "pobj")
    if word.dep != "prep" or not governed or at < max(anchors):
        return False
    if any(_is(noun, other) for noun in governed for other in rest):
        return False
    between = sentence.tokens[max(anchors) + 1 : at]
    if any(token.dep in {"nsubj", "nsubjpass"} for token in between):
        return True
    return word.lemma in _PARTICLES and any(token.dep == "dobj" and token.head in anchors for token in between)


def _precede(sentence: Sentence, noun: Token, rest: Sequence[str]) -> tuple[int, ...] | None:
    """The tokens before a noun that are these words, next to each other ("hunger strike", "air - strike")."""
    at = noun.i
    matched: list[int] = []
    for word in reversed(rest):
        at -= 1
        if at < 0 or not _is(sentence.tokens[at], word):
            return None
        matched.append(at)
    return tuple(reversed(matched))


def _is(token: Token, word: str) -> bool:
    return token.lemma == word or token.text.lower() == word
