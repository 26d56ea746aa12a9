"""burst: minutes on one GPU, all of it: the teacher learns our text, labels it, and a student learns from both.

Reads what ``burst_data`` wrote. The teacher is a causal language model of Llama's shape; it is first tuned on the
very text that the student sees, in the student's own units, so that its knowledge of English arrives in every
register; then it labels each place where a unit begins (the best groups of the student's pieces and the
rest's mass); then the student trains on the text, on the labels, on [MASK] blocks with words to their right and
on blocks of keys (see ``device_rows``), until the clock says stop. Labels stay in the device's memory.

Each stage that fails is left out and says so: a machine that is lent for minutes never idles over an error.
"""

import argparse
import io
import json
import lzma
import math
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from inkling_training import teacher_file
from inkling_training.causal_lm import Llama, LlamaConfig
from inkling_training.device_rows import NO_TARGET, DeviceShape, DeviceText, draw_rows, make_batch
from inkling_training.group_loss import chunk_losses, group_loss
from inkling_training.loop import model_of
from inkling_training.model import MobileBert, ModelConfig
from inkling_training.optim import Optimizer, schedule
from inkling_training.paths import HERE
from inkling_training.units import INVALID, UnitTable, rows_of, unit_hashes, unit_starts

SMOLLM2 = LlamaConfig(45056, 576, 1536, 30, 9, 3, 100000.0, 1e-5)
PART = 15_000_000  # bytes of a part of a checkpoint
STARTED = time.monotonic()


def say(text: str) -> None:
    print(f"[{time.monotonic() - STARTED:6.1f}] {text}", flush=True)


class Material:
    """Everything that ``burst_data`` wrote, on the device."""

    def __init__(self, folder: Path, device: torch.device) -> None:
        index = json.loads((folder / "index.json").read_text())
        with ThreadPoolExecutor() as pool:
            raw = b"".join(pool.map(lambda name: lzma.decompress((folder / name).read_bytes()), index["ids"]))
        ids = torch.from_numpy(np.frombuffer(raw, dtype="<u2").astype(np.int32)).to(device)
        maps = torch.load(folder / "maps.pt", weights_only=True)
        self.device = device
        self.members = maps["members"].to(device)
        self.fold = maps["fold"].to(device)
        self.sizes, self.weights = index["sizes"], index["weights"]
        table = UnitTable.load(folder / "units.npz").to(device)
        starts = unit_starts(ids, maps["ends"].to(device))
        rows = rows_of(unit_hashes(ids, starts), table).int()
        index_ = (torch.cumsum(starts, 0, dtype=torch.int64) - 1).int()
        self.text = DeviceText(ids, self.sizes, self.weights, rows, index_, starts, table)
        say(f"{ids.shape[0]} pieces, {rows.shape[0]} units, {table.hashes.shape[0]} distinct")


class TeacherStream:
    """The text in the teacher's pieces: int32 [M], and where each unit begins in it, int64 [units]."""

    def __init__(self, material: Material) -> None:
        table, rows = material.text.table, material.text.unit_row.long()
        lengths = table.lengths[rows].long()
        ends = lengths.cumsum(0)
        self.begins = ends - lengths
        self.ids = torch.zeros(int(ends[-1]), dtype=torch.int32, device=material.device)
        for k in range(table.teacher.shape[1]):
            there = lengths > k
            self.ids[(self.begins + k)[there]] = table.teacher[rows[there], k]
        first = material.text.unit_index[material.text.source_start].long()
        self.source_start = self.begins[first]
        stops = torch.cat([self.source_start[1:], ends[-1:]])
        self.source_size = stops - self.source_start


def compiled(function, device: torch.device, enabled: bool):
    return torch.compile(function, dynamic=False) if enabled and device.type == "cuda" else function


def compile_layers(layers, device: torch.device, enabled: bool) -> None:
    """One compilation serves all layers, which are alike: seconds instead of minutes."""
    if enabled and device.type == "cuda":
        for layer in layers:
            layer.compile(dynamic=False)


