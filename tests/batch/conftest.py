"""The quick pipeline, installed for one test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from brisk import Brisk, make


@pytest.fixture
def brisk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Brisk:
    library = make(tmp_path / "lib")
    monkeypatch.syspath_prepend(library)
    paths = os.pathsep.join([str(library), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return Brisk(tmp_path, os.environ | {"PYTHONPATH": paths})
