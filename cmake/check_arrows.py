#!/usr/bin/env python3
"""Fails when an #include goes against the arrows between modules (docs: the house).

Usage: check_arrows.py SOURCE_ROOT
"""
import pathlib
import re
import sys

LOW = ["platform"]
TEXT = LOW + ["tokenizer"]
# The one header of its folder that others include.
HISTORY = "cache/history/history.h"
# What was learned, by its letters: the decoder walks it beside the lexicon.
TRIE = "cache/history/word_trie.h"
# How much it counts: a pack holds the numbers.
WEIGHTS = "cache/history/history_weights.h"
# Plain values that history.h hands out.
LISTS = "cache/history/history_lists.h"
# What an embedder includes: the headers at the top of engine/, and what they speak of.
PUBLIC = LOW + ["engine", HISTORY, TRIE, WEIGHTS, LISTS]
PACK = TEXT + PUBLIC + ["cache/kv", "engine/lexicon", "engine/model", "engine/decoder"]
ENGINE = PACK + ["engine/pack", "engine/ranking", "engine/session"]

# Module, or single file -> the modules it may include, itself left out. The longest matching name
# decides.
ARROWS = {
    "platform": [],
    "tokenizer": LOW,
    "cache/kv": LOW,
    "cache/history": LOW + [HISTORY, TRIE, WEIGHTS, LISTS],
    HISTORY: LOW + [TRIE, WEIGHTS, LISTS],
    TRIE: LOW,
    WEIGHTS: LOW,
    LISTS: [],
    # Headers only; what they declare is defined in the rooms.
    "engine": LOW,
    "engine/lexicon": TEXT,
    "engine/model": TEXT + ["cache/kv"],
    "engine/decoder": TEXT + ["engine", "engine/lexicon", TRIE],
    "engine/pack": PACK,
    "engine/ranking": PACK + ["engine/pack"],
    "engine/session": ENGINE,
    "engine/c_api": TEXT + PUBLIC,
    "jni": PUBLIC,
    "tools/trace": TEXT + PUBLIC,
    # Packs are made of word lists and checkpoints, and of what lexicon and model say of their formats.
    "tools/pack": TEXT + ["engine/lexicon", "engine/model"],
    # The demo records and plays traces. It embeds the engine as anybody would.
    "demo_keyboard": TEXT + PUBLIC + ["tools/trace"],
    # The window finds its pack and reads its command line as the tools do.
    "demo_keyboard/window": TEXT + PUBLIC + ["demo_keyboard", "tools", "tools/trace"],
    # `inkling type` is the terminal keyboard, so the tools may also stand on the demo.
    "tools": ENGINE + ["demo_keyboard", "tools/trace", "tools/pack"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')


def module_of(path: str) -> str | None:
    """The module that a path from the root belongs to; None for a file outside of all."""
    names = [m for m in ARROWS if path == m or path.startswith(m + "/")]
    return max(names, key=len, default=None)


def check_file(root: pathlib.Path, path: str) -> list[str]:
    module = module_of(path)
    if module is None:
        return [f"{path}: lies in no module"]
    problems = []
    if module == "engine" and not path.endswith(".h"):
        problems.append(f"{path}: only public headers lie at the top of engine/")
    lines = (root / path).read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if match is None:
            continue
        target = match.group(1)
        where = f"{path}:{number}"
        other = module_of(target)
        if other is None:
            problems.append(f'{where}: "{target}" is not written from the root (module/file.h)')
        elif other != module and other not in ARROWS[module]:
            problems.append(f"{where}: {module} must not include {other} ({target})")
    return problems


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    root = pathlib.Path(sys.argv[1])
    tops = sorted({m.split("/")[0] for m in ARROWS})
    files = sorted(
        p.relative_to(root).as_posix()
        for top in tops
        for ending in ("*.h", "*.cc", "*.c")
        for p in (root / top).rglob(ending)
    )
    problems = [problem for path in files for problem in check_file(root, path)]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(files)} files, {len(problems)} includes against the arrows", file=sys.stderr)
    return 1 if problems or not files else 0


if __name__ == "__main__":
    sys.exit(main())
