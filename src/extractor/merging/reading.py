"""Records of earlier runs, read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pydantic import ValidationError

from extractor.errors import ReadingError
from extractor.evaluation.gold import faults_of
from extractor.reading.opening import STDIN
from extractor.reading.paths import spell, unreadable
from extractor.schema import Extraction
from extractor.version import SCHEMA_VERSION


def read_records(path: str) -> Iterator[Extraction | ReadingError]:
    """Each record of a JSON Lines file (``-``: standard input), or what is wrong with its line.

    Fields that a later minor version of the contract added are passed over.
    """
    name = "standard input" if path == STDIN else spell(path)
    try:
        with open(0 if path == STDIN else path, "rb", closefd=path != STDIN) as file:
            yield from _read_each(file, name)
    except OSError as error:
        yield ReadingError(unreadable(name, error).message)


def _read_each(file: BinaryIO, name: str) -> Iterator[Extraction | ReadingError]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            record = Extraction.model_validate_json(line.removeprefix(b"\xef\xbb\xbf"), extra="ignore")
        except ValidationError as error:
            faults = faults_of(error)
            yield ReadingError(f"{name}:{number}: is no record ({faults}); make one with 'extractor extract'")
            continue
        if record.schema_version.partition(".")[0] == SCHEMA_VERSION.partition(".")[0]:
            yield record
        else:
            version = record.schema_version
            yield ReadingError(
                f"{name}:{number}: its contract is version {version}, ours is {SCHEMA_VERSION}; extract it again"
            )
