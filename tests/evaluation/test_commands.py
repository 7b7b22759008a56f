"""``evaluate --fail-under``, ``compare`` and ``agreement`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from gold_by_hand import GOLD, TEXT, gold_document, perfect

from conftest import RunExtractor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Gold of one article, a perfect run, and one that lacks a price."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold" / "a.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    right = perfect(gold_document())
    (tmp_path / "right.jsonl").write_text(json.dumps(right), encoding="utf-8")
    right["deals"][0]["price"] = None
    (tmp_path / "poor.jsonl").write_text(json.dumps(right), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["price=0.5", "target=1"], 0, ""),
        (["price=0.9"], 1, "extractor: price: F1 0.667 is below 0.900\n"),
        (["micro=0.9", "macro=0.99"], 1, "extractor: macro: F1 0.952 is below 0.990\n"),
        (["colour=0.9"], 2, "'colour' is not scored"),
        (["price"], 2, "'price': write FIELD=F1"),
        (["price=high"], 2, "'price=high': write FIELD=F1"),
    ],
)
def test_fail_under(run: RunExtractor, folder: Path, options: list[str], code: int, message: str) -> None:
    flags = [part for option in options for part in ("--fail-under", option)]
    done = run("evaluate", "gold", "--predictions", "poor.jsonl", *flags)
    assert done.code == code
    assert message in done.err if code == 2 else done.err == message


def test_compare(run: RunExtractor, folder: Path) -> None:
    done = run("compare", "poor.jsonl", "right.jsonl", "--gold", "gold", "--json", "out.json")
    assert (done.code, done.err) == (0, "")
    row = next(line for line in done.out.splitlines() if line.startswith("│ price *"))
    assert row.replace("│", " ").split()[2:5] == ["0.667", "1.000", "+0.333"]
    assert "a: 1 → 0 errors (price -1)" in done.out
    assert "Worse (0)" in done.out
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["better"][0]["document"] == "a"


def test_compare_names_what_a_run_lacks(run: RunExtractor, folder: Path) -> None:
    (folder / "empty.jsonl").touch()
    done = run("compare", "right.jsonl", "empty.jsonl", "--gold", "gold")
    assert done.code == 1
    assert "no prediction: a" in done.out


def test_agreement(run: RunExtractor, folder: Path) -> None:
    done = run("agreement", "gold", "gold")
    assert (done.code, done.err) == (0, "")
    assert "Micro F1 of the fields marked *: 1.000" in done.out


def test_agreement_of_nothing(run: RunExtractor, folder: Path) -> None:
    done = run("agreement", "gold", "nowhere")
    assert (done.code, done.err) == (
        2,
        "extractor: nowhere: no such folder: give one that holds *.gold.json files\n",
    )
