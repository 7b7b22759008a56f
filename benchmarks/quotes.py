"""Quotes and their named speakers in political news of 2015–16, beside what the peers published.

    python benchmarks/quotes.py [--errors] [--data FILE.jsonl.gz]

The set is the development part of PolNeAR (280 articles of seven papers): each direct quote of three words or
more with its source as written, "pronoun" where that is he, she, they or who. No rule was tuned to
its names; its errors were read for constructions.

What differs from the peers' protocols: the gold holds only stretches between “” or "" marks, so ours between
other marks (the '' of one paper, single marks) are set aside, not counted. A quote broken by its attribution
is two stretches here and one at the peers', who also count indirect speech (Citron) or score their own
articles (GenderGapTracker). A pair is found at most once, by its overlap: intersection over union of the
offsets. A speaker is right where the gold's source is a name (not a pronoun, not "a spokesman for …") and its
last word ("Doe" of "former senator Jane Doe of Ohio") is a word of the speaker's name; only found quotes
are asked.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor import Extractor, Quote
from extractor.reading.article import Article
from material import figure, folded, read_records, share

DATA = ("quotes", "polnear-dev.jsonl.gz")
OVERLAPS = (0.3, 0.7, 0.8)
MARKS = frozenset('“"')
PEERS = (
    ("GenderGapTracker v7, 98 news articles of its own", ".837", "", ".761", ".865–.874"),
    ("Citron, WSJ, indirect speech too", "", "", ".832 (own overlap)", ".820 (source exact)"),
)
NOT_NAMES = frozenset(["a", "an", "the", "one", "some", "two", "another", "his", "her"])
PREPOSITION = re.compile(r"\s(?:of|from|for|in|at|on|to)\s")
SEGMENT = re.compile(r"[,(;]|\bwho\b")


@dataclass
class Score:
    """Counts at one overlap."""

    found: int = 0
    given: int = 0
    wanted: int = 0
    named: int = 0
    named_right: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float | None:
        """Twice the found of all that was given and wanted."""
        return share(2 * self.found, self.given + self.wanted)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two stretches."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def surname(source: str) -> str | None:
    """The last word of the name that a source is; None where it is none: "former senator Jane Doe of Ohio" → doe."""
    for segment in SEGMENT.split(source):
        words = PREPOSITION.split(segment)[0].split()
        if words and words[-1][0].isupper() and words[0].lower() not in NOT_NAMES:
            return _bare(words[-1])
    return None


def pairs(
    given: Sequence[Quote], wanted: Sequence[dict[str, Any]], least: float
) -> Iterator[tuple[Quote, dict[str, Any] | None]]:
    """Each of our quotes with the gold's that it covers best, where the overlap is enough and nobody has it."""
    free = list(wanted)
    for quote in given:
        span = quote.span.start, quote.span.end
        best = max(free, key=lambda gold: overlap(span, (gold["start"], gold["end"])), default=None)
        if best is not None and overlap(span, (best["start"], best["end"])) >= least:
            free.remove(best)
            yield quote, best
        else:
            yield quote, None


def count(score: Score, given: Sequence[Quote], wanted: Sequence[dict[str, Any]], least: float) -> None:
    """Add one article to the score."""
    score.given += len(given)
    score.wanted += len(wanted)
    for quote, gold in pairs(given, wanted, least):
        if gold is None:
            score.errors.append(f"not in the gold: “{folded(quote.span.text)}”")
            continue
        score.found += 1
        name = None if gold["pronoun"] else surname(gold["source"] or "")
        if name is None:
            continue
        score.named += 1
        said_by = quote.speaker.name if quote.speaker else ""
        if name in map(_bare, said_by.split()):
            score.named_right += 1
        else:
            score.errors.append(f"{said_by or 'nobody'}  ≠  {gold['source']}: “{folded(quote.span.text)}”")


def main() -> None:
    options = argparse.ArgumentParser(description="Quotes and named speakers on PolNeAR.")
    options.add_argument(
        "--errors", action="store_true", help="print what is not in the gold, and wrong speakers"
    )
    options.add_argument("--data", type=Path, help="another file of the same form")
    chosen = options.parse_args()
    records = list(read_records(*(chosen.data.resolve().parts if chosen.data else DATA)))
    scores = {least: Score() for least in OVERLAPS}
    articles = (Article(record["text"], id=record["id"]) for record in records)
    for record, extraction in zip(records, Extractor().stream(articles), strict=True):
        text = record["text"]
        given = [quote for quote in extraction.quotes if text[quote.span.start - 1] in MARKS]
        for least, score in scores.items():
            count(score, given, record["quotes"], least)
    print(f"{'overlap':>8}{'P':>7}{'R':>7}{'F':>7}{'named speaker right':>22}")
    for least, score in scores.items():
        right = f"{figure(share(score.named_right, score.named))} of {score.named}"
        row = (share(score.found, score.given), share(score.found, score.wanted), score.f1)
        print(f"{least:8}" + "".join(f"{figure(value):>7}" for value in row) + f"{right:>22}")
    print("\npeers, by their own protocols (F at .3, .7, .8; speaker right)")
    for peer, *figures in PEERS:
        print(f"  {peer}: " + ", ".join(value for value in figures if value))
    if chosen.errors:
        print("\n" + "\n".join(scores[OVERLAPS[-1]].errors))


def _bare(word: str) -> str:
    return re.sub(r"[’']s?$", "", word).casefold().strip(".,")


if __name__ == "__main__":
    main()
