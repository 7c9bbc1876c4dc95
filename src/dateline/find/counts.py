"""How many: numbers of people and things, with what holds them open ("at least 17", "dozens", "two to three").

A grammar of our own over lexemes: published number parsers take "half a million" for 1,500,000 and give nothing for
"several thousand".  Sizes, sums, shares, ages, names and dates are no counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from dateline.codebook.entries import Codebook
from dateline.codebook.people import person_nouns
from dateline.find.numbers import Lexeme, NumberWords, join_numbers, lex
from dateline.model import Count, Document, Mention, Qualifier, Sentence, Span, Token

_BETWEEN = {"to", "-", "–", "—", "or"}
_NUMBERING = {"nummod", "quantmod", "amod", "compound", "advmod", "det", "predet"}
_LONGEST_QUALIFIER = 4
_SMALL = {"a", "an", "another", "no", "nobody", "none", "nought", "zero"}


class Number(NamedTuple):
    """A number among the lexemes: its value, whether it is only a lower bound, and the lexeme after it."""

    low: int
    high: int | None
    qualifier: Qualifier
    after: int
    by: str


@dataclass(frozen=True)
class CountWords:
    """The codebook's words of counting."""

    numbers: NumberWords
    collectives: Mapping[str, int]
    open_plurals: Mapping[str, int]
    vague: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
    before: Mapping[tuple[str, ...], Qualifier]
    after: Mapping[tuple[str, ...], Qualifier]
    measures: frozenset[str]
    names: frozenset[str]
    money: frozenset[str]
    nought: frozenset[str]
    single: frozenset[str]

    @classmethod
    def of(cls, book: Codebook) -> CountWords:
        def phrases(name: str) -> dict[tuple[str, ...], Qualifier]:
            return {tuple(words.split()): cast(Qualifier, value) for words, value in book.tables[name].items()}

        def whole(name: str) -> dict[str, int]:
            return {word: int(value) for word, value in book.tables[name].items()}

        vague: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for phrase, value in book.tables["vague numbers"].items():
            vague.setdefault(phrase.split()[0], []).append((tuple(phrase.split()), int(value)))
        return cls(
            NumberWords.of(book),
            whole("collectives"),
            whole("open plurals"),
            {first: tuple(some) for first, some in vague.items()},
            phrases("count qualifiers"),
            phrases("count qualifiers after"),
            book.words["measures"],
            book.words["number names"],
            book.words["money signs"],
            book.words["counted as nought"],
            person_nouns(book),
        )


def find_counts(
    document: Document, sentences: Sequence[Sentence], times: Sequence[Mention], known: CountWords
) -> tuple[Mention, ...]:
    """Every count of a report in the order of its text; numbers that stand in a time ("12 March") are none."""
    timed: dict[int, list[Span]] = {}
    for time in times:
        timed.setdefault(time.sentence, []).append(time.span)
    found: list[Mention] = []
    for sentence in sentences:
        found.extend(_in_sentence(document, sentence, timed.get(sentence.index, ()), known))
    return tuple(found)


def _in_sentence(document: Document, sentence: Sentence, timed: Sequence[Span], known: CountWords) -> Iterator[Mention]:
    text = document.quote(sentence.span)
    lexemes = join_numbers(lex(text, sentence.span.start), known.numbers)
    at = 0
    while at < len(lexemes):
        found = _number(lexemes, at, sentence, known)
        if found is None:
            at += 1
            continue
        start, qualifier = _qualified(lexemes, at, found, known)
        end = lexemes[found.after - 1].end
        low, high, qualifier, end, after = _bounded(lexemes, found, qualifier, end, known)
        span = Span(start, end, sentence.span.part)
        if any(span.overlaps(time) for time in timed) or not _counts(lexemes, at, after, sentence, known):
            at = found.after
            continue
        unit = _unit(sentence, Span(lexemes[at].start, lexemes[found.after - 1].end, sentence.span.part))
        yield Mention("count", span, Count(low, high, qualifier, unit), sentence.index, found.by)
        at = after


# --- the number itself ------------------------------------------------------------------------------------------------