def synchronise(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize()


def autocast(device: torch.device) -> torch.autocast:
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")


def tune_teacher(net: Llama, material: Material, stream: TeacherStream, a, arrived, end: float) -> None:
    """Causal language modelling on the stream, sources by their weights, for ``a.teacher_seconds``.

    ``arrived``: called once all is compiled; puts the teacher's own weights into ``net``.
    """
    device, window = material.device, a.window
    net.train()
    compile_layers(net.blocks, device, a.compile)
    decayed = [p for p in net.parameters() if p.dim() == 2]
    plain = [p for p in net.parameters() if p.dim() != 2]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
        lr=a.teacher_rate, betas=(0.9, 0.95), fused=device.type == "cuda")

    def head(features: Tensor, weights: Tensor, targets: Tensor) -> Tensor:
        logits = F.linear(features, weights.to(features.dtype))
        return F.cross_entropy(logits.float().flatten(0, 1), targets.flatten())

    head = compiled(head, device, a.compile)
    generator = torch.Generator(device).manual_seed(a.seed)
    shares = torch.tensor([w * s for w, s in zip(material.weights, stream.source_size.tolist())],
                          dtype=torch.float64, device=device)
    shares = (shares.cumsum(0) / shares.sum()).float()
    offsets = torch.arange(window + 1, device=device)

    def step_loss() -> Tensor:
        rand = torch.rand(2, a.teacher_rows, device=device, generator=generator)
        source = torch.searchsorted(shares, rand[0], right=True).clamp_max(len(shares) - 1)
        room = (stream.source_size[source] - window - 1).clamp_min(0)
        start = stream.source_start[source] + (rand[1].double() * room).long()
        places = (start[:, None] + offsets).clamp_max(stream.ids.shape[0] - 1)
        ids = stream.ids[places].long()
        with autocast(device):
            features = net(ids[:, :-1])
        loss = head(features, net.embedding.weight, ids[:, 1:])
        loss.backward()
        return loss.detach()

    step_loss()  # compiles; what comes after it is what the clock is for
    optimizer.zero_grad()
    synchronise(device)
    say("the teacher is compiled")
    arrived()
    begun = time.monotonic()
    until = min(begun + a.teacher_seconds, end)
    recent, step, tokens = torch.zeros((), device=device), 0, 0
    while (now := time.monotonic()) < until:
        progress = (now - begun) / max(until - begun, 1.0)
        for group in optimizer.param_groups:
            group["lr"] = a.teacher_rate * min(1.0, (step + 1) / 30, max(0.05, (1 - progress) / 0.7))
        recent += step_loss()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        tokens += a.teacher_rows * window
        if step % 25 == 0:
            mean = (recent / 25).item()  # waits for the device, which keeps the clock honest
            say(f"teacher step {step} tokens {tokens / 1e6:.1f}M nats {mean:.4f} "
                f"{tokens / (time.monotonic() - begun):.0f}/s")
            recent.zero_()
    net.eval()


def load_teacher(net: Llama, a, end: float) -> None:
    """The weights of DATA/teacher.pt, once they are there; a teacher that knows nothing rehearses as well."""
    path = a.data / "teacher.pt"
    while a.wait and not path.exists() and time.monotonic() < end:
        time.sleep(0.2)
    if path.exists():
        net.load_state_dict(teacher_file.load(path)[1])
        say("the teacher's weights are in")
    else:
        say(f"no {path}: a teacher that knows nothing, to rehearse with")


class Labels:
    """For every unit: the groups that the teacher thinks of and their masses; all 0 where it was not asked."""

    def __init__(self, units: int, keep: int, device: torch.device) -> None:
        self.groups = torch.full((units, keep), -1, dtype=torch.int16, device=device)
        self.masses = torch.zeros((units, keep), dtype=torch.float16, device=device)


