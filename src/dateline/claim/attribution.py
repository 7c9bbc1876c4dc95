"""Who says so: the reported speech of a report, with source, cue and content, over sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.claim.cues import CueIndex
from dateline.claim.quotes import BEGINS, ENDS, MARKS, manner_of, quoted_tokens
from dateline.claim.scene import Scene
from dateline.claim.sources import SourceClasses, source_span
from dateline.claim.speech import Brought, SpeechWords, brought_in
from dateline.claim.tags import label, reporter_in
from dateline.claim.whose import class_of
from dateline.model import Mention, Party, Said, Sentence, Span

_CARRIED = 3
"""A quotation that goes on keeps its speaker over this many sentences without a cue."""

_AHEAD = 4
"""A quotation that begins before its cue is followed over this many sentences."""

_STOPS = frozenset({",", ".", ";", ":", "?", "!"})

_LEAST_QUOTED = 4
"""Fewer words in quotation marks are a term, not somebody's speech."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A stretch of a sentence and who says it. ``tokens`` are the content's, ``stance`` the cue's; ``tells`` is false
    where the source only speaks of what the report itself tells ("condemned the raid")."""

    sentence: int
    tokens: frozenset[int]
    said: Said
    stance: str
    tells: bool = True


def find_reported(
    scenes: Sequence[Scene], cues: CueIndex, classes: SourceClasses, words: SpeechWords
) -> tuple[Reported, ...]:
    """All reported speech of a report, in order; a quotation that goes on without a cue keeps its speaker."""
    by_sentence = [tuple(_in_sentence(scene, cues, classes, words)) for scene in scenes]
    found: list[Reported] = []
    last: Reported | None = None
    for at, scene in enumerate(scenes):
        sentence, here = scene.sentence, by_sentence[at]
        outside = tuple(one for one in here if not _cue_quoted(sentence, one))
        found.extend(here)
        if outside:
            last = next((one for one in reversed(outside) if one.said.speech != "indirect"), outside[-1])
            continue
        goes_on = last is not None and sentence.index - last.sentence <= _CARRIED and last.said.source is not None
        ahead = _speaker_ahead(scenes, by_sentence, at) if _quotes(sentence) and not _closes(sentence) else None
        if ahead is not None:
            found.append(_carried(sentence, ahead))
        elif last is not None and goes_on and (_quotes(sentence) or _announces(scenes[at - 1].sentence)):
            last = _carried(sentence, last)
            found.append(last)
        else:
            if _quotes(sentence) and _closes(sentence) and len(sentence.tokens) > _LEAST_QUOTED:
                unnamed = Said(None, "unattributed", None, "direct", sentence.span)
                found.append(Reported(sentence.index, _all(sentence), unnamed, "speech"))
            last = None
    return tuple(found)


def _speaker_ahead(scenes: Sequence[Scene], by_sentence: Sequence[tuple[Reported, ...]], at: int) -> Reported | None:
    """Who is named where a quotation that began in this sentence ends: '"We fled. They came at dawn," she said.'"""
    for scene, here in zip(scenes[at + 1 : at + 1 + _AHEAD], by_sentence[at + 1 : at + 1 + _AHEAD], strict=True):
        if not scene.sentence.quoted:
            return None
        for one in here:
            if one.said.source is not None and one.said.speech != "indirect" and not _cue_quoted(scene.sentence, one):
                return one
    return None


def _cue_quoted(sentence: Sentence, one: Reported) -> bool:
    """Whether a cue stands in the words of somebody else."""
    if one.said.cue is None:
        return False
    return any(i in quoted_tokens(sentence) for i in sentence.within(one.said.cue))


def speaker(act: int, sentence: int, reported: Sequence[Reported]) -> Reported | None:
    """Whose words an act stands in: the outermost that hold it."""
    holding = [one for one in reported if one.tells and one.sentence == sentence and act in one.tokens]
    return max(holding, key=lambda one: len(one.tokens), default=None)


def _carried(sentence: Sentence, spoken: Reported) -> Reported:
    """A whole sentence as the words of a speaker named before or after it."""
    said = replace(spoken.said, speech="direct", content=sentence.span)
    return Reported(sentence.index, _all(sentence), said, spoken.stance)


def _all(sentence: Sentence) -> frozenset[int]:
    return frozenset(range(len(sentence.tokens)))


def _quotes(sentence: Sentence) -> bool:
    """Whether a sentence begins inside quotation marks."""
    return bool(sentence.tokens) and (sentence.quoted or sentence.tokens[0].text in BEGINS)


def _closes(sentence: Sentence) -> bool:
    """Whether a sentence ends with a quotation mark."""
    return sentence.tokens[-1].text in ENDS


def _announces(sentence: Sentence) -> bool:
    """Whether a sentence ends with a colon, so that the next is what it announces."""
    return bool(sentence.tokens) and sentence.tokens[-1].text == ":"


def _in_sentence(scene: Scene, cues: CueIndex, classes: SourceClasses, words: SpeechWords) -> Iterator[Reported]:
    here: list[Reported] = []
    for one in brought_in(scene.sentence, cues, words):
        here.extend(_as_reported(scene, one, classes))
    labelled = _labelled(scene, classes)
    if labelled is not None:
        here.append(labelled)
    yield from here
    own = _reporter_own(scene, here, classes, words)
    if own is not None:
        yield own


def _as_reported(scene: Scene, brought: Brought, classes: SourceClasses) -> Iterator[Reported]:
    """A cue and its content as reported speech; content that is cut in two by "he said" makes two."""
    sentence = scene.sentence
    cue = sentence.cover(brought.cue)
    source: Span | None = None
    mention: Mention | None = None
    if brought.source is not None:
        source, mention = source_span(scene, brought.source)
    party = mention.value if mention is not None and isinstance(mention.value, Party) else None
    of_class = class_of(scene, brought, classes)
    if brought.observed and of_class not in classes.observers:
        return
    manner = manner_of(sentence, brought.content)
    taken = set(brought.cue) | (set(sentence.within(source)) if source is not None else set())
    for run in _runs(sentence, brought.content, taken):
        run = _with_marks(sentence, run)
        said = Said(source, of_class, cue, manner, sentence.cover(run), party)
        yield Reported(sentence.index, run, said, brought.stance, brought.tells)


def _reporter_own(
    scene: Scene, here: Sequence[Reported], classes: SourceClasses, words: SpeechWords
) -> Reported | None:
    """What a reporter tells of his own seeing: a sentence with "I saw", as far as nobody else says it."""
    sentence = scene.sentence
    found = reporter_in(sentence, words.reporter, classes.by_noun)
    if found is None or any(found[0] in one.tokens for one in here):
        return None
    head, verb = found
    if any(one.said.source is not None and head in sentence.within(one.said.source) for one in here):
        return None
    source, mention = source_span(scene, head)
    party = mention.value if mention is not None and isinstance(mention.value, Party) else None
    cue = sentence.cover([verb.i]) if verb.lemma in words.reporter.seeing else None
    said = Said(source, "reporter_own", cue, "indirect", sentence.span, party)
    return Reported(sentence.index, _all(sentence), said, "learn")


def _runs(sentence: Sentence, content: frozenset[int], between: set[int]) -> Iterator[frozenset[int]]:
    """The content before and after its cue or source, where these stand in its middle; marks at the edges go."""
    runs: list[list[int]] = [[]]
    cut = False
    for i in range(min(content), max(content) + 1):
        cut = cut or i in between
        if i in content and i not in between:
            if cut and runs[-1]:
                runs.append([])
            runs[-1].append(i)
            cut = False
    for run in runs:
        while run and sentence.tokens[run[0]].text in {",", ";", ":"}:
            run.pop(0)
        while run and sentence.tokens[run[-1]].text in _STOPS - {"?", "!"}:
            run.pop()
        if run:
            yield frozenset(run)


def _with_marks(sentence: Sentence, run: frozenset[int]) -> frozenset[int]:
    """A stretch with the quotation marks at its edges, and the comma or stop that stands inside of them."""
    first, last = min(run), max(run)
    text = [token.text for token in sentence.tokens]
    edges = set()
    if first and text[first - 1] in MARKS:
        edges.add(first - 1)
    if text[last + 1 : last + 2] and text[last + 1] in MARKS:
        edges.add(last + 1)
    elif len(text) > last + 2 and text[last + 1] in _STOPS and text[last + 2] in MARKS:
        edges.update((last + 1, last + 2))
    return run | edges


def _labelled(scene: Scene, classes: SourceClasses) -> Reported | None:
    """ "Police: 3 dead": a party before a colon in a headline; anywhere, a document with a number ("SITREP 14:")."""
    sentence = scene.sentence
    colon = label(sentence)
    if colon is None:
        return None
    text = " ".join(token.text for token in sentence.tokens[:colon])
    mention = next((scene.party(i) for i in range(colon) if scene.party(i)), None)
    of_class = classes.of_source(text, mention)
    if sentence.span.part != "title":
        numbered = any(token.pos == "NUM" or token.text.isdigit() for token in sentence.tokens[:colon])
        if of_class != "document" or not numbered:
            return None
    elif mention is None:
        return None
    source = mention.span if mention is not None else sentence.cover(range(colon))
    content = frozenset(range(colon + 1, len(sentence.tokens)))
    party = mention.value if mention is not None and isinstance(mention.value, Party) else None
    said = Said(source, of_class, sentence.cover([colon]), "indirect", sentence.cover(content), party)
    return Reported(sentence.index, content, said, "speech")
