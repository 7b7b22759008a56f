"""What a folder of gold holds, counted: the figures of its datasheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from extractor.annotation.walking import money_of
from extractor.errors import GoldError
from extractor.evaluation.gold import Gold, GoldDeal, GoldFinancing, GoldQuote, GoldValuation
from extractor.evaluation.goldset import GoldDocument, load_gold_dir
from extractor.output.table import cell, grid

_RECORDS: dict[str, type[BaseModel]] = {
    "deals": GoldDeal,
    "financings": GoldFinancing,
    "valuations": GoldValuation,
    "quotes": GoldQuote,
}
_PLACES = ("text", "start", "end")


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of one corpus."""

    documents: dict[str, dict[str, int]]
    """Each document's words and records."""
    counts: dict[str, dict[str, int]]
    """By kind, status, currency and field; a field counts once for each record that has it."""

    def to_dict(self) -> dict[str, object]:
        """As JSON has it."""
        return {"documents": self.documents, **self.counts}


def count_corpus(folder: str | Path, texts: str | Path | None = None) -> Stats:
    """The figures of a folder of gold. Raises GoldError that names what cannot be counted."""
    gold = load_gold_dir(folder, texts)
    if gold.problems:
        raise GoldError("; ".join(map(str, gold.problems)))
    labels = [document.gold for document in gold.documents]
    deals = [deal for one in labels for deal in one.deals]
    return Stats(
        documents={document.id: _sizes(document) for document in gold.documents},
        counts={
            "kind": _counted(deal.kind for deal in deals),
            "status": _counted(deal.status for deal in deals),
            "currency": _counted(money.currency for one in labels for _, money in money_of(one)),
            "field": _fields(labels),
        },
    )


def print_stats(stats: Stats, console: Console) -> None:
    """Print a table of the documents, and one for each sort of count."""
    total = Counter[str]()
    for sizes in stats.documents.values():
        total.update(sizes)
    columns = list(total)
    documents = _numbers("document", *columns, title=f"Documents: {len(stats.documents)}")
    for name, sizes in stats.documents.items():
        documents.add_row(cell(name), *(str(sizes[column]) for column in columns))
    documents.add_row("all", *(str(total[column]) for column in columns), style="bold")
    console.print(documents)
    for sort, counts in stats.counts.items():
        table = _numbers(sort, "count")
        for name, count in counts.items():
            table.add_row(cell(name), str(count))
        console.print()
        console.print(table)


def _sizes(document: GoldDocument) -> dict[str, int]:
    records = {name: len(getattr(document.gold, name)) for name in _RECORDS}
    return {"words": len(document.text.split()), **records}


def _counted(values: Iterator[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())


def _fields(labels: list[Gold]) -> dict[str, int]:
    """How many records have each field, as ``deals.price``; fields that none has are named, too."""
    return {
        f"{name}.{field}": sum(
            getattr(record, field) not in (None, ()) for gold in labels for record in getattr(gold, name)
        )
        for name, model in _RECORDS.items()
        for field in model.model_fields
        if field not in _PLACES
    }


def _numbers(name: str, *columns: str, title: str | None = None) -> Table:
    table = grid(name, title=title)
    for column in columns:
        table.add_column(column, justify="right")
    return table
