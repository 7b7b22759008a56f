"""``extractor export`` and ``extractor import`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from labelled import LABELS, TEXT

from conftest import ROOT, RunExtractor
from extractor.annotation.brat import parse
from extractor.annotation.formats import FORMATS
from extractor.evaluation.gold import load_gold

NEWS = "Databricks agreed to buy MosaicML for $1.3 billion.\n\n“We sieve more than sand,” said Zoë Poe.\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "gold" / "sub").mkdir(parents=True)
    (tmp_path / "gold" / "sub" / "sails.txt").write_bytes(TEXT.encode())
    (tmp_path / "gold" / "sub" / "sails.gold.json").write_text(json.dumps(LABELS), encoding="utf-8")
    return tmp_path / "gold"


@pytest.mark.parametrize("name", FORMATS)
def test_gold_goes_out_and_comes_in(run: RunExtractor, gold: Path, tmp_path: Path, name: str) -> None:
    pytest.importorskip("cassis") if name == "xmi" else None
    done = run("export", "gold", "--format", name, "-o", "out")
    assert (done.code, done.out, len(done.lines)) == (0, "", 1)
    assert done.err.startswith(f"extractor: {name}: what it cannot hold: ")
    done = run("import", "out", "--format", name, "-o", "back")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "back" / "sub" / "sails.txt").read_bytes() == TEXT.encode()
    deal = load_gold(tmp_path / "back" / "sub" / "sails.gold.json").deals[0]
    assert deal.acquirers == (("Brightloom Group", "Brightloom"),)
    assert run("agreement", "gold", "back").out.count("Micro F1 of the fields marked *: 1.000") == 1


def test_an_article_becomes_marks_where_the_extractor_read_them(run: RunExtractor, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    done = run("export", "news.txt", "--format", "brat", "-o", "out", "--published", "2023-06-26")
    assert (done.code, len(done.lines)) == (0, 1)
    assert "of records are left out: confidence, trace" in done.err
    lines = (tmp_path / "out" / "news.ann").read_text(encoding="utf-8").split("\n")
    found = parse("news", NEWS, lines, Path("news.ann"))
    assert {
        ("Deal", "agreed"),
        ("Party", "MosaicML"),
        ("Money", "$1.3 billion"),
        ("Quote", "We sieve more than sand,"),
    } <= {(mark.label, NEWS[mark.start : mark.end]) for mark in found.marks}
    article = next(mark for mark in found.marks if mark.label == "Article")
    assert article.attributes == {"published": "2023-06-26"}


def test_records_with_text_beside_them_or_in_them(run: RunExtractor, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "news.txt").write_text(NEWS, encoding="utf-8")
    run("extract", "texts", "-o", "bare.jsonl")
    run("extract", "texts", "--with-text", "-o", "full.jsonl")
    for number, options in enumerate((["bare.jsonl"], ["bare.jsonl", "--texts", "texts"], ["full.jsonl"])):
        assert run("export", *options, "--format", "doccano", "-o", f"out{number}").code == 0
    outputs = {(tmp_path / f"out{number}" / "doccano.jsonl").read_bytes() for number in range(3)}
    assert len(outputs) == 1
    assert b"MosaicML" in outputs.pop()


def test_records_that_cannot_be_marked_are_named(run: RunExtractor, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    run("extract", "news.txt", "-o", "run.jsonl")
    record = (tmp_path / "run.jsonl").read_text(encoding="utf-8").strip()
    moved = json.loads(record)
    moved["document"] |= {"id": "moved", "source": None}
    (tmp_path / "run.jsonl").write_text("\n".join([record, "{}", json.dumps(moved)]), encoding="utf-8")
    (tmp_path / "news.txt").write_text(NEWS.replace("1.3", "1.4"), encoding="utf-8")
    done = run("export", "run.jsonl", "--format", "brat", "-o", "out")
    assert done.code == 1
    assert done.lines[1:] == [
        "extractor: run.jsonl:1: news: news.txt is not the text that the record was made of",
        "extractor: run.jsonl:2: is no record of ours: document: Field required; provenance: Field required",
        "extractor: run.jsonl:3: moved: has no text: extract with --with-text, or name the texts' folder with"
        " --texts",
    ]


def test_nothing_is_written_over(run: RunExtractor, gold: Path) -> None:
    for command in (["export", "gold"], ["import", "gold"]):
        done = run(*command, "--format", "brat", "-o", "gold")
        assert done.code == 2
        assert done.lines[-1] == "extractor: gold: is not empty; name a new folder for the output"


NO_NAMES = [
    "../../evil",
    "/evil",
    "//evil",
    "evil/../../../evil",
    "evil/..",
    ".",
    "..",
    "evil/",
    "./evil",
    "e//vil",
]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        *(([name], f"{name!r}: is no name for a file; give the document another id") for name in NO_NAMES),
        (["twin", "twin"], "twin: two documents have this id; the first was taken"),
    ],
)
def test_ids_from_outside(run: RunExtractor, tmp_path: Path, names: list[str], message: str) -> None:
    line = {"text": "Nothing.", "attributes": "[]", "entities": [], "relations": []}
    lines = (json.dumps(line | {"document": name}) for name in names)
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("import", "in.jsonl", "--format", "doccano", "-o", "a/b/gold")
    assert (done.code, done.lines) == (1, [f"extractor: {message}"])
    written = [path.name for path in tmp_path.rglob("*.gold.json")]
    assert written == (["twin.gold.json"] if "twin" in names else [])


def test_a_correction_that_is_no_gold_is_named_and_the_others_come_in(
    run: RunExtractor, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    for name, label in (("a", "Bid"), ("b", "Party")):
        (tmp_path / "in" / f"{name}.txt").write_text("Alder", encoding="utf-8")
        (tmp_path / "in" / f"{name}.ann").write_text(f"T1\t{label} 0 5\tAlder\n", encoding="utf-8")
    done = run("import", "in", "--format", "brat", "-o", "gold")
    assert (done.code, len(done.lines)) == (1, 1)
    assert done.lines[0].startswith("extractor: a: Bid at 0–5 (Alder) is no label: one of Article, Deal")
    assert sorted(path.name for path in (tmp_path / "gold").iterdir()) == ["b.gold.json", "b.txt"]


def test_wrong_usage(run: RunExtractor, tmp_path: Path) -> None:
    assert run("export", str(ROOT / "corpus"), "--format", "xml", "-o", "out").code == 2
    done = run("import", "nowhere", "--format", "brat", "-o", "out")
    assert (done.code, done.lines) == (
        2,
        ["extractor: nowhere: holds no *.ann file; name the folder that was exported to"],
    )
