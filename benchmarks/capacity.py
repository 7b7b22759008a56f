"""What a worker does in a day and needs, and what so many documents a day need: the tables of docs/scaling.md.

    python benchmarks/capacity.py [--texts N] [--data FILE.jsonl.gz] [--write]

Measured: CPU time, bytes read and written, and the peak memory of this one process, over the first N texts of mixed
news, after 32 that do not count. All else is arithmetic, for cores as fast as this one that do nothing else.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil
from pathlib import Path
from time import process_time

from extractor.batch.chunks import chunks_of
from extractor.batch.work import Done, Work
from extractor.reading.item import Item
from material import ROOT, read_records, row, write_block

DATA = ("stream", "news-dev.jsonl.gz")
PAGE = ROOT / "docs" / "scaling.md"
DAY = 86_400  # seconds
DAILY = (1_000_000, 10_000_000, 100_000_000)
BUSY = 0.7
"""Share of a day that a core is planned to work: news comes in waves, and machines fail."""
UNCOUNTED = 32


def main() -> None:
    options = argparse.ArgumentParser(description="Documents a day a core, and what 1 to 100 million need.")
    options.add_argument("--texts", type=int, default=1000, metavar="N")
    options.add_argument("--data", type=Path, help="another file of the same form")
    options.add_argument("--write", action="store_true", help="put the tables into docs/scaling.md, too")
    chosen = options.parse_args()
    rows = read_records(*(chosen.data.resolve().parts if chosen.data else DATA))
    items = [
        Item(str(number), str(number), row["text"])
        for number, row in enumerate(islice(rows, UNCOUNTED + chosen.texts))
    ]
    ways = [_measure(work, items) for work in (Work(), Work(quotes="deals"))]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # MiB; Linux counts in KiB
    read = sum(len(str(item.data).encode()) for item in items) / len(items)

    tables = list(_tables(ways, read, memory, len(items) - UNCOUNTED))
    print("\n".join(tables))
    if chosen.write:
        write_block(PAGE, "capacity", tables)


def _tables(ways: Sequence[tuple[float, float]], read: float, memory: float, texts: int) -> Iterator[str]:
    """What was measured, and what follows: seconds and bytes of a document each way, its bytes, MiB of a process."""
    yield f"{texts:,} texts of {read / 1000:.1f} kB on average, one process, peak memory {memory:.0f} MiB:\n"
    yield row("of one core", "all quotes", "`--quotes deals`")
    yield "|---|---|---|"
    yield row("CPU time a document", *(f"{1000 * seconds:.0f} ms" for seconds, _ in ways))
    yield row("documents a day, always at work", *(_rounded(DAY / seconds) for seconds, _ in ways))
    yield row(
        f"documents a day, {BUSY:.0%} at work", *(_rounded(BUSY * DAY / seconds) for seconds, _ in ways)
    )
    yield row("a record", *(f"{size / 1000:.1f} kB" for _, size in ways))
    yield ""
    yield row("documents a day", "a second", "cores", "memory", "text a day", "records a day")
    yield "|---|---|---|---|---|---|"
    for daily in DAILY:
        cores = [ceil(daily * seconds / (BUSY * DAY)) for seconds, _ in ways]
        yield row(
            f"{daily // 10**6} million",
            f"{daily / DAY:,.0f}",
            " / ".join(f"{count:,}" for count in cores),
            " / ".join(f"{ceil(count * memory / 1024):,}" for count in cores) + " GiB",
            f"{daily * read / 1e9:,.0f} GB",
            " / ".join(f"{daily * size / 1e9:,.0f}" for _, size in ways) + " GB",
        )


def _measure(work: Work, items: Sequence[Item]) -> tuple[float, float]:
    """Seconds of CPU time, and bytes of its record, a document."""
    list(work(items[:UNCOUNTED]))
    counted = items[UNCOUNTED:]
    begun = process_time()
    outcomes = [outcome for chunk in chunks_of(counted) for outcome in work(chunk)]
    seconds = process_time() - begun
    written = sum(len(outcome.line.encode()) for outcome in outcomes if isinstance(outcome, Done))
    return seconds / len(counted), written / len(counted)


def _rounded(count: float) -> str:
    return f"{round(count, -3):,.0f}"


if __name__ == "__main__":
    main()
