"""decision_sets: hard words in context, for ``inkling tune decision --items``.

Running text has too few of the words that decide whether a correction is a good one: rare words and
names that must stay, short rare words beside common ones, British spellings, chat words; and of the
slips that people regret most: contractions without their apostrophe, words run together, slips in a
name. Each set takes one occurrence of each word from the end of the texts, which training left out.

Writes WORK/decision/NAME.tsv: typo, correct, left, right (`inkling eval correction` reads the same).
"""

import argparse
import lzma
import random
import re
from collections import Counter
from pathlib import Path

from inkling_training.paths import add_work

EDITED = ("wikinews", "standardebooks", "openstax_college_success", "18f_blog", "digitalgov",
          "vagov_pages", "masc", "storyweaver_en")
CHAT = ("chitchat_dataset", "topical_chat", "ubuntu_irc", "casino", "persuasion_for_good", "ud_ewt")
HEADER = "typo\tcorrect\tleft\tright\n"
WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
CONTRACTION = re.compile(r"[A-Za-z]+'(?:s|t|m|d|re|ve|ll)$")
LONGEST_LEFT = 300  # characters of context that are kept
# British endings and what they are in American English.
SPELLINGS = (("our", "or"), ("ise", "ize"), ("isation", "ization"), ("yse", "yze"), ("ogue", "og"),
             ("tre", "ter"), ("ence", "ense"), ("lled", "led"), ("lling", "ling"), ("ller", "ler"),
             ("aem", "em"), ("oe", "e"), ("ae", "e"), ("ised", "ized"), ("ising", "izing"))
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def neighbours() -> dict[str, str]:
    """The keys around each, on staggered rows."""
    out = {}
    for y, row in enumerate(ROWS):
        for x, key in enumerate(row):
            near = [(y, x - 1), (y, x + 1), (y - 1, x), (y - 1, x + 1), (y + 1, x - 1), (y + 1, x)]
            out[key] = "".join(ROWS[b][a] for b, a in near
                               if 0 <= b < len(ROWS) and 0 <= a < len(ROWS[b]))
    return out


NEAR = neighbours()


def slip(word: str, rng: random.Random) -> str:
    """One slip behind the first letter: a swap, an omission, a doubling or a neighbour's key."""
    at = rng.randrange(1, len(word))
    kind = rng.random()
    if kind < 0.3 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if kind < 0.6:
        return word[:at] + word[at + 1:]
    if kind < 0.75:
        return word[:at] + word[at] + word[at:]
    return word[:at] + rng.choice(NEAR.get(word[at].lower(), word[at])) + word[at + 1:]


class Lists:
    """What the word lists say; counts of the large one; what is listed as a misspelling."""

    def __init__(self, folder: Path, typos: Path):
        self.typos = {}
        for path in typos.glob("*.tsv.xz"):
            with lzma.open(path, "rt", encoding="utf-8") as file:
                for line in file:
                    typo, correct = line.rstrip("\n").split("\t")[:2]
                    if typo.isalpha() and correct.isalpha():
                        self.typos[typo.lower()] = correct.lower()
        self.misspelt = {}
        for typo, correct in self.typos.items():
            self.misspelt.setdefault(correct, []).append(typo)
        self.counts = Counter()
        with lzma.open(folder / "wordfreq_large_en.tsv.xz", "rt", encoding="utf-8") as file:
            for line in file:
                word, _, count = line.rstrip("\n").partition("\t")
                self.counts[word] = int(count)
        with lzma.open(folder / "scowl_en_US_le70.tsv.xz", "rt", encoding="utf-8") as file:
            self.american = {line.partition("\t")[0].lower() for line in file}
        self.rank = {word: i for i, (word, _) in enumerate(self.counts.most_common())}

    def american_of(self, word: str) -> str | None:
        for british, american in SPELLINGS:
            other = word.replace(british, american)
            if other != word and word not in self.american and other in self.american:
                return other
        return None


def occurrences(work: Path, names, last: float, rng: random.Random):
    """(word, left, right) of the end of each text, lines shuffled across texts."""
    lines = []
    for name in names:
        path = work / "txt" / f"{name}.txt"
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8").splitlines()
        lines += [line for line in text[int(len(text) * (1 - last)):] if 0 < len(line) <= 400]
    rng.shuffle(lines)
    for line in lines:
        for m in WORD.finditer(line):
            before = line[m.start() - 1] if m.start() else " "
            after = line[m.end()] if m.end() < len(line) else " "
            if before in " \"(" and after in " .,!?;:)\"":
                yield m[0], line[:m.start()][-LONGEST_LEFT:], line[m.end():]


def rank_of(lists: Lists, word: str) -> int:
    return lists.rank.get(word, 10**6)


