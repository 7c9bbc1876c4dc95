"""Where and when: bound in the act's own clause first, then by a named rule, else left open.

Three errors are what users of event data distrust most: another paragraph's place, the speaker's date, the publication
date standing in.  So nothing crosses from another sentence but the dateline's place, and that only into the lead.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.claim.cues import CueIndex
from dateline.claim.scene import Scene
from dateline.model import Act, Mention, Party, Place, Sentence, Sourced, Span, Token, When

_FINENESS = {"exact": 0, "town": 1, "district": 2, "province": 3, "country": 4, "region": 5}
_AT = {
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "around",
    "on",
    "across",
    "throughout",
    "along",
    "between",
    "off",
    "over",
}
_TOWARDS = {"to", "into", "toward", "towards", "from", "of", "through", "onto"}
_SHOWN = {"near", "outside", "around", "between", "along", "off", "across", "throughout"}
_SIDES = {"between", "among", "with", "against", "by"}
_LEAD_SENTENCES = 2


def place_of(
    scene: Scene, act: Act, cues: CueIndex, acts: frozenset[int], lead: Mention | None
) -> Sourced[Place] | None:
    """The place of an act. ``acts`` are the heads of all acts of the sentence; ``lead`` the dateline's place, given
    only for the first sentences of a report."""
    sentence = scene.sentence
    places = _unique(scene.places.values())
    for level, rule in ((_own, "rule:clause-place@1"), (_outer, "rule:governing-clause-place@1")):
        chosen = [m for m in places if level(scene, act, m, cues, acts) and not _is_side(scene, m)]
        ranked = sorted(chosen, key=lambda m: (*_standing(sentence, m), _fineness(m), m.span.start))
        if all(_fineness(m) >= _FINENESS["country"] for m in ranked) and (moment := _moment(sentence, act)) is not None:
            found = [m for m in places if _own(scene, moment, m, cues, acts) and not _is_side(scene, m)]
            finer = [m for m in found if _fineness(m) < _FINENESS["country"] and _standing(sentence, m) == (0,)]
            if finer:
                ranked, rule = sorted(finer, key=lambda m: (_fineness(m), m.span.start)), "rule:when-clause-place@1"
        if ranked and _standing(sentence, ranked[0])[0] < 2:
            best = ranked[0]
            value = best.value
            assert isinstance(value, Place)
            return Sourced(value, (_with_preposition(sentence, best),), f"{best.by}+{rule}")
    if lead is not None and sentence.index < _LEAD_SENTENCES and isinstance(lead.value, Place) and not places:
        return Sourced(lead.value, (lead.span,), f"{lead.by}+rule:dateline-place@1", ("dateline",))
    return None


def time_of(scene: Scene, act: Act, cues: CueIndex, acts: frozenset[int]) -> Sourced[When] | None:
    """The days of an act: a date or time in its clause, else in the clause that governs it; never the speaker's."""
    times = [m for m in scene.times if isinstance(m.value, When) and m.value.kind in {"date", "time"}]
    times = [m for m in times if isinstance(m.value, When) and (m.value.first or m.value.last)]
    for level, rule in ((_own, "rule:clause-time@1"), (_outer, "rule:governing-clause-time@1")):
        chosen = [m for m in times if level(scene, act, m, cues, acts)]
        if chosen:
            best = min(chosen, key=lambda m: (_days(m), abs(m.span.start - scene.sentence.tokens[act.head].start)))
            value = best.value
            assert isinstance(value, When)
            return Sourced(
                value, (_with_preposition(scene.sentence, best, always=True),), f"{best.by}+{rule}", best.leaning_on
            )
    return None


def _moment(sentence: Sentence, act: Act) -> Act | None:
    """The predicate of the "when" clause of a deed, which tells where it was: "killed two when their patrol drove over
    a mine near Fada"."""
    for clause in sentence.kids(act.head, "advcl"):
        if clause.i > act.head and any(kid.text.lower() == "when" for kid in sentence.kids(clause.i)):
            return Act(act.sentence, clause.i, (clause.i,), nominal=False)
    return None


def _days(mention: Mention) -> int:
    value = mention.value
    assert isinstance(value, When)
    if value.first is None or value.last is None:
        return 10_000
    return (value.last - value.first).days


def _unique(mentions: Iterable[Mention]) -> list[Mention]:
    return list({id(mention): mention for mention in mentions}.values())


def _fineness(mention: Mention) -> int:
    return _FINENESS[mention.value.precision] if isinstance(mention.value, Place) else 9


