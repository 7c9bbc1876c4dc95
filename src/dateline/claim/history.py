"""Is it news or background? What in a sentence puts an act into the past behind the news at hand."""

from __future__ import annotations

import re

from dateline.claim.cues import CueIndex
from dateline.claim.predicate import Step
from dateline.model import Act, Sentence, Token

_YEAR = re.compile(r"(?:1\d|20)\d\d")
_DECADE = re.compile(r"(?:1\d|20)\d0s")
_LATEST = 2100
_FRONT = 6
"""Words like "thirty years on" stand among the first of their sentence."""

_SINCE = {"after", "since", "before"}
_BY_PREPOSITION = {"in", "by", "since", "of", "until", "between", "from", "during", "before", "after", "around"}


def background(sentence: Sentence, act: Act, index: CueIndex, year: int | None) -> Step | None:
    """The word that makes an act background, if one does. ``year`` is that of the report, ``None`` where it has none:
    then any year that the act is given in is taken for a past one."""
    heads = [act.head] if act.light is None else [act.light, act.head]
    clause = _clause(sentence, heads, index)
    for token in clause:
        if _past_year(sentence, token, year, heads):
            return Step(token.i, "historical", f"year {token.text}")
    for token in clause:
        if token.lemma == "ago" and any(_long(sentence, token, index)):
            return Step(token.i, "historical", "long ago")
        if token.lemma == "once" and token.dep == "advmod" and token.head in heads and _between(sentence, token):
            return Step(token.i, "historical", "once")
    return (
        _long_after(sentence, heads, index) or _told_of(sentence, heads, year) or _framed(sentence, heads, index, year)
    )


def _long_after(sentence: Sentence, heads: list[int], index: CueIndex) -> Step | None:
    """ "Forty years after the library burned", "a decade since anyone fled", "left two years before the town fell"; and
    "thirty years on" before a noun for the deed."""
    tokens = sentence.tokens
    for i in heads:
        for at in (i, *(t.i for t in sentence.ancestors(i))):
            word = tokens[at]
            marks = [word] if word.pos in {"ADP", "SCONJ"} else list(sentence.kids(at, "mark", "prep"))
            inside = [m for m in marks if m.text.lower() in _SINCE and (m is word or (m.dep == "mark" and at == i))]
            own = [m for m in marks if m.text.lower() == "before" and m.i > i and at == i]
            if at == i:  # "left two years before the town fell"
                own += [
                    m
                    for clause in sentence.kids(i, "advcl")
                    for m in sentence.kids(clause.i, "mark")
                    if m.text.lower() == "before" and m.i > i
                ]
            for mark in (*inside, *own):
                unit = tokens[mark.i - 1] if mark.i else None
                if unit is not None and unit.tag == "NNP" and mark.i > 1 and tokens[mark.i - 2].text == "on":
                    unit = tokens[mark.i - 3]  # "ten years on Friday since"
                if unit is not None and unit.lemma in index.manners.long_units:
                    return Step(unit.i, "historical", f"{unit.text.lower()} {mark.text.lower()}")
            if word.pos in {"VERB", "AUX"} and word.i != i and word.dep not in {"advcl", "relcl"}:
                break
        for unit in tokens[:_FRONT]:
            on = tokens[unit.i + 1].text.lower() if unit.i + 1 < len(tokens) else ""
            comma = tokens[unit.i + 2].text if unit.i + 2 < len(tokens) else ""
            past = tokens[i].pos == "NOUN" or (tokens[i].tag == "VBD" and (tokens[i].dep != "ROOT" or comma == ":"))
            if unit.lemma in index.manners.long_units and on == "on" and comma in {",", ":"} and past:
                return Step(unit.i, "historical", f"{unit.text.lower()} on")
    return None


def _told_of(sentence: Sentence, heads: list[int], year: int | None) -> Step | None:
    """A clause or infinitive about a noun that bears a past year ("the treaty of 1903, by which they leased the bay"),
    or about a year ("remember 1968 as the year when they marched"), and who lived "in my grandmother's day"."""
    tokens = sentence.tokens
    for i in heads:
        token = tokens[i]
        noun = tokens[token.head]
        if token.dep in {"relcl", "acl"} and noun.pos in {"NOUN", "PROPN"} and token.tag != "VB":
            below = [t for k in sentence.kids(noun.i, "prep", "nummod") for t in (k, *sentence.kids(k.i, "pobj"))]
            before = tokens[: noun.i] if noun.lemma in {"year", "day", "summer", "time"} else ()
            for near in (*below, *before):
                text = near.text
                if _DECADE.fullmatch(text) or (_YEAR.fullmatch(text) and int(text) < (year or _LATEST)):
                    return Step(near.i, "historical", f"year {text}")
        for prep in sentence.kids(i, "prep"):
            for day in sentence.kids(prep.i, "pobj"):
                owner = sentence.kids(day.i, "poss")
                if day.lemma in {"day", "time", "lifetime", "reign", "era", "youth"} and owner and prep.lemma == "in":
                    return Step(day.i, "historical", f"in somebody's {day.text.lower()}")
    return None


