"""A teacher from outside: a causal language model of Llama's shape, read from a GGUF file.

Touvron et al. 2023; the sizes are those of the file. Queries, keys and values are one matrix here, and so
are the two halves of the gated feed-forward network. GGUF stores queries and keys for rotary positions over
neighbouring pairs, so that is what ``rotate`` does. Shapes: n rows, t tokens, d width, A heads.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class LlamaConfig:
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    rope_base: float
    norm_eps: float

    def to_dict(self) -> dict:
        return asdict(self)


class RmsNorm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        wide = x.float()
        wide = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + self.eps)
        return (wide * self.weight.float()).to(x.dtype)


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary positions: x [n, t, A, w], cos and sin [t, w/2]."""
    even, odd = x[..., 0::2], x[..., 1::2]
    cos, sin = cos[:, None], sin[:, None]
    return torch.stack([even * cos - odd * sin, even * sin + odd * cos], -1).flatten(-2)


class Block(nn.Module):
    def __init__(self, config: LlamaConfig) -> None:
        super().__init__()
        d, self.heads, self.kv_heads = config.hidden_size, config.num_attention_heads, config.num_key_value_heads
        self.width = d // self.heads
        self.attention_norm = RmsNorm(d, config.norm_eps)
        self.qkv = nn.Linear(d, (self.heads + 2 * self.kv_heads) * self.width, bias=False)
        self.out = nn.Linear(d, d, bias=False)
        self.ffn_norm = RmsNorm(d, config.norm_eps)
        self.gate_up = nn.Linear(d, 2 * config.intermediate_size, bias=False)
        self.down = nn.Linear(config.intermediate_size, d, bias=False)

    def forward(self, h: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        n, t, _ = h.shape
        qkv = self.qkv(self.attention_norm(h)).view(n, t, -1, self.width)
        q, k, v = qkv.split([self.heads, self.kv_heads, self.kv_heads], 2)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        repeats = self.heads // self.kv_heads
        q, k, v = q.transpose(1, 2), k.repeat_interleave(repeats, 2).transpose(1, 2), \
            v.repeat_interleave(repeats, 2).transpose(1, 2)
        context = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        h = h + self.out(context.transpose(1, 2).reshape(n, t, -1))
        gate, up = self.gate_up(self.ffn_norm(h)).chunk(2, -1)
        return h + self.down(F.silu(gate) * up)


class Llama(nn.Module):
    """Body and tied vocabulary. Immutable sizes; one thread at a time."""

    def __init__(self, config: LlamaConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab_size, config.hidden_size)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.num_hidden_layers))
        self.norm = RmsNorm(config.hidden_size, config.norm_eps)

    def angles(self, tokens: int, device, dtype) -> tuple[Tensor, Tensor]:
        """cos and sin of every position, [t, w/2]."""
        width = self.config.hidden_size // self.config.num_attention_heads
        rates = self.config.rope_base ** (-torch.arange(0, width, 2, device=device).float() / width)
        at = torch.arange(tokens, device=device).float()[:, None] * rates
        return at.cos().to(dtype), at.sin().to(dtype)

    def forward(self, ids: Tensor) -> Tensor:
        """int64 [n, t] -> what the vocabulary is scored with, [n, t, d]."""
        h = self.embedding(ids)
        if torch.is_autocast_enabled(h.device.type):
            h = h.to(torch.get_autocast_dtype(h.device.type))
        cos, sin = self.angles(ids.shape[1], ids.device, h.dtype)
        for block in self.blocks:
            h = block(h, cos, sin)
        return self.norm(h)

    def logits(self, features: Tensor) -> Tensor:
        return F.linear(features, self.embedding.weight.to(features.dtype))


def from_gguf(path: Path) -> tuple[LlamaConfig, dict[str, Tensor], list[str], list[str]]:
    """Sizes, float32 weights, and the tokenizer's pieces and merges. SystemExit if it is no such model."""
    import gguf

    reader = gguf.GGUFReader(str(path))

    def field(name: str):
        if name not in reader.fields:
            raise SystemExit(f"{path}: no {name}; expected a GGUF file of a Llama with a BPE tokenizer")
        return reader.fields[name].contents()

    if field("general.architecture") != "llama":
        raise SystemExit(f"{path}: architecture {field('general.architecture')!r}, expected llama")
    found = {t.name: np.asarray(gguf.quants.dequantize(t.data, t.tensor_type), np.float32) for t in reader.tensors}
    config = LlamaConfig(
        vocab_size=found["token_embd.weight"].shape[0], hidden_size=field("llama.embedding_length"),
        intermediate_size=field("llama.feed_forward_length"), num_hidden_layers=field("llama.block_count"),
        num_attention_heads=field("llama.attention.head_count"),
        num_key_value_heads=field("llama.attention.head_count_kv"), rope_base=field("llama.rope.freq_base"),
        norm_eps=field("llama.attention.layer_norm_rms_epsilon"))
    weights = {"embedding.weight": found["token_embd.weight"], "norm.weight": found["output_norm.weight"]}
    for k in range(config.num_hidden_layers):
        old, new = f"blk.{k}.", f"blocks.{k}."
        take = lambda name: found[f"{old}{name}.weight"]  # noqa: E731
        weights[new + "attention_norm.weight"] = take("attn_norm")
        weights[new + "qkv.weight"] = np.concatenate([take("attn_q"), take("attn_k"), take("attn_v")])
        weights[new + "out.weight"] = take("attn_output")
        weights[new + "ffn_norm.weight"] = take("ffn_norm")
        weights[new + "gate_up.weight"] = np.concatenate([take("ffn_gate"), take("ffn_up")])
        weights[new + "down.weight"] = take("ffn_down")
    tensors = {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in weights.items()}
    return config, tensors, field("tokenizer.ggml.tokens"), field("tokenizer.ggml.merges")


def byte_pair_tokenizer(tokens: list[str], merges: list[str]):
    """The teacher's tokenizer: byte-level pairs, digits one by one (a ``tokenizers.Tokenizer``)."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    pairs = [tuple(merge.split(" ")) for merge in merges]
    tokenizer = Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(tokens)}, merges=pairs))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
    ])
    return tokenizer
