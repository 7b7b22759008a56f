"""Records as CSV, one row a deal, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from extractor.output.columns import Cell
from extractor.output.flat_tables import TABLES
from extractor.output.terminal import one_line
from extractor.schema import Extraction

_OF_DOCUMENT = ("document_id", "title", "published", "source")
_FORMULA = re.compile(
    r"""
    (?: ^ | (?<=;) )           # where a cell starts; some programs cut at semicolons
    (                          # what cannot be seen
        [\s\u200b-\u200d\u2060\ufeff]*
    )
    (?= [=+\-@＝＋－＠] )       # the signs that make a formula of it, wide ones too
    """,
    re.VERBOSE,
)
_EXACT = 10**15  # a whole number below it is written with all its digits


def csv_lines(records: Iterable[Extraction]) -> Iterator[str]:
    """A line of names, then one line for each deal; a document without a deal has none.

    No cell starts a formula: where one would, an apostrophe stands before it. Line ends in a cell become
    blanks, and other control characters visible signs.
    """
    of_document = [column for column in TABLES["documents"].columns if column.name in _OF_DOCUMENT]
    of_deal = TABLES["deals"].columns
    yield _line([*(column.name for column in of_document), "number", *(column.name for column in of_deal)])
    for record in records:
        told = [column.read(record) for column in of_document]
        for number, deal in enumerate(record.deals):
            yield _line([*told, number, *(column.read(deal) for column in of_deal)])


def _line(cells: Iterable[Cell]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(_written, cells))
    return line.getvalue()


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float():
            return str(int(cell)) if cell.is_integer() and cell < _EXACT else repr(cell)
        case int():
            return str(cell)
        case str():
            return _FORMULA.sub(r"\1'", one_line(cell))
