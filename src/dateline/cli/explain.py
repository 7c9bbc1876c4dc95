"""What matched what in a sentence, and what nearly did: a tree for the person who edits the codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.annotated.fields import count_text, mention_texts, place_texts, when_text
from dateline.annotated.trace import Step, Trace, trace
from dateline.claim.scene import Scene
from dateline.model import Claim, Count, Document, Guess, InRole, Mention, Party, Place, Said, Span, When
from dateline.run.code import Coder

_INDENT = "  "
_NEAR_SHOWN = 4
_LIKELIEST = 3
_LEAST = 0.05
_ORDER = ("actor", "place", "time", "count")


def explain(document: Document, coder: Coder) -> list[str]:
    """The tree as lines: what is named, who says what, each act with its patterns, its status and its claim."""
    found = trace(document, coder)
    lines: list[str] = []
    for scene, steps in found.sentences:
        lines.append(document.quote(scene.sentence.span))
        lines.extend(_INDENT + line for line in _sentence(scene, steps, found))
        lines.append("")
    if not found.reading.claims:
        lines.append("No claim.")
    return lines


def _sentence(scene: Scene, steps: Sequence[Step], found: Trace) -> Iterator[str]:
    document = found.reading.document
    here = [m for m in found.reading.mentions if m.sentence == scene.sentence.index]
    named = sorted((m for m in here if m.what in _ORDER), key=lambda m: (_ORDER.index(m.what), m.span))
    if named:
        yield "names"
        wide = max(len(document.quote(mention.span)) for mention in named)
        for mention in named:
            yield f"{_INDENT}{document.quote(mention.span):{wide}}  {mention.what:5}  {_value(mention)}  [{mention.by}]"
    for mention in here:
        if isinstance(mention.value, Said):
            yield from _said(mention.value, document)
    for step in steps:
        yield from _step(step, scene, document)


def _value(mention: Mention) -> str:
    value = mention.value
    match value:
        case Place():
            return f"{place_texts(value)[0]}, {value.precision}"
        case When():
            leaning = f" leaning on {', '.join(mention.leaning_on)}" if mention.leaning_on else ""
            return f"{when_text(value)}{leaning}"
        case Count():
            return " ".join(part for part in (count_text(value), value.unit, f"({value.qualifier})") if part)
        case Party():
            return ", ".join(part for part in (value.code or "no code", value.kind, value.entity or value.name) if part)
        case _:
            return mention_texts(mention).value


def _said(said: Said, document: Document) -> Iterator[str]:
    source = f'"{document.quote(said.source)}"' if said.source is not None else "somebody"
    cue = f' with "{document.quote(said.cue)}"' if said.cue is not None else ""
    yield f"says  {source} ({said.source_class}), {said.speech} speech{cue}"
    if said.content is not None:
        yield f'{_INDENT}that "{document.quote(said.content)}"'


def _step(step: Step, scene: Scene, document: Document) -> Iterator[str]:
    yield f'act  "{_words(step.span, document)}"' + (f": {step.fate}" if step.fate else "")
    for one in step.tries:
        fits = one.pattern == step.chosen
        mark = "matches" if fits else "fits too, another comes first" if not one.failed else "does not fit"
        yield f"{_INDENT}{one.pattern.id}@{one.pattern.version} ({one.pattern.code}) {mark}: {one.pattern.means}"
        for slot, spans in one.fillers.items():
            quotes = ", ".join(f'"{document.quote(span)}"' for span in spans)
            yield f"{_INDENT * 2}{slot:10} {quotes}"
        for reason in one.failed:
            yield f"{_INDENT * 2}but it {reason}"
    for near in step.near[:_NEAR_SHOWN]:
        yield f'{_INDENT}nearly {near.pattern.id}@{near.pattern.version} ({near.pattern.code}): has "{near.expression}"'
    if len(step.near) > _NEAR_SHOWN:
        yield f"{_INDENT}nearly {len(step.near) - _NEAR_SHOWN} more patterns with this word"
    if step.act.guess is not None:
        yield f"{_INDENT}{_guess(step.act.guess)}"
    if not step.tries and step.claim is None:
        return
    yield f"{_INDENT}status {step.judged.status}, {step.judged.certainty}"
    for cue in step.judged.steps:
        token = scene.sentence.tokens[cue.token]
        yield f'{_INDENT * 2}"{token.text}" makes it {cue.effect} ({cue.why})'
    if step.claim is not None:
        yield from (_INDENT + line for line in claim_lines(step.claim, document))


def _guess(guess: Guess) -> str:
    """The model's likeliest types in words."""
    likely = sorted(guess.shares.items(), key=lambda pair: -pair[1])[:_LIKELIEST]
    shown = ", ".join(f"{code or 'no event'} {share:.2f}" for code, share in likely if share >= _LEAST)
    return f"{guess.by} says {shown}"


def claim_lines(claim: Claim, document: Document) -> Iterator[str]:
    """A claim, a field a line: value, words, and what read it."""
    yield f"claim {claim.id}"
    rows: list[tuple[str, str, str, str]] = []

    def row(field: str, value: str, spans: Sequence[Span], by: str) -> None:
        words = ", ".join(f'"{_words(span, document)}"' for span in spans)
        rows.append((field, value, words, by))

    row("event_type", claim.event_type.value, claim.event_type.evidence, claim.event_type.by)
    for mode in claim.modes:
        row("mode", mode.value, mode.evidence, mode.by)
    for context in claim.contexts:
        row("context", context.value, context.evidence[:3], context.by)
    row("status", claim.status.value, claim.status.evidence, claim.status.by)
    row("certainty", claim.certainty.value, claim.certainty.evidence, claim.certainty.by)
    if claim.outcome is not None:
        row("outcome", claim.outcome.value, claim.outcome.evidence, claim.outcome.by)
    for field, roles in (("actor", claim.actors), ("recipient", claim.recipients)):
        for role in roles:
            row(field, _party(role), role.party.evidence, role.party.by)
    for field, things in (("object", claim.objects), ("instrument", claim.instruments)):
        for thing in things:
            row(field, f"{thing.type} {thing.effect or ''}".strip(), [thing.span], thing.by)
    if claim.place is not None:
        place = claim.place.value
        row("place", f"{place_texts(place)[0]} ({place.precision})", claim.place.evidence, claim.place.by)
    if claim.when is not None:
        row("when", when_text(claim.when.value), claim.when.evidence, claim.when.by)
    for tally in claim.counts:
        scope = "" if tally.scope == "event" else f" ({tally.scope})"
        row(tally.what, f"{count_text(tally.count.value)}{scope}", tally.count.evidence, tally.count.by)
    if claim.said_by is not None:
        row("said_by", claim.said_by.value.source_class, claim.said_by.evidence, claim.said_by.by)
    widths = [max(len(one[i]) for one in rows) for i in range(2)]
    for field, value, words, by in rows:
        yield f"{_INDENT}{field:{widths[0]}}  {value:{widths[1]}}  {words}  [{by}]"


def _party(role: InRole) -> str:
    party = role.party.value
    blame = f", {role.blame.kind}" if role.blame is not None and role.blame.kind != "stated" else ""
    return f"{party.code or party.name or 'no code'}{blame}"


def _words(span: Span, document: Document) -> str:
    if not span.pieces:
        return document.quote(span)
    return " ... ".join(document.quote(Span(start, end, span.part)) for start, end in span.pieces)
