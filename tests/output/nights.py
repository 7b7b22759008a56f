"""Runs made by hand: records that are hard to write down, and as many as are wanted."""

from __future__ import annotations

from collections.abc import Iterator

from made_by_hand import FULL, record, span

from extractor.output.formats import json_lines
from extractor.schema import Deal, Extraction, Money, Party, Provenance, Quote, Target


def renamed(name: str, base: Extraction = FULL) -> Extraction:
    return base.model_copy(update={"document": base.document.model_copy(update={"id": name})})


def night(count: int) -> Iterator[Extraction]:
    """So many documents, each with two deals."""
    return (renamed(f"night/{number}") for number in range(count))


def sold(name: str, **fields: object) -> Extraction:
    """A record in which a company of this name is bought, in words that are its name."""
    party = Target(name=name, mentions=(span(name, name),))
    deal = Deal(id="2" * 16, kind="acquisition", status="announced", target=party)
    return record(name, deals=(deal.model_copy(update=fields),))


def priced(amount: float) -> Extraction:
    money = Money(amount=amount, currency="USD", qualifier="exact", span=span("$1", "$1 for Beta"))
    return sold("$1 for Beta", price=money)


ODD_TEXT = (
    "Nul\0 “lone ‘quote \" ' , ; \r\n tab\t line\u2028sep \u202egnp.exe\u202c \U0001f9ff e\u0301 ﬁn \x1b[31m"
)
HOSTILE = [
    renamed("full"),
    renamed("../../etc/passwd", record()),
    renamed("it's; DROP TABLE deals --", record()),
    renamed("\u202eold\0\n", record()),
    renamed("odd", sold(ODD_TEXT)),
    renamed("titled", record()).model_copy(
        update={"document": record().document.model_copy(update={"id": "titled", "title": ODD_TEXT})}
    ),
    renamed("with text", record('"Odd," it said.', quotes=(Quote(span=span("Odd,", '"Odd," it said.')),))),
    renamed("cents", priced(0.01)),
    renamed("whole, but a float", priced(5.0)),
    renamed("more than a double tells apart", priced(2**63 + 1)),
    renamed("more than a double holds", priced(10**400)),
    renamed("many names", sold("Beta", sellers=tuple(Party(name=f"S{n}", mentions=()) for n in range(12)))),
    record().model_copy(
        update={
            "provenance": Provenance(
                extractor_version="0", rules_version="0", model="none", options={"quotes": "all", "x": None}
            )
        }
    ),
]


def lines(records: object) -> str:
    return "".join(json_lines(records))  # type: ignore[arg-type]
