"""Promise 4: the finished file is whole or absent, whatever befalls the run; no input is lost; nothing is left behind."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from asking import GOOD, Answer, Asking, limit
from checks import read_lines

Make = Callable[[Asking], str]
INPUTS = ("a.txt", "b.txt", "c.txt")


@pytest.fixture
def ask(tmp_path: Path) -> Asking:
    asking = Asking(tmp_path)
    for number, name in enumerate(INPUTS, 3):
        asking.write(name, f"Quillon agreed to buy Tarnbrook for ${number} million.\n")
    return asking


def input_itself(ask: Asking) -> str:
    return "b.txt"


def input_by_another_path(ask: Asking) -> str:
    return f"../{ask.folder.name}/./b.txt"


def hard_link_to_an_input(ask: Asking) -> str:
    os.link(ask.folder / "b.txt", ask.folder / "hard")
    return "hard"


def link_to_an_input(ask: Asking) -> str:
    (ask.folder / "soft").symlink_to("b.txt")
    return "soft"


def whose_partial_is_an_input(ask: Asking) -> str:
    os.link(ask.folder / "b.txt", ask.folder / "out.partial")
    return "out"


def in_no_folder(ask: Asking) -> str:
    return "none/out"


def below_a_file(ask: Asking) -> str:
    return "a.txt/out"


def a_folder(ask: Asking) -> str:
    (ask.folder / "dir").mkdir()
    return "dir"


def with_too_long_a_name(ask: Asking) -> str:
    return "n" * 300


def with_a_name_of_bytes(ask: Asking) -> str:
    return os.fsdecode(b"none/\xff\x1b[31m\n")


def nothing(ask: Asking) -> str:
    return ""


def link_to_itself(ask: Asking) -> str:
    (ask.folder / "loop").symlink_to("loop")
    return "loop"


def the_full_device(ask: Asking) -> str:
    return "/dev/full"


def in_proc(ask: Asking) -> str:
    return "/proc/out"


REFUSED: list[Make] = [
    input_itself, input_by_another_path, hard_link_to_an_input, link_to_an_input, whose_partial_is_an_input,
    in_no_folder, below_a_file, a_folder, with_too_long_a_name, with_a_name_of_bytes, nothing, link_to_itself, the_full_device, in_proc,
]  # fmt: skip


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_it_is_refused(ask: Asking, make: Make) -> None:
    output = make(ask)
    before = {name: (ask.folder / name).read_bytes() for name in INPUTS}
    there = ask.left()
    answer = ask(*INPUTS, "--output", output)
    assert (answer.code, answer.out, len(answer.faults)) == (2, b"", 1), answer.err
    assert {name: (ask.folder / name).read_bytes() for name in INPUTS} == before
    assert ask.left() == there


@pytest.mark.slow
def test_a_folder_that_may_not_be_written(ask: Asking) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (ask.folder / "closed").mkdir(mode=0o500)
    answer = ask(*INPUTS, "--output", "closed/out")
    assert (answer.code, len(answer.faults), list((ask.folder / "closed").iterdir())) == (2, 1, [])


def whole(ask: Asking) -> bytes:
    assert ask(*INPUTS, "--output", "whole").code == 0
    content = (ask.folder / "whole").read_bytes()
    (ask.folder / "whole").unlink()
    assert len(read_lines(content)) == len(INPUTS)
    return content


def resumed(ask: Asking) -> tuple[Answer, bytes]:
    answer = ask(*INPUTS, "--output", "out", "--resume")
    return answer, (ask.folder / "out").read_bytes() if (ask.folder / "out").exists() else b""


def interrupted(ask: Asking, end: signal.Signals) -> None:
    """A run that is ended when two of the three documents are done."""
    os.mkfifo(ask.folder / "hold.txt")
    with (
        ask.start(*INPUTS[:2], "hold.txt", INPUTS[2], "--output", "out") as process,
        (ask.folder / "hold.txt").open("w"),  # opens when all before it is done
    ):
        process.send_signal(end)
        _, err = process.communicate()
    (ask.folder / "hold.txt").unlink()
    assert process.returncode == (-9 if end == signal.SIGKILL else 130)
    assert err.count(b"\n") == (0 if end == signal.SIGKILL else 1)
    assert not (ask.folder / "out").exists()


PARTIALS: dict[str, Callable[[bytes], bytes]] = {
    "as it was": lambda data: data,
    "torn": lambda data: data[:-7],
    "torn in its first line": lambda data: data[:11],
    "without its last end of line": lambda data: data[:-1],
    "empty": lambda data: b"",
    "noise after it": lambda data: data + bytes(range(256)) * 30,
    "noise in it": lambda data: data[: len(data) // 2] + b"\xff\0" + data[len(data) // 2 :],
    "a line twice": lambda data: data + data.split(b"\n")[0] + b"\n",
    "another order": lambda data: b"".join(data.splitlines(keepends=True)[::-1]),
    "other JSON": lambda data: b'{"document": {"id": "a"}}\n' + data,
    "deep JSON": lambda data: b"[" * 100_000 + b"\n" + data,
    "zeros": lambda data: bytes(5000),
}


@pytest.mark.slow
def test_whatever_the_partial_file_became(ask: Asking) -> None:
    content = whole(ask)
    interrupted(ask, signal.SIGKILL)
    partial, run = (ask.folder / "out.partial"), (ask.folder / "out.partial.run")
    left, begun = partial.read_bytes(), run.read_bytes()
    assert left
    for name, change in PARTIALS.items():
        partial.write_bytes(change(left))
        run.write_bytes(begun)
        answer, made = resumed(ask)
        assert (answer.code, made) == (0, content), (name, answer.err)
        assert ask.left() == {*INPUTS, "out"}, name
        (ask.folder / "out").unlink()


@pytest.mark.slow
def test_what_the_run_went_by_is_lost(ask: Asking) -> None:
    content = whole(ask)
    interrupted(ask, signal.SIGTERM)
    partial, run = (ask.folder / "out.partial"), (ask.folder / "out.partial.run")
    left, begun = partial.read_bytes(), run.read_bytes()
    for damaged in (b"", b"{}", b"[" * 100_000, bytes(100), begun.replace(b'"rules": "', b'"rules": "0.')):
        run.write_bytes(damaged)
        answer, made = resumed(ask)
        assert (answer.code, made, len(answer.faults)) == (2, b"", 1), damaged[:20]
        assert partial.read_bytes() == left
    run.write_bytes(begun)
    assert ask(*INPUTS, "--output", "out", "--resume", "--trace").code == 2
    ask.write("a.txt", "Quillon agreed to buy Osier for $9 million.\n")
    answer, made = resumed(ask)
    assert (answer.code, len(read_lines(made))) == (0, 3)
    assert made != content
    assert b"Osier" in made


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seed", range(6))
def test_ended_at_any_moment(ask: Asking, end: signal.Signals, seed: int) -> None:
    """CPU time at which the run is ended, from its first import to its last byte; then it goes on."""
    content = whole(ask)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = random.Random(seed * 3 + end).uniform(0, spent.ru_utime + spent.ru_stime)
    with ask.start(*INPUTS, "--output", "out") as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(end)
        _, err = process.communicate()
    assert process.returncode in (0, 130, -end)
    assert b"Traceback" not in err or process.returncode == -end
    assert not (ask.folder / "out").exists() or (ask.folder / "out").read_bytes() == content
    answer, made = resumed(ask)
    assert (answer.code, made) == (0, content)
    assert ask.left() == {*INPUTS, "out"}


@pytest.mark.slow
def test_no_room(ask: Asking) -> None:
    """A file may have two records: the third is refused, and the run goes on when there is room."""
    content = whole(ask)
    most = len(content) * 5 // 6

    def little() -> None:
        limit()
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    answer = ask(*INPUTS, "--output", "out", before=little)
    assert (answer.code, len(answer.faults), (ask.folder / "out").exists()) == (2, 1, False)
    assert resumed(ask)[1] == content
    assert ask.left() == {*INPUTS, "out"}


def test_a_full_disk_and_a_full_device(ask: Asking) -> None:
    """A disk of 4 kB, where this user may make one; standard output on the full device, everywhere."""
    with Path("/dev/full").open("wb") as full, ask.start(*INPUTS, stdout=full) as process:
        _, err = process.communicate()
    assert (process.returncode, err.count(b"\n")) == (2, 1)
    (ask.folder / "disk").mkdir()
    shell = f"mount -t tmpfs -o size=4k none disk && {sys.executable} -m extractor.cli extract {' '.join(INPUTS)} -o disk/out; code=$?; ls disk; exit $code"
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", shell], cwd=ask.folder, capture_output=True, check=False
    )
    if b"permi" in done.stderr.lower() or done.returncode not in (0, 1, 2):
        pytest.skip("this user may make no disk")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1), done.stderr
    assert b"make room" in done.stderr
    assert b"out\n" not in done.stdout.replace(b"out.partial", b"")


def test_two_runs_on_one_output(ask: Asking) -> None:
    os.mkfifo(ask.folder / "hold.txt")
    with ask.start("a.txt", "hold.txt", "--output", "out") as process:
        with (ask.folder / "hold.txt").open("w") as hold:
            answer = ask(*INPUTS, "--output", "out")
            assert (answer.code, len(answer.faults)) == (2, 1)
            assert "another run" in answer.err
            hold.write(GOOD)
        process.communicate()
    assert process.returncode == 0
    assert len(read_lines((ask.folder / "out").read_bytes())) == 2


def test_the_reader_goes(ask: Asking) -> None:
    with ask.start(*INPUTS) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "COLUMNS": "5", "TERM": "dumb"},
    ],
)
def test_the_surroundings_change_nothing(ask: Asking, env: dict[str, str]) -> None:
    ask.write("d.txt", "“Müller \U0001f600”, said Zoë, “is \u202ebought today for €5m.”\n")
    inputs = (*INPUTS, "d.txt", "nö\u2028.txt")
    one, other = ask(*inputs), ask(*inputs, env=os.environ | env)
    assert (one.code, one.out, one.err) == (other.code, other.out, other.err)
    assert len(one.records) == 4
