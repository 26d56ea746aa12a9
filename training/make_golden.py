"""Golden data for the C++ runtime: tiny models of every variant with PyTorch's activations.

A second implementation of the mathematics, in float64 and token by token, that shares no code with
inkling_training/model.py: a mistake in one of them shows. Writes tests/golden/model/VARIANT/.

    python training/make_golden.py
"""

import json
import math
from itertools import product
from pathlib import Path

import torch
from safetensors.torch import save_file

OUT = Path(__file__).resolve().parent.parent / "tests" / "golden" / "model"
BASE = {
    "model_type": "inkling-mobilebert", "attention": "prefix_causal", "vocab_size": 40,
    "embedding_size": 8, "hidden_size": 12, "bottleneck_size": 8, "intermediate_size": 10,
    "num_feedforward_networks": 2, "num_attention_heads": 2, "num_hidden_layers": 2,
    "hidden_act": "relu", "normalization": "layer_norm", "layer_norm_eps": 1e-6,
    "max_position": 24, "trigram_input": True, "embedding_norm": "layer_norm",
    "head_act": "none", "head_norm": "layer_norm", "head_size": 8, "head_eps": 1e-6,
    "type_vocab_size": 0, "causal_weight": 0.5, "max_context": 16,
}  # fmt: skip


def variants() -> dict[str, dict]:
    out = {}
    for norm, act, bottleneck in product(["no_norm", "layer_norm"], ["relu", "gelu"], [8, 0]):
        name = f"{norm}-{act}-{'bottleneck' if bottleneck else 'plain'}"
        out[name] = BASE | {
            "normalization": norm, "embedding_norm": norm, "hidden_act": act,
            "bottleneck_size": bottleneck,
        }  # fmt: skip
    out["mobilebert"] = BASE | {
        "attention": "bidirectional", "normalization": "no_norm", "embedding_norm": "no_norm",
        "num_feedforward_networks": 4, "head_act": "relu", "head_size": 12, "head_eps": 1e-12,
        "layer_norm_eps": 1e-12, "type_vocab_size": 2,
    }  # fmt: skip
    out["bert"] = BASE | {
        "attention": "bidirectional", "hidden_act": "gelu", "bottleneck_size": 0,
        "num_feedforward_networks": 1, "embedding_size": 12, "trigram_input": False,
        "head_act": "gelu", "head_size": 12, "head_eps": 1e-12, "layer_norm_eps": 1e-12,
        "type_vocab_size": 2,
    }  # fmt: skip
    out["mobilebert-tiny"] = out["mobilebert"] | {"attention_inputs": "bottleneck", "num_feedforward_networks": 2}
    out["ib-bert"] = out["mobilebert"] | {
        "attention_inputs": "full", "bottleneck_size": 16, "num_feedforward_networks": 1,
        "normalization": "layer_norm", "embedding_norm": "layer_norm", "hidden_act": "gelu",
    }  # fmt: skip
    out["layer_norm-relu-narrow"] = out["layer_norm-relu-bottleneck"] | {"attention_inputs": "bottleneck"}
    return out


def attention_width(c: dict, part: str) -> int:
    """How wide the input of queries, keys or values is."""
    inputs = c.get("attention_inputs", "shared") if c["bottleneck_size"] else "full"
    narrow = inputs == "bottleneck" or (inputs == "shared" and part != "value")
    return c["bottleneck_size"] if narrow else c["hidden_size"]


