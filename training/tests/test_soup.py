"""The mean of branches of one run."""

import pytest
import torch

from inkling_training import loop, soup, train
from test_recipe import STUDENT, parsed, work  # noqa: F401


def write(path, value, config=None):
    torch.save({"config": config or {"size": 1}, "model": {"w": torch.full((2,), value)}, "tokens": 5}, path)
    return path


def test_a_soup_weighs_its_ingredients_by_their_shares(tmp_path):
    one, two = write(tmp_path / "a.pt", 1.0), write(tmp_path / "b.pt", 4.0)
    assert soup.main([f"{one}=2", str(two), "--out", str(tmp_path / "out.pt")]) == 0
    mean = torch.load(tmp_path / "out.pt", weights_only=True)
    assert torch.allclose(mean["model"]["w"], torch.full((2,), 2.0)) and mean["tokens"] == 5


def test_a_soup_of_one_run_and_its_branch_lies_between_them(work):  # noqa: F811
    parsed(train, work, "trunk", *STUDENT, "--steps", 10).run()
    trunk = work / "trunk" / "final.pt"
    parsed(train, work, "branch", "--steps", 10, "--from-checkpoint", trunk).run()
    soup.main([str(trunk), str(work / "branch" / "final.pt"), "--out", str(work / "soup.pt")])
    ends = [loop.load_checkpoint(path)[1] for path in (trunk, work / "branch" / "final.pt")]
    for name, value in loop.load_model(work / "soup.pt", torch.device("cpu")).state_dict().items():
        assert torch.allclose(value, (ends[0][name] + ends[1][name]) / 2)


@pytest.mark.parametrize("share", ["0", "-1", "half"])
def test_a_soup_says_which_share_is_none(tmp_path, capsys, share):
    one = write(tmp_path / "a.pt", 1.0)
    with pytest.raises(SystemExit):
        soup.main([f"{one}={share}", "--out", str(tmp_path / "out.pt")])
    assert f"a.pt={share}" in capsys.readouterr().err


def test_a_soup_refuses_models_of_different_shapes(tmp_path, capsys):
    one, two = write(tmp_path / "a.pt", 1.0), write(tmp_path / "b.pt", 1.0, {"size": 2})
    with pytest.raises(SystemExit):
        soup.main([str(one), str(two), "--out", str(tmp_path / "out.pt")])
    assert "differ in shape" in capsys.readouterr().err and not (tmp_path / "out.pt").exists()
