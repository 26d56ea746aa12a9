"""The tables and the drawing of docs/bert-family.md from what `inkling bench family --json` printed.

    build/release/inkling bench family --json > family.json
    python training/plot_family.py family.json --svg docs/bert-family.svg

prints the tables as Markdown and writes the drawing: milliseconds against tokens, both logarithmic.
"""

import argparse
import json
import math
from pathlib import Path

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 460, 56, 44, 16, 150
COLOURS = ("#1b6ca8", "#c8553d", "#3c7a3c", "#7b4b94", "#8a6d1d", "#444444")
DASHES = {"float32": ' stroke-dasharray="5 4"', "int8": ""}


def digits(ms: float) -> str:
    """Three of them."""
    return f"{ms:,.0f}" if ms >= 100 else f"{ms:#.3g}"


def table(rows: list[dict], ratio: str, ratio_title: str) -> str:
    tokens = list(rows[0]["ms"])
    head = ["model", "held in", "parameters, millions", "MB", *[f"{t} token{'s' * (t != '1')}" for t in tokens], ratio_title]
    out = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for row in rows:
        ms = [digits(row["ms"][t]) for t in tokens]
        share = "" if row[ratio] is None else f"{row[ratio]:.2f}"
        cells = [row["model"], row["precision"], f"{row['parameters'] / 1e6:.1f}", f"{row['mb']:.1f}", *ms, share]
        out.append("| " + " | ".join(cells) + " |")
    return "\n".join(out)


def draw(rows: list[dict]) -> str:
    points = [(int(t), ms) for row in rows for t, ms in row["ms"].items()]
    most_t = max(t for t, _ in points)
    low = math.floor(math.log10(min(ms for _, ms in points)))
    high = math.ceil(math.log10(max(ms for _, ms in points)))

    def place(t: float, ms: float) -> tuple[float, float]:
        x = LEFT + math.log2(t) / math.log2(most_t) * (WIDTH - LEFT - RIGHT)
        return x, TOP + (high - math.log10(ms)) / (high - low) * (HEIGHT - TOP - BOTTOM)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
           'font-family="sans-serif" font-size="12" role="img" aria-label="Milliseconds of one forward by tokens">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']  # fmt: skip
    for power in range(low, high + 1):
        y = place(1, 10.0**power)[1]
        out.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        out.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for t in sorted({t for t, _ in points}):
        out.append(f'<text x="{place(t, 1)[0]:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{t}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">tokens; '
               "milliseconds; dashed: float32, whole: 8 bits</text>")  # fmt: skip
    names = list(dict.fromkeys(row["model"] for row in rows))
    for row in rows:
        colour = COLOURS[names.index(row["model"]) % len(COLOURS)]
        path = " ".join("{:.1f},{:.1f}".format(*place(int(t), ms)) for t, ms in row["ms"].items())
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"{DASHES[row["precision"]]}/>')
        if row["precision"] == "int8":
            x, y = place(most_t, row["ms"][str(most_t)])
            out.append(f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{colour}">{row["model"]}</text>')
    return "\n".join([*out, "</svg>", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("measured", type=Path)
    parser.add_argument("--svg", type=Path)
    arguments = parser.parse_args()
    measured = json.loads(arguments.measured.read_text(encoding="utf-8"))
    print(table(measured["rows"], "ratio_to_bert_base", "time at 128 tokens, BERT-base = 1"))
    if measured["ablation"]:
        print()
        print(table(measured["ablation"], "ratio_to_first", "time at 128 tokens, first row = 1"))
    if arguments.svg:
        arguments.svg.write_text(draw(measured["rows"]), encoding="utf-8")


if __name__ == "__main__":
    main()
