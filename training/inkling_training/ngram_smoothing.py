"""Interpolated Kneser-Ney over sorted tables, and what is worth keeping of it.

Three discounts an order (Chen and Goodman 1999). A pruned n-gram hands its whole count down (as in
Siivola et al. 2007), which keeps the lower orders right. Pruning drops what changes the
log-likelihood of the training text least (Seymore and Rosenfeld 1996), but never the context of an
n-gram that stays.
"""

from dataclasses import dataclass

import numpy as np

from inkling_training.ngram_counts import ORDERS, Level, Shorter, joined, run_starts, sums_of


def find(sorted_keys: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of the keys, and whether they are there."""
    if sorted_keys.size == 0:
        return np.zeros(wanted.size, dtype=np.int64), np.zeros(wanted.size, dtype=bool)
    at = np.minimum(np.searchsorted(sorted_keys, wanted), sorted_keys.size - 1)
    return at, sorted_keys[at] == wanted


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


def ended(
    below: dict[int, Smoothed], shorter: dict[int, Shorter], base: np.ndarray, last: np.ndarray, order: int
) -> np.ndarray:
    """P of each n-gram of ``order`` (its last pieces are ``last``) by the orders below alone: of what it
    ends in, which ``shorter`` knows without a search."""
    if order == 2:
        return base[last]
    p = base[below[2].last]
    for n in range(2, order):
        p = below[n].own + below[n].backoff[below[n].owner] * (p if n == 2 else p[shorter[n].of])
    return p[shorter[order].of]


def build(direct: dict[int, Level], vocab: int, threshold: float) -> tuple[dict[int, Smoothed], np.ndarray]:
    """Smooths and prunes; orders from the highest down, since what is pruned flows down."""
    out: dict[int, Smoothed] = {}
    shorter: dict[int, Shorter] = {}
    level = direct[ORDERS]
    for order in range(ORDERS, 1, -1):
        # The orders below as they would be if nothing of this one were pruned.
        below: dict[int, Smoothed] = {}
        current = level
        for n in range(order, 1, -1):
            if n not in shorter:
                shorter[n] = Shorter(current, n, direct.get(n - 1))
            current = shorter[n].level(current)
            if n > 2:
                below[n - 1] = smooth(current)
        base = unigrams(current, vocab)
        table = smooth(level)
        # Which n-grams earn their bytes.
        without = table.backoff[table.owner] * ended(below, shorter, base, table.last, order)
        kept = level.mass * np.log((table.own + without) / np.maximum(without, 1e-12)) > threshold
        if order < ORDERS:
            # The runtime finds a context as an n-gram of the order below it.
            kept |= np.isin(table.whole(), out[order + 1].contexts)
        own = table.own[kept]
        contexts = level.contexts[kept]
        first, owner = by_context(contexts)
        left = 1 - sums_of(own, first)
        out[order] = Smoothed(contexts[first], owner, level.last[kept], own, left)
        level = shorter[order].level(level, kept)
    return out, unigrams(level, vocab)
