"""Random checkpoints in the shape of published ones, and what transformers makes of them.

    python training/make_published.py golden                 # writes tests/golden/{published,wordpiece}
    python training/make_published.py full [NAME ...]        # the runtime against transformers, full sizes

``full`` writes a checkpoint of random weights to a temporary folder, converts it with ``inkling pack
convert``, reads the logits that ``inkling pack ask`` writes and compares every token's with those of
transformers. Differences are the largest over all tokens and pieces, in units of the standard
deviation of the reference logits. Needs transformers (requirements.txt) and a built ``inkling``.
"""

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertForMaskedLM, MobileBertConfig, MobileBertForMaskedLM
from transformers.models.bert.tokenization_bert_legacy import BertTokenizerLegacy

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
TOLERANCE = 1e-4

SHAPES = {
    "bert-base-uncased": BertConfig(),
    "bert-large-uncased": BertConfig(hidden_size=1024, num_hidden_layers=24, num_attention_heads=16, intermediate_size=4096),
    "mobilebert-uncased": MobileBertConfig(),
}  # fmt: skip
TINY = {
    "max_position_embeddings": 40, "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2,
    "intermediate_size": 20,
}  # fmt: skip
TEXTS = [
    "thank you for your [MASK] , and see you soon .",
    "Hello, I'm [MASK] [MASK] tomorrow",
    "[MASK]",
]
CASES = {
    "uncased": {"do_lower_case": True, "strip_accents": None, "tokenize_chinese_chars": True},
    "cased": {"do_lower_case": False, "strip_accents": None, "tokenize_chinese_chars": True},
    "accents": {"do_lower_case": True, "strip_accents": False, "tokenize_chinese_chars": True},
    "whole_chinese": {"do_lower_case": True, "strip_accents": None, "tokenize_chinese_chars": False},
}


def tiny_vocabulary() -> list[str]:
    """A few words that the tests' lexicon has, letters to spell others with, signs."""
    words = """the then they you your hello don t i m s monday tomorrow form from thank see soon in an a to and of
        for is it on at we be have go going not good day he she this that with me my was are will can help meeting
        morning night home work time all but so what how when""".split()
    letters = "abcdefghijklmnopqrstuvwxyz"
    inside = "ing ed er est ly ceive orrow ank ello s".split()
    vocabulary = [*SPECIALS, *"!\"#$%&'()*+,-./:;=?@[]_~0123456789", *letters, *words]
    vocabulary += ["##" + piece for piece in [*letters, *"0123456789", *inside]]
    return list(dict.fromkeys(vocabulary))


