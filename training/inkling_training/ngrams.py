"""ngrams: counts n-grams of pieces, smooths, prunes, and writes WORK/ngrams.bin."""

import argparse
from pathlib import Path

import numpy as np

from inkling_training.corpus import read_sources
from inkling_training.data import HELD_OUT, read_shards
from inkling_training.ngram_counts import ORDERS, count
from inkling_training.ngram_file import BINS, write
from inkling_training.ngram_smoothing import build
from inkling_training.paths import add_sources, add_work


def counted_shards(work: Path, weights: dict[str, float]) -> list[tuple[np.ndarray, float]]:
    """The counted part of every source, with its weight."""
    return [
        (ids[: int(ids.size * (1 - HELD_OUT))], weight)
        for _, ids, weight in read_shards(work / "shards", weights)
    ]


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="ngrams", description=__doc__)
    add_work(parser)
    add_sources(parser)
    parser.add_argument("--vocab-size", type=int, default=16384)
    parser.add_argument("--threshold", type=float, default=8.0, help="least gain, weighted nats")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args(argv)
    direct = count(counted_shards(arguments.work, read_sources(arguments.sources)))
    for n, level in direct.items():
        print(f"order {n}: {level.last.size} n-grams counted", flush=True)
    orders, base = build(direct, arguments.vocab_size, arguments.threshold)
    weights = np.full((ORDERS, BINS), 0.3, dtype=np.float32)
    size = write(arguments.out or arguments.work / "ngrams.bin", orders, base, weights.ravel())
    for n in range(2, ORDERS + 1):
        print(f"order {n}: {orders[n].last.size} kept, {orders[n].contexts.size} contexts", flush=True)
    print(f"{size / 1e6:.2f} MB", flush=True)
    return 0
