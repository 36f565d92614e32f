"""The judge in this folder, as weights to train on from: its matrices are of 7 bits."""
import pathlib

import numpy as np
import onnx
import torch
from onnx import TensorProto, numpy_helper

TYPES = {TensorProto.FLOAT: np.float32, TensorProto.INT8: np.int8, TensorProto.INT64: np.int64}


def load(folder):
    """All but the words' vectors, which are the encoder's."""
    folder = pathlib.Path(folder)
    graph = onnx.load(str(folder / "judge.graph.onnx"), load_external_data=False).graph
    data, tensors = (folder / "judge.data").read_bytes(), {}
    for tensor in graph.initializer:
        if tensor.data_location != TensorProto.EXTERNAL:
            tensors[tensor.name] = numpy_helper.to_array(tensor)
            continue
        at = {entry.key: entry.value for entry in tensor.external_data}
        if at["location"] == "judge.data":
            raw = data[int(at["offset"]) :][: int(at["length"])]
            tensors[tensor.name] = np.frombuffer(raw, TYPES[tensor.data_type]).reshape(list(tensor.dims))

    def linear(name):
        return (tensors[name + ".weight"].astype(np.float32) * tensors[name + ".scale"]).T, tensors[name + ".bias"]

    weights = {"kinds.weight": tensors["kinds"], "places.weight": tensors["places"]}
    weights["out.weight"], weights["out.bias"] = tensors["out.weight"].T, tensors["out.bias"]
    linears, norms = ["pool"], ["norm"]
    for at in range(sum(name.endswith("wide.weight") for name in tensors)):
        of = f"layers.{at}."
        parts = [linear(of + part) for part in ("query", "key", "value")]
        weights[of + "qkv.weight"], weights[of + "qkv.bias"] = (np.concatenate(part) for part in zip(*parts))
        linears += [of + name for name in ("mix", "wide", "narrow")]
        norms += [of + name for name in ("norm1", "norm2")]
    for name in linears:
        weights[name + ".weight"], weights[name + ".bias"] = linear(name)
    for name in norms:
        weights[name + ".weight"], weights[name + ".bias"] = tensors[name + ".weight"], tensors[name + ".bias"]
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in weights.items()}
