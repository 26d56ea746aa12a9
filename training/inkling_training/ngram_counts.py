"""Counts of n-grams of pieces, as sorted tables.

Counts carry their source's weight beside them: what a discount takes away from an n-gram is the count
of its ending, so that with equal weights smoothing is Kneser-Ney exactly.
"""

from dataclasses import dataclass

import numpy as np

from inkling_training.special_ids import BEGIN, END, NEWLINE

ORDERS = 5  # contexts fill their 64 bits
ABSENT = -1  # of a context: beyond the start of the line


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


class Shorter:
    """The n-grams of one order less: what those of ``level`` end in, and those that start a line.

    Which they are, and where, depends on no count: they are sorted once, whatever is pruned above.
    """

    def __init__(self, level: Level, order: int, direct: Level | None) -> None:
        contexts, last = nearest(level.contexts, order - 2), level.last
        if direct is not None:
            contexts = np.concatenate([contexts, direct.contexts])
            last = np.concatenate([last, direct.last])
        keys = joined(contexts, last)  # at most four pieces: they fit
        at = np.argsort(keys)
        first = run_starts(keys[at])
        self._direct = direct
        self._ends = np.empty(last.size, dtype=np.int64)
        self._ends[at] = np.repeat(np.arange(first.size), np.diff(np.append(first, at.size)))
        self._contexts, self._last = contexts[at[first]], last[at[first]]
        self.of = self._ends[: level.last.size]  # of each n-gram of ``level`` the place of its end

    def level(self, above: Level, kept: np.ndarray | None = None) -> Level:
        """What the discounts (or the pruning: all but ``kept``) of the order above hand down."""
        types, mass = np.ones(above.last.size), above.mass * (1 - above.discounted())
        if kept is not None:
            types, mass = np.where(kept, types, above.counts), np.where(kept, mass, above.mass)
        if self._direct is not None:
            types = np.concatenate([types, self._direct.counts])
            mass = np.concatenate([mass, self._direct.mass])
        return Level(self._contexts, self._last,
                     *(np.bincount(self._ends, v, self._last.size) for v in (types, mass)))
