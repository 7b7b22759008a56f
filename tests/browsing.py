"""Pages in a real browser: headless Chromium, and what it asked for and complained of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = (
    os.environ.get("EXTRACTOR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
NEEDED = "needs Chromium: install it (apt-get install chromium), or set EXTRACTOR_CHROMIUM to the program"


@contextmanager
def open_browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip(NEEDED)
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install playwright")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Any, url: str, **options: Any) -> Iterator[Any]:
    """A page that asks for nothing but itself (or its own service) and complains of nothing."""
    page = browser.new_page(**({"viewport": {"width": 1200, "height": 900}} | options))
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("#")[0]))

    def hear(message: Any) -> None:
        if "responded with a status of 4" not in message.text:  # a refusal is no complaint
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(url)
    yield page
    is_alone = url.startswith("file:")
    assert [one for one in asked if (one != url if is_alone else not one.startswith(url))] == []
    assert said == []
    page.close()


def contrast(one: str, other: str) -> float:
    """As the WCAG measure it."""
    lights = sorted(map(_luminance, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    """Of ``rgb(1, 2, 3)`` or ``color(srgb 0.1 0.2 0.3)``."""
    if colour.startswith("color"):
        parts = [float(part) for part in colour.removeprefix("color(srgb ").rstrip(")").split()[:3]]
    else:
        parts = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
