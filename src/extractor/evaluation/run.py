"""Predictions against gold, from files or from memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from extractor.evaluation.bootstrap import RESAMPLES, SEED, f1_interval
from extractor.evaluation.goldset import GoldSet, Problem, load_gold_dir
from extractor.evaluation.outcome import Evaluation, parts_of
from extractor.evaluation.predictions import Prediction, Predictions, as_prediction, read_predictions
from extractor.evaluation.records import Record, record_of_gold, record_of_prediction
from extractor.evaluation.scores import score_document
from extractor.evaluation.tally import HEADLINE, DocumentScore
from extractor.evaluation.views import View
from extractor.schema import Extraction


class Extract(Protocol):
    """What reads one text: ``Extractor().extract``."""

    def __call__(self, text: str, *, id: str, published: str | None) -> Extraction:
        """One document's output."""
        ...


def run_evaluation(
    gold_dir: str | Path,
    *,
    texts: str | Path | None = None,
    predictions: str | Path | None = None,
    extractor: Extract | None = None,
    rules: Iterable[str] = (),
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Evaluation:
    """Score a file of predictions, or else what ``extractor`` makes of the gold's texts.

    ``rules`` are those that the ledger should list even if they win nothing.
    """
    if (predictions is None) == (extractor is None):
        raise TypeError("run_evaluation takes either predictions or an extractor")
    gold = load_gold_dir(gold_dir, texts)
    if predictions is not None:
        read = read_predictions(predictions)
    else:
        assert extractor is not None
        read = _extract_all(extractor, gold)
    return replace(_evaluate(read, gold, resamples, seed), known_rules=tuple(rules))


def evaluate(
    predictions: Mapping[str, Extraction | Prediction] | Predictions,
    gold: GoldSet,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Evaluation:
    """Score predictions by document id against gold."""
    if isinstance(predictions, Mapping):
        named = [_renamed(as_prediction(one), name) for name, one in predictions.items()]
        predictions = Predictions(tuple(named))
    return _evaluate(predictions, gold, resamples, seed)


def _evaluate(predictions: Predictions, gold: GoldSet, resamples: int, seed: int) -> Evaluation:
    by_id, problems = _assign(predictions.documents, gold)
    problems = [*gold.problems, *predictions.problems, *problems]
    failed = {problem.subject for problem in predictions.problems if problem.kind == "extraction failed"}
    scores = []
    views = {view: DocumentScore("all") for view in View if view is not View.value}
    for document in gold.documents:
        prediction = by_id.get(document.id)
        if prediction is None and document.id not in failed:
            message = "has gold and no prediction: all of it counts as missed"
            problems.append(Problem("no prediction", document.id, message))
        if prediction and prediction.document.sha256 not in (None, document.sha256):
            message = "the prediction was made from another text (its sha256 differs): offsets may not fit"
            problems.append(Problem("other text", document.id, message))
        record = record_of_prediction(prediction, document.text) if prediction else Record()
        wanted = record_of_gold(document)
        scores.append(replace(score_document(document.id, record, wanted), words=len(document.text.split())))
        for view, total in views.items():
            total.add(score_document(document.id, record, wanted, view))
    interval = f1_interval([parts_of(score, HEADLINE) for score in scores], resamples=resamples, seed=seed)
    return Evaluation(
        tuple(scores),
        interval,
        tuple(problems),
        predictions.warnings,
        views={view.value: total.counts for view, total in views.items()},
    )


def _assign(predictions: Iterable[Prediction], gold: GoldSet) -> tuple[dict[str, Prediction], list[Problem]]:
    """Which prediction is for which gold document; what is for none, or for one that has one."""
    by_id: dict[str, Prediction] = {}
    problems: list[Problem] = []
    for prediction in predictions:
        name = prediction.document.id
        document_id = gold.find_id(name)
        if document_id is None:
            problems.append(Problem("no gold", name, "a prediction for no document of the gold"))
        elif document_id in by_id:
            message = f"means {document_id}, as {by_id[document_id].document.id} does: the first is scored"
            problems.append(Problem("two predictions", name, message))
        else:
            by_id[document_id] = prediction
    return by_id, problems


def _extract_all(extract: Extract, gold: GoldSet) -> Predictions:
    documents: list[Prediction] = []
    problems: list[Problem] = []
    for document in gold.documents:
        try:
            extraction = extract(document.text, id=document.id, published=document.gold.published)
        except Exception as error:  # whatever it is: the document is named, the others are scored
            message = f"{type(error).__name__}: {error}: all of its gold counts as missed"
            problems.append(Problem("extraction failed", document.id, message))
        else:
            documents.append(_renamed(as_prediction(extraction), document.id))
    return Predictions(tuple(documents), tuple(problems))


def _renamed(prediction: Prediction, name: str) -> Prediction:
    if prediction.document.id == name:
        return prediction
    return prediction.model_copy(update={"document": prediction.document.model_copy(update={"id": name})})
