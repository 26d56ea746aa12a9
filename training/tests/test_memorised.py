"""What a pack writes by itself is compared with the corpus exactly."""

import sys
from pathlib import Path

import numpy as np
import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inkling_training.corpus import PRIVATE
from inkling_training.memorised import Writer, copied, rolling, whole_lines
from inkling_training.model import MobileBert, ModelConfig
from inkling_training.special_ids import BEGIN, END, FIRST_REGULAR, MASK, NEWLINE

SHARD = np.array([70, 71, 72, 73, 74, NEWLINE, 80, 81, 82, END, 90, 91, NEWLINE], dtype=np.uint16)


def test_runs_are_found_where_they_are():
    texts = [[99, 71, 72, 73], [71, 73, 72], [70]]
    assert copied(texts, [SHARD], 3) == [True, False, False]


def test_equal_runs_have_equal_hashes_and_others_do_not():
    hashes = rolling(np.array([7, 8, 9, 7, 8, 9, 8]), 3)
    assert hashes[0] == hashes[3]
    assert len(set(hashes.tolist())) == 4


def test_whole_lines_only():
    assert whole_lines([[80, 81, 82], [80, 81], [71, 72, 73, 74], [90, 91]], [SHARD]) == [
        True, False, False, True
    ]


@pytest.mark.parametrize("line", ["write to ann.lee@example.org", "call 555 123 4567", "at 12 Oak Street"])
def test_private_looking_lines_are_known(line):
    assert PRIVATE.search(line)


def test_the_writer_asks_as_the_model_answers():
    torch.manual_seed(2)
    model = MobileBert(ModelConfig(
        vocab_size=96, embedding_size=8, hidden_size=12, bottleneck_size=8, intermediate_size=16,
        num_attention_heads=2, num_hidden_layers=2, max_position=20,
    ))
    writer = Writer(model, None, causal_weight=1.0)
    ids = [BEGIN, 70, 71, 72]
    window = torch.tensor([[[0, 0, BEGIN], [0, BEGIN, 70], [BEGIN, 70, 71], [70, 71, 72]]])
    mask = torch.ones(1, 1, 4, 4, dtype=torch.bool).tril()
    features = model.features(window, torch.arange(4)[None], mask)[0, -1]
    expected = torch.softmax(model.logits(features), -1).detach().numpy()
    assert writer.distribution(ids) == pytest.approx(expected, rel=1e-4)
    text = writer.complete([70, 71], length=30, room=12)
    assert len(text) <= 30 and all(i >= FIRST_REGULAR for i in text) and MASK not in text
