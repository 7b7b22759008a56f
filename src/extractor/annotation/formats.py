"""The annotators' formats by name; each is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from extractor.annotation.files import FormatError
from extractor.annotation.model import Annotated

FORMATS = {
    "brat": "brat",
    "label-studio": "label_studio",
    "xmi": "xmi",
    "prodigy": "prodigy",
    "doccano": "doccano",
    "docbin": "docbin",
}


class Format(Protocol):
    """What each format's module has."""

    LOSES: str
    """What it cannot hold, for people."""

    def write(self, documents: Iterable[Annotated], folder: Path) -> list[FormatError]:
        """Write a folder; the documents that the format cannot hold are returned, with the reason."""

    def read(self, folder: Path) -> Iterator[Annotated | FormatError]:
        """Every document of a folder, or what is wrong with it."""


def load_format(name: str) -> Format:
    """The format called ``name``."""
    return cast(Format, import_module(f"extractor.annotation.{FORMATS[name]}"))
