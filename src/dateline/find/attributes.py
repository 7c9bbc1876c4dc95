"""The model's own rules for parts of speech, as a table: what its matcher finds at a quarter of the parser's cost.

Nearly all rules of the small English model look at one token: its tag, its lower-case form, its dependency. Those
that do not are left out: spoken contractions ("gonna", "let's"), and "there are", whose verb stays an auxiliary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

_CONDITIONS = {"TAG", "LOWER", "DEP", "IS_SPACE"}


class Attributes(NamedTuple):
    """What the rules set on a token; ``None`` where they leave it."""

    pos: str | None
    morph: str | None
    lemma: str | None


class _Allowed(NamedTuple):
    """The values that a condition of a rule allows, or, where ``inverted``, those that it does not."""

    values: frozenset[str]
    inverted: bool

    def holds(self, value: str) -> bool:
        return (value in self.values) != self.inverted


class _Rule(NamedTuple):
    tag: _Allowed | None
    lower: _Allowed | None
    dep: _Allowed | None
    space: bool | None
    attributes: Mapping[str, str]


class AttributeTable:
    """The rules in their order."""

    def __init__(self, patterns: Sequence[Mapping[str, Any]]) -> None:
        self._rules = [
            _Rule(
                _allowed(token.get("TAG")),
                _allowed(token.get("LOWER")),
                _allowed(token.get("DEP")),
                token.get("IS_SPACE"),
                pattern["attrs"],
            )
            for pattern in patterns
            for tokens in pattern["patterns"]
            if len(tokens) == 1
            for token in tokens
            if set(token) <= _CONDITIONS and not any("REGEX" in c for c in token.values() if isinstance(c, Mapping))
        ]

    def of(self, tag: str, lower: str, dep: str) -> Attributes:
        """What the rules set on such a token; a later rule outweighs an earlier one."""
        merged: dict[str, str] = {}
        for rule in self._rules:
            if (
                (rule.tag is None or rule.tag.holds(tag))
                and (rule.lower is None or rule.lower.holds(lower))
                and (rule.dep is None or rule.dep.holds(dep))
                and (rule.space is None or rule.space == lower.isspace())
            ):
                merged.update(rule.attributes)
        return Attributes(merged.get("POS"), merged.get("MORPH"), merged.get("LEMMA"))


def _allowed(condition: object) -> _Allowed | None:
    """What a condition of a rule allows; ``None`` where it asks nothing."""
    if condition is None:
        return None
    if isinstance(condition, Mapping):
        (how,) = condition
        return _Allowed(frozenset(str(value) for value in condition[how]), how == "NOT_IN")
    return _Allowed(frozenset({str(condition)}), False)
