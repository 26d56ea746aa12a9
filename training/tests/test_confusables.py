"""Rows like those of training, a left context that does not look right, and a table that adds up."""

import shutil
import sys
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest
import sentencepiece
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inkling_training import confusables  # noqa: E402
from inkling_training.confusables import CONTENT, LEFT, RIGHT, Counts, Example  # noqa: E402
from inkling_training.data import Corpus, RowSampler, RowShape  # noqa: E402
from inkling_training.export import export  # noqa: E402
from inkling_training.paths import HERE  # noqa: E402
from inkling_training.model import MobileBert, ModelConfig  # noqa: E402
from inkling_training.special_ids import BEGIN, END, MASK, NEWLINE  # noqa: E402

TINY = dict(
    embedding_size=8, hidden_size=16, bottleneck_size=8, intermediate_size=12,
    num_feedforward_networks=2, num_attention_heads=2, num_hidden_layers=2, max_position=64,
)
VOCAB = 120
MEMBERS = [80, 81, 82]
ENDS = np.array([i < 6 or i >= 75 for i in range(VOCAB)])  # 70 ... 74 go on within a unit


def tiny(vocab_size: int = VOCAB) -> MobileBert:
    torch.manual_seed(0)
    return MobileBert(ModelConfig(vocab_size=vocab_size, **TINY)).eval()


def features(model: MobileBert, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    with torch.no_grad():
        return model.features(batch["trigrams"], batch["positions"], batch["mask"])


def random_example(rng, left: int, right: int) -> Example:
    before, after = rng.integers(70, VOCAB, left), rng.integers(70, VOCAB, right)
    return Example(np.concatenate([[BEGIN], before]), MEMBERS[left % 3], after)


@pytest.fixture
def trained_on(tmp_path):
    """Rows as in training, of random lines and documents."""
    rng = np.random.default_rng(0)
    ids = []
    for _ in range(300):
        ids += [*rng.integers(70, VOCAB, int(rng.integers(2, 15))), NEWLINE]
        ids += [END] * int(rng.random() < 0.3)
    np.array(ids, dtype="<u2").tofile(tmp_path / "a.u16")
    corpus = Corpus(tmp_path, {"a": 1.0}, VOCAB)
    shape = RowShape(content=CONTENT, masks=4, right=RIGHT)
    return shape, RowSampler(corpus, shape, rows=24, seed=3).batch(0)


def asked(shape: RowShape, batch: dict[str, torch.Tensor], row: int, place: int) -> Example:
    """What the query at this place of a row of training was given."""
    tokens = batch["trigrams"][row, :, 2].numpy()
    left = tokens[: shape.content][batch["mask"][row, 0, place, : shape.content].numpy()]
    after = slice(shape.content + shape.masks + 1, None)
    return Example(left, MEMBERS[0], tokens[after][batch["alive"][row, after].numpy()])


def test_the_re_correction_block_is_that_of_training(trained_on):
    shape, batch = trained_on
    model, first = tiny(), shape.content + shape.masks
    rows = [asked(shape, batch, i, first) for i in range(24)]
    assert len({len(r.left) for r in rows}) > 5 and {len(r.right) for r in rows} > {1, RIGHT}
    theirs = features(model, batch)[:, first:]
    ours = features(model, confusables.batch(rows))[:, CONTENT + 1 :]
    for i, row in enumerate(rows):
        alive = 1 + len(row.right)
        assert torch.allclose(ours[i, :alive], theirs[i, :alive], atol=1e-5)


def test_the_mask_alone_is_that_of_training(trained_on):
    shape, batch = trained_on
    model = tiny()
    theirs = features(model, batch)
    for place in range(shape.content, shape.content + shape.masks):
        rows = [asked(shape, batch, i, place) for i in range(24)]
        ours = features(model, confusables.batch(rows))[:, CONTENT]
        assert torch.allclose(ours, theirs[:, place], atol=1e-5)


def test_what_stands_to_the_right_does_not_change_the_left_answer():
    rng, model = np.random.default_rng(1), tiny()
    rows = [random_example(rng, int(rng.integers(0, LEFT + 1)), 1 + i % RIGHT) for i in range(80)]
    others = [Example(r.left, r.word, random_example(rng, 0, RIGHT).right) for r in rows]
    one, other = (features(model, confusables.batch(each)) for each in (rows, others))
    assert torch.allclose(one[:, CONTENT], other[:, CONTENT], atol=1e-6)
    assert not torch.allclose(one[:, CONTENT + 1], other[:, CONTENT + 1], atol=1e-3)
    pieces = list(range(70, VOCAB))  # a large set, for an untrained model changes its mind seldom
    first, second = (confusables.answers(model, each, pieces) for each in (rows, others))
    assert (first[:, 0] == second[:, 0]).all() and (first[:, 1] != second[:, 1]).any()
    assert set(confusables.answers(model, rows, MEMBERS).flat) <= set(MEMBERS)


def test_neither_side_sees_the_word_itself():
    rng, model = np.random.default_rng(2), tiny()
    row = random_example(rng, 10, 3)
    batch = confusables.batch([row])
    swapped = confusables.batch([Example(row.left, MEMBERS[2], row.right)])
    assert all(torch.equal(batch[k], swapped[k]) for k in batch)
    assert (batch["trigrams"][0, CONTENT : CONTENT + 2, 2] == MASK).all()


def test_contexts_stay_in_their_document_and_line():
    ids = np.array([80, 90, 81, 91, NEWLINE, 80, 92, 93, END, 82, 94, 72, 80, 95, 80, NEWLINE, 81], "<u2")
    found = confusables.occurrences(ids, MEMBERS, ENDS)
    # Not the first, which may be cut; not after 72, inside a unit; not where its line or the shard ends.
    assert found.tolist() == [[0, 2, 4], [0, 5, 8], [9, 9, 15]]
    rows = confusables.examples([ids], MEMBERS, ENDS, 10)
    assert rows[1].left.tolist() == [BEGIN, 80, 90, 81, 91, NEWLINE]
    assert (rows[1].word, rows[1].right.tolist()) == (80, [92, 93])
    assert rows[2].left.tolist() == [BEGIN]


def test_contexts_have_their_greatest_lengths():
    ids = np.concatenate([np.full(60, 90), [81], np.full(20, 91)]).astype("<u2")
    (row,) = confusables.examples([ids], MEMBERS, ENDS, 10)
    assert (len(row.left), len(row.right)) == (CONTENT, RIGHT)


def test_a_set_is_capped_alike_every_time():
    rng = np.random.default_rng(4)
    shards = [rng.integers(75, VOCAB, 900).astype("<u2") for _ in range(2)]
    everything = confusables.examples(shards, MEMBERS, ENDS, 10_000)
    some, again = (confusables.examples(shards, MEMBERS, ENDS, 20) for _ in range(2))
    assert len(some) == 20 < len(everything)
    assert all(np.array_equal(a.left, b.left) and a.word == b.word for a, b in zip(some, again))


def test_counts_add_up():
    rng = np.random.default_rng(5)
    words = rng.choice(MEMBERS, 200, p=[0.6, 0.3, 0.1])
    c = confusables.count(words, rng.choice(MEMBERS, (200, 2)))
    assert c.both == c.left + c.repaired - c.broken
    assert c.repaired <= c.examples - c.left and c.broken <= c.left
    assert c.commonest == max((words == m).sum() for m in MEMBERS)
    nothing = confusables.count(words[:0], np.zeros((0, 2), dtype=np.int64))
    assert nothing == Counts() and c + nothing == c


def test_the_table_totals_its_sets():
    counts = {"a/b": Counts(10, 6, 8, 9, 1, 0), "c/d": Counts(30, 20, 20, 22, 4, 2), "e/f": Counts()}
    *_, first, _, empty, total = confusables.table(counts).splitlines()
    assert first == "| a/b | 10 | 60.0 | 80.0 | 90.0 | 50.0 (1/2) | 0.0 (0/8) |"
    assert empty == "| e/f | 0 | - | - | - | - (0/0) | - (0/0) |"
    assert total == "| total | 40 | 65.0 | 70.0 | 77.5 | 41.7 (5/12) | 7.1 (2/28) |"
    assert astuple(sum(counts.values(), Counts())) == (40, 26, 28, 31, 5, 2)


@pytest.fixture
def work(tmp_path):
    """The shipped tokenizer, and a shard of some words with a line's end here and there."""
    shutil.copyfile(HERE.parent / "packs" / "en" / "tokenizer.model", tmp_path / "tokenizer.model")
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "tokenizer.model"))
    ids = [processor.encode(word) for word in "to two too it's its the dog they're .".split()]
    rng = np.random.default_rng(6)
    stream = []
    for _ in range(60_000):
        stream += ids[rng.integers(len(ids))] + [NEWLINE] * int(rng.random() < 0.1)
    (tmp_path / "shards").mkdir()
    np.array(stream, dtype="<u2").tofile(tmp_path / "shards" / "a.u16")
    (tmp_path / "sources.tsv").write_text("a\t1\n")
    return tmp_path, processor


