"""The parties a report names: states, organisations, groups and persons, by name, by role, or carried by a pronoun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.codebook.entries import Codebook
from dateline.codebook.parties import COORDINATED
from dateline.find.coref import carry
from dateline.find.names import Hit, names_in
from dateline.find.parties import (
    ActorIndex,
    Reach,
    entry_of,
    main_country,
    owner_of,
    party_of_entry,
    party_of_role,
    plural,
    with_country,
)
from dateline.model import Document, Mention, Party, PartyKind, Place, Sentence, Token

_NAME_TAGS = {"NNP", "NNPS"}
_INSIDE_NAME = {"de", "la", "el", "al", "bin", "ibn", "abu", "von", "van", "der", "-", "of", "the", "'s", "'"}
_LEFT_OUT = {"det", "predet", "cc", "punct", "case", "mark", "preconj"}
_MODIFIERS = {"amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "det"}


def find_actors(
    document: Document,
    sentences: Sequence[Sentence],
    book: Codebook,
    index: ActorIndex,
    places: Sequence[Mention] = (),
    times: Sequence[Mention] = (),
) -> tuple[Mention, ...]:
    """Every party named in the report, in the order of the text; pronouns and short names carried within it.

    ``places`` are the report's places: a role noun of a state ("soldiers") that names no nationality takes the only
    country named in its sentence, else the country the report is about, and says so in ``by``. ``times`` are the
    report's times, whose words are nobody's name ("Friday").
    """
    hits = [names_in(sentence, index.names) for sentence in sentences]
    countries = [m.value.country for m in places if isinstance(m.value, Place) and m.value.country]
    reach = Reach(book, index, document.day, main_country(countries), _about(hits, countries, book))
    found: list[Mention] = []
    for sentence, named in zip(sentences, hits, strict=True):
        here = [m for m in places if m.sentence == sentence.index]
        timed = {i for m in times if m.sentence == sentence.index for i in sentence.within(m.span)}
        found.extend(_in_sentence(sentence, named, here, timed, reach))
    return carry(sentences, found, book)


def _about(hits: Sequence[Sequence[Hit]], countries: Sequence[str], book: Codebook) -> frozenset[str]:
    """Countries and entities that the report names outright: what weak names may lean on."""
    about = set(countries)
    for named in hits:
        for hit in named:
            if hit.how == "weak" or len(hit.entries) != 1:
                continue
            entry = book.actors[hit.entries[0]]
            about.add(entry.id)
            about.update(role.code.split()[0] for role in entry.roles)
    return frozenset(about)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase that names a party: its head, the tokens it covers, the party, and what read it."""

    head: int
    tokens: tuple[int, ...]
    party: Party
    by: str
    leaning_on: tuple[str, ...] = ()


def _in_sentence(
    sentence: Sentence, hits: Sequence[Hit], places: Sequence[Mention], timed: set[int], reach: Reach
) -> list[Mention]:
    by_token = {i: hit for hit in hits for i in range(hit.first, hit.last + 1)}
    place_tokens = {i for m in places for i in sentence.within(m.span)}
    phrases: list[_Phrase] = []
    covered: set[int] = set()
    for head in sentence.tokens:
        if head.pos not in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"} or head.i in covered | timed:
            continue
        phrase = _phrase(sentence, head, hits, by_token, place_tokens, timed, places, reach)
        if phrase is None:
            continue
        for one in (phrase, *_shared_out(sentence, phrase, by_token, reach)):
            phrases.append(one)
            covered.update(one.tokens)
    phrases = _apposed(sentence, phrases)
    phrases.extend(_adjectives(sentence, hits, {i for p in phrases for i in p.tokens}, reach))
    return [
        Mention("actor", sentence.cover(p.tokens), p.party, sentence.index, p.by, p.leaning_on)
        for p in sorted(phrases, key=lambda p: p.tokens[0])
    ]


