"""names: names of several words ("New York"), counted in the corpus, for a pack's language.json.

A sequence of two or three words is a name where it is written with capitals inside sentences nearly
always, while its first word by itself is not: whoever types "new york" means the city, and no list
of single words says so. What a single text has is its own affair ("Dear Name" in a form): a name
must stand in several. The list in FILE is replaced, the rest of it kept.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from inkling_training.paths import add_work

NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}\b")
WORD = re.compile(r"[A-Za-z]+")
LEAST_SHARE = 0.85  # of what is written so with capitals
# A first word that is nearly always written with a capital gets it without a list.
MOST_ALONE = 0.995


def lines_of(paths: list[Path]):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            yield from file


def parts_of(sequence: str) -> list[str]:
    """The sequence itself and, of three words, the pairs in it."""
    words = sequence.split()
    pairs = [" ".join(words[i:i + 2]) for i in range(len(words) - 1)]
    return pairs if len(words) == 2 else [*pairs, sequence]


def names_of(paths: list[Path], least: int, most: int, texts: int = 1) -> list[str]:
    capital, spread = Counter(), Counter()
    for path in paths:
        here = Counter()
        for line in lines_of([path]):
            for found in NAME.finditer(line):
                here.update(parts_of(found[0]))
        capital += here
        spread.update(here.keys())
    capital = Counter({name: times for name, times in capital.items()
                       if times >= least and spread[name] >= texts})
    names = {name.lower(): name for name in capital}
    first = {name.split()[0] for name in names}
    every, one, one_capital = Counter(), Counter(), Counter()
    for line in lines_of(paths):
        words = WORD.findall(line)
        lower = [word.lower() for word in words]
        for i, word in enumerate(lower):
            if word not in first:
                continue
            if i:  # the first word of a line has a capital anyway
                one[word] += 1
                one_capital[word] += words[i][0].isupper()
            for size in (2, 3):
                key = " ".join(lower[i:i + size])
                every[key] += i + size <= len(lower) and key in names
    out = []
    for key, name in names.items():
        # Words that a mark divides are no name, and count in `every` alone: the share forgives some.
        alone = one_capital[key.split()[0]] / max(one[key.split()[0]], 1)
        if capital[name] >= LEAST_SHARE * every[key] and alone < MOST_ALONE:
            out.append(name)
    return sorted(out, key=lambda name: -capital[name])[:most]


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="names", description=__doc__)
    add_work(parser, "txt/ is read")
    parser.add_argument("file", type=Path, help="language.json of a pack")
    parser.add_argument("--texts", nargs="+", required=True, help="names of the texts to count in")
    parser.add_argument("--least", type=int, default=12, help="times that a name must occur")
    parser.add_argument("--spread", type=int, default=4, help="texts that a name must occur in")
    parser.add_argument("--most", type=int, default=1200, help="names in all")
    args = parser.parse_args(argv)
    table = json.loads(args.file.read_text(encoding="utf-8"))
    names = names_of([args.work / "txt" / f"{name}.txt" for name in args.texts], args.least, args.most, args.spread)
    table["names"] = sorted(names)
    lines = [f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in table.items()]
    args.file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{len(names)} names")
    return 0
