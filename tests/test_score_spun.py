"""The measurement of spun copies: what its editors make, its intervals, and that they are not taken for spinners."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

TRAINING = Path(__file__).parents[1] / "training"


@cache
def scorer() -> ModuleType:
    sys.path.insert(0, str(TRAINING))
    try:
        spec = importlib.util.spec_from_file_location("score_spun", TRAINING / "score_spun.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["score_spun"] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(TRAINING))
    return module


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        pytest.param(0, 100, 0.0, 0.037, id="none of a hundred leaves up to four"),
        pytest.param(50, 100, 0.404, 0.596, id="half"),
        pytest.param(100, 100, 0.963, 1.0, id="all"),
    ],
)
def test_wilsons_interval(hits: int, of: int, low: float, high: float) -> None:
    assert scorer().wilson(hits, of) == pytest.approx((low, high), abs=0.001)


def test_editors_restyle_cut_and_raise_figures() -> None:
    text = (
        "Three lorries burned near the harbour. Police said it was arson. Nobody was hurt. It rained. The road is shut."
    )
    made = dict(scorer().edited(text, 0))
    assert "trucks burned near the harbor" in made["restyled (american)"]
    assert "according to police" in made["restyled (plain)"].lower() or "close to" in made["restyled (plain)"]
    assert made["updated"].startswith("Five lorries")


def test_what_editors_make_is_not_taken_for_spun() -> None:
    texts = scorer().clean_texts()[:8]
    kinds = [
        scorer().traced(text, other).kind
        for number, text in enumerate(texts)
        for _, other in scorer().edited(text, number)
        if other != text
    ]
    assert len(kinds) >= 50
    assert "spun" not in kinds
