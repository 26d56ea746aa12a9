"""Texting style, the last stage, and the table of the engine's own figures."""

import json
import random
import stat
import sys

import numpy as np
import pytest
import torch

from inkling_training import evaluate, texting, train, tune
from test_recipe import STUDENT, losses_of, parsed, work  # noqa: F401


class Always(random.Random):
    """Every coin falls on its head."""

    def random(self) -> float:
        return 0.0


class Never(random.Random):
    def random(self) -> float:
        return 0.999


def test_texting_drops_what_nobody_types_on_a_phone():
    line = "Thanks, I'll see them tomorrow because they're nice."
    assert texting.text_like(line, Always()) == "thx ill see them tmrw cuz theyre nice"
    assert texting.text_like(line, Never()) == line


def test_texting_keeps_numbers_times_and_three_dots():
    assert texting.text_like("At 10:30, or 1,000 of them...", Always()) == "at 10:30 or 1,000 of them..."


def test_texting_keeps_lines_and_documents_apart(tmp_path):
    source, target = tmp_path / "a.txt", tmp_path / "a+texting.txt"
    source.write_text("One line.\nTwo lines.\n\nAnother document.\n")
    texting.rewrite(source, target, seed=1)
    lines = target.read_text().split("\n")
    assert [bool(line) for line in lines] == [True, True, False, True, False]
    again = tmp_path / "b.txt"
    texting.rewrite(source, again, seed=1)
    assert again.read_text() == target.read_text()


def test_tune_starts_from_a_checkpoint_and_its_rate_falls_to_nothing(work):  # noqa: F811
    parsed(train, work, "train", *STUDENT, "--steps", 20).run()
    checkpoint = work / "train" / "final.pt"
    built = parsed(tune, work, "tune", "--steps", 10, "--from-checkpoint", checkpoint)
    given = torch.load(checkpoint, weights_only=True)["model"]
    assert all(torch.equal(v, given[n]) for n, v in built.model.state_dict().items())
    built.run()
    assert np.mean(losses_of(work, "tune")[-1]) < np.mean(losses_of(work, "train")[-1])


def test_tune_says_when_there_is_nothing_to_tune(work, capsys):  # noqa: F811
    with pytest.raises(SystemExit):
        parsed(tune, work, "tune")
    assert "--from-checkpoint" in capsys.readouterr().err


@pytest.fixture
def tool(tmp_path):
    """A program that answers as `inkling eval --json` does and counts its calls."""
    path = tmp_path / "inkling"
    path.write_text(
        f"#!{sys.executable}\n"
        "import json, pathlib, sys\n"
        "calls = pathlib.Path(__file__).with_suffix('.calls')\n"
        "with open(calls, 'a') as file: print(json.dumps(sys.argv[1:]), file=file)\n"
        "if 'bad' in sys.argv[3]: sys.exit('no such text')\n"
        "shares = {'top1': 0.25, 'top3': 0.5} if sys.argv[2] == 'next-word' else {'ksr': 0.6}\n"
        "print(json.dumps({'items': 9, **shares, 'latency_us': {'p50': 1.0, 'p99': 7.5}}))\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.json").write_text("{}")
    return path


def run_evaluate(tool, *texts, measures=("next-word",)):
    folder = tool.parent
    return evaluate.main([str(folder / "pack"), "--texts", *texts, "--measures", *measures,
                          "--work", str(folder / "out"), "--tool", str(tool)])


def calls(tool):
    return [json.loads(line) for line in tool.with_suffix(".calls").read_text().splitlines()]


def test_evaluate_asks_the_engine_and_tables_its_answers(tool, capsys):
    run_evaluate(tool, "mine.txt", "yours.txt", measures=("next-word", "completion"))
    said = capsys.readouterr().out
    assert "| pack | mine | yours |" in said
    assert "| 25.0/50.0 | 25.0/50.0 |" in said and "| 60.0 | 60.0 |" in said
    assert len(calls(tool)) == 4
    assert calls(tool)[0] == [
        "eval", "next-word", "mine.txt", "--pack", str(tool.parent / "pack"), "--json"]


def test_evaluate_goes_on_where_it_was_cut(tool):
    with pytest.raises(SystemExit, match="no such text"):
        run_evaluate(tool, "mine.txt", "bad.txt")
    run_evaluate(tool, "mine.txt", "yours.txt")
    asked = [call[2] for call in calls(tool)]
    assert asked == ["mine.txt", "bad.txt", "yours.txt"]
    (tool.parent / "pack" / "pack.json").write_text('{"version": 2}')
    run_evaluate(tool, "mine.txt")
    assert [call[2] for call in calls(tool)][3:] == ["mine.txt"], "another pack is asked anew"
