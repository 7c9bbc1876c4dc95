"""Which reports are not coded at all: without text, too long, damaged, or not in English."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dateline.codebook.entries import Codebook
from dateline.model import Document, Reading
from dateline.read.limits import CHARACTERS, TITLE, WORDS
from dateline.read.reasons import Refusal
from dateline.read.text import is_valid

_JUDGED = 40
"""Letters below which a text is too short to tell its language."""

_READ = 4_000
"""Characters at the beginning that are judged."""

_SURE = 0.9
"""Probability of all languages but English from which the likeliest of them is believed."""

_LIKELIEST = 0.5
"""Probability that one of them must have: a sentence of foreign names is a little like many languages."""

_NEAR = ("pcm", "zxx")
"""Nigerian Pidgin, which English in a loose style is taken for, and no language at all."""


def admit(document: Document, book: Codebook) -> Document | Reading:
    """The report with its language, or quarantined with the reason why it must not be coded.

    A language that the report states is believed; where it states none, the text is judged.
    """
    refusal = _unfit(document.text, document.title or "")
    if refusal is not None:
        return Reading(document, "quarantined", str(refusal))
    language = document.language or language_of(document)
    document = replace(document, language=language)
    if language is None or _base(language) == "en":
        return document
    known = book.tables["languages"].get(_base(language), f"the language {language!r}")
    reason = str(Refusal("language", f"this report is in {known}; dateline reads English"))
    return Reading(document, "quarantined", reason)


def refuse(document: Document, book: Codebook) -> str | None:
    """The reason why a report must not be coded, beginning with its code; ``None`` where it may be."""
    admitted = admit(document, book)
    return admitted.reason if isinstance(admitted, Reading) else None


def _unfit(text: str, title: str) -> Refusal | None:
    """What is wrong with a text in any language."""
    if not text.strip():
        return Refusal("empty", "there is no text; nothing to code")
    if not (is_valid(text) and is_valid(title)):
        return Refusal("encoding", "the text holds one half of a surrogate pair; mend it")
    if "\0" in text or "\0" in title:
        return Refusal("nul", "the text holds NUL characters; give the text without them")
    if len(title) > TITLE:
        return Refusal("too_long", f"a title of {len(title):,} characters, more than {TITLE:,}; shorten it")
    if len(text) > CHARACTERS:
        return Refusal("too_long", f"{len(text):,} characters, more than {CHARACTERS:,}; split the report")
    if len(text) > WORDS and (words := len(text.split())) > WORDS:
        return Refusal("too_long", f"{words:,} words, more than {WORDS:,}; split the report")
    return None


def language_of(document: Document) -> str | None:
    """The language of a report's text as ISO 639-1, judged by its letters; ``None`` where it cannot be told.

    English in doubt: a report in English full of foreign names must not be lost.
    """
    head = document.text[:_READ]
    if sum(map(str.isalpha, head)) < _JUDGED:
        return None
    best, probability = _identifier().classify(head)
    if best == "en":
        return "en"
    if best in _NEAR or probability < _LIKELIEST:
        return None
    # All others together: the Arabic ones, say, share a text among them.
    english = sum(float(chance) for language, chance in _identifier().rank(head) if language == "en")
    return str(best) if 1 - english >= _SURE else None


def _base(language: str) -> str:
    return language.strip().lower().replace("_", "-").partition("-")[0]


@cache
def _identifier() -> LanguageIdentifier:
    """The model that py3langid brings; loading takes about a second."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
