"""Words that are the shadow of a deed: "will not lift the embargo" refuses, "will blockade the port unless" threatens.

PLOVER gives one category where an event fits a category and another's shadow.  A deed of cooperation that its own actor
will not do is REJECT; a hostile deed that its actor will do under a condition, or promises, is THREATEN.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.claim.roles import Bound
from dateline.claim.scene import Scene
from dateline.claim.status import Judged
from dateline.codebook.entries import Codebook
from dateline.model import Sentence

_REFUSED = "refused deeds: "
_MENACED = "menaced deeds: "
_NO_MODE = "other"


@dataclass(frozen=True, slots=True)
class ShadowWords:
    """The auxiliaries of will and the marks of a condition; by event type the mode that its refusal or its threat
    has; the patterns whose words promise a deed, and those of their words that may be a threat (an offer is none)."""

    wills: frozenset[str]
    conditions: frozenset[str]
    promises: frozenset[str]
    vows: frozenset[str]
    refused: Mapping[str, tuple[str, ...]]
    menaced: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, book: Codebook) -> ShadowWords:
        def modes(start: str) -> dict[str, tuple[str, ...]]:
            keys = sorted(key for key in book.words if key.startswith(start))
            return {
                code: () if key == start + _NO_MODE else (key.removeprefix(start),)
                for key in keys
                for code in sorted(book.words[key])
            }

        words = book.words
        return cls(
            words["auxiliaries of will"],
            words["conditions of a threat"],
            words["promising patterns"],
            words["promising words"],
            modes(_REFUSED),
            modes(_MENACED),
        )


def shadow(
    scene: Scene, one: Bound, inner: Sequence[Bound], judged: Judged, words: ShadowWords
) -> tuple[Bound, Judged]:
    """The act as the refusal or threat that it is, which happened as it was said; any other act as it was. ``inner``
    are the acts that it takes up."""
    code = one.pattern.code
    if code == "THREATEN" and one.pattern.reader is not None and judged.status in {"future", "hypothetical"}:
        return one, replace(
            judged, status="happened", certainty="certain"
        )  # a model saw the threat in the deed's words
    if judged.status == "negated" and code in words.refused and _by_own_will(scene, one, words, judged):
        return _as(one, "REJECT", words.refused[code]), replace(judged, status="happened", certainty="certain")
    willed = _by_own_will(scene, one, words) or _to_be_done(scene.sentence, one, words)
    if code in words.menaced and willed and _conditional(scene.sentence, one, words):
        return _as(one, "THREATEN", words.menaced[code]), replace(judged, status="happened", certainty="certain")
    vowed = one.pattern.id in words.promises and scene.sentence.tokens[one.act.head].lemma in words.vows
    if vowed and inner and all(b.pattern.code in words.menaced for b in inner):
        return _as(one, "THREATEN", words.menaced[inner[0].pattern.code]), judged
    return one, judged


def _as(one: Bound, code: str, modes: tuple[str, ...]) -> Bound:
    return replace(one, pattern=replace(one.pattern, code=code, modes=modes))


def _start(one: Bound) -> int:
    return one.act.light if one.act.light is not None else one.act.head


def _by_own_will(scene: Scene, one: Bound, words: ShadowWords, judged: Judged | None = None) -> bool:
    """Whether a known actor says with "will" that it does the act, or, where judged, that it does not."""
    start, sentence = _start(one), scene.sentence
    if one.arguments.passive or not any(scene.party(i) is not None for i in one.fillers.get("actor", ())):
        return False
    if not any(kid.text.lower() in words.wills for kid in sentence.kids(start, "aux")):
        return False
    if judged is None:
        return not sentence.kids(start, "neg")
    return any(step.effect == "negated" and sentence.tokens[step.token].head == start for step in judged.steps)


def _to_be_done(sentence: Sentence, one: Bound, words: ShadowWords) -> bool:
    """Whether a deed is said in the passive to come, so that who speaks threatens with it: "will be shot if"."""
    start = _start(one)
    willed = any(kid.text.lower() in words.wills for kid in sentence.kids(start, "aux"))
    return one.arguments.passive and willed and not sentence.kids(start, "neg") and not one.arguments.subject


def _conditional(sentence: Sentence, one: Bound, words: ShadowWords) -> bool:
    """Whether a clause beside the act says under which condition: "unless it leaves"."""
    return any(
        mark.text.lower() in words.conditions
        for clause in sentence.kids(_start(one), "advcl")
        for mark in sentence.kids(clause.i, "mark")
    )
