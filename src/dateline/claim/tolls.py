"""How many, of what and of whom: counts bound to the claim whose deed they measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.claim.scene import Scene
from dateline.claim.tollwords import TollIndex
from dateline.model import Act, Belongs, Count, Mention, Party, Scope, Sentence, Sourced, Span, Tally, Token

_NUMBERING = {"nummod", "amod", "det", "quantmod", "compound", "nmod", "advmod", "predet"}
_CIVILIANS = {None, "CVL"}
_REFLEXIVE = {"himself", "herself"}
_SINGULAR = {"he", "she", "him", "her", *_REFLEXIVE}
ONE_PERSON = "rule:one-person@1"
PERSONS = frozenset({"killed", "injured", "detained", "abducted", "released", "missing"})
"""Tolls of people that one person without a number counts in."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in its place: ``role`` is the token that stands in the sentence's grammar for what is counted, ``noun``
    the counted noun, ``verb`` the predicate it stands to, ``what`` the toll it says outright, ``earlier`` a figure that
    the report takes back for this one."""

    mention: Mention
    role: int
    noun: int | None
    verb: int | None
    what: str | None
    part_of: Mention | None
    earlier: Mention | None = None


def read_counts(scene: Scene, index: TollIndex) -> tuple[Counted, ...]:
    """Every count of a sentence with what it counts, in order."""
    out: list[Counted] = []
    for mention in scene.counts:
        made = _counted(scene, mention, index)
        if made is not None:
            out.append(made)
    by_mention = {id(one.mention): one for one in out}
    return _corrected(scene, [_like_its_whole(one, by_mention) for one in out], index)


def _corrected(scene: Scene, found: Sequence[Counted], index: TollIndex) -> tuple[Counted, ...]:
    """Figures that the report takes back go with those that stand for them: "31 dead, up from 9"."""
    out: list[Counted] = []
    for one in found:
        first = scene.sentence.within(one.mention.span)[0]
        before = " ".join(t.text.lower() for t in scene.sentence.tokens[max(0, first - 5) : first])
        after = {t.text.lower() for t in scene.sentence.tokens[first + 1 : first + 6]}
        denied = before.endswith("not") and not index.told_before.isdisjoint(after)  # "not nine as first reported"
        taken_back = denied or any(before.endswith(phrase) for phrase in index.taken_back)
        if taken_back and out:
            out[-1] = replace(out[-1], earlier=one.mention)
        elif not taken_back:
            out.append(one)
    return tuple(out)


def _like_its_whole(part: Counted, by_mention: Mapping[int, Counted]) -> Counted:
    """A part suffers what its whole suffers: "killed 17 people, including three children"."""
    whole = by_mention.get(id(part.part_of)) if part.part_of is not None else None
    if whole is None or part.what is not None:
        return part
    return replace(part, verb=whole.verb, what=whole.what)


def _counted(scene: Scene, mention: Mention, index: TollIndex) -> Counted | None:
    sentence = scene.sentence
    inside = sentence.within(mention.span)
    if not inside:
        return None
    last = sentence.head_of(mention.span)
    last = inside[-1] if last is None else last
    token = sentence.tokens[last]
    role, noun = token, None
    steps = 0
    while role.dep in _NUMBERING and role.head != role.i and steps < 4 and role.pos != "VERB":
        role = sentence.tokens[role.head]
        noun = role.i
        steps += 1
    if noun is None:
        for prep in sentence.kids(token.i, "prep"):
            if prep.lemma == "of":
                noun = next((kid.i for kid in sentence.kids(prep.i, "pobj")), None)
    if noun is not None and sentence.tokens[noun].lemma in index.shots:
        return None
    if token.dep == "pobj" and noun is None:  # "a family of five"
        group = sentence.tokens[sentence.tokens[token.head].head]
        if sentence.tokens[token.head].lemma == "of" and group.lemma in index.groups:
            role = group
    if role.pos == "VERB" and role.i not in inside:  # "killed at least 12": hung from the verb itself
        return Counted(mention, token.i, None, role.i, verb_toll(sentence, role, index), None)
    verb = _verb_of(sentence, role)
    what = _what(sentence, token, role, noun, verb, index)
    return Counted(mention, role.i, noun, verb.i if verb else None, what, _whole(scene, role, mention))


def _verb_of(sentence: Sentence, role: Token) -> Token | None:
    token = role
    while token.dep == "conj" and token.head != token.i:
        token = sentence.tokens[token.head]
    if token.dep in {"pobj"}:
        token = sentence.tokens[token.head]
    above = sentence.tokens[token.head]
    return above if above.pos in {"VERB", "AUX"} and above.i != token.i else None


def _what(
    sentence: Sentence, number: Token, role: Token, noun: int | None, verb: Token | None, index: TollIndex
) -> str | None:
    """The toll that the words themselves say: first what the verb does to the counted."""
    if verb is not None and _is_counted(sentence, role, verb):
        done = verb_toll(sentence, verb, index)
        if done is not None:
            return done
    if verb is not None and role.dep == "dobj":
        for inner in sentence.kids(verb.i, "xcomp"):  # "forcing 4,000 people to flee"
            if inner.lemma in index.verbs:
                return index.verbs[inner.lemma]
    for i in [role.i, *([noun] if noun is not None else [])]:
        token = sentence.tokens[i]
        if token.lemma in index.nouns and token.pos == "NOUN":
            return index.nouns[token.lemma]
        if token.text.lower() in index.adjectives and token.i != number.i:
            return index.adjectives[token.text.lower()]
        for kid in sentence.kids(i, "amod", "acl", "acomp", "advmod"):
            if kid.text.lower() in index.adjectives:
                return index.adjectives[kid.text.lower()]
            if kid.dep == "acl" and kid.lemma in index.verbs and kid.tag == "VBN":
                return index.verbs[kid.lemma]
    if verb is not None:
        for kid in sentence.kids(verb.i, "oprd", "acomp", "xcomp", "ccomp", "advmod", "advcl"):
            if kid.dep == "advcl" and (kid.tag != "VBN" or role.dep != "dobj"):
                continue
            if kid.text.lower() in index.adjectives and kid.i > role.i:
                return index.adjectives[kid.text.lower()]
    after = sentence.tokens[number.i + 1 : number.i + 4]
    for token in after:
        if token.text.lower() in index.adjectives:
            return index.adjectives[token.text.lower()]
        if token.pos not in {"NOUN", "ADJ", "NUM"}:
            break
    return None


def verb_toll(sentence: Sentence, verb: Token, index: TollIndex) -> str | None:
    """What a verb does to its object: "shot and killed" and "shot dead" kill, "shot at" does nothing certain."""
    what = index.verbs.get(verb.lemma)
    if what is None and verb.lemma in index.striking and _strikes_a_body(sentence, verb, index):
        what = "injured"
    if what != "injured":
        return what
    kids = sentence.kids(verb.i)
    if any(kid.dep in {"prep", "prt"} and kid.lemma in index.aimed for kid in kids) and not sentence.kids(
        verb.i, "dobj", "nsubjpass", "auxpass"
    ):
        return None
    after = sentence.tokens[verb.i + 1] if verb.i + 1 < len(sentence.tokens) else verb
    if index.adjectives.get(after.text.lower()) == "killed":  # "shot dead three policemen": the parser hangs it below
        return "killed"
    for kid in kids:
        if kid.i < verb.i and kid.dep != "advmod":
            continue
        if (
            kid.dep == "conj"
            and not sentence.kids(kid.i, "nsubj", "nsubjpass")
            and index.verbs.get(kid.lemma) == "killed"
        ):
            return "killed"
        if (
            kid.dep in {"advmod", "acomp", "oprd", "xcomp", "ccomp", "amod"}
            and index.adjectives.get(kid.text.lower()) == "killed"
        ):
            return "killed"
        if (
            kid.dep == "prep"
            and kid.lemma == "to"
            and any(index.nouns.get(noun.lemma) == "killed" for noun in sentence.kids(kid.i, "pobj"))
        ):
            return "killed"
    return what


def _strikes_a_body(sentence: Sentence, verb: Token, index: TollIndex) -> bool:
    """ "A bullet hit him", "was struck in the leg", "was hit three times by gunfire": somebody, and a part of his body
    or what was fired. "A house was hit by shells" and "the minister was hit by a scandal" hurt nobody."""
    undergo = sentence.kids(verb.i, "nsubjpass", "dobj")
    if not any(t.lemma in index.people or t.tag in {"PRP", "NNP"} or t.lemma in index.anyone for t in undergo):
        return False
    beside = [
        *sentence.kids(verb.i, "nsubj"),
        *(noun for prep in sentence.kids(verb.i, "prep", "agent", "dative") for noun in sentence.kids(prep.i, "pobj")),
    ]
    often = any(time.lemma == "time" for time in sentence.kids(verb.i, "npadvmod"))  # "was hit three times"
    return often or any(t.lemma in index.body or t.lemma in index.fired or t.lemma in index.shots for t in beside)


def harm_of(sentence: Sentence, acts: Sequence[Act], index: TollIndex) -> str | None:
    """What the words of one happening do to those whom it befalls: what kills before what hurts."""
    found: list[str] = []
    for act in acts:
        head = sentence.tokens[act.head]
        what = index.nouns.get(head.lemma) if act.nominal else verb_toll(sentence, head, index)
        words = [sentence.tokens[i] for i in sorted({*act.words, act.head})]
        what = index.verbs.get(" ".join(word.lemma for word in words), what)  # "gun down"
        if act.nominal:
            words += sentence.kids(head.i, "amod")
        if any(index.adjectives.get(word.text.lower()) == "killed" for word in words):
            what = "killed"
        if what is not None:
            found.append(what)
    return "killed" if "killed" in found else found[0] if found else None


def singles(
    scene: Scene, acts: Sequence[Act], recipients: Sequence[int], have: Sequence[Tally], index: TollIndex
) -> list[Tally]:
    """One person who is killed, shot, arrested or the like counts one, though no number says so: "killed the mayor".

    Where the act has no party as its recipient ("he was shot"), the person in its grammar counts for the event.
    """
    what = harm_of(scene.sentence, acts, index)
    if what is None or what not in PERSONS or any(tally.who is None for tally in have if tally.what == what):
        return []
    counted = {tally.who for tally in have if tally.of == "recipients"}
    out = []
    for who, i in enumerate(recipients):
        mention = scene.party(i)
        if mention is not None and who not in counted and is_one_person(scene, i, index):
            count = Sourced(Count(1, 1, "exactly"), (mention.span,), ONE_PERSON)
            dead = any(index.adjectives.get(k.text.lower()) == "killed" for k in scene.sentence.kids(i, "amod"))
            out.append(Tally("killed" if dead else what, "recipients", who, count))
    if recipients or any(tally.what == what for tally in have):
        return out
    found = {i for act in acts if not act.nominal for i in _undergoers(scene.sentence, act, index)}
    found = {i for i in found if is_one_person(scene, i, index)} or found  # "kicked in the door and shot him"
    if what == "injured" and any(_did_it_himself(scene.sentence, i, index) for i in found):
        return out
    if len(found) == 1 and is_one_person(scene, min(found), index):
        count = Sourced(Count(1, 1, "exactly"), (scene.sentence.cover(found),), ONE_PERSON)
        out.append(Tally(what, "event", None, count))
    return out


def _did_it_himself(sentence: Sentence, i: int, index: TollIndex) -> bool:
    """ "Shot himself" without a word for a mishap: most who do so die of it, so that nobody is counted as hurt."""
    verb = sentence.tokens[i].head
    mishap = any(kid.text.lower() in index.mishap for kid in sentence.kids(verb, "advmod"))
    return sentence.tokens[i].text.lower() in _REFLEXIVE and not mishap


def _undergoers(sentence: Sentence, act: Act, index: TollIndex) -> list[int]:
    """Passive subject or object; the noun that a participle belongs to ("a man shot in the leg"); who was found so
    ("officers found a man shot dead"); the subject of what he did "after being shot"."""
    head = sentence.tokens[act.head]
    above = sentence.tokens[head.head]
    found = sentence.kids(head.i, "nsubjpass", "dobj")
    if not found and head.tag == "VBN" and head.dep == "acl":
        found = [above]
    if not found and head.tag in {"VBN", "VBD"} and above.lemma in index.finding and above.i != head.i:
        found = sentence.kids(head.i, "nsubj") or sentence.kids(above.i, "nsubjpass") or sentence.kids(above.i, "dobj")
    if not found and head.dep == "pcomp" and sentence.kids(head.i, "auxpass"):
        found = sentence.kids(above.head, "nsubj", "nsubjpass")
    if found and found[0].tag in {"WP", "WDT"} and head.dep == "relcl":  # "a boy, who had been shot"
        found = [above]
    return [token.i for token in found]


def is_one_person(scene: Scene, i: int, index: TollIndex) -> bool:
    """Whether a token stands for exactly one person: a name, a noun for a person in the singular, "him"."""
    token, mention = scene.sentence.tokens[i], scene.party(i)
    if token.tag in {"NNS", "NNPS"} or i in scene.places:
        return False
    if mention is not None and isinstance(mention.value, Party) and mention.value.kind == "person":
        return True
    if token.text.lower() in _SINGULAR or token.text.lower().endswith("-year-old"):
        return True
    return token.tag in {"NN", "NNP"} and token.lemma.lower() in index.people


def _is_counted(sentence: Sentence, role: Token, verb: Token) -> bool:
    """Whether the counted undergoes the verb: its object, its passive subject, the subject of a verb without one."""
    base = role
    while base.dep == "conj" and base.head != base.i and sentence.tokens[base.head].pos != "VERB":
        base = sentence.tokens[base.head]
    if base.dep in {"dobj", "nsubjpass"}:
        return True
    joined = [verb.i, *(kid.i for kid in sentence.kids(verb.i, "conj") if not sentence.kids(kid.i, "nsubj"))]
    return base.dep == "nsubj" and not any(sentence.kids(i, "dobj") for i in joined)


def _whole(scene: Scene, role: Token, mention: Mention) -> Mention | None:
    """The count that this one is a part of: "17 people, including three children and a nurse", "five of the 17",
    "eight people, four of them officers"."""
    sentence = scene.sentence
    token = role
    while token.dep == "conj" and token.head != token.i:
        token = sentence.tokens[token.head]
    above = sentence.tokens[token.head]
    including = above.lemma in {"include", "including"} or (above.dep == "prep" and above.text.lower() == "including")
    among = token.dep == "pobj" and above.lemma in {"among"}
    inside = sentence.within(mention.span)
    listed = [t.text.lower() for t in sentence.tokens[max(0, inside[0] - 2) : inside[0]]] == ["among", "them"]
    following = [t.text.lower() for t in sentence.tokens[inside[-1] + 1 : inside[-1] + 3]]
    of_them = following in (["of", "them"], ["of", "whom"])
    if not (including or among or listed or of_them):
        return None
    first = min(above.start, mention.span.start) if including or among else mention.span.start
    earlier = [m for m in scene.counts if m.span.end <= first]
    return earlier[-1] if earlier else None


def tally(
    counted: Counted,
    what: str,
    recipients: Mapping[int, int],
    actors: Mapping[int, int],
    index: TollIndex,
    sentence: Sentence,
) -> Tally:
    """The count as a line of a claim. ``recipients`` and ``actors`` give for a token the position in that list."""
    of: Belongs = "event"
    who: int | None = None
    for i in (counted.role, counted.noun):
        if i is not None and i in recipients:
            of, who = "recipients", recipients[i]
            break
        if i is not None and i in actors:
            of, who = "actors", actors[i]
            break
    value = counted.mention.value
    assert isinstance(value, Count)
    scope: Scope = "event"
    part_of: Span | None = None
    if counted.part_of is not None:
        scope, part_of = "part", counted.part_of.span
    elif _is_cumulative(sentence, counted, index):
        scope = "cumulative"
    if of == "event" and what in PERSONS | {"displaced"} and len(set(recipients.values())) == 1:
        of, who = "recipients", next(iter(recipients.values()))
    earlier = counted.earlier.value if counted.earlier is not None else None
    assert earlier is None or isinstance(earlier, Count)
    return Tally(what, of, who, Sourced(value, (counted.mention.span,), counted.mention.by), scope, part_of, earlier)


def _is_cumulative(sentence: Sentence, counted: Counted, index: TollIndex) -> bool:
    """Whether the figure runs over a stretch: "since October", "so far this year", "in the war"."""
    verb = counted.verb if counted.verb is not None else counted.role
    words = [sentence.tokens[kid.i] for kid in sentence.kids(verb)]
    if any(kid.lemma == "since" or kid.text.lower() == "since" for kid in words):
        return True
    text = " ".join(t.text.lower() for t in sentence.tokens)
    return any(phrase in text for phrase in sorted(index.cumulative))


def added_up(scene: Scene, recipients: Sequence[int], tallies: Sequence[Tally]) -> tuple[Tally, ...]:
    """Several single persons of one kind, each told by a word of his own, are so many: "a man and a woman were shot" is
    two. Those of different sectors stay apart, as users count soldiers and civilians by themselves."""
    single: dict[str, list[Tally]] = {}
    for tally in tallies:
        count = tally.count.value
        if tally.of == "recipients" and tally.who is not None and (count.low, count.high) == (1, 1):
            single.setdefault(tally.what, []).append(tally)
    out = list(tallies)
    for what, some in single.items():
        if (
            any(t.what == what and t not in some for t in tallies)
            or len({t.who for t in some}) < len(some)
            or len(some) < 2
        ):
            continue
        mentions = [scene.party(recipients[t.who]) for t in some if t.who is not None]
        words = [tuple(scene.sentence.tokens[i].lemma for i in scene.sentence.within(m.span)) for m in mentions if m]
        if len(set(words)) < len(words):  # "the suspect" twice in a sentence is one man
            continue
        sectors = {m.value.sector if m is not None and isinstance(m.value, Party) else None for m in mentions}
        if len(sectors) > 1 and sectors != _CIVILIANS:
            continue
        spans = tuple(span for t in some for span in t.count.evidence)
        total = Sourced(Count(len(some), len(some), "exactly"), spans, "rule:added-up@1")
        out = [t for t in out if t not in some]
        out.append(Tally(what, "recipients", None, total))
    return order(out)


def order(tallies: Sequence[Tally]) -> tuple[Tally, ...]:
    return tuple(sorted(tallies, key=lambda t: (t.count.evidence[0].start, t.what)))
