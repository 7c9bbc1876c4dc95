"""The codebook's own examples, run: every pattern must find what its examples mark and nothing in its not-examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.annotated.trace import Trace, trace
from dateline.codebook import Codebook, Problem
from dateline.codebook.entries import Example, Pattern
from dateline.model import Claim, Document, Span
from dateline.run.code import Coder, code_report


def check_examples(book: Codebook, coder: Coder) -> list[Problem]:
    """The examples that fail, by file and line.

    An example holds where a claim of the pattern's type stands at the marked action and every marked role is filled by
    words that overlap the mark; or where the act is part of a happening that another claim of that type tells.  What
    is acted on, an object or an instrument that is no party and of no type the codebook knows need only stand where
    the pattern looks for it.  A not-example holds where the pattern
    makes no claim (another may).
    """
    problems: list[Problem] = []
    for pattern in book.patterns.values():
        for example in pattern.examples:
            problem = _failing(pattern, example, coder)
            if problem is not None:
                problems.append(problem)
        for text in pattern.not_examples:
            reading = code_report(Document("example", text, language="en"), coder)
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


def _failing(pattern: Pattern, example: Example, coder: Coder) -> Problem | None:
    document = Document("example", example.text, language="en")
    seen = trace(document, coder)
    marked = [(role, Span(start, end)) for role, start, end in example.spans]
    actions = [span for role, span in marked if role == "action"]
    at_action = [claim for claim in seen.reading.claims if any(claim.action.overlaps(span) for span in actions)]
    typed = [claim for claim in at_action if claim.event_type.value == pattern.code]
    if not typed and _told(pattern, actions, seen):
        typed = [claim for claim in seen.reading.claims if claim.event_type.value == pattern.code]
        marked = [(role, span) for role, span in marked if role != "action"]
    if not typed:
        got = ", ".join(sorted({claim.event_type.value for claim in at_action})) or "no claim"
        words = " ... ".join(document.quote(span) for span in actions)
        return _problem(pattern, example, f'{got} at "{words}", expected {pattern.code}')
    misses = min(([miss for miss in _misses(claim, marked)] for claim in typed), key=len)
    if misses:
        standing = _standing(pattern, seen)
        misses = [(role, at) for role, at in misses if not (role in _UNTYPED and _any(standing.get(role, ()), at))]
    if not misses:
        return None
    return _problem(
        pattern, example, "; ".join(f'nothing fills {role} at "{document.quote(span)}"' for role, span in misses)
    )


_UNTYPED = ("recipient", "object", "instrument")


def _told(pattern: Pattern, actions: Sequence[Span], seen: Trace) -> bool:
    """Whether the marked act was read by the pattern's type and another claim tells the same happening."""
    return any(
        step.told
        and step.chosen is not None
        and step.chosen.code == pattern.code
        and any(step.span.overlaps(span) for span in actions)
        for _, steps in seen.sentences
        for step in steps
    )


def _standing(pattern: Pattern, seen: Trace) -> Mapping[str, tuple[Span, ...]]:
    """What stands where a pattern looks for each role, known to the codebook or not."""
    out: dict[str, tuple[Span, ...]] = {}
    for _, steps in seen.sentences:
        for step in steps:
            for one in step.tries:
                if (step.claim is not None or step.told) and one.pattern.code == pattern.code and not one.failed:
                    for slot, spans in one.fillers.items():
                        out[slot] = (*out.get(slot, ()), *spans)
    return out


def _problem(pattern: Pattern, example: Example, what: str) -> Problem:
    return Problem(example.at.file, example.at.line, f'{pattern.id}: "{example.text}": {what}')


def _misses(claim: Claim, marked: list[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """The marks that no filler of their role touches."""
    objects = [thing.span for thing in claim.objects]
    filled: dict[str, list[Span]] = {
        "action": [claim.action],
        "actor": [role.span for role in claim.actors],
        "recipient": [*(role.span for role in claim.recipients), *objects],
        "object": [*objects, *(role.span for role in claim.recipients)],
        "instrument": [thing.span for thing in claim.instruments],
        "place": list(claim.place.evidence) if claim.place else [],
        "when": list(claim.when.evidence) if claim.when else [],
        "count": [span for tally in claim.counts for span in tally.count.evidence],
        "source": list(claim.said_by.evidence) if claim.said_by else [],
    }
    for role, span in marked:
        if not _any(filled[role], span):
            yield role, span


def _any(spans: Iterable[Span], span: Span) -> bool:
    return any(one.overlaps(span) for one in spans)
