"""One source to one article."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from extractor.errors import ReadingError
from extractor.reading.article import Article
from extractor.reading.item import Item, read_item
from extractor.reading.sources import STDIN, Source, spell, unreadable

MAX_BYTES = 100_000_000
"""More than any article: what is longer is another kind of file, or has no end."""
_CHUNK = 1 << 20


def read_article(source: Source, *, published: str | None = None) -> Article:
    """The article that ``source`` stands for, its text as it is in the file.

    Raises ReadingError, naming the source, for what cannot be read or is not text.
    """
    given = None if source.path == STDIN else spell(source.path)
    return read_item(Item(source.id, source.name, read_bytes(source), source=given, published=published))


def read_bytes(source: Source) -> bytes:
    """What the file holds. Raises ReadingError, naming the source."""
    try:
        return _read(source.path)
    except OSError as error:
        raise unreadable(source.name, error) from error
    except ReadingError as error:
        raise ReadingError(f"{source.name}: {error}") from None


def _read(path: str) -> bytes:
    if path != STDIN:
        with Path(path).open("rb") as file:
            return _read_all(file)
    if sys.stdin is None:
        raise ReadingError("is closed; pipe an article into it")
    with open(0, "rb", closefd=False) as file:
        return _read_all(file)


def _read_all(file: BinaryIO) -> bytes:
    mode = os.fstat(file.fileno()).st_mode
    if stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and not file.isatty()):
        raise ReadingError("is a device; give a file, or - for standard input")
    data = bytearray()
    while chunk := file.read(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            raise ReadingError(f"is larger than {MAX_BYTES // 10**6} MB; split it into its articles")
    return bytes(data)