def fold_best(probabilities: Tensor, groups: Tensor) -> tuple[Tensor, Tensor]:
    """Masses of equal groups are summed: [m, k] each, -1 and 0 where a group stood before or is the rest."""
    equal = (groups[:, :, None] == groups[:, None, :]) & (groups >= 0)[:, :, None]
    sums = (equal * probabilities[:, None, :]).sum(2)
    columns = torch.arange(groups.shape[1], device=groups.device)
    first = torch.where(equal, columns, groups.shape[1]).amin(2) == columns
    return torch.where(first, groups, -1), torch.where(first, sums, 0)


@torch.no_grad()
def make_labels(net: Llama, material: Material, stream: TeacherStream, a, until: float) -> Labels:
    device, window, overlap = material.device, a.window, a.overlap
    begun = time.monotonic()
    labels = Labels(stream.begins.shape[0], a.keep, device)
    valid = (material.fold != INVALID).nonzero()[:, 0]
    group_of = material.fold[valid]
    plain = Llama(net.config).to(device, torch.bfloat16 if device.type == "cuda" else torch.float32)
    plain.load_state_dict(net.state_dict())
    plain.eval().requires_grad_(False)
    compile_layers(plain.blocks, device, a.compile)
    head = plain.embedding.weight[valid]
    stride = window - overlap
    count = max(1, math.ceil((stream.ids.shape[0] - overlap) / stride))
    # By chance, so that what is labelled when the clock says stop is a sample of everything.
    order = torch.randperm(count, generator=torch.Generator().manual_seed(a.seed)).to(device)
    columns = torch.arange(window, device=device)
    unit_at = torch.full((stream.ids.shape[0] + 1,), -1, dtype=torch.int32, device=device)
    unit_at[stream.begins] = torch.arange(stream.begins.shape[0], dtype=torch.int32, device=device)

    def best(features: Tensor) -> tuple[Tensor, Tensor]:
        logits = features @ head.T
        found, which = logits.topk(min(a.best, logits.shape[1]), 1)
        found = torch.exp(found.float() - torch.logsumexp(logits.float(), 1, keepdim=True))
        groups, masses = fold_best(found, group_of[which])
        masses, kept = masses.topk(min(a.keep, masses.shape[1]), 1)
        return groups.gather(1, kept), masses

    asked = 0
    for number, part in enumerate(order.split(a.label_rows)):
        if time.monotonic() > until:
            say(f"labelling stops by the clock after {number * a.label_rows / count:.0%} of the text")
            break
        if len(part) < a.label_rows:  # one shape for the compiler
            part = torch.cat([part, part[:1].expand(a.label_rows - len(part))])
        start = part * stride
        places = (start[:, None] + columns).clamp_max(stream.ids.shape[0] - 1)
        features = plain(stream.ids[places].long())
        # What is read at a place is the next piece; a window's first places lack context.
        unit = unit_at[(start[:, None] + columns + 1).clamp_max(stream.ids.shape[0])]
        usable = (unit >= 0) & ((columns >= overlap - 1) | (start[:, None] == 0))
        chosen, units = features[usable], unit[usable].long()
        for at in range(0, len(units), 16384):
            groups, masses = best(chosen[at : at + 16384])
            labels.groups[units[at : at + 16384], : groups.shape[1]] = groups.to(torch.int16)
            labels.masses[units[at : at + 16384], : groups.shape[1]] = masses.to(torch.float16)
        asked += len(units)
        if number % 100 == 99:
            say(f"labels {asked / 1e6:.1f}M units, {asked / (time.monotonic() - begun):.0f}/s")
    say(f"labels for {asked} units of {stream.begins.shape[0]}")
    return labels


def save_parts(folder: Path, name: str, model: MobileBert, note: dict) -> None:
    """NAME.0, NAME.1 … : a checkpoint in half precision, cut into parts (``join`` puts them together)."""
    weights = {k: v.detach().half().cpu() for k, v in model.state_dict().items()}
    whole = io.BytesIO()
    torch.save({"config": model.config.to_dict(), "model": weights, **note}, whole)
    raw = whole.getvalue()
    for number, at in enumerate(range(0, len(raw), PART)):
        part = folder / f"{name}.{number}"
        part.with_suffix(".part").write_bytes(raw[at : at + PART])
        part.with_suffix(".part").rename(part)


