"""The codebook's examples hold: every pattern finds what its examples mark, and nothing in its not-examples."""

from __future__ import annotations

from dateline.annotated import check_examples, coverage
from dateline.codebook import load
from dateline.run.code import make_coder


def test_every_example_of_the_codebook_holds() -> None:
    book = load()
    failing = check_examples(book, make_coder(book, model=False))
    assert not failing, "\n".join(map(str, failing))


def test_every_event_type_has_patterns() -> None:
    book = load()
    assert {code for code in book.event_types if not coverage(book)[code]} == set()
