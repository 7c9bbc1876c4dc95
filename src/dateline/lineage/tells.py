"""What betrays, in a text alone, that a machine swapped its words: wrong articles, tell phrases, tortured terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import Literal, NamedTuple

from dateline.codebook.entries import Codebook
from dateline.lineage.words import WORD
from dateline.model import Span

FlagKind = Literal["article", "term", "tell", "hint", "odd"]
Lexicon = Mapping[tuple[str, ...], tuple[tuple[FlagKind, tuple[str, ...]], ...]]
"""Phrases with their kinds by their first two words (a single word by itself): firm kinds first, then the longest."""

KINDS: tuple[FlagKind, ...] = ("article", "term", "tell", "hint", "odd")
FIRM: frozenset[FlagKind] = frozenset({"article", "term", "tell"})
"""Flags that show something by themselves."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Words that betray swapping: a wrong article, a tell, a tortured term; or less: a hint, or an odd word, which a
    thesaurus offers and reporters hardly use."""

    kind: FlagKind
    span: Span
    words: str

    def overlaps(self, span: Span) -> bool:
        return self.span.overlaps(span)


class Token(NamedTuple):
    """A word of a text, folded, with its place."""

    text: str
    start: int
    end: int


def tokens_of(text: str) -> tuple[Token, ...]:
    """All words of a text, its publisher's notices included."""
    return tuple(
        Token(found[0].replace("’", "'").casefold(), found.start(), found.end()) for found in WORD.finditer(text)
    )


def flags_of(text: str, book: Codebook, tokens: tuple[Token, ...] | None = None) -> tuple[Flag, ...]:
    """All flags of a text in order; no two of them share words, firm kinds come before hints.

    ``tokens`` are the text's, where they have been read already.
    """
    words = tokens_of(text) if tokens is None else tokens
    lexicon = _lexicon(
        book.words["spin tells"],
        book.words["spin hints"],
        book.words["thesaurus words"],
        tuple(sorted(book.tables["tortured terms"].items())),
        book.words["real terms"],
    )
    found = sorted(
        [*_wrong_articles(words, text, book), *_phrases(words, text, lexicon)],
        key=lambda flag: (KINDS.index(flag.kind), flag.span.start),
    )
    kept: list[Flag] = []
    taken: set[int] = set()
    for flag in found:
        covered = range(flag.span.start, flag.span.end)
        if not taken.intersection(covered):
            taken.update(covered)
            kept.append(flag)
    return tuple(sorted(kept, key=lambda flag: flag.span))


def _phrases(words: tuple[Token, ...], text: str, lexicon: Lexicon) -> Iterator[Flag]:
    last = len(words) - 1
    for i, word in enumerate(words):
        found = lexicon.get((word.text, words[i + 1].text), ()) if i < last else ()
        for kind, phrase in (*found, *lexicon.get((word.text,), ())):
            there = words[i : i + len(phrase)]
            if tuple(token.text for token in there) == phrase and _together(there, text):
                yield Flag(kind, Span(word.start, there[-1].end), text[word.start : there[-1].end])
                break


def _together(words: Sequence[Token], text: str) -> bool:
    """Whether only blanks and hyphens part the words: "of these, who" is no tell."""
    return all(text[one.end : other.start].strip() in {"", "-", "‐"} for one, other in pairwise(words))


def _wrong_articles(words: tuple[Token, ...], text: str, book: Codebook) -> Iterator[Flag]:
    """As in "a offer", "an dreadful". Only before words of three or more small letters; names are spared."""
    for article, word in pairwise(words):
        if article.text not in {"a", "an"} or text[article.end : word.start] != " ":
            continue
        shown = text[word.start : word.end]
        if len(shown) < 3 or not (shown.isalpha() and shown.islower() and shown.isascii()):
            continue
        if text[article.start] == "A" and text[: article.start].rstrip()[-1:] not in {"", ".", "!", "?", ":", "”", '"'}:
            continue  # a letter, as in "Serie A"
        if _sounds_like_vowel(word.text, book) is (article.text == "a"):
            span = Span(article.start, word.end)
            yield Flag("article", span, text[span.start : span.end])


def _sounds_like_vowel(word: str, book: Codebook) -> bool | None:
    """Whether "an" is right before this word; ``None`` where both are written or we do not know."""
    if word in book.words["take a"]:
        return False
    if word in book.words["take an"]:
        return True if word.startswith("ho") and word[:4] in {"hour", "hone", "hono"} else None
    if word[0] in "aio":
        return True
    if word[0] == "e":
        return None if word.startswith("eu") else True
    if word[0] == "u":
        return True if word[1] in "plmgt" or (word[1] == "n" and word[2] not in "ia") else None
    if word[0] in "hy":
        return None
    return False


# --- the phrases ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _lexicon(
    tells: frozenset[str],
    hints: frozenset[str],
    odd: frozenset[str],
    terms: tuple[tuple[str, str], ...],
    real: frozenset[str],
) -> Lexicon:
    wrong = set(_wrong_forms(terms)) - {_split(term) for term in real}
    phrases: list[tuple[FlagKind, tuple[str, ...]]] = [
        *(("term", form) for form in wrong),
        *(("tell", _split(tell)) for tell in tells),
        *(("hint", _split(hint)) for hint in hints),
        *(("odd", _split(word)) for word in odd),
    ]
    found: dict[tuple[str, ...], list[tuple[FlagKind, tuple[str, ...]]]] = {}
    for kind, phrase in sorted(phrases, key=lambda entry: (KINDS.index(entry[0]), -len(entry[1]), entry[1])):
        found.setdefault(phrase[:2], []).append((kind, phrase))
    return {first: tuple(rest) for first, rest in found.items()}


def _split(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens_of(text))


def _wrong_forms(terms: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Every form with at least one word swapped: "unique forces" of "special forces: particular, unique | pressures".

    Bars part the words of the term, commas what may take the place of each; "=" keeps it.
    """
    right = {_split(term) for term, _ in terms}
    for term, swaps in terms:
        places = [[_split(word) for word in place.split(",")] for place in swaps.split("|")]
        words = _split(term)
        places += [[]] * (len(words) - len(places))
        choices = [[(word,), *(other for other in others if other)] for word, others in zip(words, places, strict=True)]
        for form in product(*choices):
            joined = tuple(word for part in form for word in part)
            if joined not in right:
                yield joined
