"""What the benchmarks share: where the texts are, how a share is written, and the tables that they put into pages."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterable, Iterator
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


def row(*cells: object) -> str:
    """A row of a table in Markdown."""
    return f"| {' | '.join(map(str, cells))} |"


def block_of(page: Path, region: str) -> tuple[str, str, str]:
    """A page before, between and after the markers of a region; ends the run where it has none."""
    start, end = f"<!-- {region}:start -->\n", f"<!-- {region}:end -->"
    before, opened, rest = page.read_text(encoding="utf-8").partition(start)
    between, closed, after = rest.partition(end)
    if not (opened and closed):
        sys.exit(f"{page}: lacks {start.strip()} and {end}; put them where the figures go")
    return before + start, between, end + after


def write_block(page: Path, region: str, lines: Iterable[str]) -> None:
    """Put the lines between the markers of a region."""
    before, _, after = block_of(page, region)
    written = "".join(f"{line}\n" for line in lines)
    page.write_text(before + written + after, encoding="utf-8", newline="")