def _preposition(sentence: Sentence, mention: Mention) -> Token | None:
    head = sentence.head_of(mention.span)
    if head is None:
        return None
    token = sentence.tokens[head]
    while token.dep in {"appos", "conj", "compound", "nmod"} and token.head != token.i:
        token = sentence.tokens[token.head]
    above = sentence.tokens[token.head]
    return above if token.dep == "pobj" and above.pos in {"ADP", "SCONJ", "ADV"} else None


def _is_side(scene: Scene, mention: Mention) -> bool:
    """Whether a name is that of a side and no place: "between Israel and Hamas", "against Iran"; "between Goma and
    Sake" is a place, as towns do not act."""
    prep = _preposition(scene.sentence, mention)
    if prep is not None and prep.lemma == "on" and isinstance(mention.value, Place):
        return mention.value.precision == "country"  # "declared war on Chad"
    if prep is None or prep.lemma not in _SIDES:
        return False
    named = [token.i for kid in scene.sentence.kids(prep.i, "pobj") for token in (kid, *_joined(scene.sentence, kid))]
    return any(_acts(scene, i) for i in named)


def _joined(sentence: Sentence, token: Token) -> list[Token]:
    """What is coordinated with a token."""
    out: list[Token] = []
    for kid in sentence.kids(token.i, "conj"):
        out += [kid, *_joined(sentence, kid)]
    return out


def _acts(scene: Scene, i: int) -> bool:
    """Whether a noun is a party that can be a side: a country, a body, armed people."""
    mention = scene.party(i)
    if mention is None or not isinstance(mention.value, Party):
        return False
    return mention.value.kind == "country" or mention.value.entity is not None or mention.value.sector is not None


def _standing(sentence: Sentence, mention: Mention) -> tuple[int]:
    """0 where a preposition of place brings it in, 1 where it is the object or a way, 2 where it owns or acts."""
    prep = _preposition(sentence, mention)
    if prep is not None:
        if prep.lemma in _AT:
            return (0,)
        return (1,) if prep.lemma in _TOWARDS else (2,)
    head = sentence.head_of(mention.span)
    if head is None:
        return (2,)
    dep = sentence.tokens[head].dep
    if dep in {"npadvmod", "advmod", "appos", "dobj", "nsubjpass"}:
        return (1,)
    return (1,) if dep in {"compound", "poss"} else (2,)


def _with_preposition(sentence: Sentence, mention: Mention, *, always: bool = False) -> Span:
    prep = _preposition(sentence, mention)
    if prep is not None and prep.start < mention.span.start and (always or prep.lemma in _SHOWN):
        between = mention.span.start - prep.end
        if 0 <= between <= 25:
            return Span(prep.start, mention.span.end, mention.span.part)
    return mention.span


def _own(scene: Scene, act: Act, mention: Mention, cues: CueIndex, acts: frozenset[int]) -> bool:
    """Whether a mention hangs from the act itself, with nothing between but nouns that are no parties of their own."""
    sentence = scene.sentence
    head = sentence.head_of(mention.span)
    if head is None:
        return False
    heads = {act.head, *act.words} | ({act.light} if act.light is not None else set())
    below = head
    for above in sentence.ancestors(head):
        if above.i in heads:
            return True
        parting = above.dep == "prep" and above.pos == "VERB"  # "killed 17, including three children, in Beni"
        if above.pos in {"VERB", "AUX"} and sentence.tokens[below].dep not in {"aux", "auxpass"} and not parting:
            return False
        if above.pos in {"NOUN", "PROPN"} and above.i not in heads:
            link = _link(sentence, head, above.i)
            if (
                scene.party(above.i) is not None
                and above.i not in scene.places
                and link in {"from", "of", "poss", "compound"}
            ):
                return False
        below = above.i
    return False


def _link(sentence: Sentence, low: int, high: int) -> str:
    """The preposition or relation by which a noun stands below another."""
    at = low
    while sentence.tokens[at].head != high:
        at = sentence.tokens[at].head
    token = sentence.tokens[at]
    return token.lemma if token.dep == "prep" else token.dep


def _outer(scene: Scene, act: Act, mention: Mention, cues: CueIndex, acts: frozenset[int]) -> bool:
    """Whether a mention hangs from the predicate that governs the act, if that predicate reports nobody's words.

    A deed that somebody is accused of, or that somebody condemns, was done before: its day is not that of the words.
    """
    sentence = scene.sentence
    start = act.light if act.light is not None else act.head
    token = sentence.tokens[start]
    if token.dep in {"ccomp", "relcl", "parataxis", "ROOT"} or token.head == token.i:
        return False
    for above in sentence.ancestors(start):
        if above.pos not in {"VERB", "AUX"}:
            continue
        if above.lemma in cues.reporting and (above.i not in acts or (act.nominal and cues.looks_back(above))):
            return False
        return _own(scene, Act(act.sentence, above.i, (above.i,), nominal=False), mention, cues, acts)
    return False
