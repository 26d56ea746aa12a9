"""python3 -B -m peers FILE...: the table of peers, or its figures as JSON. `./dev bench-peers` calls it."""
import argparse
import importlib
import json
import os
import sys

from peers import runner, samples
from peers.items import BadInput, read_lines, read_slips
from peers.peer import Missing
from peers.table import render

EXIT_FAILED, EXIT_USAGE, EXIT_INPUT = 1, 2, 3
FOLDER = os.environ.get("INKLING_PEERS_FOLDER", ".cache/peers")
PROGRAM = os.environ.get("INKLING_PROGRAM", "build/release/inkling")


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./dev bench-peers", description="Other predictors and spellers beside Inkling (docs/peers.md)")
    parser.add_argument("files", metavar="FILE", nargs="*",
                        help="a text for next words and key strokes; NAME.tsv: a correction set")
    parser.add_argument("--limit", type=int, default=500, metavar="N",
                        help="only the first N items of each file (500); 0: all")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--peers", default=",".join(runner.PEERS[1:]), metavar="A,B",
                        help="which (%(default)s); Inkling always is")
    options = parser.parse_args(arguments)
    options.peers = [name for name in options.peers.split(",") if name and name != runner.OURS]
    unknown = [name for name in options.peers if name not in runner.PEERS]
    if unknown:
        parser.error(f"there is no peer {unknown[0]}; there are {', '.join(runner.PEERS)}")
    if options.limit < 0:
        parser.error("--limit must not be negative")
    return options


def name_files(files: list[str]) -> dict[str, dict[str, str]]:
    """Texts and slips by the names that the table has for them; each is read once, to find what is wrong with it."""
    work: dict[str, dict[str, str]] = {"texts": {}, "slips": {}}
    for path in files:
        kind, read = ("slips", read_slips) if path.endswith(".tsv") else ("texts", read_lines)
        read(path)
        name = os.path.splitext(os.path.basename(path))[0]
        work[kind][path if name in work[kind] else name] = path
    return work


def processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return "?"


def python_for(name: str) -> str:
    """SymSpell is from PyPI and lies in an environment of its own."""
    environment = os.path.join(FOLDER, "venv", "bin", "python")
    return environment if name == "symspell" and os.path.exists(environment) else sys.executable


def main() -> int:
    options = parse(sys.argv[1:])
    try:
        files = options.files or samples.write_samples(FOLDER, PROGRAM)
        work = {"limit": options.limit, **name_files(list(files))}
    except BadInput as error:
        print(f"peers: {error}", file=sys.stderr)
        return EXIT_INPUT
    except Missing as error:
        print(f"peers: {error}", file=sys.stderr)
        return EXIT_FAILED
    modules = {name: runner.module_of(name) for name in [runner.OURS, *options.peers]}
    results = [runner.run_peer(name, module, python_for(name), work) for name, module in modules.items()]
    if options.json:
        conditions = {"limit": options.limit, "processor": processor(), "cores": os.cpu_count()}
        json.dump({"conditions": conditions, "peers": results}, sys.stdout, indent=1)
        print()
    else:
        kinds = {name: importlib.import_module(module).Peer for name, module in modules.items()}
        print(render(results, kinds), end="")
    if "skipped" in results[0]:
        print(f"peers: Inkling itself could not be measured: {results[0]['skipped']}", file=sys.stderr)
        return EXIT_FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main())
