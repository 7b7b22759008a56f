"""Verbs that report speech, in a row of items: the finite one, the participle, and those that make speech."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.lexicon import load_lexicon, load_terms, per_lexicons

if TYPE_CHECKING:
    from extractor.fields.passages import Item

_BEFORE_NOUN = frozenset({"DT", "PRP$", "JJ", "VBG", "POS"})
"""Tags of words after which a verb's form is a noun: "the following answer"."""
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s"])


@per_lexicons
def reporting_forms() -> dict[str, str]:
    """Each form of a reporting verb, and its base: "said" → "say"."""
    forms: dict[str, str] = {}
    for row in load_terms("reporting_verbs"):
        for form in row.split():
            forms.setdefault(form, row.split()[0])
    return forms


def is_reporting(items: Sequence[Item], i: int) -> bool:
    """A finite form of a reporting verb."""
    item = items[i]
    if item.kind != "word" or item.low not in reporting_forms() or item.low.endswith("ing"):
        return False
    if item.tag[:2] in {"NN", "JJ"} and not is_talk(item):
        return False
    if item.tag[:2] == "NN" and i > 0 and (items[i - 1].tag in _BEFORE_NOUN or items[i - 1].low == "of"):
        return False
    before = i - 2 if i > 1 and items[i - 1].low == "not" else i - 1
    return not (i > 0 and items[before].low in {"to", "be", "been", *BE})


def is_talk(item: Item) -> bool:
    """A verb that makes speech of whatever stands between marks beside it."""
    return reporting_forms().get(item.low, "") in load_lexicon("speech_verbs")


def first_reporting(items: Sequence[Item], low: int, high: int) -> int | None:
    """Index of the first finite reporting verb in ``items[low:high]``."""
    return next((i for i in range(low, high) if is_reporting(items, i)), None)


def last_reporting(items: Sequence[Item], low: int, high: int) -> int | None:
    """Index of the last finite reporting verb in ``items[low:high]``."""
    return next((i for i in range(high - 1, low - 1, -1) if is_reporting(items, i)), None)


def last_participle(items: Sequence[Item], low: int, high: int) -> int | None:
    """Index of the last "saying" or "to say" that no finite reporting verb follows."""
    for i in range(high - 1, low - 1, -1):
        item = items[i]
        if item.kind == "word" and item.low in reporting_forms():
            if item.low.endswith("ing") or (i > 0 and items[i - 1].low == "to"):
                return i
            if is_reporting(items, i):
                return None
    return None
