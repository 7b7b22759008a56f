"""A record made by hand: every field of the contract that output shows in a way of its own."""

from __future__ import annotations

import hashlib

from extractor.schema import (
    DateValue,
    Deal,
    Document,
    Extraction,
    Financing,
    Money,
    Party,
    Provenance,
    Quote,
    Span,
    Stake,
    Target,
    Trace,
    Valuation,
)

TEXT = """\
Acme Corp (ACM.N) buys 60% of Beta for under $40 million

Beta, a maker of sieves, raised $5 million to $6 million last May from Lux. Acme is worth €2bn.
"It sieves more than sand," said Ann Poe of Acme. Gamma was sold by Delta; terms were not disclosed.
"""


def span(words: str, text: str = TEXT, *, nth: int = 0) -> Span:
    """The stretch of ``text`` that holds ``words``."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start=start, end=start + len(words), text=words)


def record(text: str = TEXT, **fields: object) -> Extraction:
    """A record of ``text`` with no more in it than is given."""
    document = Document(id="acme", sha256=hashlib.sha256(text.encode()).hexdigest(), characters=len(text))
    made = Provenance(extractor_version="0", rules_version="0", model="none")
    return Extraction.model_validate({"document": document, "provenance": made} | fields)


ACME = Party(
    name="Acme Corp", mentions=(span("Acme Corp"), span("Acme", nth=1)), identifiers=(span("ACM.N"),)
)
LUX = Party(name="Lux", mentions=(span("Lux"),))
ROUND = Money(
    amount=5_000_000,
    amount_max=6_000_000,
    currency="USD",
    qualifier="range",
    span=span("$5 million to $6 million"),
)

FULL = record(
    deals=(
        Deal(
            id="0" * 16,
            kind="stake",
            status="completed",
            status_trigger=span("buys"),
            acquirers=(ACME,),
            target=Target(
                name="Beta",
                mentions=(span("Beta"), span("Beta", nth=1)),
                description=span("a maker of sieves"),
            ),
            price=Money(
                amount=40_000_000,
                currency="USD",
                qualifier="under",
                span=span("$40 million"),
                qualifier_span=span("under"),
            ),
            price_disclosed=True,
            stake=Stake(percent=60, span=span("60%")),
            prior_funding=ROUND,
            investors=(LUX,),
            evidence=(span(TEXT.split("\n")[0]),),
        ),
        Deal(
            id="1" * 16,
            kind="asset_purchase",
            status="completed",
            sellers=(Party(name="Delta", mentions=(span("Delta"),)),),
            price_disclosed=False,
            undisclosed=span("terms were not disclosed"),
        ),
    ),
    financings=(
        Financing(
            company=Party(name="Beta", mentions=(span("Beta"),)),
            amount=ROUND,
            investors=(LUX,),
            date=DateValue(value=None, span=span("last May")),
            evidence=span("raised $5 million to $6 million last May from Lux"),
        ),
    ),
    valuations=(
        Valuation(
            company=ACME,
            amount=Money(amount=2_000_000_000, currency="EUR", qualifier="exact", span=span("€2bn")),
            evidence=span("Acme is worth €2bn"),
        ),
    ),
    quotes=(
        Quote(
            span=span("It sieves more than sand,"),
            speaker=Party(name="Ann Poe", mentions=(span("Ann Poe"),)),
            affiliation=ACME,
            cue=span("said"),
        ),
    ),
    trace=(
        Trace(
            path="deals[0].acquirers[0]", rule="subject_verb_object", evidence=span("Acme Corp (ACM.N) buys")
        ),
        Trace(path="deals[0].target", rule="subject_verb_object", evidence=span("Beta")),
        Trace(path="deals[0].price", rule="for_amount", evidence=span("for under $40 million")),
        Trace(
            path="deals[0].price",
            rule="worth_amount",
            evidence=span("worth €2bn"),
            chosen=False,
            reason="further [bold]away[/bold]",
        ),
    ),
)
