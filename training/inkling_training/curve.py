"""curve: learning curves of one or more logs as one SVG.

Losses (nats) down, tokens or seconds across; each log is NAME=LOG.csv, or NAME=LOG.csv@AFTER for a
run that goes on from one of so many (million) tokens or seconds. One column is drawn, averaged over a
window of rows so that curves can be told apart.
"""

import argparse
import csv
from pathlib import Path

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 400, 56, 44, 16, 32
COLOURS = ("#1b6ca8", "#c8553d", "#3c7a3c", "#7b4b94", "#8a6d1d")
MARKS = 5  # along each axis


AGAINST = {"tokens": (1e6, "million tokens"), "seconds": (1, "seconds")}


def read(
    path: Path, column: str, window: int, against: str = "tokens"
) -> list[tuple[float, float]]:
    """(millions of tokens, or seconds; mean loss of the last ``window`` rows). ValueError names the
    column."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if not rows or column not in rows[0]:
        raise ValueError(f"{path}: no rows with a column {column!r}")
    losses = [float(row[column]) for row in rows]
    points = []
    for i, row in enumerate(rows):
        recent = losses[max(0, i + 1 - window) : i + 1]
        points.append((float(row[against]) / AGAINST[against][0], sum(recent) / len(recent)))
    return points


def draw(curves: dict[str, list[tuple[float, float]]], column: str, against: str = "tokens") -> str:
    """The SVG; the axes end at the curves' own extremes."""
    xs = [x for points in curves.values() for x, _ in points]
    ys = [y for points in curves.values() for _, y in points]
    most_x, low, high = max(xs), min(ys), max(ys)
    span = (high - low) or 1.0

    def place(x: float, y: float) -> tuple[float, float]:
        return (LEFT + x / most_x * (WIDTH - LEFT - RIGHT),
                TOP + (high - y) / span * (HEIGHT - TOP - BOTTOM))

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
           'font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']
    for k in range(MARKS + 1):
        x, y = most_x * k / MARKS, low + span * k / MARKS
        at_x, at_y = place(x, low)[0], place(0, y)[1]
        out.append(f'<path d="M{LEFT} {at_y:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        out.append(f'<text x="{LEFT - 6}" y="{at_y + 4:.1f}" text-anchor="end">{y:.2f}</text>')
        out.append(f'<text x="{at_x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{x:.1f}</text>')
    out.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle">'
               f'{AGAINST[against][1]}; {column} loss in nats</text>')
    for k, (name, points) in enumerate(curves.items()):
        colour = COLOURS[k % len(COLOURS)]
        path = " ".join("{:.1f},{:.1f}".format(*place(x, y)) for x, y in points)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        out.append(f'<text x="{WIDTH - RIGHT - 4}" y="{TOP + 16 + 16 * k}" text-anchor="end" '
                   f'fill="{colour}">{name}</text>')
    return "\n".join([*out, "</svg>", ""])


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="curve", description=__doc__)
    parser.add_argument("logs", nargs="+", metavar="NAME=LOG.csv")
    parser.add_argument("--column", default="causal")
    parser.add_argument("--window", type=int, default=10, help="rows of the log")
    parser.add_argument("--in-turn", action="store_true", help="each run went on from the one before")
    parser.add_argument("--against", choices=AGAINST, default="tokens")
    parser.add_argument("--highest", type=float, default=float("inf"), help="leave out losses above")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args(argv)
    curves, before = {}, 0.0
    for log in arguments.logs:
        name, _, path = log.partition("=")
        if not path:
            parser.error(f"expected NAME=LOG.csv, not {log!r}")
        path, _, after = path.partition("@")
        points = read(Path(path), arguments.column, arguments.window, arguments.against)
        shift = before + float(after or 0)
        curves[name] = [(x + shift, y) for x, y in points if y <= arguments.highest]
        if not curves[name]:
            parser.error(f"{path}: no loss is below {arguments.highest}")
        if arguments.in_turn:
            before = curves[name][-1][0]
    arguments.out.write_text(draw(curves, arguments.column, arguments.against), encoding="utf-8")
    return 0
