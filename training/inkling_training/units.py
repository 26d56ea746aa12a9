"""Units of an encoded text, and what a teacher with another vocabulary calls them.

A stream of piece ids falls into units: a unit ends with a piece that carries the end mark, and the newline
and </s> are units of their own. Every distinct unit has a row in a table: the teacher's pieces for it, the
group of its first piece, its letters and known misspellings. Rows are found by a hash of the unit's pieces, so
that a stream of any length is looked up without a loop. All of it runs on a CPU or a GPU.

Groups (cross-tokenizer distillation by words): the teacher's first pieces and ours that spell the same
beginning, up to an apostrophe, are one group; "you" with and without its end mark, or "I", "I'm", "I'll". What
follows inside a group the text teaches.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from torch import Tensor

from inkling_training.special_ids import END, FIRST_REGULAR, NEWLINE

REST = -1  # no group: counts as "the rest"
INVALID = -2  # a teacher's piece that begins no unit
MAX_PIECES = 32  # of a unit that have a factor of their own in its hash
MAX_TEACHER_PIECES = 10
MAX_LETTERS = 12
MAX_TYPOS = 4
CERTAIN = 0.5  # share of a teacher's piece that must go to one group
# A mark that clings to the word before it; other units have a space before them in the teacher's text.
CLINGING = set(",.!?;:)]}%…") | {"...", "..", "!!", "??", "?!", "!!!"}

_random = np.random.default_rng(41)
_FACTORS = torch.from_numpy(_random.integers(-2**63, 2**63, size=MAX_PIECES, dtype=np.int64) | 1)


@dataclass
class UnitTable:
    """Rows by rising hash; every array has one row a distinct unit."""

    hashes: Tensor  # int64 [r]
    teacher: Tensor  # int32 [r, MAX_TEACHER_PIECES], the teacher's pieces, 0 beyond
    lengths: Tensor  # int32 [r], how many of them
    groups: Tensor  # int32 [r], of the unit's first piece
    letters: Tensor  # int8 [r, MAX_LETTERS], 1..26 and 27 for an apostrophe; 0 beyond, or not a word
    typos: Tensor  # int8 [r, MAX_TYPOS, MAX_LETTERS + 1], as letters; empty where none is known

    def to(self, device: torch.device) -> "UnitTable":
        return UnitTable(*(getattr(self, f.name).to(device) for f in fields(self)))

    def save(self, path: Path) -> None:
        np.savez_compressed(path, **{f.name: getattr(self, f.name).numpy() for f in fields(self)})

    @staticmethod
    def load(path: Path) -> "UnitTable":
        with np.load(path) as stored:
            return UnitTable(*(torch.from_numpy(stored[f.name]) for f in fields(UnitTable)))


def unit_ends(processor: sentencepiece.SentencePieceProcessor) -> Tensor:
    """bool [V]: does a unit end with this piece?"""
    ends = [processor.id_to_piece(i).endswith("▁") for i in range(processor.get_piece_size())]
    ends[NEWLINE] = ends[END] = True
    return torch.tensor(ends)


def unit_starts(ids: Tensor, ends: Tensor) -> Tensor:
    """ids int [N] -> bool [N]."""
    starts = torch.ones(ids.shape[0], dtype=torch.bool, device=ids.device)
    starts[1:] = ends[ids[:-1].long()]
    return starts


def unit_hashes(ids: Tensor, starts: Tensor) -> Tensor:
    """int64 [units]: a hash of each unit's pieces, the same wherever it stands."""
    first = starts.nonzero()[:, 0]
    unit = torch.cumsum(starts, 0, dtype=torch.int64) - 1
    offset = torch.arange(ids.shape[0], device=ids.device) - first[unit]
    factors = _FACTORS.to(ids.device)[offset.clamp_(max=MAX_PIECES - 1)]
    sums = torch.cumsum((ids.long() + 1) * factors, 0)  # wraps around, as a hash may
    last = torch.cat([first[1:], first.new_tensor([ids.shape[0]])]) - 1
    before = torch.where(first > 0, sums[(first - 1).clamp_min(0)], 0)
    return sums[last] - before


def rows_of(hashes: Tensor, table: UnitTable) -> Tensor:
    """int64 [units]: the rows of units. ValueError if one is not in the table."""
    rows = torch.searchsorted(table.hashes, hashes).clamp_(max=table.hashes.shape[0] - 1)
    if not bool((table.hashes[rows] == hashes).all()):
        raise ValueError("the text has units that the table lacks; it was made of another text")
    return rows


def group_key(piece: str) -> str:
    """What the pieces of one group share: the spelling without the end mark, up to an apostrophe."""
    text = piece.removesuffix("▁")
    head, found, _ = text.partition("'")
    return head if found and head else text


