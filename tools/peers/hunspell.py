"""Hunspell with Debian's American dictionary, through the C interface of libhunspell."""
import ctypes

from peers import peer


class Peer(peer.Peer):
    title = "Hunspell"
    offers = ("correction",)
    note = "ranks by spelling alone, without context or counts; nothing for a word that it knows"

    def __init__(self):
        aff, dic = dictionary = peer.dictionary_paths()
        self._library = library = peer.load_library("libhunspell-1.7.so.0", "libhunspell-1.7-0")
        strings = ctypes.POINTER(ctypes.c_char_p)
        library.Hunspell_create.restype = ctypes.c_void_p
        library.Hunspell_create.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
        library.Hunspell_get_dic_encoding.restype = ctypes.c_char_p
        library.Hunspell_get_dic_encoding.argtypes = [ctypes.c_void_p]
        library.Hunspell_spell.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        library.Hunspell_suggest.argtypes = [ctypes.c_void_p, ctypes.POINTER(strings), ctypes.c_char_p]
        library.Hunspell_free_list.argtypes = [ctypes.c_void_p, ctypes.POINTER(strings), ctypes.c_int]
        self._strings = strings
        self._speller = library.Hunspell_create(aff.encode(), dic.encode())
        self._encoding = library.Hunspell_get_dic_encoding(self._speller).decode()
        if not self._known("the"):
            raise peer.Missing(f"libhunspell does not read {', '.join(dictionary)}")

    def version(self) -> str:
        return peer.package_version("libhunspell-1.7-0")

    def _known(self, word: str) -> bool:
        return self._library.Hunspell_spell(self._speller, word.encode(self._encoding, "replace")) != 0

    def correct(self, left: str, typed: str, right: str = "", taps: tuple = ()) -> list[str]:
        if self._known(typed):
            return []
        found = self._strings()
        count = self._library.Hunspell_suggest(
            self._speller, ctypes.byref(found), typed.encode(self._encoding, "replace"))
        words = [found[at].decode(self._encoding, "replace") for at in range(count)]
        self._library.Hunspell_free_list(self._speller, ctypes.byref(found), count)
        return words
