"""Import of GeoNames dumps into a user's own index, with a made-up index and a made-up dump."""

from __future__ import annotations

import zipfile
from pathlib import Path

import marisa_trie
import pytest

from dateline.cli.program import run
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.gazetteer.build import write_index
from dateline.gazetteer.dump import NotADump, import_dump, read_dump
from dateline.gazetteer.index import LOOSE, PRIMARY, VALUE, GazetteerStale, own_folder
from dateline.gazetteer.normalise import loose_key, strict_key
from dateline.gazetteer.records import Entry, write_records

FEATURES = {"P": "town town", "S.CMP": "site town", "A.ADM1": "admin1 province"}
CODES = {"VL": "VRL"}

PROVINCE = Entry(0, "Osta", "admin1", "province", "VRL", 10, None, None, 0, None, None)
TOWN = Entry(1, "Marun", "town", "town", "VRL", 11, 10.0, 20.0, 40_000, 0, None)
OWN_CAMP = Entry(2, "Tal Hadra", "site", "town", "VRL", None, 10.5, 20.5, 0, 0, None)


def write_base(folder: Path, sources: str = "base") -> Gazetteer:
    entries = [PROVINCE, TOWN, OWN_CAMP]
    rows = [(strict_key(entry.name), (entry.number, PRIMARY)) for entry in entries]
    rows += [(LOOSE + loose_key(strict_key(entry.name)), (entry.number, 4)) for entry in entries]
    trie = marisa_trie.RecordTrie(VALUE, sorted(rows))
    table = write_records(entries, {}, sources, {0: "VL-OS"})
    write_index(folder, table, lambda path: trie.save(str(path)))
    return open_gazetteer(folder)


def line(
    number: int,
    name: str,
    other: str = "",
    feature: str = "P.PPL",
    lat: float = 10.1,
    lon: float = 20.1,
    unit: str = "01",
) -> str:
    kind, code = feature.split(".")
    cells = [
        number,
        name,
        name,
        other,
        lat,
        lon,
        kind,
        code,
        "VL",
        "",
        unit,
        "",
        "",
        "",
        900,
        "",
        200,
        "Etc/UTC",
        "2024-01-01",
    ]
    return "\t".join(map(str, cells)) + "\n"


LINES = (
    line(11, "Marun", "Maroun"),
    line(12, "Dar Wassa", "Der Wassa"),
    line(13, "Sahl", feature="S.CMP"),
    line(14, "Jabal Sahl", feature="T.MT"),
    line(15, "Tel Hadra", lat=10.51, lon=20.49),
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "VL.txt"
    path.write_text("".join(LINES), encoding="utf-8")
    return path


@pytest.fixture
def made(tmp_path: Path, dump: Path) -> Gazetteer:
    import_dump(dump, write_base(tmp_path / "base"), tmp_path / "own", FEATURES, CODES)
    return open_gazetteer(tmp_path / "own")


def only(gazetteer: Gazetteer, name: str) -> Entry:
    found = {named.entry.number: named.entry for named in gazetteer.places(name)}
    assert len(found) == 1, name
    return next(iter(found.values()))


def test_counts_what_was_read_added_and_known(tmp_path: Path, dump: Path) -> None:
    done = import_dump(dump, write_base(tmp_path / "base"), tmp_path / "own", FEATURES, CODES)
    assert done == (4, 2, 2)


def test_a_new_town_is_found_with_its_province_and_code(made: Gazetteer) -> None:
    town = only(made, "Dar Wassa")
    assert (town.geonameid, town.country, town.kind, town.admin1) == (12, "VRL", "town", 0)
    assert made.code(town) == "VL-OS"


@pytest.mark.parametrize(
    ("name", "number"),
    [
        pytest.param("Der Wassa", 12, id="alternate name"),
        pytest.param("Maroun", 11, id="new name of a known town"),
        pytest.param("Sahl", 13, id="camp"),
    ],
)
def test_names_of_the_dump(made: Gazetteer, name: str, number: int) -> None:
    assert only(made, name).geonameid == number


def test_a_place_of_the_supplement_stays_where_it_is(made: Gazetteer) -> None:
    camp = only(made, "Tel Hadra")
    assert (camp.name, camp.lat, camp.geonameid) == ("Tal Hadra", 10.5, None)


def test_unlisted_features_are_left_out(made: Gazetteer) -> None:
    assert made.places("Jabal Sahl") == ()


def test_known_places_keep_their_numbers(made: Gazetteer) -> None:
    assert [made.entry(i) for i in range(3)] == [PROVINCE, TOWN, OWN_CAMP]


def test_zipped_or_not_gives_the_same_bytes(tmp_path: Path, dump: Path) -> None:
    packed = tmp_path / "VL.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(dump, "VL.txt")
        archive.writestr("readme.txt", "what is what")
    assert list(read_dump(packed)) == list(read_dump(dump))


def test_the_order_of_lines_does_not_matter(tmp_path: Path, dump: Path) -> None:
    base = write_base(tmp_path / "base")
    other = tmp_path / "turned.txt"
    other.write_text("".join(reversed(LINES)), encoding="utf-8")
    for path, folder in ((dump, "one"), (other, "two")):
        import_dump(path, base, tmp_path / folder, FEATURES, CODES)
    assert (tmp_path / "one" / "places.trie").read_bytes() == (tmp_path / "two" / "places.trie").read_bytes()


def test_importing_twice_adds_nothing(tmp_path: Path, dump: Path, made: Gazetteer) -> None:
    assert import_dump(dump, made, tmp_path / "again", FEATURES, CODES).added == 0
    assert open_gazetteer(tmp_path / "again").header.base == "base"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a\tb\n", "line 1: 2 columns", id="another table"),
        pytest.param(line(1, "Osta").replace("20.1", "east"), "line 1: ", id="no number where one must be"),
    ],
)
def test_another_file_is_refused_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotADump, match=words):
        list(read_dump(path))


def test_the_environment_says_which_index_is_used(
    tmp_path: Path, made: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_base(tmp_path / "packaged")
    monkeypatch.setattr("dateline.gazetteer.index.data_folder", lambda: tmp_path / "packaged")
    monkeypatch.setenv("DATELINE_PLACES", str(tmp_path / "own"))
    assert own_folder() == tmp_path / "own"
    assert len(open_gazetteer()) == len(made)


def test_an_index_on_another_base_is_stale(tmp_path: Path, made: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    write_base(tmp_path / "packaged", sources="newer")
    monkeypatch.setattr("dateline.gazetteer.index.data_folder", lambda: tmp_path / "packaged")
    monkeypatch.setenv("DATELINE_PLACES", str(tmp_path / "own"))
    with pytest.raises(GazetteerStale, match="import your dumps again"):
        open_gazetteer()


def test_the_command(
    tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_base(tmp_path / "packaged")
    monkeypatch.setattr("dateline.cli.places.data_folder", lambda: tmp_path / "packaged")
    syrian = tmp_path / "SY.txt"
    syrian.write_text(dump.read_text(encoding="utf-8").replace("\tVL\t", "\tSY\t"), encoding="utf-8")
    assert run(["places", "import", str(syrian), "--places", str(tmp_path / "mine")]) == 0
    said = capsys.readouterr().out
    assert "4 places read, 3 new, 1 known before" in said
    assert only(open_gazetteer(tmp_path / "mine"), "Dar Wassa").country == "SYR"
    other = tmp_path / "bad.txt"
    other.write_text("no dump\n", encoding="utf-8")
    assert run(["places", "import", str(other), "--places", str(tmp_path / "mine")]) == 1
    assert "line 1: 1 columns" in capsys.readouterr().err
