"""The documentation as a site: it builds strictly, and its pages ask no other server for anything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

import extractor
from conftest import ROOT
from extractor import rules

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("mkdocs", reason="needs the extra docs: make docs")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def links(page: Path) -> Iterator[str]:
    yield from re.findall(r'(?:href|src)="([^"]+)"', page.read_text(encoding="utf-8"))


def test_every_page_is_there_and_every_link_inside_leads_somewhere(site: Path) -> None:
    pages = {page.relative_to(site): page for page in site.rglob("*.html")}
    assert {Path("docs", page.name).with_suffix(".html") for page in (ROOT / "docs").glob("*.md")} <= set(
        pages
    )
    for page in pages.values():
        ids = {page: set(re.findall(r'\bid="([^"]+)"', page.read_text(encoding="utf-8")))}
        for link in links(page):
            if re.match(r"[a-z]+:|/", link):
                continue  # another server, the reader's mail, or 404's links from the root
            path, _, anchor = link.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            assert target.exists(), f"{page.relative_to(site)} links to {link}"
            if anchor and target.suffix == ".html":
                if target not in ids:
                    ids[target] = set(re.findall(r'\bid="([^"]+)"', target.read_text(encoding="utf-8")))
                assert unquote(anchor) in ids[target], f"{page.relative_to(site)} links to {link}"


def test_every_public_name_is_in_the_reference(site: Path) -> None:
    page = (site / "docs" / "python.html").read_text(encoding="utf-8")
    told = set(re.findall(r'\bid="extractor\.(?:\w+\.)*(\w+)"', page))
    assert {*extractor.__all__, *rules.__all__} - told == {"__version__"}


def test_a_browser_asks_nobody_else(site: Path) -> None:
    chromium = os.environ.get("EXTRACTOR_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium: install it (apt-get install chromium), or set EXTRACTOR_CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        for path in sorted(site.rglob("*.html")):
            page.goto(path.as_uri())
        browser.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert faults == []
