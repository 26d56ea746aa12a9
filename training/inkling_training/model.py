"""The prefix-causal MobileBERT: mathematics and parameter names shared with the C++ runtime.

Parameters are named as in Hugging Face's MobileBERT. Shapes in comments: n rows, t tokens of a
row (content, then query blocks), H inter-block width, B bottleneck width, I feed-forward width,
E embedding width, V vocabulary.
"""

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

NORM_EPS = 1e-6
ACTIVATIONS = {"relu": F.relu, "gelu": F.gelu}


@dataclass(frozen=True)
class ModelConfig:
    """Sizes and switches of one model. ``bottleneck`` off gives B = H, as in BERT."""

    vocab_size: int = 16384
    embedding_size: int = 128
    hidden_size: int = 256
    bottleneck_size: int = 128
    intermediate_size: int = 384
    num_feedforward_networks: int = 2
    num_attention_heads: int = 4
    num_hidden_layers: int = 6
    hidden_act: str = "relu"
    normalization: str = "layer_norm"
    bottleneck: bool = True
    max_position: int = 80

    def __post_init__(self) -> None:
        if self.hidden_act not in ACTIVATIONS:
            raise ValueError(f"hidden_act must be one of {sorted(ACTIVATIONS)}, not {self.hidden_act!r}")
        if self.normalization not in ("no_norm", "layer_norm"):
            raise ValueError(f"normalization must be no_norm or layer_norm, not {self.normalization!r}")
        if self.inner_size % self.num_attention_heads:
            raise ValueError("the width of attention must be a multiple of num_attention_heads")

    @property
    def inner_size(self) -> int:
        return self.bottleneck_size if self.bottleneck else self.hidden_size

    def to_dict(self) -> dict:
        return asdict(self)


class NoNorm(nn.Module):
    """MobileBERT's replacement of LayerNorm: a gain and a bias per element."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        return x * self.weight + self.bias


class LayerNorm(nn.LayerNorm):
    """Computes in float32 and gives back the type it was given: half the memory traffic in mixed precision."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x).to(x.dtype)


def make_norm(kind: str, width: int) -> nn.Module:
    return NoNorm(width) if kind == "no_norm" else LayerNorm(width, eps=NORM_EPS)


class Dense(nn.Module):
    """A linear map under the name ``dense``."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.dense = nn.Linear(inputs, outputs)


class NormedDense(Dense):
    """A linear map, a residual, and a norm."""

    def __init__(self, inputs: int, outputs: int, kind: str) -> None:
        super().__init__(inputs, outputs)
        self.LayerNorm = make_norm(kind, outputs)

    def forward(self, x: Tensor, residual: Tensor | None = None) -> Tensor:
        y = self.dense(x)
        return self.LayerNorm(y if residual is None else y + residual)


class FeedForward(nn.Module):
    def __init__(self, width: int, inner: int, kind: str) -> None:
        super().__init__()
        self.intermediate = Dense(width, inner)
        self.output = NormedDense(inner, width, kind)


class Attention(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        inner = config.inner_size
        self.self = nn.Module()
        self.self.query = nn.Linear(inner, inner)
        self.self.key = nn.Linear(inner, inner)
        self.self.value = nn.Linear(config.hidden_size, inner)
        self.output = NormedDense(inner, inner, config.normalization)


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """softmax(s) v and the masked scores s = q kT / sqrt(d) + mask, [n, A, t, t].

    q, k, v [n, A, t, d]; mask [n, 1, t, t], what is added to the scores.

    At these sizes plain products in bfloat16 are several times faster on a CPU than PyTorch's
    fused attention and its backward.
    """
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(2, 3) + mask
    return torch.softmax(scores, -1).to(v.dtype) @ v, scores


def additive(mask: Tensor, dtype: torch.dtype) -> Tensor:
    """What to add to scores: 0 where ``mask`` is true, a number that softmax makes 0 elsewhere."""
    return torch.zeros(mask.shape, dtype=dtype, device=mask.device).masked_fill_(~mask, -1e4)


def joint(x: Tensor, *maps: nn.Linear) -> tuple[Tensor, ...]:
    """What linear maps of one input give, from one product: narrow ones waste most of a GPU."""
    weight = torch.cat([m.weight for m in maps])
    bias = torch.cat([m.bias for m in maps])
    return F.linear(x, weight, bias).split([m.out_features for m in maps], -1)


class Layer(nn.Module):
    """One MobileBERT layer, H -> H."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        hidden, inner, kind = config.hidden_size, config.inner_size, config.normalization
        self.heads = config.num_attention_heads
        self.activation = ACTIVATIONS[config.hidden_act]
        self.has_bottleneck = config.bottleneck
        self.fused = False  # attention in one kernel, without the scores: quicker on GPUs
        if config.bottleneck:
            self.bottleneck = nn.Module()
            self.bottleneck.input = NormedDense(hidden, inner, kind)
            self.bottleneck.attention = NormedDense(hidden, inner, kind)
        self.attention = Attention(config)
        # The last of the F feed-forward networks is the layer's own intermediate and output.
        self.ffn = nn.ModuleList(
            FeedForward(inner, config.intermediate_size, kind)
            for _ in range(config.num_feedforward_networks - 1)
        )
        self.intermediate = Dense(inner, config.intermediate_size)
        self.output = NormedDense(config.intermediate_size, inner, kind)
        if config.bottleneck:
            self.output.bottleneck = NormedDense(inner, hidden, kind)

    def forward(self, h: Tensor, mask: Tensor) -> tuple[Tensor, Tensor | None]:
        """[n, t, H] -> the layer's feature map [n, t, H] and its attention's scores [n, A, t, t]; None if fused."""
        rows, tokens, _ = h.shape
        maps = self.attention.self
        if self.has_bottleneck:
            first, second = self.bottleneck.input, self.bottleneck.attention
            residual, shared, v = joint(h, first.dense, second.dense, maps.value)  # [n, t, B] each
            # ``shared`` feeds queries and keys.
            residual, shared = first.LayerNorm(residual), second.LayerNorm(shared)
        else:
            residual, shared, v = h, h, maps.value(h)
        q, k = joint(shared, maps.query, maps.key)
        q, k, v = (
            x.view(rows, tokens, self.heads, -1).transpose(1, 2)  # [n, A, t, B/A]
            for x in (q, k, v)
        )
        if self.fused:
            wide = mask.expand(-1, self.heads, -1, -1)
            context, scores = F.scaled_dot_product_attention(q, k, v, wide), None
        else:
            context, scores = attend(q, k, v, mask)
        y = self.attention.output(context.transpose(1, 2).reshape(rows, tokens, -1), residual)
        for block in self.ffn:
            y = block.output(self.activation(block.intermediate.dense(y)), y)
        y = self.output(self.activation(self.intermediate.dense(y)), y)
        return (self.output.bottleneck(y, h) if self.has_bottleneck else y), scores


