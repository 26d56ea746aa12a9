"""Next-sentence prediction: does the second line follow the first in its document?

With prefix-causal attention only the last token has read both lines, so the answer is read there.
"""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from inkling_training.data import Corpus, windows
from inkling_training.model import MobileBert
from inkling_training.special_ids import BEGIN, NEWLINE, PAD


class PairSampler:
    """Rows <s> A B, of which half have a B from elsewhere; a stream by seed and step alone."""

    def __init__(
        self, corpus: Corpus, length: int, rows: int, seed: int, rank: int = 0, world: int = 1
    ) -> None:
        self._corpus, self._length, self._seed = corpus, length, seed
        self._rows = range(rank, rows, world)

    def batch(self, step: int) -> dict[str, Tensor]:
        """trigrams, positions and mask as ``MobileBert.maps`` takes them; last, label int64 [n]."""
        n, length = len(self._rows), self._length
        content = np.full((n, length), PAD, dtype=np.int64)
        last, label = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
        for i, row in enumerate(self._rows):
            # The last number keeps this stream apart from that of the words.
            rng = np.random.default_rng([self._seed, step, row, 1])
            first, second = self._pair(rng)
            label[i] = rng.integers(2)
            if label[i] == 0:
                second = self._pair(rng)[1]
            ids = np.concatenate([[BEGIN], first[-(length // 2) :], second])[:length]
            content[i, : ids.size], last[i] = ids, ids.size - 1
        alive = content != PAD
        same1, same2 = alive.copy(), alive.copy()
        same1[:, :1] = same2[:, :2] = False
        mask = np.tril(np.ones((length, length), dtype=bool))[None] & alive[:, None, :]
        mask |= np.eye(length, dtype=bool)[None]
        return {
            "trigrams": torch.from_numpy(windows(content, same1, same2)),
            "positions": torch.arange(length).expand(n, length).contiguous(),
            "mask": torch.from_numpy(mask)[:, None],
            "last": torch.from_numpy(last),
            "label": torch.from_numpy(label),
        }

    def _pair(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Two lines that follow each other; tries again at the end of a document."""
        while True:
            both = self._corpus.segment(rng, 4 * self._length, lone=False)
            ends = np.flatnonzero(both == NEWLINE)
            if ends.size and ends[0] + 1 < both.size:
                second = both[ends[0] + 1 :]
                stop = int(ends[1] - ends[0]) if ends.size > 1 else second.size
                return both[: ends[0] + 1], second[:stop]


class NextSentence(nn.Module):
    """Two classes from the last token's feature map, H -> 2."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.classify = nn.Linear(hidden, 2)

    def loss(self, model: MobileBert, pairs: dict[str, Tensor]) -> Tensor:
        """Cross-entropy of a PairSampler's batch, [n]."""
        maps, _ = model.maps(pairs["trigrams"], pairs["positions"], pairs["mask"])
        read = maps[-1][torch.arange(len(pairs["last"]), device=maps[-1].device), pairs["last"]]
        return F.cross_entropy(self.classify(read).float(), pairs["label"], reduction="none")
