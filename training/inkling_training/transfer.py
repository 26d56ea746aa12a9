"""transfer: progressive knowledge transfer, one layer after the other from the input up.

The run has a phase per layer. In phase l the student's layer l learns the teacher's feature map
(mean squared error) and attention (Kullback-Leibler divergence), while everything below it stands
still (Sun et al. 2020, section 3.3). Embedding and head begin as the teacher's.
"""

from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from inkling_training.loop import Loop, Term, arguments_of, go, load_model, parse
from inkling_training.model import MobileBert


def begin_as(student: MobileBert, teacher: MobileBert) -> None:
    """Copies the teacher's embedding and head. ValueError if the two cannot be compared."""
    for name in ("vocab_size", "embedding_size", "hidden_size", "num_hidden_layers",
                 "num_attention_heads"):
        ours, theirs = getattr(student.config, name), getattr(teacher.config, name)
        if ours != theirs:
            raise ValueError(f"{name} must be the teacher's, {theirs}, not {ours}")
    given = {
        name: value for name, value in teacher.state_dict().items()
        if name.startswith(("embeddings.", "cls."))
    }
    student.load_state_dict(given, strict=False)


def train_only(student: MobileBert, layer: int) -> None:
    """Leaves layer ``layer`` (from 0) trainable; with the first also the embedding's norm, which
    is of another kind than the teacher's when the student has none."""
    student.requires_grad_(False)
    student.encoder.layer[layer].requires_grad_(True)
    if layer == 0:
        student.embeddings.LayerNorm.requires_grad_(True)


def map_loss(ours: Tensor, theirs: Tensor, alive: Tensor) -> Tensor:
    """Squared distance of feature maps [n, t, H], a mean over H for each of the m alive tokens."""
    return ((ours.float() - theirs.float()) ** 2).mean(-1)[alive]


def attention_loss(ours: Tensor, theirs: Tensor, alive: Tensor) -> Tensor:
    """KL(theirs || ours) of attention, from masked scores [n, A, t, t]; a mean over heads, [m]."""
    log_ours, log_theirs = F.log_softmax(ours.float(), -1), F.log_softmax(theirs.float(), -1)
    return (log_theirs.exp() * (log_theirs - log_ours)).sum(-1).mean(1)[alive]


class Transfer(Loop):
    columns = ("maps", "attention")

    def prepare(self) -> None:
        self.teacher = load_model(self.arguments.teacher, self.device)
        if not self.last.exists():
            begin_as(self.model, self.teacher)
        self.layer = 0
        train_only(self.model, 0)

    def _phase(self, progress: float) -> int:
        layers = self.config.num_hidden_layers
        return min(int(progress * layers), layers - 1)

    def enter(self, progress: float) -> None:
        if self._phase(progress) != self.layer:
            self._begin_layer(self._phase(progress))

    def _begin_layer(self, layer: int) -> None:
        self.layer = layer
        train_only(self.model, layer)
        self.optimizer = self.make_optimizer()

    def schedule_progress(self, progress: float) -> float:
        return progress * self.config.num_hidden_layers - self.layer

    def own_state(self) -> dict:
        return {"layer": self.layer}

    def load_own_state(self, state: dict) -> None:
        self._begin_layer(state["layer"])

    def terms(self, batch: dict[str, Tensor]) -> dict[str, Term]:
        inputs = batch["trigrams"], batch["positions"], batch["mask"], self.layer + 1
        with self.autocast():
            with torch.no_grad():
                their_maps, their_scores = self.teacher.maps(*inputs)
            maps, scores = self.model.maps(*inputs)
        alive = batch["alive"]
        return {
            "maps": Term(1.0, map_loss(maps[-1], their_maps[-1], alive)),
            "attention": Term(
                self.arguments.attention_weight,
                attention_loss(scores[-1], their_scores[-1], alive),
            ),
        }


def main(argv: list[str]) -> int:
    parser = arguments_of("transfer", __doc__)
    parser.add_argument("--teacher", type=Path, required=True, help="checkpoint of the teacher")
    parser.add_argument("--attention-weight", type=float, default=1.0)
    return go(Transfer(parse(parser, argv)))
