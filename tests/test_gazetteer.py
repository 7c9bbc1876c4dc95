"""The place index: names as keys, what the index holds, containment, distance, and that it is built alike each time."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook.places import check_places
from dateline.codebook.problems import Problem
from dateline.codebook.reading import read_yaml
from dateline.gazetteer import Entry, Gazetteer, GazetteerMissing, distance_km, open_gazetteer
from dateline.gazetteer.build import fingerprint, is_current, usable
from dateline.gazetteer.normalise import loose_key, strict_key
from dateline.gazetteer.records import write_records
from dateline.gazetteer.sources import bare
from dateline.model import Place


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def place(gazetteer: Gazetteer, name: str, country: str | None, kind: str) -> Place:
    """The place of this name, country and kind; there must be exactly one largest."""
    found = [n.entry for n in gazetteer.places(name) if n.entry.country == country and n.entry.kind == kind]
    return gazetteer.place(max(found, key=lambda entry: entry.population))


# --- names as keys ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Abéché", "Abeche", id="marks"),
        pytest.param("Ma'rib", "Maʼrib", id="apostrophes of every shape"),
        pytest.param("Port-au-Prince", "port au prince", id="hyphens and case"),
        pytest.param("U.S.", "US", id="initials"),
        pytest.param("D.R. Congo", "DR Congo", id="initials before a word"),
        pytest.param("Saint-Marc", "St. Marc", id="saint"),
        pytest.param("Cox’s Bazar", "Cox's Bazar", id="curly apostrophe"),
    ],
)
def test_spellings_that_are_one_strict_key(one: str, other: str) -> None:
    assert strict_key(one) == strict_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("al-Qamishli", "Qamishli", id="article"),
        pytest.param("ar-Raqqah", "Raqqa", id="article before a sun letter, final h"),
        pytest.param("Tell Rifaat", "Tal Rifaat", id="tell"),
        pytest.param("Ain Issa", "‘Ayn ‘Īsá", id="ain"),
        pytest.param("Umm Dukhun", "Om Dukhun", id="umm"),
        pytest.param("Deir Hafer", "Dayr Hafir", id="dayr folds its own word only"),
        pytest.param("Douma", "Duma", id="French ou"),
    ],
)
def test_spellings_that_are_one_loose_key(one: str, other: str) -> None:
    left, right = loose_key(strict_key(one)), loose_key(strict_key(other))
    if one == "Deir Hafer":
        assert left.split()[0] == right.split()[0]
        assert left != right
    else:
        assert left == right


def test_another_script_has_no_key() -> None:
    assert strict_key("حلب") == ""


@given(st.text(max_size=40))
def test_keys_are_their_own_keys(name: str) -> None:
    key = strict_key(name)
    assert strict_key(key) == key
    assert all(c.isascii() and (c.isalnum() or c == " ") for c in key)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("GAO", False, id="an airport's code"),
        pytest.param("marady", False, id="an automatic transcript in small letters"),
        pytest.param("al-Hasakah", True, id="a small article is a name's"),
        pytest.param("Hasakah, Al", False, id="turned round with a comma"),
        pytest.param("Kiev", True, id="an old spelling"),
    ],
)
def test_alternate_names_that_english_text_may_write(name: str, kept: bool) -> None:
    assert usable(name) is kept


@pytest.mark.parametrize(
    ("name", "short"),
    [
        pytest.param("Donetsk Oblast", "Donetsk", id="kind after"),
        pytest.param("Departamento de Potosí", "Potosí", id="kind before"),
        pytest.param("Province", "Province", id="nothing else left"),
    ],
)
def test_units_without_the_word_for_their_kind(name: str, short: str) -> None:
    assert bare(name) == short


# --- what the index holds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon", "within"),
    [
        pytest.param("Maradi", "NER", 13.5, 7.1, 5, id="a town of GeoNames"),
        pytest.param("al-Hol", "SYR", 36.39, 41.15, 5, id="spelt otherwise there"),
        pytest.param("Hodeidah", "YEM", 14.8, 42.95, 5, id="article dropped, vowels folded"),
        pytest.param("Kobane", "SYR", 36.89, 38.35, 5, id="Kurdish name"),
        pytest.param("Baghouz", "SYR", 34.45, 40.95, 8, id="village of our own"),
        pytest.param("Zamzam camp", "SDN", 13.49, 25.31, 8, id="camp of our own"),
        pytest.param("Robotyne", "UKR", 47.45, 35.84, 5, id="front-line village"),
        pytest.param("Maungdaw", "MMR", 20.82, 92.37, 8, id="town that GeoNames has as a district alone"),
        pytest.param("Piagapo", "PHL", 8.0, 124.2, 15, id="municipality of our own"),
        pytest.param("Moria", "GRC", 39.13, 26.5, 5, id="camp in Europe"),
        pytest.param("Cabo Delgado", "MOZ", -12.5, 39.5, 100, id="province"),
        pytest.param("Syria", "SYR", 35.0, 38.0, 100, id="a country lies at its middle, not its capital"),
        pytest.param("Donbas", "UKR", 48.2, 38.0, 100, id="region across provinces"),
        pytest.param("Sahel", None, 15.0, 2.0, 500, id="region across countries"),
    ],
)
def test_a_name_finds_its_place(
    gazetteer: Gazetteer, name: str, country: str | None, lat: float, lon: float, within: float
) -> None:
    found = [n.entry for n in gazetteer.places(name) if n.entry.country == country]
    near = [
        e for e in found if e.lat is not None and e.lon is not None and distance_km((e.lat, e.lon), (lat, lon)) < within
    ]
    assert near, found


def test_the_main_name_comes_before_folded_ones(gazetteer: Gazetteer) -> None:
    first = gazetteer.places("Kobani")[0]
    assert (first.entry.country, first.how) == ("SYR", 0)


def test_an_airport_code_names_no_town(gazetteer: Gazetteer) -> None:
    assert {n.entry.country for n in gazetteer.places("Gao")} >= {"MLI"}
    assert "CUB" not in {n.entry.country for n in gazetteer.places("GAO")}  # Guantanamo's airport
    assert gazetteer.places("MFQ") == ()


@pytest.mark.parametrize("name", ["", "Xqzzyv", "حلب"])
def test_unknown_names_find_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.places(name) == ()


def test_every_entry_is_a_place_on_the_globe(gazetteer: Gazetteer) -> None:
    for number in range(0, len(gazetteer), 997):
        entry = gazetteer.entry(number)
        made = gazetteer.place(entry)
        assert entry.number == number
        assert made.name == entry.name != ""
        assert (entry.country is None) <= (entry.kind == "region")
    with pytest.raises(IndexError):
        gazetteer.entry(len(gazetteer))


# --- containment and distance -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        pytest.param(("Niger", "NER", "country"), ("Maradi", "NER", "town"), True, id="country holds town"),
        pytest.param(("Niger", "NER", "country"), ("Maradi", "NER", "admin1"), True, id="country holds province"),
        pytest.param(("Maradi", "NER", "admin1"), ("Maradi", "NER", "town"), True, id="province holds its town"),
        pytest.param(("Maradi", "NER", "town"), ("Maradi", "NER", "admin1"), False, id="town holds no province"),
        pytest.param(("Niger", "NGA", "admin1"), ("Maradi", "NER", "town"), False, id="a namesake holds nothing"),
        pytest.param(("Nigeria", "NGA", "country"), ("Maradi", "NER", "town"), False, id="another country"),
        pytest.param(("Middle East", None, "region"), ("Aleppo", "SYR", "town"), True, id="region of whole countries"),
        pytest.param(("Sahel", None, "region"), ("Gao", "MLI", "town"), False, id="region of parts: not known"),
        pytest.param(("Gao", "MLI", "town"), ("Gao", "MLI", "town"), True, id="itself"),
    ],
)
def test_containment(
    gazetteer: Gazetteer,
    outer: tuple[str, str | None, str],
    inner: tuple[str, str | None, str],
    holds: bool,
) -> None:
    assert gazetteer.contains(place(gazetteer, *outer), place(gazetteer, *inner)) is holds


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        pytest.param((0.0, 0.0), (0.0, 1.0), 111.2, id="a degree on the equator"),
        pytest.param((60.0, 0.0), (60.0, 1.0), 55.6, id="half of it at 60 degrees"),
        pytest.param((0.0, 179.5), (0.0, -179.5), 111.2, id="across the date line"),
        pytest.param((90.0, 0.0), (-90.0, 0.0), 20015.1, id="pole to pole"),
    ],
)
def test_distance(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert distance_km(one, other) == pytest.approx(km, abs=0.1)


# --- the files --------------------------------------------------------------------------------------------------------


def test_it_travels_to_another_process(gazetteer: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(gazetteer))
    assert again.places("Maradi") == gazetteer.places("Maradi")


def test_a_missing_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissing, match=r"python -m dateline\.gazetteer\.build"):
        open_gazetteer(tmp_path)
    assert not is_current(tmp_path)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "places.bin").write_bytes(b"something else entirely")
    (tmp_path / "places.trie").write_bytes(b"")
    with pytest.raises(ValueError, match="not a place table"):
        open_gazetteer(tmp_path)


def test_the_same_places_give_the_same_bytes() -> None:
    entries = [
        Entry(0, "Vareland", "country", "country", "NER", None, None, None, 0, None, None),
        Entry(1, "Orlo", "town", "town", "NER", 7, 1.5, -2.25, 100, None, None),
    ]
    assert write_records(entries, {0: ("NER",)}, "x") == write_records(list(entries), {0: ("NER",)}, "x")
    with pytest.raises(ValueError, match="stands at"):
        write_records(entries[::-1], {}, "x")


def test_the_fingerprint_follows_the_codebook(tmp_path: Path) -> None:
    for folder in ("places", "actors/countries", "tables", "words"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("tables/countries.yaml", "words/places.yaml", "places/a.yaml"):
        (tmp_path / file).write_text("")
    before = fingerprint(tmp_path)
    assert before == fingerprint(tmp_path)
    (tmp_path / "places" / "a.yaml").write_text("# changed\n")
    assert before != fingerprint(tmp_path)


# --- the supplement ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("lat: 95, lon: 3", "-90 to 90", id="off the globe"),
        pytest.param("lat: 5", "come together", id="half a point"),
        pytest.param("lat: 5, lon: 3, colour: red", "colour", id="unknown key"),
        pytest.param("lat: 5, lon: 3, contains: [XXX]", "no country code", id="unknown country inside"),
    ],
)
def test_the_checker_names_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"- {{name: Orlo, precision: town, kind: town, country: NER, source: own, {text}}}\n")
    problems: list[Problem] = []
    check_places(read_yaml(file, "a.yaml", problems), "a.yaml", {"NER"}, problems)
    assert [p for p in problems if told in str(p)], problems
