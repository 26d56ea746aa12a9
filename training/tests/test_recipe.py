"""The stages of the recipe on tiny shapes: losses fall, frozen stays frozen, resuming is exact."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sentencepiece
import torch

from inkling_training import distill, grow, held_out, loop, teacher, train, transfer
from inkling_training.data import Corpus
from inkling_training.model import MobileBert, ModelConfig, NoNorm
from inkling_training.next_sentence import NextSentence, PairSampler
from inkling_training.special_ids import BEGIN, END, NEWLINE, PAD

TRAINING = Path(__file__).resolve().parent.parent
TINY = [
    "--vocab-size", "120", "--embedding-size", "8", "--hidden-size", "16", "--intermediate-size",
    "24", "--num-attention-heads", "2", "--num-hidden-layers", "2", "--rows", "6", "--content",
    "16", "--head", "120", "--tail", "0", "--threads", "1", "--dtype", "float32", "--device", "cpu",
    "--log-every", "5",
]
STUDENT = ["--bottleneck-size", "8"]


@pytest.fixture
def work(tmp_path):
    """Shards of a language with rules: each token is followed by its successor."""
    (tmp_path / "shards").mkdir()
    rng = np.random.default_rng(0)
    lines = []
    for _ in range(400):
        start = int(rng.integers(70, 100))
        lines += [start + k for k in range(int(rng.integers(3, 12)))] + [NEWLINE]
        if rng.random() < 0.2:
            lines[-1] = END
    np.array(lines, dtype="<u2").tofile(tmp_path / "shards" / "a.u16")
    (tmp_path / "sources.tsv").write_text("a\t1\n")
    return tmp_path


def parsed(stage, work, run, *more):
    """The stage's arguments with tiny sizes; the parser is the stage's own."""
    caught = {}

    def capture(built):
        caught["loop"] = built
        return 0

    original, stage.go = stage.go, capture
    try:
        argv = ["--work", str(work), "--run-folder", str(work / run), "--sources",
                str(work / "sources.tsv"), *TINY, *more]
        stage.main([str(a) for a in argv])
    finally:
        stage.go = original
    return caught["loop"]


def losses_of(work, run):
    rows = (work / run / "log.csv").read_text().splitlines()
    return [[float(x) for x in row.split(",")[3:]] for row in rows[1:]]


@pytest.fixture
def taught(work):
    """A short-trained teacher's checkpoint."""
    parsed(teacher, work, "teacher", "--steps", 60, "--bottleneck-size", 32).run()
    return work / "teacher" / "final.pt"


def test_the_teacher_is_an_inverted_bottleneck_of_the_students_outer_shape(work):
    built = parsed(teacher, work, "t", "--steps", 1, "--bottleneck-size", 32)
    config = built.config
    assert config.inner_size > config.hidden_size == 16
    assert (config.hidden_act, config.normalization) == ("gelu", "layer_norm")
    assert config.num_feedforward_networks == 1


def test_the_teachers_loss_falls(work, taught):
    losses = losses_of(work, "teacher")
    assert losses[-1][0] < 0.9 * losses[0][0] and losses[-1][1] < 0.9 * losses[0][1]


def test_resuming_is_bit_for_bit_the_run_that_was_never_cut(work):
    whole = parsed(train, work, "whole", *STUDENT, "--steps", 8)
    whole.run()
    cut = parsed(train, work, "cut", *STUDENT, "--steps", 8)
    for _ in range(3):
        cut.train_step(cut.progress())
    cut.save()
    again = parsed(train, work, "cut", *STUDENT, "--steps", 8)
    assert again.step == 3
    again.run()
    for name, value in whole.model.state_dict().items():
        assert torch.equal(value, again.model.state_dict()[name]), name


def test_a_new_run_may_start_from_a_packs_weights(work):
    from inkling_training.export import export

    first = parsed(train, work, "first", *STUDENT, "--steps", 2)
    export(first.model, work / "pack", "float32")
    second = parsed(train, work, "second", "--steps", 2, "--from-pack", work / "pack", "--seed", 9)
    assert second.config.bottleneck_size == 8 and second.step == 0
    for name, value in first.model.state_dict().items():
        assert torch.equal(value, second.model.state_dict()[name]), name


def test_everybody_may_read_an_exported_pack(work):
    from inkling_training.export import export

    export(parsed(train, work, "first", *STUDENT, "--steps", 1).model, work / "pack", "int8")
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in (work / "pack").iterdir())


def test_a_plain_causal_model_trains_without_queries(work):
    parsed(train, work, "plain", *STUDENT, "--steps", 60, "--masks", 0).run()
    losses = losses_of(work, "plain")
    assert losses[-1][0] < 0.9 * losses[0][0]
    assert all(masked == 0 for _, masked in losses)


