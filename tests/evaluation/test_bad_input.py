"""What is wrong with the input is named with file and line; exit code 1 or 2, and never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from gold_by_hand import GOLD, TEXT, Json, gold_document, perfect

from conftest import RunExtractor
from extractor.evaluation.goldset import sha256_of
from extractor.evaluation.json_lines import line_of

JSON = """{
 "id": "a", "deals": [
  {"kind": "x", "target": ["Q\\"u", "b"]},
  {"kind":
     "gift",
   "price": {"amount": [1, 2, {"deep": 3}],
             "currency": "USB"}}
 ],
 "quotes": [], "notes": {}
}"""


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        ((), 1),
        (("id",), 2),
        (("deals", 0, "target", 1), 3),
        (("deals", 1), 4),
        (("deals", 1, "kind"), 5),
        (("deals", 1, "price", "amount", 2, "deep"), 6),
        (("deals", 1, "price", "currency"), 7),
        (("deals", 1, "price", "currency", "int"), 7),  # steps that are not there: the innermost that is
        (("deals", 1, "status"), 4),
        (("deals", 7), 2),
        (("quotes", 0), 9),
        (("notes", "a"), 9),
    ],
)
def test_the_line_of_a_value(steps: tuple[int | str, ...], line: int) -> None:
    assert line_of(JSON, steps) == line


Change = Callable[[Json], object]


def write_gold(folder: Path, stem: str, change: Change = lambda gold: None, text: str = TEXT) -> None:
    gold = json.loads(json.dumps(GOLD | {"sha256": sha256_of(TEXT)}))
    change(gold)
    (folder / "gold").mkdir(exist_ok=True)
    (folder / "gold" / f"{stem}.gold.json").write_text(json.dumps(gold, indent=1), encoding="utf-8")
    (folder / "gold" / f"{stem}.txt").write_text(text, encoding="utf-8")


GOLD_FAULTS: list[tuple[str, Change, str, str]] = [
    # what is wrong, how, the words that stand in its line, and what is said of it
    (
        "offsets past the end",
        lambda g: g["quotes"].__setitem__(1, {"start": 5, "end": 99999}),
        '"start": 5',
        "quotes[1]: not in the text, or not where the offsets say",
    ),
    (
        "offsets of other words",
        lambda g: g["quotes"][1].update(start=3, end=23),
        '"text": "We pay',
        "quotes[1]: not in the text, or not where the offsets say",
    ),
    (
        "a quote that is not in the text",
        lambda g: g["quotes"][0].update(text="never said"),
        '"text": "never said"',
        "quotes[0]: not in the text, or not where the offsets say",
    ),
    (
        "an unknown field",
        lambda g: g["deals"][1].update(acquirer="Oslo"),
        '"acquirer": "Oslo"',
        "deals[1].acquirer: unknown field",
    ),
    (
        "a currency that is none",
        lambda g: g["deals"][2]["price"].update(currency="USB"),
        '"currency": "USB"',
        "deals[2].price.currency: 'USB' is not an ISO 4217 currency",
    ),
    ("a text that changed", lambda g: g.update(sha256="0" * 64), '"sha256": "000', "is not the text"),
]


@pytest.mark.parametrize(
    ("change", "words", "message"), [row[1:] for row in GOLD_FAULTS], ids=[row[0] for row in GOLD_FAULTS]
)
def test_faults_of_gold(run: RunExtractor, tmp_path: Path, change: Change, words: str, message: str) -> None:
    write_gold(tmp_path, "bad", change)
    write_gold(tmp_path, "good")
    (tmp_path / "run.jsonl").write_text(json.dumps(perfect(gold_document(document_id="good"))))
    done = run("evaluate", "gold", "--predictions", "run.jsonl")
    (line,) = [line for line in done.out.splitlines() if message in line]
    lines = (tmp_path / "gold" / "bad.gold.json").read_text(encoding="utf-8").splitlines()
    (number,) = [n for n, found in enumerate(lines, start=1) if words in found]
    # A quote's fault is named where the quote begins, one line above its first words.
    assert any(f"gold/bad.gold.json:{n}" in line for n in (number, number - 1))
    assert (done.code, done.err) == (1, "")
    assert "Documents scored: 1" in done.out


def test_two_labels_of_one_id(run: RunExtractor, tmp_path: Path) -> None:
    for stem in ("one", "two"):
        write_gold(tmp_path, stem, lambda gold: gold.update(id="same"))
    (tmp_path / "run.jsonl").write_text(json.dumps({"id": "same"}), encoding="utf-8")
    done = run("evaluate", "gold", "--predictions", "run.jsonl", "--numbers")
    assert (done.code, done.err) == (1, "")
    assert "two labels: same: gold/two.gold.json:" in done.out
    assert "has the id of gold/one.gold.json" in done.out


QUOTE = {"span": {"start": 2, "end": 22, "text": "We pay a fair price."}}
RECORD_FAULTS: list[tuple[str, str, str]] = [
    ("no JSON", "{", "prediction invalid: run.jsonl:2: Invalid JSON"),
    ("a list", "[]", "prediction invalid: run.jsonl:2: "),
    ("not UTF-8", "\udcff", "prediction invalid: run.jsonl:2: "),
    ("no id", '{"deals": []}', "prediction invalid: run.jsonl:2: document: Field required"),
    ("a number too large", '{"id": "b", "deals": [{"price": {"amount": 1e999}}]}', "run.jsonl:2: deals[0].price"),
    ("deep", '{"id": ' + "[" * 100_000, "prediction invalid: run.jsonl:2: "),
    ("of no document", '{"id": "stranger"}', "no gold: run.jsonl:2: stranger is a prediction for no document"),
    ("twice", '{"id": "a"}', "two predictions: run.jsonl:2: a stands at run.jsonl:1 already"),
    ("twice by other names", '{"id": "x/a"}', "two predictions: run.jsonl:2: x/a means a, as a does"),
    ("an unknown field", '{"id": "b", "colour": 1}', "Warning: fields that the contract does not know are ignored: colour (1, first at run.jsonl:2)"),
    ("of another text", json.dumps({"document": {"id": "b", "sha256": "0" * 64}}), "other text: run.jsonl:2: b: "),
    ("offsets of other words", json.dumps({"id": "b", "quotes": [QUOTE]}), "other words: run.jsonl:2: b: quotes[0].span: at 2–22 stands 'realis"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("record", "message"), [row[1:] for row in RECORD_FAULTS], ids=[r[0] for r in RECORD_FAULTS]
)
def test_faults_of_predictions(run: RunExtractor, tmp_path: Path, record: str, message: str) -> None:
    write_gold(tmp_path, "a")
    write_gold(tmp_path, "b")
    first = json.dumps(perfect(gold_document()))
    (tmp_path / "run.jsonl").write_bytes(f"{first}\n{record}\n".encode(errors="surrogateescape"))
    done = run("evaluate", "gold", "--predictions", "run.jsonl")
    assert message in done.out
    assert (done.code, done.err) == (0 if message.startswith("Warning") else 1, "")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["nowhere", "--predictions", "run.jsonl"], "nowhere: no such folder"),
        (["gold", "--predictions", "nothing.jsonl"], "nothing.jsonl: cannot be read"),
        (["gold", "--predictions", "gold"], "gold: cannot be read"),
        (["gold", "--texts", "nowhere"], "nowhere: no such folder"),
        (["gold", "--predictions", "run.jsonl", "--html", "run.jsonl"], "run.jsonl: is one of the inputs"),
        (["gold", "--predictions", "run.jsonl", "--html", "no/where.html"], "no/where.html: cannot be written"),
        (["gold", "--predictions", "run.jsonl", "--html", "o", "--json", "o"], "o: another run is writing it"),
    ],
)  # fmt: skip
def test_a_run_that_cannot_start(run: RunExtractor, tmp_path: Path, args: list[str], message: str) -> None:
    write_gold(tmp_path, "a")
    (tmp_path / "run.jsonl").write_text(json.dumps(perfect(gold_document())), encoding="utf-8")
    done = run("evaluate", *args)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
