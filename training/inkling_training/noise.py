"""Simulated typing of whole words, in one go for many: Gaussian taps, left-out and doubled letters, swaps.

Letters are numbers, 1..26 and 27 for an apostrophe, 0 beyond a word's end. The shares of mistakes are between
those of careful and of hasty typing (Palin et al. 2019; touches as in Azenkot & Zhai 2012): this trains a
model to read what was meant, it does not imitate a population.
"""

from functools import lru_cache

import torch
from torch import Tensor

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
OFFSETS = (0.0, 0.5, 1.5)
# Standard deviations of taps in key widths and heights; drawn per word, 0 for careful hands.
SPREADS = (0.0, 0.15, 0.22, 0.28, 0.34)
HEIGHT_SHARE = 0.75  # of the spread across, down
OMITTED, DOUBLED, STRAY, SWAPPED = 0.10, 0.05, 0.04, 0.07  # of words
NO_APOSTROPHE = 0.5  # of words that have one
LISTED = 0.35  # of words with known misspellings


@lru_cache
def constants(device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """On the device once, since a captured graph may not copy them there: ``key_places``, spreads, their shape."""
    return (key_places().to(device), torch.tensor(SPREADS, device=device),
            torch.tensor([1.0, HEIGHT_SHARE], device=device))


def key_places() -> Tensor:
    """[28, 2]: where the key of each letter is; 0 is nowhere, the apostrophe right of the letters."""
    places = torch.full((28, 2), 99.0)
    for row, (letters, offset) in enumerate(zip(ROWS, OFFSETS)):
        for column, letter in enumerate(letters):
            places[ord(letter) - 96] = torch.tensor([offset + column, float(row)])
    places[27] = torch.tensor([9.7, 1.2])
    return places


def shifted(letters: Tensor, at: Tensor, by: int) -> Tensor:
    """Without the letter at ``at`` (by 1) or with room for one before it (by -1); [n, w], at [n, 1]."""
    columns = torch.arange(letters.shape[1], device=letters.device)[None]
    moved = columns + by * ((columns >= at) if by > 0 else (columns > at)).long()
    inside = moved < letters.shape[1]
    return torch.where(inside, letters.gather(1, moved.clamp(0, letters.shape[1] - 1)), 0)


def typed(letters: Tensor, typos: Tensor, generator: torch.Generator | None) -> Tensor:
    """What comes of typing words: letters int64 [n, w], typos int64 [n, k, w] -> int64 [n, w].

    ``w`` should leave a column for a letter too many. Empty rows stay empty.
    """
    n, width = letters.shape
    device = letters.device
    rand = lambda *shape: torch.rand(*shape, device=device, generator=generator)  # noqa: E731
    known = (typos[:, :, 0] > 0).sum(1)
    pick = (rand(n) * known).long().clamp_max(typos.shape[1] - 1)
    listed = typos[torch.arange(n, device=device), pick]
    out = torch.where(((rand(n) < LISTED) & (known > 0))[:, None], listed, letters)

    def place() -> Tensor:
        length = (out > 0).sum(1, keepdim=True)
        return (rand(n, 1) * length).long()

    has = (out == 27).any(1, keepdim=True)
    mark = (out == 27).long().argmax(1, keepdim=True)
    out = torch.where(has & (rand(n, 1) < NO_APOSTROPHE), shifted(out, mark, 1), out)
    long_enough = lambda least: (out > 0).sum(1, keepdim=True) >= least  # noqa: E731
    out = torch.where((rand(n, 1) < OMITTED) & long_enough(3), shifted(out, place(), 1), out)
    fits = out[:, -1:] == 0
    out = torch.where((rand(n, 1) < DOUBLED) & fits, shifted(out, place(), -1), out)
    at = (place() - 1).clamp_min(0)
    swap = (rand(n, 1) < SWAPPED) & long_enough(2)
    columns = torch.arange(width, device=device)[None]
    source = torch.where(columns == at, at + 1, torch.where(columns == at + 1, at, columns))
    swapped = out.gather(1, source.clamp_max(width - 1))
    out = torch.where(swap & ((swapped > 0) == (out > 0)).all(1, keepdim=True), swapped, out)
    # A stray letter beside the one that was meant: a doubled one whose copy slips.
    fits = out[:, -1:] == 0
    stray_at = place()
    is_stray = (rand(n, 1) < STRAY) & fits
    out = torch.where(is_stray, shifted(out, stray_at, -1), out)
    places, spreads, heights = constants(device)
    spread = spreads[(rand(n) * len(SPREADS)).long()][:, None]
    spread = torch.where(is_stray & (columns == stray_at), 0.8, spread.expand(n, width))
    noise = torch.randn(n, width, 2, device=device, generator=generator) * spread[..., None]
    taps = places[out] + noise * heights
    nearest = (taps[:, :, None] - places[None, None, 1:]).pow(2).sum(-1).argmin(-1) + 1
    return torch.where(out > 0, nearest, 0)
