"""Who stands where round a predicate: subject, object, prepositions, whether it is active, passive, a participle, a
relative clause, an infinitive or a noun.

Positions are named from the predicate's point of view, so that a frame says "actor: subject" once: the subject of "were
killed by gunmen" is "gunmen", of "the army's shelling of Goma" it is "army".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.codebook.entries import Codebook
from dateline.model import Act, Sentence, Token

_SUBJECT = ("nsubj", "csubj", "expl")
_PASSIVE_SUBJECT = ("nsubjpass", "csubjpass")
_OBJECT = ("dobj", "obj", "attr", "oprd")
_RELATIVE = {"who", "that", "which", "whom"}
_PREPOSITIONS_OF_OBJECT = ("on", "against", "at", "upon")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Head tokens by position. ``preps`` maps a preposition to what it governs; ``holder`` has what a noun names."""

    subject: tuple[int, ...] = ()
    object: tuple[int, ...] = ()
    dative: tuple[int, ...] = ()
    preps: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    possessive: tuple[int, ...] = ()
    compound: tuple[int, ...] = ()
    passive: bool = False
    holder: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """``controls_object``: verbs whose object does what follows ("urged X to leave"). ``partitives``: nouns that take
    a part or a number of what "of" brings ("hundreds of prisoners"). ``lending``: verbs whose subject does what their
    object names ("announced the suspension of aid"). ``asking``: verbs whose object is asked for what "for" brings
    ("asked Helsinki for a loan")."""

    controls_object: frozenset[str]
    partitives: frozenset[str]
    lending: frozenset[str]
    asking: frozenset[str]

    @classmethod
    def of(cls, book: Codebook) -> Grammar:
        words = book.words
        return cls(words["object control"], words["partitives"], words["lending verbs"], words["asking verbs"])


def arguments(sentence: Sentence, act: Act, grammar: Grammar) -> Arguments:
    """The arguments of an act, each head the noun that is meant: prisoners in "hundreds of prisoners"."""
    if act.nominal:
        found = _of_noun(sentence, act, grammar)
    else:
        found = _of_verb(sentence, act.head, act, grammar.controls_object, frozenset())
        if sentence.tokens[act.head].lemma in grammar.asking and "for" in found.preps and not found.dative:
            found = replace(found, dative=found.object, object=())

    def meant(heads: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(_through(sentence, i, grammar) for i in heads))

    return replace(
        found,
        subject=meant(found.subject),
        holder=meant(found.holder),
        object=meant(found.object),
        dative=meant(found.dative),
        preps={name: meant(heads) for name, heads in found.preps.items()},
    )


def _through(sentence: Sentence, i: int, grammar: Grammar) -> int:
    """The noun behind a number, a part or a sum: "some of its troops", "$2 million in aid"."""
    for _ in range(3):
        token = sentence.tokens[i]
        number = token.pos == "NUM"
        if not number and token.lemma not in grammar.partitives and token.text.lower() not in grammar.partitives:
            return i
        money = number and any(kid.pos == "SYM" for kid in sentence.kids(i))
        by = {"of", "in", "for"} if money else {"of"}
        below = [n.i for prep in sentence.kids(i, "prep") if prep.lemma in by for n in sentence.kids(prep.i, "pobj")]
        if not below or (not number and sentence.tokens[below[0]].tag == "CD"):  # "a family of four"
            return i
        i = below[0]
    return i


