"""What a party says it will not do: "will not lift the embargo" refuses a concession, it does not deny one.

PLOVER gives one category where an event fits a category and another's shadow; a deed of cooperation that its own actor
will not do is REJECT.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.claim.roles import Bound
from dateline.claim.scene import Scene
from dateline.claim.status import Judged
from dateline.codebook.entries import Codebook

_MODES: Mapping[str, tuple[str, ...]] = {
    "refused deeds: assist": ("assist",),
    "refused deeds: yield": ("yield",),
    "refused deeds: meet": ("meet",),
    "refused deeds: other": (),
}


@dataclass(frozen=True, slots=True)
class RefusalWords:
    """The auxiliaries of will, and by event type the modes that its refusal has."""

    wills: frozenset[str]
    modes: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, book: Codebook) -> RefusalWords:
        modes = {code: kinds for key, kinds in _MODES.items() for code in sorted(book.words[key])}
        return cls(book.words["auxiliaries of will"], modes)


def refused(scene: Scene, one: Bound, judged: Judged, words: RefusalWords) -> tuple[Bound, Judged]:
    """The act as the refusal that it is, which happened as it was said; any other act as it was."""
    if judged.status != "negated" or one.pattern.code not in words.modes or one.arguments.passive:
        return one, judged
    start = one.act.light if one.act.light is not None else one.act.head
    sentence = scene.sentence
    willed = any(kid.text.lower() in words.wills for kid in sentence.kids(start, "aux"))
    denied = any(step.effect == "negated" and sentence.tokens[step.token].head == start for step in judged.steps)
    known = any(scene.party(i) is not None for i in one.fillers.get("actor", ()))
    if not (willed and denied and known):
        return one, judged
    pattern = replace(one.pattern, code="REJECT", modes=words.modes[one.pattern.code])
    return replace(one, pattern=pattern), replace(judged, status="happened", certainty="certain")
