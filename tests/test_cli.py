"""The command line as a user meets it: whole standard output, standard error and exit code."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, RunExtractor
from extractor import Extractor
from extractor.reading.article import Article
from extractor.schema import Extraction
from extractor.version import __version__

NEWS = (
    "Databricks agreed to buy MosaicML for $1.3 billion.\r\n\r\nZoë Poe said: “We sieve more than sand.”\r\n"
)
PLAIN = "Snowflake bought Neeva, a startup, in May.\n"


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Two articles that are well, and one of each kind that is not."""
    (tmp_path / "news.txt").write_bytes(NEWS.encode())
    (tmp_path / "folder" / "sub").mkdir(parents=True)
    (tmp_path / "folder" / "sub" / "plain.txt").write_bytes(PLAIN.encode())
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "western.txt").write_bytes("Crédit Agricole bought Beta.".encode("cp1252"))
    (tmp_path / "hollow").mkdir()
    return tmp_path


def line(extractor: Extractor, text: str, **known: str | None) -> str:
    return extractor.extract(Article(text, **{"encoding": "utf-8"} | known)).to_json() + "\n"


# extract: what is written


def test_a_file_on_standard_output(run: RunExtractor, articles: Path, extractor: Extractor) -> None:
    done = run("extract", "news.txt", "--published", "2023-06-26")
    assert done.out == line(extractor, NEWS, id="news", source="news.txt", published="2023-06-26")
    assert (done.code, done.err) == (0, "")


def test_files_folders_and_standard_input_in_order(
    run: RunExtractor, articles: Path, extractor: Extractor
) -> None:
    done = run("extract", "folder", "-", "news.txt", stdin=PLAIN.encode("utf-16"))
    assert done.out == (
        line(extractor, PLAIN, id="sub/plain", source="folder/sub/plain.txt")
        + line(extractor, PLAIN, id="stdin", encoding="utf-16")
        + line(extractor, NEWS, id="news", source="news.txt")
    )
    assert (done.code, done.err) == (0, "")


def test_trace_and_text_are_on_request(run: RunExtractor, articles: Path) -> None:
    done = run("extract", "news.txt", "--trace", "--with-text")
    record = Extraction.model_validate_json(done.out)
    assert record.document.text == NEWS
    assert record.trace
    assert done.code == 0


def test_json(run: RunExtractor, articles: Path, extractor: Extractor) -> None:
    done = run("extract", "news.txt", "folder", "--format", "json")
    assert json.loads(done.out) == [
        json.loads(line(extractor, NEWS, id="news", source="news.txt")),
        json.loads(line(extractor, PLAIN, id="sub/plain", source="folder/sub/plain.txt")),
    ]
    assert done.out.startswith('[\n  {\n    "schema_version"')
    assert (done.code, done.err) == (0, "")


def test_table(run: RunExtractor, articles: Path) -> None:
    done = run("extract", "news.txt", "--format", "table")
    assert "1.3bn USD" in done.out
    assert "\x1b" not in done.out
    assert (done.code, done.err) == (0, "")


def test_output_file(run: RunExtractor, articles: Path, extractor: Extractor) -> None:
    done = run("extract", "news.txt", "-o", "out.jsonl")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("extractor: documents: 1, deals: 1, failed: 0; ")
    written = (articles / "out.jsonl").read_bytes().decode()
    assert written == line(extractor, NEWS, id="news", source="news.txt")
    assert not (articles / "out.jsonl.partial").exists()


@pytest.mark.parametrize("output", ["-", "/dev/stdout"])
def test_standard_output_by_its_names(run: RunExtractor, articles: Path, output: str) -> None:
    done = run("extract", "news.txt", "--output", output)
    assert (done.code, done.out.count("\n"), done.err) == (0, 1, "")


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_the_locale_does_not_matter(
    run: RunExtractor, articles: Path, extractor: Extractor, locale: dict[str, str]
) -> None:
    (articles / "Zoë.txt").write_bytes(NEWS.encode())
    done = run("extract", "Zoë.txt", "fehlt-ö.txt", **locale)
    assert done.out == line(extractor, NEWS, id="Zoë", source="Zoë.txt")
    assert (done.code, done.err) == (1, "extractor: fehlt-ö.txt: no such file; check the path\n")


