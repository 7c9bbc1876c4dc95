"""How far a long run is, on standard error; nothing where nobody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


class Watch:
    """Says what is being done and how much of it is. Without a bar it says nothing."""

    def __init__(self, bar: Progress | None, task: TaskID | None) -> None:
        self._bar = bar
        self._task = task

    def say(self, what: str) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=what)

    def at(self, done: int, total: int) -> None:
        """So many of so many reports are coded."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description="coding", completed=done, total=total)


@contextmanager
def watching() -> Iterator[Watch]:
    """A bar while the block runs, taken away at its end; none where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield Watch(None, None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Watch(bar, bar.add_task("reading", total=None))
