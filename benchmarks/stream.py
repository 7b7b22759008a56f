"""Mixed news, few texts of which tell a deal: how many deals are found, and a sample to check by hand.

    python benchmarks/stream.py [--sample N] [--seed S] [--data FILE.jsonl.gz]

There are no labels: precision is the share of the sample that is really a deal with the right parties, as a
person reads the evidence printed under each. The same seed draws the same deals of the same output.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from extractor import Deal, Extractor
from extractor.reading.article import Article
from material import figure, folded, read_records, share

DATA = ("stream", "news-dev.jsonl.gz")


def main() -> None:
    options = argparse.ArgumentParser(description="Deals found in mixed news, and a sample of them.")
    options.add_argument("--sample", type=int, default=0, metavar="N", help="print N deals drawn at random")
    options.add_argument("--seed", type=int, default=0, metavar="S")
    options.add_argument("--data", type=Path, help="another file of the same form")
    chosen = options.parse_args()
    records = list(read_records(*(chosen.data.resolve().parts if chosen.data else DATA)))
    articles = (Article(r["text"], id=r["id"], published=r.get("published")) for r in records)
    deals: list[tuple[str, Deal]] = []
    with_deal = 0
    for record, extraction in zip(records, Extractor().stream(articles), strict=True):
        with_deal += bool(extraction.deals)
        name = f"{record['id']} ({record['title']})"
        deals += [(f"deals[{number}] of {name}", deal) for number, deal in enumerate(extraction.deals)]
    print(f"documents              {len(records):6}")
    print(f"with a deal            {with_deal:6}  {figure(share(with_deal, len(records)))}")
    print(f"deals                  {len(deals):6}")
    sample = random.Random(chosen.seed).sample(deals, min(chosen.sample, len(deals)))
    for place, (where, deal) in enumerate(sample, start=1):
        print(f"\n{place}. {where}")
        print("\n".join(f"   {line}" for line in _told(deal)))


def _told(deal: Deal) -> list[str]:
    buyers = ", ".join(party.name for party in deal.acquirers) or "?"
    sellers = f" from {', '.join(party.name for party in deal.sellers)}" if deal.sellers else ""
    price = f" for {deal.price.span.text}" if deal.price else ""
    line = (
        f"{buyers} → {deal.target.name if deal.target else '?'}{sellers}{price} [{deal.kind}, {deal.status}]"
    )
    return [line, *(f"“{folded(span.text)}”" for span in deal.evidence)]


if __name__ == "__main__":
    main()
