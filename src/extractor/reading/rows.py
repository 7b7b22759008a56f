"""Tables of articles: JSON Lines, CSV, TSV and Parquet, row after row."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from typing import BinaryIO

from extractor.errors import ReadingError
from extractor.reading.decoding import LONGEST_MARK, decode, marked_encoding
from extractor.reading.item import Item, ReadingFailure, as_id
from extractor.reading.opening import MAX_BYTES, seekable
from extractor.reading.place import Place

TEXT, ID, DATE, TITLE, URL = "text", "id", "published", "title", "url"
_DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?", re.DOTALL)
_NAMES_SHOWN, _NAME_SHOWN = 12, 40
_BATCH = 8
"""Rows of Parquet that are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of a row is what. ``title`` and ``url``, where a row has them, are the document's."""

    text: str = TEXT
    """Every row has to have it."""
    id: str | None = None
    """None: ``id`` in rows that have it, else the row's number."""
    date: str | None = None
    """None: ``published`` in rows that have it, and where it is an ISO date."""


def read_json_lines(place: Place, stream: BufferedReader, fields: Fields) -> Iterator[Item | ReadingFailure]:
    """The article of each line that is not blank."""
    for number, line in enumerate(_lines(stream), start=1):
        here = place.within(str(number), f"line {number}")
        try:
            text = _decoded(line)
            if text.strip():
                yield _article(place, here, json.loads(text), fields)
        except ReadingError as error:
            yield here.failure(error)
        except (ValueError, RecursionError) as error:
            yield here.failure(f"is no JSON ({error!s:.100}); write one object a line")


def read_csv(
    place: Place, stream: BufferedReader, fields: Fields, delimiter: str
) -> Iterator[Item | ReadingFailure]:
    """The article of each row below the header; ReadingError where the rest cannot be told into rows."""
    csv.field_size_limit(MAX_BYTES)  # else 128 kB, and the module has no other place for it
    reader = csv.reader(map(_decoded, _lines(stream)), delimiter=delimiter)
    try:
        header = next(reader, [])
        _check(header, fields)
        for number, cells in enumerate(filter(None, reader), start=1):
            here = place.within(str(number), f"row {number}")
            try:
                yield _article(place, here, dict(zip(header, cells, strict=False)), fields)
            except ReadingError as error:
                yield here.failure(error)
    except csv.Error as error:
        raise ReadingError(f"is no CSV at line {reader.line_num} ({error!s:.100}); write it anew") from None


def read_parquet(place: Place, stream: BufferedReader, fields: Fields) -> Iterator[Item | ReadingFailure]:
    """The article of each row; ReadingError for what is no Parquet or needs pyarrow."""
    try:
        from pyarrow import ArrowException
    except ImportError:
        raise ReadingError(
            "is Parquet, which needs pyarrow; install it with 'pip install deal-extractor[parquet]'"
        ) from None
    with seekable(stream) as file:
        try:
            for number, row in enumerate(_parquet_rows(file, fields), start=1):
                here = place.within(str(number), f"row {number}")
                try:
                    yield _article(place, here, row, fields)
                except ReadingError as error:
                    yield here.failure(error)
        except (ArrowException, OSError, UnicodeDecodeError) as error:
            raise ReadingError(f"is damaged, or no Parquet ({error!s:.100}); write it anew") from error


def _parquet_rows(file: BinaryIO, fields: Fields) -> Iterator[dict[str, object]]:
    import pyarrow
    from pyarrow.parquet import ParquetFile

    with ParquetFile(file) as table:
        names = table.schema_arrow.names
        _check(names, fields)
        wanted = {fields.text, fields.id or ID, fields.date or DATE, TITLE, URL}
        columns = [name for name in names if name in wanted]
        for batch in table.iter_batches(batch_size=_BATCH, columns=columns, use_threads=False):
            columns = [
                column.cast(pyarrow.date32(), safe=False)
                if pyarrow.types.is_timestamp(column.type)
                else column
                for column in batch.columns
            ]
            yield from pyarrow.RecordBatch.from_arrays(columns, names=batch.schema.names).to_pylist()


def _lines(stream: BufferedReader) -> Iterator[bytes | str]:
    """Line by line with its end: as text where a byte order mark says how, else as bytes."""
    encoding = marked_encoding(stream.peek(LONGEST_MARK))
    is_wide = encoding is not None and encoding != "utf-8-sig"
    lines = TextIOWrapper(stream, encoding, newline="\n") if is_wide else stream
    try:
        while line := lines.readline(MAX_BYTES + 1):
            if len(line) > MAX_BYTES:
                raise ReadingError(
                    f"has a line of more than {MAX_BYTES // 10**6} MB; split it into its articles"
                )
            yield line
    except UnicodeDecodeError as error:
        raise ReadingError(f"is not {encoding} ({error.reason}); convert it to UTF-8") from None


def _decoded(line: bytes | str) -> str:
    return line if isinstance(line, str) else decode(line)[0]


def _article(place: Place, here: Place, row: object, fields: Fields) -> Item:
    """The article of one row; ReadingError where it has none, or lacks a field that was asked for."""
    if not isinstance(row, dict):
        raise ReadingError("is no JSON object; write one object a line")
    _check(row, fields)
    text = row[fields.text]
    if not isinstance(text, str | bytes):
        raise ReadingError(f"its {fields.text!r} is no text; name another field with --text-field")
    return Item(
        as_id(place.id, str(row_id)) if (row_id := _id(row, fields)) else here.id,
        here.name,
        text,
        source=_words(row.get(URL)) or here.source,
        published=_date(row, fields) or here.published,
        title=_words(row.get(TITLE)),
    )


def _words(value: object) -> str | None:
    """What is text, and not empty; half characters are spelled ``\\ud800``."""
    return value.encode("utf-8", "backslashreplace").decode() or None if isinstance(value, str) else None


def _check(names: Iterable[str], fields: Fields) -> None:
    """Raise ReadingError where a field is missing, naming those there are."""
    there = list(names)
    for option, wanted in (("text", fields.text), ("id", fields.id), ("date", fields.date)):
        if wanted is not None and wanted not in there:
            shown = ", ".join(repr(name[:_NAME_SHOWN]) for name in there[:_NAMES_SHOWN]) or "none"
            more = f" and {len(there) - _NAMES_SHOWN:,} more" if len(there) > _NAMES_SHOWN else ""
            raise ReadingError(
                f"has no field {wanted!r}; name one of those it has with --{option}-field: {shown}{more}"
            )


def _id(row: dict[str, object], fields: Fields) -> str | int | None:
    value = row.get(fields.id or ID)
    if value is None or isinstance(value, str | int):
        return value
    raise ReadingError(f"its {fields.id or ID!r} is no id; give it as text or a whole number")


def _date(row: dict[str, object], fields: Fields) -> str | None:
    """The row's date; where none was asked for, one that is not ISO is none."""
    value = row.get(fields.date or DATE)
    if value is None or value == "":
        return None
    from extractor.schema import check_iso_date

    match = _DAY.fullmatch(str(value))
    try:
        return check_iso_date(match[1] if match else str(value))
    except ValueError:
        if fields.date is None:
            return None
        raise ReadingError(
            f"its {fields.date!r} is no date ({str(value)[:_NAME_SHOWN]!r}); write YYYY-MM-DD, YYYY-MM or YYYY"
        ) from None
