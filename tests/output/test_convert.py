"""``extractor convert`` as a user types it."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from made_by_hand import FULL, record
from nights import HOSTILE, lines, night

from conftest import RunExtractor


@pytest.fixture
def jsonl(tmp_path: Path) -> Path:
    path = tmp_path / "night.jsonl"
    path.write_text(lines(HOSTILE), encoding="utf-8")
    return path


def test_there_and_back(run: RunExtractor, tmp_path: Path, jsonl: Path) -> None:
    steps = ["night.jsonl", "a.db", "b.duckdb", "c.parquet", "d.sqlite", "e.jsonl"]
    for source, target in pairwise(steps):
        done = run("convert", source, target)
        assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "e.jsonl").read_bytes() == jsonl.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(steps)


def test_pipes(run: RunExtractor, tmp_path: Path, jsonl: Path) -> None:
    assert run("convert", "-", "a.db", stdin=b"\xef\xbb\xbf\n" + jsonl.read_bytes()).code == 0
    done = run("convert", "a.db", "-")
    assert (done.code, done.out) == (0, jsonl.read_text(encoding="utf-8"))


def test_the_parquet_file_of_documents_will_do(run: RunExtractor, jsonl: Path) -> None:
    run("convert", "night.jsonl", "a.parquet")
    done = run("convert", "a.parquet/documents.parquet", "-")
    assert (done.code, done.out) == (0, jsonl.read_text(encoding="utf-8"))


def test_csv_and_json_are_written_only(run: RunExtractor, tmp_path: Path, jsonl: Path) -> None:
    for name in ("a.csv", "a.json"):
        assert run("convert", "night.jsonl", name).code == 0
        done = run("convert", name, "b.db")
        kind = name[2:].upper()
        message = (
            f"extractor: {name}: {kind} is written only; name a file of JSON Lines, Parquet, SQLite or DuckDB"
        )
        assert (done.code, done.lines) == (2, [message])
    assert not (tmp_path / "b.db").exists()


TORN = lines([FULL, record()])[:-20].encode()
FAULTS = [
    ("in.jsonl", TORN, r"in.jsonl:2: is no record of ours: Invalid JSON: EOF while parsing"),
    ("in.jsonl", b'\n{"a": 1}\n', "in.jsonl:2: is no record of ours: document: Field required; provenance:"),
    ("in.jsonl", b"\0\xff\n", "in.jsonl:1: is no record of ours: Invalid JSON"),
    ("in.jsonl", b"[" * 100_000, "in.jsonl:1: is no record of ours: Invalid JSON: recursion limit exceeded"),
    (
        "in.db",
        b"no database",
        "in.db: cannot be read as a SQLite database of records (file is not a database)",
    ),
    ("in.db", b"", "in.db: cannot be read as a SQLite database of records (no such table: documents)"),
    ("in.duckdb", b"no database", "in.duckdb: cannot be read as a DuckDB database of records (IO Error: "),
    ("in.parquet", b"no table", "in.parquet: cannot be read as Parquet files of records ("),
    ("in.txt", b"An article.", "in.txt: its suffix tells no format; name it one of *.jsonl *.json *.csv"),
]


@pytest.mark.parametrize(("name", "content", "message"), FAULTS)
def test_faults_of_the_input(
    run: RunExtractor, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("convert", name, "out.csv")
    assert (done.code, len(done.lines)) == (2, 1)
    assert done.err.startswith(f"extractor: {message}")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("target", ["out.jsonl", "out.db", "out.duckdb", "out.parquet"])
def test_a_torn_line_leaves_no_output(run: RunExtractor, tmp_path: Path, target: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(TORN)
    done = run("convert", "in.jsonl", target)
    assert (done.code, done.err[:28]) == (2, "extractor: in.jsonl:2: is no")
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


REFUSED = [
    ("absent.jsonl", "out.db", "absent.jsonl: no such file; check the path"),
    ("absent.db", "out.jsonl", "absent.db: no such file; check the path"),
    ("night.jsonl", "night", "night: its suffix tells no format; name it one of *.jsonl"),
    ("night.jsonl", "night.jsonl", "night.jsonl: is one of the inputs; choose another file"),
    ("night.jsonl", "link.db", "link.db: is one of the inputs; choose another file"),
    ("night.jsonl", "absent/out.db", "absent/out.db: cannot be written (No such file or directory)"),
    ("night.jsonl", "folder.db", "folder.db: is no regular file; choose another file for the output"),
    ("folder.db", "out.jsonl", "folder.db: is no regular file; check what it is"),
    ("folder.parquet", "out.jsonl", "folder.parquet: cannot be read as Parquet files of records ("),
    ("night.jsonl", "folder.parquet", "folder.parquet: is there already; name a new folder for the output"),
]


@pytest.mark.parametrize(("source", "target", "message"), REFUSED)
def test_what_is_refused(
    run: RunExtractor, tmp_path: Path, jsonl: Path, source: str, target: str, message: str
) -> None:
    (tmp_path / "link.db").hardlink_to(jsonl)
    for name in ("folder.db", "folder.parquet"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "precious").touch()
    before = sorted(tmp_path.rglob("*"))
    done = run("convert", source, target)
    assert (done.code, len(done.lines)) == (2, 1)
    assert done.err.startswith(f"extractor: {message}")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("package", "name", "line"),
    [
        ("duckdb", "a.duckdb", "a DuckDB file needs duckdb: pip install 'deal-extractor[duckdb]'"),
        ("pyarrow", "a.parquet", "Parquet and Arrow need pyarrow: pip install 'deal-extractor[parquet]'"),
    ],
)
def test_a_package_that_is_not_installed(
    run: RunExtractor, tmp_path: Path, jsonl: Path, package: str, name: str, line: str
) -> None:
    """As it is without it: the import fails."""
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / f"{package}.py").write_text(f"raise ImportError({package!r})")
    path = os.pathsep.join([str(tmp_path / "without"), *sys.path])
    done = run("convert", "night.jsonl", name, PYTHONPATH=path)
    assert (done.code, done.lines) == (2, [f"extractor: {line}"])
    assert run("convert", "night.jsonl", "a.db", PYTHONPATH=path).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "night.jsonl", "without"]


def test_a_reader_that_has_gone(run: RunExtractor, tmp_path: Path) -> None:
    (tmp_path / "night.jsonl").write_text(lines(night(300)), encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.csv")
    with subprocess.Popen(["head", "-n", "1", tmp_path / "pipe.csv"], stdout=subprocess.DEVNULL):
        done = run("convert", "night.jsonl", "pipe.csv")
    assert (done.code, done.err) == (141, "")
