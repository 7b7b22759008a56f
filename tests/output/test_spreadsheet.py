"""CSV: a row a deal, and nothing in it that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable

import pytest
from made_by_hand import FULL, record
from nights import HOSTILE, priced, renamed, sold

from extractor.output.spreadsheet import csv_lines
from extractor.schema import Extraction


def rows(records: Iterable[Extraction]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_lines(records)), newline=""), strict=True))


def test_a_row_for_each_deal() -> None:
    first, second = rows([record(), FULL])
    told = {name: value for name, value in first.items() if value}
    assert told == {
        "document_id": "acme",
        "number": "0",
        "deal_id": "0" * 16,
        "kind": "stake",
        "status": "completed",
        "status_trigger": "buys",
        "acquirers": "Acme Corp",
        "target": "Beta",
        "target_description": "a maker of sieves",
        "price_amount": "40000000",
        "price_currency": "USD",
        "price_qualifier": "under",
        "price_text": "$40 million",
        "price_qualifier_text": "under",
        "price_disclosed": "true",
        "stake_percent": "60",
        "stake_text": "60%",
        "prior_funding_amount": "5000000",
        "prior_funding_currency": "USD",
        "prior_funding_qualifier": "range",
        "prior_funding_amount_max": "6000000",
        "prior_funding_text": "$5 million to $6 million",
        "investors": "Lux",
        "evidence": "Acme Corp (ACM.N) buys 60% of Beta for under $40 million",
    }
    assert (second["number"], second["sellers"], second["price_disclosed"]) == ("1", "Delta", "false")


def test_names_stand_even_where_no_deal_does() -> None:
    (line,) = csv_lines([record()])
    assert line.startswith("document_id,title,published,source,number,deal_id,kind,status,")


AMOUNTS = [
    (0, "0"),
    (0.01, "0.01"),
    (5.0, "5"),
    (1_300_000_000, "1300000000"),
    (10**16, "1e+16"),
    (10**400, ""),
]


@pytest.mark.parametrize(("amount", "cell"), AMOUNTS)
def test_amounts(amount: float, cell: str) -> None:
    assert rows([priced(amount)])[0]["price_amount"] == cell


CELLS = [
    ("Beta", "Beta"),
    ("3-D Beta = Gamma", "3-D Beta = Gamma"),
    ("Beta; Gamma", "Beta; Gamma"),
    ("=1+1", "'=1+1"),
    ("+1", "'+1"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'=1"),
    ("\r\n=1", "'=1"),
    (" \u00a0=1", "'=1"),
    ("\u200b\ufeff =1", "\u200b\ufeff '=1"),
    ("＝1", "'＝1"),
    ("Beta;=1", "Beta;'=1"),
    ("Beta; \t@A1;-1", "Beta; '@A1;'-1"),
    ("Be\tta\r\nGamma", "Be ta Gamma"),
    ("Be\0ta\x1b[31m", "Be␀ta␛[31m"),
    ("exe.\u202efdp", "exe.\ufffdfdp"),
    ('"lone', '"lone'),
    ("“lone", "“lone"),
]


@pytest.mark.parametrize(("words", "cell"), CELLS, ids=[ascii(words) for words, _ in CELLS])
def test_words(words: str, cell: str) -> None:
    """What stands in the cell of whatever comes from outside: a name, an id."""
    (row,) = rows([renamed(words, sold(words))])
    assert (row["target"], row["document_id"]) == (cell, cell)


def test_no_cell_of_any_record_starts_a_formula() -> None:
    for number, line in enumerate(csv_lines(HOSTILE)):
        assert line.count("\n") == 1, number
        (row,) = csv.reader([line], strict=True)
        for cell in row:
            for part in cell.split(";"):
                assert not part.strip().startswith(tuple("=+-@＝＋－＠")), cell
