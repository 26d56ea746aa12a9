"""tune: the last stage: on what people type, at a low rate that falls to nothing.

As ``train``, with other weights of the sources (``tune_sources.tsv``: conversation, short messages,
requests, and the shards that ``texting`` wrote), from a checkpoint or a pack.
"""

from inkling_training.loop import arguments_of, go, parse
from inkling_training.paths import HERE
from inkling_training.train import Train


def main(argv: list[str]) -> int:
    parser = arguments_of(
        "tune", __doc__, sources=HERE / "tune_sources.tsv", muon_rate=0.004, adam_rate=4e-4,
        warm_up=0.02, decay=0.98, steps=2000,
    )
    arguments = parse(parser, argv)
    if not arguments.from_checkpoint and not arguments.from_pack:
        parser.error("--from-checkpoint or --from-pack must say what to tune")
    return go(Train(arguments))
