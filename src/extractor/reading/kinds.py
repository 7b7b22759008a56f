"""What a file holds, by the suffixes of its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

Format = Literal["text", "html", "json lines", "csv", "tsv", "parquet", "warc", "zip", "tar"]
Packing = Literal["gz", "zst"]

FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "json lines",
    ".ndjson": "json lines",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".zip": "zip",
    ".tar": "tar",
}
_PACKINGS: dict[str, Packing] = {".gz": "gz", ".zst": "zst"}
_SHORT = {".tgz": ".tar.gz"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a name tells of a file."""

    stem: str
    """The name without the suffixes that are known, or without its last."""
    format: Format | None
    """None for an unknown suffix: a text, where the file is named by itself."""
    packing: Packing | None = None

    @property
    def is_one_document(self) -> bool:
        """Whether there is one document in it, not any number of them."""
        return self.format in (None, "text", "html")

    def rename(self, path: PurePath) -> str:
        """``path``, of this kind, without its suffixes."""
        return "/".join((*path.parts[:-1], self.stem))


def kind_of(name: str) -> Kind:
    """The kind of a file called ``name``: ``news.jsonl.gz`` is JSON Lines under gzip with the stem ``news``."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    if suffix in _SHORT:
        return kind_of(path.stem + _SHORT[suffix])
    if packing := _PACKINGS.get(suffix):
        inner = PurePath(path.stem)
        format = FORMATS.get(inner.suffix.lower())
        return Kind(inner.stem if format else path.stem, format, packing)
    return Kind(path.stem, FORMATS.get(suffix))
