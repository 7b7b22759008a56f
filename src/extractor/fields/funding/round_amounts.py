"""Rules of nouns: whose round, which total an amount is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.fields.funding.lines import Line
from extractor.fields.funding.round_backers import backers_in, statement_of
from extractor.fields.funding.round_words import money_noun, money_words
from extractor.fields.funding.said import Said
from extractor.fields.funding.statements import FinancingCandidate, joined
from extractor.fields.funding.subjects import (
    clause_subject,
    definite_noun,
    givers_before,
    owner_before,
)
from extractor.lexicon import per_lexicons
from extractor.resolve import Entity


@per_lexicons
def _amount_round() -> re.Pattern[str]:
    """ "a fresh #0 series b round", "series b round ( #0" """
    return re.compile(
        rf"(?<!\S)(?P<lead>(?:{money_words()} ){{0,6}}(?:\( )?)(?P<money>#\d+)(?!\S)(?P<tail>(?:(?:(?: ,)? {money_words()}){{0,6}} {money_noun()}(?!\S))?)"
    )


_OF_ROUND = re.compile(
    r"(?:round|series [a-z]|seed|financing|funding|raise|ipo|investment|injection|infusion|loan|grant) (?:of |worth |\( )\Z"
)


def round_of_owner(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company)'s [$5 million](amount) seed round was led by [Bolt Capital](lead).``"""
    for match in _amount_round().finditer(line.text):
        money = line.amounts[int(match["money"][1:])]
        if said.tells_of(money) or not (match["tail"] or _OF_ROUND.search(match["lead"])):
            continue
        first = line.number(match.start())
        company = owner_before(line, first)
        if company is None and {"its", "their"} & set(match["lead"].split()):
            last = said.last()
            company = clause_subject(line, first) or (last.company if last else owner_before(line, first + 1))
        if company is not None:
            yield statement_of(line, company, match, len(line.text))


_INTO = re.compile(
    r"(?: ,)? (?:(?:in|for|into)(?: [\w-]+){0,4} (?P<name>@\d+)|(?:that|which) (?:values|valued) (?:the )?(?:[\w-]+ ){0,3}?(?:(?P<valued>@\d+)|company|startup|start-up|firm|business))(?!\S)"
)


def round_in_company(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](lead) led a [$5 million](amount) funding round in [Acme Robotics](company).``"""
    for match in _amount_round().finditer(line.text):
        money = line.amounts[int(match["money"][1:])]
        into = _INTO.match(line.text, match.end())
        if said.tells_of(money) or not match["tail"] or not into:
            continue
        number = line.number(into.end())
        sign = into["name"] or into["valued"]
        company = line.name(sign) if sign else definite_noun(line, number - 1)
        if company is None:
            continue
        statement = statement_of(line, company, match, len(line.text))
        number = line.number(match.start())
        verb = number - 1 if number else 0
        giver = _giver(line, verb)
        leads = giver if line.words[verb].text in LEADING else ()
        yield replace(
            statement,
            investors=joined(giver, statement.investors, company),
            leads=joined(leads, statement.leads, company),
        )


LEADING = frozenset(["led", "leads", "leading", "co-led", "co-leading", "co-leads", "lead"])

_GIVING = frozenset(
    ["made", "makes", "making", "joined", "joins", "joining", "announced", "completed", "invested"]
)


def _giver(line: Line, verb: int) -> tuple[Entity, ...]:
    """Who leads or makes the investment of which the words after a verb tell."""
    if line.words[verb].text not in LEADING | _GIVING:
        return ()
    return givers_before(line, verb)


_TOTAL_TO = re.compile(
    r"""(?<!\S)(?P<owner_at>(?:(?:brings?|brought|bringing|takes?|took|taking|push(?:es|ed|ing)?|lifts?|lifting|raising|puts?|putting|boost(?:s|ing)?|with|for|on)\ )?)
    (?P<owned>(?:(?:@\d+|the\ [\w-]+)\ 's\ |its\ |the\ company\ 's\ )?)
    (?P<words>(?:(?:the|a|total|overall|all-time|lifetime|cumulative|aggregate|funding|funds|financing|capital|equity|amount|investment|money|raised|raise|received|outside|venture|of|to|date|in|so|far|secured|by|company|startup|it|has|have|now)\ ){1,9}(?:by\ (?P<by>@\d+)\ )?)
    (?:(?:to|at|of|is|are|stands\ at|now\ stands\ at|is\ now|has\ reached|stood\ at|reaches|reached|exceeds|tops|amounts\ to|comes\ to|totals)\ )?(?P<money>\#\d+)(?!\S)""",
    re.VERBOSE,
)


