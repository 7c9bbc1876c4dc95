"""What holds for any reports: order is free, copies raise nothing, denials lower nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from claims import (
    ARMY,
    GUNMEN,
    MARADI,
    MARADI_REGION,
    POLICE,
    REBELS,
    SOLDIERS,
    TAHOUA,
    VILLAGERS,
    Report,
    lineage,
    said,
    town,
)
from dateline.codebook import Codebook, load
from dateline.lineage import trace
from dateline.merge import merge
from dateline.model import Event, Lineage, Reading, Status, identify

GRADES = ["R", "U0", "U1", "C1", "C2", "C3"]
SPEAKERS = [None, said("police", POLICE), said("hospital_rescue"), said("state_military", ARMY), said("witness")]
DAYS = [None, "2021-03-15", "2021-03-16", ("2021-03-14", "2021-03-17")]
SENTENCES = [("Gunmen attacked the post.", "attacked"), ("The raid shook Barmou.", "raid"), ("It was hit.", "hit")]


@cache
def book() -> Codebook:
    return load()


@st.composite
def reports(draw: st.DrawFn, name: str) -> Report:
    report = Report(name, draw(st.sampled_from(["2021-03-16", "2021-03-17", "2021-03-18", None])))
    for n in range(draw(st.integers(1, 3))):
        sentence, action = draw(st.sampled_from(SENTENCES))
        statuses: list[Status] = ["happened", "happened", "happened", "negated", "future", "historical"]
        report.says(
            draw(st.sampled_from(["ASSAULT", "ASSAULT", "COERCE"])),
            sentence=f"{sentence[:-1]} on day {n}.",
            action=action,
            actors=draw(st.lists(st.sampled_from([GUNMEN, REBELS, ARMY]), max_size=2, unique=True)),
            recipients=draw(st.lists(st.sampled_from([SOLDIERS, VILLAGERS]), max_size=2, unique=True)),
            place=draw(st.sampled_from([None, MARADI, TAHOUA, MARADI_REGION])),
            when=draw(st.sampled_from(DAYS)),
            counts=draw(st.lists(st.tuples(st.just("killed"), st.integers(1, 20)), max_size=1)),
            said=draw(st.sampled_from(SPEAKERS)),
            status=draw(st.sampled_from(statuses)),
        )
    return report


@st.composite
def worlds(draw: st.DrawFn) -> list[Reading]:
    return [draw(reports(f"r{n}")).reading() for n in range(draw(st.integers(1, 5)))]


def events_of(readings: Sequence[Reading], lineages: Sequence[Lineage] = ()) -> list[Event]:
    return list(merge(readings, lineages, book(), None)[1])


def copy_of(reading: Reading, name: str) -> Reading:
    """The same text under another name, published no earlier."""
    document = replace(reading.document, id=name)
    claims = [replace(c, id=identify(name, n), document=name) for n, c in enumerate(reading.claims)]
    return Reading(document, "coded", claims=tuple(claims))


def rank(event: Event) -> tuple[int, int]:
    return GRADES.index(event.grade), event.voices


FEW = settings(max_examples=60, deadline=None)


@FEW
@given(worlds(), st.data())
def test_order_never_matters(readings: list[Reading], data: st.DataObject) -> None:
    assert merge(readings, (), book(), None) == merge(data.draw(st.permutations(readings)), (), book(), None)


@FEW
@given(worlds())
def test_each_claim_is_in_exactly_one_event(readings: list[Reading]) -> None:
    events = events_of(readings)
    assert sorted(chain.from_iterable(event.claims for event in events)) == sorted(
        claim.id for reading in readings for claim in reading.claims
    )
    assert all(event.id.removeprefix("e-") in event.claims for event in events)
    assert all(event.reports >= event.groups >= event.voices for event in events)


@FEW
@given(worlds(), st.data())
def test_a_copy_raises_no_grade_and_moves_no_value(readings: list[Reading], data: st.DataObject) -> None:
    copied = data.draw(st.sampled_from(readings))
    lineages = [lineage(reading.document.id) for reading in readings]
    kind = data.draw(st.sampled_from(["copy", "spun"]))
    added = lineage("z-copy", kind, group=copied.document.id)  # type: ignore[arg-type]
    before = events_of(readings, lineages)
    after = events_of([*readings, copy_of(copied, "z-copy")], [*lineages, added])
    own = {claim.id for reading in readings for claim in reading.claims}
    assert [set(event.claims) & own for event in after] == [set(event.claims) for event in before]
    for old, new in zip(before, after, strict=True):
        assert rank(old) == rank(new)
        assert (old.counts, old.place, old.first, old.last) == (new.counts, new.place, new.first, new.last)
        assert (old.actors, old.recipients, old.groups) == (new.actors, new.recipients, new.groups)


@FEW
@given(worlds(), st.data())
def test_removing_the_root_of_copies_keeps_the_groups(readings: list[Reading], data: st.DataObject) -> None:
    copied = data.draw(st.sampled_from(readings))
    others = [lineage(r.document.id) for r in readings if r is not copied]
    copy = copy_of(copied, "z-copy")
    root = copied.document.id
    both = events_of([*readings, copy], [*others, lineage(root), lineage("z-copy", "copy", group=root)])
    alone = events_of([*(r for r in readings if r is not copied), copy], [*others, lineage("z-copy")])
    assert sorted(event.groups for event in both) == sorted(event.groups for event in alone)


@FEW
@given(worlds(), st.sampled_from(SPEAKERS))
def test_a_denial_lowers_no_voices(readings: list[Reading], speaker: object) -> None:
    denial = Report("z-denial", "2021-03-19").says(
        recipients=[SOLDIERS],
        place=MARADI,
        when="2021-03-16",
        status="negated",
        said=speaker,  # type: ignore[arg-type]
    )
    before = {claim: event for event in events_of(readings) for claim in event.claims}
    for event in events_of([*readings, denial.reading()]):
        earlier = [before[claim] for claim in event.claims if claim in before]
        past = [old for old in earlier if old.status in ("happened", "historical")]
        assert all(event.voices >= old.voices for old in past)


FILLER = (
    "The rain had come early that year and the road to the market was under water as far as the second bridge, so that "
)


def test_many_near_copies_of_a_false_report_are_one_voice_and_move_nothing_else() -> None:
    true = [
        Report(f"r{n:03d}", f"2021-03-{1 + n % 28:02d}")
        .says(
            sentence=f"Gunmen attacked post {n} at the place called number {n}.",
            actors=[GUNMEN],
            recipients=[SOLDIERS],
            place=town(f"Town {n}", -30 + n * 0.25, n * 0.3),
            when=f"2021-03-{1 + n % 28:02d}",
        )
        .reading()
        for n in range(120)
    ]
    lie = "Gunmen attacked the palace of the governor and killed thirty soldiers who were asleep at the time."
    copies = [
        Report(f"x{n:03d}", "2021-03-19", preface=FILLER + f"lorry number {n} waited with the others for help.")
        .says(
            sentence=lie,
            actors=[GUNMEN],
            recipients=[SOLDIERS],
            place=town("Palace", 40.0, 40.0),
            when="2021-03-18",
            counts=[("killed", 30)],
        )
        .reading()
        for n in range(300)
    ]

    def judged(readings: Sequence[Reading]) -> list[Event]:
        return events_of(readings, trace([reading.document for reading in readings], book()))

    before, after = judged(true), judged([*true, *copies])
    told = {claim.id for reading in copies for claim in reading.claims}
    false = [event for event in after if told & set(event.claims)]
    assert [(event.voices, event.groups, event.reports, event.grade) for event in false] == [(1, 1, 300, "U1")]
    assert before == [event for event in after if not told & set(event.claims)]
