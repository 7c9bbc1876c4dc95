"""The exit codes of the contract, and the way to end with one."""

from __future__ import annotations

DONE = 0
FAILED = 1
USAGE = 2
QUARANTINED = 3
HELD = 4
DAMAGED = 5
NO_RESOURCE = 6
INTERRUPTED = 130
TERMINATED = 143

MEANINGS = {
    DONE: "done",
    FAILED: "a failed check, or a fault of ours",
    USAGE: "usage",
    QUARANTINED: "done, but something was quarantined for another reason than its language",
    HELD: "the store is held by another writer",
    DAMAGED: "the store is damaged",
    NO_RESOURCE: "out of a resource (disk, memory)",
    INTERRUPTED: "interrupted (Ctrl-C), stopped cleanly",
    TERMINATED: "asked to end (SIGTERM), stopped cleanly",
}


class Ending(Exception):
    """End with this code after saying this."""

    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
