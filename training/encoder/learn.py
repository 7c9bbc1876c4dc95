"""Training: examples in, a network out. Seeds are fixed; two runs on one machine give the same bytes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from examples import IGNORED, Example
from network import ROLE_WIDTH, ROLES, Network
from tokenizers import Tokenizer
from torch import Tensor, nn

LONGEST = 128
"""Pieces of a sentence that are read; words beyond are not asked."""

MASK = 103
MASKED = 0.2
"""The share of capitalised words that are masked in training, so that a name does not tell a type."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of what is learnt, in the order of the network's outputs."""

    types: tuple[str, ...]
    modes: tuple[str, ...]  # "ASSAULT firearms"
    statuses: tuple[str, ...]
    certainties: tuple[str, ...]


@dataclass(slots=True)
class Row:
    """An example in pieces: ``first`` has for each word its first piece, or -1 where it lies beyond the end."""

    example: Example
    pieces: list[int]
    first: list[int]
    named: list[list[int]]  # pieces of capitalised words


def rows(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Row]:
    made = []
    for example in examples:
        encoded = tokenizer.encode(example.text)
        pieces, offsets = encoded.ids[:LONGEST], encoded.offsets[:LONGEST]
        begins = [start for start, _ in offsets]
        ends = [end for _, end in offsets]
        first, named, k = [], [], 1
        for start, end in example.words:
            while k < len(pieces) - 1 and ends[k] <= start:
                k += 1
            inside = k < len(pieces) - 1 and begins[k] < end
            first.append(k if inside else -1)
            if inside and re.match("[A-Z]", example.text[start:end]):
                named.append([j for j in range(k, len(pieces) - 1) if begins[j] < end])
        made.append(Row(example, pieces, first, named))
    return made


def batches(some: Sequence[Row], size: int, chance: random.Random | None) -> Iterator[list[Row]]:
    """Rows of like length together; in another order each time where chance is given."""
    order = list(some)
    if chance is not None:
        chance.shuffle(order)
    order.sort(key=lambda row: len(row.pieces) // 6)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    if chance is not None:
        chance.shuffle(groups)
    yield from groups


def tensors(group: Sequence[Row], chance: random.Random | None) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(row.pieces) for row in group)
    most = max(len(row.first) for row in group)
    pieces = torch.zeros(len(group), longest, dtype=torch.long)
    real = torch.zeros(len(group), longest)
    first = torch.zeros(len(group), most, dtype=torch.long)
    for i, row in enumerate(group):
        ids = list(row.pieces)
        if chance is not None:
            for name in row.named:
                if chance.random() < MASKED:
                    for j in name:
                        ids[j] = MASK
        pieces[i, : len(ids)] = torch.tensor(ids)
        real[i, : len(ids)] = 1
        first[i, : len(row.first)] = torch.tensor([max(k, 0) for k in row.first])
    return pieces, real, first


def loss_of(out: dict[str, Tensor], group: Sequence[Row], labels: Labels, bias: Tensor) -> Tensor:
    types = torch.full(out["type"].shape[:2], IGNORED, dtype=torch.long)
    at_mode, mode_wanted, mode_asked = [], [], []
    at_state, status, certainty = [], [], []
    acts, parties, roles = [], [], []
    for i, row in enumerate(group):
        e = row.example
        for w, kind in enumerate(e.types):
            if row.first[w] >= 0 and e.asked[w]:
                types[i, w] = kind
        for w, names in e.modes.items():
            if row.first[w] < 0:
                continue
            family = labels.types[e.types[w] - 1] + " "
            wanted = {family + name for name in names}
            at_mode.append((i, w))
            mode_wanted.append([float(m in wanted) for m in labels.modes])
            mode_asked.append([float(m.startswith(family)) for m in labels.modes])
            at_state.append((i, w))
            status.append(labels.statuses.index(e.status[w]) if e.status[w] in labels.statuses else IGNORED)
            sure = e.certainty[w]
            certainty.append(labels.certainties.index(sure) if sure in labels.certainties else IGNORED)
            for p, asked in enumerate(e.asked):
                if row.first[p] >= 0 and p != w and (asked or p in e.roles[w]):
                    acts.append((i, w))
                    parties.append((i, p))
                    roles.append(e.roles[w].get(p, 0))
    loss = nn.functional.cross_entropy(out["type"].flatten(0, 1), types.flatten(), ignore_index=IGNORED)
    if at_mode:
        at = torch.tensor(at_mode)
        here = at[:, 0], at[:, 1]
        asked = torch.tensor(mode_asked)
        each = nn.functional.binary_cross_entropy_with_logits(
            out["mode"][here], torch.tensor(mode_wanted), weight=asked, reduction="sum"
        )
        loss = loss + each / len(at_mode)
        loss = loss + 0.5 * nn.functional.cross_entropy(out["status"][here], torch.tensor(status), ignore_index=IGNORED)
        loss = loss + 0.3 * nn.functional.cross_entropy(
            out["certainty"][here], torch.tensor(certainty), ignore_index=IGNORED
        )
    if acts:
        scores = role_scores(out, torch.tensor(acts), torch.tensor(parties), bias)
        loss = loss + nn.functional.cross_entropy(scores, torch.tensor(roles))
    return loss


def role_scores(out: dict[str, Tensor], acts: Tensor, parties: Tensor, bias: Tensor) -> Tensor:
    """(pairs, 3): no role, actor, recipient."""
    a = out["as_act"][acts[:, 0], acts[:, 1]].view(-1, ROLES, ROLE_WIDTH)
    p = out["as_party"][parties[:, 0], parties[:, 1]].view(-1, ROLES, ROLE_WIDTH)
    scores = (a * p).sum(-1) / ROLE_WIDTH**0.5 + bias
    return torch.cat([torch.zeros(len(scores), 1), scores], 1)


def learn(
    network: Network, train: Sequence[Row], labels: Labels, *, epochs: int, rate: float, size: int, seed: int
) -> Iterator[tuple[int, float]]:
    """Train in place; yields the epoch and its mean loss as each ends. The table of word pieces stays as it is."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network.words.weight.requires_grad_(False)
    body = [p for n, p in network.named_parameters() if n.startswith(("places.", "kind", "norm.", "layers"))]
    heads = [
        p for n, p in network.named_parameters() if not n.startswith(("words.", "places.", "kind", "norm.", "layers"))
    ]
    optimizer = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": 1e-3}], weight_decay=0.01)
    steps = epochs * ((len(train) + size - 1) // size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [rate, 1e-3], total_steps=steps + 1, pct_start=0.1)
    for epoch in range(epochs):
        network.train()
        total, seen = 0.0, 0
        for group in batches(train, size, chance):
            pieces, real, first = tensors(group, chance)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = network(pieces, real, first)
            loss = loss_of({k: v.float() for k, v in out.items()}, group, labels, network.role_bias)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss) * len(group)
            seen += len(group)
        yield epoch, total / seen