# extract: documents that fail


def test_each_failed_document_is_one_line_and_the_others_are_done(run: RunExtractor, articles: Path) -> None:
    inputs = [
        "missing.txt",
        "empty.txt",
        "news.txt",
        "binary.txt",
        "hollow",
        "/dev/zero",
        "a\nb.txt",
        "western.txt",
    ]
    done = run("extract", *inputs, "folder/sub/../../news.txt")
    assert [json.loads(record)["document"]["id"] for record in done.out.splitlines()] == ["news", "western"]
    assert done.lines == [
        "extractor: missing.txt: no such file; check the path",
        "extractor: empty.txt: is empty; give a file that holds an article's text",
        "extractor: binary.txt: is binary, no text; give it as UTF-8 text",
        "extractor: hollow: holds no *.txt file, nor another that is read; name the files themselves",
        "extractor: /dev/zero: is a device; give a file, or - for standard input",
        r"extractor: a\nb.txt: no such file; check the path",
        "extractor: folder/sub/../../news.txt: its id 'news' is that of news.txt too;"
        " rename one of them, or extract them in two runs",
    ]
    assert done.code == 1


def test_empty_standard_input(run: RunExtractor) -> None:
    done = run("extract", "-")
    assert (done.code, done.out) == (1, "")
    assert done.err == "extractor: standard input: is empty; give a file that holds an article's text\n"


def test_no_document_at_all_is_still_a_whole_array(run: RunExtractor, articles: Path) -> None:
    done = run("extract", "hollow", "--format", "json", "-o", "out.json")
    assert (done.code, (articles / "out.json").read_text()) == (1, "[]\n")


# extract: inputs of many kinds (what each gives: tests/reading)


def test_rows_on_standard_input_by_the_fields_named(
    run: RunExtractor, articles: Path, extractor: Extractor
) -> None:
    rows = f'{{"body": {json.dumps(PLAIN)}, "key": "a", "day": "2023-05-24"}}\n{{"body": ""}}\n'
    options = ("--stdin-format", "jsonl", "--text-field", "body", "--id-field", "key", "--date-field", "day")
    done = run("extract", "-", *options, stdin=rows.encode())
    assert done.out == line(extractor, PLAIN, id="stdin/a", published="2023-05-24", encoding=None)
    assert done.lines == [
        "extractor: standard input: line 2: has no field 'key'; name one of those it has with --id-field: 'body'"
    ]
    assert done.code == 1


def test_a_manifest_and_a_page(run: RunExtractor, articles: Path, extractor: Extractor) -> None:
    (articles / "page.html").write_text(f"<html><body><p>{PLAIN}</p></body></html>")
    done = run("extract", "news.txt", "--manifest", "-", stdin=b"# more\nfolder\n*.html\n")
    records = [Extraction.model_validate_json(record) for record in done.out.splitlines()]
    assert [record.document.id for record in records] == ["news", "sub/plain", "page"]
    assert [record.document.text for record in records] == [None, None, PLAIN.strip()]
    assert (done.code, done.err) == (0, "")


# wrong usage

