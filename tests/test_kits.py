"""The kits: what is committed is what the worlds give, every mark is found, and lineages hold on both halves.

The half in ``blind`` is for one look at the end of a piece of work; here it is only held to be whole, and to the
lineage of its reports, from which no rule was drawn.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from clean_news import CLEAN
from dateline.codebook import load
from dateline.lineage import trace
from dateline.lineage.spun import judge_text
from dateline.model import Document

KITS = Path(__file__).parents[1] / "training" / "kits"
FOLDERS = ("dev", "blind")
Kit = dict[str, Any]


@cache
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", KITS / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def worlds(folder: str) -> Iterator[Kit]:
    for path in sorted((KITS / folder).glob("*.yaml")):
        yield from yaml.load_all(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def kits(folder: str) -> list[Kit]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((KITS / folder).glob("*.json"))]


def documents(kit: Kit) -> list[Document]:
    fields = ("id", "text", "title", "source", "published", "language")
    return [Document(**{name: report[name] for name in fields}) for report in kit["reports"]]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_kits_are_what_their_worlds_give(folder: str) -> None:
    made = {world["id"]: builder().kit_of(world) for world in worlds(folder)}
    assert made == {kit["id"]: kit for kit in kits(folder)}


def test_there_are_forty_worlds_and_every_kind_of_report() -> None:
    everything = [kit for folder in FOLDERS for kit in kits(folder)]
    assert len({kit["id"] for kit in everything}) >= 40
    kinds = Counter(report["lineage"] for kit in everything for report in kit["gold"]["reports"].values())
    assert set(kinds) == {"original", "copy", "excerpt", "edited", "update", "spun"}
    assert len({event["event_type"] for kit in everything for event in kit["gold"]["events"]}) >= 10


@pytest.mark.parametrize("folder", FOLDERS)
def test_lineages_of_the_kits(folder: str) -> None:
    book = load()
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for kit in kits(folder):
        gold = kit["gold"]["reports"]
        for lineage in trace(documents(kit), book):
            kind = gold[lineage.document]["lineage"]
            wanted[kind] += 1
            right[kind] += kind == lineage.kind
            assert lineage.group == gold[lineage.document]["group"], f"{kit['id']} {lineage.document}"
            assert lineage.kind != "spun" or kind == "spun", f"{kit['id']} {lineage.document}"
    assert all(right[kind] >= 0.85 * wanted[kind] for kind in wanted), (right, wanted)


def long_texts() -> list[str]:
    """Clean news of many regions' English, joined to four hundred words and more."""
    texts, held = [], ""
    for text in [*CLEAN.values(), *(r["text"] for kit in kits("dev") for r in kit["reports"] if is_own(kit, r["id"]))]:
        held = f"{held}\n\n{text}" if held else text
        if len(held.split()) >= 400:
            texts.append(held)
            held = ""
    return texts


def is_own(kit: Kit, report: str) -> bool:
    return bool(kit["gold"]["reports"][report]["lineage"] == "original")


def test_long_spun_texts_are_known_by_themselves_and_clean_ones_are_left_alone() -> None:
    book = load()
    clean = [judge_text(Document("d", text), book).verdict for text in long_texts()]
    assert len(clean) >= 15
    assert set(clean) == {"none"}
    spin = builder().SPINNER.spin
    for style, least in (("plain", 0.85), ("padded", 0.75), ("technical", 0.85)):
        found = [judge_text(Document("d", spin(text, style)), book).verdict == "likely" for text in long_texts()]
        assert sum(found) >= least * len(found), (style, sum(found), len(found))