def rows_of(work: Path, lists: Lists, last: float, seed: int) -> dict[str, list[tuple]]:
    rng = random.Random(seed)
    sets = {name: [] for name in ("rare", "short", "british", "slang", "contractions", "spaces",
                                  "names", "compounds", "shouted", "misspelt", "alone", "alone_rare")}
    most = {"rare": 3700, "short": 3000, "british": 900, "slang": 1200, "contractions": 900,
            "spaces": 500, "names": 300, "compounds": 400, "shouted": 1200,
            "misspelt": 1800, "alone": 450, "alone_rare": 300}
    seen = {name: Counter() for name in sets}

    def add(name: str, key: str, typo: str, correct: str, left: str, right: str, each: int = 1):
        if len(sets[name]) < most[name] and seen[name][key] < each:
            seen[name][key] += 1
            sets[name].append((typo, correct, left, right))

    previous = ("", "", "")
    for word, left, right in occurrences(work, EDITED, last, rng):
        lower = word.lower()
        rank = lists.rank.get(lower, 10**6)
        inside = bool(left) and left.rstrip()[-1:] not in ".!?:\"'"
        if rng.random() < 0.03 and word in lists.misspelt:
            typo = rng.choice(lists.misspelt[word])
            if lists.rank.get(typo, 10**6) > 20000:
                add("misspelt", word, typo, word, left, right, each=2)
        if word.islower() and lists.american_of(word):
            add("british", word, word, word, left, right)
        elif rank > 20000 and (word.islower() or inside) and len(word) > 2:
            add("rare", word, word, word, left, right)
        elif word.islower() and 2 <= len(word) <= 5 and rank > 4000 and lower in lists.american:
            add("short", word, word, word, left, right, each=3)
        # A name or a rare word by itself: what a field begins with now and then.
        if rank > 20000 and len(word) > 3 and lower not in lists.typos and rng.random() < 0.02:
            add("alone_rare", word, word, word, "", right)
        if inside and word[0].isupper() and word[1:].islower() and 4 < len(word) and rank < 40000:
            typo = slip(word, rng)
            if typo.lower() not in lists.rank or lists.rank[typo.lower()] > 60000:
                add("names", word, typo, word, left, right, each=2)
        last_word, last_left, last_right = previous
        if (last_right == " " + word + right and word.islower() and last_word.isalpha()
                and lists.rank.get(last_word.lower(), 10**6) < 1500 and rank < 1500
                and len(last_word) + len(word) > 4 and rng.random() < 0.2):
            together = last_word + word
            if together.lower() not in lists.rank:
                add("spaces", together, together, last_word + " " + word, last_left, right)
        if word.islower() and len(word) > 6 and 3000 < rank:
            for cut in range(3, len(word) - 2):
                a, b = word[:cut], word[cut:]
                if lists.rank.get(a, 10**6) < 4000 and lists.rank.get(b, 10**6) < 4000:
                    add("compounds", word, word, word, left, right)
                    break
        previous = (word, left, right)
    for word, left, right in occurrences(work, CHAT, last, rng):
        lower = word.lower()
        # A text in capitals, from its first words on; four words of ten have a slip.
        if len(word) > 3 and lower in lists.american:
            context = left.split()[-rng.randrange(4):] if left.split() else []
            typo = slip(word, rng) if rng.random() < 0.4 else word
            if typo.lower() == lower or typo.lower() not in lists.rank:
                add("shouted", word, typo.upper(), word.upper(), " ".join(context).upper()
                    + (" " if context else ""), right.upper())
        if lower in lists.typos:
            continue
        # What a message begins with.
        if not left.strip():
            add("alone", word, word, word, "", right, each=3)
        if word.islower() and lower not in lists.american and 300 < lists.rank.get(lower, 0) < 60000:
            add("slang", word, word, word, left, right)
        if CONTRACTION.match(word) and word[0].islower():
            # Half of them are words without it, too: "ill", "were", "its".
            typo = word.replace("'", "")
            if word.endswith("n't") and rng.random() < 0.25:
                typo = word[:-3] + "'nt"
            add("contractions", word, typo, word, left, right, each=20)
    return sets


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="decision_sets", description=__doc__)
    add_work(parser, "txt/ is read, decision/ written")
    parser.add_argument("--lists", type=Path, required=True, help="folder of the word lists")
    parser.add_argument("--typos", type=Path, required=True, help="folder of lists of misspellings")
    parser.add_argument("--last", type=float, default=0.4, help="share of each text, its end")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    out = args.work / "decision"
    out.mkdir(exist_ok=True)
    for name, rows in rows_of(args.work, Lists(args.lists, args.typos), args.last, args.seed).items():
        rows = ["\t".join(cell.replace("\t", " ") for cell in row) for row in rows]
        (out / f"{name}.tsv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        print(f"{name}: {len(rows)} words")
    return 0
