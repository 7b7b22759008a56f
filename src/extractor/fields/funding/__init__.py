"""What a document says of money raised and of worth: financings, valuations, and a target's past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.fields.funding.financings import fold_financings, read_financings
from extractor.fields.funding.lines import read_lines
from extractor.fields.funding.statements import FinancingCandidate, named_in
from extractor.fields.funding.targets import DealSoFar, TargetFacts, target_facts
from extractor.fields.funding.valuations import ValuationCandidate, fold_valuations, read_valuations
from extractor.mentions.bundle import Mentions
from extractor.resolve import Entities

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = [
    "DealSoFar",
    "FinancingCandidate",
    "TargetFacts",
    "ValuationCandidate",
    "find_funding",
    "fold_financings",
    "fold_valuations",
    "named_in",
    "target_facts",
]


def find_funding(
    doc: Doc, mentions: Mentions, entities: Entities
) -> tuple[tuple[FinancingCandidate, ...], tuple[ValuationCandidate, ...]]:
    """Statements of money raised and of backers, and statements of a company's worth."""
    lines = tuple(read_lines(doc, mentions, entities))
    financings = tuple(read_financings(lines))
    return financings, tuple(read_valuations(lines, financings))
