"""Who says so: reported speech with its source, cue and content, and the class that the source speaks as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.claim.cues import CueIndex
from dateline.claim.scene import Scene
from dateline.codebook.entries import Codebook
from dateline.model import Mention, Party, Said, Sentence, Span, Speech, Token

_OPEN, _CLOSE = '"“', '"”'
_CLAUSES = ("ccomp", "xcomp", "parataxis", "dobj", "acl")


@dataclass(frozen=True, slots=True)
class Reported:
    """A stretch of a sentence and who says it. ``tokens`` are the content's, ``stance`` the cue's."""

    sentence: int
    tokens: frozenset[int]
    said: Said
    stance: str


@dataclass(frozen=True, slots=True)
class SourceClasses:
    """The class a party speaks as, by role noun, sector, body and outlet."""

    by_role: Mapping[str, str]
    by_sector: Mapping[str, str]
    by_body: Mapping[str, str]
    outlets: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, book: Codebook) -> SourceClasses:
        return cls(
            {role.id: role.source_class for role in book.roles},
            book.tables.get("source class of sector", {}),
            book.tables.get("source class of body", {}),
            frozenset(name for outlet in book.outlets for name in (outlet.name, *outlet.names)),
        )

    def of_source(self, text: str, mention: Mention | None) -> str:
        """The class of a source; "unattributed" where nothing tells who speaks."""
        if text in self.outlets or text.removeprefix("the ").removeprefix("The ") in self.outlets:
            return "other_medium"
        if mention is None or not isinstance(mention.value, Party):
            return "unattributed"
        party = mention.value
        role = next((part.removeprefix("role:") for part in mention.by.split("+") if part.startswith("role:")), None)
        own = self.by_role.get(role or "")
        by_sector = self.by_sector.get(party.sector or "")
        if by_sector is not None and own in {None, "unattributed", "party"}:
            return by_sector
        if (body := self.by_body.get(party.country or "")) is not None:
            return body
        if own is not None:
            return own
        if party.kind == "country":
            return "state_civil"
        return "unattributed"


def find_reported(scenes: Sequence[Scene], cues: CueIndex, classes: SourceClasses) -> tuple[Reported, ...]:
    """All reported speech of a report, in order; a quotation that goes on without a cue keeps its speaker."""
    found: list[Reported] = []
    last: Reported | None = None
    for scene in scenes:
        here = list(_in_sentence(scene, cues, classes))
        sentence = scene.sentence
        if here:
            last = here[-1]
            for one in here:
                found.append(one)
        elif last is not None and _quotes(sentence) and sentence.index - last.sentence <= 3 and last.said.source:
            everything = frozenset(range(len(sentence.tokens)))
            said = Said(last.said.source, last.said.source_class, None, "direct", sentence.span, last.said.party)
            last = Reported(sentence.index, everything, said, last.stance)
            found.append(last)
        else:
            last = None
    return tuple(found)


def speaker(act: int, sentence: int, reported: Sequence[Reported]) -> Reported | None:
    """Whose words an act stands in: the outermost that hold it."""
    holding = [one for one in reported if one.sentence == sentence and act in one.tokens]
    return max(holding, key=lambda one: len(one.tokens), default=None)


def _quotes(sentence: Sentence) -> bool:
    """Whether a sentence stands wholly inside quotation marks."""
    text = [token.text for token in sentence.tokens]
    return bool(text) and (sentence.quoted or text[0] in {'"', "“", "``"})


def _in_sentence(scene: Scene, cues: CueIndex, classes: SourceClasses) -> Iterator[Reported]:
    sentence = scene.sentence
    for token in sentence.tokens:
        if token.pos in {"VERB", "AUX"} and token.lemma in cues.reporting:
            made = _by_verb(scene, token, cues, classes)
            if made is not None:
                yield made
        elif token.text.lower() == "according":
            made = _according(scene, token, classes)
            if made is not None:
                yield made
    headline = _headline(scene, classes)
    if headline is not None:
        yield headline


def _by_verb(scene: Scene, verb: Token, cues: CueIndex, classes: SourceClasses) -> Reported | None:
    """ "X said that ...", "..., X said", "told Y (that) ..."; the stance is the cue's."""
    sentence = scene.sentence
    stance = _stance(sentence, verb, cues)
    if stance is None:
        return None
    content: set[int] = set()
    for kid in sentence.kids(verb.i, *_CLAUSES):
        if kid.dep == "xcomp" and stance not in {"deny", "claim", "admit", "accuse", "promise", "warn"}:
            continue
        if kid.dep == "dobj" and (kid.pos not in {"NOUN"} or stance == "speech" or scene.party(kid.i)):
            continue
        if kid.dep == "acl" or _apart(sentence, kid.i, verb.i):
            continue
        content.update(sentence.subtree(kid.i))
    content.update(_quoted_beside(sentence, verb))
    if not content:
        return None
    source = _source_of(scene, verb)
    if source is None:
        return None
    span, mention = source
    if any(i in content for i in sentence.within(span)):
        content -= set(sentence.within(span))
    content.discard(verb.i)
    speech = _speech(sentence, content)
    said = Said(
        span,
        classes.of_source(_text(sentence, span), mention),
        sentence.cover([verb.i]),
        speech,
        sentence.cover(content) if content else None,
        mention.value if mention is not None and isinstance(mention.value, Party) else None,
    )
    return Reported(sentence.index, frozenset(content), said, stance)


