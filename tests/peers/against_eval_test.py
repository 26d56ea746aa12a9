#!/usr/bin/env python3
"""Do the rules for peers say of Inkling what `inkling eval` says? INKLING_PROGRAM and INKLING_PACK say which."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from peers import runner  # noqa: E402

TEXT = """I don't think the 8th of May suits us, do you?

Rock 'n' roll isn't dead: ask the naïve Café-owner (she's 40).
We'll see snake_case and o''clock tonight
"""
SLIPS = """typo\tcorrect\tleft\tright\ttaps
teh\tthe\tsee you at \t station tomorrow\t
tomorrpw\ttomorrow\tI will call you \t\t
yhere\tthere\tI am on my way \t\t5.6,0.4;6.1,1.5;2.4,0.5;3.6,0.6;2.6,0.4
there\tthere\tI will be \t\t
ht\tth\ton the 8\t of May\t
"""


class AgainstEval(unittest.TestCase):
    def test_figures_are_those_of_inkling_eval(self):
        with tempfile.TemporaryDirectory() as folder:
            text, slips = pathlib.Path(folder) / "text.txt", pathlib.Path(folder) / "slips.tsv"
            prose = (ROOT / "jni/bench/text.txt").read_text(encoding="utf-8")
            text.write_text(TEXT + prose, encoding="utf-8")
            slips.write_text(SLIPS, encoding="utf-8")
            for limit in (0, 30):
                work = {"limit": limit, "texts": {"text": str(text)}, "slips": {"slips": str(slips)}}
                ours = runner.run_peer("inkling", "peers.inkling", sys.executable, work)
                self.assertNotIn("skipped", ours)
                self.compare("next-word", text, limit, ours["sets"]["text"]["next_word"])
                self.compare("completion", text, limit, ours["sets"]["text"]["completion"])
                self.compare("correction", slips, limit, ours["sets"]["slips"]["correction"])

    def compare(self, kind: str, path: pathlib.Path, limit: int, ours: dict):
        command = [os.environ["INKLING_PROGRAM"], "eval", kind, str(path), "--json", "--pack", os.environ["INKLING_PACK"]]
        command += ["--limit", str(limit)] if limit else []
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
        theirs = json.loads(done.stdout)
        for name in ("items", "top1", "top3", "ksr"):
            if name in theirs:
                self.assertAlmostEqual(ours[name], theirs[name], msg=f"{kind}, limit {limit}: {name}")


if __name__ == "__main__":
    unittest.main()
