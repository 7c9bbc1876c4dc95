"""Where a report writes names that may be places: spans, and what the words round each say of it.

Nothing is decided here about which place is meant.  Any name of the index counts, whatever the tagger thinks; what
stands inside a longer name of a person or a body ("Damascus University", "Paris Hilton") is marked as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.find.placewords import PlaceWords
from dateline.gazetteer import Gazetteer, Named
from dateline.gazetteer.normalise import ARTICLES, strict_key
from dateline.model import Sentence, Span, Token

MOST_TOKENS = 11
_HYPHENS = frozenset("-–‑")
_OPENERS = frozenset("\"“”'‘’([:;-–—.…?!*•")
_FEW_CAPITALS = 0.7
"""From this share of capitalised long words on, a sentence is a headline whose capitals tell nothing."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name of the index in the text. ``first`` and ``last`` are its tokens; ``hint`` the kind that a noun beside it
    says ("X province" admin1); ``within`` the number of the sighting or the country that holds it by the words;
    ``standing`` adds up what speaks for a place (positive) or against; ``inside`` names why it is none at all."""

    sentence: int
    first: int
    last: int
    span: Span
    key: str
    written: str
    places: tuple[Named, ...]
    standing: float = 0.0
    hint: str | None = None
    within: tuple[int, ...] = ()
    country: str | None = None
    coarse: bool = False
    inside: str | None = None


@dataclass(slots=True)
class Sightings:
    """All sightings of a report, with what it says besides: countries by adjective, words of persons' names."""

    found: list[Sighting] = field(default_factory=list)
    nations: dict[str, float] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)


