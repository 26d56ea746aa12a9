"""Inkling itself, through `inkling session`: the same road as for any other program."""
import json
import os
import subprocess

from peers import peer
from peers.items import SLOTS, same_word, split_keys


class Peer(peer.Peer):
    title = "Inkling"
    offers = ("next_word", "completion", "correction")
    note = "times are the engine's own, without the JSON; a correction is all letters of its word together"

    def __init__(self):
        program = os.environ.get("INKLING_PROGRAM", "build/release/inkling")
        pack = os.environ.get("INKLING_PACK", "packs/en")
        if not os.path.exists(program):
            raise peer.Missing(f"there is no {program}; ./dev build makes it")
        self._program = program
        # One more than the slots: what is typed takes none.
        command = [program, "session", "--pack", pack, "--count", str(SLOTS + 1)]
        self._session = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        self._standing = ("", "")  # left and typed of the last answer

    def version(self) -> str:
        asked = subprocess.run([self._program, "--version"], capture_output=True, text=True, check=True)
        return asked.stdout.split()[-1]

    def _send(self, **event) -> dict:
        json.dump(event, self._session.stdin, ensure_ascii=False)
        self._session.stdin.write("\n")
        self._session.stdin.flush()
        answer = json.loads(self._session.stdout.readline() or '{"error": "inkling session ended"}')
        if "error" in answer:
            raise RuntimeError(str(answer["error"]))
        return answer

    def _key(self, key: str, tap: tuple[float, float] | None = None) -> dict:
        if key == " ":
            return self._send(event="space")
        where = {} if tap is None else {"x": tap[0], "y": tap[1]}
        return self._send(event="key", c=key, **where)

    @staticmethod
    def _words(answer: dict) -> list[str]:
        texts = (suggestion["text"] for suggestion in answer["suggestions"])
        return [text for text in texts if not same_word(text, answer["composing"])]

    def _focus(self, left: str, right: str = "") -> dict:
        return self._send(event="focus", field="text", no_learning=True, left=left, right=right)

    def predict(self, left: str) -> list[str]:
        answer = self._focus(left)
        self._standing = (left, "")
        self.own_ms = answer["micros"] / 1000
        return self._words(answer)

    def complete(self, left: str, typed: str) -> list[str]:
        keys = split_keys(typed)
        if self._standing != (left, "".join(keys[:-1])):
            self._focus(left)
            for key in keys[:-1]:
                self._key(key)
        answer = self._key(keys[-1])
        self._standing = (left, typed)
        self.own_ms = answer["micros"] / 1000
        return self._words(answer)

    def correct(self, left: str, typed: str, right: str = "", taps: tuple = ()) -> list[str]:
        answer = self._focus(left, right)
        # The item may be the end of a word as the engine sees it ("8th" for "th").
        start = answer["composing"]
        self._standing = ("", "")
        self.own_ms = 0.0
        for at, key in enumerate(split_keys(typed)):
            answer = self._key(key, taps[at] if taps else None)
            self.own_ms += answer["micros"] / 1000
        return [word.removeprefix(start) for word in self._words(answer)]

    def resident_mb(self, before: float) -> float:
        return peer.process_mb(self._session.pid)  # the whole program

    def close(self) -> None:
        self._session.stdin.close()
        self._session.wait()
        self._session.stdout.close()
