"""Nuspell with the dictionary of Hunspell, through nuspell_shim.cc, which is compiled when it is asked for."""
import ctypes
import os
import pathlib
import subprocess

from peers import peer

SOURCE = pathlib.Path(__file__).with_name("nuspell_shim.cc")
FLAGS = ["-std=c++20", "-O2", "-fPIC", "-shared", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]
ROOM = 65536


def build_shim() -> str:
    """Where the library lies; compiled anew when the source is newer."""
    folder = pathlib.Path(os.environ.get("INKLING_PEERS_FOLDER", ".cache/peers"))
    library = folder / "libnuspell_shim.so"
    if library.exists() and library.stat().st_mtime >= SOURCE.stat().st_mtime:
        return str(library.resolve())
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"libnuspell_shim.{os.getpid()}"
    try:
        subprocess.run(["g++", *FLAGS, "-o", made, SOURCE, "-lnuspell"], check=True, stderr=subprocess.PIPE, text=True)
    except OSError as error:
        raise peer.Missing(f"g++: {error.strerror}") from error
    except subprocess.CalledProcessError as error:
        first = (error.stderr.splitlines() or ["g++ failed"])[0]
        raise peer.Missing(f"{first} (Debian package libnuspell-dev)") from error
    made.replace(library)
    return str(library.resolve())


class Peer(peer.Peer):
    title = "Nuspell"
    offers = ("correction",)
    note = "as Hunspell, whose dictionary it reads"

    def __init__(self):
        aff, _ = peer.dictionary_paths()
        self._library = library = peer.load_library(build_shim(), "libnuspell-dev")
        library.nuspell_shim_open.restype = ctypes.c_void_p
        library.nuspell_shim_open.argtypes = [ctypes.c_char_p]
        library.nuspell_shim_suggest.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t]
        library.nuspell_shim_close.argtypes = [ctypes.c_void_p]
        self._answer = ctypes.create_string_buffer(ROOM)
        self._speller = library.nuspell_shim_open(aff.encode())
        if not self._speller:
            raise peer.Missing(f"Nuspell does not read {aff}")

    def version(self) -> str:
        return peer.package_version("libnuspell5")

    def correct(self, left: str, typed: str, right: str = "", taps: tuple = ()) -> list[str]:
        self._library.nuspell_shim_suggest(self._speller, typed.encode(), self._answer, ROOM)
        return self._answer.value.decode(errors="replace").split("\n")[:-1]

    def close(self) -> None:
        self._library.nuspell_shim_close(self._speller)
