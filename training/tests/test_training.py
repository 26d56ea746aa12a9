"""Tiny shapes: masks, losses, resuming."""

import math
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inkling_training.corpus import Cleaner, documents, letters_of, read_sources  # noqa: E402
from inkling_training.data import NO_TARGET, Corpus, RowSampler, RowShape  # noqa: E402
from inkling_training.duplicates import HeldOut  # noqa: E402
from inkling_training.loss import VocabularyLoss  # noqa: E402
from inkling_training.model import MobileBert, ModelConfig  # noqa: E402
from inkling_training.optim import Optimizer, orthogonalise, schedule  # noqa: E402
from inkling_training.special_ids import BEGIN, END, MASK, NEWLINE, PAD  # noqa: E402

TINY = dict(
    vocab_size=120, embedding_size=8, hidden_size=16, bottleneck_size=8, intermediate_size=12,
    num_feedforward_networks=2, num_attention_heads=2, num_hidden_layers=2, max_position=24,
)
SHAPE = RowShape(content=16, masks=3, right=3)


@pytest.fixture
def corpus(tmp_path):
    rng = np.random.default_rng(0)
    for name in ("a", "b"):
        lines = []
        for _ in range(200):
            # A language with rules: each token is followed by its successor.
            start = int(rng.integers(70, 100))
            lines += [start + k for k in range(int(rng.integers(3, 12)))] + [NEWLINE]
            if rng.random() < 0.2:
                lines.append(END)
        np.array(lines, dtype="<u2").tofile(tmp_path / f"{name}.u16")
    return Corpus(tmp_path, {"a": 1.0, "b": 2.0}, 120)


def batch(corpus, step=0, rows=6):
    return RowSampler(corpus, SHAPE, rows, seed=5).batch(step)


def test_batches_depend_on_seed_and_step_only(corpus):
    one, same, other = batch(corpus, 3), batch(corpus, 3), batch(corpus, 4)
    assert all(torch.equal(one[k], same[k]) for k in one)
    assert not torch.equal(one["trigrams"], other["trigrams"])


def test_content_sees_its_own_segment_to_the_left_only(corpus):
    b = batch(corpus)
    content = b["trigrams"][:, : SHAPE.content, 2]
    for row in range(content.shape[0]):
        segment = 0
        segments = []
        for token in content[row].tolist():
            segment += token == BEGIN
            segments.append(segment if token != PAD else -1)
        for i in range(SHAPE.content):
            seen = b["mask"][row, 0, i].nonzero().flatten().tolist()
            want = [j for j in range(i + 1) if segments[j] == segments[i]] if segments[i] >= 0 else [i]
            if segments[i] >= 0:
                assert seen == want


def test_nothing_sees_query_blocks_but_themselves(corpus):
    b = batch(corpus)
    length, masks = SHAPE.content, SHAPE.masks
    assert not b["mask"][:, 0, :length, length:].any()
    for q in range(masks):
        others = b["mask"][:, 0, length + q, length:].clone()
        others[:, q] = False
        assert not others.any()


def test_a_query_never_sees_its_target(corpus):
    """Changing the tokens from the anchor on leaves the features of a next-word query unchanged."""
    torch.manual_seed(0)
    model = MobileBert(ModelConfig(**TINY)).eval()
    b = batch(corpus)
    before = model.features(b["trigrams"], b["positions"], b["mask"])
    for row in range(2):
        for q in range(SHAPE.masks):
            at = SHAPE.content + q
            limit = int(b["mask"][row, 0, at, : SHAPE.content].nonzero().max()) + 1
            changed = b["trigrams"].clone()
            changed[row, limit : SHAPE.content] = 77
            after = model.features(changed, b["positions"], b["mask"])
            assert torch.allclose(before[row, at], after[row, at], atol=1e-5)


def test_targets_are_successors_and_masked_tokens(corpus):
    b = batch(corpus)
    tokens = b["trigrams"][..., 2]
    for row in range(tokens.shape[0]):
        for i in range(SHAPE.content - 1):
            target = int(b["targets"][row, i])
            if target != NO_TARGET:
                assert target == int(tokens[row, i + 1])
        for q in range(SHAPE.masks):
            assert int(tokens[row, SHAPE.content + q]) == MASK


def test_sampled_loss_without_a_sample_is_the_full_loss(corpus):
    model = MobileBert(ModelConfig(**TINY))
    loss = VocabularyLoss(corpus.by_frequency, head=60, tail=60)
    features = torch.randn(9, 8)
    targets = torch.randint(0, 120, (9,))
    generator = torch.Generator().manual_seed(1)
    full = loss.full(model, features, targets)
    sampled = loss.sampled(model, features, targets, generator)
    assert torch.allclose(full, sampled, atol=1e-4)


def test_sampled_loss_gradients_match_finite_differences(corpus):
    torch.manual_seed(2)
    model = MobileBert(ModelConfig(**TINY)).double()
    loss = VocabularyLoss(corpus.by_frequency, head=60, tail=60)
    targets = torch.tensor([75, 3, 110])
    features = torch.randn(3, 8, dtype=torch.double, requires_grad=True)

    def value(x):
        return loss.sampled(model, x, targets, torch.Generator().manual_seed(1)).sum()

    assert torch.autograd.gradcheck(value, (features,), eps=1e-6, atol=1e-5)


