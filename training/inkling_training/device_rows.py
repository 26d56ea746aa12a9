"""Rows of training text drawn on the device that trains, thousands at a time, with their query blocks.

As ``data.RowSampler`` and ``make_batch`` (the same segments, positions and masks), but without a loop over
rows, so that a GPU never waits for them. Each row has ``right`` re-correction blocks, [MASK] and up to
``reach`` tokens to its right, and ``noisy`` blocks, [MASK] and the keys that a word was typed with.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from inkling_training.noise import typed
from inkling_training.special_ids import BEGIN, END, FIRST_KEY, MASK, NEWLINE, PAD
from inkling_training.units import MAX_LETTERS, UnitTable

KEYS = MAX_LETTERS + 1
NO_TARGET = -1
ROUNDS = 14  # segments that a row may hold; what is left after them is padding


@dataclass(frozen=True)
class DeviceShape:
    content: int = 64
    right: int = 3
    reach: int = 5
    noisy: int = 1
    lone_lines: float = 0.5

    @property
    def tokens(self) -> int:
        return self.content + self.right * (1 + self.reach) + self.noisy * (1 + KEYS)


class DeviceText:
    """All sources in one stream, with the places of lines and documents; const after construction."""

    def __init__(self, ids: Tensor, sizes: list[int], weights: list[float], unit_row: Tensor,
                 unit_index: Tensor, starts: Tensor, table: UnitTable) -> None:
        """ids int [N] on its device, sources of ``sizes`` one after the other; unit_row int [units];
        unit_index int [N], the unit that a token belongs to; starts bool [N]."""
        device = ids.device
        self.ids, self.unit_row, self.unit_index, self.starts, self.table = ids, unit_row, unit_index, starts, table
        ends = torch.tensor(sizes, device=device).cumsum(0)
        self.source_start = ends - torch.tensor(sizes, device=device)
        self.source_size = torch.tensor(sizes, device=device)
        shares = torch.tensor([w * s for w, s in zip(weights, sizes)], dtype=torch.float64, device=device)
        self.shares = (shares.cumsum(0) / shares.sum()).float()
        is_break = (ids == NEWLINE) | (ids == END)
        line = torch.ones_like(is_break)
        line[1:] = is_break[:-1]
        line[self.source_start] = True
        line &= ids != END
        self.lines = line.nonzero()[:, 0]
        stops = is_break.nonzero()[:, 0] + 1
        self.line_end = self._next(torch.cat([stops, ends]).unique(), self.lines)
        stops = (ids == END).nonzero()[:, 0] + 1
        self.document_end = self._next(torch.cat([stops, ends]).unique(), self.lines)

    @staticmethod
    def _next(stops: Tensor, places: Tensor) -> Tensor:
        """The first of ``stops`` behind each place."""
        return stops[torch.searchsorted(stops, places, right=True).clamp_max(stops.shape[0] - 1)]

    def places(self, n: int, generator: torch.Generator) -> Tensor:
        """Random tokens by weight times size, int64 [n]."""
        rand = lambda: torch.rand(n, device=self.ids.device, generator=generator)  # noqa: E731
        source = torch.searchsorted(self.shares, rand(), right=True).clamp_max(self.shares.shape[0] - 1)
        return self.source_start[source] + (rand().double() * self.source_size[source]).long()


def draw_rows(text: DeviceText, shape: DeviceShape, n: int, generator: torch.Generator) -> dict[str, Tensor]:
    """``source``: indices into the text, -1 for <s>, -2 for padding; ``segment``; ``position``: int64 [n, c]."""
    device = text.ids.device
    c = shape.content
    columns = torch.arange(c, device=device)[None]
    source = torch.full((n, c), -2, device=device)
    segment = torch.zeros((n, c), dtype=torch.int64, device=device)
    position = torch.zeros_like(segment)
    at = torch.zeros((n, 1), dtype=torch.int64, device=device)
    for number in range(1, ROUNDS + 1):
        room = c - at - 1
        fits = room >= 3
        line = torch.searchsorted(text.lines, text.places(n, generator), right=True).sub_(1).clamp_min_(0)
        lone = torch.rand(n, device=device, generator=generator) < shape.lone_lines
        stop = torch.where(lone, text.line_end[line], text.document_end[line])[:, None]
        begin = text.lines[line][:, None]
        length = torch.minimum(stop - begin, room)
        offset = columns - at
        inside = fits & (offset >= 0) & (offset <= length)
        source = torch.where(inside, torch.where(offset == 0, -1, begin + offset - 1), source)
        segment = torch.where(inside, number, segment)
        position = torch.where(inside, offset, position)
        at = torch.where(fits, at + 1 + length, at)
    return {"source": source, "segment": segment, "position": position}


def make_batch(text: DeviceText, shape: DeviceShape, rows: dict[str, Tensor],
               generator: torch.Generator) -> dict[str, Tensor]:
    """What a model and its loss need of ``rows``.

    trigrams [n, t, 3]; positions [n, t]; mask bool [n, 1, t, t]; targets [n, c + right + noisy], NO_TARGET where
    nothing is asked: successors of the content, then the blocks' [MASK]s; asked [c + right + noisy], the
    tokens they are read at; units int64 [n, c], the unit that begins behind a token, or -1.
    """
    source, segment, position = rows["source"], rows["segment"], rows["position"]
    n, c = source.shape
    device = source.device
    rand = lambda *size: torch.rand(*size, device=device, generator=generator)  # noqa: E731
    real = source >= 0
    place = source.clamp_min(0)
    content = torch.where(real, text.ids[place].long(), torch.where(source == -1, BEGIN, PAD))
    same1 = torch.zeros((n, c), dtype=torch.bool, device=device)
    same2 = torch.zeros_like(same1)
    same1[:, 1:] = (segment[:, 1:] == segment[:, :-1]) & (segment[:, 1:] > 0)
    same2[:, 2:] = (segment[:, 2:] == segment[:, :-2]) & (segment[:, 2:] > 0)
    before1 = torch.where(same1, content.roll(1, 1), PAD)
    before2 = torch.where(same2, content.roll(2, 1), PAD)
    trigrams = [torch.stack([before2, before1, content], -1)]
    causal = torch.full_like(content, NO_TARGET)
    causal[:, :-1] = torch.where(same1[:, 1:], content[:, 1:], NO_TARGET)
    unit = torch.where(real & text.starts[place], text.unit_index[place].long(), -1)
    units = torch.full_like(content, -1)
    units[:, :-1] = torch.where(same1[:, 1:], unit[:, 1:], -1)

    at_column = torch.arange(c, device=device)[None]
    limits = [(at_column + 1).expand(n, c)]
    segments, positions = [segment], [position]
    blocks, alive = [torch.zeros_like(content)], [segment > 0]
    targets, asked = [causal], [torch.arange(c, device=device)]
    one = torch.ones(1, dtype=torch.int64, device=device)

    def block(anchors: Tensor, valid: Tensor, tokens: Tensor, there: Tensor, number: int) -> None:
        """One block a row: anchors, valid [n, 1]; tokens, there [n, w] behind its [MASK]."""
        width = tokens.shape[1] + 1
        first = torch.full((n, 1), MASK, device=device)
        run = torch.cat([before2.gather(1, anchors), before1.gather(1, anchors), first,
                         torch.where(there, tokens, PAD)], 1)
        trigrams.append(torch.stack([run[:, :-2], run[:, 1:-1], run[:, 2:]], -1))
        own = torch.arange(width, device=device)[None]
        positions.append(position.gather(1, anchors) + own)
        limits.append(anchors.expand(n, width))
        segments.append(segment.gather(1, anchors).expand(n, width))
        blocks.append(torch.full((n, width), number, device=device))
        alive.append(torch.cat([torch.ones_like(valid), there], 1))
        targets.append(torch.where(valid, content.gather(1, anchors), NO_TARGET))

    taken = c
    scores = rand(n, c) * same1
    best, anchors = scores.topk(shape.right, 1) if shape.right else (None, None)
    offsets = torch.arange(1, shape.reach + 1, device=device)[None]
    for k in range(shape.right):
        anchor = anchors[:, k : k + 1]
        wanted = (rand(n, 1) * shape.reach).long() + 1
        places = anchor + offsets
        clipped = places.clamp_max(c - 1)
        there = (places < c) & (offsets <= wanted) & (segment.gather(1, clipped) == segment.gather(1, anchor))
        block(anchor, best[:, k : k + 1] > 0, content.gather(1, clipped), there, k + 1)
        asked.append(one * taken)
        taken += 1 + shape.reach
    if shape.noisy:
        row = text.unit_row[unit.clamp_min(0)].long()
        is_word = (unit >= 0) & same1 & (text.table.letters[row, 0] > 0)
        best, anchors = (rand(n, c) * is_word).topk(shape.noisy, 1)
    for k in range(shape.noisy):
        anchor = anchors[:, k : k + 1]
        found = row.gather(1, anchor)[:, 0]
        valid = best[:, k : k + 1] > 0
        letters = torch.zeros((n, KEYS), dtype=torch.int64, device=device)
        letters[:, :MAX_LETTERS] = text.table.letters[found].long()
        keys = typed(letters, text.table.typos[found].long(), generator)
        block(anchor, valid, keys + (FIRST_KEY - 1), (keys > 0) & valid, shape.right + k + 1)
        asked.append(one * taken)
        taken += 1 + KEYS

    limit, segments_, blocks_ = torch.cat(limits, 1), torch.cat(segments, 1), torch.cat(blocks, 1)
    lives = torch.cat(alive, 1)
    sees_content = (segments_[:, :, None] == segment[:, None, :]) & (at_column[:, None] < limit[:, :, None])
    sees_block = (blocks_[:, :, None] == blocks_[:, None, c:]) & lives[:, None, c:]
    mask = torch.cat([sees_content, sees_block], 2)
    mask |= torch.eye(taken, dtype=torch.bool, device=device)[None]
    return {
        "trigrams": torch.cat(trigrams, 1), "positions": torch.cat(positions, 1), "mask": mask[:, None],
        "targets": torch.cat(targets, 1), "asked": torch.cat(asked), "units": units,
    }
