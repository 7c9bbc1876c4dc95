"""Which pattern an act follows, and who fills its roles: inside the clause, null rather than borrowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.claim.arguments import Arguments, together
from dateline.claim.scene import Scene
from dateline.codebook.entries import Codebook, Frame, Pattern, Slot
from dateline.codebook.parties import COORDINATED
from dateline.model import Act, Party, Sentence

_OF = "of"
_PARTY_SLOTS = ("actor", "recipient")
WORDS_OF_THE_SPEAKER = {"REQUEST", "AGREE", "THREATEN"}
"""Types whose nouns name words: what "of" brings speaks them ("the threat of the rebels")."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An act read by one pattern, with the head tokens that fill each slot."""

    act: Act
    pattern: Pattern
    fillers: Mapping[str, tuple[int, ...]]
    arguments: Arguments


def bind(scene: Scene, act: Act, args: Arguments, book: Codebook) -> Bound | None:
    """The act under the first of its patterns that its surroundings allow, or ``None``.

    Patterns with more words come first, then those whose needed words are there, then those under which more parties
    have a role, then by the codebook's precedence.
    """
    fitting: list[tuple[tuple[int, int, int, int], Bound]] = []
    for rank, (name, phrase) in enumerate(zip(act.patterns, act.phrases, strict=True)):
        pattern = book.patterns[name]
        own = replace(act, words=tuple(sorted((act.head, *phrase))))
        fillers = fill(scene, args, book.frames[pattern.frame], own)
        if allows(scene, pattern, fillers, args) and not (pattern.code == "REQUEST" and _tells(scene, own)):
            strength = _strength(scene, pattern, fillers, args)
            key = (-len(phrase), -strength, -parties_placed(scene, fillers), rank)
            fitting.append((key, Bound(own, pattern, fillers, args)))
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _tells(scene: Scene, act: Act) -> bool:
    """Whether a verb of asking only tells: its clause is in the indicative ("insisted that the army had left")."""
    sentence = scene.sentence
    for clause in () if act.nominal else sentence.kids(act.head, "ccomp"):
        helpers = {kid.tag for kid in sentence.kids(clause.i, "aux", "auxpass")}
        finite = clause.tag in {"VBD", "VBZ"} or helpers & {"VBD", "VBZ", "VBP"}
        if "MD" not in helpers and (finite or (clause.tag == "VBG" and sentence.kids(clause.i, "nsubj"))):
            return True
    return False


def parties_placed(scene: Scene, fillers: Mapping[str, tuple[int, ...]]) -> int:
    """How many of actor and recipient a party fills."""
    return sum(any(scene.party(i) for i in fillers.get(slot, ())) for slot in _PARTY_SLOTS)


def _strength(scene: Scene, pattern: Pattern, fillers: Mapping[str, tuple[int, ...]], args: Arguments) -> int:
    """How closely what a pattern needs is met: for each role 2 by a word it names, 1 by a class."""
    met = [
        max(_meets(scene, i, lemmas) for i in _of_slot(slot, fillers, args)) for slot, lemmas in pattern.needs.items()
    ]
    return sum(met)


def fill(scene: Scene, args: Arguments, frame: Frame, act: Act) -> dict[str, tuple[int, ...]]:
    """The head tokens that stand where the frame looks for each role; no token fills two roles.

    A position with a question mark is looked at only where those before it brought nothing.
    """
    out: dict[str, tuple[int, ...]] = {}
    used: set[int] = set()
    for slot, positions in frame.slots.items():
        heads: list[int] = []
        for position in positions:
            if heads and position.endswith("?"):
                continue
            found = at(scene, args, position.removesuffix("?"), frame, act)
            heads.extend(i for i in found if i not in used and i not in act.words)
        chosen = tuple(dict.fromkeys(heads))
        if chosen:
            out[slot] = chosen
            used.update(chosen)
    return out


def at(scene: Scene, args: Arguments, position: str, frame: Frame, act: Act) -> Sequence[int]:
    """The heads in one syntactic position, for verbs and for nominal events alike; times fill no role."""
    return [i for i in _standing(scene, args, position, frame, act) if i not in scene.timed]


