"""Rules of verbs: who raised, landed or closed how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.fields.funding.lines import Line
from extractor.fields.funding.name_lists import names_from
from extractor.fields.funding.round_backers import backers_in, statement_of
from extractor.fields.funding.round_words import (
    OF_A_FUND,
    any_of,
    money_noun,
    money_words,
    round_after,
    round_name,
)
from extractor.fields.funding.said import Said, raiser
from extractor.fields.funding.statements import FinancingCandidate, with_backers
from extractor.fields.funding.subjects import company_before, is_company
from extractor.lexicon import load_terms, per_lexicons


@per_lexicons
def _raised() -> re.Pattern[str]:
    """ "raised an oversubscribed #0 in series b funding" """
    return re.compile(
        rf"(?<!\S)(?P<verb>raise|raises|raised|raising)(?P<lead>(?: {money_words()}){{0,7}}) (?P<money>#\d+)(?!\S)"
        rf"{round_after()}"
    )


@per_lexicons
def _took_in() -> re.Pattern[str]:
    """ "secured a #0 seed round" """
    verbs = []
    for row in sorted(load_terms("funding_verbs"), key=lambda row: " = " not in row):
        forms, _, particle = row.partition(" = ")
        verbs.append(rf"(?:{any_of(forms.split())})" + (f" {particle}" if particle else ""))
    return re.compile(
        rf"(?<!\S)(?P<verb>{'|'.join(verbs)})(?P<lead>(?: {money_words()}){{0,7}}) (?P<money>#\d+)(?!\S)"
        rf"{round_after()}"
    )


_HAS = re.compile(r"(?<!\S)(?:has|have|had|having)(?: \w+){0,3} \Z")


def raised_amount(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) raised [$5 million](amount) from [Bolt Capital](investor).``"""
    matches = list(_raised().finditer(line.text))
    for match, end in zip(matches, _ends(matches, line), strict=True):
        if OF_A_FUND.match(line.text, match.end()):
            continue
        number = line.number(match.start())
        if line.words[number - 1].text == "to" and number:
            number = _set_to(line, number - 1) or number
        company = raiser(line, said, number)
        if company is not None:
            statement = statement_of(line, company, match, end)
            whole = statement.round is None and _HAS.search(line.text, 0, match.start())
            yield replace(statement, round="total") if whole else statement


_SET_TO = re.compile(r"(?<!\S)(?:set|agreed|managed|due|poised|able) \Z")
_SELLING_TO = re.compile(
    r"(?<!\S)(?:selling|sold|sells|sell|issuing|issued|issue|placing|placed|offering|listed|floated|went public)(?: (?![,;])\S+){0,8} (?:shares?|stock|notes|bonds|units|ads|adss|securities|equity|share|%\d+)(?: (?![,;])\S+){0,8} \Z"
)


def _set_to(line: Line, to: int) -> int:
    """The word whose subject will raise money: "Acme [to] raise", "is [set] to raise", "[sold] shares to raise"; else 0."""
    if to and is_company(line, to - 1) and to < _HEADLINE:
        return to
    before = line.text[: line.offset(to)]
    found = _SET_TO.search(before) or _SELLING_TO.search(before)
    return line.number(found.start()) if found else 0


_HEADLINE = 6
"""Words before "to" in a headline."""


_TO_GROW = re.compile(
    r"(?:bag|bank|borrow|land|nab|net|scor|secur|snag|grab|haul|pull|rak|scoop|clinch|pocket|garner|reel|lin|clos|gets\b|tak\w* in)\w*(?: (?:in|up|down|on))?(?: in %\d+)? (?:to|from|for|led by|at a) (?!settle|pay|resolve|close)|gets? (?:from|led by) |taken in (?:before|prior|to date|so far|in total|since) "
)
"""What headlines write without a noun of money: "Acme bags $5 million to sell pumps"."""


_SIGNED = re.compile(r"(?:agree|arrang|enter|issu|launch|negotiat|pric|sign)")
_OFFERED = re.compile(
    r"\b(?:facility|facilities|loans?|credit|notes|bonds|debentures|debt|offering|placement|placing|ipo|listing|flotation|rights issue|round|series|seed)\b"
)
"""What is signed, launched or priced: not a programme of one's own."""

_FROM = re.compile(r"(?: more)? from (?P<who>(?:[\w~-]+ ){0,5})")
_INVESTORS = frozenset(
    ["investors", "investor", "backers", "backer", "fund", "funds", "firm", "firms", "capitalists"]
)
_FUND_NAME = re.compile(
    r"(?:Capital|Ventures?|Partners|Funds?|Equity|Investments?|Angels?|VC|Holdings)(?:\W|\Z)"
)


def _from_investors(line: Line, match: re.Match[str]) -> bool:
    """Whether the money comes from those who invest: "received #0 from Bolt Capital", "from a group of investors"."""
    source = _FROM.match(line.text, match.end())
    if source is None:
        return False
    named = names_from(line, line.number(source.start("who"))).entities
    return bool(_INVESTORS & set(source["who"].split()) or (named and _FUND_NAME.search(named[0].name)))