def groups_of(processor: sentencepiece.SentencePieceProcessor) -> tuple[Tensor, Tensor]:
    """The group of every piece, int32 [V], and every group's pieces, int64 [G, most], V beyond."""
    size = processor.get_piece_size()
    numbers: dict[str, int] = {}
    of_piece, members = [], defaultdict(list)
    for i in range(size):
        piece = processor.id_to_piece(i)
        key = f"\0{i}" if i < FIRST_REGULAR else group_key(piece)
        group = numbers.setdefault(key, len(numbers))
        of_piece.append(group)
        members[group].append(i)
    most = max(len(m) for m in members.values())
    padded = [members[g] + [size] * (most - len(members[g])) for g in range(len(numbers))]
    return torch.tensor(of_piece, dtype=torch.int32), torch.tensor(padded)


def spelling(processor: sentencepiece.SentencePieceProcessor, pieces: list[int]) -> str:
    raw, bytes_ = "", b""
    for i in pieces:
        if processor.is_byte(i):
            bytes_ += bytes([int(processor.id_to_piece(i)[3:-1], 16)])
            continue
        raw += bytes_.decode("utf-8", "replace") + processor.id_to_piece(i)
        bytes_ = b""
    return (raw + bytes_.decode("utf-8", "replace")).removesuffix("▁")


def teacher_text(unit: str) -> str:
    """How a unit stands in the teacher's text, with the space before it."""
    return unit if unit in CLINGING else " " + unit


def codes_of(word: str, most: int) -> list[int]:
    """Letters as 1..26, an apostrophe as 27; empty if the word has others or is longer than ``most``."""
    word = word.lower()
    if not 0 < len(word) <= most or not all("a" <= c <= "z" or c == "'" for c in word):
        return []
    return [27 if c == "'" else ord(c) - 96 for c in word]


def make_table(
    distinct: list[tuple[list[int], int]], processor, encode_all, newline: int, end: int,
    misspelt: dict[str, list[str]],
) -> tuple[UnitTable, Tensor]:
    """The table of ``distinct`` units (pieces, count), and int32 [teacher's V]: group, REST or INVALID.

    ``encode_all``: texts -> lists of the teacher's pieces. ``newline``, ``end``: what the teacher has for them.
    """
    of_piece, _ = groups_of(processor)
    regular = [pieces[0] not in (NEWLINE, END) for pieces, _ in distinct]
    words = [spelling(processor, pieces) if ok else "" for (pieces, _), ok in zip(distinct, regular)]
    encoded = encode_all([teacher_text(w) for w, ok in zip(words, regular) if ok])
    found = iter(encoded)
    size = len(distinct)
    hashes = torch.zeros(size, dtype=torch.int64)
    teacher = torch.zeros(size, MAX_TEACHER_PIECES, dtype=torch.int32)
    lengths, groups = torch.zeros(size, dtype=torch.int32), torch.zeros(size, dtype=torch.int32)
    letters = torch.zeros(size, MAX_LETTERS, dtype=torch.int8)
    typos = torch.zeros(size, MAX_TYPOS, MAX_LETTERS + 1, dtype=torch.int8)
    seen: dict[int, Counter] = defaultdict(Counter)
    for row, ((pieces, count), word) in enumerate(zip(distinct, words)):
        hashes[row] = unit_hashes(torch.tensor(pieces), torch.arange(len(pieces)) == 0)[0]
        mine = [newline] if pieces[0] == NEWLINE else [end] if pieces[0] == END else next(found)
        mine = (mine or [end])[:MAX_TEACHER_PIECES]
        teacher[row, : len(mine)] = torch.tensor(mine, dtype=torch.int32)
        lengths[row], groups[row] = len(mine), of_piece[pieces[0]]
        seen[mine[0]][int(of_piece[pieces[0]])] += count
        codes = codes_of(word, MAX_LETTERS)
        letters[row, : len(codes)] = torch.tensor(codes, dtype=torch.int8)
        known = [codes_of(t, MAX_LETTERS + 1) for t in misspelt.get(word.lower(), [])] if codes else []
        for k, typo in enumerate([t for t in known if t][:MAX_TYPOS]):
            typos[row, k, : len(typo)] = torch.tensor(typo, dtype=torch.int8)
    order = torch.argsort(hashes)
    if bool((hashes[order][1:] == hashes[order][:-1]).any()):
        raise ValueError("two units share a hash; change the seed of the factors")
    table = UnitTable(*(x[order] for x in (hashes, teacher, lengths, groups, letters, typos)))
    fold = torch.full((int(table.teacher.max()) + 1,), INVALID, dtype=torch.int32)
    for piece, counts in seen.items():
        group, count = counts.most_common(1)[0]
        fold[piece] = group if count >= CERTAIN * counts.total() else REST
    return table, fold
