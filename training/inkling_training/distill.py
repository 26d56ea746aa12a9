"""distill: pre-training distillation of a student that ``transfer`` has prepared.

Loss: a MLM + (1 - a) KD, where MLM is what ``train`` minimises and KD the Kullback-Leibler
divergence from the teacher's distribution over all pieces at places drawn from those that are
asked (Sun et al. 2020, section 3.3). The paper's third term, next-sentence prediction, has weight 0
unless --next-sentence says otherwise: a keyboard has no second sentence.
"""

from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from inkling_training.data import NO_TARGET
from inkling_training.loop import Term, arguments_of, go, load_model, parse
from inkling_training.next_sentence import NextSentence, PairSampler
from inkling_training.train import Train


def distribution_loss(ours: Tensor, theirs: Tensor) -> Tensor:
    """KL(theirs || ours) from logits [m, V], in nats, [m]."""
    log_ours, log_theirs = F.log_softmax(ours.float(), -1), F.log_softmax(theirs.float(), -1)
    return (log_theirs.exp() * (log_theirs - log_ours)).sum(-1)


class Distill(Train):
    columns = ("causal", "masked", "distribution", "next_sentence")

    def prepare(self) -> None:
        super().prepare()
        a = self.arguments
        self.teacher = load_model(a.teacher, self.device)
        if self.teacher.config.vocab_size != self.config.vocab_size:
            raise SystemExit("distill: teacher and student have different vocabularies")
        if a.next_sentence > 0:
            self.extra = NextSentence(self.config.hidden_size).to(self.device)
            rows = max(1, a.rows // 4 // self.world.size) * self.world.size
            self.pairs = PairSampler(
                self.corpus, self.shape.content, rows, a.seed, self.world.rank, self.world.size
            )

    def terms(self, batch: dict[str, Tensor]) -> dict[str, Term]:
        features = self.features(batch)
        alpha = self.arguments.alpha
        terms = {
            name: Term(alpha * term.weight, term.values)
            for name, term in self.word_terms(batch, features).items()
        }
        terms["distribution"] = Term(1 - alpha, self._distribution(batch, features))
        if self.extra is not None:
            pairs = {k: v.to(self.device) for k, v in self.pairs.batch(self.step).items()}
            with self.autocast():
                values = self.extra.loss(self.model, pairs)
            terms["next_sentence"] = Term(self.arguments.next_sentence, values)
        return terms

    def _distribution(self, batch: dict[str, Tensor], features: Tensor) -> Tensor:
        asked = (batch["targets"] != NO_TARGET).nonzero()  # [m, 2]
        # Processes share the generator's state, so each draws all numbers and uses its own.
        spread = torch.rand(self.arguments.places, generator=self.generator)
        spread = spread[self.world.rank :: self.world.size].to(self.device)
        chosen = asked[(spread * len(asked)).long()]
        rows, places = chosen[:, 0], chosen[:, 1]
        with self.autocast():
            with torch.no_grad():
                inputs = batch["trigrams"], batch["positions"], batch["mask"]
                theirs = self.teacher.logits(self.teacher.features(*inputs)[rows, places])
            ours = self.model.logits(features[rows, places])
        return distribution_loss(ours, theirs)


def main(argv: list[str]) -> int:
    parser = arguments_of("distill", __doc__)
    parser.add_argument("--teacher", type=Path, required=True, help="checkpoint of the teacher")
    parser.add_argument("--alpha", type=float, default=0.5, help="weight of MLM; KD has the rest")
    parser.add_argument("--places", type=int, default=768, help="of each step, for KD")
    parser.add_argument("--next-sentence", type=float, default=0.0, help="weight; 0 leaves it out")
    return go(Distill(parse(parser, argv)))
