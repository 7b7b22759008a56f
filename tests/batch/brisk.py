"""A real, quick pipeline whose documents can do harm, and a command line that uses it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

MODEL = "brisk_pipeline"
_CODE = '''
"""Stands in for a trained pipeline: as quick as a blank one, and undone by certain words."""
import os, signal, spacy
from spacy.language import Language

@Language.component("brisk_tagger")
def tag(doc):
    if "Killjoy" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "Quitter" in doc.text:
        os._exit(7)
    if "Hangman" in doc.text:
        signal.pause()
    if "Raiser" in doc.text:
        raise ValueError("raised")
    return doc

@Language.component("brisk_parser")
def parse(doc):
    for token in doc[:-1]:
        token.nbor().is_sent_start = token.text in ".\\n"
    for token in doc:
        token.dep_ = "dep"
    return doc

@Language.component("brisk_ner")
def recognise(doc):
    return doc

def load(**options):
    nlp = spacy.blank("en")
    for name in ("tagger", "parser", "ner"):
        nlp.add_pipe("brisk_" + name, name=name)
    return nlp
'''


def _heed_interrupts() -> None:
    """A shell's background jobs ignore Ctrl-C, and so would all that tests start there."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Brisk:
    """Runs the command line on the quick pipeline, in a folder of its own."""

    folder: Path
    env: dict[str, str]

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-m", "extractor.cli", "extract", "--model", MODEL, *args]

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*args), cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )

    def start(self, *args: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*args),
            cwd=self.folder,
            env=self.env,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_heed_interrupts,
        )

    def write(self, **texts: str) -> None:
        (self.folder / "in").mkdir(exist_ok=True)
        for name, text in texts.items():
            (self.folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    @property
    def left(self) -> list[str]:
        """What lies beside the folder of articles."""
        return sorted(path.name for path in self.folder.iterdir() if path.name not in ("in", "lib"))


def make(folder: Path) -> Path:
    """Install the pipeline in ``folder``: the path from which it can be imported."""
    (folder / MODEL).mkdir(parents=True)
    (folder / MODEL / "__init__.py").write_text(_CODE)
    (folder / f"{MODEL}-1.0.dist-info").mkdir()
    (folder / f"{MODEL}-1.0.dist-info" / "METADATA").write_text(f"Name: {MODEL}\nVersion: 1.0\n")
    return folder


def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Brisk:
    """A fixture: the pipeline installed for one test, in this process and those that it starts."""
    library = make(tmp_path / "lib")
    monkeypatch.syspath_prepend(library)
    paths = os.pathsep.join([str(library), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return Brisk(tmp_path, os.environ | {"PYTHONPATH": paths})


def news(number: int) -> str:
    """An article of our own, unlike that of any other number."""
    return (
        f"Acorn {number} Inc agreed to buy Bramble {number} Ltd for ${number + 1} million.\n\n"
        f"“We looked at {number} other firms,” said Jane Doe, who runs Acorn {number}.\n"
    )


def children(pid: int) -> Iterator[int]:
    """The processes that ``pid`` has started and that are alive."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has just ended
            yield from map(int, (task / "children").read_text().split())


def has_grown_to(process: subprocess.Popen[str], partial: Path, size: float) -> bool:
    """Wait until ``partial`` has grown to ``size`` bytes; False where the run ends before."""
    while process.poll() is None:
        if partial.exists() and partial.stat().st_size >= size:
            return True
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.01)
    return False


def wait_for_end(pid: int) -> bool:
    """Whether process ``pid``, which is not ours to wait for, ends within a minute."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], 60)[0])
    finally:
        os.close(descriptor)


def dask_workers(pid: int) -> list[int]:
    """The processes of the cluster that the command ``pid`` has started; they may give themselves other names."""
    return [
        child
        for child in children(pid)
        if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes()
    ]
