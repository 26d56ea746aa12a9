"""What every peer looks like to the runner."""
import ctypes
import gc
import os
import subprocess


class Missing(Exception):
    """Why a peer cannot be driven on this machine; it is skipped, which is no failure."""


class Peer:
    """One predictor or speller. Opened by its constructor, in a process of its own; one thread.

    Answers are words, best first, as many as the peer gives: the three slots are cut by the runner, for all
    in the same way. `typed` is lower case in complete() and as it was typed in correct().
    """

    title = ""  # the head of its column
    offers = ()  # of "next_word", "completion", "correction"
    note = ""  # what must be known to read its figures
    # Milliseconds of the last call by the peer's own clock; None: the runner's clock around the call counts.
    own_ms = None

    def version(self) -> str:
        raise NotImplementedError

    def predict(self, left: str) -> list[str]:
        """The word that comes behind `left`, no letter of which was typed."""
        raise NotImplementedError

    def complete(self, left: str, typed: str) -> list[str]:
        """The word behind `left` that begins with `typed`."""
        raise NotImplementedError

    def correct(self, left: str, typed: str, right: str = "", taps: tuple = ()) -> list[str]:
        """What was meant by `typed`. `right` stands behind the word; `taps`, (x, y) per character, may be empty."""
        raise NotImplementedError

    def resident_mb(self, before: float) -> float:
        """What the peer holds in memory; `before` is what this process held before it was opened."""
        gc.collect()
        return process_mb() - before

    def close(self) -> None:
        """Ends what the peer started."""


def process_mb(pid: int | str = "self") -> float:
    """Resident memory of a process in millions of bytes."""
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def package_version(package: str) -> str:
    """The version of an installed Debian package."""
    query = ["dpkg-query", "-W", "-f=${Version}", package]
    try:
        return subprocess.run(query, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "?"


def load_library(name: str, package: str) -> ctypes.CDLL:
    """A shared library of a Debian package, by its file name."""
    try:
        return ctypes.CDLL(name)
    except OSError as error:
        raise Missing(f"{error} (Debian package {package})") from error


def dictionary_paths() -> tuple[str, str]:
    """The .aff and .dic files of Debian's hunspell-en-us."""
    paths = tuple(f"/usr/share/hunspell/en_US.{ending}" for ending in ("aff", "dic"))
    for path in paths:
        if not os.path.exists(path):
            raise Missing(f"there is no {path} (Debian package hunspell-en-us)")
    return paths