class Embeddings(nn.Module):
    """h0 = norm(W_in [E(x[i-2]); E(x[i-1]); E(x[i])] + P(pos)); outside the segment E is zero."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(config.vocab_size, config.embedding_size)
        self.position_embeddings = nn.Embedding(config.max_position, config.hidden_size)
        self.embedding_transformation = nn.Linear(3 * config.embedding_size, config.hidden_size)
        self.LayerNorm = make_norm(config.normalization, config.hidden_size)

    def forward(self, trigrams: Tensor, positions: Tensor) -> Tensor:
        window = self.word_embeddings(trigrams).flatten(-2)  # [n, t, 3E]
        x = self.embedding_transformation(window)
        return self.LayerNorm(x + self.position_embeddings(positions).to(x.dtype))


class MobileBert(nn.Module):
    """Body and head. The row of <pad> in the embedding is zero and stays so (see ``clear_pad``)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embeddings = Embeddings(config)
        self.encoder = nn.Module()
        self.encoder.layer = nn.ModuleList(Layer(config) for _ in range(config.num_hidden_layers))
        self.cls = nn.Module()
        self.cls.predictions = nn.Module()
        self.cls.predictions.transform = NormedDense(
            config.hidden_size, config.embedding_size, "layer_norm"
        )
        self.cls.predictions.bias = nn.Parameter(torch.zeros(config.vocab_size))
        self._initialise()

    @torch.no_grad()
    def _initialise(self) -> None:
        for name, parameter in self.named_parameters():
            if parameter.dim() != 2:
                if name.endswith("bias"):
                    parameter.zero_()
            elif "word_embeddings" in name:
                nn.init.normal_(parameter, std=0.05)
            elif "position_embeddings" in name:
                nn.init.normal_(parameter, std=0.02)
            else:
                # A small step per layer into the residual stream keeps NoNorm stable at the start.
                gain = 0.3 if name.endswith("output.bottleneck.dense.weight") else 1.0
                nn.init.normal_(parameter, std=gain * parameter.shape[1] ** -0.5)
        self.clear_pad()

    @torch.no_grad()
    def clear_pad(self) -> None:
        """Zeroes the embedding of <pad>, which stands for "nothing there" in trigrams."""
        self.embeddings.word_embeddings.weight[0] = 0

    def maps(
        self, trigrams: Tensor, positions: Tensor, mask: Tensor, layers: int | None = None
    ) -> tuple[list[Tensor], list[Tensor]]:
        """Feature maps [n, t, H] and attention scores [n, A, t, t] of the first ``layers`` layers.

        trigrams int64 [n, t, 3]; positions int64 [n, t]; mask bool [n, 1, t, t], true where the
        token of dimension 2 sees that of dimension 3.
        """
        h = self.embeddings(trigrams, positions)
        kind = h.device.type
        mixed = torch.is_autocast_enabled(kind)
        mask = additive(mask, torch.get_autocast_dtype(kind) if mixed else h.dtype)
        states, scores = [], []
        for layer in self.encoder.layer[:layers]:
            h, layer_scores = layer(h, mask)
            states.append(h)
            scores.append(layer_scores)
        return states, scores

    def features(self, trigrams: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        """What the vocabulary is scored with, float [n, t, E]; arguments as of ``maps``."""
        return self.cls.predictions.transform(self.maps(trigrams, positions, mask)[0][-1])

    def logits(self, features: Tensor) -> Tensor:
        """[..., E] -> [..., V]: tied to the word embeddings."""
        return F.linear(features, self.embeddings.word_embeddings.weight, self.cls.predictions.bias)
