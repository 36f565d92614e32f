"""Writes a trained judge as an ONNX graph and its weights of 7 bits, for one pair at a time.

    python export.py WEIGHTS.pt ENCODER.graph.onnx FOLDER

The words' vectors are the encoder's: the graph names their place in the encoder's data. Matrices are of 7 bits a
number and one scale a column, so that no processor's sums of two products leave 16 bits.
"""
import pathlib
import sys

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

NAME, ALIGNMENT, SMALLEST = "judge", 64, 1024
HEADS, WIDTH = 12, 384
MOST = 63


class Graph:
    def __init__(self):
        self.nodes, self.tensors, self.made = [], [], 0

    def op(self, kind, *inputs, outputs=1, name=None, **attributes):
        self.made += 1
        names = [name or f"{kind}_{self.made}"] if outputs == 1 else [f"{kind}_{self.made}_{at}" for at in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, name, value):
        self.tensors.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def linear(self, read, name, weight, bias):
        """`read`: what [`Graph.rounded`] gives. `weight` as [in, out]."""
        scale = np.abs(weight).max(0).astype(np.float32) / MOST
        small = np.clip(np.round(weight / scale), -MOST, MOST).astype(np.int8)
        values, step, zero = read
        product = self.op("MatMulInteger", values, self.constant(name + ".weight", small), zero)
        whole = self.op("Cast", product, to=TensorProto.FLOAT)
        scales = self.op("Mul", step, self.constant(name + ".scale", scale))
        return self.op("Add", self.op("Mul", whole, scales), self.constant(name + ".bias", bias))

    def rounded(self, x):
        return self.op("DynamicQuantizeLinear", x, outputs=3)

    def norm(self, x, name, weight, bias):
        return self.op("LayerNormalization", x, self.constant(name + ".weight", weight), self.constant(name + ".bias", bias),
                       axis=-1, epsilon=1e-12)


def graph_of(w, encoder):
    g = Graph()
    for tensor in encoder.graph.initializer:
        if "word_embeddings" in tensor.name:
            g.tensors.append(tensor)
    table = "inner.embeddings.word_embeddings.weight_"
    words = g.op("DequantizeLinear", g.op("Gather", table + "quantized", "input_ids"), table + "scale", table + "zero_point")
    kinds = g.op("Gather", g.constant("kinds", w["kinds.weight"]), "token_type_ids")
    length = g.op("Squeeze", g.op("Shape", "input_ids", start=1, end=2))
    places = g.op("Range", g.constant("zero", np.int64(0)), length, g.constant("one", np.int64(1)))
    places = g.op("Gather", g.constant("places", w["places.weight"]), places)
    x = g.norm(g.op("Add", g.op("Add", words, kinds), places), "norm", w["norm.weight"], w["norm.bias"])
    apart = g.constant("apart", np.array([1, -1, HEADS, WIDTH // HEADS], np.int64))
    together = g.constant("together", np.array([1, -1, WIDTH], np.int64))
    scale = g.constant("attention.scale", np.float32((WIDTH // HEADS) ** -0.5))
    half, root, one = (g.constant(n, np.float32(v)) for n, v in (("half", 0.5), ("root", 2 ** -0.5), ("unit", 1.0)))
    for at in range(sum(name.endswith("qkv.weight") for name in w)):
        of = f"layers.{at}."
        read = g.rounded(x)
        parts = []
        for number, part in enumerate(("query", "key", "value")):
            rows = slice(number * WIDTH, (number + 1) * WIDTH)
            y = g.linear(read, of + part, w[of + "qkv.weight"][rows].T, w[of + "qkv.bias"][rows])
            parts.append(g.op("Transpose", g.op("Reshape", y, apart), perm=[0, 2, 3, 1] if part == "key" else [0, 2, 1, 3]))
        seen = g.op("Softmax", g.op("Mul", g.op("MatMul", parts[0], parts[1]), scale), axis=-1)
        seen = g.op("Reshape", g.op("Transpose", g.op("MatMul", seen, parts[2]), perm=[0, 2, 1, 3]), together)
        mixed = g.linear(g.rounded(seen), of + "mix", w[of + "mix.weight"].T, w[of + "mix.bias"])
        x = g.norm(g.op("Add", x, mixed), of + "norm1", w[of + "norm1.weight"], w[of + "norm1.bias"])
        y = g.linear(g.rounded(x), of + "wide", w[of + "wide.weight"].T, w[of + "wide.bias"])
        y = g.op("Mul", g.op("Mul", y, half), g.op("Add", g.op("Erf", g.op("Mul", y, root)), one))
        y = g.linear(g.rounded(y), of + "narrow", w[of + "narrow.weight"].T, w[of + "narrow.bias"])
        x = g.norm(g.op("Add", x, y), of + "norm2", w[of + "norm2.weight"], w[of + "norm2.bias"])
    first = g.op("Gather", x, g.constant("first", np.int64(0)), axis=1)
    pooled = g.op("Tanh", g.linear(g.rounded(first), "pool", w["pool.weight"].T, w["pool.bias"]))
    logit = g.op("Add", g.op("MatMul", pooled, g.constant("out.weight", w["out.weight"].T)), g.constant("out.bias", w["out.bias"]))
    g.op("Reshape", logit, g.constant("flat", np.array([-1], np.int64)), name="logit")
    ids = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "tokens"]) for name in ("input_ids", "token_type_ids")]
    out = [helper.make_tensor_value_info("logit", TensorProto.FLOAT, [1])]
    made = helper.make_graph(g.nodes, NAME, ids, out, g.tensors)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9, producer_name="")


def moved(tensor, data):
    """Moves a large tensor from the graph to the end of the data."""
    if tensor.data_location == TensorProto.EXTERNAL:
        return
    raw = numpy_helper.to_array(tensor).tobytes()
    if len(raw) < SMALLEST:
        return
    data.extend(bytes(-len(data) % ALIGNMENT))
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", NAME + ".data"), ("offset", len(data)), ("length", len(raw))):
        tensor.external_data.add(key=key, value=str(value))
    data.extend(raw)


def main():
    weights = {name: tensor.numpy() for name, tensor in torch.load(sys.argv[1]).items() if name != "words.weight"}
    encoder = onnx.load(sys.argv[2], load_external_data=False)
    folder = pathlib.Path(sys.argv[3])
    model, data = graph_of(weights, encoder), bytearray()
    for tensor in model.graph.initializer:
        moved(tensor, data)
    (folder / f"{NAME}.data").write_bytes(data)
    (folder / f"{NAME}.graph.onnx").write_bytes(model.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
