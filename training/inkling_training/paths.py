"""Where a stage finds its files, and the options that say so: the same for every stage."""

import argparse
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
TOOLS = HERE.parent / "build" / "release"  # where `./dev build` puts the engine's programs


def add_work(parser: argparse.ArgumentParser, help_text: str = "shards and tokenizer.model") -> None:
    parser.add_argument("--work", type=Path, default=HERE / "work", help=help_text)


def add_sources(parser: argparse.ArgumentParser, name: str = "sources.tsv") -> None:
    """``name`` is the stage's own list, in the folder of the training code."""
    parser.add_argument("--sources", type=Path, default=HERE / name,
                        help="list of the sources and their weights")


def add_corpus_tool(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus-tool", default=str(TOOLS / "inkling_corpus"),
                        help="the program inkling_corpus")
