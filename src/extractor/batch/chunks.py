"""Documents a few at a time: enough for the model to be fed well, few enough to lose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from extractor.batch.work import Input, Known
from extractor.reading.item import Item

MOST = 16
"""Documents of a chunk."""
_SHARE = 4.0
"""Seconds of a timeout for each document of a chunk."""
_LARGEST = 100_000
"""Bytes or characters of a chunk, save where one document is larger."""


class Chunk(list[Input]):
    """Documents in the order of the input."""

    def has_room(self, item: Input, most: int) -> bool:
        """Whether ``item`` may be added."""
        return not self or (len(self) < most and sum(map(_size, self)) + _size(item) <= _LARGEST)


def chunks_of(items: Iterable[Input], most: int = MOST) -> Iterator[Chunk]:
    """All ``items``, each chunk as soon as it is full; the first are small, so that the first answer comes soon."""
    chunk, room = Chunk(), 1
    for item in items:
        if not chunk.has_room(item, room):
            yield chunk
            chunk = Chunk()
        chunk.append(item)
        if len(chunk) == room:
            yield chunk
            chunk, room = Chunk(), min(2 * room, most)
    if chunk:
        yield chunk


def most_within(timeout: float | None) -> int:
    """Documents of a chunk that as a whole keeps well within the ``timeout`` (seconds) of each."""
    return MOST if timeout is None else max(1, min(MOST, int(timeout / _SHARE)))


def known_of(items: Iterable[Input], known: Mapping[str, Known]) -> dict[str, Known]:
    """What is ``known`` of ``items`` alone."""
    return {item.id: found for item in items if item.id and (found := known.get(item.id))}


def _size(item: Input) -> int:
    return len(item.data) if isinstance(item, Item) else 0