def total_brought_to(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``The round brings [Acme](company)'s total funding to [$9 million](amount).``"""
    for match in _TOTAL_TO.finditer(line.text):
        words = set(match["words"].split())
        money = line.amounts[int(match["money"][1:])]
        if said.tells_of(money) or not words & _TOTAL_WORDS or not words & _MONEY_WORDS:
            continue
        company = line.name(match["by"]) if match["by"] else None
        if match["owned"]:
            company = owner_before(line, line.number(match.start("words")))
        if company is None:
            last = said.last()
            company = last.company if last else clause_subject(line, line.number(match.start()))
        if company is not None:
            investors, _ = backers_in(line, match.end(), len(line.text))
            investors = tuple(i for i in investors if i != company)
            yield FinancingCandidate(company, money, "total", investors, (), line.start, line.end)


_TOTAL_WORDS = frozenset(
    ["total", "overall", "all-time", "lifetime", "cumulative", "aggregate", "date", "far"]
)

_MONEY_WORDS = frozenset(["funding", "funds", "financing", "raised", "raise", "received", "secured"])


def amount_round(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) doubles its value in a [$5 million](amount) funding round.``"""
    for match in _amount_round().finditer(line.text):
        money = line.amounts[int(match["money"][1:])]
        nouns = set(match["tail"].split()) | set(match["lead"].split())
        number = line.number(match.start())
        has = line.words[max(0, number - 1)].text in _HAS and _OF_ROUND.search(match["lead"])
        if (
            said.tells_of(money)
            or not (match["tail"] or "( " in match["lead"] or has)
            or not nouns & _ROUND_NOUNS
        ):
            continue
        words = [word.text for word in line.words[max(0, number - 14) : number]]
        if _VALUED & set(words[-3:]):
            continue  # "valued at $5 million in its last round"
        last = said.last()
        leads = _giver(line, number - 1) if words and words[-1] in LEADING else ()
        if last is not None and (leads or {"the", "this"} & set(match["lead"].split()[:1])):
            company: Entity | None = last.company
        else:
            company = None if leads else clause_subject(line, number)
        if company is None or company in leads or (not leads and _NOT_TAKING_IN & set(words)):
            continue
        statement = statement_of(line, company, match, len(line.text))
        investors, leads = (
            joined(leads, statement.investors, company),
            joined(leads, statement.leads, company),
        )
        yield replace(statement, investors=investors, leads=leads)


_VALUED = frozenset(["valued", "worth", "valuation", "values", "valuing"])

_HAS = frozenset(["has", "had", "have", "secured", "obtained", "arranged"])

_NOT_TAKING_IN = frozenset(
    [
        "revenue",
        "revenues",
        "sales",
        "buy",
        "acquire",
        "provide",
        "provides",
        "provided",
        "providing",
        "lend",
        "lends",
        "lent",
        "commit",
        "commits",
        "committed",
        "offer",
        "offers",
        "offered",
        "invest",
        "raise",
        "seek",
        "seeks",
        "seeking",
        "target",
        "targets",
        "plans",
        "planned",
        "talks",
        "filed",
        "lead",
        "leads",
        "leading",
    ]
)

_ROUND_NOUNS = frozenset(
    ["round", "funding", "financing", "raise", "fundraise", "seed", "pre-seed", "series", "rounds"]
)
