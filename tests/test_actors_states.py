"""States, their organs and public persons in the codebook: all there, named apart, and dated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline.codebook import Codebook, load, role_on
from dateline.codebook.entries import ActorEntry, DatedRole

FOLDER = Path(__file__).resolve().parents[1] / "codebook"

UN_MEMBERS = """
    AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF
    CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI
    FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN
    KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT
    MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT
    ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON
    TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
""".split()  # noqa: SIM905
"""The 193 member states of the United Nations, by ISO 3166 code."""

BEYOND_THE_UN = ["HKG", "KOS", "PSE", "TWN", "VAT"]

WITHOUT_METONYM = {"BEL"}
"""Brussels stands for the European Union."""

OURS = ("actors/countries/", "actors/forces/", "actors/people/")


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load(FOLDER)


def of_ours(book: Codebook) -> Iterator[ActorEntry]:
    """The entries of these three folders, without the organs that are made from countries."""
    for actor in book.actors.values():
        if actor.at.file.startswith(OURS) and not actor.source.startswith("every state has one"):
            yield actor


def test_the_list_counts_193() -> None:
    assert len(set(UN_MEMBERS)) == len(UN_MEMBERS) == 193


@pytest.mark.parametrize("code", UN_MEMBERS + BEYOND_THE_UN)
def test_every_state_is_there(code: str, book: Codebook) -> None:
    state = book.actors[code.lower()]
    assert state.kind == "country"
    assert state.roles == (DatedRole(None, None, code),)
    assert state.adjectives
    assert state.people
    assert state.capitals or code in WITHOUT_METONYM


@pytest.mark.parametrize("code", UN_MEMBERS + BEYOND_THE_UN)
def test_every_state_has_its_organs(code: str, book: Codebook) -> None:
    sectors = {"gov": "GOV", "army": "MIL", "police": "COP", "parliament": "LEG", "courts": "JUD"}
    for organ, sector in sectors.items():
        assert {role.code for role in book.actors[f"{code.lower()}-{organ}"].roles} == {f"{code} {sector}"}


def test_every_entry_names_its_source(book: Codebook) -> None:
    assert [actor.id for actor in of_ours(book) if not actor.source] == []


def overlap(left: ActorEntry, right: ActorEntry) -> bool:
    """Whether both hold some role on one day."""
    return any(
        (a.first is None or b.last is None or a.first <= b.last)
        and (b.first is None or a.last is None or b.first <= a.last)
        for a in left.roles
        for b in right.roles
    )


def strong(actor: ActorEntry) -> set[str]:
    return {name.lower() for name in (actor.name, *actor.names, *actor.capitals)}


def test_no_strong_name_means_two_at_once(book: Codebook) -> None:
    bearers = defaultdict(list)
    for actor in book.actors.values():
        for name in strong(actor):
            bearers[name].append(actor)
    shared = {name.lower() for name in book.words["shared actor names"]}
    doubled = {
        name: [actor.id for actor in actors]
        for name, actors in bearers.items()
        if name not in shared and any(overlap(a, b) for i, a in enumerate(actors) for b in actors[i + 1 :])
    }
    assert doubled == {}


def test_no_adjective_means_two_states(book: Codebook) -> None:
    owners = defaultdict(set)
    for actor in of_ours(book):
        for word in {*actor.adjectives, *actor.people}:
            owners[word.lower()].add(actor.id)
    shared = {name.lower() for name in book.words["shared actor names"]}
    assert {word: ids for word, ids in owners.items() if len(ids) > 1 and word not in shared} == {}


@pytest.mark.parametrize(
    ("who", "day", "code"),
    [
        pytest.param("ahmed-al-sharaa", date(2024, 12, 7), "SYR REB", id="a rebel leader the day before Damascus fell"),
        pytest.param("ahmed-al-sharaa", date(2024, 12, 8), "SYR GOV", id="and its ruler from that day"),
        pytest.param("bashar-al-assad", date(2024, 12, 8), "SYR ELI", id="a ruler who fled is a former one"),
        pytest.param("hibatullah-akhundzada", date(2021, 8, 14), "AFG REB", id="the Taliban before Kabul"),
        pytest.param("hibatullah-akhundzada", date(2021, 8, 15), "AFG GOV", id="the Taliban in Kabul"),
        pytest.param("mullah-omar", date(2000, 1, 1), "AFG GOV", id="the Taliban's first rule"),
        pytest.param("yoweri-museveni", date(1985, 6, 1), "UGA REB", id="Museveni in the bush"),
        pytest.param("yoweri-museveni", date(2020, 6, 1), "UGA GOV", id="Museveni in office"),
        pytest.param("paul-kagame", date(1994, 7, 18), "RWA REB", id="Kagame before Kigali's government"),
        pytest.param("nelson-mandela", date(1990, 2, 11), "ZAF OPP", id="Mandela walks free"),
        pytest.param("nelson-mandela", date(1995, 1, 1), "ZAF GOV", id="Mandela as president"),
        pytest.param("nelson-mandela", date(2005, 1, 1), "ZAF ELI", id="Mandela after office"),
        pytest.param("donald-trump", date(2019, 10, 7), "USA GOV", id="Trump's first term"),
        pytest.param("donald-trump", date(2023, 1, 1), "USA ELI", id="between two terms"),
        pytest.param("donald-trump", date(2025, 2, 1), "USA GOV", id="Trump's second term"),
        pytest.param("riek-machar", date(2014, 1, 1), "SSD REB", id="a vice-president turned rebel"),
        pytest.param("barack-obama", date(1990, 1, 1), None, id="before any office there is no role"),
        pytest.param("sdn-rsf", date(2023, 4, 14), "SDN PRM", id="the RSF beside the army"),
        pytest.param("sdn-rsf", date(2023, 4, 15), "SDN REB", id="the RSF against the army"),
        pytest.param("soviet-union", date(1985, 1, 1), "RUS", id="the Soviet Union stands for Russia"),
        pytest.param("soviet-union", date(2000, 1, 1), None, id="and is gone after 1991"),
        pytest.param("abkhazia", date(2010, 1, 1), "GEO PRE", id="partly recognised: sovereign and PRE"),
    ],
)
def test_roles_follow_the_day(who: str, day: date, code: str | None, book: Codebook) -> None:
    assert role_on(book.actors[who], day) == code


def test_at_least_350_public_persons(book: Codebook) -> None:
    assert sum(actor.kind == "person" for actor in of_ours(book)) >= 350


def test_no_persons_roles_run_backwards(book: Codebook) -> None:
    for actor in of_ours(book):
        days = [role.first or date.min for role in actor.roles]
        assert days == sorted(days), actor.id


@pytest.mark.parametrize(
    ("who", "name"),
    [
        pytest.param("theresa-may", "May", id="a month"),
        pytest.param("john-major", "Major", id="a rank"),
        pytest.param("george-w-bush", "Bush", id="two presidents"),
        pytest.param("rus-wagner", "Wagner", id="a composer"),
        pytest.param("ukr-azov", "Azov", id="a sea"),
    ],
)
def test_an_everyday_word_is_no_strong_name(who: str, name: str, book: Codebook) -> None:
    assert name not in book.actors[who].names
