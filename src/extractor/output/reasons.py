"""Why a value stands: which lines of the trace speak of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from extractor.output.rows import Row
from extractor.schema import Trace

_PART = re.compile(r"[.\[]")
_OF_STATEMENTS = ("prior funding", "valuation", "investor")
"""What a deal has from the financings and valuations that are told of its target."""


class Reasons:
    """The trace of a record, by what it speaks of."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        self._of: defaultdict[str, list[Trace]] = defaultdict(list)
        self._statements: list[Trace] = []
        for trace in traces:
            if trace.chosen:
                for part in _PART.finditer(trace.path):
                    self._of[trace.path[: part.start()]].append(trace)
                self._of[trace.path].append(trace)
                if trace.path.startswith(("financings", "valuations")) and "." not in trace.path:
                    self._statements.append(trace)

    def of(self, row: Row) -> list[Trace]:
        """What the trace says of a row: of itself, or of the parts that it is made of."""
        return self._of.get(row.path, [])

    def own_rules(self, row: Row) -> tuple[str, ...]:
        """The rules that read this very value."""
        return _rules(self.of(row))

    def statement_rules(self, row: Row) -> tuple[str, ...]:
        """The rules that read the statement which a value is a part of; none for quotes."""
        record = row.path.partition(".")[0]
        if record.startswith("deals") and row.field in _OF_STATEMENTS:
            return _rules(statement for statement in self._statements if _holds(statement, row))
        return _rules(trace for trace in self._of.get(record, ()) if trace.path == record)


def _rules(traces: Iterable[Trace]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(trace.rule for trace in traces))


def _holds(statement: Trace, row: Row) -> bool:
    """Whether a row was read from the words of a financing or valuation."""
    words = statement.evidence
    return words is not None and any(
        words.start <= span.start and span.end <= words.end for span in row.words
    )
