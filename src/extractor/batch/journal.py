"""The records of a run while it runs, in a file from which the same run can go on after any end.

Beside the output stand, and are gone after a clean end: ``<out>.partial``, the records in the order of the
documents; ``<out>.partial.run``, what the run goes by; ``<out>.partial.rest``, only where a resumed run finds a
document new or changed, the earlier records that come after it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from extractor.batch.copies import marked
from extractor.batch.work import Done, Fingerprint, Known, Outcome, Unchanged, digest_of
from extractor.output.sink import OutputError, Partial, open_partial, unwritable

if TYPE_CHECKING:
    from extractor.schema import Extraction

Convert = Callable[[Iterator["Extraction"], str], None]
"""Writes records to the file of that name, in a form of its own."""


class _Place(NamedTuple):
    """Where a record stands in the partial file, in bytes."""

    start: int
    length: int


@contextmanager
def open_journal(path: str, *, inputs: Iterable[str] = (), resume: bool = False) -> Iterator[Journal]:
    """The journal of the run that writes ``path``; where ``resume``, it goes on with what an earlier run left.

    Raises OutputError where ``path`` cannot be written, is one of ``inputs``, or another run's.
    """
    with open_partial(path, inputs=inputs, resume=resume) as partial:
        journal = Journal(partial, resume=resume)
        try:
            yield journal
        finally:
            journal.close()


class Journal:
    """Records in the order of the documents, each once. Every method raises OutputError where the disk refuses."""

    def __init__(self, partial: Partial, *, resume: bool) -> None:
        self._partial = partial
        self._run = Path(f"{partial.path}.run")
        self._rest = Path(f"{partial.path}.rest")
        self._resume = resume
        self._places: dict[str, _Place] = {}
        self._end = 0  # of the records that are in order
        self._size = 0  # the same, and the earlier run's records that are not yet asked for
        self._set_aside: BinaryIO | None = None
        self._set_aside_from = 0
        self.known: dict[str, Known] = {}
        """The records of the earlier run, by id."""

    def begin(self, fingerprint: Fingerprint) -> None:
        """Take up what an earlier run left. Raises OutputError where that went by another ``fingerprint``."""
        with self._writing():
            if not self._resume:
                self._rest.unlink(missing_ok=True)
            if os.fstat(self._partial.fd).st_size or self._rest.exists():
                self._compare(fingerprint)
                self._take_up()
            else:
                with _create(self._run) as file:
                    file.write(json.dumps(fingerprint).encode())

    def write(self, outcome: Outcome) -> None:
        """Add the record of a document; a failure has none."""
        with self._writing():
            match outcome:
                case Done():
                    self._clear_way()
                    self._append(outcome.line)
                case Unchanged():
                    place = self._places[outcome.id]
                    is_same = outcome.duplicate_of == self.known[outcome.id].duplicate_of
                    if is_same and place.start == self._end and self._set_aside is None:
                        self._end += place.length
                        return
                    self._clear_way()
                    assert self._set_aside is not None
                    self._set_aside.seek(place.start - self._set_aside_from)
                    line = self._set_aside.read(place.length).decode()
                    self._append(line if is_same else marked(line, outcome.duplicate_of))

    def finish(self, convert: Convert | None = None) -> None:
        """Give the records the output's name, as they are or in the form that ``convert`` gives them."""
        with self._writing():
            os.ftruncate(self._partial.fd, self._end)
            if convert is None:
                self._partial.finish()
            else:
                made = f"{self._partial.path}.made"
                convert(self._records(), made)
                if Path(made).is_file():
                    shutil.copymode(self._partial.path, made)
                Path(made).replace(self._partial.final)
                self._partial.path.unlink()
            self._rest.unlink(missing_ok=True)
            self._run.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the files; where there is nothing to go on with, none is left."""
        if self._set_aside is not None:
            self._set_aside.close()
        if not os.fstat(self._partial.fd).st_size and not self._rest.exists():
            self._run.unlink(missing_ok=True)

    def _compare(self, fingerprint: Fingerprint) -> None:
        try:
            begun = json.loads(self._run.read_bytes())
            changes = [
                f"{name} was {begun.get(name)}, is {fingerprint.get(name)}"
                for name in begun | fingerprint
                if begun.get(name) != fingerprint.get(name)
            ]
        except (OSError, ValueError, AttributeError, TypeError, RecursionError):
            changes = [f"{self._run.name} is missing or damaged"]
        if changes:
            raise OutputError(
                f"{self._partial.name}: cannot go on with what the earlier run left ({'; '.join(changes)});"
                " give the same options, or start again without --resume"
            )

    def _take_up(self) -> None:
        """Find the records that are there, whole; the line that was being written is cut off."""
        self._index()
        with suppress(FileNotFoundError), self._rest.open("rb") as rest:
            os.lseek(self._partial.fd, 0, os.SEEK_END)
            with open(self._partial.fd, "wb", closefd=False) as file:
                shutil.copyfileobj(rest, file)
            os.fsync(self._partial.fd)
            self._index()
            self._rest.unlink()

    def _index(self) -> None:
        with open(self._partial.fd, "rb", closefd=False) as file:
            file.seek(self._size)
            for line in file:
                record = _parse(line)
                if record is None:
                    break
                document = record["document"]
                if document["id"] not in self._places:
                    self._places[document["id"]] = _Place(self._size, len(line))
                    self.known[document["id"]] = Known(
                        digest_of(document), len(record["deals"]), document.get("duplicate_of")
                    )
                self._size += len(line)
        os.ftruncate(self._partial.fd, self._size)

    def _clear_way(self) -> None:
        """Set aside the earlier records that are not yet in order: a record comes before them."""
        if self._end == self._size:
            return
        made = Path(f"{self._rest}.made")
        with self._partial.path.open("rb") as file, _create(made) as rest:
            file.seek(self._end)
            shutil.copyfileobj(file, rest)
        self._set_aside, self._set_aside_from = made.open("rb"), self._end
        made.replace(self._rest)
        os.ftruncate(self._partial.fd, self._end)
        self._size = self._end

    def _append(self, line: str) -> None:
        os.lseek(self._partial.fd, self._end, os.SEEK_SET)
        self._partial.write(line)
        self._end = self._size = os.lseek(self._partial.fd, 0, os.SEEK_CUR)

    def _records(self) -> Iterator[Extraction]:
        from extractor.schema import Extraction

        with self._partial.path.open("rb") as file:
            yield from map(Extraction.model_validate_json, file)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise unwritable(self._partial.name, error) from error


@contextmanager
def _create(path: Path) -> Iterator[BinaryIO]:
    """A new file, on the disk when it is closed."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _parse(line: bytes) -> dict[str, Any] | None:
    """The record on a line, None where it is torn."""
    try:
        record: dict[str, Any] = json.loads(line)
        return record if line.endswith(b"\n") and record["document"]["id"] and "deals" in record else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
