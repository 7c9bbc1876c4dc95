"""The trained network as one small ONNX file: weights in eighths of a byte's range, computed in full precision.

Each weight matrix is stored as whole numbers from -127 to 127 with one scale a row, and turned back by two nodes that
the runtime computes once when it loads the file.  So the file is a quarter as large and the arithmetic the same on
every processor.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from network import Network
from onnx import TensorProto, helper, numpy_helper

SMALL = 4096
"""Tensors with fewer numbers are stored as they are."""

OUTPUTS = ("type", "mode", "status", "certainty", "as_act", "as_party")


class _Flat(torch.nn.Module):
    """The network with its outputs in a row, as the export wants them."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: torch.Tensor, first: torch.Tensor) -> tuple[torch.Tensor, ...]:
        real = torch.ones_like(pieces)
        out = self.network(pieces, real, first)
        return tuple(out[name] for name in OUTPUTS)


def export(network: Network, file: Path) -> None:
    """Write the file; its inputs are the pieces of one sentence and the first piece of each of its words."""
    network.eval()
    pieces, first = torch.ones(1, 12, dtype=torch.long), torch.ones(1, 7, dtype=torch.long)
    torch.onnx.export(
        _Flat(network),
        (pieces, first),
        str(file),
        input_names=["pieces", "first"],
        output_names=list(OUTPUTS),
        dynamic_axes={"pieces": {1: "pieces"}, "first": {1: "words"}, **{name: {1: "words"} for name in OUTPUTS}},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(str(file))
    _shrink(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(file))


def _shrink(model: onnx.ModelProto) -> None:
    graph = model.graph
    kept, nodes = [], []
    looked_up = {node.input[0]: node for node in graph.node if node.op_type == "Gather"}
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < SMALL:
            kept.append(tensor)
            continue
        scale = np.maximum(np.abs(values).max(1, keepdims=True), 1e-12) / 127
        small = np.round(values / scale).astype(np.int8)
        kept.append(numpy_helper.from_array(small, f"{tensor.name}.small"))
        kept.append(numpy_helper.from_array(scale.astype(np.float32), f"{tensor.name}.scale"))
        lookup = looked_up.get(tensor.name)
        if lookup is not None:  # a table stays small: the rows that a sentence needs are turned back, not the table
            nodes += _looked_up(tensor.name, lookup)
            graph.node.remove(lookup)
            continue
        wide = f"{tensor.name}.wide"
        nodes.append(helper.make_node("Cast", [f"{tensor.name}.small"], [wide], to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", [wide, f"{tensor.name}.scale"], [tensor.name]))
    rest = list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend([*nodes, *rest])


def _looked_up(table: str, lookup: onnx.NodeProto) -> list[onnx.NodeProto]:
    """Rows of a table stored in small numbers, turned back after they are looked up."""
    at, out = lookup.input[1], lookup.output[0]
    rows, scale, wide = (f"{table}.{part}" for part in ("rows", "row_scale", "row_wide"))
    return [
        helper.make_node("Gather", [f"{table}.small", at], [rows], axis=0),
        helper.make_node("Gather", [f"{table}.scale", at], [scale], axis=0),
        helper.make_node("Cast", [rows], [wide], to=TensorProto.FLOAT),
        helper.make_node("Mul", [wide, scale], [out]),
    ]