def test_the_mean_of_the_weights_is_kept_over_a_cut(work):
    whole = parsed(train, work, "whole", *STUDENT, "--steps", 6, "--average", 0.5)
    expected = {name: p.detach().clone() for name, p in whole.model.named_parameters()}
    for _ in range(6):
        whole.train_step(whole.progress())
        for name, p in whole.model.named_parameters():
            expected[name] = expected[name] / 2 + p.detach() / 2
    cut = parsed(train, work, "cut", *STUDENT, "--steps", 6, "--average", 0.5)
    for _ in range(3):
        cut.train_step(cut.progress())
    cut.save()
    again = parsed(train, work, "cut", *STUDENT, "--steps", 6, "--average", 0.5)
    again.run()
    config, mean = loop.load_checkpoint(work / "cut" / "average.pt")
    assert config == whole.config
    for name, value in mean.items():
        assert torch.allclose(value, expected[name], atol=1e-6), name


def test_queries_may_be_asked_in_some_steps_only(work):
    built = parsed(train, work, "some", *STUDENT, "--steps", 9, "--queries-every", 4, "--log-every", 1)
    built.run()
    masked = [row[1] for row in losses_of(work, "some")]
    assert [loss > 0 for loss in masked] == [step % 4 == 0 for step in range(9)]
    # The same rows, with and without queries.
    plain = built.plain_sampler.batch(3)["trigrams"]
    assert torch.equal(plain, built.sampler.batch(3)["trigrams"][:, :16])


def test_a_run_may_be_as_long_as_the_processor_was_busy(work, monkeypatch):
    ticks = iter(range(1000))
    monkeypatch.setattr(loop.time, "process_time", lambda: float(next(ticks)))
    built = parsed(train, work, "busy", *STUDENT, "--seconds", 7, "--busy")
    built.run()
    assert built.step == 7  # each step sees the clock tick once


def test_held_out_text_is_tabled_by_guess(work, capsys, monkeypatch):
    parsed(train, work, "short", *STUDENT, "--steps", 40).run()
    monkeypatch.setattr(held_out, "characters", lambda path: np.full(120, 2))
    monkeypatch.setattr(held_out, "HELD_OUT", 0.5)
    argv = [f"short={work / 'short' / 'final.pt'}", "--work", str(work), "--sources",
            str(work / "sources.tsv"), "--batches", "2", "--rows", "4"]
    assert held_out.main(argv) == 0
    row = capsys.readouterr().out.splitlines()[-1].strip("| ").split(" | ")
    nats, bits = [float(x) for x in row[1:4]], float(row[4])
    assert row[0] == "short" and all(0 < x < np.log(120) for x in nats)
    # Two characters a piece, as the test says.
    assert bits == pytest.approx(min(nats) / np.log(2) / 2, abs=2e-3)
    with pytest.raises(SystemExit):
        held_out.main(["no-name.pt", "--work", str(work)])


def test_a_time_of_day_that_is_past_is_tomorrows():
    import datetime

    now = datetime.datetime(2026, 3, 4, 23, 30)
    assert loop.deadline("23:45", now) - now.timestamp() == 15 * 60
    assert loop.deadline("00:30", now) - now.timestamp() == 60 * 60


def test_transfer_starts_with_the_teachers_embedding_and_head(work, taught):
    built = parsed(transfer, work, "transfer", *STUDENT, "--steps", 4, "--teacher", taught)
    given = torch.load(taught, weights_only=True)["model"]
    ours = built.model.state_dict()
    for name in ("embeddings.word_embeddings.weight", "cls.predictions.bias"):
        assert torch.equal(ours[name], given[name])


def test_transfer_refuses_a_student_of_another_outer_shape(work, taught):
    with pytest.raises(ValueError, match="num_attention_heads must be the teacher's, 2, not 4"):
        parsed(transfer, work, "other", *STUDENT, "--teacher", taught, "--num-attention-heads", 4)


@pytest.mark.parametrize("norm", ["layer_norm", "no_norm"])
def test_transfer_trains_one_layer_at_a_time_and_its_losses_fall(work, taught, norm):
    built = parsed(
        transfer, work, "transfer", *STUDENT, "--steps", 80, "--teacher", taught,
        "--normalization", norm, "--muon-rate", 0.05, "--adam-rate", 0.01,
    )
    before = {n: v.clone() for n, v in built.model.state_dict().items()}
    first, history = {}, []
    while built.progress() < 1:
        if built.step == 40:
            first = {n: v.clone() for n, v in built.model.state_dict().items()}
        history.append(built.train_step(built.progress()))
    after = built.model.state_dict()
    for name in before:
        layer0, layer1 = name.startswith("encoder.layer.0."), name.startswith("encoder.layer.1.")
        in_first_phase = layer0 or name.startswith("embeddings.LayerNorm")
        if not in_first_phase:
            assert torch.equal(before[name], first[name]), f"{name} moved in the first phase"
        if not layer1:
            assert torch.equal(first[name], after[name]), f"{name} moved in the second phase"
    assert not torch.equal(before["encoder.layer.0.output.dense.weight"],
                           first["encoder.layer.0.output.dense.weight"])
    assert not torch.equal(first["encoder.layer.1.output.dense.weight"],
                           after["encoder.layer.1.output.dense.weight"])
    for begin, end in ((0, 40), (40, 80)):
        for name in ("maps", "attention"):
            early = np.mean([h[name] for h in history[begin : begin + 4]])
            late = np.mean([h[name] for h in history[end - 4 : end]])
            assert late < early, f"{name} of phase {begin // 40} did not fall"


