"""WARC, the format of web crawls, record after record."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from extractor.errors import ReadingError
from extractor.reading.item import Item, ReadingFailure
from extractor.reading.opening import read_whole
from extractor.reading.place import Place

_HTML = ("text/html", "application/xhtml+xml")
_TEXT = "text/plain"
_CHUNK = 1 << 16
_CUT = "is cut short or damaged; fetch the file anew"


def read_warc(place: Place, stream: BufferedReader) -> Iterator[Item | ReadingFailure]:
    """The pages (responses with status 200 in HTML) and texts (conversions and resources) of a crawl.

    A record that is cut short is a failure; ReadingError where the records after it cannot be found.
    """
    if not stream.peek(1):
        return
    records = _Records(stream)
    number = 0
    while True:
        try:
            record = next(records, None)
        except ReadingError:
            raise
        except Exception as error:  # it raises whatever its parsing comes upon
            raise ReadingError(f"is no WARC after record {number} ({error!s:.100}); fetch it anew") from error
        if records.err_count:
            raise ReadingError(f"record {number}: {_CUT}")
        if record is None:
            return
        number += 1
        here = place.within(_uuid(record) or str(number), f"record {number}")
        try:
            if found := _document(here, record):
                yield found
        except ReadingError as error:
            yield here.failure(error)


class _Records(ArchiveIterator):  # type: ignore[misc]
    """warcio takes a record whose headers are cut short for the end of the file; this doesn't."""

    INC_RECORD = ""  # what it would print where something stands between two records; it counts it, too

    def _next_record(self, next_line: bytes | None) -> Any:
        try:
            return super()._next_record(next_line)
        except EOFError:
            if next_line is None and self.record is not None:
                raise
            raise ReadingError(f"its last record {_CUT}") from None


def _document(here: Place, record: ArcWarcRecord) -> Item | None:
    """The page or text of a record, if it holds one; ReadingError where it is not whole."""
    if not (record.rec_headers.get_header("Content-Length") or "").strip().isdigit():
        raise ReadingError(_CUT)
    kind = _kind(record)
    data = b""
    try:
        if kind:
            data = read_whole(record.content_stream())
        while record.raw_stream.read(_CHUNK):
            pass
    except ReadingError:
        raise
    except Exception as error:
        raise ReadingError(f"is damaged ({error!s:.100}); fetch the file anew") from error
    if record.raw_stream.limit:  # bytes that its length promised
        raise ReadingError(_CUT)
    if not kind:
        return None
    return Item(
        here.id,
        here.name,
        data,
        source=record.rec_headers.get_header("WARC-Target-URI") or here.source,
        is_html=kind in _HTML,
        published=here.published,
    )


def _kind(record: ArcWarcRecord) -> str | None:
    """The media type of a record that may hold an article."""
    if record.rec_type == "response" and record.http_headers:
        kind = _media_type(record.http_headers.get_header("Content-Type"))
        return kind if kind in _HTML and record.http_headers.get_statuscode() == "200" else None
    if record.rec_type in ("conversion", "resource"):
        kind = _media_type(record.rec_headers.get_header("Content-Type"))
        return kind if kind in (*_HTML, _TEXT) else None
    return None


def _media_type(header: str | None) -> str:
    return (header or "").partition(";")[0].strip().lower()


def _uuid(record: ArcWarcRecord) -> str | None:
    """The record's own id, without what all such ids begin with."""
    own: str | None = record.rec_headers.get_header("WARC-Record-ID")
    return own and own.strip("<>").removeprefix("urn:uuid:")
