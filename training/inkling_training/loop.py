"""The loop that all training stages share: data, schedule, checkpoints, log, many processes.

A stage says what a batch costs; the loop does the rest. A run can be cut at any moment and goes on
from RUN/last.pt; by steps and in float32 it is then bit for bit the run that was never cut.
"""

import argparse
import csv
import datetime
import json
import time
from dataclasses import dataclass, fields
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from inkling_training.corpus import read_sources
from inkling_training.data import HELD_OUT, Corpus, RowSampler, RowShape
from inkling_training.export import widened
from inkling_training.model import MobileBert, ModelConfig
from inkling_training.optim import Optimizer, schedule
from inkling_training.paths import HERE, add_sources, add_work
from inkling_training.world import World, pick_device

CLIP = 1.0
DTYPES = {"bfloat16": torch.bfloat16, "float32": torch.float32}
SIZES = {
    "vocab_size": 16384, "embedding_size": 128, "hidden_size": 256, "bottleneck_size": 128,
    "intermediate_size": 384, "num_feedforward_networks": 2, "num_attention_heads": 4,
    "num_hidden_layers": 4, "hidden_act": "relu", "normalization": "layer_norm",
}


@dataclass
class Term:
    """One part of the loss: its weight, and a value for each thing that was asked."""

    weight: float
    values: Tensor


def save(path: Path, state: dict) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.rename(path)


def deadline(clock: str, now: datetime.datetime) -> float:
    """The next time that the clock shows HH:MM, in seconds of the epoch."""
    at = datetime.datetime.strptime(clock, "%H:%M")
    end = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return (end if end > now else end + datetime.timedelta(days=1)).timestamp()


def pack_weights(folder: Path) -> tuple[ModelConfig, dict[str, Tensor]]:
    """A pack's sizes and its weights, widened to float32. ValueError if it is not of this family."""
    stored = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if stored.get("model_type") != "inkling-mobilebert" or stored["attention"] != "prefix_causal":
        raise ValueError(f"{folder}/config.json: not a prefix-causal MobileBERT of this recipe")
    known = {f.name for f in fields(ModelConfig)}
    sizes = {name: value for name, value in stored.items() if name in known}
    sizes["bottleneck"] = stored["bottleneck_size"] > 0
    return ModelConfig(**sizes), widened(load_file(folder / "model.safetensors"))


def load_state(path: Path) -> dict:
    """What a stage wrote: config, model, tokens, and more where the run can go on."""
    if not path.exists():
        raise SystemExit(f"{path}: no such checkpoint; run the stage that writes it first")
    return torch.load(path, weights_only=True, map_location="cpu")


def load_checkpoint(path: Path) -> tuple[ModelConfig, dict[str, Tensor]]:
    """Sizes and weights of a checkpoint that a stage wrote."""
    state = load_state(path)
    return ModelConfig(**state["config"]), state["model"]


def load_model(path: Path, device: torch.device) -> MobileBert:
    """A model that is only asked, never trained: a teacher."""
    config, weights = load_checkpoint(path)
    model = MobileBert(config)
    model.load_state_dict(weights)
    return model.to(device).eval().requires_grad_(False)


def model_of(arguments) -> MobileBert:
    """The model to begin with: a pack's, a checkpoint's, or a new one of the given sizes."""
    if arguments.from_pack:
        config, weights = pack_weights(arguments.from_pack)
    elif arguments.from_checkpoint:
        config, weights = load_checkpoint(arguments.from_checkpoint)
    else:
        return MobileBert(ModelConfig(**{name: getattr(arguments, name) for name in SIZES}))
    model = MobileBert(config)
    model.load_state_dict(weights)
    return model


