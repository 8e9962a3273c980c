"""Writes the files of this directory, as NumPy and safetensors write them: python make.py

Element i of a floating array is i / 2 - 1, of an integer one i - 2 (unsigned: i + 250), of a boolean one whether 3 divides i.
"""
import json
import struct

import numpy as np
from safetensors.numpy import save_file


def array(dtype, *shape):
    i = np.arange(int(np.prod(shape)))
    kind = np.dtype(dtype).kind
    values = i / 2 - 1 if kind == "f" else i + 250 if kind == "u" else i % 3 == 0 if kind == "b" else i - 2
    return values.reshape(shape).astype(dtype)


numbers = {name: array(name, 2, 3) for name in ("f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "b1")}
numbers["u1"] = np.array([[0, 1, 127], [128, 254, 255]], "u1")
more = {"scalar": array("f8"), "empty": array("f4", 0, 3), "big": array(">f4", 2, 3), "big.i2": array(">i2", 2, 3),
        "fortran": np.asfortranarray(array("f8", 2, 3)), "cube": np.asfortranarray(array("i4", 2, 3, 4))}

if __name__ == "__main__":
    np.save("vector.npy", array("f8", 5))
    np.save("fortran.npy", np.asfortranarray(array("f4", 2, 3)))
    np.save("complex.npy", array("f8", 3) + 1j)
    np.save("objects.npy", np.array([{}, "a"], dtype=object), allow_pickle=True)
    np.savez("stored.npz", **numbers, **more)
    np.savez_compressed("compressed.npz", **numbers, **more)
    save_file({k: np.ascontiguousarray(v) for k, v in numbers.items()} | {"scalar": array("f4"), "empty": array("f4", 0, 3)},
              "numpy.safetensors", metadata={"made": "by safetensors"})
    # NumPy has no bfloat16
    bits = (array("f4", 2, 3).view("u4") >> 16).astype("<u2").tobytes()
    header = json.dumps({"w": {"dtype": "BF16", "shape": [2, 3], "data_offsets": [0, len(bits)]}}).encode()
    with open("bfloat16.safetensors", "wb") as out:
        out.write(struct.pack("<Q", len(header)) + header + bits)
