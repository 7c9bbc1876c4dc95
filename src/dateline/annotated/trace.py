"""The way from a report to its claims, step by step: what each act was tried with, and why it made a claim or none.

The same functions run as when a report is coded; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dateline.claim.arguments import Arguments, arguments
from dateline.claim.draft import action_span
from dateline.claim.guessed import weigh
from dateline.claim.roles import allows, bind, fill
from dateline.claim.scene import Scene, scenes
from dateline.claim.status import Judged, judge
from dateline.claim.things import things_in
from dateline.codebook.entries import Pattern
from dateline.find.actions import Expression
from dateline.model import Act, Claim, Document, Reading, Span
from dateline.run.code import Coder, Found, code_report, find_all


@dataclass(frozen=True, slots=True)
class Try:
    """A pattern whose words an act has. ``fillers`` are the spans by slot; ``failed`` says what it asks in vain."""

    pattern: Pattern
    fillers: Mapping[str, tuple[Span, ...]]
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A pattern that has the act's word but whose further words do not stand there."""

    pattern: Pattern
    expression: str


@dataclass(frozen=True, slots=True)
class Step:
    """An act and all that bears on it. ``chosen`` is the pattern that reads it; ``fate`` is why it makes no claim,
    ``told`` whether another claim tells the same."""

    act: Act
    span: Span
    judged: Judged
    tries: tuple[Try, ...]
    near: tuple[Near, ...]
    chosen: Pattern | None
    claim: Claim | None
    fate: str | None
    told: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """A report's reading, and for each sentence what stands in it with the steps of its acts."""

    reading: Reading
    sentences: tuple[tuple[Scene, tuple[Step, ...]], ...]


def trace(document: Document, coder: Coder) -> Trace:
    """Codes a report once more and notes every step."""
    reading = code_report(document, coder)
    found = find_all(document, coder)
    views = scenes(found.sentences, found.acts, found.mentions, partial(things_in, index=coder.claims.things))
    return Trace(reading, tuple((scene, tuple(_steps(scene, reading, found, coder))) for scene in views))


def _steps(scene: Scene, reading: Reading, found: Found, coder: Coder) -> Iterator[Step]:
    book, index, day = coder.book, coder.claims, reading.document.day
    fates = {fate.head: fate for fate in found.claimed.fates if fate.sentence == scene.sentence.index}
    for act in scene.acts:
        args = arguments(scene.sentence, act, index.cues.grammar)
        one = bind(scene, act, args, book) if act.patterns else None
        read = weigh(scene, act, one, partial(arguments, scene.sentence, act, index.cues.grammar), book).bound
        own = read.act if read is not None else one.act if one is not None else act
        span = action_span(scene.sentence, own)
        claim = next((claim for claim in reading.claims if claim.action == span), None)
        fate, told = None, False
        if claim is None:
            known = fates.get(act.head)
            fate = known.reason if known else "the text tells this event itself, the title only repeats it"
            told = known.told if known else True
        yield Step(
            act,
            span,
            judge(scene.sentence, act, index.cues, day.year if day is not None else None),
            tuple(_tries(scene, act, args, coder)),
            tuple(_near(scene, act, coder)),
            one.pattern if one is not None else None,
            claim,
            fate,
            told,
        )


def _tries(scene: Scene, act: Act, args: Arguments, coder: Coder) -> Iterator[Try]:
    for name in act.patterns:
        pattern = coder.book.patterns[name]
        fillers = fill(scene, args, coder.book.frames[pattern.frame], act)
        spans = {slot: tuple(scene.phrase(i) for i in heads) for slot, heads in fillers.items()}
        yield Try(pattern, spans, tuple(_failed(scene, pattern, fillers, args)))


def _failed(scene: Scene, pattern: Pattern, fillers: Mapping[str, tuple[int, ...]], args: Arguments) -> Iterator[str]:
    """Each condition of a pattern held alone against what stands there."""
    bare = replace(pattern, takes={}, needs={}, without={})
    for slot, classes in pattern.takes.items():
        if not allows(scene, replace(bare, takes={slot: classes}), fillers, args):
            yield f"takes as {slot} only {_some(classes)}"
    for slot, lemmas in pattern.needs.items():
        if not allows(scene, replace(bare, needs={slot: lemmas}), fillers, args):
            yield f"needs as {slot} one of {_some(sorted(lemmas))}"
    for slot, lemmas in pattern.without.items():
        if not allows(scene, replace(bare, without={slot: lemmas}), fillers, args):
            hit = [
                w
                for w in sorted(lemmas)
                if not allows(scene, replace(bare, without={slot: frozenset({w})}), fillers, args)
            ]
            yield f"goes without {_some(hit)} as {slot}"


_SHOWN = 6


def _some(words: Sequence[str]) -> str:
    listed = ", ".join(words[:_SHOWN])
    return listed if len(words) <= _SHOWN else f"{listed} ... ({len(words)} in all)"


def _near(scene: Scene, act: Act, coder: Coder) -> Iterator[Near]:
    """Patterns that share the act's word only, shortest expression first."""
    token = scene.sentence.tokens[act.head]
    seen = set(act.patterns)
    found: list[tuple[Expression, str]] = []
    for lemma in dict.fromkeys((token.lemma, token.text.lower())):
        for expression, name in _expressions(lemma, act, coder):
            if name not in seen:
                seen.add(name)
                found.append((expression, name))
    for expression, name in sorted(found, key=lambda one: (len(one[0]), one)):
        yield Near(coder.book.patterns[name], " ".join(expression))


def _expressions(lemma: str, act: Act, coder: Coder) -> Iterator[tuple[Expression, str]]:
    if act.nominal:
        for (before, after), name in coder.actions.nouns.get(lemma, ()):
            yield (*before, lemma, *after), name
    else:
        for rest, name in coder.actions.verbs.get(lemma, ()):
            yield (lemma, *rest), name
