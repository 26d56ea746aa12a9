"""Lines that say almost the same, and lines that share a run of words with held-out sets."""

import hashlib
import zlib

import numpy as np

SHINGLE = 4  # words
BANDS, ROWS = 3, 6  # of the min-hash: at a Jaccard index of 0.9 nine lines in ten are found
MIN_WORDS = 12  # shorter lines ("Could you send me the file?") recur because people say them
RUN = 8  # so many words in a row are not shared by chance

_MIX = np.uint64(0x9E3779B97F4A7C15)
_random = np.random.default_rng(20)
_FACTORS = (_random.integers(1, 2**63, size=BANDS * ROWS, dtype=np.uint64) << np.uint64(1)) | np.uint64(1)
_OFFSETS = _random.integers(0, 2**63, size=BANDS * ROWS, dtype=np.uint64)


def runs_of(words: list[str], length: int) -> np.ndarray:
    """A 64-bit hash of every ``length`` words in a row; one of all words if there are fewer."""
    codes = np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64)
    length = min(length, codes.size)
    out = np.zeros(codes.size - length + 1, dtype=np.uint64)
    for k in range(length):
        out = (out ^ codes[k : k + out.size]) * _MIX
        out ^= out >> np.uint64(29)
    return out


class NearDuplicates:
    """Min-hashes of the shingles of lines (Broder 1997), compared band by band."""

    def __init__(self) -> None:
        self._seen: dict[bytes, int] = {}

    def times_seen(self, words: list[str]) -> int:
        """How many lines like this one came before; 0 for short lines. Remembers this one."""
        if len(words) < MIN_WORDS:
            return 0
        shingles = runs_of(words, SHINGLE)
        least = (shingles[:, None] * _FACTORS + _OFFSETS).min(0)
        most = 0
        for band in range(BANDS):
            rows = least[band * ROWS : (band + 1) * ROWS].tobytes()
            key = hashlib.blake2b(bytes([band]) + rows, digest_size=8).digest()
            before = self._seen.get(key, 0)
            self._seen[key] = before + 1
            most = max(most, before)
        return most


class HeldOut:
    """The runs of words of the development sets, and whole lines that are shorter than a run."""

    def __init__(self) -> None:
        self._runs: set[int] = set()
        self._lines: set[tuple[str, ...]] = set()

    def add(self, words: list[str]) -> None:
        if len(words) >= RUN:
            self._runs.update(runs_of(words, RUN).tolist())
        elif sum(map(len, words)) >= 16:  # "I am fine, thanks." is everybody's
            self._lines.add(tuple(words))

    def shares(self, words: list[str]) -> bool:
        if len(words) >= RUN:
            return not self._runs.isdisjoint(runs_of(words, RUN).tolist())
        return tuple(words) in self._lines
