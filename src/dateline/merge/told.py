"""A claim with what it takes to compare it: its day, its place, the names beside it, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateline.merge.rules import Rules
from dateline.model import Claim, Document, Lineage, Party, Place, Span, Tally, When

# Stands for "undated" in an order by text: after every ISO 8601 date.
UNDATED = "~"

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CAPITAL = re.compile(r"(?<![.!?:;\"“”'‘’(\n])[ \t]([^\W\d_][\w'’-]{2,})")
_STEM = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it is compared; fields whose words cannot be trusted are left out.

    ``order`` ranks claims by (published, document, title before text, start, id), undated last.  ``earliest`` and
    ``latest`` bound the days on which it may have happened by its words or, without words, by the day of publication;
    they only choose which claims are compared.  ``names`` are the distinctive names in its sentence beside those
    of its parties and place, ``report_names`` those of the whole report.  ``stems`` are the first letters of
    the action's words.  ``another`` tells that it is set apart from one told before, ``again`` that it takes one up.
    ``sentence`` are all words of its sentence, ``victims`` those of its recipients.  ``group`` is the independence
    group of its report; ``speaker`` the folded words of the source that it names.
    """

    claim: Claim
    order: tuple[str, str, int, int, str]
    published: date | None
    group: str
    event_type: str
    modes: frozenset[str]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Place | None
    when: When | None
    earliest: date
    latest: date
    counts: tuple[Tally, ...]
    names: frozenset[str]
    report_names: frozenset[str]
    stems: frozenset[str]
    sentence: frozenset[str]
    victims: frozenset[str]
    another: bool
    again: bool
    speaker: str
    doers: frozenset[str] = frozenset()
    beside: When | None = None

    @property
    def id(self) -> str:
        return self.claim.id

    @property
    def document(self) -> str:
        return self.claim.document

    @property
    def status(self) -> str:
        return self.claim.status.value

    @property
    def in_title(self) -> bool:
        return self.claim.action.part == "title"


def fold(text: str) -> str:
    """Lower case, spaces folded, no possessive."""
    return re.sub(r"['’]s\b", "", " ".join(text.casefold().split()))


def words_of(text: str) -> list[str]:
    return [_folded(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    """A word's folded form, kept: words come again far more often than new ones."""
    return fold(word)


def names_of(document: Document, rules: Rules) -> frozenset[str]:
    """The distinctive names of a report: words that its text writes with a capital in the middle of a sentence.

    Words at the start of a sentence or in a headline bear a capital for other reasons, so they show no name.
    """
    found = (fold(word) for word in _CAPITAL.findall(document.text) if word[0].isupper())
    return frozenset(word for word in found if word not in rules.plain_names)


def tell(document: Document, claims: Iterable[Claim], lineage: Lineage | None, rules: Rules) -> tuple[Told, ...]:
    """The claims of one report, ready to be compared. A report without a lineage is a group of its own."""
    report_names = names_of(document, rules)
    group = lineage.group if lineage is not None else document.id
    claims = tuple(claims)
    beside: dict[Span, When] = {}
    for claim in sorted(claims, key=lambda claim: claim.action):
        if (when := _dated(claim)) is not None:
            beside.setdefault(claim.sentence, when)
    return tuple(_told(document, claim, group, report_names, beside.get(claim.sentence), rules) for claim in claims)


def _dated(claim: Claim) -> When | None:
    when = claim.when.value if claim.when is not None and claim.when.trust != "void" else None
    return when if when is not None and (when.first or when.last) else None


def _told(
    document: Document, claim: Claim, group: str, report_names: frozenset[str], beside: When | None, rules: Rules
) -> Told:
    dated = _dated(claim)
    earliest, latest = _bounds(claim, dated, document.day, rules)
    sentence = document.quote(claim.sentence)
    action = document.quote(claim.action)
    before = _words_before(document, claim.action, claim.sentence)
    return Told(
        claim=claim,
        order=order_of(document, claim),
        published=document.day,
        group=group,
        event_type=claim.event_type.value,
        modes=frozenset(mode.value for mode in claim.modes if mode.trust != "void"),
        actors=tuple(entry.party.value for entry in claim.actors if entry.party.trust != "void"),
        recipients=tuple(entry.party.value for entry in claim.recipients if entry.party.trust != "void"),
        place=claim.place.value if claim.place is not None and claim.place.trust != "void" else None,
        when=dated,
        earliest=earliest,
        latest=latest,
        counts=tuple(tally for tally in claim.counts if tally.count.trust != "void" and tally.scope == "event"),
        names=frozenset(words_of(sentence)) & report_names - _taken(document, claim),
        report_names=report_names,
        stems=frozenset(
            word[:_STEM] for word in words_of(action) if len(word) > 2 and word not in rules.words["function words"]
        ),
        sentence=frozenset(words_of(sentence)),
        victims=frozenset(word for entry in claim.recipients for word in words_of(document.quote(entry.span))),
        another=bool(rules.words["another happening"] & {*before, *words_of(action)}),
        again=bool(before and before[-1] in rules.words["taken up again"]),
        speaker=_speaker(document, claim, rules),
        doers=frozenset(word for entry in claim.actors for word in words_of(document.quote(entry.span))),
        beside=beside if dated is None else None,
    )


def _speaker(document: Document, claim: Claim, rules: Rules) -> str:
    """The words of a named source, small words aside, so that "police" and "the police" are one."""
    said = claim.said_by.value if claim.said_by is not None else None
    if said is None or said.source is None:
        return ""
    return " ".join(w for w in words_of(document.quote(said.source)) if w not in rules.words["function words"])


def order_of(document: Document, claim: Claim) -> tuple[str, str, int, int, str]:
    """Where a claim stands among all: by (published, document, title before text, start), undated last."""
    in_text = 0 if claim.action.part == "title" else 1
    return (document.published or UNDATED, document.id, in_text, claim.action.start, claim.id)


def _words_before(document: Document, action: Span, sentence: Span) -> list[str]:
    """The two words before an action, within its sentence."""
    if action.start == sentence.start:
        return []
    return words_of(document.quote(Span(sentence.start, action.start, action.part)))[-2:]


def _taken(document: Document, claim: Claim) -> frozenset[str]:
    """Words that already count as party, place, time or speaker."""
    spans = [entry.span for entry in (*claim.actors, *claim.recipients)]
    spans.extend(claim.place.evidence if claim.place else ())
    spans.extend(claim.when.evidence if claim.when else ())
    said = claim.said_by.value if claim.said_by else None
    if said is not None and said.source is not None:
        spans.append(said.source)
    return frozenset(word for span in spans for word in words_of(document.quote(span)))


def _bounds(claim: Claim, when: When | None, published: date | None, rules: Rules) -> tuple[date, date]:
    """The days on which it may have happened, for choosing what to compare; never a value of the claim."""
    if when is not None:
        return when.first or date.min, when.last or published or date.max
    if published is None:
        return date.min, date.max
    back = timedelta(days=int(rules.measures["days told later"]))
    ahead = timedelta(days=int(rules.measures["days ahead"]))
    match claim.status.value:
        case "historical":
            return published - timedelta(days=int(rules.measures["days looked back"])), published
        case "future" | "hypothetical":
            return published - back, published + ahead
        case _:
            return published - back, published
