#!/usr/bin/env python3
"""Writes what a fuzz target starts from: one file of each folder, the named files joined by a zero byte;
of models in floats also what they are with matrices of 8 bits.

Usage: seeds.py OUT_FOLDER FOLDER... -- FILE...
"""
import array
import json
import pathlib
import struct
import sys


def in_eight_bits(data: bytes) -> bytes:
    """A .safetensors file with its float matrices as whole numbers of 8 bits, one scale a row."""
    size = struct.unpack_from("<Q", data)[0]
    header = json.loads(data[8:8 + size])
    header.pop("__metadata__", None)
    out, entries = b"", {}

    def put(name: str, dtype: str, shape: list[int], content: bytes) -> None:
        nonlocal out
        entries[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(out), len(out) + len(content)]}
        out += content

    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        content = data[8 + size + begin:8 + size + end]
        if entry["dtype"] != "F32" or len(entry["shape"]) != 2:
            put(name, entry["dtype"], entry["shape"], content)
            continue
        values, (rows, width) = array.array("f", content), entry["shape"]
        scales, numbers = array.array("f"), array.array("b")
        for row in range(rows):
            part = values[row * width:(row + 1) * width]
            scales.append(max(map(abs, part)) / 127 or 1)
            numbers.extend(round(value / scales[-1]) for value in part)
        put(name, "I8", entry["shape"], numbers.tobytes())
        put(name + "_scale", "F32", [rows], scales.tobytes())
    text = json.dumps(entries).encode()
    return struct.pack("<Q", len(text)) + text + out


def main() -> int:
    if "--" not in sys.argv[2:]:
        print(__doc__, file=sys.stderr)
        return 2
    split = sys.argv.index("--")
    out = pathlib.Path(sys.argv[1])
    folders = [pathlib.Path(name) for name in sys.argv[2:split]]
    files = sys.argv[split + 1:]
    out.mkdir(parents=True, exist_ok=True)
    for folder in folders:
        if all((folder / name).is_file() for name in files):
            contents = [(folder / name).read_bytes() for name in files]
            (out / folder.name).write_bytes(b"\0".join(contents))
            if files[-1].endswith(".safetensors"):
                contents[-1] = in_eight_bits(contents[-1])
                (out / f"{folder.name}-int8").write_bytes(b"\0".join(contents))
    if not any(out.iterdir()):
        print(f"seeds.py: none of the folders has {' and '.join(files)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
