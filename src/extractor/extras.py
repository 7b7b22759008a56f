"""Packages that only some users need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from extractor.errors import ExtractorError


class MissingPackageError(ExtractorError):
    """A package that is installed on request is not there."""


def load_extra(module: str, *, extra: str, need: str) -> Any:
    """The module, where its package is installed; ``need`` opens the message: "DuckDB files need duckdb"."""
    try:
        return import_module(module)
    except ImportError:
        raise MissingPackageError(f"{need}: pip install 'deal-extractor[{extra}]'") from None
