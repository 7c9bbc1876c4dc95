"""The codebook's names in a sentence, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dateline.codebook.entries import Codebook
from dateline.model import Sentence

How = Literal["name", "weak", "adjective", "people", "capital"]

_WORD = re.compile(r"\w+")
_MOST_TOKENS = 12
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_RANK: dict[How, int] = {"name": 0, "people": 1, "adjective": 2, "capital": 3, "weak": 4}


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the codebook over tokens ``first`` to ``last`` (inclusive); ``entries`` are all that it may mean."""

    first: int
    last: int
    how: How
    entries: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names by their first word, small; each with its written form, what kind of name it is, and whose."""

    by_text: Mapping[str, tuple[tuple[str, How, str], ...]]
    longest: Mapping[str, int]

    @classmethod
    def of(cls, book: Codebook) -> NameIndex:
        by_text: dict[str, list[tuple[str, How, str]]] = {}
        longest: dict[str, int] = {}
        for entry in book.actors.values():
            kinds: tuple[tuple[How, Iterable[str]], ...] = (
                ("name", entry.names),
                ("weak", entry.weak_names),
                ("adjective", entry.adjectives),
                ("people", entry.people),
                ("capital", entry.capitals),
            )
            for how, names in kinds:
                for name in names:
                    written = name.translate(_APOSTROPHES)
                    first = _WORD.search(written)
                    if first is None:
                        continue
                    by_text.setdefault(written.lower(), []).append((written, how, entry.id))
                    key = first.group().lower()
                    longest[key] = max(longest.get(key, 0), len(written))
        return cls({text: tuple(found) for text, found in by_text.items()}, longest)


def names_in(sentence: Sentence, index: NameIndex) -> tuple[Hit, ...]:
    """Every name, leftmost and longest; a name in capitals must stand in capitals ("US", not "us")."""
    text, starts = _flat(sentence)
    hits: list[Hit] = []
    at = 0
    tokens = sentence.tokens
    while at < len(tokens):
        hit = _longest(sentence, text, starts, at, index)
        if hit is None:
            at += 1
        else:
            hits.append(hit)
            at = hit.last + 1
    return tuple(hits)


def _flat(sentence: Sentence) -> tuple[str, list[int]]:
    """The sentence as one text with single blanks, and where each token begins in it."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    end = sentence.tokens[0].start if sentence.tokens else 0
    for token in sentence.tokens:
        if token.start > end:
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(token.text)
        length += len(token.text)
        end = token.end
    return "".join(parts).translate(_APOSTROPHES), starts


def _longest(sentence: Sentence, text: str, starts: list[int], at: int, index: NameIndex) -> Hit | None:
    first = _WORD.match(text, starts[at])
    if first is None:
        return None
    reach = index.longest.get(first.group().lower())
    if reach is None:
        return None
    tokens = sentence.tokens
    for last in range(min(at + _MOST_TOKENS, len(tokens)) - 1, at - 1, -1):
        end = starts[last] + len(tokens[last].text)
        if end - starts[at] > reach:
            continue
        written = text[starts[at] : end]
        found = [
            (_RANK[how], how, entry)
            for name, how, entry in index.by_text.get(written.lower(), ())
            if _fits(written, name)
        ]
        if found:
            best = min(found)[0]
            how = min(found)[1]
            return Hit(at, last, how, tuple(sorted({entry for rank, _, entry in found if rank == best})), written)
    return None


def _fits(written: str, name: str) -> bool:
    """Whether the case agrees: acronyms as they are, other names at least with a capital where the name has one."""
    if name.isupper() and len(name) <= 6:
        return written == name
    first = next((i for i, c in enumerate(name) if c.isupper()), None)
    return first is None or written[first].isupper()
