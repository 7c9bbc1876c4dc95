"""Which reports tell of one event: the table of a same-event case held against the events that came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.annotated.fields import count_spelling
from dateline.annotated.nouns import Row, SameEvent
from dateline.annotated.quotes import find_quote
from dateline.model import Event, Situation

Found = tuple[int, str, str, str]
"""Line, field, expected, got."""


def check_events(expected: Sequence[SameEvent], situation: Situation) -> Iterator[Found]:
    """Every event of the table must be one event of just these reports; events that join others must be in the table.

    Events of a single report that the table does not name are let be: reports tell more than one thing.
    """
    free = list(situation.events)
    joined = "; ".join(", ".join(event.documents) for event in situation.events if len(event.documents) > 1)
    for wanted in sorted(expected, key=lambda one: (not _has_words(one), -len(one.reports))):
        event = next((event for event in free if _is(event, wanted, situation)), None)
        if event is None:
            names = ", ".join(name for name, _ in wanted.reports)
            got = f"joined are {joined}" if joined else "no reports were joined"
            yield wanted.line, f'event "{wanted.label}"', f"one event told by {names}", got
            continue
        free.remove(event)
        for row in wanted.wanted:
            value = _value(event, row)
            if value != (count_spelling(row.value) if row.value[0].isdigit() else row.value):
                yield row.line, f'{row.field} of "{wanted.label}"', row.value, value
    line = min(one.line for one in expected) if expected else 0
    for event in free:
        if len(event.documents) > 1:
            yield (
                line,
                "event",
                "no further event of several reports",
                f"{event.event_type} of {', '.join(event.documents)}",
            )


def _has_words(wanted: SameEvent) -> bool:
    return any(quote is not None for _, quote in wanted.reports)


def _is(event: Event, wanted: SameEvent, situation: Situation) -> bool:
    if set(event.documents) != {name for name, _ in wanted.reports}:
        return False
    kind = wanted.label.split()[0].rstrip(":,")
    if kind.isupper() and len(kind) > 2 and kind in _types(situation) | {event.event_type} and kind != event.event_type:
        return False
    for name, quote in wanted.reports:
        if quote is None:
            continue
        reading = next(one for one in situation.readings if one.document.id == name)
        place = find_quote(quote, reading.document)
        if not any(claim.id in event.claims and claim.action.overlaps(place) for claim in reading.claims):
            return False
    return True


def _types(situation: Situation) -> set[str]:
    return {event.event_type for event in situation.events}


def _value(event: Event, row: Row) -> str:
    """A further column's value as the table writes it."""
    plain = {
        "grade": event.grade,
        "status": event.status,
        "type": event.event_type,
        "reports of it": str(event.reports),
        "groups": str(event.groups),
        "voices": str(event.voices),
        "contested": "; ".join(event.contested) or "-",
    }
    if row.field in plain:
        return plain[row.field]
    counts = [count for count in event.counts if count.what == row.field]
    texts = []
    for count in counts:
        high = "" if count.high is None else str(count.high)
        texts.append(str(count.low) if str(count.low) == high else f"{count.low}..{high}")
    return "; ".join(texts) or "-"
