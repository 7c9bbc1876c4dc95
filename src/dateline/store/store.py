"""The store: reports, what they claim, and the events made of it, in one SQLite file.

What is written is a function of what is given: every key is made from content, a batch of reports is one transaction,
and a report that is given again replaces itself.  So a run that is repeated, continued or killed ends in the same rows.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from dateline.model import Claim, Document, Event, Lineage, Link, Packed, Reading
from dateline.store.lock import Lock, hold
from dateline.store.opening import connect
from dateline.store.pack import PackError, pack, unpack
from dateline.store.problems import damaged, speaking
from dateline.store.rows import (
    DIRECT,
    claim_row,
    document_row,
    event_row,
    evidence_rows,
    insertion,
    lineage_row,
    link_row,
    plain,
    quarantine_row,
)

T = TypeVar("T")

BATCH = 200
"""Reports in one transaction: enough that waiting for the disk is rare, few enough that little is done again."""

_CONTENT: Mapping[str, str] = {
    "documents": "id",
    "quarantine": "document",
    "claims": "id",
    "evidence": "claim, field, item, n",
    "lineages": "document",
    "links": '"left", "right", "by"',
    "events": "id",
    "members": "event, claim",
}
"""The tables that hold what reports tell, with the order in which they are read out."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run was asked to do. It has no date: the same run is the same row. ``options`` is JSON."""

    program: str
    codebook: str
    options: str
    reports: int
    inputs: str

    @classmethod
    def of(cls, documents: Iterable[Document], program: str, codebook: str, options: str = "{}") -> Run:
        """The run over these reports, whatever their order."""
        keys = sorted((plain(document.id), document.sha256) for document in documents)
        return cls(program, codebook, options, len(keys), _sha256("\n".join(f"{sha} {key}" for key, sha in keys)))

    @property
    def id(self) -> str:
        return _sha256(pack(self))[:16]


def open_store(path: str | Path) -> Store:
    """The store at this path, made where there is none, and held by this process until it is closed.

    Raises ``StoreHeld`` where another process holds it, ``StoreDamaged`` where its content is not what was written,
    ``StoreForeign`` where the file is another program's or a later version's, ``StoreFull`` where the disk is full.
    """
    path = Path(path)
    lock = hold(path)
    try:
        with speaking(path):
            return Store(path, connect(path), lock)
    except BaseException:
        lock.release()
        raise


