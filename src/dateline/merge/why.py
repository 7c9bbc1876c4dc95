"""The story of an event in plain words: reports, groups, speakers, toll over time, why its claims are joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.merge.told import order_of
from dateline.model import Claim, Document, Event, Lineage, Link, Situation, Span, Tally

_GRADES = {
    "U0": "only spun or untraceable reports tell it",
    "U1": "one voice tells it, however often repeated",
    "C1": "two or more independent voices of one side tell it",
    "C2": "independent voices of different sides, or a neutral first-hand one, tell it",
    "C3": "the side it harms admits it, or a ruling or document holds it",
    "R": "the reports that told it took it back",
}


def why(name: str, situation: Situation) -> str:
    """The story of an event, named by its id or by ``e-`` and the id of any of its claims.

    Raises ``KeyError`` where the situation holds no such event.
    """
    event = find(name, situation)
    documents = {reading.document.id: reading.document for reading in situation.readings}
    claims = [claim for reading in situation.readings for claim in reading.claims if claim.id in set(event.claims)]
    claims.sort(key=lambda claim: order_of(documents[claim.document], claim))
    links = [link for link in situation.links if link.left in set(event.claims) or link.right in set(event.claims)]
    lineages = {lineage.document: lineage for lineage in situation.lineages}
    told = [
        _headline(event),
        f"{event.grade}: {_GRADES[event.grade]}. {_plural(event.reports, 'report')}, "
        f"{_plural(event.groups, 'independence group')}, {_plural(event.voices, 'voice')}.",
        f"In dispute: {', '.join(event.contested)}." if event.contested else "",
        "",
        "Reports:",
        *_reports(event, claims, documents, lineages),
        *_toll(claims, documents),
        *_joined(links, claims, documents),
    ]
    return "\n".join(line for n, line in enumerate(told) if line or n == 3) + "\n"


def find(name: str, situation: Situation) -> Event:
    """The event of this id, or that of ``e-`` and the id of any member, or the one whose id begins so.

    Raises ``KeyError`` where no event answers to the name, or several do.
    """
    claim = name.removeprefix("e-")
    for event in situation.events:
        if event.id == name or claim in event.claims:
            return event
    found = [event for event in situation.events if claim and any(one.startswith(claim) for one in event.claims)]
    if len(found) == 1:
        return found[0]
    if found:
        raise KeyError(f"{name!r} may be {', '.join(event.id for event in found)}")
    raise KeyError(f"no event is called {name!r}, and no claim of an event is {claim!r}")


def _headline(event: Event) -> str:
    place = event.place.name if event.place is not None else "an unknown place"
    first, last = (day.isoformat() if day is not None else None for day in (event.first, event.last))
    days = first or last or "an unknown day"
    if first is not None and last is not None and first != last:
        days = f"{first} to {last}"
    who = ", ".join(party.name or party.code or party.kind for party in event.actors) or "unknown actors"
    whom = ", ".join(party.name or party.code or party.kind for party in event.recipients)
    to = f" against {whom}" if whom else ""
    return f"{event.id}: {event.event_type} ({event.status}) by {who}{to}, {place}, {days}"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _reports(
    event: Event, claims: Sequence[Claim], documents: Mapping[str, Document], lineages: Mapping[str, Lineage]
) -> Iterator[str]:
    for name in event.documents:
        document, lineage = documents[name], lineages.get(name)
        kind = f", {lineage.kind} of {lineage.origin}" if lineage is not None and lineage.origin else ""
        group = f", group {lineage.group}" if lineage is not None else ""
        yield f"  {name} ({document.source or 'unnamed source'}, {document.published or 'undated'}{kind}{group})"
        for claim in claims:
            if claim.document == name:
                yield f'    {claim.status.value}: "{_quote(document, claim.sentence)}" {_speaker(claim, document)}'


def _quote(document: Document, span: Span) -> str:
    return " ".join(document.quote(span).split())


def _speaker(claim: Claim, document: Document) -> str:
    said = claim.said_by.value if claim.said_by is not None else None
    if said is None or said.source is None:
        return "(the report's own words)"
    return f"({_quote(document, said.source)}, {said.source_class})"


def _toll(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[str]:
    figures = [(claim, tally) for claim in claims for tally in claim.counts]
    if figures:
        yield "Figures over time:"
    for claim, tally in figures:
        document = documents[claim.document]
        scope = "" if tally.scope == "event" else f" ({tally.scope}, not added)"
        figure = f"{_range(tally)} {tally.what}{scope} {_speaker(claim, document)}"
        yield f"  {document.published or 'undated'} {document.id}: {figure}"


def _range(tally: Tally) -> str:
    count = tally.count.value
    if count.high is None:
        return f"{count.low} or more"
    return str(count.low) if count.low == count.high else f"{count.low} to {count.high}"


def _joined(links: Sequence[Link], claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[str]:
    acts = {claim.id: f'"{_quote(documents[claim.document], claim.action)}" in {claim.document}' for claim in claims}
    for same, title in ((True, "Joined because:"), (False, "Kept apart from others because:")):
        chosen = [link for link in links if link.same is same]
        if chosen:
            yield title
        for link in chosen:
            left, right = acts.get(link.left, f"claim {link.left}"), acts.get(link.right, f"claim {link.right}")
            yield f"  {left} and {right}: {link.reason} ({link.score:.2f}, {link.by})"
