"""Ordinary case for text written in capitals, as old wires and some headlines are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.codebook.entries import Codebook

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
)


@dataclass(frozen=True, slots=True)
class Casing:
    """``common``: words written small in running text. ``names``: words that the codebook has in names, as written."""

    common: frozenset[str]
    names: dict[str, str]

    @classmethod
    def learn(cls, common: frozenset[str], book: Codebook) -> Casing:
        """Names from the codebook's actors; a word that is also common counts as a name only inside a longer name."""
        names: dict[str, str] = {}
        for entry in book.actors.values():
            for name in (entry.name, *entry.names, *entry.adjectives, *entry.people, *entry.capitals):
                for word in _WORD.findall(name):
                    if word[0].isupper() and (word.lower() not in common or " " not in name):
                        names.setdefault(word.upper(), word)
        small = book.words.get("function words", frozenset())
        return cls(common | small, names)

    def is_common(self, word: str) -> bool:
        """Whether a word, in any case, is an ordinary English word or an inflection of one."""
        word = word.lower()
        if word in self.common:
            return True
        return any(word.endswith(end) and word[: -len(end)] + instead in self.common for end, instead in _ENDINGS)


def shouts(text: str) -> bool:
    """Whether a stretch of text is written in capitals: at least 12 letters, nine in ten of them large."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 12 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def truecase(text: str, casing: Casing) -> str:
    """The text in ordinary case if it is all capitals, else unchanged; always of the same length.

    A word is written large at the head of the sentence, where the codebook has it in a name, and where no English
    dictionary has it: in capitals an unknown word is nearly always a name.
    """
    if not shouts(text):
        return text

    def write(found: re.Match[str]) -> str:
        word = found.group()
        known = casing.names.get(word.split("'")[0].split("’")[0])
        if known is not None:
            small = known + word[len(known) :].lower()
        elif casing.is_common(word.split("'")[0].split("’")[0]):
            small = word.lower()
            if found.start() == 0:
                small = small.capitalize()
        else:
            small = word.capitalize()
        return small if len(small) == len(word) else word

    return _WORD.sub(write, text)
