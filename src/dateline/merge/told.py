"""A claim with what it takes to compare it: its day, its place, the names beside it, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from dateline.merge.rules import Rules
from dateline.model import (
    Certainty,
    Claim,
    Document,
    Lineage,
    Outcome,
    Party,
    Place,
    Said,
    Span,
    Status,
    Tally,
    When,
)

T = TypeVar("T")

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
    group of its report; ``said`` who says so, ``speaker`` the folded words of the source that it names.  ``actors`` and
    ``recipients`` are those whose words can be trusted, ``named`` all of each role as the claim numbers them.
    ``total`` tells that it counts many deeds together, ``denied`` that an actor denies it, ``typed`` that its type can
    be trusted.  The claim itself is not held, as the claims of a run lie packed (``dateline.model.packing``).
    """

    id: str
    document: str
    action: Span
    within: Span
    status: Status
    certainty: Certainty
    outcome: Outcome | None
    order: tuple[str, str, int, int, str]
    published: date | None
    group: str
    event_type: str
    typed: bool
    modes: frozenset[str]
    contexts: frozenset[str]
    objects: frozenset[str]
    instruments: frozenset[str]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    named: Mapping[str, tuple[Party, ...]]
    denied: bool
    place: Place | None
    when: When | None
    earliest: date
    latest: date
    counts: tuple[Tally, ...]
    total: bool
    names: frozenset[str]
    report_names: frozenset[str]
    stems: frozenset[str]
    sentence: frozenset[str]
    victims: frozenset[str]
    another: bool
    again: bool
    said: Said | None
    speaker: str
    doers: frozenset[str] = frozenset()
    beside: When | None = None

    @property
    def in_title(self) -> bool:
        return self.action.part == "title"


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


class Shared:
    """Equal values held once: of a hundred thousand claims' parties, places and words most have come before."""

    def __init__(self) -> None:
        self._known: dict[object, Any] = {}

    def one(self, value: T) -> T:
        """The value that came first of all that equal this one."""
        found: T = self._known.setdefault((type(value), value), value)
        return found


def tell(
    document: Document, claims: Iterable[Claim], lineage: Lineage | None, rules: Rules, shared: Shared
) -> tuple[Told, ...]:
    """The claims of one report, ready to be compared. A report without a lineage is a group of its own."""
    report_names = names_of(document, rules)
    group = lineage.group if lineage is not None else document.id
    claims = tuple(claims)
    beside: dict[Span, When] = {}
    for claim in sorted(claims, key=lambda claim: claim.action):
        if (when := _dated(claim)) is not None:
            beside.setdefault(claim.sentence, when)
    words = {claim.sentence: frozenset(words_of(document.quote(claim.sentence))) for claim in claims}
    return tuple(
        _told(document, claim, group, report_names, words[claim.sentence], beside.get(claim.sentence), rules, shared)
        for claim in claims
    )


def _dated(claim: Claim) -> When | None:
    when = claim.when.value if claim.when is not None and claim.when.trust != "void" else None
    return when if when is not None and (when.first or when.last) else None


def _told(
    document: Document,
    claim: Claim,
    group: str,
    report_names: frozenset[str],
    words: frozenset[str],
    beside: When | None,
    rules: Rules,
    shared: Shared,
) -> Told:
    dated = _dated(claim)
    earliest, latest = _bounds(claim, dated, document.day, rules)
    action = document.quote(claim.action)
    before = _words_before(document, claim.action, claim.sentence)
    named = {
        slot: shared.one(tuple(shared.one(entry.party.value) for entry in entries))
        for slot, entries in (("actors", claim.actors), ("recipients", claim.recipients))
    }
    said = claim.said_by.value if claim.said_by is not None else None
    return Told(
        id=claim.id,
        document=document.id,
        action=claim.action,
        within=claim.sentence,
        status=claim.status.value,
        certainty=claim.certainty.value,
        outcome=claim.outcome.value if claim.outcome is not None else None,
        order=order_of(document, claim),
        published=document.day,
        group=group,
        event_type=claim.event_type.value,
        typed=claim.event_type.trust == "ok",
        modes=shared.one(frozenset(mode.value for mode in claim.modes if mode.trust != "void")),
        contexts=shared.one(frozenset(context.value for context in claim.contexts)),
        objects=shared.one(frozenset(thing.type for thing in claim.objects)),
        instruments=shared.one(frozenset(thing.type for thing in claim.instruments)),
        actors=shared.one(tuple(entry.party.value for entry in claim.actors if entry.party.trust != "void")),
        recipients=shared.one(tuple(entry.party.value for entry in claim.recipients if entry.party.trust != "void")),
        named=named,
        denied=any(entry.blame is not None and entry.blame.kind == "denied" for entry in claim.actors),
        place=shared.one(claim.place.value) if claim.place is not None and claim.place.trust != "void" else None,
        when=shared.one(dated),
        earliest=earliest,
        latest=latest,
        counts=tuple(tally for tally in claim.counts if tally.count.trust != "void" and tally.scope == "event"),
        total={tally.scope for tally in claim.counts} == {"cumulative"},
        names=words & report_names - _taken(document, claim),
        report_names=report_names,
        stems=shared.one(
            frozenset(
                word[:_STEM] for word in words_of(action) if len(word) > 2 and word not in rules.words["function words"]
            )
        ),
        sentence=words,
        victims=shared.one(
            frozenset(word for entry in claim.recipients for word in words_of(document.quote(entry.span)))
        ),
        another=bool(rules.words["another happening"] & {*before, *words_of(action)}),
        again=bool(before and before[-1] in rules.words["taken up again"]),
        said=said,
        speaker=_speaker(document, said, rules),
        doers=shared.one(frozenset(word for entry in claim.actors for word in words_of(document.quote(entry.span)))),
        beside=shared.one(beside) if dated is None else None,
    )


def _speaker(document: Document, said: Said | None, rules: Rules) -> str:
    """The words of a named source, small words aside, so that "police" and "the police" are one."""
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
