"""Train the encoder and ship it: annotated texts in, one ONNX file with its figures out.

    make model                                  # sets up what training takes, and trains: under an hour on two cores
    python training/encoder/train.py --out DIR  # into another folder than the package's

It learns from every batch but those whose number leaves 3 when divided by seven, on which its probabilities are made
honest and its figures counted, and those divisible by seven, which are set aside for blind tests.  The figures on the
latter are counted once, at the end.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from examples import Example, examples
from export import export, shipped
from figures import figures, given, heat_of, read
from learn import Labels, learn, rows
from network import Network, load_pretrained, pretrained_folder
from safetensors.torch import load_file
from tokenizers import Tokenizer

from dateline.codebook import load
from dateline.find.encoder import FOLDER
from dateline.run.code import make_coder

VERSION = 2
LAYERS = 4
EPOCHS = 10
RATE = 3e-4
BATCH = 32
SEED = 1
THREADS = 2
STATUSES = ("happened", "historical", "future", "hypothetical", "negated")
CERTAINTIES = ("certain", "probable", "possible", "unknown")
_DAYS = 7
_HELD_OUT = 3


def part_of(batch: str) -> str:
    """Which part a batch belongs to: "aside", "held out" or "learnt"."""
    number = re.search(r"\d+$", batch)
    if batch == "status/blind" or (number is not None and int(number.group()) % _DAYS == 0):
        return "aside"
    return "held out" if number is not None and int(number.group()) % _DAYS == _HELD_OUT else "learnt"


def labels_of(some: Sequence[Example], types: Sequence[str]) -> Labels:
    modes = {f"{types[e.types[w] - 1]} {mode}" for e in some for w, found in e.modes.items() for mode in found}
    return Labels(tuple(types), tuple(sorted(modes)), STATUSES, CERTAINTIES)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=Path, default=Path(__file__).resolve().parents[1])
    options.add_argument("--out", type=Path, default=FOLDER)
    options.add_argument("--epochs", type=int, default=EPOCHS)
    chosen = options.parse_args()
    begun = time.monotonic()

    def say(words: str) -> None:
        sys.stderr.write(f"{time.monotonic() - begun:6.0f} s  {words}\n")

    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    book = load()
    types = tuple(sorted(book.event_types))
    parts: dict[str, list[Example]] = {"learnt": [], "held out": [], "aside": []}
    for example in examples(chosen.texts, make_coder(book, model=False), types):
        parts[part_of(example.batch)].append(example)
    labels = labels_of(parts["learnt"], types)
    say(", ".join(f"{len(some)} sentences {name}" for name, some in parts.items()))
    folder = pretrained_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    learnt, held_out, aside = (rows(parts[name], tokenizer) for name in ("learnt", "held out", "aside"))
    torch.manual_seed(SEED)
    network = Network(LAYERS, len(types) + 1, len(labels.modes), len(STATUSES), len(CERTAINTIES))
    load_pretrained(network, load_file(str(folder / "model.safetensors")))
    for epoch, loss in learn(network, learnt, labels, epochs=chosen.epochs, rate=RATE, size=BATCH, seed=SEED):
        say(f"epoch {epoch + 1} of {chosen.epochs}, mean loss {loss:.3f}")
    chosen.out.mkdir(parents=True, exist_ok=True)
    file = chosen.out / "encoder.onnx"
    export(network, file)
    bias = network.role_bias.detach()
    found = read(shipped(file), held_out, labels, bias)
    heat = heat_of([word for word in found.words if word.ruled is not None])
    table = given(learnt, labels)
    told = {
        "by": f"model:encoder@{VERSION}",
        "types": labels.types,
        "modes": labels.modes,
        "role_bias": [round(value, 6) for value in network.role_bias.tolist()],
        "heat": heat,
        "given": table,
        "sentences": {name: len(some) for name, some in parts.items()},
        "figures": {
            "held out": figures(found, labels, heat, table),
            "aside": figures(read(shipped(file), aside, labels, bias), labels, heat, table),
        },
    }
    tokenizer.save(str(chosen.out / "tokenizer.json"), pretty=False)
    (chosen.out / "encoder.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    for name, part in told["figures"].items():
        for figure, value in part.items():
            say(f"{name}: {figure} {value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
