"""train: a prefix-causal MobileBERT, directly, for a number of steps or of seconds.

Every committed token predicts its successor; [MASK] queries learn to answer for any place, alone
or with the words to their right. Resumes from RUN/last.pt when it is there; --from-pack starts a
new run from a pack's weights, with a fresh optimiser.
"""

import argparse
import csv
import datetime
import json
import time
from dataclasses import asdict, fields
from pathlib import Path

import torch
from safetensors.torch import load_file

from inkling_training.corpus import read_sources
from inkling_training.data import HELD_OUT, NO_TARGET, Corpus, RowSampler, RowShape
from inkling_training.loss import VocabularyLoss
from inkling_training.model import MobileBert, ModelConfig
from inkling_training.optim import Optimizer, schedule

HERE = Path(__file__).resolve().parent.parent
CLIP = 1.0
DTYPES = {"bfloat16": torch.bfloat16, "float32": torch.float32}


def save(path: Path, state: dict) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.rename(path)


def deadline(clock: str, now: datetime.datetime) -> float:
    """The next time that the clock shows HH:MM, in seconds of the epoch."""
    at = datetime.datetime.strptime(clock, "%H:%M")
    end = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return (end if end > now else end + datetime.timedelta(days=1)).timestamp()


def pack_weights(folder: Path) -> tuple[ModelConfig, dict[str, torch.Tensor]]:
    """A pack's sizes and its weights, widened to float32. ValueError if it is not of this family."""
    stored = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if stored.get("model_type") != "inkling-mobilebert" or stored["attention"] != "prefix_causal":
        raise ValueError(f"{folder}/config.json: not a prefix-causal MobileBERT of this recipe")
    known = {f.name for f in fields(ModelConfig)}
    sizes = {name: value for name, value in stored.items() if name in known}
    sizes["bottleneck"] = stored["bottleneck_size"] > 0
    weights = load_file(folder / "model.safetensors")
    return ModelConfig(**sizes), {name: value.float() for name, value in weights.items()}


class Run:
    """One training run: model, optimiser, place in the data, log."""

    def __init__(self, arguments) -> None:
        self.arguments = arguments
        torch.manual_seed(arguments.seed)
        self.config = ModelConfig(**{k: getattr(arguments, k) for k in SIZES})
        weights = None
        if arguments.from_pack:
            self.config, weights = pack_weights(arguments.from_pack)
        self.corpus = Corpus(
            arguments.work / "shards", read_sources(arguments.sources), self.config.vocab_size,
            first=1 - HELD_OUT,
        )
        self.shape = RowShape()
        self.sampler = RowSampler(self.corpus, self.shape, arguments.rows, arguments.seed)
        self.model = MobileBert(self.config)
        if weights is not None:
            self.model.load_state_dict(weights)
        self.optimizer = Optimizer(
            self.model, arguments.optimizer, arguments.muon_rate, arguments.adam_rate
        )
        self.dtype = DTYPES[arguments.dtype]
        self.loss = VocabularyLoss(
            self.corpus.by_frequency, arguments.head, arguments.tail, self.dtype
        )
        self.generator = torch.Generator().manual_seed(arguments.seed)
        self.step, self.seconds, self.decaying = 0, 0.0, False
        self.begun = time.time()  # of the whole run, over every time that it was resumed
        arguments.run.mkdir(parents=True, exist_ok=True)
        self.last = arguments.run / "last.pt"
        if self.last.exists():
            self._resume()

    def _resume(self) -> None:
        state = torch.load(self.last, weights_only=True)
        if state["config"] != self.config.to_dict():
            raise SystemExit(f"train: {self.last} is of a model with other sizes: {state['config']}")
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]
        self.generator.set_state(state["generator"])
        self.begun = state.get("begun", self.begun)
        print(f"resuming at step {self.step}", flush=True)

    def state(self) -> dict:
        return {
            "config": self.config.to_dict(),
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "begun": self.begun,
            "generator": self.generator.get_state(),
            "tokens": self.step * self.arguments.rows * self.shape.content,
        }

    def progress(self) -> float:
        """Part of the run that is over: by the wall clock, by seconds of work, or by steps."""
        if self.arguments.until:
            return (time.time() - self.begun) / max(self.arguments.until - self.begun, 1.0)
        if self.arguments.seconds:
            return self.seconds / self.arguments.seconds
        return self.step / self.arguments.steps

    def train_step(self) -> tuple[float, float]:
        """One step; returns the mean losses (nats) of causal and of [MASK] predictions."""
        batch = self.sampler.batch(self.step)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.dtype == torch.bfloat16):
            features = self.model.features(batch["trigrams"], batch["positions"], batch["mask"])
        targets = batch["targets"]
        length = self.shape.content
        asked = targets != NO_TARGET
        losses = self.loss.sampled(self.model, features[asked], targets[asked], self.generator)
        is_query = torch.zeros_like(asked)
        is_query[:, length:] = True
        queries = is_query[asked]
        causal, masked = losses[~queries].mean(), losses[queries].mean()
        share = self.arguments.mask_share
        ((1 - share) * causal + share * masked).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        factor = schedule(self.progress(), self.arguments.warm_up, self.arguments.decay)
        self.optimizer.step(factor)
        self.model.zero_grad(set_to_none=True)
        self.model.clear_pad()
        return causal.item(), masked.item()

    def run(self) -> None:
        log_path = self.arguments.run / "log.csv"
        log = open(log_path, "a", newline="", encoding="utf-8")
        writer = csv.writer(log)
        if self.step == 0:
            writer.writerow(["step", "tokens", "seconds", "causal", "masked"])
        sums, count, saved = [0.0, 0.0], 0, time.monotonic()
        while self.progress() < 1.0:
            before = time.monotonic()
            causal, masked = self.train_step()
            self.step += 1
            self.seconds += time.monotonic() - before
            if causal != causal:
                raise SystemExit(f"train: the loss is not a number at step {self.step}")
            sums[0] += causal
            sums[1] += masked
            count += 1
            if count == self.arguments.log_every:
                tokens = self.step * self.arguments.rows * self.shape.content
                row = [self.step, tokens, round(self.seconds, 1), round(sums[0] / count, 4), round(sums[1] / count, 4)]
                writer.writerow(row)
                log.flush()
                print(f"step {row[0]} tokens {tokens / 1e6:.2f}M {tokens / self.seconds:.0f}/s "
                      f"causal {row[3]} masked {row[4]}", flush=True)
                sums, count = [0.0, 0.0], 0
            if time.monotonic() - saved > self.arguments.save_every:
                save(self.last, self.state())
                saved = time.monotonic()
            if not self.decaying and self.progress() > 1 - self.arguments.decay:
                self.decaying = True
                save(self.arguments.run / "stable.pt", self.state())
        save(self.last, self.state())
        final = self.state()
        final.pop("optimizer")
        save(self.arguments.run / "final.pt", final)
        log.close()


