"""Line ends of two characters: read as if they were one, and given back their place in the record.

Two blanks in a sentence are a token of their own to the model, and every wrapped line would have one. So a text is
read with each ``\\r\\n`` as ``\\n``, and the spans of what it tells are moved to where their words stand in the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from extractor.schema import Span

if TYPE_CHECKING:
    from extractor.assemble import Records

_LONG = re.compile("\r\n")


def plain_line_ends(text: str) -> str:
    """The text with ``\\n`` for each ``\\r\\n``."""
    return text.replace("\r\n", "\n")


def restore_line_ends(records: Records, text: str) -> Records:
    """What ``plain_line_ends(text)`` tells, as ``text`` does: every span in it is moved."""
    breaks = [match.start() - number for number, match in enumerate(_LONG.finditer(text))]

    def moved(value: Any) -> Any:
        if isinstance(value, Span):
            start, end = (at + bisect_left(breaks, at) for at in (value.start, value.end))
            return Span(start=start, end=end, text=text[start:end])
        if isinstance(value, BaseModel):
            return value.model_copy(
                update={name: moved(getattr(value, name)) for name in type(value).model_fields}
            )
        return tuple(map(moved, value)) if isinstance(value, tuple) else value

    return replace(records, **{field.name: moved(getattr(records, field.name)) for field in fields(records)})
