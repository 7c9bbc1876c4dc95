"""What the words beside a name say of it: that it is no place, its kind, where it lies, that it is only near."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.find.placespans import HYPHENS, Line, capital, match
from dateline.gazetteer import Named

FAR_BACK = 14
"""How many tokens the reach for a preposition goes back through a list of names."""
_OPENERS = frozenset("\"“”'‘’([:;-–—.…?!*•")
_LIST = frozenset({",", "and", "or", "&", "as", "well", "the", "both", "(", "'s", "/"})
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_WIDE = frozenset({"country", "region", "admin1", "admin2", "site"})
_PARTICLES = frozenset({"van", "von", "bin", "ibn", "bint", "der", "den", "ter"})


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands before a name: how much it speaks for a place, the kind it says, whether it puts it only near, and
    by how many kilometres to which side where the words say ("30 km north of")."""

    standing: float
    hint: str | None
    coarse: bool = False
    shift: tuple[float, str] | None = None


def left_of(line: Line, first: int, places: tuple[Named, ...]) -> str | None:
    """Why the words before make the name no place ("person", "body", "feature", "compound"), or ``None``."""
    at = first - 1
    if at < 0:
        return None
    token, words = line.tokens[at], line.words
    if (
        token.text in HYPHENS
        and token.end == line.tokens[first].start
        and at > 0
        and line.tokens[at - 1].end == token.start
    ):
        return None if at - 1 in line.ends or line.text(at - 1).lower() in words.directions else "compound"
    if token.text in {"$", "€", "£"} and token.end == line.tokens[first].start:
        return "money"
    if not line.joined(at, first) or not _name_word(line, at) or at in line.ends:
        return None
    text = token.text
    if text in words.modifiers or text.lower() in words.nationalities or text.lower() in words.directions:
        return None
    if text in words.features:
        return "feature"
    country = any(n.entry.kind == "country" for n in places)
    if text in words.titles:
        return None if country and text in words.roles else "person"
    if text in words.roles or text.lower() in words.nouns:
        return None
    if line.headline and text.lower() not in words.people:
        return None
    if text.isupper() and len(text) > 1:
        return None if country else "body"
    return "body" if text in words.bodies else "person"


def _name_word(line: Line, at: int) -> bool:
    """Whether a capital is a name's, not that of a sentence's or a heading's first word."""
    token = line.tokens[at]
    if not capital(token) or not token.text[:1].isalpha():
        return False
    if token.text.lower() in line.words.function and token.text not in line.words.titles:
        return False
    opens = at == 0 or line.text(at - 1) in _OPENERS
    return token.text in line.words.titles or not (opens and token.tag not in {"NNP", "NNPS"})


def head_before(line: Line, first: int) -> str | None:
    """ "Bank of Uganda", "University of the Congo": the name belongs to a body's."""
    at = first - 1
    if line.text(at).lower() == "the":
        at -= 1
    if at < 1 or line.text(at) not in {"of", "for"}:
        return None
    head = line.tokens[at - 1]
    return "body" if capital(head) and head.text in line.words.heads else None


def one_of_many(line: Line, last: int, places: tuple[Named, ...]) -> bool:
    """ "A five-year-old Latina": what "a" counts is no town. A country may have one ("a free Syria")."""
    token = line.tokens[last]
    counted = any(t.text.lower() in {"a", "an"} for t in line.sentence.kids(token.i, "det"))
    return counted and token.dep != "compound" and not any(n.entry.kind in {"country", "region"} for n in places)


