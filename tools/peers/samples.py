"""What is measured when no file is named: texts of the repository, so that a fresh clone has something to run."""
import json
import os
import pathlib
import subprocess

from peers.peer import Missing

TRACE = "demo_keyboard/traces/demo.jsonl"
PROSE = "jni/bench/text.txt"


def trace_lines(path: str) -> list[str]:
    """The words that were meant, a line per field."""
    lines: list[list[str]] = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            event = json.loads(line)
            if event.get("event") in ("focus", "cursor", "enter") or not lines:
                lines.append([])
            if event.get("event") == "intend":
                lines[-1].append(event["word"])
    return [" ".join(words) for words in lines if words]


def write_samples(folder: str, program: str) -> tuple[str, str]:
    """A text, and what a simulated finger makes of it, as a correction set."""
    os.makedirs(folder, exist_ok=True)
    text = pathlib.Path(folder) / "sample.txt"
    slips = text.with_suffix(".tsv")
    prose = pathlib.Path(PROSE).read_text(encoding="utf-8").splitlines()
    text.write_text("\n".join(prose + trace_lines(TRACE)) + "\n", encoding="utf-8")
    simulate = [program, "trace", "simulate", str(text), "--mode", "tsv", "--noise", "1.5", "--out", str(slips)]
    try:
        subprocess.run(simulate, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(f"{program} trace simulate: {error}") from error
    return str(text), str(slips)
