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

_HARD = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION"}
"""Types whose words in a report make its other deeds matters of conflict, whoever does them."""

_SPOKEN = {"ACCUSE", "AGREE", "CONSULT", "COOPERATE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"}
"""Types that everybody's everyday life has too: hikers are asked, a board meets, a bank turns down a loan."""


@dataclass(frozen=True, slots=True)
class NoiseIndex:
    """The codebook's cue words by family ("sport": match, striker ...), by how far each family reaches.

    ``everything``: what stands beside two of its words is no event of any type; ``violence``: no violent one.
    ``tales``: words for made-up stories, of which one is enough where it frames the sentence ("in the novel").
    ``papers``: words for what is written or said, which hurts nobody ("the lawsuit attacks the fees").
    ``private``: sectors whose deeds among themselves concern nobody else. ``causes``: what kills or destroys by itself,
    nobody's deed ("carbon monoxide killed a couple"). ``telling``: verbs that ask for something only with an
    infinitive ("told them to leave", not "told reporters that").
    ``idioms``: phrases of lemmas that take the violence out of one of their words ("heart attack"), by each word with
    its place in the phrase.
    """

    everything: Mapping[str, frozenset[str]]
    violence: Mapping[str, frozenset[str]]
    tales: frozenset[str]
    papers: frozenset[str]
    private: frozenset[str]
    causes: frozenset[str]
    telling: frozenset[str]
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
            book.words["private sectors"],
            book.words["causes"],
            book.words["telling verbs"],
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


def private_affair(scenes: Sequence[Scene], book: Codebook, index: NoiseIndex) -> bool:
    """Whether a report has no name in it, nobody of public standing (an office, an armed party) and no word for a deed
    of conflict: what is asked or agreed in it is between private people."""
    for scene in scenes:
        if any(token.pos == "PROPN" for token in scene.sentence.tokens):
            return False
        for mention in scene.actors.values():
            party = mention.value
            if isinstance(party, Party) and (party.entity or party.country or not _private(party, index)):
                return False
        for act in scene.acts:
            if any(book.patterns[pattern].code in _HARD for pattern in act.patterns[:1]):
                return False
    return True


def _private(party: Party, index: NoiseIndex) -> bool:
    return party.sector is None or party.sector in index.private


def _armed(scene: Scene, i: int) -> bool:
    """Whether a token names an armed party."""
    mention = scene.party(i)
    return mention is not None and isinstance(mention.value, Party) and mention.value.sector in _ARMED


def noise(
    scene: Scene, bound: Bound, index: NoiseIndex, family: str | None = None, *, private: bool = False
) -> str | None:
    """Why an act is no event, in words for a reader; ``None`` where nothing says so. ``family`` is the one that the
    whole report belongs to, ``private`` tells that it is nobody's of public standing."""
    if family is not None:
        return f"the whole report is one of {family}"
    if private and bound.pattern.code in _SPOKEN:
        return "nobody is named and no deed of conflict is told"
    sentence = scene.sentence
    if bound.pattern.code == "REQUEST" and _only_tells(sentence, bound, index):
        return f'"{sentence.tokens[bound.act.head].text}" tells something here and asks for nothing'
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
    cause = _cause(sentence, bound, index)
    if cause is not None:
        return f'"{cause}" is nobody\'s deed'
    papers = index.papers & {kid.lemma for kid in sentence.kids(bound.act.head, "nsubj")}
    if papers:
        return f'"{min(papers)}" hurts nobody'
    standing = {sentence.tokens[i].lemma for slot in ("actor", "recipient") for i in bound.fillers.get(slot, ())}
    for name, words in index.violence.items():
        hits = beside & words
        if len(hits) >= _LEAST or (standing & words and not armed):
            return f"the sentence has words of {name}: {', '.join(sorted(hits)[:3])}"
    return None


def _only_tells(sentence: Sentence, bound: Bound, index: NoiseIndex) -> bool:
    """Whether a verb of telling has no infinitive with it, so that it hands on words and asks for nothing."""
    head = sentence.tokens[bound.act.head]
    if bound.act.nominal or head.lemma not in index.telling:
        return False
    for kid in sentence.kids(head.i, "xcomp", "ccomp", "advcl", "parataxis"):
        aux = sentence.kids(kid.i, "aux", "auxpass")
        if any(one.text.lower() == "to" for one in aux):
            return False
        if kid.i > head.i and kid.tag == "VB" and not aux:
            return False  # 'told them: "Leave the town"'
    return True


def _cause(sentence: Sentence, bound: Bound, index: NoiseIndex) -> str | None:
    """What kills or destroys by itself, as the subject of the act, of its relative clause, or after "by"."""
    head = sentence.tokens[bound.act.head]
    subjects = list(sentence.kids(head.i, "nsubj"))
    if head.dep in {"relcl", "acl"} and head.tag != "VBN":
        subjects.append(sentence.tokens[head.head])
    if head.dep in {"conj", "advcl"} and not subjects:
        subjects.extend(sentence.kids(head.head, "nsubj"))
    subjects.extend(noun for agent in sentence.kids(head.i, "agent") for noun in sentence.kids(agent.i, "pobj"))
    for noun in subjects:
        words = " ".join(kid.lemma for kid in (*sentence.kids(noun.i, "compound", "amod"), noun))
        if noun.lemma in index.causes or words in index.causes:
            return noun.text
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
        told = {token.lemma, *(f"{kid.lemma} {token.lemma}" for kid in sentence.kids(token.i, "amod"))}
        if not told & index.tales or token.i in bound.act.words:
            continue
        if token.dep == "nsubj" and token.head in governing:
            return token.text
        above = sentence.tokens[token.head]
        framing = above.head in governing or sentence.tokens[above.head].dep == "pobj"
        if token.dep == "pobj" and above.lemma in {"in", "of"} and framing:
            return token.text
    return None
