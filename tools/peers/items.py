"""Items, strips and files as tools/items.h, tools/strip.h and tools/correction_set.h define them."""
import dataclasses
import unicodedata

SLOTS = 3


class BadInput(Exception):
    """A file that cannot be read, or that is not what it should be."""


def is_letter(character: str) -> bool:
    return unicodedata.category(character).startswith("L")


def find_items(line: str) -> list[tuple[int, int]]:
    r"""Begin and end of each word of letters with inner apostrophes, \p{L}+('\p{L}+)*, from left to right."""
    items = []
    inside = False
    for at, character in enumerate(line):
        if is_letter(character):
            begin = items.pop()[0] if inside else at
            items.append((begin, at + 1))
            inside = True
        else:
            inside = inside and character == "'" and at + 1 < len(line) and is_letter(line[at + 1])
    return items


def split_keys(text: str) -> list[str]:
    """The characters as keys: a mark belongs to the letter before it."""
    keys: list[str] = []
    for character in text:
        if keys and unicodedata.category(character).startswith("M"):
            keys[-1] += character
        else:
            keys.append(character)
    return keys


def same_word(a: str, b: str) -> bool:
    return a.lower() == b.lower()


def strip_of(answer: list[str], typed: str) -> list[str]:
    """The first three of `answer`; one equal to what is typed takes no slot."""
    return [word for word in answer if not same_word(word, typed)][:SLOTS]


def place_on_strip(strip: list[str], word: str) -> int | None:
    """Where `word` stands, from 0."""
    return next((at for at, offered in enumerate(strip) if same_word(offered, word)), None)


@dataclasses.dataclass(frozen=True)
class Slip:
    """A line of a correction set."""

    typo: str
    correct: str
    left: str = ""
    right: str = ""
    taps: tuple[tuple[float, float], ...] = ()


def read_lines(path: str) -> list[str]:
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: is not valid UTF-8") from error
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def read_slips(path: str) -> list[Slip]:
    """A TSV whose header names `typo` and `correct`, and maybe `left`, `right`, `taps`."""
    lines = read_lines(path)
    header = lines[0].split("\t") if lines else []
    header = [name.removesuffix("_context") for name in header]
    if "typo" not in header or "correct" not in header:
        raise BadInput(f'{path}: line 1: the header must name the columns "typo" and "correct"')
    slips = []
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        fields = dict(zip(header, line.split("\t")))
        if not fields.get("typo") or not fields.get("correct"):
            raise BadInput(f'{path}: line {number}: "typo" and "correct" must not be empty')
        try:
            taps = tuple(
                (float(x), float(y))
                for x, y in (pair.split(",") for pair in fields.get("taps", "").split(";") if pair)
            )
        except ValueError as error:
            raise BadInput(f'{path}: line {number}: "taps" must look like 1.5,2.5;3,0.5') from error
        if taps and len(taps) != len(split_keys(fields["typo"])):
            raise BadInput(f"{path}: line {number}: there must be one tap for each character of the typo")
        slips.append(Slip(fields["typo"], fields["correct"], fields.get("left", ""), fields.get("right", ""), taps))
    return slips
