"""Claims and events for a notebook: the report's sentences with the words of each claim in colour.

Plain HTML with styles of its own: no script, nothing loaded, every word of a report escaped and isolated, so that
neither markup nor text of another direction in it reaches the page around.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from dateline.export.facts import Role, facts, marked
from dateline.export.naming import called, one_line
from dateline.export.tables import counted, in_order
from dateline.export.terminal import days
from dateline.model import Claim, Document, Event, Party, Situation
from dateline.store.flat import in_words

SHOWN = 50
"""Claims, and events, on one page; a notebook that holds thousands of them is slow and nobody reads them."""

COLOURS: Mapping[Role, str] = {
    "action": "#f6c1bb",
    "actor": "#e5c8f0",
    "recipient": "#c3d7f7",
    "object": "#c5e8ea",
    "instrument": "#c5e8ea",
    "place": "#cdebc5",
    "when": "#f7e6a9",
    "count": "#fbd39b",
    "source": "#dedede",
    "cue": "#dedede",
}


def situation_html(situation: Situation) -> str:
    """Events as a table, then claims with their words."""
    claims = [(claim, reading.document) for reading in situation.readings for claim in reading.claims]
    events = in_order(situation.events)
    sizes = ((len(situation.readings), "report"), (len(claims), "claim"), (len(events), "event"))
    parts = [
        f"<p>{', '.join(counted(size, noun) for size, noun in sizes)}</p>",
        *_event_rows(events[:SHOWN], called(situation)),
        *(claim_html(claim, document) for claim, document in claims[:SHOWN]),
    ]
    if len(claims) > SHOWN or len(events) > SHOWN:
        parts.append(f"<p>The first {SHOWN} of each are shown; <code>to_pandas()</code> has all.</p>")
    page = f'<div class="dateline">{"".join(parts)}</div>'
    return page.replace("\x00", "�").encode("utf-8", "replace").decode("utf-8")


def _event_rows(events: Iterable[Event], words: Mapping[str, Mapping[Party, str]]) -> Iterator[str]:
    rows = ["".join(f"<td>{_isolated(cell)}</td>" for cell in _event_cells(event, words[event.id])) for event in events]
    if rows:
        names = ("day", "what", "status", "actors", "recipients", "where", "how many", "grade", "reports")
        head = "".join(f"<th>{name}</th>" for name in names)
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        yield f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _event_cells(event: Event, words: Mapping[Party, str]) -> tuple[str, ...]:
    actors, recipients = (
        ", ".join(dict.fromkeys(party.name or words.get(party) or party.code or party.kind for party in some))
        for some in (event.actors, event.recipients)
    )
    place = event.place
    where = ", ".join(part for part in (place.name, place.country) if part) if place else ""
    figures = ", ".join(f"{count.what} {in_words(count.low, count.high)}" for count in event.counts)
    what = " ".join((event.event_type, ", ".join(event.modes))).strip()
    day = days(event.first, event.last)
    return (day, what, event.status, actors, recipients, where, figures, event.grade, str(event.reports))


def claim_html(claim: Claim, document: Document) -> str:
    """One claim: its sentence with each role's words marked, then each value beside its words."""
    modes = ", ".join(mode.value for mode in claim.modes)
    title = (
        f"<b>{escape(claim.event_type.value)}</b> {escape(modes)} <i>{claim.status.value}, {claim.certainty.value}</i>"
    )
    words = "".join(_piece(text, role) for text, role in marked(claim, document))
    rows = "".join(
        f"<tr><td>{_swatch(fact.role, fact.name)}</td><td>{_isolated(fact.value)}</td>"
        f"<td>{_isolated(f'“{one_line(fact.words)}”' if fact.words is not None else '')}</td></tr>"
        for fact in facts(claim, document)
    )
    table = f'<table style="margin:0.2em 0 0 1em">{rows}</table>' if rows else ""
    return (
        f'<div style="margin:0.8em 0"><div>{title} <small>{_isolated(document.id)}</small></div>'
        f'<div style="margin:0.2em 0 0 1em"><bdi>{words}</bdi></div>{table}</div>'
    )


def _piece(text: str, role: Role | None) -> str:
    if role is None:
        return escape(text)
    style = f"background:{COLOURS[role]};color:#111;padding:0 0.15em;border-radius:0.2em"
    return f'<mark style="{style}" title="{role}"><bdi>{escape(text)}</bdi></mark>'


def _swatch(role: Role, name: str) -> str:
    return f'<span style="background:{COLOURS[role]};color:#111;padding:0 0.3em">{escape(name)}</span>'


def _isolated(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"
