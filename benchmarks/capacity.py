"""What a worker does in a day and needs, and what so many documents a day need: the tables of docs/scaling.md.

    python benchmarks/capacity.py [--texts N] [--data FILE.jsonl.gz]

Measured: CPU time, bytes read and written, and the peak memory of this one process, over the first N texts of mixed
news, after 32 that do not count. All else is arithmetic, for cores as fast as this one that do nothing else.
"""

from __future__ import annotations

import argparse
import resource
from itertools import islice
from math import ceil
from pathlib import Path
from time import process_time

from extractor.batch.chunks import chunks_of
from extractor.batch.work import Done, Work
from extractor.reading.item import Item
from material import read_records

DATA = ("stream", "news-dev.jsonl.gz")
DAY = 86_400  # seconds
DAILY = (1_000_000, 10_000_000, 100_000_000)
UNCOUNTED = 32
MEMORY_UNIT = 1 << 20
UTILIZATION = 0.7
"""Share of a day that a core is planned to be busy: news comes in waves, and machines fail."""


def main() -> None:
    options = argparse.ArgumentParser(description="Documents a day a core, and what 1 to 100 million need.")
    options.add_argument("--texts", type=int, default=1000, metavar="N")
    options.add_argument("--data", type=Path, help="another file of the same form")
    chosen = options.parse_args()
    rows = read_records(*(chosen.data.resolve().parts if chosen.data else DATA))
    items = [
        Item(str(number), str(number), row["text"])
        for number, row in enumerate(islice(rows, UNCOUNTED + chosen.texts))
    ]
    work = Work()
    list(work(items[:UNCOUNTED]))
    counted = items[UNCOUNTED:]
    begun = process_time()
    done = [outcome for chunk in chunks_of(counted) for outcome in work(chunk) if isinstance(outcome, Done)]
    seconds = (process_time() - begun) / len(counted)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEMORY_UNIT
    read = sum(len(item.data.encode()) for item in counted if isinstance(item.data, str)) / len(counted)
    written = sum(len(outcome.line.encode()) for outcome in done) / len(counted)
    a_day = DAY / seconds

    print(
        f"{len(counted):,} texts of {sum(one.words for one in done) / len(counted):,.0f} words, one process\n"
    )
    print("| a core | |\n|---|---|")
    print(f"| CPU time a document | {1000 * seconds:.0f} ms |")
    print(f"| documents a day, never idle | {round(a_day, -3):,.0f} |")
    print(f"| the same at {UTILIZATION:.0%} | {round(UTILIZATION * a_day, -3):,.0f} |")
    print(f"| memory of a worker, peak | {memory:.0f} MiB |")
    print(f"| text of a document, its record | {read / 1000:.1f} kB, {written / 1000:.1f} kB |\n")
    print(
        f"| documents a day | documents/s | cores at {UTILIZATION:.0%} | memory of the workers | text | records |"
    )
    print("|---|---|---|---|---|---|")
    for daily in DAILY:
        cores = ceil(daily / (UTILIZATION * a_day))
        print(
            f"| {daily // 10**6} million | {daily / DAY:,.0f} | {cores:,} | {cores * memory / 1024:,.0f} GiB"
            f" | {daily * read / 1e9:,.0f} GB | {daily * written / 1e9:,.0f} GB |"
        )


if __name__ == "__main__":
    main()
