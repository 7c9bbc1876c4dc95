"""The way from a report to its claims, step by step: what each act was tried with, and why it made a claim or none.

The same functions run as when a report is coded; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dateline.claim.arguments import Arguments, arguments
from dateline.claim.draft import action_span
from dateline.claim.happening import absorb
from dateline.claim.noise import is_noise
from dateline.claim.roles import Bound, allows, bind, fill, taken_up
from dateline.claim.scene import Scene, scenes
from dateline.claim.status import Judged, judge
from dateline.claim.things import things_in
from dateline.codebook.entries import Pattern
from dateline.find.actions import Expression, find_acts
from dateline.find.parse import read_sentences
from dateline.model import Act, Claim, Document, Reading, Span
from dateline.run.code import Coder, code_report


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
    """An act and all that bears on it. ``chosen`` is the pattern that reads it; ``fate`` is why it makes no claim."""

    act: Act
    span: Span
    judged: Judged
    tries: tuple[Try, ...]
    near: tuple[Near, ...]
    chosen: Pattern | None
    claim: Claim | None
    fate: str | None


@dataclass(frozen=True, slots=True)
class Trace:
    """A report's reading, and for each sentence what stands in it with the steps of its acts."""

    reading: Reading
    sentences: tuple[tuple[Scene, tuple[Step, ...]], ...]


def trace(document: Document, coder: Coder) -> Trace:
    """Codes a report once more and notes every step."""
    reading = code_report(document, coder)
    sentences = read_sentences(document, coder.parser, coder.book)
    acts = [find_acts(sentence, coder.actions) for sentence in sentences]
    found = [mention for mention in reading.mentions if mention.what not in {"action", "attribution"}]
    views = scenes(sentences, acts, found, partial(things_in, index=coder.claims.things))
    return Trace(reading, tuple((scene, tuple(_steps(scene, reading, coder))) for scene in views))


def _steps(scene: Scene, reading: Reading, coder: Coder) -> Iterator[Step]:
    book, index = coder.book, coder.claims
    bound: dict[int, Bound] = {}
    tried: dict[int, tuple[Try, ...]] = {}
    noise = {act.head for act in scene.acts if act.patterns and is_noise(scene.sentence, act, index.noise)}
    for act in scene.acts:
        args = arguments(scene.sentence, act, index.cues.grammar)
        tried[act.head] = tuple(_tries(scene, act, args, coder))
        one = bind(scene, act, args, book) if act.patterns and act.head not in noise else None
        if one is not None:
            bound[act.head] = one
    takers = {head: one for one in bound.values() for head in taken_up(scene, one, book)}
    kept = [one for head, one in bound.items() if head not in takers]
    lent = {low.act.head: high for high, lows in absorb(scene.sentence, kept, index.tolls) for low in lows}
    for act in scene.acts:
        span = action_span(scene.sentence, act)
        claim = next((claim for claim in reading.claims if claim.action == span), None)
        chosen = bound[act.head].pattern if act.head in bound else None
        fate = None
        if claim is None:
            fate = _fate(scene, act, reading.document, act.head in noise, chosen, takers, lent)
        near = tuple(_near(scene, act, coder))
        yield Step(act, span, judge(scene.sentence, act, index.cues), tried[act.head], near, chosen, claim, fate)


def _fate(
    scene: Scene,
    act: Act,
    document: Document,
    noise: bool,
    chosen: Pattern | None,
    takers: Mapping[int, Bound],
    lent: Mapping[int, Bound],
) -> str:
    """Why an act makes no claim."""

    def words(other: Bound) -> str:
        return document.quote(action_span(scene.sentence, other.act))

    if not act.patterns:
        return "no pattern knows this word"
    if noise:
        return "the sentence has the words of something else: sport, a game, a film, business, illness"
    if chosen is None:
        return "no pattern fits what stands round it"
    if act.head in takers:
        return f'taken up by "{words(takers[act.head])}", which is the event'
    if act.head in lent:
        return f'part of the same happening as "{words(lent[act.head])}"'
    if scene.sentence.span.part == "title":
        return "the text tells this event itself, the title only repeats it"
    return "nothing says who, to whom, what or how many"


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
    table = coder.actions.nouns if act.nominal else coder.actions.verbs
    seen = set(act.patterns)
    found: list[tuple[Expression, str]] = []
    for lemma in dict.fromkeys((token.lemma, token.text.lower())):
        for rest, name in table.get(lemma, ()):
            if name not in seen:
                seen.add(name)
                found.append((rest, name))
    for rest, name in sorted(found, key=lambda one: (len(one[0]), one)):
        words = (*rest, token.lemma) if act.nominal else (token.lemma, *rest)
        yield Near(coder.book.patterns[name], " ".join(words))
