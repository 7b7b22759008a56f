"""Records as a frame, taken by each library that reads Arrow, and by pandas without it."""

import sys

import duckdb
import pandas
import polars
import pyarrow
import pytest
from made_by_hand import FULL, record
from nights import renamed

from extractor import ExtractorError, to_frame
from extractor.extras import MissingPackageError
from extractor.output.flat_tables import TABLES
from extractor.output.sink import OutputError

NIGHT = [FULL, renamed("quiet", record()), renamed("again")]


def test_columns() -> None:
    frame = to_frame(NIGHT)
    assert list(frame.columns) == list(TABLES["deals"].types)
    assert len(frame) == 4
    assert frame.columns["document_id"] == ["acme", "acme", "again", "again"]
    assert frame.columns["price_amount"] == [40_000_000, None] * 2
    assert to_frame(FULL).columns["target"] == frame.columns["target"][:2]


@pytest.mark.parametrize("name", TABLES)
def test_each_library_takes_each_table(name: str) -> None:
    frame = to_frame(NIGHT, name)
    rows = [dict(zip(frame.columns, row, strict=True)) for row in zip(*frame.columns.values(), strict=True)]
    assert len(rows) == len(frame) > 0
    assert pyarrow.table(frame).to_pylist() == rows
    assert polars.DataFrame(frame).to_dicts() == rows
    assert duckdb.sql("SELECT * FROM frame").arrow().read_all().to_pylist() == rows
    taken = pandas.DataFrame.from_arrow(frame)
    assert list(taken.columns) == list(frame.columns)
    assert len(taken) == len(pandas.DataFrame(frame.columns)) == len(rows)


def test_types_hold_where_there_are_no_rows() -> None:
    frame = polars.DataFrame(to_frame([]))
    assert frame.shape == (0, len(TABLES["deals"].types))
    assert frame.schema["price_amount"] == polars.Float64
    assert frame.schema["price_disclosed"] == polars.Boolean


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = to_frame(NIGHT)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPackageError, match=r"need pyarrow: pip install 'deal-extractor\[parquet\]'"):
        frame.__arrow_c_stream__()


def test_what_is_no_table() -> None:
    with pytest.raises(ExtractorError, match="no table is called 'deal': take one of documents, deals"):
        to_frame(NIGHT, "deal")
    with pytest.raises(OutputError, match="both have this id"):
        to_frame([FULL, FULL])
