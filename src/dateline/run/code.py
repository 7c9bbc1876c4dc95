"""One report at a time: a pure function that any engine can map."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dateline.claim.claims import Claimed, make_claims, mentions_behind
from dateline.claim.draft import ClaimIndex
from dateline.codebook import load
from dateline.codebook.entries import Codebook
from dateline.find.actions import ActionIndex, find_acts, settings_of
from dateline.find.actors import find_actors
from dateline.find.counts import CountWords, find_counts
from dateline.find.dateline import dateline_of
from dateline.find.encoder import Encoder, encoder_name, load_encoder
from dateline.find.parse import Parser, load_parser, read_sentences
from dateline.find.parties import ActorIndex
from dateline.find.places import find_places
from dateline.find.times import find_times
from dateline.find.timewords import TimeWords
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.lineage.spun import field_trust, judge_text
from dateline.model import Act, Document, Mention, Place, Reading, Sentence, When

FindPlaces = Callable[[Document, Sequence[Sentence], Gazetteer, Codebook], tuple[Mention, ...]]


@dataclass(frozen=True, slots=True)
class Coder:
    """What coding a report takes: the codebook with its indexes, the parser, the gazetteer.

    ``places`` is the place finder; another function of the same shape may stand in for it.
    """

    book: Codebook
    parser: Parser
    gazetteer: Gazetteer
    actions: ActionIndex
    actors: ActorIndex
    times: TimeWords
    counts: CountWords
    claims: ClaimIndex
    encoder: Encoder | None = None
    places: FindPlaces = find_places


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a coder is made from, so that every process can make its own: the folder of its codebook (``None`` for the
    one that comes along), and whether the trained model reads too."""

    codebook: Path | None = None
    model: bool = True

    def coder(self) -> Coder:
        return make_coder(load(self.codebook), model=self.model)

    def version(self, book: Codebook) -> str:
        """What a reading by this coder depends on: the codebook's version, and the model's where it reads too."""
        return f"{book.version}+{encoder_name()}" if self.model else book.version


def make_coder(book: Codebook, gazetteer: Gazetteer | None = None, *, model: bool = True) -> Coder:
    """A coder for this codebook; loading takes about a second, so make one and use it for many reports. Without the
    trained model the patterns speak alone."""
    return Coder(
        book,
        load_parser(book),
        gazetteer if gazetteer is not None else open_gazetteer(),
        ActionIndex.of(book),
        ActorIndex.of(book),
        TimeWords.of(book),
        CountWords.of(book),
        ClaimIndex.of(book),
        load_encoder() if model else None,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found in a report on the way to its claims."""

    sentences: tuple[Sentence, ...]
    acts: tuple[tuple[Act, ...], ...]
    mentions: tuple[Mention, ...]
    claimed: Claimed


def find_all(document: Document, coder: Coder) -> Found:
    """Sentences, acts, mentions and claims of one report."""
    book = coder.book
    sentences = read_sentences(document, coder.parser, book)
    places = coder.places(document, sentences, coder.gazetteer, book)
    times = find_times(document, sentences, coder.times)
    places = tuple(m for m in places if not any(t.span.contains(m.span) for t in times))  # "May Day" is no town
    counts = find_counts(document, sentences, times, coder.counts)
    actors = find_actors(document, sentences, book, coder.actors, places, times)
    set_in = settings_of(sentences, (*places, *times, *actors))
    acts = tuple(find_acts(sentence, coder.actions, set_in[sentence.index]) for sentence in sentences)
    if coder.encoder is not None:
        acts = _guessed(document, sentences, acts, {mention.sentence for mention in actors}, coder.encoder)
    found = (*places, *times, *counts, *actors)
    claimed = make_claims(
        document,
        sentences,
        acts,
        found,
        _dateline_place(document, places),
        book,
        coder.claims,
        document.day or _dateline_day(document, times),
    )
    return Found(sentences, acts, found, claimed)


def _guessed(
    document: Document,
    sentences: Sequence[Sentence],
    acts: Sequence[tuple[Act, ...]],
    with_party: Set[int],
    encoder: Encoder,
) -> tuple[tuple[Act, ...], ...]:
    """The acts with what the trained model makes of them, where a claim can come of it: in sentences that name a party,
    and in those with an act that a pattern knows."""
    return tuple(
        encoder.guessed(sentence, document.quote(sentence.span), some)
        if some and (sentence.index in with_party or any(act.patterns for act in some))
        else some
        for sentence, some in zip(sentences, acts, strict=True)
    )


def code_report(document: Document, coder: Coder) -> Reading:
    """What one report names and claims. A pure function of the report and the coder."""
    found = find_all(document, coder)
    mentions = sorted(
        (*found.mentions, *mentions_behind(found.claimed, document, coder.claims)),
        key=lambda m: (m.span.part != "title", m.span.start, m.span.end, m.what, m.by),
    )
    return replace(_reading(document, found, coder), mentions=tuple(mentions))


def code_claims(document: Document, coder: Coder) -> Reading:
    """The same without the mentions, which are many times the size of the claims."""
    return _reading(document, find_all(document, coder), coder)


def _reading(document: Document, found: Found, coder: Coder) -> Reading:
    spun = judge_text(document, coder.book)
    claims = tuple(field_trust(claim, spun, document) for claim in found.claimed.claims)
    return Reading(document, "coded" if claims else "no_event", None, (), claims)


def _dateline_day(document: Document, times: Sequence[Mention]) -> date | None:
    """The one day that the report's own dateline names, where it has its year or the finder could tell it."""
    head = dateline_of(document)
    if head is None or head.day is None:
        return None
    named = (m.value for m in times if head.day.contains(m.span) and isinstance(m.value, When))
    return next((when.first for when in named if when.first is not None and when.first == when.last), None)


def _dateline_place(document: Document, places: Sequence[Mention]) -> Mention | None:
    """The place that the report's own dateline names, if the place finder knows it."""
    head = dateline_of(document)
    if head is None:
        return None
    return next((m for m in places if head.place.contains(m.span) and isinstance(m.value, Place)), None)
