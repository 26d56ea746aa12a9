"""Batches of two-stream rows: committed tokens, then query blocks, with positions and masks.

A row holds one or more segments; a segment is <s> and some lines that follow each other in a
document. Query tokens come after the content: single [MASK]s that ask for the token at their
anchor, then one re-correction block, [MASK] and the tokens right of the anchor. A shape without
[MASK]s has no queries at all: the row of a plain causal model.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from inkling_training.special_ids import BEGIN, END, MASK, NEWLINE, PAD

NO_TARGET = -1
HELD_OUT = 0.01  # share of every source, its end, that nothing is trained on or counted from


@dataclass(frozen=True)
class RowShape:
    content: int = 64  # committed tokens
    masks: int = 10  # next-word queries; 0: no queries of either kind
    right: int = 5  # most tokens to the right in the re-correction block
    lone_lines: float = 0.5  # share of segments that are one line only

    @property
    def tokens(self) -> int:
        return self.content + (self.masks + 1 + self.right if self.masks else 0)


def read_shards(
    folder: Path, weights: dict[str, float]
) -> Iterator[tuple[Path, np.ndarray, float]]:
    """Path, token ids and weight of every shard whose source has a weight, by name."""
    for path in sorted(folder.glob("*.u16")):
        weight = weights.get(path.stem, 0.0)
        if weight > 0:
            yield path, np.fromfile(path, dtype="<u2"), weight


class Corpus:
    """Encoded shards, sampled by weight times size."""

    def __init__(
        self, folder: Path, weights: dict[str, float], vocab_size: int, *,
        first: float = 1.0, last: float = 1.0,
    ) -> None:
        """``first`` or ``last``: the share of each shard that is read, from its start or end."""
        self.shards, self.starts, shares = [], [], []
        for path, ids, weight in read_shards(folder, weights):
            ids = ids[int(ids.size * (1 - last)) : int(ids.size * first)]
            if len(ids) < 2:
                continue
            if int(ids.max()) >= vocab_size:
                raise ValueError(f"{path}: ids up to {ids.max()}, but the vocabulary has {vocab_size}")
            line_starts = np.flatnonzero((ids == NEWLINE) | (ids == END)) + 1
            line_starts = np.concatenate([[0], line_starts[line_starts < len(ids)]])
            line_starts = line_starts[ids[line_starts] != END]
            self.shards.append(ids)
            self.starts.append(line_starts)
            shares.append(weight * len(ids))
        if not self.shards:
            raise ValueError(f"{folder}: no shards with a weight; run the tokenizer stage first")
        self.shares = np.cumsum(shares) / np.sum(shares)
        self.tokens = sum(len(s) for s in self.shards)
        counts = sum(
            np.bincount(s, minlength=vocab_size) * (w / len(s))
            for s, w in zip(self.shards, np.diff(self.shares, prepend=0.0))
        )
        self.by_frequency = torch.from_numpy(np.argsort(-counts, kind="stable").copy())

    def segment(self, rng: np.random.Generator, room: int, lone: bool) -> np.ndarray:
        """Tokens from the start of a line on, at most ``room``; ends with a document."""
        k = int(np.searchsorted(self.shares, rng.random()))
        ids, starts = self.shards[k], self.starts[k]
        begin = int(ids.size * rng.random())
        # The line that holds a random token: long lines are met as often as their tokens are.
        line = int(np.searchsorted(starts, begin, side="right")) - 1
        begin_of_line = int(starts[line])
        piece = ids[begin_of_line : begin_of_line + room]
        stop = np.flatnonzero(piece == END)
        if lone:
            stop = np.flatnonzero((piece == NEWLINE) | (piece == END))
            return piece[: stop[0] + 1] if len(stop) else piece
        return piece[: stop[0] + 1] if len(stop) else piece


class RowSampler:
    """Draws batches; a row depends on the seed, the number of the batch and its own alone, so that
    several processes (``rank`` of ``world``) draw together what one would draw."""

    def __init__(
        self, corpus: Corpus, shape: RowShape, rows: int, seed: int, rank: int = 0, world: int = 1
    ) -> None:
        self._corpus, self._shape, self._seed = corpus, shape, seed
        self._rows = range(rank, rows, world)

    def batch(self, step: int) -> dict[str, torch.Tensor]:
        """This process's rows; see ``make_batch``."""
        shape, n = self._shape, len(self._rows)
        content = np.full((n, shape.content), PAD, dtype=np.int64)
        segment = np.zeros((n, shape.content), dtype=np.int64)
        position = np.zeros((n, shape.content), dtype=np.int64)
        rngs = [np.random.default_rng([self._seed, step, row]) for row in self._rows]
        for i, rng in enumerate(rngs):
            self._fill(rng, content[i], segment[i], position[i])
        return make_batch(rngs, shape, content, segment, position)

    def _fill(self, rng, content, segment, position) -> None:
        at, number = 0, 1
        size = len(content)
        while size - at >= 4:
            room = size - at - 1
            piece = self._corpus.segment(rng, room, rng.random() < self._shape.lone_lines)
            end = at + 1 + len(piece)
            content[at] = BEGIN
            content[at + 1 : end] = piece
            segment[at:end] = number
            position[at:end] = np.arange(end - at)
            at, number = end, number + 1