def _phrase(
    sentence: Sentence,
    head: Token,
    hits: Sequence[Hit],
    by_token: Mapping[int, Hit],
    place_tokens: set[int],
    timed: set[int],
    places: Sequence[Mention],
    reach: Reach,
) -> _Phrase | None:
    hit = by_token.get(head.i)
    if hit is not None:
        named = _named(sentence, head, hit, hits, reach)
        if named is not None or hit.how != "weak":
            return named
    role = reach.index.role_of(sentence, head) if head.pos in {"NOUN", "PROPN"} else None
    if role is not None and not (head.dep == "compound" and sentence.tokens[head.head].pos in {"NOUN", "PROPN"}):
        return _by_role(sentence, head, hits, places, reach)
    if head.tag in _NAME_TAGS and head.i not in place_tokens:
        name = _unknown(sentence, head, set(by_token) | timed, place_tokens, reach)
        return name and _titled(sentence, name, hits, places, reach)
    return None


def _named(sentence: Sentence, head: Token, hit: Hit, hits: Sequence[Hit], reach: Reach) -> _Phrase | None:
    """A name of the codebook. An adjective is a party only where it stands alone ("the French said")."""
    above = sentence.tokens[sentence.tokens[hit.last].head]
    if hit.how == "adjective":
        return None
    if hit.how == "people" and above.i > hit.last and sentence.tokens[hit.last].dep in {"amod", "compound"}:
        return None
    entry = entry_of(hit, reach)
    if entry is None:
        return None
    party = party_of_entry(entry, reach)
    by = f"actor:{entry.id}"
    if hit.how == "capital":
        by = f"capital:{entry.id}"
        organ = reach.book.actors.get(f"{entry.id}-gov")
        if organ is not None:
            party = party_of_entry(organ, reach)
    elif entry.kind == "person" and party.sector in {None, "ELI"} and hit.first > 0:
        title = reach.index.role_of(sentence, sentence.tokens[hit.first - 1])
        if title is not None and _is_title(sentence.tokens[hit.first - 1].text, reach):
            party = replace(party, sector=title[0].sector)  # the report's own word for what he is then
    elif hit.how == "people":
        party = replace(party, kind="group" if plural(sentence.tokens[hit.last]) else "person", entity=None, name=None)
    return _Phrase(hit.last, tuple(range(hit.first, hit.last + 1)), party, by)


def _by_role(
    sentence: Sentence, head: Token, hits: Sequence[Hit], places: Sequence[Mention], reach: Reach
) -> _Phrase | None:
    found = reach.index.role_of(sentence, head)
    if found is None:
        return None
    role, first = found
    owned = owner_of(sentence, head, hits, reach)
    party = party_of_role(role, head, owned[0] if owned else None, reach)
    by = f"role:{role.id}"
    leaning: tuple[str, ...] = ()
    if owned is None and role.state:
        here = {m.value.country for m in places if isinstance(m.value, Place) and m.value.country}
        country = next(iter(here)) if len(here) == 1 else reach.country
        if country is not None and country in reach.book.countries:
            party = with_country(party, country, reach)
            by, leaning = f"role:{role.id}+rule:country-of-place@1", ("place",)
    tokens = _extent(sentence, head, first, reach.book.words["partitives"])
    if owned is not None and owned[1].first > head.i:  # "members of the SDF"
        tokens = tuple(range(tokens[0], owned[1].last + 1))
    return _Phrase(head.i, tokens, party, by, leaning)


def _shared_out(sentence: Sentence, phrase: _Phrase, by_token: Mapping[int, Hit], reach: Reach) -> Iterator[_Phrase]:
    """The further parties of a plural role: "the foreign ministers of Egypt and Turkey", "Lao and Thai soldiers"."""
    if not phrase.by.startswith("role:") or sentence.tokens[phrase.head].tag not in {"NNS", "NNPS"}:
        return
    found = reach.index.role_of(sentence, sentence.tokens[phrase.head])
    owners = [kid for kid in sentence.kids(phrase.head, "amod", "compound", "poss", "nmod") if kid.i in by_token]
    for prep in sentence.kids(phrase.head, "prep"):
        if prep.lemma == "of":
            owners.extend(kid for kid in sentence.kids(prep.i, "pobj") if kid.i in by_token)
    for owner in owners:
        further = sentence.kids(owner.i, "conj")
        while further:
            hit = by_token.get(further[0].i)
            entry = entry_of(hit, reach) if hit is not None and hit.how != "capital" else None
            if found is None or hit is None or entry is None or entry.kind != "country":
                return
            party = party_of_role(found[0], sentence.tokens[phrase.head], party_of_entry(entry, reach), reach)
            tokens = tuple(range(hit.first, hit.last + 1))
            yield _Phrase(hit.last, tokens, party, f"role:{found[0].id}+{COORDINATED}")
            further = sentence.kids(further[0].i, "conj")


