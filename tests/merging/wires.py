"""Records written as rows: what one document tells of one deal is the document's text.

``Kestrel Mining Corp (Kestrel) -> Dunlin Inc; announced; $40 million`` is an article whose record has that deal:
names with their short forms in brackets, ``A + B`` for several buyers, ``of S`` after the target for a seller,
then status, and in any order kind, price, stake (``30%``) and the date that the text gives (``on 2014``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import get_args

from extractor.schema import (
    DateValue,
    Deal,
    DealKind,
    DealStatus,
    Document,
    Extraction,
    Money,
    Party,
    Provenance,
    Span,
    Stake,
    Target,
)

MADE = Provenance(extractor_version="0", rules_version="0", model="none")
SCALE = {"million": 10**6, "billion": 10**9}
CURRENCY = {"$": "USD", "€": "EUR"}


def wire(
    id: str, published: str | None, *rows: str, rest: str = "", with_text: bool = False, **document: str
) -> Extraction:
    """The record of a document that tells the deals of ``rows``, one a line, and the ``rest``."""
    text = "\n".join((*rows, rest))
    return Extraction(
        document=Document(
            id=id,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            published=published,
            characters=len(text),
            text=text if with_text else None,
            **document,  # type: ignore[arg-type]
        ),
        deals=tuple(_deal(number, row, text) for number, row in enumerate(rows)),
        provenance=MADE,
    )


def told(id: str, row: str) -> Extraction:
    """``2024-03-05: Kestrel -> Dunlin; announced``, or a row without a date, as a record."""
    dated = re.fullmatch(r"(\d{4}(?:-\d\d){0,2}): (.*)", row)
    published, deals = dated.groups() if dated else (None, row)
    return wire(id, published, *deals.split(" | "), rest=f"Reporting by {id}")


def _deal(number: int, row: str, text: str) -> Deal:
    at = text.index(row)
    names, *terms = (part.strip() for part in row.split(";"))
    buyers, _, rest = names.partition("->")
    target, _, seller = rest.partition(" of ")
    found: dict[str, object] = {"kind": "acquisition"}
    for term in terms:
        span = _span(text, term, at)
        if term in get_args(DealKind):
            found["kind"] = term
        elif term in get_args(DealStatus):
            found["status"], found["status_trigger"] = term, span
        elif term.endswith("%"):
            found["stake"] = Stake(percent=float(term[:-1]), span=span)
        elif term.startswith("on "):
            found["announced_on"] = DateValue(value=term[3:], span=span)
        else:
            amount, scale = term[1:].split()
            units = int(float(amount) * SCALE[scale])
            found["price"] = Money(amount=units, currency=CURRENCY[term[0]], qualifier="exact", span=span)
    return Deal(
        id=f"{number:016x}",
        acquirers=tuple(_parties(buyers, text, at, Party)),
        target=next(iter(_parties(target, text, at, Target)), None),
        sellers=tuple(_parties(seller, text, at, Party)),
        evidence=(_span(text, row, at),),
        **found,  # type: ignore[arg-type]
    )


def _parties(names: str, text: str, at: int, model: type[Party]) -> Sequence[Party]:
    parties = []
    for written in filter(None, (part.strip() for part in names.split(" + "))):
        name, _, short = written.rstrip(")").partition(" (")
        forms = [name, *filter(None, short.split(", "))]
        mentions = tuple(_span(text, form, text.index(written, at)) for form in forms)
        parties.append(model(name=name, mentions=mentions))
    return parties


def _span(text: str, words: str, at: int) -> Span:
    start = text.index(words, at)
    return Span(start=start, end=start + len(words), text=words)
