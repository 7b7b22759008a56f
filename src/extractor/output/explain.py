"""One article for a person: its evidence marked, and for each value the rule that read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.output.marking import legend, mark
from extractor.output.reasons import reasons_of, rules_at
from extractor.output.rows import RECORDS, Row, record_rows
from extractor.output.table import cell, grid
from extractor.schema import Extraction, Trace


def explanation(extraction: Extraction, *, color: bool) -> Group:
    """The article, a table for each record, and the candidates that lost; needs the text and the trace."""
    parts: list[RenderableType] = [mark(extraction.document.text or "", extraction, color=color)]
    if color:
        parts += ["", legend(extraction)]
    if not extraction.deals:
        parts += ["", "No deal."]
    for table in (*_record_tables(extraction), *_lost_table(extraction)):
        parts += ["", table]
    return Group(*parts)


def _record_tables(extraction: Extraction) -> Iterator[Table]:
    reasons = reasons_of(extraction.trace)
    for kind in RECORDS:
        for number, record in enumerate(getattr(extraction, kind)):
            table = grid("field", "value", "read from", "rule", title=f"{kind.title()[:-1]} {number + 1}")
            for row in record_rows(record, f"{kind}[{number}]"):
                words = _words(row, reasons.get(row.path, ()))
                table.add_row(row.field, cell(row.value), words, rules_at(row.path, reasons))
            yield table


def _lost_table(extraction: Extraction) -> Iterator[Table]:
    lost = [trace for trace in extraction.trace or () if not trace.chosen]
    if lost:
        table = grid("for", "read from", "rule", "why it lost", title="Candidates that lost")
        for trace in lost:
            table.add_row(trace.path, _quoted(trace), trace.rule, cell(trace.reason or ""))
        yield table


def _words(row: Row, chosen: Sequence[Trace]) -> Text:
    """The words that the rule points at, else where the value first stands."""
    for trace in chosen:
        if trace.evidence:
            return _quoted(trace)
    return cell(" … ".join(dict.fromkeys(span.text for span in row.words)))


def _quoted(trace: Trace) -> Text:
    return cell(trace.evidence.text if trace.evidence else "")