def _extent(sentence: Sentence, head: Token, first: int, partitives: frozenset[str]) -> tuple[int, ...]:
    """The noun with the modifiers before it, without its article: "Two soldiers", "French special forces", and with
    the part or number that "of" takes from it: "hundreds of soldiers", "a group of students"."""
    start = first
    of = sentence.tokens[head.head]
    if head.dep == "pobj" and of.lemma == "of":
        part = sentence.tokens[of.head]
        if part.i < of.i and (part.pos == "NUM" or part.lemma in partitives or part.text.lower() in partitives):
            start = min([part.i, *(kid.i for kid in sentence.kids(part.i) if kid.i < part.i and kid.dep in _MODIFIERS)])
    for kid in sentence.kids(head.i):
        if kid.i < head.i and kid.dep in _MODIFIERS:
            start = min(start, sentence.subtree(kid.i)[0])
    while start < first and (sentence.tokens[start].dep in _LEFT_OUT or sentence.tokens[start].pos in {"DET", "PUNCT"}):
        start += 1
    return tuple(range(start, head.i + 1))


def _unknown(sentence: Sentence, head: Token, taken: set[int], place_tokens: set[int], reach: Reach) -> _Phrase | None:
    """A proper name that neither codebook nor gazetteer has: an organisation by its words, else a person."""
    first = last = head.i
    tokens = sentence.tokens

    def goes_on(i: int) -> bool:
        return tokens[i].tag in _NAME_TAGS and i not in taken

    while last + 1 < len(tokens) and (
        goes_on(last + 1)
        or (
            last + 2 < len(tokens)
            and tokens[last + 1].text.lower() in _INSIDE_NAME - {"the", "'s", "'"}
            and goes_on(last + 2)
        )
    ):
        last += 1
    words = [tokens[i].text for i in range(first, last + 1)]
    if len(words) == 1 and _is_title(words[0], reach):
        return None
    heads = reach.book.words.get("org heads", frozenset())
    suffixes = reach.book.words.get("group suffixes", frozenset())
    joined = " ".join(words)
    kind: PartyKind = "person"
    sector = None
    if any(joined.endswith(suffix) for suffix in suffixes):
        kind, sector = "group", "REB"
    elif any(word in heads for word in words) or _is_acronym(words) or _is_odd(words, first):
        kind = "organisation"
    elif all(i in place_tokens for i in range(first, last + 1)) or _is_street(sentence, first, last, reach):
        return None
    head_token = next((i for i in range(last, first - 1, -1) if tokens[i].head not in range(first, last + 1)), last)
    by = "rule:group-suffix@1" if sector else "rule:proper-name@1"
    return _Phrase(
        head_token, tuple(range(first, last + 1)), Party(joined, None, None, sector, kind, public=kind != "person"), by
    )


def _is_street(sentence: Sentence, first: int, last: int, reach: Reach) -> bool:
    """ "At Tallow Tree Lane and 21st Street", not "Diane Lane said": behind a preposition of place. So is a name behind
    a house number ("at 2810 W. Harbour")."""
    token = sentence.tokens[last]
    places = reach.book.words["prepositions before a street"]
    numbered = any(kid.text.isdigit() and kid.i < first for kid in sentence.kids(token.i, "nummod"))
    if numbered and token.dep == "pobj" and sentence.tokens[token.head].lemma in places:
        return True
    if token.text.lower().rstrip(".") not in reach.book.words["street words"]:
        return False
    while token.head != token.i and (
        token.dep in {"conj", "compound", "appos"} or token.head in range(first, last + 1)
    ):
        token = sentence.tokens[token.head]
    return token.dep == "pobj" and sentence.tokens[token.head].lemma in places


