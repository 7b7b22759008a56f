"""The command line as a stranger asks it: limits on what it may take, and what must be true of any answer."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checks import check_record, read_lines

GOOD = "Quillon agreed to buy Tarnbrook for $5 million.\n"
"""A text of which one deal is told."""
MEMORY, CPU, PATIENCE = 6 << 30, 240, 900
"""Bytes of address space, and seconds of CPU time and of any, that a run may take."""
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Answer:
    """What a run answered."""

    code: int
    out: bytes
    err: str
    records: list[Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "records", read_lines(self.out))

    @property
    def ids(self) -> list[str]:
        return [record["document"]["id"] for record in self.records]

    @property
    def faults(self) -> list[str]:
        """The complaints, one a line."""
        return [line for line in self.err.splitlines() if not line.startswith("extractor: documents: ")]


def command(*args: str | bytes) -> list[str | bytes]:
    return [sys.executable, "-m", "extractor.cli", "extract", *args]


def limit() -> None:
    """For the child: what it may take."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@dataclass(frozen=True)
class Asking:
    """Runs in a folder of its own."""

    folder: Path

    def write(self, name: str, content: str | bytes = GOOD) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        return name

    def start(self, *args: str | bytes, **options: Any) -> subprocess.Popen[bytes]:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(
            command(*args), cwd=self.folder, preexec_fn=options.pop("before", limit), **(pipes | options)
        )

    def __call__(self, *args: str | bytes, stdin: bytes | None = None, **options: Any) -> Answer:
        """The answer, whole; everything that must be true of any is checked."""
        options |= {} if stdin is None else {"stdin": subprocess.PIPE}
        with self.start(*args, **options) as process:
            out, err = process.communicate(stdin, PATIENCE)
        answer = Answer(process.returncode, out or b"", (err or b"").decode())
        check_answer(answer)
        return answer

    def left(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


def check_answer(answer: Answer) -> None:
    """Exit codes mean what they say; faults are one line each; no word of a program's inside, no control character."""
    assert answer.code in (0, 1, 2, 130, 141), (answer.code, answer.err[-2000:])
    assert "Traceback" not in answer.err
    assert "please report" not in answer.err, answer.err
    assert not CONTROL.search(answer.err), answer.err
    assert all(
        line.startswith(("extractor: ", "Usage:", "Try ", "Error:")) for line in answer.err.splitlines()
    ), answer.err
    assert bool(answer.faults) == (answer.code in (1, 2, 130)), (answer.code, answer.err)


def check_one_of_two(answer: Answer, texts: dict[str, str | None], names: Sequence[str]) -> None:
    """Each document is answered or refused, and not both; what is answered is grounded.

    ``texts``: by id, None where the text is not known beforehand. ``names``: what a complaint calls each.
    """
    answered = {record["document"]["id"]: record for record in answer.records}
    assert len(answered) == len(answer.records)
    for (id, text), name in zip(texts.items(), names, strict=True):
        refused = sum(line.startswith(f"extractor: {name}: ") for line in answer.faults)
        assert (id in answered) + refused == 1, (id, name, answer.err)
        if id in answered and text is not None:
            check_record(answered[id], text)
    assert answered.keys() <= texts.keys()


Make = Callable[[Asking], str]
