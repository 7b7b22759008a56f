"""Rules of those who give: what a fund has invested in, whose sponsor it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.fields.funding.lines import Line
from extractor.fields.funding.name_lists import names_before, names_from
from extractor.fields.funding.said import Said
from extractor.fields.funding.statements import FinancingCandidate, backing_of, with_backers
from extractor.fields.funding.subjects import clause_subject, company_before, givers_before, owner_before
from extractor.resolve import Entity

_HOLDINGS = r"(?:[\w-]+ ){0,4}(?:investments|portfolio companies|portfolio investments|bets)"

_INVESTMENTS = re.compile(
    rf"(?<!\S)(?P<own>(?:@\d+ 's |its |with |has )?){_HOLDINGS}(?P<field>(?: in (?:[\w-]+ ){{1,5}}?)?)(?:,? ?(?:include|included|including|such as) |(?: in| on|: ) ?)(?=@)"
)

_PORTFOLIO = re.compile(
    r"(?<!\S)(?P<own>@\d+ 's |its |whose |(?:has|with|boasts|built) an? )(?:[\w-]+ ){0,2}portfolio (?:of (?:[\w-]+ ){1,3})?(?:(?:that |which )?(?:not only )?(?:include|includes|included|including|features|spans) )(?:(?:[\w-]+ ){0,4}investments in |(?:[\w-]+ ){0,2}(?:companies|firms|startups|start-ups) (?:like |such as )?|)(?=@)"
)

_INVESTED_AMONG = re.compile(
    r"(?<!\S)(?:is|are|were) among the (?:[\w-]+ ){1,3}(?:that )?(?P<giver>@\d+|it|the (?:firm|fund|company|investor)) (?:has |had )?(?:invested in|backed|funded)(?!\S)"
)


_FUND = re.compile(
    r"\b(?:Angels?|Capital|Equity|Fund|Funds|Growth|Invest\w*|Partners|Ventures?)\b", re.IGNORECASE
)
_BACKED_SOME = re.compile(
    r"(?<!\S)(?:backed|funded|seeded|financed|bankrolled|invest(?:ed|s) in)(?: (?!in |by |with )[\w%-]+){0,7}? (?:companies|startups|start-ups|firms|businesses|unicorns|ventures)(?: (?!and )[\w-]+){0,6}?(?:(?: ,)? (?:including|such as|like)| :) (?=@)"
)

_COUNTS = re.compile(
    rf"(?<!\S)(?:counts?|counted|counting|lists?|numbers) (?P<list>.{{2,300}}?) (?:among|as part of|in) (?:its|their|the (?:firm|fund|group) 's) (?:{_HOLDINGS}|(?:[\w-]+ ){{0,2}}(?:portfolio|holdings))(?!\S)"
)
_AMONG_HOLDINGS = re.compile(rf"(?<!\S)among (?P<own>@\d+ 's |its ){_HOLDINGS} (?:are|is|were) (?=@)")


def portfolio_includes(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](investor), with investments including [Acme](company), opened an office.``"""
    for match in _INVESTMENTS.finditer(line.text):
        number = line.number(match.start())
        companies = names_from(line, line.number(match.end()), narrow=True).entities
        owned = match["own"] in ("", "with ", "has ")
        giver = _giver(line, number) if owned else owner_before(line, number + len(match["own"].split()))
        sure = match["own"] or len(companies) > 1
        if giver is None and not match["own"] and said.opener is not None and _FUND.search(said.opener.name):
            giver = sure = said.opener  # "Bolt Capital is based in Leeds. Past investments include Acme."
        if giver is not None and sure:
            yield from _each(line, giver, companies)
    for match in (*_PORTFOLIO.finditer(line.text), *_AMONG_HOLDINGS.finditer(line.text)):
        giver = _owner(line, match["own"], line.number(match.start("own")))
        products = giver is None or not _FUND.search(giver.name)  # "Acme's portfolio includes Boltex", a drug
        if giver is not None and not (
            products and match.group().endswith(("include ", "includes ", "included "))
        ):
            yield from _each(line, giver, names_from(line, line.number(match.end()), narrow=True).entities)
    for match in _BACKED_SOME.finditer(line.text):
        companies = names_from(line, line.number(match.end())).entities
        for giver in givers_before(line, line.number(match.start())):
            yield from _each(line, giver, companies)
    for match in _COUNTS.finditer(line.text):
        giver = _giver(line, line.number(match.start()))
        if giver is not None:
            yield from _each(line, giver, names_from(line, line.number(match.start("list"))).entities)
    for match in _INVESTED_AMONG.finditer(line.text):
        giver = line.name(match["giver"]) if match["giver"][0] == "@" else said.opener
        if giver is not None:
            yield from _each(line, giver, names_before(line, line.number(match.start())).entities)


