"""Every article with what gold and prediction have marked in it, and its errors; the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.evaluation.outcome import Evaluation, Reading
from extractor.evaluation.page.evidence import values_of
from extractor.evaluation.page.marking import Marked, first_places, mark_text, mark_values, verdicts_of
from extractor.evaluation.tally import DocumentScore, FieldError


@dataclass(frozen=True, slots=True)
class Listed:
    """An error, and where the two values begin in the text, if they stand there."""

    error: FieldError
    got_at: int | None
    wanted_at: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """What the page shows of one document."""

    number: int
    id: str
    about: str
    """Outlet, date and length."""
    errors: tuple[Listed, ...]
    right: int
    """How many values are right."""
    gold: tuple[Marked, ...]
    predicted: tuple[Marked, ...]


def articles_of(evaluation: Evaluation) -> Iterator[Article]:
    """One after the other, that with most errors first; none where the evaluation kept no readings."""
    pairs = list(zip(evaluation.documents, evaluation.readings, strict=False))
    pairs.sort(key=lambda pair: -len(pair[0].errors))
    for number, (score, reading) in enumerate(pairs):
        yield _article(number, score, reading)


def _article(number: int, score: DocumentScore, reading: Reading) -> Article:
    text = reading.document.text
    verdicts = verdicts_of(score)
    gold, predicted = (
        mark_values(values_of(record, text), fared)
        for record, fared in zip((reading.gold, reading.predicted), verdicts, strict=True)
    )
    wanted_at, got_at = first_places(gold), first_places(predicted)
    errors = tuple(
        Listed(
            error,
            got_at.get((error.field, error.got_path or "")),
            wanted_at.get((error.field, error.wanted_path or "")),
        )
        for error in score.errors
    )
    about = (score.outlet, reading.document.gold.published, f"{score.words:,} words")
    return Article(
        number=number,
        id=score.document,
        about=", ".join(filter(None, about)),
        errors=errors,
        right=len(score.hits),
        gold=tuple(mark_text(text, gold)),
        predicted=tuple(mark_text(text, predicted)),
    )
