#!/usr/bin/env python3
"""Types one text through C++ and through Java and prints the medians of suggest() side by side.

The programs take turns, so that a machine that is busy slows both. For each key the fastest of its
rounds counts (what else ran meanwhile is noise), then the median and the 99th percentile over the
keys. The rows of C++ and Java still differ by a few percent either way on a machine that does other
things; the last row is the border's own cost, taken within each call: the time that suggest() took
in Java less what the engine says that it took itself. Fails when its median is above LIMIT_MICROS.
"""
import argparse
import pathlib
import statistics
import subprocess
import sys

LIMIT_MICROS = 30.0
ROUNDS = 5  # per run of a program; the JVM compiles during the first ones
TURNS = 8


def rounds_of(command: list[str]) -> list[list[int]]:
    """The numbers of each line that the program prints."""
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return [[int(word) for word in line.split()] for line in run.stdout.splitlines()]


def fastest(rounds: list[list[int]]) -> list[float]:
    """The fastest round of each key, in microseconds."""
    return [min(taken) / 1000 for taken in zip(*rounds, strict=True)]


def row(name: str, micros: list[float]) -> str:
    ordered = sorted(micros)
    p99 = ordered[len(ordered) * 99 // 100]
    return f"{name:<28}{statistics.median(ordered):>12.1f}{p99:>12.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--pack", "--cpp", "--java", "--class-path", "--library"):
        parser.add_argument(name, required=True)
    arguments = parser.parse_args()
    text = str(pathlib.Path(__file__).with_name("text.txt"))
    what = [arguments.pack, text, str(ROUNDS)]
    java_command = [arguments.java, f"-Ddev.inkling.library={arguments.library}",
                    "-cp", arguments.class_path, "dev.inkling.bench.BorderBench", *what]
    cpp, java, border = [], [], []
    for _ in range(TURNS):
        cpp += rounds_of([arguments.cpp, *what])
        lines = rounds_of(java_command)
        java += lines[0::2]
        border += lines[1::2]
    cpp_micros, java_micros, border_micros = fastest(cpp), fastest(java), fastest(border)
    print(f"{'suggest(), microseconds':<28}{'median':>12}{'p99':>12}   over {len(cpp_micros)} keys")
    print(row("C++ Session", cpp_micros))
    print(row("Java Session", java_micros))
    print(row("Java, not in the engine", border_micros))
    cost = statistics.median(border_micros)
    print(f"the border costs {cost:.1f} microseconds (at most {LIMIT_MICROS:.0f} allowed)")
    return 0 if cost <= LIMIT_MICROS else 1


if __name__ == "__main__":
    sys.exit(main())