def make_tensors(c: dict, generator: torch.Generator) -> dict[str, torch.Tensor]:
    tensors: dict[str, torch.Tensor] = {}

    def dense(name: str, inputs: int, outputs: int) -> None:
        tensors[name + ".weight"] = torch.randn(outputs, inputs, generator=generator) / math.sqrt(inputs)
        tensors[name + ".bias"] = 0.1 * torch.randn(outputs, generator=generator)

    def norm(name: str, width: int) -> None:
        tensors[name + ".weight"] = 1 + 0.2 * torch.randn(width, generator=generator)
        tensors[name + ".bias"] = 0.1 * torch.randn(width, generator=generator)

    v, e, h = c["vocab_size"], c["embedding_size"], c["hidden_size"]
    inner, wide = c["bottleneck_size"] or h, c["intermediate_size"]
    tensors["embeddings.word_embeddings.weight"] = torch.randn(v, e, generator=generator)
    tensors["embeddings.position_embeddings.weight"] = 0.3 * torch.randn(c["max_position"], h, generator=generator)
    if c["type_vocab_size"]:
        tensors["embeddings.token_type_embeddings.weight"] = 0.3 * torch.randn(c["type_vocab_size"], h, generator=generator)
    if c["trigram_input"]:
        dense("embeddings.embedding_transformation", 3 * e, h)
    norm("embeddings.LayerNorm", h)
    for i in range(c["num_hidden_layers"]):
        p = f"encoder.layer.{i}."
        if c["bottleneck_size"]:
            parts = ("input", "attention") if c.get("attention_inputs", "shared") == "shared" else ("input",)
            for part in parts:
                dense(p + f"bottleneck.{part}.dense", h, inner)
                norm(p + f"bottleneck.{part}.LayerNorm", inner)
            dense(p + "output.bottleneck.dense", inner, h)
            norm(p + "output.bottleneck.LayerNorm", h)
        for part in ("query", "key", "value"):
            dense(p + f"attention.self.{part}", attention_width(c, part), inner)
        dense(p + "attention.output.dense", inner, inner)
        norm(p + "attention.output.LayerNorm", inner)
        for k in range(c["num_feedforward_networks"] - 1):
            dense(p + f"ffn.{k}.intermediate.dense", inner, wide)
            dense(p + f"ffn.{k}.output.dense", wide, inner)
            norm(p + f"ffn.{k}.output.LayerNorm", inner)
        dense(p + "intermediate.dense", inner, wide)
        dense(p + "output.dense", wide, inner)
        norm(p + "output.LayerNorm", inner)
    dense("cls.predictions.transform.dense", h, c["head_size"])
    norm("cls.predictions.transform.LayerNorm", c["head_size"])
    tensors["cls.predictions.bias"] = 0.1 * torch.randn(v, generator=generator)
    if c["head_size"] > e:
        tensors["cls.predictions.dense.weight"] = torch.randn(c["head_size"] - e, v, generator=generator)
    return tensors


class Reference:
    """One forward over a list of tokens: (window of three ids or None, position, who is seen)."""

    def __init__(self, c: dict, tensors: dict[str, torch.Tensor]) -> None:
        self.c = c
        self.t = {name: value.double() for name, value in tensors.items()}

    def linear(self, name: str, x):
        return self.t[name + ".weight"] @ x + self.t[name + ".bias"]

    def norm(self, name: str, x, kind: str, eps: float):
        if kind == "layer_norm":
            x = (x - x.mean()) / torch.sqrt(((x - x.mean()) ** 2).mean() + eps)
        return x * self.t[name + ".weight"] + self.t[name + ".bias"]

    def body_norm(self, name: str, x):
        return self.norm(name, x, self.c["normalization"], self.c["layer_norm_eps"])

    def act(self, kind: str, x):
        if kind == "relu":
            return torch.clamp(x, min=0)
        if kind == "gelu":
            return 0.5 * x * (1 + torch.erf(x / math.sqrt(2)))
        return x

    def embed(self, window, position: int):
        table = self.t["embeddings.word_embeddings.weight"]
        if self.c["trigram_input"]:
            zero = torch.zeros(self.c["embedding_size"], dtype=torch.float64)
            x = torch.cat([zero if i is None else table[i] for i in window])
            x = self.linear("embeddings.embedding_transformation", x)
        else:
            x = table[window[1]]
        x = x + self.t["embeddings.position_embeddings.weight"][position]
        if self.c["type_vocab_size"]:
            x = x + self.t["embeddings.token_type_embeddings.weight"][0]
        return self.norm("embeddings.LayerNorm", x, self.c["embedding_norm"], self.c["layer_norm_eps"])

    def features(self, windows, positions, seen):
        """seen[i]: indices that token i attends to. Returns head features per token."""
        c, heads = self.c, self.c["num_attention_heads"]
        hidden = [self.embed(w, p) for w, p in zip(windows, positions)]
        for layer in range(c["num_hidden_layers"]):
            p = f"encoder.layer.{layer}."
            residual, query, key, value = [], [], [], []
            for x in hidden:
                r = s = u = x  # residual, of queries and keys, of values
                inputs = c.get("attention_inputs", "shared")
                if c["bottleneck_size"]:
                    r = self.body_norm(p + "bottleneck.input.LayerNorm", self.linear(p + "bottleneck.input.dense", x))
                if c["bottleneck_size"] and inputs == "bottleneck":
                    s = u = r
                if c["bottleneck_size"] and inputs == "shared":
                    s = self.body_norm(p + "bottleneck.attention.LayerNorm", self.linear(p + "bottleneck.attention.dense", x))
                residual.append(r)
                query.append(self.linear(p + "attention.self.query", s).view(heads, -1))
                key.append(self.linear(p + "attention.self.key", s).view(heads, -1))
                value.append(self.linear(p + "attention.self.value", u).view(heads, -1))
            following = []
            for i, x in enumerate(hidden):
                k = torch.stack([key[j] for j in seen[i]])  # [seen, heads, depth]
                v = torch.stack([value[j] for j in seen[i]])
                scores = torch.einsum("hd,shd->hs", query[i], k) / math.sqrt(k.shape[-1])
                mixed = torch.einsum("hs,shd->hd", torch.softmax(scores, 1), v).reshape(-1)
                y = self.linear(p + "attention.output.dense", mixed) + residual[i]
                y = self.body_norm(p + "attention.output.LayerNorm", y)
                blocks = [(f"ffn.{k}.intermediate", f"ffn.{k}.output") for k in range(c["num_feedforward_networks"] - 1)]
                for up, down in [*blocks, ("intermediate", "output")]:
                    z = self.act(c["hidden_act"], self.linear(p + up + ".dense", y))
                    y = self.body_norm(p + down + ".LayerNorm", self.linear(p + down + ".dense", z) + y)
                if c["bottleneck_size"]:
                    y = self.body_norm(p + "output.bottleneck.LayerNorm", self.linear(p + "output.bottleneck.dense", y) + x)
                following.append(y)
            hidden = following
        out = []
        for x in hidden:
            y = self.act(c["head_act"], self.linear("cls.predictions.transform.dense", x))
            out.append(self.norm("cls.predictions.transform.LayerNorm", y, c["head_norm"], c["head_eps"]))
        return out

    def logits(self, features):
        e = self.c["embedding_size"]
        out = self.t["embeddings.word_embeddings.weight"] @ features[:e] + self.t["cls.predictions.bias"]
        if self.c["head_size"] > e:
            out = out + features[e:] @ self.t["cls.predictions.dense.weight"]
        return out