class Loop:
    """One run of one stage. Subclasses set ``columns`` (the log's losses) and give ``terms``."""

    columns: tuple[str, ...] = ()

    def __init__(self, arguments) -> None:
        self.arguments = arguments
        torch.manual_seed(arguments.seed)
        self.device = pick_device(arguments.device)
        self.dtype = DTYPES[arguments.dtype]
        self.world = World(self.device)
        if arguments.rows % self.world.size:
            raise SystemExit(f"--rows must be a multiple of the {self.world.size} processes")
        self.model = model_of(arguments).to(self.device)
        self.config = self.model.config
        self.corpus = Corpus(
            arguments.work / arguments.shards, read_sources(arguments.sources),
            self.config.vocab_size, first=1 - HELD_OUT,
        )
        self.shape = RowShape(content=arguments.content, masks=arguments.masks)
        plain = RowShape(content=arguments.content, masks=0)
        self.sampler, self.plain_sampler = (
            RowSampler(
                self.corpus, shape, arguments.rows, arguments.seed, self.world.rank, self.world.size
            ) for shape in (self.shape, plain)
        )
        self.extra: nn.Module | None = None  # parameters of the stage's own, never exported
        self.generator = torch.Generator().manual_seed(arguments.seed)
        self.step, self.seconds, self.decaying = 0, 0.0, False
        # What --seconds counts, and the log's column.
        self.clock = time.process_time if arguments.busy else time.monotonic
        self.begun = time.time()  # of the whole run, over every time that it was resumed
        self.last = arguments.run / "last.pt"
        arguments.run.mkdir(parents=True, exist_ok=True)
        self.prepare()
        self.optimizer = self.make_optimizer()
        self.average: dict[str, Tensor] | None = None
        if arguments.average:
            self.average = {name: p.detach().clone() for name, p in self.model.named_parameters()}
        if self.last.exists():
            self._resume()

    # What a stage may say for itself.

    def prepare(self) -> None:
        """Before the optimiser is made: losses, teachers, frozen parts."""

    def terms(self, batch: dict[str, Tensor]) -> dict[str, Term]:
        """The parts of a batch's loss, by column; values are of this process's rows alone."""
        raise NotImplementedError

    def enter(self, progress: float) -> None:
        """Called before each step, for stages that change what they train as they go on."""

    def schedule_progress(self, progress: float) -> float:
        return progress

    def own_state(self) -> dict:
        """What the stage needs to resume beside the model and the optimiser."""
        return {}

    def load_own_state(self, state: dict) -> None:
        pass

    # The loop itself.

    def make_optimizer(self) -> Optimizer:
        a = self.arguments
        modules = [self.model] + ([self.extra] if self.extra is not None else [])
        return Optimizer(
            nn.ModuleList(modules), a.optimizer, a.muon_rate, a.adam_rate, self.dtype, self.world
        )

    def _resume(self) -> None:
        state = torch.load(self.last, weights_only=True, map_location=self.device)
        if state["config"] != self.config.to_dict():
            raise SystemExit(f"{self.last} is of a model with other sizes: {state['config']}")
        self.model.load_state_dict(state["model"])
        if self.extra is not None:
            self.extra.load_state_dict(state["extra"])
        self.load_own_state(state)
        self.optimizer.load_state_dict(state["optimizer"])
        if self.average is not None:
            self.average = {name: value.clone() for name, value in state["average"].items()}
        self.step, self.seconds = state["step"], state["seconds"]
        self.generator.set_state(state["generator"].cpu())
        self.begun = state.get("begun", self.begun)
        if self.world.leads:
            print(f"resuming at step {self.step}", flush=True)

    def tokens(self) -> int:
        return self.step * self.arguments.rows * self.shape.content

    def state(self) -> dict:
        state = {
            "config": self.config.to_dict(),
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "begun": self.begun,
            "generator": self.generator.get_state(),
            "tokens": self.tokens(),
            **self.own_state(),
        }
        if self.extra is not None:
            state["extra"] = self.extra.state_dict()
        if self.average is not None:
            state["average"] = self.average
        return state

    def save(self, name: str = "last.pt") -> None:
        if self.world.leads:
            state = self.state()
            save(self.arguments.run / name, state)
            if self.average is not None:
                self._save_average(state)

    def _save_average(self, state: dict) -> None:
        short = {name: state[name] for name in ("config", "tokens")}
        save(self.arguments.run / "average.pt", {**short, "model": self.average})

    def progress(self) -> float:
        """Part of the run that is over: by the wall clock, by seconds of work, or by steps."""
        if self.arguments.until:
            part = (time.time() - self.begun) / max(self.arguments.until - self.begun, 1.0)
        elif self.arguments.seconds:
            part = self.seconds / self.arguments.seconds
        else:
            return self.step / self.arguments.steps
        return self.world.agree(part)

    def features(self, batch: dict[str, Tensor]) -> Tensor:
        """The model's features of a batch, [n, t, E], in mixed precision where asked for."""
        with self.autocast():
            return self.model.features(batch["trigrams"], batch["positions"], batch["mask"])

    def autocast(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.dtype == torch.bfloat16)

    def train_step(self, progress: float) -> dict[str, float]:
        """One step; returns the mean of each term over all processes, where anything was asked."""
        self.enter(progress)
        asks = self.step % self.arguments.queries_every == 0
        rows = (self.sampler if asks else self.plain_sampler).batch(self.step)
        batch = {k: v.to(self.device) for k, v in rows.items()}
        terms = self.terms(batch)
        asked = self.world.sum(
            torch.tensor([float(t.values.numel()) for t in terms.values()], device=self.device)
        )
        counts = asked.clamp_min(1)
        sums = torch.stack([t.values.float().sum() for t in terms.values()])
        weights = torch.tensor([t.weight for t in terms.values()], device=self.device)
        (weights * sums / counts).sum().backward()
        parameters = [p for group in self.optimizer.parameters() for p in group]
        self.world.sum_gradients(parameters)
        torch.nn.utils.clip_grad_norm_(parameters, CLIP)
        a = self.arguments
        self.optimizer.step(schedule(self.schedule_progress(progress), a.warm_up, a.decay))
        self.optimizer.zero_grad()
        self.model.clear_pad()
        if self.average is not None:
            parameters = dict(self.model.named_parameters())
            torch._foreach_lerp_(
                list(self.average.values()),
                [parameters[name].detach() for name in self.average], 1 - a.average,
            )
        means = self.world.sum(sums.detach()) / counts
        self.step += 1
        return {name: mean for name, mean, n in zip(terms, means.tolist(), asked.tolist()) if n}

    def run(self) -> None:
        """Trains to the end of the schedule; writes log.csv, last.pt and final.pt."""
        log = open(self.arguments.run / "log.csv", "a", newline="", encoding="utf-8")
        writer = csv.writer(log)
        if self.step == 0 and self.world.leads:
            writer.writerow(["step", "tokens", "seconds", *self.columns])
        recent, count, saved = {name: [] for name in self.columns}, 0, time.monotonic()
        while (progress := self.progress()) < 1.0:
            before = self.clock()
            for name, mean in self.train_step(progress).items():
                if mean != mean:
                    raise SystemExit(f"the {name} loss is not a number at step {self.step}")
                recent[name].append(mean)
            count += 1
            self.seconds += self.clock() - before
            if count == self.arguments.log_every:
                if self.world.leads:
                    self._log(writer, {
                        name: round(sum(m) / len(m), 4) if m else 0.0 for name, m in recent.items()
                    })
                    log.flush()
                recent, count = {name: [] for name in self.columns}, 0
            if time.monotonic() - saved > self.arguments.save_every:
                self.save()
                saved = time.monotonic()
            if not self.decaying and progress > 1 - self.arguments.decay:
                self.decaying = True
                self.save("stable.pt")
        self.save()
        if self.world.leads:
            final = self.state()
            final.pop("optimizer")
            save(self.arguments.run / "final.pt", final)
        log.close()
        self.world.wait()

    def _log(self, writer, means: dict[str, float]) -> None:
        writer.writerow([self.step, self.tokens(), round(self.seconds, 1), *means.values()])
        losses = " ".join(f"{name} {mean}" for name, mean in means.items())
        print(f"step {self.step} tokens {self.tokens() / 1e6:.2f}M "
              f"{self.tokens() / max(self.seconds, 1e-3):.0f}/s {losses}", flush=True)


