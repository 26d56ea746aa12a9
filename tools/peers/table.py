"""The one table: a column per peer, a row per set and measure, in Markdown."""
from peers.peer import Peer


def percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def milliseconds(value: float | None) -> str:
    """Three figures, as times of peers lie far apart."""
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 else f"{value:#.3g}".rstrip(".")


def hits(figures: dict) -> str:
    return f"{percent(figures['top1'])} / {percent(figures['top3'])}"


MEASURES = {
    "next_word": ("next word, first / among 3", hits),
    "completion": ("key strokes saved", lambda figures: percent(figures["ksr"])),
    "correction": ("right word first / among 3", hits),
}
TIMES = {
    "next_word": "ms for a next word, median / p99",
    "completion": "ms for a key, median / p99",
    "correction": "ms for a correction, median / p99",
}


def set_rows(peers: list[dict]) -> list[list[str]]:
    names = list(dict.fromkeys(name for peer in peers for name in peer.get("sets", {})))
    rows = []
    for kind, (words, show) in MEASURES.items():
        for name in names:
            found = [peer.get("sets", {}).get(name, {}).get(kind) for peer in peers]
            if any(found):
                # Right words in a correction set are not asked for.
                items = next(figures.get("noisy", figures["items"]) for figures in found if figures)
                cells = ["–" if figures is None else show(figures) for figures in found]
                rows.append([f"{name}: {words}", str(items), *cells])
    return rows


def time_rows(peers: list[dict]) -> list[list[str]]:
    rows = []
    for kind, words in TIMES.items():
        found = [peer.get("latency_ms", {}).get(kind) for peer in peers]
        if any(found):
            cells = [
                "–" if times is None else f"{milliseconds(times['p50'])} / {milliseconds(times['p99'])}"
                for times in found
            ]
            rows.append([words, "", *cells])
    memory = [peer.get("memory_mb") for peer in peers]
    rows.append(["MB in memory", "", *("–" if mb is None else f"{mb:.0f}" for mb in memory)])
    return rows


def render(peers: list[dict], kinds: dict[str, type[Peer]]) -> str:
    """`peers` as run_peer() returns them, `kinds` by their names; those that were skipped say why below the table."""
    head = ["percent, unless it says ms or MB", "items", *(kinds[peer["name"]].title for peer in peers)]
    rows = set_rows(peers) + time_rows(peers)
    for row in rows:
        row[2:] = ["SKIPPED" if "skipped" in peer else cell for peer, cell in zip(peers, row[2:])]
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in [head, *rows]]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    lines.append("")
    for peer in peers:
        kind = kinds[peer["name"]]
        if "skipped" in peer:
            lines.append(f"* {kind.title} SKIPPED: {peer['skipped']}")
        else:
            lines.append(f"* {kind.title} {peer['version']}: {kind.note}")
    return "\n".join(lines) + "\n"
