"""Learning curves as SVG."""

import xml.dom.minidom

import pytest

from inkling_training import curve

LOG = "step,tokens,seconds,causal,masked\n1,1000000,1,6,7\n2,2000000,2,4,5\n3,4000000,3,3,4\n"


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(LOG)
    return path


def test_points_are_means_of_the_last_rows(log):
    assert curve.read(log, "causal", 2) == [(1.0, 6.0), (2.0, 5.0), (4.0, 3.5)]


def test_an_unknown_column_is_named(log):
    with pytest.raises(ValueError, match="no rows with a column 'accuracy'"):
        curve.read(log, "accuracy", 1)


def test_a_falling_loss_falls_in_the_picture(log, tmp_path):
    out = tmp_path / "curve.svg"
    assert curve.main([f"one={log}", f"two={log}", "--window", "1", "--out", str(out)]) == 0
    picture = xml.dom.minidom.parseString(out.read_text())
    lines = picture.getElementsByTagName("polyline")
    assert len(lines) == 2
    heights = [float(p.split(",")[1]) for p in lines[0].getAttribute("points").split()]
    assert heights == sorted(heights) and heights[0] < heights[-1]


def test_runs_in_turn_stand_side_by_side(log, tmp_path):
    out = tmp_path / "curve.svg"
    curve.main([f"one={log}", f"two={log}", "--window", "1", "--in-turn", "--out", str(out)])
    lines = xml.dom.minidom.parseString(out.read_text()).getElementsByTagName("polyline")
    across = [[float(p.split(",")[0]) for p in line.getAttribute("points").split()] for line in lines]
    assert across[0][-1] < across[1][0]


def test_seconds_may_go_across_and_a_start_be_given(log, tmp_path):
    assert curve.read(log, "causal", 1, "seconds") == [(1.0, 6.0), (2.0, 4.0), (3.0, 3.0)]
    out = tmp_path / "curve.svg"
    curve.main([f"one={log}", f"two={log}@3", "--window", "1", "--against", "seconds", "--highest", "5",
                "--out", str(out)])
    assert "seconds; causal loss" in out.read_text()
    lines = xml.dom.minidom.parseString(out.read_text()).getElementsByTagName("polyline")
    across = [[float(p.split(",")[0]) for p in line.getAttribute("points").split()] for line in lines]
    assert [len(x) for x in across] == [2, 2] and across[0][-1] < across[1][0]
    with pytest.raises(SystemExit):
        curve.main([f"one={log}", "--highest", "1", "--out", str(out)])
