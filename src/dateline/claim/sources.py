"""Who a source is: the words that name it, the party they mean, and the class that it speaks as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dateline.claim.scene import Scene
from dateline.codebook.entries import Codebook
from dateline.model import Mention, Party, Sentence, Span

_CUTS = frozenset(
    {
        "of",
        "for",
        "in",
        "at",
        "from",
        "on",
        "with",
        "by",
        "to",
        "about",
        "near",
        ",",
        "who",
        "that",
        "(",
        "-",
        "outside",
        "inside",
        "behind",
        "along",
        "under",
        "across",
        "whose",
        "which",
    }
)
_BEHIND = frozenset({"of", "for", "from", "at", "with", "in"})
_ARTICLES = frozenset({"a", "an", "the", "one", "his", "her", "their", "its"})
_STANDING = frozenset({"document", "other_medium", "witness", "relative", "fighter"})
"""Classes that "former" leaves as they are: a former hostage tells what he saw, a former governor explains."""

_WEAK = frozenset({"unattributed", "party", "state_civil", "witness"})
_BEFORE = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "predet"})
UNKNOWN = "unattributed"


@dataclass(frozen=True, slots=True)
class SourceClasses:
    """The class a party speaks as, by role noun, sector, body and outlet.

    ``by_noun`` knows the class of what is no party (a ruling, a video) or tells by its noun who it is; ``speaking_for``
    are nouns for people who speak for what stands beside them ("a hospital director"); ``former`` mark who no longer
    holds an office; ``own`` are the reporter's words for himself; ``posting`` are cues of social media.  ``unnamed``
    are phrases of who will not be named ("familiar with"); ``showing`` cues whose unknown subject is a document ("a
    bill of lading shows"), not a person; ``observers`` the classes that tell of what they found by its noun alone
    ("monitors counted nine blasts"); ``hearsay`` are nouns that name nobody where they stand bare ("reports say").
    """

    by_role: Mapping[str, str]
    by_sector: Mapping[str, str]
    by_body: Mapping[str, str]
    by_noun: Mapping[str, str] = field(default_factory=dict)
    outlets: frozenset[str] = field(default_factory=frozenset)
    speaking_for: frozenset[str] = field(default_factory=frozenset)
    former: frozenset[str] = field(default_factory=frozenset)
    own: frozenset[str] = field(default_factory=frozenset)
    posting: frozenset[str] = field(default_factory=frozenset)
    owners: frozenset[str] = field(default_factory=frozenset)
    unnamed: frozenset[str] = field(default_factory=frozenset)
    showing: frozenset[str] = field(default_factory=frozenset)
    observers: frozenset[str] = field(default_factory=frozenset)
    hearsay: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, book: Codebook) -> SourceClasses:
        return cls(
            {role.id: role.source_class for role in book.roles},
            book.tables.get("source class of sector", {}),
            book.tables.get("source class of body", {}),
            {_bare(noun): of_class for noun, of_class in book.tables.get("source class of noun", {}).items()},
            frozenset(name for outlet in book.outlets for name in (outlet.name, *outlet.names)),
            book.words["nouns that speak for others"],
            book.words["words for former office"],
            book.words["reporter's own words"],
            book.words["cues of social media"],
            book.words["definite words"] - {"the", "this", "that", "these", "those", "both", "all"},
            book.words["words for the unnamed"],
            book.words["cues of documents"],
            book.words["classes of observers"],
            book.words["nouns of hearsay"],
        )

    def of_source(self, text: str, mention: Mention | None, whole: str | None = None) -> str:
        """The class of a source; "unattributed" where nothing tells who speaks. ``whole`` is its full phrase, with
        what follows its noun ("a director of the hospital")."""
        if text in self.outlets or text.removeprefix("the ").removeprefix("The ") in self.outlets:
            return "other_medium"
        first, *asides = (whole or text).split(" , ")
        told = self._of_phrase(first.split(), text, mention)
        if told in {UNKNOWN, "witness"}:  # "Kommersant-Ural, a business daily"
            for aside in asides:
                words = aside.split()
                beside = self._of_phrase(words, aside, None) if words and words[0].lower() in _ARTICLES else UNKNOWN
                if beside != UNKNOWN:
                    return beside
        return told

    def speaks_for(self, noun: str) -> bool:
        """Whether a noun is one of who speaks for others: "leader"."""
        return noun in self.speaking_for

    def knows(self, noun: str) -> bool:
        """Whether the codebook has a class for a noun, be it that nobody is named by it ("rumour")."""
        return noun in self.by_noun or noun in self.speaking_for

    def _of_phrase(self, cased: list[str], text: str, mention: Mention | None) -> str:
        """The class of a noun with what belongs to it, by its words as they stand."""
        words = [word.lower() for word in cased]
        if any(" ".join(words[: len(own.split())]) == own for own in self.own):
            return "reporter_own"
        front, behind = _halves(words)
        noun = self._by_noun(front) or self._before_name(front, {word.lower() for word in cased if word[:1].isupper()})
        if set(front[:3]) & self.former:
            return noun if noun in _STANDING else "expert"
        known = UNKNOWN
        if mention is not None and isinstance(mention.value, Party):
            known = self._of_party(mention.value, mention.by)
        desk = 2 if " ".join(front[-2:]) in self.speaking_for else 1  # "the navy's press office"
        if front and (desk == 2 or _one(front[-1]) in self.speaking_for):
            for others in (front[:-desk], behind):
                spoken_for = self._by_noun(others)
                if spoken_for not in {None, UNKNOWN, "document", "social_media", "fighter"}:
                    return spoken_for or UNKNOWN
            return known if known != UNKNOWN else noun or UNKNOWN
        if noun is not None and words and words[0] in self.owners:
            return noun  # "their union": the pronoun's party is not who speaks
        if noun is not None and (
            known in _WEAK or noun in {"document", "other_medium", "social_media", "expert", "fighter"}
        ):
            return noun
        return known

    def _before_name(self, front: list[str], names: set[str]) -> str | None:
        """The class of the noun before a name: "the weekly La Pirogue", "the station Canal Istmo"."""
        at = len(front)
        while at > 1 and (front[at - 1] in names or front[at - 1].isdigit()):
            at -= 1
            found = self._by_noun(front[:at])
            if found is not None:
                return found
        return None

    def _of_party(self, party: Party, by: str) -> str:
        role = next((part.removeprefix("role:") for part in by.split("+") if part.startswith("role:")), None)
        own = self.by_role.get(role or "")
        by_sector = self.by_sector.get(party.sector or "")
        if by_sector is not None and own in {None, UNKNOWN, "party"}:
            return by_sector
        if (body := self.by_body.get(party.country or "")) is not None:
            return body
        if own is not None:
            return own
        return "state_civil" if party.kind == "country" else UNKNOWN

    def _by_noun(self, words: list[str]) -> str | None:
        """The class of the longest known ending of a phrase: "court ruling", "Zomi Front"."""
        for start in range(len(words)):
            phrase = " ".join((*words[start:-1], _one(words[-1])))
            for form in (" ".join(words[start:]), phrase):
                if form in self.by_noun:
                    return self.by_noun[form]
        return None


def _bare(noun: str) -> str:
    """A noun of the table without the marks of the genitive, which the words of a phrase lack too."""
    return noun.replace("'s ", " ").replace("' ", " ")


def _one(word: str) -> str:
    """The singular of a noun, as far as its ending tells."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word.removesuffix("s") if not word.endswith("ss") else word


def _halves(words: list[str]) -> tuple[list[str], list[str]]:
    """The words up to the first preposition, and those that the preposition governs, up to the next."""
    at = next((i for i, word in enumerate(words) if word in _CUTS and i), len(words))
    front = [word for word in words[:at] if word not in {"the", "a", "an", "'s", "'"}]
    rest = words[at + 1 :] if at < len(words) and words[at] in _BEHIND else []
    end = next((i for i, word in enumerate(rest) if word in _CUTS), len(rest))
    return front, [word for word in rest[:end] if word not in {"the", "a", "an", "'s", "'"}]


def source_span(scene: Scene, head: int) -> tuple[Span, Mention | None]:
    """The words that name a source and the party they mean, if one is known."""
    if scene.sentence.tokens[head].tag in {"WP", "WDT"}:
        for above in scene.sentence.ancestors(head):
            if above.dep in {"relcl", "acl"}:
                head = above.head
                break
    mention = scene.party(head)
    span = mention.span if mention is not None else scene.phrase(head)
    return _with_article(scene.sentence, span), mention


def _with_article(sentence: Sentence, span: Span) -> Span:
    """A source's words with the article and the adjectives before them: "the New York office"."""
    inside = sentence.within(span)
    head = sentence.head_of(span)
    if not inside or head is None or span.pieces:
        return span
    before = [kid.i for kid in sentence.kids(head) if kid.i < inside[0] and kid.dep in _BEFORE]
    first = min((i for kid in before for i in sentence.subtree(kid)), default=inside[0])
    return Span(min(span.start, sentence.tokens[first].start), span.end, span.part)


def full_phrase(sentence: Sentence, head: int) -> str:
    """A source's noun with all that belongs to it but clauses: "a captain of the self-defence groups"; words with a
    hyphen stand as one."""
    out = ""
    for i in sorted(_belonging(sentence, head)):
        token = sentence.tokens[i]
        joined = (
            i > 0 and sentence.tokens[i - 1].end == token.start and "-" in {token.text, sentence.tokens[i - 1].text}
        )
        out += token.text if joined or not out else f" {token.text}"
    return out


def _belonging(sentence: Sentence, head: int) -> Iterator[int]:
    yield head
    for kid in sentence.kids(head):
        if kid.text == "-" or kid.dep not in {"relcl", "acl", "advcl", "conj", "cc", "punct", "parataxis"}:
            yield from _belonging(sentence, kid.i)
