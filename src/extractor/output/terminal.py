"""Words from outside, made harmless for a terminal."""

from __future__ import annotations

import unicodedata
from functools import cache

PLAIN_WIDTH = 120
"""Of a table that goes to a file or a pipe."""
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They would make a terminal show words in another order than they stand."""


def escape(text: str) -> str:
    r"""``text`` on one line, control characters spelled as in Python: ``\n``, ``\x1b``."""
    return "".join(ascii(char)[1:-1] if is_control(char) else char for char in text)


def defuse(text: str) -> str:
    """``text`` at its own length and lines, other control characters replaced by visible signs."""
    return "".join(map(_defused, text.replace("\r\n", " \n").replace("\r", "\n")))


def one_line(text: str) -> str:
    """``text`` with white space folded to single blanks, other control characters as visible signs."""
    return " ".join(defuse(text).split())


@cache
def _defused(char: str) -> str:
    if char in "\n\t" or not is_control(char):
        return char
    return chr(0x2400 + ord(char)) if char < " " else "\N{REPLACEMENT CHARACTER}"


@cache
def is_control(char: str) -> bool:
    """Whether a character would do something rather than be seen."""
    return char in _DIRECTIONS or unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}
