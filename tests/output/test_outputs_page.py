"""docs/outputs.md tells the tables as they are, and its questions get answers."""

import re
import sqlite3
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest
from made_by_hand import FULL, record
from nights import renamed

from conftest import ROOT
from extractor.output.kinds import Format
from extractor.output.rows import RECORDS
from extractor.output.writers import write_records
from extractor.schema import spans_of

PAGE = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
TOLD = {
    name: re.findall(r"`(\w+)`", columns)
    for name, columns in re.findall(r"^\| `(\w+)` \| [^|]+ \| (`.+`) \|$", PAGE, re.MULTILINE)
}
QUESTIONS = re.findall(r"^```sql\n(.+?)^```$", PAGE, re.DOTALL | re.MULTILINE)
NIGHT = [FULL, renamed("quiet", record()), renamed("again")]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("night")
    for format in (Format.sqlite, Format.duckdb, Format.parquet):
        write_records(NIGHT, folder / f"night.{format}", format)
    return folder


def test_the_tables_of_each_format(night: Path) -> None:
    lite, duck = sqlite3.connect(night / "night.sqlite"), duckdb.connect(night / "night.duckdb")
    names = [name for (name,) in lite.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    assert names == list(TOLD)
    assert sorted(name for (name,) in duck.execute("SHOW TABLES").fetchall()) == sorted(TOLD)
    assert {path.stem for path in (night / "night.parquet").iterdir()} == set(TOLD)
    for name, columns in TOLD.items():
        assert [column for column, *_ in lite.execute(f"SELECT * FROM {name}").description] == columns
        assert [column for column, *_ in duck.execute(f"SELECT * FROM {name}").description] == columns
        assert pyarrow.parquet.read_schema(night / "night.parquet" / f"{name}.parquet").names == columns


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.split("\n")[0] for question in QUESTIONS])
def test_its_questions(night: Path, question: str) -> None:
    lite, duck = sqlite3.connect(night / "night.sqlite"), duckdb.connect(night / "night.duckdb")
    for name in TOLD:  # the same question, to the Parquet files
        duck.execute(f"CREATE TEMP VIEW p_{name} AS FROM '{night}/night.parquet/{name}.parquet'")
    answer = sorted(map(repr, lite.execute(question).fetchall()))
    assert answer
    assert sorted(map(repr, duck.execute(question).fetchall())) == answer
    of_parquet = re.sub(r"(?<=FROM |JOIN )(\w+)", r"p_\1 AS \1", question).replace(" AS parties AS", " AS")
    assert sorted(map(repr, duck.execute(of_parquet).fetchall())) == answer


def test_what_the_questions_answer(night: Path) -> None:
    lite = sqlite3.connect(night / "night.sqlite")
    largest, roles, words, backers, speakers = (lite.execute(question).fetchall() for question in QUESTIONS)
    assert largest == [(None, "Acme Corp", "Beta", 40_000_000.0)] * 2
    assert roles == [("acquirer", "completed", "Acme Corp", "Beta", None)] * 2
    assert {text for _, text, *_ in words} == {"$40 million", "under"}
    assert backers == [("Beta", "Lux", 2)]
    assert speakers == [("Ann Poe", None, "Acme Corp", 2)]


def test_evidence_is_every_span_of_the_record(night: Path) -> None:
    lite = sqlite3.connect(night / "night.sqlite")
    told = lite.execute(
        'SELECT path, start, "end", text FROM evidence WHERE document_id = ? ORDER BY rowid', ["acme"]
    )
    told = told.fetchall()
    spans = [span for kind in RECORDS for span in spans_of(getattr(FULL, kind))]
    assert [row[1:] for row in told] == [(span.start, span.end, span.text) for span in spans]
    for path, start, end, _ in told:
        found: object = FULL
        for name, place in re.findall(r"(\w+)|\[(\d+)\]", path):
            found = getattr(found, name) if name else found[int(place)]  # type: ignore[index]
        assert found in spans
        assert (start, end) == (found.start, found.end)  # type: ignore[attr-defined]


def test_every_party_has_a_row(night: Path) -> None:
    lite = sqlite3.connect(night / "night.sqlite")
    columns = "item, role, number, path, name, mentions, identifiers, description"
    told = lite.execute(f"SELECT {columns} FROM parties WHERE document_id = 'acme' ORDER BY rowid").fetchall()
    acme = ("Acme Corp", "Acme Corp; Acme", "ACM.N", None)
    assert told == [
        ("deals[0]", "acquirer", 0, "deals[0].acquirers[0]", *acme),
        ("deals[0]", "target", 0, "deals[0].target", "Beta", "Beta", None, "a maker of sieves"),
        ("deals[0]", "investor", 0, "deals[0].investors[0]", "Lux", "Lux", None, None),
        ("deals[1]", "seller", 0, "deals[1].sellers[0]", "Delta", "Delta", None, None),
        ("financings[0]", "company", 0, "financings[0].company", "Beta", "Beta", None, None),
        ("financings[0]", "investor", 0, "financings[0].investors[0]", "Lux", "Lux", None, None),
        ("valuations[0]", "company", 0, "valuations[0].company", *acme),
        ("quotes[0]", "speaker", 0, "quotes[0].speaker", "Ann Poe", "Ann Poe", None, None),
        ("quotes[0]", "affiliation", 0, "quotes[0].affiliation", *acme),
    ]