def arguments_of(stage: str, help_text: str, **defaults) -> argparse.ArgumentParser:
    """Every stage's options; ``defaults`` are the stage's own."""
    parser = argparse.ArgumentParser(prog=stage, description=help_text)
    add = parser.add_argument
    add_work(parser)
    # Not "--run", which torchrun takes for an abbreviation of its own --run-path.
    add("--run-folder", dest="run", type=Path, default=HERE / "work" / stage,
        help="where checkpoints and the log go")
    add_sources(parser)
    add("--shards", default="shards", help="folder of encoded sources, below --work")
    add("--seconds", type=float, default=0, help="length of the run by the clock")
    add("--busy", action="store_true",
        help="count seconds of the processor, over all threads: for fair comparisons beside other work")
    add("--until", metavar="HH:MM", help="end by the wall clock instead")
    add("--steps", type=int, default=10000, help="length of the run, if neither is given")
    add("--from-pack", type=Path, help="start from this pack's weights and sizes")
    add("--from-checkpoint", type=Path, help="start from this checkpoint's weights and sizes")
    add("--device", default="auto", choices=["auto", "cpu", "cuda"])
    add("--dtype", choices=sorted(DTYPES), default="bfloat16",
        help="of matrix products; weights stay float32")
    add("--threads", type=int, default=2)
    add("--rows", type=int, default=48, help="rows a step, over all processes")
    add("--content", type=int, default=64, help="committed tokens a row")
    add("--masks", type=int, default=RowShape.masks,
        help="[MASK] queries a row; 0: a plain causal model, without right contexts too")
    add("--queries-every", type=int, default=1, help="steps; rows of the others have no queries")
    add("--seed", type=int, default=1)
    add("--optimizer", default="muon", choices=["muon", "adamw"])
    add("--muon-rate", type=float, default=0.02)
    add("--adam-rate", type=float, default=2e-3)
    add("--warm-up", type=float, default=0.01, help="part of the run")
    add("--decay", type=float, default=0.35, help="part of the run")
    add("--mask-share", type=float, default=0.35, help="weight of [MASK] queries; causal has the rest")
    add("--head", type=int, default=1024, help="pieces that every loss scores")
    add("--tail", type=int, default=1024, help="other pieces, a sample per step")
    add("--average", type=float, default=0, metavar="SHARE",
        help="keep a mean of the weights that forgets all but this share of itself in a step, and "
        "write it to RUN/average.pt: as good as weights whose rate has fallen, at any time")
    add("--log-every", type=int, default=50)
    add("--save-every", type=float, default=120, help="seconds between checkpoints")
    for name, default in SIZES.items():
        add("--" + name.replace("_", "-"), type=type(default), default=default)
    parser.set_defaults(**defaults)
    return parser


def parse(parser: argparse.ArgumentParser, argv: list[str]) -> argparse.Namespace:
    arguments = parser.parse_args(argv)
    if arguments.until:
        arguments.until = deadline(arguments.until, datetime.datetime.now())
    torch.set_num_threads(arguments.threads)
    return arguments


def go(loop: Loop) -> int:
    """Says what is trained on what, and trains it."""
    if loop.world.leads:
        print(json.dumps(loop.config.to_dict()), flush=True)
        parameters = sum(p.numel() for p in loop.model.parameters())
        print(f"{parameters} parameters; corpus {loop.corpus.tokens} tokens", flush=True)
    loop.run()
    return 0
