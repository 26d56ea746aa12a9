"""burst_data: everything that ``burst`` needs, small enough to be carried to a machine in parts.

The shards' pieces in one stream less the held-out hundredth (xz), the table of their units with a teacher's pieces,
letters and known misspellings, how both vocabularies fold, and the teacher's weights. ``cut`` makes parts with
their hashes; ``joined`` puts them together again and checks them.
"""

import argparse
import csv
import hashlib
import json
import lzma
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from inkling_training import teacher_file
from inkling_training.causal_lm import byte_pair_tokenizer, from_gguf
from inkling_training.data import HELD_OUT
from inkling_training.paths import HERE, add_work
from inkling_training.special_ids import END
from inkling_training.units import groups_of, make_table, unit_ends, unit_hashes, unit_starts

PIECES_A_FILE = 8_000_000
# Two bytes a piece: literals and matches fall on even places.
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 26, "lc": 1, "lp": 1, "pb": 1}]


def read_plan(path: Path) -> list[tuple[str, float, float]]:
    """Source, weight, share that is kept. ValueError names the bad line."""
    plan = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            name, weight, share = line.split("\t")
            plan.append((name, float(weight), float(share)))
        except ValueError as error:
            raise ValueError(f"{path}:{number}: expected source<TAB>weight<TAB>share: {line!r}") from error
    return plan


def kept_documents(ids: np.ndarray, share: float, seed: int) -> np.ndarray:
    """About ``share`` of the documents, whole, by chance."""
    if share >= 1:
        return ids
    bounds = np.concatenate([[0], np.flatnonzero(ids == END) + 1, [ids.size]])
    keep = np.random.default_rng(seed).random(bounds.size - 1) < share
    return ids[np.repeat(keep, np.diff(bounds))]


def gather(work: Path, plan, scale: float = 1.0) -> tuple[list[str], list[float], list[np.ndarray]]:
    names, weights, parts = [], [], []
    for name, weight, share in plan:
        path = work / "shards" / f"{name}.u16"
        if not path.exists():
            print(f"burst_data: {path} is not there; going on without it", flush=True)
            continue
        ids = np.fromfile(path, dtype="<u2")
        ids = kept_documents(ids[: int(ids.size * (1 - HELD_OUT) * scale)], share, len(names))
        if ids.size > 1000:
            names.append(name)
            weights.append(weight)
            parts.append(ids)
    if not parts:
        raise SystemExit(f"{work}/shards: none of the sources is there; run the tokenizer stage first")
    return names, weights, parts


def distinct_units(ids: np.ndarray, ends: torch.Tensor) -> list[tuple[list[int], int]]:
    """Pieces and count of every distinct unit of a stream."""
    stream = torch.from_numpy(ids.astype(np.int32))
    starts = unit_starts(stream, ends)
    hashes = unit_hashes(stream, starts).numpy()
    first = np.flatnonzero(starts.numpy())
    stops = np.append(first[1:], ids.size)
    _, where, counts = np.unique(hashes, return_index=True, return_counts=True)
    return [(ids[first[i] : stops[i]].tolist(), int(n)) for i, n in zip(where, counts)]


