import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from extractor.errors import ReadingError
from extractor.reading.sources import Source, find_sources, spell


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Acme bought Beta.", encoding="utf-8")


def found(paths: Iterable[str]) -> list[tuple[str, str] | str]:
    """Path and id of each source, or the message that stands for it."""
    return [(item.path, item.id) if isinstance(item, Source) else str(item) for item in find_sources(paths)]


def test_a_file_is_called_by_its_stem() -> None:
    write("news/a.b.txt", "c")
    assert found(["news/a.b.txt", "c", "-"]) == [("news/a.b.txt", "a.b"), ("c", "c"), ("-", "stdin")]


def test_a_folder_gives_its_texts_in_order_by_relative_path() -> None:
    write("d/b.txt", "d/a.txt", "d/B.TXT", "d/sub/deep/c.txt", "d/a/z.txt", "d/notes.md", "d/a.txt.gz")
    assert found(["d"]) == [
        ("d/B.TXT", "B"),
        ("d/a/z.txt", "a/z"),
        ("d/a.txt", "a"),
        ("d/b.txt", "b"),
        ("d/sub/deep/c.txt", "sub/deep/c"),
    ]


def test_a_folder_called_like_a_text_is_a_folder() -> None:
    write("d/x.txt/a.txt")
    assert found(["d"]) == [("d/x.txt/a.txt", "x.txt/a")]


def test_two_documents_of_one_id() -> None:
    write("a/x.txt", "b/x.txt")
    assert found(["a/x.txt", "b/x.txt", "b"]) == [
        ("a/x.txt", "x"),
        "b/x.txt: its id 'x' is that of a/x.txt too; rename one of them, or extract them in two runs",
        "b/x.txt: its id 'x' is that of a/x.txt too; rename one of them, or extract them in two runs",
    ]


def test_links_that_lead_back_are_followed_once() -> None:
    write("d/a.txt", "outside/b.txt")
    for link, target in [("d/loop", "."), ("d/up", ".."), ("d/0", "../outside"), ("d/self", "self")]:
        Path(link).symlink_to(target)
    assert found(["d"]) == [("d/0/b.txt", "0/b"), ("d/a.txt", "a")]


def test_a_folder_keeps_its_own_name_where_a_link_leads_to_it_too() -> None:
    write("d/z/a.txt")
    Path("d/link").symlink_to("z")
    assert found(["d"]) == [("d/z/a.txt", "z/a")]


MISSING = [
    ("gone.txt", "gone.txt: no such file; check the path"),
    ("", ": no such file; check the path"),
    ("hollow", "hollow: holds no *.txt file; name the files themselves"),
    ("loop.txt", "loop.txt: Too many levels of symbolic links; check what it is"),
    ("a.txt/b.txt", "a.txt/b.txt: Not a directory; check what it is"),
]


@pytest.mark.parametrize(("path", "message"), MISSING)
def test_what_is_not_there(path: str, message: str) -> None:
    write("a.txt")
    Path("hollow").mkdir()
    Path("loop.txt").symlink_to("loop.txt")
    assert found(["a.txt", path]) == [("a.txt", "a"), message]


def test_what_cannot_be_read_in_a_folder_leaves_the_rest_alone() -> None:
    write("d/a.txt")
    os.mkfifo("d/pipe.txt")
    Path("d/broken.txt").symlink_to("nowhere")
    Path("d/broken").symlink_to("nowhere")
    assert found(["d"]) == [
        ("d/a.txt", "a"),
        "d/broken.txt: no such file; check the path",
        "d/pipe.txt: is not a regular file; name it by itself if it is meant",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_folder() -> None:
    write("d/a.txt", "d/closed/b.txt")
    Path("d/closed").chmod(0)
    try:
        items = found(["d"])
    finally:
        Path("d/closed").chmod(0o700)
    assert items == [("d/a.txt", "a"), "d/closed: permission denied; make it readable first"]


def test_names_that_are_not_utf8() -> None:
    Path(os.fsdecode(b"caf\xe9.txt")).write_text("Acme")
    (source,) = find_sources([os.fsdecode(b"caf\xe9.txt")])
    assert isinstance(source, Source)
    assert (source.id, source.name) == (r"caf\xe9", r"caf\xe9.txt")


def test_spell() -> None:
    assert spell(os.fsdecode(b"Zo\xc3\xab\xff.txt")) == "Zoë\\xff.txt"


def test_errors_are_reading_errors() -> None:
    assert all(isinstance(item, ReadingError) for item in find_sources(["gone.txt", "-/x"]))
