"""Every span of every record is the text that it points at, on real news of all kinds."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest

from conftest import shared_path
from extractor import Article, Extractor

pytestmark = pytest.mark.shared

SETS = {
    "dev": ("dev",),
    "newswire": ("peer", "newswire-dev.jsonl.gz"),
    "quotes": ("quotes", "polnear-dev.jsonl.gz"),
}


def read_texts(*parts: str) -> list[str]:
    """The texts of a folder of *.txt, or of a file of JSON lines, in a fixed order."""
    path = shared_path(*parts)
    if path.is_dir():
        return [file.read_bytes().decode("utf-8-sig") for file in sorted(path.rglob("*.txt"))]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def find_spans(record: Any) -> Iterator[tuple[int, int, str]]:
    """All that has a start, an end and a text, anywhere in a record."""
    if isinstance(record, dict):
        if record.keys() >= {"start", "end", "text"}:
            yield record["start"], record["end"], record["text"]
        record = list(record.values())
    if isinstance(record, list):
        for value in record:
            yield from find_spans(value)


def check_spans(texts: list[str]) -> None:
    spans = 0
    articles = [Article(text, published="2020-02-11") for text in texts]
    records = Extractor(trace=True).stream(articles)
    for text, extraction in zip(texts, records, strict=True):
        for start, end, words in find_spans(json.loads(extraction.to_json())):
            assert start < end
            assert text[start:end] == words
            spans += 1
    assert spans > len(texts)


@pytest.mark.parametrize("name", SETS)
def test_each_span_of_a_sample_is_its_text(name: str) -> None:
    texts = read_texts(*SETS[name])
    check_spans(texts[:: max(1, len(texts) // 8)])


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_each_span_is_its_text(name: str) -> None:
    check_spans(read_texts(*SETS[name]))
