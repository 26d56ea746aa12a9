#!/usr/bin/env python3
"""Runs clang-tidy on the files named on standard input, several at a time.

Usage: tidy.py BUILD_DIR JOBS [SECONDS]

Those that were committed last come first. After SECONDS (0: no bound) no further file is begun, and the number of
those that were not looked at is said. Exits with 1 when a file has a finding.
"""
import concurrent.futures
import pathlib
import subprocess
import sys
import time


def newest_first(files: list[str]) -> list[str]:
    """`files` by their last commit; without git, or never committed, as they came, in front."""
    git = subprocess.run(
        ["git", "log", "--format=", "--name-only", "-n", "2000"],
        capture_output=True, text=True, check=False,
    )
    rank = {}
    for number, name in enumerate(git.stdout.splitlines()):
        rank.setdefault(name, number)
    return sorted(files, key=lambda name: rank.get(name, -1))


def check(build: str, name: str) -> tuple[str, bool, str]:
    run = subprocess.run(
        ["clang-tidy", "-p", build, "--quiet", "--extra-arg=-Wno-unknown-warning-option", name],
        capture_output=True, text=True, check=False,
    )
    return name, run.returncode == 0, run.stdout + ("" if run.stdout else run.stderr)


def main() -> int:
    if len(sys.argv) not in (3, 4):
        print(__doc__, file=sys.stderr)
        return 2
    build, jobs = sys.argv[1], int(sys.argv[2])
    seconds = float(sys.argv[3]) if len(sys.argv) == 4 else 0
    # What this machine cannot build (no Qt, no JDK) it cannot look at either.
    database = (pathlib.Path(build) / "compile_commands.json").read_text(encoding="utf-8")
    files = [name for name in sys.stdin.read().split() if f"/{name}\"" in database]
    end = time.monotonic() + seconds
    looked_at = 0
    failed = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        waiting = newest_first(files)
        running = set()
        while waiting or running:
            while waiting and len(running) < jobs and (not seconds or time.monotonic() < end):
                running.add(pool.submit(check, build, waiting.pop(0)))
            if not running:
                break
            done, running = concurrent.futures.wait(
                running, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                name, clean, output = future.result()
                looked_at += 1
                if not clean:
                    failed.append(name)
                    print(output, flush=True)
    print(f"clang-tidy: {looked_at} of {len(files)} files looked at, {len(failed)} with findings"
          + (f": {' '.join(failed)}" if failed else ""), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
