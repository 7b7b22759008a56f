"""Bytes to text, by a ladder of encodings that never guesses between likely ones.

Nothing is translated or normalised: line ends stay as they are. A byte order mark is left out.
"""

from __future__ import annotations

import codecs
import re

from extractor.errors import ReadingError

_MARKED = (  # UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_MOST_HIGH = 0.4
"""English, French or German in Windows-1252 has under a tenth of its bytes above ASCII; Russian or Japanese,
read as if it were, has more than half."""


def decode(data: bytes) -> str:
    """The text of ``data``: by its byte order mark, else UTF-8, else Windows-1252 where it looks like text.

    Raises ReadingError for what is empty, binary or in another encoding.
    """
    if not data:
        raise ReadingError("is empty; give a file that holds an article's text")
    text = _decode(data)
    if "\0" in text:
        raise ReadingError("holds NUL bytes, so it is no text; give it as UTF-8 text")
    if not text:
        raise ReadingError("is empty but for a byte order mark; give a file that holds an article's text")
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _strictly(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_western(data)


def _decode_western(data: bytes) -> str:
    if _CONTROLS.search(data):
        raise ReadingError("is binary, no text; give it as UTF-8 text")
    if len(_HIGH.findall(data)) > _MOST_HIGH * len(data):
        raise ReadingError("is neither UTF-8 nor Windows-1252; convert it to UTF-8, say with iconv")
    return _strictly(data, "cp1252")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"is neither UTF-8 nor {encoding} (byte {error.start}); convert it to UTF-8, say with iconv"
        ) from None
