"""grow: a deeper model that begins where a shallower one ended.

New layers are copies of the layers below them whose last map into the residual stream is zero (as in
Gong et al. 2019 they start from trained weights, as in Net2Net they change nothing at first). What
their last norm does to the stream is undone by fitting its gain and bias, feature by feature, to give
back what comes in.
"""

import argparse
from pathlib import Path

import torch
from torch.nn import functional as F

from inkling_training.corpus import read_sources
from inkling_training.data import HELD_OUT, Corpus, RowSampler, RowShape
from inkling_training.loop import model_of, save
from inkling_training.model import NORM_EPS, MobileBert, ModelConfig
from inkling_training.paths import add_sources, add_work

LAYER = "encoder.layer."


def origins(old: int, new: int) -> list[tuple[int, bool]]:
    """For each layer of the new model: the old layer it comes from, and whether it is a copy."""
    if not 0 < old <= new <= 2 * old:
        raise ValueError(f"{old} layers may grow to {2 * old} at most, not to {new}")
    doubled = {old - 1 - k * old // (new - old) for k in range(new - old)}
    out = []
    for layer in range(old):
        out.append((layer, False))
        if layer in doubled:
            out.append((layer, True))
    return out


@torch.no_grad()
def grown(model: MobileBert, layers: int, batches: list[dict[str, torch.Tensor]]) -> MobileBert:
    """``model`` with more layers; ``batches``: rows to fit the new norms on."""
    if model.config.normalization != "layer_norm" or not model.config.bottleneck:
        raise ValueError("only bottleneck models with LayerNorm can grow")
    plan = origins(model.config.num_hidden_layers, layers)
    old = model.state_dict()
    weights = {name: value.clone() for name, value in old.items() if not name.startswith(LAYER)}
    streams = [torch.cat(parts) for parts in zip(*(alive_states(model, b) for b in batches))]
    for number, (origin, copy) in enumerate(plan):
        for name, value in old.items():
            if name.startswith(f"{LAYER}{origin}."):
                weights[name.replace(f"{LAYER}{origin}.", f"{LAYER}{number}.", 1)] = value.clone()
        if copy:
            last = f"{LAYER}{number}.output.bottleneck."
            h = streams[origin]
            x = F.layer_norm(h, h.shape[-1:], eps=NORM_EPS)
            x_mean, h_mean = x.mean(0), h.mean(0)
            gain = ((x - x_mean) * (h - h_mean)).mean(0) / (x - x_mean).pow(2).mean(0).clamp_min(1e-9)
            weights[last + "dense.weight"].zero_()
            weights[last + "dense.bias"].zero_()
            weights[last + "LayerNorm.weight"] = gain
            weights[last + "LayerNorm.bias"] = h_mean - gain * x_mean
    out = MobileBert(ModelConfig(**{**model.config.to_dict(), "num_hidden_layers": layers}))
    out.load_state_dict(weights)
    return out


def alive_states(model: MobileBert, batch: dict[str, torch.Tensor]) -> list[torch.Tensor]:
    """The stream after each layer, [m, H], of the tokens that are not padding."""
    states, _ = model.maps(batch["trigrams"], batch["positions"], batch["mask"])
    return [h[batch["alive"]] for h in states]


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="grow", description=__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--from-pack", type=Path)
    source.add_argument("--from-checkpoint", type=Path)
    parser.add_argument("--layers", type=int, required=True)
    add_work(parser)
    add_sources(parser)
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    arguments = parser.parse_args(argv)
    model = model_of(arguments)
    corpus = Corpus(arguments.work / "shards", read_sources(arguments.sources),
                    model.config.vocab_size, first=1 - HELD_OUT)
    sampler = RowSampler(corpus, RowShape(), 48, seed=11)
    out = grown(model, arguments.layers, [sampler.batch(step) for step in range(4)])
    save(arguments.out, {"config": out.config.to_dict(), "model": out.state_dict(), "tokens": 0})
    parameters = sum(p.numel() for p in out.parameters())
    print(f"{arguments.out}: {arguments.layers} layers, {parameters} parameters")
    return 0
