"""confusables: how often what stands right of a confusable word repairs it.

On held-out text, the model chooses between the members of a set such as to/too/two twice: from what
is left of the word, and from up to five tokens to its right as well. Both are the queries that the
model was trained on (see ``data``). Only the members are scored; nothing is weighed or balanced.
"""

import argparse
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from torch import Tensor

from inkling_training.corpus import read_sources
from inkling_training.data import HELD_OUT, Corpus, windows
from inkling_training.loop import load_checkpoint, pack_weights
from inkling_training.model import MobileBert, ModelConfig
from inkling_training.paths import add_sources, add_work
from inkling_training.special_ids import BEGIN, END, MASK, NEWLINE, PAD

SETS = [names.split("/") for names in (
    "to/too/two", "its/it's", "your/you're", "form/from", "there/their/they're", "then/than", "of/off",
    "lose/loose", "were/where/we're", "quite/quiet", "here/hear", "no/know/now", "who's/whose",
    "by/buy/bye", "right/write", "our/are", "affect/effect", "weather/whether",
)]
LEFT = 40  # most tokens before the word
RIGHT = 5  # most tokens after it
CONTENT = LEFT + 1  # with <s>
ROWS = 64  # examples at a time
SEED = 11
SUFFIX = "\u2581"  # ends the last piece of every unit
COLUMNS = ("set", "examples", "most frequent", "left alone", "with right", "repaired", "broken")


@dataclass(frozen=True)
class Example:
    """One occurrence: what is before it, from <s> on, the word itself, and what is after it."""

    left: np.ndarray
    word: int
    right: np.ndarray


@dataclass(frozen=True)
class Counts:
    """Of one set or of several: examples, and how many of them each way was right."""

    examples: int = 0
    commonest: int = 0  # by saying the most frequent member of its set every time
    left: int = 0
    both: int = 0  # with the right context as well
    repaired: int = 0  # wrong from the left alone, right with the right context
    broken: int = 0  # the other way round

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other))))


def whole_words(processor: sentencepiece.SentencePieceProcessor) -> list[dict[str, int]]:
    """Of each set, the members that are one piece, with their ids; sets of fewer than two are left out.

    A unit is encoded by itself, as the shards were, and its apostrophe is the plain one there.
    """
    found = []
    for names in SETS:
        encoded = {name: processor.encode(name) for name in names}
        members = {
            name: ids[0] for name, ids in encoded.items()
            if len(ids) == 1 and processor.id_to_piece(ids[0]) == name + SUFFIX
        }
        if len(members) > 1:
            found.append(members)
    return found


def unit_ends(processor: sentencepiece.SentencePieceProcessor) -> np.ndarray:
    """By id: whether a unit may begin after this piece."""
    ends = np.array([processor.id_to_piece(i).endswith(SUFFIX) for i in range(len(processor))])
    ends[[BEGIN, END, NEWLINE]] = True
    return ends


def occurrences(ids: np.ndarray, members: list[int], ends: np.ndarray) -> np.ndarray:
    """[m, 3]: where the left context begins, the word's place, and where the right context stops.

    The left context stays in its document and the right one in its line. A word with nothing to its
    right is not among them; neither is a member that is only the end of a longer word.
    """
    whole = np.zeros(ids.size, dtype=bool)
    whole[1:] = ends[ids[:-1]]
    places = np.flatnonzero(whole & np.isin(ids, members))
    documents = np.concatenate([[0], np.flatnonzero(ids == END) + 1])
    lines = np.concatenate([np.flatnonzero((ids == NEWLINE) | (ids == END)), [ids.size]])
    begin = np.maximum(documents[np.searchsorted(documents, places, side="right") - 1], places - LEFT)
    stop = np.minimum(lines[np.searchsorted(lines, places)], places + 1 + RIGHT)
    return np.stack([begin, places, stop], 1)[stop > places + 1]


def examples(shards: list[np.ndarray], members: list[int], ends: np.ndarray, limit: int) -> list[Example]:
    """All occurrences in the shards, or ``limit`` of them, drawn alike every time."""
    found = [occurrences(ids, members, ends) for ids in shards]
    shard = np.repeat(np.arange(len(shards)), [len(f) for f in found])
    spans = np.concatenate(found)
    chosen = np.arange(len(spans))
    if len(spans) > limit:
        chosen = np.sort(np.random.default_rng(SEED).choice(len(spans), limit, replace=False))
    return [example(shards[shard[i]].astype(np.int64), *spans[i]) for i in chosen]


def example(ids: np.ndarray, begin: int, place: int, stop: int) -> Example:
    left = np.concatenate([[BEGIN], ids[begin:place]])
    return Example(left, int(ids[place]), ids[place + 1 : stop])


def batch(rows: list[Example]) -> dict[str, Tensor]:
    """Rows of content, a block [MASK], and a block [MASK] r1 ... rk, as ``data.make_batch`` has them.

    Places CONTENT and CONTENT + 1 hold the [MASK]s; the anchor is where the content ends.
    """
    n, places = len(rows), np.arange(CONTENT)
    content = np.full((n, CONTENT), PAD, dtype=np.int64)
    right = np.full((n, RIGHT), PAD, dtype=np.int64)
    anchor = np.array([[len(row.left)] for row in rows])
    for i, row in enumerate(rows):
        content[i, : len(row.left)] = row.left
        right[i, : len(row.right)] = row.right
    inside = places < anchor

    def before(k: int) -> np.ndarray:
        taken = np.take_along_axis(content, np.maximum(anchor - k, 0), 1)
        return np.where(anchor >= k, taken, PAD)

    masks = np.full((n, 1), MASK)
    with_left = np.concatenate([before(2), before(1), masks, right], 1)
    block = np.stack([with_left[:, :-2], with_left[:, 1:-1], with_left[:, 2:]], -1)
    same1 = inside & (places >= 1)
    same2 = inside & (places >= 2)
    # The [MASK] alone has the same window as the first token of the block: both look back.
    trigrams = np.concatenate([windows(content, same1, same2), block[:, :1], block], 1)
    positions = np.concatenate(
        [np.where(inside, places, 0), anchor, anchor + np.arange(RIGHT + 1)], 1)
    return {
        "trigrams": torch.from_numpy(trigrams),
        "positions": torch.from_numpy(positions),
        "mask": torch.from_numpy(sight(inside, right != PAD))[:, None],
    }


