"""Every type with every mode has a defined answer in CAMEO, in ACLED's types and in quad classes, and it is this one.

Sources: CAMEO manual 1.1b3 and the file CAMEO2PLOVER-2021.txt of the PLOVER project, which names the type of each CAMEO
code; the ACLED codebook of 2024; the PLOVER manual, draft 2.0, for quad classes.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.codebook import Codebook, load_alone, to_acled, to_cameo
from dateline.codebook.crosswalk import ACLED, STATUSES

DONE = """
AGREE - 030
CONSULT phone 041
CONSULT visit 042
CONSULT third-party 044
CONSULT multilateral 040
CONSULT - 040
SUPPORT - 050
CONCEDE - 080
COOPERATE - 060
AID - 070
RETREAT ceasefire 0871
RETREAT release 084
RETREAT access 086
RETREAT disarm 0873
RETREAT withdraw 0874
RETREAT resign 0831
RETREAT - 087
REQUEST assist 103
REQUEST change 104
REQUEST yield 105
REQUEST meet 106
REQUEST - 100
ACCUSE investigate 090
ACCUSE allege 112
ACCUSE disapprove 111
ACCUSE - 110
REJECT assist 121
REJECT change 123
REJECT yield 124
REJECT meet 125
REJECT - 120
THREATEN violence 138
THREATEN territory 1382
THREATEN expel 136
THREATEN arrest 132
THREATEN relations 1313
THREATEN restrict 132
THREATEN - 130
PROTEST riot 145
PROTEST hunger 142
PROTEST strike 143
PROTEST boycott 143
PROTEST obstruct 144
PROTEST demo 141
PROTEST vandalize 140
PROTEST - 140
SANCTION convict 116
SANCTION expel 166
SANCTION withdraw 166
SANCTION discontinue 163
SANCTION - 160
MOBILIZE troops 154
MOBILIZE weapons 152
MOBILIZE police 153
MOBILIZE militia 154
MOBILIZE - 150
COERCE martial-law 1724
COERCE curfew 1723
COERCE censor 1721
COERCE deport 174
COERCE arrest 173
COERCE seize 171
COERCE restrict 172
COERCE withhold 172
COERCE cyber 176
COERCE misinformation 170
COERCE - 170
ASSAULT unconventional 204
ASSAULT suicide-attack 1831
ASSAULT abduct 181
ASSAULT sexual 1821
ASSAULT torture 1822
ASSAULT targeted 186
ASSAULT drone 195
ASSAULT aerial 195
ASSAULT heavy-weapons 194
ASSAULT crowd-control 175
ASSAULT explosives 183
ASSAULT beat 182
ASSAULT primitive 182
ASSAULT firearms 190
ASSAULT destroy 1712
ASSAULT - 190
""".strip()
"""Type, mode ("-" for none) and the CAMEO code of a deed that is done."""

OF_ANOTHER_TYPE = {"0831": "CONCEDE", "116": "ACCUSE", "163": "COERCE"}
"""Codes that the PLOVER project gives to another type than ours, whose row is therefore lossy: a resignation is CAMEO's
demand for a change of leadership that is met, a conviction its verdict, an embargo its restriction."""

ROOTS = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE RETREAT",
    "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE ASSAULT", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
"""The types of each CAMEO root (CAMEO2PLOVER-2021.txt; violent repression, 175, and destroyed property, 1712, are
ASSAULT)."""

QUADS = {
    1: "AGREE CONSULT SUPPORT CONCEDE", 2: "COOPERATE AID RETREAT", 3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}  # fmt: skip

FIGHTERS, CIVILIANS = ["MIL", "REB"], ["CVL", "JRN"]

SETTLED = [
    pytest.param("ASSAULT", ["firearms"], ["REB"], ["MIL"], "Armed clash", id="rebels shoot soldiers"),
    pytest.param("ASSAULT", ["firearms"], ["MIL"], ["CVL"], "Attack", id="soldiers shoot civilians"),
    pytest.param("ASSAULT", ["firearms"], ["UAF"], [None], "Attack", id="a victim of whom nothing is told"),
    pytest.param("ASSAULT", ["beat"], ["CVL"], ["CVL"], "Mob violence", id="civilians beat civilians"),
    pytest.param("ASSAULT", ["drone"], ["MIL"], ["REB"], "Air/drone strike", id="a drone"),
    pytest.param("ASSAULT", ["suicide-attack", "explosives"], ["REB"], [], "Suicide bomb", id="the graver mode leads"),
    pytest.param("ASSAULT", ["crowd-control"], ["COP"], ["CVL"], "Protest with intervention", id="tear gas"),
    pytest.param("ASSAULT", ["sexual"], ["MIL"], ["CVL"], "Sexual violence", id="rape"),
    pytest.param("ASSAULT", [], ["MIL"], [], "Armed clash", id="a battle of forces that names no other side"),
    pytest.param("COERCE", ["arrest"], ["COP"], ["CVL"], "Arrests", id="police arrest"),
    pytest.param("COERCE", ["arrest"], ["REB"], ["CVL"], "Abduction/forced disappearance", id="rebels detain"),
    pytest.param("PROTEST", ["riot"], ["CVL"], [], "Violent demonstration", id="a riot"),
    pytest.param("PROTEST", ["demo"], ["CVL"], [], "Peaceful protest", id="a march"),
    pytest.param("AGREE", [], ["REB"], ["GOV"], "Agreement", id="rebels agree"),
    pytest.param("AGREE", [], ["GOV"], ["BUS"], None, id="an agreement that ACLED does not count"),
    pytest.param("RETREAT", ["withdraw"], ["REB"], [], "Non-violent transfer of territory", id="rebels withdraw"),
    pytest.param("CONSULT", ["visit"], ["GOV"], ["GOV"], None, id="a visit"),
]


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_alone()


def done() -> Iterator[tuple[str, str, str]]:
    for line in DONE.splitlines():
        kind, mode, code = line.split()
        yield kind, mode, code


def modes(mode: str) -> list[str]:
    return [] if mode == "-" else [mode]


def pairs(book: Codebook) -> Iterator[tuple[str, str]]:
    """Every type with each of its modes and with none."""
    for kind in book.event_types.values():
        yield kind.code, "-"
        yield from ((kind.code, mode) for mode in kind.modes)


def test_the_table_has_every_pair(book: Codebook) -> None:
    assert sorted((kind, mode) for kind, mode, _ in done()) == sorted(pairs(book))


@pytest.mark.parametrize(("kind", "mode", "code"), list(done()))
def test_the_cameo_code_of_a_deed_that_is_done(kind: str, mode: str, code: str, book: Codebook) -> None:
    assert [to_cameo(book, kind, modes(mode), status) for status in ("happened", "historical")] == [code, code]
    assert kind in ROOTS[code[:2]].split() or code in OF_ANOTHER_TYPE


def test_what_did_not_happen_has_no_cameo_code(book: Codebook) -> None:
    told = {
        (kind, mode, status): to_cameo(book, kind, modes(mode), status)
        for kind, mode in pairs(book)
        for status in ("negated", "hypothetical")
    }
    assert {key: code for key, code in told.items() if code} == {}


def test_a_plan_is_an_intent_or_nothing(book: Codebook) -> None:
    codes = {to_cameo(book, kind, modes(mode), "future") for kind, mode in pairs(book)}
    assert {code for code in codes if code and not code.startswith("03")} == set()


@pytest.mark.parametrize(("kind", "named", "actors", "recipients", "sub"), SETTLED)
def test_the_acled_type_of_a_deed_that_is_done(
    kind: str,
    named: list[str],
    actors: list[str | None],
    recipients: list[str | None],
    sub: str | None,
    book: Codebook,
) -> None:
    found = to_acled(book, kind, named, "happened", actors, recipients)
    assert (found[1] if found else None) == sub


def test_every_pair_has_an_acled_answer_of_that_codebook(book: Codebook) -> None:
    """Whatever the sides are: an event type with one of its own sub-event types, or none."""
    sectors: list[str | None] = [None, *book.sectors]
    for kind, mode in pairs(book):
        for status in STATUSES:
            for actor in sectors:
                for recipients in ([], ["MIL"], ["CVL"], [None]):
                    found = to_acled(book, kind, modes(mode), status, [actor], recipients)
                    assert found is None or found[1] in ACLED[found[0]]
                    assert found is None or status in {"happened", "historical"}


def test_violence_and_unarmed_protest_are_always_in_acled(book: Codebook) -> None:
    for mode in ("-", *book.event_types["ASSAULT"].modes):
        for sides in ([], FIGHTERS, CIVILIANS):
            assert to_acled(book, "ASSAULT", modes(mode), "happened", sides, sides) is not None


@pytest.mark.parametrize(("quad", "kinds"), QUADS.items())
def test_the_quad_class_of_every_type(quad: int, kinds: str, book: Codebook) -> None:
    assert {kind.code for kind in book.event_types.values() if kind.quad == quad} == set(kinds.split())
