"""How much CPU time work takes, for comparing one size with another: never a gate by itself."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def cpu_seconds(work: Callable[[], object], *, best_of: int = 3) -> float:
    """The least CPU time that ``work`` took; no collection of other tests' garbage falls into it."""
    times = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(best_of):
            begun = time.process_time()
            work()
            times.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(times)
