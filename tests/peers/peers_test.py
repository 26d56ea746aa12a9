#!/usr/bin/env python3
"""Are peers compared by the rules of the metrics, and is one that is not there skipped? Needs none of them."""
import importlib
import os
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "tools"), str(HERE)]

import fake_peer  # noqa: E402
from peers import items, measures, runner, samples, table  # noqa: E402
from peers.items import Slip  # noqa: E402


class FolderTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_bytes(text.encode())
        return str(path)


class Items(unittest.TestCase):
    def words(self, line: str) -> list[str]:
        return [line[begin:end] for begin, end in items.find_items(line)]

    def test_are_letters_with_inner_apostrophes(self):
        self.assertEqual(self.words("I don't, at the 8th 'house'!"), ["I", "don't", "at", "the", "th", "house"])
        self.assertEqual(self.words("rock'n'roll o''clock naïve"), ["rock'n'roll", "o", "clock", "naïve"])
        self.assertEqual(self.words("snake_case well-known ½ x²"), ["snake", "case", "well", "known", "x"])
        self.assertEqual(self.words(""), [])

    def test_a_literal_takes_no_slot(self):
        self.assertEqual(items.strip_of(["The", "them", "then", "there", "they"], "the"), ["them", "then", "there"])
        self.assertEqual(items.place_on_strip(["a", "Mat", "mat"], "mat"), 1)
        self.assertIsNone(items.place_on_strip([], "mat"))

    def test_a_mark_is_no_key_of_its_own(self):
        self.assertEqual(items.split_keys("e\u0301a"), ["e\u0301", "a"])


class Files(FolderTest):
    def test_lines_lose_their_ends(self):
        self.assertEqual(items.read_lines(self.write("a.txt", "one\r\n\ntwo\n")), ["one", "", "two"])
        self.assertEqual(items.read_lines(self.write("b.txt", "one\u2028still one")), ["one\u2028still one"])

    def test_a_correction_set_is_read_by_its_header(self):
        path = self.write("a.tsv", "correct\ttypo\tleft\ttaps\nthe\tteh\tto \t1,2;3,0.5;4,1\n\nmat\tmta\n")
        taps = ((1, 2), (3, 0.5), (4, 1))
        self.assertEqual(items.read_slips(path), [Slip("teh", "the", "to ", "", taps), Slip("mta", "mat")])

    def test_what_is_wrong_with_a_file_is_said(self):
        for text in ("", "word\tother\n", "typo\tcorrect\nteh\t\n", "typo\tcorrect\ttaps\na\tb\t1\n",
                     "typo\tcorrect\ttaps\nab\tb\t1,2\n"):
            with self.assertRaisesRegex(items.BadInput, "line [12]"):
                items.read_slips(self.write("a.tsv", text))
        with self.assertRaisesRegex(items.BadInput, "No such file"):
            items.read_lines(str(self.folder / "none"))
        (self.folder / "bad").write_bytes(b"\xff")
        with self.assertRaisesRegex(items.BadInput, "UTF-8"):
            items.read_lines(str(self.folder / "bad"))


class Measures(unittest.TestCase):
    def setUp(self):
        with tempfile.TemporaryDirectory() as home, mock.patch.dict(os.environ, HOME=home), mock.patch("builtins.print"):
            self.peer = fake_peer.Peer()
        self.times = measures.Times()

    def test_next_words_leave_out_the_first_of_a_line(self):
        lines = ["The cat", "", "a mat sat", "one"]
        result = measures.next_word(self.peer, lines, 0, self.times)
        # cat is first, mat has the fourth place, sat the third.
        self.assertEqual(result, {"items": 3, "top1": 1 / 3, "top3": 2 / 3})
        self.assertEqual(len(self.times.ms), 3)
        self.assertEqual(measures.next_word(self.peer, lines, 2, self.times)["items"], 2)

    def test_key_strokes_count_the_space_and_a_pick_before_the_first_letter(self):
        # Nothing typed: the, them, there at the beginning of a line; cat, the, sat behind a space.
        lines = ["These mat dog Cat"]
        result = measures.completion(self.peer, lines, 0, self.times)
        # "the" typed: it takes no slot, so "these" has the third: 4. mat: m, 2. dog: 4. Cat: 1.
        self.assertEqual(result, {"items": 4, "ksr": 1 - (4 + 2 + 4 + 1) / (6 + 4 + 4 + 4)})
        self.assertEqual(measures.completion(self.peer, lines, 1, self.times)["items"], 1)
        self.assertIsNone(measures.completion(self.peer, [""], 0, self.times)["ksr"])

    def test_corrections_count_words_that_were_typed_wrong(self):
        slips = [Slip("teh", "The"), Slip("mat", "mat"), Slip("mta", "mat"), Slip("teh", "cat")]
        result = measures.correction(self.peer, slips, 0, self.times)
        self.assertEqual(result, {"items": 4, "noisy": 3, "top1": 1 / 3, "top3": 2 / 3})
        self.assertEqual(measures.correction(self.peer, slips, 2, self.times)["items"], 2)

    def test_a_clock_of_the_peer_goes_before_that_of_the_runner(self):
        self.peer.own_ms = 12.5
        for _ in range(3):
            self.times.ask(self.peer, self.peer.predict, "a ")
        self.assertEqual(self.times.to_json(), {"calls": 3, "p50": 12.5, "p99": 12.5})


