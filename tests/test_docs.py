"""README and docs cannot go stale: every code block runs, every command and option is described.

``DATELINE_ACCEPT=1 pytest tests/test_docs.py`` rewrites the outputs of console blocks and the generated parts of the
reference, for a person to read as a diff.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from cogapp import Cog  # type: ignore[import-untyped]

from dateline.annotated import check_case
from dateline.annotated.markdown import read_markdown
from dateline.cli.program import program
from dateline.codebook import check, load, seal
from dateline.run.code import Coder, code_report, make_coder

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
ACCEPT = os.environ.get("DATELINE_ACCEPT") == "1"

_FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"#\s*(?P<file>codebook/\S+\.yaml)\n")
_LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<target>[^)#\s]+)")


@dataclass(frozen=True)
class Block:
    page: Path
    line: int
    language: str
    body: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(*languages: str) -> list[Block]:
    """The code blocks of all pages in these languages; of every language when none is named."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for fence in _FENCE.finditer(text):
            line = text.count("\n", 0, fence.start()) + 1
            found.append(Block(page, line, fence["language"], fence["body"]))
    return [block for block in found if not languages or block.language in languages]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to run blocks in, with the examples and the codebook at hand and ``dateline`` as a command."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("examples", "codebook"):
        shutil.copytree(ROOT / name, folder / name)
    program = folder / "bin" / "dateline"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dateline.cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


@cache
def shared_coder() -> Coder:
    return make_coder(load())


def environment(folder: Path) -> dict[str, str]:
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "COLUMNS": "120",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }


def commands(body: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output that the page shows below it, which may be empty."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        while command.endswith("\\"):
            more, _, output = output.partition("\n")
            command = f"{command[:-1]} {more.strip()}"
        yield command, output


def run_command(command: str, folder: Path) -> str:
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, f"$ {command}\nended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


def agrees(shown: str, printed: str) -> bool:
    """Whether an output is the one shown, where a line "..." stands for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r"[ \t]*\n"
        for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed if printed.endswith("\n") or not printed else printed + "\n") is not None


def accepted(shown: str, printed: str) -> str:
    """The output as the page should show it: cut where the page cuts it."""
    lines = [line.rstrip() for line in printed.splitlines()]
    if "..." not in shown.splitlines():
        return "".join(f"{line}\n" for line in lines)
    kept = shown.splitlines().index("...")
    return "".join(f"{line}\n" for line in lines[: max(kept, 1)]) + "...\n"


@pytest.mark.parametrize("block", blocks("console"), ids=str)
def test_commands_print_what_the_page_shows(block: Block, desk: Path) -> None:
    body = ""
    for command, shown in commands(block.body):
        printed = run_command(command, desk)
        body += f"$ {command}\n{accepted(shown, printed)}"
        if not ACCEPT:
            assert agrees(shown, printed), f"$ {command}\nprints\n{printed}\nthe page shows\n{shown}"
    if ACCEPT:
        page = block.page.read_text(encoding="utf-8")
        block.page.write_text(page.replace(f"```console\n{block.body}```", f"```console\n{body}```"), encoding="utf-8")


@pytest.mark.parametrize("page", [page for page in PAGES if any(b.page == page for b in blocks("python"))], ids=str)
def test_python_blocks_run_one_after_another(
    page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk)
    names: dict[str, object] = {}
    for block in blocks("python"):
        if block.page == page:
            exec(compile(block.body, str(block), "exec"), names)
    assert "dateline" in names
    capsys.readouterr()


@pytest.mark.parametrize("block", blocks("yaml"), ids=str)
def test_entries_fit_the_codebook(block: Block, desk: Path, tmp_path: Path) -> None:
    named = _FILE.match(block.body)
    assert named is not None, 'begin the block with "# codebook/..." so that it is known where the entry goes'
    folder = tmp_path / "codebook"
    shutil.copytree(desk / "codebook", folder)
    file = tmp_path / named["file"]
    file.write_text(block.body, encoding="utf-8")
    seal(folder)
    assert [str(problem) for problem in check(folder)] == []


@pytest.mark.parametrize("block", blocks("markdown"), ids=str)
def test_cases_hold(block: Block) -> None:
    cases = read_markdown(block.body, str(block))
    coder = shared_coder()

    def gather(readings: object) -> None:
        raise AssertionError("a case of the docs has one report")

    found = [str(d) for case in cases for d in check_case(case, lambda document: code_report(document, coder), gather)]  # type: ignore[arg-type]
    assert cases
    assert found == []


@pytest.mark.parametrize("block", blocks("sh"), ids=str)
def test_setup_blocks_name_targets_that_exist(block: Block) -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    asked = set(re.findall(r"^make ([\w-]+)", block.body, flags=re.MULTILINE))
    assert asked <= targets


def test_every_block_is_of_a_kind_that_runs() -> None:
    kinds = {"console", "python", "yaml", "markdown", "sh"}
    assert [f"{block} is {block.language}" for block in blocks() if block.language not in kinds] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = [match["target"] for match in _LINK.finditer(page.read_text(encoding="utf-8"))]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_reference_is_what_the_code_generates() -> None:
    page = ROOT / "docs" / "reference.md"
    text = page.read_text(encoding="utf-8")
    made = Cog().process_string(text, fname=str(page))
    if ACCEPT:
        page.write_text(made, encoding="utf-8")
    else:
        assert made == text


def described() -> Iterator[tuple[str, str]]:
    """Each command and each long option of the program, with the command it belongs to."""
    for name, command in program.commands.items():
        yield name, name
        for option in command.params:
            yield from ((name, long) for long in option.opts if long.startswith("--"))


@pytest.mark.parametrize(("command", "word"), list(described()))
def test_every_command_and_option_is_described(command: str, word: str) -> None:
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    section = text.split(f"### dateline {command}\n", 1)
    assert len(section) == 2, f"docs/reference.md does not describe {command}"
    assert word in section[1].split("\n### ", 1)[0]


def test_every_reason_of_coding_is_described() -> None:
    code = (ROOT / "src" / "dateline" / "run" / "pool.py").read_text(encoding="utf-8")
    reasons = set(re.findall(r'"([a-z_]+): ', code)) | set(re.findall(r'f"([a-z_]+): ', code))
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert reasons
    assert [reason for reason in sorted(reasons) if f"`{reason}`" not in page] == []
