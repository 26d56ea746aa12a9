"""A teacher's weights as they are stored in GGUF, less the pieces that the text never uses: small to move.

Matrices stay in the file's own blocks of 32 (Q4_1: a half-precision step and least value and 16 bytes; Q8_0: a
step and 32 bytes) and are widened when they are loaded.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from inkling_training.causal_lm import LlamaConfig

BLOCK = 32


def widen(kind: str, raw: Tensor, columns: int) -> Tensor:
    """float32 [rows, columns] of uint8 [rows, bytes]."""
    if kind == "F32":
        return raw.view(torch.float32)
    size = {"Q4_1": 20, "Q8_0": 34}[kind]
    blocks = raw.reshape(-1, size)
    step = blocks[:, :2].contiguous().view(torch.float16).float()
    if kind == "Q8_0":
        return (step * blocks[:, 2:].contiguous().view(torch.int8).float()).view(-1, columns)
    least = blocks[:, 2:4].contiguous().view(torch.float16).float()
    nibbles = torch.cat([blocks[:, 4:] & 15, blocks[:, 4:] >> 4], 1).float()
    return (step * nibbles + least).view(-1, columns)


def pack(path: Path, kept: list[int], out: Path) -> None:
    """Writes what ``load`` reads: the model of a GGUF file with the ``kept`` pieces alone, renumbered."""
    import gguf

    from inkling_training.causal_lm import from_gguf

    config = from_gguf(path)[0].to_dict() | {"vocab_size": len(kept)}
    tensors = {}
    for t in gguf.GGUFReader(str(path)).tensors:
        columns = int(t.shape[0])
        raw = np.array(t.data).view(np.uint8).reshape(-1 if len(t.shape) > 1 else 1, t.n_bytes // (
            int(t.shape[1]) if len(t.shape) > 1 else 1))
        if t.name == "token_embd.weight":
            raw = raw[kept]
        tensors[t.name] = (t.tensor_type.name, columns, torch.from_numpy(np.ascontiguousarray(raw)))
    torch.save({"config": config, "tensors": tensors}, out)


def load(path: Path) -> tuple[LlamaConfig, dict[str, Tensor]]:
    """Sizes and float32 weights, named as in ``causal_lm.Llama``."""
    state = torch.load(path, weights_only=True)
    config = LlamaConfig(**state["config"])
    found = {name: widen(kind, raw, columns) for name, (kind, columns, raw) in state["tensors"].items()}
    weights = {"embedding.weight": found["token_embd.weight"], "norm.weight": found["output_norm.weight"][0]}
    for k in range(config.num_hidden_layers):
        def take(*names: str) -> Tensor:
            return torch.cat([found[f"blk.{k}.{name}.weight"] for name in names])

        weights |= {f"blocks.{k}.{name}": value for name, value in {
            "attention_norm.weight": take("attn_norm")[0], "qkv.weight": take("attn_q", "attn_k", "attn_v"),
            "out.weight": take("attn_output"), "ffn_norm.weight": take("ffn_norm")[0],
            "gate_up.weight": take("ffn_gate", "ffn_up"), "down.weight": take("ffn_down"),
        }.items()}
    return config, weights
