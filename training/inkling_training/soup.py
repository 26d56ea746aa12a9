"""soup: the mean of the weights of runs that branched off one checkpoint.

Such runs stay in one valley, and between their ends often lies a model better than each (Wortsman et al. 2022, "Model
soups"). With the checkpoint itself among them, a model that was tuned forgets less ("Robust fine-tuning of zero-shot
models", the same year).
"""

import argparse
from pathlib import Path

from inkling_training.loop import load_state, save


def soup(states: list[dict], shares: list[float]) -> dict:
    """A checkpoint with the mean of the weights of ``states``; ``shares`` need not sum to one.
    ValueError if the models differ in shape."""
    config = states[0]["config"]
    if any(state["config"] != config for state in states):
        raise ValueError("these checkpoints differ in shape; only branches of one run have a mean")
    parts = [share / sum(shares) for share in shares]
    weights = {
        name: sum(part * state["model"][name] for part, state in zip(parts, states))
        for name in states[0]["model"]
    }
    return {"config": config, "model": weights, "tokens": max(state["tokens"] for state in states)}


def ingredient(text: str) -> tuple[Path, float]:
    """CHECKPOINT or CHECKPOINT=SHARE."""
    path, found, share = text.rpartition("=")
    if not found:
        return Path(text), 1.0
    if not float(share) > 0:
        raise ValueError(text)
    return Path(path), float(share)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="soup", description=__doc__)
    parser.add_argument("checkpoints", nargs="+", metavar="CHECKPOINT[=SHARE]", type=ingredient)
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    arguments = parser.parse_args(argv)
    states = [load_state(path) for path, _ in arguments.checkpoints]
    try:
        mean = soup(states, [share for _, share in arguments.checkpoints])
    except ValueError as error:
        parser.error(str(error))
    save(arguments.out, mean)
    print(f"{arguments.out}: the mean of {len(states)} checkpoints")
    return 0
