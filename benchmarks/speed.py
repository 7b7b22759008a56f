"""What extraction costs on top of the language model: words/s of ``Extractor.stream`` over bare ``nlp.pipe``.

    python benchmarks/speed.py [--texts N] [--rounds N] [--batch-size N] [--model NAME]

Both read the same texts with the same model and batch size, in one process, turn and turn about, after a
round that doesn't count; the ratio is that of the medians. Bare means the model's own components and
nothing of ours. Two sets: the articles that rules were written on, and mixed news.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import islice
from statistics import median
from time import perf_counter

from extractor import Extractor
from extractor.language import load_model
from material import SHARED, figure, read_records

OWN_COMPONENTS = ("paragraph_starts",)
SHARE_WANTED = 0.85


def main() -> None:
    options = argparse.ArgumentParser(description="Words/s of the extractor over the bare language model.")
    options.add_argument("--texts", type=int, default=200, metavar="N", help="at most N texts of each set")
    options.add_argument("--rounds", type=int, default=3, metavar="N")
    options.add_argument("--batch-size", type=int, default=32, metavar="N")
    options.add_argument("--model", help="package or path; the pinned one if not given")
    chosen = options.parse_args()
    nlp = load_model(chosen.model)
    extractor = Extractor(nlp)

    def bare(texts: list[str]) -> None:
        with nlp.select_pipes(disable=[name for name in OWN_COMPONENTS if name in nlp.pipe_names]):
            for _ in nlp.pipe(texts, batch_size=chosen.batch_size):
                pass

    def ours(texts: list[str]) -> None:
        for _ in extractor.stream(texts, batch_size=chosen.batch_size):
            pass

    print(f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}, batches of {chosen.batch_size}")
    for name, texts in _sets(chosen.texts).items():
        words = sum(len(text.split()) for text in texts)
        speeds = [words / seconds for seconds in medians([bare, ours], texts, chosen.rounds)]
        print(
            f"{name:12}{len(texts):5} texts {words:7} words   bare {speeds[0]:6.0f} words/s"
            f"   ours {speeds[1]:6.0f} words/s   ratio {figure(speeds[1] / speeds[0])}"
        )


def medians(ways: list[Callable[[list[str]], None]], texts: list[str], rounds: int) -> list[float]:
    """Median seconds of each way of reading the texts, the ways taking turns."""
    taken: list[list[float]] = [[] for _ in ways]
    for way in ways:
        way(texts[:8])
    for _ in range(rounds):
        for way, seconds in zip(ways, taken, strict=True):
            start = perf_counter()
            way(texts)
            seconds.append(perf_counter() - start)
    return [median(seconds) for seconds in taken]


def _sets(most: int) -> dict[str, list[str]]:
    articles = sorted((SHARED / "dev" / "read").glob("*.txt"))[:most]
    mixed = islice(read_records("stream", "news-dev.jsonl.gz"), most)
    return {
        "deal news": [path.read_text(encoding="utf-8") for path in articles],
        "mixed news": [record["text"] for record in mixed],
    }


if __name__ == "__main__":
    main()