class Speller:
    """A tokenizer that has only these words in one piece and spells all others."""

    def __init__(self, *words: str) -> None:
        self._pieces = list("abcdefghijklmnopqrstuvwxyz'") + [word + "\u2581" for word in words]

    def encode(self, word: str) -> list[int]:
        if word + "\u2581" in self._pieces:
            return [self._pieces.index(word + "\u2581")]
        return [self._pieces.index(letter) for letter in word]

    def id_to_piece(self, piece: int) -> str:
        return self._pieces[piece]


def test_only_words_of_one_piece_are_asked_for():
    found = confusables.whole_words(Speller("to", "two", "its", "it's", "lose", "there", "their"))
    assert [list(members) for members in found] == [["to", "two"], ["its", "it's"], ["there", "their"]]
    assert found[0] == {"to": 27, "two": 28}


def test_words_of_the_shipped_tokenizer(work):
    _, processor = work
    found = {}
    for members in confusables.whole_words(processor):
        found |= members
    assert {"to", "too", "two", "its", "it's", "you're"} <= set(found)
    ends = confusables.unit_ends(processor)
    assert ends[list(found.values())].all() and ends[NEWLINE] and not ends[processor.encode("they're")[0]]


def test_a_checkpoint_and_its_pack_give_the_table(work, capsys):
    folder, processor = work
    model = tiny(len(processor))
    torch.save({"config": model.config.to_dict(), "model": model.state_dict()}, folder / "last.pt")
    export(model, folder / "pack", "float32")
    options = ["--work", str(folder), "--sources", str(folder / "sources.tsv"), "--limit", "30"]
    confusables.main([str(folder / "last.pt"), *options, "--out", str(folder / "report.md")])
    said = capsys.readouterr().out
    assert "| to/too/two | 30 |" in said and "| its/it's | 30 |" in said and "| total | 60 |" in said
    assert (folder / "report.md").read_text() == said
    confusables.main(["--from-pack", str(folder / "pack"), *options])
    assert capsys.readouterr().out == said


def test_it_says_which_model_it_needs(work, capsys):
    folder, _ = work
    with pytest.raises(SystemExit):
        confusables.main([])
    assert "--from-pack" in capsys.readouterr().err
    export(tiny(), folder / "pack", "float32")
    with pytest.raises(SystemExit, match="120 pieces"):
        confusables.main(["--from-pack", str(folder / "pack"), "--work", str(folder)])
