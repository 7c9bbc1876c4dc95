"""The codebook's own examples, run: every pattern must find what its examples mark and nothing in its not-examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dateline.codebook import Codebook, Problem
from dateline.codebook.entries import Example, Pattern
from dateline.model import Claim, Document, Reading, Span

Code = Callable[[Document], Reading]


def check_examples(book: Codebook, code: Code) -> list[Problem]:
    """The examples that fail, by file and line.

    An example holds where a claim of the pattern's type stands at the marked action and every marked role is filled by
    words that overlap the mark.  A not-example holds where the pattern makes no claim (another may).
    """
    problems: list[Problem] = []
    for pattern in book.patterns.values():
        for example in pattern.examples:
            problem = _failing(pattern, example, code)
            if problem is not None:
                problems.append(problem)
        for text in pattern.not_examples:
            reading = code(Document("example", text, language="en"))
            for claim in reading.claims:
                if claim.event_type.by == pattern.by:
                    words = reading.document.quote(claim.action)
                    message = f'{pattern.id}: a claim stands at "{words}" of the not-example "{text}"'
                    problems.append(Problem(pattern.at.file, pattern.at.line, message))
    return sorted(problems)


def coverage(book: Codebook) -> Mapping[str, int]:
    """How many patterns each event type ("ASSAULT") and each mode ("ASSAULT firearms") has; 0 shows what is thin."""
    count: dict[str, int] = {}
    for code, event_type in book.event_types.items():
        own = [pattern for pattern in book.patterns.values() if pattern.code == code]
        count[code] = len(own)
        for mode in event_type.modes:
            count[f"{code} {mode}"] = sum(mode in pattern.modes for pattern in own)
    return count


def _failing(pattern: Pattern, example: Example, code: Code) -> Problem | None:
    document = Document("example", example.text, language="en")
    reading = code(document)
    marked = [(role, Span(start, end)) for role, start, end in example.spans]
    actions = [span for role, span in marked if role == "action"]
    at_action = [claim for claim in reading.claims if any(claim.action.overlaps(span) for span in actions)]
    typed = [claim for claim in at_action if claim.event_type.value == pattern.code]
    if not typed:
        got = ", ".join(sorted({claim.event_type.value for claim in at_action})) or "no claim"
        words = " ... ".join(document.quote(span) for span in actions)
        return _problem(pattern, example, f'{got} at "{words}", expected {pattern.code}')
    misses = min(([miss for miss in _misses(claim, marked, document)] for claim in typed), key=len)
    return _problem(pattern, example, "; ".join(misses)) if misses else None


def _problem(pattern: Pattern, example: Example, what: str) -> Problem:
    return Problem(example.at.file, example.at.line, f'{pattern.id}: "{example.text}": {what}')


def _misses(claim: Claim, marked: list[tuple[str, Span]], document: Document) -> Iterator[str]:
    filled: dict[str, list[Span]] = {
        "action": [claim.action],
        "actor": [role.span for role in claim.actors],
        "recipient": [role.span for role in claim.recipients],
        "object": [thing.span for thing in claim.objects],
        "instrument": [thing.span for thing in claim.instruments],
        "place": list(claim.place.evidence) if claim.place else [],
        "when": list(claim.when.evidence) if claim.when else [],
        "count": [span for tally in claim.counts for span in tally.count.evidence],
        "source": list(claim.said_by.evidence) if claim.said_by else [],
    }
    for role, span in marked:
        if not any(one.overlaps(span) for one in filled[role]):
            got = ", ".join(f'"{document.quote(one)}"' for one in filled[role]) or "nothing"
            yield f'{role} should be "{document.quote(span)}", got {got}'
