#!/usr/bin/env python3
"""Split the encoder into its graph and its weights, as ONNX external data.

    pip install onnx
    python split.py all-minilm-l6-v2-int8.onnx .

The program maps the weights from its own file instead of copying them: it needs 23 MB less
memory. Every weight starts at a multiple of 64 bytes. Gives the same bytes each time.
"""
import pathlib
import sys

import onnx
from onnx import TensorProto, numpy_helper

whole, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
name = whole.stem.removesuffix("-int8") + "-int8"
model = onnx.load(whole)
data = bytearray()
for tensor in model.graph.initializer:
    raw = tensor.raw_data or numpy_helper.to_array(tensor).tobytes()
    if len(raw) < 1024:
        continue
    data.extend(bytes(-len(data) % 64))
    for field in ("raw_data", "float_data", "int32_data", "int64_data"):
        tensor.ClearField(field)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", name + ".data"), ("offset", len(data)), ("length", len(raw))):
        tensor.external_data.add(key=key, value=str(value))
    data.extend(raw)
(folder / (name + ".data")).write_bytes(data)
(folder / (name + ".graph.onnx")).write_bytes(model.SerializeToString(deterministic=True))
