"""What triage skips, and whether it loses anything: records with it against records without.

    python benchmarks/triage.py [--limit N]

Equal means the same deals, financings and valuations, byte for byte; quotes are counted one by one (span and
speaker's name). Both read the same texts with the same model. Exits with 1 where a labelled set differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from extractor import Article, Extraction, Extractor, Quote
from extractor.language import load_model
from extractor.parsing import open_page
from material import ROOT, SHARED, figure, read_records, share
from weak import published

MIXED = "stream"


def main() -> None:
    options = argparse.ArgumentParser(description="Records with triage against records without.")
    options.add_argument("--limit", type=int, metavar="N", help="at most N texts of each set")
    chosen = options.parse_args()
    nlp = load_model()
    thrifty, whole = Extractor(nlp), Extractor(nlp, triage=False)
    lost = False
    print(
        f"{'set':10}{'texts':>7}{'records differ':>16}{'quotes':>9}{'the same':>10}{'words parsed at first':>23}"
    )
    for name, articles in _sets(chosen.limit):
        pairs = list(zip(thrifty.stream(articles), whole.stream(articles), strict=True))
        differing = [a.document.id for a, b in pairs if _records(a) != _records(b)]
        quotes = sum(len(b.quotes) for _, b in pairs)
        same = sum(len(_quotes(a) & _quotes(b)) for a, b in pairs)
        print(
            f"{name:10}{len(pairs):7}{len(differing):16}{quotes:9}{figure(share(same, quotes)):>10}{figure(_parsed(articles)):>23}"
        )
        if differing:
            print(f"  {', '.join(differing)}")
            lost |= name != MIXED
    sys.exit(lost)


def _records(extraction: Extraction) -> tuple[object, ...]:
    return extraction.deals, extraction.financings, extraction.valuations


def _quotes(extraction: Extraction) -> set[tuple[int, str | None]]:
    def key(quote: Quote) -> tuple[int, str | None]:
        return quote.span.start, quote.speaker.name if quote.speaker else None

    return set(map(key, extraction.quotes))


def _parsed(articles: list[Article]) -> float | None:
    """The share of words that is parsed before anything is known, when only quotes of deals are asked for."""
    pages = [open_page(article, triage=True, quotes="deals") for article in articles]
    wanted = sum(len(page.block(n).split()) for page in pages for n in page.wanted)
    return share(wanted, sum(len(page.text.split()) for page in pages))


def _sets(limit: int | None) -> Iterator[tuple[str, list[Article]]]:
    for name, folder in (("corpus", ROOT / "corpus"), ("dev", SHARED / "dev")):
        files = sorted(folder.glob("*/*.txt"))[:limit]
        yield name, [Article(path.read_text(encoding="utf-8-sig"), id=path.stem) for path in files]
    for name, parts in (
        ("weak", ("weak", "deals-2018.jsonl.gz")),
        ("newswire", ("peer", "newswire-dev.jsonl.gz")),
        (MIXED, ("stream", "news-dev.jsonl.gz")),
    ):
        records = list(read_records(*parts))[:limit]
        yield (
            name,
            [
                Article(r["text"], id=r["id"], published=r.get("published") or published(r.get("date")))
                for r in records
            ],
        )


if __name__ == "__main__":
    main()
