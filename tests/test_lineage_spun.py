"""Text that a machine spun, judged from itself alone, and what of its claims can still be trusted."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from clean_news import CLEAN
from dateline.codebook import load
from dateline.lineage.spun import field_trust, judge_text
from dateline.lineage.tells import FIRM, flags_of
from dateline.model import (
    Blamed,
    Claim,
    Count,
    Document,
    InRole,
    Party,
    Place,
    Said,
    Sourced,
    Span,
    Spun,
    Tally,
    When,
)
from lineage_reports import INDEPENDENT, LOOK_ALIKE, WIRE
from spinner import Style, spin

BOOK = load()

SPUN = """\
Countless numbers of villagers have left their residences considering that very last Monday, when unique forces of \
the army attacked a camp close to Darro, a formal mentioned.

The primary minister, in a assertion, said that the fighters experienced crossed the border in buy to assault a \
police station. At minimum 12 people, such as women and little ones, ended up killed, and one particular of the \
attackers was wounded, in accordance with police. The stability forces took component in a significant procedure \
which, he extra, would carry on to be needed as lengthy as the rebels held the town.

"They set on hearth our houses," said a lady who had arrive to the hospital with a infant in her arms. "We will go \
back again when the war comes to an stop." Her husband was 1 of the guards at the prison, exactly where hundreds of \
rebels are remaining held.

Negotiators of the United Nations around the entire world system have referred to as for a cease-hearth. The \
humanitarian rights observers said that a suicide aircraft blew up a auto or truck bomb beside a clinic last 7 days. \
The safety council will fulfill on Thursday, exactly where the secretary basic is due to communicate.

