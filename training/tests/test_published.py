"""The runtime against transformers on small random checkpoints, and WordPiece on thousands of lines.

Skipped where transformers is missing or `inkling` was not built. Full sizes: `make_published.py full`.
"""

import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

pytest.importorskip("transformers")
ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "training"))

import make_published as published  # noqa: E402
from transformers import BertConfig, MobileBertConfig  # noqa: E402


def built(program: str) -> Path:
    for build in ("release", "debug"):
        path = ROOT / "build" / build / program
        if path.exists():
            return path
    pytest.skip(f"{program} was not built")


SIZES = {"hidden_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 40,
         "max_position_embeddings": 64}  # fmt: skip
MODELS = {
    "bert": lambda size: BertConfig(vocab_size=size, **SIZES),
    "bert-relu": lambda size: BertConfig(vocab_size=size, hidden_act="relu", layer_norm_eps=1e-5, **SIZES),
    "mobilebert": lambda size: MobileBertConfig(vocab_size=size, embedding_size=16, intra_bottleneck_size=24, **SIZES),
    "mobilebert-layer-norm": lambda size: MobileBertConfig(
        vocab_size=size, embedding_size=16, intra_bottleneck_size=24, normalization_type="layer_norm", layer_norm_eps=1e-5, **SIZES
    ),
    "mobilebert-gelu": lambda size: MobileBertConfig(
        vocab_size=size, embedding_size=16, intra_bottleneck_size=48, num_feedforward_networks=1, hidden_act="gelu", **SIZES
    ),
    "mobilebert-plain": lambda size: MobileBertConfig(vocab_size=size, embedding_size=16, use_bottleneck=False, **SIZES),
    "mobilebert-tiny": lambda size: MobileBertConfig(
        vocab_size=size, embedding_size=16, intra_bottleneck_size=24, use_bottleneck_attention=True,
        key_query_shared_bottleneck=False, num_feedforward_networks=2, **SIZES
    ),
    "mobilebert-no-trigram": lambda size: MobileBertConfig(
        vocab_size=size, embedding_size=48, trigram_input=False, intra_bottleneck_size=24, **SIZES
    ),
}


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("half", [False, True])
def test_logits_are_those_of_transformers(name, half, tmp_path):
    inkling = built("inkling")
    vocabulary = published.tiny_vocabulary()
    model = published.make_model(MODELS[name](len(vocabulary)), 7)
    case = published.CASES["uncased"]
    # Of a file in half precision both sides widen the same numbers.
    published.save_checkpoint(model.half() if half else model, vocabulary, tmp_path / "hf", case)
    model = model.float()
    pack = tmp_path / "pack"
    subprocess.run([inkling, "pack", "convert", tmp_path / "hf", pack], check=True, capture_output=True)
    tokenizer = published.tokenizer_of(tmp_path / "hf", case)
    for text in published.TEXTS:
        ids = published.ids_of(tokenizer, text)
        got_ids, got = published.ask(inkling, pack, text)
        assert got_ids == ids
        assert published.difference(got, published.logits_of(model, ids)) < published.TOLERANCE


