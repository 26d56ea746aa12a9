"""The file of n-grams, ngrams.bin.

Little-endian: "INKNGRAM", u32 version, u32 V, u32 orders, u32 cells; then for each order n = 2..N: u32
contexts, u32 entries; float32 weight of the n-grams by cell (order of the longest known context,
then its bin; fitted by ``mix``); uint16 log P of the unigrams; then by order its tables (see
``write``): a trie whose structure costs two bits an entry.
"""

import struct
from pathlib import Path

import numpy as np

from inkling_training.ngram_counts import ORDERS, sums_of
from inkling_training.ngram_smoothing import Smoothed

MAGIC = b"INKNGRAM"
VERSION = 5
# Bins of a context's back-off weight: how many of these it is not above.
EDGES = (0.687, 0.472, 0.287, 0.144)
BINS = len(EDGES) + 1
HEADER = 8 + 16 + 8 * (ORDERS - 1)
PROB_BITS = 5
PROB_STEP = 1 / 8  # of the root of -log P in nats: likely pieces are stored most exactly
LEAST_BACKOFF = 0.002  # what rounding may leave of it
BLOCK_BITS = 512  # of a run of bits, between two counts of its directory


def rounded(p: np.ndarray) -> np.ndarray:
    """Probabilities as they are stored, in PROB_BITS; none is rounded to 1."""
    nats = -np.log(np.clip(p, 1e-12, 1))
    return np.clip(np.round(np.sqrt(nats) / PROB_STEP), 1, (1 << PROB_BITS) - 1).astype(np.uint8)


def widened(stored: np.ndarray) -> np.ndarray:
    """The probabilities that ``rounded`` stored."""
    return np.exp(-((stored * PROB_STEP) ** 2))


def left_over(own: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The back-off weights of contexts whose entries begin at ``first``: what these leave."""
    return np.maximum(1 - sums_of(own, first), LEAST_BACKOFF)


def bits(size: int, places: np.ndarray) -> bytes:
    """A run of ``size`` bits, set at ``places``: u32 words, then how many are set before each block."""
    flags = np.zeros(-(-size // BLOCK_BITS) * BLOCK_BITS, dtype=np.uint8)
    flags[places] = 1
    words = np.packbits(flags[: -(-size // 32) * 32], bitorder="little")
    in_block = flags.reshape(-1, BLOCK_BITS).sum(1, dtype=np.uint32)
    before = np.cumsum(in_block, dtype=np.uint32) - in_block
    return words.tobytes() + before.astype("<u4").tobytes()


def packed(values: np.ndarray, width: int) -> bytes:
    """Whole numbers of ``width`` bits each, the first in the lowest, in u32 words."""
    flags = (values.astype(np.uint32)[:, None] >> np.arange(width, dtype=np.uint32)) & np.uint32(1)
    out = np.packbits(flags.astype(np.uint8).ravel(), bitorder="little").tobytes()
    return out + b"\0" * (-len(out) % 4)


def piece_bits(vocab: int) -> int:
    return max(1, (vocab - 1).bit_length())


def write(path: Path, orders: dict[int, Smoothed], base: np.ndarray, weights: np.ndarray) -> int:
    """By order n = 2..N: which entries of order n - 1 are contexts (bits; for n = 2 which pieces),
    which entries are the last of their context (bits); then the entries' pieces and probabilities
    (``packed``). A context's back-off weight is what the probabilities of its entries leave.
    """
    out = bytearray(MAGIC + struct.pack("<IIII", VERSION, base.size, ORDERS, weights.size))
    for n in range(2, ORDERS + 1):
        out += struct.pack("<II", orders[n].contexts.size, orders[n].last.size)
    out += weights.astype("<f4").tobytes()
    out += np.clip(np.round(-np.log(np.maximum(base, 1e-14)) * 1024), 0, 65535).astype("<u2").tobytes()
    out += b"\0" * (-len(out) % 4)
    below = base.size
    for n in range(2, ORDERS + 1):
        table = orders[n]
        places = table.contexts if n == 2 else np.searchsorted(orders[n - 1].whole(), table.contexts)
        ends = np.searchsorted(table.owner, np.arange(table.contexts.size), side="right")
        out += bits(below, places.astype(np.int64))
        out += bits(table.last.size, ends - 1)
        out += packed(table.last, piece_bits(base.size))
        out += packed(rounded(table.own), PROB_BITS)
        below = table.last.size
    path.write_bytes(bytes(out))
    return len(out)


def read(path: Path) -> tuple[dict[int, Smoothed], np.ndarray]:
    """The tables by order, and the unigrams' probabilities."""
    data = path.read_bytes()
    version, vocab, orders, cells = struct.unpack_from("<IIII", data, 8)
    if data[:8] != MAGIC or (version, orders, cells) != (VERSION, ORDERS, ORDERS * BINS):
        raise SystemExit(f"{path} is not of this version; run the ngrams stage again")
    at = HEADER + 4 * cells

    def take(kind: str, count: int) -> np.ndarray:
        nonlocal at
        out = np.frombuffer(data, kind, count, at)
        at = (at + out.nbytes + 3) // 4 * 4
        return out

    def take_places(size: int) -> np.ndarray:
        flags = np.unpackbits(take("u1", -(-size // 32) * 4), bitorder="little")
        take("<u4", -(-size // BLOCK_BITS))
        return np.flatnonzero(flags)

    def take_packed(count: int, width: int) -> np.ndarray:
        flags = np.unpackbits(take("u1", -(-count * width // 32) * 4), bitorder="little")
        flags = flags[: count * width].reshape(count, width)
        return flags.astype(np.uint32) @ (np.uint32(1) << np.arange(width, dtype=np.uint32))

    base = np.exp(take("<u2", vocab) / -1024.0)
    tables: dict[int, Smoothed] = {}
    below = vocab
    for n in range(2, ORDERS + 1):
        contexts, entries = struct.unpack_from("<II", data, 24 + 8 * (n - 2))
        places, ends = take_places(below), take_places(entries)
        pieces = take_packed(entries, piece_bits(vocab))
        own = widened(take_packed(entries, PROB_BITS))
        sizes = np.diff(ends, prepend=-1)
        if places.size != contexts:
            raise SystemExit(f"{path} is damaged; run the ngrams stage again")
        packed = places.astype(np.uint64) if n == 2 else tables[n - 1].whole()[places]
        owner = np.repeat(np.arange(contexts), sizes)
        tables[n] = Smoothed(packed, owner, pieces, own, left_over(own, ends + 1 - sizes))
        below = entries
    return tables, base


def read_weights(path: Path) -> np.ndarray:
    """How much the n-grams count, by cell."""
    return np.frombuffer(path.read_bytes(), "<f4", ORDERS * BINS, HEADER)