SIZES = {
    "vocab_size": 16384, "embedding_size": 128, "hidden_size": 256, "bottleneck_size": 128,
    "intermediate_size": 384, "num_feedforward_networks": 2, "num_attention_heads": 4,
    "num_hidden_layers": 4,
}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="train", description=__doc__)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--run", type=Path, default=HERE / "work" / "run")
    parser.add_argument("--sources", type=Path, default=HERE / "sources.tsv")
    parser.add_argument("--seconds", type=float, default=0, help="length of the run by the clock")
    parser.add_argument("--until", metavar="HH:MM", help="end by the wall clock instead")
    parser.add_argument("--from-pack", type=Path, help="start from this pack's weights and sizes")
    parser.add_argument("--dtype", choices=sorted(DTYPES), default="bfloat16",
                        help="of matrix products; weights stay float32")
    parser.add_argument("--steps", type=int, default=10000, help="length of the run, if no --seconds")
    parser.add_argument("--rows", type=int, default=48)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--optimizer", default="muon", choices=["muon", "adamw"])
    parser.add_argument("--muon-rate", type=float, default=0.02)
    parser.add_argument("--adam-rate", type=float, default=2e-3)
    parser.add_argument("--warm-up", type=float, default=0.01)
    parser.add_argument("--decay", type=float, default=0.35)
    parser.add_argument("--mask-share", type=float, default=0.35)
    parser.add_argument("--head", type=int, default=1024, help="pieces that every loss scores")
    parser.add_argument("--tail", type=int, default=1024, help="other pieces, a sample per step")
    parser.add_argument("--log-every", type=int, default=50)
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    for name, default in SIZES.items():
        parser.add_argument("--" + name.replace("_", "-"), type=int, default=default)
    arguments = parser.parse_args(argv)
    if arguments.until:
        arguments.until = deadline(arguments.until, datetime.datetime.now())
    torch.set_num_threads(arguments.threads)
    run = Run(arguments)
    print(json.dumps(asdict(run.config)), flush=True)
    parameters = sum(p.numel() for p in run.model.parameters())
    print(f"{parameters} parameters; corpus {run.corpus.tokens} tokens", flush=True)
    run.run()
    return 0