def _giver(line: Line, number: int) -> Entity | None:
    return company_before(line, number) or clause_subject(line, number)


def _owner(line: Line, own: str, number: int) -> Entity | None:
    """Whose portfolio it is: "Acme's", "its", "Acme, whose", "Acme has a"."""
    if own == "its " or own[0] == "@":
        return owner_before(line, number + len(own.split()))
    return _giver(line, number)


def _each(line: Line, giver: Entity, companies: tuple[Entity, ...]) -> Iterator[FinancingCandidate]:
    several = any(company.type == "company" for company in companies)
    for company in companies:
        if company.type in {"company", "other"} or (several and " " not in company.name):
            yield from with_backers(backing_of(line, company), (giver,), ())


_SPONSOR = re.compile(
    r"(?<!\S)(?P<company>@\d+) and its (?:[\w-]+ ){0,3}(?:sponsor|backer|investor|backers|sponsors|investors|financiers?) (?:, )?(?=@)"
)

_PORTFOLIO_COMPANY = re.compile(
    r"(?<!\S)(?P<company>@\d+) (?:,|is|was)(?: now)? an? (?:(?P<giver>@\d+)(?: 's)? portfolio company(?!\S)|(?:[\w-]+ ){0,2}portfolio company of )"
)

_HOLDS = r"(?:owns?|holds?|has|took|bought|acquired|sold)(?: (?!in |of )[\w.%-]+){0,5} (?:stake|interest|shareholding|holding)"
_IN_WHICH = re.compile(
    rf"(?<!\S)(?P<company>@\d+)(?: ,)?(?: an?(?: [\w-]+){{1,4}}?)? (?:(?:in|into|of) which|which|that) (?P<givers>(?:[\w-]+ ){{0,4}}@\d+(?: (?:,|and) @\d+){{0,4}}) (?:(?:has|have|had|also|first|previously) ){{0,2}}(?:backed|funded|seeded|incubated|invested|put money|(?:is|was) an? (?:[\w-]+ ){{0,2}}(?:investor|backer|shareholder)|{_HOLDS})(?!\S)"
)

_BACKING = re.compile(
    r"(?<!\S)(?:(?:has|have|had|with|enjoys|won|gained|secured|received|drew) (?:the )?(?:financial )?backing of|(?:has|have|had|enjoys|won|gained) (?:the )?(?:financial )?(?:backing|support) (?:of|from) (?:[\w-]+ ){0,3}(?:investors|backers|funds)) "
)

_SUPPORTED = re.compile(
    r"(?<!\S)with (?:the )?(?:[\w-]+ ){0,2}(?:support|backing|funding|money|capital|help|cash) (?:from|of) (?:(?:[\w-]+ ){0,4})(?=@)"
)

_STARTED = re.compile(r"(?<!\S)(?:start|launch|found|establish|set|got|get|creat|spun|built|build)\w*(?!\S)")


def backed_from_the_start(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) was founded with backing from [Bolt Capital](investor).``"""
    for match in _SUPPORTED.finditer(line.text):
        number = line.number(match.start())
        company = clause_subject(line, number)
        if company is not None and _STARTED.search(line.text, max(0, match.start() - _NEAR), match.start()):
            found = names_from(line, line.number(match.end()), narrow=True).entities
            yield from with_backers(backing_of(line, company), found, ())


_NEAR = 50
"""Characters."""


def sponsor_of(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) and its private equity sponsor, [Bolt Capital](investor), opened an office.``"""
    for match in _SPONSOR.finditer(line.text):
        found = names_from(line, line.number(match.end()), narrow=True).entities
        yield from with_backers(backing_of(line, line.name(match["company"])), found, ())
    for match in _PORTFOLIO_COMPANY.finditer(line.text):
        company = backing_of(line, line.name(match["company"]))
        number = line.number(match.end())
        givers = (line.name(match["giver"]),) if match["giver"] else names_from(line, number).entities
        yield from with_backers(company, givers, ())
    for match in _IN_WHICH.finditer(line.text):
        givers = names_from(line, line.number(match.start("givers"))).entities
        yield from with_backers(backing_of(line, line.name(match["company"])), givers, ())
    for match in _BACKING.finditer(line.text):
        backed = _giver(line, line.number(match.start()))
        if backed is not None:
            found = names_from(line, line.number(match.end())).entities
            yield from with_backers(backing_of(line, backed), found, ())
