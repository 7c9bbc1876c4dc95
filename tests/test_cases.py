"""Every case of ``cases/`` holds, and every known gap is still one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dateline.annotated import Case, check_case, faults, load_folder
from dateline.codebook import load
from dateline.run.code import Coder, code_report, make_coder
from dateline.run.pipeline import gather

FOLDER = Path(__file__).parents[1] / "cases"
CASES = load_folder(FOLDER)


@cache
def coder() -> Coder:
    """Loaded once per process."""
    return make_coder(load())


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.file}: {case.name}") for case in CASES])
def test_case(case: Case) -> None:
    book = coder().book
    assert faults(case, book) == ()
    found = check_case(
        case,
        lambda document: code_report(document, coder()),
        lambda readings: gather(readings, book, coder().gazetteer.contains),
    )
    if case.gap is None and found:
        pytest.fail("\n".join(map(str, found)), pytrace=False)
    if case.gap is not None and not found:
        message = f'{case.file}, line {case.line}: this known gap works now; take out "Known gap: {case.gap}"'
        pytest.fail(message, pytrace=False)
