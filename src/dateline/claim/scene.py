"""One sentence with all that was found in it: what claims are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.model import Act, Count, Mention, Party, Place, Sentence, Span, When


@dataclass(frozen=True, slots=True)
class Scene:
    """``actors`` and ``places`` give for a token the mention that covers it; times and counts stand in order."""

    sentence: Sentence
    acts: tuple[Act, ...]
    actors: Mapping[int, Mention]
    places: Mapping[int, Mention]
    times: tuple[Mention, ...]
    counts: tuple[Mention, ...]

    def party(self, i: int) -> Mention | None:
        """The party whose phrase has this token as its head, or covers it."""
        return self.actors.get(i)

    def classes(self, i: int) -> frozenset[str]:
        """What kind of filler a head token is: person, group, organisation, country (all: party), place, or thing;
        for a party also its sector, for a number that stands alone ("hundreds fled") count."""
        mention = self.actors.get(i)
        if mention is not None and isinstance(mention.value, Party):
            sector = mention.value.sector
            return frozenset({mention.value.kind, "party"} | ({sector} if sector else set()))
        if i in self.places:
            return frozenset({"place"})
        if any(i in self.sentence.within(count.span) for count in self.counts):
            return frozenset({"count"})
        return frozenset({"thing"})

    def phrase(self, i: int) -> Span:
        """The noun phrase of a head without article, clauses and coordinated phrases: what a quote of it should show."""
        sentence = self.sentence
        keep = {i}
        for kid in sentence.kids(i):
            if kid.i < i and kid.dep in {"amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod"}:
                keep.update(sentence.subtree(kid.i))
        return sentence.cover(range(min(keep), i + 1))


def scenes(
    sentences: Sequence[Sentence], acts: Sequence[Sequence[Act]], mentions: Iterable[Mention]
) -> tuple[Scene, ...]:
    """The scenes of a report, one per sentence."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    out = []
    for sentence, its_acts in zip(sentences, acts, strict=True):
        here = by_sentence.get(sentence.index, [])
        out.append(
            Scene(
                sentence,
                tuple(its_acts),
                _by_token(sentence, [m for m in here if m.what == "actor"]),
                _by_token(sentence, [m for m in here if m.what == "place" and isinstance(m.value, Place)]),
                tuple(m for m in here if m.what == "time" and isinstance(m.value, When)),
                tuple(m for m in here if m.what == "count" and isinstance(m.value, Count)),
            )
        )
    return tuple(out)


def _by_token(sentence: Sentence, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """Every covered token's mention; a shorter mention wins over a longer one that contains it."""
    out: dict[int, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.span.start - m.span.end):
        for i in sentence.within(mention.span):
            out[i] = mention
    return out
