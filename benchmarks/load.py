"""The service under more requests than it can take: latency, memory, and whether each answer is the right one.

    python benchmarks/load.py [--clients N] [--seconds N] [--workers N] [--queue N] [--write] [PATH ...]

Starts ``extractor serve`` on a free port and asks it for the records of the articles (those of ``corpus/dev``
if none are named) from N clients at once, each on a connection of its own; one that is told 429 comes back a
little later. Every record must be, byte for byte, the line that ``extractor extract`` writes. Prints what was
answered, the latency of what was read, and the memory of the service with its workers; exits with 1 where an
answer was wrong, a status other than 200 and 429 came, or memory grew by more than a twentieth.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, quantiles
from time import perf_counter
from urllib.parse import quote

from material import ROOT, write_block

PAGE = ROOT / "docs" / "service.md"
COMMAND = [sys.executable, "-m", "extractor.cli"]
WARM = 0.25
"""Of the time, before memory is looked at: queues, buffers and caches fill."""
MOST_GROWTH = 1.05
PAUSE = 1.0
"""Seconds that a client waits that was told to come later: as Retry-After says."""

PATIENCE = 120
"""Seconds that a request may take: a machine that is busy with other things is not the service's fault."""


@dataclass
class Result:
    """What happened."""

    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    """Of requests that were read."""
    wrong: list[str] = field(default_factory=list)
    """Articles whose record was another than the command line's."""
    memory: list[float] = field(default_factory=list)
    """MiB of the service and its workers, from second to second, when warm."""

    @property
    def growth(self) -> float:
        """The last third of the readings over the first."""
        third = max(1, len(self.memory) // 3)
        return mean(self.memory[-third:]) / mean(self.memory[:third])

    @property
    def is_right(self) -> bool:
        """No wrong answer, no error but 429, and memory flat."""
        return set(self.statuses) <= {"200", "429"} and not self.wrong and self.growth <= MOST_GROWTH


def main() -> None:
    options = argparse.ArgumentParser(description="The service under more requests than it can take.")
    options.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    options.add_argument("--clients", type=int, default=200, metavar="N")
    options.add_argument("--seconds", type=float, default=60, metavar="N")
    options.add_argument("--workers", type=int, default=2, metavar="N")
    options.add_argument("--queue", type=int, default=32, metavar="N")
    options.add_argument("--write", action="store_true", help="put what is printed into docs/service.md, too")
    chosen = options.parse_args()
    busy = os.getloadavg()[0]
    paths = chosen.paths or sorted((ROOT / "corpus" / "dev").glob("*.txt"))
    wanted = dict(zip(paths, _records_of(paths), strict=True))
    with _service(chosen.workers, chosen.queue) as (process, port):
        load = Load(port, process, wanted, chosen.seconds)
        asyncio.run(load.run(chosen.clients))
    told = list(_told(load.result, chosen.seconds, busy))
    print("\n".join(told))
    if chosen.write:
        write_block(PAGE, "load", ["```text", "$ python benchmarks/load.py", *told, "```"])
    sys.exit(0 if load.result.is_right else 1)


def _records_of(paths: list[Path]) -> list[str]:
    """As the command line writes them."""
    done = subprocess.run([*COMMAND, "extract", *map(str, paths)], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@contextmanager
def _service(workers: int, queue: int) -> Iterator[tuple[int, int]]:
    """Its process and port."""
    limits = ["--workers", str(workers), "--queue", str(queue), "--timeout", str(PATIENCE)]
    command = [*COMMAND, "serve", "--port", "0", *limits]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as service:
        assert service.stderr is not None
        ready = json.loads(service.stderr.readline())
        drain = subprocess.Popen(["cat"], stdin=service.stderr, stdout=subprocess.DEVNULL)
        try:
            yield service.pid, ready["address"][1]
        finally:
            service.terminate()
            drain.wait()


class Load:
    """Clients that ask until the time is over."""

    def __init__(self, port: int, process: int, wanted: dict[Path, str], seconds: float) -> None:
        self.result = Result()
        self._port, self._process, self._seconds = port, process, seconds
        self._articles = [(str(path), _request(path), line.encode()) for path, line in wanted.items()]
        self._end = 0.0

    async def run(self, clients: int) -> None:
        """All of them, and an eye on the memory."""
        self._end = perf_counter() + self._seconds
        await asyncio.gather(self._watch(), *(self._client(number) for number in range(clients)))

    async def _client(self, number: int) -> None:
        mine = self._articles[:]
        random.Random(number).shuffle(mine)
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        for name, request, line in itertools.cycle(mine):
            if perf_counter() > self._end:
                break
            start = perf_counter()
            try:
                writer.write(request)
                status, body = await _answer(reader)
            except (OSError, EOFError) as error:
                self.result.statuses[type(error).__name__] += 1
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
                continue
            self.result.statuses[status] += 1
            if status == "200":
                self.result.seconds.append(perf_counter() - start)
                if body != line:
                    self.result.wrong.append(name)
            else:
                await asyncio.sleep(PAUSE)
        writer.close()

    async def _watch(self) -> None:
        await asyncio.sleep(self._seconds * WARM)
        while perf_counter() < self._end:
            self.result.memory.append(_memory(self._process))
            await asyncio.sleep(1)


def _request(path: Path) -> bytes:
    data = path.read_bytes()
    head = (
        f"POST /extract?id={quote(path.stem)}&source={quote(str(path), safe='')} HTTP/1.1\r\n"
        f"host: localhost\r\ncontent-type: text/plain\r\ncontent-length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data


async def _answer(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    length = next(line.partition(":")[2] for line in lines if line.startswith("content-length:"))
    return lines[0].split(" ")[1], await reader.readexactly(int(length))


def _memory(process: int) -> float:
    """Resident MiB of a process and those below it."""
    listed = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process), "--ppid", str(process)], capture_output=True
    )
    return sum(map(int, listed.stdout.split())) / 1024


def _told(result: Result, seconds: float, busy: float) -> Iterator[str]:
    cuts = quantiles(result.seconds, n=100) if len(result.seconds) > 1 else [float("nan")] * 99
    answered = ", ".join(f"{count} × {status}" for status, count in sorted(result.statuses.items()))
    yield f"answered: {answered}; {result.statuses['200'] / seconds:.1f} articles read a second"
    yield f"latency of those read: p50 {cuts[49]:.2f} s, p90 {cuts[89]:.2f} s, p99 {cuts[98]:.2f} s"
    yield f"memory: {result.memory[0]:.0f} MiB when warm, {result.memory[-1]:.0f} at the end, growth {result.growth:.3f}"
    yield f"records other than the command line's: {len(result.wrong)}"
    yield f"load of the machine when it began: {busy:.1f}, {os.cpu_count()} cores"


if __name__ == "__main__":
    main()