def right_of(line: Line, last: int, places: tuple[Named, ...]) -> tuple[int, str | None, str | None]:
    """The last token with a capitalised noun of kind taken in, the kind it says, and why the name is no place."""
    words = line.words
    at = last + 1
    text = line.text(at)
    if text in HYPHENS and line.tokens[at].start == line.tokens[last].end:
        return last, None, _after_hyphen(line, at)
    if text in {"$", "€", "£"} and line.tokens[at].start == line.tokens[last].end:
        return last, None, "money"
    if text.lower() in _PARTICLES and line.text(at + 1)[:1].isupper():
        return last, None, "person"
    if not line.joined(last, at) or not text[:1].isalpha() or not (capital(line.tokens[at]) or text in words.tails):
        return last, None, None
    if text in words.tails:
        return last, None, "feature"
    hint = None
    if text.lower() in words.nouns and not line.headline and line.text(at + 1) not in {"of", "for"}:
        hint = words.nouns[text.lower()]
        if hint == "any" and not any(n.entry.kind in _WIDE for n in places):
            return last, None, "feature"  # "Victoria Island" is none of the towns called Victoria
        last, at = at, at + 1
        if not line.joined(last, at) or not capital(line.tokens[at]):
            return last, hint, None
        text = line.text(at)
    if text in words.roles or text.lower() in words.nationalities or text.lower() in words.function:
        return last, hint, None
    if _body_ahead(line, at):
        return last, hint, "body"
    country = any(n.entry.kind == "country" for n in places)
    if line.headline or hint is not None or text in words.titles or (text.isupper() and len(text) > 1 and country):
        return last, hint, None
    following = match(line, at)
    if following is not None and any(_holds(line, outer, places) for outer in following[2]):
        return last, hint, None
    return last, hint, "person"


def _holds(line: Line, outer: Named, places: tuple[Named, ...]) -> bool:
    return any(line.names.gazetteer.holds(outer.entry, inner.entry) for inner in places)


def _after_hyphen(line: Line, at: int) -> str | None:
    """ "US-led" tells who, "London-based" where; "Iran-Iraq" joins two places, other joins make another name."""
    after = line.text(at + 1)
    if not after or line.tokens[at + 1].start != line.tokens[at].end:
        return None
    if after.lower() in line.words.led or not after[:1].isalpha():
        return "compound"
    return "compound" if after[:1].isupper() and match(line, at + 1) is None else None


def _body_ahead(line: Line, at: int) -> bool:
    """Whether the run of capitals from here holds a word for a body ("Red Cross", "Virus Research Institute")."""
    for i in range(at, min(at + 7, len(line.tokens))):
        token = line.tokens[i]
        if not line.joined(i - 1, i) or not (capital(token) or token.text in {"of", "for", "and", "&", "the"}):
            return False
        if line.headline and i > at:
            return False
        if token.text in line.words.bodies:
            return True
    return False


def before(line: Line, first: int, country: bool) -> Beside:
    """What the words before say, reached for through the names of a list ("in Kenya, Uganda and Sudan").

    A noun of kind before "of" holds for a list only in the plural ("the towns of X and Y").
    """
    words = line.words
    at = first - 1
    hint: str | None = None
    listed = False
    for _ in range(FAR_BACK):
        if at < 0:
            break
        token = line.tokens[at]
        low = token.text.lower()
        if low == "of" and at > 0:
            noun = line.text(at - 1).lower()
            if noun in words.nouns and not (listed and not noun.endswith("s")):
                named = at > 1 and capital(line.tokens[at - 2]) and at - 2 > 0  # "the Kariba district of Harare"
                kind = words.nouns[noun]
                return Beside(1.0, hint or (None if named or (country and kind != "country") else kind))
            if noun in words.directions and not listed:
                return Beside(1.0, hint, True, _shift(line, at - 1))
            return Beside(1.0, hint, True) if noun in words.directions or noun in words.near else Beside(0.35, hint)
        if low in words.near:
            return Beside(1.0, hint, True)
        if low in words.at:
            return Beside(1.0, hint)
        if token.pos == "VERB" and token.lemma in words.verbs:
            return Beside(0.0 if listed else 0.6, hint)
        if low in words.weak and low not in _LIST:
            return Beside(0.35, hint)
        if token.text in words.nouns and hint is None and at == first - 1:
            hint = None if country else words.nouns[low]
        elif low in _LIST or at in line.ends or capital(token):
            listed = listed or low in {",", "and", "or", "&"}
        elif token.pos not in {"ADJ", "DET"} and low not in words.nouns:
            break
        at -= 1
    return Beside(0.0, hint)


