"""Limits on the time and memory of one report, so that no report stops the run; what is loaded is let be."""

from __future__ import annotations

import gc
import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 60.0
"""Wall-clock seconds for one report; the slowest real reports take well under one (facts measured in bench/)."""

MEGABYTES = 4_096
"""Address space of one worker. The model and the place index map about one gigabyte before the first report."""


_SELDOM = 20_000
"""New objects between two looks of the garbage collector; Python's own 700 cost a twentieth of the time."""


class OutOfTime(Exception):
    """A report took longer than its limit."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise ``OutOfTime`` in this thread when the block has run this long.

    Signals reach only the main thread; elsewhere the block runs without a limit and the supervising process keeps time.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTime(f"took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limit_memory(megabytes: int) -> None:
    """Let this process map at most this much, so that it meets ``MemoryError`` and not the machine's killer."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def let_be() -> None:
    """Keep the garbage collector off all that is loaded by now: codebook, model and indexes stay to the end of the
    process, and looking through them again and again costs a fifteenth of its time. For processes of our own only:
    in somebody else's, what is thrown away later would never be freed.  What a report leaves behind has no circles, so
    the collector need not look often either."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SELDOM, 20, 20)
