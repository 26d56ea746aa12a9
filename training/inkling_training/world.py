"""The processes of one run, as torchrun starts them; one process alone is a world of size 1."""

import os

import torch
import torch.distributed as dist
from torch import Tensor


class World:
    """Who else trains the same model. Joined once, at the start; every process calls alike."""

    def __init__(self, device: torch.device) -> None:
        self.rank = int(os.environ.get("RANK", "0"))
        self.size = int(os.environ.get("WORLD_SIZE", "1"))
        if self.size > 1 and not dist.is_initialized():
            dist.init_process_group("nccl" if device.type == "cuda" else "gloo")

    @property
    def leads(self) -> bool:
        """Does this process write checkpoints and the log?"""
        return self.rank == 0

    def sum(self, values: Tensor) -> Tensor:
        """The sum over all processes, in place."""
        if self.size > 1:
            dist.all_reduce(values)
        return values

    def sum_gradients(self, parameters: list[Tensor]) -> None:
        """Sums gradients through one flat buffer: one message a step, at any number of tensors."""
        if self.size == 1:
            return
        grads = [p.grad for p in parameters if p.grad is not None]
        flat = self.sum(torch.cat([g.flatten() for g in grads]))
        for grad, part in zip(grads, flat.split([g.numel() for g in grads])):
            grad.copy_(part.view_as(grad))

    def gather(self, values: Tensor) -> list[Tensor]:
        """What every process has, by rank; all of one shape."""
        if self.size == 1:
            return [values]
        out = [torch.empty_like(values) for _ in range(self.size)]
        dist.all_gather(out, values)
        return out

    def agree(self, value: float) -> float:
        """What the first process says: clocks differ, and a schedule must not."""
        if self.size == 1:
            return value
        said = torch.tensor([value], dtype=torch.float64)
        if dist.get_backend() == "nccl":
            said = said.cuda()
        dist.broadcast(said, 0)
        return float(said.item())

    def wait(self) -> None:
        if self.size > 1:
            dist.barrier()


def pick_device(name: str) -> torch.device:
    """"auto" is this process's GPU where there is one, else the CPU."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    if name == "cuda":
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(device)
        return device
    return torch.device(name)
