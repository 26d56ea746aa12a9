"""Labels from a teacher with another vocabulary, rows drawn on the device, and the whole of ``burst``, tiny."""

import json
import lzma

import numpy as np
import pytest
import sentencepiece
import torch

from inkling_training import burst, burst_data, device_rows, noise, units
from inkling_training.causal_lm import Llama, LlamaConfig
from inkling_training.group_loss import group_loss
from inkling_training.special_ids import BEGIN, END, MASK, NEWLINE, PAD
from inkling_training.units import INVALID, REST

PACK = burst_data.HERE.parent / "packs" / "en" / "tokenizer.model"


@pytest.fixture(scope="module")
def processor():
    return sentencepiece.SentencePieceProcessor(model_file=str(PACK))


def encode(processor, text):
    """As the engine encodes, for plain lines: words and marks are units."""
    out = []
    for line in text.split("\n"):
        for word in line.split():
            out += processor.encode(word)
        out.append(NEWLINE)
    return out


def test_units_end_with_their_mark_and_lines_are_units_of_their_own(processor):
    ids = torch.tensor(encode(processor, "you are unbelievable") + [END])
    starts = units.unit_starts(ids, units.unit_ends(processor))
    assert int(starts.sum()) == 5
    assert starts[0] and starts[-1] and starts[-2]


def test_a_units_hash_does_not_depend_on_where_it_stands(processor):
    ends = units.unit_ends(processor)
    ids = torch.tensor(encode(processor, "incomprehensible the incomprehensible thing then"))
    hashes = units.unit_hashes(ids, units.unit_starts(ids, ends))
    assert hashes[0] == hashes[2]
    assert len(hashes.unique()) == len(hashes) - 1


def test_groups_hold_what_begins_alike_up_to_an_apostrophe(processor):
    of_piece, members = units.groups_of(processor)
    group = lambda piece: int(of_piece[processor.piece_to_id(piece)])  # noqa: E731
    assert group("you▁") == group("you") != group("your▁")
    assert group("I▁") == group("I'm▁") == group("I'll▁") != group("i▁")
    assert group("don't▁") != group("do▁")
    assert of_piece[NEWLINE] != of_piece[END]
    size = processor.get_piece_size()
    assert sorted(i for row in members.tolist() for i in row if i < size) == list(range(size))


def table_of(processor, text, encode_all):
    ids = np.array(encode(processor, text) + [END], dtype="<u2")
    distinct = burst_data.distinct_units(ids, units.unit_ends(processor))
    return ids, *units.make_table(distinct, processor, encode_all, 1, 0, {"hello": ["helo", "hlelo"]})


def by_letters(texts):
    """A teacher whose pieces are letters, 2 for a space."""
    return [[2 + (ord(c) - 31) for c in text] for text in texts]


def by_words(known):
    return lambda texts: [[2 + known.index(t)] if t in known else [2 + len(known), 3 + len(known)] for t in texts]


def test_a_teachers_piece_goes_to_the_group_it_mostly_begins(processor):
    known = [" hello", " don't", ",", " I'm", " I"]
    ids, table, fold = table_of(processor, "hello , don't I'm I Zwingli Zwergfell hello", by_words(known))
    of_piece, _ = units.groups_of(processor)
    group = lambda piece: int(of_piece[processor.piece_to_id(piece)])  # noqa: E731
    assert fold[2].item() == group("hello▁")
    assert fold[3].item() == group("don't▁")
    assert fold[4].item() == group(",▁")
    assert fold[5].item() == fold[6].item() == group("I▁")
    assert fold[1].item() == of_piece[NEWLINE] and fold[0].item() == of_piece[END]


def test_a_piece_that_begins_many_things_is_the_rest_and_one_that_begins_none_is_invalid(processor):
    ids, table, fold = table_of(processor, "cat dog house tree", by_letters)
    assert fold[2 + ord(" ") - 31].item() == REST  # it begins every word
    assert fold[2 + ord("t") - 31].item() == INVALID