def misspellings(paths: list[Path]) -> dict[str, list[str]]:
    """Known misspellings by what was meant, from lists of ``typo correct left right``."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                typo, correct = (row["typo"] or "").lower(), (row["correct"] or "").lower()
                # "u" for "you" is a way of writing; what differs by half is no slip of typing.
                if typo and correct and typo != correct and abs(len(typo) - len(correct)) <= 2 and len(correct) > 2:
                    found[correct][typo] = None
    return {word: list(typos) for word, typos in found.items()}


def compress(raw: bytes) -> bytes:
    return lzma.compress(raw, format=lzma.FORMAT_XZ, filters=FILTERS)


def cut(paths: list[Path], folder: Path, size: int) -> None:
    """All of ``paths`` as parts of ``size`` bytes, with a list of names, lengths and the hash of all."""
    whole = hashlib.sha256()
    files, raw = [], b""
    for path in paths:
        data = path.read_bytes()
        files.append([path.name, len(data)])
        whole.update(data)
        raw += data
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("part.*"):
        old.unlink()
    for number, at in enumerate(range(0, len(raw), size)):
        (folder / f"part.{number:02}").write_bytes(raw[at : at + size])
    (folder / "parts.json").write_text(json.dumps({"files": files, "sha256": whole.hexdigest()}))


def joined(folder: Path, out: Path) -> None:
    """Undoes ``cut``. SystemExit if a part is missing or not what was cut."""
    listed = json.loads((folder / "parts.json").read_text())
    raw = b"".join(part.read_bytes() for part in sorted(folder.glob("part.*")))
    if hashlib.sha256(raw).hexdigest() != listed["sha256"]:
        raise SystemExit(f"{folder}: a part is missing or damaged ({len(raw)} bytes of "
                         f"{sum(n for _, n in listed['files'])})")
    out.mkdir(parents=True, exist_ok=True)
    at = 0
    for name, length in listed["files"]:
        (out / name).write_bytes(raw[at : at + length])
        at += length


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="burst_data", description=__doc__)
    add_work(parser)
    parser.add_argument("--plan", type=Path, default=HERE / "burst_sources.tsv")
    parser.add_argument("--gguf", type=Path, required=True, help="the teacher, a Llama in GGUF")
    parser.add_argument("--typos", type=Path, nargs="*", default=[], help="lists of misspellings, .tsv.xz")
    parser.add_argument("--scale", type=float, default=1.0, help="share of each source, to rehearse with")
    parser.add_argument("--no-weights", action="store_true", help="leave the teacher's weights out")
    parser.add_argument("--out", type=Path, default=HERE / "work" / "burst")
    a = parser.parse_args(argv)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(a.work / "tokenizer.model"))
    names, weights, parts = gather(a.work, read_plan(a.plan), a.scale)
    ids = np.concatenate(parts)
    ends = unit_ends(processor)
    units = distinct_units(ids, ends)
    print(f"{ids.size} pieces of {len(names)} sources, {len(units)} distinct units", flush=True)
    _, _, tokens, merges = from_gguf(a.gguf)
    tokenizer = byte_pair_tokenizer(tokens, merges)
    newline = tokenizer.encode("\n").ids[0]
    table, fold = make_table(units, processor, lambda texts: [e.ids for e in tokenizer.encode_batch(texts)],
                             newline, 0, misspellings(a.typos))
    used = table.teacher.unique()
    kept = used.tolist()
    number = torch.zeros(int(used.max()) + 1, dtype=torch.int32)
    number[used.long()] = torch.arange(len(kept), dtype=torch.int32)
    table.teacher = number[table.teacher.long()]
    a.out.mkdir(parents=True, exist_ok=True)
    table.save(a.out / "units.npz")
    torch.save({"ends": ends, "members": groups_of(processor)[1], "fold": fold[used.long()]}, a.out / "maps.pt")
    slices = [ids[at : at + PIECES_A_FILE].tobytes() for at in range(0, ids.size, PIECES_A_FILE)]
    files = []
    with ProcessPoolExecutor(2) as pool:
        for k, packed in enumerate(pool.map(compress, slices)):
            files.append(f"ids.{k:02}.xz")
            (a.out / files[-1]).write_bytes(packed)
    (a.out / "index.json").write_text(json.dumps(
        {"ids": files, "names": names, "weights": weights, "sizes": [p.size for p in parts]}))
    if not a.no_weights:
        teacher_file.pack(a.gguf, kept, a.out / "teacher.pt")
    for path in sorted(a.out.glob("*.*")):
        print(f"{path.name}\t{path.stat().st_size / 1e6:.1f} MB", flush=True)
    print(f"{len(kept)} pieces of the teacher are used", flush=True)
    return 0