def together(sentence: Sentence, heads: Iterable[int]) -> tuple[int, ...]:
    """These heads with what is coordinated with them: "soldiers and police", in order."""
    out: dict[int, None] = {}
    todo = list(heads)
    while todo:
        i = todo.pop(0)
        out[i] = None
        todo.extend(kid.i for kid in sentence.kids(i, "conj") if kid.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
    return tuple(out)


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """A passive clause, or a participle that stands for one ("soldiers killed by gunmen")."""
    if sentence.kids(verb.i, "auxpass", "nsubjpass", "csubjpass"):
        return True
    if verb.tag == "VBN" and verb.dep in {"acl", "relcl"} and not sentence.kids(verb.i, "nsubj"):
        return not sentence.kids(verb.i, "dobj") or bool(sentence.kids(verb.i, "agent"))
    if verb.tag in {"VBN", "VBD"} and sentence.kids(verb.i, "agent") and not sentence.kids(verb.i, "nsubj"):
        return True
    if verb.tag == "VBN" and not sentence.kids(verb.i, "aux", "nsubj", "dobj"):
        if verb.dep == "conj":  # "was arrested and charged"
            return is_passive(sentence, sentence.tokens[verb.head])
        return verb.dep in {"advcl", "amod", "ROOT", "ccomp"}
    return False


def _of_verb(
    sentence: Sentence, head: int, act: Act | None, controls: frozenset[str], seen: frozenset[int]
) -> Arguments:
    verb = sentence.tokens[head]
    own = set(act.words) if act is not None else set()
    passive = is_passive(sentence, verb)
    subject: list[int] = []
    objects: list[int] = []
    surface = _surface_subject(sentence, verb, controls, seen)
    datives: list[int] = []
    if passive:  # "the families were given tents": whoever is given something is no object
        (datives if sentence.kids(head, "dobj") else objects).extend(surface)
        for agent in sentence.kids(head, "agent") or _shared_agent(sentence, verb):
            subject.extend(kid.i for kid in sentence.kids(agent.i, "pobj", "pcomp"))
    else:
        subject.extend(surface)
    verbs = [head, *(w for w in sorted(own) if w != head and sentence.tokens[w].pos == "VERB")]  # "threatened to bomb"
    direct = [kid.i for one in verbs for kid in sentence.kids(one, *_OBJECT) if kid.i not in own]
    if not direct and not passive:
        direct = _raised(sentence, head)
    relative = _relative_object(sentence, verb)
    objects.extend(_antecedent(sentence, verb, i) for i in direct)
    if relative is not None and not passive and not direct:
        objects.append(relative)
    for kid in sentence.kids(head, "dative"):
        datives.extend([p.i for p in sentence.kids(kid.i, "pobj")] or [kid.i])
    anchors = [head, *direct, *(w for w in sorted(own) if w != head), *(objects if passive else ())]
    preps = _with_low(sentence, _prepositions(sentence, anchors))
    if passive and not subject:
        subject.extend(preps.get("by", ()))
    for name, nouns in _prepositions(sentence, [i for i in surface if not passive]).items():
        if name in {"with", "between"}:  # "talks with the rebels broke down"
            preps.setdefault(name, nouns)
    if verb.dep == "amod" and not passive:  # "the attacking forces"
        subject.append(verb.head)
    return Arguments(
        together(sentence, subject), together(sentence, objects), together(sentence, datives), preps, passive=passive
    )


def _shared_agent(sentence: Sentence, verb: Token) -> Sequence[Token]:
    """The "by" that stands at the last of several passives: "were beaten and robbed by soldiers"."""
    for other in sentence.kids(verb.i, "conj"):
        if other.tag in {"VBN", "VBD"} and not sentence.kids(other.i, "dobj", "nsubj", "nsubjpass"):
            return sentence.kids(other.i, "agent") or _shared_agent(sentence, other)
    return []


def _raised(sentence: Sentence, verb: int) -> list[int]:
    """Whoever is to do what an infinitive says: "want the government to resign"."""
    return [
        subject.i
        for clause in sentence.kids(verb, "ccomp")
        if clause.tag == "VB" and any(kid.tag == "TO" for kid in sentence.kids(clause.i, "aux"))
        for subject in sentence.kids(clause.i, "nsubj")
    ]


def _antecedent(sentence: Sentence, verb: Token, i: int) -> int:
    """The noun that a relative pronoun stands for."""
    if sentence.tokens[i].text.lower() in _RELATIVE and sentence.tokens[i].tag in {"WP", "WDT"}:
        for above in (verb, *sentence.ancestors(verb.i)):
            if above.dep in {"relcl", "acl"}:
                return above.head
    return i


def _relative_object(sentence: Sentence, verb: Token) -> int | None:
    """The noun that a clause with its own subject describes as the object: "the town [that] rebels seized"."""
    if verb.dep == "relcl" and any(kid.text.lower() not in _RELATIVE for kid in sentence.kids(verb.i, "nsubj")):
        return verb.head
    return None


def _surface_subject(
    sentence: Sentence, verb: Token, controls: frozenset[str], seen: frozenset[int]
) -> tuple[int, ...]:
    """What stands as subject, here or where the grammar lends it from."""
    own = [kid.i for kid in sentence.kids(verb.i, *_SUBJECT[:2], *_PASSIVE_SUBJECT)]
    if own:
        return tuple(_antecedent(sentence, verb, i) for i in own)
    if verb.i in seen or verb.head == verb.i:
        return ()
    above = sentence.tokens[verb.head]
    seen = seen | {verb.i}
    if verb.dep in {"acl", "relcl"} and above.pos in {"NOUN", "PROPN", "PRON"}:
        if verb.tag == "VB":  # "the decision to attack": whoever decides
            return _nominal_subject(sentence, above, controls, seen)
        return (above.i,)
    if verb.dep == "conj" and above.pos in {"VERB", "AUX"}:
        return _surface_subject(sentence, above, controls, seen)
    if verb.dep in {"xcomp", "advcl", "ccomp", "pcomp", "prep", "dep"}:
        while above.pos in {"ADP", "SCONJ", "ADV"} and above.head != above.i:
            above = sentence.tokens[above.head]
        if above.pos in {"NOUN", "PROPN"}:
            return _nominal_subject(sentence, above, controls, seen)
        if above.pos in {"ADJ"}:
            return _surface_subject(sentence, sentence.tokens[above.head], controls, seen)
        if above.pos not in {"VERB", "AUX"} or (verb.dep == "ccomp" and verb.tag not in {"VB", "VBG"}):
            return ()
        if above.lemma in controls and verb.dep in {"xcomp", "ccomp", "pcomp", "advcl"}:
            held = [kid.i for kid in sentence.kids(above.i, "dobj", "nsubjpass", "dative")]
            if held:
                return tuple(_antecedent(sentence, above, i) for i in held)
        return _surface_subject(sentence, above, controls, seen)
    return ()


def _nominal_subject(
    sentence: Sentence, noun: Token, controls: frozenset[str], seen: frozenset[int]
) -> tuple[int, ...]:
    """Whose plan, threat or attempt it is: the possessor, else the subject of the verb that has the noun as object."""
    owners = [kid.i for kid in sentence.kids(noun.i, "poss")]
    for prep in sentence.kids(noun.i, "prep"):
        if prep.lemma == "by":
            owners.extend(kid.i for kid in sentence.kids(prep.i, "pobj"))
    if owners:
        return tuple(owners)
    above = sentence.tokens[noun.head]
    if noun.dep == "dobj" and above.pos == "VERB":
        return _surface_subject(sentence, above, controls, seen)
    return ()


def _prepositions(sentence: Sentence, anchors: Iterable[int]) -> dict[str, tuple[int, ...]]:
    """What each preposition below the anchors governs; two-word ones under both words joined ("according to")."""
    out: dict[str, list[int]] = {}
    for anchor in dict.fromkeys(anchors):
        for prep in sentence.kids(anchor, "prep", "dative", "agent", "prt"):
            nouns = [kid.i for kid in sentence.kids(prep.i, "pobj")]
            for inner in sentence.kids(prep.i, "prep"):
                deeper = [kid.i for kid in sentence.kids(inner.i, "pobj")]
                out.setdefault(f"{prep.lemma} {inner.lemma}", []).extend(deeper)
                out.setdefault(inner.lemma, []).extend(deeper)
            out.setdefault(prep.lemma, []).extend(nouns)
    return {name: together(sentence, nouns) for name, nouns in out.items() if nouns}


_LOW = ("by", "against", "to", "with", "for")


def _with_low(sentence: Sentence, preps: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The prepositions, with those that the parser hung on a noun below: "the arrest of a leader by the army"."""
    out = dict(preps)
    for heads in preps.values():
        for i in heads:
            for prep in sentence.kids(i, "prep", "agent"):
                if prep.lemma in _LOW and prep.lemma not in out:
                    out[prep.lemma] = together(sentence, [noun.i for noun in sentence.kids(prep.i, "pobj")])
    return out


def _of_noun(sentence: Sentence, act: Act, grammar: Grammar) -> Arguments:
    noun = sentence.tokens[act.head]
    controls = grammar.controls_object
    subject = [kid.i for kid in sentence.kids(noun.i, "poss")]
    compound = [kid.i for kid in sentence.kids(noun.i, "compound", "amod", "nmod") if kid.i not in act.words]
    carriers = [noun.i]
    passive = False
    if act.light is not None:
        verb = sentence.tokens[act.light]
        outer = _of_verb(sentence, act.light, None, controls, frozenset())
        passive = outer.passive
        subject = [i for i in outer.subject if i != noun.i] + subject
        carriers.append(verb.i)
    for kid in sentence.kids(noun.i, "acl", "relcl"):  # "an attack claimed by ...", "a raid carried out by ..."
        for agent in sentence.kids(kid.i, "agent"):
            if kid.lemma not in {"claim", "condemn", "denounce", "report", "describe", "follow"}:
                subject.extend(p.i for p in sentence.kids(agent.i, "pobj"))
    preps = _with_low(sentence, _prepositions(sentence, carriers))
    subject.extend(i for i in preps.get("by", ()) if i not in subject)
    verb = sentence.tokens[noun.head]
    if not subject and noun.dep in {"dobj", "nsubjpass"} and verb.lemma in grammar.lending:
        subject.extend(_of_verb(sentence, verb.i, None, controls, frozenset()).subject)
    objects = [i for name in _PREPOSITIONS_OF_OBJECT for i in preps.get(name, ())]
    objects = list(preps.get("of", ())) + objects
    return Arguments(
        together(sentence, subject),
        together(sentence, objects),
        (),
        preps,
        tuple(kid.i for kid in sentence.kids(noun.i, "poss")),
        tuple(compound),
        passive,
        together(sentence, _holder(sentence, noun, controls)),
    )


def _holder(sentence: Sentence, noun: Token, controls: frozenset[str]) -> tuple[int, ...]:
    """Who has what a noun names: "two men with wounds", "suffered a wound", "was treated for wounds"."""
    above = sentence.tokens[noun.head]
    if noun.dep == "dobj":
        return _of_verb(sentence, above.i, None, controls, frozenset()).subject
    if noun.dep != "pobj" or above.lemma not in {"with", "from", "for"}:
        return ()
    over = sentence.tokens[above.head]
    if over.pos in {"NOUN", "PROPN", "PRON", "NUM"}:
        return (over.i,) if above.lemma == "with" else ()
    found = _of_verb(sentence, over.i, None, controls, frozenset())
    return found.object if found.passive or sentence.kids(over.i, "dobj") else found.subject
