"""Annotated texts: quotes to offsets, cases in Markdown and JSON Lines, differences in words, tables written anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotated import AnnotationError, Case, check_case, faults, load_cases
from dateline.annotated.accept import accept
from dateline.annotated.fields import count_spelling
from dateline.annotated.jsonl import read_jsonl
from dateline.annotated.markdown import read_markdown
from dateline.annotated.quotes import find_quote, quote_span
from dateline.codebook import load
from dateline.model import (
    Claim,
    Count,
    Document,
    Event,
    InRole,
    Lineage,
    Mention,
    Party,
    Place,
    Reading,
    Said,
    Situation,
    Sourced,
    Span,
    Spun,
    Tally,
    When,
    identify,
)

TEXT = "Two soldiers were killed by gunmen near Maradi on Tuesday, police said."
CASE = f"""# Killings

Prose before the first case is let be.

## The passive names the killer after "by"

Published 2021-03-18

> {TEXT}

| field      | value       | evidence     |
|------------|-------------|--------------|
| event_type | ASSAULT     | were killed  |
| status     | happened    | were killed  |
| actors     | UAF         | gunmen       |
| recipients | NER MIL     | Two soldiers |
| place      | Maradi, NER | near Maradi  |
| when       | 2021-03-16  | on Tuesday   |
| killed     | 2           | Two          |
| injured    | -           |              |
| said_by    | police      | police       |
"""


def span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def claim(action: str = "were killed", code: str = "ASSAULT", document: str = "r1") -> Claim:
    """The claim of the sentence above, as the program should read it."""
    at = span(action)
    return Claim(
        id=identify(document, at.start, 0),
        document=document,
        action=at,
        sentence=Span(0, len(TEXT)),
        event_type=Sourced(code, (at,), "pattern:kill@1"),
        status=Sourced("happened", (at,), "rule:status-walk@1"),
        certainty=Sourced("certain", (at,), "rule:status-walk@1"),
        actors=(InRole(Sourced(Party(None, None, None, "UAF", "group"), (span("gunmen"),), "role:gunmen")),),
        recipients=(
            InRole(Sourced(Party("Army of Niger", "ner-army", "NER", "MIL", "group"), (span("Two soldiers"),), "role")),
        ),
        place=Sourced(Place("Maradi", "district", "NER"), (span("near Maradi"),), "gazetteer"),
        when=Sourced(When(date(2021, 3, 16), date(2021, 3, 16)), (span("on Tuesday"),), "rule", ("published",)),
        counts=(Tally("killed", "recipients", 0, Sourced(Count(2, 2, "exactly"), (span("Two"),), "rule")),),
        said_by=Sourced(Said(span("police"), "police", span("said"), "indirect"), (span("police"),), "rule"),
    )


def reading(document: Document, *claims: Claim, mentions: Sequence[Mention] = ()) -> Reading:
    return Reading(document, "coded" if claims else "no_event", None, tuple(mentions), claims)


def differences(case: Case, *claims: Claim, mentions: Sequence[Mention] = ()) -> list[str]:
    found = check_case(case, lambda document: reading(document, *claims, mentions=mentions), lambda _: pytest.fail())
    return [str(one) for one in found]


# --- quotes -----------------------------------------------------------------------------------------------------------

RAID = Document("r1", "police came to the fort, where police raided for aid", title="Strike ends")


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        pytest.param("police", Span(0, 6), id="first occurrence"),
        pytest.param("police [2]", Span(31, 37), id="second occurrence by number"),
        pytest.param('"police" [2]', Span(31, 37), id="quotation marks around it"),
        pytest.param("aid", Span(49, 52), id="a whole word before a part of one"),
        pytest.param("ort", Span(20, 23), id="a part of a word where no whole word is"),
        pytest.param("Strike", Span(0, 6, "title"), id="in the title alone"),
        pytest.param("police ... aid", Span(0, 52, "text", ((0, 6), (49, 52))), id="with a gap"),
    ],
)
def test_quoted_words_are_found(quote: str, expected: Span) -> None:
    assert find_quote(quote, RAID) == expected


@pytest.mark.parametrize(
    ("quote", "says"),
    [
        pytest.param("army", 'does not say "army"', id="not there"),
        pytest.param("police [3]", 'says "police" 2 times, there is no [3]', id="not that often"),
        pytest.param("Police", 'does not say "Police"', id="another case"),
    ],
)
def test_words_that_are_not_there(quote: str, says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("[", r"\[")):
        find_quote(quote, RAID)


@given(st.lists(st.sampled_from(["police", "army", "é👮", "said"]), min_size=1), st.data())
def test_a_quote_leads_back_to_its_span(words: list[str], data: st.DataObject) -> None:
    document = Document("r1", " ".join(words))
    k = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join(words[:k])) + bool(k)
    chosen = Span(start, start + len(words[k]))
    assert find_quote(quote_span(chosen, document), document) == chosen


# --- cases in Markdown ------------------------------------------------------------------------------------------------


def test_a_case_is_read() -> None:
    (case,) = read_markdown(CASE, "killings.md")
    (report,) = case.reports
    assert (case.name, case.line) == ('The passive names the killer after "by"', 5)
    assert (report.document.text, report.document.published) == (TEXT, "2021-03-18")
    assert report.claims is not None
    (table,) = report.claims
    assert (table.line, table.last_line, table.anchor) == (11, 21, "were killed")
    assert [row.field for row in table.rows][:3] == ["event_type", "status", "actors"]


def test_a_layer_that_nobody_annotated_is_none() -> None:
    text = "## Times\n\n> They met on Tuesday.\n\n| time    | value |\n|---|---|\n| Tuesday | -     |\n"
    (case,) = read_markdown(text, "times.md")
    assert case.reports[0].claims is None
    assert case.reports[0].mentions[0].quote == "Tuesday"


def test_paragraphs_are_kept_and_lines_joined() -> None:
    (case,) = read_markdown("## A\n\n> One\n> sentence.\n>\n> Another.\n\nNo events.\n", "a.md")
    assert case.reports[0].document.text == "One sentence.\n\nAnother."
    assert case.reports[0].claims == ()


HEAD = "## A\n\n> The army shot. The army left.\n\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("## A\n\nNo report.\n", 'line 1: the case "A" quotes no report', id="no report"),
        pytest.param(HEAD, "expects nothing", id="nothing expected"),
        pytest.param(HEAD + "No event.\n", "is no line of a case", id="a slip in a marked line"),
        pytest.param("## A\n\nPublished in May\n\n> X.\n", "is no date", id="a date that is none"),
        pytest.param(HEAD + "No events.\n\n" + HEAD + "No events.\n", "already stands in line 1", id="a name twice"),
        pytest.param(
            HEAD + "| field | value |\n|---|---|\n| status | happened |\n\nNo events.\n",
            "stands beside a table",
            id="events and none",
        ),
        pytest.param(
            HEAD + "| field | value | evidence |\n|---|---|---|\n| status | happened | police |\n",
            'line 7: the report does not say "police"',
            id="a quote that is not there",
        ),
        pytest.param(
            HEAD + "| field | value |\n|---|---|\n| status | happened |\n| status | future |\n",
            "stands twice",
            id="a field twice",
        ),
        pytest.param(HEAD + "| colour | value |\n|---|---|\n| red | x |\n", "first column", id="an unknown table"),
        pytest.param(HEAD + "| time | value |\n|---|---|\n| shot |\n", "has 1 cells", id="a cell missing"),
        pytest.param(HEAD + "> Another.\n\nNo events.\n", "name each of several reports", id="two nameless reports"),
        pytest.param(HEAD + "| event | report |\n|---|---|\n| it | r2 |\n", 'no report "r2"', id="an unknown report"),
    ],
)
def test_what_is_no_case_is_said_with_its_line(text: str, says: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        read_markdown(text, "a.md")
    assert says in str(caught.value)
    assert str(caught.value).startswith("a.md, line ")


def test_unknown_fields_and_codes_are_faults() -> None:
    text = CASE.replace("ASSAULT    ", "ASSALT     ").replace("| killed ", "| kiled  ").replace("| 2    ", "| 2    ")
    (case,) = read_markdown(text, "a.md")
    assert [(one.line, one.suggestion) for one in faults(case, load())] == [(13, "ASSAULT"), (19, "killed")]


# --- cases in JSON Lines ----------------------------------------------------------------------------------------------

LINES = """\
{"kind": "document", "id": "t1", "text": "Two soldiers were killed by gunmen near Maradi on Tuesday, police said.", \
"published": "2021-03-18", "layers": {"claims": "all", "mentions": "some"}}
{"kind": "claim", "document": "t1", "event_type": "ASSAULT", "action": {"text": "were killed"}, "status": "happened", \
"actors": [{"text": "gunmen", "code": "UAF"}], "recipients": [{"text": "Two soldiers", "code": "NER MIL"}], \
"place": {"text": "near Maradi", "name": "Maradi", "country": "NER"}, \
"when": {"text": "on Tuesday", "first": "2021-03-16", "last": "2021-03-16"}, "outcome": null, \
"counts": [{"what": "killed", "text": "Two", "low": 2, "high": 2}], "said_by": {"text": "police", "class": "police"}}
{"kind": "mention", "document": "t1", "what": "count", "text": "Two", "value": {"low": 2, "high": null}}
"""


def test_both_forms_say_the_same() -> None:
    (lines,) = read_jsonl(LINES, "t.jsonl")
    (table,) = lines.reports[0].claims or ()
    (markdown,) = read_markdown(CASE, "killings.md")
    (expected,) = markdown.reports[0].claims or ()
    as_text = {row.field: (row.value, row.quotes) for row in table.rows}
    for row in expected.rows:
        if row.field not in ("injured", "status"):
            assert as_text[row.field] == (row.value, row.quotes)
    assert as_text["outcome"] == ("-", ())
    assert lines.reports[0].mentions[0].value == "2.."
    assert differences(lines, claim()) == ['t.jsonl, line 3: count: expected 2.. at "Two"; got nothing']


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("{", "this is not JSON", id="broken"),
        pytest.param('{"kind": "report"}', "must be document, claim or mention", id="unknown kind"),
        pytest.param('{"kind": "claim", "document": "r9"}', 'no document line "r9"', id="a claim before its report"),
        pytest.param(
            '{"kind": "document", "id": "a", "text": "x"}\n{"kind": "claim", "document": "a", "status": "happened"}',
            "do not name them",
            id="a layer that is not named",
        ),
    ],
)
def test_lines_that_are_not_annotated_text(line: str, says: str) -> None:
    with pytest.raises(AnnotationError, match=says):
        read_jsonl(line, "t.jsonl")


def test_a_file_is_read_by_its_ending(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(CASE)
    assert len(load_cases(tmp_path / "a.md")) == 1
    with pytest.raises(AnnotationError, match=r"stand in \.md, \.jsonl or \.marked files"):
        load_cases(tmp_path / "a.txt")


# --- what differs -----------------------------------------------------------------------------------------------------


def test_a_case_that_holds_has_no_difference() -> None:
    (case,) = read_markdown(CASE, "killings.md")
    assert differences(case, claim()) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param(
            replace(claim(), when=None),
            'line 18: when: expected 2021-03-16 at "on Tuesday"; got nothing',
            id="a null",
        ),
        pytest.param(
            replace(claim(), actors=()), 'line 15: actors: expected UAF at "gunmen"; got nothing', id="a party missing"
        ),
        pytest.param(
            replace(claim(), actors=claim().actors + claim().recipients),
            'got UAF at "gunmen"; NER MIL at "Two soldiers"',
            id="a party too many",
        ),
        pytest.param(
            replace(claim(), place=Sourced(Place("Maradi", "district", "NER"), (span("Tuesday"),), "x")),
            'expected Maradi, NER at "near Maradi"; got Maradi, NER at "Tuesday"',
            id="the right value at the wrong words",
        ),
        pytest.param(
            replace(claim(), event_type=Sourced("COERCE", (span("killed"),), "x")),
            "event_type: expected ASSAULT",
            id="another type",
        ),
        pytest.param(
            replace(
                claim(), counts=(Tally("injured", "event", None, Sourced(Count(2, 2, "exactly"), (span("Two"),), "x")),)
            ),
            'line 20: injured: expected nothing; got 2 at "Two"',
            id="a value where null is demanded",
        ),
        pytest.param(
            claim("said", "ACCUSE"),
            'claim: expected ASSAULT at "were killed"; got only ACCUSE (happened) at "said"',
            id="no claim at the words",
        ),
    ],
)
def test_a_difference_is_told_in_words(changed: Claim, says: str) -> None:
    (case,) = read_markdown(CASE, "killings.md")
    assert any(says in line for line in differences(case, changed))


def test_a_further_claim_is_a_difference_unless_others_are_not_annotated() -> None:
    (case,) = read_markdown(CASE, "killings.md")
    (line,) = differences(case, claim(), claim("said", "ACCUSE"))
    assert line == 'killings.md, line 9: claim: expected no further claim; got ACCUSE (happened) at "said"'
    (case,) = read_markdown(CASE + "\nOther events: not annotated.\n", "killings.md")
    assert differences(case, claim(), claim("said", "ACCUSE")) == []


def test_no_events_means_no_claim_of_any_kind() -> None:
    (case,) = read_markdown(f"## A\n\n> {TEXT}\n\nNo events.\n", "a.md")
    assert differences(case) == []
    assert differences(case, claim())


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        pytest.param("2021-03-16", True, id="the day"),
        pytest.param("2021-03-16..2021-03-16", True, id="the day as a stretch"),
        pytest.param("2021-03-17", False, id="another day"),
        pytest.param("none", False, id="no time at all"),
    ],
)
def test_a_table_of_times_alone(value: str, holds: bool) -> None:
    (case,) = read_markdown(f"## A\n\n> {TEXT}\n\n| time | value |\n|---|---|\n| Tuesday | {value} |\n", "a.md")
    time = Mention("time", span("Tuesday"), When(date(2021, 3, 16), date(2021, 3, 16)), 0, "rule")
    assert (differences(case, mentions=[time]) == []) is holds


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("at least 17", "17.."),
        ("more than 1,200", "1200.."),
        ("17+", "17.."),
        ("3..5", "3..5"),
        ("3 (part)", "3 (part)"),
        ("11,000.. (cumulative)", "11000.. (cumulative)"),
        ("2 (event)", "2"),
    ],
)
def test_counts_have_one_spelling(written: str, spelt: str) -> None:
    assert count_spelling(written) == spelt


def test_parts_and_long_tolls_need_not_be_listed() -> None:
    (case,) = read_markdown(CASE, "killings.md")
    part = Tally("killed", "recipients", 0, Sourced(Count(1, 1, "exactly"), (span("gunmen"),), "x"), scope="part")
    assert differences(case, replace(claim(), counts=(*claim().counts, part))) == []


# --- several reports --------------------------------------------------------------------------------------------------

SAME = f"""## One killing

