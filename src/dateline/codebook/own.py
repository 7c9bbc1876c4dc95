"""A user's own actors: the folder they lie in, and their import from lists.

The folder holds one YAML file for each list, in the form of ``codebook/actors``.  Coding takes them beside the
codebook's: a name that both have is the user's.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple, cast

from dateline.codebook.cameoactors import say_code
from dateline.codebook.entries import ActorEntry, Codebook, DatedRole, Source
from dateline.codebook.parties import KINDS, overlap
from dateline.codebook.problems import Problem
from dateline.codebook.roster import Listed, ListedRole, read_roster
from dateline.model import PartyKind

OWN_ACTORS = "DATELINE_ACTORS"
"""The environment variable that names the folder of a user's own actors."""
PREFIX = "own actors/"
"""How the files of that folder are named beside the codebook's."""

_ARMED = {"REB", "UAF", "PRM", "CRM"}
_WORD = re.compile(r"[^\W\d_]+")


def own_actors_folder() -> Path:
    """Where a user's own actors lie: ``DATELINE_ACTORS``, else "dateline/actors" in the user's data folder."""
    stated = os.environ.get(OWN_ACTORS)
    if stated:
        return Path(stated)
    if sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        data = Path.home() / "Library" / "Application Support"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "dateline" / "actors"


def own_files(folder: Path) -> dict[str, Path]:
    """The files of a user's own actors by the name they have beside the codebook's, sorted."""
    return {f"{PREFIX}{path.name}": path for path in sorted(folder.glob("*.yaml"))} if folder.is_dir() else {}


class Imported(NamedTuple):
    """How many actors were read, written, and known with the same code before; and all that was left out, and why."""

    read: int
    written: int
    known: int
    left_out: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """The codebook's names, small, with the codes of whom they mean and how they are written."""

    codes: Mapping[str, frozenset[str]]
    written: Mapping[str, str]

    @classmethod
    def of(cls, book: Codebook) -> _Known:
        codes: dict[str, set[str]] = {}
        written: dict[str, str] = {}
        for entry in book.actors.values():
            if entry.at.file.startswith(PREFIX):
                continue
            names = (*entry.names, *entry.weak_names, *entry.adjectives, *entry.people, *entry.capitals)
            for name in names:
                codes.setdefault(name.lower(), set()).update(role.code for role in entry.roles)
                written.setdefault(name.lower(), name)
        return cls({name: frozenset(some) for name, some in codes.items()}, written)


def import_actors(path: Path, book: Codebook, folder: Path) -> Imported:
    """Writes the actors of a list into the folder, in a file named after it that replaces an earlier one."""
    problems: list[Problem] = []
    listed = read_roster(path, problems)
    known = _Known.of(book)
    entries: list[ActorEntry] = []
    before = 0
    taken: set[str] = set()
    shouted = all(name.isupper() for actor in listed for name in (actor.name, *actor.aliases))
    for actor in listed:
        roles = _roles(actor, book, str(path), problems)
        codes = {role.code for role in roles}
        if not roles:
            continue
        names = [actor.name, *actor.aliases]
        names = list(dict.fromkeys(_written(name, known) for name in names) if shouted else dict.fromkeys(names))
        new = [name for name in names if not (name.lower() in known.codes and codes <= known.codes[name.lower()])]
        if not new:
            before += 1
            continue
        entries.append(_entry(actor, new, roles, path, taken, problems))
    if entries:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{path.stem}.yaml").write_text("\n".join(_yaml(path, entries)) + "\n", encoding="utf-8")
    return Imported(len(listed), len(entries), before, tuple(sorted(problems)))


def _written(name: str, known: _Known) -> str:
    """A name of a list that is all in capitals: in the codebook's letters where it has it, else as names are."""
    if name.lower() in known.written:
        return known.written[name.lower()]
    small = {"of", "the", "and", "for", "in", "de", "la", "el", "al", "bin", "ibn", "von", "van", "der"}
    words = _WORD.sub(lambda word: word.group().lower() if word.group().lower() in small else word.group().capitalize(),
                      name)  # fmt: skip
    return words[:1].upper() + words[1:]


