"""Opening the file of a store: is it ours, whole, and of a version we know?"""

from __future__ import annotations

import os
import sqlite3
from importlib.resources import files
from pathlib import Path

from dateline.store.problems import StoreForeign, damaged

FORMAT = 1
"""The version of the tables, in the file's ``user_version``; it goes up with a change that older rows do not fit."""

APPLICATION = 0x64746C6E
"""SQLite's ``application_id`` of our files: "dtln"."""

_MAGIC = b"SQLite format 3\x00"


def connect(path: Path) -> sqlite3.Connection:
    """A connection that writes through to the disk at every commit, to a file that has passed our checks.

    Raises ``StoreForeign`` for a file of another program or of a later version, ``StoreDamaged`` for a broken one,
    and SQLite's errors for what it finds itself.
    """
    fresh = not path.exists() or path.stat().st_size == 0
    if not fresh:
        _check_head(path)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        if not fresh:
            _check(connection, path)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        if connection.execute("pragma user_version").fetchone()[0] == 0:
            _create(connection)
            _keep_entry(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_head(path: Path) -> None:
    """A file that is no database is not ours to write to, unless it was one."""
    with path.open("rb") as file:
        head = file.read(100)
    if head.startswith(_MAGIC):
        page = int.from_bytes(head[16:18], "big") or 1
        logged = path.with_name(f"{path.name}-wal").exists()  # then SQLite mends what a killed run left half written
        if len(head) < 100 or (not logged and path.stat().st_size % page):
            raise damaged(path, "it is cut off")
        return
    if int.from_bytes(head[68:72], "big") == APPLICATION or _differs_little(head):
        raise damaged(path, "its first bytes are not those of a database")
    raise StoreForeign(f"{path} is not a store of dateline; choose another name")


def _differs_little(head: bytes) -> bool:
    """Whether these were once the first bytes of a database."""
    same = sum(a == b for a, b in zip(head, _MAGIC, strict=False))
    return same >= min(len(head), len(_MAGIC) - 4)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("pragma user_version").fetchone()[0]
    owner = connection.execute("pragma application_id").fetchone()[0]
    tables = {name for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")}
    if not tables and version == 0:
        return  # a run that was killed while it made the file
    if "meta" not in tables or "documents" not in tables:
        if owner == APPLICATION:
            raise damaged(path, "its tables are missing")
        raise StoreForeign(f"{path} is a database of another program; choose another name")
    written = dict(connection.execute("select key, value from meta").fetchall())
    if written.get("application") != "dateline":
        raise damaged(path, "its own description cannot be read")
    if written.get("format") != str(version) or owner != APPLICATION:
        raise damaged(path, "its header does not agree with its content")
    if version != FORMAT:
        raise StoreForeign(f"{path} has format {version}; this dateline knows {FORMAT}. Use the dateline that wrote it")
    found = connection.execute("pragma quick_check(1)").fetchone()[0]
    if found != "ok":
        raise damaged(path, found)


def _create(connection: sqlite3.Connection) -> None:
    """The tables in one transaction, so that a killed run leaves all of them or none."""
    schema = files("dateline.store").joinpath("schema.sql").read_text(encoding="utf-8")
    connection.executescript(
        f"begin immediate;\n{schema}\n"
        f"insert into meta values ('application', 'dateline'), ('format', '{FORMAT}');\n"
        f"pragma application_id = {APPLICATION};\npragma user_version = {FORMAT};\ncommit;"
    )


def _keep_entry(path: Path) -> None:
    """Sync the folder too: a new file whose name is lost is lost."""
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
