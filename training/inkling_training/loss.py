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
    """-log softmax of the target, with a hand-written backward that keeps one [m, c] buffer."""

    @staticmethod
    def forward(ctx, features, weights, offsets, target_logits, target_columns):
        logits = torch.addmm(offsets, features, weights.T)  # [m, c]
        rows = (target_columns >= 0).nonzero()[:, 0]
        logits[rows, target_columns[rows]] = -torch.inf  # the target is added exactly below
        partition = torch.logaddexp(torch.logsumexp(logits, 1), target_logits)
        logits.sub_(partition[:, None]).exp_()
        ctx.save_for_backward(features, weights, logits, torch.exp(target_logits - partition))
        return partition - target_logits

    @staticmethod
    def backward(ctx, grad):
        features, weights, probabilities, target_probability = ctx.saved_tensors
        scaled = probabilities * grad[:, None]
        return (
            scaled @ weights,
            scaled.T @ features,
            scaled.sum(0),
            grad * (target_probability - 1),
            None,
        )


class VocabularyLoss:
    """Per-target losses in nats. ``order`` lists all ids by falling frequency."""

    def __init__(self, order: Tensor, head: int, tail: int) -> None:
        """Scores ``head`` frequent pieces always and ``tail`` of the others by chance."""
        self._head = order[:head].clone()
        self._rest = order[head:].clone()
        self._tail = min(tail, len(self._rest))
        self._column = torch.full((len(order),), -1)

    def full(self, model: MobileBert, features: Tensor, targets: Tensor) -> Tensor:
        """features [m, E], targets int64 [m] -> [m]."""
        return F.cross_entropy(model.logits(features), targets, reduction="none")

    def sampled(
        self, model: MobileBert, features: Tensor, targets: Tensor, generator: torch.Generator
    ) -> Tensor:
        """As ``full``; which rare pieces are scored comes from ``generator``."""
        weight, bias = model.embeddings.word_embeddings.weight, model.cls.predictions.bias
        chosen = torch.randperm(len(self._rest), generator=generator)[: self._tail]
        candidates = torch.cat([self._head, self._rest[chosen]])
        stands_for = torch.zeros(len(candidates))
        if self._tail:
            stands_for[len(self._head) :] = math.log(len(self._rest) / self._tail)
        self._column[candidates] = torch.arange(len(candidates))
        columns = self._column[targets]
        self._column[candidates] = -1
        target_logits = (features * weight[targets]).sum(-1) + bias[targets]
        return _SampledCrossEntropy.apply(
            features, weight[candidates], bias[candidates] + stands_for, target_logits, columns
        )