class Store:
    """An open store. Use it in a ``with``; ``open_store`` makes one."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: Lock) -> None:
        self.path = path
        self._connection = connection
        self._lock: Lock | None = lock

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Fold the log into the file and let go of it. Closing twice is harmless."""
        try:
            with speaking(self.path):
                self._connection.close()
        finally:
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    # --- reports and claims -------------------------------------------------------------------------------------------

    def known(self) -> set[tuple[str, str, str]]:
        """The reports that need no coding: id, hash of the raw record, version of the codebook that coded them."""
        with speaking(self.path):
            return set(self._connection.execute("select id, sha256, codebook from documents").fetchall())

    def add(self, readings: Iterable[Reading], codebook: str) -> int:
        """Store readings made with this version of the codebook, as they come; how many there were.

        Each batch is committed whole: reports, claims, end states.  Where ``readings`` stops with an error or an
        interrupt, what it gave before is stored first.  A report that is there already is replaced; where it comes
        from another text or codebook and its claims differ, ``changes`` keeps how.

        Raises ``StoreFull`` where the disk takes no more; the batches before stay.
        """
        source = iter(readings)
        total = 0
        while True:
            batch: list[Reading] = []
            try:
                for reading in islice(source, BATCH):
                    batch.append(reading)  # one by one: an error in the source must not lose those before it
            finally:
                if batch:
                    self._write(batch, codebook)
            if not batch:
                return total
            total += len(batch)

    def readings(self) -> Iterator[Reading]:
        """Every stored reading by document id, as it was added but for its mentions, which are not stored.

        Raises ``StoreDamaged`` at the first that is not what was written.
        """
        query = f"select {', '.join(_READ)} from documents order by id"
        with speaking(self.path):
            for row in self._connection.execute(query):
                yield self._reading(dict(zip(_READ, row, strict=True)))

    def end_states(self) -> dict[str, int]:
        """How many reports ended how."""
        with speaking(self.path):
            found = self._connection.execute("select end_state, count(*) from documents group by 1 order by 1")
            return dict(found.fetchall())

    def _write(self, batch: Sequence[Reading], codebook: str) -> None:
        with speaking(self.path), _transaction(self._connection) as cursor:
            for reading in batch:
                self._put(cursor, replace(reading, mentions=()), codebook)

    def _put(self, cursor: sqlite3.Cursor, reading: Reading, codebook: str) -> None:
        document = reading.document
        key = plain(document.id)
        self._keep_changes(cursor, reading, codebook)
        cursor.execute("delete from claims where document = ?", (key,))
        cursor.execute("delete from quarantine where document = ?", (key,))
        records = [pack(claim) for claim in reading.claims]
        cursor.execute(*insertion("documents", document_row(reading, codebook, _seal(reading, records))))
        if reading.end_state == "quarantined" and reading.reason is not None:
            cursor.execute(*insertion("quarantine", quarantine_row(document, reading.reason)))
        for position, (claim, record) in enumerate(zip(reading.claims, records, strict=True)):
            cursor.execute(*insertion("claims", claim_row(claim, position, document, record)))
            cursor.executemany("insert into evidence values (?, ?, ?, ?, ?, ?, ?, ?, ?)", evidence_rows(claim))

    def _keep_changes(self, cursor: sqlite3.Cursor, reading: Reading, codebook: str) -> None:
        """Where a report comes again from another text or codebook, note the claims that this changes."""
        document = reading.document
        key = plain(document.id)
        before = cursor.execute("select sha256, codebook from documents where id = ?", (key,)).fetchone()
        if before is None or before == (document.sha256, codebook):
            return
        old = {claim.id: claim for claim in (self._unpacked(Claim, record) for record in self._records(key))}
        new = {claim.id: claim for claim in reading.claims}
        for claim in sorted(old.keys() | new.keys()):
            if old.get(claim) == new.get(claim):
                continue
            what = "gained" if claim not in old else "lost" if claim not in new else "changed"
            differing = _differing(old[claim], new[claim]) if what == "changed" else ()
            row = {
                "document": key,
                "claim": claim,
                "sha256": before[0],
                "codebook": before[1],
                "new_sha256": document.sha256,
                "new_codebook": codebook,
                "what": what,
                "fields": "; ".join(differing),
            }
            cursor.execute(*insertion("changes", row))

    def _reading(self, row: dict[str, str | int | None]) -> Reading:
        """A stored reading, unless its seal says that something in it is not what was written."""
        name = f"report {row['id']!r}"
        try:
            document = _document(row)
            records = self._records(str(row["id"]))
            claims = Packed(unpack(Claim, record) for record in records)
            end_state, reason = row["end_state"], row["reason"]
            reading = Reading(document, end_state, reason, (), claims)  # type: ignore[arg-type]  # checked when made
        except ValueError as wrong:
            raise damaged(self.path, f"{name}: {wrong}") from wrong
        if _seal(reading, records) != row["seal"]:
            raise damaged(self.path, f"{name} is not what was written")
        return reading

    def _records(self, key: str) -> list[str]:
        """The claims of a report as they were packed, in their order."""
        query = "select record from claims where document = ? order by position"
        return [record for (record,) in self._connection.execute(query, (key,)).fetchall()]

    def _all(self, kind: type[T], query: str) -> Iterator[T]:
        for (record,) in self._connection.execute(query).fetchall():
            yield self._unpacked(kind, record)

    def _unpacked(self, kind: type[T], record: str) -> T:
        try:
            return unpack(kind, record)
        except PackError as wrong:
            raise damaged(self.path, f"a {kind.__name__.lower()}: {wrong}") from wrong

    # --- what all reports together tell -------------------------------------------------------------------------------

    def replace_events(self, lineages: Iterable[Lineage], links: Iterable[Link], events: Iterable[Event]) -> None:
        """Put these in the place of all lineages, links and events: they are computed from all reports together."""
        with speaking(self.path), _transaction(self._connection) as cursor:
            for table in ("members", "events", "links", "lineages"):
                cursor.execute(f"delete from {table}")
            for lineage in lineages:
                cursor.execute(*insertion("lineages", lineage_row(lineage)))
            for link in links:
                cursor.execute(*insertion("links", link_row(link)))
            for event in events:
                cursor.execute(*insertion("events", event_row(event)))
                cursor.executemany("insert into members values (?, ?)", [(event.id, claim) for claim in event.claims])

    def lineages(self) -> tuple[Lineage, ...]:
        """The stored lineages by document id."""
        with speaking(self.path):
            return tuple(self._all(Lineage, "select record from lineages order by document"))

    def links(self) -> tuple[Link, ...]:
        """The stored links by their claims."""
        with speaking(self.path):
            return tuple(self._all(Link, 'select record from links order by "left", "right", "by"'))

    def events(self) -> tuple[Event, ...]:
        """The stored events by id."""
        with speaking(self.path):
            return tuple(self._all(Event, "select record from events order by id"))

    # --- the file itself ----------------------------------------------------------------------------------------------

    def note(self, run: Run) -> None:
        """Keep what was run; a run that was noted before changes nothing."""
        row = {"id": run.id, **{part.name: getattr(run, part.name) for part in fields(run)}}
        with speaking(self.path), _transaction(self._connection) as cursor:
            cursor.execute(*insertion("runs", row))

    def dump(self) -> Iterator[str]:
        """The content as lines, in an order of its own: two stores with equal dumps hold the same.

        ``runs`` and ``changes`` are left out: they tell how the content came about.
        """
        with speaking(self.path):
            for table, order in _CONTENT.items():
                for row in self._connection.execute(f"select * from {table} order by {order}"):
                    yield f"{table} {row!r}"

    def verify(self) -> None:
        """Read everything and compare it with what was written. Raises ``StoreDamaged``."""
        with speaking(self.path):
            found = self._connection.execute("pragma integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise damaged(self.path, found)
        for _reading in self.readings():
            pass
        for table in (self.lineages, self.links, self.events):
            table()


_READ = (*DIRECT, "extracted", "end_state", "reason", "record", "seal")


def _document(row: Mapping[str, str | int | None]) -> Document:
    if row["record"] is not None:
        return unpack(Document, str(row["record"]))
    values = {name: row[name] for name in DIRECT}
    return Document(**values, extracted=bool(row["extracted"]))  # type: ignore[arg-type]  # the columns are typed


def _differing(old: Claim, new: Claim) -> list[str]:
    """The fields in which two codings of one claim differ."""
    return [part.name for part in fields(Claim) if getattr(old, part.name) != getattr(new, part.name)]


def _seal(reading: Reading, records: Sequence[str]) -> str:
    """A hash over all that a report gave; the claims as they were packed."""
    parts = (pack(reading.document), reading.end_state, plain(reading.reason or ""), *records)
    return _sha256("\n".join(parts))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Cursor]:
    """All of the block or nothing of it."""
    cursor = connection.cursor()
    cursor.execute("begin immediate")
    try:
        yield cursor
        cursor.execute("commit")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled it back already
            cursor.execute("rollback")
        raise
