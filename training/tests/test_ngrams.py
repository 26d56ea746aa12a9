"""Smoothed n-grams are distributions, before and after pruning, and the file holds what was kept."""

import struct
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inkling_training import ngram_counts, ngram_file, ngram_smoothing
from inkling_training.special_ids import BEGIN, NEWLINE

VOCAB = 24


def counted():
    rng = np.random.default_rng(1)
    ids = rng.integers(6, 20, 2000).astype(np.uint16)
    ids[::9] = NEWLINE
    return ngram_counts.count([(ids, 1.0), (ids[:500], 2.5)])


def after(context: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The context with each piece behind it."""
    packed = sum(p << (16 * i) for i, p in enumerate(reversed(context)))
    return np.full(VOCAB, packed, dtype=np.uint64), np.arange(VOCAB)


def probability(
    orders: dict[int, ngram_smoothing.Smoothed], base: np.ndarray, contexts: np.ndarray, last: np.ndarray, order: int
) -> np.ndarray:
    """P of each n-gram of ``order`` under the orders up to it."""
    p = base[last]
    for n in range(2, order + 1):
        _, backoff, own = orders[n].ask(ngram_counts.nearest(contexts, n - 1), last)
        p = own + backoff * p
    return p


@pytest.mark.parametrize("threshold", [0.0, 3.0])
@pytest.mark.parametrize("context", [(7, 8, 9, 10), (BEGIN, 7, 8), (10, 11, 12)])
def test_probabilities_sum_to_one(threshold, context):
    orders, base = ngram_smoothing.build(counted(), VOCAB, threshold)
    p = probability(orders, base, *after(context), len(context) + 1)
    assert p.min() > 0
    assert p.sum() == pytest.approx(1.0)


def test_pruning_keeps_fewer():
    everything, _ = ngram_smoothing.build(counted(), VOCAB, 0.0)
    pruned, _ = ngram_smoothing.build(counted(), VOCAB, 3.0)
    assert pruned[5].last.size < everything[5].last.size


def test_a_repeated_sentence_is_remembered():
    ids = np.array([7, 8, 9, 10, NEWLINE] * 40 + [7, 8, 11, 12, NEWLINE], dtype=np.uint16)
    orders, base = ngram_smoothing.build(ngram_counts.count([(ids, 1.0)]), VOCAB, 0.0)
    p = probability(orders, base, *after((BEGIN, 7, 8, 9)), 5)
    assert p.argmax() == 10 and p[10] > 0.8


def test_the_file_has_the_announced_counts(tmp_path):
    orders, base = ngram_smoothing.build(counted(), VOCAB, 1.0)
    weights = np.full(ngram_counts.ORDERS * ngram_file.BINS, 0.3, dtype=np.float32)
    size = ngram_file.write(tmp_path / "ngrams.bin", orders, base, weights)
    data = (tmp_path / "ngrams.bin").read_bytes()
    assert len(data) == size and data[:8] == ngram_file.MAGIC
    assert struct.unpack_from("<IIII", data, 8) == (ngram_file.VERSION, VOCAB, ngram_counts.ORDERS, weights.size)
    assert struct.unpack_from("<II", data, 24) == (orders[2].contexts.size, orders[2].last.size)


def test_packed_numbers_lie_lowest_bit_first():
    values = np.array([1, 0x3FFF, 0, 0x2AAA, 5])
    words = int.from_bytes(ngram_file.packed(values, 14), "little")
    assert [(words >> (14 * i)) & 0x3FFF for i in range(5)] == values.tolist()
    assert len(ngram_file.packed(values, 14)) == 12 and ngram_file.packed(values[:0], 14) == b""
    assert (ngram_file.piece_bits(16384), ngram_file.piece_bits(16385), ngram_file.piece_bits(24)) == (14, 15, 5)


def test_stored_probabilities_keep_the_likely_most_exactly():
    p = np.array([0.97, 0.5, 0.1, 1e-3, 1e-6])
    error = np.abs(ngram_file.widened(ngram_file.rounded(p)) / p - 1)
    assert (error < [0.02, 0.12, 0.2, 0.4, 0.6]).all()
    assert ngram_file.widened(ngram_file.rounded(np.array([1.0])))[0] < 1


def test_contexts_of_what_is_kept_are_kept():
    orders, _ = ngram_smoothing.build(counted(), VOCAB, 3.0)
    assert 0 < orders[5].last.size < ngram_smoothing.build(counted(), VOCAB, 0.0)[0][5].last.size
    for n in (3, 4, 5):
        assert np.isin(orders[n].contexts, orders[n - 1].whole()).all()


def test_shorter_ngrams_are_found_without_a_search():
    """What each n-gram of the highest order ends in, by the orders below: as ``probability`` finds it."""
    direct = counted()
    level, below, shorter = direct[5], {}, {}
    for n in range(5, 1, -1):
        shorter[n] = ngram_counts.Shorter(level, n, direct.get(n - 1))
        level = shorter[n].level(level)
        if n > 2:
            below[n - 1] = ngram_smoothing.smooth(level)
    base = ngram_smoothing.unigrams(level, VOCAB)
    top = direct[5]
    for order in (2, 5):
        entries = top if order == 5 else ngram_counts.Level(
            below[2].contexts[below[2].owner], below[2].last, None, None)
        expected = probability(below, base, entries.contexts, entries.last, order - 1)
        p = ngram_smoothing.ended(below, shorter, base, entries.last, order)
        assert p == pytest.approx(expected, rel=1e-12)


def test_what_discounts_hand_down_is_what_they_take():
    direct = counted()
    level = direct[5]
    shorter = ngram_counts.Shorter(level, 5, direct[4])
    down = shorter.level(level)
    taken = (level.mass * (1 - level.discounted())).sum()
    assert down.mass.sum() == pytest.approx(taken + direct[4].mass.sum())
    pruned = shorter.level(level, kept=np.zeros(level.last.size, dtype=bool))
    assert pruned.mass.sum() == pytest.approx(level.mass.sum() + direct[4].mass.sum())
    assert np.array_equal(pruned.last, down.last) and np.array_equal(pruned.contexts, down.contexts)
    assert (np.diff(ngram_counts.joined(down.contexts, down.last).astype(np.int64)) > 0).all()
