"""Who speaks where: whom "we" means in a quotation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.entities import Entities, Voice
from extractor.fields.quotes import QuoteCandidate

if TYPE_CHECKING:
    from spacy.tokens import Doc


def with_voices(entities: Entities, doc: Doc, quotes: Iterable[QuoteCandidate]) -> Entities:
    """The entities, knowing who speaks in each quote: its speaker, and his company or the company that he is."""
    voices: dict[int, Voice] = {}
    for quote in quotes:
        span = doc.char_span(quote.start, quote.end, alignment_mode="contract")
        told = (quote.affiliation, quote.speaker)
        company = next((e for e in told if e is not None and e.type in {"company", "other"}), None)
        if span is not None:
            voices.update(dict.fromkeys(range(span.start, span.end), Voice(quote.speaker, company)))
    return Entities(entities.all, voices)