def _standing(scene: Scene, args: Arguments, position: str, frame: Frame, act: Act) -> Sequence[int]:
    if position == "subject":
        return _subject(scene, args, frame, act)
    if position == "object":
        if act.nominal:
            named = _positions(frame)
            elsewhere = {i for prep in named - {"subject", "object"} for i in args.preps.get(prep, ())}
            if _of_is_subject(frame):
                elsewhere.update(args.preps.get(_OF, ()))
            return [i for i in args.object if i not in elsewhere]
        return args.object or (() if args.passive else _brought(scene.sentence, frame, act))
    if position == "dative":
        return args.dative
    if position == "possessive":
        return args.possessive
    if position == "holder":
        return args.holder
    if position == "clause":
        below = scene.sentence.kids(act.head, "ccomp", "acl") if act.nominal else scene.sentence.kids(act.head, "ccomp")
        return [
            kid.i for clause in below for kid in scene.sentence.kids(clause.i, "nsubj") if kid.tag not in {"WDT", "WP"}
        ]
    return args.preps.get(position, ())


def _positions(frame: Frame) -> set[str]:
    """Every position that the frame has a role for."""
    return {p.removesuffix("?") for positions in frame.slots.values() for p in positions}


def _brought(sentence: Sentence, frame: Frame, act: Act) -> list[int]:
    """What the preposition of an expression brings, where the frame has no role of its own for it: "set fire to"."""
    named = _positions(frame)
    last = [i for i in act.words if sentence.tokens[i].pos == "ADP" and sentence.tokens[i].lemma not in named]
    return [noun.i for i in last for noun in sentence.kids(i, "pobj")]


def _subject(scene: Scene, args: Arguments, frame: Frame, act: Act) -> Sequence[int]:
    if not act.nominal:
        return args.subject
    named = list(args.subject)
    if not named and (_of_is_subject(frame) or _leaves(frame, args)):
        named = list(args.preps.get(_OF, ()))
    if not any(scene.party(i) for i in named):  # "the Turkish invasion", "police raids"
        named.extend(i for i in args.compound if scene.party(i) is not None)
    return named


def _leaves(frame: Frame, args: Arguments) -> bool:
    """ "The withdrawal of Spain from the pact": where "from" brings what is left, "of" brings who leaves."""
    return "from" in args.preps and any({"object", "from"} <= set(positions) for positions in frame.slots.values())


def _of_is_subject(frame: Frame) -> bool:
    """Whether "of" brings the one who acts: where the frame has no role for an object ("a protest of students")."""
    return not any({"object", "object?", _OF, "of?"} & set(positions) for positions in frame.slots.values())


def allows(scene: Scene, pattern: Pattern, fillers: Mapping[str, tuple[int, ...]], args: Arguments) -> bool:
    """Whether the fillers are of the classes and words that the pattern asks for."""
    for slot, classes in pattern.takes.items():
        heads = fillers.get(slot, ())
        if heads and not any(scene.classes(i) & set(classes) or "any" in classes for i in heads):
            return False
    for slot, lemmas in pattern.needs.items():
        if not any(_meets(scene, i, lemmas) for i in _of_slot(slot, fillers, args)):
            return False
    return not any(
        _shut_out(scene, i, lemmas) for slot, lemmas in pattern.without.items() for i in _of_slot(slot, fillers, args)
    )


def _of_slot(slot: Slot, fillers: Mapping[str, tuple[int, ...]], args: Arguments) -> tuple[int, ...]:
    if slot in fillers:
        return fillers[slot]
    if slot == "object":
        return args.object
    return args.subject if slot == "actor" else ()


def _shut_out(scene: Scene, i: int, lemmas: frozenset[str]) -> bool:
    """Whether a pattern goes without such a filler. The words of a name are no common nouns ("the Development Bank"),
    but a named party is of its class."""
    mention = scene.party(i)
    named = mention is not None and mention.by.startswith("actor:")
    return _of_class(scene, i, lemmas) or (not named and _is_one(scene.sentence, i, lemmas))


def _of_class(scene: Scene, i: int, wanted: frozenset[str]) -> bool:
    return any(f"<{name}>" in wanted for name in scene.classes(i))


def _meets(scene: Scene, i: int, wanted: frozenset[str]) -> int:
    """2 where a head is one of the words wanted, 1 where it is of a class or sector in angle brackets, else 0."""
    if _is_one(scene.sentence, i, wanted):
        return 2
    return 1 if _of_class(scene, i, wanted) else 0


def _is_one(sentence: Sentence, i: int, lemmas: frozenset[str]) -> bool:
    """Whether a noun is one of these words, alone or with the words before it ("state of emergency" by its head)."""
    token = sentence.tokens[i]
    if token.lemma in lemmas or token.text.lower() in lemmas:
        return True
    for kid in sentence.kids(i, "compound", "amod"):
        if f"{kid.text.lower()} {token.lemma}" in lemmas:
            return True
    return any(
        f"{token.lemma} of {noun.lemma}" in lemmas
        for prep in sentence.kids(i, "prep")
        for noun in sentence.kids(prep.i, "pobj")
    )


