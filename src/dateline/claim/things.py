"""What is hit, taken or sent, with what, and what this tells of the mode; the contexts a paragraph stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from dateline.claim.roles import Bound
from dateline.claim.scene import Scene
from dateline.codebook.entries import Codebook, ThingEntry
from dateline.model import Count, Effect, Party, Sentence, Sourced, Span, Thing

_WITH = {"with", "by", "use", "using", "from", "in"}


@dataclass(frozen=True, slots=True)
class ThingIndex:
    """Nouns of objects and instruments by their last word; further tables that tell modes and effects."""

    objects: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    instruments: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    party_modes: Mapping[str, str]
    embedded_modes: Mapping[str, Mapping[str, str]]
    effects: Mapping[str, str]
    contexts: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, book: Codebook) -> ThingIndex:
        contexts: dict[str, list[str]] = {}
        for context in book.contexts.values():
            for lemma in context.lemmas:
                contexts.setdefault(lemma, []).append(context.code)
        return cls(
            _by_last_word(book.objects),
            _by_last_word(book.instruments),
            book.tables.get("mode of party", {}),
            {
                code: book.tables.get(f"mode of {code} by the act", {})
                for code in ("THREATEN", "REQUEST", "REJECT", "MOBILIZE")
            },
            book.tables.get("effect of verb", {}),
            {lemma: tuple(sorted(codes)) for lemma, codes in contexts.items()},
        )


def _by_last_word(entries: Sequence[ThingEntry]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in entries:
        for noun in entry.nouns:
            *rest, last = noun.lower().replace("-", " - ").split()
            out.setdefault(last, []).append((tuple(rest), entry.type))
    return {last: tuple(sorted(some, key=lambda pair: (-len(pair[0]), pair))) for last, some in out.items()}


def type_of(
    sentence: Sentence, i: int, nouns: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
) -> tuple[str, int] | None:
    """The type of a noun with the words before it, and its first token."""
    token = sentence.tokens[i]
    for lemma in (token.lemma, token.text.lower()):
        for rest, kind in nouns.get(lemma, ()):
            first = i - len(rest)
            before = sentence.tokens[max(first, 0) : i]
            if first >= 0 and all(w in (t.lemma, t.text.lower()) for w, t in zip(rest, before, strict=True)):
                return kind, first
    return None


def things_in(sentence: Sentence, index: ThingIndex) -> dict[int, str]:
    """The nouns of a sentence that are objects of known types."""
    found: dict[int, str] = {}
    for token in sentence.tokens:
        if token.pos in {"NOUN", "PROPN"}:
            known = type_of(sentence, token.i, index.objects)
            if known is not None:
                found[token.i] = known[0]
    return found


def objects_of(scene: Scene, bound: Bound, index: ThingIndex) -> tuple[Thing, ...]:
    """Things of known types that stand where the act's object or recipient stands."""
    sentence = scene.sentence
    heads = dict.fromkeys(
        (*bound.fillers.get("object", ()), *bound.fillers.get("recipient", ()), *bound.arguments.object)
    )
    effect = index.effects.get(sentence.tokens[bound.act.head].lemma)
    out = []
    for i in heads:
        party = scene.party(i)
        if i in bound.act.words or i not in scene.things or (party is not None and not party.by.startswith("role:")):
            continue
        if party is not None and isinstance(party.value, Party) and party.value.kind == "person":
            continue
        kind = scene.things[i]
        out.append(Thing(scene.phrase(i), kind, "rule:object@1", _count(scene, i), cast("Effect | None", effect)))
    return tuple(sorted(out, key=lambda thing: thing.span))


def _count(scene: Scene, i: int) -> Count | None:
    kids = {kid.i for kid in scene.sentence.kids(i)}
    for mention in scene.counts:
        if any(k in kids for k in scene.sentence.within(mention.span)) and isinstance(mention.value, Count):
            return mention.value
    return None


def instruments_of(scene: Scene, clause: Sequence[int], index: ThingIndex) -> tuple[Thing, ...]:
    """Weapons named in the act's clause, longest name first."""
    sentence = scene.sentence
    out: list[Thing] = []
    covered: set[int] = set()
    for i in sorted(clause, reverse=True):
        token = sentence.tokens[i]
        if i in covered or token.pos not in {"NOUN", "PROPN", "VERB", "ADJ"}:
            continue
        found = type_of(sentence, i, index.instruments)
        if found is None or (
            scene.party(i) is not None and scene.party(i) is scene.actors.get(i) and token.pos == "PROPN"
        ):
            continue
        kind, first = found
        covered.update(range(first, i + 1))
        out.append(Thing(sentence.cover(range(first, i + 1)), kind, "rule:instrument@1"))
    return tuple(sorted(out, key=lambda thing: thing.span))


def modes_of(
    scene: Scene,
    bound: Bound,
    instruments: Sequence[Thing],
    embedded: Sequence[str],
    book: Codebook,
    index: ThingIndex,
    action: Span,
) -> tuple[Sourced[str], ...]:
    """The modes of an act: said by the pattern's own words, shown by a weapon or a party ("gunmen"), or by the act that
    is threatened, asked for or refused."""
    kind = book.event_types[bound.pattern.code]
    found: dict[str, Sourced[str]] = {}

    def add(mode: str | None, span: Span, by: str) -> None:
        if mode is not None and mode in kind.modes and mode not in found:
            found[mode] = Sourced(mode, (span,), by)

    for mode in bound.pattern.modes:
        add(mode, action, bound.pattern.by)
    if kind.code == "ASSAULT":
        for thing in instruments:
            add(thing.type, thing.span, thing.by)
        for i in bound.fillers.get("actor", ()):
            mention = scene.party(i)
            span = mention.span if mention is not None else scene.sentence.cover([i])
            add(index.party_modes.get(scene.sentence.tokens[i].lemma), span, "rule:mode-of-party@1")
    table = index.embedded_modes.get(kind.code, {})
    for code in embedded:
        add(table.get(code), action, "rule:mode-of-embedded@1")
    return tuple(found[mode] for mode in sorted(found))


def contexts_by_paragraph(
    sentences: Sequence[Sentence], index: ThingIndex, least: int = 2
) -> dict[int, tuple[Sourced[str], ...]]:
    """For each paragraph the contexts that at least two of its words show, with those words."""
    words: dict[int, dict[str, list[Span]]] = {}
    for sentence in sentences:
        here = words.setdefault(sentence.paragraph, {})
        for code, span in _context_words(sentence, index):
            here.setdefault(code, []).append(span)
    return {
        paragraph: tuple(
            Sourced(code, tuple(spans[:5]), "rule:context-words@1")
            for code, spans in sorted(found.items())
            if len(spans) >= least and len({s.part for s in spans}) == 1
        )
        for paragraph, found in words.items()
    }


def _context_words(sentence: Sentence, index: ThingIndex) -> Iterator[tuple[str, Span]]:
    for token in sentence.tokens:
        for code in index.contexts.get(token.lemma, ()):
            yield code, sentence.cover([token.i])
