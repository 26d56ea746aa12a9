"""Reading and cleaning the corpus: one source at a time, documents in order."""

import lzma
import re
from collections.abc import Iterator
from pathlib import Path

from inkling_training.duplicates import HeldOut, NearDuplicates

# What a person would not want to see come back: addresses of any kind, long digit strings, and names
# that a number goes with.
PRIVATE = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+"  # e-mail
    r"|https?://|www\.\w"  # links
    r"|\d(?:[ ().-]{0,2}\d){6,}"  # telephone, card and account numbers
    r"|\b\d{3}-\d{2}-\d{4}\b"  # social security numbers
    r"|\b[A-Z][a-z]+ [A-Z][a-z]+[,:]? (?:is |at |on |tel |no )?\(?\+?\d[\d -]{3,}\d\b"  # "Ann Lee, 55 1234"
    r"|\[(?:user|name|person) ?\d*\]"  # what stands where a name stood
    r"|\b\d{1,5} (?:[A-Z][a-z]+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court)\b"
)
MAX_LINE = 4000
MAX_REPEATS = 2


def read_sources(path: Path) -> dict[str, float]:
    """sources.tsv -> weight by source. ValueError names the bad line."""
    weights = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            name, weight = line.split("\t")
            weights[name] = float(weight)
        except ValueError as error:
            raise ValueError(f"{path}:{number}: expected source<TAB>weight: {line!r}") from error
    return weights


def documents(path: Path) -> Iterator[list[str]]:
    """The documents of one .txt.xz file: lists of lines."""
    lines: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            line = line.strip()
            if line:
                lines.append(line)
            elif lines:
                yield lines
                lines = []
    if lines:
        yield lines


def letters_of(line: str) -> str:
    """The line as near-duplicates share it: lower-case letters only."""
    return re.sub(r"[^a-z]+", " ", line.lower()).strip()


class Cleaner:
    """Drops private lines, what occurs in the development sets, and what repeats too often."""

    def __init__(self, held_out: HeldOut) -> None:
        self._held_out = held_out
        self._near = NearDuplicates()
        self.dropped = {"private": 0, "held_out": 0, "repeated": 0, "long": 0}

    def keep(self, line: str) -> bool:
        if len(line) > MAX_LINE:
            return self._drop("long")
        if PRIVATE.search(line):
            return self._drop("private")
        words = letters_of(line).split()
        if words and self._held_out.shares(words):
            return self._drop("held_out")
        if self._near.times_seen(words) >= MAX_REPEATS:
            return self._drop("repeated")
        return True

    def _drop(self, why: str) -> bool:
        self.dropped[why] += 1
        return False


def held_out_lines(folder: Path) -> HeldOut:
    """What every line (and every context) of the development sets holds."""
    held_out = HeldOut()
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            held_out.add(letters_of(line).split())
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            cells = line.split("\t")
            if len(cells) >= 4:
                held_out.add(letters_of(f"{cells[2]} {cells[1]} {cells[3]}").split())
    return held_out
