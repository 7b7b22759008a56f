"""Terms of a deal besides its price: undisclosed, consideration, price per share, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from extractor.fields.candidate import DealCandidate, Read
from extractor.fields.phrases import Reader
from extractor.mentions.dates import DateMention
from extractor.mentions.money import MoneyMention

T = TypeVar("T")

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
_BY_WHEN = re.compile(r"\b(?:expect\w*|anticipat\w*|by|set|due|in|during|on|late|next|scheduled|before)\b")
_TO_CLOSE = re.compile(r"\b(?:expect|by|in the|end)\b")
_OFFERED = re.compile(
    r"\b(?:offer\w*|bid\w*|pay\w*|paid|deal|receive|price|cash|tender)\b[^.;]{0,60}$", re.IGNORECASE
)
_OF_DEAL = re.compile(
    r"\s*(?:Under (?:the )?terms|(?:The|This|Its|Their) (?:[\w-]+ ){0,3}?(?:deal|transaction|acquisition|takeover|merger|offer|bid|purchase|sale|agreement|price|consideration)\b)",
    re.IGNORECASE,
)


Bounds = tuple[int, int]
"""Code points, half-open."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What is paid with, and the words that say so."""

    kind: Consideration
    start: int
    end: int


@dataclass(frozen=True)
class Telling:
    """Where a text tells of one deal."""

    reader: Reader
    sentences: tuple[Bounds, ...]
    """Those that assert it, in reading order."""
    main: bool
    """Whether it is the article's main deal, of which the rest of the text may tell as well."""

    @cached_property
    def all(self) -> tuple[Bounds, ...]:
        """With the sentences whose subject is the main deal itself: "The transaction …"."""
        if not self.main:
            return self.sentences
        sents = ((s.start_char, s.end_char) for s in self.reader.doc.sents)
        return (*self.sentences, *(s for s in sents if _OF_DEAL.match(self.reader.text, *s)))


def telling_of(reader: Reader, statements: Iterable[DealCandidate], *, main: bool) -> Telling:
    """Where the text tells of the deal that these statements assert."""
    sents = (reader.doc[c.trigger].sent for c in statements)
    return Telling(reader, tuple(sorted({(s.start_char, s.end_char) for s in sents})), main)


TermRule = Callable[[Telling], Iterable[T]]


def reads_of(rules: Iterable[TermRule[T]], told: Telling) -> Iterator[Read[T]]:
    """What the rules read of a deal, in their order."""
    for rule in rules:
        for value in rule(told):
            yield Read(value, rule.__name__)


def terms_undisclosed(told: Telling) -> Iterator[Bounds]:
    """``Acme bought Bolt. [Terms were not disclosed](undisclosed).``"""
    text = told.reader.text
    for start, end in ((0, len(text)),) if told.main else told.sentences:
        for match in _UNDISCLOSED.finditer(text, start, end):
            around = text[max(start, match.start() - 40) : match.end() + 40]
            if not _OTHER_SUM.search(around):
                yield match.span()


def paid_in(told: Telling) -> Iterator[Payment]:
    """``Acme bought Bolt for $5 million [in cash](consideration).``"""
    found: dict[str, Bounds] = {}
    for start, end in told.all:
        for match in _CASH.finditer(told.reader.text, start, end):
            if match.lastgroup:
                found.setdefault(match.lastgroup, match.span())
    both = found.get("both") or (found.get("stock") if "cash" in found else None)
    if both:
        yield Payment("cash_and_stock", *both)
    elif "stock" in found:
        yield Payment("stock", *found["stock"])
    elif "cash" in found:
        yield Payment("cash", *found["cash"])


def dated_statement(told: Telling) -> Iterator[DateMention]:
    """``Acme bought Bolt on [Monday](date).``"""
    for date in told.reader.mentions.dates:
        for start, end in told.sentences:
            if start <= date.start < end:
                lead = told.reader.text[max(start, date.start - 70) : date.start]
                if not (_CLOSING.search(lead) and _TO_CLOSE.search(lead)):
                    yield date


def closing_date(told: Telling) -> Iterator[DateMention]:
    """``Acme agreed to buy Bolt. The deal is expected to close in [June](date).``"""
    reader = told.reader
    for date in reader.mentions.dates:
        sent = reader.doc[reader.token_at(date.start)].sent
        if told.main or (sent.start_char, sent.end_char) in told.sentences:
            lead = reader.text[max(sent.start_char, date.start - 110) : date.start]
            if _CLOSING.search(lead) and _BY_WHEN.search(lead):
                yield date


def amount_per_share(told: Telling) -> Iterator[MoneyMention]:
    """``Acme agreed to buy Bolt for [$5](amount) a share.``"""
    for money in told.reader.mentions.money:
        if money.per_share and any(start <= money.start < end for start, end in told.all):
            yield money


def offered_per_share(told: Telling) -> Iterator[MoneyMention]:
    """``Acme will buy Bolt. Shareholders would receive [$5](amount) a share.``"""
    for money in told.reader.mentions.money if told.main else ():
        if money.per_share and _OFFERED.search(told.reader.text[max(0, money.start - 80) : money.start]):
            yield money


UNDISCLOSED_RULES: tuple[TermRule[Bounds], ...] = (terms_undisclosed,)
CONSIDERATION_RULES: tuple[TermRule[Payment], ...] = (paid_in,)
ANNOUNCEMENT_RULES: tuple[TermRule[DateMention], ...] = (dated_statement,)
CLOSING_RULES: tuple[TermRule[DateMention], ...] = (closing_date,)
PER_SHARE_RULES: tuple[TermRule[MoneyMention], ...] = (amount_per_share, offered_per_share)
"""In each the first that reads anything is believed."""
