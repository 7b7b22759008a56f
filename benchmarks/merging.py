"""One deal, many wires: which documents are merged, and which are called copies, against a key made by hand.

    python benchmarks/merging.py [--errors] [--write]

The key, ``merging-key.json``, names documents by set and the first digits of their text's sha256, and in each
deal the offsets of a buyer's and a target's name: it holds no text. It was made by reading every document of
the sets that names both parties near each other. Counted are pairs of tellings: a pair is right where the key
has both in one deal. Copies are looked for in all documents of the sets; each pair that is called a copy and
does not stand in the key counts as wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from extractor import Deal, Extraction, Extractor
from extractor.merging import merge
from extractor.merging.duplicates import Duplicates, signature
from extractor.reading.article import Article
from extractor.schema import Party
from material import ROOT, SHARED, figure, read_records, row, share, write_block
from weak import published

KEY = Path(__file__).with_name("merging-key.json")
PAGE = ROOT / "docs" / "merging.md"
Pair = frozenset[Hashable]


@dataclass(frozen=True)
class Entry:
    """A telling of the key, and the deal of the key that it tells."""

    document: str
    buyer: int
    target: int
    stake: bool
    deal: int


def articles() -> Iterator[Article]:
    """Every document of the sets, under the key's name for it; the sets in a fixed order."""
    for record in read_records("weak", "deals-2018.jsonl.gz"):
        yield _named("weak", record["text"], published(record.get("date")))
    for path in sorted((SHARED / "dev" / "read").glob("*.txt")):
        gold = json.loads(path.with_name(f"{path.stem}.gold.json").read_text(encoding="utf-8"))
        yield _named("read", path.read_bytes().decode(), gold.get("published"))
    folder = SHARED / "unlabelled"
    for entry in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        text = (folder / f"{entry['id']}.txt").read_bytes().decode()
        yield _named("unlabelled", text, entry["published"])
    for record in read_records("stream", "news-dev.jsonl.gz"):
        yield _named("stream", record["text"], record["published"])
    for record in read_records("peer", "newswire-dev.jsonl.gz"):
        yield _named("peer", record["text"], None)


def copies(documents: Iterable[Article]) -> Iterator[list[str]]:
    """The documents that are one text, as marked."""
    seen = Duplicates()
    families: dict[str, list[str]] = {}
    for article in documents:
        name = article.id or ""
        families.setdefault(seen.first_like(name, signature(article.text)) or name, []).append(name)
    yield from families.values()


def told(entry: Entry, record: Extraction) -> int | None:
    """Which deal of the record the entry means; None where it was not extracted."""
    for number, deal in enumerate(record.deals):
        if (deal.kind == "stake") == entry.stake and _is_of(deal, entry):
            return number
    return next((number for number, deal in enumerate(record.deals) if _is_of(deal, entry)), None)


def pairs(groups: Iterable[Iterable[Hashable]]) -> set[Pair]:
    """Every two that stand together."""
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def score(name: str, found: set[Pair], wanted: set[Pair]) -> str:
    """A row of the table."""
    right = len(found & wanted)
    precision, recall = share(right, len(found)), share(right, len(wanted))
    f1 = share(2 * right, len(found) + len(wanted))
    counts = right, len(found) - right, len(wanted) - right
    return row(name, *map(figure, (precision, recall, f1)), *counts)


def main() -> None:
    options = argparse.ArgumentParser(
        description="Merged deals and marked copies against a key made by hand."
    )
    options.add_argument("--errors", action="store_true", help="name every pair that isn't right")
    options.add_argument("--write", action="store_true", help="put the table into docs/merging.md, too")
    chosen = options.parse_args()
    key = json.loads(KEY.read_text(encoding="utf-8"))
    entries = [
        Entry(t["document"], t["buyer"], t["target"], t.get("stake", False), number)
        for number, tellings in enumerate(key["deals"])
        for t in tellings
    ]
    documents = list(articles())
    keyed = {entry.document for entry in entries}
    extractor = Extractor(with_text=True)
    records = {r.document.id: r for r in extractor.stream(a for a in documents if a.id in keyed)}
    places = {entry: (entry.document, told(entry, records[entry.document])) for entry in entries}
    stories = {(s.id, s.deal): n for n, deal in enumerate(merge(records.values())) for s in deal.sources}
    extracted = [entry for entry in entries if places[entry] in stories]

    found = pairs(_by(extracted, lambda entry: stories[places[entry]]))
    wanted, every = pairs(_by(extracted, lambda e: e.deal)), pairs(_by(entries, lambda e: e.deal))
    marked, copied = pairs(copies(documents)), pairs(key["copies"])
    alike = pairs(key["look_alikes"])
    table = [
        f"{len(entries)} tellings of {len(key['deals'])} deals, {len(extracted)} of them extracted; {len(documents):,} documents.\n",
        row("pairs of", "precision", "recall", "F1", "right", "wrong", "missed"),
        "|---|---|---|---|---|---|---|",
        score("tellings of one deal, where both were extracted", found, wanted),
        score("the same, of all tellings in the key", found, every),
        score("copies, among all documents", marked, copied),
    ]
    print("\n".join(table))
    print(f"\nlook-alikes told apart: {len(alike - marked)} of {len(alike)}")
    if chosen.write:
        write_block(PAGE, "merging", table)
    if chosen.errors:
        for title, wrong in (
            ("merged, but two", found - wanted),
            ("one, but not merged", wanted - found),
            ("called copies, but none", marked - copied),
            ("copies, but not called so", copied - marked),
        ):
            print(f"\n{title}")
            print("\n".join(sorted(f"  {' ≠ '.join(sorted(map(str, pair)))}" for pair in wrong)))


def _named(source: str, text: str, day: str | None) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(text, id=f"{source}/{digest[:12]}", published=day)


def _is_of(deal: Deal, entry: Entry) -> bool:
    sides = [*deal.acquirers], [deal.target] if deal.target else []
    straight = _any(sides[0], entry.buyer) and _any(sides[1], entry.target)
    return straight or (
        deal.kind == "merger" and _any(sides[1], entry.buyer) and _any(sides[0], entry.target)
    )


def _any(parties: Iterable[Party], offset: int) -> bool:
    return any(span.start <= offset < span.end for party in parties for span in party.mentions)


def _by(entries: Iterable[Entry], group: Any) -> Iterable[list[Entry]]:
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(group(entry), []).append(entry)
    return groups.values()


if __name__ == "__main__":
    main()
