"""The operator tests of the ONNX project in a compact form, for OnnxNodesTest.

    python onnx_nodes.py FILE.gz [LARGEST]

The tests are those of the Python package onnx, onnx.backend.test.case.node (github.com/onnx/onnx, Apache License 2.0): for each
a model of one node, or of what the node is expanded to, with inputs and outputs. Tensors are written as f64, f32, i64, i32 or
bool, the narrowest that holds them; tests with other values, such as texts and sequences, and those of more than LARGEST bytes
are left out and named with the reason. The file holds, by Java's DataInput: the version of onnx; the number of tests left out,
name and reason of each; the number of tests, and for each its name, operator, relative and absolute tolerance, the model, and
pairs of inputs and outputs.
"""
import gzip
import io
import struct
import sys
import warnings

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper
from onnx.backend.test.case.node import collect_testcases

KINDS = {np.dtype("f8"): 0, np.dtype("f4"): 1, np.dtype("i8"): 2, np.dtype("i4"): 3, np.dtype("?"): 4}
WIDER = {"float16": "f4", "bfloat16": "f4", "uint8": "i4", "int8": "i4", "uint16": "i4", "int16": "i4", "uint32": "i8",
         "uint64": "i8", "float64": "f8", "float32": "f4", "int64": "i8", "int32": "i4", "bool": "?"}


def text(out, value):
    data = value.encode()
    out.write(struct.pack(">H", len(data)) + data)


def tensor(value):
    if isinstance(value, TensorProto):
        value = numpy_helper.to_array(value)
    if isinstance(value, (list, tuple, dict)) or value is None:
        raise ValueError("a sequence, a map or an optional value")
    array = np.asarray(value)
    if str(array.dtype) not in WIDER:
        raise ValueError("elements of " + ("text" if array.dtype.kind in "OUS" else str(array.dtype)))
    wide = array.astype(WIDER[str(array.dtype)])
    if array.dtype == np.uint64 and (wide < 0).any():
        raise ValueError("elements of uint64 beyond int64")
    return (struct.pack(">BB", KINDS[wide.dtype], wide.ndim) + b"".join(struct.pack(">i", n) for n in wide.shape)
            + np.ascontiguousarray(wide).astype(wide.dtype.newbyteorder("<")).tobytes())


def test(case):
    if case.model.opset_import[0].domain not in ("", "ai.onnx"):
        raise ValueError("operators of " + case.model.opset_import[0].domain)
    out = io.BytesIO()
    text(out, case.name)
    text(out, operator(case))
    model = case.model.SerializeToString()
    out.write(struct.pack(">ddi", case.rtol, case.atol, len(model)) + model + struct.pack(">i", len(case.data_sets)))
    for inputs, outputs in case.data_sets:
        for values in (inputs, outputs):
            out.write(struct.pack(">i", len(values)))
            for value in values:
                out.write(tensor(value))
    return out.getvalue()


def operator(case):
    """The operator that a test is of: of an expanded one, as its module's other tests say."""
    nodes = case.model.graph.node
    return OPERATORS.get(case.name.split("_expanded")[0], nodes[0].op_type if nodes else "")


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    largest = int(sys.argv[2]) if len(sys.argv) > 2 else 60_000
    cases = collect_testcases(None)
    OPERATORS = {c.name: c.model.graph.node[-1].op_type for c in cases if "_expanded" not in c.name}
    left, kept = [], []
    for case in cases:
        try:
            data = test(case)
            if len(data) > largest:
                raise ValueError(f"{len(data)} bytes")
            kept.append(data)
        except ValueError as why:
            left.append((case.name, str(why)))
    out = io.BytesIO()
    text(out, onnx.__version__)
    out.write(struct.pack(">i", len(left)))
    for name, why in left:
        text(out, name)
        text(out, why)
    out.write(struct.pack(">i", len(kept)) + b"".join(kept))
    with open(sys.argv[1], "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", compresslevel=9, mtime=0, filename="") as packed:
        packed.write(out.getvalue())
    print(f"{len(kept)} tests, {len(left)} left out, {len(out.getvalue())} bytes")