def golden(c: dict, tensors: dict[str, torch.Tensor]) -> dict:
    reference = Reference(c, tensors)
    ids = [2, 11, 30, 7, 25, 11, 39, 8, 19]
    if c["attention"] == "bidirectional":
        ids = ids[:7]
        padded = [None, *ids, None]
        windows = [(padded[i + 2], padded[i + 1], padded[i]) for i in range(len(ids))]
        seen = [list(range(len(ids)))] * len(ids)
        features = reference.features(windows, range(len(ids)), seen)
        return {"ids": ids, "features": [f.tolist() for f in features],
                "logits": reference.logits(features[-1]).tolist()}  # fmt: skip
    blocks = [{"anchor": 9, "ids": [4], "read_at": 0}, {"anchor": 4, "ids": [4, 25, 11, 39], "read_at": 0},
              {"anchor": 0, "ids": [4], "read_at": 0}, {"anchor": 6, "ids": [13, 4], "read_at": 1}]  # fmt: skip
    padded = [None, None, *ids]
    windows = [tuple(padded[i : i + 3]) for i in range(len(ids))]
    positions = list(range(len(ids)))
    seen = [list(range(i + 1)) for i in range(len(ids))]
    read = []
    for block in blocks:
        begin, anchor = len(windows), block["anchor"]
        line = [None, None, *ids[:anchor], *block["ids"]]
        own = list(range(begin, begin + len(block["ids"])))
        for i in range(len(block["ids"])):
            windows.append(tuple(line[anchor + i : anchor + i + 3]))
            positions.append(anchor + i)
            seen.append([*range(anchor), *own])
        read.append(begin + block["read_at"])
    features = reference.features(windows, positions, seen)
    return {"ids": ids, "blocks": blocks,
            "features": [f.tolist() for f in features[: len(ids)]],
            "block_features": [features[i].tolist() for i in read],
            "logits": reference.logits(features[read[0]]).tolist()}  # fmt: skip


def rounded(value):
    """Nine digits are more than float32 has, and keep the files small."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, list):
        return [rounded(v) for v in value]
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    return value


def main() -> None:
    for number, (name, config) in enumerate(variants().items()):
        generator = torch.Generator().manual_seed(100 + number)
        tensors = make_tensors(config, generator)
        folder = OUT / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
        save_file(tensors, folder / "model.safetensors")
        (folder / "model.safetensors").chmod(0o644)
        (folder / "golden.json").write_text(json.dumps(rounded(golden(config, tensors))) + "\n", encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
