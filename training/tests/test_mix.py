"""The reader of ngrams.bin gives back what was written, and the fit finds the better speaker."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from test_ngrams import VOCAB, after, counted, probability

from inkling_training import mix
from inkling_training.ngram_counts import ABSENT, ORDERS, contexts_of
from inkling_training.ngram_file import BINS, read, write
from inkling_training.ngram_smoothing import build
from inkling_training.special_ids import BEGIN, NEWLINE


@pytest.fixture(name="tables")
def written_and_read(tmp_path):
    orders, base = build(counted(), VOCAB, 1.0)
    weights = np.full(ORDERS * BINS, 0.3, dtype=np.float32)
    write(tmp_path / "ngrams.bin", orders, base, weights)
    return orders, base, *read(tmp_path / "ngrams.bin")


@pytest.mark.parametrize("context", [(7, 8, 9), (10, 11, 12), (6, 6, 7), (7, 8, 9, 10)])
def test_the_file_says_what_was_counted(tables, context):
    orders, base, stored, stored_base = tables
    expected = probability(orders, base, *after(context), len(context) + 1)
    absent = [ABSENT] * (ORDERS - 1 - len(context))
    nearest_first = np.tile((*context[::-1], *absent), (VOCAB, 1))
    p, cell = mix.lookup(stored, stored_base, nearest_first, np.arange(VOCAB))
    assert p == pytest.approx(expected, rel=0.4)
    # What the entries leave goes to the lower orders: rounding makes nothing of it.
    assert p.sum() == pytest.approx(1, abs=2e-3)
    assert len(set(cell)) == 1 and cell[0] >= BINS


def test_contexts_stop_at_their_line():
    content = np.array([[BEGIN, 7, 8, NEWLINE, 9, 10]])
    contexts = contexts_of(content, np.array([[1, 2, 4, 5]]))[0]
    absent = ABSENT
    assert contexts.tolist() == [
        [BEGIN, absent, absent, absent], [7, BEGIN, absent, absent],
        [BEGIN, absent, absent, absent], [9, BEGIN, absent, absent],
    ]


def test_fit_trusts_who_is_right():
    rng = np.random.default_rng(2)
    cell = rng.integers(0, 2, 4000)
    good, bad = np.full(4000, 0.5), np.full(4000, 0.01)
    weights = mix.fit(np.where(cell == 0, good, bad), np.where(cell == 0, bad, good), cell)
    assert weights[0] < 0.05 and weights[1] > 0.95
