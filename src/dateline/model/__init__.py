"""The nouns: what a report is, what it names, what it claims, and what several reports together tell.

Everything here is frozen and checked when it is made.  ``None`` means "the report does not say".
Offsets count Unicode code points, end exclusive, so ``text[start:end]`` is the quote.
Days are inclusive.  Coordinates are WGS84 degrees.  Countries are ISO 3166 alpha-3 codes, or PLOVER's
seven codes for what belongs to no state (IGO, UNO, EUR, NGO, ISM, IMG, MNC).
"""

from __future__ import annotations

from dateline.model.checked import (
    Belongs,
    Blame,
    Certainty,
    Effect,
    EndState,
    Grade,
    LineageClass,
    Outcome,
    Part,
    PartyKind,
    Precision,
    Qualifier,
    Scope,
    Speech,
    SpunVerdict,
    Status,
    TimeKind,
    Trust,
    identify,
)
from dateline.model.claimed import Blamed, Claim, InRole, Reading, Tally, Thing
from dateline.model.named import Act, Action, Count, Guess, Mention, MentionKind, Party, Place, Said, Value, When
from dateline.model.packing import Packed
from dateline.model.reports import SHORTEST_TITLE, Document, Sentence, Sourced, Span, Token
from dateline.model.together import Event, EventCount, Lineage, Link, Situation, Spun

__all__ = [
    "SHORTEST_TITLE",
    "Act",
    "Action",
    "Belongs",
    "Blame",
    "Blamed",
    "Certainty",
    "Claim",
    "Count",
    "Document",
    "Effect",
    "EndState",
    "Event",
    "EventCount",
    "Grade",
    "Guess",
    "InRole",
    "Lineage",
    "LineageClass",
    "Link",
    "Mention",
    "MentionKind",
    "Outcome",
    "Packed",
    "Part",
    "Party",
    "PartyKind",
    "Place",
    "Precision",
    "Qualifier",
    "Reading",
    "Said",
    "Scope",
    "Sentence",
    "Situation",
    "Sourced",
    "Span",
    "Speech",
    "Spun",
    "SpunVerdict",
    "Status",
    "Tally",
    "Thing",
    "TimeKind",
    "Token",
    "Trust",
    "Value",
    "When",
    "identify",
]