def batch_rows(batch: dict[str, Tensor], features: Tensor, labels: Labels | None, shape: DeviceShape, a):
    """What ``group_loss`` takes: the asked features, flat, and their targets, labels and weights."""
    targets = batch["targets"]
    n, asked = targets.shape
    c = shape.content
    real = targets != NO_TARGET
    weight = torch.zeros((n, asked), device=targets.device)
    parts = [(slice(0, c), 1 - a.right_share - a.noisy_share), (slice(c, c + shape.right), a.right_share),
             (slice(c + shape.right, asked), a.noisy_share)]
    for columns, share in parts:
        weight[:, columns] = share * real[:, columns] / real[:, columns].sum().clamp_min(1)
    label_weight = torch.zeros_like(weight)
    keep = labels.groups.shape[1] if labels is not None else 1
    groups = torch.full((n, asked, keep), -1, dtype=torch.int64, device=targets.device)
    masses = torch.zeros((n, asked, keep), device=targets.device)
    if labels is not None:
        units = batch["units"]
        unit = units.clamp_min(0)
        found = labels.masses[unit].float()
        has = (units >= 0) & (found.sum(2) > 0)
        groups[:, :c] = torch.where(has[..., None], labels.groups[unit].long(), -1)
        masses[:, :c] = found
        label_weight[:, :c] = weight[:, :c] * has * a.label_share
        weight = weight - label_weight
    rows = {"targets": targets.clamp_min(0), "text_weights": weight, "label_weights": label_weight,
            "groups": groups, "masses": masses}
    return features[:, batch["asked"]].flatten(0, 1), {k: v.flatten(0, 1) for k, v in rows.items()}


def mean_losses(batch: dict[str, Tensor], parts: dict[str, Tensor], text: Tensor, label: Tensor, shape: DeviceShape):
    """What the log shows, float [4]: nats of successors, against labels, of words with a right side, with keys."""
    real = batch["targets"] != NO_TARGET
    labelled = parts["label_weights"].view(real.shape) > 0
    text, label = text.view(real.shape) * real, label.view(real.shape) * labelled
    c, r = shape.content, shape.right
    return torch.stack([values.sum() / asked.sum().clamp_min(1) for values, asked in (
        (text[:, :c], real[:, :c]), (label, labelled), (text[:, c : c + r], real[:, c : c + r]),
        (text[:, c + r :], real[:, c + r :]))])


def captured(step, generator: torch.Generator, optimizer: Optimizer):
    """A function that replays ``step`` as one CUDA graph, so that no kernel waits for Python; None if that fails."""
    try:
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(2):
                step()
                optimizer.zero_grad()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        graph.register_generator_state(generator)
        with torch.cuda.graph(graph):
            step()
        say("a step is one graph")
        return graph.replay
    except Exception:
        traceback.print_exc()
        torch.cuda.synchronize()
        optimizer.zero_grad()
        say("a step could not be captured; going on kernel by kernel")
        return None


