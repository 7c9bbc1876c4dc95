"""Who says so: sources, cues and contents over sentences, and the class that a source speaks as."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.claim.sources import SourceClasses
from dateline.codebook import Codebook, load
from dateline.model import Document, Said
from dateline.run.code import Coder, code_report, make_coder


@cache
def book() -> Codebook:
    return load()


@cache
def coder() -> Coder:
    """Loaded once per process."""
    return make_coder(book())


def spoken(text: str, title: str | None = None) -> list[tuple[str | None, str | None, str]]:
    """Source, cue and content of each stretch of reported speech, as words."""
    document = Document("d", text, title=title, published="2021-03-18")
    out = []
    for mention in code_report(document, coder()).mentions:
        if isinstance(mention.value, Said):
            source, cue = mention.value.source, mention.value.cue
            out.append(
                (
                    document.quote(source) if source is not None else None,
                    document.quote(cue) if cue is not None else None,
                    document.quote(mention.span),
                )
            )
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Officials said the bridge was shut.",
            [("Officials", "said", "the bridge was shut")],
            id="clause without a word",
        ),
        pytest.param(
            "The bridge, officials said, was shut.",
            [("officials", "said", "The bridge"), ("officials", "said", "was shut")],
            id="content cut in two by its cue",
        ),
        pytest.param(
            'The mayor called the plan "a bad joke".',
            [("mayor", "called", 'the plan "a bad joke"')],
            id="a name for something",
        ),
        pytest.param("The union called for a strike.", [("union", "called", "for a strike")], id="by a preposition"),
        pytest.param("The bishop condemned the raid.", [("bishop", "condemned", "the raid")], id="by an object"),
        pytest.param(
            "The bishop urged the army to leave.",
            [("bishop", "urged", "the army to leave")],
            id="by an infinitive",
        ),
        pytest.param(
            "The mayor's claim that the bridge was shut is wrong.",
            [("mayor", "claim", "that the bridge was shut")],
            id="a noun as cue",
        ),
        pytest.param(
            "It was reported that the bridge was shut.",
            [(None, "reported", "that the bridge was shut")],
            id="nobody is named",
        ),
        pytest.param("I think the bridge is shut.", [], id="a hedge is no speech"),
        pytest.param(
            '"We stay," the cook said. "We have bread."',
            [("cook", "said", '"We stay,"'), ("cook", "said", '"We have bread."')],
            id="a quotation goes on behind its cue",
        ),
        pytest.param(
            '"We stay. We have bread," the cook said.',
            [("cook", "said", '"We stay.'), ("cook", "said", 'We have bread,"')],
            id="a quotation begins before its cue",
        ),
        pytest.param(
            '"We will stay in the hall until noon."',
            [(None, None, '"We will stay in the hall until noon."')],
            id="marks alone",
        ),
        pytest.param(
            "The general will not resign, a leaked memo shows.",
            [("memo", "shows", "The general will not resign")],
            id="a cue that looks like a noun",
        ),
    ],
)
def test_what_is_said_by_whom(text: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    got = spoken(text)
    assert [(source and source.removeprefix("The ").removeprefix("the "), cue, said) for source, cue, said in got] == [
        (source, cue, said) for source, cue, said in expected
    ]


def test_every_speech_points_at_words_of_its_own_report() -> None:
    text = '"They came at dawn," a farmer said. The army denied it. "We were asleep," the sergeant added.'
    sources = [source for source, _, _ in spoken(text)]
    assert all(source is None or source in text for source in sources)
    assert len(sources) >= 2


@pytest.mark.parametrize(
    ("words", "whole", "expected"),
    [
        pytest.param("court ruling", None, "document", id="a paper"),
        pytest.param("a spokesman", "a spokesman for the rebels", "armed_group", id="who speaks for others"),
        pytest.param("a union official", None, "party", id="before the noun"),
        pytest.param("the hospital director", None, "hospital_rescue", id="a place of work"),
        pytest.param("a former minister", None, "expert", id="an office no longer held"),
        pytest.param("our correspondent", None, "reporter_own", id="the reporter himself"),
        pytest.param("the Lower Valley Gazette", None, "other_medium", id="a paper by its name"),
        pytest.param("Forest Monitors", None, "monitor_group", id="a name in the plural"),
        pytest.param("two diplomats", None, "state_civil", id="with a number"),
        pytest.param("someone", None, "unattributed", id="nobody known"),
    ],
)
def test_the_class_of_a_source_by_its_words(words: str, whole: str | None, expected: str) -> None:
    assert SourceClasses.of(book()).of_source(words, None, whole) == expected


def test_classes_of_sources_are_those_of_the_codebook() -> None:
    classes = SourceClasses.of(book())
    known = set(book().source_classes)
    for table in (classes.by_role, classes.by_sector, classes.by_body, classes.by_noun):
        assert set(table.values()) <= known


def test_the_lexicon_of_cues_is_wide() -> None:
    cues = book().cues.reporting
    assert len(cues) >= 350
    assert len({cue.lemma for cue in cues}) >= 350
    assert {cue.stance for cue in cues} >= {"speech", "write", "document", "claim", "accuse", "deny", "admit", "warn"}