def _is_title(word: str, reach: Reach) -> bool:
    titles = reach.book.words["titles"]
    return word in titles or word.rstrip(".") in titles


def _titled(sentence: Sentence, name: _Phrase, hits: Sequence[Hit], places: Sequence[Mention], reach: Reach) -> _Phrase:
    """An unknown person whose name opens with a title has the role that the title tells: "Prime Minister Ito"."""
    if name.party.kind != "person":
        return name
    for i in reversed(name.tokens[:-1]):
        if not _is_title(sentence.tokens[i].text, reach):
            continue
        role = _by_role(sentence, sentence.tokens[i], hits, places, reach)
        if role is None or role.party.kind == "group":
            return name
        own = [sentence.tokens[j].text for j in name.tokens if j > i]
        country = None if role.leaning_on else role.party.country  # he may be a guest where he is
        party = Party(" ".join(own), None, country, role.party.sector, "person", public=role.party.sector is not None)
        tokens = tuple(range(min(role.tokens[0], name.tokens[0]), name.tokens[-1] + 1))
        return replace(name, tokens=tokens, party=party, by=f"{role.by.split('+')[0]}+{name.by}")
    return name


def _is_acronym(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 7


def _is_odd(words: Sequence[str], first: int) -> bool:
    """A single name inside the sentence with a capital or a mark in its middle: no person is written so."""
    return len(words) == 1 and first > 0 and not words[0][1:].islower()


def _apposed(sentence: Sentence, phrases: list[_Phrase]) -> list[_Phrase]:
    """A person's role from the title before the name or the apposition after it: "army spokesman Ali Haroun",
    "Ali Haroun, a rebel commander". The two phrases become one party, named and coded."""
    by_head = {p.head: p for p in phrases}
    gone: set[int] = set()
    out: dict[int, _Phrase] = dict(by_head)
    for phrase in phrases:
        if not phrase.by.startswith("role:"):
            continue
        role = phrase
        named = None
        after = by_head.get(sentence.tokens[role.head].head)
        if (
            sentence.tokens[role.head].dep in {"compound", "appos", "nmod"}
            and after
            and after.by.startswith("rule:proper")
        ):
            named = after
        if named is None:
            for kid in sentence.kids(role.head, "appos"):
                if kid.i in by_head and by_head[kid.i].by.startswith("rule:proper"):
                    named = by_head[kid.i]
        following = next(
            (p for p in phrases if p.tokens[0] == role.tokens[-1] + 1 and p.by.startswith("rule:proper")), None
        )
        named = named or following
        if named is None or named.head in gone or role.party.kind == "group":
            continue
        party = replace(
            role.party, name=named.party.name, kind="person", entity=None, public=role.party.sector is not None
        )
        tokens = named.tokens
        if role.tokens[-1] + 1 == named.tokens[0]:
            tokens = role.tokens + named.tokens
            gone.add(role.head)
            out[named.head] = replace(
                named, tokens=tokens, party=party, by=f"{role.by}+{named.by}", leaning_on=role.leaning_on
            )
        else:
            out[named.head] = replace(named, party=party, by=f"{role.by}+{named.by}", leaning_on=role.leaning_on)
    return [p for head, p in out.items() if head not in gone]


def _adjectives(sentence: Sentence, hits: Sequence[Hit], covered: set[int], reach: Reach) -> list[_Phrase]:
    """The state that an adjective names before a noun that is no party of its own: "the Turkish invasion"."""
    out = []
    for hit in hits:
        if hit.how not in {"adjective", "people"} or hit.first in covered:
            continue
        entry = entry_of(hit, reach)
        if entry is None or sentence.tokens[hit.last].dep not in {"amod", "compound", "nmod"}:
            continue
        out.append(
            _Phrase(
                hit.last, tuple(range(hit.first, hit.last + 1)), party_of_entry(entry, reach), f"adjective:{entry.id}"
            )
        )
    return out