def _shift(line: Line, at: int) -> tuple[float, str] | None:
    """The distance before a direction in kilometres, and the direction: "30 km north", "20 miles (32 km) west"."""
    for i in range(at - 1, max(at - 6, 0), -1):
        scale = line.words.lengths.get(line.text(i).lower())
        if scale is not None:
            number = _NUMBER.fullmatch(line.text(i - 1))
            return (float(number.group().replace(",", "")) * float(scale), line.text(at).lower()) if number else None
    return None


def noun_after(line: Line, last: int) -> str | None:
    """The kind that a small noun right after says: "Maradi province"; not "Maradi residents"."""
    if not line.joined(last, last + 1):
        return None
    kind = line.words.nouns.get(line.text(last + 1))
    return None if kind == "country" else kind


def speaks(line: Line, last: int) -> bool:
    """Whether the name is followed by a verb of speech: "Santos said"."""
    at = last + 1
    return at < len(line.tokens) and line.tokens[at].lemma in line.words.speech and line.tokens[at].pos == "VERB"


def holder_before(line: Line, first: int) -> tuple[int | None, str | None]:
    """The sighting or country that the words before say holds this one: "Syria's Idlib", "the Syrian city of Idlib".

    Between an adjective and the name there may be nouns and "of" alone, a noun of kind among them: "Israeli jets struck
    Khiam" says nothing of where Khiam lies.
    """
    kind = False
    for at in range(first - 1, max(first - 7, -1), -1):
        token = line.tokens[at]
        if token.text == "'s" and at - 1 in line.ends:
            return line.ends[at - 1], None
        country = line.words.nationalities.get(token.text.lower()) if capital(token) or line.small else None
        if country is not None:
            return None, country if kind or at == first - 1 else None
        if token.text not in {"of", "the", "-"} and token.pos not in {"NOUN", "ADJ", "PROPN", "VERB"}:
            break
        if token.pos == "VERB" and token.dep not in {"amod", "compound"}:
            break
        kind = kind or token.text in line.words.nouns
    return None, None


def held_before(line: Line, first: int) -> tuple[int, bool] | None:
    """The sighting before that these words put inside this name, and whether by a comma alone.

    "Goma, DR Congo", "Maradi in Niger", "Goma, a city in DR Congo", "Idlib (Syria)", "Diffa region, Niger".
    """
    at = first - 1
    while at >= 0 and (line.text(at) in {"the"} or line.text(at).lower() in line.words.compass):
        at -= 1
    if at < 1:
        return None
    text, last = line.text(at), at - 1
    if text not in {",", "in", "(", "of"}:
        return None
    comma = text == ","
    if text == "in" and line.text(last) == ",":
        last -= 1
    elif text in {"in", "of"} and line.text(last) in line.words.nouns:
        if last - 1 not in line.ends:  # "Goma, a city in DR Congo"
            while last >= 0 and (line.tokens[last].pos in {"NOUN", "ADJ", "DET"} or line.text(last) == ","):
                last -= 1
        else:  # "the Kariba district of Harare"
            last -= 1
    elif text != "of" and line.text(last) in line.words.nouns:  # "Diffa region, Niger"
        last -= 1
    if text == "of" and last == at - 1:
        return None
    return (line.ends[last], comma) if last in line.ends else None


def list_goes_on(line: Line, last: int) -> bool:
    """Whether a comma or "and" and another capital follow: the name is one of a list."""
    at = last + 1
    if line.text(at) == ",":
        at += 1
        if line.text(at) in {"and", "or"}:
            at += 1
        return line.text(at)[:1].isupper()
    return line.text(at) in {"and", "or", "&"} and line.text(at + 1)[:1].isupper()
