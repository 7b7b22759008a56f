import os
import threading
from pathlib import Path

import pytest

from extractor.errors import ReadingError
from extractor.reading.files import MAX_BYTES, read_article
from extractor.reading.sources import Source


def test_the_text_is_what_the_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf Acme\r\nbought\rBeta. \n")
    article = read_article(Source(str(path), "a"), published="2023-06-26")
    assert article.text == " Acme\r\nbought\rBeta. \n"
    assert (article.id, article.published, article.source) == ("a", "2023-06-26", str(path))
    assert article.title is None


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"Acme " * 50_000,))
    writer.start()
    article = read_article(Source(str(pipe), "pipe"))
    writer.join()
    assert article.text == "Acme " * 50_000


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full"])
def test_a_device_is_refused(device: str) -> None:
    with pytest.raises(ReadingError, match=f"^{device}: is a device; give a file, or - for standard input$"):
        read_article(Source(device, "device"))


def test_what_has_no_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadingError, match=r"long\.txt: is larger than 100 MB; split it into its articles$"):
        read_article(Source(str(path), "long"))


def test_what_vanished_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"gone\.txt: no such file; check the path$"):
        read_article(Source(str(tmp_path / "gone.txt"), "gone"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("Acme")
    path.chmod(0)
    with pytest.raises(ReadingError, match=r"closed\.txt: permission denied; make it readable first$"):
        read_article(Source(str(path), "closed"))
