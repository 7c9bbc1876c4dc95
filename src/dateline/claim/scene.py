"""One sentence with all that was found in it: what claims are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dateline.codebook.parties import PRONOUN
from dateline.model import Act, Count, Mention, Party, Place, Sentence, Span, When


@dataclass(frozen=True)
class Scene:
    """``actors`` and ``places`` give for a token the mention that covers it; times and counts stand in order;
    ``things`` gives for a noun the type of object that it is."""

    sentence: Sentence
    acts: tuple[Act, ...]
    actors: Mapping[int, Mention]
    places: Mapping[int, Mention]
    times: tuple[Mention, ...]
    counts: tuple[Mention, ...]
    things: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def timed(self) -> frozenset[int]:
        """The tokens of dates and times."""
        return frozenset(i for time in self.times for i in self.sentence.within(time.span))

    def party(self, i: int) -> Mention | None:
        """The party whose phrase has this token as its head, or covers it."""
        return self.actors.get(i)

    def meant(self, mention: Mention) -> Mention:
        """The words that a pronoun stands for, where the same sentence has them ("the army said it had left"); else
        the mention itself."""
        if not mention.by.startswith(PRONOUN):
            return mention
        named = {id(m): m for m in self.actors.values() if m.value == mention.value and not m.by.startswith(PRONOUN)}
        before = [m for m in named.values() if m.span.end <= mention.span.start]
        return max(before, key=lambda m: m.span.end) if before else mention

    def classes(self, i: int) -> frozenset[str]:
        """What kind of filler a head token is: person, group, organisation, country (all: party), place, or thing;
        for a party also its sector, for a number that stands alone ("hundreds fled") count, and for an object its
        type ("weapons", "school")."""
        mention = self.actors.get(i)
        kind = frozenset({self.things[i]} if i in self.things else ())
        if mention is not None and isinstance(mention.value, Party):
            sector = mention.value.sector
            return kind | {mention.value.kind, "party"} | ({sector} if sector else set())
        if i in self.places:
            return kind | {"place"}
        if any(i in self.sentence.within(count.span) for count in self.counts):
            return kind | {"count"}
        return kind | {"thing"}

    def phrase(self, i: int) -> Span:
        """The noun phrase of a head without article, clauses and coordinated phrases: what a quote should show."""
        sentence = self.sentence
        keep = {i}
        for kid in sentence.kids(i):
            if kid.i < i and kid.dep in {"amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod"}:
                keep.update(sentence.subtree(kid.i))
        return sentence.cover(range(min(keep), i + 1))


def scenes(
    sentences: Sequence[Sentence],
    acts: Sequence[Sequence[Act]],
    mentions: Iterable[Mention],
    objects: Callable[[Sentence], Mapping[int, str]],
) -> tuple[Scene, ...]:
    """The scenes of a report, one per sentence. ``objects`` gives the nouns of a sentence that are known things."""
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
                objects(sentence) if its_acts else {},
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