WRONG = [
    ([], "Usage: extractor"),
    (["extract"], "Missing argument"),
    (["extract", "news.txt", "--bogus"], "No such option: --bogus"),
    (["extract", "news.txt", "--format", "xml"], "'xml' is not one of"),
    (["extract", "news.txt", "--published", "26/06/2023"], "'26/06/2023' is not a date: write YYYY-MM-DD"),
    (["extract", "news.txt", "--published", "2023-13-01"], "'2023-13-01' is not a date"),
    (["extract", "news.txt", "-o", "news.txt"], "extractor: news.txt: is one of the inputs; choose another"),
    (["extract", "folder", "-o", "link.txt"], "extractor: link.txt: is one of the inputs; choose another"),
    (["extract", "news.txt", "-o", "absent/out"], "extractor: absent/out: cannot be written (No such file"),
    (["extract", "news.txt", "-o", "folder"], "extractor: folder: cannot be written (Is a directory)"),
    (["extract", "news.txt", "-o", "/dev/full"], "/dev/full: cannot be written (No space left on device)"),
    (["extract", "--manifest", "absent"], "extractor: absent: no such file; check the path"),
    (
        ["extract", "--manifest", "list", "-o", "list"],
        "extractor: list: is one of the inputs; choose another",
    ),
    (["extract", "--manifest", "list", "-o", "news.txt"], "extractor: news.txt: is one of the inputs"),
    (["extract", "-", "--stdin-format", "docx"], "'docx' is no suffix that is read: give jsonl, csv"),
    (["explain", "folder"], "folder holds 2 articles: name one of them"),
    (["schema", "deal"], "'deal' is not one of"),
    (["transmute"], "No such command 'transmute'"),
]


