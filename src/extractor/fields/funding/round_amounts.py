"""Rules of nouns: whose round, which total an amount is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.fields.funding.lines import Line
from extractor.fields.funding.name_lists import names_before, names_from
from extractor.fields.funding.round_backers import statement_of
from extractor.fields.funding.round_words import OF_A_FUND, money_words, round_after, round_name
from extractor.fields.funding.said import Said, owner_of, taker, topic
from extractor.fields.funding.statements import FinancingCandidate, joined
from extractor.fields.funding.subjects import (
    clause_subject,
    definite_noun,
    givers_before,
    is_company,
    owner_before,
)
from extractor.lexicon import per_lexicons
from extractor.resolve import Entity


@per_lexicons
def _amount_round() -> re.Pattern[str]:
    """ "a fresh #0 series b round", "series b round ( #0" """
    return re.compile(
        rf"(?<!\S)(?P<lead>(?:{money_words()} ){{0,6}}(?:\( )?)(?P<money>#\d+)(?!\S){round_after()}"
    )


@per_lexicons
def _apposed() -> re.Pattern[str]:
    """ "Acme's last round, [a #0 series b in %0], was led by" """
    return re.compile(
        rf"(?<!\S)(?:its|'s) (?P<round>(?:{money_words()} ){{0,4}}(?:round|raise|financing|fundraise)) (?:,|:|–|—|-) \Z"
    )


_ROUND_OPENS = re.compile(
    r"(?:the|this) (?:[\w-]+ ){0,2}(?:round|funding|financing|deal|raise|fundraise)(?!\S)"
)
""" "The round comes months after its [#0 raise]": the round is no company's."""


def _round_owner(line: Line, number: int) -> Entity | None:
    """Of "Acme's previous funding includes [a #0 round]" Acme."""
    found = _owned_round().search(line.text, 0, line.offset(number))
    return line.name(found["name"]) if found else None


@per_lexicons
def _owned_round() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<=, )|\A)(?:the )?(?P<name>@\d+) 's (?:{money_words()} ){{0,4}}(?:rounds?|funding|financing|raise|seed|series [a-z])(?!\S)"
    )


_OF_ROUND = re.compile(
    r"(?:round|series [a-z]|seed|financing|funding|raise|ipo|investment|injection|infusion|loan|grant) (?:of |worth |\( )\Z"
)


_PUT_INTO = re.compile(r" (?:[\w-]+ ){0,2}investments? in ")


def round_of_owner(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company)'s [$5 million](amount) seed round was led by [Bolt Capital](lead).``"""
    for match in _amount_round().finditer(line.text):
        money = line.amounts[int(match["money"][1:])]
        if said.tells_of(money) or not (match["tail"] or _OF_ROUND.search(match["lead"])):
            continue
        if _PUT_INTO.match(line.text, match.end("money")):
            continue  # "Bolt Capital's $5 million investment in Acme": investment_in reads it
        first = line.number(match.start())
        company = owner_before(line, first)
        if company is None and (apposed := _apposed().search(line.text, 0, match.start())):
            company = owner_of(line, said, line.number(apposed.start("round")))
        if company is None and {"its", "their"} & set(match["lead"].split()):
            last = said.last()
            company = clause_subject(line, first) or _round_owner(line, first)
            if company is None and last is None and _ROUND_OPENS.match(line.text):
                company = topic(line)
            company = company or (last.company if last else owner_before(line, first + 1))
        if company is not None:
            yield statement_of(line, company, match, len(line.text))


_INTO = re.compile(
    r"(?: from @\d+(?: (?:and|,) @\d+){0,3})?(?: ,)? (?:(?:in|for|into|(?:closed|raised|completed|secured|announced) by)(?: (?!which )[\w~-]+){0,5} (?P<name>@\d+)|(?:(?:that|which) )?(?:values|valued) (?:the )?(?:[\w-]+ ){0,3}?(?:(?P<valued>@\d+)|company|startup|start-up|firm|business))(?!\S)"
)


