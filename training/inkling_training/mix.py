"""mix: fits how much the n-grams count beside a checkpoint's model.

P = (1 - a) P(model) + a P(n-grams); the weight a depends on the longest context that the counts
know and on how much that context hands down. Expectation-maximisation (Jelinek and Mercer 1980) on
the part of the corpus that was not counted. No training since pack 0.2 has read that part, but the
first 30 million tokens of the shipped weights did, so the shares lean a little to the model's side.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from inkling_training.corpus import read_sources
from inkling_training.data import HELD_OUT, NO_TARGET, Corpus, RowSampler, RowShape
from inkling_training.loop import load_model
from inkling_training.model import MobileBert
from inkling_training.ngram_counts import ABSENT, ORDERS, contexts_of
from inkling_training.ngram_file import BINS, EDGES, HEADER, read
from inkling_training.ngram_smoothing import Smoothed
from inkling_training.paths import HERE, add_sources, add_work
from inkling_training.special_ids import END, NEWLINE


def lookup(
    tables: dict[int, Smoothed], base: np.ndarray, contexts: np.ndarray, targets: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """P of each target under the n-grams, and its cell. contexts [m, ORDERS - 1]: the nearest piece
    first."""
    p = base[targets]
    cell = np.zeros(targets.size, dtype=np.int64)
    context = np.zeros(targets.size, dtype=np.uint64)
    for n in range(2, ORDERS + 1):
        farthest = contexts[:, n - 2]
        context |= np.maximum(farthest, 0).astype(np.uint64) << np.uint64(16 * (n - 2))
        known, backoff, own = tables[n].ask(context, targets)
        known &= farthest != ABSENT
        p = np.where(known, own + backoff * p, p)
        of_order = (n - 1) * BINS + np.sum(backoff[:, None] <= np.array(EDGES), 1)
        cell = np.where(known, of_order, cell)
    return p, cell


@torch.no_grad()
def places(model: MobileBert, corpus: Corpus, batches: int, rows: int):
    """Places of words in held-out rows, batch by batch: the features of the token before and of a
    [MASK] query, both [m, E], the piece that came, [m], and those before it, [m, ORDERS - 1]."""
    shape = RowShape(masks=40, right=1)
    sampler = RowSampler(corpus, shape, rows, seed=7)
    length, at = shape.content, torch.arange(rows)[:, None]
    for step in range(batches):
        batch = sampler.batch(step)
        anchors = batch["anchors"]
        features = model.features(batch["trigrams"], batch["positions"], batch["mask"])
        targets = batch["targets"][:, length : length + shape.masks]
        asked = (targets != NO_TARGET) & (targets != NEWLINE) & (targets != END)
        contexts = contexts_of(batch["trigrams"][:, :length, 2].numpy(), anchors.numpy())
        before = features[at, (anchors - 1).clamp(min=0)]
        queries = features[:, length : length + shape.masks]
        yield before[asked], queries[asked], targets[asked], contexts[asked.numpy()]


@torch.no_grad()
def guesses(model: MobileBert, corpus: Corpus, causal_weight: float, batches: int, rows: int):
    """log P(model), context and target of words in held-out rows."""
    all_p, all_contexts, all_targets = [], [], []
    for before, queries, targets, contexts in places(model, corpus, batches, rows):
        # As the runtime does it: one product over the mean of both guesses.
        logits = model.logits((1 - causal_weight) * queries + causal_weight * before)
        p = torch.log_softmax(logits, -1).gather(-1, targets[:, None])[:, 0]
        all_p.append(p.numpy())
        all_contexts.append(contexts)
        all_targets.append(targets.numpy())
    return np.concatenate(all_p), np.concatenate(all_contexts), np.concatenate(all_targets)


def fit(model: np.ndarray, counts: np.ndarray, cell: np.ndarray, rounds: int = 50) -> np.ndarray:
    """Weights of the counts by cell, from the probabilities that each side gave what came."""
    cells = ORDERS * BINS
    weights = np.full(cells, 0.3)
    met = np.bincount(cell, minlength=cells)
    for _ in range(rounds):
        mine = weights[cell] * counts
        share = mine / (mine + (1 - weights[cell]) * model)
        # As if each cell had met ten more, of which two spoke for the counts.
        weights = (np.bincount(cell, share, cells) + 2) / (met + 10)
    return weights


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="mix", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--ngrams", type=Path, default=HERE / "work" / "ngrams.bin")
    add_work(parser)
    add_sources(parser)
    parser.add_argument("--causal-weight", type=float, default=0.5)
    parser.add_argument("--batches", type=int, default=20)
    parser.add_argument("--rows", type=int, default=48)
    arguments = parser.parse_args(argv)
    model = load_model(arguments.checkpoint, torch.device("cpu"))
    sources = read_sources(arguments.sources)
    corpus = Corpus(arguments.work / "shards", sources, model.config.vocab_size, last=HELD_OUT)
    tables, base = read(arguments.ngrams)
    log_p, contexts, targets = guesses(
        model, corpus, arguments.causal_weight, arguments.batches, arguments.rows
    )
    counts, cell = lookup(tables, base, contexts, targets)
    weights = fit(np.exp(log_p), counts, cell)
    mixed = (1 - weights[cell]) * np.exp(log_p) + weights[cell] * counts
    print(
        f"{targets.size} pieces: model {-log_p.mean():.3f} nats, n-grams "
        f"{-np.log(counts).mean():.3f}, together {-np.log(mixed).mean():.3f}"
    )
    print(weights.reshape(ORDERS, BINS).round(3))
    with open(arguments.ngrams, "r+b") as file:
        file.seek(HEADER)
        file.write(weights.astype("<f4").tobytes())
    return 0
