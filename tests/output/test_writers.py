"""Records written and read back: nothing lost, nothing half-written, few in memory."""

import gc
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_by_hand import FULL, record
from nights import HOSTILE, lines, night, renamed

from conftest import RunExtractor
from extractor.errors import ReadingError
from extractor.output.kinds import SUFFIXES, Format, UnknownFormatError, format_of
from extractor.output.readers import read_records
from extractor.output.sink import OutputError, open_workplace
from extractor.output.writers import write_records
from extractor.schema import Extraction

WHOLE = [Format.jsonl, Format.sqlite, Format.duckdb, Format.parquet]
TABLES = WHOLE[1:]


def held(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("format", WHOLE)
def test_what_is_written_is_read_back(tmp_path: Path, format: Format) -> None:
    path = tmp_path / f"night.{format}"
    write_records(iter(HOSTILE), path, format)
    assert lines(read_records(path)) == lines(HOSTILE)
    assert held(tmp_path) == [path.name]


@pytest.mark.parametrize("format", WHOLE)
def test_a_night_without_a_document(tmp_path: Path, format: Format) -> None:
    write_records([], tmp_path / f"none.{format}", format)
    assert list(read_records(tmp_path / f"none.{format}")) == []


@pytest.mark.shared
def test_real_records_go_round_all_formats(
    run: RunExtractor, tmp_path: Path, shared: Callable[..., Path]
) -> None:
    run("extract", str(shared("dev", "read")), "--with-text", "--trace", "-o", "0.jsonl")
    real = read_records(tmp_path / "0.jsonl")
    for step, format in enumerate([*TABLES, Format.jsonl], start=1):
        write_records(real, tmp_path / f"{step}.{format}", format)
        real = read_records(tmp_path / f"{step}.{format}")
    assert (tmp_path / "4.jsonl").read_bytes() == (tmp_path / "0.jsonl").read_bytes()
    assert sum(1 for _ in real) >= 30


@pytest.mark.parametrize("format", WHOLE)
def test_a_text_of_megabytes(tmp_path: Path, format: Format) -> None:
    text = "é“\0" * 1_000_000
    long = record(text, document=record(text).document.model_copy(update={"text": text}))
    made = [renamed(f"{number}", long) for number in range(3)]
    write_records(made, tmp_path / f"long.{format}", format)
    assert list(read_records(tmp_path / f"long.{format}")) == made


@pytest.mark.parametrize("format", Format)
def test_few_records_are_in_memory(tmp_path: Path, format: Format) -> None:
    def alive() -> int:
        gc.collect()
        return sum(type(thing) is Extraction for thing in gc.get_objects())

    def watched() -> Iterator[Extraction]:
        before = alive()
        for number, made in enumerate(night(120)):
            yield made
            del made
            if number % 40 == 0:
                counts.append(alive() - before)

    counts: list[int] = []
    write_records(watched(), tmp_path / "night", format)
    assert len(counts) == 3
    assert max(counts) <= 2


MEASURED = """
import re, sys
from pathlib import Path
from nights import night
from extractor.output.kinds import Format
from extractor.output.readers import read_records
from extractor.output.writers import write_records
path, count = Path(sys.argv[1]), int(sys.argv[2])
write_records(night(count), path, Format(path.suffix[1:]))
assert sum(1 for _ in read_records(path)) == count
status = Path("/proc/self/status").read_text()  # getrusage would tell the parent's peak, if that is higher
print(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1])
"""


def python(code: str, *args: object) -> subprocess.CompletedProcess[str]:
    """``code`` in a process of its own, which finds what this one does."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from Linux's /proc")
@pytest.mark.parametrize("format", WHOLE)
def test_ten_thousand_records_take_the_memory_of_two_thousand(tmp_path: Path, format: Format) -> None:
    peaks = []
    for count in (2_000, 10_000):
        done = python(MEASURED, tmp_path / f"{count}.{format}", count)
        assert done.returncode == 0, done.stderr
        peaks.append(int(done.stdout) / 1024)
    few, many = peaks
    assert many < 300  # MiB
    assert many - few < 80  # JSON Lines of the 8,000 others: 33 MB; their rows as objects: 500 MB


@pytest.mark.parametrize("format", Format)
def test_nothing_stays_of_what_failed(tmp_path: Path, format: Format) -> None:
    def failing() -> Iterator[Extraction]:
        yield from night(3)
        raise ReadingError("in.jsonl:4: is no record of ours")

    path = tmp_path / f"night.{format}"
    if format is not Format.parquet:
        path.write_text("before")
    before = held(tmp_path)
    with pytest.raises(ReadingError, match=r"^in\.jsonl:4"):
        write_records(failing(), path, format)
    assert held(tmp_path) == before
    assert format is Format.parquet or path.read_text() == "before"


@pytest.mark.parametrize("format", TABLES)
def test_a_killed_run_leaves_no_output_and_does_not_stop_the_next(tmp_path: Path, format: Format) -> None:
    path = tmp_path / f"night.{format}"
    code = f"""
import os, signal
from nights import night
from extractor.output.kinds import Format
from extractor.output.writers import write_records
def killed():
    yield from night(1500)
    os.kill(os.getpid(), signal.SIGKILL)
write_records(killed(), {str(path)!r}, Format({str(format)!r}))
"""
    assert python(code).returncode == -signal.SIGKILL
    assert held(tmp_path) == [f"{path.name}.partial"]
    write_records(night(2), path, format)
    assert held(tmp_path) == [path.name]
    assert lines(read_records(path)) == lines(night(2))


@pytest.mark.parametrize("format", WHOLE)
def test_a_full_disk_is_told_in_one_line(tmp_path: Path, format: Format) -> None:
    path = tmp_path / f"night.{format}"
    code = f"""
import resource, sys
from nights import night
from extractor.errors import ExtractorError
from extractor.output.kinds import Format
from extractor.output.writers import write_records
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write_records(night(3000), {str(path)!r}, Format({str(format)!r}))
except ExtractorError as error:
    sys.exit(str(error))
"""
    done = python(code)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{path}: cannot be written (")
    assert done.stderr.count("\n") == 1
    assert held(tmp_path) == []


@pytest.mark.parametrize("format", WHOLE)
def test_two_runs_do_not_mix(tmp_path: Path, format: Format) -> None:
    path = tmp_path / f"night.{format}"

    def meanwhile() -> Iterator[Extraction]:
        yield FULL
        with pytest.raises(OutputError, match="another run is writing it"):
            write_records([], path, format)

    write_records(meanwhile(), path, format)
    assert lines(read_records(path)) == lines([FULL])


@pytest.mark.parametrize("format", [Format.sqlite, Format.duckdb])
def test_permissions_and_links_stay(tmp_path: Path, format: Format) -> None:
    (tmp_path / "real").write_text("before")
    (tmp_path / "real").chmod(0o600)
    (tmp_path / f"link.{format}").symlink_to("real")
    write_records([FULL], tmp_path / f"link.{format}", format)
    assert (tmp_path / f"link.{format}").is_symlink()
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o600
    assert lines(read_records(tmp_path / f"link.{format}")) == lines([FULL])


def test_no_folder_is_cleared(tmp_path: Path) -> None:
    for name in ("night.parquet", "night.db.partial"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "precious").write_text("precious")
    with pytest.raises(OutputError, match=r"night\.parquet: is there already; name a new folder"):
        write_records([FULL], tmp_path / "night.parquet", Format.parquet)
    with pytest.raises(OutputError, match=r"cannot be written \(night\.db\.partial is not empty\)"):
        write_records([FULL], tmp_path / "night.db", Format.sqlite)
    assert [path.read_text() for path in tmp_path.glob("*/precious")] == ["precious", "precious"]


@pytest.mark.parametrize("format", TABLES)
@pytest.mark.parametrize("place", ["-", "/dev/stdout", "/dev/full"])
def test_tables_need_a_place_of_their_own(tmp_path: Path, format: Format, place: str) -> None:
    code = f"""
from nights import night
from extractor.output.kinds import Format
from extractor.output.writers import write_records
write_records(night(1), {place!r}, Format({str(format)!r}))
"""
    done = python(code)
    assert done.stdout == ""
    reason = "is " if place == "/dev/full" else "takes text only; name a file"
    assert re.search(rf"OutputError: (standard output|/dev/full): {reason}", done.stderr)


def test_a_link_under_the_partial_name_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "night.db").write_text("precious")
    (tmp_path / "night.db.partial").symlink_to("precious")
    with pytest.raises(OutputError, match="cannot be written"), open_workplace(str(tmp_path / "night.db")):
        pass
    assert (tmp_path / "precious" / "night.db").read_text() == "precious"


@pytest.mark.parametrize("format", TABLES)
def test_an_id_that_two_documents_have(tmp_path: Path, format: Format) -> None:
    message = r"^twin: records 1 and 3 both have this id, and their rows could not be told apart; give one"
    with pytest.raises(OutputError, match=message):
        write_records([renamed("twin"), FULL, renamed("twin")], tmp_path / "out", format)
    assert held(tmp_path) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_suffix_tells_the_format(suffix: str) -> None:
    assert format_of(f"a.b/night{suffix.upper()}") is SUFFIXES[suffix]


@pytest.mark.parametrize("path", ["night", "night.xlsx", "jsonl", "night.jsonl.gz"])
def test_one_that_tells_none(path: str) -> None:
    with pytest.raises(UnknownFormatError, match=rf"^{path}: its suffix tells no format; name it one of \*"):
        format_of(path)


def test_a_database_of_something_else(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as database:
        database.execute("CREATE TABLE documents (number INTEGER, record TEXT)")
        database.execute("INSERT INTO documents VALUES (0, ?), (1, NULL)", [record().to_json()])
    records = read_records(tmp_path / "other.db")
    assert next(records) == record()
    with pytest.raises(ReadingError, match=r"other\.db: documents, number 1: is no record of ours: "):
        next(records)


def test_reading_leaves_no_trace(tmp_path: Path) -> None:
    for format in TABLES:
        write_records([FULL], tmp_path / f"a.{format}", format)
        next(read_records(tmp_path / f"a.{format}"))
    assert held(tmp_path) == ["a.duckdb", "a.parquet", "a.sqlite"]
