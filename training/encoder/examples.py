"""Annotated texts as what the encoder learns from: for every word of a sentence, whether it heads an event and which.

A sentence is one example, as the program reads it.  Words are the program's own tokens, so that what is learnt about a
word can be asked of it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.annotated.fields import entries
from dateline.annotated.load import load_cases
from dateline.annotated.nouns import Annotated, ExpectedClaim
from dateline.annotated.quotes import find_quote
from dateline.claim.claims import mentions_behind
from dateline.find.encoder import HEADS
from dateline.model import Action, Sentence, Span
from dateline.run.code import Coder, find_all

IGNORED = -100
"""A word of which nothing is known: a further word of an event's phrase, or of a text not annotated to the end."""

SECOND = "second"
"""The folder of second annotations: they measure agreement and teach nothing."""


@dataclass(slots=True)
class Example:
    """A sentence's text, the place of each word in it (characters, end excluded), and what is known of each word.

    ``types`` has for each word 0 (no event), a number from 1 on (an event type) or ``IGNORED``.  ``modes``, ``status``
    and ``certainty`` are by the word that heads the event, ``roles`` by that word and the word that heads the party:
    1 actor, 2 recipient.  ``ruled`` has for each act that the program sees the type that a pattern gives it, or "".
    """

    batch: str
    text: str
    words: list[tuple[int, int]]
    types: list[int]
    asked: list[bool]
    modes: dict[int, list[str]] = field(default_factory=dict)
    status: dict[int, str] = field(default_factory=dict)
    certainty: dict[int, str] = field(default_factory=dict)
    roles: dict[int, dict[int, int]] = field(default_factory=dict)
    ruled: dict[int, str] = field(default_factory=dict)


def examples(folder: Path, coder: Coder, types: Sequence[str]) -> Iterator[Example]:
    """The sentences of every annotated text of a folder, in the order of its files."""
    for path in sorted(folder.rglob("*.marked")):
        if path.parent.name == SECOND:
            continue
        for case in load_cases(path):
            for report in case.reports:
                if report.claims is not None:
                    yield from _sentences(report, coder, types, f"{path.parent.name}/{path.stem}")


def _sentences(report: Annotated, coder: Coder, types: Sequence[str], batch: str) -> Iterator[Example]:
    found = find_all(report.document, coder)
    light = coder.actions.light
    made: list[Example] = []
    for sentence in found.sentences:
        words = [(t.start - sentence.span.start, t.end - sentence.span.start) for t in sentence.tokens]
        whole = report.document.quote(sentence.span)
        asked = [t.pos in HEADS and any(c.isalpha() for c in t.text) for t in sentence.tokens]
        made.append(Example(batch, whole, words, [IGNORED if report.others else 0] * len(words), asked))
    for claim in report.claims or ():
        _mark(claim, report, found.sentences, made, types, light)
    at = {sentence.index: i for i, sentence in enumerate(found.sentences)}
    for mention in mentions_behind(found.claimed, report.document, coder.claims):
        if isinstance(mention.value, Action):
            made[at[mention.sentence]].ruled[mention.value.head] = mention.value.event_type or ""
    yield from made


def _home(span: Span, sentences: Sequence[Sentence]) -> int | None:
    return next((i for i, s in enumerate(sentences) if s.span.part == span.part and s.span.contains(span)), None)


def _mark(
    claim: ExpectedClaim,
    report: Annotated,
    sentences: Sequence[Sentence],
    made: Sequence[Example],
    types: Sequence[str],
    light: frozenset[str],
) -> None:
    """Write what a claim says of the words it stands on."""
    anchor = find_quote(claim.anchor or "", report.document)
    where = _home(anchor, sentences)
    if where is None:
        return
    sentence, example = sentences[where], made[where]
    pieces = anchor.pieces or ((anchor.start, anchor.end),)
    inside = {i for start, end in pieces for i in sentence.within(Span(start, end, anchor.part))}
    head = next(
        (i for i in sorted(inside) if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i), None
    )
    if head is None:
        return
    heads = [head]
    if sentence.tokens[head].pos in {"VERB", "AUX"} and sentence.tokens[head].lemma in light:
        heads += [k.i for k in sentence.kids(head, "dobj", "nsubjpass") if k.i in inside and k.pos == "NOUN"]
    code = types.index(_value(claim, "event_type")) + 1
    roles = {}
    for slot, role in (("recipients", 2), ("actors", 1)):
        row = claim.row(slot)
        for quote in row.quotes if row is not None else ():
            span = find_quote(quote, report.document)
            i = sentence.head_of(span) if _home(span, sentences) == where else None
            if i is not None:
                roles[i] = role
    for i in inside - set(heads):
        if example.types[i] == 0:
            example.types[i] = IGNORED
    for i in heads:
        if example.types[i] > 0 and i in example.modes:
            continue  # the first claim on a word stands
        example.types[i] = code
        example.asked[i] = True
        example.modes[i] = list(entries("modes", _value(claim, "modes"))) if _value(claim, "modes") != "-" else []
        example.status[i] = _value(claim, "status")
        example.certainty[i] = _value(claim, "certainty")
        example.roles[i] = roles


def _value(claim: ExpectedClaim, name: str) -> str:
    row = claim.row(name)
    return row.value if row is not None else "-"
