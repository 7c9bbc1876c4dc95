"""Writes ``codebook/words/common-places.yaml``: words of ordinary English that the place index has as names.

    python tools/common_place_words.py

Two sources of our own say what an ordinary word is: the lemma index of the parser's model (verbs, adjectives and
adverbs with their regular forms; its nouns hold names and so do not count alone), and the words that the codebook and
the cases write in small letters.  Run it after the place index was built anew.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter
from pathlib import Path

import spacy

from dateline.codebook import load
from dateline.find.parse import MODEL
from dateline.gazetteer import open_gazetteer
from dateline.gazetteer.index import FOLDED

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "codebook" / "words" / "common-places.yaml"
OPEN_CLASSES = ("verb", "adj", "adv")
OWN = ("codebook/patterns/*.yaml", "codebook/roles.yaml", "codebook/tolls.yaml", "codebook/objects.yaml", "cases/*.md")
"""Files of ours that are written in ordinary English."""
FUNCTION_WORDS = ("function words", "inner words")
SHORT_SYLLABLE = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
HEAD = """\
# Words of ordinary English that are also places (Of in Turkey, Police in Poland): they need strong evidence.
# Written by tools/common_place_words.py from the lemma index of the parser's model and the words that the codebook and
# the cases write in small letters, as far as the place index has them as names.
"""


def forms(lemma: str) -> set[str]:
    """A verb, adjective or adverb with its regular forms; those that double their last letter ("cut") are left out."""
    if SHORT_SYLLABLE.fullmatch(lemma):
        return {lemma, f"{lemma}s"}
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    return {lemma, f"{lemma}s", f"{stem}ed", f"{stem}ing"}


def model_words() -> tuple[set[str], set[str]]:
    """Forms of the model's verbs, adjectives and adverbs, and its nouns."""
    lookups = spacy.load(MODEL, exclude=["ner", "senter"]).get_pipe("lemmatizer").lookups
    index = lookups.get_table("lemma_index")
    exceptions = lookups.get_table("lemma_exc")
    words = {form for kind in OPEN_CLASSES for lemma in index[kind] for form in forms(str(lemma))}
    words |= {str(form) for kind in OPEN_CLASSES for form in exceptions[kind]}
    nouns = {str(lemma) for lemma in index["noun"]}
    return words, nouns | {f"{noun}s" for noun in nouns}


def own_words() -> set[str]:
    """Words that we write in small letters at least as often as with a capital."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for below in OWN:
        for path in sorted(ROOT.glob(below)):
            for word in re.findall(r"(?<![\w'-])[A-Za-z]{2,}(?![\w'-])", path.read_text(encoding="utf-8")):
                (small if word.islower() else large)[word.lower()] += 1
    return {word for word, count in small.items() if count >= large[word]}


def main() -> None:
    """Writes the file anew."""
    gazetteer, book = open_gazetteer(), load()
    small = frozenset().union(*(book.words[name] for name in FUNCTION_WORDS))
    verbs, nouns = model_words()
    own = own_words()
    chosen = sorted(
        word
        for word in verbs | own | small
        if word.isalpha()
        and len(word) > 1
        and (word in verbs or word in nouns or word in small)
        and (kinds := {named.entry.kind for named in gazetteer.places_by_key(word) if named.how < FOLDED})
        and kinds.isdisjoint({"country", "region"})
    )
    quoted = ", ".join(f'"{word}"' if word in {"on", "off", "no", "yes", "y", "n"} else word for word in chosen)
    body = textwrap.fill(quoted, 118, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    TARGET.write_text(f"{HEAD}common words that are places: [\n{body}]\n", encoding="utf-8")
    sys.stderr.write(f"{len(chosen)} words\n")


if __name__ == "__main__":
    main()
