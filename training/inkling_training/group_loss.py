"""Cross-entropy over the whole vocabulary against the text and against groups of pieces, in one fused pass.

Against the text it is -log p(piece). Against a teacher's label, groups k with masses T_k and the rest's mass
T_r, it is -sum T_k log P_k - T_r log P_r, where P_k sums p over the group's pieces and P_r is what no listed
group has. Every row of features has a weight for each; the result is the weighted sum, so its gradient is known
as soon as the logits are, and neither logits nor probabilities outlive their chunk of rows (as in Liger's fused
linear cross-entropy, arXiv 2410.10989).
"""

import torch
from torch import Tensor

LEAST = 1e-6  # mass that the rest is never below, so that no ratio explodes


def chunk_losses(
    features: Tensor, weights: Tensor, bias: Tensor, targets: Tensor, text_weights: Tensor,
    groups: Tensor, masses: Tensor, label_weights: Tensor, members: Tensor,
) -> tuple[Tensor, Tensor, Tensor]:
    """Losses against text and label, float [m] each (not weighted), and the weighted gradient, [m, V].

    features [m, E]; weights [V, E]; bias [V]; targets int64 [m]; groups int64 [m, k], -1 for none;
    masses float [m, k]; members int64 [G, most], V for none.
    """
    vocabulary = weights.shape[0]
    logits = (features @ weights.T).float() + bias.float()
    total = torch.logsumexp(logits, 1)
    text = total - logits.gather(1, targets[:, None])[:, 0]
    listed = groups >= 0
    pieces = members[groups.clamp_min(0)]  # [m, k, most]
    real = (pieces < vocabulary) & listed[..., None]
    flat = pieces.clamp_max(vocabulary - 1).flatten(1)
    own = logits.gather(1, flat).view(pieces.shape) - total[:, None, None]
    own = torch.where(real, own, -torch.inf)
    group = torch.logsumexp(torch.where(listed[..., None], own, -20.0), 2)  # log P_k
    masses = masses * listed
    rest_mass = (1 - masses.sum(1)).clamp(0, 1)
    rest = (1 - (group.exp() * listed).sum(1)).clamp_min(LEAST)
    label = -(masses * group).sum(1) - rest_mass * rest.log()
    ratio = rest_mass / rest
    scale = text_weights + label_weights * (1 - ratio)
    grad = torch.exp(logits - total[:, None]) * scale[:, None]
    # P_k is at least LEAST below, or a group that the model denies would have an endless pull.
    pull = label_weights[:, None] * (ratio[:, None] - masses / group.exp().clamp_min(LEAST))
    parts = torch.where(real, own.exp() * pull[..., None], 0.0)
    grad.scatter_add_(1, flat, parts.flatten(1))
    grad.scatter_add_(1, targets[:, None], -text_weights[:, None])
    return text, label, grad.to(features.dtype)


class _Fused(torch.autograd.Function):
    @staticmethod
    def forward(ctx, features, weights, bias, rows, members, chunk, function):
        plain = weights.to(features.dtype)
        of_features = torch.empty_like(features)
        of_weights = torch.zeros_like(weights)
        of_bias = torch.zeros_like(bias)
        texts, labels = [], []
        for at in range(0, features.shape[0], chunk):
            part = {name: value[at : at + chunk] for name, value in rows.items()}
            text, label, grad = function(
                features[at : at + chunk], plain, bias, part["targets"], part["text_weights"],
                part["groups"], part["masses"], part["label_weights"], members)
            torch.mm(grad, plain, out=of_features[at : at + chunk])
            of_weights += grad.T @ features[at : at + chunk]
            of_bias += grad.float().sum(0)
            texts.append(text)
            labels.append(label)
        text, label = torch.cat(texts), torch.cat(labels)
        ctx.save_for_backward(of_features, of_weights, of_bias)
        ctx.mark_non_differentiable(text, label)
        value = (text * rows["text_weights"] + label * rows["label_weights"]).sum()
        return value, text, label

    @staticmethod
    def backward(ctx, grad, _text, _label):
        of_features, of_weights, of_bias = ctx.saved_tensors
        return of_features * grad.to(of_features.dtype), of_weights * grad, of_bias * grad, None, None, None, None


def group_loss(
    features: Tensor, weights: Tensor, bias: Tensor, rows: dict[str, Tensor], members: Tensor,
    chunk: int = 8192, function=chunk_losses,
) -> tuple[Tensor, Tensor, Tensor]:
    """The weighted sum of both losses (a scalar that can be differentiated), and each loss a row, [m].

    features [m, E] in the type that products run in; rows: targets int64 [m], text_weights and label_weights
    float [m], groups int64 [m, k] with -1 for none, masses float [m, k]. Rows with weight 0 cost nothing.
    """
    return _Fused.apply(features, weights, bias, rows, members, chunk, function)