def windows(ids: np.ndarray, same1: np.ndarray, same2: np.ndarray) -> np.ndarray:
    """[n, t] -> [n, t, 3]: the two tokens before and the token, <pad> beyond the segment."""
    before1 = np.where(same1, np.roll(ids, 1, 1), PAD)
    before2 = np.where(same2, np.roll(ids, 2, 1), PAD)
    return np.stack([before2, before1, ids], -1)


def make_batch(rngs, shape: RowShape, content, segment, position) -> dict[str, torch.Tensor]:
    """Adds queries to content rows, each drawn by its own generator.

    Targets: [n, t], NO_TARGET where nothing is asked. Alive: [n, t], false for padding.
    """
    n, length = content.shape
    rows = np.arange(n)[:, None]
    same1 = np.zeros_like(content, dtype=bool)
    same2 = np.zeros_like(same1)
    same1[:, 1:] = (segment[:, 1:] == segment[:, :-1]) & (segment[:, 1:] > 0)
    same2[:, 2:] = (segment[:, 2:] == segment[:, :-2]) & (segment[:, 2:] > 0)
    askable = same1  # every token that has one of its own segment before it
    causal = np.full_like(content, NO_TARGET)
    causal[:, :-1] = np.where(same1[:, 1:], content[:, 1:], NO_TARGET)
    if not shape.masks:
        return content_batch(content, segment, position, windows(content, same1, same2), causal)

    # Anchors: distinct askable places; rows that have too few repeat some.
    noise = np.stack([rng.random(length) for rng in rngs]) * askable
    anchors = np.argsort(-noise, axis=1)[:, : shape.masks + 1]  # [n, m + 1]
    valid = askable[rows, anchors]
    masks, fixed = anchors[:, : shape.masks], anchors[:, shape.masks]

    def before(places: np.ndarray, k: int) -> np.ndarray:
        source = np.maximum(places - k, 0)
        inside = (places - k >= 0) & (segment[rows, source] == segment[rows, places])
        return np.where(inside, content[rows, source], PAD)

    mask_window = np.stack([before(masks, 2), before(masks, 1), np.full_like(masks, MASK)], -1)
    # The re-correction block: [MASK] r1 ... rk, k drawn per row, cut at the end of the segment.
    wanted = np.array([[rng.integers(1, shape.right + 1)] for rng in rngs])
    offsets = np.arange(1, shape.right + 1)[None]
    places = fixed[:, None] + offsets
    inside = (places < length) & (offsets <= wanted)
    clipped = np.minimum(places, length - 1)
    inside &= segment[rows, clipped] == segment[rows, fixed[:, None]]
    right = np.where(inside, content[rows, clipped], PAD)
    block = np.concatenate([np.full((n, 1), MASK), right], 1)  # [n, 1 + r]
    with_left = np.concatenate([before(fixed[:, None], 2), before(fixed[:, None], 1), block], 1)
    block_window = np.stack([with_left[:, :-2], with_left[:, 1:-1], with_left[:, 2:]], -1)

    trigrams = np.concatenate([windows(content, same1, same2), mask_window, block_window], 1)
    base = position[rows, anchors]
    block_position = base[:, shape.masks :] + np.arange(shape.right + 1)[None]
    positions = np.concatenate([position, base[:, : shape.masks], block_position], 1)

    # Who sees whom: content of the same segment below a limit, and the own block.
    one = np.ones((n, 1), dtype=np.int64)
    limit = np.concatenate(
        [np.broadcast_to(np.arange(1, length + 1), (n, length)), masks,
         np.repeat(fixed[:, None], shape.right + 1, 1)], 1)
    segments = np.concatenate(
        [segment, segment[rows, masks], np.repeat(segment[rows, fixed[:, None]], shape.right + 1, 1)], 1)
    blocks = np.concatenate(
        [np.zeros_like(content), np.arange(1, shape.masks + 1)[None] * one,
         np.full((n, shape.right + 1), shape.masks + 1)], 1)
    alive = np.concatenate([segment > 0, np.ones_like(masks, dtype=bool), one > 0, inside], 1)
    sees_content = (segments[:, :, None] == segment[:, None, :]) & (
        np.arange(length)[None, None] < limit[:, :, None])
    sees_block = (blocks[:, :, None] == blocks[:, None, length:]) & alive[:, None, length:]
    mask = np.concatenate([sees_content, sees_block], 2)
    mask |= np.eye(mask.shape[1], dtype=bool)[None]  # no row of the softmax is empty

    asked = np.where(valid, content[rows, anchors], NO_TARGET)
    targets = np.concatenate(
        [causal, asked, np.full((n, shape.right), NO_TARGET)], 1)
    return {
        "trigrams": torch.from_numpy(trigrams),
        "positions": torch.from_numpy(positions),
        "mask": torch.from_numpy(mask)[:, None],
        "targets": torch.from_numpy(targets),
        "alive": torch.from_numpy(alive),
        "anchors": torch.from_numpy(masks),  # [n, m]: what place each [MASK] query asks for
    }


def content_batch(content, segment, position, trigrams, causal) -> dict[str, torch.Tensor]:
    """``make_batch`` of rows without queries: content alone, each token sees what came before."""
    n, length = content.shape
    mask = (segment[:, :, None] == segment[:, None, :]) & np.tri(length, dtype=bool)[None]
    return {
        "trigrams": torch.from_numpy(trigrams),
        "positions": torch.from_numpy(position),
        "mask": torch.from_numpy(mask)[:, None],
        "targets": torch.from_numpy(causal),
        "alive": torch.from_numpy(segment > 0),
        "anchors": torch.zeros((n, 0), dtype=torch.int64),
    }
