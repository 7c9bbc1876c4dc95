"""Who the parties are changes nothing of what happened: neither type, nor mode, nor status.

Fifty pairs of countries go through the same sentences, and words that judge a party through the places of words that do
not.  Each pair is one report with a sentence to a paragraph, so that a whole pair is parsed at once.
"""

from __future__ import annotations

import pytest

from dateline.codebook import load_alone
from dateline.model import Document
from dateline.run.code import Coder, find_all, make_coder

FRAMES = [
    ("AGREE", "{a} agreed to open a bridge to {b}."),
    ("AGREE", "{a} promised {b} a loan."),
    ("CONSULT", "The foreign minister of {a} met the foreign minister of {b} in a hotel."),
    ("CONSULT", "The president of {a} visited {b} on Monday."),
    ("SUPPORT", "{a} praised {b} for the vote."),
    ("SUPPORT", "{a} recognised the new government of {b}."),
    ("CONCEDE", "{a} lifted its travel ban on citizens of {b}."),
    ("COOPERATE", "{a} held joint military exercises with {b}."),
    ("AID", "{a} sent food aid to {b} after the flood."),
    ("RETREAT", "{a} withdrew its troops from {b}."),
    ("REQUEST", "{a} asked {b} for help."),
    ("REQUEST", "{a} demanded an apology from {b}."),
    ("ACCUSE", "{a} accused {b} of spying."),
    ("ACCUSE", "{a} condemned {b} over the killings."),
    ("REJECT", "{a} refused to meet {b}."),
    ("REJECT", "{a} rejected the demands of {b}."),
    ("THREATEN", "{a} threatened to attack {b}."),
    ("PROTEST", "Thousands of people marched in {a} against the war in {b}."),
    ("SANCTION", "{a} imposed sanctions on {b}."),
    ("SANCTION", "{a} expelled the ambassador of {b}."),
    ("MOBILIZE", "{a} sent troops to the border with {b}."),
    ("COERCE", "Police in {a} arrested three citizens of {b}."),
    ("COERCE", "{a} closed its border with {b}."),
    ("ASSAULT", "{a} bombed {b} on Tuesday."),
    ("ASSAULT", "Soldiers of {a} shot two farmers from {b}."),
    ("ASSAULT", "{a} would not attack {b}, its army said."),
]

PAIRS = [
    ("France", "Germany"), ("Chad", "Sudan"), ("Jordan", "Israel"), ("Turkey", "Greece"),
    ("Georgia", "Russia"), ("India", "Pakistan"), ("China", "Taiwan"), ("Iran", "Iraq"),
    ("Mali", "Niger"), ("Cuba", "Haiti"), ("Peru", "Chile"), ("Oman", "Yemen"),
    ("Togo", "Benin"), ("Guinea", "Ghana"), ("Japan", "South Korea"), ("North Korea", "Vietnam"),
    ("Kenya", "Somalia"), ("Uganda", "Rwanda"), ("Burundi", "Tanzania"), ("Zambia", "Malawi"),
    ("Angola", "Namibia"), ("Egypt", "Libya"), ("Algeria", "Morocco"), ("Tunisia", "Malta"),
    ("Syria", "Lebanon"), ("Qatar", "Bahrain"), ("Kuwait", "Saudi Arabia"), ("Ukraine", "Belarus"),
    ("Poland", "Lithuania"), ("Latvia", "Estonia"), ("Serbia", "Kosovo"), ("Albania", "Croatia"),
    ("Hungary", "Romania"), ("Bulgaria", "Moldova"), ("Armenia", "Azerbaijan"), ("Spain", "Portugal"),
    ("Italy", "Austria"), ("Norway", "Sweden"), ("Finland", "Denmark"), ("Ireland", "Iceland"),
    ("Mexico", "Guatemala"), ("Honduras", "Nicaragua"), ("Colombia", "Venezuela"), ("Brazil", "Bolivia"),
    ("Ecuador", "Panama"), ("Nepal", "Bhutan"), ("Thailand", "Cambodia"), ("Laos", "Myanmar"),
    ("Kazakhstan", "Uzbekistan"), ("Australia", "Fiji"),
]  # fmt: skip

