"""The trained network as one small ONNX file that computes in whole numbers.

Weights are whole numbers of seven bits with a scale for each column; what they are multiplied with is brought to eight
bits sentence by sentence.  That makes the file a quarter as large and the reading twice as fast.  Seven bits, because
processors without instructions of their own for it add two products in sixteen bits, where eight could overflow: so
every processor finds the same sums.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from figures import Said
from learn import Row
from network import Network
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

SMALL = 4096
"""Tensors with fewer numbers are stored as they are."""

OUTPUTS = ("type", "mode", "status", "certainty", "as_act", "as_party")


def shipped(file: Path) -> Said:
    """What the file says, as the program asks it: figures are of what is shipped, not of what was trained."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])

    def said(row: Row) -> dict[str, torch.Tensor]:
        feed = {
            "pieces": np.array([row.pieces], dtype=np.int64),
            "first": np.array([[max(k, 0) for k in row.first]], dtype=np.int64),
        }
        outputs = session.run(list(OUTPUTS), feed)
        return {name: torch.from_numpy(values) for name, values in zip(OUTPUTS, outputs, strict=True)}

    return said


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
    quantize_dynamic(
        str(file),
        str(file),
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    model = onnx.load(str(file))
    _shrink(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(file))


def _shrink(model: onnx.ModelProto) -> None:
    """Store the tables of words and places in small numbers: the rows that a sentence needs are turned back alone."""
    graph = model.graph
    kept, nodes = [], []
    looked_up = {node.input[0]: node for node in graph.node if node.op_type == "Gather"}
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        lookup = looked_up.get(tensor.name)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < SMALL or lookup is None:
            kept.append(tensor)
            continue
        scale = np.maximum(np.abs(values).max(1, keepdims=True), 1e-12) / 127
        small = np.round(values / scale).astype(np.int8)
        kept.append(numpy_helper.from_array(small, f"{tensor.name}.small"))
        kept.append(numpy_helper.from_array(scale.astype(np.float32), f"{tensor.name}.scale"))
        nodes += _looked_up(tensor.name, lookup)
        graph.node.remove(lookup)
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
