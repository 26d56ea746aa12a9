"""What people wrote to each other in the Chit-Chat Challenge, from the PyPI package chitchat-dataset.

The one source that was typed into a chat by its writers (MIT, Brigham Young University's PCC lab). The
package is data; its own code is not run.
"""

import importlib.util
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

SOURCE = "chitchat_dataset"  # its name in sources.tsv, and the package's as Python knows it
# Two writers sent a fifth of all messages: nobody's habits shall be everybody's.
MAX_OF_A_WRITER = 5000
MAX_WORD = 24  # letters; what is longer is somebody's elbow


def installed() -> Path | None:
    """The package's file of conversations, or None where it is not installed."""
    spec = importlib.util.find_spec(SOURCE)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).with_name("dataset.json")
    return path if path.exists() else None


def is_typed_out(text: str) -> bool:
    """False for what was sent for the sake of sending: letters on their own, held-down keys."""
    words = text.split()
    return any(len(w) > 1 or not w.isalpha() for w in words) and max(map(len, words)) <= MAX_WORD


def documents(path: Path) -> Iterator[list[str]]:
    """Conversations as lists of messages in the order sent; of those that repeat in one, the first."""
    try:
        conversations: Iterable[dict] = json.loads(path.read_text(encoding="utf-8")).values()
        sent: Counter[str] = Counter()
        for conversation in conversations:
            lines: dict[str, None] = {}
            for turn in conversation["messages"]:
                for message in turn:
                    text = " ".join(message["text"].split())
                    sent[message["sender"]] += 1
                    if is_typed_out(text) and sent[message["sender"]] <= MAX_OF_A_WRITER:
                        lines[text] = None
            if lines:
                yield list(lines)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path}: not the conversations of chitchat-dataset 0.9: {error!r}") from error
