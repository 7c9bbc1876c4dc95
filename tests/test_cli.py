"""The command line: what goes in and out, what it says, and the exit code of every ending."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dateline.cli.endings import Ending
from dateline.cli.program import run
from dateline.codebook import default_folder, load
from dateline.run.code import Coder, make_coder
from dateline.store import open_store

KILLED = "Two soldiers were killed by gunmen near Maradi on Tuesday, police said."
REPORTS = [
    {"id": "r1", "text": KILLED, "published": "2021-03-18", "source": "Example Wire", "language": "en"},
    {
        "id": "r2",
        "text": "Police arrested three protesters in Niamey on Wednesday.",
        "published": "2021-03-19",
        "language": "en",
    },
    {"id": "r3", "text": KILLED.upper().lower().capitalize(), "published": "2021-03-19", "language": "en"},
    {"id": "r4", "text": "The housing bill was killed in committee.", "language": "en"},
]
FRENCH = {"id": "f1", "text": "Deux soldats ont été tués mardi par des hommes armés près de Maradi.", "language": "fr"}


@cache
def loaded() -> Coder:
    """One coder for all tests of a process; the command line would load one each time."""
    return make_coder(load())


@pytest.fixture(autouse=True)
def _one_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.cli.loading.make_coder", lambda *_, **__: loaded())


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return written(tmp_path / "reports.jsonl", REPORTS)


def written(path: Path, reports: list[dict[str, str]]) -> Path:
    path.write_text("".join(f"{json.dumps(report)}\n" for report in reports))
    return path


def lines_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


# --- code -------------------------------------------------------------------------------------------------------------


def test_piped_output_is_json_lines_in_the_order_of_the_contract(
    reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["code", str(reports)]) == 0
    out, err = capsys.readouterr()
    lines = lines_of(out)
    assert [line["id"] for line in lines if line["kind"] == "document"] == ["r1", "r2", "r3", "r4"]
    assert [line["end_state"] for line in lines if line["kind"] == "document"] == [
        "coded",
        "coded",
        "duplicate",
        "no_event",
    ]
    kinds = list(dict.fromkeys(line["kind"] for line in lines))
    assert kinds[0] == "document"
    assert kinds[-1] == "event"
    assert err == ""


def test_mentions_are_given_when_asked_for(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["code", str(reports), "--mentions"])
    found = {(line["what"], line["text"]) for line in lines_of(capsys.readouterr().out) if line["kind"] == "mention"}
    assert {("place", "Maradi"), ("count", "Two"), ("actor", "gunmen")} <= found


def test_defaults_fill_what_the_input_does_not_say(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(KILLED.encode())))
    assert run(["code", "-", "--published", "2021-03-18", "--source", "Example Wire", "--language", "en"]) == 0
    document, claim, *_ = lines_of(capsys.readouterr().out)
    assert (document["published"], document["source"], document["language"]) == ("2021-03-18", "Example Wire", "en")
    when = claim["when"]
    assert isinstance(when, dict)
    assert when["first"] == "2021-03-16"


def test_the_number_of_workers_does_not_show(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["code", str(reports)])
    one = capsys.readouterr().out
    run(["code", str(reports), "--workers", "2"])
    assert capsys.readouterr().out == one


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        pytest.param(b"", 3, "was quarantined: empty:", id="an empty file"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", 3, "was quarantined: binary:", id="a picture"),
        pytest.param(b"caf\xe9 closed", 3, "was quarantined: encoding:", id="broken UTF-8"),
        pytest.param(json.dumps(FRENCH).encode(), 0, "was quarantined: language:", id="another language is no fault"),
    ],
)
def test_what_cannot_be_coded_is_told_and_the_rest_is_coded(
    content: bytes, code: int, says: str, reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad"
    bad.write_bytes(content)
    assert run(["code", str(bad), str(reports)]) == code
    out, err = capsys.readouterr()
    assert says in err
    assert [line["end_state"] for line in lines_of(out) if line["kind"] == "document"].count("coded") == 2


@pytest.mark.parametrize(
    ("name", "files"),
    [
        pytest.param("out.jsonl", ["out.jsonl"], id="lines"),
        pytest.param("out.csv", ["out.csv"], id="a spreadsheet"),
        pytest.param("out.parquet", ["out.parquet"], id="Parquet"),
        pytest.param("out", ["out/claims.csv", "out/dateline.jsonl", "out/events.csv"], id="a folder"),
    ],
)
def test_the_name_tells_the_format(
    name: str, files: list[str], reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "target"
    target.mkdir()
    assert run(["code", str(reports), "-o", str(target / name)]) == 0
    assert capsys.readouterr().out == ""
    assert sorted(p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()) == files
    assert all((target / file).stat().st_size for file in files)


@pytest.mark.parametrize(
    ("to", "starts"),
    [pytest.param("csv", "id,first,last,event_type", id="csv"), pytest.param("table", "day", id="table")],
)
def test_formats_on_standard_output(to: str, starts: str, reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", str(reports), "--to", to]) == 0
    out = capsys.readouterr().out
    assert out.startswith(starts)
    assert "ASSAULT" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["code"], "Missing argument 'INPUT...'", id="no input"),
        pytest.param(["code", "x", "--to", "xml"], "'xml' is not one of", id="unknown format"),
        pytest.param(["code", "x", "--published", "in May"], '"in May" is no date', id="a date that is none"),
        pytest.param(["code", "x", "-o", "x.doc"], "which format is that?", id="unknown ending"),
        pytest.param(["code", "x", "-o", "x.csv", "--to", "jsonl"], "change one of them", id="ending against --to"),
        pytest.param(["code", "x", "-o", "x.db", "--to", "csv"], "is a store", id="a store has one format"),
        pytest.param(["code", "x", "-o", "no/such/x.csv"], "make it first", id="no such folder"),
        pytest.param(["code", "x", "--to", "parquet"], "a format of files", id="Parquet to standard output"),
        pytest.param(["code", "-", "-"], "read once", id="standard input twice"),
        pytest.param(["code", "x", "--workers", "0"], "not in the range", id="no workers"),
        pytest.param(["code", "x", "--codebook", "/no/such"], "does not exist", id="no such codebook"),
        pytest.param(["decode"], "No such command 'decode'", id="unknown command"),
    ],
)
def test_wrong_use_is_exit_code_2(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert says in capsys.readouterr().err


# --- the store --------------------------------------------------------------------------------------------------------


def dump(path: Path) -> list[str]:
    with open_store(path) as store:
        return list(store.dump())


def test_two_runs_into_one_store_equal_one_run(reports: Path, tmp_path: Path) -> None:
    parts = [written(tmp_path / f"part{i}.jsonl", REPORTS[i::2]) for i in (1, 0)]
    for part in parts:
        assert run(["code", str(part), "-o", str(tmp_path / "two.db")]) == 0
    assert run(["code", str(reports), "-o", str(tmp_path / "one.db")]) == 0
    once = dump(tmp_path / "one.db")
    assert dump(tmp_path / "two.db") == once
    assert run(["code", str(reports), "-o", str(tmp_path / "one.db")]) == 0
    assert dump(tmp_path / "one.db") == once


def test_a_store_holds_the_events_of_the_lines(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["code", str(reports)])
    told = [line["id"] for line in lines_of(capsys.readouterr().out) if line["kind"] == "event"]
    run(["code", str(reports), "-o", str(tmp_path / "x.db")])
    with open_store(tmp_path / "x.db") as store:
        assert [event.id for event in store.events()] == told


def test_another_date_of_publication_codes_the_report_again(tmp_path: Path) -> None:
    text = tmp_path / "report.txt"
    text.write_text(KILLED)
    for published in ("2021-03-18", "2021-03-25"):
        assert run(["code", str(text), "-o", str(tmp_path / "x.db"), "--published", published]) == 0
    with open_store(tmp_path / "x.db") as store:
        (event,) = store.events()
    assert str(event.first) == "2021-03-23"


def test_a_held_store_is_exit_code_4(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "x.db"):
        assert run(["code", str(reports), "-o", str(tmp_path / "x.db")]) == 4
    assert "held by another writer" in capsys.readouterr().err


def test_a_damaged_store_is_exit_code_5(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    run(["code", str(reports), "-o", str(path)])
    raw = bytearray(path.read_bytes())
    raw[4096:8192] = b"\xff" * 4096
    path.write_bytes(raw)
    assert run(["code", str(reports), "-o", str(path)]) == 5
    assert "is damaged" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        pytest.param(OSError(errno.ENOSPC, "No space left on device", "out.csv"), 6, "the disk is full", id="disk"),
        pytest.param(MemoryError(), 6, "out of memory", id="memory"),
        pytest.param(
            PermissionError(errno.EACCES, "Permission denied", "out.csv"), 1, "Permission denied", id="rights"
        ),
        pytest.param(KeyboardInterrupt(), 130, "stopped", id="Ctrl-C"),
        pytest.param(Ending(1, "why"), 1, "why", id="an ending with a reason"),
    ],
)
def test_endings_have_their_exit_codes(
    error: BaseException,
    code: int,
    says: str,
    reports: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("dateline.cli.coding.write", fail)
    assert run(["code", str(reports)]) == code
    assert says in capsys.readouterr().err


# --- the process ------------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that waits for the rest of its standard input."""
    with subprocess.Popen(
        [sys.executable, "-m", "dateline.cli", "code", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"])
def test_a_stopped_run_says_so_and_nothing_else(
    number: signal.Signals, code: int, waiting: subprocess.Popen[bytes]
) -> None:
    assert waiting.stdin is not None
    waiting.stdin.write(json.dumps(REPORTS[0]).encode() + b"\n")
    waiting.stdin.flush()
    _wait_until_it_reads(waiting.pid)
    waiting.send_signal(number)
    out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, out, err) == (code, b"", b"dateline: stopped\n")


def _wait_until_it_reads(pid: int) -> None:
    """Until the process sleeps in a read of its standard input."""
    for _ in range(600):
        if Path(f"/proc/{pid}/wchan").read_text().find("pipe") >= 0:
            return
        time.sleep(0.1)
    pytest.fail("the run never came to read its input")


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    many = written(tmp_path / "many.jsonl", [{**REPORTS[0], "id": f"r{i}", "text": f"{KILLED} {i}"} for i in range(40)])
    command = f"{sys.executable} -m dateline.cli code {many} --mentions | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    assert done.stderr == b""
    assert done.stdout.splitlines()[1] == b"0"


# --- check, explain, versions -----------------------------------------------------------------------------------------


def test_explain_shows_the_pattern_its_words_and_the_claim(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", KILLED, "--published", "2021-03-18"]) == 0
    out = capsys.readouterr().out
    assert 'act  "were killed"' in out
    assert "(ASSAULT) matches" in out
    assert '"near Maradi"' in out
    assert "2021-03-16" in out


def test_explain_says_why_there_is_no_claim(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "The housing bill was killed in committee."]) == 0
    out = capsys.readouterr().out
    assert "but it goes without bill as recipient" in out
    assert out.rstrip().endswith("No claim.")


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    """A codebook of our own with one pattern, so that its examples take no time."""
    folder = tmp_path / "codebook"
    shutil.copytree(default_folder(), folder)
    shutil.rmtree(folder / "patterns")
    (folder / "patterns").mkdir()
    (folder / "patterns.lock").unlink(missing_ok=True)
    (folder / "patterns" / "killing.yaml").write_text(PATTERN)
    return folder


PATTERN = """\
- id: kill
  version: 1
  means: somebody kills people
  code: ASSAULT
  frame: act-on
  verbs: [kill]
  without: {recipient: [bill]}
  examples:
  - "[actor Gunmen] [action killed] [recipient two soldiers] near Maradi."
  not examples:
  - "Parliament killed the bill on Thursday."
"""


@pytest.fixture
def _own_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.cli.loading.make_coder", make_coder)


@pytest.mark.usefixtures("_own_coder")
@pytest.mark.parametrize(
    ("before", "after", "code", "says"),
    [
        pytest.param("", "", 0, "The codebook is in order: 1 patterns", id="in order"),
        pytest.param("ASSAULT", "ASSALT", 1, 'patterns/killing.yaml, line 4: "ASSALT" is', id="an unknown code"),
        pytest.param("[recipient two", "[actor two", 1, 'nothing fills actor at "two soldiers"', id="an example fails"),
        pytest.param("the bill", "the judge", 1, 'of the not-example "Parliament killed', id="a not-example fails"),
    ],
)
def test_check(
    before: str, after: str, code: int, says: str, codebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = codebook / "patterns" / "killing.yaml"
    path.write_text(path.read_text().replace(before, after) if before else path.read_text())
    assert run(["check", str(codebook)]) == code
    assert says in capsys.readouterr().out


def test_check_fast_runs_no_examples(codebook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = codebook / "patterns" / "killing.yaml"
    path.write_text(path.read_text().replace("[recipient two", "[actor two"))
    assert run(["check", str(codebook), "--fast"]) == 0
    assert "Examples were not run" in capsys.readouterr().out


def test_seal_then_change_without_a_new_version(codebook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(codebook), "--seal"]) == 0
    path = codebook / "patterns" / "killing.yaml"
    path.write_text(path.read_text().replace("verbs: [kill]", "verbs: [kill, slay]"))
    assert run(["check", str(codebook), "--seal"]) == 1
    assert '"kill" changed without a new version; make it 2' in capsys.readouterr().out


def test_versions_name_program_codebook_and_places(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == ["dateline", "codebook", "places"]
    assert load().version in versions_of(capsys)


def versions_of(capsys: pytest.CaptureFixture[str]) -> str:
    run(["--version"])
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "command", [[], ["code"], ["explain"], ["check"]], ids=["dateline", "code", "explain", "check"]
)
def test_help_has_examples(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*command, "--help"]) == 0
    assert "Examples:" in capsys.readouterr().out
