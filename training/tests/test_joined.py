"""Forgotten spaces are told from words by how often the pair is written."""

from inkling_training import joined, prepare

LINES = [
    "We go to high school. The high, school of thought",
    "High school ends; the game play was fine",
    "I'll play a game", "a game'play",
]


def test_only_what_two_frequent_words_make_is_looked_at():
    words = {"high": 90.0, "school": 90.0, "game": 90.0, "play": 90.0, "a": 200.0, "lot": 50.0, "highschool": 9.0,
             "gameplay": 40.0, "alot": 20.0, "playschool": 1.0, "schooling": 30.0}
    assert joined.splits(words) == {"highschool", "gameplay", "alot"}


def test_pairs_count_with_nothing_but_space_between():
    counts = joined.count_pairs(LINES, {"highschool", "gameplay", "playa"})
    assert counts == {"highschool": 2, "gameplay": 1, "playa": 1}


def test_prepare_writes_word_and_pair_side_by_side(tmp_path):
    (tmp_path / "txt").mkdir()
    (tmp_path / "txt" / "a.txt").write_text("\n".join(LINES) + "\n")
    words = {"high": 90.0, "school": 90.0, "highschool": 9.0}
    prepare.write_joined(tmp_path, words, {"a": 2.0})
    assert (tmp_path / "joined.tsv").read_text() == "highschool\t9\t4\n"
