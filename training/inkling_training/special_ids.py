"""Ids of the special pieces: the same in every pack and in the C++ tokenizer."""

PAD, UNKNOWN, BEGIN, END, MASK, NEWLINE = range(6)
FIRST_KEY = NEWLINE + 1  # <k:a>
FIRST_REGULAR = 70

_KEYS = [f"<k:{c}>" for c in "abcdefghijklmnopqrstuvwxyz'"]
# Ids 6..69, in order. The tail is room for further key tokens; no text encodes to any of them.
KEY_PIECES = _KEYS + [f"<k:r{i}>" for i in range(len(_KEYS) + 1, 65)]
