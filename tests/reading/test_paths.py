import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from extractor.errors import ReadingError
from extractor.reading.item import ReadingFailure
from extractor.reading.paths import File, find_files, read_manifest, spell


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Acme bought Beta.", encoding="utf-8")


def found(paths: Iterable[str]) -> list[tuple[str, str] | str]:
    """Path and id of each file, or the message that stands for it."""
    return [(file.path, file.id) if isinstance(file, File) else file.message for file in find_files(paths)]


def test_a_file_is_called_by_its_stem() -> None:
    write("news/a.b.txt", "c")
    assert found(["news/a.b.txt", "c", "-"]) == [("news/a.b.txt", "a.b"), ("c", "c"), ("-", "stdin")]


def test_a_folder_gives_its_texts_in_order_by_relative_path() -> None:
    write(
        "d/b.txt",
        "d/a.txt",
        "d/B.TXT",
        "d/sub/deep/c.txt",
        "d/a/z.txt",
        "d/notes.md",
        "d/p.HTML",
        "d/q.csv.zst",
        "d/r.tgz",
        "d/s.gz",
    )
    assert found(["d"]) == [
        ("d/B.TXT", "B"),
        ("d/a/z.txt", "a/z"),
        ("d/a.txt", "a"),
        ("d/b.txt", "b"),
        ("d/p.HTML", "p"),
        ("d/q.csv.zst", "q"),
        ("d/r.tgz", "r"),
        ("d/sub/deep/c.txt", "sub/deep/c"),
    ]


def test_a_folder_called_like_a_text_is_a_folder() -> None:
    write("d/x.txt/a.txt")
    assert found(["d"]) == [("d/x.txt/a.txt", "x.txt/a")]


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
    ("hollow", "hollow: holds no *.txt file, nor another that is read; name the files themselves"),
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
    (file,) = find_files([os.fsdecode(b"caf\xe9.txt")])
    assert isinstance(file, File)
    assert (file.id, file.name) == (r"caf\xe9", r"caf\xe9.txt")


def test_spell() -> None:
    assert spell(os.fsdecode(b"Zo\xc3\xab\xff.txt")) == "Zoë\\xff.txt"


def test_no_id_leads_out_of_a_folder() -> None:
    write("..txt", "...txt", "d/...txt")
    assert found(["..txt", "...txt", "d"]) == [
        ("..txt", "%2E"),
        ("...txt", "%2E%2E"),
        ("d/...txt", "%2E%2E"),
    ]


def test_a_failure_bears_its_path() -> None:
    assert list(find_files(["gone.txt"])) == [
        ReadingFailure(None, "gone.txt", "gone.txt: no such file; check the path")
    ]


def test_an_earlier_output_in_a_folder_is_no_input() -> None:
    write("d/a.txt", "d/rows.jsonl")
    Path("d/out.jsonl").write_text('{"schema_version":"1.1","document":{}}\n', encoding="utf-8")
    assert found(["d"]) == [("d/a.txt", "a"), ("d/rows.jsonl", "rows")]
    assert found(["d/out.jsonl"]) == [("d/out.jsonl", "out")]


# patterns that the shell has left


def test_a_pattern_names_its_files_as_the_folder_that_it_begins_with() -> None:
    write("news/b.txt", "news/a.txt", "news/c.dat", "news/sub/a.txt", "news/x.txt/d.txt")
    assert found(["news/*.txt"]) == [("news/a.txt", "a"), ("news/b.txt", "b")]
    assert found(["news/c.d?t"]) == [("news/c.dat", "c")]
    assert found(["news/**/[ad].txt"]) == [
        ("news/a.txt", "a"),
        ("news/sub/a.txt", "sub/a"),
        ("news/x.txt/d.txt", "x.txt/d"),
    ]
    assert found([str(Path.cwd() / "n*" / "b.txt")]) == [(str(Path("news/b.txt").resolve()), "news/b")]


def test_a_pattern_goes_round_no_loop() -> None:
    write("news/a.txt")
    Path("news/loop").symlink_to(".")
    assert found(["news/**/*.txt"]) == [("news/a.txt", "a")]


def test_a_file_may_be_called_like_a_pattern() -> None:
    write("a*.txt", "ab.txt")
    assert found(["a*.txt"]) == [("a*.txt", "a*")]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("news/*.txt", "news/*.txt: matches no file; check the pattern"),
        (
            "**.txt",
            "**.txt: is no path (Invalid pattern: '**' can only be an entire path component); check it",
        ),
        ("a\0b", "a\0b: is no path (embedded null byte); check it"),
    ],
)
def test_a_pattern_without_files(pattern: str, message: str) -> None:
    assert found([pattern]) == [message]


# manifests


def test_a_manifest_has_a_path_a_line() -> None:
    Path("list").write_bytes(b"\xef\xbb\xbf# last night\na.txt\r\n\n  \nb c.txt\n-\ncaf\xe9.txt")
    assert read_manifest("list") == ["a.txt", "b c.txt", "-", "caf\udce9.txt"]


@pytest.mark.parametrize(
    ("path", "message"),
    [("gone", "gone: no such file; check the path"), (".", r"\.: Is a directory; check what it is")],
)
def test_a_manifest_that_cannot_be_read(path: str, message: str) -> None:
    with pytest.raises(ReadingError, match=f"^{message}$"):
        read_manifest(path)
