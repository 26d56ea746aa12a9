#!/usr/bin/env python3
"""Compares what a program prints with a committed list, and says what was added and removed.

Usage: check_lines.py LIST_FILE PROGRAM [ARGUMENT...]
       check_lines.py --symbols LIST_FILE NM LIBRARY    (what the library exports, as nm says)
"""
import collections
import pathlib
import subprocess
import sys


def exported(nm: str, library: str) -> list[str]:
    """Names of a shared library's symbols, version nodes (absolute symbols) left out."""
    out = subprocess.run([nm, "-D", "--defined-only", library], check=True, capture_output=True, text=True)
    fields = [line.split() for line in out.stdout.splitlines()]
    return sorted(f[2].split("@")[0] for f in fields if len(f) == 3 and f[1] != "A")


def main() -> int:
    arguments = sys.argv[1:]
    symbols = arguments[:1] == ["--symbols"]
    if symbols:
        arguments = arguments[1:]
    if len(arguments) < 2 or (symbols and len(arguments) != 3):
        print(__doc__, file=sys.stderr)
        return 2
    path = pathlib.Path(arguments[0])
    if symbols:
        actual = exported(*arguments[1:])
    else:
        run = subprocess.run(arguments[1:], check=True, capture_output=True, text=True)
        actual = run.stdout.splitlines()
    expected = path.read_text(encoding="utf-8").splitlines()
    have, want = collections.Counter(actual), collections.Counter(expected)
    for line in (want - have).elements():
        print(f"removed: {line}")
    for line in (have - want).elements():
        print(f"added:   {line}")
    if have != want:
        print(f"{path} is what callers were compiled against. Removing or moving something breaks them: raise "
              "the upper half of INKLING_ABI_VERSION and SOVERSION. Adding something at an end: raise the "
              "lower half. Then bring the file up to date.")
    return 0 if have == want else 1


if __name__ == "__main__":
    sys.exit(main())
