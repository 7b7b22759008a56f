"""The soak, short and seeded: make soak runs it long."""

from __future__ import annotations

from pathlib import Path

import pytest
from soak import soak


@pytest.mark.parametrize(("documents", "seed"), [(250, 4), pytest.param(3_000, 5, marks=pytest.mark.slow)])
def test_counts_add_up_whatever_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents: int, seed: int
) -> None:
    monkeypatch.delenv("EXTRACTOR_SHARED", raising=False)
    soaked = soak(tmp_path, documents, seed)
    assert soaked.told == soaked.expected
    assert soaked.told.total() == documents
    assert soaked.expected["reading"] > 0
    assert soaked.workers_killed + soaked.parents_killed > 0
    assert soaked.left == ["errors", "out"]
