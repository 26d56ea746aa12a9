"""Cross-entropy over the vocabulary: in full, or over a sample that is nearly exact.

The vocabulary's matrix product is the dearest part of a step. The sampled loss always scores the
most frequent pieces, adds a uniform sample of the rest (each counting for as many pieces as it
stands for) and scores the target exactly, so the partition sum is an unbiased estimate.
"""

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from inkling_training.model import MobileBert


class _SampledCrossEntropy(torch.autograd.Function):
    """-log softmax of the target, with a hand-written backward that keeps one [m, c + 1] buffer.

    The matrix products run in ``dtype``; the target's own logit is exact. The target is the
    last column of the buffer, so one softmax gives every probability that the backward needs.
    """

    @staticmethod
    def forward(ctx, features, weights, offsets, target_logits, target_columns, dtype):
        features, weights = features.to(dtype), weights.to(dtype)
        logits = torch.addmm(offsets.to(dtype), features, weights.T)  # [m, c + 1]
        rows = (target_columns >= 0).nonzero()[:, 0]
        logits[rows, target_columns[rows]] = -torch.inf  # it is scored exactly, in the last column
        logits[:, -1] = target_logits
        probabilities = torch.softmax(logits, 1)
        ctx.save_for_backward(features, weights, probabilities)
        return -torch.log(probabilities[:, -1].to(target_logits.dtype).clamp_min(1e-30))

    @staticmethod
    def backward(ctx, grad):
        features, weights, probabilities = ctx.saved_tensors
        per_row = grad.to(features.dtype)[:, None]
        target = probabilities[:, -1].to(grad.dtype)
        return (
            (probabilities @ weights).to(grad.dtype) * grad[:, None],
            (probabilities.T @ (features * per_row)).to(grad.dtype),
            (probabilities.T @ per_row)[:, 0].to(grad.dtype),
            grad * (target - 1),
            None,
            None,
        )


class VocabularyLoss:
    """Per-target losses in nats. ``order`` lists all ids by falling frequency."""

    def __init__(
        self, order: Tensor, head: int, tail: int, dtype: torch.dtype | None = None
    ) -> None:
        """Scores ``head`` frequent pieces always and ``tail`` of the others by chance.

        ``dtype``: what the sampled loss multiplies matrices in (the model's own if None).
        """
        self._dtype = dtype
        self._head = order[:head].clone()
        self._rest = order[head:].clone()
        self._tail = min(tail, len(self._rest))
        self._column = torch.full_like(order, -1)

    def full(self, model: MobileBert, features: Tensor, targets: Tensor) -> Tensor:
        """features [m, E], targets int64 [m] -> [m]."""
        return F.cross_entropy(model.logits(features), targets, reduction="none")

    def sampled(
        self, model: MobileBert, features: Tensor, targets: Tensor, generator: torch.Generator
    ) -> Tensor:
        """As ``full``; which rare pieces are scored comes from ``generator``."""
        weight, bias = model.embeddings.word_embeddings.weight, model.cls.predictions.bias
        chosen = torch.randperm(len(self._rest), generator=generator)[: self._tail]
        chosen = chosen.to(self._rest.device)
        candidates = torch.cat([self._head, self._rest[chosen]])
        stands_for = torch.zeros(len(candidates), dtype=bias.dtype, device=bias.device)
        if self._tail:
            stands_for[len(self._head) :] = math.log(len(self._rest) / self._tail)
        self._column[candidates] = torch.arange(
            len(candidates), device=candidates.device)
        columns = self._column[targets]
        self._column[candidates] = -1
        features = features.to(weight.dtype)
        target_logits = (features * weight[targets]).sum(-1) + bias[targets]
        # A last row of zeros leaves room for the target's column.
        rows = F.pad(weight[candidates], (0, 0, 0, 1))
        offsets = F.pad(bias[candidates] + stands_for, (0, 1))
        return _SampledCrossEntropy.apply(
            features, rows, offsets, target_logits, columns, self._dtype or weight.dtype
        )