def _number(lexemes: Sequence[Lexeme], i: int, sentence: Sentence, known: CountWords) -> Number | None:
    lexeme = lexemes[i]
    if lexeme.shape in {"digits", "number"}:
        return _plain(lexemes, i, known)
    if lexeme.shape != "word":
        return None
    low = lexeme.low
    if low in known.open_plurals:
        return _open(lexemes, i, known)
    if low == "half" and _low(lexemes, i + 1) in {"a", "an"} and _low(lexemes, i + 2) in known.collectives:
        return _exact(known.collectives[_low(lexemes, i + 2)] // 2, i + 3)
    if low in {"a", "an"} and _low(lexemes, i + 1) in known.collectives:
        return _exact(known.collectives[_low(lexemes, i + 1)], i + 2)
    for words, least in known.vague.get(low, ()):
        if tuple(_low(lexemes, i + k) for k in range(len(words))) == words:
            return _vague(lexemes, i + len(words), least, words, known)
    return _none_or_one(lexemes, i, sentence, known) if low in _SMALL else None


def _low(lexemes: Sequence[Lexeme], i: int) -> str:
    return lexemes[i].low if 0 <= i < len(lexemes) else ""


def _exact(value: int, after: int) -> Number:
    return Number(value, value, "exactly", after, "rule:number@1")


def _plain(lexemes: Sequence[Lexeme], i: int, known: CountWords) -> Number | None:
    """ "17", "twenty-four", "1.2 million", "two dozen", "two to three", "10-15"."""
    lexeme = lexemes[i]
    if lexeme.value != int(lexeme.value):
        return None
    value, after = int(lexeme.value), i + 1
    if _low(lexemes, after) in known.collectives:  # "two dozen"
        return _exact(value * known.collectives[_low(lexemes, after)], after + 1)
    joint = _low(lexemes, after)
    if joint in _BETWEEN and after + 1 < len(lexemes):
        other = lexemes[after + 1]
        between_blanks = lexemes[after].start > lexeme.end or joint in {"to", "or"}
        if other.shape in {"digits", "number"} and other.value == int(other.value) and other.value > value:
            scale = _scale_of(other, value)
            if not between_blanks and other.low.startswith("0"):
                return None
            return Number(value * scale, int(other.value), "between", after + 2, "rule:number-range@1")
    return _exact(value, after)


def _scale_of(other: Lexeme, value: int) -> int:
    """ "two to three thousand" is 2,000 to 3,000."""
    for scale in (1_000_000_000, 1_000_000, 1_000, 100):
        if other.shape == "number" and other.value % scale == 0 and value < other.value // scale:
            return scale
    return 1


def _open(lexemes: Sequence[Lexeme], i: int, known: CountWords) -> Number | None:
    """ "dozens", "hundreds of thousands"; "tens" only before another such word."""
    least, after = known.open_plurals[lexemes[i].low], i + 1
    while _low(lexemes, after) == "of" and _low(lexemes, after + 1) in known.open_plurals:
        least *= known.open_plurals[_low(lexemes, after + 1)]
        after += 2
    if lexemes[i].low == "tens" and after == i + 1:
        return None
    return Number(least, None, "vague", after, "rule:open-number@1")


def _vague(
    lexemes: Sequence[Lexeme], after: int, least: int, words: tuple[str, ...], known: CountWords
) -> Number | None:
    """ "several", "a few hundred", "several dozen"; "few" alone says that they were not many and counts nothing."""
    scale = 1
    while _low(lexemes, after) in known.numbers.scales or _low(lexemes, after) in {"dozen", "score"}:
        scale *= known.numbers.scales.get(_low(lexemes, after)) or known.collectives[_low(lexemes, after)]
        after += 1
    while _low(lexemes, after) in known.open_plurals and scale == 1:
        scale, after = known.open_plurals[_low(lexemes, after)], after + 1
    if words == ("few",) and scale == 1:
        return None
    return Number(least * scale, None, "vague", after, "rule:vague-number@1")


def _none_or_one(lexemes: Sequence[Lexeme], i: int, sentence: Sentence, known: CountWords) -> Number | None:
    """ "no casualties", "nobody", and "a soldier" where a person or the like is meant."""
    low = lexemes[i].low
    token = sentence.token_at(lexemes[i].start)
    if token is None:
        return None
    if low in {"nobody", "none", "nought", "zero"} or (low == "no" and _low(lexemes, i + 1) == "one"):
        return Number(0, 0, "none", i + (2 if low == "no" else 1), "rule:nought@1")
    noun = sentence.tokens[token.head]
    if low == "no" and token.dep in {"det", "neg"} and noun.i > token.i and noun.lemma in known.nought | known.single:
        return Number(0, 0, "none", i + 1, "rule:nought@1")
    if low in {"a", "an", "another"} and token.dep == "det" and noun.tag == "NN" and noun.lemma in known.single:
        return Number(1, 1, "exactly", i + 1, "rule:article@1")
    return None


# --- what stands round it ---------------------------------------------------------------------------------------------


def _qualified(lexemes: Sequence[Lexeme], i: int, found: Number, known: CountWords) -> tuple[int, Qualifier]:
    """Where the count begins with its qualifier, and how it is qualified."""
    if found.qualifier == "none":
        return lexemes[i].start, "none"
    start, at = lexemes[i].start, i
    qualifier: Qualifier = found.qualifier
    for _ in range(2):  # "at least some 40": the outer one decides
        for size in range(_LONGEST_QUALIFIER, 0, -1):
            if at - size < 0:
                continue
            words = tuple(lexeme.low for lexeme in lexemes[at - size : at])
            how = known.before.get(words)
            if how is None:
                continue
            if how != "exactly":
                start, qualifier = lexemes[at - size].start, how
            at -= size
            break
        else:
            break
    if _low(lexemes, at - 1) == "between" and _low(lexemes, found.after) == "and":
        return start, "between"
    return start, qualifier


def _bounded(
    lexemes: Sequence[Lexeme], found: Number, qualifier: Qualifier, end: int, known: CountWords
) -> tuple[int, int | None, Qualifier, int, int]:
    """Low, high, qualifier, end and the lexeme after, with what follows the number taken in."""
    low, high, after = found.low, found.high, found.after
    if qualifier == "between" and found.qualifier != "between" and after + 1 < len(lexemes):
        other = lexemes[after + 1]
        if other.shape in {"digits", "number"} and other.value >= low:
            return low * _scale_of(other, low), int(other.value), "between", other.end, after + 2
        qualifier = found.qualifier
    if _low(lexemes, after) == "+" and lexemes[after].start == end:
        qualifier, end, after = "at_least", lexemes[after].end, after + 1
    for words, how in known.after.items():
        if tuple(_low(lexemes, after + k) for k in range(len(words))) == words:
            qualifier, end, after = how, lexemes[after + len(words) - 1].end, after + len(words)
            break
    if qualifier == "at_least":
        high = None
    elif qualifier == "at_most":
        low, high = 0, found.high if found.high is not None else found.low
    return low, high, qualifier, end, after


def _counts(lexemes: Sequence[Lexeme], i: int, after: int, sentence: Sentence, known: CountWords) -> bool:
    """Whether the number counts people or things: no measure, sum, age, name, vote or score."""
    lexeme = lexemes[i]
    following = lexemes[after] if after < len(lexemes) else None
    before = lexemes[i - 1] if i else None
    if following is not None:
        if following.low in known.measures:
            return False
        touching = following.start == lexemes[after - 1].end
        if touching and following.low in {"-", "–", ":", "/", "°"}:
            return _low(lexemes, after + 1) in {"strong", "member"} and following.low == "-"
        if touching and following.shape == "word" and lexeme.shape == "digits":
            return False
    if before is not None:
        if before.low in known.money or before.low in known.names:
            return False
        if before.end == lexeme.start and before.low in {"-", "–", ":", "/", ".", "#", "'", "’", "_"}:
            return False
        if lexeme.shape == "digits" and _is_age(lexemes, i, after, sentence):
            return False
    token = sentence.token_at(lexeme.start)
    if token is None:
        return False
    if lexeme.shape == "digits" and _is_address(lexemes, i, after, sentence, token):
        return False
    if lexeme.low == "one":
        return _counts_one(sentence, token, _low(lexemes, after))
    if lexeme.shape == "digits" and token.head < token.i and sentence.tokens[token.head].tag in {"NNP", "NNPS"}:
        return token.dep not in {"nummod", "appos", "npadvmod"}
    return not (lexeme.shape == "digits" and following is not None and i == 0 and following.low in {".", ")"})


def _is_age(lexemes: Sequence[Lexeme], i: int, after: int, sentence: Sentence) -> bool:
    """ "Musa Ali, 25, said": between commas behind a name."""
    if _low(lexemes, i - 1) != "," or i < 2 or _low(lexemes, after) not in {",", ".", ")", "and", "", "of"}:
        return False
    token = sentence.token_at(lexemes[i - 2].start)
    return token is not None and token.tag in {"NNP", "NNPS", "NN"} and lexemes[i].value <= 110


def _is_address(lexemes: Sequence[Lexeme], i: int, after: int, sentence: Sentence, token: Token) -> bool:
    """ "at 2810 W. Harbour Road": a house number, not so many roads."""
    following = sentence.token_at(lexemes[after].start) if after < len(lexemes) else None
    if (
        following is None
        or following.tag not in {"NNP", "NNPS"}
        or _low(lexemes, i - 1) not in {"at", "of", "on", "near"}
    ):
        return False
    head = sentence.tokens[token.head]
    return lexemes[i].value >= 10 and (head.tag == "NNP" or head.i < token.i)


def _counts_one(sentence: Sentence, token: Token, following: str) -> bool:
    """ "One soldier", "one of them", "one was killed"; not "this one", "one another", "one day"."""
    if following in {"another", "day", "point", "thing", "side", "hand", "way", "which", "who", "that"}:
        return False
    if token.dep == "nummod" or following == "of":
        return True
    return token.dep in {"nsubjpass", "nsubj", "dobj"} and not sentence.kids(token.i, "det", "amod", "relcl")


def _unit(sentence: Sentence, number: Span) -> str | None:
    """The lemma of the counted noun; ``None`` where it is left out."""
    head = sentence.head_of(number)
    if head is None:
        return None
    token = sentence.tokens[head]
    for _ in range(3):
        if token.dep not in _NUMBERING or token.head == token.i or token.pos == "VERB":
            break
        token = sentence.tokens[token.head]
    for prep in sentence.kids(head, "prep"):
        if prep.lemma == "of":
            below = sentence.kids(prep.i, "pobj")
            if below:
                return below[0].lemma
    if token.i != head and token.pos in {"NOUN", "PROPN"}:
        return token.lemma
    return None
