"""Smoothed n-grams are distributions, before and after pruning, and the file holds what was kept."""

import struct
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inkling_training import ngrams
from inkling_training.special_ids import BEGIN, NEWLINE

VOCAB = 24


def counted():
    rng = np.random.default_rng(1)
    ids = rng.integers(6, 20, 2000).astype(np.uint16)
    ids[::9] = NEWLINE
    return ngrams.count([(ids, 1.0), (ids[:500], 2.5)])


def after(context: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The context with each piece behind it."""
    packed = sum(p << (16 * i) for i, p in enumerate(reversed(context)))
    return np.full(VOCAB, packed, dtype=np.uint64), np.arange(VOCAB)


@pytest.mark.parametrize("threshold", [0.0, 3.0])
@pytest.mark.parametrize("context", [(7, 8, 9, 10), (BEGIN, 7, 8), (10, 11, 12)])
def test_probabilities_sum_to_one(threshold, context):
    orders, base = ngrams.build(counted(), VOCAB, threshold)
    p = ngrams.probability(orders, base, *after(context), len(context) + 1)
    assert p.min() > 0
    assert p.sum() == pytest.approx(1.0)


def test_pruning_keeps_fewer():
    everything, _ = ngrams.build(counted(), VOCAB, 0.0)
    pruned, _ = ngrams.build(counted(), VOCAB, 3.0)
    assert pruned[5].last.size < everything[5].last.size


def test_a_repeated_sentence_is_remembered():
    ids = np.array([7, 8, 9, 10, NEWLINE] * 40 + [7, 8, 11, 12, NEWLINE], dtype=np.uint16)
    orders, base = ngrams.build(ngrams.count([(ids, 1.0)]), VOCAB, 0.0)
    p = ngrams.probability(orders, base, *after((BEGIN, 7, 8, 9)), 5)
    assert p.argmax() == 10 and p[10] > 0.8


def test_the_file_has_the_announced_counts(tmp_path):
    orders, base = ngrams.build(counted(), VOCAB, 1.0)
    weights = np.full(ngrams.ORDERS * ngrams.BINS, 0.3, dtype=np.float32)
    size = ngrams.write(tmp_path / "ngrams.bin", orders, base, weights)
    data = (tmp_path / "ngrams.bin").read_bytes()
    assert len(data) == size and data[:8] == ngrams.MAGIC
    assert struct.unpack_from("<IIII", data, 8) == (ngrams.VERSION, VOCAB, ngrams.ORDERS, weights.size)
    assert struct.unpack_from("<II", data, 24) == (orders[2].contexts.size, orders[2].last.size)


def test_packed_numbers_lie_lowest_bit_first():
    values = np.array([1, 0x3FFF, 0, 0x2AAA, 5])
    words = int.from_bytes(ngrams.packed(values, 14), "little")
    assert [(words >> (14 * i)) & 0x3FFF for i in range(5)] == values.tolist()
    assert len(ngrams.packed(values, 14)) == 12 and ngrams.packed(values[:0], 14) == b""
    assert (ngrams.piece_bits(16384), ngrams.piece_bits(16385), ngrams.piece_bits(24)) == (14, 15, 5)


def test_stored_probabilities_keep_the_likely_most_exactly():
    p = np.array([0.97, 0.5, 0.1, 1e-3, 1e-6])
    error = np.abs(ngrams.widened(ngrams.rounded(p)) / p - 1)
    assert (error < [0.02, 0.12, 0.2, 0.4, 0.6]).all()
    assert ngrams.widened(ngrams.rounded(np.array([1.0])))[0] < 1


def test_contexts_of_what_is_kept_are_kept():
    orders, _ = ngrams.build(counted(), VOCAB, 3.0)
    assert 0 < orders[5].last.size < ngrams.build(counted(), VOCAB, 0.0)[0][5].last.size
    for n in (3, 4, 5):
        assert np.isin(orders[n].contexts, orders[n - 1].whole()).all()
