"""Text that a machine spun, judged from itself alone; and what can still be trusted in its claims.

Swaps of words by near-synonyms leave wrong articles ("a offer"), phrases that nobody writes ("one particular of the")
and tortured terms ("unique forces").  Rewriting by a language model leaves none of these and is not found.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp
from typing import TypeVar

from dateline.codebook.entries import Codebook
from dateline.lineage.fitted import strangeness
from dateline.lineage.tells import FIRM, Flag, flags_of, tokens_of
from dateline.model import Claim, Document, InRole, Party, Sourced, Span, Spun, Tally, Trust

T = TypeVar("T")

POINTS = {"article": 2.0, "tell": 3.0, "term": 3.0}
HINT_POINTS = 1.0
ODD_POINTS = 1.0
FOREIGN_POINTS = 4.0
"""For pairs of words as strange to the archive as the strangest of a hundred of its own reports; twice that, twice."""
ODD_WORDS_OF_ANYBODY = 5.0
"""So many different words of the thesaurus any reporter may use in ``PER_WORDS``; what goes beyond gives points."""
PER_WORDS = 400
"""Points are counted to so many words, shorter texts as if they had ``FEWEST_WORDS``."""
FEWEST_WORDS = 250
"""Below this length a text is suspect at most."""
SCALE = 10.0
LIKELY = 0.45
SUSPECT = 0.3
FEWEST_FLAGS_LIKELY = 4
FEWEST_FLAGS_SUSPECT = 2


def judge_text(document: Document, book: Codebook) -> Spun:
    """Whether the report's text shows spinning, from the text alone.

    ``score`` is 1 - exp(-points / 10), points to 400 words: 2 for a wrong article, 3 for a tell or a tortured term, 1
    for a hint, hints never more than the rest, 1 for each different word of the thesaurus beyond five.  "likely" from
    .45 with four different flags in 250 words or more; "suspect" from .3 with two.  Where the codebook holds an
    archive's word pairs (see fitted.py), a report that joins known words as that archive never did adds to the points.
    Spans are given only where the verdict is not "none".
    """
    tokens = tokens_of(document.text)
    words = len(tokens)
    flags = flags_of(document.text, book, tokens)
    firm = [flag for flag in flags if flag.kind in FIRM]
    odd = {flag.words.casefold() for flag in flags if flag.kind == "odd"}
    points = sum(POINTS[flag.kind] for flag in firm)
    hints = HINT_POINTS * len({flag.words.casefold() for flag in flags if flag.kind == "hint"})
    to_length = PER_WORDS / max(words, FEWEST_WORDS)
    points = (points + min(points, hints)) * to_length
    many = max(0.0, len(odd) * to_length - ODD_WORDS_OF_ANYBODY)
    points += ODD_POINTS * many
    foreign = strangeness(tokens, document.text, book)
    points += FOREIGN_POINTS * foreign if foreign > 1 else 0.0
    score = round(1 - exp(-points / SCALE), 3)
    different = len({flag.words.casefold() for flag in firm}) + (len(odd) if many else 0)
    different += FEWEST_FLAGS_LIKELY if foreign > 1 else 0
    if score >= LIKELY and different >= FEWEST_FLAGS_LIKELY and words >= FEWEST_WORDS:
        return Spun("likely", score, _spans(flags))
    if score >= SUSPECT and different >= FEWEST_FLAGS_SUSPECT:
        return Spun("suspect", score, _spans(flags))
    return Spun("none", score)


def _spans(flags: tuple[Flag, ...]) -> tuple[Span, ...]:
    return tuple(flag.span for flag in flags)


# --- what can be trusted ----------------------------------------------------------------------------------------------


def field_trust(claim: Claim, spun: Spun, document: Document) -> Claim:
    """The claim with each field's trust, as a spun text allows.

    Void: who says it, dates that lean on the day of publication, counts in words, an event type or mode whose words
    lie in flagged ones, recipients named by a noun alone ("gals" for women).  Doubtful: any other type and mode, as
    every verb may be the machine's ("phoned" for called), names that no entry of codebook or gazetteer bears, actors
    named by a noun alone, what else lies in flagged words.  Names that are known, digits and full dates survive
    spinning and stay as they are.  A text that is not likely spun changes nothing.
    """
    if spun.verdict not in {"likely", "proven"}:
        return claim

    def flagged(value: Sourced[T]) -> bool:
        return any(mine.overlaps(span) for mine in value.evidence for span in spun.spans)

    def void_if_flagged(value: Sourced[T]) -> Sourced[T]:
        return _lowered(value, "void") if flagged(value) else value

    def doubt_if_flagged(value: Sourced[T]) -> Sourced[T]:
        return _lowered(value, "doubtful") if flagged(value) else value

    def party(role: InRole, unnamed: Trust) -> InRole:
        return replace(role, party=_lowered(role.party, _party_trust(role.party.value, flagged(role.party), unnamed)))

    def tally(tally: Tally) -> Tally:
        in_digits = all(any(c.isdigit() for c in document.quote(span)) for span in tally.count.evidence)
        trusted = in_digits and bool(tally.count.evidence) and not flagged(tally.count)
        return tally if trusted else replace(tally, count=_lowered(tally.count, "void"))

    event_type = void_if_flagged(_lowered(claim.event_type, "doubtful"))
    if any(claim.action.overlaps(span) for span in spun.spans):
        event_type = _lowered(event_type, "void")
    place = claim.place
    if place is not None and (place.value.geonameid is None or flagged(place)):
        place = _lowered(place, "doubtful")
    when = claim.when
    if when is not None and (when.leaning_on or flagged(when)):
        when = _lowered(when, "void")
    return replace(
        claim,
        event_type=event_type,
        status=doubt_if_flagged(claim.status),
        certainty=doubt_if_flagged(claim.certainty),
        outcome=None if claim.outcome is None else doubt_if_flagged(claim.outcome),
        modes=tuple(void_if_flagged(_lowered(mode, "doubtful")) for mode in claim.modes),
        actors=tuple(party(role, "doubtful") for role in claim.actors),
        recipients=tuple(party(role, "void") for role in claim.recipients),
        place=place,
        when=when,
        counts=tuple(tally(count) for count in claim.counts),
        said_by=None if claim.said_by is None else _lowered(claim.said_by, "void"),
    )


def _party_trust(party: Party, flagged: bool, unnamed: Trust) -> Trust:
    if party.entity is not None:
        return "doubtful" if flagged else "ok"
    if party.name is not None:
        return "doubtful"
    return unnamed


def _lowered(value: Sourced[T], trust: Trust) -> Sourced[T]:
    """The value with this trust, unless it has less already."""
    order: tuple[Trust, ...] = ("ok", "doubtful", "void")
    return value if order.index(trust) <= order.index(value.trust) else replace(value, trust=trust)
