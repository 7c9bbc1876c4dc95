"""Claims that lie packed are the claims that were put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

import dateline
from dateline.model import Claim, Mention, Packed, Reading

TEXT = (
    "Gunmen killed at least 17 soldiers near Maradi on Tuesday, police said. The president condemned the attack and "
    "vowed to send troops."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    document = dateline.Document("r1", TEXT, published="2021-03-18")
    return dateline.code([document]).situation.readings[0]


def test_a_reading_of_many_holds_its_claims_packed(reading: Reading) -> None:
    assert isinstance(reading.claims, Packed)
    assert len(reading.claims) >= 2
    assert all(isinstance(claim, Claim) for claim in reading.claims)


def test_what_comes_out_is_what_went_in(reading: Reading) -> None:
    claims = tuple(reading.claims)
    again: Sequence[Claim] = Packed(claims)
    assert tuple(again) == claims
    assert again == claims
    assert claims == again
    assert hash(again) == hash(claims)
    assert again[0] == claims[0]
    assert again[1:] == claims[1:]
    assert again != claims[1:]


def test_nothing_packs_to_nothing() -> None:
    empty: Packed[Mention] = Packed(())
    assert len(empty) == 0
    assert list(empty) == []


def test_a_packed_reading_can_be_changed(reading: Reading) -> None:
    fewer = replace(reading, claims=reading.claims[:1])
    assert len(fewer.claims) == 1
    assert fewer != reading
