import pytest

from extractor.output.terminal import defuse, escape

HARMLESS = [
    ("plain words", "Zoë paid €3bn, “cash”", "Zoë paid €3bn, “cash”"),
    ("line ends and tabs stay", "a\n\tb", "a\n\tb"),
    ("an escape sequence", "\x1b[31mred", "␛[31mred"),
    ("a one-byte sequence", "\x9b31mred", "�31mred"),
    ("bell, NUL, backspace, delete", "\a\0\b\x7f", "␇␀␈�"),
    ("line ends of other systems, at their length", "a\r\nb\rc", "a \nb\nc"),
    ("right to left override", "\u202egnp.exe", "�gnp.exe"),
    ("line separator", "a\u2028b", "a�b"),
    ("lone surrogate", "a\ud800b", "a�b"),
    ("joiners and marks stay", "👩\u200d🚀 é", "👩\u200d🚀 é"),
    ("markup is not ours to read", "[bold]x[/bold] :smile:", "[bold]x[/bold] :smile:"),
]

ESCAPED = [
    ("plain words", "no such file: Zoë.txt", "no such file: Zoë.txt"),
    ("line end", "a\nb\r.txt", r"a\nb\r.txt"),
    ("escape sequence", "\x1b[2J.txt", r"\x1b[2J.txt"),
    ("byte that is not UTF-8", "caf\udce9", r"caf\udce9"),
    ("right to left override", "\u202egnp", r"\u202egnp"),
]


@pytest.mark.parametrize(("text", "shown"), [row[1:] for row in HARMLESS], ids=[row[0] for row in HARMLESS])
def test_defuse(text: str, shown: str) -> None:
    assert defuse(text) == shown
    assert len(shown) == len(text), "the offsets would move"


@pytest.mark.parametrize(("text", "shown"), [row[1:] for row in ESCAPED], ids=[row[0] for row in ESCAPED])
def test_escape(text: str, shown: str) -> None:
    assert escape(text) == shown
