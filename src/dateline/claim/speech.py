"""What a word of speech brings in, and whose words it says they are: the grammar of reported speech in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.claim.cues import CueIndex
from dateline.claim.predicate import is_finite
from dateline.claim.quotes import MARKS, quotations, quoted_tokens
from dateline.claim.tags import ReporterWords, Tag, by_order, end_tag
from dateline.codebook.entries import Codebook
from dateline.model import Sentence, Token

_SELF = {"i", "we"}
_PERSONAL = {"believe", "learn"}
_TERM = 4
"""A quotation of no more words is a term within what is told, no speech beside it."""


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """How cues take their content, by ``words/cues.yaml``: with a noun as object ("cite a report"), by a preposition
    ("call for calm"), with an infinitive ("urge him to leave"), with an object and what it is called ("call him a
    liar"); which of them assert that a noun happened ("reported a raid", not "condemned a raid"); which only do where
    an observer or a document is the subject ("the monitors counted nine blasts"); and nouns that are cues themselves
    ("the claim that"); adverbs and nouns of hearsay, which nobody owns ("reportedly", "rumours of a raid")."""

    with_object: frozenset[str]
    with_preposition: Mapping[str, frozenset[str]]
    with_infinitive: frozenset[str]
    naming: frozenset[str]
    asserting: frozenset[str]
    observing: frozenset[str]
    nouns: Mapping[str, str]
    hearsay: frozenset[str]
    rumours: frozenset[str]
    reporter: ReporterWords

    @classmethod
    def of(cls, book: Codebook) -> SpeechWords:
        by_preposition: dict[str, set[str]] = {}
        for words in book.words["cues with a preposition"]:
            verb, prep = words.split()
            by_preposition.setdefault(verb, set()).add(prep)
        return cls(
            book.words["cues with an object"],
            {verb: frozenset(preps) for verb, preps in by_preposition.items()},
            book.words["cues with an infinitive"],
            book.words["cues that name"],
            book.words["cues that assert a noun"],
            book.words["cues of observers"],
            book.tables["stances of cue nouns"],
            book.words["adverbs of hearsay"],
            book.words["nouns of hearsay"],
            ReporterWords.of(book),
        )


@dataclass(frozen=True, slots=True)
class Brought:
    """A cue with the tokens it brings in and the token that heads its source, ``None`` where nobody is named.

    ``tells`` is false where the cue only speaks of what its content names: who condemns a raid does not report it.
    ``observed`` is true where it is one only of an observer or a document.
    """

    cue: tuple[int, ...]
    content: frozenset[int]
    source: int | None
    stance: str
    tells: bool = True
    observed: bool = False


def brought_in(sentence: Sentence, cues: CueIndex, words: SpeechWords) -> Iterator[Brought]:
    """Every cue of a sentence with its content, in the order of the cues."""
    quoted = quoted_tokens(sentence)
    tags = {tag.cue: tag for tag in by_order(sentence, cues) if tag.cue not in quoted}
    for token in sentence.tokens:
        made: Brought | None = None
        if token.pos in {"VERB", "AUX"} and token.lemma in cues.reporting:
            made = _by_verb(sentence, token, cues, words, quoted)
        elif token.pos == "NOUN" and token.lemma in words.nouns and token.i not in tags:
            made = _by_noun(sentence, token, words)
        elif token.text.lower() == "according":
            made = _according(sentence, token)
        elif token.lemma in words.hearsay and token.dep == "advmod" and sentence.tokens[token.head].pos == "VERB":
            made = Brought((token.i,), frozenset(sentence.subtree(token.head)) - {token.i}, None, "claim")
        if token.i in tags:
            made = _tagged(made, tags[token.i])
        if made is not None:
            yield made


def _tagged(made: Brought | None, tag: Tag) -> Brought:
    """What the order of the words tells of a cue, with the source that the grammar found there if it found one."""
    if made is None:
        return Brought((tag.cue,), tag.content, tag.source, tag.stance)
    begin = max(i for i in tag.content if i < tag.cue) if any(i < tag.cue for i in tag.content) else 0
    source = made.source if made.source is not None and begin < made.source < tag.cue else tag.source
    return replace(made, content=made.content | tag.content, source=source, tells=True, observed=False)


def _by_verb(
    sentence: Sentence, verb: Token, cues: CueIndex, words: SpeechWords, quoted: frozenset[int]
) -> Brought | None:
    """ "X said that ...", "..., X said", "told Y (that) ...", "called for ..."; the stance is the cue's."""
    stance = _stance(sentence, verb, cues)
    if stance is None:
        return None
    source = _source(sentence, verb, before=_lacks_subject(sentence, verb))
    self_said = source is not None and sentence.tokens[source].text.lower() in _SELF
    if stance in _PERSONAL and self_said and (verb.i in quoted or stance == "believe"):
        return None  # "I think" hedges what the speaker says anyway
    content = set(_clauses(sentence, verb, words, cues))
    tells = bool(content) or verb.lemma in words.asserting
    content = content or set(_phrases(sentence, verb, words))
    observed = not content and verb.lemma in words.observing
    if observed:
        content = {i for noun in sentence.kids(verb.i, "dobj") for i in sentence.subtree(noun.i)}
        content.update(i for kid in sentence.kids(verb.i, "ccomp") for i in sentence.subtree(kid.i))
        tells = bool(content)
    if verb.i not in quoted and _top(verb):
        below = set(sentence.subtree(verb.i))
        for quote in quotations(sentence, quoted):
            whole = not content or (not content & quote and len(quote) > _TERM)
            if whole and (quote & below or verb.dep != "advcl"):
                content.update(quote)
                tells = True
    if verb.i not in quoted and all(i < verb.i for i in content):
        before = _own_part(sentence, end_tag(sentence, verb, source), cues)
        if len(before) > len(content):
            content, tells, observed = set(before), True, False
    if source is not None:
        phrase = set(sentence.subtree(source))
        if verb.i not in phrase:
            content -= phrase
    content.discard(verb.i)
    ordered = verb.lemma in cues.manners.addressing and bool(sentence.kids(verb.i, "xcomp"))  # "are told to report"
    if not content or (source is None and (ordered or not _impersonal(sentence, verb, stance))):
        return None
    return Brought((verb.i,), frozenset(content), source, stance, tells, observed)


def _own_part(sentence: Sentence, before: frozenset[int], cues: CueIndex) -> frozenset[int]:
    """Of what stands before a speaker, the part that no one else speaks: from the last semicolon behind another cue."""
    first = 0
    spoken = False
    for token in sentence.tokens[: max(before, default=-1) + 1]:
        spoken = spoken or (token.pos == "VERB" and cues.says(token))
        if token.text == ";" and spoken:
            first, spoken = token.i + 1, False
    return frozenset(i for i in before if i >= first)


def _stance(sentence: Sentence, verb: Token, cues: CueIndex) -> str | None:
    below = {kid.lemma for kid in sentence.kids(verb.i)}
    for rest, stance in cues.reporting.get(verb.lemma, ()):
        if all(word in below for word in rest):
            return stance
    return None


def _clauses(sentence: Sentence, verb: Token, words: SpeechWords, cues: CueIndex) -> Iterator[int]:
    """The tokens of the clauses that hang from a cue, or hold it in their middle ("The raid, he said, failed")."""
    for kid in sentence.kids(verb.i, "ccomp", "xcomp", "parataxis"):
        if _apart(sentence, kid.i, verb.i):
            continue
        if is_finite(sentence, kid) or kid.i < verb.i:
            yield from _without_next_cue(sentence, kid, verb, cues)
        elif cues.sees(verb) and kid.dep == "ccomp":
            yield from sentence.subtree(kid.i)  # "saw soldiers burn the mill"
        elif verb.lemma in words.with_infinitive:
            yield from sentence.subtree(kid.i)
            for noun in sentence.kids(verb.i, "dobj", "dative"):
                yield from sentence.subtree(noun.i)
            for prep in sentence.kids(verb.i, "prep"):
                if prep.lemma == "on":  # "called on the army to leave"
                    yield from (i for noun in sentence.kids(prep.i, "pobj") for i in sentence.subtree(noun.i))
    as_said = verb.dep == "advcl" and any(m.lemma == "as" for m in sentence.kids(verb.i, "mark", "advmod"))
    if as_said and cues.says(verb) and not sentence.kids(verb.i, "ccomp", "xcomp", "dobj"):
        yield from set(sentence.subtree(verb.head)) - set(sentence.subtree(verb.i))  # "as the governor said, they fled"
    inside = verb.dep in {"parataxis", "ccomp", "dep"} and cues.says(verb)
    if inside and not sentence.kids(verb.i, "ccomp", "xcomp", "mark"):
        above = sentence.tokens[verb.head]
        held = set(sentence.subtree(above.i)) - set(sentence.subtree(verb.i))
        inserted = any(t.text in ",\"”''" for t in sentence.tokens[max(verb.i - 4, 0) : verb.i])
        if above.pos in {"VERB", "AUX"} and inserted and not _apart(sentence, above.i, verb.i):
            yield from held


def _without_next_cue(sentence: Sentence, clause: Token, verb: Token, cues: CueIndex) -> Iterator[int]:
    """A clause without a verb of speech that the parser hung on it: "denied it had fired and accused X of lying"."""
    gone: set[int] = set()
    for kid in sentence.kids(clause.i, "conj"):
        if cues.speaks(kid) and kid.tag == verb.tag and kid.i > verb.i and not sentence.kids(kid.i, "nsubj"):
            gone.update(sentence.subtree(kid.i))
    yield from (i for i in sentence.subtree(clause.i) if i not in gone)


def _phrases(sentence: Sentence, verb: Token, words: SpeechWords) -> Iterator[int]:
    """What a cue without a clause brings in: its object, or what its preposition governs."""
    named = sentence.kids(verb.i, "oprd", "attr", "acomp")
    by_as = [kid for kid in sentence.kids(verb.i, "prep") if kid.lemma == "as"]
    if verb.lemma in words.naming and (named or by_as):
        for part in (*sentence.kids(verb.i, "dobj"), *named, *by_as):
            yield from sentence.subtree(part.i)
        return
    preps = words.with_preposition.get(verb.lemma, frozenset())
    objects = sentence.kids(verb.i, "dobj", "nsubjpass")
    if verb.lemma in words.with_object and sentence.kids(verb.i, "agent"):
        for noun in sentence.kids(verb.i, "nsubjpass"):
            yield from _closely(sentence, noun)
    if verb.lemma in words.with_object:
        for noun in sentence.kids(verb.i, "dobj"):
            yield from _closely(sentence, noun)
    for holder in (verb, *objects):
        for prep in sentence.kids(holder.i, "prep"):
            if prep.lemma in preps:
                yield from _closely(sentence, prep)
                if holder is not verb:
                    yield from _closely(sentence, holder)


def _closely(sentence: Sentence, head: Token) -> Iterator[int]:
    """A phrase without the asides that follow it after a comma: "the truce, which began on Monday"."""
    gone: set[int] = set()
    below = sentence.subtree(head.i)
    for i in below:
        token = sentence.tokens[i]
        if token.dep in {"relcl", "advcl"} and i != head.i:
            first = sentence.subtree(i)[0]
            if first and sentence.tokens[first - 1].text == ",":
                gone.update(sentence.subtree(i))
    yield from (i for i in below if i not in gone)


def _top(verb: Token) -> bool:
    """Whether a cue stands where it can bring in a quotation of its sentence."""
    return verb.dep in {"ROOT", "parataxis", "ccomp", "conj", "advcl", "relcl"}


def _lacks_subject(sentence: Sentence, verb: Token) -> bool:
    return not sentence.kids(verb.i, "nsubj", "nsubjpass", "agent", "expl")


def _source(sentence: Sentence, verb: Token, *, before: bool) -> int | None:
    """The token that heads the source: the subject, an agent, what the clause hangs from, the subject above."""
    subjects = [kid.i for kid in sentence.kids(verb.i, "nsubj")]
    if subjects and not sentence.kids(verb.i, "auxpass"):
        return subjects[0]
    for agent in sentence.kids(verb.i, "agent"):
        for noun in sentence.kids(agent.i, "pobj"):
            return noun.i
    if not before:
        return None
    behind = _turned_round(sentence, verb)
    if behind is not None:
        return behind
    hung = _hung_before(sentence, verb)
    if hung is not None:
        return hung
    above = sentence.tokens[verb.head]
    if verb.dep == "conj" and above.i != verb.i and above.pos in {"VERB", "AUX"}:
        return _source(sentence, above, before=_lacks_subject(sentence, above))
    if verb.dep in {"acl", "advcl", "xcomp", "pcomp"}:
        while above.pos in {"ADP", "SCONJ"} and above.head != above.i:
            above = sentence.tokens[above.head]
        if above.pos in {"NOUN", "PROPN", "PRON"}:
            return above.i if verb.dep == "acl" and verb.tag != "VBN" else None
        passive = [kid.i for kid in sentence.kids(above.i, "nsubjpass")]
        return passive[0] if passive else _source(sentence, above, before=_lacks_subject(sentence, above))
    return None


def _turned_round(sentence: Sentence, verb: Token) -> int | None:
    """A speaker behind his cue whom the parser took for its object: '"They fled," testified a guard'."""
    if not verb.i or verb.tag not in {"VBD", "VBZ"} or sentence.tokens[verb.i - 1].text not in {*MARKS, ","}:
        return None
    told = [kid for kid in sentence.kids(verb.i, "ccomp", "parataxis") if kid.i < verb.i]
    nouns = [kid for kid in sentence.kids(verb.i, "dobj") if kid.i > verb.i]
    return nouns[0].i if (told or verb.i > _TERM) and nouns else None


def _hung_before(sentence: Sentence, verb: Token) -> int | None:
    """A speaker whom the parser took for an apposition of the last noun: "... in Conakry, a doctor there said"."""
    if verb.i == 0 or verb.dep not in {"ROOT", "ccomp", "conj"}:
        return None
    for token in sentence.tokens[max(verb.i - 12, 0) : verb.i]:
        before = sentence.tokens[token.i - 1] if token.i else None
        if token.dep in {"appos", "conj"} and token.pos in {"NOUN", "PROPN"} and before is not None:
            phrase = sentence.subtree(token.i)
            if phrase[-1] == verb.i - 1 and sentence.tokens[phrase[0] - 1].text == ",":
                return token.i
    return None


def _impersonal(sentence: Sentence, verb: Token, stance: str) -> bool:
    """Whether a cue leaves open who speaks: "it was reported that", "is said to have fled", "is accused of"."""
    passive = bool(sentence.kids(verb.i, "auxpass")) or (verb.dep == "acl" and verb.tag == "VBN")
    return passive and stance in {"speech", "claim", "accuse"}


def _apart(sentence: Sentence, one: int, other: int) -> bool:
    """Whether a semicolon parts two clauses: each then speaks for itself."""
    low, high = sorted((one, other))
    return any(token.text == ";" for token in sentence.tokens[low:high])


def _by_noun(sentence: Sentence, noun: Token, words: SpeechWords) -> Brought | None:
    """ "The minister's claim that ...": a noun of speech with a clause; whoever owns it speaks."""
    content: set[int] = set()
    for kid in sentence.kids(noun.i, "acl", "ccomp", "relcl"):
        marks = sentence.kids(kid.i, "mark")
        if marks and marks[0].text.lower() == "that" and is_finite(sentence, kid):
            content.update(sentence.subtree(kid.i))
    if not content and noun.lemma in words.rumours:
        of = [kid for kid in sentence.kids(noun.i, "prep") if kid.lemma == "of"]
        below = [kid for prep in of for kid in sentence.kids(prep.i, "pobj", "pcomp")]
        content.update(i for kid in below for i in sentence.subtree(kid.i))
    if not content:
        return None
    owners = [kid.i for kid in sentence.kids(noun.i, "poss")]
    for prep in sentence.kids(noun.i, "prep"):
        if prep.lemma in {"by", "from"}:
            owners.extend(
                kid.i
                for kid in sentence.kids(prep.i, "pobj")
                if prep.lemma == "by" or noun.lemma not in words.rumours or kid.pos == "PROPN"
            )  # "reports from the camp" name nobody
    return Brought((noun.i,), frozenset(content), owners[0] if owners else None, words.nouns[noun.lemma])


def _according(sentence: Sentence, token: Token) -> Brought | None:
    preps = [token, *sentence.kids(token.i, "prep")]
    nouns = [kid for prep in preps for kid in sentence.kids(prep.i, "pobj")]
    if not nouns:
        return None
    phrase = set(sentence.subtree(token.i))
    clause = sentence.tokens[token.head]
    while clause.head != clause.i and clause.pos not in {"VERB", "AUX"}:
        clause = sentence.tokens[clause.head]
    content = frozenset(set(sentence.subtree(clause.i)) - phrase)
    if not content:
        return None
    cue = (token.i, *(p.i for p in preps if p.i == token.i + 1))
    return Brought(cue, content, nouns[0].i, "speech")
