"""Bytes out of files, plain or compressed, within limits."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from extractor.errors import ReadingError
from extractor.reading.kinds import Packing

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STDIN = "-"
MAX_BYTES = 100_000_000
"""More than any article: what is longer is another kind of file, or has no end."""
MAX_RATIO = 200
"""Bytes unpacked for each packed one; text gives 3 to 30, a file made to fill the memory 1,000 and more."""
FREE_BYTES = 16_000_000
"""So much may be unpacked from anything: a short file of one letter is no attack."""
_CHUNK = 1 << 20


class Readable(Protocol):
    """What gives bytes until there are none."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes, none at the end."""
        ...


@contextmanager
def open_file(path: str) -> Iterator[io.BufferedReader]:
    """The bytes of a file, a pipe or standard input (``-``).

    Raises OSError for what cannot be opened, ReadingError for devices and for a closed standard input.
    """
    if path == STDIN and sys.stdin is None:
        raise ReadingError("is closed; pipe an article into it")
    with open(0, "rb", closefd=False) if path == STDIN else Path(path).open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and not file.isatty()):
            raise ReadingError("is a device; give a file, or - for standard input")
        yield file


def read_whole(stream: Readable) -> bytes:
    """All that is left; ReadingError where that is more than one document can have."""
    data = bytearray()
    while chunk := stream.read(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            raise ReadingError(f"is larger than {MAX_BYTES // 10**6} MB; split it into its articles")
    return bytes(data)


def unpack(file: Readable, packing: Packing) -> io.BufferedReader:
    """The decompressed bytes of ``file``; reading raises ReadingError for damage and for bombs."""
    packed = Counted(file)
    source = io.BufferedReader(packed)
    unpacked: Readable = gzip.GzipFile(fileobj=source) if packing == "gz" else _open_zst(source)
    return io.BufferedReader(Unpacked(unpacked, Allowance(lambda: packed.count)))


class Allowance:
    """How much may be unpacked from so many packed bytes, counted over all that is taken from them."""

    def __init__(self, packed: Callable[[], int]) -> None:
        self._packed = packed
        self._taken = 0

    def take(self, count: int) -> None:
        """Count what was unpacked; ReadingError where it is out of all proportion."""
        self._taken += count
        if self._taken > max(FREE_BYTES, MAX_RATIO * self._packed()):
            raise ReadingError(
                f"unpacks to more than {MAX_RATIO} times its size, as a bomb does;"
                " unpack it yourself if you trust it"
            )


class Unpacked(io.RawIOBase):
    """What a decompressor gives, as far as it is allowed."""

    def __init__(self, stream: Readable, allowance: Allowance) -> None:
        super().__init__()
        self._stream, self._allowance = stream, allowance

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill ``buffer``; ReadingError for what is damaged, cut short or a bomb."""
        try:
            count = _fill(buffer, self._stream)
        except ReadingError:
            raise
        except Exception as error:  # each decompressor has exceptions of its own
            raise ReadingError(f"is damaged or cut short ({error!s:.100}); fetch or pack it anew") from error
        self._allowance.take(count)
        return count


class Counted(io.RawIOBase):
    """A stream that knows how much was read from it."""

    def __init__(self, stream: Readable) -> None:
        super().__init__()
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill ``buffer`` and count."""
        count = _fill(buffer, self._stream)
        self.count += count
        return count


def _fill(buffer: WriteableBuffer, stream: Readable) -> int:
    view = memoryview(buffer)
    data = stream.read(len(view))
    view[: len(data)] = data
    return len(data)


def _open_zst(file: BinaryIO) -> Readable:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.ZstdFile(file)


@contextmanager
def seekable(stream: io.BufferedReader) -> Iterator[BinaryIO]:
    """``stream``, or a temporary copy of it where it can only be read forwards."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, _CHUNK)
        copy.seek(0)
        yield copy