_FOR_OTHERS = re.compile(
    r" (?:in [\w -]{1,40} )?(?:for|on behalf of) (?:(?:@\d+ 's|its|their|the|our) )?(?:[\w-]+ ){0,2}(?:clients|consumers|customers|investors|members|plaintiffs|shareholders|stockholders|taxpayers|victims|workers)(?!\S)"
)
"""What a law firm or a union wins: "secured $5 million [for investors]"."""
_GATHERS = re.compile(r"(?:amass|attract|bring|brought|collect|gather|pull)")
_IN_ALL = re.compile(r"(?<!\S)(?:in all|in total|all told|altogether)(?!\S)")


def took_in_amount(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) landed [$5 million](amount) in funding led by [Bolt Capital](lead).``"""
    matches = [
        m
        for m in _took_in().finditer(line.text)
        if line.words[line.number(m.start())].tag != "JJ"
        and line.words[max(0, line.number(m.start()) - 1)].text not in {"would", "could", "might", "may"}
        and (
            (m["tail"] if m["tail"] or m["verb"].startswith("issu") else re.search(money_noun(), m["lead"]))
            or _TO_GROW.match(f"{m['verb']}{line.text[m.end() :]}")
            or _from_investors(line, m)
            or (_GATHERS.match(m["verb"]) and _IN_ALL.search(line.text))
        )
        and (not _SIGNED.match(m["verb"]) or _OFFERED.search(m["lead"] + m["tail"]))
    ]
    for match, end in zip(matches, _ends(matches, line), strict=True):
        if (
            OF_A_FUND.match(line.text, match.end())
            or _FOR_OTHERS.match(line.text, match.end())
            or (
                re.match(r" (?:in|into) (?:@|its |their |the )", line.text[match.end() :])
                and match["tail"].endswith("investment")
            )
        ):
            continue
        company = raiser(line, said, line.number(match.start()))
        if company is not None:
            statement = statement_of(line, company, match, end)
            borrowed = statement.round is None and match["verb"].startswith("borrow")
            yield replace(statement, round="debt") if borrowed else statement


_WAS_RAISED = re.compile(
    r"(?<!\S)(?P<money>#\d+)(?P<tail>(?: in [\w -]{1,30}?)?) (?:that |which )?(?:@\d+|it|the (?:company|startup|start-up|firm|business)) (?:(?:has|have|had) )?(?:(?:ever|already|previously|so far|once|earlier) )?(?P<verb>raised|attracted|collected)(?!\S)(?! (?:its|the|a|by|in|through|via) )"
)


def amount_that_was_raised(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``Bolt paid less than the [$5 million](amount) that [Acme](company) had raised from [Cape Capital](investor).``"""
    for match in _WAS_RAISED.finditer(line.text):
        company = raiser(line, said, line.number(match.start("verb")))
        if company is not None:
            yield replace(statement_of(line, company, match, len(line.text)), round="total")


@per_lexicons
def _funded() -> re.Pattern[str]:
    """ "closed its series b round led by", "received funding from" """
    verbs = any_of(form for row in load_terms("funding_verbs") if " = " not in row for form in row.split())
    return re.compile(
        rf"(?<!\S)(?:raise|raises|raised|raising|{verbs})(?P<round>(?: {money_words()}){{0,6}} (?:{money_noun()}|backing|money|cash|amount|sum))(?!\S)(?! (?:of|to) )(?! #)"
        r"(?P<by>(?: ,)? (?:from|(?:co-)?led by|that was led by|with participation)(?!\S))"
    )


def funded_from(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) has received seed funding from [Bolt Capital](investor).``"""
    for match in _funded().finditer(line.text):
        number = line.number(match.start())
        company = raiser(line, said, number)
        if company is not None and not (number and line.words[number - 1].text == "will"):
            investors, leads = backers_in(line, match.start("by"), len(line.text))
            found = FinancingCandidate(
                company, None, round_name(match["round"], ""), (), (), line.start, line.end
            )
            yield from with_backers(found, investors, leads)


_WITH = re.compile(
    r"(?<!\S)(?:(?:(?:emerg|exit|launch|com|cam|step|break|brok)\w*(?: out)?(?: of| from)? stealth(?: mode)?|launch(?:es|ed)?|debuts?)(?: (?:only |just )?(?:in |on |last )?%\d+)? with(?: an?)?"
    r"|(?P<backed>backed|funded|seeded|bankrolled|capitali[sz]ed) (?:by(?= (?:an? )?#\d+ (?:from|in) )|with|to the tune of)(?: (?:more than|a|an|some|its|an initial))?) (?P<money>#\d+)(?!\S)(?! (?:fund|stake|company|group))"
)


def launched_with(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) emerges from stealth with [$5 million](amount) from [Bolt Capital](investor).``"""
    for match in _WITH.finditer(line.text):
        number = line.number(match.start())
        company = company_before(line, number) if match["backed"] else raiser(line, said, number)
        if company is not None:
            found = statement_of(line, company, match, len(line.text))
            if match["backed"] and line.text.startswith(" by ", match.end()):
                givers = names_from(line, line.number(match.end() + len(" by "))).entities
                found = replace(found, investors=(*givers, *found.investors))
            yield found


def _ends(matches: list[re.Match[str]], line: Line) -> list[int]:
    """How far each statement reaches: to the next, or to the end of the line."""
    return [*(m.start() for m in matches[1:]), len(line.text)] if matches else []