def taken_up(scene: Scene, bound: Bound, book: Codebook) -> frozenset[int]:
    """Heads of the acts that this one takes up, so that they make no claim of their own: what is threatened, agreed,
    demanded or refused (PLOVER: one category where an event fits a category and another's shadow), or put an end to
    ("lifted the blockade")."""
    sentence = scene.sentence
    if bound.pattern.id in book.words["end their object"]:
        ended = bound.fillers.get("object", ())
        return frozenset(i for head in ended for i in (head, *together(sentence, [head])[1:]))
    if bound.pattern.code not in book.words["take up"]:
        return frozenset()
    anchors = [bound.act.head, *bound.act.words]
    if bound.act.light is not None:
        anchors.append(bound.act.light)
    heads: set[int] = set()
    todo: list[int] = []
    for anchor in anchors:
        for kid in sentence.kids(anchor, "xcomp", "ccomp", "acl", "advcl", "dobj", "pcomp", "attr", "nsubjpass"):
            if kid.dep == "advcl" and kid.tag not in {"VB", "VBG"}:
                continue
            todo.append(kid.i)
        for prep in sentence.kids(anchor, "prep", "dative"):
            todo.extend(kid.i for kid in sentence.kids(prep.i, "pobj", "pcomp"))
    while todo:
        i = todo.pop()
        if i in heads or i in anchors:
            continue
        heads.add(i)
        todo.extend(act.head for act in scene.acts if act.light == i)
        token = sentence.tokens[i]
        todo.extend(kid.i for kid in sentence.kids(i, "conj", "xcomp"))
        if token.pos == "NOUN":
            todo.extend(together(sentence, [i])[1:])
        if scene.party(i) is None:
            for prep in sentence.kids(i, "prep"):
                todo.extend(kid.i for kid in sentence.kids(prep.i, "pobj", "pcomp"))
    return frozenset(heads)


def parties(scene: Scene, heads: Sequence[int], book: Codebook, *, capitals: bool) -> list[int]:
    """Those heads that are parties, or that name one as their owner, one per mention; a capital city speaks for its
    government only where it may."""
    out: list[int] = []
    seen: set[int] = set()
    for i in (j for head in heads for j in (head, *_coordinated(scene, head))):
        if scene.party(i) is None:
            i = _owner(scene, i, book)
        mention = scene.party(i)
        if mention is None or not isinstance(mention.value, Party):
            continue
        meant = scene.meant(mention)
        if id(meant) in seen or (meant.by.startswith("capital:") and not capitals):
            continue
        seen.add(id(meant))
        out.append(i)
    return out


def _coordinated(scene: Scene, i: int) -> list[int]:
    """Tokens of the further parties that a plural role shares out: "the foreign ministers of Egypt and Turkey"."""
    mention = scene.party(i)
    if mention is None or not mention.by.startswith("role:"):
        return []
    below = set(scene.sentence.subtree(i))
    return [j for j, other in scene.actors.items() if j in below and other.by.endswith(COORDINATED)]


def _owner(scene: Scene, i: int, book: Codebook) -> int:
    """The token of the party that a thing belongs to: "an army convoy", "Israel's raid", "the decision of the court".

    What stands behind "of" is an owner only of a thing or of words ("the demands of the strikers"): of a deed it is
    whom it befell.
    """
    sentence = scene.sentence
    patterns = [book.patterns[name] for act in scene.acts if act.head == i for name in act.patterns]
    deed = any(p.code not in WORDS_OF_THE_SPEAKER for p in patterns)
    before = [kid for kid in sentence.kids(i, "poss", "compound", "amod", "nmod") if scene.party(kid.i) is not None]
    if before:  # "his Turkish counterpart"
        return min(before, key=lambda kid: kid.pos == "PRON").i
    bring = {"by"} if deed else {"of", "by", "from"} if patterns else {"of"}
    preps = [prep for prep in sentence.kids(i, "prep", "agent") if prep.lemma in bring]
    for clause in sentence.kids(i, "acl") if patterns else ():  # "the threats made by the ministry"
        preps.extend(sentence.kids(clause.i, "agent") if clause.tag == "VBN" else [])
    nouns = [noun.i for prep in preps for noun in sentence.kids(prep.i, "pobj")]
    owners = [noun for noun in nouns if scene.party(noun) is not None]
    if owners:
        return owners[0]
    for thing in (*(kid.i for kid in sentence.kids(i, "poss")), *nouns):  # "the accounts of the opposition's radio"
        owner = _owner(scene, thing, book)
        if owner != thing:
            return owner
    return i
