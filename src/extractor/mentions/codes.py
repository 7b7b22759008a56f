"""Tickers and exchange codes, bare or in brackets, and the datelines of agencies: no part of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_uppercase, digits
from typing import TYPE_CHECKING

from extractor.headlines import DATELINE
from extractor.mentions.legal_forms import is_legal_form

if TYPE_CHECKING:
    from spacy.tokens import Doc

TICKER = re.compile(
    r"""
    [(\[] \s*
    (?: (?:NYSE|NASDAQ|Nasdaq(?:GS|GM|CM)?|NASDAQ(?:GS|GM|CM)|LSE|AIM|TSX(?:V|-V)?|ASX|NSE|BSE|HKEX|HKSE|SEHK|SGX|OTC(?:QX|QB|BB|MKTS)?
         |AMEX|Euronext(?:\s\w+)?|Xetra|FWB|JSE|TSE|KRX|KOSDAQ|NZX|BMV|BVL|NEO|CSE|SIX|OSE|OMX|STO|ETR|EPA|FRA|LON|NYSE\sAmerican|NYSEAMERICAN|Nasdaq\s\w+|Oslo\sB.rs)
       \s*(?:[:;,]\s*)?["“]?[A-Z0-9][\w.\-/ ,:&]{0,30}["”]?
      | [A-Z0-9]{1,6}(?:[._]?p)?\.(?:[A-Z]{1,3}) | [\w]{1,6}\.[A-Z]{2} | [A-Z]{1,5}\s(?:US|LN|GR|FP|JP|IN|AU|CN)(?:\sEquity)? | <[A-Z.]+>
      | [A-Z0-9]{2,12}_p?\.[A-Z]{1,3} | [a-z]{3,5}:\s?[A-Za-z]{1,5} )
    \s* [)\]]
    | <[A-Z]{1,6}(?:\.[A-Z]{1,2})?>
    """,
    re.VERBOSE,
)
"""A ticker or Reuters code in brackets: "(TXTR.N)", "(NASDAQ: MSFT)", "[ROBG.UL]", "<IBM>"."""

_REUTERS_CODE = re.compile(r"(?!(?:AI|IO)$)[A-Z0-9]{2,9}(?:_[a-z])?\.(?!AI$|IO$)[A-Z]{1,2}")
"""A code that stands bare behind the name: "Acme Inc ACME.N said"."""
_BARE_TICKER = re.compile(r"(?![IVX]{1,4}\Z)[A-Z]{1,5}(?:\.[A-Z])?")
"""What may be a ticker straight after a legal form: "Acme Inc. ACME, ..."."""

_WIRE_TAIL = re.compile(r"\bSource(?= text\b| ?:)")
"""How a wire brief goes on after its last line: "IN LEEDS [Source] text for Eikon:"."""

_OF_CODES = frozenset(ascii_uppercase + digits)
"""What a code may start with."""


def find_identifiers(text: str) -> Iterator[tuple[int, int]]:
    """Tickers and exchange codes as written, without their brackets: (start, end)."""
    for match in TICKER.finditer(text):
        inner = match.group().strip("()[]<> \t")
        start = match.start() + match.group().index(inner)
        yield start, start + len(inner)


def barred_tokens(doc: Doc, text: str, taken: Iterable[tuple[int, int]] = ()) -> frozenset[int]:
    """Tokens inside tickers, codes and datelines, and inside stretches ``taken`` by something else.

    No name starts or goes on there.
    """
    stretches = [m.span() for pattern in (TICKER, DATELINE, _WIRE_TAIL) for m in pattern.finditer(text)]
    stretches.extend(taken)
    barred: set[int] = set()
    for start, end in stretches:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            barred.update(token.i for token in span if token.idx >= start)
    for token in doc:
        if token.text[0] not in _OF_CODES:
            continue
        if _REUTERS_CODE.fullmatch(token.text) or (
            token.i
            and is_legal_form(token.nbor(-1).text)
            and not is_legal_form(token.text)
            and _BARE_TICKER.fullmatch(token.text)
            and not (token.i + 1 < len(doc) and doc[token.i + 1].text[:1].isupper())
        ):
            barred.add(token.i)
    return frozenset(barred)
