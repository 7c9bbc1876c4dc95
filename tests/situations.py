"""Reports, claims and events made by hand, of every kind that the contract knows, and strategies that draw more."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import get_args

from hypothesis import strategies as st

from dateline.model import (
    Action,
    Belongs,
    Blame,
    Blamed,
    Certainty,
    Claim,
    Count,
    Document,
    Effect,
    Event,
    EventCount,
    InRole,
    Lineage,
    Link,
    Mention,
    Outcome,
    Party,
    PartyKind,
    Place,
    Precision,
    Qualifier,
    Reading,
    Said,
    Scope,
    Situation,
    Sourced,
    Span,
    Speech,
    Spun,
    Status,
    Tally,
    Thing,
    TimeKind,
    Trust,
    When,
    identify,
)

GUNMEN = Party(None, None, None, "UAF", "group")
SOLDIERS = Party("Army of Niger", "ner-army", "NER", "MIL", "group")
CLERK = Party("Ruben Aldecoa", None, None, "CVL", "person", public=False)
MARADI = Place("Maradi", "district", "NER", 2441291, 13.5, 7.10174, "Maradi", (2441289,))
TUESDAY = date(2021, 3, 16)


def report(
    id: str, text: str, *, title: str | None = None, source: str = "Example Wire", published: str | None = "2021-03-18"
) -> Document:
    """A report whose hash is of its text."""
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(id, text, title, f"https://example.org/{id}", source, published, "en", sha256=sha)


def words(document: Document, quote: str) -> Span:
    """Where a quote stands: in the text, else in the title."""
    if (at := document.text.find(quote)) >= 0:
        return Span(at, at + len(quote))
    at = (document.title or "").index(quote)
    return Span(at, at + len(quote), "title")


def claim(
    document: Document,
    action: str,
    event_type: str = "ASSAULT",
    *,
    sentence: str | None = None,
    status: Status = "happened",
    actors: Sequence[tuple[str, Party]] = (),
    recipients: Sequence[tuple[str, Party]] = (),
    modes: Sequence[tuple[str, str]] = (),
    killed: str | None = None,
    place: tuple[str, Place] | None = None,
    when: tuple[str, date, date] | None = None,
    said_by: tuple[str, str, str] | None = None,
) -> Claim:
    """A claim whose words are quoted: (quote, value) pairs; ``said_by`` is speaker, class, cue."""
    span = words(document, action)
    whole = words(document, sentence or (document.text if span.part == "text" else document.title or ""))
    said = None
    if said_by is not None:
        speaker, source_class, cue = words(document, said_by[0]), said_by[1], words(document, said_by[2])
        said = Sourced(Said(speaker, source_class, cue, "indirect"), (speaker, cue), "rule:reported-speech@1")
    counts: tuple[Tally, ...] = ()
    if killed is not None:
        number = int(killed.split()[-1])
        counts = (
            Tally(
                "killed",
                "recipients",
                0,
                Sourced(Count(number, number, "exactly"), (words(document, killed),), "rule:count@1"),
            ),
        )
    return Claim(
        id=identify(document.id, [span.part, span.start, span.end], 0),
        document=document.id,
        action=span,
        sentence=whole,
        event_type=Sourced(event_type, (span,), "pattern:kill-direct@2"),
        status=Sourced(status, (span,), "rule:status-walk@1"),
        certainty=Sourced("certain", (span,), "rule:status-walk@1"),
        modes=tuple(Sourced(mode, (words(document, quote),), "pattern:kill-direct@2") for quote, mode in modes),
        outcome=Sourced("done", (span,), "rule:outcome@1") if status == "happened" else None,
        actors=tuple(
            InRole(Sourced(party, (words(document, quote),), "actor"), Blamed("stated")) for quote, party in actors
        ),
        recipients=tuple(InRole(Sourced(party, (words(document, quote),), "actor")) for quote, party in recipients),
        place=Sourced(place[1], (words(document, place[0]),), "gazetteer") if place else None,
        when=Sourced(When(when[1], when[2]), (words(document, when[0]),), "rule:weekday@1", ("published",))
        if when
        else None,
        counts=counts,
        said_by=said,
    )


R1 = report(
    "r1",
    "Two soldiers were killed by gunmen near Maradi on Tuesday, police said.",
    title="Two soldiers killed",
)
R2 = report(
    "r2",
    "Gunmen who were filmed by Ruben Aldecoa agreed, after two days of talks, to cooperate with the army 🙂. "
    "A school was damaged, including 3 of 17 classrooms, not 21 as first reported. “We will return,” a voice said.",
    source="Sample Herald",
)
R3 = report("r3", "The lake is calm.", published=None)
R4 = report("r4", R1.text, source="Third Paper")
R5 = report("r5", "Der See ist ruhig.")

DIRECT = claim(
    R1,
    "were killed",
    actors=[("gunmen", GUNMEN)],
    recipients=[("Two soldiers", SOLDIERS)],
    modes=[("gunmen", "firearms")],
    place=("near Maradi", MARADI),
    when=("on Tuesday", TUESDAY, TUESDAY),
    said_by=("police", "police", "said"),
)
KILLED = replace(
    DIRECT,
    contexts=(Sourced("military", (words(R1, "soldiers"),), "rule:context@1"),),
    counts=(Tally("killed", "recipients", 0, Sourced(Count(2, 2, "exactly"), (words(R1, "Two"),), "rule:count@1")),),
    confidence=(("event_type", 0.97),),
)
HEADLINE = claim(R1, "killed", recipients=[("Two soldiers", SOLDIERS)])
HEADLINE = replace(
    HEADLINE,
    id=identify("r1", "headline"),
    action=Span(13, 19, "title"),
    sentence=Span(0, 19, "title"),
    event_type=Sourced("ASSAULT", (Span(13, 19, "title"),), "pattern:kill-direct@2"),
    status=Sourced("happened", (Span(13, 19, "title"),), "rule:status-walk@1"),
    recipients=(InRole(Sourced(SOLDIERS, (Span(0, 12, "title"),), "actor")),),
)
_AGREED = words(R2, "agreed, after two days of talks, to cooperate")
_GAPS = replace(_AGREED, pieces=((_AGREED.start, _AGREED.start + 6), (_AGREED.end - 12, _AGREED.end)))
_FIRST = words(R2, R2.text[: R2.text.index(" A school")])
_SECOND = words(R2, R2.text[R2.text.index("A school") :])
_VOICE = Said(None, "unattributed", words(R2, "said"), "direct")
AGREED = Claim(
    id=identify("r2", "agreed"),
    document="r2",
    action=_GAPS,
    sentence=_FIRST,
    event_type=Sourced("AGREE", (_GAPS,), "pattern:agree-to@1"),
    status=Sourced("future", (_GAPS,), "rule:status-walk@1"),
    certainty=Sourced("probable", (words(R2, "agreed"),), "rule:status-walk@1"),
    actors=(
        InRole(
            Sourced(GUNMEN, (words(R2, "Gunmen"),), "role"),
            Blamed("accused", Said(words(R2, "Ruben Aldecoa"), "witness", None, "indirect")),
        ),
        InRole(Sourced(CLERK, (words(R2, "Ruben Aldecoa"),), "name", (), "doubtful")),
    ),
    place=Sourced(MARADI, (), "gazetteer+rule:dateline-place@1", ("dateline",)),
    when=Sourced(When(None, TUESDAY, "PAST_REF"), (words(R2, "two days"),), "rule:ago@1", ("published",)),
)
DAMAGED = Claim(
    id=identify("r2", "damaged"),
    document="r2",
    action=words(R2, "was damaged"),
    sentence=_SECOND,
    event_type=Sourced("ASSAULT", (words(R2, "damaged"),), "pattern:damage@1"),
    status=Sourced("historical", (words(R2, "damaged"),), "rule:history-word@1"),
    certainty=Sourced("certain", (words(R2, "damaged"),), "rule:status-walk@1"),
    modes=(Sourced("destroy", (words(R2, "damaged"),), "pattern:damage@1"),),
    outcome=Sourced("attempted", (words(R2, "damaged"),), "rule:outcome@1"),
    objects=(Thing(words(R2, "A school"), "school", "rule:object@1", Count(1, 1, "exactly", "school"), "damaged"),),
    instruments=(Thing(words(R2, "voice"), "explosives", "rule:instrument@1"),),
    counts=(
        Tally(
            "held",
            "event",
            None,
            Sourced(Count(17, None, "at_least"), (words(R2, "17"),), "rule:count@1"),
            "cumulative",
            None,
            Count(21, 21, "exactly"),
        ),
        Tally(
            "classroom",
            "event",
            None,
            Sourced(Count(3, 3, "exactly"), (words(R2, "3"),), "rule:count@1"),
            "part",
            words(R2, "17"),
        ),
    ),
    said_by=Sourced(_VOICE, (words(R2, "said"),), "rule:quotation@1"),
)
MENTIONS = (
    Mention("place", words(R1, "Maradi"), MARADI, 0, "gazetteer"),
    Mention("time", words(R1, "on Tuesday"), When(TUESDAY, TUESDAY, "2021-03-16"), 0, "rule:weekday@1", ("published",)),
    Mention("count", words(R1, "Two"), Count(2, 2, "exactly", "soldier"), 0, "rule:count@1"),
    Mention("actor", words(R1, "gunmen"), GUNMEN, 0, "role"),
    Mention(
        "action", words(R1, "were killed"), Action("ASSAULT", "happened", "certain", 3), 0, "pattern:kill-direct@2"
    ),
    Mention("action", Span(13, 19, "title"), Action(None, "happened", "certain", 2), 0, "verb"),
    Mention(
        "attribution", Span(0, 57), Said(words(R1, "police"), "police", words(R1, "said"), "indirect"), 0, "rule:said@1"
    ),
    Mention("attribution", Span(0, 12), Said(None, "unattributed", None, "direct"), 0, "rule:quotation@1"),
)
READINGS = (
    Reading(R1, "coded", None, MENTIONS, (HEADLINE, KILLED)),
    Reading(R2, "coded", None, (), (AGREED, DAMAGED)),
    Reading(R3, "no_event"),
    Reading(R4, "duplicate", "same text as r1"),
    Reading(R5, "quarantined", "language: this report is in German (de); dateline reads English"),
)
_CLEAN = Spun("none", 0.03)
LINEAGES = (
    Lineage("r1", "original", None, "r1", "no earlier report is like it", _CLEAN),
    Lineage("r2", "spun", "r1", "r1", "words swapped one for one", Spun("proven", 0.99, (words(R2, "voice"),))),
    Lineage("r3", "original", None, "r3", "no earlier report is like it", _CLEAN),
    Lineage("r4", "copy", "r1", "r1", "the same text", _CLEAN),
    Lineage("r5", "unknown", None, "r5", "not read", _CLEAN),
)
LINKS = (Link(HEADLINE.id, KILLED.id, True, 0.91, "rule:type-place-day@1", "both ASSAULT, Maradi, 16 March"),)
BOTH = tuple(sorted((HEADLINE.id, KILLED.id)))
EVENTS = (
    Event(
        id=f"e-{KILLED.id}",
        claims=BOTH,
        documents=("r1",),
        event_type="ASSAULT",
        modes=("firearms",),
        contexts=("military",),
        status="happened",
        outcome="done",
        actors=(GUNMEN,),
        recipients=(SOLDIERS, CLERK),
        objects=("school",),
        instruments=("firearms",),
        place=MARADI,
        first=TUESDAY,
        last=TUESDAY,
        counts=(
            EventCount("killed", "recipients", "MIL", 2, 2, 3, BOTH),
            EventCount("participants", "actors", None, 200, None, None, BOTH[:1]),
        ),
        reports=2,
        groups=1,
        voices=1,
        grade="U1",
        contested=("count",),
    ),
    Event(
        id=f"e-{AGREED.id}",
        claims=(AGREED.id,),
        documents=("r2",),
        event_type="AGREE",
        modes=(),
        contexts=(),
        status="future",
        outcome=None,
        actors=(GUNMEN,),
        recipients=(),
        objects=(),
        instruments=(),
        place=None,
        first=None,
        last=None,
        counts=(),
        reports=1,
        groups=1,
        voices=0,
        grade="U0",
    ),
)
SITUATION = Situation(READINGS, LINEAGES, LINKS, EVENTS)


# --- strategies -------------------------------------------------------------------------------------------------------

_TEXT = "Zwei Männer 🙂 e\u0301 said\r\nthat 12 “soldiers”\u202e and \x00 \ud800 went."
_spans = st.builds(
    lambda start, length, part: Span(start, start + length, part),
    st.integers(0, 15),
    st.integers(1, 15),
    st.sampled_from(["text", "title"]),
)
_words = st.text(max_size=12)
_days = st.dates() | st.none()


def _literal(kind: object) -> st.SearchStrategy[object]:
    return st.sampled_from(get_args(kind))


def _sourced(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.builds(
        Sourced,
        values,
        st.lists(_spans, min_size=1, max_size=2).map(tuple),
        _words,
        st.lists(_words, max_size=2).map(tuple),
        _literal(Trust),
    )


def _several(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(values, max_size=2).map(tuple)


_counts = st.builds(
    lambda low, more, qualifier, unit: Count(low, None if more is None else low + more, qualifier, unit),
    st.integers(0, 2**70),
    st.integers(0, 9) | st.none(),
    _literal(Qualifier),
    _words | st.none(),
)
_parties = st.builds(
    Party,
    _words | st.none(),
    _words | st.none(),
    st.sampled_from(["NER", None]),
    st.sampled_from(["MIL", None]),
    _literal(PartyKind),
    st.booleans(),
)
_places = st.builds(
    lambda name, precision, at, ids: Place(name, precision, "NER", None, at[0], at[1], None, ids),
    _words,
    _literal(Precision),
    st.just((None, None)) | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    _several(st.integers(1, 9)),
)


def _when(one: date | None, two: date | None, timex: str | None, kind: TimeKind) -> When:
    first, last = sorted((one, two)) if one and two else (one, two)
    return When(first, last, timex, kind)


_whens = st.builds(_when, _days, _days, _words | st.none(), st.sampled_from(get_args(TimeKind)))
_saids = st.builds(
    Said, _spans | st.none(), _words, _spans | st.none(), _literal(Speech), _spans | st.none(), _parties | st.none()
)
_roles = st.builds(InRole, _sourced(_parties), st.none() | st.builds(Blamed, _literal(Blame), st.none() | _saids))
_tallies = st.builds(
    Tally,
    _words,
    _literal(Belongs),
    st.integers(0, 3) | st.none(),
    _sourced(_counts),
    _literal(Scope),
    _spans | st.none(),
    _counts | st.none(),
)
_things = st.builds(Thing, _spans, _words, _words, _counts | st.none(), _literal(Effect) | st.none())


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading with claims whose every field is drawn, over a text with all that makes offsets hard."""
    id = draw(st.text(min_size=1, max_size=6))
    document = Document(
        id, _TEXT, draw(st.just(_TEXT)), None, draw(_words | st.none()), draw(st.sampled_from([None, "2021-03-18"]))
    )
    claims = tuple(
        Claim(
            id=identify(id, ordinal),
            document=id,
            action=Span(13, 17),
            sentence=Span(0, 30),
            event_type=draw(_sourced(_words)),  # type: ignore[arg-type]
            status=draw(_sourced(_literal(Status))),  # type: ignore[arg-type]
            certainty=draw(_sourced(_literal(Certainty))),  # type: ignore[arg-type]
            modes=draw(_several(_sourced(_words))),  # type: ignore[arg-type]
            contexts=draw(_several(_sourced(_words))),  # type: ignore[arg-type]
            outcome=draw(st.none() | _sourced(_literal(Outcome))),  # type: ignore[arg-type]
            actors=draw(_several(_roles)),  # type: ignore[arg-type]
            recipients=draw(_several(_roles)),  # type: ignore[arg-type]
            objects=draw(_several(_things)),  # type: ignore[arg-type]
            instruments=draw(_several(_things)),  # type: ignore[arg-type]
            place=draw(st.none() | _sourced(_places)),  # type: ignore[arg-type]
            when=draw(st.none() | _sourced(_whens)),  # type: ignore[arg-type]
            counts=draw(_several(_tallies)),  # type: ignore[arg-type]
            said_by=draw(st.none() | _sourced(_saids)),  # type: ignore[arg-type]
            confidence=draw(st.lists(st.tuples(_words, st.floats(0, 1)), max_size=2).map(tuple)),
        )
        for ordinal in range(draw(st.integers(0, 2)))
    )
    if not claims and draw(st.booleans()):
        return Reading(document, "quarantined", draw(st.text(min_size=1, max_size=9)))
    return Reading(document, "coded" if claims else "no_event", None, (), claims)
