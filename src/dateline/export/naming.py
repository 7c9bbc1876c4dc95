"""Names as they may leave this computer: private persons become what they are, in every cell that might name them.

JSON Lines and the store keep the report's words; tables, CSV and Parquet files are made to be passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.model import Document, Party, Reading, Said, Situation, Span

PRIVATE_CLASSES = frozenset({"witness", "relative", "fighter"})
"""Classes of sources who speak for themselves alone: shown by class, unless we know that their words are a role."""


def label(party: Party) -> str:
    """A party's name where it is public; else its code, else its kind."""
    if not party.public:
        return f"{party.kind} ({party.code})" if party.code else party.kind
    return party.name or party.code or party.kind


_PRONOUN = "rule:pronoun"


def called(situation: Situation) -> Mapping[str, Mapping[Party, str]]:
    """For each event by id, what its reports call the parties that none of them names: "gunmen" reads better than UAF.

    The first words that are more than a pronoun stand. Persons stay out: their words may give away who they are.
    """
    event_of = {claim: event.id for event in situation.events for claim in event.claims}
    found: dict[str, dict[Party, str]] = {event.id: {} for event in situation.events}
    for reading in situation.readings:
        for claim in sorted(reading.claims, key=lambda one: (one.action.part == "title", one.action)):
            for entry in (*claim.actors, *claim.recipients):
                party, by = entry.party.value, entry.party.by
                unnamed = party.name is None and party.kind != "person"
                if unnamed and claim.id in event_of and entry.party.evidence and not by.startswith(_PRONOUN):
                    words = one_line(reading.document.quote(entry.span))
                    found[event_of[claim.id]].setdefault(party, words)
    return found


def source_label(said: Said, document: Document) -> str:
    """The words that name a speaker, or the class of one who is private or has no words."""
    if said.source is None or _is_private_speaker(said):
        return said.source_class
    return one_line(document.quote(said.source))


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Private:
    """The private persons that a report names: spans and names, each with what to show instead."""

    document: Document
    spans: tuple[tuple[Span, str], ...]
    names: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, reading: Reading) -> Private:
        spans: dict[Span, str] = {}
        names: dict[str, str] = {}
        for party, evidence in _parties(reading):
            if not party.public and party.name:
                names[party.name] = party.kind
                spans.update(dict.fromkeys(evidence, party.kind))
        for said in _speakers(reading):
            if said.source is not None and _is_private_speaker(said):
                spans[said.source] = said.source_class
        return cls(
            reading.document,
            tuple(sorted(spans.items(), key=lambda one: (one[0].start, -one[0].end, one[1]))),
            tuple(sorted(names.items(), key=lambda one: (-len(one[0]), one[0]))),
        )

    def quote(self, span: Span) -> str:
        """The words of a span on one line, private persons in them as "[person]"."""
        words = self.document.quote(span)
        out: list[str] = []
        at = span.start
        for hidden, shown in self.spans:
            if hidden.overlaps(span) and hidden.end > at:
                out.append(words[at - span.start : max(at, hidden.start) - span.start])
                out.append(f"[{shown}]")
                at = hidden.end
        out.append(words[at - span.start :] if at < span.end else "")
        text = "".join(out)
        for name, shown in self.names:
            text = _without(text, name, shown)
        return one_line(text)


def _without(text: str, name: str, shown: str) -> str:
    """A text without a name, nor its single words: "Aldecoa" gives "Ruben Aldecoa" away."""
    words = [word for word in name.split() if len(word) > 2 and word[0].isupper()]
    pattern = "|".join(re.escape(part) for part in (name, *words) if part.strip())
    if not pattern:
        return text
    mark = f"[{shown}]"
    text = re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda _: mark, text)
    return re.sub(rf"{re.escape(mark)}(?:\s+{re.escape(mark)})+", lambda _: mark, text)


def _is_private_speaker(said: Said) -> bool:
    if said.party is None:
        return said.source_class in PRIVATE_CLASSES
    return not said.party.public and said.party.name is not None


def _parties(reading: Reading) -> Iterator[tuple[Party, tuple[Span, ...]]]:
    for claim in reading.claims:
        for entry in (*claim.actors, *claim.recipients):
            yield entry.party.value, entry.party.evidence
    for mention in reading.mentions:
        if isinstance(mention.value, Party):
            yield mention.value, (mention.span,)
    for said in _speakers(reading):
        if said.party is not None and said.source is not None:
            yield said.party, (said.source,)


def _speakers(reading: Reading) -> Iterator[Said]:
    for claim in reading.claims:
        if claim.said_by is not None:
            yield claim.said_by.value
        for entry in claim.actors:
            if entry.blame is not None and entry.blame.by is not None:
                yield entry.blame.by
