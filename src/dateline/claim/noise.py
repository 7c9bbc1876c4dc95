"""Text that uses the words of conflict for something else: sport, games, films, business battles, illness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.codebook.entries import Codebook
from dateline.model import Act, Sentence

_LEAST = 2
"""Two words of one family beside the act make it that family's; one alone may stand in any report."""


@dataclass(frozen=True, slots=True)
class NoiseIndex:
    """The codebook's cue words by family ("sport": match, striker ...)."""

    families: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, book: Codebook) -> NoiseIndex:
        names = sorted(book.words.get("no-event families", frozenset()))
        return cls({name: book.words[name] for name in names if name in book.words})


def is_noise(sentence: Sentence, act: Act, index: NoiseIndex) -> bool:
    """Whether an act's sentence is of a no-event family: two of its words stand there beside the act's own."""
    lemmas = {t.lemma for t in sentence.tokens if t.i not in act.words} | {
        t.text.lower() for t in sentence.tokens if t.i not in act.words
    }
    return any(len(lemmas & words) >= _LEAST for words in index.families.values())
