"""Presage: smoothed 3-grams and the words of the text at hand, through the C interface of libpresage."""
import ctypes

from peers import peer
from peers.items import SLOTS

CALLBACK = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)


class Peer(peer.Peer):
    title = "Presage"
    offers = ("next_word", "completion")
    note = "a word that was offered and not taken is not offered again, as it is set up"

    def __init__(self):
        self._library = library = peer.load_library("libpresage.so.1", "libpresage1v5")
        self._presage = ctypes.c_void_p()
        self._left = ctypes.create_string_buffer(b"")
        self._right = ctypes.create_string_buffer(b"")
        # Kept: the library calls them as long as it lives.
        self._callbacks = (
            CALLBACK(lambda _: ctypes.addressof(self._left)),
            CALLBACK(lambda _: ctypes.addressof(self._right)),
        )
        library.presage_new.argtypes = [
            CALLBACK, ctypes.c_void_p, CALLBACK, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)]
        library.presage_config_set.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
        library.presage_predict.argtypes = [
            ctypes.c_void_p, ctypes.POINTER(ctypes.POINTER(ctypes.c_char_p))]
        library.presage_free_string_array.argtypes = [ctypes.POINTER(ctypes.c_char_p)]
        past, future = self._callbacks
        if library.presage_new(past, None, future, None, ctypes.byref(self._presage)) != 0:
            raise peer.Missing("libpresage does not start; is libpresage-data there?")
        # Nobody learns from what is measured. And it is told of the three slots: set up for six, it takes words
        # in the others, which nobody sees, for refused.
        library.presage_config_set(self._presage, b"Presage.ContextTracker.ONLINE_LEARNING", b"no")
        library.presage_config_set(self._presage, b"Presage.Selector.SUGGESTIONS", str(SLOTS).encode())
        if not self.predict("How are "):
            raise peer.Missing("libpresage offers nothing; is libpresage-data there?")

    def version(self) -> str:
        return peer.package_version("libpresage1v5")

    def predict(self, left: str) -> list[str]:
        self._left = ctypes.create_string_buffer(left.encode())
        answer = ctypes.POINTER(ctypes.c_char_p)()
        if self._library.presage_predict(self._presage, ctypes.byref(answer)) != 0:
            return []
        words = []
        while (word := answer[len(words)]) is not None:
            words.append(word.decode(errors="replace"))
        self._library.presage_free_string_array(answer)
        return words

    def complete(self, left: str, typed: str) -> list[str]:
        return self.predict(left + typed)
