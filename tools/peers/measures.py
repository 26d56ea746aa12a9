"""The measures, the same for every peer; `inkling eval` (tools/eval_*.cc) has the same for Inkling alone.

Each goes over the first `limit` items (0: all), adds a time per call to `times`, and returns what can be printed.
"""
import math
import time

from peers.items import Slip, find_items, place_on_strip, same_word, split_keys, strip_of
from peers.peer import Peer


class Times:
    """Milliseconds of calls."""

    def __init__(self):
        self.ms: list[float] = []

    def ask(self, peer: Peer, call, *arguments) -> list[str]:
        start = time.perf_counter()
        answer = call(*arguments)
        passed = (time.perf_counter() - start) * 1000
        self.ms.append(passed if peer.own_ms is None else peer.own_ms)
        return answer

    def percentile(self, share: float) -> float | None:
        if not self.ms:
            return None
        rank = max(math.ceil(share * len(self.ms)), 1)
        return round(sorted(self.ms)[rank - 1], 4)

    def to_json(self) -> dict:
        return {"calls": len(self.ms), "p50": self.percentile(0.50), "p99": self.percentile(0.99)}


def share(part: int, whole: int) -> float | None:
    """None where nothing was measured."""
    return part / whole if whole else None


def next_word(peer: Peer, lines: list[str], limit: int, times: Times) -> dict:
    """Every item but the first of its line, behind the line to its left."""
    items = top1 = top3 = 0
    for line in lines:
        for begin, end in find_items(line)[1:]:
            if limit and items == limit:
                break
            answer = times.ask(peer, peer.predict, line[:begin])
            place = place_on_strip(strip_of(answer, ""), line[begin:end])
            items += 1
            top1 += place == 0
            top3 += place is not None
    return {"items": items, "top1": share(top1, items), "top3": share(top3, items)}


def strokes_for(peer: Peer, left: str, word: str, times: Times) -> int:
    """Key strokes for `word` typed in lower case, picked as soon as it is on the strip; the space included."""
    keys = split_keys(word.lower())
    for count in range(len(keys) + 1):
        typed = "".join(keys[:count])
        if count == 0:
            answer = times.ask(peer, peer.predict, left)
        else:
            answer = times.ask(peer, peer.complete, left, typed)
        if place_on_strip(strip_of(answer, typed), word) is not None:
            return count + 1
    return len(keys) + 1


def completion(peer: Peer, lines: list[str], limit: int, times: Times) -> dict:
    """1 - key strokes / characters, over every item."""
    items = strokes = characters = 0
    for line in lines:
        for begin, end in find_items(line):
            if limit and items == limit:
                break
            word = line[begin:end]
            strokes += strokes_for(peer, line[:begin], word, times)
            characters += len(split_keys(word.lower())) + 1
            items += 1
    return {"items": items, "ksr": 1 - strokes / characters if characters else None}


def correction(peer: Peer, slips: list[Slip], limit: int, times: Times) -> dict:
    """Is the word meant among the first? Over the words that were typed wrong."""
    items = noisy = top1 = top3 = 0
    for slip in slips[: limit or None]:
        items += 1
        if same_word(slip.typo, slip.correct):
            continue
        answer = times.ask(peer, peer.correct, slip.left, slip.typo, slip.right, slip.taps)
        place = place_on_strip(strip_of(answer, slip.typo), slip.correct)
        noisy += 1
        top1 += place == 0
        top3 += place is not None
    return {"items": items, "noisy": noisy, "top1": share(top1, noisy), "top3": share(top3, noisy)}
