"""Says a PLOVER event in other codings: CAMEO and ACLED's types, by the tables in ``codebook/crosswalks``.

Rows are tried in their order and the first that fits decides; "*" fits anything, "-" in a mode or sector column fits
an event that has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import get_args

from dateline.codebook.entries import Codebook, EventType
from dateline.codebook.forms import unknown
from dateline.codebook.problems import Problem
from dateline.codebook.reading import Row
from dateline.model import Status

CAMEO_COLUMNS = ("type", "mode", "status", "cameo", "lossy", "note")
ACLED_COLUMNS = (
    "type",
    "mode",
    "actor sector",
    "recipient sector",
    "status",
    "acled event_type",
    "sub_event_type",
    "lossy",
)
CAMEO_PREFIX = "cameo:"
STATUSES: tuple[str, ...] = get_args(Status)

ACLED: Mapping[str, tuple[str, ...]] = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
"""ACLED's event types with their sub-event types (ACLED codebook, 2024)."""


def to_cameo(book: Codebook, event_type: str, modes: Sequence[str], status: str) -> str | None:
    """The CAMEO code, without its prefix, as text ("0871"); ``None`` where CAMEO has none."""
    for row in book.to_cameo:
        if row["type"] == event_type and _fits(row["mode"], modes) and _fits(row["status"], (status,)):
            return row["cameo"].removeprefix(CAMEO_PREFIX) or None
    return None


def to_acled(
    book: Codebook,
    event_type: str,
    modes: Sequence[str],
    status: str,
    actor_sectors: Sequence[str | None],
    recipient_sectors: Sequence[str | None],
) -> tuple[str, str] | None:
    """ACLED's event type and sub-event type; ``None`` where ACLED has no such event.

    ``None`` among the sectors is a party whose sector the report does not tell; it reads as UNK, since an event
    with unknown victims is not one without any.
    """
    actors = [sector or "UNK" for sector in actor_sectors]
    recipients = [sector or "UNK" for sector in recipient_sectors]
    for row in book.to_acled:
        if (
            row["type"] == event_type
            and _fits(row["mode"], modes)
            and _fits(row["actor sector"], actors)
            and _fits(row["recipient sector"], recipients)
            and _fits(row["status"], (status,))
        ):
            kind = row["acled event_type"]
            return (kind, row["sub_event_type"]) if kind else None
    return None


def _fits(cell: str, values: Sequence[str]) -> bool:
    """A cell holds "*", "-" (none), or alternatives parted by spaces, of which one must be among the values."""
    if cell == "*":
        return True
    if cell == "-":
        return not values
    return any(choice in values for choice in cell.split())


def check_cameo(rows: Iterable[Row], file: str, types: Mapping[str, EventType], problems: list[Problem]) -> None:
    rows = list(rows)
    for row in rows:
        _check_type_and_mode(row, file, types, problems)
        cameo = row.values["cameo"]
        digits = cameo.removeprefix(CAMEO_PREFIX)
        if cameo and (cameo == digits or not digits.isdigit() or not 2 <= len(digits) <= 4):
            message = f'"{cameo}" is not a CAMEO code like cameo:010; keep the prefix, spreadsheets drop leading zeros'
            problems.append(Problem(file, row.line, message))
    _check_complete(rows, file, types, problems)


def check_acled(
    rows: Iterable[Row], file: str, types: Mapping[str, EventType], sectors: Collection[str], problems: list[Problem]
) -> None:
    rows = list(rows)
    for row in rows:
        _check_type_and_mode(row, file, types, problems)
        for column in ("actor sector", "recipient sector"):
            _check_cell(row, column, sorted(sectors), "sector", file, problems)
        kind, sub = row.values["acled event_type"], row.values["sub_event_type"]
        if kind and kind not in ACLED:
            problems.append(unknown(file, row.line, kind, ACLED, "ACLED event type"))
        elif (kind or sub) and sub not in ACLED.get(kind, ()):
            what = f'ACLED sub-event type of "{kind}"'
            problems.append(unknown(file, row.line, sub, ACLED.get(kind, ()), what))
    _check_complete(rows, file, types, problems)


def _check_type_and_mode(row: Row, file: str, types: Mapping[str, EventType], problems: list[Problem]) -> None:
    code = row.values["type"]
    if code not in types:
        problems.append(unknown(file, row.line, code, types, "event type"))
    else:
        _check_cell(row, "mode", list(types[code].modes), f"mode of {code}", file, problems)
    _check_cell(row, "status", STATUSES, "status", file, problems)
    if row.values["lossy"] not in ("yes", "no"):
        problems.append(unknown(file, row.line, row.values["lossy"], ("yes", "no"), "yes or no"))


def _check_cell(row: Row, column: str, choices: Collection[str], what: str, file: str, problems: list[Problem]) -> None:
    cell = row.values[column]
    if not cell:
        problems.append(Problem(file, row.line, f'the {column} is empty; write "*" for any'))
    for choice in cell.split():
        if choice not in ("*", "-") and choice not in choices:
            problems.append(unknown(file, row.line, choice, choices, what))


def _check_complete(rows: list[Row], file: str, types: Mapping[str, EventType], problems: list[Problem]) -> None:
    """Every type must have a row for all that no other row fits, and every mode a row that names it."""
    if not rows:
        return
    for code, event_type in types.items():
        own = [row.values for row in rows if row.values["type"] == code]
        matching = [
            column for column in ("mode", "status", "actor sector", "recipient sector") if column in rows[0].values
        ]
        if not any(all(row[column] == "*" for column in matching) for row in own):
            problems.append(Problem(file, 0, f'{code} lacks a row with "*" everywhere'))
        named = {mode for row in own for mode in row["mode"].split()}
        for mode in event_type.modes:
            if mode not in named:
                problems.append(Problem(file, 0, f"no row of {code} names its mode {mode}"))
