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
LONGEST_MARK = 4
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_MOST_HIGH = 0.4
"""English, French or German in Windows-1252 has under a tenth of its bytes above ASCII; Russian or Japanese,
read as if it were, has more than half."""
_FEW_HIGH = 4
"""So few tell nothing of a line that is short."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of ``data`` and its encoding: by its byte order mark, else UTF-8, else Windows-1252.

    Raises ReadingError for what is empty, binary or in another encoding.
    """
    text, encoding = _decode(data)
    check_text(text, "is empty but for a byte order mark" if data else "is empty")
    return text, encoding


def check_text(text: str, empty: str = "is empty") -> None:
    """Raise ReadingError for what is no text, though its characters are known."""
    if not text:
        raise ReadingError(f"{empty}; give a file that holds an article's text")
    if "\0" in text:
        raise ReadingError("holds NUL bytes, so it is no text; give it as UTF-8 text")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ReadingError(
            f"holds half a character (a lone surrogate at {error.start}); give it as UTF-8 text"
        ) from None


def marked_encoding(start: bytes) -> str | None:
    """The encoding whose byte order mark ``start`` begins with."""
    return next((encoding for mark, encoding in _MARKED if start.startswith(mark)), None)


def _decode(data: bytes) -> tuple[str, str]:
    if marked := marked_encoding(data):
        return _strictly(data, marked), marked.removesuffix("-sig")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_western(data), "cp1252"


def _decode_western(data: bytes) -> str:
    if _CONTROLS.search(data):
        raise ReadingError("is binary, no text; give it as UTF-8 text")
    if len(_HIGH.findall(data)) > max(_FEW_HIGH, _MOST_HIGH * len(data)):
        raise ReadingError("is neither UTF-8 nor Windows-1252; convert it to UTF-8, say with iconv")
    return _strictly(data, "cp1252")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"is neither UTF-8 nor {encoding} (byte {error.start}); convert it to UTF-8, say with iconv"
        ) from None