@pytest.mark.parametrize(("args", "message"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_wrong_usage(run: RunExtractor, articles: Path, args: list[str], message: str) -> None:
    (articles / "link.txt").symlink_to("folder/sub/plain.txt")
    (articles / "list").write_text("news.txt\n")
    (articles / "folder" / "other.txt").write_text(PLAIN)
    done = run(*args)
    assert done.code == 2
    assert message in (done.err or done.out)
    assert "Traceback" not in done.err
    assert (articles / "news.txt").read_bytes() == NEWS.encode()
    assert (articles / "folder" / "sub" / "plain.txt").read_bytes() == PLAIN.encode()
    assert not [path.name for path in articles.iterdir() if "out" in path.name or "partial" in path.name]


# ends that nobody planned


def test_nobody_reads_the_output(articles: Path) -> None:
    for number in range(300):
        (articles / "folder" / f"{number}.txt").write_text(NEWS * 5)
    command = [sys.executable, "-m", "extractor.cli", "extract", "folder"]
    with subprocess.Popen(command, cwd=articles, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["document"]["id"] == "0"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize("command", ["explain news.txt", "evaluate gold", "schema", "--help"])
def test_nobody_reads_on(articles: Path, command: str) -> None:
    label_the_news(articles)
    piped = f"set -o pipefail; '{sys.executable}' -m extractor.cli {command} | head -n 1"
    done = subprocess.run(["bash", "-c", piped], cwd=articles, capture_output=True, check=False)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
    assert done.returncode in (0, 141)  # what is short is written before the reader goes


def label_the_news(articles: Path) -> None:
    (articles / "gold").mkdir()
    (articles / "gold" / "news.txt").write_bytes(NEWS.encode())
    label = '{"quotes": [{"text": "We sieve more than sand.", "speaker": ["Zoë Poe"]}]}'
    (articles / "gold" / "news.gold.json").write_text(label, encoding="utf-8")


def test_interrupted(articles: Path) -> None:
    os.mkfifo(articles / "pipe")
    command = [sys.executable, "-m", "extractor.cli", "extract", "news.txt", "pipe", "-o", "out"]
    with (
        subprocess.Popen(command, cwd=articles, stderr=subprocess.PIPE) as process,
        (articles / "pipe").open("wb"),  # opens when the run has come to the second article, and waits there
    ):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    partial = articles / "out.partial"
    assert err.decode() == (
        f"extractor: interrupted; what was done is in {partial}; the same command with --resume goes on\n"
    )
    assert process.returncode == 130
    assert not (articles / "out").exists()
    assert json.loads(partial.read_text())["document"]["id"] == "news"


def test_each_record_is_written_at_once(articles: Path) -> None:
    command = [sys.executable, "-m", "extractor.cli", "extract", "news.txt", "-"]
    with subprocess.Popen(command, cwd=articles, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        first = process.stdout.readline()
        process.stdin.write(PLAIN.encode())
        process.stdin.close()
        assert json.loads(first)["document"]["id"] == "news"
        assert json.loads(process.stdout.read())["document"]["id"] == "stdin"
    assert process.returncode == 0


def test_closed_streams(articles: Path) -> None:
    def shell(redirection: str) -> tuple[int, bytes]:
        command = f"'{sys.executable}' -m extractor.cli extract - {redirection}"
        done = subprocess.run(["sh", "-c", command], cwd=articles, capture_output=True, check=False)
        return done.returncode, done.stderr

    assert shell("<&-") == (1, b"extractor: standard input: is closed; pipe an article into it\n")
    assert shell("<news.txt >&-") == (
        2,
        b"extractor: standard output: is closed; name a file with --output\n",
    )
    assert shell("<empty.txt 2>&-") == (1, b"")
    assert shell(">>news.txt <news.txt")[0] == 2


def test_progress_is_for_terminals(articles: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "extractor.cli", "extract", "news.txt", "missing.txt"]
    with subprocess.Popen(command, cwd=articles, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        assert process.stdout is not None
        assert process.stdout.read().count(b"\n") == 1
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # how Linux says that the other side has closed
        pass
    os.close(ours)
    assert b"Extracting" in shown
    assert b"extractor: missing.txt: no such file; check the path" in shown


@pytest.mark.parametrize("args", [("explain", "news.txt"), ("evaluate", "gold")])
def test_the_locale_changes_nothing_of_what_is_shown(
    run: RunExtractor, articles: Path, args: tuple[str, ...]
) -> None:
    label_the_news(articles)
    plain, ascii_only = (run(*args, **env) for env in ({}, {"LC_ALL": "C", "PYTHONUTF8": "0"}))
    assert ascii_only == plain
    assert (plain.code, plain.err) == (0, "")
    assert not plain.out.isascii()


# explain


def test_explain(run: RunExtractor, articles: Path) -> None:
    done = run("explain", "news.txt", "--published", "2023-06-26")
    assert "[MosaicML](target)" in done.out
    for words in ("Deal 1", "1,300,000,000 USD", "read from", "rule"):
        assert words in done.out
    assert (done.code, done.err) == (0, "")


def test_explain_standard_input_without_control_sequences(run: RunExtractor) -> None:
    done = run("explain", "-", stdin=PLAIN.encode() + b"\x1b]0;owned\x07")
    assert "␛]0;owned␇" in done.out
    assert "\x1b" not in done.out
    assert (done.code, done.err) == (0, "")


def test_explain_of_what_cannot_be_read(run: RunExtractor) -> None:
    done = run("explain", "missing.txt")
    assert (done.code, done.out, done.err) == (
        1,
        "",
        "extractor: missing.txt: no such file; check the path\n",
    )


# schema, version, help


@pytest.mark.parametrize("contract", ["extraction", "gold", "merged-deal"])
def test_schemas_have_not_drifted(run: RunExtractor, contract: str) -> None:
    done = run("schema", contract)
    kept = (ROOT / "schemas" / f"{contract}.schema.json").read_text(encoding="utf-8")
    assert done.out == kept, "run `make schemas`"
    assert (done.code, done.err) == (0, "")


def test_version(run: RunExtractor) -> None:
    done = run("--version")
    assert (done.code, done.out, done.err) == (0, f"extractor {__version__}\n", "")


@pytest.mark.parametrize(
    "args", [["--help"], ["--version"], ["schema"], ["extract", "--help"], ["merge", "/dev/null"]]
)
def test_what_needs_no_model_does_not_load_one(args: list[str]) -> None:
    watched = (
        "import sys, extractor.cli\ntry: extractor.cli.main()\nfinally: sys.exit('spacy' in sys.modules)"
    )
    command = [sys.executable, "-c", watched, *args]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
