"""Rules of money lent and given: loans, credit facilities, grants, and the debt that pays for a deal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.fields.funding.lines import Line
from extractor.fields.funding.name_lists import names_before, names_from
from extractor.fields.funding.round_words import money_words, round_name
from extractor.fields.funding.said import Said
from extractor.fields.funding.statements import FinancingCandidate, with_backers
from extractor.fields.funding.subjects import company_before, givers_before
from extractor.lexicon import per_lexicons
from extractor.resolve import Entity, antecedent

_BORROWED = r"(?:(?:,|in|of|worth|new|bank|senior|junior|secured|unsecured|committed|fully|term|bridge|acquisition|syndicated|existing|available|convertible|subordinated|mezzanine|revolving|credit|private|additional|under|from|its|a|an|the|[\w-]+-(?:day|year|month)) ){0,6}(?:debt|loans?|borrowings?|notes|bonds|debentures|facility|facilities|financing|line of credit|credit line|mortgage|draw(?:down)? (?:on|from|under) its (?:[\w-]+ ){0,3}facility)(?!\S)"

_PAID_WITH = re.compile(
    rf"(?<!\S)(?P<verb>fund|funds|funded|funding|finance|finances|financed|financing|supporting|pay for|paid for|paying for|repay|refinance)(?: (?!;)\S+){{1,24}}? (?:with|through|using|via|by|from|and|including) (?:(?!and )[\w,'-]+ ){{0,5}}?(?P<money>#\d+) {_BORROWED}"
)
_TO_DO = re.compile(
    r"(?<!\S)(?:will|to|intends?|expects?|plans?|has|have|had|is|are|would|also|partly|partially|in part)\Z"
)


def paid_with_debt(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) will fund the deal with cash on hand and [$5 million](amount) of new bank debt.``"""
    for match in _PAID_WITH.finditer(line.text):
        money = line.amounts[int(match["money"][1:])]
        number = line.number(match.start())
        while number and _TO_DO.match(line.words[number - 1].text):
            number -= 1
        company = None if said.tells_of(money) else company_before(line, number)
        if company is not None:
            yield FinancingCandidate(company, money, "debt", (), (), line.start, line.end)


_COMMITTED = re.compile(
    rf"(?<!\S)(?:obtained|obtains|secured|received|arranged|has|have|got|lined up) (?:an? )?(?:[\w-]+ ){{0,3}}(?:commitments?|commitment letters?|pledges?)(?P<by>(?: (?:from|by) .{{2,200}}?)?) (?:for|of) (?:an? )?(?:[\w-]+ ){{0,3}}?(?P<money>#\d+)(?: {_BORROWED}|(?= from))"
)


def committed_for(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) has obtained a commitment from [Bolt Bank](investor) for a [$5 million](amount) bridge loan.``"""
    for match in _COMMITTED.finditer(line.text):
        money = line.amounts[int(match["money"][1:])]
        company = company_before(line, line.number(match.start()))
        if company is None or said.tells_of(money):
            continue
        by = re.compile(r" (?:from|by) ").match(line.text, match.start("by") if match["by"] else match.end())
        givers = names_from(line, line.number(by.end())).entities if by else ()
        givers = tuple(giver for giver in givers if giver != company)
        yield FinancingCandidate(company, money, "debt", givers, (), line.start, line.end)


_GIFT = rf"(?: {_BORROWED}| (?:(?:in|of|seed|federal|state|government|research|initial|new|bridge|fresh|emergency|rescue) ){{0,4}}(?:grants?|funding|funds|investment|loan guarantee)(?!\S))"

_LENT = re.compile(
    rf"(?<!\S)(?:(?P<lent>lent|lends|lend|loaned|loans|loan)|gave|gives|handed|granted|grants|awarded|awards|extended|provided|provides|provide) (?P<company>@\d+)(?: with)?(?: an?)? (?P<money>#\d+)(?P<tail>{_GIFT}?)(?!\S)"
)


def lent_amount(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Bank](investor) has lent [Acme Robotics](company) [$5 million](amount).``"""
    for match in _LENT.finditer(line.text):
        if not (match["lent"] or match["tail"]):
            continue
        number = line.number(match.start())
        number -= bool(number and line.words[number - 1].text == "to")
        givers = givers_before(line, number)
        name = "debt" if match["lent"] or "financing" in match["tail"] else round_name(match["tail"], "")
        money = line.amounts[int(match["money"][1:])]
        company = line.name(match["company"])
        givers = tuple(giver for giver in givers if giver != company)
        yield FinancingCandidate(company, money, name, givers, (), line.start, line.end)


@per_lexicons
def _provides() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\S)(?:(?:will|would|has|have|had|is|are) )?(?:(?:agreed|committed|set|due|expected|arranged) to )?(?:be )?"
        rf"(?:provide|provides|provided|providing|arrange|arranged|arranging|underwrite|underwrote|underwriting)(?: (?:{money_words()}|committed|(?P<money>#\d+))){{0,6}}"
        r" (?:financing|loan|loans|facility|facilities|debt)(?P<to>(?: (?:to|for) @\d+)?)(?!\S)"
    )


def lender_provides(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Bank](investor) has committed to provide [$5 million](amount) of debt financing to [Acme Robotics](company).``"""
    for match in _provides().finditer(line.text):
        givers = names_before(line, line.number(match.start())).entities
        last = said.last()
        if match["to"]:
            company: Entity | None = line.name(match["to"].split()[-1])
        elif last is not None and last.round == "debt":
            company = last.company
        else:
            company = _who_said(line, match.end())
        if company is None or not givers:
            continue
        money = line.amounts[int(match["money"][1:])] if match["money"] else None
        if money is None and last is not None and last.round == "debt" and last.company == company:
            money = last.money
        found = FinancingCandidate(company, money, "debt", (), (), line.start, line.end)
        yield from with_backers(found, givers, ())


_SAID_LAST = re.compile(r", (?P<who>@\d+|(?:the company|it)) (?:said|says|added)")


def _who_said(line: Line, start: int) -> Entity | None:
    """Who says so at the end: "…, the company said"."""
    match = _SAID_LAST.search(line.text, start)
    if match is None:
        return None
    if match["who"].startswith("@"):
        return line.name(match["who"])
    return antecedent(line.token(line.number(match.end("who")) - 1), line.entities)