def train_student(material: Material, labels: Labels | None, a, until: float) -> MobileBert:
    device = material.device
    torch.manual_seed(a.seed)
    shape = DeviceShape(content=a.content, right=a.right, noisy=a.noisy)
    if a.from_pack or a.from_checkpoint:
        model = model_of(a)
    else:
        model = MobileBert(ModelConfig(
            embedding_size=a.embedding_size, hidden_size=a.hidden_size, bottleneck_size=a.bottleneck_size,
            intermediate_size=a.intermediate_size, num_feedforward_networks=a.num_feedforward_networks,
            num_attention_heads=a.num_attention_heads, num_hidden_layers=a.num_hidden_layers))
    model = model.to(device)
    say(f"student of {sum(p.numel() for p in model.parameters())} parameters; {model.config.to_dict()}")
    optimizer = Optimizer(model, "muon", a.muon_rate, a.adam_rate,
                          torch.bfloat16 if device.type == "cuda" else torch.float32)
    for layer in model.encoder.layer:
        layer.fused = a.fused
    compile_layers(model.encoder.layer, device, a.compile)
    function = compiled(chunk_losses, device, a.compile)
    generator = torch.Generator(device).manual_seed(a.seed)
    at_once, batches = 8, []
    table = model.embeddings.word_embeddings.weight
    parameters = [p for group in optimizer.parameters() for p in group]
    rows = a.rows
    fed = {k: torch.zeros((rows, shape.content), dtype=torch.int64, device=device)
           for k in ("source", "segment", "position")}
    factor, sums = torch.zeros((), device=device), torch.zeros(4, device=device)

    def feed() -> None:
        if not batches:
            drawn = draw_rows(material.text, shape, rows * at_once, generator)
            batches.extend({k: v[i::at_once] for k, v in drawn.items()} for i in range(at_once))
        for name, value in batches.pop().items():
            fed[name].copy_(value)

    def step_of_fed_rows() -> None:
        """Everything from rows to stepped weights without a word to the host, so that it can be captured."""
        batch = make_batch(material.text, shape, fed, generator)
        with autocast(device):
            features = model.features(batch["trigrams"], batch["positions"], batch["mask"])
        features = features.to(torch.bfloat16 if device.type == "cuda" else torch.float32)
        chosen, parts = batch_rows(batch, features, labels, shape, a)
        loss, text, label = group_loss(chosen, table, model.cls.predictions.bias, parts, material.members,
                                       chunk=a.chunk, function=function)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0, foreach=True)
        optimizer.step(factor if device.type == "cuda" else float(factor))
        model.clear_pad()
        with torch.no_grad():
            sums.add_(mean_losses(batch, parts, text, label, shape))

    feed()
    step_of_fed_rows()  # compiles; nothing moves at a rate of 0
    optimizer.zero_grad()
    synchronise(device)
    say("the student is compiled")
    replay = captured(step_of_fed_rows, generator, optimizer) if a.graph and device.type == "cuda" else None
    sums.zero_()
    step, begun = 0, time.monotonic()
    saved = begun
    log = open(a.out / "student.csv", "w", encoding="utf-8")
    log.write("step,tokens,seconds,text,label,right,noisy\n")
    while (now := time.monotonic()) < until:
        progress = (now - begun) / (until - begun)
        factor.fill_(min(schedule(progress, a.warm_up, a.decay), (step + 1) / 100))
        feed()
        if replay is not None:
            replay()
        else:
            step_of_fed_rows()
            optimizer.zero_grad()
        step += 1
        if step % a.log_every == 0:
            means = (sums / a.log_every).tolist()
            sums.zero_()
            spent = time.monotonic() - begun
            tokens = step * rows * shape.content
            log.write(f"{step},{tokens},{spent:.1f}," + ",".join(f"{m:.4f}" for m in means) + "\n")
            log.flush()
            say(f"student step {step} {tokens / 1e6:.1f}M {tokens / spent:.0f}/s text {means[0]:.4f} "
                f"label {means[1]:.4f} right {means[2]:.4f} noisy {means[3]:.4f}")
            if not all(m == m for m in means):
                raise FloatingPointError(f"a loss is not a number at step {step}")
            if time.monotonic() - saved > a.save_every:
                save_parts(a.out, "last", model, {"tokens": tokens})
                saved = time.monotonic()
    save_parts(a.out, "student", model, {"tokens": step * rows * shape.content})
    return model