def sight(inside: np.ndarray, right: np.ndarray) -> np.ndarray:
    """[n, t, t], who sees whom: content what is not after it, the queries all content and their own
    block. ``inside`` and ``right``: which tokens of the content and of the right context are there."""
    n = inside.shape[0]
    one = np.ones((n, 1), dtype=bool)
    there = np.concatenate([inside, one, one, right], 1)
    order = np.arange(CONTENT)
    limit = np.concatenate([order + 1, np.full(2 + RIGHT, CONTENT)])
    sees_content = order[None] < limit[:, None]
    block = np.concatenate([np.zeros(CONTENT), [1], np.full(1 + RIGHT, 2)])
    sees_block = block[:, None] == block[None, CONTENT:]
    sees = np.concatenate([sees_content, sees_block], 1)
    sees[:CONTENT, CONTENT:] = False
    mask = sees[None] & there[:, None] & there[:, :, None]
    return mask | np.eye(mask.shape[1], dtype=bool)[None]  # no row of the softmax is empty


@torch.no_grad()
def answers(model: MobileBert, rows: list[Example], members: list[int]) -> np.ndarray:
    """[n, 2]: the members that are chosen from the left alone, and with the right context."""
    chosen = [np.zeros((0, 2), dtype=np.int64)]
    for at in range(0, len(rows), ROWS):
        asked = batch(rows[at : at + ROWS])
        features = model.features(asked["trigrams"], asked["positions"], asked["mask"])
        scores = model.logits(features[:, CONTENT : CONTENT + 2])[..., members]
        chosen.append(np.array(members)[scores.argmax(-1).numpy()])
    return np.concatenate(chosen)


def count(words: np.ndarray, chosen: np.ndarray) -> Counts:
    """Counts of one set: [n] what was written, [n, 2] what was chosen."""
    left, both = (chosen == words[:, None]).T
    most = int(np.bincount(words).max()) if words.size else 0
    numbers = (left.sum(), both.sum(), (~left & both).sum(), (left & ~both).sum())
    return Counts(len(words), most, *(int(number) for number in numbers))


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def share_of(part: int, whole: int) -> str:
    """The share with the numbers it is made of, which are small for some sets."""
    return f"{share(part, whole)} ({part}/{whole})"


def table(counts: dict[str, Counts]) -> str:
    """Markdown: sets and their total down, percent; repaired of those that the left context alone gets
    wrong, broken of those it gets right."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---" + "|---:" * (len(COLUMNS) - 1) + "|"]
    for name, c in {**counts, "total": sum(counts.values(), Counts())}.items():
        plain = [share(part, c.examples) for part in (c.commonest, c.left, c.both)]
        changed = [share_of(c.repaired, c.examples - c.left), share_of(c.broken, c.left)]
        lines.append("| " + " | ".join([name, str(c.examples), *plain, *changed]) + " |")
    return "\n".join(lines)


def measure(
    model: MobileBert, corpus: Corpus, processor: sentencepiece.SentencePieceProcessor, limit: int
) -> Iterator[tuple[str, Counts]]:
    """Each set by its members' names, and its counts."""
    ends = unit_ends(processor)
    for members in whole_words(processor):
        ids = list(members.values())
        rows = examples(corpus.shards, ids, ends, limit)
        words = np.array([row.word for row in rows], dtype=np.int64)
        yield "/".join(members), count(words, answers(model, rows, ids))


def load(weights: tuple[ModelConfig, dict[str, Tensor]]) -> MobileBert:
    """The model, only to be asked. SystemExit if a row is too long for it."""
    config, parameters = weights
    if config.max_position < CONTENT + 1 + RIGHT:
        raise SystemExit(f"confusables: the model has {config.max_position} positions, but rows need "
                         f"{CONTENT + 1 + RIGHT}")
    model = MobileBert(config)
    model.load_state_dict(parameters)
    return model.eval().requires_grad_(False)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="confusables", description=__doc__)
    parser.add_argument("checkpoint", type=Path, nargs="?")
    parser.add_argument("--from-pack", type=Path, help="ask this pack's model instead of a checkpoint's")
    add_work(parser, "where tokenizer.model is")
    add_sources(parser)
    parser.add_argument("--limit", type=int, default=400, help="most examples of a set")
    parser.add_argument("--out", type=Path, help="write the table here as well")
    arguments = parser.parse_args(argv)
    if (arguments.checkpoint is None) == (arguments.from_pack is None):
        parser.error("give either a checkpoint or --from-pack")
    weights = (pack_weights(arguments.from_pack) if arguments.from_pack
               else load_checkpoint(arguments.checkpoint))
    model = load(weights)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(arguments.work / "tokenizer.model"))
    size = model.config.vocab_size
    if len(processor) != size:
        raise SystemExit(f"confusables: the model has {size} pieces, the tokenizer {len(processor)}")
    corpus = Corpus(arguments.work / "shards", read_sources(arguments.sources), size, last=HELD_OUT)
    report = table(dict(measure(model, corpus, processor, arguments.limit)))
    print(report)
    if arguments.out:
        arguments.out.write_text(report + "\n", encoding="utf-8")
    return 0
