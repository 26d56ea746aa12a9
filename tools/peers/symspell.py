"""SymSpell in its Python port, symspellpy, with the English word list that comes with it."""
import importlib.metadata
import pathlib

from peers import peer

DISTANCE = 2  # its default


class Peer(peer.Peer):
    title = "SymSpell"
    offers = ("correction",)
    note = "ranks by edits, then by the count of the word, without context; Python, but for the edit distance (editdistpy)"

    def __init__(self):
        try:
            import symspellpy
            from symspellpy.editdistance import DistanceAlgorithm, EditDistance
        except ImportError as error:
            raise peer.Missing(f"{error} (symspellpy from PyPI)") from error
        # The default algorithm, compiled: the same distances in less time.
        try:
            distance = EditDistance(DistanceAlgorithm.DAMERAU_OSA_FAST)
        except ImportError:
            distance = None
        self._speller = symspellpy.SymSpell(distance_comparer=distance)
        words = pathlib.Path(symspellpy.__file__).with_name("frequency_dictionary_en_82_765.txt")
        if not self._speller.load_dictionary(str(words), term_index=0, count_index=1):
            raise peer.Missing(f"there is no {words.name} in symspellpy")
        self._all = symspellpy.Verbosity.ALL

    def version(self) -> str:
        return importlib.metadata.version("symspellpy")

    def correct(self, left: str, typed: str, right: str = "", taps: tuple = ()) -> list[str]:
        # Its words are in lower case. ALL, so that three slots fill.
        found = self._speller.lookup(typed.lower(), self._all, max_edit_distance=DISTANCE)
        return [item.term for item in found]
