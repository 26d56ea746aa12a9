"""train: a prefix-causal MobileBERT, directly, for a number of steps, of seconds, or until a time.

Every committed token predicts its successor; [MASK] queries learn to answer for any place, alone
or with the words to their right. Resumes from RUN/last.pt when it is there; --from-pack starts a
new run from a pack's weights, with a fresh optimiser.
"""

import torch
from torch import Tensor

from inkling_training.data import NO_TARGET
from inkling_training.loop import Loop, Term, arguments_of, go, parse
from inkling_training.loss import VocabularyLoss


class Train(Loop):
    """Cross-entropy of successors and of masked tokens."""

    columns = ("causal", "masked")

    def prepare(self) -> None:
        a = self.arguments
        order = self.corpus.by_frequency.to(self.device)
        self.loss = VocabularyLoss(order, a.head, a.tail, self.dtype)

    def terms(self, batch: dict[str, Tensor]) -> dict[str, Term]:
        return self.word_terms(batch, self.features(batch))

    def word_terms(self, batch: dict[str, Tensor], features: Tensor) -> dict[str, Term]:
        """What the words cost; features [n, t, E] of the batch."""
        targets = batch["targets"]
        asked = targets != NO_TARGET
        losses = self.loss.sampled(self.model, features[asked], targets[asked], self.generator)
        is_query = torch.zeros_like(asked)
        is_query[:, self.shape.content :] = True
        queries = is_query[asked]
        share = self.arguments.mask_share if queries.any() else 0.0
        return {
            "causal": Term(1 - share, losses[~queries]), "masked": Term(share, losses[queries])
        }


def main(argv: list[str]) -> int:
    return go(Train(parse(arguments_of("train", __doc__), argv)))
