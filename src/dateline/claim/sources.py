"""Who a source is: the words that name it, the party they mean, and the class that it speaks as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.claim.scene import Scene
from dateline.codebook.entries import Codebook
from dateline.model import Mention, Party, Span

_CUTS = {"of", "for", "in", "at", "from", "on", "with", "by", "to", "about", "near", ","}


@dataclass(frozen=True, slots=True)
class SourceClasses:
    """The class a party speaks as, by role noun, sector, body and outlet; ``by_noun`` for what is no party (a ruling,
    a video) or is known by its noun alone."""

    by_role: Mapping[str, str]
    by_sector: Mapping[str, str]
    by_body: Mapping[str, str]
    by_noun: Mapping[str, str] = field(default_factory=dict)
    outlets: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, book: Codebook) -> SourceClasses:
        return cls(
            {role.id: role.source_class for role in book.roles},
            book.tables.get("source class of sector", {}),
            book.tables.get("source class of body", {}),
            book.tables.get("source class of noun", {}),
            frozenset(name for outlet in book.outlets for name in (outlet.name, *outlet.names)),
        )

    def of_source(self, text: str, mention: Mention | None) -> str:
        """The class of a source; "unattributed" where nothing tells who speaks."""
        if text in self.outlets or text.removeprefix("the ").removeprefix("The ") in self.outlets:
            return "other_medium"
        noun = self._by_noun(text)
        if mention is None or not isinstance(mention.value, Party):
            return noun or "unattributed"
        known = self._of_party(mention.value, mention.by)
        if noun is not None and known in {"unattributed", "party", "state_civil"}:
            return noun
        return known

    def _of_party(self, party: Party, by: str) -> str:
        role = next((part.removeprefix("role:") for part in by.split("+") if part.startswith("role:")), None)
        own = self.by_role.get(role or "")
        by_sector = self.by_sector.get(party.sector or "")
        if by_sector is not None and own in {None, "unattributed", "party"}:
            return by_sector
        if (body := self.by_body.get(party.country or "")) is not None:
            return body
        if own is not None:
            return own
        return "state_civil" if party.kind == "country" else "unattributed"

    def _by_noun(self, text: str) -> str | None:
        """The class of the longest known ending of the phrase before its first preposition: "court ruling"."""
        words: list[str] = []
        for word in text.lower().split():
            if word in _CUTS and words:
                break
            words.append(word)
        for start in range(len(words)):
            phrase = " ".join(words[start:])
            for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es")):
                if form in self.by_noun:
                    return self.by_noun[form]
        return None


def source_span(scene: Scene, head: int) -> tuple[Span, Mention | None]:
    """The words that name a source and the party they mean, if one is known."""
    if scene.sentence.tokens[head].tag in {"WP", "WDT"}:
        for above in scene.sentence.ancestors(head):
            if above.dep in {"relcl", "acl"}:
                head = above.head
                break
    mention = scene.party(head)
    if mention is not None:
        return mention.span, mention
    return scene.phrase(head), None
