"""What a trained network gets right on sentences it was not trained on, and how its probabilities are made honest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from learn import IGNORED, Labels, Row, role_scores
from torch import Tensor

PRIOR = 0.5
"""Added to each count of what is meant where a pattern says so; half a sentence."""


Said = Callable[[Row], dict[str, Tensor]]
"""What a network says of one sentence: its outputs by name, each (1, words, ...)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One word that was asked: its scores, what it is, what a pattern says of it ("" nothing, ``None`` no act)."""

    scores: Tensor
    wanted: int
    ruled: str | None


@dataclass(slots=True)
class Read:
    """All that a network said of some sentences: words, (wanted, got) states and roles, hits of modes."""

    words: list[Seen]
    states: list[tuple[str, str]]
    roles: list[tuple[int, int]]
    modes: list[tuple[int, int, int]]


def read(said: Said, some: Sequence[Row], labels: Labels, role_bias: Tensor) -> Read:
    out = Read([], [], [], [])
    for row in some:
        _read_row(said(row), row, labels, role_bias, out)
    return out


def _read_row(said: dict[str, Tensor], row: Row, labels: Labels, role_bias: Tensor, out: Read) -> None:
    e = row.example
    for w, kind in enumerate(e.types):
        if row.first[w] >= 0 and kind != IGNORED and (e.asked[w] or w in e.ruled):
            out.words.append(Seen(said["type"][0, w], kind, e.ruled.get(w)))
    for w, names in e.modes.items():
        if row.first[w] < 0:
            continue
        out.states.append((e.status[w], labels.statuses[int(said["status"][0, w].argmax())]))
        family = labels.types[e.types[w] - 1] + " "
        wanted = {family + name for name in names}
        got = {m for m, s in zip(labels.modes, said["mode"][0, w], strict=True) if m.startswith(family) and s > 0}
        out.modes.append((len(wanted & got), len(got), len(wanted)))
        parties = [p for p, asked in enumerate(e.asked) if row.first[p] >= 0 and p != w and (asked or p in e.roles[w])]
        if parties:
            at = torch.tensor([(0, p) for p in parties])
            best = role_scores(said, torch.tensor([(0, w)] * len(parties)), at, role_bias).argmax(-1)
            out.roles.extend((e.roles[w].get(p, 0), int(b)) for p, b in zip(parties, best, strict=True))


def heat_of(words: Sequence[Seen]) -> float:
    """The temperature under which the scores' probabilities fit best what was meant, to a twentieth."""
    scores = torch.stack([one.scores for one in words])
    wanted = torch.tensor([one.wanted for one in words])
    tried = [0.5 + step / 20 for step in range(51)]
    return min(tried, key=lambda heat: float(torch.nn.functional.cross_entropy(scores / heat, wanted)))


def given(rows: Sequence[Row], labels: Labels) -> dict[str, list[float]]:
    """For each type that a pattern says, and for none: how likely patterns are to say so where each type is meant.

    With the model's probability this makes the joint one, as if the two read the sentence apart (naive Bayes).
    """
    met: dict[str, Counter[int]] = {name: Counter() for name in ("", *labels.types)}
    for row in rows:
        for w, ruled in row.example.ruled.items():
            kind = row.example.types[w]
            if kind != IGNORED:
                met[ruled][kind] += 1
    kinds = range(len(labels.types) + 1)
    total = {kind: sum(counts[kind] for counts in met.values()) + PRIOR * len(met) for kind in kinds}
    return {ruled: [round((counts[kind] + PRIOR) / total[kind], 6) for kind in kinds] for ruled, counts in met.items()}


def f1(pairs: Sequence[tuple[object, object]], value: object) -> float:
    hit = sum(a == b == value for a, b in pairs)
    said = sum(b == value for _, b in pairs)
    wanted = sum(a == value for a, _ in pairs)
    return 2 * hit / (said + wanted) if said + wanted else 0.0


def figures(found: Read, labels: Labels, heat: float, table: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Figures of the model alone and with the patterns, over the words that the program takes for acts."""
    acts = [one for one in found.words if one.ruled is not None]
    alone = [(one.wanted, int(one.scores.argmax())) for one in acts]
    joint = [
        (one.wanted, int(((one.scores / heat).softmax(-1) * torch.tensor(table[one.ruled or ""])).argmax()))
        for one in acts
    ]
    ruled = [(one.wanted, labels.types.index(one.ruled) + 1 if one.ruled else 0) for one in acts]
    kinds = range(1, len(labels.types) + 1)
    out = {}
    for name, pairs in (("patterns", ruled), ("model", alone), ("both", joint)):
        out[f"type macro-F1, {name}"] = sum(f1(pairs, kind) for kind in kinds) / len(kinds)
        out[f"event or not F1, {name}"] = f1([(a > 0, b > 0) for a, b in pairs], True)
        at_events = [(a, b) for a, b in pairs if a]
        out[f"type accuracy at events, {name}"] = sum(a == b for a, b in at_events) / len(at_events)
        out[f"made up per 100 acts, {name}"] = 100 * sum(a == 0 and b > 0 for a, b in pairs) / len(pairs)
    out["status macro-F1"] = sum(f1(found.states, s) for s in labels.statuses) / len(labels.statuses)
    out["actor F1"], out["recipient F1"] = f1(found.roles, 1), f1(found.roles, 2)
    hits, got, wanted = (sum(column) for column in zip(*found.modes, strict=True))
    out["modes F1"] = 2 * hits / max(1, got + wanted)
    return {name: round(value, 4) for name, value in out.items()}