def _apart(sentence: Sentence, one: int, other: int) -> bool:
    """Whether a semicolon parts two clauses: each then speaks for itself."""
    low, high = sorted((one, other))
    return any(token.text == ";" for token in sentence.tokens[low:high])


def _stance(sentence: Sentence, verb: Token, cues: CueIndex) -> str | None:
    below = {kid.lemma for kid in sentence.kids(verb.i)}
    for rest, stance in cues.reporting.get(verb.lemma, ()):
        if all(word in below for word in rest):
            return stance
    return None


def _source_of(scene: Scene, verb: Token) -> tuple[Span, Mention | None] | None:
    sentence = scene.sentence
    subjects = sentence.kids(verb.i, "nsubj")
    if not subjects:
        subjects = [k for agent in sentence.kids(verb.i, "agent") for k in sentence.kids(agent.i, "pobj")]
    if not subjects and verb.dep == "conj":
        return _source_of(scene, sentence.tokens[verb.head])
    if not subjects and verb.dep in {"acl", "advcl"} and sentence.tokens[verb.head].pos in {"NOUN", "PROPN"}:
        subjects = [sentence.tokens[verb.head]]
    if not subjects:
        return None
    return source_span(scene, subjects[0].i)


def source_span(scene: Scene, head: int) -> tuple[Span, Mention | None]:
    """The words that name a source and the party they mean, if one is known."""
    if scene.sentence.tokens[head].tag in {"WP", "WDT"}:
        for above in scene.sentence.ancestors(head):
            if above.dep in {"relcl", "acl"}:
                head = above.head
                break
    mention = scene.party(head)
    if mention is not None:
        return mention.span, mention
    return scene.phrase(head), None


def _quoted_beside(sentence: Sentence, verb: Token) -> set[int]:
    """Tokens of the sentence that stand between quotation marks, if the verb itself stands outside of them."""
    inside = sentence.quoted
    quoted: set[int] = set()
    for token in sentence.tokens:
        if token.text in _OPEN + _CLOSE + "``''":
            inside = not inside
        elif inside:
            quoted.add(token.i)
    return set() if verb.i in quoted else quoted


def _speech(sentence: Sentence, content: set[int]) -> Speech:
    quoted = set()
    inside = sentence.quoted
    for token in sentence.tokens:
        if token.text in _OPEN + _CLOSE:
            inside = not inside
        elif inside:
            quoted.add(token.i)
    words = {i for i in content if sentence.tokens[i].pos != "PUNCT"}
    if not words & quoted:
        return "indirect"
    return "direct" if len(words & quoted) >= 0.8 * len(words) else "mixed"


def _according(scene: Scene, token: Token, classes: SourceClasses) -> Reported | None:
    sentence = scene.sentence
    preps = [token, *sentence.kids(token.i, "prep")]
    nouns = [kid for prep in preps for kid in sentence.kids(prep.i, "pobj")]
    if not nouns:
        return None
    span, mention = source_span(scene, nouns[0].i)
    phrase = set(sentence.subtree(token.i))
    clause = sentence.tokens[token.head]
    while clause.head != clause.i and clause.pos not in {"VERB", "AUX"}:
        clause = sentence.tokens[clause.head]
    content = frozenset(set(sentence.subtree(clause.i)) - phrase)
    if not content:
        return None
    cue = sentence.cover([token.i, *(p.i for p in preps if p.i == token.i + 1)])
    said = Said(
        span,
        classes.of_source(_text(sentence, span), mention),
        cue,
        _speech(sentence, set(content)),
        sentence.cover(content),
        mention.value if mention is not None and isinstance(mention.value, Party) else None,
    )
    return Reported(sentence.index, content, said, "speech")


def _headline(scene: Scene, classes: SourceClasses) -> Reported | None:
    """ "Police: 3 dead": a short party before a colon in a headline."""
    sentence = scene.sentence
    if sentence.span.part != "title":
        return None
    colon = next((t.i for t in sentence.tokens if t.text == ":" and 0 < t.i <= 5), None)
    if colon is None or colon + 2 >= len(sentence.tokens):
        return None
    mention = next((scene.party(i) for i in range(colon) if scene.party(i)), None)
    if mention is None:
        return None
    content = frozenset(range(colon + 1, len(sentence.tokens)))
    party = mention.value if isinstance(mention.value, Party) else None
    said = Said(
        mention.span,
        classes.of_source(_text(sentence, mention.span), mention),
        sentence.cover([colon]),
        "indirect",
        sentence.cover(content),
        party,
    )
    return Reported(sentence.index, content, said, "speech")


def _text(sentence: Sentence, span: Span) -> str:
    return " ".join(sentence.tokens[i].text for i in sentence.within(span))
