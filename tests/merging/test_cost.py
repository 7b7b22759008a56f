"""What merging costs grows with the deals: measured as CPU time, one run against another in the same process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from wires import told

from extractor.merging import merge
from extractor.schema import Extraction
from timing import cpu_seconds

SHAPES = {
    "each its own": lambda number: f"Kestrel {number} -> Dunlin {number}; announced",
    "one that everybody tells": lambda number: "Kestrel Mining (Kestrel) -> Dunlin; announced; $40 million",
    "one buyer": lambda number: f"Kestrel Mining (Kestrel) -> Dunlin {number}; announced; $40 million",
    "one target": lambda number: f"Kestrel {number} -> Dunlin; announced; $40 million",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_cost_is_not_quadratic(shape: str) -> None:
    def records(count: int) -> Iterator[Extraction]:
        for number in range(count):
            yield told(f"{number}", f"2024-03-{number % 28 + 1:02}: {SHAPES[shape](number)}")

    def cost(count: int) -> float:
        kept = list(records(count))
        return cpu_seconds(lambda: list(merge(kept)), best_of=2)

    few, many = map(cost, (500, 4000))
    assert many / few < 24  # 8 were linear, 64 quadratic; larger heaps are slower to walk
