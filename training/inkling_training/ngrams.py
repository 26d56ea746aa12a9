"""ngrams: counts n-grams of pieces, smooths, prunes, and writes WORK/ngrams.bin.

Interpolated Kneser-Ney with three discounts an order (Chen and Goodman 1999), on counts that carry
their source's weight: what a discount takes away from an n-gram is the count of its ending, so that
with equal weights this is Kneser-Ney exactly. A pruned n-gram hands its whole count down (as in
Siivola et al. 2007), which keeps the lower orders right. Pruning drops what changes the
log-likelihood of the training text least (Seymore and Rosenfeld 1996), but never the context of an
n-gram that stays.

File (little-endian): "INKNGRAM", u32 version, u32 V, u32 orders, u32 cells; then for each order
n = 2..N: u32 contexts, u32 entries; float32 weight of the n-grams by cell (order of the longest
known context, then its bin; fitted by ``mix``); uint16 log P of the unigrams; then by order its
tables (see ``write``): a trie whose structure costs two bits an entry.
"""

import argparse
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inkling_training.corpus import read_sources
from inkling_training.data import HELD_OUT, read_shards
from inkling_training.paths import add_sources, add_work
from inkling_training.special_ids import BEGIN, END, NEWLINE

MAGIC = b"INKNGRAM"
VERSION = 5
ORDERS = 5  # contexts fill their 64 bits
# Bins of a context's back-off weight: how many of these it is not above.
EDGES = (0.687, 0.472, 0.287, 0.144)
BINS = len(EDGES) + 1
PROB_BITS = 5
PROB_STEP = 1 / 8  # of the root of -log P in nats: likely pieces are stored most exactly
LEAST_BACKOFF = 0.002  # what rounding may leave of it
ABSENT = -1  # of a context: beyond the start of the line
BLOCK_BITS = 512  # of a run of bits, between two counts of its directory


@dataclass
class Level:
    """N-grams of one order, sorted by context, then by last piece."""

    contexts: np.ndarray  # uint64: the pieces before the last, 16 bits each, the nearest lowest
    last: np.ndarray  # uint16
    counts: np.ndarray  # float64, types or occurrences: what the discounts depend on
    mass: np.ndarray  # float64, weighted

    def discounted(self) -> np.ndarray:
        """The share of its mass that each n-gram keeps."""
        n = [np.count_nonzero(np.round(self.counts) == c) for c in (1, 2, 3, 4)]
        y = n[0] / max(n[0] + 2 * n[1], 1)
        take = [max(0.05, min(c, c - (c + 1) * y * n[c] / max(n[c - 1], 1))) for c in (1, 2, 3)]
        index = np.clip(np.round(self.counts), 1, 3).astype(np.int64) - 1
        return 1 - np.array(take)[index] / np.maximum(self.counts, 1)