def test_an_untied_head_that_transformers_saved_is_refused(tmp_path):
    inkling = built("inkling")
    vocabulary = published.tiny_vocabulary()
    model = published.make_model(BertConfig(vocab_size=len(vocabulary), tie_word_embeddings=False, **SIZES), 7)
    model.save_pretrained(tmp_path / "hf")
    (tmp_path / "hf" / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
    done = subprocess.run([inkling, "pack", "convert", tmp_path / "hf", tmp_path / "pack"], capture_output=True, text=True)
    assert done.returncode != 0
    assert "cls.predictions.decoder." in done.stderr and "tied" in done.stderr


@pytest.mark.parametrize("name", ["bert", "mobilebert"])
def test_what_save_pretrained_writes_is_taken(name, tmp_path):
    inkling = built("inkling")
    vocabulary = published.tiny_vocabulary()
    model = published.make_model(MODELS[name](len(vocabulary)), 9)
    model.save_pretrained(tmp_path / "hf")
    (tmp_path / "hf" / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
    subprocess.run([inkling, "pack", "convert", tmp_path / "hf", tmp_path / "pack"], check=True, capture_output=True)
    ids, got = published.ask(inkling, tmp_path / "pack", published.TEXTS[0])
    assert published.difference(got, published.logits_of(model, ids)) < published.TOLERANCE


# Blocks of many scripts, signs and marks; weights by how often a line takes from them.
BLOCKS = [
    (0x20, 0x7F), (0x20, 0x7F), (0x61, 0x7B), (0x61, 0x7B), (0x41, 0x5B), (0xA0, 0x250), (0x250, 0x300), (0x300, 0x370),
    (0x370, 0x400), (0x400, 0x530), (0x530, 0x590), (0x590, 0x600), (0x600, 0x700), (0x900, 0x980), (0x980, 0xE00),
    (0xE00, 0xF00), (0xF00, 0x1100), (0x1100, 0x1200), (0x10A0, 0x1100), (0x13A0, 0x1400), (0x1C80, 0x1D00), (0x1D00, 0x1F00),
    (0x1F00, 0x2000), (0x2000, 0x2070), (0x2070, 0x2400), (0x2C00, 0x2E00), (0x2E00, 0x3000), (0x3000, 0x3100),
    (0x3100, 0x3400), (0x3400, 0x3500), (0x4E00, 0x5000), (0x9F00, 0xA000), (0xA640, 0xA6A0), (0xAB30, 0xABC0),
    (0xAC00, 0xAE00), (0xF900, 0xFB00), (0xFB00, 0xFE00), (0xFE00, 0x10000), (0x10400, 0x10500), (0x1D400, 0x1D800),
    (0x1F300, 0x1F700), (0x20000, 0x20100), (0x2F800, 0x2F900),
]  # fmt: skip


def random_lines(count: int) -> list[str]:
    """Characters that Unicode 14, which this Python knows, has assigned: what is newer, it would drop."""
    source = random.Random(3)
    lines = []
    for _ in range(count):
        line = []
        for _ in range(source.randint(1, 12)):
            low, high = source.choice(BLOCKS)
            word = [chr(source.randrange(low, high)) for _ in range(source.randint(1, 6))]
            line.append("".join(c for c in word if unicodedata.category(c) not in ("Cn", "Cs") and c not in "\n\r\0"))
        lines.append(source.choice([" ", " ", "", "-", "'"]).join(line))
    return lines


@pytest.mark.parametrize("name", published.CASES)
def test_lines_of_many_scripts_are_spelled_as_transformers_does(name, tmp_path):
    corpus = built("inkling_corpus")
    case = published.CASES[name]
    lines = random_lines(20000)
    characters = sorted({c for line in lines for c in line + unicodedata.normalize("NFD", line.lower())})
    kept = [c for i, c in enumerate(characters) if i % 11 != 0 and not c.isspace()]
    vocabulary = list(dict.fromkeys([*published.SPECIALS, *kept, *("##" + c for c in kept[::2])]))
    model = published.make_model(BertConfig(vocab_size=len(vocabulary), **published.TINY), 1)
    published.save_checkpoint(model, vocabulary, tmp_path / "hf", case)
    subprocess.run([built("inkling"), "pack", "convert", tmp_path / "hf", tmp_path / "pack"], check=True, capture_output=True)
    out = subprocess.run([corpus, "pieces", tmp_path / "pack"], input="\n".join(lines) + "\n", check=True,
                         capture_output=True, encoding="utf-8")  # fmt: skip
    got = [[int(i) for i in line.split()] for line in out.stdout.split("\n")[:-1]]
    tokenizer = published.tokenizer_of(tmp_path / "hf", case)
    want = [published.spelled(tokenizer, line) for line in lines]
    differ = [(line, a, b) for line, a, b in zip(lines, got, want, strict=True) if a != b]
    assert not differ, (len(differ), differ[:5])


def test_words_inside_unknown_text_do_not_hide_a_difference():
    """The lines above are of use only if most of their words can be spelled."""
    case = published.CASES["uncased"]
    tokenizer = published.tokenizer_of(published.GOLDEN / "wordpiece", case)
    ids = [i for line in published.read_lines(published.GOLDEN / "wordpiece" / "lines.txt") for i in published.spelled(tokenizer, line)]
    unknown = sum(i == tokenizer.unk_token_id for i in ids) / len(ids)
    assert 0.01 < unknown < 0.25
