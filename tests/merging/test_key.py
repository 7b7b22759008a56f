"""The benchmark's own figures: what merging finds of the key made by hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT


@pytest.mark.shared
@pytest.mark.slow
def test_the_key(shared: Callable[..., Path]) -> None:
    shared("weak", "deals-2018.jsonl.gz")
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "merging.py"],
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    figures = {
        name: (float(precision), float(recall))
        for name, precision, recall in re.findall(r"^\| (.+?) \| ([\d.]+) \| ([\d.]+) \|", done.stdout, re.M)
    }
    for name, least in {
        "tellings of one deal, where both were extracted": (0.98, 0.85),
        "copies, among all documents": (0.9, 0.95),
    }.items():
        precision, recall = figures[name]
        assert (precision >= least[0], recall >= least[1]) == (True, True), figures