def test_every_unit_of_the_text_is_found_and_a_strange_one_is_an_error(processor):
    ids, table, _ = table_of(processor, "hello there hello", by_letters)
    stream = torch.from_numpy(ids.astype(np.int32))
    ends = units.unit_ends(processor)
    starts = units.unit_starts(stream, ends)
    rows = units.rows_of(units.unit_hashes(stream, starts), table)
    assert rows[0] == rows[2] and rows[0] != rows[1]
    assert table.letters[rows[0], :5].tolist() == [8, 5, 12, 12, 15]
    assert table.typos[rows[0], 0, :4].tolist() == [8, 5, 12, 15]
    with pytest.raises(ValueError, match="lacks"):
        units.rows_of(units.unit_hashes(torch.tensor([600, 700]), torch.tensor([True, True])), table)


def test_folding_conserves_mass():
    torch.manual_seed(0)
    probabilities = torch.rand(50, 12)
    probabilities /= 2 * probabilities.sum(1, keepdim=True)
    groups = torch.randint(-1, 5, (50, 12))
    folded, masses = burst.fold_best(probabilities, groups)
    kept = (probabilities * (groups >= 0)).sum(1)
    assert torch.allclose(masses.sum(1), kept, atol=1e-6)
    for row in folded.tolist():
        named = [g for g in row if g >= 0]
        assert len(named) == len(set(named))


def plain_group_loss(features, weights, bias, rows, members):
    """The same, written out over log-softmax, for autograd to differentiate."""
    logs = torch.log_softmax(features @ weights.T + bias, 1)
    out = 0
    for m in range(features.shape[0]):
        out = out - rows["text_weights"][m] * logs[m, rows["targets"][m]]
        rest, left = torch.ones(()), torch.ones(())
        for g, mass in zip(rows["groups"][m].tolist(), rows["masses"][m]):
            if g < 0:
                continue
            own = logs[m, [i for i in members[g].tolist() if i < weights.shape[0]]].exp().sum()
            out = out - rows["label_weights"][m] * mass * own.log()
            rest, left = rest - own, left - mass
        out = out - rows["label_weights"][m] * left * rest.log()
    return out


def test_the_fused_loss_and_its_gradients_are_those_of_the_plain_one():
    torch.manual_seed(1)
    vocabulary, width, m = 30, 6, 9
    members = torch.tensor([[3, 4, 30], [5, 30, 30], [6, 7, 8], [9, 10, 30]])
    masses = torch.rand(m, 3) * 0.3
    groups = torch.stack([torch.randperm(4)[:3] for _ in range(m)])
    groups[2, 1] = -1
    masses[2, 1] = 0
    rows = {"targets": torch.randint(0, vocabulary, (m,)), "text_weights": torch.rand(m),
            "label_weights": torch.rand(m), "groups": groups, "masses": masses}
    rows["label_weights"][4] = 0
    inputs = [torch.randn(m, width), torch.randn(vocabulary, width) * 0.5, torch.randn(vocabulary) * 0.1]
    ours = [x.clone().requires_grad_() for x in inputs]
    theirs = [x.clone().requires_grad_() for x in inputs]
    value, _, _ = group_loss(*ours, rows, members, chunk=4)
    expected = plain_group_loss(*theirs, rows, members)
    assert torch.allclose(value, expected, atol=1e-5)
    (2 * value).backward()
    (2 * expected).backward()
    for a, b in zip(ours, theirs):
        assert torch.allclose(a.grad, b.grad, atol=1e-5)


def test_typing_keeps_words_readable_and_empty_rows_empty():
    generator = torch.Generator().manual_seed(3)
    word = units.codes_of("keyboards", 12)
    letters = torch.zeros(4000, 13, dtype=torch.int64)
    letters[:-1, : len(word)] = torch.tensor(word)
    typos = torch.zeros(4000, 2, 13, dtype=torch.int64)
    out = noise.typed(letters, typos, generator)
    assert (out[-1] == 0).all()
    lengths = (out > 0).sum(1)[:-1]
    assert lengths.min() >= len(word) - 1 and lengths.max() <= len(word) + 2
    right = (out == letters)[:-1].all(1).float().mean()
    assert 0.25 < right < 0.7
    holes = (out[:-1] > 0).long().diff(dim=1) > 0
    assert not holes.any()


def text_of(processor, text):
    ids, table, _ = table_of(processor, text, by_letters)
    stream = torch.from_numpy(ids.astype(np.int32))
    starts = units.unit_starts(stream, units.unit_ends(processor))
    rows = units.rows_of(units.unit_hashes(stream, starts), table).int()
    index = (torch.cumsum(starts, 0) - 1).int()
    return device_rows.DeviceText(stream, [len(ids)], [1.0], rows, index, starts, table)


