"""Promise 3: whatever stands where an article should, is answered or refused in one line, and the next is answered."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import tarfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from asking import GOOD, Asking, check_one_of_two
from texts import ARTICLE, HOSTILE

MB = 1_000_000


@pytest.fixture
def ask(tmp_path: Path) -> Asking:
    return Asking(tmp_path)


def check_texts(ask: Asking, texts: dict[str, str | bytes]) -> None:
    """Each text is followed by an article, in one run."""
    known: dict[str, str | None] = {}
    names = []
    for number, content in enumerate(texts.values()):
        for id, each in ((f"t{number}", content), (f"u{number}", GOOD)):
            names.append(ask.write(f"{id}.txt", each))
            known[id] = each if isinstance(each, str) and "\ud800" not in each else None
    answer = ask(*names, "--published", "2023-06-26")
    check_one_of_two(answer, known, names)
    good = [record["deals"] for record in answer.records if record["document"]["id"].startswith("u")]
    assert [len(deals) for deals in good] == [1] * len(texts)
    assert answer.ids == [id for id in known if id in set(answer.ids)]


def test_every_hostile_text(ask: Asking) -> None:
    check_texts(ask, {name: text(200) for name, text in HOSTILE.items()})


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_text_at_length(ask: Asking, name: str) -> None:
    check_texts(ask, {name: HOSTILE[name](100_000)})


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["one letter", "one capital", "blanks", "line ends", "carriage returns", "tabs", "full stops", "digits", "NUL", "dotted", "combining only", "noncharacters"],
)  # fmt: skip
def test_ten_megabytes(ask: Asking, name: str) -> None:
    check_texts(ask, {name: HOSTILE[name](10 * MB)})


ENCODED: dict[str, bytes] = {
    "nothing": b"",
    "a mark alone": b"\xef\xbb\xbf",
    "marked": ARTICLE.encode("utf-8-sig"),
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + ARTICLE.encode(),
    **{
        encoding: ARTICLE.encode(encoding)
        for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-7", "cp1252")
    },
    "UTF-16 cut short": ARTICLE.encode("utf-16")[:-1],
    "UTF-32 cut short": ARTICLE.encode("utf-32")[:-3],
    "UTF-16 of half characters": b"\xff\xfe" + b"\x00\xd8" * 100,
    "Russian": "Компания купила конкурента. ".encode("koi8-r") * 20,
    "Japanese": "ソフトバンクが買収した。".encode("shift-jis") * 20,
    "Chinese": "阿里巴巴收购了一家公司。".encode("gb18030") * 20,
    "EBCDIC": ARTICLE.replace("“", '"').replace("”", '"').encode("cp500"),
    "encoded twice": ARTICLE.encode().decode("latin-1").encode(),
    "half a character": GOOD.encode() + "é".encode()[:1],
    "overlong": GOOD.encode() + b"\xc0\xaf\xe0\x80\xaf",
    "surrogate in UTF-8": b"\xed\xa0\x80 " + GOOD.encode(),
    "above Unicode": b"\xf7\xbf\xbf\xbf " + GOOD.encode(),
    "every byte": bytes(range(256)) * 10,
    "bytes at random": bytes((i * i * 31 + i * 7) % 251 for i in range(5000)),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + bytes(range(128, 256)),
    "a gzip": gzip.compress(ARTICLE.encode()),
    "a program": b"\x7fELF\x02\x01\x01" + bytes(200),
    "NUL before": b"\0" + GOOD.encode(),
    "NUL after": GOOD.encode() + b"\0",
    "one byte": b"\xff",
    "one letter": b"a",
    "a terminal's colours": b"\x1b[31mQuillon\x1b[0m agreed to buy \x1b]0;x\x07Tarnbrook for $5 million.",
}


def test_every_encoding(ask: Asking) -> None:
    check_texts(ask, dict(ENCODED))


NAMES: dict[str, bytes] = {
    "a line end": b"a\nb.txt",
    "two lines that look like ours": b"x\nextractor: all well.txt",
    "a carriage return": b"a\rb.txt",
    "an escape": b"a\x1b[31mb.txt",
    "not UTF-8": b"a\xff\xfeb.txt",
    "blanks": b"  .txt",
    "a quotation mark": b"a\"'b.txt",
    "a dash": b"-o.txt",
    "an option": b"--output=x.txt",
    "an asterisk": b"a*b.txt",
    "brackets": b"a[b]c.txt",
    "bidi": "a\u202etxt.exe.txt".encode(),
    "a dot": b".txt",
    "dots": b"...txt",
    "long": b"n" * 251 + b".txt",
    "without suffix": b"news",
    "another suffix": b"other.xyz",
    "upper case": b"THIRD.TXT",
    "a percent": b"%2e%2e.txt",
}


def test_every_name(ask: Asking) -> None:
    for number, name in enumerate(NAMES.values()):
        (ask.folder / os.fsdecode(name)).write_text(f"{GOOD}{number}")
    answer = ask("--", *NAMES.values())
    assert answer.code == 0, answer.err
    assert len(set(answer.ids)) == len(NAMES)
    bad = [
        b"no\n such.txt",
        b"no\x1b[31m.txt",
        b"no\xff.txt",
        "no\u202e.txt".encode(),
        b"",
        b"n" * 300,
        b"x/" * 3000,
    ]
    answer = ask("--", *bad, NAMES["dots"])
    assert (answer.code, len(answer.faults), len(answer.records)) == (1, len(bad), 1)


Make = Callable[[Asking], str]


def folder_called_text(ask: Asking) -> str:
    (ask.folder / "dir.txt").mkdir()
    return "dir.txt"


def link_to_itself(ask: Asking) -> str:
    (ask.folder / "loop.txt").symlink_to("loop.txt")
    return "loop.txt"


def links_in_a_ring(ask: Asking) -> str:
    (ask.folder / "one.txt").symlink_to("two.txt")
    (ask.folder / "two.txt").symlink_to("one.txt")
    return "one.txt"


def dangling(ask: Asking) -> str:
    (ask.folder / "dangling.txt").symlink_to("nowhere")
    return "dangling.txt"


def bound_socket(ask: Asking) -> str:
    here = Path.cwd()
    os.chdir(ask.folder)  # the path of a socket may be short only
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("sock.txt")
    finally:
        os.chdir(here)
    return "sock.txt"


def below_a_file(ask: Asking) -> str:
    ask.write("file.txt")
    return "file.txt/below.txt"


def pipe_in_a_folder(ask: Asking) -> str:
    (ask.folder / "pipes").mkdir()
    os.mkfifo(ask.folder / "pipes" / "p.txt")
    return "pipes"


def empty_folder(ask: Asking) -> str:
    (ask.folder / "empty").mkdir()
    return "empty"


def bomb(ask: Asking) -> str:
    return ask.write("bomb.txt.gz", gzip.compress(bytes(200 * MB), 9))


def torn_gzip(ask: Asking) -> str:
    return ask.write("torn.txt.gz", gzip.compress(ARTICLE.encode())[:-9])


def zip_that_leads_out(ask: Asking) -> str:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../out.txt", "")
    return ask.write("out.zip", made.getvalue())


def no_zip(ask: Asking) -> str:
    return ask.write("no.zip", b"PK\3\4" + bytes(100))


def tar_of_a_device(ask: Asking) -> str:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo("zero.txt")
        info.type, info.devmajor, info.devminor = tarfile.CHRTYPE, 1, 5
        archive.addfile(info)
    return ask.write("dev.tar", made.getvalue())


def wide_table(ask: Asking) -> str:
    return ask.write("wide.csv", ",".join(f"c{i}" for i in range(MB)) + "\n" + "," * (MB - 1) + "\n")


def deep_json(ask: Asking) -> str:
    return ask.write("deep.jsonl", '{"text": ' + "[" * 200_000 + "\n")


def parquet_of_noise(ask: Asking) -> str:
    return ask.write("noise.parquet", b"PAR1" + bytes(range(256)) + b"PAR1")


def no_crawl(ask: Asking) -> str:
    return ask.write("no.warc", b"WARC/1.0\r\nContent-Length: 99999\r\n\r\nx")


def page_without_article(ask: Asking) -> str:
    return ask.write("page.html", "<html><script>" + "<div>" * 1000)


REFUSED: list[Make] = [
    lambda ask: "nowhere.txt", lambda ask: "/dev/zero", lambda ask: "/dev/full", lambda ask: "/dev/null", lambda ask: "/dev/urandom",
    lambda ask: "/proc/self/mem", lambda ask: "none/*.txt",
    folder_called_text, link_to_itself, links_in_a_ring, dangling, bound_socket, below_a_file, pipe_in_a_folder, empty_folder,
    bomb, torn_gzip, zip_that_leads_out, no_zip, tar_of_a_device, wide_table, deep_json, parquet_of_noise, no_crawl, page_without_article,
]  # fmt: skip


def test_what_is_no_article(ask: Asking) -> None:
    ask.write("good.txt")
    paths = [make(ask) for make in REFUSED]
    answer = ask(*paths, "good.txt")
    assert (answer.code, answer.ids) == (1, ["good"])
    assert len(answer.faults) == len(paths), answer.err
    for path, line in zip(paths, answer.faults, strict=True):
        assert path in line
        assert ";" in line  # what to do next
    assert not (ask.folder.parent.parent / "out.txt").exists()


def test_the_same_document_twice(ask: Asking) -> None:
    ask.write("a/x.txt")
    ask.write("b/x.txt")
    (ask.folder / "c.txt").symlink_to("a/x.txt")
    ask.write("rows.jsonl", "".join(json.dumps({"id": "x", "text": GOOD}) + "\n" for _ in range(3)))
    answer = ask("a/x.txt", "a/x.txt", "b/x.txt", "./a/../a/x.txt", "c.txt", "rows.jsonl")
    assert (answer.code, answer.ids, len(answer.faults)) == (1, ["x", "c", "rows/x"], 5)


ROWS = [
    '{"text": "\\ud800 Quillon bought Tarnbrook."}', '{"text": "Quillon bought Tarnbrook.", "title": "\\ud800"}',
    '{"text": "Quillon bought Tarnbrook.", "url": "\\udfff"}', '{"text": "Quillon bought Tarnbrook.", "id": "\\ud800"}',
    '{"text": "Quillon bought Tarnbrook.", "id": "a\\u0000b\\u001b[31m\\u202e"}', '{"text": "a\\u0000b"}', '{"text": ""}', '{"text": " "}',
    '{"text": null}', '{"text": 5}', '{"text": ["a"]}', '{"text": NaN}', "{}", "[]", "5", "null", "NaN", '"text"', "{", '{"text": "a"',
    '{"text": "a"} {"text": "b"}', '{"text": "a", "id": 1e999}', '{"text": "a", "id": true}', '{"text": "a", "id": ""}', '{"text": "a", "id": {}}',
    '{"text": "a", "id": ' + "9" * 5000 + "}", '{"text": "a", "published": "2023-99-99"}', '{"text": "a", "published": 20230626}',
    '{"text": "a", "published": "' + "9" * 5000 + '"}', '{"text": "a", "title": 5}', '{"text": "a", "text": 5}', '{"te\\u0078t": "a"}',
    "{" * 5000, "[" * 100_000, '{"text": "' + "\\u0301" * 5000 + '"}', '{"text": "a", "' + "k" * 100_000 + '": 1}', "\x00", "\x1b[31m", "{'text': 'a'}",
]  # fmt: skip


def test_rows(ask: Asking) -> None:
    good = json.dumps({"text": GOOD})
    lines = [line for row in ROWS for line in (row, good)]
    answer = ask("-", "--stdin-format", "jsonl", stdin="\n".join(lines).encode() + b"\n")
    assert answer.code == 1
    assert len(answer.records) + len(answer.faults) == len(lines), answer.err
    assert sum(len(record["deals"]) == 1 for record in answer.records) >= len(ROWS)


def test_what_may_not_be_read(ask: Asking) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    ask.write("closed.txt")
    (ask.folder / "closed.txt").chmod(0)
    answer = ask("closed.txt", ask.write("good.txt"))
    assert (answer.code, answer.ids, len(answer.faults)) == (1, ["good"], 1)


def test_a_pipe_whose_writer_comes_and_goes(ask: Asking) -> None:
    os.mkfifo(ask.folder / "p.txt")
    for content in (GOOD.encode(), b""):
        with ask.start("p.txt", ask.write("good.txt")) as process:
            (ask.folder / "p.txt").open("wb").write(content)
            out, err = process.communicate()
        assert process.returncode == (0 if content else 1)
        assert out.count(b"\n") == (2 if content else 1)
        assert err.count(b"\n") == (0 if content else 1)


def test_a_file_that_grows_and_one_that_goes(ask: Asking) -> None:
    """What stands in the file when it is read counts; a pipe before it holds the run there."""
    os.mkfifo(ask.folder / "hold.txt")
    ask.write("grows.txt")
    ask.write("goes.txt")
    with ask.start("hold.txt", "grows.txt", "goes.txt", ask.write("good.txt")) as process:
        with (ask.folder / "hold.txt").open("w") as hold:
            hold.write(GOOD)
            ask.write("grows.txt", GOOD * 5)
            (ask.folder / "goes.txt").unlink()
        out, err = process.communicate()
    records = [json.loads(line)["document"] for line in out.splitlines()]
    assert process.returncode == 1
    assert [record["id"] for record in records] == ["hold", "grows", "good"]
    assert records[1]["characters"] == 5 * len(GOOD)
    assert err.decode().splitlines() == ["extractor: goes.txt: no such file; check the path"]


def test_a_file_that_never_ends_growing(ask: Asking) -> None:
    """A writer that is quicker than the reader: the limit of a document ends it."""
    os.mkfifo(ask.folder / "endless.txt")
    done = threading.Event()

    def write() -> None:
        try:
            with (ask.folder / "endless.txt").open("wb") as pipe:
                while not done.is_set():
                    pipe.write(b"word " * 100_000)
        except BrokenPipeError:
            pass

    writer = threading.Thread(target=write)
    with ask.start("endless.txt", ask.write("good.txt")) as process:
        writer.start()
        out, err = process.communicate()
        done.set()
        writer.join()
    assert (process.returncode, out.count(b"\n"), err.count(b"\n")) == (1, 1, 1)
    assert b"is larger than" in err


def test_three_thousand_files(ask: Asking) -> None:
    for number in range(3000):
        ask.write(f"in/{number:04}.txt", "")
    ask.write("in/z.txt")
    answer = ask("in")
    assert (answer.code, len(answer.faults), answer.ids) == (1, 3000, ["z"])


def test_a_very_long_path(ask: Asking) -> None:
    deep = ask.folder
    for _ in range(12):
        deep = deep / ("d" * 250)
        deep.mkdir()
    (deep / "a.txt").write_text(GOOD)
    answer = ask("d" * 250)
    assert (answer.code, len(answer.records)) == (0, 1)


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_stream_that_is_closed(ask: Asking, closed: int) -> None:
    ask.write("good.txt")
    stream = ("stdin", "stdout", "stderr")[closed]
    with ask.start("-", "good.txt", **{stream: None}, before=lambda: os.close(closed)) as process:
        out, err = process.communicate()
    assert process.returncode == (1, 2, 1)[closed]
    assert len((out or b"").splitlines()) == (1, 0, 1)[closed]
    assert len((err or b"").splitlines()) == (1, 1, 0)[closed]
