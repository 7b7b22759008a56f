"""Deal stories with acquirer and target only: how often the main deal has both right.

    python benchmarks/weak.py [--errors] [--data FILE.jsonl.gz]

The labels are noisy (about one in eight is doubtful), so names agree leniently: by the contract, or where
all the words of the one stand in the other ("Kestrel" and "Kestrel Mining Corp"). One acquirer of ours that
agrees is enough; in a merger the two sides are unordered. Only the first deal of a record answers.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from extractor import Deal, Extraction, Extractor
from extractor.evaluation.names import name_key
from extractor.reading.article import Article
from material import figure, read_records, share

DATA = ("weak", "deals-2018.jsonl.gz")
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


def agree(ours: str, label: str) -> bool:
    """The same name, or one that holds all the other's words."""
    mine, theirs = (frozenset(name_key(name).split()) for name in (ours, label))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def judge(deal: Deal, acquirer: str, target: str) -> tuple[bool, bool]:
    """Whether the deal's acquirer and its target are the label's; a merger is read either way round."""
    buyers = [party.name for party in deal.acquirers]
    bought = [deal.target.name] if deal.target else []
    straight = _any(buyers, acquirer), _any(bought, target)
    if deal.kind != "merger":
        return straight
    return max(straight, (_any(bought, acquirer), _any(buyers, target)), key=sum)


def extract_all(records: list[dict[str, Any]], extractor: Extractor) -> Iterator[Extraction]:
    """What the extractor makes of each story, its date given."""
    return extractor.stream(
        Article(record["text"], id=record["id"], published=published(record.get("date")))
        for record in records
    )


def published(written: str | None) -> str | None:
    """``March 8th, 2018`` as an ISO date; None for anything else."""
    try:
        return datetime.strptime(ORDINAL.sub("", written or ""), "%B %d, %Y").date().isoformat()
    except ValueError:
        return None


def main() -> None:
    options = argparse.ArgumentParser(description="Acquirer and target of the main deal, on weak labels.")
    options.add_argument("--errors", action="store_true", help="print every story that isn't right")
    options.add_argument("--data", type=Path, help="another file of the same form")
    chosen = options.parse_args()
    records = list(read_records(*(chosen.data.resolve().parts if chosen.data else DATA)))
    found = acquirers = targets = both = 0
    errors: list[str] = []
    for record, extraction in zip(records, extract_all(records, Extractor()), strict=True):
        deal = extraction.deals[0] if extraction.deals else None
        right = judge(deal, record["acquirer"], record["target"]) if deal else (False, False)
        found += deal is not None
        acquirers, targets, both = acquirers + right[0], targets + right[1], both + all(right)
        if not all(right):
            errors.append(
                f"{record['id']}: {_shown(deal)}  ≠  {record['acquirer']} → {record['target']}"
                f"\n    {record['title']}"
            )
    for name, count in (
        ("a deal found", found),
        ("acquirer right", acquirers),
        ("target right", targets),
        ("both right", both),
    ):
        print(f"{name:16}{count:5} of {len(records)}  {figure(share(count, len(records)))}")
    if found:
        print(f"both right, of the stories with a deal: {figure(both / found)}")
    if chosen.errors:
        print(f"\n{len(errors)} errors (given ≠ label)")
        print("\n".join(errors))


def _any(names: list[str], label: str) -> bool:
    return any(agree(name, label) for name in names)


def _shown(deal: Deal | None) -> str:
    if deal is None:
        return "no deal"
    buyers = ", ".join(party.name for party in deal.acquirers) or "?"
    return f"{buyers} → {deal.target.name if deal.target else '?'} [{deal.kind}, {deal.status}]"


if __name__ == "__main__":
    main()
