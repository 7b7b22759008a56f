"""Terms of a deal besides its price: undisclosed, consideration, price per share, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from extractor.mentions.dates import DateMention

Consideration = Literal["cash", "stock", "cash_and_stock"]
_MONEY_WORD = r"(?:terms|price|value|details|amount|sum|figure|size|cost)"
_UNDISCLOSED = re.compile(
    rf"""\b(?: undisclosed(?:\ (?:sum|amount|price|terms|fee|figure|cash\ sum))? | (?:an?\ )?unspecified\ (?:sum|amount)
      | (?:financial\ |deal\ |other\ |further\ |specific\ |the\ ){{0,4}}{_MONEY_WORD}\b[^.;]{{0,60}}?(?:(?:not|n['’]t|never)\ (?:been\ |be\ |immediately\ |publicly\ |yet\ ){{0,4}}(?:disclosed|revealed|released|made\ public|announced|known|available)|undisclosed)
      | (?:did|does|do|would|has|have|had|declin(?:ed|ing|es))\s?(?:not|n['’]t|to)\ (?:yet\ |immediately\ |publicly\ ){{0,4}}(?:disclosed?|reveal(?:ed)?|released?|giv(?:e|en)|shared?|specif(?:y|ied)|provided?|announced?|comment\ on)\b[^.;]{{0,40}}?\b{_MONEY_WORD}
      | without\ (?:disclosing|revealing)\b[^.;]{{0,30}}?\b{_MONEY_WORD} )\b""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_OTHER_SUM = re.compile(r"\b(?:round|funding|investment|valuation|revenue|raised|financing)\b", re.IGNORECASE)
_CASH = re.compile(
    r"""\b(?: (?P<both> cash[- ](?:and|plus)[- ](?:stock|shares?|equity) | (?:stock|shares?)[- ]and[- ]cash | (?:in|of)\ cash\ and\b[^.;]{0,40}?\b(?:stock|shares?) | cash\ (?:and|plus)\b[^.;]{0,40}?\b(?:stock|shares) )
      | (?P<stock> all[- ](?:stock|share|paper|equity) | stock[- ]for[- ]stock | share[- ](?:swap|exchange) | stock[- ]swap | (?:stock|all-share)\ (?:deal|transaction|merger) | in\ (?:stock|shares)\b )
      | (?P<cash> all[- ]cash | in\ cash | cash\ (?:deal|offer|bid|transaction|consideration) | for\ cash ) )""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_CLOSING = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|complet(?:e|es|ed|ion|ing)|finali[sz]e[ds]?|consummated?)\b", re.IGNORECASE
)
_SAID = re.compile(
    r"\b(?:said|says|announc\w+|agreed|disclosed|revealed|reported|confirmed|unveiled|signed|acquir\w+|bought|buys|purchas\w+|submitted|deal|sold|promised|told|asked|executed|filing|statement|took|paid|rejected|merg\w+)\b",
    re.IGNORECASE,
)


def find_undisclosed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where ``text[start:end]`` says that the terms of the deal were kept back."""
    for match in _UNDISCLOSED.finditer(text, start, end):
        around = text[max(start, match.start() - 40) : match.end() + 40]
        if not _OTHER_SUM.search(around):
            return match.span()
    return None


def consideration_of(words: str) -> Consideration | None:
    """What the price is paid in, by the words of the deal's sentences."""
    kinds = {kind for match in _CASH.finditer(words) for kind, found in match.groupdict().items() if found}
    if "both" in kinds or kinds == {"cash", "stock"}:
        return "cash_and_stock"
    return "stock" if "stock" in kinds else "cash" if "cash" in kinds else None


def announcement_dates(
    text: str, dates: Iterable[DateMention], sentences: Iterable[tuple[int, int]]
) -> Iterator[DateMention]:
    """Dates in the deal's sentences that tell when it was announced or done, not when it closes."""
    bounds = list(sentences)
    for date in dates:
        for start, end in bounds:
            if start <= date.start < end:
                lead = text[max(start, date.start - 70) : date.start]
                if not (_CLOSING.search(lead) and re.search(r"\b(?:expect|by|in the|end)\b", lead)):
                    yield date


def closing_date(text: str, date: DateMention, start: int) -> bool:
    """Whether the date is told by a word of closing before it in its sentence, which begins at ``start``."""
    lead = text[max(start, date.start - 110) : date.start]
    return (
        _CLOSING.search(lead) is not None
        and re.search(
            r"\b(?:expect\w*|anticipat\w*|by|set|due|in|during|on|late|next|scheduled|before)\b", lead
        )
        is not None
    )


def is_dated_statement(words: str) -> bool:
    """Whether a sentence reports something said or done, so that its date is the announcement's."""
    return _SAID.search(words) is not None
