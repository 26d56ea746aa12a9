"""Hard words in context, and names of several words, from small texts and lists."""

import json
import lzma
import random

import pytest

from inkling_training import decision_sets, names


@pytest.fixture
def work(tmp_path):
    (tmp_path / "txt").mkdir()
    return tmp_path


def write_lists(folder):
    common = ["the", "a", "is", "in", "we", "had", "cold", "with", "our", "and", "said", "that"]
    counts = [f"{word}\t{10**7 - i}" for i, word in enumerate(common)]
    counts += [f"filler{chr(97 + i // 676)}{chr(97 + i // 26 % 26)}{chr(97 + i % 26)}\t{10**6 - i}"
               for i in range(5000)]
    counts += ["ode\t900"]
    with lzma.open(folder / "wordfreq_large_en.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join(counts) + "\n")
    with lzma.open(folder / "scowl_en_US_le70.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("".join(f"{word}\t10:words\n" for word in [*common, "ode", "color", "organize"]))
    with lzma.open(folder / "list.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("somthing\tsomething\n")


def read(work, name):
    lines = (work / "decision" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "typo\tcorrect\tleft\tright"
    return [line.split("\t") for line in lines[1:] if line]


def run(work):
    write_lists(work)
    decision_sets.main(["--work", str(work), "--lists", str(work), "--typos", str(work), "--last", "1"])


def test_right_words_stand_as_they_are_with_what_is_around_them(work):
    (work / "txt" / "wikinews.txt").write_text("we had an ode in the colour of Quibbleford today\n")
    run(work)
    assert read(work, "short") == [["ode", "ode", "we had an ", " in the colour of Quibbleford today"]]
    assert [row[0] for row in read(work, "british")] == ["colour"]
    assert "Quibbleford" in [row[1] for row in read(work, "rare")]
    assert read(work, "slang") == []


def test_contractions_lose_or_move_their_apostrophe(work):
    line = "we don't and it's the same, they're in\n"
    (work / "txt" / "topical_chat.txt").write_text(line * 20)
    run(work)
    rows = read(work, "contractions")
    assert {row[1] for row in rows} == {"don't", "it's", "they're"}
    assert {row[0] for row in rows} <= {"dont", "do'nt", "its", "theyre"}


def test_listed_misspellings_are_no_chat_words(work):
    (work / "txt" / "topical_chat.txt").write_text("is somthing in\n" * 5)
    run(work)
    assert all(row[0] != "somthing" for row in read(work, "slang"))


def test_a_slip_changes_a_word_behind_its_first_letter():
    rng = random.Random(3)
    for _ in range(200):
        typo = decision_sets.slip("Thursday", rng)
        assert typo[0] == "T" and abs(len(typo) - 8) <= 1


def test_names_are_what_is_written_with_capitals(work):
    lines = ["we flew to New Haven in May", "a new house in New Haven", "the new deal is new"] * 6
    (work / "txt" / "a.txt").write_text("\n".join([*lines, "Old Man said the old man is old"] * 1))
    table = work / "language.json"
    table.write_text(json.dumps({"possessives": ["'s"], "names": ["Gone Away"]}))
    names.main(["--work", str(work), str(table), "--texts", "a", "--least", "3", "--spread", "1"])
    written = json.loads(table.read_text())
    assert written == {"possessives": ["'s"], "names": ["New Haven"]}


def test_a_name_stands_in_several_texts(work):
    shared = ["we flew to New Haven in May", "a new house"] * 3
    (work / "txt" / "a.txt").write_text("\n".join([*shared, *["write to Dear Name here"] * 6]))
    (work / "txt" / "b.txt").write_text("\n".join([*shared, "dear me"]))
    assert names.names_of([work / "txt" / f"{n}.txt" for n in "ab"], 3, 9, 2) == ["New Haven"]
