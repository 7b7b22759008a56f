"""``extractor merge`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from wires import told

from conftest import RunExtractor
from extractor.merging import MergedDeal
from extractor.schema import Extraction

ROWS = {
    "a": "2024-03-05: Kestrel Mining Corp (Kestrel) -> Dunlin; proposed; $40 million",
    "b": "2024-03-06: Kestrel -> Dunlin; announced; $48 million",
    "c": "2024-03-06: Osprey -> Plover; announced | Osprey + Kestrel -> Gannet of Dunlin; completed",
}
RECORDS = {id: told(id, row) for id, row in ROWS.items()}


def lines(*ids: str) -> str:
    return "".join(RECORDS[id].to_json() + "\n" for id in ids)


def sources(out: str) -> list[list[str]]:
    return [[s.id for s in MergedDeal.model_validate_json(line).sources] for line in out.splitlines()]


def test_several_files_and_standard_input(run: RunExtractor, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text("\ufeff" + lines("a"), encoding="utf-8")
    done = run("merge", "one.jsonl", "-", stdin=(lines("b") + "\n" + lines("c")).encode())
    assert (done.code, done.err) == (0, "")
    assert sources(done.out) == [["a", "b"], ["c"], ["c"]]


def test_neither_order_nor_hash_seed_matters(run: RunExtractor, tmp_path: Path) -> None:
    (tmp_path / "one").write_text(lines("a", "b", "c"))
    (tmp_path / "other").write_text(lines("c", "b"))
    runs = [
        run("merge", "one", PYTHONHASHSEED="1"),
        run("merge", "other", "-", stdin=lines("a").encode(), PYTHONHASHSEED="2"),
        run("merge", "other", "one", PYTHONHASHSEED="3"),
    ]
    assert len({done.out for done in runs}) == 1
    assert {done.code for done in runs} == {0}


def test_a_bad_line_and_a_missing_file_cost_nothing_else(run: RunExtractor, tmp_path: Path) -> None:
    newer = json.loads(lines("b")) | {"advisers": ["Plover"], "schema_version": "1.99"}
    newer["deals"][0]["premium"] = 0.3
    other = json.loads(lines("b")) | {"schema_version": "2.0"}
    text = "\n".join([lines("a"), '{"deals": 1', json.dumps(newer), json.dumps(other)])
    (tmp_path / "in.jsonl").write_text(text)
    done = run("merge", "absent.jsonl", "in.jsonl", "-o", "out.jsonl")
    assert done.code == 1
    assert done.lines[0] == "extractor: absent.jsonl: no such file; check the path"
    assert done.lines[1].startswith("extractor: in.jsonl:3: is no record of ours: Invalid JSON")
    assert done.lines[2:] == [
        "extractor: in.jsonl:5: its contract is version 2.0, ours 1.1; extract it again",
    ]
    assert sources((tmp_path / "out.jsonl").read_text()) == [["a", "b"]]


@pytest.mark.parametrize("output", ["in.jsonl", "link"])
def test_an_input_is_not_written_over(run: RunExtractor, tmp_path: Path, output: str) -> None:
    (tmp_path / "in.jsonl").write_text(lines("a"))
    (tmp_path / "link").symlink_to("in.jsonl")
    done = run("merge", "in.jsonl", "-o", output)
    assert (done.code, done.out) == (2, "")
    assert done.lines == [f"extractor: {output}: is one of the inputs; choose another file for the output"]
    assert (tmp_path / "in.jsonl").read_text() == lines("a")


def test_nothing_to_merge(run: RunExtractor, tmp_path: Path) -> None:
    done = run("merge", "-", "-o", "out")
    assert (done.code, done.err, (tmp_path / "out").read_text()) == (0, "", "")


def test_from_articles_to_one_deal(run: RunExtractor, tmp_path: Path) -> None:
    articles = {
        "first.txt": "Kestrel Mining Corp agreed to buy Dunlin Looms for $40 million, the companies said.",
        "second.txt": "Kestrel Mining is buying Dunlin Looms for $48 million, people close to the talks said.",
        "third.txt": "Osprey Holdings bought Plover Foods from Gannet Group for $7 million last year.",
    }
    for name, text in articles.items():
        (tmp_path / name).write_text(text)
    assert run("extract", ".", "--with-text", "-o", "records").code == 0
    done = run("merge", "records")
    assert (done.code, done.err) == (0, "")
    assert sorted(sources(done.out)) == [["first", "second"], ["third"]]
    for line in done.out.splitlines():
        deal = MergedDeal.model_validate_json(line)
        for source in deal.sources:
            text = articles[f"{source.id}.txt"]
            assert all(text[span.start : span.end] == span.text for span in source.evidence)
    texts = {
        record.document.id: record.document.text
        for record in map(Extraction.model_validate_json, (tmp_path / "records").read_text().splitlines())
    }
    assert texts["first"] == articles["first.txt"]
