"""Which documents of a run repeat an earlier one, as their records say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractor.batch.work import Done, Failure, Outcome


def mark_copies(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes, in the order of the documents, with what each repeats in its record.

    Earlier is what comes before it in this order, whether this run did it or one before; what failed is not there.
    """
    from extractor.merging.duplicates import Duplicates

    seen = Duplicates()
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            yield outcome
            continue
        first = seen.first_like(outcome.id, outcome.signature)
        if not isinstance(outcome, Done):
            yield replace(outcome, duplicate_of=first)
        elif first is None:
            yield outcome
        else:
            yield replace(outcome, line=marked(outcome.line, first))


def marked(line: str, duplicate_of: str | None) -> str:
    """The record on ``line``, saying that its document repeats ``duplicate_of``, or nothing."""
    from extractor.output.formats import json_line
    from extractor.schema import Extraction

    record = Extraction.model_validate_json(line)
    document = record.document.model_copy(update={"duplicate_of": duplicate_of})
    return json_line(record.model_copy(update={"document": document}))
