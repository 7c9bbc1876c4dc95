"""The parser's front: parts of speech by table, repairs of trees, lemmas, offsets."""

from __future__ import annotations

from functools import cache

import numpy
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import Codebook, load
from dateline.find.parse import LONGEST_RUN, MODEL, Parser, Products, load_parser, read_sentences
from dateline.model import Document, Sentence

TEXT = """The army said on Monday that its soldiers had been attacking rebels who were hiding in the hills.
Which of the ministers is going to resign? All that they wanted was a truce; nobody knew what would follow.
Police were shooting at the crowd, and reports say that five people have died. This is what he does."""


@cache
def book() -> Codebook:
    return load()


@cache
def parser() -> Parser:
    return load_parser(book())


def sentences(text: str) -> tuple[Sentence, ...]:
    return read_sentences(Document("d", text), parser(), book())


def test_the_table_sets_what_the_models_own_matcher_sets() -> None:
    plain = spacy.load(MODEL, exclude=["ner", "senter"])
    for sentence in sentences(TEXT):
        document = plain(TEXT[sentence.span.start : sentence.span.end])
        expected = [(word.text, word.tag_, word.pos_) for word in document if not word.is_space]
        assert expected == [(token.text, token.tag, token.pos) for token in sentence.tokens]


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        pytest.param("Students staged a sit-in.", "staged", "stage", id="no form of stag"),
        pytest.param("Soldiers raped two women.", "raped", "rape", id="no form of rap"),
        pytest.param("The army shelled the port.", "shelled", "shell", id="regular"),
    ],
)
def test_lemmas_of_verbs(text: str, word: str, lemma: str) -> None:
    tokens = [token for sentence in sentences(text) for token in sentence.tokens]
    assert [lemma] == [token.lemma for token in tokens if token.text == word]


def test_people_behind_a_verb_of_speech_are_the_subject_of_its_clause() -> None:
    (sentence,) = sentences("The group states more than 40 of its men—fathers and sons—died in the war.")
    died = next(token for token in sentence.tokens if token.text == "died")
    assert died.dep == "ccomp"
    assert [token.text for token in sentence.kids(died.i, "nsubj")] == ["40"]


def test_a_long_run_without_blanks_keeps_its_place() -> None:
    text = "Rebels took the town. " + "(" * (LONGEST_RUN * 4) + " Police left."
    found = sentences(text)
    assert text[found[-1].tokens[-2].start : found[-1].tokens[-2].end] == "left"


@given(
    st.text(
        alphabet=st.sampled_from("abc ABC.,é\u0301’“”—\n\r\t1290😀\u200d\u202e"),
        min_size=1,
        max_size=120,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_token_lies_in_its_sentence_and_quotes_back(text: str) -> None:
    for sentence in sentences(text):
        last = sentence.span.start
        for token in sentence.tokens:
            assert last <= token.start < token.end <= sentence.span.end
            last = token.end
            assert sentence.token_at(token.start) == token


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        pytest.param(384, 288, id="embedding"),
        pytest.param(288, 288, id="context"),
        pytest.param(96, 1024, id="states"),
        pytest.param(96, 50, id="tags"),
    ],
)
def test_a_row_of_a_product_does_not_depend_on_its_neighbours(inner: int, outer: int) -> None:
    chance = numpy.random.default_rng(1)
    left = chance.standard_normal((700, inner)).astype("float32")
    right = chance.standard_normal((outer, inner)).astype("float32")
    whole = Products().gemm(left, right, trans2=True)
    for rows in (*range(1, 70), 127, 128, 129, 333, 699):
        part = Products().gemm(left[700 - rows :], right, trans2=True)
        assert numpy.array_equal(part, whole[700 - rows :]), rows
