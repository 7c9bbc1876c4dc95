"""Spans of a sentence that are names of the place index, longest first, and spans that are names of parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.find.placewords import PlaceWords
from dateline.gazetteer import Gazetteer, Named
from dateline.gazetteer.normalise import ARTICLES, strict_key
from dateline.model import Sentence, Token

MOST_TOKENS = 11
MOST_TOKENS_OF_PARTIES = 14
LONGEST_ACRONYM = 5
HEADLINE = 0.7
"""From this share of capitalised long words on, a sentence is a headline whose capitals tell nothing."""
HYPHENS = frozenset("-–‑")
_SIGNS = frozenset("$€£¥%@#/&=+*_")


class Names:
    """Look-ups of one report, remembered."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._places: dict[str, tuple[Named, ...]] = {}
        self._begins: dict[str, bool] = {}
        self._pieces: dict[str, str] = {}

    def places(self, key: str) -> tuple[Named, ...]:
        """All places of a strict key."""
        if key not in self._places:
            self._places[key] = self.gazetteer.places_by_key(key)
        return self._places[key]

    def begins(self, key: str) -> bool:
        """Whether a name begins so."""
        if key not in self._begins:
            self._begins[key] = self.gazetteer.begins(key)
        return self._begins[key]

    def piece(self, text: str) -> str:
        """The strict key of one token; empty for signs and sums of money."""
        if text not in self._pieces:
            self._pieces[text] = "" if not _SIGNS.isdisjoint(text) else strict_key(text)
        return self._pieces[text]


@dataclass(slots=True)
class Line:
    """A sentence while it is read. ``ends`` gives, for the last token of each sighting in it, the sighting's number;
    ``small`` tells that the whole report is written without capitals."""

    sentence: Sentence
    names: Names
    words: PlaceWords
    small: bool
    headline: bool = False
    ends: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        long_words = [t for t in self.tokens[1:] if len(t.text) > 3 and t.text.isalpha()]
        self.headline = len(long_words) > 3 and sum(map(capital, long_words)) >= HEADLINE * len(long_words)

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    def joined(self, left: int, right: int) -> bool:
        """Whether two neighbouring tokens stand together, one blank apart at most."""
        return 0 <= left < right < len(self.tokens) and self.tokens[right].start - self.tokens[left].end <= 1

    def text(self, at: int) -> str:
        """The text of a token; empty outside the sentence."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""


def capital(token: Token) -> bool:
    """Whether a token begins with a capital."""
    return token.text[:1].isupper()


def may_begin(line: Line, at: int) -> bool:
    """Whether a name may begin at a token: with a capital, or with an article joined to one ("al-Hol")."""
    token = line.tokens[at]
    if token.text[:1].isupper():
        return True
    if token.text in ARTICLES and line.text(at + 1) in HYPHENS:
        return line.text(at + 2)[:1].isupper()
    return line.small and token.text.isalpha() and len(token.text) > 3 and token.pos in {"PROPN", "NOUN", "ADJ", "X"}


def match(line: Line, first: int) -> tuple[int, str, tuple[Named, ...]] | None:
    """The longest name that begins at a token: its last token, its strict key, and the places that it may mean."""
    key = ""
    best: tuple[int, str, tuple[Named, ...]] | None = None
    tokens = line.tokens
    for i in range(first, min(first + MOST_TOKENS, len(tokens))):
        token = tokens[i]
        large = capital(token) or line.small
        if token.text in HYPHENS:
            if i == first or tokens[i - 1].end != token.start:
                break
            continue
        piece = line.names.piece(token.text)
        tail = i > first and not large and token.text in line.words.sites
        if not piece or (i > first and not (large or tail) and token.text not in line.words.inner):
            break
        glued = i > first and tokens[i - 1].end == token.start and tokens[i - 1].text not in HYPHENS
        key = key + piece if glued or not key else f"{key} {piece}"
        if token.text in {"'s", "'"} or (i > first and not (large or tail)):
            continue
        if token.text.lower() in ARTICLES:
            if not large:
                continue
        elif not line.names.begins(key):
            break
        places = _fitting(line, first, i, key)
        if places:
            best = (i, key, places)
    return best


def _fitting(line: Line, first: int, last: int, key: str) -> tuple[Named, ...]:
    """The places that a span may name by how it is written: what stands in capitals is an acronym."""
    names, words = line.names, line.words
    if first < last:
        return names.places(key)
    text = line.text(first)
    if text in words.acronyms:
        return names.places(strict_key(words.acronyms[text]))
    full = words.abbreviations.get(text.rstrip("."))
    if full is not None and line.text(first - 1) == "," and first - 2 in line.ends:
        return tuple(n for n in names.places(strict_key(full)) if n.entry.kind == "admin1")
    bare = text.replace(".", "")
    if bare.isupper() and len(bare) <= LONGEST_ACRONYM:
        return tuple(n for n in names.places(key) if n.entry.kind == "country" and len(bare) > 1)
    if len(key) < 3 or text in words.never:
        return ()
    places = names.places(key)
    if text.lower() in words.nationalities and not any(n.entry.kind == "country" for n in places):
        return ()
    return places


def parties(line: Line) -> Mapping[int, tuple[int, int]]:
    """For each token inside a party's name of several words, or an outlet's, the first and last token of that name."""
    taken: dict[int, tuple[int, int]] = {}
    tokens = line.tokens
    at = 0
    while at < len(tokens):
        keys = line.words.actors.get(line.names.piece(tokens[at].text), ()) if capital(tokens[at]) else ()
        last = None
        if keys:
            key = ""
            for i in range(at, min(at + MOST_TOKENS_OF_PARTIES, len(tokens))):
                piece = line.names.piece(tokens[i].text)
                glued = i > at and tokens[i - 1].end == tokens[i].start and tokens[i - 1].text not in HYPHENS
                if piece:
                    key = key + piece if glued or not key else f"{key} {piece}"
                if piece and key in keys:
                    last = i
        if last is not None:
            taken.update(dict.fromkeys(range(at, last + 1), (at, last)))
            at = last
        at += 1
    return taken
