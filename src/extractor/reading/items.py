"""From the paths of a command line to the documents in them, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import PurePosixPath

from extractor.errors import ReadingError
from extractor.reading.archives import tar_members, zip_members
from extractor.reading.item import Item, ReadingFailure
from extractor.reading.kinds import Kind, kind_of
from extractor.reading.opening import STDIN, open_file, read_whole, unpack
from extractor.reading.paths import File, find_files, spell, unreadable
from extractor.reading.place import Place
from extractor.reading.rows import Fields, read_csv, read_json_lines, read_parquet

Found = Iterator[Item | ReadingFailure]


def find_items(
    paths: Iterable[str], *, fields: Fields | None = None, published: str | None = None, stdin: str = "txt"
) -> Found:
    """Every document of files, folders, patterns and standard input (``-``), or what stands for it.

    ``stdin`` is the suffix that standard input would have as a file; for the others see ``items_in``.
    """
    return items_in(find_files(paths, stdin=stdin), fields=fields, published=published)


def items_in(
    files: Iterable[File | ReadingFailure], *, fields: Fields | None = None, published: str | None = None
) -> Found:
    """Every document of ``files``, or what stands for it.

    Read while it is asked for: one file is open at a time, one document in memory. ``published`` is the date of
    documents that have none of their own.

    Two documents of one id cannot be told apart in the output: the second is a failure naming both.
    """
    taken: dict[str, str] = {}
    for file in files:
        if isinstance(file, ReadingFailure):
            yield file
            continue
        for found in _read_file(file, fields or Fields(), published):
            if isinstance(found, Item):
                if first := taken.get(found.id):
                    yield ReadingFailure(
                        found.id,
                        found.name,
                        f"{found.name}: its id {found.id!r} is that of {first} too;"
                        " rename one of them, or extract them in two runs",
                    )
                    continue
                taken[found.id] = found.name
            yield found


def _read_file(file: File, fields: Fields, published: str | None) -> Found:
    source = None if file.path == STDIN else spell(file.path)
    place = Place(file.id, file.name, source, published)
    try:
        with open_file(file.path) as stream:
            yield from _read(place, stream, file.kind, fields)
    except ReadingError as error:
        yield place.failure(error)
    except OSError as error:
        yield unreadable(file.name, error, file.id)


def _read(place: Place, stream: BufferedReader, kind: Kind, fields: Fields) -> Found:
    """What a file or a member of an archive holds; ReadingError where it, or its rest, cannot be read."""
    is_empty = True
    for found in _documents(place, stream, kind, fields):
        is_empty = False
        yield found
    if is_empty:
        raise ReadingError("holds no article; check what it is")


def _documents(place: Place, stream: BufferedReader, kind: Kind, fields: Fields) -> Found:
    if kind.packing:
        stream = unpack(stream, kind.packing)
    match kind.format:
        case None | "text" | "html":
            yield place.item(read_whole(stream), is_html=kind.format == "html")
        case "json lines":
            yield from read_json_lines(place, stream, fields)
        case "csv" | "tsv":
            yield from read_csv(place, stream, fields, "," if kind.format == "csv" else "\t")
        case "parquet":
            yield from read_parquet(place, stream, fields)
        case "warc":
            from extractor.reading.warc import read_warc

            yield from read_warc(place, stream)
        case "zip" | "tar":
            yield from _read_members(place, stream, kind, fields)


def _read_members(place: Place, stream: BufferedReader, kind: Kind, fields: Fields) -> Found:
    """What the members of known kinds hold; one that cannot be read leaves the others alone."""
    for name, member in zip_members(stream) if kind.format == "zip" else tar_members(stream):
        inner = kind_of(PurePosixPath(name).name)
        if inner.format is None:
            continue
        here = place.within(inner.rename(PurePosixPath(name)), name)
        if inner.format in ("zip", "tar"):
            yield here.failure("is an archive in an archive; unpack the outer one first")
            continue
        try:
            yield from _read(here, member, inner, fields)
        except ReadingError as error:
            yield here.failure(error)
