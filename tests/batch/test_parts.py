"""Parts that a cluster's workers write are, one after another, the file of one process."""

from __future__ import annotations

import json
import os
import signal
import subprocess

import pytest
from brisk import Brisk, dask_workers, install, news

from extractor.output.readers import read_records

pytestmark = pytest.mark.slow
pytest.importorskip("distributed", reason="needs distributed: pip install 'deal-extractor[dask]'")
brisk = pytest.fixture(install)
PARTS = ("--engine", "dask", "--jobs", "2", "--parts")
INPUTS = ("in", "rows.jsonl", "gone.txt", "last.txt")


@pytest.fixture
def night(brisk: Brisk) -> Brisk:
    """Files of one document and of many; some cannot be read, and one kills the process that it is given to."""
    rows = [{"id": f"r{number}", "text": news(number)} for number in range(40)]
    lines = [json.dumps(row) for row in rows]
    (brisk.folder / "rows.jsonl").write_text("\n".join([*lines[:9], "no row", *lines[9:]]))
    (brisk.folder / "last.txt").write_text(news(99))
    brisk.write(
        **{f"n{number:02}": news(number) for number in range(30)}
        | {"n07": "", "n08": "Killjoy Inc bought Bramble."}
    )
    (brisk.folder / "in" / "n20.jsonl").write_text(lines[0])
    assert brisk.run(*INPUTS, "-o", "whole", "--errors", "errors", "--jobs", "2").returncode == 1
    return brisk


def together(brisk: Brisk, folder: str) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((brisk.folder / folder).iterdir()))


def test_parts_are_those_of_one_file(night: Brisk) -> None:
    done = night.run(*INPUTS, "-o", "parts", "--errors", "parts_errors", *PARTS)
    assert done.returncode == 1
    assert "documents: 74, deals: 0, failed: 4; " in done.stderr
    names = sorted(path.name for path in (night.folder / "parts").iterdir())
    assert names == [f"part-{number:05}.jsonl" for number in range(5)]
    assert together(night, "parts") == night.read("whole")
    assert night.read("parts_errors") == night.read("errors")
    again = night.run(*INPUTS, "-o", "parts", *PARTS)
    assert again.returncode == 2
    assert "parts: is there already; name a new folder for the output" in again.stderr


def test_parts_of_parquet_hold_the_same_records(night: Brisk) -> None:
    assert night.run(*INPUTS, "-o", "parts", "--format", "parquet", *PARTS).returncode == 1
    assert_same_records(night)


def assert_same_records(brisk: Brisk) -> None:
    (brisk.folder / "whole.jsonl").hardlink_to(brisk.folder / "whole")
    parts = sorted((brisk.folder / "parts").iterdir())
    found = [record for part in parts for record in read_records(part)]
    assert found == list(read_records(brisk.folder / "whole.jsonl"))


def start(brisk: Brisk, *options: str) -> subprocess.Popen[str]:
    """A run whose last document is not yet there; it has come so far as it can."""
    (brisk.folder / "last.txt").unlink()
    os.mkfifo(brisk.folder / "last.txt")
    return brisk.start(*INPUTS, "-o", "parts", "--errors", "parts_errors", *PARTS, *options)


def fill(brisk: Brisk) -> None:
    (brisk.folder / "last.txt").unlink()
    (brisk.folder / "last.txt").write_text(news(99))


def test_a_worker_that_is_lost_costs_nothing(night: Brisk) -> None:
    """All are killed where one waits in the midst of its part, and the parts before it are done."""
    with start(night) as process:
        with (night.folder / "last.txt").open("wb"):  # opens when a worker reads it
            workers = dask_workers(process.pid)
            fill(night)
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
        process.communicate()
    assert len(workers) == 2
    assert process.returncode == 1
    assert together(night, "parts") == night.read("whole")
    assert night.read("parts_errors") == night.read("errors")


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_a_run_that_is_cut_off_goes_on(night: Brisk, format: str) -> None:
    with start(night, "--format", format) as process, (night.folder / "last.txt").open("wb"):
        process.kill()
        process.wait()
    assert not (night.folder / "parts").exists()
    fill(night)
    night.write(n03=news(77), n07=news(78))
    fewer = ("in", "last.txt")  # four parts now, not five
    resume = (*fewer, "-o", "parts", "--errors", "parts_errors", *PARTS, "--format", format, "--resume")
    other = night.run(*resume, "--with-text")
    assert other.returncode == 2
    assert "parts: cannot go on with what the earlier run left, which had other options" in other.stderr
    done = night.run(*resume)
    assert done.returncode == 1
    assert " from the earlier run), deals: 0, failed: 1; " in done.stderr
    night.run(*fewer, "-o", "whole", "--errors", "errors", "--jobs", "2")
    assert_same_records(night)
    assert night.read("parts_errors") == night.read("errors")
    assert "parts.partial" not in night.left


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("in", "-o", "out", "--parts"), "is done by a cluster's workers: give --engine dask too."),
        (("in", *PARTS), "needs a folder: give --output FOLDER."),
        (("in", "-o", "out", *PARTS, "--format", "csv"), "is JSON Lines or Parquet, not csv"),
        (("in", "-o", "out", *PARTS, "--mark-duplicates"), "cannot go with --mark-duplicates"),
        (("-", "-o", "out", *PARTS), "standard input: cannot be read in parts; name files"),
        (("in", "in/a.txt", "-o", "out", *PARTS), "in/a.txt: its id 'a' is that of in/a.txt too; rename"),
    ],
)
def test_what_cannot_be_done_in_parts(brisk: Brisk, options: tuple[str, ...], message: str) -> None:
    brisk.write(a=news(1))
    done = brisk.run(*options)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert brisk.left == []
