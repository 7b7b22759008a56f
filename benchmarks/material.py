"""What the benchmarks share: where the texts are, and how a share is written."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("EXTRACTOR_SHARED") or ROOT / ".." / "shared")
"""The texts that are not ours to publish; see README.md here for the form of each file."""


def read_records(*parts: str) -> Iterator[dict[str, Any]]:
    """The records of a gzipped JSON Lines file below the shared folder; ends the run where it isn't there."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        sys.exit(f"{path}: not there; set EXTRACTOR_SHARED to the folder that holds {'/'.join(parts)}")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole``; None of nothing."""
    return part / whole if whole else None


def figure(value: float | None) -> str:
    """A share as the tables show it: ``.612``."""
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


def folded(text: str) -> str:
    """White space folded to single blanks."""
    return " ".join(text.split())
