import os
import threading
from pathlib import Path

import pytest

from extractor.output.sink import OutputError, open_output


def left(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_a_file_appears_only_when_whole(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("before")
    with open_output(str(path)) as write:
        write("€1\n")
        assert left(tmp_path) == {"out": "before", "out.partial": "€1\n"}
        write("€2\n")
    assert left(tmp_path) == {"out": "€1\n€2\n"}


def test_what_an_interrupted_run_wrote_stays_apart(tmp_path: Path) -> None:
    def interrupted() -> None:
        with open_output(str(tmp_path / "out")) as write:
            write("one\n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert left(tmp_path) == {"out.partial": "one\n"}
    with open_output(str(tmp_path / "out")) as write:
        write("two\n")
    assert left(tmp_path) == {"out": "two\n"}


def test_a_run_that_wrote_nothing_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), open_output(str(tmp_path / "out")):
        raise KeyboardInterrupt
    assert left(tmp_path) == {}


def test_a_finished_run_with_no_record_is_an_empty_file(tmp_path: Path) -> None:
    with open_output(str(tmp_path / "out")):
        pass
    assert left(tmp_path) == {"out": ""}


def test_a_link_is_written_through_and_permissions_stay(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("before")
    (tmp_path / "real").chmod(0o600)
    (tmp_path / "link").symlink_to("real")
    with open_output(str(tmp_path / "link")) as write:
        write("after")
    assert (tmp_path / "link").is_symlink()
    assert left(tmp_path) == {"link": "after", "real": "after"}
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o600


def test_two_runs_do_not_mix(tmp_path: Path) -> None:
    with open_output(str(tmp_path / "out")) as write:
        write("first\n")
        with (
            pytest.raises(OutputError, match="another run is writing it"),
            open_output(str(tmp_path / "out")),
        ):
            pass
    assert left(tmp_path) == {"out": "first\n"}


def test_a_pipe_is_written_straight(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    with open_output(str(pipe)) as write:
        write("one\n")
    reader.join()
    assert got == ["one\n"]
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_full_device() -> None:
    with (
        pytest.raises(OutputError, match=r"^/dev/full: cannot be written \(No space left on device\)"),
        open_output("/dev/full") as write,
    ):
        write("one\n")


@pytest.mark.parametrize("name", ["in", "soft", "hard"])
def test_an_input_is_not_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").write_text("article")
    (tmp_path / "soft").symlink_to("in")
    (tmp_path / "hard").hardlink_to(tmp_path / "in")
    inputs = [str(tmp_path / "other"), str(tmp_path / "in")]
    with (
        pytest.raises(OutputError, match="is one of the inputs"),
        open_output(str(tmp_path / name), inputs=inputs),
    ):
        pass
    assert left(tmp_path) == dict.fromkeys(["hard", "in", "soft"], "article")


def test_nor_an_input_under_the_partial_name(tmp_path: Path) -> None:
    (tmp_path / "out.partial").write_text("article")
    with (
        pytest.raises(OutputError, match="is one of the inputs"),
        open_output(str(tmp_path / "out"), inputs=[str(tmp_path / "out.partial")]),
    ):
        pass
    assert left(tmp_path) == {"out.partial": "article"}


def test_a_link_under_the_partial_name_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "out.partial").symlink_to("precious")
    with pytest.raises(OutputError, match="cannot be written"), open_output(str(tmp_path / "out")):
        pass
    assert (tmp_path / "precious").read_text() == "precious"


UNWRITABLE = [("absent/out", "No such file or directory"), (".", "Is a directory")]


@pytest.mark.parametrize(("name", "reason"), UNWRITABLE)
def test_what_cannot_be_written(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(OutputError, match=reason), open_output(str(tmp_path / name)):
        pass
    assert left(tmp_path) == {}
