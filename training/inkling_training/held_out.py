"""held_out: what checkpoints make of the hundredth that nothing was trained on, in one table.

Nats a piece of three guesses: the last committed token's, a [MASK] query's, and the mean of both
features, as the runtime takes it. Models with different vocabularies compare by bits a character.
"""

import argparse
import math
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from inkling_training.corpus import read_sources
from inkling_training.data import HELD_OUT, Corpus
from inkling_training.loop import load_model
from inkling_training.mix import places
from inkling_training.model import MobileBert
from inkling_training.paths import add_sources, add_work

CAUSAL_WEIGHTS = {"causal": 1.0, "[MASK]": 0.0, "both": 0.5}


def characters(tokenizer: Path) -> np.ndarray:
    """How many characters each piece stands for; bytes count as one."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    pieces = range(processor.get_piece_size())
    return np.array([1 if processor.is_byte(i) else len(processor.id_to_piece(i)) for i in pieces])


@torch.no_grad()
def nats(model: MobileBert, corpus: Corpus, batches: int, rows: int):
    """Mean nats by guess, and the pieces that were asked."""
    sums, targets = dict.fromkeys(CAUSAL_WEIGHTS, 0.0), []
    for before, queries, asked, _ in places(model, corpus, batches, rows):
        for name, weight in CAUSAL_WEIGHTS.items():
            logits = model.logits((1 - weight) * queries + weight * before)
            sums[name] += torch.nn.functional.cross_entropy(logits, asked, reduction="sum").item()
        targets.append(asked.numpy())
    pieces = np.concatenate(targets)
    return {name: total / pieces.size for name, total in sums.items()}, pieces


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="held_out", description=__doc__)
    parser.add_argument("checkpoints", nargs="+", metavar="NAME=CHECKPOINT")
    add_work(parser)
    add_sources(parser)
    parser.add_argument("--batches", type=int, default=20)
    parser.add_argument("--rows", type=int, default=48)
    arguments = parser.parse_args(argv)
    named = [text.partition("=") for text in arguments.checkpoints]
    for name, _, path in named:
        if not path:
            parser.error(f"expected NAME=CHECKPOINT, not {name!r}")
    lengths = characters(arguments.work / "tokenizer.model")
    sources = read_sources(arguments.sources)
    corpus = Corpus(arguments.work / "shards", sources, lengths.size, last=HELD_OUT)
    print(f"| | {' | '.join(CAUSAL_WEIGHTS)} | bits a character, the best of them |")
    print("|---" * (len(CAUSAL_WEIGHTS) + 2) + "|")
    for name, _, path in named:
        model = load_model(Path(path), torch.device("cpu"))
        found, pieces = nats(model, corpus, arguments.batches, arguments.rows)
        bits = min(found.values()) / math.log(2) * pieces.size / lengths[pieces].sum()
        print(f"| {name} | {' | '.join(f'{x:.3f}' for x in found.values())} | {bits:.3f} |", flush=True)
    return 0
