"""Coding many reports: in this process, or in spawned workers that hand back small rows, never parsed documents.

A report that kills its worker is tried once more alone and then quarantined; its neighbours are coded all the same.
"""

from __future__ import annotations

import multiprocessing
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic

from dateline.model import Document, Packed, Reading
from dateline.run.code import Coder, Recipe, code_claims, code_report
from dateline.run.limits import MEGABYTES, SECONDS, OutOfTime, let_be, limit_memory, time_limit

_GRACE = 10.0
"""Seconds a worker gets beyond its report's limit before it is ended from outside."""


def code_safely(document: Document, coder: Coder, seconds: float = SECONDS, *, mentions: bool = True) -> Reading:
    """The report coded, or quarantined with the reason why it could not be: time, memory, or a fault of ours.

    This is the one place that catches any error: no report may stop the run, and the reason names the fault and where
    it lies, so that it can be told to us.
    """
    try:
        with time_limit(seconds):
            reading = code_report(document, coder) if mentions else code_claims(document, coder)
            return replace(reading, claims=Packed(reading.claims), mentions=Packed(reading.mentions))
    except OutOfTime as slow:
        return Reading(document, "quarantined", f"timeout: {slow}")
    except MemoryError:
        return Reading(document, "quarantined", "memory: coding this report needs more memory than allowed")
    except RecursionError:
        return Reading(document, "quarantined", "too_deep: a sentence of this report is nested too deeply")
    except Exception as fault:
        last = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{Path(last.filename).name}, line {last.lineno}"
        reason = f"fault: {type(fault).__name__} in {where}: {fault}; this is our mistake, please report it"
        return Reading(document, "quarantined", reason)


def code_all(
    documents: Iterable[Document],
    recipe: Recipe,
    workers: int,
    coder: Coder | None = None,
    seconds: float = SECONDS,
    *,
    mentions: bool = True,
) -> Iterator[Reading]:
    """Each report coded, in no particular order when there are several workers; every report comes back once."""
    if workers <= 1:
        ready = coder if coder is not None else recipe.coder()
        for document in documents:
            yield code_safely(document, ready, seconds, mentions=mentions)
        return
    yield from _supervise(documents, recipe, workers, seconds, mentions)


def _work(pipe: Connection, recipe: Recipe, seconds: float, mentions: bool) -> None:
    coder = recipe.coder()
    let_be()
    limit_memory(MEGABYTES)
    while True:
        document = pipe.recv()
        if document is None:
            return
        pipe.send(code_safely(document, coder, seconds, mentions=mentions))


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    document: Document | None = None
    since: float = 0.0


def _start(recipe: Recipe, seconds: float, mentions: bool) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, recipe, seconds, mentions), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _supervise(
    documents: Iterable[Document], recipe: Recipe, workers: int, seconds: float, mentions: bool
) -> Iterator[Reading]:
    todo = iter(documents)
    again: deque[Document] = deque()
    failed: set[str] = set()
    staff = [_start(recipe, seconds, mentions) for _ in range(workers)]
    try:
        while True:
            for worker in staff:
                if worker.document is None:
                    worker.document = again.popleft() if again else next(todo, None)
                    if worker.document is not None:
                        worker.pipe.send(worker.document)
                        worker.since = monotonic()
            busy = [worker for worker in staff if worker.document is not None]
            if not busy:
                return
            wait([worker.pipe for worker in busy], timeout=1.0)
            for place, worker in enumerate(staff):
                if worker.document is None:
                    continue
                reading = _hear(worker, seconds)
                if reading is None:
                    continue
                if isinstance(reading, Reading):
                    worker.document = None
                    yield reading
                    continue
                document = worker.document
                worker.process.kill()
                worker.process.join()
                worker.pipe.close()
                staff[place] = _start(recipe, seconds, mentions)
                if document.id in failed:
                    yield Reading(document, "quarantined", reading)
                else:
                    failed.add(document.id)
                    again.append(document)
    finally:
        for worker in staff:
            if worker.process.is_alive() and worker.document is None:
                worker.pipe.send(None)
        for worker in staff:
            worker.process.join(timeout=2.0)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.pipe.close()


def _hear(worker: _Worker, seconds: float) -> Reading | str | None:
    """What a busy worker has to say: its reading, the reason why it is lost, or nothing yet."""
    try:
        if worker.pipe.poll():
            reading = worker.pipe.recv()
            assert isinstance(reading, Reading)
            return reading
    except (EOFError, ConnectionResetError):
        return "worker_crash: coding this report ended the process twice"
    if not worker.process.is_alive():
        return "worker_crash: coding this report ended the process twice"
    if monotonic() - worker.since > seconds + _GRACE + 30:  # loading counts into a worker's first report
        return f"timeout: took longer than {seconds:g} seconds and did not stop"
    return None
