#!/usr/bin/env python3
"""Does a replay in parts, started as docs/replay-at-scale.md shows, end in the figures of one run?

The commands are taken from the page. INKLING_PROGRAM and INKLING_PACK say which Inkling, SPARK_PYTHON which Python has
pyspark. What is not there is skipped, by name.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = ROOT / "jni/bench/text.txt"
PAGE = ROOT / "docs/replay-at-scale.md"
TRACES = 25  # more than the parts of the page, so that some have two
# What cannot be the same: times, and memory.
MEASURED = {"latency_us", "stages_us", "over_budget", "memory_mb"}


def blocks(title: str) -> list[str]:
    """The code of the page's section of that title."""
    section = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    return re.findall(r"^```(?:sh|python)\n(.*?)^```", section[1], re.M | re.S)


def figures(text: str) -> dict:
    return {name: value for name, value in json.loads(text).items() if name not in MEASURED}


class ScaleOut(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        program = pathlib.Path(os.environ["INKLING_PROGRAM"]).resolve()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.home = pathlib.Path(folder.name)
        cls.environment = {name: value for name, value in os.environ.items() if name != "SPARK_HOME"}
        cls.environment["PATH"] = f"{program.parent}:{os.environ['PATH']}"
        cls.environment["INKLING_PACK"] = str(pathlib.Path(os.environ["INKLING_PACK"]).resolve())
        (cls.home / "traces").mkdir()
        for seed in range(1, TRACES + 1):
            how = [[], ["--self-correct"], ["--noise", "2", "--posture", "one_thumb"], ["--mode", "drawn"]][seed % 4]
            out = str(cls.home / "traces" / f"{seed}.jsonl")
            cls.call("inkling", "trace", "simulate", str(TEXT), "--seed", str(seed), "--limit", "2", *how, "--out", out)
        paths = sorted(str(path) for path in (cls.home / "traces").iterdir())
        (cls.home / "traces.txt").write_text("\n".join(paths) + "\n", encoding="utf-8")
        cls.whole = figures(cls.call("inkling", "replay", "--list", "traces.txt", "--json"))

    @classmethod
    def call(cls, *command: str, folder: pathlib.Path | None = None, **more: str) -> str:
        done = subprocess.run(command, cwd=folder or cls.home, env={**cls.environment, **more}, capture_output=True,
                              encoding="utf-8", timeout=300)
        if done.returncode != 0:
            raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def in_a_folder(self) -> pathlib.Path:
        """Another one for each way, with the list of traces."""
        folder = self.home / self.id().rpartition(".")[2]
        folder.mkdir()
        shutil.copy(self.home / "traces.txt", folder)
        return folder

    def skip(self, what: str, why: str):
        print(f"{what} SKIPPED: {why}", file=sys.stderr)
        self.skipTest(why)

    def check(self, folder: pathlib.Path):
        merged = figures((folder / "figures.json").read_text(encoding="utf-8"))
        self.assertEqual(merged["traces"], TRACES)
        self.assertGreater(merged["words"], 0)
        self.assertEqual(merged, self.whole)

    def needs_parallel(self):
        if shutil.which("parallel") is None:
            self.skip("GNU parallel", "it is not here")
        # The command of moreutils knows no --version.
        version = subprocess.run(["parallel", "--version"], capture_output=True, encoding="utf-8", check=False)
        if not version.stdout.startswith("GNU parallel"):
            self.skip("GNU parallel", "the `parallel` here is another program")

    def test_lists_piped_by_gnu_parallel(self):
        self.needs_parallel()
        folder = self.in_a_folder()
        # Parts that are small enough for there to be several.
        command = blocks("GNU parallel")[0].replace("-N 500", "-N 4")
        self.call("bash", "-c", command, folder=folder)
        self.assertEqual(len((folder / "runs.jsonl").read_text(encoding="utf-8").splitlines()), -(-TRACES // 4))
        self.check(folder)

    def test_shards_named_by_gnu_parallel(self):
        self.needs_parallel()
        folder = self.in_a_folder()
        self.call("bash", "-c", blocks("GNU parallel")[1], folder=folder)
        self.check(folder)

    def test_a_part_that_fails_is_no_silent_loss(self):
        self.needs_parallel()
        folder = self.in_a_folder()
        with (folder / "traces.txt").open("a", encoding="utf-8") as out:
            out.write("no_such_trace.jsonl\n")
        command = blocks("GNU parallel")[0].replace("-N 500", "-N 4")
        with self.assertRaises(AssertionError):
            self.call("bash", "-c", command, folder=folder)
        self.assertFalse((folder / "figures.json").exists())

    def test_the_script_of_a_slurm_array(self):
        # Slurm itself is not needed: only what it would set.
        folder = self.in_a_folder()
        script, merge = blocks("A Slurm array")
        first, last = map(int, re.search(r"^#SBATCH --array=(\d+)-(\d+)$", script, re.M).groups())
        (folder / "replay.sbatch").write_text(script, encoding="utf-8")
        for task in range(first, last + 1):
            self.call("bash", "replay.sbatch", folder=folder, SLURM_ARRAY_TASK_ID=str(task),
                      SLURM_ARRAY_TASK_COUNT=str(last - first + 1))
        self.call("bash", "-c", merge, folder=folder)
        self.check(folder)

    def test_a_list_piped_by_spark(self):
        python = os.environ.get("SPARK_PYTHON", sys.executable)
        found = subprocess.run([python, "-c", "import pyspark"], capture_output=True, check=False)
        if found.returncode != 0:
            self.skip("Spark", "no Python here has pyspark")
        if shutil.which("java") is None:
            self.skip("Spark", "there is no JDK")
        folder = self.in_a_folder()
        script, submit = blocks("Spark")
        (folder / "replay_on_spark.py").write_text(script, encoding="utf-8")
        java = pathlib.Path(shutil.which("java")).resolve().parents[1]
        # No name of this machine has to be known.
        self.call("bash", "-c", submit.replace("spark-submit", "spark-submit --master 'local[2]'"), folder=folder,
                  JAVA_HOME=os.environ.get("JAVA_HOME", str(java)), PYSPARK_PYTHON=python, SPARK_LOCAL_IP="127.0.0.1",
                  PATH=f"{pathlib.Path(python).parent}:{self.environment['PATH']}")
        self.assertGreater(len(list((folder / "runs").glob("part-*"))), 1)
        self.check(folder)


if __name__ == "__main__":
    unittest.main(verbosity=2)
