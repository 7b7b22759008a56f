"""What the fuzzer has kept: the least inputs that reach all that it has reached, and those that showed a fault."""

from __future__ import annotations

import pytest
from kept import read_kept
from targets import TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_what_the_fuzzer_kept(target: str) -> None:
    inputs = read_kept(target)
    assert len(inputs) > 50
    for data in inputs:
        TARGETS[target](data)
