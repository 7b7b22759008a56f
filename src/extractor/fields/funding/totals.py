"""Rules of sums: what a company has raised in all, and what a round has grown to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.fields.funding.lines import Line
from extractor.fields.funding.round_backers import backers_in
from extractor.fields.funding.said import Said
from extractor.fields.funding.statements import FinancingCandidate
from extractor.fields.funding.subjects import clause_subject, owner_before

_TOTAL_TO = re.compile(
    r"""(?<!\S)(?P<owner_at>(?:(?:brings?|brought|bringing|takes?|took|taking|push(?:es|ed|ing)?|lifts?|lifting|raising|puts?|putting|boost(?:s|ing)?|with|for|on)\ )?)
    (?P<owned>(?:(?:@\d+|the\ [\w-]+)\ 's\ |its\ |the\ company\ 's\ )?)
    (?P<words>(?:(?:the|a|total|overall|all-time|lifetime|cumulative|aggregate|funding|funds|financing|capital|equity|amount|investment|money|raised|raise|received|outside|venture|seed|of|to|date|in|so|far|secured|by|company|startup|it|has|have|now)\ ){1,9}(?:by\ (?P<by>@\d+)\ )?)
    (?:,\ (?:bringing|taking|pushing|lifting)\ it\ )?(?:(?:to|at|of|is|are|stands\ at|now\ stands\ at|is\ now|has\ reached|stood\ at|reaches|reached|exceeds|tops|amounts\ to|comes\ to|totals)\ )?(?P<money>\#\d+)(?!\S)""",
    re.VERBOSE,
)


def total_brought_to(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``The round brings [Acme](company)'s total funding to [$9 million](amount).``"""
    for match in _TOTAL_TO.finditer(line.text):
        words = set(match["words"].split())
        money = line.amounts[int(match["money"][1:])]
        if said.tells_of(money) or not words & _TOTAL_WORDS:
            continue
        brought = match["owned"] and _BROUGHT.search(line.text, 0, match.start("owned"))
        if not (words & _MONEY_WORDS or brought):
            continue
        company = line.name(match["by"]) if match["by"] else None
        if match["owned"]:
            company = owner_before(line, line.number(match.start("words")))
        last = said.last()
        if last is not None and company in last.investors:
            company = last.company  # "Bolt led Acme's seed round. The new money brings the startup's total"
        if company is None:
            company = last.company if last else said.target(None)
            company = company or clause_subject(line, line.number(match.start()))
        if company is not None:
            investors, _ = backers_in(line, match.end(), len(line.text))
            investors = tuple(i for i in investors if i != company)
            yield FinancingCandidate(company, money, "total", investors, (), line.start, line.end)


_BROUGHT = re.compile(
    r"(?<!\S)(?:capital|cash|financing|funding|investment|money|raise|round|series [a-z])(?: [\w-]+){0,3} (?:brings|brought|takes|took|pushes|lifts) \Z"
)
"""What makes a bare total one of money raised: "The new [money brings] Acme's total to"."""

_TOTAL_WORDS = frozenset(
    ["total", "overall", "all-time", "lifetime", "cumulative", "aggregate", "date", "far"]
)

_MONEY_WORDS = frozenset(["funding", "funds", "financing", "raised", "raise", "received", "secured"])
