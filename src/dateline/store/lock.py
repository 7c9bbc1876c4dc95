"""One writer per store: a lock file beside it, held by the kernel for as long as its process lives."""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from dateline.store.problems import StoreForeign, StoreHeld


@dataclass(frozen=True, slots=True)
class Lock:
    """A held lock. The kernel lets go of it when the process ends in whatever way, so none is ever stale."""

    path: Path
    handle: int

    def release(self) -> None:
        """Let go. The file goes first, while nobody else can hold it."""
        self.path.unlink(missing_ok=True)
        os.close(self.handle)


def hold(store: Path) -> Lock:
    """Take the store for this process.

    Raises ``StoreHeld``, with the number of the process that holds it, at once if there is another.
    """
    path = store.with_name(f"{store.name}.lock")
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StoreForeign(f"{store} cannot be opened for writing: {error.strerror}") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(handle, 20).decode("ascii", "replace").strip()
            os.close(handle)
            raise StoreHeld(f"{store} is held by another writer, process {holder or 'unknown'}") from error
        if _is_still_there(handle, path):
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode("ascii"))
            return Lock(path, handle)
        os.close(handle)  # its holder released and removed it between our two calls


def _is_still_there(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
