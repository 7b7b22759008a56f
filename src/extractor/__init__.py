"""Corporate deals out of press articles, each value grounded in the text.

``from extractor import Extractor, extract``. Nothing expensive is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError, GoldError, ModelError, ReadingError
from extractor.reading.article import Article
from extractor.version import __version__

if TYPE_CHECKING:
    from extractor.pipeline import Extractor, extract
    from extractor.schema import Deal, Extraction, Financing, Money, Party, Quote, Span, Valuation

_HOMES = {"Extractor": "pipeline", "extract": "pipeline"} | dict.fromkeys(
    ("Deal", "Extraction", "Financing", "Money", "Party", "Quote", "Span", "Valuation"), "schema"
)

__all__ = [
    "Article", "Deal", "Extraction", "Extractor", "ExtractorError", "Financing", "GoldError", "ModelError", "Money",
    "Party", "Quote", "ReadingError", "Span", "Valuation", "__version__", "extract",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    return getattr(import_module(f"extractor.{_HOMES[name]}"), name)