@pytest.mark.parametrize("norm", ["layer_norm", "no_norm"])
@pytest.mark.parametrize("kind", ["muon", "adamw"])
def test_the_loss_falls(corpus, norm, kind):
    torch.manual_seed(3)
    model = MobileBert(ModelConfig(**TINY, normalization=norm))
    optimizer = Optimizer(model, kind, 0.02, 5e-3)
    loss = VocabularyLoss(corpus.by_frequency, head=120, tail=0)
    sampler = RowSampler(corpus, SHAPE, 8, seed=1)
    history = []
    for step in range(60):
        b = sampler.batch(step)
        asked = b["targets"] != NO_TARGET
        features = model.features(b["trigrams"], b["positions"], b["mask"])
        mean = loss.full(model, features[asked], b["targets"][asked]).mean()
        mean.backward()
        optimizer.step(1.0)
        model.zero_grad(set_to_none=True)
        model.clear_pad()
        history.append(mean.item())
    assert np.mean(history[-5:]) < 0.75 * history[0]
    assert not model.embeddings.word_embeddings.weight[0].any()


def test_orthogonalise_makes_singular_values_alike():
    values = torch.linalg.svdvals(orthogonalise(torch.randn(2, 6, 10)))
    assert values.min() > 0.5 and values.max() < 1.5


def test_schedule_warms_up_holds_and_decays():
    assert schedule(0.0, 0.1, 0.3) == 0
    assert schedule(0.5, 0.1, 0.3) == 1
    assert math.isclose(schedule(0.85, 0.1, 0.3), 0.5)
    assert schedule(1.0, 0.1, 0.3) == 0


def cleaner_without(*held_out):
    sets = HeldOut()
    for line in held_out:
        sets.add(letters_of(line).split())
    return Cleaner(sets)


@pytest.mark.parametrize("line", [
    "write to me@home.example please",
    "call 555 123 4567 now",
    "call me on (555) 123-4567 after six",
    "see https://x.example",
    "her number is 078-05-1120",
    "card 4000 1234 5678 9010 expires soon",
    "Ann Lesser, 55 1234 is the new one",
    "Tom Harper: 99887 as always",
    "we live at 42 Green Hill Lane now",
    "hello, I am [user 2] and I paint",
])
def test_lines_that_may_give_somebody_away_are_dropped(line):
    assert not cleaner_without().keep(line)


@pytest.mark.parametrize("line", [
    "I paid 30 dollars for it in 2019.",
    "Chapter 12 begins at page 340",
    "On Monday 15 people came and 3 of them stayed",
    "New York won 4 to 1",
])
def test_harmless_numbers_are_kept(line):
    assert cleaner_without().keep(line)


def test_lines_that_share_a_run_of_words_with_held_out_sets_are_dropped():
    cleaner = cleaner_without(
        "This very line is held out, sorry.",
        "nobody at the harbour had seen the old ferry leave without its captain",
    )
    assert not cleaner.keep("this very line is held out sorry")
    assert not cleaner.keep("They said nobody at the harbour had seen the old ferry leave, ever.")
    assert cleaner.keep("Somebody at the harbour had seen the new ferry leave without him.")
    assert cleaner.keep("this very line is not held out, sorry")


def test_near_duplicates_are_dropped_after_the_second():
    line = ("an ordinary sentence that is long enough to be called a duplicate when somebody "
            "copies it out word by word and alters only its very last {}")
    cleaner = cleaner_without()
    assert [cleaner.keep(line.format(w)) for w in ("word", "word", "word", "bit")] == [
        True, True, False, False]
    assert cleaner.keep("an ordinary sentence, but one that goes on in quite another way from here "
                        "and therefore has nothing to do with what was said before")
    assert all(cleaner.keep("Yes, that would be great.") for _ in range(5))


def test_sources_file_errors_name_the_line(tmp_path):
    path = tmp_path / "sources.tsv"
    path.write_text("# comment\na\t1\nb two\n")
    with pytest.raises(ValueError, match=":3:"):
        read_sources(path)


def test_documents_are_split_at_blank_lines(tmp_path):
    import lzma

    path = tmp_path / "x.txt.xz"
    with lzma.open(path, "wt") as out:
        out.write("one\ntwo\n\n\nthree\n")
    assert list(documents(path)) == [["one", "two"], ["three"]]


def test_rows_without_queries_are_the_content_of_those_with_them(corpus):
    plain_shape = RowShape(content=SHAPE.content, masks=0)
    assert plain_shape.tokens == SHAPE.content
    plain = RowSampler(corpus, plain_shape, 6, seed=5).batch(2)
    both = batch(corpus, 2)
    for name in ("trigrams", "positions", "targets", "alive"):
        assert torch.equal(plain[name], both[name][:, : SHAPE.content]), name
    alive = plain["alive"]
    seen = both["mask"][:, 0, : SHAPE.content, : SHAPE.content]
    assert torch.equal(plain["mask"][:, 0][alive], seen[alive])
