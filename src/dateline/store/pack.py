"""The nouns as JSON and back, by their type hints alone, so that what is stored is what was claimed.

A dataclass becomes an object of its fields, a tuple a list, a day its ISO form.  Reading is strict: a field that the
noun does not know, a missing one without a default, or a value of another type is an error, never a guess.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from dateline.model import Packed

T = TypeVar("T")

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
_Reader = Callable[[Json], object]
_PLAIN = (bool, int, float, str)


class PackError(ValueError):
    """Stored JSON that is not what its noun says."""


def pack(noun: object) -> str:
    """A noun as JSON text: keys in the order of its fields, the same text for the same noun."""
    text = json.dumps(_packed(noun), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate: JSON can hold it escaped, UTF-8 cannot
        return json.dumps(_packed(noun), ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text


def unpack(kind: type[T], text: str) -> T:
    """The noun of this type from what ``pack`` wrote. Raises ``PackError`` where the text does not fit the type."""
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as broken:
        raise PackError(f"not JSON: {broken}") from broken
    return cast(T, _reader(cast(Any, kind))(found))


def _no_constant(name: str) -> float:
    raise PackError(f"{name} is not JSON")


def _packed(value: object) -> Json:
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, (tuple, Packed)):
        return [_packed(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return {name: _packed(getattr(value, name)) for name in _names(cast(Any, type(value)))}


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a noun; asking for them once a class makes packing three times as fast."""
    if not is_dataclass(kind):
        raise PackError(f"{kind.__name__} is no noun, tuple, day or plain value")
    return tuple(part.name for part in fields(kind))


@cache
def _reader(hint: Any) -> _Reader:
    """What reads JSON into a value of this hint. The hints are those of ``dateline.model``."""
    origin = get_origin(hint)
    if hint is type(None):
        return _exactly(type(None))
    if hint is float:
        return _number
    if hint in _PLAIN:
        return _exactly(hint)
    if hint is date:
        return _day
    if origin is Literal:
        return _choice(get_args(hint))
    if origin in (Union, types.UnionType):
        return _either(get_args(hint))
    if origin is tuple:
        return _sequence(get_args(hint))
    if origin is Sequence:
        return _sequence((*get_args(hint), ...))
    if is_dataclass(origin or hint):
        return _noun(hint)
    raise PackError(f"cannot read values of {hint}")


def _exactly(kind: type) -> _Reader:
    def read(found: Json) -> object:
        if type(found) is not kind:
            raise PackError(f"{found!r} is not {kind.__name__}")
        return found

    return read


def _number(found: Json) -> object:
    if type(found) not in (int, float):
        raise PackError(f"{found!r} is not a number")
    return found


def _day(found: Json) -> object:
    if not isinstance(found, str):
        raise PackError(f"{found!r} is not a day")
    try:
        return date.fromisoformat(found)
    except ValueError as wrong:
        raise PackError(f"{found!r} is not a day") from wrong


def _choice(allowed: tuple[object, ...]) -> _Reader:
    def read(found: Json) -> object:
        if found not in allowed:
            raise PackError(f"{found!r} is not one of {', '.join(map(str, allowed))}")
        return found

    return read


def _either(hints: tuple[Any, ...]) -> _Reader:
    """Nothing, or one of several nouns, told apart by their fields."""
    some = [hint for hint in hints if hint is not type(None)]
    optional = len(some) < len(hints)
    if len(some) == 1:
        read_one = _reader(some[0])
        return lambda found: None if found is None else read_one(found)
    by_fields = {frozenset(part.name for part in fields(hint)): _reader(hint) for hint in some}

    def read(found: Json) -> object:
        if found is None and optional:
            return None
        reader = by_fields.get(frozenset(found)) if isinstance(found, dict) else None
        if reader is None:
            raise PackError(f"{found!r} is none of {', '.join(hint.__name__ for hint in some)}")
        return reader(found)

    return read


def _sequence(hints: tuple[Any, ...]) -> _Reader:
    if len(hints) == 2 and hints[1] is Ellipsis:
        read_one = _reader(hints[0])
        return lambda found: tuple(read_one(item) for item in _list(found))
    readers = [_reader(hint) for hint in hints]

    def read(found: Json) -> object:
        items = _list(found)
        if len(items) != len(readers):
            raise PackError(f"{len(items)} values instead of {len(readers)}")
        return tuple(reader(item) for reader, item in zip(readers, items, strict=True))

    return read


def _list(found: Json) -> list[Json]:
    if not isinstance(found, list):
        raise PackError(f"{found!r} is not a list")
    return found


def _noun(hint: Any) -> _Reader:
    origin = get_origin(hint) or hint
    bound: Mapping[object, object] = dict(zip(getattr(origin, "__parameters__", ()), get_args(hint), strict=True))
    named = get_type_hints(origin)
    readers = {part.name: _reader(bound.get(named[part.name], named[part.name])) for part in fields(origin)}
    needed = {part.name for part in fields(origin) if _is_needed(part)}

    def read(found: Json) -> object:
        if not isinstance(found, dict):
            raise PackError(f"{found!r} is not an object")
        if found.keys() - readers.keys() or needed - found.keys():
            raise PackError(f"{origin.__name__} does not have the fields {', '.join(sorted(found))}")
        values = {name: readers[name](item) for name, item in found.items()}
        try:
            return origin(**values)
        except ValueError as wrong:
            raise PackError(str(wrong)) from wrong

    return read


def _is_needed(part: Field[Any]) -> bool:
    return part.default is MISSING and part.default_factory is MISSING
