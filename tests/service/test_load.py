"""More clients than it can serve: each answer the right one or 429, and memory flat."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import ROOT


@pytest.mark.slow
def test_two_hundred_clients_for_a_minute() -> None:
    command = [sys.executable, "benchmarks/load.py", "--clients", "200", "--seconds", "60"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "records other than the command line's: 0" in done.stdout
