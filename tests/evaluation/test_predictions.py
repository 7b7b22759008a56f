import json
from pathlib import Path
from typing import Any

import pytest
from gold_by_hand import TEXT, Json, gold_document, perfect

from extractor.errors import ReadingError
from extractor.evaluation import Prediction, evaluate, read_predictions
from extractor.evaluation.goldset import GoldSet, sha256_of
from extractor.schema import Deal, Document, Extraction, Party, Provenance, Quote, Span, Target


def lines(tmp_path: Path, *records: Any) -> Path:
    path = tmp_path / "run.jsonl"
    text = "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_the_contracts_json_is_read_without_a_word(tmp_path: Path) -> None:
    words = Span(start=0, end=8, text=TEXT[:8])
    extraction = Extraction(
        document=Document(id="a", sha256=sha256_of(TEXT), characters=len(TEXT), published="2024-05-06"),
        deals=(
            Deal(
                id="0" * 16,
                kind="acquisition",
                status="announced",
                acquirers=(Party(name="Borealis", mentions=(words,)),),
                target=Target(name="Quillon", mentions=(), location=words),
                evidence=(words,),
            ),
        ),
        quotes=(Quote(span=words, cue=words),),
        provenance=Provenance(extractor_version="1", rules_version="1", model="none"),
    )
    read = read_predictions(lines(tmp_path, extraction.to_json()))
    assert (read.problems, read.warnings) == ((), ())
    gold = GoldSet((gold_document(),))
    from_file, from_memory = evaluate(read, gold), evaluate({"a": extraction}, gold)
    assert from_file.to_dict() == from_memory.to_dict()
    assert from_file.totals["acquirer"].tp == from_file.totals["target"].tp == 1


def test_unknown_fields_are_ignored_with_one_warning(tmp_path: Path) -> None:
    record = perfect(gold_document())
    record["advisers"] = ["Osprey"]
    for deal in record["deals"]:
        deal["premium"] = 0.2
        deal["confidence"] = 0.9  # the contract's, though not scored
    record["deals"][0]["price"]["words"] = "$1.3 billion"
    path = lines(tmp_path, record)
    read = read_predictions(path)
    assert read.warnings == (
        f"fields that the contract does not know are ignored: advisers (1, first at {path}:1), "
        f"deals[].premium (3, first at {path}:1), deals[].price.words (1, first at {path}:1)",
    )
    evaluation = evaluate(read, GoldSet((gold_document(),)))
    assert evaluation.headline == 1.0
    assert evaluation.warnings == read.warnings


MINIMAL: list[Json] = [
    {
        "document": {"id": "a"},
        "deals": [{"acquirers": [{"name": "Borealis"}], "target": {"name": "Quillon"}}],
    },
    {"document": "a", "deals": [{"acquirers": ["Borealis"], "target": "Quillon", "price": None}]},
    {"id": "a", "deals": [{"acquirers": ["Borealis"], "target": "Quillon"}], "quotes": None},
]


@pytest.mark.parametrize("record", MINIMAL)
def test_minimal_records_are_scored(tmp_path: Path, record: Json) -> None:
    read = read_predictions(lines(tmp_path, record))
    assert (read.problems, read.warnings) == ((), ())
    totals = evaluate(read, GoldSet((gold_document(),))).totals
    assert (totals["acquirer"].tp, totals["acquirer"].fp) == (1, 0)
    assert totals["target"].tp == 1
    assert (totals["status"].fp, totals["status"].fn) == (0, 1)


@pytest.mark.parametrize(
    "quote",
    [
        {"span": {"text": "We pay a fair price."}},
        {"span": "We pay a fair price."},
        {"text": "We pay a fair price."},
        {"start": TEXT.index("We pay"), "end": TEXT.index("We pay") + 20},
    ],
)
def test_a_quote_may_have_its_words_or_its_offsets(quote: Json) -> None:
    prediction = Prediction.model_validate({"id": "a", "quotes": [quote | {"speaker": "Ada Nordby"}]})
    assert evaluate({"a": prediction}, GoldSet((gold_document(),))).totals["quote+speaker"].tp == 1


def test_a_quote_that_is_nowhere_is_spurious() -> None:
    for quote in ({"text": "never said"}, {"start": 900, "end": 800}, {"start": -5, "end": 4}, {}):
        prediction = Prediction.model_validate({"id": "a", "quotes": [quote]})
        counts = evaluate({"a": prediction}, GoldSet((gold_document(),))).totals["quote"]
        assert (counts.tp, counts.fp, counts.fn) == (0, 1, 2)


def test_lines_at_fault_are_named_and_the_others_scored(tmp_path: Path) -> None:
    good = perfect(gold_document())
    path = lines(
        tmp_path,
        "{not json",
        good,
        "",
        good,
        {"deals": []},
        good | {"document": {"id": "stranger"}},
        {"id": "b", "deals": [{"price": {"amount": "a lot"}}]},
        "[]",
    )
    read = read_predictions(path)
    assert [(problem.kind, problem.subject) for problem in read.problems] == [
        ("prediction invalid", f"{path}:1"),
        ("two predictions", f"{path}:4"),
        ("prediction invalid", f"{path}:5"),
        ("prediction invalid", f"{path}:7"),
        ("prediction invalid", f"{path}:8"),
    ]
    assert f"stands at {path}:2" in read.problems[1].message
    assert "deals[0].price.amount" in read.problems[3].message
    evaluation = evaluate(read, GoldSet((gold_document(),)))
    assert evaluation.headline == 1.0
    (unmatched,) = [problem for problem in evaluation.problems if problem.kind == "no gold"]
    assert unmatched.subject == f"{path}:6"
    assert "stranger" in unmatched.message


def test_two_ids_that_mean_one_document_are_named(tmp_path: Path) -> None:
    good = perfect(gold_document())
    path = lines(tmp_path, good, good | {"document": {"id": "runs/a"}})
    problems = evaluate(read_predictions(path), GoldSet((gold_document(),))).problems
    assert [(problem.kind, problem.subject) for problem in problems] == [("two predictions", f"{path}:2")]


def test_a_prediction_of_another_text_is_named() -> None:
    record = perfect(gold_document())
    record["document"]["sha256"] = "0" * 64
    evaluation = evaluate({"a": Prediction.model_validate(record)}, GoldSet((gold_document(),)))
    assert [problem.kind for problem in evaluation.problems] == ["other text"]
    assert evaluation.headline == 1.0


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="cannot be read"):
        read_predictions(tmp_path / "nowhere.jsonl")
