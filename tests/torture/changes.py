"""What the record of a changed text must be, made from the record of the text as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from extractor import Extraction

Change = Callable[[str], str]
"""Changes a text sign by sign or word by word: what a stretch becomes does not depend on what is around it."""
_OF_THE_DOCUMENT = ("document", "id", "provenance")
"""What differs with any change of the text, and says nothing of what it tells."""


def replacing(pattern: str, by: str) -> Change:
    """A change of all that ``pattern`` matches."""
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(by, text)


def tells(record: Extraction) -> Any:
    """What a record tells, without what names the document."""
    return _without(record.model_dump(mode="json"))


def changed(told: Any, text: str, change: Change) -> Any:
    """What should be told of ``change(text)``: the same, each span moved to where its words have gone."""
    if isinstance(told, list):
        return [changed(part, text, change) for part in told]
    if not isinstance(told, dict):
        return change(told) if isinstance(told, str) else told
    if told.keys() == {"start", "end", "text"}:
        start, words = told["start"], change(told["text"])
        moved = len(change(text[:start]))
        return {"start": moved, "end": moved + len(words), "text": words}
    return {name: changed(part, text, change) for name, part in told.items()}


def moved(told: Any, place: int, by: int) -> Any:
    """What should be told of the text with ``by`` characters put in at ``place``."""
    if isinstance(told, list):
        return [moved(part, place, by) for part in told]
    if not isinstance(told, dict):
        return told
    if told.keys() == {"start", "end", "text"}:
        step = by if told["start"] >= place else 0
        return told | {"start": told["start"] + step, "end": told["end"] + step}
    return {name: moved(part, place, by) for name, part in told.items()}


def _without(told: Any) -> Any:
    if isinstance(told, list):
        return [_without(part) for part in told]
    if not isinstance(told, dict):
        return told
    return {name: _without(part) for name, part in told.items() if name not in _OF_THE_DOCUMENT}