class Names:
    """Look-ups of one report, remembered."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._places: dict[str, tuple[Named, ...]] = {}
        self._begins: dict[str, bool] = {}
        self._pieces: dict[str, str] = {}

    def places(self, key: str) -> tuple[Named, ...]:
        if key not in self._places:
            self._places[key] = self.gazetteer.places_by_key(key)
        return self._places[key]

    def begins(self, key: str) -> bool:
        if key not in self._begins:
            self._begins[key] = self.gazetteer.begins(key)
        return self._begins[key]

    def piece(self, text: str) -> str:
        if text not in self._pieces:
            self._pieces[text] = strict_key(text)
        return self._pieces[text]


def look(sentences: Sequence[Sentence], names: Names, words: PlaceWords) -> Sightings:
    """Every sighting of a report, in the order of its text."""
    out = Sightings()
    small = not any(t.text[:1].isupper() for s in sentences for t in s.tokens[1:])
    for sentence in sentences:
        _Reader(sentence, names, words, out, small).read()
    return out


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


class _Reader:
    """One sentence, read from left to right."""

    def __init__(self, sentence: Sentence, names: Names, words: PlaceWords, out: Sightings, small: bool) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.names = names
        self.words = words
        self.out = out
        self.small = small
        long_words = [t for t in self.tokens[1:] if len(t.text) > 3 and t.text.isalpha()]
        capitals = sum(map(_capital, long_words))
        self.headline = len(long_words) > 3 and capitals >= _FEW_CAPITALS * len(long_words)
        self.ends: dict[int, int] = {}
        """For the last token of each sighting here, the sighting's number."""

    def read(self) -> None:
        taken = self._parties()
        at = 0
        while at < len(self.tokens):
            self._nation(at)
            found = self._match(at) if self._may_begin(at) else None
            if found is None:
                at += 1
                continue
            last, key, places = found
            inside = taken.get(at)
            if inside is not None and (inside > last or (inside == last and taken.get(at - 1) == inside)):
                self._add(at, last, key, places, "actor")
            else:
                last = self._take(at, last, key, places)
            at = last + 1

    # --- spans ---

    def _may_begin(self, at: int) -> bool:
        token = self.tokens[at]
        text = token.text
        if text[:1].isupper():
            return True
        if text in ARTICLES and at + 2 < len(self.tokens) and self.tokens[at + 1].text in _HYPHENS:
            return _capital(self.tokens[at + 2])
        return self.small and text.isalpha() and len(text) > 3 and token.pos in {"PROPN", "NOUN", "ADJ", "X"}

    def _match(self, first: int) -> tuple[int, str, tuple[Named, ...]] | None:
        """The longest name that begins at a token."""
        key = ""
        best: tuple[int, str, tuple[Named, ...]] | None = None
        tokens = self.tokens
        for i in range(first, min(first + MOST_TOKENS, len(tokens))):
            token = tokens[i]
            capital = _capital(token) or self.small
            if token.text in _HYPHENS:
                if tokens[i - 1].end != token.start:
                    break
                continue
            piece = self.names.piece(token.text)
            if not piece or (i > first and not capital and token.text not in self.words.inner and token.text != "'s"):
                break
            glued = i > first and tokens[i - 1].end == token.start and tokens[i - 1].text not in _HYPHENS
            key = key + piece if glued or not key else f"{key} {piece}"
            if token.text in {"'s", "'"} or (i > first and not capital):
                continue
            if not (i == first and token.text.lower() in ARTICLES) and not self.names.begins(key):
                break
            if token.text.lower() in ARTICLES and not capital:
                continue
            places = self._fitting(first, i, key)
            if places:
                best = (i, key, places)
        return best

    def _fitting(self, first: int, last: int, key: str) -> tuple[Named, ...]:
        """The places that a span may name by how it is written: what stands in capitals is an acronym."""
        text = self.tokens[first].text
        if first == last:
            bare = text.replace(".", "")
            if text in self.words.acronyms:
                return self.names.places(strict_key(self.words.acronyms[text]))
            full = self.words.abbreviations.get(text.rstrip("."))
            if full is not None and first > 1 and self.tokens[first - 1].text == "," and first - 2 in self.ends:
                return tuple(n for n in self.names.places(strict_key(full)) if n.entry.kind == "admin1")
            if bare.isupper() and len(bare) <= 5:
                return tuple(n for n in self.names.places(key) if n.entry.kind == "country" and len(bare) > 1)
            if len(key) < 3 or (text.lower() in self.words.nationalities and not self._is_country(key)):
                return ()
        return self.names.places(key)

    def _is_country(self, key: str) -> bool:
        return any(n.entry.kind == "country" for n in self.names.places(key))

    def _parties(self) -> dict[int, int]:
        """For each token inside a party's name of several words, the last token of that name."""
        taken: dict[int, int] = {}
        tokens = self.tokens
        at = 0
        while at < len(tokens):
            keys = self.words.actors.get(self.names.piece(tokens[at].text), ()) if _capital(tokens[at]) else ()
            last = None
            if keys:
                key = ""
                for i in range(at, min(at + MOST_TOKENS + 3, len(tokens))):
                    piece = self.names.piece(tokens[i].text)
                    glued = i > at and tokens[i - 1].end == tokens[i].start and tokens[i - 1].text not in _HYPHENS
                    if piece:
                        key = key + piece if glued or not key else f"{key} {piece}"
                    if key in keys:
                        last = i
            if last is not None:
                taken.update(dict.fromkeys(range(at, last + 1), last))
                at = last
            at += 1
        return taken

    def _nation(self, at: int) -> None:
        """Counts a country that an adjective names."""
        text = self.tokens[at].text
        if not (text[:1].isupper() or self.small):
            return
        country = self.words.nationalities.get(text.lower())
        if at + 1 < len(self.tokens):
            country = self.words.nationalities.get(f"{text} {self.tokens[at + 1].text}".lower(), country)
        if country is not None:
            self.out.nations[country] = self.out.nations.get(country, 0.0) + 1.0

    # --- what stands round a span ---

    def _take(self, first: int, last: int, key: str, places: tuple[Named, ...]) -> int:
        """Adds a sighting with what its neighbours say; returns its last token, a noun taken in included."""
        inside = self._left_of(first, places) or self._head_before(first)
        hint = None
        if inside is None:
            last, hint, inside = self._right_of(first, last, places)
        number = self._add(first, last, key, places, inside)
        if inside is not None:
            return last
        standing, before, coarse = self._before(first)
        after = self._noun_after(last) if hint is None else None
        hint = hint or after or before
        standing += self._verb_after(last)
        within, country = self._holder_before(first)
        self.out.found[number] = replace(
            self.out.found[number],
            standing=standing + (1.0 if hint else 0.0), hint=hint, coarse=coarse, country=country,
            within=(within,) if within is not None else (),
        )  # fmt: skip
        self._holder_link(number, first)
        return last

    def _add(self, first: int, last: int, key: str, places: tuple[Named, ...], inside: str | None) -> int:
        span = Span(self.tokens[first].start, self.tokens[last].end, self.sentence.span.part)
        written = self.tokens[first].text
        self.out.found.append(Sighting(self.sentence.index, first, last, span, key, written, places, inside=inside))
        number = len(self.out.found) - 1
        self.ends[last] = number
        return number

    def _joined(self, left: int, right: int) -> bool:
        """Whether two neighbouring tokens stand together, one blank apart at most."""
        return 0 <= left and right < len(self.tokens) and self.tokens[right].start - self.tokens[left].end <= 1

    def _name_word(self, at: int) -> bool:
        """Whether a capital is a name's, not that of a sentence's or a heading's first word."""
        token = self.tokens[at]
        if not _capital(token) or not token.text[:1].isalpha():
            return False
        if token.text.lower() in self.words.function:
            return False
        opens = at == 0 or self.tokens[at - 1].text in _OPENERS
        return not (opens and token.tag not in {"NNP", "NNPS"})

    def _left_of(self, first: int, places: tuple[Named, ...]) -> str | None:
        """Why the words before make the name no place, or ``None``."""
        at = first - 1
        if at < 0:
            return None
        token = self.tokens[at]
        words = self.words
        if (
            token.text in _HYPHENS
            and token.end == self.tokens[first].start
            and at > 0
            and self.tokens[at - 1].end == token.start
        ):
            return None if at - 1 in self.ends else "compound"
        if not self._joined(at, first) or not self._name_word(at) or at in self.ends:
            return None
        text = token.text
        if text in words.modifiers or text.lower() in words.nationalities or text.lower() in words.directions:
            return None
        if text in words.features:
            return "feature"
        country = any(n.entry.kind == "country" for n in places)
        if text in words.titles:
            if country and text in words.roles:
                return None
            self._person(first)
            return "person"
        if text in words.roles or text.lower() in words.nouns or (self.headline and text.lower() not in words.people):
            return None
        if text.isupper() and len(text) > 1:
            return None if country else "body"
        if text in words.bodies:
            return "body"
        self._person(first)
        return "person"

    def _person(self, first: int) -> None:
        """Remembers the words of the name round a token as a person's."""
        for i in (first - 1, first, first + 1):
            if 0 <= i < len(self.tokens) and _capital(self.tokens[i]):
                text = self.tokens[i].text
                if text not in self.words.titles and text not in self.words.roles:
                    self.out.persons.add(text.lower())

    def _head_before(self, first: int) -> str | None:
        """ "Bank of Uganda", "University of the Congo": the name belongs to a body's."""
        at = first - 1
        if at >= 0 and self.tokens[at].text.lower() == "the":
            at -= 1
        if at < 1 or self.tokens[at].text not in {"of", "for"}:
            return None
        head = self.tokens[at - 1]
        return "body" if _capital(head) and head.text in self.words.heads else None

    def _right_of(self, first: int, last: int, places: tuple[Named, ...]) -> tuple[int, str | None, str | None]:
        """The last token with a capitalised noun taken in, the kind it says, and why the name is no place."""
        words = self.words
        tokens = self.tokens
        at = last + 1
        if at >= len(tokens):
            return last, None, None
        token = tokens[at]
        if token.text in _HYPHENS and token.start == tokens[last].end and at + 1 < len(tokens):
            after = tokens[at + 1]
            if after.start == token.end and (after.text.lower() in words.led or not after.text[:1].isalpha()):
                return last, None, "compound"
            if after.start == token.end and _capital(after) and self._match(at + 1) is None:
                return last, None, "compound"
            return last, None, None
        if not self._joined(last, at) or not _capital(token) or not token.text[:1].isalpha():
            return last, None, None
        hint = None
        if token.text.lower() in words.nouns and not self.headline:
            hint = words.nouns[token.text.lower()]
            last, at = at, at + 1
            if at >= len(tokens) or not self._joined(last, at) or not _capital(tokens[at]):
                return last, hint, None
            token = tokens[at]
        if (
            token.text in words.roles
            or token.text.lower() in words.nationalities
            or token.text.lower() in words.function
        ):
            return last, hint, None
        if self._body_ahead(at):
            return last, hint, "body"
        if self.headline:
            return last, hint, None
        if token.text.isupper() and len(token.text) > 1 and any(n.entry.kind == "country" for n in places):
            return last, hint, None
        following = self._match(at)
        if following is not None and any(n.entry.kind in {"country", "admin1"} for n in following[2]):
            return last, hint, None
        if hint is not None:
            return last, hint, None
        if token.text not in words.titles:
            self._person(first)
            return last, hint, "person"
        return last, hint, None

    def _body_ahead(self, at: int) -> bool:
        """Whether the run of capitals from here holds a word for a body ("Red Cross", "Virus Research Institute")."""
        tokens = self.tokens
        for i in range(at, min(at + 7, len(tokens))):
            token = tokens[i]
            if not self._joined(i - 1, i) or not (_capital(token) or token.text in {"of", "for", "and", "&", "the"}):
                return False
            if self.headline and i > at:
                return False
            if token.text in self.words.bodies:
                return True
        return False

    def _before(self, first: int) -> tuple[float, str | None, bool]:
        """How much the words before speak for a place, the kind they say, and whether they put it only near."""
        words = self.words
        at = first - 1
        hint: str | None = None
        for _ in range(14):
            if at < 0:
                return 0.0, hint, False
            token = self.tokens[at]
            text = token.text
            low = text.lower()
            if low == "of" and at > 0:
                noun = self.tokens[at - 1].text.lower()
                if noun in words.nouns:
                    return 1.0, hint or words.nouns[noun], False
                if noun in words.directions or noun in words.near:
                    return 1.0, hint, True
                return 0.35, hint, False
            if low in words.near:
                return 1.0, hint, True
            if low in words.at:
                return 1.0, hint, False
            if low in words.weak and low not in {"and", "or", "&"}:
                return 0.35, hint, False
            if low in words.nouns and hint is None and at == first - 1:
                hint = words.nouns[low]
            elif (
                low in {",", "and", "or", "&", "as", "well", "the", "both", "(", "'s"}
                or at in self.ends
                or _capital(token)
            ):
                pass
            elif token.pos not in {"ADJ", "DET"} and low not in words.nouns:
                return 0.0, hint, False
            at -= 1
        return 0.0, hint, False

    def _noun_after(self, last: int) -> str | None:
        """The kind that a small noun right after says: "Maradi province"; not "Maradi residents"."""
        at = last + 1
        if at < len(self.tokens) and self._joined(last, at):
            kind = self.words.nouns.get(self.tokens[at].text)
            return None if kind == "country" else kind
        return None

    def _verb_after(self, last: int) -> float:
        """A name that speaks is hardly a town: "Santos said"."""
        at = last + 1
        if at < len(self.tokens) and self.tokens[at].lemma in self.words.speech and self.tokens[at].pos == "VERB":
            return -0.6
        return 0.0

    def _holder_before(self, first: int) -> tuple[int | None, str | None]:
        """The place or country that the words before say holds this one: "Syria's Idlib", "the Syrian city of Idlib"."""
        for at in range(first - 1, max(first - 7, -1), -1):
            token = self.tokens[at]
            if token.text in {",", ";", ".", "and", "or", "to", "from", "in", "at"}:
                return None, None
            if token.text == "'s" and at - 1 in self.ends:
                return self.ends[at - 1], None
            country = self.words.nationalities.get(token.text.lower()) if _capital(token) or self.small else None
            if country is not None:
                return None, country
        return None, None

    def _holder_link(self, number: int, first: int) -> None:
        """Notes that the sighting before lies in this one: "Goma, DR Congo", "Maradi in Niger", "Idlib (Syria)"."""
        at = first - 1
        while at >= 0 and (self.tokens[at].text in {"the", "southern", "northern", "eastern", "western", "central"}):
            at -= 1
        if at < 1:
            return
        text = self.tokens[at].text
        before = at - 1
        if text == "in" and self.tokens[before].text == ",":
            before -= 1
        elif text == "in" and self.tokens[before].text in self.words.nouns:  # "Goma, a city in DR Congo"
            while before >= 0 and (
                self.tokens[before].pos in {"NOUN", "ADJ", "DET"} or self.tokens[before].text == ","
            ):
                before -= 1
        elif self.tokens[before].text in self.words.nouns and text in {",", "in", "("}:  # "Maradi province, Niger"
            before -= 1
        if text not in {",", "in", "("} or before not in self.ends:
            return
        held = self.ends[before]
        sighting = self.out.found[held]
        if sighting.inside is None:
            self.out.found[held] = replace(sighting, within=(*sighting.within, number))
