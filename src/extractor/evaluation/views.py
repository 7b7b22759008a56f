"""How strictly two values are compared: the contract's way (value), and one stricter and one more lenient.

| | value | strict | lenient |
|---|---|---|---|
| names | equal but for what the contract sets aside | equal to a name of gold's, letter for letter | the words of the one stand in the other |
| money | within 0.5 % | the same amount | within 5 % |
| quotes | overlap of 0.7 | the same stretch | overlap of 0.3 |

The rest, status, kind, stake and currency, is compared alike in all three.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from extractor.evaluation.records import ROUGHLY, Sum, Who

Seen = TypeVar("Seen")


class View(StrEnum):
    """A way of comparing."""

    value = "value"
    strict = "strict"
    lenient = "lenient"


QUOTE_OVERLAP = {View.value: 0.7, View.strict: 1.0, View.lenient: 0.3}
"""Least intersection over union of two stretches that are one quote."""


def seen(item: Seen, view: View) -> Seen:
    """A record as the view compares it: the same, with other notions of when names and amounts agree."""
    return item if view is View.value else _seen(item, view)


def _seen(item: Any, view: View) -> Any:
    if isinstance(item, Who):
        if view is View.lenient:
            return replace(item, lenient=True)
        return replace(item, keys=frozenset(" ".join(name.split()) for name in item.names))
    if isinstance(item, Sum):
        return replace(item, tolerance=ROUGHLY if view is View.lenient else 0.0)
    if isinstance(item, tuple):
        return tuple(_seen(one, view) for one in item)
    if is_dataclass(item) and not isinstance(item, type):
        return replace(item, **{one.name: _seen(getattr(item, one.name), view) for one in fields(item)})
    return item
