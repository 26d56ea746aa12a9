"""Derives demo_keyboard/data/emoji_en.tsv: every emoji with its group, name and keywords.

Names and keywords are those of Unicode's CLDR (npm cldr-annotations-full); which characters are
emoji, in which order and group, is Unicode's emoji-test as npm emojibase-data has it.

    npm pack cldr-annotations-full@48.2.0 && tar xzf cldr-annotations-full-*.tgz -C cldr
    npm pack emojibase-data@17.0.0 && tar xzf emojibase-data-*.tgz -C emojibase
    python3 training/emoji_names.py cldr/package emojibase/package > demo_keyboard/data/emoji_en.tsv
"""

import json
import pathlib
import re
import sys

# Emoji of later versions have no picture in the fonts that people have.
NEWEST = 15
GROUPS = ["smileys", "people", None, "nature", "food", "places", "activities", "objects", "symbols", "flags"]
VARIATION = "\ufe0f"


def words_of(texts):
    """Lower-case words in order, each once."""
    out = []
    for text in texts:
        for word in re.split(r"[\s,:;()“”\"]+", text.lower().replace("’", "'")):
            word = word.strip(".-–!?")
            if word and word not in out:
                out.append(word)
    return out


def rows(annotations, emoji):
    """Lines of the table, in Unicode's order."""
    named = {key.replace(VARIATION, ""): value for key, value in annotations.items()}
    for entry in sorted((e for e in emoji if "order" in e), key=lambda e: e["order"]):
        group = GROUPS[entry["group"]] if "group" in entry else None
        if group is None or entry["version"] > NEWEST:
            continue
        text = entry["emoji"]
        # One code point that is shown as a picture anyhow goes without the sign that asks for it.
        if entry["type"] == 1 and len(text) == 2:
            text = text.removesuffix(VARIATION)
        names = named.get(text.replace(VARIATION, ""))
        # Flags of countries have no annotation of their own; their label is the country's name.
        name = names["tts"][0] if names else entry["label"]
        keywords = words_of(names["default"] if names else [])
        in_name = words_of([name])
        yield "\t".join([text, group, name, " ".join(w for w in keywords if w not in in_name)])


def main():
    cldr, emojibase = (pathlib.Path(argument) for argument in sys.argv[1:3])
    annotations = json.loads((cldr / "annotations/en/annotations.json").read_text(encoding="utf-8"))
    emoji = json.loads((emojibase / "en/data.json").read_text(encoding="utf-8"))
    print("# Derived by training/emoji_names.py; see NOTICE. Emoji, group, name, further keywords.")
    for row in rows(annotations["annotations"]["annotations"], emoji):
        print(row)


if __name__ == "__main__":
    main()
