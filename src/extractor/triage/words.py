"""Patterns for the words of the lexicons, in the forms that texts have them in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.lexicon import load_terms

_IRREGULAR = {"buy": "bought", "sell": "sold", "take": "took|taken", "pay": "paid", "spend": "spent", "spin": "spun|spinning", "bid": "bidding", "vie": "vying", "build": "built", "seek": "sought", "get": "got|gotten", "win": "won"}  # fmt: skip


def forms(verb: str) -> str:
    """A pattern for the forms of a verb, its particle after it: "snap up" → snap, snaps, snapped, snapping up."""
    base, _, particle = verb.partition(" ")
    stem = re.escape(base.removesuffix("e"))
    pattern = rf"{stem}(?:[a-z]?(?:e|es|ed|s|ing))?|{re.escape(base)}"
    if base.endswith("y"):
        pattern += rf"|{base[:-1]}ie[sd]"
    if base in _IRREGULAR:
        pattern += f"|{_IRREGULAR[base]}"
    between = r"(?:[\w.&'’-]+\s){0,4}?" if particle == "up" else ""  # "snapped Bolt up"
    return rf"(?:{pattern})\s{between}{particle}" if particle else f"(?:{pattern})"


def any_of(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """A pattern for any of the patterns as whole words, the longest first."""
    return re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)", flags)


def terms_of(lexicon: str, *classes: str) -> list[str]:
    """The terms of a lexicon that stand for one of the classes; all of them where none is given."""
    rows = (row.partition("=") for row in load_terms(lexicon))
    return [word.strip() for word, _, what in rows if not classes or what.strip() in classes]