The govt said it experienced regained manage of the road. But people who fled advised of heavy preventing at the \
entrance strains and of a human being defend of civilians. In the words and phrases of a single trader, it is a \
extremely unsafe place, and no a single knows when the market will open up once all over again. Soldiers, he \
explained, experienced taken the cattle of these who could not pay. Aid employees have asked both of those sides to \
allow them pass, so significantly with no remedy, and the rains are about to start out. The district hospital has an \
emergency space but no medical doctor; the nearest surgeon is two days absent by boat, and the boats are in the arms \
of the rebels.
"""


def judged(text: str) -> Spun:
    return judge_text(Document("d", text), BOOK)


# --- clean text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", CLEAN)
def test_clean_news_of_any_region_is_not_spun(region: str) -> None:
    assert judged(CLEAN[region]) == Spun("none", judged(CLEAN[region]).score)


@pytest.mark.parametrize(
    "text", [pytest.param(f"{one}\n\n{other}", id=str(n)) for n, (one, other) in enumerate(pairwise(CLEAN.values()))]
)
def test_clean_news_of_full_length_is_not_spun(text: str) -> None:
    assert judged(text).verdict == "none"


@pytest.mark.parametrize("text", [WIRE, INDEPENDENT, LOOK_ALIKE], ids=["wire", "own", "other"])
def test_what_the_spinners_work_on_is_clean(text: str) -> None:
    assert judged(text).verdict == "none"


# --- spun text --------------------------------------------------------------------------------------------------------


def test_a_spun_report_is_likely_spun_and_shows_where() -> None:
    spun = judged(SPUN)
    assert spun.verdict == "likely"
    shown = {Document("d", SPUN).quote(span).lower() for span in spun.spans}
    assert {"unique forces", "primary minister", "a assertion", "one particular of"} <= shown


def test_a_short_spun_text_is_suspect_at_most() -> None:
    assert judged(" ".join(SPUN.split()[:150])).verdict == "suspect"


@pytest.mark.parametrize("style", ["plain", "padded", "technical"])
def test_every_spinner_shows_in_a_long_text_alone(style: Style) -> None:
    assert judged(spin(WIRE + INDEPENDENT, style)).verdict == "likely"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("after the army struck a offer", "article", id="words are flagged once"),
        pytest.param("it was a extremely bad year", "article", id="a before a vowel"),
        pytest.param("in an dreadful hurry", "article", id="an before a consonant"),
        pytest.param("the unique forces came", "term", id="one word of a set term swapped"),
        pytest.param("the primary minister spoke", "term", id="a tortured title"),
        pytest.param("a car or truck bomb went off", "term", id="one word swapped for several"),
        pytest.param("ONE PARTICULAR OF THEM", "tell", id="in capitals"),
    ],
)
def test_flags(text: str, kind: str) -> None:
    assert [flag.kind for flag in flags_of(text, BOOK) if flag.kind in FIRM] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a European, a one-off, a union, a unique uniform, a university", id="a before a written vowel"),
        pytest.param("an hour, an honest heir, an MP, an SDF official", id="an before a written consonant"),
        pytest.param("an historic hotel, a historic hotel", id="both are written"),
        pytest.param("Serie A opened; a UN unit; hepatitis A is rare", id="the letter and names"),
        pytest.param("Of these, who would return?", id="a comma parts the words"),
        pytest.param("special forces and the prime minister", id="the terms themselves"),
        pytest.param("the international court and the foreign minister", id="terms that people write"),
    ],
)
def test_no_flags(text: str) -> None:
    assert [flag for flag in flags_of(text, BOOK) if flag.kind in FIRM] == []


# --- trust ------------------------------------------------------------------------------------------------------------

REPORT = Document("r", "On Tuesday unique forces killed 12 gals and dozens of men near Darro and Oram, a formal said.")


def at(words: str) -> Span:
    start = REPORT.text.index(words)
    return Span(start, start + len(words))


def party(words: str, name: str | None = None, entity: str | None = None) -> Sourced[Party]:
    return Sourced(Party(name, entity, None, None, "group"), (at(words),), "actor:x")


def tally(words: str, low: int) -> Tally:
    return Tally("killed", "recipients", None, Sourced(Count(low, low, "exactly"), (at(words),), "rule:n@1"))


CLAIM = Claim(
    id="c",
    document="r",
    action=at("killed"),
    sentence=Span(0, len(REPORT.text)),
    event_type=Sourced("ASSAULT", (at("killed"),), "pattern:kill@1"),
    status=Sourced("happened", (at("killed"),), "rule:s@1"),
    certainty=Sourced("certain", (at("killed"),), "rule:s@1"),
    actors=(
        InRole(party("unique forces"), Blamed("stated")),
        InRole(party("Darro", name="Darro Front"), Blamed("stated")),
        InRole(party("Oram", name="Oram", entity="oram"), Blamed("stated")),
    ),
    recipients=(InRole(party("gals")), InRole(party("men"))),
    place=Sourced(Place("Darro", "town", geonameid=7), (at("Darro"),), "gazetteer"),
    when=Sourced(When(date(2023, 5, 9), date(2023, 5, 9)), (at("On Tuesday"),), "rule:weekday@1", ("published",)),
    counts=(tally("12", 12), tally("dozens", 12)),
    said_by=Sourced(Said(at("a formal"), "state_civil", at("said"), "indirect"), (at("a formal"),), "rule:said@1"),
)
LIKELY = Spun("likely", 0.9, (at("unique forces"), at("gals")))


def test_fields_of_a_spun_report_are_trusted_each_for_itself() -> None:
    claim = field_trust(CLAIM, LIKELY, REPORT)
    assert claim.when is not None and claim.place is not None and claim.said_by is not None
    assert {
        "type": claim.event_type.trust,
        "actors": [role.party.trust for role in claim.actors],
        "recipients": [role.party.trust for role in claim.recipients],
        "place": claim.place.trust,
        "when": claim.when.trust,
        "counts": [count.count.trust for count in claim.counts],
        "said_by": claim.said_by.trust,
    } == {
        "type": "doubtful",
        "actors": ["doubtful", "doubtful", "ok"],
        "recipients": ["void", "void"],
        "place": "ok",
        "when": "void",
        "counts": ["ok", "void"],
        "said_by": "void",
    }


def test_an_action_in_flagged_words_voids_the_type() -> None:
    claim = field_trust(CLAIM, Spun("likely", 0.9, (at("killed"),)), REPORT)
    assert (claim.event_type.trust, claim.status.trust) == ("void", "doubtful")


@pytest.mark.parametrize("verdict", ["none", "suspect"])
def test_a_report_not_judged_spun_keeps_its_trust(verdict: str) -> None:
    spun = Spun("suspect", 0.4, LIKELY.spans) if verdict == "suspect" else Spun("none", 0.0)
    assert field_trust(CLAIM, spun, REPORT) is CLAIM
