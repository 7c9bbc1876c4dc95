"""Many nouns in little room: the claims of thousands of reports lie packed until somebody asks for them."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar, overload

T = TypeVar("T")


def packable(noun: type[T]) -> type[T]:
    """A frozen dataclass with slots that is put in bytes and taken out again by its bare values.

    What ``dataclasses`` does for such classes asks for the fields each time, which takes three times as long.
    """
    names = [part.name for part in fields(noun)]  # type: ignore[arg-type]  # every noun is a dataclass
    values = attrgetter(*names)
    setters = tuple(getattr(noun, name).__set__ for name in names)

    def __getstate__(self: T) -> Any:
        return values(self)

    def __setstate__(self: T, state: Sequence[Any]) -> None:
        for put, value in zip(setters, state, strict=True):
            put(self, value)

    noun.__getstate__ = __getstate__  # type: ignore[assignment]
    noun.__setstate__ = __setstate__  # type: ignore[attr-defined]
    return noun


class Packed(Sequence[T]):
    """A sequence that lies in memory as a few hundred bytes an item, and is made anew each time it is gone through.

    It equals any sequence with equal items in the same order, a tuple among them.
    """

    __slots__ = ("_count", "_data")

    def __init__(self, items: Iterable[T]) -> None:
        held = tuple(items)
        self._count = len(held)
        self._data = zlib.compress(pickle.dumps(held, pickle.HIGHEST_PROTOCOL), 1) if held else b""

    def _items(self) -> tuple[T, ...]:
        found: tuple[T, ...] = pickle.loads(zlib.decompress(self._data)) if self._count else ()  # our own bytes
        return found

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        return iter(self._items())

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self._items()[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._items() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._items())

    def __repr__(self) -> str:
        return repr(self._items())
