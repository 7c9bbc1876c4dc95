"""The codebook's rules for merging, typed once for the pure functions that judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from dateline.codebook.entries import Codebook
from dateline.model import Outcome, Status

STATUSES: tuple[str, ...] = get_args(Status)
OUTCOMES: tuple[str, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the codebook says of merging: weights, lengths, families, sides and the order of choices.

    ``mode_groups`` holds, for a type, the groups of modes that part its events; ``alike`` the types that tell one
    happening with it.  Weights run from 0 to 1, ``measures`` are days, kilometres, people and shares.
    """

    weights: Mapping[str, float]
    enough: Mapping[str, float]
    measures: Mapping[str, float]
    alike: Mapping[str, frozenset[str]]
    mode_groups: Mapping[str, tuple[frozenset[str], ...]]
    side_of_sector: Mapping[str, str]
    side_of_class: Mapping[str, str]
    sector_of_class: Mapping[str, str]
    statuses: tuple[Status, ...]
    outcomes: tuple[Outcome, ...]
    best_figure: tuple[str, ...]
    words: Mapping[str, frozenset[str]]
    plain_names: frozenset[str]

    @classmethod
    def of(cls, book: Codebook) -> Rules:
        """Raises ``KeyError`` where a table or set is missing, ``ValueError`` where a number or name is none."""
        tables = book.tables
        return cls(
            weights=_numbers(tables["weight of evidence"]),
            enough=_numbers(tables["enough evidence"]),
            measures=_numbers(tables["measures of merging"]),
            alike={name: frozenset(others.split()) for name, others in tables["types told alike"].items()},
            mode_groups={
                name: tuple(frozenset(group.split()) for group in groups.split("/"))
                for name, groups in tables["modes that part"].items()
            },
            side_of_sector=tables["side of sector"],
            side_of_class=tables["side of source class"],
            sector_of_class=tables["sector of source class"],
            statuses=cast("tuple[Status, ...]", _ranked(tables["order of status"], STATUSES)),
            outcomes=cast("tuple[Outcome, ...]", _ranked(tables["order of outcome"], OUTCOMES)),
            best_figure=_ranked(tables["order of best figure"], ("most sources", "exact", "latest", "lowest")),
            words=book.words,
            plain_names=_plain_names(book),
        )

    def one_family(self, left: str, right: str) -> bool:
        """Do reports tell one happening under these two types?"""
        return left == right or right in self.alike.get(left, frozenset())

    def family(self, event_type: str) -> str:
        """The name under which a type and those told alike are looked up."""
        return min([event_type, *sorted(self.alike.get(event_type, frozenset()))])


def _plain_names(book: Codebook) -> frozenset[str]:
    """Words that bear a capital and distinguish nothing: small words, titles, days, and states with their peoples."""
    plain = set(book.words["no distinctive names"] | book.words["function words"])
    for entry in book.actors.values():
        if entry.kind == "country":
            names = (entry.name, *entry.names, *entry.weak_names, *entry.adjectives, *entry.people)
            plain.update(word.casefold() for name in names for word in name.split())
    return frozenset(plain)


def _numbers(table: Mapping[str, str]) -> dict[str, float]:
    return {name: float(value) for name, value in table.items()}


def _ranked(table: Mapping[str, str], known: tuple[str, ...]) -> tuple[str, ...]:
    ranked = tuple(table[rank] for rank in sorted(table, key=int))
    if set(ranked) != set(known):
        raise ValueError(f"the codebook ranks {ranked}; it must rank {', '.join(known)}, each once")
    return ranked
