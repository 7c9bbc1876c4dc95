"""One act on its way to a claim: the one place where a claim is put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.claim.arguments import together
from dateline.claim.attribution import Reported, speaker
from dateline.claim.cues import CueIndex
from dateline.claim.noise import NoiseIndex
from dateline.claim.roles import Bound, parties
from dateline.claim.scene import Scene
from dateline.claim.settings import place_of, time_of
from dateline.claim.shadows import ShadowWords
from dateline.claim.sources import SourceClasses, source_span
from dateline.claim.speech import SpeechWords
from dateline.claim.status import UNDENIED, Judged
from dateline.claim.things import ThingIndex, instruments_of, modes_of, objects_of
from dateline.claim.tolls import Counted, added_up, harm_of, read_counts, singles, tally
from dateline.claim.tollwords import TollIndex
from dateline.codebook.entries import Codebook
from dateline.model import (
    Act,
    Blame,
    Blamed,
    Certainty,
    Claim,
    Document,
    InRole,
    Mention,
    Outcome,
    Party,
    Said,
    Sentence,
    Sourced,
    Span,
    Status,
    Tally,
    When,
    identify,
)

OLD = timedelta(days=92)
"""An event whose last day lies more than a quarter of a year before publication is background, not the news at hand."""

_VERBAL = {1, 3}
_LAID = {"pcomp", "xcomp", "conj", "pobj", "prep", "ccomp"}
_SELF_TOLD = {"ceasefire", "curfew", "martial-law"}
"""Modes whose deed is told by the place alone: "the truce held in Aden"."""

_OWN_FORCES = {"MOBILIZE", "RETREAT"}
"""Types in which forces that are moved without a word of who moves them are themselves the actor."""

_ARMED = {"MIL", "REB", "PRM", "UAF", "COP"}


@dataclass(frozen=True, slots=True)
class ClaimIndex:
    """All that claim-making looks up, built once from the codebook."""

    cues: CueIndex
    tolls: TollIndex
    things: ThingIndex
    sources: SourceClasses
    speech: SpeechWords
    noise: NoiseIndex
    shadows: ShadowWords
    claiming: Mapping[str, tuple[tuple[str, ...], ...]]
    occurring: frozenset[str]

    @classmethod
    def of(cls, book: Codebook) -> ClaimIndex:
        claiming: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(book.words["claims of responsibility"]):
            verb, *rest = words.split()
            claiming.setdefault(verb, []).append(tuple(rest))
        return cls(
            CueIndex.of(book),
            TollIndex.of(book),
            ThingIndex.of(book),
            SourceClasses.of(book),
            SpeechWords.of(book),
            NoiseIndex.of(book),
            ShadowWords.of(book),
            {verb: tuple(sorted(phrases, key=len, reverse=True)) for verb, phrases in claiming.items()},
            frozenset(w.split()[0] for w in (*book.words["occurrence verbs"], *book.words["undergoing verbs"])),
        )


def claims(sentence: Sentence, verb: int, phrase: Sequence[str], deed: int) -> bool:
    """Whether a deed hangs from its claimer's verb by the words of this phrase: "claim", "responsibility", "for"."""
    chain = [deed]
    while chain[-1] != verb:
        above = sentence.tokens[chain[-1]].head
        if above == chain[-1]:
            return False
        chain.append(above)
    between = [sentence.tokens[i].lemma for i in reversed(chain[1:-1])]
    return between == list(phrase) and sentence.tokens[deed].dep in {"pobj", "dobj", "pcomp"}


def action_span(sentence: Sentence, act: Act) -> Span:
    """The words of an act: a verb with its auxiliaries and particles, or a noun with its light verb, gaps marked."""
    words = set(act.words) | {act.head}
    verb = act.light if act.light is not None else (None if act.nominal else act.head)
    if verb is not None:
        words.add(verb)
        words.update(kid.i for kid in sentence.kids(verb, "auxpass", "prt"))
        words.update(kid.i for kid in sentence.kids(verb, "aux") if kid.lemma in {"be", "have"})
    chosen = sorted(words)
    runs: list[list[int]] = [[chosen[0], chosen[0]]]
    for i in chosen[1:]:
        if i == runs[-1][1] + 1:
            runs[-1][1] = i
        else:
            runs.append([i, i])
    span = sentence.cover(chosen)
    if len(runs) == 1:
        return span
    pieces = tuple((sentence.tokens[a].start, sentence.tokens[b].end) for a, b in runs)
    return Span(span.start, span.end, span.part, pieces)


