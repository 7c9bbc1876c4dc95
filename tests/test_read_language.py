"""Reports that are not coded at all: in another language, too long, damaged, empty."""

import pytest

from dateline.codebook import Codebook, load
from dateline.model import Document
from dateline.read import REASONS, language_of, refuse
from dateline.read.language import _identifier

ENGLISH = "Two soldiers were killed by gunmen near Velm on Tuesday, police said."


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(ENGLISH, "en", id="English"),
        pytest.param(ENGLISH.upper(), "en", id="capitals of a wire"),
        pytest.param(
            "Gen. Abdoulaye Ag Mohamed Lamine met Sheikh Hamad bin Jassim al-Thani in Nouadhibou.",
            None,
            id="foreign names",
        ),
        pytest.param(
            "Deux soldats ont été tués mardi par des hommes armés près de Velm, selon la police.", "fr", id="French"
        ),
        pytest.param(
            "Dos soldados murieron el martes en un ataque cerca de Velm, dijo la policía.", "es", id="Spanish"
        ),
        pytest.param(
            "Zwei Soldaten wurden am Dienstag bei Velm von Bewaffneten getötet, so die Polizei.", "de", id="German"
        ),
        pytest.param("قتل جنديان على يد مسلحين بالقرب من المدينة يوم الثلاثاء، حسبما قالت الشرطة", "ar", id="Arabic"),
        pytest.param("Двое солдат были убиты во вторник вооружёнными людьми, сообщила полиция.", "ru", id="Russian"),
        pytest.param(
            "警方说,星期二有两名士兵在该市附近被枪手打死,另有四人受伤,袭击者逃往山区,军队正在搜寻他们的下落。",
            "zh",
            id="Chinese",
        ),
        pytest.param(
            "Askari wawili waliuawa na watu wenye silaha siku ya Jumanne, polisi walisema.", "sw", id="Swahili"
        ),
        pytest.param("Tués: deux soldats", None, id="too short to tell"),
        pytest.param(
            "1 2 3 4 5 6 7 8 9 0 - - - - - - - - - - - - - - - - - - - - - - - - - - -", None, id="no letters"
        ),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(Document("a", text)) == language


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        pytest.param(Document("a", ENGLISH), None, id="English"),
        pytest.param(
            Document("a", "Deux soldats ont été tués mardi par des hommes armés près de Velm, selon la police."),
            "language: this report is in French; dateline reads English",
            id="French, found",
        ),
        pytest.param(
            Document("a", ENGLISH, language="fr-FR"),
            "language: this report is in French; dateline reads English",
            id="French, stated",
        ),
        pytest.param(
            Document("a", ENGLISH, language="no"),
            "language: this report is in Norwegian; dateline reads English",
            id="Norwegian",
        ),
        pytest.param(
            Document("a", ENGLISH, language="tlh"),
            "language: this report is in the language 'tlh'; dateline reads English",
            id="a language without a name here",
        ),
        pytest.param(
            Document("a", "Deux soldats ont été tués mardi par des hommes armés près de Velm.", language="en_GB"),
            None,
            id="stated English is believed",
        ),
        pytest.param(Document("a", " \n"), "empty", id="blank"),
        pytest.param(Document("a", ENGLISH + "\0"), "nul", id="NUL"),
        pytest.param(Document("a", ENGLISH, title="\0"), "nul", id="NUL in the title"),
        pytest.param(Document("a", ENGLISH + "\ud800"), "encoding", id="half a character"),
        pytest.param(Document("a", ENGLISH, title="t" * 70_000), "too_long", id="an endless title"),
        pytest.param(Document("a", "x" * 5_000_000), "too_long", id="an endless word"),
        pytest.param(Document("a", "to " * 120_000), "too_long", id="too many words"),
        pytest.param(Document("a", "word " * 90_000, language="en"), None, id="long and within the limits"),
    ],
)
def test_refuse(document: Document, reason: str | None, book: Codebook) -> None:
    given = refuse(document, book)
    if reason is None:
        assert given is None
    else:
        assert given is not None
        assert given == reason if ":" in reason else given.startswith(f"{reason}: ")
        assert given.partition(":")[0] in REASONS


def test_every_language_that_can_be_found_has_a_name(book: Codebook) -> None:
    unnamed = {str(label) for label in _identifier().labels} - set(book.tables["languages"])
    assert unnamed == {"zxx"}, "zxx is no language"
