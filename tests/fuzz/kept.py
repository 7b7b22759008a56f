"""The inputs that the fuzzer keeps: one a line, as JSON strings of which any bytes can be had back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

KEPT = Path(__file__).parent / "kept"


def read_kept(target: str) -> list[bytes]:
    """The inputs kept for a target, shortest first; none where there are none yet."""
    path = KEPT / f"{target}.jsonl"
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return [json.loads(line).encode("utf-8", "surrogateescape") for line in lines]


def write_kept(target: str, inputs: Iterable[bytes]) -> None:
    """Keep these and no others."""
    ordered = sorted(set(inputs), key=lambda data: (len(data), data))
    lines = [json.dumps(data.decode("utf-8", "surrogateescape")) + "\n" for data in ordered]
    (KEPT / f"{target}.jsonl").write_text("".join(lines), encoding="ascii")
