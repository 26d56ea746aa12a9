"""A peer for the tests: knows a few words, and does as the environment says."""
import os

from peers import peer

WORDS = ["the", "them", "there", "these", "cat", "sat", "mat"]


class Peer(peer.Peer):
    title = "Fake"
    offers = ("next_word", "completion", "correction")
    note = "made up"

    def __init__(self):
        if os.environ.get("FAKE_PEER") == "missing":
            raise peer.Missing("there is no fake")
        if os.environ.get("FAKE_PEER") == "broken":
            raise ValueError("a bad fake")
        print("noise that is no part of the answer")
        with open(os.path.expanduser("~/left_behind"), "w", encoding="utf-8") as file:
            file.write("?")

    def version(self):
        return "7"

    def predict(self, left):
        return ["cat", "the", "sat", "mat"] if left.endswith(" ") else WORDS

    def complete(self, left, typed):
        return [word for word in WORDS if word.startswith(typed)]

    def correct(self, left, typed, right="", taps=()):
        return [typed, "cat", "the"] if typed == "teh" else []
