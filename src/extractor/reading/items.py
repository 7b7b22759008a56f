"""From the paths of a command line to the documents in them, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.errors import ReadingError
from extractor.reading.files import read_bytes
from extractor.reading.item import Item, ReadingFailure
from extractor.reading.sources import STDIN, find_sources, spell


def find_items(paths: Iterable[str], *, published: str | None = None) -> Iterator[Item | ReadingFailure]:
    """Each document that ``paths`` stand for, opened when its turn comes, or why it cannot be."""
    for source in find_sources(paths):
        if isinstance(source, ReadingError):
            path, _, message = str(source).partition(": ")
            yield ReadingFailure(None, path, message)
            continue
        try:
            data = read_bytes(source)
        except ReadingError as error:
            yield ReadingFailure(source.id, source.name, str(error).removeprefix(f"{source.name}: "))
        else:
            given = None if source.path == STDIN else spell(source.path)
            yield Item(source.id, source.name, data, source=given, published=published)
