"""One report at a time: a pure function that any engine can map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.claim.claims import Claimed, make_claims
from dateline.claim.draft import ClaimIndex
from dateline.codebook.entries import Codebook
from dateline.find.actions import ActionIndex, find_acts, settings_of
from dateline.find.actors import find_actors
from dateline.find.counts import CountWords, find_counts
from dateline.find.dateline import dateline_of
from dateline.find.parse import Parser, load_parser, read_sentences
from dateline.find.parties import ActorIndex
from dateline.find.places import find_places
from dateline.find.times import find_times
from dateline.find.timewords import TimeWords
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.lineage.spun import field_trust, judge_text
from dateline.model import Act, Document, Mention, Place, Reading, Sentence

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
    places: FindPlaces = find_places


def make_coder(book: Codebook, gazetteer: Gazetteer | None = None) -> Coder:
    """A coder for this codebook; loading takes about a second, so make one and use it for many reports."""
    return Coder(
        book,
        load_parser(book),
        gazetteer if gazetteer is not None else open_gazetteer(),
        ActionIndex.of(book),
        ActorIndex.of(book),
        TimeWords.of(book),
        CountWords.of(book),
        ClaimIndex.of(book),
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
    counts = find_counts(document, sentences, times, coder.counts)
    actors = find_actors(document, sentences, book, coder.actors, places, times)
    set_in = settings_of(sentences, (*places, *times, *actors))
    acts = tuple(find_acts(sentence, coder.actions, set_in[sentence.index]) for sentence in sentences)
    found = (*places, *times, *counts, *actors)
    claimed = make_claims(document, sentences, acts, found, _dateline_place(document, places), book, coder.claims)
    return Found(sentences, acts, found, claimed)


def code_report(document: Document, coder: Coder) -> Reading:
    """What one report claims. A pure function of the report and the coder."""
    found = find_all(document, coder)
    spun = judge_text(document, coder.book)
    claims = tuple(field_trust(claim, spun, document) for claim in found.claimed.claims)
    mentions = sorted(
        (*found.mentions, *found.claimed.mentions),
        key=lambda m: (m.span.part != "title", m.span.start, m.span.end, m.what, m.by),
    )
    return Reading(document, "coded" if claims else "no_event", None, tuple(mentions), claims)


def _dateline_place(document: Document, places: Sequence[Mention]) -> Mention | None:
    """The place that the report's own dateline names, if the place finder knows it."""
    head = dateline_of(document)
    if head is None:
        return None
    return next((m for m in places if head.place.contains(m.span) and isinstance(m.value, Place)), None)