def _roles(actor: Listed, book: Codebook, file: str, problems: list[Problem]) -> tuple[DatedRole, ...]:
    """The codes of an actor in our coding. An undated one fills the days that the dated ones leave; of two that share
    a day, the first in the list stays."""
    said: list[tuple[DatedRole, ListedRole]] = []
    for role in actor.roles:
        ours = say_code(role.code, book)
        if ours.code is None:
            problems.append(Problem(file, role.line, f'"{actor.name}" with code "{role.code}": {ours.why}'))
            continue
        if ours.lost:
            lost = ", ".join(ours.lost)
            finer = f'"{actor.name}": "{role.code}" is read as "{ours.code}"; {lost} is finer than our codes'
            problems.append(Problem(file, role.line, finer))
        said.append((DatedRole(role.first, role.last, ours.code), role))
    dated = [(made, role) for made, role in said if made.first or made.last]
    kept: list[DatedRole] = []
    for made, role in (*dated, *((m, r) for m, r in said if not (m.first or m.last))):
        if made in kept:
            continue
        filled = list(_gaps(made.code, kept)) if kept and not (made.first or made.last) else [made]
        clash = [one for one in filled for other in kept if overlap(other, one.first, one.last)]
        if clash or not filled:
            shared = f'"{actor.name}": "{role.code}" shares days with another code; one day, one role'
            problems.append(Problem(file, role.line, shared))
        else:
            kept.extend(filled)
    return tuple(sorted(kept, key=lambda role: (role.first is not None, role.first)))


def _gaps(code: str, roles: Sequence[DatedRole]) -> Iterator[DatedRole]:
    """This code on all days that no role has."""
    ordered = sorted(roles, key=lambda role: (role.first is not None, role.first))
    first = None
    for i, role in enumerate(ordered):
        if role.first is not None and (i == 0 or first is not None) and (first is None or first < role.first):
            yield DatedRole(first, role.first - timedelta(days=1), code)
        if role.last is None:
            return
        first = role.last + timedelta(days=1)
    if first is not None:
        yield DatedRole(first, None, code)


def _entry(
    actor: Listed,
    names: Sequence[str],
    roles: tuple[DatedRole, ...],
    path: Path,
    taken: set[str],
    problems: list[Problem],
) -> ActorEntry:
    slug = "-".join(_WORD.findall(actor.name.lower())) or "actor"
    stem = f"own-{'-'.join(_WORD.findall(path.stem.lower())) or 'list'}-{slug}"
    number = next(n for n in range(1, len(taken) + 2) if (f"{stem}-{n}" if n > 1 else stem) not in taken)
    identity = f"{stem}-{number}" if number > 1 else stem
    taken.add(identity)
    kind = actor.kind
    if kind and kind not in KINDS:
        unknown = f'"{actor.name}": the kind "{kind}" is none of {", ".join(KINDS)}; the code tells it instead'
        problems.append(Problem(str(path), actor.line, unknown))
        kind = ""
    made = kind or _kind(roles)
    source = actor.source or path.name
    at = Source(str(path), actor.line)
    return ActorEntry(identity, cast(PartyKind, made), names[0], tuple(names), (), (), (), (), roles, source, at)


def _kind(roles: Sequence[DatedRole]) -> str:
    """What a code tells of the kind of actor: a bare country, a group in arms, a person whose role changed."""
    sectors = {role.code.split()[-1] for role in roles}
    if all(len(role.code) == 3 and role.code not in _ARMED for role in roles):
        return "country" if not any(role.first or role.last for role in roles) else "organisation"
    if any(role.first or role.last for role in roles):
        return "person"
    return "group" if sectors <= _ARMED else "organisation"


def _yaml(path: Path, entries: Sequence[ActorEntry]) -> Iterator[str]:
    """The entries in the form of ``codebook/actors``, every text in quotes."""
    yield f"# Imported from {path.name}. Import again to change it, or edit it: the form is that of codebook/actors."
    for entry in entries:
        yield f"- id: {json.dumps(entry.id, ensure_ascii=False)}"
        yield f"  kind: {entry.kind}"
        yield f"  name: {json.dumps(entry.name, ensure_ascii=False)}"
        if entry.names[1:]:
            yield f"  names: {json.dumps(entry.names[1:], ensure_ascii=False)}"
        yield "  roles:"
        for role in entry.roles:
            days = (("from", role.first), ("to", role.last))
            stretch = "".join(f", {word}: {day.isoformat()}" for word, day in days if day is not None)
            yield f"  - {{code: {role.code}{stretch}}}"
        yield f"  source: {json.dumps(entry.source, ensure_ascii=False)}"


def with_own_names(actors: Mapping[str, ActorEntry]) -> dict[str, ActorEntry]:
    """The actors, where a name that the user's have too is theirs alone."""
    own = {name.lower() for entry in actors.values() if entry.at.file.startswith(PREFIX) for name in entry.names}

    def left(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name.lower() not in own)

    if not own:
        return dict(actors)
    return {
        key: entry
        if entry.at.file.startswith(PREFIX)
        else replace(
            entry,
            names=left(entry.names),
            weak_names=left(entry.weak_names),
            adjectives=left(entry.adjectives),
            people=left(entry.people),
            capitals=left(entry.capitals),
        )
        for key, entry in actors.items()
    }
