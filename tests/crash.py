"""A run into a store that is killed on the way, for tests: ``python crash.py STORE HOW_MANY KILL_AT``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.model import Reading
from dateline.store import open_store
from dateline.store import store as module
from situations import DIRECT, claim, report


def many(count: int) -> Iterator[Reading]:
    """Small reports with a claim each; every fifth without event, every seventh quarantined."""
    for number in range(count):
        document = report(f"n{number:04}", f"Report {number}. Gunmen were killed.")
        if number % 7 == 3:
            yield Reading(document, "quarantined", "timeout: took longer than 60 seconds")
        elif number % 5 == 1:
            yield Reading(document, "no_event")
        else:
            yield Reading(document, "coded", None, (), (claim(document, "were killed"),))


def main(path: Path, count: int, kill_at: int) -> None:
    module.BATCH = 10
    with open_store(path) as store:
        known = {id for id, _, _ in store.known()}

        def todo() -> Iterator[Reading]:
            for position, reading in enumerate(many(count)):
                if position == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)
                if reading.document.id not in known:
                    yield reading

        store.add(todo(), "book1")


if __name__ == "__main__":
    assert DIRECT
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
