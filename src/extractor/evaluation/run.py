"""Predictions against gold, from files or from memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from extractor.evaluation.bootstrap import RESAMPLES, SEED, f1_interval
from extractor.evaluation.goldset import GoldDocument, GoldSet, Problem, load_gold_dir
from extractor.evaluation.outcome import Evaluation, Reading, parts_of
from extractor.evaluation.predictions import Prediction, Predictions, as_prediction, stream_predictions
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
    readings: bool = False,
) -> Evaluation:
    """Score a file of predictions, or else what ``extractor`` makes of the gold's texts.

    ``rules`` are those that the ledger should list even if they win nothing; ``readings`` keeps what the page
    shows of each document.
    """
    if (predictions is None) == (extractor is None):
        raise TypeError("run_evaluation takes either predictions or an extractor")
    gold = load_gold_dir(gold_dir, texts)
    if predictions is not None:
        read = stream_predictions(predictions)
    else:
        assert extractor is not None
        problems: list[Problem] = []
        read = Predictions(_extract_each(extractor, gold, problems), problems)
    return replace(_evaluate(read, gold, resamples, seed, readings), known_rules=tuple(rules))


def evaluate(
    predictions: Mapping[str, Extraction | Prediction] | Predictions,
    gold: GoldSet,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    readings: bool = False,
) -> Evaluation:
    """Score predictions by document id against gold; ``readings`` keeps what the page shows."""
    if isinstance(predictions, Mapping):
        named = [_renamed(as_prediction(one), name) for name, one in predictions.items()]
        predictions = Predictions(tuple(named))
    return _evaluate(predictions, gold, resamples, seed, readings)


def _evaluate(predictions: Predictions, gold: GoldSet, resamples: int, seed: int, keep: bool) -> Evaluation:
    """One prediction at a time, so that no more than one is held; then what has none."""
    scoring = _Scoring(gold, keep)
    for prediction in predictions.documents:
        scoring.take(prediction, predictions.place_of(prediction.document.id))
    failed = {problem.subject for problem in predictions.problems if problem.kind == "extraction failed"}
    for document in gold.documents:
        scoring.take_none(document, failed=document.id in failed)
    scores = [scoring.scores[document.id] for document in gold.documents]
    interval = f1_interval([parts_of(score, HEADLINE) for score in scores], resamples=resamples, seed=seed)
    return Evaluation(
        tuple(scores),
        interval,
        (*gold.problems, *predictions.problems, *scoring.problems),
        predictions.warnings,
        views={view.value: total.counts for view, total in scoring.views.items()},
        readings=tuple(scoring.readings[document.id] for document in gold.documents) if keep else (),
    )


class _Scoring:
    """The scores so far."""

    def __init__(self, gold: GoldSet, keep: bool) -> None:
        self._gold = gold
        self._keep = keep
        self._documents = {document.id: document for document in gold.documents}
        self._scored_as: dict[str, str] = {}
        self.scores: dict[str, DocumentScore] = {}
        self.readings: dict[str, Reading] = {}
        self.problems: list[Problem] = []
        self.views = {view: DocumentScore("all") for view in View if view is not View.value}

    def take(self, prediction: Prediction, place: str) -> None:
        """Score what somebody made of the document that the prediction names."""
        name = prediction.document.id
        document_id = self._gold.find_id(name)
        if document_id is None:
            message = f"{name} is a prediction for no document of the gold"
            self.problems.append(Problem("no gold", place, message))
        elif document_id in self._scored_as:
            message = (
                f"{name} means {document_id}, as {self._scored_as[document_id]} does: the first is scored"
            )
            self.problems.append(Problem("two predictions", place, message))
        else:
            self._scored_as[document_id] = name
            document = self._documents[document_id]
            self.problems += _doubts(prediction, document, place)
            self._score(document, record_of_prediction(prediction, document.text))

    def take_none(self, document: GoldDocument, *, failed: bool) -> None:
        """All of the document's gold is missed, if nobody predicted anything for it."""
        if document.id in self.scores:
            return
        if not failed:
            message = "has gold and no prediction: all of it counts as missed"
            self.problems.append(Problem("no prediction", document.id, message))
        self._score(document, Record())

    def _score(self, document: GoldDocument, predicted: Record) -> None:
        gold = record_of_gold(document)
        self.scores[document.id] = of_article(score_document(document.id, predicted, gold), document)
        for view, total in self.views.items():
            total.add(score_document(document.id, predicted, gold, view))
        if self._keep:
            self.readings[document.id] = Reading(document, gold, predicted)


def of_article(score: DocumentScore, document: GoldDocument) -> DocumentScore:
    """A score that knows what sort of article it is of."""
    return replace(score, words=len(document.text.split()), outlet=document.gold.outlet)


def _doubts(prediction: Prediction, document: GoldDocument, place: str) -> Iterator[Problem]:
    """Signs that the prediction was made of another text, or counts its characters otherwise."""
    if prediction.document.sha256 not in (None, document.sha256):
        message = f"{document.id}: the prediction was made from another text (its sha256 differs): offsets may not fit"
        yield Problem("other text", place, message)
    for number, quote in enumerate(prediction.quotes):
        start, end, words = quote.span.start, quote.span.end, quote.span.text
        if start is None or end is None or words is None:
            continue
        if not 0 <= start < end or document.text[start:end] != words:
            message = (
                f"{document.id}: quotes[{number}].span: at {start}–{end} stands "
                f"{document.text[max(start, 0) : max(end, 0)]!r:.60}, not {words!r:.60}: offsets count code points"
            )
            yield Problem("other words", place, message)
            return


def _extract_each(extract: Extract, gold: GoldSet, problems: list[Problem]) -> Iterator[Prediction]:
    for document in gold.documents:
        try:
            extraction = extract(document.text, id=document.id, published=document.gold.published)
        except Exception as error:  # whatever it is: the document is named, the others are scored
            message = f"{type(error).__name__}: {error}: all of its gold counts as missed"
            problems.append(Problem("extraction failed", document.id, message))
        else:
            yield _renamed(as_prediction(extraction), document.id)


def _renamed(prediction: Prediction, name: str) -> Prediction:
    if prediction.document.id == name:
        return prediction
    return prediction.model_copy(update={"document": prediction.document.model_copy(update={"id": name})})