def test_transfer_resumes_in_the_middle_of_a_later_layer(work, taught):
    more = [*STUDENT, "--steps", 8, "--teacher", taught]
    whole = parsed(transfer, work, "whole", *more)
    whole.run()
    cut = parsed(transfer, work, "cut", *more)
    for _ in range(6):
        cut.train_step(cut.progress())
    cut.save()
    again = parsed(transfer, work, "cut", *more)
    assert again.layer == 1
    again.run()
    for name, value in whole.model.state_dict().items():
        assert torch.equal(value, again.model.state_dict()[name]), name


def test_attention_and_maps_of_a_teacher_itself_cost_nothing():
    scores = torch.randn(2, 2, 5, 5)
    alive = torch.ones(2, 5, dtype=torch.bool)
    assert transfer.attention_loss(scores, scores, alive).abs().max() < 1e-6
    other = transfer.attention_loss(scores + torch.randn_like(scores), scores, alive)
    assert (other > 0).all() and other.shape == (10,)
    maps = torch.randn(2, 5, 4)
    assert not transfer.map_loss(maps, maps, alive).any()


def test_distribution_loss_is_a_divergence():
    theirs, ours = torch.randn(3, 7), torch.randn(3, 7)
    p, q = torch.softmax(theirs, -1), torch.softmax(ours, -1)
    expected = (p * (p / q).log()).sum(-1)
    assert torch.allclose(distill.distribution_loss(ours, theirs), expected, atol=1e-6)
    assert distill.distribution_loss(theirs, theirs).abs().max() < 1e-6


@pytest.mark.parametrize("norm", ["layer_norm", "no_norm"])
def test_distillation_losses_fall(work, taught, norm):
    built = parsed(
        distill, work, "distill", *STUDENT, "--steps", 60, "--teacher", taught, "--places", 32,
        "--normalization", norm,
    )
    built.run()
    losses = losses_of(work, "distill")
    assert all(late < 0.9 * early for late, early in zip(losses[-1][:3], losses[0][:3]))
    assert losses[-1][3] == 0  # next-sentence prediction is off unless asked for


def test_distillation_weighs_its_terms_by_alpha(work, taught):
    built = parsed(distill, work, "d", *STUDENT, "--teacher", taught, "--alpha", 0.7,
                   "--mask-share", 0.4, "--next-sentence", 0.2)
    terms = built.terms(built.sampler.batch(0))
    weights = {name: term.weight for name, term in terms.items()}
    assert weights == pytest.approx(
        {"causal": 0.42, "masked": 0.28, "distribution": 0.3, "next_sentence": 0.2}
    )


def test_next_sentence_pairs_follow_each_other_or_do_not(work):
    corpus = Corpus(work / "shards", {"a": 1.0}, 120)
    sampler = PairSampler(corpus, 24, rows=40, seed=3)
    batch = sampler.batch(0)
    shard = corpus.shards[0].tolist()
    text = ",".join(map(str, shard)) + ","
    followed = []
    for row in range(40):
        ids = batch["trigrams"][row, :, 2].tolist()
        assert ids[0] == BEGIN and ids[int(batch["last"][row])] != PAD
        used = ids[1 : int(batch["last"][row]) + 1]
        if batch["label"][row] == 1:
            assert ",".join(map(str, used)) + "," in text
        followed.append(int(batch["label"][row]))
    assert 8 < sum(followed) < 32


def test_next_sentence_loss_falls(work):
    torch.manual_seed(0)
    # Here a second line that follows begins where a doubled token says so.
    model = MobileBert(ModelConfig(
        vocab_size=120, embedding_size=8, hidden_size=16, bottleneck_size=8, intermediate_size=12,
        num_attention_heads=2, num_hidden_layers=1, max_position=24))
    head = NextSentence(16)
    batch = PairSampler(Corpus(work / "shards", {"a": 1.0}, 120), 24, rows=12, seed=3).batch(0)
    optimizer = torch.optim.Adam([*model.parameters(), *head.parameters()], 1e-2)
    history = []
    for _ in range(40):
        loss = head.loss(model, batch).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    assert history[-1] < 0.5 * history[0]


