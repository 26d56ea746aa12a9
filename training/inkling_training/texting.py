"""texting: further shards of conversational sources, written as people text.

The corpus holds little true texting, so its lines are rewritten: lower case, without the marks that
nobody types on a phone, contractions without their apostrophe, a few spellings such as "u". Every
name SOURCE+texting of the sources file becomes WORK/shards/SOURCE+texting.u16; those that are
there already are left alone.
"""

import argparse
import random
import re
from pathlib import Path

from inkling_training.corpus import read_sources
from inkling_training.paths import add_corpus_tool, add_sources, add_work
from inkling_training.tokenizer import encode

SUFFIX = "+texting"
# How often a line is written so; about what is seen in public collections of short messages.
LOWER, NO_STOP, NO_COMMAS, NO_APOSTROPHES, SHORT = 0.7, 0.8, 0.6, 0.5, 0.3
# Only spellings that cannot be read otherwise.
SHORTER = {
    "you": "u", "are": "r", "your": "ur", "tomorrow": "tmrw", "tonight": "tonite", "please": "pls",
    "thanks": "thx", "because": "cuz", "people": "ppl", "probably": "prob", "going to": "gonna",
    "want to": "wanna", "got to": "gotta", "don't know": "dunno", "okay": "ok", "though": "tho",
    "by the way": "btw", "be right back": "brb", "see you": "cya", "message": "msg",
}
_SHORTER = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, SHORTER), key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_CONTRACTION = re.compile(r"(?<=[A-Za-z])'(?=(?:s|t|m|d|re|ve|ll)\b)", re.IGNORECASE)


def text_like(line: str, rng: random.Random) -> str:
    """One line as somebody in a hurry would have typed it."""
    if rng.random() < NO_STOP:
        line = re.sub(r"(?<!\.)\.$", "", line)
    if rng.random() < NO_COMMAS:
        line = re.sub(r"[,;:](?= )", "", line)
    if rng.random() < SHORT:
        line = _SHORTER.sub(lambda m: SHORTER[m[0].lower()] if rng.random() < 0.6 else m[0], line)
    if rng.random() < NO_APOSTROPHES:
        line = _CONTRACTION.sub("", line)
    if rng.random() < LOWER:
        line = line.lower()
    return line


def rewrite(source: Path, target: Path, seed: int) -> None:
    rng = random.Random(f"{seed} {source.stem}")
    with open(source, encoding="utf-8") as text, open(target, "w", encoding="utf-8") as out:
        for line in text:
            line = line.rstrip("\n")
            out.write((text_like(line, rng) if line else "") + "\n")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="texting", description=__doc__)
    add_work(parser)
    add_sources(parser, "tune_sources.tsv")
    parser.add_argument("--seed", type=int, default=1)
    add_corpus_tool(parser)
    arguments = parser.parse_args(argv)
    folder = arguments.work / "texting"
    folder.mkdir(exist_ok=True)
    for name in read_sources(arguments.sources):
        if not name.endswith(SUFFIX) or (arguments.work / "shards" / f"{name}.u16").exists():
            continue
        source = arguments.work / "txt" / f"{name.removesuffix(SUFFIX)}.txt"
        if not source.exists():
            print(f"texting: {source} is not there; going on without it", flush=True)
            continue
        rewrite(source, folder / f"{name}.txt", arguments.seed)
        print(encode(arguments.work, arguments.corpus_tool, folder / f"{name}.txt"), flush=True)
    return 0
