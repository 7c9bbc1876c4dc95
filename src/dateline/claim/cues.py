"""The codebook's small words, indexed for the walk outward from a predicate and for reported speech."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.claim.arguments import Grammar
from dateline.codebook.entries import Codebook, Cues, Embedding
from dateline.model import Sentence, Token

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manners:
    """Sets of words that steer the walk, each by its name in ``words/cues.yaml``.

    ``sure_modals`` leave the speaker certain ("will"), ``likely_modals`` all but ("can", "must"); ``ability_modals``
    say with "not" that nothing happened ("could not"); ``perfect_of_doubt`` and ``perfect_of_failure`` do so before
    "have" ("may have fled", "should have fled"). ``negation_raisers`` hand "not" down to their clause ("do not believe
    that"), ``factives`` keep theirs true whatever befalls themselves ("did not know that"). ``stages`` are verbs for
    the stages of what their noun names ("will begin the withdrawal"). ``abilities`` were used, where told in the past
    ("was able to flee"). ``times_ahead`` before a present tense look forward ("until they leave"); ``outcomes`` are
    verbs whose infinitive tells a result, no purpose ("rallied to close higher").
    ``hollow`` verbs are not negated by "no" at their object ("made no sense"). ``backshifted`` modals stand for "will"
    where they are reported. A clause about ``anybody`` tells of no one act; what stands after ``instead`` was not
    done. ``addressing`` cues name their hearer as object ("told the court"); ``past_forms`` gives the cue of an
    irregular past ("wrote"). ``long_units`` before "ago", ``chroniclers`` as subjects and ``history_phrases`` anywhere
    put an act behind the news.
    ``openers`` at the head of a sentence open a supposition ("provided"); ``ahead`` are phrases for what is yet to
    come ("within reach"); what is not ``excluding`` may be; an infinitive with ``using`` verbs tells what was done.
    ``reaching`` prepositions before "nobody" negate their verb, ``possessing`` verbs are hollow before a plural too.
    ``readily`` beside "would" tells what somebody would do. ``days_ahead`` with a present tense look forward,
    but not with verbs that are ``unchanging`` in the past ("hurt").
    Whoever planned something and then did one of the ``staying`` verbs did not do it ("meant to resign but stayed");
    what ``habits`` stand at is done over and over, its purpose too ("routinely send thugs to beat tenants").
    ``scrapping`` verbs say of any deed that it did not come about ("was cancelled"); ``ends`` and ``fulfilments`` are
    what becomes of plans ("come to nothing", "carry out"), by their verbs.
    """

    sure_modals: frozenset[str]
    likely_modals: frozenset[str]
    ability_modals: frozenset[str]
    perfect_of_doubt: frozenset[str]
    perfect_of_failure: frozenset[str]
    negation_raisers: frozenset[str]
    factives: frozenset[str]
    stages: frozenset[str]
    abilities: frozenset[str]
    definite: frozenset[str]
    times_ahead: frozenset[str]
    outcomes: frozenset[str]
    hollow: frozenset[str]
    backshifted: frozenset[str]
    anybody: frozenset[str]
    instead: frozenset[str]
    addressing: frozenset[str]
    past_forms: Mapping[str, str]
    long_units: frozenset[str]
    chroniclers: frozenset[str]
    history_phrases: Mapping[str, tuple[Words, ...]]
    openers: frozenset[str]
    ahead: frozenset[str]
    excluding: frozenset[str]
    using: frozenset[str]
    reaching: frozenset[str]
    possessing: frozenset[str]
    readily: frozenset[str]
    days_ahead: frozenset[str]
    unchanging: frozenset[str]
    scrapping: frozenset[str]
    staying: frozenset[str]
    habits: frozenset[str]
    ends: Mapping[str, tuple[Words, ...]]
    fulfilments: Mapping[str, tuple[Words, ...]]

    @classmethod
    def of(cls, book: Codebook) -> Manners:
        words = book.words
        return cls(
            words["sure modals"],
            words["likely modals"],
            words["ability modals"],
            words["perfect of doubt"],
            words["perfect of failure"],
            words["negation raisers"],
            words["factives"],
            words["stages"],
            words["abilities"],
            words["definite words"],
            words["times ahead"],
            words["outcomes"],
            words["hollow verbs"],
            words["backshifted modals"],
            words["words for anybody"],
            words["words for instead"],
            words["cues that address"],
            book.tables["irregular cues"],
            words["long units"],
            words["chroniclers"],
            by_first_word(words["history phrases"]),
            words["openers of a supposition"],
            words["phrases for what is ahead"],
            words["excluding verbs"],
            words["using verbs"],
            words["reaching prepositions"],
            words["possessing verbs"],
            words["readily"],
            words["days ahead"],
            words["verbs without a past of their own"],
            words["scrapping verbs"],
            words["staying verbs"],
            words["habits"],
            _rest_by_verb(words["ends of plans"]),
            _rest_by_verb(words["fulfilments"]),
        )


@dataclass(frozen=True, slots=True)
class CueIndex:
    """The codebook's embedding and reporting words by their first word."""

    embeddings: Mapping[str, tuple[tuple[Words, Embedding], ...]]
    reporting: Mapping[str, tuple[tuple[Words, str], ...]]
    cues: Cues
    manners: Manners
    attempts: frozenset[str]
    foiling: frozenset[str]
    grammar: Grammar

    @classmethod
    def of(cls, book: Codebook) -> CueIndex:
        embeddings: dict[str, list[tuple[Words, Embedding]]] = {}
        for entry in book.cues.embeddings:
            for lemma in entry.lemmas:
                head, *rest = lemma.split()
                embeddings.setdefault(head, []).append((tuple(rest), entry))
        reporting: dict[str, list[tuple[Words, str]]] = {}
        for cue in book.cues.reporting:
            head, *rest = cue.lemma.split()
            reporting.setdefault(head, []).append((tuple(rest), cue.stance))
        return cls(
            {k: tuple(sorted(v, key=lambda pair: -len(pair[0]))) for k, v in embeddings.items()},
            {k: tuple(sorted(v, key=lambda pair: -len(pair[0]))) for k, v in reporting.items()},
            book.cues,
            Manners.of(book),
            book.words["attempts"] - {words.split()[0] for words in book.words["foiling verbs"]},
            frozenset(words.split()[0] for words in book.words["foiling verbs"] if " " not in words),
            Grammar.of(book),
        )

    def embedding(self, sentence: Sentence, above: Token, how: str) -> Embedding | None:
        """The codebook's entry for what hangs so from this word; the one with more further words first."""
        for rest, entry in self.embeddings.get(above.lemma, ()):
            if how in entry.clause and beside(sentence, above, rest):
                return entry
        return None

    def speaks(self, word: Token) -> bool:
        """Whether this word alone brings in somebody's words: "say", but not "make" (for "make clear")."""
        return any(not rest for rest, _ in self.reporting.get(word.lemma, ()))

    def says(self, word: Token) -> bool:
        """Whether this word alone brings in a report, no charge, demand or belief."""
        stances = {stance for rest, stance in self.reporting.get(word.lemma, ()) if not rest}
        return bool(stances & {"speech", "document", "write", "learn"})

    def looks_back(self, word: Token) -> bool:
        """Whether this word alone tells of what was done before: "accuse" and "deny", but not "demand" or "sign"."""
        stances = {stance for rest, stance in self.reporting.get(word.lemma, ()) if not rest}
        return bool(stances & {"accuse", "admit", "claim", "deny", "learn", "speech"})

    def sees(self, word: Token) -> bool:
        """Whether this word alone tells what somebody saw or heard."""
        return any(not rest and stance == "learn" for rest, stance in self.reporting.get(word.lemma, ()))


def by_first_word(phrases: Iterable[str]) -> dict[str, tuple[Words, ...]]:
    """Phrases as tuples of words, by their first word."""
    out: dict[str, list[Words]] = {}
    for phrase in sorted(phrases):
        words = tuple(phrase.lower().split())
        out.setdefault(words[0], []).append(words)
    return {word: tuple(some) for word, some in out.items()}


def _rest_by_verb(phrases: Iterable[str]) -> dict[str, tuple[Words, ...]]:
    """The words that go with each verb."""
    return {verb: tuple(words[1:] for words in some) for verb, some in by_first_word(phrases).items()}


def beside(sentence: Sentence, word: Token, rest: Iterable[str]) -> bool:
    """Whether all these words hang from this one."""
    kids = sentence.kids(word.i)
    words = {kid.lemma for kid in kids} | {kid.text.lower() for kid in kids}
    return all(one in words for one in rest)