LINES = "\n".join(f"hello there my friend number {w} is in the garden" for w in "one two three four five".split())


def test_rows_hold_whole_beginnings_of_lines_of_the_text(processor):
    text = text_of(processor, LINES)
    shape = device_rows.DeviceShape(content=32)
    rows = device_rows.draw_rows(text, shape, 200, torch.Generator().manual_seed(0))
    source, segment, position = (rows[k].tolist() for k in ("source", "segment", "position"))
    lines = set(text.lines.tolist())
    for i in range(200):
        for j in range(32):
            if source[i][j] == -1:
                assert position[i][j] == 0
            elif source[i][j] >= 0:
                first = source[i][j] - position[i][j] + 1
                assert first in lines
                assert segment[i][j] == segment[i][j - 1]
            else:
                assert segment[i][j] == 0


def test_blocks_see_only_what_is_left_of_them_and_themselves(processor):
    text = text_of(processor, LINES)
    shape = device_rows.DeviceShape(content=32, right=2, noisy=1)
    generator = torch.Generator().manual_seed(5)
    rows = device_rows.draw_rows(text, shape, 64, generator)
    batch = device_rows.make_batch(text, shape, rows, generator)
    n, t, _ = batch["trigrams"].shape
    assert t == shape.tokens and batch["targets"].shape == (64, 32 + 3)
    now = batch["trigrams"][..., 2]
    assert (now[:, batch["asked"][32:]] == MASK).all()
    mask, positions = batch["mask"][:, 0], batch["positions"]
    for k, at in enumerate(batch["asked"][32:].tolist()):
        for i in range(n):
            if batch["targets"][i, 32 + k] < 0:
                continue
            seen = mask[i, at, :32].nonzero()[:, 0]
            assert len(seen) and positions[i, seen].max() < positions[i, at]
            # The token that is asked for stands right behind the last that is seen, and is not seen.
            assert now[i, seen[-1] + 1] == batch["targets"][i, 32 + k]
            assert not mask[i, :32, 32:].any()
    assert (batch["targets"][:, -1] >= 0).any()


def test_content_sees_itself_and_what_stands_left_of_it_in_its_segment(processor):
    text = text_of(processor, LINES)
    shape = device_rows.DeviceShape(content=32, right=1, noisy=0)
    generator = torch.Generator().manual_seed(6)
    rows = device_rows.draw_rows(text, shape, 16, generator)
    batch = device_rows.make_batch(text, shape, rows, generator)
    segment = rows["segment"]
    expected = (segment[:, :, None] == segment[:, None, :]) & torch.ones(32, 32).tril().bool()
    assert torch.equal(batch["mask"][:, 0, :32, :32] | torch.eye(32).bool(), expected | torch.eye(32).bool())
    content = batch["trigrams"][:, :32, 2]
    same = (segment[:, 1:] == segment[:, :-1]) & (segment[:, 1:] > 0)
    assert torch.equal(batch["targets"][:, :31][same], content[:, 1:][same])
    assert (batch["units"][:, :31][~same] == -1).all()


@pytest.fixture
def material(tmp_path, processor):
    """What ``burst_data`` writes, of a made-up text, with a teacher whose pieces are letters."""
    ids, table, fold = table_of(processor, "\n".join([LINES] * 30), by_letters)
    folder = tmp_path / "burst"
    folder.mkdir()
    table.save(folder / "units.npz")
    wide = torch.full((128,), INVALID, dtype=torch.int32)
    wide[: fold.shape[0]] = fold
    torch.save({"ends": units.unit_ends(processor), "members": units.groups_of(processor)[1], "fold": wide},
               folder / "maps.pt")
    (folder / "ids.00.xz").write_bytes(burst_data.compress(ids.tobytes()))
    (folder / "index.json").write_text(json.dumps(
        {"ids": ["ids.00.xz"], "names": ["a"], "weights": [1.0], "sizes": [len(ids)]}))
    return folder


TINY = ["--window", "32", "--overlap", "8", "--teacher-rows", "4", "--label-rows", "4", "--rows", "8", "--content",
        "24", "--embedding-size", "16", "--hidden-size", "24", "--bottleneck-size", "16", "--intermediate-size", "32",
        "--num-attention-heads", "2", "--num-hidden-layers", "2", "--log-every", "5", "--device", "cpu"]


