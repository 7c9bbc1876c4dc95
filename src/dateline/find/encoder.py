"""A small trained encoder that reads a sentence: which event each act is, if any, and which words are its parties.

It reads one sentence at a time, so that what it says of one does not hang on its neighbours.  ``make model`` trains it
(training/encoder/) on sentences of this project alone; its figures and limits stand in docs/encoder.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from dateline.model import Act, Guess, Sentence

FOLDER = Path(__file__).parent / "trained"
HEADS = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
"""The parts of speech that may head an event; no other word is trained on or asked."""

PARTIES = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
LONGEST = 128
"""Pieces of a sentence that are read; of acts beyond nothing is said."""

_ROLES = 2
Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Encoder:
    """The loaded model. ``by`` names it; ``types`` are its event types with "" for no event in front.

    ``heat`` divides its scores so that its probabilities are right as often as they say, and ``given`` has for each
    type that a pattern says how often each type is meant: both counted on sentences it was not trained on.
    """

    session: Any
    tokenizer: Any
    by: str
    types: tuple[str, ...]
    modes: tuple[str, ...]
    role_bias: Numbers
    heat: float
    given: Mapping[str, tuple[float, ...]]

    def guessed(self, sentence: Sentence, text: str, acts: Sequence[Act]) -> tuple[Act, ...]:
        """The acts of a sentence with what the encoder makes of them. ``text`` are the sentence's own words."""
        encoding = self.tokenizer.encode(text)
        begin = sentence.span.start
        first = first_pieces(
            encoding.offsets[:LONGEST], [(token.start - begin, token.end - begin) for token in sentence.tokens]
        )
        feed = {
            "pieces": np.array([encoding.ids[:LONGEST]], dtype=np.int64),
            "first": np.array([[max(k, 0) for k in first]], dtype=np.int64),
        }
        types, modes, _, _, as_act, as_party = (one[0] for one in self.session.run(None, feed))
        parties = [t.i for t in sentence.tokens if t.pos in PARTIES and first[t.i] >= 0]
        shares = _shares(types / self.heat)
        out = []
        for act in acts:
            if first[act.head] < 0:
                out.append(act)
                continue
            roles = self._roles(as_act[act.head], as_party[parties])
            guess = Guess(
                self.by,
                {name: float(share) for name, share in zip(self.types, shares[act.head], strict=True)},
                self.given,
                self._modes(modes[act.head]),
                {i: (float(a), float(r)) for i, (a, r) in zip(parties, roles, strict=True)},
            )
            out.append(replace(act, guess=guess))
        return tuple(out)

    def _modes(self, scores: Numbers) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, score in zip(self.modes, scores, strict=True):
            if score > 0:
                code, mode = name.split(" ", 1)
                found[code] = (*found.get(code, ()), mode)
        return found

    def _roles(self, act: Numbers, parties: Numbers) -> Numbers:
        """How likely each word is actor and recipient of an act: (words, 2)."""
        width = act.size // _ROLES
        scores = (parties.reshape(len(parties), _ROLES, width) * act.reshape(_ROLES, width)).sum(-1)
        powers = np.exp(scores / np.sqrt(act.size / _ROLES) + self.role_bias)
        shares: Numbers = powers / (1.0 + powers.sum(1, keepdims=True))
        return shares


def _shares(scores: Numbers) -> Numbers:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    shares: Numbers = powers / powers.sum(1, keepdims=True)
    return shares


def first_pieces(offsets: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> list[int]:
    """For each word the piece that it begins with, or -1 where none does; the outer pieces stand for the sentence."""
    out = []
    k = 1
    last = len(offsets) - 1
    for start, end in words:
        while k < last and offsets[k][1] <= start:
            k += 1
        out.append(k if k < last and offsets[k][0] < end else -1)
    return out


def _told(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
    return told


def encoder_name(folder: Path = FOLDER) -> str:
    """The name and version of the shipped encoder, as ``by`` has it."""
    return str(_told(folder)["by"])


def load_encoder(folder: Path = FOLDER) -> Encoder:
    """The encoder that the package ships. Raises ``FileNotFoundError`` where it was left out."""
    told = _told(folder)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # one sentence is too short to share, and workers stand beside each other
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Encoder(
        session,
        tokenizer,
        told["by"],
        ("", *told["types"]),
        tuple(told["modes"]),
        np.array(told["role_bias"], dtype=np.float32),
        told["heat"],
        {ruled: tuple(shares) for ruled, shares in told["given"].items()},
    )