def full_vocabulary(size: int) -> list[str]:
    """As real ones are laid out: [unusedN] first, then signs, words and what words go on with."""
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(ROOT / "packs" / "en" / "tokenizer.model"))
    pieces = [processor.id_to_piece(i).lower() for i in range(70, len(processor))]
    words = [p[:-1] if p.endswith("▁") else "##" + p for p in pieces if "▁" not in p[:-1] and not p.startswith("<0x")]
    out = ["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    out += [*(f"[unused{i}]" for i in range(99, 994)), *map(chr, range(33, 127)), *("##" + chr(c) for c in range(97, 123))]
    out = list(dict.fromkeys([*out, *(w for w in words if w not in ("", "##"))]))[:size]
    return out + [f"##filler{i}" for i in range(size - len(out))]


def randomise(model: torch.nn.Module, seed: int, gain: float) -> None:
    """Every parameter random, so that none can be forgotten or swapped unseen; scales such that the
    model's values stay of one size through all of its layers."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            if "LayerNorm.weight" in name:
                parameter.copy_(1 + 0.2 * noise)
            elif parameter.dim() == 1:
                parameter.copy_(0.1 * noise)
            elif "embeddings" in name and "transformation" not in name:
                parameter.copy_(0.3 * noise)
            else:
                parameter.copy_(gain * noise / parameter.shape[1] ** 0.5)


def make_model(config, seed: int):
    bert = isinstance(config, BertConfig)
    model = (BertForMaskedLM if bert else MobileBertForMaskedLM)(config).eval()
    randomise(model, seed, 0.9 if bert else 0.5)
    return model


def old_names(name: str) -> str:
    """What bert-base-uncased still calls them."""
    return name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")


def save_checkpoint(model, vocabulary: list[str], folder: Path, case: dict, rename=lambda name: name) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tied = {"cls.predictions.decoder.weight", "cls.predictions.decoder.bias"}
    tensors = {rename(name): value for name, value in model.state_dict().items() if name not in tied}
    save_file({name: value.contiguous() for name, value in tensors.items()}, folder / "model.safetensors", {"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    config = {k: v for k, v in model.config.to_dict().items() if k in KEPT or k == "model_type"}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(case, indent=1) + "\n", encoding="utf-8")


# What the files of published models hold.
KEPT = {
    "architectures", "attention_probs_dropout_prob", "classifier_activation", "embedding_size", "hidden_act",
    "hidden_dropout_prob", "hidden_size", "initializer_range", "intermediate_size", "intra_bottleneck_size",
    "key_query_shared_bottleneck", "layer_norm_eps", "max_position_embeddings", "normalization_type",
    "num_attention_heads", "num_feedforward_networks", "num_hidden_layers", "pad_token_id", "trigram_input",
    "true_hidden_size", "type_vocab_size", "use_bottleneck", "use_bottleneck_attention", "vocab_size",
}  # fmt: skip


def tokenizer_of(folder: Path, case: dict) -> BertTokenizerLegacy:
    return BertTokenizerLegacy(str(folder / "vocab.txt"), **case)


def ids_of(tokenizer, text: str) -> list[int]:
    return [tokenizer.cls_token_id, *tokenizer.convert_tokens_to_ids(tokenizer.tokenize(text)), tokenizer.sep_token_id]


def logits_of(model, ids: list[int]) -> np.ndarray:
    with torch.no_grad():
        return model(input_ids=torch.tensor([ids])).logits[0].double().numpy()


def ask(inkling: Path, pack: Path, text: str) -> tuple[list[int], np.ndarray]:
    """Ids and logits by the runtime."""
    with tempfile.NamedTemporaryFile() as file:
        out = subprocess.run([inkling, "pack", "ask", pack, text, "--json", "--logits", file.name],
                             check=True, capture_output=True, text=True)  # fmt: skip
        ids = json.loads(out.stdout)["ids"]
        return ids, np.fromfile(file.name, dtype="<f4").reshape(len(ids), -1)


def difference(got: np.ndarray, want: np.ndarray) -> float:
    return float(np.abs(got - want).max() / want.std())


def make_golden() -> None:
    case = CASES["uncased"]
    vocabulary = tiny_vocabulary()
    size = {"vocab_size": len(vocabulary)} | TINY
    models = {
        "bert": make_model(BertConfig(**size), 1),
        "mobilebert": make_model(MobileBertConfig(**size, embedding_size=8, intra_bottleneck_size=16, num_feedforward_networks=3), 2),
    }  # fmt: skip
    for name, model in models.items():
        folder = GOLDEN / "published" / name
        save_checkpoint(model, vocabulary, folder, case, old_names if name == "bert" else lambda name: name)
        tokenizer = tokenizer_of(folder, case)
        asked = []
        for text in TEXTS:
            ids = ids_of(tokenizer, text)
            logits = logits_of(model.double(), ids)
            rows = [i for i, token in enumerate(ids) if token == tokenizer.mask_token_id][:1] + [0]
            asked.append({"text": text, "ids": ids, "rows": rows, "scale": float(f"{logits.std():.6g}"),
                          "logits": [[float(f"{x:.7g}") for x in logits[i]] for i in rows]})  # fmt: skip
        (folder / "expected.json").write_text(json.dumps(asked) + "\n", encoding="utf-8")
        print(folder)
    make_wordpiece_golden()


def make_wordpiece_golden() -> None:
    """A vocabulary that spells most of the lines' words, some of them whole, and leaves some unknown."""
    folder = GOLDEN / "wordpiece"
    lines = read_lines(folder / "lines.txt")
    words: dict[str, int] = {}
    for options in ({"do_lower_case": True}, {"do_lower_case": False}):
        from transformers.models.bert.tokenization_bert_legacy import BasicTokenizer

        basic = BasicTokenizer(**options)
        for line in lines:
            for word in basic.tokenize(line):
                words[word] = words.get(word, 0) + 1
    characters = sorted({c for word in words for c in word})
    # Some characters are left out, so that there are unknown words.
    characters = [c for i, c in enumerate(characters) if i % 23 != 0 or c.isascii()]
    whole = sorted(word for word, count in words.items() if count > 1 and 1 < len(word) < 12)[::2]
    inside = sorted({word[k:] for word in words for k in (2, 3) if 1 < len(word) - k < 5})[::3]
    vocabulary = [*SPECIALS, *characters, *whole, *("##" + c for c in characters), *("##" + w for w in inside)]
    vocabulary = list(dict.fromkeys(vocabulary))
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    expected = {}
    for name, case in CASES.items():
        tokenizer = tokenizer_of(folder, case)
        expected[name] = case | {"ids": [spelled(tokenizer, line) for line in lines]}
    (folder / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n", encoding="utf-8")
    print(folder, len(lines), "lines,", len(vocabulary), "pieces")


def read_lines(path: Path) -> list[str]:
    with open(path, encoding="utf-8", newline="\n") as file:
        return file.read().split("\n")[:-1]


def spelled(tokenizer: BertTokenizerLegacy, line: str) -> list[int]:
    """What a text spells like a special piece is text here: nobody who types may put a [MASK] in."""
    return tokenizer.convert_tokens_to_ids(tokenizer._tokenize(line, split_special_tokens=True))


def compare_full(name: str, inkling: Path) -> bool:
    config = SHAPES[name]
    text = ("the quick brown fox jumps over the lazy dog, and then it goes on to see what else is there to be [MASK] "
            "for today; nobody knows how long the others will be waiting near the old bridge by the river")  # fmt: skip
    with tempfile.TemporaryDirectory() as temporary:
        folder, pack = Path(temporary) / "checkpoint", Path(temporary) / "pack"
        model = make_model(config, 3)
        save_checkpoint(model, full_vocabulary(config.vocab_size), folder, CASES["uncased"])
        ids = ids_of(tokenizer_of(folder, CASES["uncased"]), text)
        want = logits_of(model, ids)
        # Float64 says which of both is nearer; the largest model would not fit.
        exact = logits_of(model.double(), ids) if config.hidden_size < 1024 else None
        del model
        difference_of = {}
        for bits, flags in (("float32", []), ("8 bits", ["--eight-bits"])):
            subprocess.run([inkling, "pack", "convert", folder, pack, *flags], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)  # fmt: skip
            got_ids, got = ask(inkling, pack, text)
            assert got_ids == ids, (got_ids, ids)
            difference_of[bits] = difference(got, want)
            nearer = "" if exact is None or bits != "float32" else (
                f"; to float64: inkling {difference(got, exact):.2g}, transformers {difference(want, exact):.2g}")  # fmt: skip
            size = (pack / "model.safetensors").stat().st_size / 1e6
            print(f"{name}, {len(ids)} tokens, {bits}, {size:.0f} MB: {difference_of[bits]:.2g}{nearer}", flush=True)
    return difference_of["float32"] < TOLERANCE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["golden", "full"])
    parser.add_argument("names", nargs="*", default=list(SHAPES), metavar="NAME")
    parser.add_argument("--inkling", type=Path, default=ROOT / "build" / "release" / "inkling")
    arguments = parser.parse_args()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    if arguments.what == "golden":
        make_golden()
    elif not all([compare_full(name, arguments.inkling) for name in arguments.names]):
        raise SystemExit(f"a difference above {TOLERANCE}")


if __name__ == "__main__":
    main()
