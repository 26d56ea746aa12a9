"""One peer in a process of its own: what to do comes as JSON on standard input, the figures go to standard output.

    python3 -B -m peers.worker MODULE < work.json

`work`: {"limit": N, "texts": {name: path}, "slips": {name: path}}. Exits with 4 and the reason as the last line on standard
error where the peer cannot be driven.
"""
import importlib
import json
import os
import sys

from peers import measures
from peers.items import read_lines, read_slips
from peers.peer import Missing, process_mb

EXIT_MISSING = 4


def measure(peer, work: dict, texts: dict, slips: dict) -> dict:
    """The sets by name, and the times of each kind of call over all of them."""
    kinds = {
        "next_word": (measures.next_word, texts),
        "completion": (measures.completion, texts),
        "correction": (measures.correction, slips),
    }
    sets: dict[str, dict] = {}
    times = {}
    for kind, (go, inputs) in kinds.items():
        if kind not in peer.offers or not inputs:
            continue
        taken = measures.Times()
        for name, content in inputs.items():
            print(f"peers: {peer.title}: {kind}, {name}", file=sys.stderr)
            sets.setdefault(name, {})[kind] = go(peer, content, work["limit"], taken)
        times[kind] = taken.to_json()
    return {"sets": sets, "latency_ms": times}


def main() -> int:
    # Libraries of peers may print: what they print is no part of the answer.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    work = json.load(sys.stdin)
    texts = {name: read_lines(path) for name, path in work["texts"].items()}
    slips = {name: read_slips(path) for name, path in work["slips"].items()}
    before = process_mb()
    try:
        peer = importlib.import_module(sys.argv[1]).Peer()
    except (Missing, ImportError) as error:
        print(error, file=sys.stderr)
        return EXIT_MISSING
    try:
        result = {"version": peer.version(), **measure(peer, work, texts, slips)}
        result["memory_mb"] = round(peer.resident_mb(before), 1)
    finally:
        peer.close()
    json.dump(result, answer)
    answer.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