def train_somehow(material: Material, labels: Labels | None, a, end: float) -> None:
    """``train_student``, and once more with less ambition for every way in which it fails."""
    while True:
        try:
            train_student(material, labels, a, end)
            return
        except FloatingPointError as error:
            say(f"{error}; once more at half the rates")
            a.muon_rate, a.adam_rate = a.muon_rate / 2, a.adam_rate / 2
        except Exception:
            if not a.compile:
                raise
            traceback.print_exc()
            a.compile, a.fused = a.fused, False
            say(f"training failed; once more with {'plain attention' if a.compile else 'nothing compiled'}")


def parser_of() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="burst", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, default=HERE / "work" / "burst", help="what burst_data wrote")
    add("--out", type=Path, required=True)
    add("--seconds", type=float, default=540, help="of everything, from the start of the program")
    add("--teacher-seconds", type=float, default=90, help="of the teacher's tuning")
    add("--label-seconds", type=float, default=130, help="at most")
    add("--wait", action="store_true", help="for teacher.pt, which may arrive while all else is compiled")
    add("--no-teacher", action="store_true", help="train on the text alone")
    add("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    add("--no-compile", dest="compile", action="store_false")
    add("--no-graph", dest="graph", action="store_false", help="do not capture a step as one CUDA graph")
    add("--plain-attention", dest="fused", action="store_false")
    add("--seed", type=int, default=1)
    add("--window", type=int, default=512, help="pieces that the teacher sees")
    add("--overlap", type=int, default=64, help="pieces of a window that are only context")
    add("--teacher-rows", type=int, default=64)
    add("--teacher-rate", type=float, default=2e-4)
    add("--label-rows", type=int, default=64)
    add("--best", type=int, default=32, help="pieces of the teacher that are looked at")
    add("--keep", type=int, default=20, help="groups of a label")
    add("--label-share", type=float, default=0.6)
    add("--right-share", type=float, default=0.2, help="of the loss, for [MASK]s with words to their right")
    add("--noisy-share", type=float, default=0.08, help="of the loss, for [MASK]s with keys")
    add("--rows", type=int, default=768)
    add("--content", type=int, default=64)
    add("--right", type=int, default=3)
    add("--noisy", type=int, default=1)
    add("--chunk", type=int, default=8704, help="rows of the loss at once")
    add("--muon-rate", type=float, default=0.03)
    add("--adam-rate", type=float, default=4e-3)
    add("--warm-up", type=float, default=0.02)
    add("--decay", type=float, default=0.6)
    add("--log-every", type=int, default=50)
    add("--save-every", type=float, default=100)
    add("--from-pack", type=Path, help="go on from this pack's weights")
    add("--from-checkpoint", type=Path, help="go on from these weights")
    for name, default in {"embedding_size": 256, "hidden_size": 384, "bottleneck_size": 128,
                          "intermediate_size": 512, "num_feedforward_networks": 2,
                          "num_attention_heads": 4, "num_hidden_layers": 12}.items():
        add("--" + name.replace("_", "-"), type=int, default=default)
    return parser


def main(argv: list[str]) -> int:
    a = parser_of().parse_args(argv)
    a.out.mkdir(parents=True, exist_ok=True)
    device = torch.device(a.device)
    torch.set_float32_matmul_precision("high")
    material = Material(a.data, device)
    end = STARTED + a.seconds
    labels = None
    if not a.no_teacher:
        try:
            stream = TeacherStream(material)
            say(f"{stream.ids.shape[0]} pieces of the teacher")
            net = Llama(replace(SMOLLM2, vocab_size=material.fold.shape[0])).to(device)
            tune_teacher(net, material, stream, a, lambda: load_teacher(net, a, end), end)
            labels = make_labels(net, material, stream, a, min(time.monotonic() + a.label_seconds, end))
            del net, stream
        except Exception:
            traceback.print_exc()
            say("the teacher failed; going on with the text alone")
        if device.type == "cuda":
            torch.cuda.empty_cache()
    train_somehow(material, labels, a, end)
    if device.type == "cuda":
        say(f"most memory {torch.cuda.max_memory_allocated() / 1e9:.1f} GB")
    say("done")
    return 0
