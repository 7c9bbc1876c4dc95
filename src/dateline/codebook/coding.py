"""Reads the coding scheme: event types, modes, contexts, sectors, countries, source classes and their order."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dateline.codebook.entries import Context, EventType, Mode, Outlet, Sector
from dateline.codebook.forms import Form, form_of, unknown
from dateline.codebook.problems import Problem
from dateline.codebook.reading import Node

_COUNTRY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Scheme:
    """What ``plover.yaml`` holds. ``beyond_states`` are the codes for what belongs to no state (IGO, UNO ...)."""

    event_types: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    sectors: Mapping[str, Sector]
    beyond_states: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that entries may use. An empty set of countries or source classes allows any: the book lists none."""

    countries: frozenset[str]
    sectors: frozenset[str]
    source_classes: frozenset[str]


def read_scheme(node: Node | None, file: str, problems: list[Problem]) -> Scheme:
    form = form_of(node, file, problems)
    form.only(("event types",), ("contexts", "sectors", "quad classes", "countries"))
    quads = {entry.text("code") for entry in _coded(form, "quad classes", ("means",))} or {"1", "2", "3", "4"}
    types = {}
    for entry in _coded(form, "event types", ("quad", "score", "means"), ("recipient required", "modes")):
        code = entry.text("code")
        modes = {}
        for mode in _coded(entry, "modes", ("means",), ("score",)):
            modes[mode.text("code")] = Mode(mode.text("code"), mode.text("means"), mode.number("score"))
        quad = int(entry.choice("quad", sorted(quads), "quad class", "0"))
        score = entry.number("score") or 0.0
        types[code] = EventType(code, entry.text("means"), quad, score, entry.flag("recipient required"), modes)
    contexts = {}
    for entry in _coded(form, "contexts", ("means",), ("lemmas",)):
        contexts[entry.text("code")] = Context(
            entry.text("code"), entry.text("means"), frozenset(entry.texts("lemmas"))
        )
    sectors = {e.text("code"): Sector(e.text("code"), e.text("means")) for e in _coded(form, "sectors", ("means",))}
    return Scheme(types, contexts, sectors, form.form("countries").pairs())


def _coded(form: Form, key: str, required: Collection[str], optional: Collection[str] = ()) -> list[Form]:
    """The entries of a list that each have their own ``code``."""
    entries = list(form.forms(key))
    for entry in entries:
        entry.only(("code", *required), optional)
    return unique(entries, "code")


def unique(entries: list[Form], key: str) -> list[Form]:
    """The entries that have this key, each value once; a second is a problem that names the first."""
    first: dict[str, Form] = {}
    for entry in entries:
        value = entry.text(key)
        if not value:
            continue
        if value in first:
            other = first[value]
            where = (
                f"line {other.line_of(key)}" if other.file == entry.file else f"{other.file}, line {other.line_of(key)}"
            )
            entry.note(key, f'the {key} "{value}" is already taken in {where}')
        else:
            first[value] = entry
    return list(first.values())


def read_precedence(node: Node | None, file: str, types: Collection[str], problems: list[Problem]) -> tuple[str, ...]:
    """The event types, strongest first. Where the file exists, it must name each type once."""
    if node is None:
        return ()
    form = form_of(node, file, problems)
    form.only(("types",))
    order: list[str] = []
    for text in form.lined("types"):
        if text.value not in types:
            problems.append(unknown(file, text.line, text.value, types, "event type"))
        elif text.value in order:
            problems.append(Problem(file, text.line, f'"{text.value}" stands twice'))
        else:
            order.append(text.value)
    missing = [code for code in types if code not in order]
    if missing and form.texts("types"):
        form.note("types", f"the order leaves out {', '.join(missing)}")
    return tuple(order)


def read_sources(
    node: Node | None, file: str, countries: Collection[str], problems: list[Problem]
) -> tuple[Mapping[str, str], tuple[Outlet, ...]]:
    """The classes of sources with what they mean, and the outlets."""
    form = form_of(node, file, problems)
    form.only((), ("classes", "outlets"))
    classes = {entry.text("code"): entry.text("means") for entry in _coded(form, "classes", ("means",))}
    entries = list(form.forms("outlets"))
    for entry in entries:
        entry.only(("name",), ("names", "wire", "country"))
    outlets = []
    for entry in unique(entries, "name"):
        name = entry.text("name")
        names = tuple(dict.fromkeys((name, *entry.texts("names"))))
        outlets.append(Outlet(name, names, entry.flag("wire"), country_of(entry, countries), entry.at))
    return classes, tuple(outlets)


def country_of(form: Form, countries: Collection[str]) -> str | None:
    """The country that an entry names under ``country``; unknown ones are noted."""
    value = form.text("country")
    if not value:
        return None
    problem = _country_problem(form.file, form.line_of("country"), value, countries)
    if problem:
        form.problems.append(problem)
        return None
    return value


def check_code(form: Form, key: str, codes: Codes) -> None:
    """Notes what is wrong with a code such as "FRA", "FRA MIL" or "UAF": a country, a sector, or both in this order."""
    line = form.line_of(key)
    first, *rest = form.text(key).split() or [""]
    if not first:
        return
    if not rest and first in codes.sectors:
        return
    if not rest and codes.countries and first not in codes.countries:
        form.problems.append(unknown(form.file, line, first, codes.countries | codes.sectors, "country or sector"))
    elif problem := _country_problem(form.file, line, first, codes.countries):
        form.problems.append(problem)
    if len(rest) > 1:
        form.note(key, f'"{form.text(key)}" has too many parts; a code is a country, a sector, or both')
    elif rest and rest[0] not in codes.sectors:
        form.problems.append(unknown(form.file, line, rest[0], codes.sectors, "sector"))


def _country_problem(file: str, line: int, value: str, countries: Collection[str]) -> Problem | None:
    if value in countries or (not countries and _COUNTRY.fullmatch(value)):
        return None
    return unknown(file, line, value, countries, "country code (ISO 3166 alpha-3)")
