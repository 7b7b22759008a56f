"""The folder in which the blocks of the documentation run: the repository's texts, and inputs of every kind."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from conftest import ROOT

STORIES = [
    "Quillon to buy Bramble\n\nQuillon Corp agreed on Monday to buy Bramble Ltd for $30 million.\n",
    "Kestrel sells dairy\n\nKestrel Foods has sold Marl Dairy to Larch Holdings for $1.2 billion, it said.\n",
    "Sedge rebuffs Osprey\n\nSedge Insurance rejected a $4 billion takeover bid by Osprey Group on Friday.\n",
]


def make_world(folder: Path) -> None:
    """Put into ``folder`` what the pages' commands read."""
    for name in ("corpus", "docs", "schemas", "Makefile"):
        (folder / name).symlink_to(ROOT / name)
    for place in ("news", "wire", "2024", "feeds/night"):
        (folder / place).mkdir(parents=True)
    for number, story in enumerate(STORIES, 1):
        for place in ("news", "wire"):
            (folder / place / f"{number:04}.txt").write_text(story, encoding="utf-8")
    (folder / "wire" / "0007.txt").touch()
    (folder / "2024" / "bid.txt").write_text(STORIES[2], encoding="utf-8")
    (folder / "news.txt").write_text(STORIES[0], encoding="utf-8")
    (folder / "more.list").write_text("# told again\nnews/0002.txt\n", encoding="utf-8")
    page = _page(STORIES[1])
    (folder / "page.html").write_text(page, encoding="utf-8")
    rows = (json.dumps({"id": str(n), "text": story}) + "\n" for n, story in enumerate(STORIES))
    (folder / "feeds" / "night" / "wire.jsonl").write_text("".join(rows), encoding="utf-8")
    with gzip.open(folder / "crawl.warc.gz", "wb") as crawl:
        _write_response(crawl, page)


def _page(story: str) -> str:
    title, _, body = story.partition("\n\n")
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{body}</p></article></body></html>"


def _write_response(crawl: io.BufferedIOBase, page: str) -> None:
    writer = WARCWriter(crawl, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            "https://news.example/kestrel",
            "response",
            payload=io.BytesIO(page.encode()),
            http_headers=headers,
        )
    )
