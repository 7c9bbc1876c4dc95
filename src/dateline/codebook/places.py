"""Checks our own supplement to the gazetteer; the place index is compiled from it elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from dateline.codebook.coding import country_of
from dateline.codebook.forms import Form, forms_of
from dateline.codebook.problems import Problem, closest
from dateline.codebook.reading import Node
from dateline.model import Precision

PRECISIONS: tuple[str, ...] = get_args(Precision)
KINDS = (
    "country", "continent", "region", "area", "province", "state", "district", "city", "town", "village", "suburb",
    "camp", "prison", "base", "airport", "dam", "crossing", "checkpoint", "bridge", "hospital", "island", "peninsula",
    "mountain", "desert", "forest", "lake", "river", "sea", "strait", "delta", "valley", "mine", "plant", "port",
    "square", "site",
)  # fmt: skip


def check_places(node: Node | None, file: str, countries: Collection[str], problems: list[Problem]) -> None:
    """Notes unknown keys, kinds and countries, entries without a source or a point, and points not on the globe.

    ``contains`` lists the countries that lie wholly in a region; ``population`` is a weight among namesakes.
    """
    for form in forms_of(node, file, problems):
        form.only(
            ("name", "precision", "kind", "source"),
            ("names", "country", "lat", "lon", "admin1", "population", "contains"),
        )
        country_of(form, countries)
        form.choice("precision", PRECISIONS, "precision")
        form.choice("kind", KINDS, "kind")
        if ("lat" in form.node.values) != ("lon" in form.node.values):
            form.note("lat", '"lat" and "lon" come together')
        _within(form, "lat", 90)
        _within(form, "lon", 180)
        form.number("population")
        if "contains" in form.node.values and countries:
            for text in form.lined("contains"):
                if text.value not in countries:
                    near = closest(text.value, countries)
                    problems.append(Problem(file, text.line, f'"{text.value}" is no country code', near))


def _within(form: Form, key: str, limit: int) -> None:
    number = form.number(key)
    if number is not None and not -limit <= number <= limit:
        form.note(key, f'"{key}" runs from -{limit} to {limit}')
