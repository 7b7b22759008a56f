"""All mentions of a document, found once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from extractor.mentions.dates import DateMention, find_dates
from extractor.mentions.money import MoneyMention, find_money
from extractor.mentions.names import NameMention, find_names
from extractor.mentions.percents import PercentMention, find_percents
from extractor.mentions.quotations import Quotation, find_quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Mentions:
    """What is written where: each kind in reading order."""

    names: tuple[NameMention, ...]
    money: tuple[MoneyMention, ...]
    percents: tuple[PercentMention, ...]
    dates: tuple[DateMention, ...]
    quotations: tuple[Quotation, ...]


def find_mentions(doc: Doc, text: str, published: date | None) -> Mentions:
    """All mentions in ``text``, of which ``doc`` is the parse of the prepared form."""
    prepared = doc.text
    money = tuple(find_money(prepared))
    return Mentions(
        names=tuple(find_names(doc, text, ((m.start, m.end) for m in money))),
        money=money,
        percents=tuple(find_percents(prepared)),
        dates=tuple(find_dates(prepared, published)),
        quotations=tuple(find_quotations(text)),
    )
