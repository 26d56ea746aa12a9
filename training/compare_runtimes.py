"""ONNX Runtime and Inkling on the same shapes, one thread, in turns.

    python training/compare_runtimes.py [--models bert-base,mobilebert,pack] [--tokens 16,128]

Models come from ``transformers`` with random weights (times do not depend on them; that the results
agree is shown by the tests of published checkpoints), the pack's shape from inkling_training. Each is
exported for one length, optimised by ONNX Runtime with all it has, and run in float32 and, weights
quantised dynamically, in 8 bits. Inkling's times come from ``inkling bench family`` runs between. All
ask one text from nothing to the distribution at its last token.

Needs onnx, onnxruntime and transformers beside what requirements.txt names.
"""

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import numpy
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import BertConfig, BertForMaskedLM, MobileBertConfig, MobileBertForMaskedLM

from inkling_training.model import MobileBert
from inkling_training.model import ModelConfig as PackConfig

ROOT = Path(__file__).resolve().parent.parent


class AtLastToken(nn.Module):
    """The distribution at the last token: what a keyboard asks."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.base = getattr(model, model.base_model_prefix)
        self.head = model.cls

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return torch.softmax(self.head(self.base(ids)[0][:, -1:]), -1)


class PackAtLastToken(nn.Module):
    def __init__(self, model: MobileBert, tokens: int) -> None:
        super().__init__()
        self.model = model
        self.register_buffer("mask", torch.ones(1, 1, tokens, tokens, dtype=torch.bool).tril())
        self.register_buffer("positions", torch.arange(tokens)[None])

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        before = nn.functional.pad(ids, (2, 0))
        trigrams = torch.stack([before[:, :-2], before[:, 1:-1], ids], -1)
        state = self.model.maps(trigrams, self.positions, self.mask)[0][-1][:, -1:]
        return torch.softmax(self.model.logits(self.model.cls.predictions.transform(state)), -1)


def make(name: str, tokens: int) -> nn.Module:
    torch.manual_seed(1)
    if name == "pack":
        config = json.loads((ROOT / "packs/en/config.json").read_text())
        known = PackConfig.__dataclass_fields__
        sizes = {k: v for k, v in config.items() if k in known} | {"max_position": tokens}
        return PackAtLastToken(MobileBert(PackConfig(**sizes)).eval(), tokens)
    if name == "bert-base":
        return AtLastToken(BertForMaskedLM(BertConfig()).eval())
    if name == "mobilebert":
        return AtLastToken(MobileBertForMaskedLM(MobileBertConfig()).eval())
    raise SystemExit(f"no model {name}; there are bert-base, mobilebert and pack")


def session(path: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def export(name: str, tokens: int, folder: str) -> dict[str, onnxruntime.InferenceSession]:
    plain, small = f"{folder}/{name}-{tokens}.onnx", f"{folder}/{name}-{tokens}-int8.onnx"
    ids = torch.arange(tokens)[None] % 1000
    with torch.no_grad():
        torch.onnx.export(make(name, tokens), (ids,), plain, input_names=["ids"], dynamo=False)
    quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True)
    return {"float32": session(plain), "int8": session(small)}


def inkling_times(models: list[str], rounds: int) -> dict[tuple[str, str, int], float]:
    command = [ROOT / "build/release/inkling", "bench", "family", "--json", "--only", ",".join(models),
               "--rounds", str(rounds), "--no-ablation"]  # fmt: skip
    out = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return {(row["model"], row["precision"], int(tokens)): ms
            for row in out["rows"] for tokens, ms in row["ms"].items()}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", default="pack,mobilebert,bert-base")
    parser.add_argument("--tokens", default="16,128")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    models = arguments.models.split(",")
    lengths = [int(n) for n in arguments.tokens.split(",")]
    theirs: dict[tuple[str, str, int], list[float]] = {}
    ours: dict[tuple[str, str, int], list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        sessions = {(name, kind, n): s for name in models for n in lengths
                    for kind, s in export(name, n, folder).items()}  # fmt: skip
        for _ in range(arguments.rounds):
            for key, run in sessions.items():
                ids = {"ids": (numpy.arange(key[2])[None] % 1000).astype(numpy.int64)}
                for turn in range(4):
                    started = time.perf_counter()
                    run.run(None, ids)
                    if turn:
                        theirs.setdefault(key, []).append(1000 * (time.perf_counter() - started))
            for key, ms in inkling_times(models, 3).items():
                ours.setdefault(key, []).append(ms)
    print(f"ONNX Runtime {onnxruntime.__version__}, medians in ms")
    print(f"{'model':12} {'held in':8} {'T':>4} {'ONNX Runtime':>13} {'Inkling':>9} {'ratio':>6}")
    for key in sessions:
        a, b = statistics.median(theirs[key]), statistics.median(ours[key])
        print(f"{key[0]:12} {key[1]:8} {key[2]:4} {a:13.2f} {b:9.2f} {b / a:6.2f}")


if __name__ == "__main__":
    main()
