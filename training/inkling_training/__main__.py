"""Command line: ``python -m inkling_training <stage> [options]``."""

import importlib
import sys

STAGES = {
    "prepare": "clean the corpus, count units, decide which words keep their capital",
    "tokenizer": "train the SentencePiece model and encode the shards",
    "train": "train a prefix-causal MobileBERT directly on the shards",
    "grow": "make a deeper model that begins where a shallower one ended",
    "teacher": "train the inverted-bottleneck teacher",
    "transfer": "teach a student the teacher's feature maps and attention, layer by layer",
    "distill": "train the student on text and on the teacher's distributions",
    "texting": "rewrite conversational sources as people text, and encode them",
    "tune": "train on what people type, at a low rate",
    "names": "count names of several words, for a pack's language.json",
    "decision_sets": "gather hard words in context, to fit when a space may replace",
    "burst_data": "gather text, labels' vocabulary and teacher for burst, in parts that can be carried",
    "burst": "tune a teacher, label the text and train a student, by the clock, on one GPU",
    "soup": "take the mean of the weights of runs that began at the same checkpoint",
    "ngrams": "count, smooth and prune n-grams of pieces",
    "mix": "fit how much the n-grams count beside a checkpoint's model",
    "export": "write a checkpoint as a pack's model.safetensors and config.json",
    "held_out": "table what checkpoints make of text that nothing was trained on",
    "memorised": "complete private-looking beginnings, and look for the corpus in what comes",
    "curve": "draw learning curves from logs",
    "evaluate": "table what `inkling eval` says of packs",
    "confusables": "table how often the right context repairs a confusable word",
}


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in STAGES:
        print("usage: python -m inkling_training <stage> [options]\n\nstages:", file=sys.stderr)
        for name, help_text in STAGES.items():
            print(f"  {name:<11} {help_text}", file=sys.stderr)
        return 2
    stage = importlib.import_module(f"inkling_training.{sys.argv[1]}")
    return stage.main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
