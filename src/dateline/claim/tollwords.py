"""The codebook's words for tolls: what kills and hurts, what became of those hit, whom a number may mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.codebook.entries import Codebook
from dateline.codebook.people import person_nouns


@dataclass(frozen=True, slots=True)
class TollIndex:
    """What verbs, nouns and adjectives count (``tolls.yaml``), and the sets of ``words/counting.yaml``.

    Around a number: ``cumulative`` phrases, ``groups`` that it measures, ``shots`` that are no people, words before a
    figure ``taken_back`` and ``told_before`` it.  Of deeds: ``aimed`` particles that leave open whether anyone was hit,
    ``deadly`` hits that may kill, verbs of ``striking`` that hurt where a part of the ``body`` or what was ``fired``
    stands beside, words for ``lethal`` ones.  Of outcomes: ``dying`` verbs, words for the ``dead``, their ``remains``,
    verbs of ``finding`` them, ``hurts`` and the verbs of ``suffering`` them, ``conditions``, ``wards`` and verbs of
    ``bringing`` there.  Of persons: nouns for ``people``, ``male`` and ``female`` ones, those for ``anyone`` hit, words
    for a ``further`` one and a ``mishap``, and roles that are told ``apart``.
    """

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    cumulative: frozenset[str]
    groups: frozenset[str]
    shots: frozenset[str]
    taken_back: frozenset[str]
    told_before: frozenset[str]
    aimed: frozenset[str]
    deadly: frozenset[str]
    striking: frozenset[str]
    body: frozenset[str]
    fired: frozenset[str]
    dying: frozenset[str]
    dead: frozenset[str]
    remains: frozenset[str]
    finding: frozenset[str]
    hurts: frozenset[str]
    suffering: frozenset[str]
    conditions: frozenset[str]
    wards: frozenset[str]
    bringing: frozenset[str]
    people: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    anyone: frozenset[str]
    further: frozenset[str]
    lethal: frozenset[str]
    mishap: frozenset[str]
    apart: frozenset[str]

    @classmethod
    def of(cls, book: Codebook) -> TollIndex:
        words = book.words
        return cls(
            verbs={word: toll.what for toll in book.tolls for word in toll.verbs},
            nouns={word: toll.what for toll in book.tolls for word in toll.nouns},
            adjectives={word: toll.what for toll in book.tolls for word in toll.adjectives},
            cumulative=words["cumulative"],
            groups=words["groups that a number measures"],
            shots=words["shots and the like"],
            taken_back=words["words before a figure taken back"],
            told_before=words["words for what was told before"],
            aimed=words["aiming prepositions"],
            deadly=words["hits that may kill"],
            striking=words["verbs of striking"],
            body=words["parts of the body"],
            fired=words["what is fired"],
            dying=words["dying verbs"],
            dead=words["words for the dead"],
            remains=words["what is left of the dead"],
            finding=words["verbs of finding dead"],
            hurts=words["hurts"],
            suffering=words["verbs of suffering"],
            conditions=words["conditions of the hurt"],
            wards=words["hospitals"],
            bringing=words["verbs of bringing to a hospital"],
            people=person_nouns(book),
            male=words["male nouns"],
            female=words["female nouns"],
            anyone=words["anyone hit"],
            further=words["words for one more"],
            lethal=words["words for a deed that killed"],
            mishap=words["words for a mishap"],
            apart=words["not to be taken for one another"],
        )
