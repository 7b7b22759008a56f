"""On a Dask cluster the answer is that of one process, whatever happens to its workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from brisk import Brisk, children, dask_workers, has_grown_to, install, news, wait_for_end

pytestmark = pytest.mark.slow
distributed = pytest.importorskip(
    "distributed", reason="needs distributed: pip install 'deal-extractor[dask]'"
)
brisk = pytest.fixture(install)
DASK = ("--engine", "dask", "--jobs", "2")


def test_a_worker_that_is_lost_half_way_costs_nothing(brisk: Brisk) -> None:
    texts = {f"n{number:04}": news(number) * (1 + number % 3) for number in range(1000)}
    brisk.write(**texts | {"n0500": "Raiser Inc bought Bramble."})
    assert brisk.run("in", "-o", "quiet", "--errors", "quiet_errors").returncode == 1
    process = brisk.start("in", "-o", "out", "--errors", "errors", *DASK)
    assert has_grown_to(process, brisk.folder / "out.partial", len(brisk.read("quiet")) / 2)
    workers = dask_workers(process.pid)
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    _, err = process.communicate()
    assert process.returncode == 1
    failure, summary = err.splitlines()
    assert failure.startswith("extractor: in/n0500.txt: failed with ValueError('raised')")
    assert summary.startswith("extractor: documents: 1,000, deals: 0, failed: 1; ")
    assert brisk.read("out") == brisk.read("quiet")
    assert brisk.read("errors") == brisk.read("quiet_errors")
    assert brisk.left == ["errors", "out", "quiet", "quiet_errors"]


def test_a_document_that_costs_its_process_is_a_record_like_with_jobs(brisk: Brisk) -> None:
    texts = {f"n{number:02}": news(number) for number in range(40)}
    harm = {"n03": "Killjoy Inc bought Bramble.", "n20": "Hangman Inc bought it.", "n30": ""}
    brisk.write(**texts | harm)
    options = ("in", "gone.txt", "--timeout", "8", "--mark-duplicates")
    assert brisk.run(*options, "-o", "jobs", "--errors", "jobs_errors", "--jobs", "2").returncode == 1
    assert brisk.run(*options, "-o", "dask", "--errors", "dask_errors", *DASK).returncode == 1
    assert brisk.read("dask") == brisk.read("jobs")
    assert brisk.read("dask_errors") == brisk.read("jobs_errors")
    failed = [json.loads(line)["id"] for line in brisk.read("dask_errors").splitlines()]
    assert failed == ["n03", "n20", "n30", None]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_cut_off_goes_on_and_leaves_no_process(brisk: Brisk, end: signal.Signals) -> None:
    brisk.write(**{f"n{number:03}": news(number) for number in range(300)})
    brisk.run("in", "-o", "quiet")
    with brisk.start("in", "-o", "out", *DASK) as process:
        assert has_grown_to(process, brisk.folder / "out.partial", 1)
        workers = dask_workers(process.pid)
        started = [*workers, *(child for worker in workers for child in children(worker))]
        process.send_signal(end)
        process.wait()
        assert len(started) == 4
        assert all(map(wait_for_end, started))
        assert process.stderr is not None
        err = process.stderr.read()
    assert process.returncode == (130 if end != signal.SIGKILL else -end)
    if end != signal.SIGKILL:
        assert err.count("\n") == 1, err
    done = brisk.run("in", "-o", "out", "--resume", *DASK)
    assert " from the earlier run), " in done.stderr
    assert brisk.read("out") == brisk.read("quiet")


@contextmanager
def cluster_of(brisk: Brisk) -> Iterator[str]:
    """A scheduler and one worker of three threads, as a user starts them: its address."""
    with (
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "dask",
                "scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--no-dashboard",
            ],
            env=brisk.env,
            stderr=subprocess.PIPE,
            text=True,
        ) as scheduler,
    ):
        assert scheduler.stderr is not None
        address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at:" in line)
        with subprocess.Popen(
            [sys.executable, "-m", "dask", "worker", address, "--nthreads", "3", "--no-dashboard"],
            env=brisk.env,
            stderr=subprocess.DEVNULL,
        ) as worker:
            yield address
            worker.terminate()
        scheduler.terminate()


def test_a_cluster_that_is_there_already_serves_run_after_run(brisk: Brisk) -> None:
    brisk.write(**{f"n{number:02}": news(number) for number in range(60)})
    assert brisk.run("in", "-o", "quiet").returncode == 0
    with cluster_of(brisk) as address:
        for options in ([], ["--with-text"], []):
            done = brisk.run("in", "-o", "out", "--engine", "dask", "--scheduler", address, *options)
            assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr
    assert brisk.read("out") == brisk.read("quiet")


def test_no_cluster(brisk: Brisk) -> None:
    brisk.write(a=news(1))
    for options, message in {
        ("--scheduler", "here:1"): "--scheduler: is a Dask cluster's: give --engine dask too.",
        ("--scheduler", "here", "--engine", "dask"): "extractor: here: no Dask scheduler answers (",
        ("--model", "no_such", "--engine", "dask"): "extractor: no language model no_such: ",
    }.items():
        done = brisk.run("in", "-o", "out", *options)
        assert done.returncode == 2
        assert message in done.stderr
        assert brisk.left == []
