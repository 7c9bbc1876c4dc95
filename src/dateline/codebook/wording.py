"""Reads how reports word things: frames, patterns with their examples, cues, objects, instruments and tolls."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import cast, get_args

from dateline.codebook.coding import unique
from dateline.codebook.entries import (
    Cues,
    Effect,
    Embedding,
    EventType,
    Example,
    Frame,
    Pattern,
    ReportingCue,
    Slot,
    Source,
    ThingEntry,
    Toll,
)
from dateline.codebook.forms import Form, form_of, forms_of, unknown
from dateline.codebook.problems import Problem
from dateline.codebook.reading import Node
from dateline.model import Certainty, Outcome

SLOTS: tuple[str, ...] = get_args(Slot)
EFFECTS: tuple[str, ...] = get_args(Effect)
OUTCOMES: tuple[str, ...] = get_args(Outcome)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)
FILLERS = ("person", "group", "organisation", "country", "party", "place", "count", "thing")
"""Classes of what may fill a slot: "party" is any of the first four, "count" a number alone, "thing" nothing else."""

HANGS = ("to", "that", "ing", "noun", "object")
"""How an act hangs from the word that embeds it."""

MARKED = ("action", *SLOTS, "when", "count", "source")
"""What the marked words of an example may be."""

_MARK = re.compile(r"\[(\S+) ([^\[\]]+)\]")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_POSITION = re.compile(r"[a-z]+( [a-z]+)*\??")


def read_frames(node: Node | None, file: str, problems: list[Problem]) -> dict[str, Frame]:
    entries = list(forms_of(node, file, problems))
    frames = {}
    for form in entries:
        form.only(("id", "slots"), ("clause",))
    for form in unique(entries, "id"):
        slots_form = form.form("slots")
        slots = {}
        for slot in _slots(slots_form):
            for text in slots_form.lined(slot):
                if not _POSITION.fullmatch(text.value):
                    message = f'"{text.value}" is no position; write subject, object, dative, clause or a preposition'
                    problems.append(Problem(file, text.line, message))
            slots[slot] = slots_form.texts(slot)
        frames[form.text("id")] = Frame(form.text("id"), slots, form.texts("clause"), form.at)
    return frames


def _slots(form: Form) -> list[Slot]:
    """The slots that a map names; other keys are noted."""
    form.only((), SLOTS)
    return [cast(Slot, key) for key in form.node.values if key in SLOTS]


def read_patterns(
    files: Iterable[tuple[str, Node | None]],
    types: Mapping[str, EventType],
    frames: Collection[str],
    markers: Collection[str],
    problems: list[Problem],
) -> dict[str, Pattern]:
    """All patterns by id."""
    entries = [form for file, node in files for form in forms_of(node, file, problems)]
    for form in entries:
        form.only(
            ("id", "version", "means", "code", "frame", "examples"),
            ("modes", "verbs", "nouns", "takes", "needs", "without", "outcome", "not examples", "source"),
        )
    return {form.text("id"): _pattern(form, types, frames, markers) for form in unique(entries, "id")}


def _pattern(form: Form, types: Mapping[str, EventType], frames: Collection[str], markers: Collection[str]) -> Pattern:
    if not _ID.fullmatch(form.text("id")):
        form.note("id", f'the id "{form.text("id")}" must be lower-case words joined by hyphens')
    if not form.texts("verbs") and not form.texts("nouns"):
        form.note("verbs", 'a pattern needs "verbs" or "nouns"')
    code = form.choice("code", types, "event type")
    modes = form.texts("modes") if not code else form.chosen("modes", types[code].modes, f"mode of {code}")
    takes_form = form.form("takes")
    return Pattern(
        id=form.text("id"),
        version=form.whole("version", 1),
        means=form.text("means"),
        code=code,
        modes=modes,
        frame=form.choice("frame", frames, "frame"),
        verbs=form.texts("verbs"),
        nouns=form.texts("nouns"),
        takes={slot: takes_form.chosen(slot, FILLERS, "class of filler") for slot in _slots(takes_form)},
        needs=_lemmas_by_slot(form.form("needs"), markers),
        without=_lemmas_by_slot(form.form("without"), markers),
        outcome=form.choice("outcome", OUTCOMES, "outcome") or None,
        examples=tuple(_example(form, text.value, text.line) for text in form.lined("examples")),
        not_examples=form.texts("not examples"),
        source=form.text("source"),
        at=form.at,
    )


def _lemmas_by_slot(form: Form, markers: Collection[str]) -> dict[Slot, frozenset[str]]:
    """Lemmas, and in angle brackets classes of fillers, sectors, types of objects: "<person>", "<MIL>", "<school>"."""
    found = {}
    for slot in _slots(form):
        for text in form.lined(slot):
            name = text.value.removeprefix("<").removesuffix(">")
            if text.value.startswith("<") and name not in FILLERS and name not in markers:
                form.problems.append(
                    unknown(form.file, text.line, name, [*FILLERS, *markers], "class, sector or type of object")
                )
        found[slot] = frozenset(form.texts(slot))
    return found


def _example(form: Form, marked: str, line: int) -> Example:
    """A sentence with its marks taken out; notes marks of unknown roles, stray brackets and a missing action."""
    text, spans = unmark(marked)
    for role, _, _ in spans:
        if role not in MARKED:
            form.problems.append(unknown(form.file, line, role, MARKED, "role of marked words"))
    if "[" in text or "]" in text:
        form.problems.append(Problem(form.file, line, 'a mark must look like "[actor Two soldiers]"'))
    elif not any(role == "action" for role, _, _ in spans):
        form.problems.append(Problem(form.file, line, 'an example marks its action: "[action were killed]"'))
    return Example(text, spans, Source(form.file, line))


def unmark(marked: str) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """The plain sentence, and (role, start, end) of its marked words.

    "[actor Gunmen] fled." is "Gunmen fled." with ("actor", 0, 6).
    """
    text = ""
    spans = []
    last = 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        spans.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        last = match.end()
    return text + marked[last:], tuple(spans)


def read_cues(node: Node | None, file: str, problems: list[Problem]) -> Cues:
    form = form_of(node, file, problems)
    form.only((), ("negations", "modals", "adverbs", "conditionals", "history", "embeddings", "reporting"))
    embeddings = []
    entries = list(form.forms("embeddings"))
    for entry in entries:
        entry.only(("id", "lemmas", "clause", "effect"), ("certainty",))
    for entry in unique(entries, "id"):
        clause = entry.chosen("clause", HANGS, "way to hang")
        effect = cast(Effect, entry.choice("effect", EFFECTS, "effect", "same"))
        sure = cast(Certainty | None, entry.choice("certainty", CERTAINTIES, "certainty") or None)
        embeddings.append(Embedding(entry.text("id"), entry.texts("lemmas"), clause, effect, sure, entry.at))
    reporting = []
    for entry in form.forms("reporting"):
        entry.only(("lemma", "stance"))
        reporting.append(ReportingCue(entry.text("lemma"), entry.text("stance"), entry.at))
    return Cues(
        negations=frozenset(form.texts("negations")),
        modals=_effects(form.form("modals")),
        adverbs=_effects(form.form("adverbs")),
        embeddings=tuple(embeddings),
        reporting=tuple(reporting),
        conditionals=frozenset(form.texts("conditionals")),
        history=frozenset(form.texts("history")),
    )


def _effects(form: Form) -> dict[str, Effect]:
    return {word: cast(Effect, form.choice(word, EFFECTS, "effect", "same")) for word in form.node.values}


def read_things(node: Node | None, file: str, problems: list[Problem]) -> tuple[ThingEntry, ...]:
    entries = list(forms_of(node, file, problems))
    for form in entries:
        form.only(("type", "nouns"))
    return tuple(ThingEntry(f.text("type"), f.texts("nouns"), f.at) for f in unique(entries, "type"))


def read_tolls(node: Node | None, file: str, problems: list[Problem]) -> tuple[Toll, ...]:
    entries = list(forms_of(node, file, problems))
    for form in entries:
        form.only(("what",), ("verbs", "nouns", "adjectives"))
    return tuple(
        Toll(f.text("what"), f.texts("verbs"), f.texts("nouns"), f.texts("adjectives"), f.at)
        for f in unique(entries, "what")
    )
