"""Places in reports: which spans are places, which place is meant, how finely, and when none is chosen."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dateline.codebook import Codebook, load
from dateline.find.parse import Parser, load_parser, read_sentences
from dateline.find.places import find_places
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.model import Document, Mention, Place


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


@pytest.fixture(scope="module")
def parser(book: Codebook) -> Parser:
    return load_parser(book)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


class Reader:
    """Reads a text and hands back its places."""

    def __init__(self, book: Codebook, parser: Parser, gazetteer: Gazetteer) -> None:
        self.book, self.parser, self.gazetteer = book, parser, gazetteer

    def mentions(self, text: str, **more: str) -> list[tuple[str, Mention]]:
        document = Document("r", text, **more)  # type: ignore[arg-type]
        sentences = read_sentences(document, self.parser, self.book)
        return [(document.quote(m.span), m) for m in find_places(document, sentences, self.gazetteer, self.book)]

    def places(self, text: str, **more: str) -> list[tuple[str, Place]]:
        found = []
        for quote, mention in self.mentions(text, **more):
            assert isinstance(mention.value, Place)
            found.append((quote, mention.value))
        return found

    def short(self, text: str, **more: str) -> list[str]:
        """Places as "words/country/precision"; a region without a country has "-"."""
        return [f"{quote}/{place.country or '-'}/{place.precision}" for quote, place in self.places(text, **more)]


@pytest.fixture(scope="module")
def reader(book: Codebook, parser: Parser, gazetteer: Gazetteer) -> Reader:
    return Reader(book, parser, gazetteer)


# --- which spans are places -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Shells fell on Bakhmut overnight.", ["Bakhmut/UKR/town"], id="a town"),
        pytest.param(
            "Women were taken to al-Hol camp.", ["al-Hol camp/SYR/exact"], id="a camp, its noun in small letters"
        ),
        pytest.param("Clashes broke out in Guinea-Bissau.", ["Guinea-Bissau/GNB/country"], id="a hyphen inside a name"),
        pytest.param("Police in Cox's Bazar made arrests.", ["Cox's Bazar/BGD/town"], id="an apostrophe inside a name"),
        pytest.param("A student of Damascus University was held.", [], id="a body named after a town"),
        pytest.param("Officials of the Bank of Uganda resigned.", [], id="a body with of"),
        pytest.param("Paris Hilton sang.", [], id="a person"),
        pytest.param("Gen. Austin met reporters.", [], id="a title makes a person"),
        pytest.param("Mr Santos said Santos would leave.", [], id="a person once is a person after"),
        pytest.param("The Washington Post wrote about it.", [], id="an outlet"),
        pytest.param("Turkish jets crossed the frontier.", [], id="an adjective is no place"),
        pytest.param("US-led forces withdrew.", [], id="led by"),
        pytest.param("A London-based group counted them.", ["London/GBR/town"], id="based in"),
        pytest.param("The Iran-Iraq frontier was shut.", ["Iran/IRN/country", "Iraq/IRQ/country"], id="two joined"),
        pytest.param("They paid US$20 million in March.", [], id="money and months"),
        pytest.param("The Congo River rose.", [], id="a river is not its namesake"),
        pytest.param(
            "Damascus rejected the offer.", ["Damascus/SYR/town"], id="a capital that acts is still a place mention"
        ),
        pytest.param("Nigeria said it would pay.", ["Nigeria/NGA/country"], id="a country may speak"),
        pytest.param(
            "Fire broke out in Mobile, Alabama.", ["Mobile/USA/town", "Alabama/USA/province"], id="a common word"
        ),
        pytest.param("Every Mobile user was warned.", [], id="the same word without its state"),
        pytest.param("Rebels Seize Town Near Goma", ["Goma/COD/district"], id="a headline"),
        pytest.param(
            "gunmen attacked a market in maiduguri, nigeria.",
            ["maiduguri/NGA/town", "nigeria/NGA/country"],
            id="no capitals at all",
        ),
        pytest.param(
            "TROOPS SHELLED VILLAGES NEAR MAUNGDAW IN RAKHINE STATE.",
            ["MAUNGDAW/MMR/district", "RAKHINE/MMR/province"],
            id="capitals alone",
        ),
    ],
)
def test_which_spans_are_places(reader: Reader, text: str, expected: list[str]) -> None:
    assert reader.short(text) == expected


# --- how finely -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Two soldiers died in Maradi.", "Maradi/NER/town", id="in"),
        pytest.param("Two soldiers died near Maradi.", "Maradi/NER/district", id="near"),
        pytest.param("Two soldiers died on the outskirts of Maradi.", "Maradi/NER/district", id="outskirts"),
        pytest.param("Two soldiers died north of Maradi.", "Maradi/NER/district", id="north of"),
        pytest.param("Two soldiers died in Maradi region.", "Maradi/NER/province", id="region"),
        pytest.param("Two soldiers died in northern Niger.", "Niger/NER/country", id="part of a country"),
        pytest.param("Ships crossed the Red Sea.", "Red Sea/-/region", id="a sea"),
    ],
)
def test_how_finely(reader: Reader, text: str, expected: str) -> None:
    assert expected in reader.short(text)


def test_between_two_towns_is_near_both(reader: Reader) -> None:
    assert reader.short("A convoy was hit between Djibo and Dori.") == ["Djibo/BFA/district", "Dori/BFA/district"]


def test_a_stated_distance_moves_the_point(reader: Reader) -> None:
    (_, at), *_ = reader.places("Traders were robbed in Nyala.")
    ((_, moved),) = reader.places("Traders were robbed 30 km north of Nyala.")
    assert at.lat is not None and moved.lat is not None
    assert moved.lat - at.lat == pytest.approx(30 / 111.2, abs=0.01)
    assert moved.precision == "district"


# --- which place is meant ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        pytest.param("In Tripoli, Libya, militias clashed.", "Tripoli", "LBY", None, id="country after a comma"),
        pytest.param(
            "Jets struck Nabatieh. In Tripoli, crowds fled. Lebanon mourned.",
            "Tripoli",
            "LBN",
            None,
            id="country named elsewhere",
        ),
        pytest.param("Libyan militias met in Tripoli.", "Tripoli", "LBY", None, id="adjective of the country"),
        pytest.param("Storms hit Springfield, Illinois.", "Springfield", "USA", "Illinois", id="state after a comma"),
        pytest.param("Storms hit Springfield, Mo.", "Springfield", "USA", "Missouri", id="abbreviated state"),
        pytest.param(
            "Police in Atlanta, Georgia, said so.", "Georgia", "USA", "Georgia", id="the state, not the country"
        ),
        pytest.param(
            "Protests shook Tbilisi. Georgia holds a vote.", "Georgia", "GEO", None, id="the country, not the state"
        ),
        pytest.param("Niger state in Nigeria was calm.", "Niger", "NGA", "Niger", id="a noun of kind"),
        pytest.param("Storms hit Ohio, Oregon and Georgia.", "Georgia", "USA", "Georgia", id="a list of states"),
        pytest.param("Troops fought in Sake. Congo denied it.", "Congo", "COD", None, id="two countries of one name"),
        pytest.param("The Jordanian town of Mafraq was hit.", "Mafraq", "JOR", None, id="adjective and noun"),
        pytest.param(
            "Egypt shut Rafah. Hospitals in Gaza City, Khan Younis and Deir al-Balah closed.",
            "Rafah",
            "PSE",
            None,
            id="company on one side of a border",
        ),
        pytest.param("Tanks moved on Kherson and Odessa.", "Odessa", "UKR", None, id="an exonym"),
        pytest.param(
            "Reporters in Washington asked about it.", "Washington", "USA", "District of Columbia", id="the capital"
        ),
        pytest.param(
            "Police in Newport, Wales, made arrests.", "Newport", "GBR", "Wales", id="part of a country after a comma"
        ),
        pytest.param("Israeli jets struck Khiam.", "Khiam", "LBN", None, id="an adjective before a verb holds nothing"),
        pytest.param("Soldiers stormed the Balata camp in Nablus.", "Nablus", "PSE", None, id="a camp in a town"),
    ],
)
def test_which_place_is_meant(reader: Reader, text: str, name: str, country: str, admin1: str | None) -> None:
    found = [place for quote, place in reader.places(text) if quote == name]
    assert found
    assert {place.country for place in found} == {country}
    if admin1 is not None:
        assert {place.admin1 for place in found} == {admin1}


def test_the_dateline_is_read(reader: Reader) -> None:
    text = "EL FASHER, Sudan, May 3 (Example Wire) - Shells fell on a market."
    assert reader.short(text)[:2] == ["EL FASHER/SDN/town", "Sudan/SDN/country"]


def test_one_name_has_one_sense(reader: Reader) -> None:
    text = "Crowds filled Tripoli, Libya. A day later Tripoli was calm. Beirut was calm too."
    assert {p.country for q, p in reader.places(text) if q == "Tripoli"} == {"LBY"}


def test_the_publisher_tells_where_nothing_else_does(reader: Reader, book: Codebook) -> None:
    text = "Police made arrests in Cambridge."
    outlets = {o.country: o.name for o in book.outlets if o.country in {"GBR", "USA"}}
    assert reader.short(text, source=outlets["GBR"]) == ["Cambridge/GBR/town"]


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        pytest.param("A man was held in Stroud, Ontario.", "Stroud", id="no such place in the province named"),
        pytest.param("He grew up in Santa Rosa.", "Santa Rosa", id="many of one size"),
        pytest.param("Fighting in Xqzzyvar went on.", "Xqzzyvar", id="a name that no index has"),
        pytest.param("Smoke rose over Hopeville province.", "Hopeville", id="a province that no index has"),
    ],
)
def test_no_place_is_better_than_a_guess(reader: Reader, text: str, absent: str) -> None:
    assert absent not in [quote for quote, _ in reader.places(text)]


# --- what a mention carries -------------------------------------------------------------------------------------------


def test_the_example_of_the_contract(reader: Reader) -> None:
    text = "Two soldiers were killed by gunmen near Maradi on Tuesday, police said."
    ((quote, mention),) = reader.mentions(text)
    place = mention.value
    assert isinstance(place, Place)
    assert (quote, place.name, place.geonameid, place.country, place.admin1) == (
        "Maradi", "Maradi", 2441291, "NER", "Maradi"
    )  # fmt: skip
    assert place.precision == "district"
    assert place.alternatives == (2441289,)
    assert mention.by.startswith("gazetteer+rule:")


def test_alternatives_are_few_and_not_the_choice(reader: Reader) -> None:
    for _, place in reader.places("Crowds gathered in San Jose, Costa Rica, and in Victoria, Australia."):
        assert len(place.alternatives) <= 10
        assert place.geonameid not in place.alternatives


def test_spans_quote_the_text_and_do_not_overlap(reader: Reader) -> None:
    text = "Rebels took Bunagana in Rutshuru territory, North Kivu province, eastern Democratic Republic of Congo."
    found = [m.span for _, m in reader.mentions(text)]
    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_an_unrelated_sentence_changes_nothing_else(reader: Reader) -> None:
    text = "Shells fell on the Zamzam camp, south of El Fasher."
    before = reader.places(text)
    after = reader.places("The weather was fine. " + text)
    assert before == after


@pytest.mark.parametrize("town", ["Goma", "Bunia", "Butembo", "Bukavu"])
def test_a_town_renamed_throughout_takes_its_own_id(reader: Reader, town: str) -> None:
    text = "Fighting reached {0}, Democratic Republic of Congo. Residents of {0} fled."
    found = [place for quote, place in reader.places(text.format(town)) if quote == town]
    assert len(found) == 2
    assert len({place.geonameid for place in found}) == 1
    assert found[0].name == town


def test_an_empty_report_names_nothing(reader: Reader) -> None:
    assert reader.places("It rained.") == []
