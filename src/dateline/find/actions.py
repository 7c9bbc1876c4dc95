"""Predicates that may be events: every full verb, and the nouns that the codebook's patterns know.

Only words are matched here; whether the parties that stand round them fit the pattern is judged when a claim is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.codebook.entries import Codebook
from dateline.model import Act, Sentence, Token

_NEAR = 4
"""A particle or adjective this many words behind its verb counts even where the parser hung it elsewhere."""

_LOOSE = {"ADP", "ADV", "PART", "ADJ"}
_CLAUSAL = {"ccomp", "advcl", "relcl", "conj", "parataxis", "csubj", "punct"}
_NOT_EVENTS = {"be", "have", "do"}

Expression = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionIndex:
    """The patterns' expressions by the lemma that heads them: further words with the patterns that have them."""

    verbs: Mapping[str, tuple[tuple[Expression, str], ...]]
    nouns: Mapping[str, tuple[tuple[Expression, str], ...]]
    light: frozenset[str]
    light_phrases: tuple[Expression, ...]

    @classmethod
    def of(cls, book: Codebook) -> ActionIndex:
        verbs: dict[str, list[tuple[Expression, str]]] = {}
        nouns: dict[str, list[tuple[Expression, str]]] = {}
        rank = {code: i for i, code in enumerate(book.precedence)}
        for pattern in sorted(book.patterns.values(), key=lambda p: (rank.get(p.code, len(rank)), p.id)):
            for expression in pattern.verbs:
                head, *rest = expression.split()
                verbs.setdefault(head, []).append((tuple(w for w in rest if w != "*"), pattern.id))
            for expression in pattern.nouns:
                *rest, head = expression.replace("-", " - ").split() if " " in expression else [expression]
                nouns.setdefault(head, []).append((tuple(rest), pattern.id))
        light = [tuple(words.split()) for words in sorted(book.words.get("light verbs", ()))]
        return cls(
            {head: tuple(found) for head, found in verbs.items()},
            {head: tuple(found) for head, found in nouns.items()},
            frozenset(words[0] for words in light),
            tuple(light),
        )


def find_acts(sentence: Sentence, index: ActionIndex) -> tuple[Act, ...]:
    """The sentence's acts in the order of their heads; those that no pattern knows have no patterns."""
    acts: list[Act] = []
    taken: set[int] = set()  # verbs and nouns that serve as part of another act
    for token in sentence.tokens:
        if token.pos == "VERB" or (token.pos == "AUX" and token.dep in {"ROOT", "conj", "ccomp"}):
            acts.extend(_verbal(sentence, token, index))
        elif token.pos in {"NOUN", "PROPN"}:
            acts.extend(_nominal(sentence, token, index))
    for act in acts:
        if act.patterns:
            taken.update(i for i in act.words if i != act.head)
            if act.light is not None:
                taken.add(act.light)
    return tuple(act for act in acts if act.head not in taken or (act.nominal and act.light is not None))


def _verbal(sentence: Sentence, verb: Token, index: ActionIndex) -> Iterator[Act]:
    found = _readings(index.verbs, verb, lambda rest: _follow(sentence, verb, rest))
    if found:
        words = (verb.i, *next(iter(found.values())))
        yield Act(sentence.index, verb.i, words, False, None, tuple(found), tuple(found.values()))
    elif verb.lemma not in _NOT_EVENTS and verb.pos == "VERB":
        yield Act(sentence.index, verb.i, (verb.i,), nominal=False)


def _nominal(sentence: Sentence, noun: Token, index: ActionIndex) -> Iterator[Act]:
    if noun.dep == "compound" and sentence.tokens[noun.head].pos in {"NOUN", "PROPN"}:
        return
    found = _readings(index.nouns, noun, lambda rest: _precede(sentence, noun, rest))
    if found:
        words = (*next(iter(found.values())), noun.i)
        light = light_verb(sentence, noun.i, index)
        yield Act(sentence.index, noun.i, words, True, light, tuple(found), tuple(found.values()))


def _readings(
    known: Mapping[str, tuple[tuple[Expression, str], ...]],
    head: Token,
    match: Callable[[Expression], tuple[int, ...] | None],
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


def _follow(sentence: Sentence, verb: Token, rest: Sequence[str]) -> tuple[int, ...] | None:
    """The tokens that are these words, each hanging from the verb or an earlier one of them."""
    anchors = [verb.i]
    matched: list[int] = []
    for word in rest:
        hit = _hanging(sentence, verb, anchors, word, matched)
        if hit is None:
            return None
        anchors.append(hit)
        matched.append(hit)
    return tuple(matched)


def _hanging(sentence: Sentence, verb: Token, anchors: Sequence[int], word: str, used: Sequence[int]) -> int | None:
    for anchor in reversed(anchors):
        for kid in sentence.kids(anchor):
            if kid.i not in used and kid.dep not in _CLAUSAL and _is(kid, word):
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
