"""Corporate deals out of press articles, each value grounded in the text.

``from extractor import Extractor, extract``. Nothing expensive is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractor.errors import (
    ExtractorError,
    GoldError,
    LexiconError,
    ModelError,
    ReadingError,
    ReducedModeWarning,
    RuleError,
)
from extractor.reading.article import Article
from extractor.version import __version__

if TYPE_CHECKING:
    from extractor.output.frame import Frame, to_frame
    from extractor.pipeline import Extractor, extract
    from extractor.schema import Deal, Extraction, Financing, Money, Party, Quote, Span, Valuation
    from extractor.spacy_component import extraction_of

_HOMES = {
    "Extractor": "pipeline",
    "extract": "pipeline",
    "Frame": "output.frame",
    "to_frame": "output.frame",
    "extraction_of": "spacy_component",
} | dict.fromkeys(
    ("Deal", "Extraction", "Financing", "Money", "Party", "Quote", "Span", "Valuation"), "schema"
)

__all__ = [
    "Article", "Deal", "Extraction", "Extractor", "ExtractorError", "Financing", "Frame", "GoldError", "LexiconError",
    "ModelError", "Money", "Party", "Quote", "ReadingError", "ReducedModeWarning", "RuleError", "Span", "Valuation", "__version__",
    "extract", "extraction_of", "to_frame",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    return getattr(import_module(f"extractor.{_HOMES[name]}"), name)
