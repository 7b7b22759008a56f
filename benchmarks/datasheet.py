"""Writes what the corpus holds into its page, between its two markers: ``datasheet.py corpus/README.md``."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from statistics import median
from typing import get_args

from extractor.evaluation.gold import Gold, GoldDeal, GoldMoney
from extractor.evaluation.goldset import GoldDocument, load_gold_dir
from extractor.schema import DealKind, DealStatus

BLOCK = re.compile(r"(?<=<!-- counts:start -->\n).*?(?=<!-- counts:end -->)", re.DOTALL)
PARTS = ("dev", "test")
DEAL_FIELDS = (
    "acquirers",
    "target",
    "sellers",
    "price",
    "price_per_share",
    "stake_percent",
    "consideration",
    "announced_on",
    "closes_on",
    "prior_funding",
    "valuation",
    "investors",
)

Documents = Sequence[GoldDocument]


def main() -> None:
    page = Path(sys.argv[1])
    text = page.read_text(encoding="utf-8")
    if not BLOCK.search(text):
        sys.exit(f"{page}: lacks <!-- counts:start --> and <!-- counts:end -->; put them where the tables go")
    page.write_text(BLOCK.sub(lambda _: tables(page.parent), text), encoding="utf-8")


def tables(corpus: Path) -> str:
    """Each part of the corpus counted, side by side."""
    parts = [load_gold_dir(corpus / part).documents for part in PARTS]
    return "\n".join(_table(heading, count, parts) for heading, count in TABLES.items())


def money_of(gold: Gold) -> Iterator[GoldMoney]:
    """Every amount of a label."""
    for deal in gold.deals:
        found = (deal.price, deal.price_per_share, deal.prior_funding, deal.valuation)
        yield from (money for money in found if money)
    yield from (financing.amount for financing in gold.financings if financing.amount)
    yield from (valuation.amount for valuation in gold.valuations)


def _articles(documents: Documents) -> dict[str, int]:
    words = [len(document.text.split()) for document in documents]
    golds = [document.gold for document in documents]
    return {
        "articles": len(documents),
        "of them without a deal": sum(not gold.deals for gold in golds),
        "words": sum(words),
        "words of the shortest": min(words),
        "of the middle one": round(median(words)),
        "of the longest": max(words),
        "deals": sum(len(gold.deals) for gold in golds),
        "financings": sum(len(gold.financings) for gold in golds),
        "valuations": sum(len(gold.valuations) for gold in golds),
        "quotes": sum(len(gold.quotes) for gold in golds),
        "of them without a speaker": sum(not quote.speaker for gold in golds for quote in gold.quotes),
    }


def _kinds(documents: Documents) -> dict[str, int]:
    return _counted((deal.kind for deal in _deals(documents)), get_args(DealKind))


def _statuses(documents: Documents) -> dict[str, int]:
    return _counted((deal.status for deal in _deals(documents)), get_args(DealStatus))


def _currencies(documents: Documents) -> dict[str, int]:
    found = Counter(money.currency for document in documents for money in money_of(document.gold))
    return dict(found.most_common())


def _fields(documents: Documents) -> dict[str, int]:
    return {field: sum(_filled(deal, field) for deal in _deals(documents)) for field in DEAL_FIELDS}


TABLES: dict[str, Callable[[Documents], dict[str, int]]] = {
    "what": _articles,
    "kind of deal": _kinds,
    "status of deal": _statuses,
    "field of a deal, parties each": _fields,
    "currency of an amount, conversions left out": _currencies,
}


def _deals(documents: Documents) -> Iterable[GoldDeal]:
    return chain.from_iterable(document.gold.deals for document in documents)


def _filled(deal: GoldDeal, field: str) -> int:
    """How many values a deal has in a field: a target is one, however many names it goes by."""
    value = getattr(deal, field)
    if isinstance(value, tuple) and field != "target":
        return len(value)
    return int(value is not None)


def _counted(values: Iterable[str], order: Sequence[str]) -> dict[str, int]:
    found = Counter(values)
    return {value: found[value] for value in order}


def _table(heading: str, count: Callable[[Documents], dict[str, int]], parts: Sequence[Documents]) -> str:
    counts = [count(documents) for documents in parts]
    rows = list(dict.fromkeys(chain.from_iterable(counts)))
    lines = [(heading, *PARTS), ("---", *("--:" for _ in PARTS))]
    lines += [(row, *(f"{found.get(row, 0):,}" for found in counts)) for row in rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    main()
