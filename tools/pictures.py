"""Draws what ``extractor explain`` shows of the example into ``docs/images/explain.svg``."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from extractor import Extractor
from extractor.output.explain import explanation

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "quillon.txt"
FONTS_FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Rich names a font on another server; the reader's own monospace must do."""


def main() -> None:
    """Draw the picture."""
    record = Extractor(trace=True, with_text=True).extract(
        EXAMPLE.read_text(encoding="utf-8"), published="2024-03-05"
    )
    console = Console(record=True, width=118, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(explanation(record, color=True))
    picture = console.export_svg(
        title="extractor explain docs/examples/quillon.txt --published 2024-03-05",
        theme=MONOKAI,
        unique_id="explain",
    )
    picture = FONTS_FROM_ELSEWHERE.sub("", picture)
    (ROOT / "docs" / "images" / "explain.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
