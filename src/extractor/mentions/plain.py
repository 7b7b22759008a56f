"""A text as its amounts and dates read: odd characters made plain, offsets kept.

Full-width signs and digits, blanks that do not break, invisible marks and the few HTML entities that hide a
sign of currency stand in real articles. The grammars read :attr:`PlainText.text`; :meth:`PlainText.span`
leads back to the characters of the document.
"""

import re
from dataclasses import dataclass
from functools import cached_property

# One character for one: blanks of every width, full-width ASCII ("$5m"), the hyphens and the minus.
_BLANKS = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\f\v"
_SAME_LENGTH = {
    **{ord(blank): " " for blank in _BLANKS},
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "\u2010\u2011\u2212\ufe63"), "-"),
    **{0xFE69: "$", 0xFFE0: "¢", 0xFFE1: "£", 0xFFE5: "¥", 0xFFE6: "₩"},
}
_ODD = re.compile(f"[{''.join(map(chr, _SAME_LENGTH))}]")

# Several characters, or none, for one: zero-width and bidi marks, soft hyphens, entities ("&#36;5m").
_ENTITIES = {
    "&#36;": "$",
    "&dollar;": "$",
    "&pound;": "£",
    "&#163;": "£",
    "&euro;": "€",
    "&#8364;": "€",
    "&yen;": "¥",
    "&#165;": "¥",
    "&nbsp;": " ",
    "&#160;": " ",
}
_MARKS = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_MARK = re.compile(f"[{_MARKS}]")
_ENTITY = re.compile(f"&(?:{'|'.join(name[1:] for name in _ENTITIES)})")
_SHRUNK = re.compile(f"[{_MARKS}]+|{_ENTITY.pattern}")


@dataclass(frozen=True)
class PlainText:
    """The plain text, and for each of its characters its place in the document (None: the same)."""

    text: str
    offsets: tuple[tuple[int, int], ...] | None

    @cached_property
    def lower(self) -> str:
        """The text in small letters, of the same length."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(low if len(low := char.lower()) == 1 else char for char in self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the document of a stretch, not empty, of the plain text."""
        if self.offsets is None:
            return start, end
        return self.offsets[start][0], self.offsets[end - 1][1]


def read_plainly(text: str) -> PlainText:
    """The plain reading of a document: ``$5m`` for ``$5\u200bm``."""
    offsets: list[tuple[int, int]] | None = None
    if _MARK.search(text) or _ENTITY.search(text):
        pieces: list[str] = []
        offsets = []
        done = 0
        for hidden in _SHRUNK.finditer(text):
            pieces.append(text[done : hidden.start()])
            offsets.extend((at, at + 1) for at in range(done, hidden.start()))
            done = hidden.end()
            if sign := _ENTITIES.get(hidden.group()):
                pieces.append(sign)
                offsets.append(hidden.span())
        pieces.append(text[done:])
        offsets.extend((at, at + 1) for at in range(done, len(text)))
        text = "".join(pieces)
    if _ODD.search(text):
        text = text.translate(_SAME_LENGTH)
    return PlainText(text, None if offsets is None else tuple(offsets))
