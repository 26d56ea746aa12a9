"""teacher: an inverted-bottleneck BERT to learn from (IB-BERT; Sun et al. 2020, arXiv 2004.02984).

The width between layers, the number of layers and of heads are the student's, so that feature maps
and attention can be compared; inside, the layers are wider than that: LayerNorm, GELU, one
feed-forward network. It is trained as ``train`` trains, and never shipped.
"""

from inkling_training.loop import arguments_of, go, parse
from inkling_training.train import Train

SIZES = {
    "bottleneck_size": 512, "intermediate_size": 2048, "num_feedforward_networks": 1,
    "hidden_act": "gelu", "normalization": "layer_norm",
}


def main(argv: list[str]) -> int:
    return go(Train(parse(arguments_of("teacher", __doc__, **SIZES), argv)))
