"""Words that could be two with the space forgotten, and how often the two stand beside each other.

"highschool" is "high school" in a hurry, "gameplay" is a word: the pair is far more frequent than the one,
and far rarer than the other. The builder of the lexicon decides by it.
"""

import re
from collections import Counter
from collections.abc import Iterable

FREQUENT = 1e-5  # of running words; the builder asks for more of what people run together
LEAST_COUNT = 5  # of the word; rarer ones are not suggested anyway
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")


def splits(words: dict[str, float]) -> set[str]:
    """The words, of those counted, that two frequent ones make."""
    total = sum(words.values())
    frequent = {w for w, n in words.items()
                if n >= FREQUENT * total and w.isalpha() and (len(w) > 1 or w in ("a", "i"))}
    return {
        word for word, n in words.items() if n >= LEAST_COUNT and len(word) > 3 and word.isalpha()
        and any(word[:at] in frequent and word[at:] in frequent for at in range(1, len(word)))
    }


def count_pairs(lines: Iterable[str], wanted: set[str]) -> Counter[str]:
    """How often each wanted word stands in the lines as two, nothing but space between."""
    counts: Counter[str] = Counter()
    for line in lines:
        before = ""
        for token in _TOKEN.findall(line.lower()):
            if before + token in wanted and before:
                counts[before + token] += 1
            before = token
    return counts