WORDS = {
    "fighters": [
        "terrorists",
        "militants",
        "rebels",
        "insurgents",
        "jihadists",
        "guerrillas",
        "separatists",
        "extremists",
    ],
    "government": ["regime", "junta", "administration"],
    "protesters": ["demonstrators", "rioters", "activists"],
}

JUDGED = [
    ("fighters", "The {word} attacked a police post in the valley."),
    ("fighters", "Two {word} were killed by the army on Friday."),
    ("fighters", "The army arrested nine {word} near the river."),
    ("fighters", "The {word} released three hostages."),
    ("fighters", "The minister accused the {word} of burning the market."),
    ("fighters", "The {word} threatened to bomb the bridge."),
    ("fighters", "The {word} agreed to a ceasefire with the army."),
    ("government", "The {word} rejected the demands of the union."),
    ("government", "The {word} imposed a curfew on the town."),
    ("government", "The {word} did not release the prisoners."),
    ("government", "Students accused the {word} of torture."),
    ("government", "The {word} promised to pay the nurses."),
    ("protesters", "Police fired tear gas at {word} in the square."),
    ("protesters", "The {word} demanded the release of the singer."),
    ("protesters", "Police detained forty {word}."),
]

Told = tuple[tuple[str, tuple[str, ...], str], ...]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return make_coder(load_alone())


def told(sentences: list[str], coder: Coder) -> list[Told]:
    """For each sentence, what its claims say was done: type, modes and status, in a row."""
    document = Document(id="swap", text="\n\n".join(sentences), published="2021-03-18")
    at = 0
    starts = []
    for sentence in sentences:
        starts.append(at)
        at += len(sentence) + 2
    found: list[list[tuple[str, tuple[str, ...], str]]] = [[] for _ in sentences]
    for claim in find_all(document, coder).claimed.claims:
        place = max(i for i, start in enumerate(starts) if start <= claim.action.start)
        modes = tuple(mode.value for mode in claim.modes)
        found[place].append((claim.event_type.value, modes, claim.status.value))
    return [tuple(claims) for claims in found]


def swapped(a: str, b: str) -> list[str]:
    return [frame.format(a=a, b=b) for _, frame in FRAMES]


@pytest.fixture(scope="module")
def neutral(coder: Coder) -> list[Told]:
    return told(swapped("France", "Germany"), coder)


def test_the_sentences_hold_all_sixteen_types(neutral: list[Told], coder: Coder) -> None:
    assert [kind for kind, _ in FRAMES] == [claims[0][0] if claims else None for claims in neutral]
    assert {kind for kind, _ in FRAMES} == set(coder.book.event_types)
    assert len(PAIRS) == 50


@pytest.mark.parametrize(("a", "b"), PAIRS, ids=lambda name: name)
def test_other_countries_do_the_same(a: str, b: str, neutral: list[Told], coder: Coder) -> None:
    made = told(swapped(a, b), coder)
    turned = told(swapped(b, a), coder)
    frames = [frame for _, frame in FRAMES]
    assert dict(zip(frames, made, strict=True)) == dict(zip(frames, neutral, strict=True))
    assert dict(zip(frames, turned, strict=True)) == dict(zip(frames, neutral, strict=True))


@pytest.mark.parametrize(("word", "other"), [(word, other) for word, some in WORDS.items() for other in some])
def test_a_word_that_judges_changes_nothing(word: str, other: str, coder: Coder) -> None:
    frames = [frame for kind, frame in JUDGED if kind == word]
    plain = told([frame.format(word=word) for frame in frames], coder)
    assert all(plain)
    judged = told([frame.format(word=other) for frame in frames], coder)
    assert dict(zip(frames, judged, strict=True)) == dict(zip(frames, plain, strict=True))
