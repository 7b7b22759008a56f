"""ZIP and tar archives, member after member, nothing written to disk."""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from io import BufferedReader
from typing import IO, Self

from extractor.errors import ReadingError
from extractor.reading.opening import Allowance, Counted, Unpacked, seekable

Member = tuple[str, BufferedReader]
"""Its name as in the archive, and its bytes, which last until the next member is asked for."""
_MAC = "__MACOSX/"  # what macOS puts beside each file: its icon, its labels


def zip_members(stream: BufferedReader) -> Iterator[Member]:
    """The files of a ZIP archive in the order of its directory; ReadingError where that is damaged."""
    with seekable(stream) as file:
        with _telling("is no whole ZIP archive"):
            archive = zipfile.ZipFile(file)
        size = file.seek(0, os.SEEK_END)
        allowance = Allowance(lambda: size)
        for info in archive.infolist():
            if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16) or info.filename.startswith(_MAC):
                continue
            allowance.take(0)  # where one member has used it up, none of the others is tried
            yield info.filename, BufferedReader(Unpacked(_Member(archive, info), allowance))


def tar_members(stream: BufferedReader) -> Iterator[Member]:
    """The files of a tar archive in their order; ReadingError where it is damaged or cut short."""
    counted = Counted(stream)
    allowance = Allowance(lambda: counted.count)  # a sparse file can be larger than its archive
    with _telling("is no whole tar archive"):
        archive = tarfile.open(  # noqa: SIM115 - it holds nothing but the stream, which is not its own
            fileobj=counted, mode="r|", tarinfo=_TarInfo, encoding="utf-8", errors="surrogateescape"
        )
    while True:
        with _telling("is no whole tar archive"):
            info = archive.next()
        if info is None:
            return
        archive.members.clear()  # type: ignore[attr-defined]  # it would remember them all
        if info.isreg() and (member := archive.extractfile(info)):
            name = info.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            yield name, BufferedReader(Unpacked(member, allowance))


@contextmanager
def _telling(problem: str) -> Iterator[None]:
    """Any error as a ReadingError: headers and directories can be wrong in many ways."""
    try:
        yield
    except ReadingError:
        raise
    except Exception as error:
        raise ReadingError(f"{problem} ({error!s:.100}); fetch or pack it anew") from error


class _Member:
    """A member of a ZIP archive, opened when it is read: what is wrong with it is its own fault alone."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        self._archive, self._info = archive, info

    def read(self, size: int) -> bytes:
        return self._opened.read(size)

    @cached_property
    def _opened(self) -> IO[bytes]:
        return self._archive.open(self._info)


class _TarInfo(tarfile.TarInfo):
    """tarfile takes what it can't read behind the first member for the end of the archive; this doesn't."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if buf.strip(b"\0"):
                raise tarfile.ReadError(str(error)) from None
            raise  # zeros, or nothing: the end
