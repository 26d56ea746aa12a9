"""Conversations of the one source that is a package, and what `prepare` makes of it."""

import json
import sys
from types import SimpleNamespace

import pytest

from inkling_training import chitchat
from inkling_training.prepare import clean, find


def message(text, sender="a"):
    return {"text": text, "sender": sender, "timestamp": "2020-01-01T00:00:00Z"}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An installed package with the given conversations."""

    def install(*conversations):
        folder = tmp_path / "site" / chitchat.SOURCE
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("raise RuntimeError('a package of data is not run')\n")
        text = json.dumps({str(k): {"messages": turns} for k, turns in enumerate(conversations)})
        (folder / "dataset.json").write_text(text)
        monkeypatch.setattr(sys, "path", [str(tmp_path / "site")])
        return folder / "dataset.json"

    return install


def test_a_conversation_is_a_document_of_messages_in_their_order(package):
    package(
        [[message("hey  there"), message("you up?")], [message("just woke up", "b")]],
        [[message("good morning")]],
    )
    assert list(chitchat.documents(chitchat.installed())) == [
        ["hey there", "you up?", "just woke up"], ["good morning"]]


def test_what_was_sent_only_to_send_something_is_left_out(package):
    path = package([[message(t) for t in (
        "a a a a a", "f", "", "haha", "haha", "i", ":)", "b" * 30 + " ok", "k thx")]])
    assert list(chitchat.documents(path)) == [["haha", ":)", "k thx"]]


def test_no_writer_counts_more_than_the_limit(package, monkeypatch):
    monkeypatch.setattr(chitchat, "MAX_OF_A_WRITER", 2)
    path = package([[message(f"line number {k}") for k in range(4)], [message("and me", "b")]])
    assert list(chitchat.documents(path)) == [["line number 0", "line number 1", "and me"]]


def test_another_file_of_that_name_is_refused_with_its_name(package):
    path = package()
    for text in ('{"x": {"turns": []}}', "[]", "{"):
        path.write_text(text)
        with pytest.raises(ValueError, match="dataset.json: not the conversations"):
            list(chitchat.documents(path))


def test_prepare_reads_the_package_and_goes_on_without_it(package, tmp_path, monkeypatch, capsys):
    arguments = SimpleNamespace(corpus=tmp_path, eval=None, work=tmp_path / "work")
    monkeypatch.setattr(sys, "path", [])
    assert find(chitchat.SOURCE, tmp_path) is None
    clean(arguments, {chitchat.SOURCE: 2.0})
    assert "going on without it" in capsys.readouterr().out
    package([[message("call me at 555 123 4567"), message("see you at noon")]])
    clean(arguments, {chitchat.SOURCE: 2.0})
    assert (tmp_path / "work/txt/chitchat_dataset.txt").read_text() == "see you at noon\n\n"
