"""evaluate: what `inkling eval` says of packs, in one table (WORK/evaluate.csv).

Every figure comes from the engine as it ships. A row that is there already, of the same pack (by
the hash of its pack.json), the same sets and the same limit, is not measured again.
"""

import argparse
import csv
import hashlib
import json
import subprocess
from pathlib import Path

from inkling_training.paths import TOOLS, add_work

COLUMNS = ("pack", "hash", "set", "limit", "measure", "top1", "top3", "saved", "p99_us")


def ask(tool: str, measure: str, text: Path, pack: Path, limit: int) -> dict:
    """One run of the engine's own evaluation. SystemExit says what it said when it fails."""
    command = [tool, "eval", measure, str(text), "--pack", str(pack), "--json"]
    run = subprocess.run(
        command + (["--limit", str(limit)] if limit else []), capture_output=True, text=True
    )
    if run.returncode:
        raise SystemExit(f"evaluate: {' '.join(command)}: {run.stderr.strip()}")
    return json.loads(run.stdout)


def row_of(answer: dict) -> dict:
    """The columns that this measure has; shares as they come."""
    latency = answer.get("latency_us", {})
    saved = answer.get("ksr", answer.get("saved"))
    return {
        "top1": answer.get("top1"), "top3": answer.get("top3"), "saved": saved,
        "p99_us": latency.get("p99"),
    }


def table(rows: list[dict], measure: str) -> str:
    """Markdown: packs down, sets across, percent; first/three for next-word."""
    mine = [r for r in rows if r["measure"] == measure]
    sets = list(dict.fromkeys(r["set"] for r in mine))
    lines = ["| pack | " + " | ".join(sets) + " |", "|---" * (len(sets) + 1) + "|"]

    def cell(row: dict | None) -> str:
        if row is None:
            return ""
        parts = [row[k] for k in ("top1", "top3", "saved") if row[k] not in (None, "")]
        return "/".join(f"{100 * float(p):.1f}" for p in parts)

    for pack in dict.fromkeys(r["pack"] for r in mine):
        found = {r["set"]: r for r in mine if r["pack"] == pack}  # the newest of each set
        lines.append(f"| {pack} | " + " | ".join(cell(found.get(s)) for s in sets) + " |")
    return "\n".join(lines)


def read(path: Path) -> list[dict]:
    if not path.exists():
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="evaluate", description=__doc__)
    parser.add_argument("packs", type=Path, nargs="+", help="folders of packs")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="one context a line")
    parser.add_argument("--measures", nargs="+", default=["next-word"],
                        choices=["next-word", "completion"])
    parser.add_argument("--limit", type=int, default=0, help="only the first items of each set")
    add_work(parser)
    parser.add_argument("--tool", default=str(TOOLS / "inkling"))
    arguments = parser.parse_args(argv)
    arguments.work.mkdir(parents=True, exist_ok=True)
    path = arguments.work / "evaluate.csv"
    rows = read(path)
    for pack in arguments.packs:
        digest = hashlib.sha256((pack / "pack.json").read_bytes()).hexdigest()[:16]
        for measure in arguments.measures:
            for text in arguments.texts:
                key = {"hash": digest, "set": text.stem, "limit": str(arguments.limit),
                       "measure": measure}
                if any(all(row[k] == v for k, v in key.items()) for row in rows):
                    continue
                answer = ask(arguments.tool, measure, text, pack, arguments.limit)
                rows.append({"pack": str(pack), **key, **row_of(answer)})
                with open(path, "w", newline="", encoding="utf-8") as file:
                    writer = csv.DictWriter(file, COLUMNS)
                    writer.writeheader()
                    writer.writerows(rows)
    for measure in arguments.measures:
        print(f"{measure}\n{table(read(path), measure)}")
    return 0
