"""A run in parts: each worker reads a share of the files and writes the records of these as a file of its own.

A part is journalled as any output is: whoever takes up the part of a lost worker goes on with it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.batch.chunks import chunks_of, known_of, most_within
from extractor.batch.employee import Employee
from extractor.batch.journal import open_journal
from extractor.batch.work import Done, Fingerprint, Outcome
from extractor.errors import ReadingError
from extractor.output.kinds import Format
from extractor.output.sink import OutputError, open_workplace, unwritable
from extractor.reading.item import ReadingFailure
from extractor.reading.items import items_in
from extractor.reading.opening import STDIN
from extractor.reading.paths import File
from extractor.reading.rows import Fields

if TYPE_CHECKING:
    from extractor.schema import Extraction

MOST = 1000
"""Files of one document each that make a part; a file of many is a part of its own."""
_RUN = "_run.json"


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read, and the form in which their records are written."""

    fields: Fields
    published: str | None
    format: Format


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive files, and where their records go."""

    path: str
    files: tuple[File | ReadingFailure, ...]


def plan_parts(folder: Path, files: Iterable[File | ReadingFailure], format: Format) -> Iterator[Part]:
    """Parts whose records, one part after another, are those of the ``files`` in their order."""
    for number, share in enumerate(_shares(files)):
        yield Part(str(folder / f"part-{number:05}.{format}"), tuple(share))


def check_files(files: Iterable[File | ReadingFailure]) -> None:
    """Raises ReadingError for what workers elsewhere cannot read, or not tell apart."""
    taken: dict[tuple[str, bool], str] = {}
    for file in files:
        if isinstance(file, ReadingFailure):
            continue
        if file.path == STDIN:
            raise ReadingError("standard input: cannot be read in parts; name files")
        key = file.id, file.kind.is_one_document
        if first := taken.get(key):
            raise ReadingError(
                f"{file.name}: its id {file.id!r} is that of {first} too;"
                " rename one of them, name the folder above both, or extract them in two runs"
            )
        taken[key] = file.name


@contextmanager
def open_parts(path: str, fingerprint: Fingerprint, *, inputs: Iterable[str], resume: bool) -> Iterator[Path]:
    """The folder in which the parts of ``path`` are made; it gets that name when all are there.

    Raises OutputError where it cannot be made, or an earlier run, which is to be gone on with, went by another
    ``fingerprint``.
    """
    with open_workplace(path, inputs=inputs, folder=True, keep_partial=True, resume=resume) as folder:
        folder.mkdir(exist_ok=True)
        run = folder / _RUN
        if not run.exists():
            run.write_text(json.dumps(fingerprint))
        elif run.read_text() != json.dumps(fingerprint):
            raise OutputError(
                f"{path}: cannot go on with what the earlier run left, which had other options or another version;"
                " give the same, or start again without --resume"
            )
        yield folder


def clear_others(folder: Path, parts: Iterable[Part]) -> None:
    """Leave only ``parts`` in ``folder``: an earlier run may have had other inputs."""
    paths = {Path(part.path) for part in parts}
    for found in folder.iterdir():
        if found not in paths:
            _remove(found)


def write_part(employee: Employee, part: Part, reading: Reading, fingerprint: Fingerprint) -> list[Outcome]:
    """Read and write ``part``; the outcomes, without the records.

    One that is there already is made anew where a document has changed or failed. Raises OutputError.
    """
    outcomes: list[Outcome] = []
    try:
        _take_back(part.path, fingerprint)
    except OSError as error:
        raise unwritable(part.path, error) from error
    with open_journal(part.path, resume=True) as journal:
        journal.begin(fingerprint)
        items = items_in(part.files, fields=reading.fields, published=reading.published)
        for chunk in chunks_of(items, most_within(employee.timeout)):
            for outcome in employee.outcomes(chunk, known_of(chunk, journal.known)):
                journal.write(outcome)
                outcomes.append(replace(outcome, line="") if isinstance(outcome, Done) else outcome)
        journal.finish(None if reading.format is Format.jsonl else partial(_convert, reading.format))
    return outcomes


def _shares(files: Iterable[File | ReadingFailure]) -> Iterator[list[File | ReadingFailure]]:
    share: list[File | ReadingFailure] = []
    for file in files:
        if isinstance(file, File) and not file.kind.is_one_document:
            if share:
                yield share
            yield [file]
            share = []
            continue
        share.append(file)
        if len(share) == MOST:
            yield share
            share = []
    if share:
        yield share


def _take_back(path: str, fingerprint: Fingerprint) -> None:
    """Have a part that is whole be one that is to be gone on with."""
    whole = Path(path)
    if not whole.exists():
        return
    from extractor.output.formats import json_lines
    from extractor.output.readers import read_records

    with Path(f"{path}.partial").open("w", encoding="utf-8", newline="") as file:
        file.writelines(json_lines(read_records(path)))
    Path(f"{path}.partial.run").write_text(json.dumps(fingerprint))
    _remove(whole)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _convert(format: Format, records: Iterator[Extraction], path: str) -> None:
    from extractor.output.writers import write_records

    write_records(records, path, format)