@dataclass(frozen=True, slots=True)
class Draft:
    """One act on its way to a claim. ``day`` is the report's: of its publication, or that its dateline names."""

    document: Document
    scene: Scene
    bound: Bound
    lent: Sequence[Bound]
    judged: Judged
    reported: Sequence[Reported]
    all_bound: Sequence[Bound]
    book: Codebook
    index: ClaimIndex
    share: float | None = None
    day: date | None = None

    def claim(
        self,
        contexts: tuple[Sourced[str], ...],
        embedded: Sequence[str],
        lead: Mention | None,
        used: dict[tuple[str, int, int], int],
    ) -> Claim | None:
        scene, bound = self.scene, self.bound
        sentence, act, pattern = scene.sentence, bound.act, bound.pattern
        action = action_span(sentence, act)
        said = speaker(act.head, sentence.index, self.reported)
        accuser = self._accuser()
        capitals = self.book.event_types[pattern.code].quad in _VERBAL or pattern.code in {
            "SANCTION",
            "AID",
            "COOPERATE",
        }
        actor_heads = parties(scene, self._actor_heads(accuser), self.book, capitals=True)
        recipient_heads = parties(scene, bound.fillers.get("recipient", ()), self.book, capitals=capitals)
        blamed = self._blame(said, accuser, actor_heads)
        actors = tuple(self._in_role(i, blamed) for i in actor_heads)
        recipients = tuple(self._in_role(i, None) for i in recipient_heads)
        objects = tuple(
            dict.fromkeys(t for one in (bound, *self.lent) for t in objects_of(scene, one, self.index.things))
        )
        clause = self._clause()
        instruments = (
            instruments_of(scene, clause, self.index.things)
            if pattern.code in {"ASSAULT", "THREATEN", "MOBILIZE"}
            else ()
        )
        heads = frozenset(b.act.head for b in self.all_bound)
        places = (place_of(scene, a, self.index.cues, heads, lead) for a in self._acts())
        place = next((found for found in places if found is not None), None)
        times = (time_of(scene, a, self.index.cues, heads) for a in self._acts())
        when = next((found for found in times if found is not None), None)
        counts = self._counts(actor_heads, recipient_heads)
        if not (actors or recipients or objects or counts) and not self._stands_alone(place is not None):
            return None
        status, certainty = self._status(when, accuser is not None, said)
        outcome: Outcome | None = None
        if status.value in {"happened", "historical"}:
            foiled = pattern.outcome == "foiled" or self.judged.foiled
            outcome = "foiled" if foiled else "attempted" if self.judged.attempted else "done"
        key = (action.part, action.start, action.end)
        ordinal = used.get(key, 0)
        used[key] = ordinal + 1
        return Claim(
            id=identify(self.document.id, list(key), ordinal),
            document=self.document.id,
            action=action,
            sentence=sentence.span,
            event_type=Sourced(pattern.code, (action,), pattern.by),
            status=status,
            certainty=certainty,
            modes=self._lent_modes(modes_of(scene, bound, instruments, embedded, self.book, self.index.things, action)),
            contexts=tuple(c for c in contexts if c.evidence[0].part == action.part),
            outcome=Sourced(outcome, (action,), "rule:outcome@1") if outcome else None,
            actors=actors,
            recipients=recipients,
            objects=objects,
            instruments=instruments,
            place=place,
            when=when,
            counts=counts,
            said_by=self._said(said, accuser),
            confidence=(("event_type", round(self.share, 2)),) if self.share is not None else (),
        )

    def _acts(self) -> list[Act]:
        return [self.bound.act, *(b.act for b in self.lent)]

    def _clause(self) -> list[int]:
        """The tokens of the clause: all below its predicates but what other claims of the sentence head."""
        sentence = self.scene.sentence
        own = {b.act.head for b in (self.bound, *self.lent)}
        others = {b.act.head for b in self.all_bound} - own
        keep: set[int] = set()
        for act in self._acts():
            top = act.light if act.light is not None else act.head
            todo = [top, act.head]
            while todo:
                i = todo.pop()
                if i in keep or i in others:
                    continue
                keep.add(i)
                todo.extend(kid.i for kid in sentence.kids(i) if kid.dep not in {"parataxis", "ccomp"})
        return sorted(keep)

    def _lent_modes(self, have: tuple[Sourced[str], ...]) -> tuple[Sourced[str], ...]:
        allowed = self.book.event_types[self.bound.pattern.code].modes
        known = {mode.value for mode in have}
        out = list(have)
        for other in self.lent:
            for mode in other.pattern.modes:
                if mode in allowed and mode not in known:
                    known.add(mode)
                    out.append(Sourced(mode, (action_span(self.scene.sentence, other.act),), other.pattern.by))
        return tuple(sorted(out, key=lambda mode: mode.value))

    def _in_role(self, i: int, blame: Blamed | None) -> InRole:
        mention = self.scene.party(i)
        assert mention is not None and isinstance(mention.value, Party)
        meant = self.scene.meant(mention)
        if meant is mention:
            return InRole(Sourced(mention.value, (mention.span,), mention.by, mention.leaning_on), blame)
        by = f"{meant.by}+{mention.by}"
        return InRole(Sourced(mention.value, (meant.span, mention.span), by, meant.leaning_on), blame)

    def _stands_alone(self, placed: bool) -> bool:
        """Whether an act without any party is told all the same: violence or protest at a place, in a passive, by a
        bomb or the like, or as a noun that something says took place ("clashes erupted in Goma")."""
        bound, sentence = self.bound, self.scene.sentence
        told = bound.pattern.code in {"ASSAULT", "PROTEST"} or _SELF_TOLD & set(bound.pattern.modes)
        if not told or not placed:
            return False
        if bound.act.nominal:
            if bound.act.light is not None or self.judged.foiled:
                return True
            token = sentence.tokens[bound.act.head]
            above = sentence.tokens[token.head]
            return token.dep in {"nsubj", "nsubjpass", "dobj"} and above.lemma in self.index.occurring
        return bound.arguments.passive or "actor" in bound.pattern.needs

    def _actor_heads(self, accuser: Bound | None) -> tuple[int, ...]:
        """Who acts; for a deed laid to somebody's charge or claimed by somebody, without other actor, that party."""
        own = self.bound.fillers.get("actor", ())
        if own:
            return own
        if accuser is not None:
            recipients = self.bound.fillers.get("recipient", ())
            return tuple(i for i in accuser.fillers.get("recipient", ()) if i not in recipients)
        if self.bound.pattern.code in _OWN_FORCES:
            forces = [i for i in self.bound.fillers.get("object", ()) if self.scene.classes(i) & _ARMED]
            if forces:
                return tuple(forces)
        claimer = self._claimer()
        return (claimer,) if claimer is not None else ()

    def _claimer(self) -> int | None:
        """The subject of the words by which a party takes the deed upon itself: "claimed responsibility for it"."""
        sentence = self.scene.sentence
        for verb in sentence.ancestors(self.bound.act.head):
            if verb.pos != "VERB":
                continue
            for phrase in self.index.claiming.get(verb.lemma, ()):
                if claims(sentence, verb.i, phrase, self.bound.act.head):
                    subjects = sentence.kids(verb.i, "nsubj") or [
                        noun for by in sentence.kids(verb.i, "agent") for noun in sentence.kids(by.i, "pobj")
                    ]
                    return subjects[0].i if subjects else None
            return None
        return None

    def _accuser(self) -> Bound | None:
        """The accusation that this act is the content of: "accused the army of shelling the town"."""
        sentence = self.scene.sentence
        for other in self.all_bound:
            if other.pattern.code != "ACCUSE" or other.act.head == self.bound.act.head:
                continue
            at = self.bound.act.head
            while sentence.tokens[at].head != at and (
                sentence.tokens[at].dep in _LAID or at in other.fillers.get("recipient", ())
            ):
                below, at = sentence.tokens[at], sentence.tokens[at].head
                if at == other.act.head:
                    if below.dep == "conj":  # "condemned the attack and promised help" accuses of no help
                        break
                    last = sentence.tokens[self.bound.act.head]
                    return other if last.pos == "VERB" or last.dep == "pobj" else None
        return None

    def _blame(self, said: Reported | None, accuser: Bound | None, actors: Sequence[int]) -> Blamed:
        """How the actor came to be named: in the report's own voice, by itself, or by an accuser."""
        if accuser is not None:
            return Blamed("accused", self._said_by_accuser(accuser))
        if not self.bound.fillers.get("actor") and actors and self.bound.pattern.code not in _OWN_FORCES:
            return Blamed("claimed")
        if said is None:
            return Blamed("stated")
        kinds: dict[str, Blame] = {"accuse": "accused", "deny": "denied"}
        named = {
            (m.value.entity, m.value.name) for m in map(self.scene.party, actors) if m and isinstance(m.value, Party)
        }
        speaking = said.said.party
        if speaking is not None and (speaking.entity or speaking.name) and (speaking.entity, speaking.name) in named:
            return Blamed("claimed")
        if said.stance in kinds:
            return Blamed(kinds[said.stance], said.said)
        return Blamed("possible", said.said) if self.judged.certainty == "possible" else Blamed("stated")

    def _said_by_accuser(self, accuser: Bound) -> Said | None:
        heads = accuser.fillers.get("actor", ())
        if not heads:
            return None
        span, mention = source_span(self.scene, heads[0])
        words = " ".join(self.scene.sentence.tokens[i].text for i in self.scene.sentence.within(span))
        party = mention.value if mention is not None and isinstance(mention.value, Party) else None
        cue = action_span(self.scene.sentence, accuser.act)
        return Said(span, self.index.sources.of_source(words, mention), cue, "indirect", None, party)

    def _said(self, said: Reported | None, accuser: Bound | None) -> Sourced[Said] | None:
        value = said.said if said is not None else self._said_by_accuser(accuser) if accuser is not None else None
        evidence = tuple(span for span in (value.source, value.cue) if span is not None) if value is not None else ()
        if value is None or not evidence:
            return None  # a quotation that nobody is named for is the report's own
        return Sourced(value, evidence, "rule:reported-speech@1" if said is not None else "rule:accuser@1")

    def _status(
        self, when: Sourced[When] | None, accused: bool, said: Reported | None
    ) -> tuple[Sourced[Status], Sourced[Certainty]]:
        """The status from the walk; background by its date or the codebook's words for history."""
        sentence, judged = self.scene.sentence, self.judged
        action = action_span(sentence, self.bound.act)
        spans = tuple(sentence.cover([step.token]) for step in judged.steps)
        evidence = spans or (action,)
        by = "rule:status-walk@1"
        status: Status = judged.status
        certainty: Certainty = judged.certainty
        leaning: tuple[str, ...] = ()
        if status == "happened" and when is not None and when.value.last is not None and self.day is not None:
            base = ("published",) if self.document.day is not None else ("dateline",)
            if self.day - when.value.last > OLD:
                status, evidence, by, leaning = "historical", when.evidence, "rule:old-date@1", base
            elif when.value.first is not None and when.value.first > self.day:
                status, evidence, by, leaning = "future", when.evidence, "rule:date-ahead@1", base
        if status == "happened":
            shown = [t.i for t in sentence.tokens if t.lemma in self.index.cues.cues.history]
            if shown:
                status, evidence, by = "historical", (sentence.cover(shown[:1]),), "rule:history-word@1"
        if accused and certainty == "certain":
            certainty = "unknown"
        undenied = any(step.why.startswith(UNDENIED) for step in judged.steps)  # "does not deny that he fled"
        deniable = not undenied and self.bound.pattern.code != "ACCUSE"  # a charge that is denied was made
        if said is not None and said.stance == "deny" and status == "happened" and deniable:
            status, evidence, by = "negated", (said.said.cue,) if said.said.cue else evidence, "rule:denied@1"
        return Sourced(status, evidence, by, leaning), Sourced(certainty, evidence, by, leaning)

    def _counts(self, actors: Sequence[int], recipients: Sequence[int]) -> tuple[Tally, ...]:
        """Counts whose predicate is this act or one it takes in, and those of its own parties."""
        scene = self.scene
        recipient_at = self._positions(recipients)
        actor_at = self._positions(actors)
        heads = {b.act.head for b in (self.bound, *self.lent)} | {
            b.act.light for b in (self.bound, *self.lent) if b.act.light is not None
        }
        out: dict[tuple[int, str], Tally] = {}
        for counted in read_counts(scene, self.index.tolls):
            if not self._mine(counted, heads, recipient_at, actor_at):
                continue
            what = counted.what or self._what(counted, recipient_at, actor_at)
            if what is None:
                continue
            made = tally(counted, what, recipient_at, actor_at, self.index.tolls, scene.sentence)
            out[(made.count.evidence[0].start, what)] = made
        found = list(out.values())
        found += singles(scene, self._acts(), recipients, found, self.index.tolls)
        return added_up(scene, recipients, found)

    def _positions(self, heads: Sequence[int]) -> Mapping[int, int]:
        at: dict[int, int] = {}
        for position, head in enumerate(heads):
            mention = self.scene.party(head)
            if mention is not None:
                at.update(dict.fromkeys(self.scene.sentence.within(mention.span), position))
            at[head] = position
        return at

    def _mine(
        self, counted: Counted, heads: set[int], recipients: Mapping[int, int], actors: Mapping[int, int]
    ) -> bool:
        if counted.verb in heads or counted.role in heads or counted.noun in heads:
            return True
        if counted.role in recipients or counted.role in actors or counted.noun in recipients or counted.noun in actors:
            return True
        if counted.what is None or self.bound.pattern.code not in {"ASSAULT", "COERCE", "PROTEST", "RETREAT"}:
            return False
        for above in self.scene.sentence.ancestors(counted.role):  # "an attack left 12 dead", "twelve dead in a raid"
            if above.i in heads:
                return True
            if above.pos in {"VERB", "AUX"}:
                own = above.i in {b.act.head for b in self.all_bound}
                if above.dep == "relcl" and not own and heads & set(together(self.scene.sentence, [above.head])):
                    # "a shooting that left two men wounded"
                    return any(k.tag in {"WP", "WDT"} for k in self.scene.sentence.kids(above.i, "nsubj"))
                below = {k.i for k in self.scene.sentence.kids(above.i) if k.pos == "NOUN"}
                return bool(below & heads) and not own
        return False

    def _what(self, counted: Counted, recipients: Mapping[int, int], actors: Mapping[int, int]) -> str | None:
        """What a count of the act's own parties measures where no word says it."""
        sentence = self.scene.sentence
        of_actors = counted.role in actors or counted.noun in actors
        of_recipients = counted.role in recipients or counted.noun in recipients
        if of_actors and counted.mention.by == "rule:article@1":
            return None
        if of_recipients or counted.role in self.bound.fillers.get("recipient", ()):
            return harm_of(sentence, self._acts(), self.index.tolls)
        if of_actors:
            position = actors.get(counted.role, actors.get(counted.noun or -1, 0))
            head = [i for i, p in actors.items() if p == position]
            mention = self.scene.party(head[0]) if head else None
            armed = mention is not None and isinstance(mention.value, Party) and mention.value.sector in _ARMED
            return "forces" if armed else "participants"
        if counted.noun is not None and counted.noun in self.bound.fillers.get("object", ()):
            mention = self.scene.party(counted.noun)
            if mention is not None and isinstance(mention.value, Party):
                return "forces" if mention.value.sector in _ARMED else None
            return sentence.tokens[counted.noun].lemma
        return None
