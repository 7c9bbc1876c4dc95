"""Spun copies, and what must not be taken for them: how often each is known, and what is believed of them.

    python training/score_spun.py copies     # with the origin at hand: recall, and false alarms on what editors make
    python training/score_spun.py alone      # from the text alone: recall, false alarms, wrong values passed as sound

Texts are our own: the originals of the kits' half for tuning, the clean news of the tests, the annotated reports that
are not set aside.  Three spinners (tests/spinner.py, training/kits/thesauri.yaml) and three house styles
(training/kits/editors.yaml) work on them.  An editor restyles, cuts, leads in, drops sentences, or raises figures.
Intervals are Wilson's, of 95 %.  A value is what a claim holds in one field; it is passed as sound where its trust is
"ok", and wrong where the claim of the same sentence in the clean text does not hold it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt
from pathlib import Path
from types import ModuleType

import yaml
from score_claims import set_aside
from score_status import say

from dateline.annotated.load import load_cases
from dateline.codebook import Codebook, load
from dateline.lineage import trace
from dateline.lineage.spun import field_trust, judge_text
from dateline.model import Claim, Count, Document, InRole, Lineage, Party, Place, Sourced, Spun, Trust, When
from dateline.run.code import Coder, find_all, make_coder

HERE = Path(__file__).parent
TESTS = HERE.parent / "tests"
STYLES = ("plain", "padded", "technical")
LONG = 400
SHORTEST = 50
DISTRUSTED = {"likely", "proven"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("copies", "alone"))
    parser.add_argument("--wrong", action="store_true", help="list what went wrong")
    parser.add_argument("--first", type=int, help="so many long texts alone are coded for their values (alone)")
    args = parser.parse_args()
    for line in copies(wrong=args.wrong) if args.what == "copies" else alone(args.first, wrong=args.wrong):
        say(line)
    return 0


# --- the texts --------------------------------------------------------------------------------------------------------


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def spinner() -> ModuleType:
    """The tests' spinners, their thesauri widened for the kits."""
    return _module(HERE / "kits" / "build.py").SPINNER  # type: ignore[no-any-return]


@cache
def editors() -> Mapping[str, object]:
    """The house styles, and what editors add."""
    found: Mapping[str, object] = yaml.load((HERE / "kits" / "editors.yaml").read_text("utf-8"), yaml.BaseLoader)
    return found


def clean_texts() -> list[str]:
    """Reports of our own, as they were written, none twice."""
    found = list(_module(TESTS / "clean_news.py").CLEAN.values())
    for path in sorted((HERE / "kits" / "dev").glob("*.json")):
        kit = json.loads(path.read_text(encoding="utf-8"))
        kinds = kit["gold"]["reports"]
        found += [report["text"] for report in kit["reports"] if kinds[report["id"]]["lineage"] == "original"]
    for path in sorted((HERE / "reports").glob("*.marked")):
        if not set_aside(path):
            found += [report.document.text for case in load_cases(path) for report in case.reports]
    return [text for text in dict.fromkeys(found) if len(text.split()) >= SHORTEST]


def long_texts() -> list[str]:
    """The same, joined until they have four hundred words."""
    texts, held = [], ""
    for text in clean_texts():
        held = f"{held}\n\n{text}" if held else text
        if len(held.split()) >= LONG:
            texts.append(held)
            held = ""
    return texts


