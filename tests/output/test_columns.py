"""Columns come from the models: what a field of each kind becomes."""

from typing import Literal

import pytest
from made_by_hand import ACME, LUX, ROUND, span
from pydantic import BaseModel

from extractor.output.columns import columns_of
from extractor.output.flat_tables import TABLES
from extractor.schema import DateValue, Deal, Money, Party, Span, Target


class Later(BaseModel):
    """What the contract may have one day."""

    id: str = "0"
    advisers: tuple[Party, ...] = ()
    bidder: Party | None = None
    unit: Target | None = None
    fee: Money | None = None
    due: DateValue | None = None
    words: Span | None = None
    passages: tuple[Span, ...] | None = None
    tags: tuple[str, ...] = ()
    mood: Literal["friendly", "hostile"] | None = None
    hostile: bool | None = None
    rank: int | None = None
    share: float | None = None
    either: str | int | None = None
    terms: dict[str, int] | None = None
    parts: tuple[Deal, ...] = ()


CASES = [
    (Later(), {"later_id": "0"}),
    (Later(advisers=(ACME, LUX, ACME)), {"advisers": "Acme Corp; Lux"}),
    (Later(bidder=ACME), {"bidder": "Acme Corp"}),
    (
        Later(unit=Target(name="Beta", mentions=(), description=span("a maker of sieves"))),
        {"unit": "Beta", "unit_description": "a maker of sieves"},
    ),
    (
        Later(fee=ROUND),
        {
            "fee_amount": 5e6,
            "fee_amount_max": 6e6,
            "fee_currency": "USD",
            "fee_qualifier": "range",
            "fee_text": "$5 million to $6 million",
        },
    ),
    (
        Later(due=DateValue(value="2024-05", span=span("last May"))),
        {"due": "2024-05", "due_text": "last May"},
    ),
    (Later(words=span("sand")), {"words": "sand"}),
    (Later(passages=(span("sand"), span("Lux"))), {"passages": "sand; Lux"}),
    (Later(tags=("a", "b", "a")), {"tags": "a; b"}),
    (Later(mood="hostile"), {"mood": "hostile"}),
    (Later(hostile=False), {"hostile": False}),
    (Later(rank=3), {"rank": 3}),
    (Later(rank=2**63), {}),
    (Later(share=0.5), {"share": 0.5}),
    (Later(either="é"), {"either": '"é"'}),
    (Later(terms={"days": 30}), {"terms": '{"days": 30}'}),
    (Later(parts=(Deal(id="0" * 16, kind="merger", status="rumored", acquirers=(ACME,)),)), {}),
]


@pytest.mark.parametrize(("model", "cells"), CASES, ids=[" ".join(cells) or "none" for _, cells in CASES])
def test_cells(model: Later, cells: dict[str, object]) -> None:
    told = {column.name: column.read(model) for column in columns_of(Later)}
    assert {name: cell for name, cell in told.items() if cell is not None} == {"later_id": "0"} | cells


def test_types() -> None:
    types = {column.name: column.type for column in columns_of(Later)}
    assert {name for name, kind in types.items() if kind is not str} == {
        "fee_amount",
        "fee_amount_max",
        "hostile",
        "rank",
        "share",
    }
    assert (types["fee_amount"], types["rank"], types["hostile"]) == (float, int, bool)


@pytest.mark.parametrize("name", TABLES)
def test_no_two_columns_of_one_name(name: str) -> None:
    table = TABLES[name]
    assert len(table.types) == len(table.keys) + len(table.columns)
