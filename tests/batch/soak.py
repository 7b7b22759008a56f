"""A long run in which all goes wrong at random: python tests/batch/soak.py DOCUMENTS [SEED].

Small texts of our own, and those of the stream where EXTRACTOR_SHARED has it; files that are none, documents that
raise, hang or kill their worker; workers and, in the first quarter, the parent killed. Read by the quick pipeline, as
it is the batch that is on trial. Ends with 1 where the counts do not add up or the memory grows.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from subprocess import Popen, TimeoutExpired

from brisk import Brisk, children, make, news

FAULTS = {
    "empty": ("reading", 0.002),
    "binary": ("reading", 0.002),
    "a link to nothing": ("reading", 0.001),
    "Raiser": ("extracting", 0.002),
    "Killjoy": ("worker", 0.0005),
    "Quitter": ("worker", 0.0005),
    "Hangman": ("worker", 0.0003),
}
"""What is wrong with a document: the stage that its failure names, and how often."""
SLOW = 0.003
PARENTS_KILLED = 3
MOST_GROWTH = 1.15
"""Of the memory of the last quarter over that of the second: what the journal holds of each document is some bytes."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Soaked:
    """What a run came to."""

    expected: Counter[str]
    """Documents by the stage at which they fail; ``""`` those that do not."""
    told: Counter[str] = field(default_factory=Counter)
    """The same, as the files of the run tell it."""
    workers_killed: int = 0
    parents_killed: int = 0
    memory: list[tuple[int, int]] = field(default_factory=list)
    """Bytes written, and bytes in the memory of all processes."""
    left: list[str] = field(default_factory=list)
    """Files beside the output."""

    def peak(self, quarter: int) -> int:
        """The most memory while that quarter of the output was written, in bytes."""
        whole = self.memory[-1][0]
        return max(
            (used for done, used in self.memory if quarter - 1 <= 4 * done / whole <= quarter), default=0
        )


def soak(folder: Path, documents: int, seed: int) -> Soaked:
    """Make the documents, run, kill, resume, and count."""
    chance = random.Random(seed)
    soaked = Soaked(Counter())
    for number, text in enumerate(islice(_texts(chance), documents)):
        path = folder / "in" / f"{number // 1000:03}" / f"n{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        fault = _fault(chance)
        soaked.expected[FAULTS[fault][0] if fault else ""] += 1
        if fault == "a link to nothing":
            path.symlink_to("nowhere")
            continue
        text = {"empty": "", "binary": "\0\1"}.get(
            fault, f"{text}\n\n{fault} Inc bought Bramble." if fault else text
        )
        path.write_text(text, encoding="utf-8")
    library = make(folder / "lib")
    paths = os.pathsep.join([str(library), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    brisk = Brisk(folder, os.environ | {"PYTHONPATH": paths})
    _run(brisk, soaked, chance, documents)
    out = [json.loads(line)["document"]["id"] for line in brisk.read("out").splitlines()]
    errors = [json.loads(line) for line in brisk.read("errors").splitlines()]
    told = out + [error["path"].removeprefix("in/").removesuffix(".txt") for error in errors]
    assert len({*told}) == len(told), "a document is told twice"
    soaked.told = Counter({"": len(out)}) + Counter(error["stage"] for error in errors)
    soaked.left = brisk.left
    return soaked


def _run(brisk: Brisk, soaked: Soaked, chance: random.Random, documents: int) -> None:
    """Run to the end, through all the kills: a worker each 2,000 documents or so, the parent in the first quarter."""
    command = ("in", "-o", "out", "--errors", "errors", "--jobs", "2", "--resume", "--timeout", "20")
    partial = brisk.folder / "out.partial"
    each = 1_500 * documents  # bytes of output, or so
    workers = sorted(chance.uniform(0, 0.9) * each for _ in range(max(2, documents // 2_000)))
    parents = sorted(chance.uniform(0.02, 0.2) * each for _ in range(min(PARENTS_KILLED, documents // 200)))
    process = brisk.start(*command)
    while _goes_on(process):
        with suppress(FileNotFoundError):
            done = partial.stat().st_size
            soaked.memory.append((done, sum(map(_memory, [process.pid, *children(process.pid)]))))
            if workers and done > workers[0] and (alive := list(children(process.pid))):
                workers.pop(0)
                with suppress(ProcessLookupError):
                    os.kill(chance.choice(alive), signal.SIGKILL)
                soaked.workers_killed += 1
            if parents and done > parents[0]:
                parents.pop(0)
                process.kill()
                process.communicate()
                soaked.parents_killed += 1
                soaked.memory.clear()
                process = brisk.start(*command)
    _, err = process.communicate()
    assert process.returncode == 1, err[-2000:]
    assert "Traceback" not in err, err[-2000:]


def _goes_on(process: Popen[str]) -> bool:
    """Whether the run has not ended; looks again after a little while."""
    with suppress(TimeoutExpired):
        process.wait(0.05)
    return process.returncode is None


def _memory(pid: int) -> int:
    with suppress(FileNotFoundError, ProcessLookupError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    return 0


def _fault(chance: random.Random) -> str:
    at = chance.random()
    for fault, (_, share) in FAULTS.items():
        if at < share:
            return fault
        at -= share
    return ""


def _texts(chance: random.Random) -> Iterator[str]:
    """Ours, every other one from the stream where there is one; a few very long."""
    stream = cycle(_stream())
    for number in range(10**9):
        theirs = next(stream, None) if number % 2 else None
        yield (theirs or news(number)) * (30 if chance.random() < SLOW else 1)


def _stream() -> Iterator[str]:
    shared = os.environ.get("EXTRACTOR_SHARED")
    for path in sorted(Path(shared, "stream").glob("*.jsonl.gz")) if shared else ():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, 5_000):
                text = json.loads(line).get("text") or ""
                if text.strip():
                    yield text[:3_000]


def main(documents: int, seed: int = 1) -> int:
    """Soak, and tell the figures."""
    with tempfile.TemporaryDirectory() as folder:
        soaked = soak(Path(folder), documents, seed)
    second, last = soaked.peak(2), soaked.peak(4)
    print(
        f"{documents:,} documents; told by stage of failure: {dict(soaked.told)}, expected: {dict(soaked.expected)}"
    )
    print(f"killed: {soaked.workers_killed} workers, {soaked.parents_killed} parents; left: {soaked.left}")
    print(f"peak memory: {second / 1e6:.0f} MB in the second quarter, {last / 1e6:.0f} MB in the last")
    return int(soaked.told != soaked.expected or last > MOST_GROWTH * second)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
