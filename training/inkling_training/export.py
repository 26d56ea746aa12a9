"""export: a checkpoint as a pack's model.safetensors and config.json, with the tokenizer.

Matrices are written as whole numbers of 8 bits with one float32 step a row, under the name
NAME_scale; the rest as float16. The runtime widens all of them once, at loading.
"""

import argparse
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from inkling_training.model import NORM_EPS, MobileBert, ModelConfig
from inkling_training.paths import add_work
from inkling_training.special_ids import BEGIN, END, MASK, NEWLINE, PAD, UNKNOWN

TYPES = {"int8": torch.float16, "float16": torch.float16, "float32": torch.float32}
SCALE = "_scale"
MOST = 127  # of a whole number of 8 bits


def pack_config(config: ModelConfig, causal_weight: float, max_context: int) -> dict:
    """config.json: what the runtime needs to know; it refuses values it cannot run."""
    return {
        "model_type": "inkling-mobilebert",
        "attention": "prefix_causal",
        "vocab_size": config.vocab_size,
        "embedding_size": config.embedding_size,
        "hidden_size": config.hidden_size,
        "bottleneck_size": config.bottleneck_size if config.bottleneck else 0,
        "intermediate_size": config.intermediate_size,
        "num_feedforward_networks": config.num_feedforward_networks,
        "num_attention_heads": config.num_attention_heads,
        "num_hidden_layers": config.num_hidden_layers,
        "hidden_act": config.hidden_act,
        "normalization": config.normalization,
        "layer_norm_eps": NORM_EPS,
        "max_position": config.max_position,
        "trigram_input": True,
        "embedding_norm": config.normalization,
        "head_act": "none",
        "head_norm": "layer_norm",
        "head_size": config.embedding_size,
        "head_eps": NORM_EPS,
        "type_vocab_size": 0,
        "causal_weight": causal_weight,
        "max_context": max_context,
        "pad_token_id": PAD,
        "unk_token_id": UNKNOWN,
        "bos_token_id": BEGIN,
        "eos_token_id": END,
        "mask_token_id": MASK,
        "newline_token_id": NEWLINE,
    }


def rounded(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """[r, c] -> int8 [r, c] and float32 [r] whose product is nearest where the largest fits."""
    step = matrix.abs().amax(1).clamp_min(1e-12) / MOST
    return torch.round(matrix / step[:, None]).to(torch.int8), step


def stored(weights: dict[str, Tensor], dtype: str) -> dict[str, Tensor]:
    """Weights as they are written; see the top. ``widened`` is the way back."""
    out = {}
    for name, value in weights.items():
        value = value.detach().float()
        if dtype == "int8" and value.dim() == 2:
            out[name], out[name + SCALE] = rounded(value)
        else:
            out[name] = value.to(TYPES[dtype])
    return {name: value.contiguous() for name, value in out.items()}


def widened(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """float32 weights of what ``stored`` made."""
    out = {}
    for name, value in tensors.items():
        if value.dtype == torch.int8:
            out[name] = value.float() * tensors[name + SCALE][:, None]
        elif not name.endswith(SCALE):
            out[name] = value.float()
    return out


def export(model: MobileBert, folder: Path, dtype: str, causal_weight: float = 0.5,
           max_context: int = 64) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    config = pack_config(model.config, causal_weight, max_context)
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    tensors = stored(model.state_dict(), dtype)
    path = folder / "model.safetensors"
    save_file(tensors, path, metadata={"format": "pt"})
    path.chmod(0o644)  # it is written for its owner alone, but a pack is there for everybody


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="export", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--pack", type=Path, required=True, help="folder to write to")
    add_work(parser, "where tokenizer.model is")
    parser.add_argument("--dtype", choices=sorted(TYPES), default="int8")
    parser.add_argument("--causal-weight", type=float, default=0.5)
    arguments = parser.parse_args(argv)
    state = torch.load(arguments.checkpoint, weights_only=True)
    model = MobileBert(ModelConfig(**state["config"]))
    model.load_state_dict(state["model"])
    export(model, arguments.pack, arguments.dtype, arguments.causal_weight)
    shutil.copyfile(arguments.work / "tokenizer.model", arguments.pack / "tokenizer.model")
    size = (arguments.pack / "model.safetensors").stat().st_size
    print(f"{arguments.pack}: {size / 1e6:.2f} MB of weights after {state['tokens'] / 1e6:.1f} M tokens")
    return 0
