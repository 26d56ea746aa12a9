"""Muon for the body's matrices, AdamW for the rest, and the schedule of both."""

import torch
from torch import Tensor, nn

from inkling_training.world import World

MUON_MOMENTUM = 0.95
WEIGHT_DECAY = 0.01
# Quintic Newton-Schulz coefficients of the Muon reference implementation.
_A, _B, _C = 3.4445, -4.7750, 2.0315


def orthogonalise(matrices: Tensor, dtype: torch.dtype = torch.bfloat16, steps: int = 5) -> Tensor:
    """[k, r, c] -> matrices with the same singular vectors and all singular values near 1.

    The iteration forgives rounding: in bfloat16 it costs a third where the processor multiplies
    bfloat16, and ten times as much where that is emulated. ``dtype`` is what it runs in.
    """
    x = (matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)).to(dtype)
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.transpose(1, 2)
    for _ in range(steps):
        gram = x @ x.transpose(1, 2)
        x = _A * x + (_B * gram + _C * gram @ gram) @ x
    return (x.transpose(1, 2) if tall else x).to(matrices.dtype)


class Muon:
    """Momentum, orthogonalised. Matrices of one shape are stepped in one batched product, of which
    each process of ``world`` does a part."""

    def __init__(self, parameters: list[nn.Parameter], dtype: torch.dtype, world: World) -> None:
        self._dtype, self._world = dtype, world
        self._groups: dict[tuple, list[nn.Parameter]] = {}
        for parameter in parameters:
            self._groups.setdefault(tuple(parameter.shape), []).append(parameter)
        self._momentum = {
            shape: torch.zeros(len(group), *shape, device=group[0].device)
            for shape, group in self._groups.items()
        }

    @torch.no_grad()
    def step(self, rate: float | Tensor) -> None:
        """``rate`` may be a scalar on the device, for steps that are captured in a graph."""
        own = []
        for shape, group in self._groups.items():
            gradient = torch.stack([parameter.grad for parameter in group])
            momentum = self._momentum[shape].mul_(MUON_MOMENTUM).add_(gradient)
            part = self._part(len(group))
            own.append(orthogonalise((gradient + MUON_MOMENTUM * momentum)[part], self._dtype))
        updates = [] if not own else self._world.gather(torch.cat([o.flatten() for o in own]))
        sizes = [o.numel() for o in own]
        for (shape, group), *parts in zip(self._groups.items(), *(u.split(sizes) for u in updates)):
            scale = rate * max(1.0, shape[0] / shape[1]) ** 0.5
            directions = torch.cat(parts).view(-1, *shape)[: len(group)] * scale
            torch._foreach_mul_(group, 1 - rate * WEIGHT_DECAY)
            torch._foreach_sub_(group, list(directions))

    def _part(self, count: int) -> list[int]:
        """This process's matrices of ``count``: as many for each, so that the last may repeat."""
        each = -(-count // self._world.size)
        return [min(self._world.rank * each + i, count - 1) for i in range(each)]

    def state_dict(self) -> dict:
        return dict(self._momentum)

    def load_state_dict(self, state: dict) -> None:
        if state.keys() != self._momentum.keys():
            raise ValueError("the checkpoint's Muon state is of another model")
        for shape, values in state.items():
            self._momentum[shape].copy_(values)


class Optimizer:
    """Both optimisers behind one ``step``; ``kind`` is "muon" or "adamw" (AdamW for everything).

    ``dtype``: what Muon multiplies matrices in. States and weights stay as the parameters are.
    """

    def __init__(
        self, model: nn.Module, kind: str, muon_rate: float, adam_rate: float,
        dtype: torch.dtype = torch.float32, world: World | None = None,
    ) -> None:
        if kind not in ("muon", "adamw"):
            raise ValueError(f"unknown optimiser {kind!r}")
        self._muon_rate, self._adam_rate = muon_rate, adam_rate
        body, decayed, plain = [], [], []
        for name, parameter in model.named_parameters():
            if not parameter.requires_grad:
                continue
            is_table = "word_embeddings" in name or "position_embeddings" in name
            if parameter.dim() == 2 and not is_table and kind == "muon":
                body.append(parameter)
            elif parameter.dim() == 2:
                decayed.append(parameter)
            else:
                plain.append(parameter)
        self._body = body
        self._muon = Muon(body, dtype, world or World(torch.device("cpu")))
        # An empty group would be an error of PyTorch's.
        groups = [(decayed, WEIGHT_DECAY), (plain, 0.0)]
        self._adam = torch.optim.AdamW(
            [{"params": params, "weight_decay": decay} for params, decay in groups if params],
            lr=adam_rate,
            betas=(0.9, 0.98),
            fused=True,
        )

    def parameters(self) -> list[list[nn.Parameter]]:
        """Every parameter that is stepped, in groups."""
        return [self._body, *(group["params"] for group in self._adam.param_groups)]

    def zero_grad(self) -> None:
        for group in self.parameters():
            for parameter in group:
                parameter.grad = None

    def step(self, factor: float | Tensor) -> None:
        """One step at ``factor`` times the peak learning rates; a scalar on the device where it is captured."""
        for group in self._adam.param_groups:
            group["lr"] = self._adam_rate * factor
        self._adam.step()
        self._muon.step(self._muon_rate * factor)

    def state_dict(self) -> dict:
        return {"muon": self._muon.state_dict(), "adam": self._adam.state_dict()}

    def load_state_dict(self, state: dict) -> None:
        self._muon.load_state_dict(state["muon"])
        self._adam.load_state_dict(state["adam"])


def schedule(progress: float, warm_up: float, decay: float) -> float:
    """Warm-up, stable, linear decay to 0. ``progress`` and both shares are parts of the run."""
    rise = min(1.0, progress / warm_up) if warm_up > 0 else 1.0
    fall = min(1.0, (1.0 - progress) / decay) if decay > 0 else 1.0
    return max(0.0, min(rise, fall))
