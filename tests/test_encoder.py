"""The trained encoder: words and pieces, what patterns and model say together, and what the package ships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook import load
from dateline.find.encoder import LONGEST, Encoder, first_pieces, load_encoder
from dateline.model import Document, Guess
from dateline.run.code import Coder, code_report, find_all, make_coder

TEXT = "Gunmen torched a clinic in Goma on Friday. The governor said the rains had been kind to farmers."


@cache
def encoder() -> Encoder:
    return load_encoder()


@cache
def coder(*, model: bool) -> Coder:
    return make_coder(load(), model=model)


def guess(shares: Mapping[str, float], given: Mapping[str, Sequence[float]]) -> Guess:
    return Guess("model:test@1", shares, given, {}, {})


@pytest.mark.parametrize(
    ("ruled", "expected"),
    [
        pytest.param("", "", id="no pattern, and mostly none is right to be silent"),
        pytest.param("AID", "AID", id="a pattern tips the balance"),
        pytest.param("SANCTION", "AID", id="a pattern that is often wrong gives way"),
    ],
)
def test_pattern_and_model_are_weighed_together(ruled: str, expected: str) -> None:
    table = {"": (0.9, 0.4, 0.4), "AID": (0.05, 0.5, 0.1), "SANCTION": (0.05, 0.1, 0.5)}
    code, share = guess({"": 0.4, "AID": 0.55, "SANCTION": 0.05}, table).weighed(ruled)
    assert code == expected
    assert 0.3 < share <= 1


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 2)), min_size=1, max_size=12))
def test_each_word_begins_at_the_piece_that_covers_its_first_letter(sizes: list[tuple[int, int]]) -> None:
    words, pieces, at = [], [(0, 0)], 0
    for size, blanks in sizes:
        words.append((at, at + size))
        pieces.extend((k, min(k + 2, at + size)) for k in range(at, at + size, 2))
        at += size + blanks
    pieces.append((0, 0))
    first = first_pieces(pieces, words)
    assert [pieces[k][0] for k in first] == [start for start, _ in words]


def test_a_word_beyond_the_last_piece_has_none() -> None:
    assert first_pieces([(0, 0), (0, 4), (0, 0)], [(0, 4), (5, 9)]) == [1, -1]


def test_the_shipped_labels_are_the_codebooks() -> None:
    book = load()
    known = {f"{code} {mode}" for code, kind in book.event_types.items() for mode in kind.modes}
    assert set(encoder().types) == {"", *book.event_types}
    assert set(encoder().modes) <= known
    assert set(encoder().given) == {"", *book.event_types}
    for shares in zip(*encoder().given.values(), strict=True):
        assert sum(shares) == pytest.approx(1, abs=1e-3)


def test_a_sentence_is_read_alike_whatever_stands_beside_it() -> None:
    alone = Document("a", TEXT.split(". ")[0] + ".")
    among = Document("b", TEXT)
    first, second = (find_all(document, coder(model=True)).acts[0] for document in (alone, among))
    assert first == second
    assert first[0].guess is not None


def test_shares_are_probabilities_and_name_the_model() -> None:
    for act in find_all(Document("a", TEXT), coder(model=True)).acts[0]:
        assert act.guess is not None
        assert sum(act.guess.shares.values()) == pytest.approx(1, abs=1e-4)
        assert act.guess.by == encoder().by
        assert all(0 <= share <= 1 for shares in act.guess.roles.values() for share in shares)


def test_words_beyond_what_it_reads_are_left_to_the_patterns() -> None:
    long = "Soldiers, " + "tired, " * LONGEST + "shelled the town of Maradi."
    acts = [act for some in find_all(Document("a", long), coder(model=True)).acts for act in some if act.patterns]
    assert [act.guess for act in acts] == [None]


@pytest.mark.parametrize("text", ["Killed!", "Arrested twice."])
def test_a_sentence_that_names_nobody_is_read_too(text: str) -> None:
    assert code_report(Document("r", text), coder(model=True)).end_state in {"coded", "no_event"}


def test_without_the_model_no_field_is_its_own() -> None:
    claims = code_report(Document("a", TEXT), coder(model=False)).claims
    assert claims
    assert not any(claim.confidence for claim in claims)
    assert not any(claim.event_type.by.startswith("model:") for claim in claims)


def test_with_the_model_a_claim_says_how_sure_its_type_is() -> None:
    (claim,) = code_report(Document("a", TEXT), coder(model=True)).claims
    assert [name for name, _ in claim.confidence] == ["event_type"]
    assert 0.5 < dict(claim.confidence)["event_type"] <= 1
