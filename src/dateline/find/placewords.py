"""What the codebook knows of the words round place names, arranged for looking up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.codebook.entries import Codebook
from dateline.gazetteer.normalise import strict_key


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Sets of words as written or in small letters; see ``codebook/words/places.yaml`` for what each means.

    ``nationalities`` maps adjectives and citizens, in small letters, to countries ("syrian" to SYR); ``actors`` the
    strict keys of names of several words that belong to parties, by their first word; ``outlets`` a publisher's name
    in small letters to its country.
    """

    at: frozenset[str]
    weak: frozenset[str]
    near: frozenset[str]
    directions: frozenset[str]
    modifiers: frozenset[str]
    features: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    bodies: frozenset[str]
    heads: frozenset[str]
    people: frozenset[str]
    common: frozenset[str]
    inner: frozenset[str]
    never: frozenset[str]
    tails: frozenset[str]
    sites: frozenset[str]
    compass: frozenset[str]
    led: frozenset[str]
    function: frozenset[str]
    nouns: Mapping[str, str]
    abbreviations: Mapping[str, str]
    acronyms: Mapping[str, str]
    nationalities: Mapping[str, str]
    actors: Mapping[str, tuple[str, ...]]
    outlets: Mapping[str, str]
    speech: frozenset[str]
    verbs: frozenset[str]
    lengths: Mapping[str, str]
    bearings: Mapping[str, str]


class _Same:
    """A codebook by identity: it is too large to be compared by value."""

    __slots__ = ("book",)

    def __init__(self, book: Codebook) -> None:
        self.book = book

    def __hash__(self) -> int:
        return id(self.book)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.book is self.book


def place_words(book: Codebook) -> PlaceWords:
    """The words of a codebook, arranged once for each codebook."""
    return _arranged(_Same(book))


@lru_cache(maxsize=4)
def _arranged(same: _Same) -> PlaceWords:
    book = same.book

    def words(name: str) -> frozenset[str]:
        return book.words.get(name, frozenset())

    def table(name: str) -> Mapping[str, str]:
        return book.tables.get(name, {})

    return PlaceWords(
        at=words("place prepositions"),
        weak=words("weak place prepositions"),
        near=words("nearness"),
        directions=words("directions"),
        modifiers=words("place modifiers"),
        features=words("feature heads"),
        titles=words("person titles"),
        roles=words("roles after places"),
        bodies=words("organisation words"),
        heads=words("organisation heads"),
        people=frozenset(name.lower() for name in words("given and family names")),
        common=words("common words that are places"),
        inner=words("inner words") | {"'s"},
        never=_never(book),
        tails=words("feature tails"),
        sites=words("site words"),
        compass=words("compass adjectives"),
        led=words("no place endings"),
        function=words("function words"),
        nouns=table("place nouns"),
        abbreviations=table("place abbreviations"),
        acronyms=table("place acronyms"),
        nationalities=_nationalities(book),
        actors=_actors(book),
        outlets={
            name.lower(): outlet.country
            for outlet in book.outlets
            if outlet.country
            for name in (outlet.name, *outlet.names)
        },
        speech=frozenset(cue.lemma for cue in book.cues.reporting),
        verbs=words("place verbs"),
        lengths=table("lengths in kilometres"),
        bearings=table("bearings"),
    )


def _never(book: Codebook) -> frozenset[str]:
    """Words that on their own name no place, though the index has places of that name ("University", "March")."""
    sets = ("person titles", "roles after places", "organisation words", "place modifiers", "words that are no names")
    return frozenset(word for name in sets for word in book.words.get(name, frozenset()))


def _nationalities(book: Codebook) -> Mapping[str, str]:
    """Adjectives and citizens of exactly one state; what several share ("Congolese") tells no country."""
    found: dict[str, set[str]] = {}
    for entry in book.actors.values():
        if entry.kind == "country" and entry.roles:
            code = entry.roles[-1].code.split()[0]
            for word in (*entry.adjectives, *entry.people):
                found.setdefault(word.lower(), set()).add(code)
    return {word: next(iter(codes)) for word, codes in sorted(found.items()) if len(codes) == 1}


def _actors(book: Codebook) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for entry in book.actors.values():
        if entry.kind == "country":
            continue
        for name in (entry.name, *entry.names):
            key = strict_key(name)
            if " " in key:  # a name of one word may well be a place's too
                found.setdefault(key.split()[0], set()).add(key)
    for outlet in book.outlets:
        for name in (outlet.name, *outlet.names):
            if key := strict_key(name):
                found.setdefault(key.split()[0], set()).add(key)
    return {first: tuple(sorted(keys, key=lambda key: (-len(key), key))) for first, keys in found.items()}
