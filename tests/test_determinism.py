"""One text gives one record, byte for byte: alone or in a stream, in any order, process or thread."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest

from conftest import ROOT
from extractor import Article, Extractor
from extractor.batch.pool import Pool
from extractor.batch.work import Done, Work
from extractor.reading.item import Item

DEV = ROOT / "corpus" / "dev"


class Corpus(NamedTuple):
    """Every second article of ``corpus/dev``, and the record of each, made alone."""

    articles: list[Article]
    records: list[str]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(trace=True)


@pytest.fixture(scope="module")
def corpus(extractor: Extractor) -> Corpus:
    paths = sorted(DEV.glob("*.txt"))[::2]
    articles = [Article(path.read_bytes().decode(), id=path.stem, published="2024-02-15") for path in paths]
    return Corpus(articles, [extractor.extract(article).to_json() for article in articles])


def again(extractor: Extractor, articles: list[Article]) -> list[str]:
    return [extractor.extract(article).to_json() for article in articles]


def backwards(extractor: Extractor, articles: list[Article]) -> list[str]:
    return [extractor.extract(article).to_json() for article in articles[::-1]][::-1]


def streamed(extractor: Extractor, articles: list[Article]) -> list[str]:
    return [record.to_json() for record in extractor.stream(articles, batch_size=4)]


def streamed_backwards(extractor: Extractor, articles: list[Article]) -> list[str]:
    return [record.to_json() for record in extractor.stream(articles[::-1], batch_size=5)][::-1]


def by_another_extractor(extractor: Extractor, articles: list[Article]) -> list[str]:
    return [record.to_json() for record in Extractor(trace=True).stream(articles)]


def by_four_threads(extractor: Extractor, articles: list[Article]) -> list[str]:
    with ThreadPoolExecutor(4) as threads:
        return list(threads.map(lambda article: extractor.extract(article).to_json(), articles))


def by_streams_of_two_threads(extractor: Extractor, articles: list[Article]) -> list[str]:
    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(lambda run: streamed(extractor, articles), range(2))
    assert one == other
    return one


def by_two_workers(extractor: Extractor, articles: list[Article]) -> list[str]:
    items = [Item(a.id or "", "", a.text, published=a.published) for a in articles]
    with Pool(Work(trace=True), jobs=2, timeout=None) as pool:
        return [outcome.line.rstrip("\n") for outcome in pool.run(items, {}) if isinstance(outcome, Done)]


WAYS = [
    again,
    backwards,
    streamed,
    streamed_backwards,
    by_another_extractor,
    by_four_threads,
    by_streams_of_two_threads,
    by_two_workers,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_record_is_the_same(
    extractor: Extractor, corpus: Corpus, way: Callable[[Extractor, list[Article]], list[str]]
) -> None:
    assert len(set(corpus.records)) == len(corpus.articles) > 5
    assert way(extractor, corpus.articles) == corpus.records


def test_the_record_is_the_same_under_any_hash_seed() -> None:
    command = [sys.executable, "-m", "extractor.cli", "extract", str(DEV), "--trace"]
    runs = [
        subprocess.Popen(command, env=os.environ | {"PYTHONHASHSEED": seed}, stdout=subprocess.PIPE)
        for seed in ("0", "42")
    ]
    one, other = (run.communicate()[0] for run in runs)
    assert one.count(b"\n") > 10
    assert one == other
