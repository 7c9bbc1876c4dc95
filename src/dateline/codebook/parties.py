"""Reads who acts: actors with their names and dated roles, the organs every state has, and the nouns for roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import cast, get_args

from dateline.codebook.coding import Codes, check_code, unique
from dateline.codebook.entries import ActorEntry, DatedRole, RoleNoun
from dateline.codebook.forms import Form, forms_of
from dateline.codebook.problems import Problem
from dateline.codebook.reading import Node
from dateline.model import PartyKind

KINDS: tuple[str, ...] = get_args(PartyKind)

ORGANS = (
    ("gov", "Government", "GOV"),
    ("army", "Army", "MIL"),
    ("police", "Police", "COP"),
    ("parliament", "Parliament", "LEG"),
    ("courts", "Courts", "JUD"),
)
"""What every state has without being told: the end of the id, the name, the sector."""

PRONOUN = "rule:pronoun@"
"""How the ``by`` of a party begins that a pronoun names."""

COORDINATED = "rule:coordinated-owner@1"
"""Marks the second and further parties of a role that is shared out: "the presidents of Peru and Chile"."""


def read_actors(
    files: Iterable[tuple[str, Node | None]], codes: Codes, beyond_states: Mapping[str, str], problems: list[Problem]
) -> dict[str, ActorEntry]:
    """All actors by id, with the organs of every country that no entry of that id replaces."""
    entries = [form for file, node in files for form in forms_of(node, file, problems)]
    for form in entries:
        form.only(
            ("id", "kind", "name"),
            ("names", "weak names", "adjectives", "people", "capitals", "code", "roles", "source"),
        )
    actors: dict[str, ActorEntry] = {}
    for form in unique(entries, "id"):
        actor = _actor(form, codes)
        actors[actor.id] = actor
    for actor in list(actors.values()):
        for organ in organs_of(actor, beyond_states):
            actors.setdefault(organ.id, organ)
    return actors


def _actor(form: Form, codes: Codes) -> ActorEntry:
    name = form.text("name")
    return ActorEntry(
        id=form.text("id"),
        kind=cast(PartyKind, form.choice("kind", KINDS, "kind of party", "organisation")),
        name=name,
        names=tuple(dict.fromkeys(name for name in (name, *form.texts("names")) if name)),
        weak_names=form.texts("weak names"),
        adjectives=form.texts("adjectives"),
        people=form.texts("people"),
        capitals=form.texts("capitals"),
        roles=_roles(form, codes),
        source=form.text("source"),
        at=form.at,
    )


def _roles(form: Form, codes: Codes) -> tuple[DatedRole, ...]:
    """``code: FRA`` is short for one role without dates."""
    has_code, has_roles = "code" in form.node.values, "roles" in form.node.values
    if has_code == has_roles:
        form.note("roles", 'an actor has either "code" or "roles"' if has_code else 'give "code" or "roles"')
    if has_code:
        check_code(form, "code", codes)
        return (DatedRole(None, None, form.text("code")),) if form.text("code") else ()
    roles: list[tuple[DatedRole, Form]] = []
    for entry in form.forms("roles"):
        entry.only(("code",), ("from", "to"))
        check_code(entry, "code", codes)
        first, last = entry.day("from"), entry.day("to", end=True)
        if first and last and first > last:
            entry.note("from", f"the role begins on {first}, after it ends on {last}")
        for other, _ in roles:
            if entry.text("code") != other.code and overlap(other, first, last):
                entry.note("code", f'"{entry.text("code")}" overlaps in time with "{other.code}"; one day, one role')
        roles.append((DatedRole(first, last, entry.text("code")), entry))
    return tuple(role for role, _ in roles)


def overlap(role: DatedRole, first: date | None, last: date | None) -> bool:
    """Whether a role holds on one of these days, both inclusive, ``None`` where open."""
    begins_in_time = role.first is None or last is None or role.first <= last
    return begins_in_time and (role.last is None or first is None or first <= role.last)


def organs_of(actor: ActorEntry, beyond_states: Mapping[str, str]) -> Iterator[ActorEntry]:
    """Government, army, police, parliament and courts of a country; of nothing else, and not of an unrecognised one."""
    codes = {role.code for role in actor.roles}
    if actor.kind != "country" or len(codes) != 1:
        return
    (country,) = codes
    if " " in country or country in beyond_states:
        return
    for end, name, sector in ORGANS:
        full = f"{name} of {actor.name}"
        roles = tuple(DatedRole(role.first, role.last, f"{country} {sector}") for role in actor.roles)
        yield ActorEntry(
            id=f"{country.lower()}-{end}",
            kind="organisation",
            name=full,
            names=(full,),
            weak_names=(),
            adjectives=(),
            people=(),
            capitals=(),
            roles=roles,
            source=f"every state has one; made from {actor.id}",
            at=actor.at,
        )


def role_on(entry: ActorEntry, day: date | None) -> str | None:
    """The code that an actor held on that day; ``None`` where it held none.

    Without a day the code counts only if it never changed: a minister who was a general before has two.
    """
    if day is None:
        codes = {role.code for role in entry.roles}
        return codes.pop() if len(codes) == 1 else None
    for role in entry.roles:
        if (role.first is None or role.first <= day) and (role.last is None or day <= role.last):
            return role.code
    return None


def read_roles(node: Node | None, file: str, codes: Codes, problems: list[Problem]) -> tuple[RoleNoun, ...]:
    entries = list(forms_of(node, file, problems))
    for form in entries:
        form.only(("id", "nouns", "kind"), ("sector", "source class", "state"))
    roles = []
    for form in unique(entries, "id"):
        source_class = form.text("source class", "unattributed")
        if codes.source_classes:
            source_class = form.choice("source class", sorted(codes.source_classes), "source class", "unattributed")
        roles.append(
            RoleNoun(
                id=form.text("id"),
                nouns=form.texts("nouns"),
                sector=form.choice("sector", sorted(codes.sectors), "sector") or None,
                kind=cast(PartyKind, form.choice("kind", KINDS, "kind of party", "group")),
                source_class=source_class,
                state=form.flag("state"),
                at=form.at,
            )
        )
    return tuple(roles)
