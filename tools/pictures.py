"""Pictures of the example: ``docs/images/explain.svg`` of ``extractor explain``, ``page.png`` of ``extractor view`` (in Chromium)."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import MONOKAI

from extractor import Extraction, Extractor
from extractor.output.explain import explanation
from extractor.output.page import render_page

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "quillon.txt"
IMAGES = ROOT / "docs" / "images"
FONTS_FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Rich names a font on another server; the reader's own monospace must do."""


def main() -> None:
    """Draw both."""
    chromium = os.environ.get("EXTRACTOR_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        sys.exit("needs Chromium: install it (apt-get install chromium), or set EXTRACTOR_CHROMIUM")
    record = Extractor(trace=True, with_text=True).extract(
        EXAMPLE.read_text(encoding="utf-8"), id="quillon", published="2024-03-05"
    )
    (IMAGES / "explain.svg").write_text(_explained(record), encoding="utf-8")
    (IMAGES / "page.png").write_bytes(_photographed(record, chromium))


def _explained(record: Extraction) -> str:
    console = Console(record=True, width=118, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(explanation(record, color=True))
    picture = console.export_svg(
        title="extractor explain docs/examples/quillon.txt --published 2024-03-05",
        theme=MONOKAI,
        unique_id="explain",
    )
    return FONTS_FROM_ELSEWHERE.sub("", picture)


def _photographed(record: Extraction, chromium: str) -> bytes:
    """The page in a window, the price of the first deal pointed at."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "deals.html"
        path.write_text("".join(render_page([record], title="Deals")), encoding="utf-8", newline="")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(path.as_uri())
        page.locator(".value[data-field=price]").first.hover()
        picture = page.screenshot()
        browser.close()
    return picture


if __name__ == "__main__":
    main()
