"""ibus-typing-booster: its database and its reading of Hunspell's word list, without IBus."""
import logging
import sys
import unicodedata

from peers import peer

FOLDER = "/usr/share/ibus-typing-booster/engine"


class Peer(peer.Peer):
    title = "typing-booster"
    offers = ("next_word", "completion", "correction")
    note = "new, it knows Hunspell's words without their counts (the shortest come first) and no next word"

    def __init__(self):
        peer.dictionary_paths()
        sys.path.append(FOLDER)
        logging.disable(logging.CRITICAL)
        try:
            import itb_util
            import tabsqlitedb
        except (ImportError, ValueError) as error:
            raise peer.Missing(f"{error} (Debian package ibus-typing-booster, for Debian's own Python)") from error
        self._util = itb_util
        self._database = tabsqlitedb.TabSqliteDb(":memory:")
        self._database.hunspell_obj.set_dictionary_names(["en_US"])

    def version(self) -> str:
        return peer.package_version("ibus-typing-booster")

    def predict(self, left: str) -> list[str]:
        return self._ask(left, "")

    def complete(self, left: str, typed: str) -> list[str]:
        return self._ask(left, typed)

    def correct(self, left: str, typed: str, right: str = "", taps: tuple = ()) -> list[str]:
        return self._ask(left, typed)

    def _ask(self, left: str, typed: str) -> list[str]:
        tokens = [self._util.strip_token(token) for token in self._util.tokenize(left)]
        before, last = (["", ""] + tokens)[-2:]
        candidates = self._database.select_words(typed, p_phrase=last, pp_phrase=before)
        return [unicodedata.normalize("NFC", word) for word, _ in candidates]
