"""What all tests share: the command line as a user runs it, and the texts that are not ours to publish."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = os.environ.get("EXTRACTOR_SHARED")
SURROUNDINGS = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
"""The environment without the size of a terminal, which the tests' own runner puts there."""


def pytest_configure(config: pytest.Config) -> None:
    """``make test`` leaves the slow ones out, ``make test-all`` runs them."""
    config.addinivalue_line("markers", "slow: takes longer than make test may")


def shared_path(*parts: str) -> Path:
    """A path below EXTRACTOR_SHARED: absent there it fails the test, without the variable it skips it."""
    wanted = "/".join(parts)
    if not SHARED:
        pytest.skip(
            f"needs the shared texts: set EXTRACTOR_SHARED to the folder that holds {wanted or 'them'}"
        )
    path = Path(SHARED, *parts).resolve()
    if not path.exists():
        pytest.fail(f"EXTRACTOR_SHARED is set, but {path} is not there")
    return path


@pytest.fixture
def shared() -> Callable[..., Path]:
    """``shared("dev", "read")``: that folder of the shared texts, or a skip, or a failure."""
    return shared_path


@dataclass(frozen=True)
class Run:
    """What a command line answered."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()


RunExtractor = Callable[..., Run]


@pytest.fixture
def run(tmp_path: Path) -> RunExtractor:
    """``run("extract", "a.txt", stdin=b"…")``: the command in a folder of its own."""

    def run_extractor(*args: str | bytes, stdin: bytes = b"", **env: str) -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "extractor.cli", *args],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=SURROUNDINGS | env,
            timeout=120,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run_extractor