def lines_of(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pieces with <s> before each line, and the place of each in its line."""
    ids = np.where(ids == END, NEWLINE, ids).astype(np.uint16)
    ends = np.flatnonzero(ids == NEWLINE)
    x = np.insert(ids, np.concatenate([[0], ends[ends + 1 < ids.size] + 1]), BEGIN)
    starts = np.flatnonzero(x == BEGIN)
    place = np.arange(x.size) - np.repeat(starts, np.diff(np.append(starts, x.size)))
    return x, place


def contexts_before(x: np.ndarray, ends: np.ndarray, order: int) -> np.ndarray:
    """The contexts, as in ``Level``, of the n-grams of pieces ``x`` that end at ``ends``."""
    out = np.zeros(ends.size, dtype=np.uint64)
    for back in range(order - 1, 0, -1):
        out = joined(out, x[ends - back])
    return out


def joined(contexts: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Contexts of one piece more."""
    return (contexts << np.uint64(16)) | last.astype(np.uint64)


def run_starts(*columns: np.ndarray) -> np.ndarray:
    """Where each run of equal rows begins."""
    new = np.zeros(columns[0].size, dtype=bool)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(new)


def sums_of(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The sum of each run of values, by where it begins; also of no values at all."""
    return np.add.reduceat(values, first) if values.size else np.zeros(0)


def gather(contexts: np.ndarray, last: np.ndarray, counts: np.ndarray, mass: np.ndarray) -> Level:
    """Sums counts and mass of equal n-grams."""
    if last.size == 0:
        return Level(contexts, last, counts, mass)
    order = np.lexsort((last, contexts))
    contexts, last = contexts[order], last[order]
    first = run_starts(contexts, last)
    return Level(contexts[first], last[first], np.add.reduceat(counts[order], first),
                 np.add.reduceat(mass[order], first))


def count(shards: list[tuple[np.ndarray, float]]) -> dict[int, Level]:
    """Occurrences: of the highest order everywhere, of lower orders where a line starts."""
    parts: dict[int, list[Level]] = {n: [] for n in range(2, ORDERS + 1)}
    for ids, weight in shards:
        x, place = lines_of(ids)
        for n in range(2, ORDERS + 1):
            ends = np.flatnonzero(place >= n - 1 if n == ORDERS else place == n - 1)
            ones = np.ones(ends.size)
            parts[n].append(gather(contexts_before(x, ends, n), x[ends], ones, ones * weight))
    return {n: together(ps) for n, ps in parts.items()}


def together(parts: list[Level]) -> Level:
    names = ("contexts", "last", "counts", "mass")
    return gather(*(np.concatenate([getattr(p, name) for p in parts]) for name in names))


def find(sorted_keys: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of the keys, and whether they are there."""
    if sorted_keys.size == 0:
        return np.zeros(wanted.size, dtype=np.int64), np.zeros(wanted.size, dtype=bool)
    at = np.minimum(np.searchsorted(sorted_keys, wanted), sorted_keys.size - 1)
    return at, sorted_keys[at] == wanted


def contexts_of(content: np.ndarray, places: np.ndarray) -> np.ndarray:
    """[n, t], [n, m] -> [n, m, ORDERS - 1]: the pieces before each place, the nearest first, in its line."""
    rows = np.arange(content.shape[0])[:, None]
    out = np.full((*places.shape, ORDERS - 1), ABSENT, dtype=np.int64)
    open_ = np.ones(places.shape, dtype=bool)
    for back in range(1, ORDERS):
        piece = content[rows, np.maximum(places - back, 0)]
        starts = np.isin(piece, (BEGIN, NEWLINE, END))
        out[:, :, back - 1] = np.where(open_, np.where(starts, BEGIN, piece), ABSENT)
        open_ &= ~starts
    return out


def nearest(contexts: np.ndarray, count: int) -> np.ndarray:
    """Contexts without what is beyond their ``count`` nearest pieces."""
    return contexts & np.uint64((1 << (16 * count)) - 1)


def lower(level: Level, order: int, kept: np.ndarray | None, direct: Level | None) -> Level:
    """The next lower order: what the discounts (or the pruning) of ``level`` hand down."""
    share = level.discounted()
    types = np.ones(level.last.size)
    mass = level.mass * (1 - share)
    if kept is not None:
        types = np.where(kept, types, level.counts)
        mass = np.where(kept, mass, level.mass)
    handed = gather(nearest(level.contexts, order - 2), level.last, types, mass)
    return handed if direct is None else together([handed, direct])


@dataclass
class Smoothed:
    """One order's probabilities: P(w | h) = own + backoff(h) P(w | h without its first piece)."""

    contexts: np.ndarray  # uint64, sorted
    owner: np.ndarray  # of each n-gram the place of its context
    last: np.ndarray  # its last piece
    own: np.ndarray  # its discounted probability
    backoff: np.ndarray  # of each context

    def __post_init__(self) -> None:
        self._keys = joined(self.owner.astype(np.uint64), self.last)

    def whole(self) -> np.ndarray:
        """The n-grams as contexts of the next order, sorted."""
        return joined(self.contexts[self.owner], self.last)

    def ask(self, contexts: np.ndarray, last: np.ndarray):
        """Whether each context is known, its back-off weight (else 1), and the own
        probability of the piece in it (else 0)."""
        at, known = find(self.contexts, contexts)
        if not self.contexts.size:
            return known, np.ones(known.size), np.zeros(known.size)
        entry, there = find(self._keys, joined(at.astype(np.uint64), last))
        own = np.where(known & there, self.own[entry], 0.0)
        return known, np.where(known, self.backoff[at], 1.0), own


def by_context(contexts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each context of sorted n-grams begins, and of each n-gram the place of its context."""
    first = run_starts(contexts)
    return first, np.repeat(np.arange(first.size), np.diff(np.append(first, contexts.size)))


def smooth(level: Level) -> Smoothed:
    first, owner = by_context(level.contexts)
    own = level.mass * level.discounted() / np.add.reduceat(level.mass, first)[owner]
    return Smoothed(level.contexts[first], owner, level.last, own, 1 - np.add.reduceat(own, first))


def unigrams(level: Level, vocab: int) -> np.ndarray:
    p = np.zeros(vocab)
    own = level.mass * level.discounted() / level.mass.sum()
    p[level.last] = own
    return p + (1 - own.sum()) / vocab


def probability(
    orders: dict[int, Smoothed], base: np.ndarray, contexts: np.ndarray, last: np.ndarray, order: int
) -> np.ndarray:
    """P of each n-gram of ``order`` under the orders up to it."""
    p = base[last]
    for n in range(2, order + 1):
        _, backoff, own = orders[n].ask(nearest(contexts, n - 1), last)
        p = own + backoff * p
    return p


def keep(
    level: Level, table: Smoothed, order: int, below: dict[int, Smoothed], base: np.ndarray, threshold: float
) -> np.ndarray:
    """Which n-grams of the order earn their bytes."""
    shorter = probability(below, base, level.contexts, level.last, order - 1)
    without = table.backoff[table.owner] * shorter
    return level.mass * np.log((table.own + without) / np.maximum(without, 1e-12)) > threshold


def build(direct: dict[int, Level], vocab: int, threshold: float) -> tuple[dict[int, Smoothed], np.ndarray]:
    """Smooths and prunes; orders from the highest down, since what is pruned flows down."""
    out: dict[int, Smoothed] = {}
    level = direct[ORDERS]
    for order in range(ORDERS, 1, -1):
        # The orders below as they would be if nothing of this one were pruned.
        below: dict[int, Smoothed] = {}
        current, n = level, order
        while n > 2:
            current = lower(current, n, None, direct[n - 1])
            n -= 1
            below[n] = smooth(current)
        base = unigrams(lower(current, 2, None, None), vocab)
        table = smooth(level)
        kept = keep(level, table, order, below, base, threshold)
        if order < ORDERS:
            # The runtime finds a context as an n-gram of the order below it.
            kept |= np.isin(table.whole(), out[order + 1].contexts)
        own = table.own[kept]
        contexts = level.contexts[kept]
        first, owner = by_context(contexts)
        left = 1 - sums_of(own, first)
        out[order] = Smoothed(contexts[first], owner, level.last[kept], own, left)
        level = lower(level, order, kept, direct[order - 1] if order > 2 else None)
    return out, unigrams(level, vocab)


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