class Runner(FolderTest):
    def run_fake(self, **environment: str) -> dict:
        work = {
            "limit": 0,
            "texts": {"chat": self.write("chat.txt", "The cat\n")},
            "slips": {"typos": self.write("typos.tsv", "typo\tcorrect\nteh\tthe\n")},
        }
        with mock.patch.dict(os.environ, PYTHONPATH=str(HERE), **environment):
            return runner.run_peer("fake", "fake_peer", sys.executable, work)

    def test_a_peer_is_measured_in_a_process_of_its_own(self):
        result = self.run_fake(HOME=str(self.folder))
        self.assertEqual(result["name"], "fake")
        self.assertEqual(result["version"], "7")
        self.assertEqual(result["sets"]["chat"]["next_word"], {"items": 1, "top1": 1.0, "top3": 1.0})
        self.assertEqual(result["sets"]["chat"]["completion"], {"items": 2, "ksr": 1 - 2 / 8})
        self.assertEqual(result["sets"]["typos"]["correction"], {"items": 1, "noisy": 1, "top1": 0.0, "top3": 1.0})
        self.assertEqual(result["latency_ms"]["completion"]["calls"], 2)
        self.assertIsInstance(result["memory_mb"], float)
        # Nothing is left behind where the user lives.
        self.assertFalse((self.folder / "left_behind").exists())

    def test_one_that_is_not_there_is_skipped(self):
        self.assertEqual(self.run_fake(FAKE_PEER="missing"), {"name": "fake", "skipped": "there is no fake"})
        self.assertEqual(
            self.run_fake(FAKE_PEER="broken"), {"name": "fake", "skipped": "ended with 1: ValueError: a bad fake"})

    def test_every_peer_says_what_it_is(self):
        for name in runner.PEERS:
            kind = importlib.import_module(runner.module_of(name)).Peer
            self.assertTrue(kind.title and kind.offers and kind.note, name)
            self.assertLessEqual(set(kind.offers), set(table.MEASURES))


class Table(unittest.TestCase):
    def test_has_a_column_per_peer_and_says_who_was_skipped(self):
        times = {"calls": 2, "p50": 0.25, "p99": 123.4}
        measured = {
            "name": "fake", "version": "7", "memory_mb": 43.4, "latency_ms": {"next_word": times},
            "sets": {"chat": {"next_word": {"items": 60, "top1": 0.25, "top3": None}}},
        }
        text = table.render([measured, {"name": "other", "skipped": "not here"}],
                            {"fake": fake_peer.Peer, "other": fake_peer.Peer})
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if "|" in line]
        self.assertEqual(cells[0], ["percent, unless it says ms or MB", "items", "Fake", "Fake"])
        self.assertEqual(cells[2:], [
            ["chat: next word, first / among 3", "60", "25.0 / –", "SKIPPED"],
            ["ms for a next word, median / p99", "", "0.250 / 123", "SKIPPED"],
            ["MB in memory", "", "43", "SKIPPED"],
        ])
        self.assertIn("* Fake 7: made up\n* Fake SKIPPED: not here\n", text)


class Samples(FolderTest):
    def test_the_words_meant_in_a_trace_are_a_line_per_field(self):
        path = self.write("a.jsonl", '{"event":"focus"}\n{"event":"intend","word":"see"}\n{"event":"key","c":"s"}\n'
                                     '{"event":"intend","word":"you"}\n{"event":"enter"}\n{"event":"intend","word":"hi"}\n')
        self.assertEqual(samples.trace_lines(path), ["see you", "hi"])


if __name__ == "__main__":
    unittest.main()
