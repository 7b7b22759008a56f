"""In which line of a JSON text a value stands: for messages about it."""

from __future__ import annotations

from collections.abc import Sequence
from json import JSONDecoder

_SPACE = " \t\r\n"
_DECODER = JSONDecoder()


def line_of(text: str, steps: Sequence[int | str]) -> int:
    """The line of the value at ``steps``, or of the innermost one around it that is there.

    >>> line_of('{"deals": [\\n{},\\n{"kind": "gift"}]}', ("deals", 1, "kind"))
    3
    """
    at = _skip_space(text, 0)
    for step in steps:
        inner = _enter(text, at, step)
        if inner is None:
            break
        at = inner
    return text.count("\n", 0, at) + 1


def _enter(text: str, at: int, step: int | str) -> int | None:
    """Where the value under a key or number of the object or list at ``at`` begins."""
    is_object = text.startswith("{", at)
    if not is_object and not text.startswith("[", at):
        return None
    number, at = 0, _skip_space(text, at + 1)
    while text[at] not in "]}":
        name: int | str = number
        if is_object:
            name, at = _DECODER.raw_decode(text, at)
            at = _skip_space(text, _skip_space(text, at) + 1)
        if name == step:
            return at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip_space(text, at)
        if text[at] == ",":
            at = _skip_space(text, at + 1)
        number += 1
    return None


def _skip_space(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in _SPACE:
        at += 1
    return at
