"""Why a value stands: which lines of the trace speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractor.schema import Trace

Reasons = Mapping[str, Sequence[Trace]]
"""The lines of the trace that say what was chosen, by the path of the value."""


def reasons_of(traces: Iterable[Trace] | None) -> Reasons:
    """For each value of a record what the trace says of it."""
    reasons: dict[str, list[Trace]] = {}
    for trace in traces or ():
        if trace.chosen:
            reasons.setdefault(trace.path, []).append(trace)
    return reasons


def rules_at(path: str, reasons: Reasons) -> str:
    """The names of the rules that read the value at ``path``; empty where there is no trace of it."""
    return ", ".join(dict.fromkeys(trace.rule for trace in reasons.get(path, ())))