def round_in_company(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](lead) led a [$5 million](amount) funding round in [Acme Robotics](company).``"""
    for match in _amount_round().finditer(line.text):
        money = line.amounts[int(match["money"][1:])]
        into = _INTO.match(line.text, match.end())
        if said.tells_of(money) or not into or not (match["tail"] or _OF_ROUND.search(match["lead"])):
            continue
        if round_name(match["tail"], "") == "debt" and " for " in into.group():
            continue  # "bonds for a clinic"
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
        beside = _WITH.match(line.text, into.end())
        partners = names_from(line, line.number(beside.end())).entities if beside else ()
        yield replace(
            statement,
            investors=joined((*giver, *partners), statement.investors, company),
            leads=joined(leads, statement.leads, company),
        )


_WITH = re.compile(r" (?:with|alongside|together with) ")

LEADING = frozenset(["led", "leads", "leading", "co-led", "co-leading", "co-leads", "lead"])

_AMONG_THEM = re.compile(
    r"(?<!\S)(?:was|were|is|are) (?:also )?(?:among|one of) the (?:[\w-]+ ){0,2}(?:participants|investors|backers) \Z"
)

_GIVING = frozenset(
    [
        "backed",
        "backs",
        "made",
        "makes",
        "making",
        "joined",
        "joins",
        "joining",
        "announced",
        "completed",
        "invested",
    ]
)


def _giver(line: Line, verb: int) -> tuple[Entity, ...]:
    """Who leads or makes the investment of which the words after a verb tell."""
    if among := _AMONG_THEM.search(line.text, 0, line.offset(verb + 1)):
        return names_before(line, line.number(among.start())).entities
    if line.words[verb].text not in LEADING | _GIVING:
        return ()
    return givers_before(line, verb)


def amount_round(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) doubles its value in a [$5 million](amount) funding round.``"""
    for match in _amount_round().finditer(line.text):
        money = line.amounts[int(match["money"][1:])]
        nouns = set(match["tail"].split()) | set(match["lead"].split())
        number = line.number(match.start())
        has = line.words[max(0, number - 1)].text in _HAS and _OF_ROUND.search(match["lead"])
        if (
            said.tells_of(money)
            or OF_A_FUND.match(line.text, match.end())
            or not (match["tail"] or "( " in match["lead"] or has)
            or not (nouns & _ROUND_NOUNS or _WENT_PUBLIC.search(line.text, 0, match.start("money")))
        ):
            continue
        words = [word.text for word in line.words[max(0, number - 14) : number]]
        if _VALUED & set(words[-3:] + match["lead"].split()):
            continue  # "valued at $5 million in its last round"
        last = said.last()
        leads = _giver(line, number - 1) if words and words[-1] in LEADING else ()
        if last is not None and (leads or {"the", "this"} & set(match["lead"].split()[:1])):
            company: Entity | None = last.company
        else:
            company = None if leads else clause_subject(line, number) or _round_owner(line, number)
            if company is None and number == 1 and not leads and is_company(line, 0):
                company = line.name(line.words[0].text)  # "Acme in #0 round"
            lent = "bridge" in match.group() or round_name(match.group(), "") == "debt"
            if company is not None and not lent:
                company = taker(line, said, number, company)
        if company is None or company in leads or (not leads and _NOT_TAKING_IN & set(words)):
            continue
        statement = statement_of(line, company, match, len(line.text))
        investors, leads = (
            joined(leads, statement.investors, company),
            joined(leads, statement.leads, company),
        )
        yield replace(statement, investors=investors, leads=leads)


_VALUED = frozenset(["valued", "worth", "valuation", "values", "valuing"])

_WENT_PUBLIC = re.compile(
    r"(?<!\S)(?:went public|gone public|going public|floated|listed|debuted)(?: (?![,;])\S+){0,9} \Z"
)

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
    [
        "round",
        "funding",
        "financing",
        "raise",
        "fundraise",
        "seed",
        "pre-seed",
        "series",
        "rounds",
        "backing",
    ]
)
