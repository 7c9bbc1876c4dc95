"""Small factories for tests: claims and readings with everything defaulted but the point of the test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.model import (
    Blame,
    Blamed,
    Certainty,
    Claim,
    Count,
    Document,
    EndState,
    InRole,
    Lineage,
    LineageClass,
    Outcome,
    Party,
    Place,
    Precision,
    Qualifier,
    Reading,
    Said,
    Scope,
    Sourced,
    Span,
    Spun,
    SpunVerdict,
    Status,
    Tally,
    Trust,
    When,
    identify,
)

BY = "rule:by-hand@1"

ARMY = Party("Army of Niger", "ner-army", "NER", "MIL", "organisation")
SOLDIERS = Party(None, None, "NER", "MIL", "group")
POLICE = Party(None, None, "NER", "COP", "organisation")
GUNMEN = Party(None, None, None, "UAF", "group")
REBELS = Party("Azure Front", "azure-front", "NER", "REB", "organisation")
VILLAGERS = Party(None, None, "NER", "CVL", "group")
NIGER = Party("Niger", "ner", "NER", None, "country")

MARADI = Place("Maradi", "town", "NER", 2441291, 13.5, 7.1, "Maradi")
TAHOUA = Place("Tahoua", "town", "NER", 2439376, 14.89, 5.27, "Tahoua")
MARADI_REGION = Place("Maradi Region", "province", "NER", 2441290, 14.0, 7.2, "Maradi")
IN_NIGER = Place("Niger", "country", "NER", 2440476, 16.0, 8.0)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class Report:
    """A report under construction: each claim is a sentence of its own, whose words are given or made up.

    ``text`` grows with the claims; ``reading()`` hands back the report with all of them.
    """

    def __init__(self, name: str, published: str | None = "2021-03-18", *, preface: str = "") -> None:
        self.name = name
        self.published = published
        self.text = preface
        self.claims: list[Claim] = []

    def says(
        self,
        event_type: str = "ASSAULT",
        *,
        sentence: str = "They attacked it.",
        action: str = "attacked",
        modes: Sequence[str] = (),
        actors: Sequence[Party] = (),
        recipients: Sequence[Party] = (),
        place: Place | None = None,
        when: tuple[str | None, str | None] | str | None = None,
        counts: Sequence[Tally | tuple[str, int]] = (),
        said: Said | None = None,
        status: Status = "happened",
        outcome: Outcome | None = None,
        certainty: Certainty = "certain",
        blame: Blame = "stated",
        trust: Trust = "ok",
    ) -> Report:
        start = len(self.text) + (1 if self.text else 0)
        self.text = f"{self.text} {sentence}" if self.text else sentence
        whole = Span(start, start + len(sentence))
        at = start + sentence.index(action)
        act = Span(at, at + len(action))
        nowhere = (Span(start, start + 1),)
        days = (when, when) if isinstance(when, str) else when
        self.claims.append(
            Claim(
                id=identify(self.name, len(self.claims)),
                document=self.name,
                action=act,
                sentence=whole,
                event_type=Sourced(event_type, (act,), BY, trust=trust),
                status=Sourced(status, (act,), BY),
                certainty=Sourced(certainty, (act,), BY),
                modes=tuple(Sourced(mode, (act,), BY) for mode in modes),
                outcome=Sourced(outcome, (act,), BY) if outcome else None,
                actors=tuple(InRole(Sourced(party, nowhere, BY), Blamed(blame)) for party in actors),
                recipients=tuple(InRole(Sourced(party, nowhere, BY)) for party in recipients),
                place=Sourced(place, nowhere, BY) if place else None,
                when=Sourced(When(day(days[0]), day(days[1])), nowhere, BY) if days else None,
                counts=tuple(c if isinstance(c, Tally) else tally(*c) for c in counts),
                said_by=Sourced(said, nowhere, BY) if said else None,
            )
        )
        return self

    def reading(self, end_state: EndState = "coded") -> Reading:
        document = Document(self.name, self.text or "Nothing.", published=self.published)
        return Reading(document, end_state, claims=tuple(self.claims))


def tally(
    what: str,
    low: int,
    high: int | None = -1,
    *,
    qualifier: Qualifier = "exactly",
    scope: Scope = "event",
    unit: str | None = None,
) -> Tally:
    """A count of recipients; exact unless ``high`` is given (``None`` leaves it open)."""
    count = Count(low, low if high == -1 else high, qualifier, unit)
    return Tally(what, "recipients", None, Sourced(count, (Span(0, 1),), BY), scope)


FIRST_WORD = Span(0, 1)


def said(source_class: str, party: Party | None = None, *, source: Span | None = FIRST_WORD) -> Said:
    """A speaker; his words are those of ``source``, by default the first letter of the report."""
    return Said(source, source_class, None, "indirect", party=party)


def lineage(
    document: str,
    kind: LineageClass = "original",
    *,
    group: str | None = None,
    verdict: SpunVerdict = "none",
) -> Lineage:
    root = group or document
    return Lineage(document, kind, None if root == document else root, root, "by hand", Spun(verdict, 0.0))


def town(name: str, lat: float, lon: float, country: str = "NER", precision: Precision = "town") -> Place:
    return Place(name, precision, country, None, lat, lon)
