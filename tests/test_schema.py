"""The contract refuses what it should."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from extractor.schema import Deal, Document, Extraction, Money, Party, Provenance, Span, Stake, Valuation

SPAN = Span(start=4, end=8, text="Acme")
ACME = Party(name="Acme", mentions=(SPAN,))
DOCUMENT = Document(id="a", sha256="0" * 64, characters=20)
PROVENANCE = Provenance(extractor_version="1", rules_version="1", model="none")


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Span, {"start": 4, "end": 4, "text": "x"}),
        (Span, {"start": 4, "end": 6, "text": "x"}),
        (Span, {"start": -1, "end": 1, "text": "xy"}),
        (Money, {"amount": 1, "currency": "XXA", "qualifier": "exact", "span": SPAN}),
        (Money, {"amount": 1, "currency": "usd", "qualifier": "exact", "span": SPAN}),
        (Money, {"amount": float("inf"), "currency": "USD", "qualifier": "exact", "span": SPAN}),
        (Money, {"amount": -1, "currency": "USD", "qualifier": "exact", "span": SPAN}),
        (Money, {"amount": 1, "currency": "USD", "qualifier": "exact", "amount_max": 2, "span": SPAN}),
        (Money, {"amount": 1, "currency": "USD", "qualifier": "range", "span": SPAN}),
        (Money, {"amount": 3, "currency": "USD", "qualifier": "range", "amount_max": 2, "span": SPAN}),
        (Stake, {"percent": 101.0, "span": SPAN}),
        (Deal, {"id": "0" * 16, "kind": "acquisition", "status": "announced"}),
        (
            Deal,
            {"id": "0" * 16, "kind": "acquisition", "status": "announced", "target": None, "confidence": 1.5},
        ),
        (Deal, {"id": "0" * 16, "kind": "purchase", "status": "announced", "acquirers": (ACME,)}),
        (Deal, {"id": "short", "kind": "merger", "status": "announced", "acquirers": (ACME,)}),
        (Document, {"id": "a", "sha256": "0" * 64, "characters": 1, "published": "2023-13"}),
        (Document, {"id": "a", "sha256": "0" * 64, "characters": 1, "unknown": 1}),
        (Valuation, {"company": ACME, "amount": None, "evidence": SPAN}),
    ],
)
def test_refused(model: type, fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        model(**fields)


def test_frozen() -> None:
    with pytest.raises(ValidationError):
        SPAN.start = 2  # type: ignore[misc]


def test_a_span_must_be_the_text_it_points_at() -> None:
    extraction = Extraction(
        document=DOCUMENT,
        deals=(Deal(id="0" * 16, kind="merger", status="rumored", acquirers=(ACME,)),),
        provenance=PROVENANCE,
    )
    extraction.check_grounding("Now Acme merges.")
    with pytest.raises(ValueError, match="span 4"):
        extraction.check_grounding("Now Bolt merges.")


def test_json_round_trip() -> None:
    extraction = Extraction(document=DOCUMENT, provenance=PROVENANCE)
    assert Extraction.model_validate_json(extraction.to_json()) == extraction
