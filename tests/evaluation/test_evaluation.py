"""From folders to the printed score."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from gold_by_hand import GOLD, TEXT, gold_document, perfect
from rich.console import Console

from extractor import Extractor
from extractor.evaluation import (
    Evaluation,
    Prediction,
    evaluate,
    load_gold_dir,
    print_report,
    run_evaluation,
)
from extractor.evaluation.goldset import GoldSet
from extractor.evaluation.tally import ACCURACIES, HEADLINE, SCORED
from extractor.schema import Document, Extraction, Provenance
from timing import cpu_seconds

ROOT = Path(__file__).parents[2]


def folder_of_gold(folder: Path, *stems: str) -> Path:
    for stem in stems:
        (folder / f"{stem}.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
        (folder / f"{stem}.txt").write_bytes(TEXT.encode())
    return folder


def nothing_found(text: str, *, id: str, published: str | None) -> Extraction:
    return Extraction(
        document=Document(id="another", sha256="0" * 64, characters=len(text), published=published),
        provenance=Provenance(extractor_version="1", rules_version="1", model="none"),
    )


def printed(evaluation: Evaluation, **options: Any) -> str:
    console = Console(file=io.StringIO(), width=120)
    print_report(evaluation, console, **options)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_extractor_is_handed_text_id_and_date(tmp_path: Path) -> None:
    seen = []

    def extract(text: str, *, id: str, published: str | None) -> Extraction:
        seen.append((text, id, published))
        return nothing_found(text, id=id, published=published)

    evaluation = run_evaluation(folder_of_gold(tmp_path, "one", "two"), extractor=extract)
    assert seen == [(TEXT, "one", "2024-05-06"), (TEXT, "two", "2024-05-06")]
    assert evaluation.headline == 0.0
    assert evaluation.totals["acquirer"].fn == 6


def test_an_extractor_that_fails_on_one_document_is_told_of(tmp_path: Path) -> None:
    def extract(text: str, *, id: str, published: str | None) -> Extraction:
        if id == "one":
            raise RuntimeError("no such luck")
        return nothing_found(text, id=id, published=published)

    problems = run_evaluation(folder_of_gold(tmp_path, "one", "two"), extractor=extract).problems
    failed = [problem for problem in problems if problem.kind == "extraction failed"]
    assert [problem.subject for problem in failed] == ["one"]
    assert "RuntimeError: no such luck" in failed[0].message
    assert not [problem for problem in problems if problem.kind == "no prediction"]


def test_a_file_of_predictions_is_scored_in_its_place(tmp_path: Path) -> None:
    folder_of_gold(tmp_path, "one", "two")
    path = tmp_path / "run.jsonl"
    path.write_text(json.dumps(perfect(gold_document(document_id="one"))), encoding="utf-8")
    evaluation = run_evaluation(tmp_path, predictions=path)
    assert (evaluation.totals["acquirer"].tp, evaluation.totals["acquirer"].fn) == (3, 3)
    assert [(problem.kind, problem.subject) for problem in evaluation.problems] == [("no prediction", "two")]


def test_one_source_of_predictions_is_asked_for(tmp_path: Path) -> None:
    folder_of_gold(tmp_path, "one")
    with pytest.raises(TypeError, match="either predictions or an extractor"):
        run_evaluation(tmp_path)


def mixed() -> Evaluation:
    documents = (
        gold_document(document_id="good"),
        gold_document(document_id="poor"),
        gold_document({"deals": []}, document_id="[bait]"),
    )
    poor = perfect(documents[1])
    poor["deals"][0]["price"]["amount"] = 13
    poor["extra"] = 1
    predictions = {
        "good": Prediction.model_validate(perfect(documents[0])),
        "poor": Prediction.model_validate(poor),
        "stranger": Prediction.model_validate({"id": "stranger"}),
    }
    return evaluate(predictions, GoldSet(documents))


def test_the_report_says_it_all() -> None:
    report = printed(mixed())
    assert "Documents scored: 3" in report
    row = next(line for line in report.splitlines() if line.startswith("│ price *"))
    assert row.replace("│", " ").split()[2:] == [*["0.750"] * 5, "3", "0", "1", "0", "0"]
    assert "Deals: 6 in gold, 6 predicted, 6 paired, 5 right in every field above" in report
    assert "Micro F1 of the fields marked *: 0.964 (95% interval 0." in report
    assert "Macro F1 of those that occur: 0.964" in report
    assert "Documents without a deal that got one: 0 of 1" in report
    assert "Problems (2)" in report
    assert "no gold: stranger" in report
    assert "no prediction: [bait]" in report  # not taken for the console's own markup
    assert "Errors (1)" in report
    assert "price incorrect: got USD 13, wanted USD 1,300,000,000 / EUR 1,200,000,000" in report


def test_numbers_only_shows_no_error_and_keeps_problems() -> None:
    report = printed(mixed(), numbers_only=True)
    assert "Errors" not in report
    assert "Borealis" not in report
    assert "Problems (2)" in report


def test_the_numbers_for_json_are_those_of_the_report() -> None:
    evaluation = mixed()
    record = json.loads(json.dumps(evaluation.to_dict()))
    assert record["headline"]["f1"] == evaluation.headline
    assert record["headline"]["interval"]["method"] == "studentised bootstrap over documents"
    assert list(record["fields"]) == list(SCORED)
    assert record["fields"]["price"] == {
        **{"precision": 0.75, "recall": 0.75, "f1": 0.75, "tp": 3, "fp": 1, "fn": 1},
        **{"correct": 3, "partial": 0, "incorrect": 1, "missed": 0, "spurious": 0},
        **{"strict_f1": 0.75, "lenient_f1": 0.75},
        "interval": [evaluation.intervals["price"].low, evaluation.intervals["price"].high],  # type: ignore[union-attr]
    }
    assert set(record) == {
        "documents_scored", "headline", "fields", "accuracies", "deals", "groups", "documents_without_deal",
        "calibration", "problems", "warnings", "documents", "errors",
    }  # fmt: skip
    headline, counts = record["headline"], evaluation.headline_counts
    assert headline["fields"] == list(HEADLINE)
    assert (headline["precision"], headline["recall"]) == (counts.precision, counts.recall)
    assert [headline[part] for part in ("tp", "fp", "fn")] == [counts.tp, counts.fp, counts.fn]
    assert headline["macro_f1"] == evaluation.macro
    assert record["documents_scored"] == 3
    assert record["deals"] == {"gold": 6, "predicted": 6, "paired": 6, "exact": 5}
    assert record["documents_without_deal"] == {"gold": 1, "got_one": 0}
    assert set(record["accuracies"]) == set(ACCURACIES)
    for name, accuracy in record["accuracies"].items():
        total = evaluation.totals[name]
        assert accuracy == {"accuracy": total.recall, "correct": total.correct, "gold": total.gold}
    for name, groups in record["groups"].items():
        assert {group: told["items"] for group, told in groups.items()} == {
            group.name: group.items for group in evaluation.groups[name]
        }
        assert {group: told["f1"] for group, told in groups.items()} == {
            group.name: group.counts.f1 for group in evaluation.groups[name]
        }
    assert [evaluation.f1_of(name) for name in ("micro", "macro", "price")] == [
        headline["f1"],
        evaluation.macro,
        0.75,
    ]
    assert record["calibration"] is None
    assert record["problems"] == [asdict(problem) for problem in evaluation.problems]
    assert record["warnings"] == list(evaluation.warnings)
    assert record["documents"][1]["fields"]["price"]["incorrect"] == 1
    assert record["errors"][0]["field"] == "price"
    assert [one["document"] for one in record["documents"]] == ["good", "poor", "[bait]"]
    assert not {"errors", "documents"} & set(evaluation.to_dict(numbers_only=True))


def perfect_score(gold: GoldSet, alias: int) -> Evaluation:
    predictions = {
        document.id: Prediction.model_validate(perfect(document, alias=alias)) for document in gold.documents
    }
    return evaluate(predictions, gold)


@pytest.mark.parametrize("alias", [0, 1, 99])
def test_a_perfect_prediction_of_our_corpus_scores_one(alias: int) -> None:
    gold = load_gold_dir(ROOT / "corpus" / "dev")
    assert not gold.problems
    evaluation = perfect_score(gold, alias)
    assert evaluation.errors == []
    assert evaluation.headline == 1.0


@pytest.mark.shared
@pytest.mark.parametrize("alias", [0, 1, 99])
def test_a_perfect_prediction_of_the_real_articles_scores_one(
    shared: Callable[..., Path], alias: int
) -> None:
    gold = load_gold_dir(shared("dev"))
    assert not gold.problems
    assert len(gold.documents) == 66
    evaluation = perfect_score(gold, alias)
    assert evaluation.errors == []
    assert {evaluation.totals[name].f1 for name in HEADLINE} == {1.0}


def write_run(folder: Path, count: int) -> Path:
    """Our own output for our own articles, again and again under other ids, with gold beside it."""
    gold = load_gold_dir(ROOT / "corpus" / "dev").documents
    extractor = Extractor()
    records = [json.loads(extractor.extract(one.text, id=one.id).to_json()) for one in gold]
    (folder / "gold").mkdir()
    with (folder / "run.jsonl").open("w", encoding="utf-8") as run:
        for number in range(count):
            document, record = gold[number % len(gold)], records[number % len(gold)]
            name = f"{number:05}"
            label = document.gold.model_dump(mode="json", exclude_defaults=True) | {"id": name}
            (folder / "gold" / f"{name}.gold.json").write_text(json.dumps(label), encoding="utf-8")
            (folder / "gold" / f"{name}.txt").write_text(document.text, encoding="utf-8", newline="")
            record["document"]["id"] = name
            run.write(json.dumps(record) + "\n")
    return folder / "run.jsonl"


def test_four_times_the_documents_take_about_four_times_as_long(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        documents = tuple(gold_document(document_id=str(number)) for number in range(count))
        folder = tmp_path / str(count)
        (folder / "gold").mkdir(parents=True)
        folder_of_gold(folder / "gold", *(document.id for document in documents))
        path = folder / "run.jsonl"
        path.write_text("\n".join(json.dumps(perfect(document)) for document in documents), encoding="utf-8")
        found = []
        spent = cpu_seconds(
            lambda: found.append(run_evaluation(folder / "gold", predictions=path)), best_of=1
        )
        assert found[0].headline == 1.0
        assert len(found[0].documents) == count
        return spent

    assert seconds(1000) < 4 * 1.7 * seconds(250)


MEASURE = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, "-m", "extractor.cli", *sys.argv[1:]], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@pytest.mark.slow
def test_ten_thousand_documents_take_less_than_a_minute_and_a_gibibyte(tmp_path: Path) -> None:
    args = (
        "evaluate",
        "gold",
        "--predictions",
        str(write_run(tmp_path, 10_000)),
        "--numbers",
        "--json",
        "o.json",
    )
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *args], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    code, seconds, kibibytes = done.stdout.split()
    assert code == "0"
    assert float(seconds) < 60
    assert int(kibibytes) < 1024**2
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))["documents_scored"] == 10_000
