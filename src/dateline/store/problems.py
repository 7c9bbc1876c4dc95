"""What can be wrong with a store, each with the exit code that the command line ends with."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreError(Exception):
    """A store that cannot be used; the message says what to do about it."""

    exit_code = 1


class StoreForeign(StoreError):
    """The file is somebody else's, or a later dateline's: it is left as it is."""

    exit_code = 2


class StoreHeld(StoreError):
    """Another process writes to the store."""

    exit_code = 4


class StoreDamaged(StoreError):
    """The file's content is not what was written."""

    exit_code = 5


class StoreFull(StoreError):
    """The disk takes no more. What was committed before stays."""

    exit_code = 6


_HELD = {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_BUSY_SNAPSHOT", "SQLITE_BUSY_RECOVERY"}
_CANNOT_WRITE = {
    "SQLITE_FULL",
    "SQLITE_NOMEM",
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_FSYNC",
    "SQLITE_IOERR_DIR_FSYNC",
    "SQLITE_IOERR_TRUNCATE",
    "SQLITE_IOERR_SHMOPEN",
    "SQLITE_IOERR_SHMSIZE",
    "SQLITE_IOERR_SHMMAP",
    "SQLITE_IOERR_NOMEM",
}
"""What SQLite says when a write fails: a full disk, a quota or a limit on file size end in any of these."""


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, which name the file and what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", None)
        if name in _HELD:
            raise StoreHeld(f"{path} is held by another program; close it there and try again") from error
        if name in _CANNOT_WRITE:
            message = f"{path} cannot grow ({error}); make room and run the same command again, it goes on from there"
            raise StoreFull(message) from error
        if name == "SQLITE_CANTOPEN" or (name == "SQLITE_READONLY" and not os.access(path, os.W_OK)):
            raise StoreForeign(f"{path} cannot be opened: is there such a folder, and may you write to it?") from error
        raise damaged(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise damaged(path, "it holds text that is not UTF-8") from error


def damaged(path: Path, what: str) -> StoreDamaged:
    return StoreDamaged(f"{path} is damaged: {what}. Move it away and run again, or bring back a copy")
