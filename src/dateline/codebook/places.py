"""Checks our own supplement to the gazetteer; the place index is compiled from it elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from dateline.codebook.coding import country_of
from dateline.codebook.forms import Form, forms_of
from dateline.codebook.problems import Problem
from dateline.codebook.reading import Node
from dateline.model import Precision

PRECISIONS: tuple[str, ...] = get_args(Precision)


def check_places(node: Node | None, file: str, countries: Collection[str], problems: list[Problem]) -> None:
    """Notes unknown keys and countries, and coordinates that are not on the globe."""
    for form in forms_of(node, file, problems):
        form.only(("name", "precision"), ("names", "country", "lat", "lon", "admin1", "kind", "source"))
        country_of(form, countries)
        form.choice("precision", PRECISIONS, "precision")
        if ("lat" in form.node.values) != ("lon" in form.node.values):
            form.note("lat", '"lat" and "lon" come together')
        _within(form, "lat", 90)
        _within(form, "lon", 180)


def _within(form: Form, key: str, limit: int) -> None:
    number = form.number(key)
    if number is not None and not -limit <= number <= limit:
        form.note(key, f'"{key}" runs from -{limit} to {limit}')
