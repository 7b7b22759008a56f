"""Documents out of real files: what each kind gives, and what stands for what cannot be read."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import os
import sys
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractor.errors import ReadingError
from extractor.reading.article import Article
from extractor.reading.item import Item, ReadingFailure, read_item
from extractor.reading.items import find_items
from extractor.reading.opening import FREE_BYTES, MAX_BYTES
from extractor.reading.rows import Fields

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "Vextra Systems agreed to buy Lumora Labs for €40 million."
PAGE = f"""<!DOCTYPE html><html><head><title>Vextra to buy Lumora | The Wire</title>
<meta property="article:published_time" content="2023-06-26T10:00:00Z">
<link rel="canonical" href="https://wire.example/vextra"></head>
<body><nav><a href="/">Home</a> <a href="/deals">All deals</a></nav>
<article><h1>Vextra to buy Lumora</h1><p>{TEXT}</p>
<p>Lumora, based in Oslo, makes sensors for tractors.</p></article>
<footer>All rights reserved</footer></body></html>"""
PAGE_TEXT = f"Vextra to buy Lumora\n\n{TEXT}\n\nLumora, based in Oslo, makes sensors for tractors."


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, content: str | bytes) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def read(*paths: str, fields: Fields | None = None, published: str | None = None) -> list[Article | str]:
    """The articles in order, and the messages that stand for others."""
    return list(map(_read, find_items(paths, fields=fields, published=published)))


def _read(item: Item | ReadingFailure) -> Article | str:
    if isinstance(item, ReadingFailure):
        assert item.message.startswith(item.path)
        assert ";" in item.message, "the message does not say what to do next"
        return item.message
    try:
        return read_item(item)
    except ReadingError as error:
        return str(error)


def known(*paths: str, **options: Fields | str | None) -> list[tuple[str | None, str] | str]:
    """Id and text of each article, or the message that stands for it."""
    return [
        article if isinstance(article, str) else (article.id, article.text)
        for article in read(*paths, **options)  # type: ignore[arg-type]
    ]


# texts


def test_the_text_is_what_the_file_holds() -> None:
    write("a.txt", b"\xef\xbb\xbf Acme\r\nbought\rBeta. \n")
    (article,) = read("a.txt", published="2023-06-26")
    assert article == Article(
        " Acme\r\nbought\rBeta. \n", id="a", published="2023-06-26", source="a.txt", encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("data", "encoding"), [(TEXT.encode("utf-16"), "utf-16"), (TEXT.encode("cp1252"), "cp1252")]
)
def test_the_encoding_is_stated(data: bytes, encoding: str) -> None:
    (article,) = read(write("a.dat", data))
    assert article == Article(TEXT, id="a", source="a.dat", encoding=encoding)


PACKED = [("a.txt.gz", gzip.compress), ("a.TXT.ZST", zstd.compress), ("a.gz", gzip.compress)]


@pytest.mark.parametrize(("name", "pack"), PACKED, ids=[row[0] for row in PACKED])
def test_what_is_packed_is_unpacked(name: str, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(TEXT[:20].encode()) + pack(TEXT[20:].encode())
    assert known(write(name, packed)) == [("a", TEXT)]
    (failure,) = known(write(f"half-{name}", packed[:-9]))
    assert isinstance(failure, str)
    assert failure.startswith(f"half-{name}: is damaged or cut short (")
    (failure,) = known(write(f"no-{name}", TEXT))
    assert isinstance(failure, str)
    assert failure.startswith(f"no-{name}: is damaged or cut short (")


def test_a_pipe_is_read_to_its_end() -> None:
    os.mkfifo("pipe")
    writer = threading.Thread(target=Path("pipe").write_bytes, args=(b"Acme " * 50_000,))
    writer.start()
    found = known("pipe")
    writer.join()
    assert found == [("pipe", "Acme " * 50_000)]


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full"])
def test_a_device_is_refused(device: str) -> None:
    assert known(device) == [f"{device}: is a device; give a file, or - for standard input"]


def test_what_has_no_end_is_refused() -> None:
    with Path("long.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert known("long.txt") == ["long.txt: is larger than 100 MB; split it into its articles"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named() -> None:
    Path(write("closed.txt", TEXT)).chmod(0)
    assert known("closed.txt") == ["closed.txt: permission denied; make it readable first"]


def test_what_vanishes_while_others_are_read_is_named() -> None:
    write("d/a.txt", TEXT), write("d/b.txt", TEXT), write("d/c.txt", TEXT)
    found = map(_read, find_items(["d"]))
    assert isinstance(next(found), Article)
    Path("d/b.txt").unlink()
    assert next(found) == "d/b.txt: no such file; check the path"
    assert isinstance(next(found), Article)


def test_two_documents_of_one_id() -> None:
    (
        write("a/x.txt", TEXT),
        write("b/x.txt", TEXT),
        write("x.jsonl", '{"text":"A b.","id":"1"}\n{"text":"C d."}'),
    )
    twice = "rename one of them, or extract them in two runs"
    assert known("a/x.txt", "b/x.txt", "x.jsonl", "x.jsonl")[1:] == [
        f"b/x.txt: its id 'x' is that of a/x.txt too; {twice}",
        ("x/1", "A b."),
        ("x/2", "C d."),
        f"x.jsonl: line 1: its id 'x/1' is that of x.jsonl: line 1 too; {twice}",
        f"x.jsonl: line 2: its id 'x/2' is that of x.jsonl: line 2 too; {twice}",
    ]


def test_a_thousand_files_need_one_descriptor() -> None:
    for number in range(1000):
        write(f"d/{number}.txt", TEXT)
    before = descriptors()
    for _ in find_items(["d"]):
        assert descriptors() <= before + 1


def descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


# HTML


def test_a_page_gives_its_article_and_what_it_says_of_itself() -> None:
    (article,) = read(write("p.html", PAGE))
    assert article == Article(
        PAGE_TEXT,
        id="p",
        title="Vextra to buy Lumora",
        published="2023-06-26",
        source="https://wire.example/vextra",
        encoding="utf-8",
        is_derived=True,
    )


def test_what_the_command_line_says_goes_before_what_a_page_says() -> None:
    (article,) = read(write("p.htm", PAGE), published="2023-06-30")
    assert isinstance(article, Article)
    assert article.published == "2023-06-30"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Vextra bought Lumora.</p>", "Vextra bought Lumora."),
        (
            "<div><p>Vextra &amp; Co. bought</p><p>Lumora &#8211; today.</p></div>",
            "Vextra & Co. bought\n\nLumora – today.",
        ),
        ("Vextra bought Lumora.", "Vextra bought Lumora."),
    ],
)
def test_a_piece_of_a_page_is_a_page(html: str, text: str) -> None:
    assert known(write("p.html", html)) == [("p", text)]


HOLLOW = {
    "no body": "<html><head><title>Vextra</title></head></html>",
    "a script": "<html><body><script>let deal = 'Vextra'</script></body></html>",
    "an open comment": "<!--" + "-" * 100_000,
    "a deep nest": "<html><body>" + "<div>" * 40_000 + TEXT,
    "one long tag": "<p " + "a='b' " * 100_000,
}


@pytest.mark.parametrize("html", HOLLOW.values(), ids=HOLLOW)
def test_a_page_without_article(html: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert known(write("p.html", html)) == [
        "p.html: has no article in its HTML; give its text as a .txt file"
    ]
    assert capfd.readouterr() == ("", "")


def test_a_page_of_tags_is_refused() -> None:
    html = "<html><body>" + "<ul><li>Vextra</li></ul>" * 20_000
    assert known(write("p.html", html)) == ["p.html: has more than 50,000 tags; give its text as a .txt file"]


# rows


def test_json_lines() -> None:
    rows = [
        {"text": TEXT},
        {
            "text": TEXT,
            "id": "r/7",
            "published": "2024-03-01T10:00:00Z",
            "title": "News",
            "url": "https://x.example",
        },
        {"text": TEXT, "id": 7, "published": "last June"},
    ]
    write("d/n.jsonl", "\n\n".join(map(json.dumps, rows)) + "\r\n")
    assert read("d", published="2024") == [
        Article(TEXT, id="n/1", source="d/n.jsonl", published="2024"),
        Article(TEXT, id="n/r/7", source="https://x.example", published="2024-03-01", title="News"),
        Article(TEXT, id="n/7", source="d/n.jsonl", published="2024"),
    ]


BAD_LINES = [
    (
        '{"body": "x", "id": 1}',
        "has no field 'text'; name one of those it has with --text-field: 'body', 'id'",
    ),
    ('{"text": null}', "its 'text' is no text; name another field with --text-field"),
    ('{"text": ""}', "is empty; give a file that holds an article's text"),
    ('{"text": "a", "id": [1]}', "its 'id' is no id; give it as text or a whole number"),
    ('{"text": "a\\ud800"}', "holds half a character (a lone surrogate at 1); give it as UTF-8 text"),
    ('{"text": "a\\u0000"}', "holds NUL bytes, so it is no text; give it as UTF-8 text"),
    ('["text"]', "is no JSON object; write one object a line"),
    ("{text}", "is no JSON (Expecting property name"),
    ("[" * 100_000, "is no JSON (maximum recursion depth"),
    ('{"text": ' + "9" * 5000 + "}", "is no JSON (Exceeds the limit"),
    ("\x00", "holds NUL bytes"),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES, ids=[row[1] for row in BAD_LINES])
def test_a_bad_line_leaves_the_others_alone(line: str, message: str) -> None:
    write("n.jsonl", f'{{"text": "Before."}}\n{line}\n{{"text": "After."}}')
    before, bad, after = known("n.jsonl")
    assert (before, after) == (("n/1", "Before."), ("n/3", "After."))
    assert isinstance(bad, str)
    assert bad.startswith(f"n.jsonl: line 2: {message}")
    assert len(bad) < 250


def test_fields_that_are_named() -> None:
    write(
        "n.ndjson",
        '{"body": "A b.", "key": "k", "day": "2024-03-01"}\n{"body": "C d.", "key": "l", "day": "soon"}\n{"body": "E f."}',
    )
    first, second, third = read("n.ndjson", fields=Fields("body", "key", "day"))
    assert first == Article("A b.", id="n/k", source="n.ndjson", published="2024-03-01")
    assert second == "n.ndjson: line 2: its 'day' is no date ('soon'); write YYYY-MM-DD, YYYY-MM or YYYY"
    assert third == "n.ndjson: line 3: has no field 'key'; name one of those it has with --id-field: 'body'"


@pytest.mark.parametrize("row_id", ["../../etc/passwd", "/etc/passwd", "..", "a/./b", "x\0y"])
def test_no_row_leads_out_of_a_folder(row_id: str) -> None:
    write("n.jsonl", json.dumps({"text": TEXT, "id": row_id}))
    (item,) = find_items(["n.jsonl"])
    assert isinstance(item, Item)
    assert Path("out", item.id).resolve().is_relative_to(Path("out").resolve())


def test_csv() -> None:
    write(
        "n.csv",
        'id,text,published\r\n1,"Vextra said ""yes"".\n\nThen bought.",2024-01-02\r\n2\r\n,"C, d.",\r\n',
    )
    assert known("n.csv") == [
        ("n/1", 'Vextra said "yes".\n\nThen bought.'),
        "n.csv: row 2: has no field 'text'; name one of those it has with --text-field: 'id'",
        ("n/3", "C, d."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_tables_in_every_encoding(encoding: str) -> None:
    assert known(write("n.tsv", f"text\tid\n{TEXT}\tx\n".encode(encoding))) == [("n/x", TEXT)]
    assert known(write("m.jsonl", f'{{"text": "{TEXT}"}}\n'.encode(encoding))) == [("m/1", TEXT)]


def test_a_field_of_csv_may_be_long() -> None:
    long = "Vextra bought Lumora. " * 50_000
    assert known(write("n.csv.gz", gzip.compress(f"text\n{long}\n".encode()))) == [("n/1", long)]


BAD_CSV = [
    ("", "has no field 'text'; name one of those it has with --text-field: none"),
    (
        ",".join(f"c{number}" for number in range(1_000_000)),
        "has no field 'text'; name one of those it has with --text-field: "
        + ", ".join(f"'c{number}'" for number in range(12))
        + " and 999,988 more",
    ),
    ("text\na\rb", "is no CSV at line 2 (new-line character seen in unquoted field"),
]


@pytest.mark.parametrize(("content", "message"), BAD_CSV, ids=["empty", "a million columns", "old Mac"])
def test_bad_csv(content: str, message: str) -> None:
    (failure,) = known(write("n.csv", content))
    assert isinstance(failure, str)
    assert failure.startswith(f"n.csv: {message}")


def test_parquet() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    days = [datetime.datetime(2024, 1, day, 23, tzinfo=datetime.UTC) for day in (2, 3, 4)]
    table = {"text": [TEXT, None, "C d."], "id": ["a", "b", None], "published": days, "x": [1, 2, 3]}
    for unit in ("s", "ns"):
        times = pyarrow.array(days, type=pyarrow.timestamp(unit, "UTC"))
        parquet.write_table(pyarrow.table(table | {"published": times}), "n.parquet", row_group_size=2)
        assert read("n.parquet") == [
            Article(TEXT, id="n/a", source="n.parquet", published="2024-01-02"),
            "n.parquet: row 2: its 'text' is no text; name another field with --text-field",
            Article("C d.", id="n/3", source="n.parquet", published="2024-01-04"),
        ]
    whole = Path("n.parquet").read_bytes()
    assert len(known(write("m.parquet.gz", gzip.compress(whole)))) == 3
    assert known("n.parquet", fields=Fields("body")) == [
        "n.parquet: has no field 'body'; name one of those it has with --text-field: 'text', 'id', 'published', 'x'"
    ]
    for damaged in (whole[:-20], b"", b"PAR1" * 30):
        (failure,) = known(write("d.parquet", damaged))
        assert isinstance(failure, str)
        assert failure.startswith("d.parquet: is damaged, or no Parquet (")


def test_parquet_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert known(write("n.parquet", b"PAR1")) == [
        "n.parquet: is Parquet, which needs pyarrow; install it with 'pip install deal-extractor[parquet]'"
    ]


# crawls


def write_warc(name: str) -> bytes:
    """A crawl of two pages, one of them missing, a picture, and a text; ids are ``1`` to ``5``."""
    ids = (f"<urn:uuid:{number}>" for number in range(1, 9))
    with Path(name).open("wb") as file:
        writer = WARCWriter(file, gzip=name.endswith(".gz"))

        def add(
            kind: str, payload: str, http: tuple[str, str] | None = None, type: str | None = None
        ) -> None:
            headers = StatusAndHeaders(http[0], [("Content-Type", http[1])], "HTTP/1.1") if http else None
            number = next(ids)
            writer.write_record(
                writer.create_warc_record(
                    f"https://crawl.example/{number[10:-1]}",
                    kind,
                    payload=io.BytesIO(payload.encode()),
                    http_headers=headers,
                    warc_content_type=type or "",
                    warc_headers_dict={"WARC-Record-ID": number},
                )
            )

        add("response", PAGE.replace("canonical", "other"), ("200 OK", "text/html; charset=utf-8"))
        add("response", PAGE, ("404 Not Found", "text/html"))
        add("response", "GIF", ("200 OK", "image/gif"))
        add("conversion", TEXT, type="text/plain")
        add("metadata", "fetch: 1", type="application/warc-fields")
    return Path(name).read_bytes()


@pytest.mark.parametrize("name", ["w.warc", "w.warc.gz"])
def test_a_crawl(name: str) -> None:
    write_warc(name)
    page = {"title": "Vextra to buy Lumora", "published": "2023-06-26", "is_derived": True}
    assert read(name) == [
        Article(PAGE_TEXT, id="w/1", source="https://crawl.example/1", encoding="utf-8", **page),  # type: ignore[arg-type]
        Article(TEXT, id="w/4", source="https://crawl.example/4", encoding="utf-8"),
    ]


def test_a_crawl_that_is_cut_short_says_so_wherever_it_is_cut(capfd: pytest.CaptureFixture[str]) -> None:
    whole = write_warc("w.warc")
    for at in range(0, len(whole), 3):
        found = find_items([write("c.warc", whole[:at])])
        if not any(isinstance(item, ReadingFailure) for item in found):
            last = whole[:at].rstrip()  # so nothing is lost: the cut is where a record ends
            assert not last or last.endswith((b"</html>", b"GIF", TEXT.encode(), b"fetch: 1")), at
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "content", [b"Just a text.\nAnd more.\n", b"\0\xff" * 9000, gzip.compress(b"x", mtime=0)]
)
def test_what_is_no_crawl(content: bytes) -> None:
    (failure,) = known(write("w.warc", content))
    assert isinstance(failure, str)
    assert failure.startswith("w.warc: is no WARC after record 0 (")
    assert len(failure) < 250


# archives


def write_zip(name: str, members: dict[str, str | bytes]) -> str:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return name


def write_tar(name: str, members: dict[str, str | bytes]) -> str:
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as archive:
        for member, content in members.items():
            info = tarfile.TarInfo(member)
            data = content.encode() if isinstance(content, str) else content
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    pack = {".tgz": gzip.compress, ".gz": gzip.compress, ".zst": zstd.compress}.get(Path(name).suffix, bytes)
    return write(name, pack(plain.getvalue()))


ARCHIVES = ["k.zip", "k.tar", "k.tar.gz", "k.tgz", "k.tar.zst"]


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive(name: str) -> None:
    members: dict[str, str | bytes] = {
        "../../out.txt": "A b.",
        "/root.txt": "C d.",
        "picture.png": b"\x89PNG",
        "sub/n.jsonl.gz": gzip.compress(b'{"text": "E f.", "id": "7"}\n{}\n'),
        "empty.txt": "",
        "inner.zip": b"PK",
        "z\u00eb.html": PAGE,
    }
    (write_zip if name == "k.zip" else write_tar)(name, members)
    assert known(name) == [
        ("k/%2E%2E/%2E%2E/out", "A b."),
        ("k///root", "C d."),
        ("k/sub/n/7", "E f."),
        f"{name}: sub/n.jsonl.gz: line 2: has no field 'text'; name one of those it has with --text-field: none",
        f"{name}: empty.txt: is empty; give a file that holds an article's text",
        f"{name}: inner.zip: is an archive in an archive; unpack the outer one first",
        ("k/zë", PAGE_TEXT),
    ]


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_that_is_cut_short_says_so(name: str) -> None:
    noise = os.urandom(3000).hex()
    make = write_zip if name == "k.zip" else write_tar
    whole = Path(make(name, {f"{number}.txt": noise + str(number) for number in range(4)})).read_bytes()
    for at in range(1, len(whole) // 2, 61):
        found = known(write(f"c{name}", whole[:at]))
        assert isinstance(found[-1], str), at
    assert known(write(f"c{name}", b"no archive" * 100))[-1].startswith(f"c{name}: is ")  # type: ignore[union-attr]


def test_a_damaged_member_leaves_the_others_alone() -> None:
    whole = bytearray(
        Path(write_zip("k.zip", {"a.txt": TEXT, "b.txt": TEXT + "!", "c.txt": TEXT})).read_bytes()
    )
    at = whole.index(b"b.txt") + 10
    whole[at : at + 20] = b"\xff" * 20
    write("k.zip", bytes(whole))
    first, second, third = known("k.zip")
    assert (first, third) == (("k/a", TEXT), ("k/c", TEXT))
    assert isinstance(second, str)
    assert second.startswith("k.zip: b.txt: is damaged or cut short (")


def test_names_in_a_tar_that_are_not_utf8() -> None:
    write_tar("k.tar", {"caf\udce9.txt": TEXT})
    assert known("k.tar") == [(r"k/caf\xe9", TEXT)]


def test_a_file_without_articles() -> None:
    none = "holds no article; check what it is"
    write_zip("k.zip", {"a.png": b"", "__MACOSX/._a.txt": b"\0"})
    write("n.jsonl", "\n"), write("n.csv", "text,id\n"), write("w.warc", "")
    assert known("k.zip", "n.jsonl", "n.csv", "w.warc") == [
        f"k.zip: {none}",
        f"n.jsonl: {none}",
        f"n.csv: {none}",
        f"w.warc: {none}",
    ]


# bombs

ZEROS = b"\0" * (FREE_BYTES + 5_000_000)
BOMB = "unpacks to more than 200 times its size, as a bomb does; unpack it yourself if you trust it"


@pytest.mark.parametrize("suffix", ["txt", "html", "jsonl", "csv", "warc", "parquet"])
@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_bomb_is_refused(suffix: str, packing: str) -> None:
    name = f"b.{suffix}.{packing}"
    write(name, gzip.compress(ZEROS) if packing == "gz" else zstd.compress(ZEROS))
    write("a.txt", TEXT)
    assert known(name, "a.txt") == [f"{name}: {BOMB}", ("a", TEXT)]


def test_a_short_file_of_one_letter_is_no_bomb() -> None:
    assert known(write("a.txt.gz", gzip.compress(b"a" * 10_000_000))) == [("a", "a" * 10_000_000)]


def test_many_members_are_weighed_together() -> None:
    members: dict[str, str | bytes] = {f"{number:03}.txt": "a" * 5_000_000 for number in range(20)}
    found = known(write_zip("b.zip", members))
    assert found[-1] == f"b.zip: {BOMB}"
    assert len(found) == 5, "three, the member that was too much, and the archive"


def test_a_bomb_in_an_archive_leaves_the_others_alone() -> None:
    write_tar("k.tar", {"b.txt.gz": gzip.compress(ZEROS), "a.txt": TEXT})
    assert known("k.tar") == [f"k.tar: b.txt.gz: {BOMB}", ("k/a", TEXT)]


# all is read when it is asked for


def test_rows_stream() -> None:
    os.mkfifo("pipe.jsonl")
    ready = threading.Event()

    def write_slowly() -> None:
        with Path("pipe.jsonl").open("w") as pipe:
            pipe.write('{"text": "A b."}\n')
            pipe.flush()
            assert ready.wait(20)
            pipe.write('{"text": "C d."}\n')

    writer = threading.Thread(target=write_slowly)
    writer.start()
    found: Iterator[Item | ReadingFailure] = find_items(["pipe.jsonl"])
    first = next(found)
    ready.set()
    assert isinstance(first, Item)
    assert [first.id, *(item.id for item in found)] == ["pipe/1", "pipe/2"]
    writer.join()