def test_a_burst_tunes_its_teacher_labels_and_trains(material, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(burst, "SMOLLM2", LlamaConfig(1, 32, 64, 2, 4, 2, 10000.0, 1e-5))
    monkeypatch.setattr(burst, "STARTED", burst.time.monotonic())
    out = tmp_path / "out"
    assert burst.main(["--data", str(material), "--out", str(out), "--seconds", "20", "--teacher-seconds", "4",
                       "--label-seconds", "4", *TINY]) == 0
    said = capsys.readouterr().out
    assert "failed" not in said and "labels for" in said
    log = [line.split(",") for line in (out / "student.csv").read_text().splitlines()]
    # By the clock: a busy machine makes few steps of it, and the first ones fall fastest.
    assert float(log[-1][3]) < 0.99 * float(log[1][3])  # text
    assert float(log[-1][4]) < float(log[1][4])  # label
    raw = b"".join(p.read_bytes() for p in sorted(out.glob("student.*[0-9]")))
    (tmp_path / "student.pt").write_bytes(raw)
    state = torch.load(tmp_path / "student.pt", weights_only=True)
    assert state["config"]["num_hidden_layers"] == 2 and state["tokens"] > 0


def test_labels_are_what_the_teacher_says_in_context(material, monkeypatch):
    """Every unit's label is the folded distribution of a plain forward over the text before it."""
    config = LlamaConfig(128, 32, 64, 2, 4, 2, 10000.0, 1e-5)
    torch.manual_seed(2)
    net = Llama(config).eval()
    found = burst.Material(material, torch.device("cpu"))
    stream = burst.TeacherStream(found)
    a = burst.parser_of().parse_args(["--out", "x", *TINY, "--best", "128"])
    labels = burst.make_labels(net, found, stream, a, burst.time.monotonic() + 60)
    assert (labels.masses[1:].float().sum(1) <= 1.001).all()
    valid = (found.fold != INVALID).nonzero()[:, 0]
    with torch.no_grad():
        unit = 3
        at = int(stream.begins[unit])
        assert at < 32
        logits = net.logits(net(stream.ids[None, :at].long()))[0, -1, valid]
        probabilities = logits.softmax(0)
    mine = dict(zip(labels.groups[unit].tolist(), labels.masses[unit].tolist()))
    for piece, p in zip(valid.tolist(), probabilities.tolist()):
        group = int(found.fold[piece])
        if group >= 0:
            total = sum(q for v, q in zip(valid.tolist(), probabilities.tolist()) if int(found.fold[v]) == group)
            assert mine[group] == pytest.approx(total, abs=2e-3)


def test_fused_attention_gives_what_the_plain_one_gives(processor):
    from inkling_training.model import MobileBert, ModelConfig

    text = text_of(processor, LINES)
    shape = device_rows.DeviceShape(content=32)
    generator = torch.Generator().manual_seed(8)
    batch = device_rows.make_batch(text, shape, device_rows.draw_rows(text, shape, 6, generator), generator)
    torch.manual_seed(3)
    model = MobileBert(ModelConfig(embedding_size=16, hidden_size=24, bottleneck_size=16, intermediate_size=32,
                                   num_attention_heads=2, num_hidden_layers=2))
    inputs = batch["trigrams"], batch["positions"], batch["mask"]
    plain = model.features(*inputs)
    for layer in model.encoder.layer:
        layer.fused = True
    assert torch.allclose(model.features(*inputs), plain, atol=1e-5)


def test_a_damaged_part_is_noticed(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 100)
    (tmp_path / "b").write_bytes(b"y" * 50)
    burst_data.cut([tmp_path / "a", tmp_path / "b"], tmp_path / "parts", 40)
    burst_data.joined(tmp_path / "parts", tmp_path / "back")
    assert (tmp_path / "back" / "b").read_bytes() == b"y" * 50
    (tmp_path / "parts" / "part.01").unlink()
    with pytest.raises(SystemExit, match="missing or damaged"):
        burst_data.joined(tmp_path / "parts", tmp_path / "again")


def test_kept_documents_are_whole():
    ids = np.array([9, 9, END, 8, END, 7, 7, 7, END] * 50, dtype="<u2")
    kept = burst_data.kept_documents(ids, 0.5, 1)
    assert 0 < kept.size < ids.size and kept[-1] == END
    assert lzma.decompress(burst_data.compress(kept.tobytes())) == kept.tobytes()