def _clause(sentence: Sentence, heads: list[int], index: CueIndex) -> list[Token]:
    """The tokens of an act's own clause, and of a time before the clause that holds it."""
    out: set[int] = set()
    todo = list(heads)
    while todo:
        i = todo.pop()
        out.add(i)
        todo.extend(
            kid.i
            for kid in sentence.kids(i)
            if kid.dep not in {"ccomp", "relcl", "advcl", "parataxis", "conj", "acl"} or _times(sentence, kid)
        )
    verb = sentence.tokens[heads[0]]
    if verb.pos == "NOUN" and verb.dep in {"nsubj", "nsubjpass", "dobj"}:
        above = sentence.tokens[verb.head]
        if above.lemma in index.manners.stages:
            out.update(
                i for kid in sentence.kids(above.i, "prep", "npadvmod", "advmod") for i in sentence.subtree(kid.i)
            )
    elif verb.dep == "conj" and sentence.tokens[verb.head].pos == "VERB" and not sentence.kids(verb.i, "nsubj"):
        above = sentence.tokens[verb.head]
        out.update(
            i
            for kid in sentence.kids(above.i, "prep", "npadvmod", "advmod")
            if kid.i < above.i and sentence.kids(above.i, "nsubj", "nsubjpass")
            for i in sentence.subtree(kid.i)
        )
    return [sentence.tokens[i] for i in sorted(out)]


def _times(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause gives the time of what it hangs from: "when the blue helmets arrived in 1999"."""
    if clause.dep == "relcl":
        return sentence.tokens[clause.head].lemma == "time"
    return clause.dep == "advcl" and any(
        kid.text.lower() in {"when", "after", "before"} for kid in sentence.kids(clause.i, "advmod", "mark")
    )


def _past_year(sentence: Sentence, token: Token, year: int | None, heads: list[int]) -> bool:
    """Whether a token is a year before the report's, standing as a time: "in 1976", "the 1988 massacre"."""
    if _DECADE.fullmatch(token.text):
        return True
    if not _YEAR.fullmatch(token.text) or token.dep not in {"pobj", "nummod", "npadvmod", "compound", "conj", "advmod"}:
        return False
    above = sentence.tokens[token.head]
    if token.dep == "pobj" and above.lemma not in _BY_PREPOSITION:
        return False
    noun = sentence.tokens[above.head]
    if token.dep == "pobj" and above.lemma == "of" and noun.i not in heads:
        prep = sentence.tokens[noun.head].lemma
        if noun.dep in {"nsubj", "nsubjpass", "dobj", "poss"} or prep in {"since", "for", "to", "about"}:
            return False  # "the order of 1942 was repealed" on Monday
    if token.dep == "nummod" and above.tag in {"NNS", "NNPS"}:
        return False  # "1500 soldiers" are no year
    return int(token.text) < (year if year is not None else _LATEST)


def _long(sentence: Sentence, ago: Token, index: CueIndex) -> list[bool]:
    """For each word before "ago", whether it is a unit of a year or more."""
    return [sentence.tokens[i].lemma in index.manners.long_units for i in sentence.subtree(ago.i)]


def _between(sentence: Sentence, once: Token) -> bool:
    """Whether "once" stands just before its verb: "had once hidden", not "once the siege was over"."""
    verb = sentence.tokens[once.head]
    return once.i < verb.i and all(t.dep in {"aux", "auxpass", "advmod"} for t in sentence.tokens[once.i + 1 : verb.i])


def _framed(sentence: Sentence, heads: list[int], index: CueIndex, year: int | None) -> Step | None:
    """What frames an act as history from outside: "the last time he came", "historians say", "a century after"."""
    for i in heads:
        token = sentence.tokens[i]
        above = sentence.tokens[token.head]
        if token.dep == "relcl" and above.lemma == "time" and any(k.lemma == "last" for k in sentence.kids(above.i)):
            return Step(above.i, "historical", "the last time")
        dated = _dated(sentence, token, year)
        if dated is not None:
            return Step(dated.i, "historical", f"{above.text.lower()} {dated.text.lower()}")
        if token.dep == "pobj" and above.lemma in {"after", "since", "before"}:
            units = [k for k in sentence.kids(above.i, "npadvmod") if k.lemma in index.manners.long_units]
            if units:
                return Step(units[0].i, "historical", f"{units[0].text.lower()} {above.text.lower()}")
        for verb in (token, *sentence.ancestors(i)):
            for subject in sentence.kids(verb.i, "nsubj"):
                if subject.lemma in index.manners.chroniclers and subject.i not in heads:
                    return Step(subject.i, "historical", f"told by {subject.text.lower()}")
    return _phrase(sentence, index)


def _dated(sentence: Sentence, noun: Token, year: int | None) -> Token | None:
    """What dates a noun back: "the agreement dates from before the war", "the crater is from 2016"."""
    verb = sentence.tokens[noun.head]
    if noun.dep != "nsubj" or noun.pos != "NOUN" or verb.lemma not in {"date", "be", "stem"}:
        return None
    for prep in sentence.kids(verb.i, "prep"):
        if prep.lemma != "from" or prep.i < verb.i:
            continue
        for day in sentence.kids(prep.i, "pobj"):
            if _YEAR.fullmatch(day.text) and int(day.text) < (year or _LATEST):
                return day
        if verb.lemma == "date" and sentence.kids(prep.i, "prep"):
            return prep
    back = [kid for kid in sentence.kids(verb.i, "advmod", "prt") if kid.text.lower() == "back"]
    return back[0] if verb.lemma == "date" and back else None


def _phrase(sentence: Sentence, index: CueIndex) -> Step | None:
    """A phrase of the codebook that puts a whole sentence behind the news."""
    low = [token.text.lower() for token in sentence.tokens]
    for at, word in enumerate(low):
        for phrase in index.manners.history_phrases.get(word, ()):
            last = at + len(phrase) - 1
            if tuple(low[at : last + 1]) == phrase and sentence.tokens[last].head <= last:  # no "in the past two weeks"
                return Step(at, "historical", " ".join(phrase))
    return None
