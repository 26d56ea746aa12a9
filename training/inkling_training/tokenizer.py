"""tokenizer: a SentencePiece unigram model of units, then every source encoded to a shard.

Reads what `prepare` wrote; writes WORK/tokenizer.model and WORK/shards/SOURCE.u16.
"""

import argparse
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sentencepiece

from inkling_training.paths import add_corpus_tool, add_work
from inkling_training.special_ids import BEGIN, END, FIRST_REGULAR, KEY_PIECES, MASK, NEWLINE, PAD, UNKNOWN

MAX_UNITS = 400_000


def train(work: Path, vocab_size: int) -> None:
    rows = []
    with open(work / "spm.tsv", encoding="utf-8") as file:
        for line in file:
            surface, count = line.rstrip("\n").split("\t")
            if int(count) >= 2 and surface != "\n":
                rows.append(f"{surface}\t{count}\n")
            if len(rows) >= MAX_UNITS:
                break
    sample = work / "spm_input.tsv"
    sample.write_text("".join(rows), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(sample),
        input_format="tsv",
        model_prefix=str(work / "tokenizer"),
        model_type="unigram",
        vocab_size=vocab_size,
        treat_whitespace_as_suffix=True,
        normalization_rule_name="identity",
        add_dummy_prefix=True,
        split_digits=True,
        byte_fallback=True,
        split_by_unicode_script=False,
        split_by_number=False,
        character_coverage=0.9999,
        pad_id=PAD, unk_id=UNKNOWN, bos_id=BEGIN, eos_id=END,
        pad_piece="<pad>", unk_piece="<unk>", bos_piece="<s>", eos_piece="</s>",
        control_symbols=["[MASK]", "<nl>", *KEY_PIECES],
        minloglevel=1,
    )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(work / "tokenizer.model"))
    found = (processor.piece_to_id("[MASK]"), processor.piece_to_id("<nl>"))
    if found != (MASK, NEWLINE) or processor.piece_to_id(KEY_PIECES[-1]) != FIRST_REGULAR - 1:
        raise RuntimeError(f"the special pieces are not where they must be: {found}")


def encode(work: Path, tool: str, source: Path) -> str:
    shard = work / "shards" / f"{source.stem}.u16"
    part = shard.with_suffix(".part")
    with open(source, "rb") as text, open(part, "wb") as out:
        subprocess.run(
            [tool, "encode", "--tokenizer", str(work / "tokenizer.model"),
             "--keep-capitals", str(work / "keep_capitals.txt")],
            stdin=text, stdout=out, check=True,
        )
    part.rename(shard)
    return f"{source.stem}\t{shard.stat().st_size // 2} tokens"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="tokenizer", description=__doc__)
    add_work(parser)
    parser.add_argument("--vocab-size", type=int, default=16384)
    add_corpus_tool(parser)
    parser.add_argument("--model", type=Path, help="encode with this tokenizer instead of a new one")
    arguments = parser.parse_args(argv)
    if arguments.model:
        shutil.copyfile(arguments.model, arguments.work / "tokenizer.model")
    else:
        train(arguments.work, arguments.vocab_size)
    (arguments.work / "shards").mkdir(exist_ok=True)
    sources = sorted((arguments.work / "txt").glob("*.txt"))
    with ThreadPoolExecutor(2) as pool:
        for line in pool.map(lambda s: encode(arguments.work, arguments.corpus_tool, s), sources):
            print(line, flush=True)
    return 0
