"""Import of a user's lists of actors: CSV and PETRARCH's form, all made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.cli.program import run
from dateline.codebook import Codebook, load, load_alone
from dateline.codebook.cameoactors import say_code
from dateline.codebook.entries import DatedRole
from dateline.codebook.own import Imported, import_actors


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_alone()


@pytest.mark.parametrize(
    ("written", "ours", "lost"),
    [
        pytest.param("NGA MIL", "NGA MIL", (), id="one of ours"),
        pytest.param("UAF", "UAF", (), id="a sector of ours alone"),
        pytest.param("NGAMIL", "NGA MIL", (), id="country and role"),
        pytest.param("NGA", "NGA", (), id="a country"),
        pytest.param("AFGREBTAL", "AFG REB", ("TAL",), id="a group finer than our codes"),
        pytest.param("IGOUNO", "UNO", (), id="the United Nations"),
        pytest.param("IGOUNOKID", "UNO", ("KID",), id="a body of the United Nations"),
        pytest.param("NGOHRI", "NGO SOC", (), id="a rights organisation"),
        pytest.param("GBRMED", "GBR JRN", (), id="CAMEO's MED is the media"),
        pytest.param("GBRHLH", "GBR MED", (), id="and its HLH the health service"),
        pytest.param("ROMGOV", "ROU GOV", (), id="a country written otherwise"),
        pytest.param("---GOV", "GOV", (), id="a role of no country"),
        pytest.param("USAGOVMIL", "USA GOV", ("MIL",), id="the first role is the primary one"),
        pytest.param("NGAXYZ", "NGA", ("XYZ",), id="a country with a role that we lack"),
        pytest.param("QQQGOV", None, (), id="no country"),
        pytest.param("WST", None, (), id="a region"),
        pytest.param("N/A", None, (), id="no code"),
    ],
)
def test_a_code_of_cameo_in_ours(written: str, ours: str | None, lost: tuple[str, ...], book: Codebook) -> None:
    said = say_code(written, book)
    assert (said.code, said.lost) == (ours, lost)
    assert bool(said.why) == (ours is None)


CSV = """name,aliases,code,kind,from,to,source
Orvana Liberation Column,OLC|Orvana Column,NGAREB,group,,2014-05-31,our list
Orvana Liberation Column,,NGA PTY,,2014-06-01,,our list
Ilse Vantor,,NGA GOV,person,2019-02-30,,
Tolmar Post,,WSTMED,,,,
,,NGA GOV,,,,
"""

DICTIONARY = """# made up
ORVANA_LIBERATION_COLUMN_ ; comment
+OLC_COLUMN_
+ORVANIAN_REBELS_ [NGAREB]
\t[NGAREB <20140601]
\t[NGAPTY >20140601]
BORO_TANDEL_ [NGAELI] [NGAGOV 020101-061231] # president
FRANCE_ [FRA]
LOST_LEAGUE_ [QQQREB]
"""


def imported(text: str, name: str, book: Codebook, folder: Path) -> Imported:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_actors(path, book, folder / "own")


def test_a_csv_with_codes_over_time(book: Codebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = imported(CSV, "ours.csv", book, tmp_path)
    assert (done.read, done.written, done.known) == (2, 1, 0)
    assert [problem.line for problem in done.left_out] == [4, 4, 5, 6]
    monkeypatch.setenv("DATELINE_ACTORS", str(tmp_path / "own"))
    entry = load().actors["own-ours-orvana-liberation-column"]
    assert entry.names == ("Orvana Liberation Column", "OLC", "Orvana Column")
    assert entry.kind == "group"
    assert entry.roles == (
        DatedRole(None, date(2014, 5, 31), "NGA REB"),
        DatedRole(date(2014, 6, 1), None, "NGA PTY"),
    )


def test_a_dictionary_of_petrarch(book: Codebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = imported(DICTIONARY, "phoenix.txt", book, tmp_path)
    assert (done.read, done.written, done.known) == (5, 3, 1)
    assert [(problem.line, "QQQ" in problem.message) for problem in done.left_out] == [(9, True)]
    monkeypatch.setenv("DATELINE_ACTORS", str(tmp_path / "own"))
    actors = load().actors
    assert actors["own-phoenix-orvana-liberation-column"].names == ("Orvana Liberation Column", "Olc Column")
    assert actors["own-phoenix-orvanian-rebels"].roles == (DatedRole(None, None, "NGA REB"),)
    assert actors["own-phoenix-boro-tandel"].kind == "person"
    assert actors["own-phoenix-boro-tandel"].roles == (
        DatedRole(None, date(2001, 12, 31), "NGA ELI"),
        DatedRole(date(2002, 1, 1), date(2006, 12, 31), "NGA GOV"),
        DatedRole(date(2007, 1, 1), None, "NGA ELI"),
    )


def test_a_name_that_the_codebook_has_is_the_users(
    book: Codebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = imported("name,code\nHezbollah,LBN PTY\n", "mine.csv", book, tmp_path)
    assert done.written == 1
    monkeypatch.setenv("DATELINE_ACTORS", str(tmp_path / "own"))
    bearers = [entry.id for entry in load().actors.values() if "Hezbollah" in entry.names]
    assert bearers == ["own-mine-hezbollah"]


def test_the_same_list_twice_is_one(book: Codebook, tmp_path: Path) -> None:
    imported(CSV, "ours.csv", book, tmp_path)
    once = (tmp_path / "own" / "ours.yaml").read_bytes()
    imported(CSV, "ours.csv", book, tmp_path)
    assert (tmp_path / "own" / "ours.yaml").read_bytes() == once


def test_the_command_tells_what_it_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "phoenix.txt"
    path.write_text(DICTIONARY, encoding="utf-8")
    assert run(["actors", "import", str(path), "--actors", str(tmp_path / "own")]) == 3
    said = capsys.readouterr()
    assert "line 9" in said.err
    assert "5 actors read, 3 written, 1 known before" in said.out