def test_no_norm_is_a_gain_and_a_bias():
    norm = NoNorm(3)
    with torch.no_grad():
        norm.weight.copy_(torch.tensor([1.0, 2.0, 3.0]))
        norm.bias.fill_(0.5)
    assert torch.equal(norm(torch.tensor([[1.0, -1.0, 2.0]])), torch.tensor([[1.5, -1.5, 6.5]]))


def test_two_processes_draw_together_what_one_draws(work):
    from inkling_training.data import RowSampler, RowShape

    corpus = Corpus(work / "shards", {"a": 1.0}, 120)
    shape = RowShape(content=16)
    one = RowSampler(corpus, shape, 6, seed=2).batch(5)
    for rank in (0, 1):
        part = RowSampler(corpus, shape, 6, 2, rank, 2).batch(5)
        assert all(torch.equal(one[name][rank::2], value) for name, value in part.items())


def test_torchrun_with_two_processes_gives_the_loss_curve_of_one(work):
    argv = ["-m", "inkling_training", "train", "--work", work, "--sources", work / "sources.tsv",
            *TINY, *STUDENT, "--steps", 10, "--log-every", 1]
    argv = [str(a) for a in argv]
    command = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2",
               "--standalone", *argv, "--run-folder", str(work / "two")]
    subprocess.run(command, cwd=TRAINING, check=True, capture_output=True, timeout=100)
    parsed(train, work, "one", *STUDENT, "--steps", 10, "--log-every", 1).run()
    one, two = losses_of(work, "one"), losses_of(work, "two")
    assert len(one) == 10
    assert np.allclose(one, two, atol=2e-3)
    a, b = (torch.load(work / r / "final.pt", weights_only=True)["model"] for r in ("one", "two"))
    assert all(torch.allclose(a[name], b[name], atol=2e-2) for name in a)


def test_whole_numbers_are_within_half_a_step():
    from inkling_training.export import stored, widened

    weights = {"a.weight": torch.randn(5, 7), "b.bias": torch.randn(3), "zero.weight": torch.zeros(2, 4)}
    tensors = stored(weights, "int8")
    assert tensors["a.weight"].dtype == torch.int8 and tensors["b.bias"].dtype == torch.float16
    back = widened(tensors)
    assert back.keys() == weights.keys()
    step = weights["a.weight"].abs().amax(1, keepdim=True) / 127
    assert ((back["a.weight"] - weights["a.weight"]).abs() <= 0.5001 * step).all()
    assert not back["zero.weight"].any()


def test_a_grown_model_begins_where_the_smaller_one_ended(work):
    built = parsed(train, work, "small", *STUDENT, "--steps", 60)
    built.run()
    small = built.model.eval()
    batches = [built.sampler.batch(step) for step in range(3)]
    tall = grow.grown(small, 3, batches)
    assert tall.config.num_hidden_layers == 3
    fresh = built.sampler.batch(99)
    inputs = fresh["trigrams"], fresh["positions"], fresh["mask"]
    asked = fresh["targets"] >= 0
    with torch.no_grad():
        ours, theirs = (
            torch.nn.functional.cross_entropy(m.logits(m.features(*inputs)[asked]), fresh["targets"][asked])
            for m in (tall, small)
        )
    assert ours.item() == pytest.approx(theirs.item(), abs=0.05)
    # The new layer learns: its last map leaves zero, and then the rest of it has a gradient.
    torch.save({"config": tall.config.to_dict(), "model": tall.state_dict()}, work / "tall.pt")
    again = parsed(train, work, "tall", "--steps", 3, "--from-checkpoint", work / "tall.pt")
    again.run()
    name = "encoder.layer.2.intermediate.dense.weight"
    assert not torch.equal(again.model.state_dict()[name], tall.state_dict()[name])


def test_new_layers_are_spread_over_the_old_ones():
    assert [o for o, _ in grow.origins(4, 6)] == [0, 1, 1, 2, 3, 3]
    assert [o for o, copy in grow.origins(4, 8) if copy] == [0, 1, 2, 3]
    assert grow.origins(2, 2) == [(0, False), (1, False)]
    with pytest.raises(ValueError):
        grow.origins(2, 5)


def test_characters_of_pieces_are_counted_with_their_space():
    lengths = held_out.characters(TRAINING.parent / "packs" / "en" / "tokenizer.model")
    processor = sentencepiece.SentencePieceProcessor(
        model_file=str(TRAINING.parent / "packs" / "en" / "tokenizer.model")
    )
    assert lengths.size == processor.get_piece_size()
    assert lengths[processor.piece_to_id("the▁")] == 4 and lengths[processor.piece_to_id("<0x41>")] == 1