Report r1, published 2021-03-17, source Example Wire

> {TEXT}

Report r2, published 2021-03-18

> {TEXT}

| event   | report           | grade |
|---------|------------------|-------|
| killing | r1 "were killed" | C1    |
| killing | r2               |       |
"""


def situation(*groups: tuple[str, ...]) -> Situation:
    readings = tuple(reading(Document(name, TEXT), claim(document=name)) for name in ("r1", "r2"))
    lineages = tuple(Lineage(name, "original", None, name, "", Spun("none", 0.0)) for name in ("r1", "r2"))
    events = tuple(
        Event(
            id=f"e-{names[0]}",
            claims=tuple(claim(document=name).id for name in names),
            documents=names,
            event_type="ASSAULT",
            modes=(),
            contexts=(),
            status="happened",
            outcome="done",
            actors=(),
            recipients=(),
            objects=(),
            instruments=(),
            place=None,
            first=None,
            last=None,
            counts=(),
            reports=len(names),
            groups=1,
            voices=1,
            grade="C1",
        )
        for names in groups
    )
    return Situation(readings, lineages, (), events)


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        pytest.param([("r1", "r2")], None, id="joined as it should be"),
        pytest.param([("r1",), ("r2",)], "got no reports were joined", id="kept apart"),
    ],
)
def test_same_events(groups: list[tuple[str, ...]], says: str | None) -> None:
    (case,) = read_markdown(SAME, "same.md")
    assert case.events is not None
    assert case.events[0].reports == (("r1", "were killed"), ("r2", None))
    found = check_case(case, lambda d: reading(d, claim(document=d.id)), lambda _: situation(*groups))
    if says is None:
        assert found == ()
    else:
        assert says in str(found[0])


def test_an_event_of_several_reports_must_be_listed() -> None:
    (case,) = read_markdown(SAME.replace("| killing | r2 ", "| another | r2 "), "same.md")
    found = check_case(case, lambda d: reading(d, claim(document=d.id)), lambda _: situation(("r1", "r2")))
    assert any("no further event of several reports" in str(one) for one in found)


# --- accepting --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param((), id="no claim any more"),
        pytest.param((replace(claim(), actors=(), when=None),), id="fields changed"),
        pytest.param((claim(), claim("said", "ACCUSE")), id="a claim more"),
        pytest.param((claim("said", "ACCUSE"),), id="another claim"),
    ],
)
def test_after_accepting_the_case_holds(claims: tuple[Claim, ...]) -> None:
    written = accept(CASE, "killings.md", lambda document: reading(document, *claims))
    (case,) = read_markdown(written, "killings.md")
    assert differences(case, *claims) == []
    assert accept(written, "killings.md", lambda document: reading(document, *claims)) == written


def test_accepting_what_holds_changes_nothing() -> None:
    assert accept(CASE, "killings.md", lambda document: reading(document, claim())) == CASE


def test_accepting_fills_a_case_without_events() -> None:
    text = f"## A\n\n> {TEXT}\n\nNo events.\n"
    written = accept(text, "a.md", lambda document: reading(document, claim()))
    assert "No events." not in written
    assert differences(read_markdown(written, "a.md")[0], claim()) == []


def test_accepting_leaves_known_gaps_alone() -> None:
    text = CASE.replace("\n> Two", "\nKnown gap: no pattern\n\n> Two")
    assert accept(text, "a.md", lambda document: reading(document)) == text
