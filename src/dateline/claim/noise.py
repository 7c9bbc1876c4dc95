"""Text that uses the words of conflict for something else: sport, games, films, business contests, illness, idioms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.claim.roles import Bound
from dateline.claim.scene import Scene
from dateline.codebook.entries import Codebook
from dateline.model import Party, Sentence

_LEAST = 2
"""Two words of one family beside the act make it that family's; one alone may stand in any report."""

_WHOLE = 6
"""So many different words of one family make a whole report that family's ..."""

_SPREAD = 40
"""... where one of them comes on so many words of text."""

_ARMED = {"MIL", "REB", "UAF", "PRM", "COP", "CRM", "SPY"}

_VIOLENT = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "THREATEN"}


@dataclass(frozen=True, slots=True)
class NoiseIndex:
    """The codebook's cue words by family ("sport": match, striker ...), by how far each family reaches.

    ``everything``: what stands beside two of its words is no event of any type; ``violence``: no violent one.
    ``tales``: words for made-up stories, of which one is enough where it frames the sentence ("in the novel").
    ``papers``: words for what is written or said, which hurts nobody ("the lawsuit attacks the fees").
    ``idioms``: phrases of lemmas that take the violence out of one of their words ("heart attack"), by each word with
    its place in the phrase.
    """

    everything: Mapping[str, frozenset[str]]
    violence: Mapping[str, frozenset[str]]
    tales: frozenset[str]
    papers: frozenset[str]
    idioms: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]

    @classmethod
    def of(cls, book: Codebook) -> NoiseIndex:
        idioms: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for idiom in sorted(book.words["idioms"]):
            words = tuple(idiom.split())
            for at, word in enumerate(words):
                idioms.setdefault(word, []).append((at, words))
        return cls(
            {name: book.words[name] for name in sorted(book.words["no-event families"])},
            {name: book.words[name] for name in sorted(book.words["no-violence families"])},
            book.words["tales"],
            book.words["papers"],
            {word: tuple(some) for word, some in idioms.items()},
        )


def whole_report(scenes: Sequence[Scene], index: NoiseIndex) -> str | None:
    """The family that a whole report belongs to ("sport"), if its words are thick in it and nobody armed acts in it:
    a report of an attack on a team's bus is none of sport."""
    lemmas = {token.lemma for scene in scenes for token in scene.sentence.tokens}
    length = sum(len(scene.sentence.tokens) for scene in scenes)
    if any(_armed(scene, i) for scene in scenes for i in scene.actors):
        return None
    for name, words in index.everything.items():
        hits = len(lemmas & words)
        if hits >= _WHOLE and hits * _SPREAD >= length:
            return name
    return None


def _armed(scene: Scene, i: int) -> bool:
    """Whether a token names an armed party."""
    mention = scene.party(i)
    return mention is not None and isinstance(mention.value, Party) and mention.value.sector in _ARMED


def noise(scene: Scene, bound: Bound, index: NoiseIndex, family: str | None = None) -> str | None:
    """Why an act is no event, in words for a reader; ``None`` where nothing says so. ``family`` is the one that the
    whole report belongs to."""
    if family is not None:
        return f"the whole report is one of {family}"
    sentence = scene.sentence
    own = set(bound.act.words)
    beside = {t.lemma for t in sentence.tokens if t.i not in own} | {
        t.text.lower() for t in sentence.tokens if t.i not in own
    }
    idiom = _idiom(sentence, own, index)
    if idiom is not None:
        return f'"{idiom}" is a figure of speech'
    acting = {sentence.tokens[i].lemma for i in bound.fillers.get("actor", ())}
    armed = any(_armed(scene, i) for i in bound.fillers.get("actor", ()))
    for name, words in index.everything.items():
        if (len(beside & words) >= _LEAST and not armed) or acting & words:
            return f"the sentence has words of {name}: {', '.join(sorted(beside & words)[:3])}"
    tale = _tale(sentence, bound, index)
    if tale is not None:
        return f'"{tale}" makes it a story'
    if bound.pattern.code not in _VIOLENT:
        return None
    papers = index.papers & {kid.lemma for kid in sentence.kids(bound.act.head, "nsubj")}
    if papers:
        return f'"{min(papers)}" hurts nobody'
    standing = {sentence.tokens[i].lemma for slot in ("actor", "recipient") for i in bound.fillers.get(slot, ())}
    for name, words in index.violence.items():
        hits = beside & words
        if len(hits) >= _LEAST or standing & words:
            return f"the sentence has words of {name}: {', '.join(sorted(hits)[:3])}"
    return None


def _idiom(sentence: Sentence, own: set[int], index: NoiseIndex) -> str | None:
    tokens = sentence.tokens
    for i in sorted(own):
        for word in dict.fromkeys((tokens[i].lemma, tokens[i].text.lower())):
            for at, idiom in index.idioms.get(word, ()):
                inside = tokens[max(i - at, 0) : i - at + len(idiom)]
                whole = i >= at and len(inside) == len(idiom)
                if whole and all(w in (t.lemma, t.text.lower()) for w, t in zip(idiom, inside, strict=True)):
                    return " ".join(idiom)
    return None


def _tale(sentence: Sentence, bound: Bound, index: NoiseIndex) -> str | None:
    """A word for a story that frames the act: its subject, the subject of what governs it, or "in the novel"."""
    governing = {bound.act.head, *(t.i for t in sentence.ancestors(bound.act.head))}
    for token in sentence.tokens:
        if token.lemma not in index.tales or token.i in bound.act.words:
            continue
        if token.dep == "nsubj" and token.head in governing:
            return token.text
        above = sentence.tokens[token.head]
        framing = above.head in governing or sentence.tokens[above.head].dep == "pobj"
        if token.dep == "pobj" and above.lemma in {"in", "of"} and framing:
            return token.text
    return None