def edited(text: str, number: int) -> Iterator[tuple[str, str]]:
    """What editors make of a text: restyled in each house style with a sentence less and one more, cut, and updated."""
    sentences = re.split(r"(?<=[.!?\"”])\s+(?=[A-Z\"“])", text)
    lead = _added("leads", number)
    tail = _added("tails", number)
    for style in ("american", "figures", "plain"):
        restyled = _restyled(text, style)
        yield f"restyled ({style})", restyled
        parts = re.split(r"(?<=[.!?\"”])\s+(?=[A-Z\"“])", restyled)
        dropped = [part for n, part in enumerate(parts) if n % 5 != 3]
        yield f"edited ({style})", " ".join([*dropped[:1], lead, *dropped[1:], tail])
    yield "cut", " ".join(sentences[: max(2, len(sentences) * 3 // 5)])
    yield "cut", " ".join(sentences[: max(2, len(sentences) // 2)]) + "\n\n" + tail
    yield "updated", f"{lead} {_raised(text)}"
    yield "updated", f"{_raised(text)}\n\n{tail}"


def _added(name: str, number: int) -> str:
    rows = editors()[name]
    assert isinstance(rows, list)
    return str(rows[number % len(rows)])


def _restyled(text: str, style: str) -> str:
    table = editors()[style]
    assert isinstance(table, dict)
    words = "|".join(re.escape(word) for word in sorted(table, key=lambda word: (-len(word), word)))
    return re.sub(rf"\b(?:{words})\b", lambda found: str(table[found[0]]), text)


_NUMBERS = tuple(re.findall(r"\w+", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"))
"""A raised toll is the number two further on."""


def _raised(text: str) -> str:
    def more(found: re.Match[str]) -> str:
        word = found[0].lower()
        if word.isdigit():
            return str(int(word) + 2)
        new = _NUMBERS[min(_NUMBERS.index(word) + 2, len(_NUMBERS) - 1)]
        return new.capitalize() if found[0][0].isupper() else new

    return re.sub(rf"\b(?:{'|'.join(_NUMBERS[1:-2])}|\d{{1,2}})\b(?![:.,]\d)", more, text, flags=re.IGNORECASE)


# --- with the origin at hand ------------------------------------------------------------------------------------------


def copies(*, wrong: bool) -> Iterator[str]:
    """Recall on spun copies and false alarms on edited ones, each beside its origin."""
    found: dict[str, Counter[str]] = {}
    for number, text in enumerate(clean_texts()):
        made = [("spun", spinner().spin(text, style)) for style in STYLES]
        made += edited(text, number)
        for kind, other in made:
            if other == text or (kind == "spun" and _swapped(text, other) < 0.03):
                continue
            lineage = traced(text, other)
            verdict = "spun" if lineage.kind == "spun" else "not"
            found.setdefault(kind, Counter())[verdict] += 1
            if wrong and (verdict == "spun") != (kind == "spun"):
                yield f"{kind}: {lineage.kind}, {lineage.reason}: {other!r}"
    spun = found.pop("spun")
    yield f"spun copies known as spun: {share(spun['spun'], spun.total())}"
    for kind, counts in sorted(found.items()):
        yield f"taken for spun, {kind}: {share(counts['spun'], counts.total())}"
    total = sum(found.values(), Counter[str]())
    yield f"taken for spun, all that editors made: {share(total['spun'], total.total())}"


def _swapped(text: str, spun: str) -> float:
    """How much a spinner changed: the share of words that are gone."""
    before, after = Counter(text.split()), Counter(spun.split())
    return (before - after).total() / max(1, before.total())


def traced(text: str, other: str) -> Lineage:
    """The lineage of the second text, published a day after the first."""
    documents = [
        Document("a", text, source="First Paper", published="2021-03-18", language="en"),
        Document("b", other, source="Second Paper", published="2021-03-19", language="en"),
    ]
    return trace(documents, book())[1]


@cache
def book() -> Codebook:
    return load()


# --- from the text alone ----------------------------------------------------------------------------------------------


def alone(first: int | None = None, *, wrong: bool) -> Iterator[str]:
    """Verdicts on long texts, clean and spun, and the values that the spun ones are believed in."""
    clean = long_texts()
    alarms = [judge_text(Document("d", text), book()).verdict in DISTRUSTED for text in clean]
    yield f"clean texts of {LONG} words taken for spun: {share(sum(alarms), len(alarms))}"
    coder = make_coder(book())
    known: Counter[str] = Counter()
    values: Counter[str] = Counter()
    by_field: Counter[str] = Counter()
    for number, text in enumerate(clean):
        verdicts = {style: judge_text(Document("d", spinner().spin(text, style)), book()) for style in STYLES}
        known.update(style for style, spun in verdicts.items() if spun.verdict in DISTRUSTED)
        if first is not None and number >= first:
            continue
        before = read(text, coder)
        for style, spun in verdicts.items():
            if spun.verdict not in DISTRUSTED:
                continue
            other = spinner().spin(text, style)
            after = read(other, coder)
            document = document_of(other)
            for field, trust, right, shown in judged(before, after, spun, document):
                passed = "passed" if trust == "ok" else "held back"
                values[f"{passed} {'right' if right else 'wrong'}"] += 1
                if trust == "ok" and not right:
                    by_field[field] += 1
                    if wrong:
                        yield f"text {number}, {style}: {field} {shown}"
    for style in STYLES:
        yield f"spun texts of {LONG} words known, {style}: {share(known[style], len(clean))}"
    yield f"spun texts of {LONG} words known: {share(known.total(), 3 * len(clean))}"
    passed = values["passed right"] + values["passed wrong"]
    held = values["held back right"] + values["held back wrong"]
    yield f"values in spun texts that are known: {passed + held}, passed as sound {passed}"
    yield f"wrong values held back: {share(values['held back wrong'], values['held back wrong'] + by_field.total())}"
    yield f"wrong values passed as sound, of all values: {share(values['passed wrong'], passed + held)}"
    yield f"wrong values passed as sound, of those passed: {share(values['passed wrong'], passed)}"
    yield "by field: " + ", ".join(f"{field} {n}" for field, n in by_field.most_common())


def document_of(text: str) -> Document:
    return Document("d", text, published="2021-03-18", language="en")


@dataclass(frozen=True)
class Read:
    """The claims of each sentence by its number, and what the sentence names, as values."""

    claims: Mapping[int, Sequence[Claim]]
    named: Mapping[int, frozenset[str]]


def read(text: str, coder: Coder) -> Read:
    found = find_all(document_of(text), coder)
    number = {sentence.span: n for n, sentence in enumerate(found.sentences)}
    claims: dict[int, list[Claim]] = {}
    for claim in sorted(found.claimed.claims, key=lambda claim: claim.action):
        claims.setdefault(number.get(claim.sentence, -1), []).append(claim)
    named: dict[int, set[str]] = {}
    for mention in found.mentions:
        named.setdefault(mention.sentence, set()).add(_named(mention.value))
    return Read(claims, {n: frozenset(some) for n, some in named.items()})


def _named(value: object) -> str:
    match value:
        case Party():
            return str(value.entity or value.code or value.name)
        case Place():
            return str(value.geonameid or value.name)
        case When():
            return f"{value.first} {value.last}"
        case Count():
            return f"{value.low} {value.high}"
        case _:
            return ""


def judged(before: Read, after: Read, spun: Spun, document: Document) -> Iterator[tuple[str, Trust, bool, str]]:
    """Each value of the spun text's claims: its field, its trust, whether the clean text holds it, its words.

    A spinner leaves sentences as they are, so claims answer each other within a sentence: of one type first, then in
    their order.  A claim that answers none has a wrong type; its parties, places, days and figures are right where the
    clean sentence names them too.
    """
    for number, claims in sorted(after.claims.items()):
        left = list(before.claims.get(number, ()))
        answers: dict[str, Claim] = {}
        for same in (True, False):
            for claim in claims:
                fit = [c for c in left if not same or c.event_type.value == claim.event_type.value]
                if claim.id not in answers and fit:
                    answers[claim.id] = fit[0]
                    left.remove(fit[0])
        named = before.named.get(number, frozenset())
        for claim in claims:
            held = set(values_of(answers[claim.id])) if claim.id in answers else set()
            for field, value, sourced in values_with_sources(field_trust(claim, spun, document)):
                words = " ".join(document.quote(span) for span in sourced.evidence)
                figure = value.partition(" ")[2] if field == "counts" else value
                stands = claim.id not in answers and field not in ("event_type", "modes") and figure in named
                yield field, sourced.trust, (field, value) in held or stands, f"{value} in {words!r}"


def values_of(claim: Claim) -> Iterator[tuple[str, str]]:
    return ((field, value) for field, value, _ in values_with_sources(claim))


def values_with_sources(claim: Claim) -> Iterator[tuple[str, str, Sourced[object]]]:
    """The fields that a merged event takes from a claim, each value as text."""
    rows: list[tuple[str, str, Sourced[object]]] = [("event_type", claim.event_type.value, replace(claim.event_type))]
    rows += [("modes", mode.value, mode) for mode in claim.modes]
    for field, roles in (("actors", claim.actors), ("recipients", claim.recipients)):
        rows += [(field, _party(role), role.party) for role in roles]
    if claim.place is not None:
        rows.append(("place", str(claim.place.value.geonameid or claim.place.value.name), claim.place))
    if claim.when is not None:
        rows.append(("when", f"{claim.when.value.first} {claim.when.value.last}", claim.when))
    rows += [("counts", f"{t.what} {t.count.value.low} {t.count.value.high}", t.count) for t in claim.counts]
    if claim.said_by is not None:
        rows.append(("said_by", claim.said_by.value.source_class, claim.said_by))
    return iter(rows)


def _party(role: InRole) -> str:
    party = role.party.value
    return str(party.entity or party.code or party.name)


# --- figures ----------------------------------------------------------------------------------------------------------


def share(hits: int, of: int) -> str:
    """A share with Wilson's interval of 95 %, in per cent."""
    if not of:
        return "none to judge"
    low, high = wilson(hits, of)
    return f"{hits} of {of} = {100 * hits / of:.2f} % ({100 * low:.2f} to {100 * high:.2f})"


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    p, n = hits / of, of
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


if __name__ == "__main__":
    sys.exit(main())
