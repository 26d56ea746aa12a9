"""prepare: clean text per source, counted units, and which words keep their capital.

Writes WORK/txt/SOURCE.txt, WORK/spm.tsv (surface, weighted count), WORK/keep_capitals.txt,
WORK/cases.tsv (key, surface, count), WORK/unigrams.tsv and WORK/joined.tsv (a word that could be two,
its count, that of the two).
"""

import argparse
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from inkling_training import chitchat, joined
from inkling_training.corpus import Cleaner, documents, held_out_lines, read_sources
from inkling_training.duplicates import HeldOut
from inkling_training.paths import add_corpus_tool, add_sources, add_work

MIN_CASE_COUNT = 3


def find(source: str, folder: Path) -> Iterator[list[str]] | None:
    """The documents of a source of the corpus, or of the one that is a package; None without it."""
    if source == chitchat.SOURCE:
        installed = chitchat.installed()
        return chitchat.documents(installed) if installed else None
    path = folder / f"{source}.txt.xz"
    return documents(path) if path.exists() else None


def clean(arguments, weights: dict[str, float]) -> None:
    cleaner = Cleaner(held_out_lines(arguments.eval) if arguments.eval else HeldOut())
    folder = arguments.work / "txt"
    folder.mkdir(parents=True, exist_ok=True)
    for source, weight in weights.items():
        if weight <= 0:
            continue
        found = find(source, arguments.corpus)
        if found is None:
            print(f"prepare: {source} is not in {arguments.corpus} (nor, if it is a package, installed); "
                  "going on without it", flush=True)
            continue
        words = 0
        with open(folder / f"{source}.txt.part", "w", encoding="utf-8") as out:
            for document in found:
                kept = [line for line in document if cleaner.keep(line)]
                if kept:
                    out.write("\n".join(kept) + "\n\n")
                    words += sum(line.count(" ") + 1 for line in kept)
        (folder / f"{source}.txt.part").rename(folder / f"{source}.txt")
        print(f"{source}\t{words} words\tweight {weight}", flush=True)
    print("dropped lines:", cleaner.dropped, flush=True)


def count_units(arguments, weights: dict[str, float]) -> dict[str, list[float]]:
    """surface -> [weighted count inside sentences, at their start]."""
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for path in sorted((arguments.work / "txt").glob("*.txt")):
        weight = weights[path.stem]
        with open(path, "rb") as text:
            output = subprocess.run(
                [arguments.corpus_tool, "units"], stdin=text, capture_output=True, check=True
            ).stdout.decode()
        for line in output.split("\n"):
            if line:
                surface, inside, start = line.split("\t")
                entry = counts[surface]
                entry[0] += weight * int(inside)
                entry[1] += weight * int(start)
    return counts


def keeps_capital(surface: str, counts: dict[str, list[float]]) -> bool:
    """Inside sentences, where no position asks for a capital, is this the usual form?"""
    lower = surface[0].lower() + surface[1:]
    inside = counts[surface][0]
    lowered = counts.get(lower, (0.0, 0.0))[0]
    return inside >= 1 and inside > lowered


def write_tables(work: Path, counts: dict[str, list[float]]) -> dict[str, float]:
    """Returns the counts of words, in lower case."""
    keep = {s for s in counts if s[0].isupper() and keeps_capital(s, counts)}
    (work / "keep_capitals.txt").write_text("\n".join(sorted(keep)) + "\n", encoding="utf-8")
    totals: Counter[str] = Counter()
    for surface, (inside, start) in counts.items():
        lowered = surface[0].isupper() and surface not in keep
        # A capital at the start of a sentence says nothing about the word.
        totals[surface[0].lower() + surface[1:] if lowered else surface] += start
        totals[surface] += inside
    with open(work / "spm.tsv", "w", encoding="utf-8") as out:
        for surface, count in totals.most_common():
            if count >= 1 and "\t" not in surface:
                out.write(f"{surface}\t{round(count)}\n")
    cases: dict[str, Counter[str]] = defaultdict(Counter)
    for surface, count in totals.items():
        if count >= MIN_CASE_COUNT and any(c.isalpha() for c in surface):
            cases[surface.lower()][surface] += count
    with open(work / "cases.tsv", "w", encoding="utf-8") as out:
        for key in sorted(cases):
            for surface, count in cases[key].most_common():
                out.write(f"{key}\t{surface}\t{round(count)}\n")
    with open(work / "unigrams.tsv", "w", encoding="utf-8") as out:
        words = {key: sum(forms.values()) for key, forms in cases.items()}
        for key in sorted(words, key=lambda k: (-words[k], k)):
            out.write(f"{key}\t{round(words[key])}\n")
    return words


def write_joined(work: Path, words: dict[str, float], weights: dict[str, float]) -> None:
    wanted = joined.splits(words)
    pairs: Counter[str] = Counter()
    for path in sorted((work / "txt").glob("*.txt")):
        with open(path, encoding="utf-8") as lines:
            for word, count in joined.count_pairs(lines, wanted).items():
                pairs[word] += weights[path.stem] * count
    with open(work / "joined.tsv", "w", encoding="utf-8") as out:
        for word in sorted(wanted):
            out.write(f"{word}\t{round(words[word])}\t{round(pairs[word])}\n")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="prepare", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of SOURCE.txt.xz")
    parser.add_argument("--eval", type=Path, help="development sets, to be left out of training")
    add_work(parser)
    add_sources(parser)
    add_corpus_tool(parser)
    arguments = parser.parse_args(argv)
    weights = read_sources(arguments.sources)
    clean(arguments, weights)
    words = write_tables(arguments.work, count_units(arguments, weights))
    write_joined(arguments.work, words, weights)
    return 0
