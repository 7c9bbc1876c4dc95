"""Quotation marks: what stands between them, and how much of a stretch does."""

from __future__ import annotations

from dateline.model import Sentence, Speech

BEGINS = frozenset({'"', "“", "``", "''"})
ENDS = frozenset({'"', "”", "''"})
MARKS = BEGINS | ENDS

_MOSTLY = 0.8
"""Speech of which this share stands in quotation marks is direct."""


def quoted_tokens(sentence: Sentence) -> frozenset[int]:
    """The tokens that stand between quotation marks."""
    inside = sentence.quoted
    quoted: set[int] = set()
    for token in sentence.tokens:
        if token.text in MARKS:
            inside = token.text in {"“", "``"} or (not inside and token.text in BEGINS)
        elif inside:
            quoted.add(token.i)
    return frozenset(quoted)


def manner_of(sentence: Sentence, content: frozenset[int]) -> Speech:
    """Direct, indirect or mixed speech, by how much of the content stands in quotation marks."""
    quoted = quoted_tokens(sentence)
    words = {i for i in content if sentence.tokens[i].pos != "PUNCT"}
    if not words & quoted:
        return "indirect"
    return "direct" if len(words & quoted) >= _MOSTLY * len(words) else "mixed"


def quotations(sentence: Sentence, quoted: frozenset[int]) -> list[set[int]]:
    """The quoted tokens by quotation."""
    runs: list[set[int]] = []
    for i in sorted(quoted):
        if i - 1 in quoted and runs:
            runs[-1].add(i)
        else:
            runs.append({i})
    return runs
