"""The store: what goes in comes out, killed runs go on, damage is named, and one process writes at a time."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crash
from crash import many
from dateline.model import Count, Reading, Sourced
from dateline.store import Run, Store, StoreDamaged, StoreError, StoreForeign, StoreFull, StoreHeld, open_store
from dateline.store.pack import PackError, pack, unpack
from situations import EVENTS, KILLED, LINEAGES, LINKS, R1, READINGS, readings

TESTS = Path(__file__).resolve().parent


def dump(path: Path) -> list[str]:
    with open_store(path) as store:
        return list(store.dump())


def filled(path: Path, some: list[Reading]) -> list[str]:
    with open_store(path) as store:
        store.add(some, "book1")
        return list(store.dump())


def without_mentions(some: tuple[Reading, ...]) -> list[Reading]:
    return [replace(reading, mentions=()) for reading in some]


# --- what goes in comes out -------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(readings())
def test_a_reading_packed_and_unpacked_is_the_same(reading: Reading) -> None:
    assert unpack(Reading, pack(reading)) == reading


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: f"{reading.document.id}, mentions and all")
def test_a_reading_with_mentions_packs_too(reading: Reading) -> None:
    assert unpack(Reading, pack(reading)) == reading


@settings(max_examples=40, deadline=None)
@given(st.lists(readings(), max_size=4, unique_by=lambda reading: reading.document.id))
def test_readings_come_out_of_the_store_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, some: list[Reading]
) -> None:
    path = tmp_path_factory.mktemp("store") / "x.db"
    with open_store(path) as store:
        store.add(some, "book1")
        store.verify()
    with open_store(path) as store:
        assert sorted(store.readings(), key=_id) == sorted(some, key=_id)


def _id(reading: Reading) -> str:
    return reading.document.id


def test_everything_of_a_situation_comes_back_but_mentions(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with open_store(path) as store:
        assert store.add(READINGS, "book1") == 5
        store.replace_events(LINEAGES, LINKS, EVENTS)
    with open_store(path) as store:
        store.verify()
        assert list(store.readings()) == without_mentions(READINGS)
        assert (store.lineages(), store.links()) == (LINEAGES, LINKS)
        assert store.events() == tuple(sorted(EVENTS, key=lambda event: event.id))
        assert store.end_states() == {"coded": 2, "duplicate": 1, "no_event": 1, "quarantined": 1}
        assert store.known() == {(r.document.id, r.document.sha256, "book1") for r in READINGS}


def test_the_tables_read_plainly_in_any_tool(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with open_store(path) as store:
        store.add(READINGS, "book1")
        store.replace_events(LINEAGES, LINKS, EVENTS)
    found = sqlite3.connect(path)
    columns = "event_type, modes, actors, recipient_names, place, lat, first, killed_low, killed_high, said_by"
    (row,) = found.execute(f"select {columns} from claims where id = ?", (KILLED.id,))
    assert row == ("ASSAULT", "firearms", "UAF", "Army of Niger", "Maradi", 13.5, "2021-03-16", 2, 2, "police")
    quotes = "select field, item, quote from quotes where claim = ? order by field, item, n"
    assert ("counts", 0, "Two") in found.execute(quotes, (KILLED.id,)).fetchall()
    assert ("place", 0, "near Maradi") in found.execute(quotes, (KILLED.id,)).fetchall()
    assert found.execute("select document, code from quarantine").fetchall() == [("r5", "language")]
    event = "select killed_low, killed_best, killed_high, grade from events where event_type = 'ASSAULT'"
    assert found.execute(event).fetchall() == [(2, 2, 3, "U1")]
    found.close()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"low":2,"high":2,"qualifier":"exactly"', id="cut off"),
        pytest.param('{"low":2,"high":2,"qualifier":"exactly","of":"x"}', id="a field too many"),
        pytest.param('{"low":2,"qualifier":"exactly"}', id="a field too few"),
        pytest.param('{"low":"2","high":2,"qualifier":"exactly"}', id="a number as text"),
        pytest.param('{"low":true,"high":2,"qualifier":"exactly"}', id="a truth value for a number"),
        pytest.param('{"low":3,"high":2,"qualifier":"exactly"}', id="what the noun itself refuses"),
        pytest.param('{"low":2,"high":2,"qualifier":"nearly"}', id="a word that is no choice"),
        pytest.param('{"low":NaN,"high":2,"qualifier":"exactly"}', id="no JSON at all"),
        pytest.param("[2,2]", id="a list for an object"),
    ],
)
def test_unpacking_is_strict(text: str) -> None:
    with pytest.raises(PackError):
        unpack(Count, text)


def test_a_field_that_a_noun_gained_later_takes_its_default() -> None:
    assert unpack(Count, '{"low":2,"high":null,"qualifier":"about"}') == Count(2, None, "about")


# --- runs that are repeated, split or killed --------------------------------------------------------------------------


def test_a_repeated_run_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    once = filled(path, list(READINGS))
    assert filled(path, list(READINGS)) == once
    assert filled(path, list(reversed(READINGS))) == once


def test_two_runs_into_one_store_equal_one_run(tmp_path: Path) -> None:
    some = list(many(30))
    filled(tmp_path / "two.db", some[11:])
    assert filled(tmp_path / "two.db", some[:15]) == filled(tmp_path / "one.db", some)


def test_the_same_run_is_one_row_whatever_the_order_of_its_reports(tmp_path: Path) -> None:
    documents = [reading.document for reading in READINGS]
    path = tmp_path / "x.db"
    with open_store(path) as store:
        for order in (documents, documents[::-1]):
            store.note(Run.of(order, "0.1.0", "book1", '{"workers":2}'))
        store.note(Run.of(documents[1:], "0.1.0", "book1", '{"workers":2}'))
    found = sqlite3.connect(path)
    assert found.execute("select reports from runs order by reports").fetchall() == [(4,), (5,)]
    found.close()


@pytest.mark.parametrize("kill_at", [0, 5, 10, 37, 59])
def test_a_killed_run_goes_on_where_it_was(tmp_path: Path, kill_at: int) -> None:
    path = tmp_path / "x.db"
    command = [sys.executable, str(TESTS / "crash.py"), str(path), "60"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([*command, str(kill_at)], env=environment, check=False).returncode == -9
    with open_store(path) as store:
        stored = len(store.known())
    assert stored == kill_at // 10 * 10, "whole batches, and all that were committed"
    crash.main(path, 60, -1)
    assert dump(path) == filled(tmp_path / "whole.db", list(many(60)))


def test_what_came_before_an_error_is_stored(tmp_path: Path) -> None:
    def failing() -> Iterator[Reading]:
        yield from many(3)
        raise KeyboardInterrupt

    with open_store(tmp_path / "x.db") as store:
        with pytest.raises(KeyboardInterrupt):
            store.add(failing(), "book1")
        assert len(store.known()) == 3


def test_another_codebook_replaces_a_claim_and_says_what_changed(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    better = replace(KILLED, event_type=Sourced("COERCE", KILLED.event_type.evidence, "pattern:other@1"))
    with open_store(path) as store:
        store.add(READINGS, "book1")
        store.add([Reading(R1, "coded", None, (), (better,))], "book2")
        assert next(iter(store.readings())).claims == (better,)
    found = sqlite3.connect(path)
    changes = found.execute("select what, fields, codebook, new_codebook from changes order by what").fetchall()
    assert changes == [("changed", "event_type", "book1", "book2"), ("lost", "", "book1", "book2")]
    assert found.execute(
        "select count(*) from evidence e left join claims c on c.id = e.claim where c.id is null"
    ).fetchone() == (0,)
    found.close()


# --- damage, other files, other writers, full disks -------------------------------------------------------------------


def test_a_second_writer_is_told_who_holds_the_store(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with open_store(path), pytest.raises(StoreHeld, match=rf"process {os.getpid()}"):
        open_store(path)
    assert [found.name for found in tmp_path.iterdir()] == ["x.db"]
    with open_store(path) as store:
        assert store.known() == set()


def test_a_killed_writer_leaves_no_lock_behind(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    (tmp_path / "x.db.lock").write_text("999999\n")
    with open_store(path) as store:
        assert store.known() == set()


@pytest.mark.parametrize("size", [1, 16, 99, 100, 4096, 9000, -4096, -1])
def test_a_cut_file_is_damaged(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x.db"
    filled(path, list(many(60)))
    whole = path.read_bytes()
    path.write_bytes(whole[:size])
    with pytest.raises(StoreDamaged) as caught:
        open_store(path)
    assert str(path) in str(caught.value) and caught.value.exit_code == 5
    assert path.read_bytes() == whole[:size], "a damaged file is left as it is"


def test_a_bit_that_flips_in_the_header_is_seen_or_harmless(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    content = filled(path, list(many(5)))
    whole = path.read_bytes()
    seen = 0
    for bit in range(800):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        try:
            with open_store(path) as store:
                store.verify()
                assert list(store.dump()) == content, f"bit {bit} changed the content unseen"
        except StoreError as error:
            assert isinstance(error, StoreDamaged), f"bit {bit}: {error}"
            seen += 1
    assert seen > 300


def test_a_bit_that_flips_anywhere_is_seen_or_harmless(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with open_store(path) as store:
        store.add(READINGS, "book1")
        store.replace_events(LINEAGES, LINKS, EVENTS)
        expected = list(store.readings())
    whole = path.read_bytes()
    for bit in range(800, len(whole) * 8, 1499):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        try:
            with open_store(path) as store:
                store.verify()
                assert list(store.readings()) == expected, f"bit {bit} changed a reading unseen"
        except StoreDamaged:
            pass


def test_a_later_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    filled(path, [])
    found = sqlite3.connect(path)
    found.executescript("pragma user_version = 9; update meta set value = '9' where key = 'format'")
    found.close()
    with pytest.raises(StoreForeign, match="format 9"):
        open_store(path)


def test_another_programs_files_are_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("These are notes of mine, and they are longer than the header of a database is.\n" * 3)
    found = sqlite3.connect(other)
    found.execute("create table mine (x)")
    found.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(StoreForeign):
            open_store(path)
        assert path.read_bytes() == before
        assert not path.with_name(path.name + ".lock").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreForeign, match="nowhere"):
        open_store(tmp_path / "nowhere" / "x.db")


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond 300 kB, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_stops_the_run_and_keeps_what_was_stored(
    tmp_path: Path, small_files: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.store.store.BATCH", 10)
    path = tmp_path / "x.db"
    with open_store(path) as store:
        with pytest.raises(StoreFull) as caught:
            store.add(many(2000), "book1")
        assert caught.value.exit_code == 6
        kept = len(store.known())
    assert kept > 0 and kept % 10 == 0


def test_a_store_that_was_full_takes_the_rest_later(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with open_store(path) as store:
        _limit(store, 40)
        with pytest.raises(StoreFull):
            store.add(many(600), "book1")
    assert filled(path, list(many(600))) == filled(tmp_path / "whole.db", list(many(600)))


def _limit(store: Store, pages: int) -> None:
    store._connection.execute(f"pragma max_page_count = {pages}")
