"""Workers die, hang and raise; what is written is the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess

import pytest
from brisk import Brisk, children, install, news, wait_for_end

from extractor.batch.chunks import MOST, chunks_of
from extractor.batch.pool import Pool
from extractor.batch.run import InProcess, open_staff
from extractor.batch.work import Done, Failure, Outcome, Work
from extractor.reading.item import Item, ReadingFailure

BRISK = Work("brisk_pipeline")
brisk = pytest.fixture(install)


def items(*texts: str) -> list[Item]:
    return [Item(f"{number}", f"{number}.txt", text) for number, text in enumerate(texts)]


def outcomes(jobs: int, texts: list[str], *, timeout: float | None = None) -> list[Outcome]:
    with Pool(BRISK, jobs=jobs, timeout=timeout) as pool:
        return list(pool.run(items(*texts), {}))


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_answer_is_that_of_one_process(brisk: Brisk, jobs: int) -> None:
    texts = [news(number) * (1 + number % 3) for number in range(50)]
    alone = [outcome for item in items(*texts) for outcome in BRISK([item])]
    assert all(isinstance(outcome, Done) for outcome in alone)
    assert list(InProcess(BRISK, MOST).run(items(*texts), {})) == alone
    assert outcomes(jobs, texts) == alone


def test_a_document_that_costs_its_worker_costs_only_itself(brisk: Brisk) -> None:
    harm = {
        0: ("Killjoy Inc bought Bramble.", "its worker was ended by signal 9 (Killed), 2 times; "),
        11: ("Hangman Inc bought Bramble.", "its worker gave no answer within 4 seconds, 2 times; "),
        19: ("Quitter Inc bought Bramble.", "its worker ended with exit code 7, 2 times; "),
    }
    texts = [news(number) for number in range(20)]
    expected = list(BRISK(items(*texts)))
    for place, (text, _) in harm.items():
        texts[place] = text
    found = outcomes(2, texts, timeout=4)
    for place, outcome in enumerate(found):
        if place in harm:
            assert isinstance(outcome, Failure)
            assert (outcome.id, outcome.path, outcome.stage) == (str(place), f"{place}.txt", "worker")
            assert outcome.message.startswith(harm[place][1])
        else:
            assert outcome == expected[place]
    assert len(found) == 20


def test_workers_killed_from_outside_cost_nothing(brisk: Brisk) -> None:
    texts = [news(number) for number in range(60)]
    expected = list(BRISK(items(*texts)))
    with Pool(BRISK, jobs=2, timeout=None) as pool:
        found = []
        for outcome in pool.run(items(*texts), {}):
            found.append(outcome)
            if len(found) in (1, 40):
                for worker in children(os.getpid()):
                    os.kill(worker, signal.SIGKILL)
    assert found == expected


def test_what_raises_and_what_cannot_be_read_are_failures_in_their_places(brisk: Brisk) -> None:
    mixed = [
        *items(news(0), "Raiser Inc bought Bramble.", news(2)),
        Item("3", "3.txt", b"\0\1"),
        ReadingFailure(None, "gone.txt", "no such file; check the path"),
        Item("5", "5.txt", news(5), published="no date"),
    ]
    with Pool(BRISK, jobs=1, timeout=None) as pool:
        found = list(pool.run(mixed, {}))
    assert found == list(BRISK(mixed))
    assert [type(outcome) for outcome in found] == [Done, Failure, Done, Failure, Failure, Failure]
    told = [(one.id, one.path, one.stage) for one in found if isinstance(one, Failure)]
    assert told == [
        ("1", "1.txt", "extracting"),
        ("3", "3.txt", "reading"),
        (None, "gone.txt", "reading"),
        ("5", "5.txt", "extracting"),
    ]


def test_chunks_start_small_and_stay_small() -> None:
    few = [len(chunk) for chunk in chunks_of(items(*["short"] * 100))]
    assert few == [1, 2, 4, 8, 16, 16, 16, 16, 16, 5]
    large = [len(chunk) for chunk in chunks_of(items(*["x" * 60_000] * 4))]
    assert large == [1, 1, 1, 1]


def test_a_chunk_waits_for_no_document_that_it_has_no_room_for() -> None:
    def endless() -> object:
        yield from items("one")
        raise AssertionError("asked for more than was needed")

    assert len(next(chunks_of(endless(), 1))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_parent_even_those_that_hang(brisk: Brisk, end: signal.Signals) -> None:
    brisk.write(a=news(1), b="Hangman Inc bought Bramble.", c="Hangman Ltd bought Bramble.")
    os.mkfifo(brisk.folder / "pipe")
    with brisk.start("in", "pipe", "--jobs", "2", "-o", "out") as process:
        with (brisk.folder / "pipe").open("wb"):  # opens when all before it is read
            workers = list(children(process.pid))
            process.send_signal(end)
            process.wait(60)
            assert len(workers) == 2
            assert all(map(wait_for_end, workers))
        assert process.stderr is not None
        err = process.stderr.read()
    assert process.returncode == (-end if end == signal.SIGKILL else 130)
    assert "Traceback" not in err


def test_errors_are_records_and_the_rest_is_done(brisk: Brisk) -> None:
    brisk.write(a=news(1), b="Killjoy Inc bought Bramble.", c=news(3), d="Raiser Inc bought Bramble.", e="")
    done = [
        brisk.run("in", "gone.txt", "-o", f"out{j}", "--errors", f"err{j}", "--jobs", f"{j}") for j in (2, 3)
    ]
    assert [run.returncode for run in done] == [1, 1]
    assert brisk.read("out2") == brisk.read("out3")
    assert brisk.read("err2") == brisk.read("err3")
    ids = [json.loads(line)["document"]["id"] for line in brisk.read("out2").splitlines()]
    assert ids == ["a", "c"]
    errors = [json.loads(line) for line in brisk.read("err2").splitlines()]
    assert [(error["id"], error["path"], error["stage"]) for error in errors] == [
        ("b", "in/b.txt", "worker"),
        ("d", "in/d.txt", "extracting"),
        ("e", "in/e.txt", "reading"),
        (None, "gone.txt", "reading"),
    ]
    assert "its worker was ended by signal 9 (Killed)" in errors[0]["message"]
    *lines, summary = done[0].stderr.splitlines()
    assert lines == [f"extractor: {error['path']}: {error['message']}" for error in errors]
    assert summary.startswith("extractor: documents: 6, deals: 0, failed: 4; ")
    assert brisk.left == ["err2", "err3", "out2", "out3"]


def test_the_first_record_is_out_before_the_last_document_is_read(brisk: Brisk) -> None:
    brisk.write(a=news(1))
    command = brisk.command("in", "-", "--jobs", "2")
    with subprocess.Popen(
        command, cwd=brisk.folder, env=brisk.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        first = process.stdout.readline()
        process.stdin.write(news(2).encode())
        process.stdin.close()
        assert [json.loads(line)["document"]["id"] for line in (first, process.stdout.read())] == [
            "a",
            "stdin",
        ]
    assert process.returncode == 0


def test_nobody_reads_on(brisk: Brisk) -> None:
    brisk.write(**{f"n{number}": news(number) * 20 for number in range(200)})
    command = brisk.command("in", "--jobs", "2")
    with subprocess.Popen(
        command, cwd=brisk.folder, env=brisk.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_model_that_is_not_there_ends_the_run(brisk: Brisk) -> None:
    brisk.write(a=news(1))
    done = brisk.run("in", "--jobs", "2", "--model", "no_such_model", "-o", "out")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no language model no_such_model" in done.stderr
    assert brisk.left == []


def test_a_pool_runs_once() -> None:
    items = [Item("a", "a", "Kestrel Foods bought Dunlin Snacks.")]
    with open_staff(Work(), jobs=2) as staff:
        assert len(list(staff.run(items, {}))) == 1
        with pytest.raises(RuntimeError, match="once"):
            next(iter(staff.run(items, {})))
