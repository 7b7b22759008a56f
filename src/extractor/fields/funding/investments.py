"""Rules of investments: who put money into whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.fields.funding.lines import FINITE_TAGS, Line
from extractor.fields.funding.name_lists import names_from
from extractor.fields.funding.round_words import date_beside, money_noun
from extractor.fields.funding.said import Said, pointed_at
from extractor.fields.funding.statements import FinancingCandidate, backing_of, joined, with_backers
from extractor.fields.funding.subjects import (
    givers_before,
    is_company,
    owner_before,
)
from extractor.resolve import Entity

_INVESTED = re.compile(
    r"""(?<!\S)(?P<verb>(?:re-?)?invest(?:s|ed|ing)?|pump(?:s|ed|ing)?|pour(?:s|ed|ing)?|inject(?:s|ed|ing)?|put(?:s|ting)?|sank|plough(?:s|ed)?|plow(?:s|ed)?|(?P<check>bet(?:s|ting)?|wrote))
    (?:\ (?:(?:another|a\ further|an\ additional|a\ total\ of)\ )?(?P<money>\#\d+)(?:\ (?:%\d+|of\ [\w-]+|in\ (?:cash|equity|debt)|checks?|cheques?))?|(?:some\ |more\ |its\ |his\ |her\ |early\ |seed\ )?(?P<some>money|cash|capital))? \ (?:in|into|for|(?(check)(?:on|to)))
    (?P<into>(?:\ (?!to|by|for|with|its|their)[\w~'’-]+){0,5}?\ @\d+|(?P<back>\ (?:it|the\ (?:company|startup|start-up|firm|business))))(?!\S)""",
    re.VERBOSE,
)


def invested_in(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](investor) invested [$5 million](amount) in [Acme Robotics](company).``"""
    for match in _INVESTED.finditer(line.text):
        if not (match["money"] or match["some"]) and not match["verb"].startswith(
            ("invest", "reinvest", "re-invest")
        ):
            continue
        number = line.number(match.start())
        agreed = number > 1 and line.words[number - 2].text in _AGREED
        to = number and line.words[number - 1].text == "to"
        givers = givers_before(line, number - 2 if agreed else number - 1 if to else number)
        unnamed = match["money"] is not None and _UNNAMED.search(line.text, 0, match.start())
        after = line.number(match.end() + 1)
        if (
            not (givers or unnamed)
            or is_planned(line, number)
            or (
                (after < len(line.words) and line.words[after].tag in {"POS", "NN", "NNS"})
                and not re.match(money_noun(), line.words[after].text)
            )
        ):
            continue
        takers = names_from(line, line.number(match.start("into") + 1), narrow=True).entities
        if match["back"]:
            pointed = pointed_at(line, said, line.number(match.end()) - 1, givers)
            takers = (pointed,) if pointed is not None else ()
        for company in takers:
            money = line.amounts[int(match["money"][1:])] if match["money"] else None
            date = date_beside(line, match.end(), len(line.text))
            backers = joined(givers, (), company)
            if backers or (unnamed and company.type == "company"):
                yield FinancingCandidate(company, money, None, backers, (), line.start, line.end, date)


_UNNAMED = re.compile(
    r"(?<!\S)(?:investors|backers|shareholders|venture capitalists|funds|firms)(?: (?:have|had|has|also|already|then|together|collectively)){0,3} \Z"
)

_AGREED = frozenset(["agreed", "agrees", "committed", "commits"])


def is_planned(line: Line, verb: int) -> bool:
    """Whether it is yet to come, or denied: "plans to invest", "did not invest"."""
    finite = any(word.tag in FINITE_TAGS for word in line.words[:verb])
    if verb > 1 and line.words[verb - 1].text == "to" and is_company(line, verb - 2) and not finite:
        return False  # a headline: "Acme to invest"
    before = {word.text for word in line.words[max(0, verb - 4) : verb]}
    if before & _AGREED:
        return False
    return bool(before & {"to", "would", "could", "may", "might", "not", "n't", "n’t", "if", "should"})


_INVESTMENT_IN = re.compile(
    r"(?<!\S)(?:(?P<giver>@\d+) 's (?:[\w-]+ ){0,3}(?:(?P<money>#\d+) )?|(?:of|from|exit|exits|exited|sold|sell|selling|made|increased|increasing) its |its (?=strategic|minority|equity|early|seed|venture|initial))"
    r"(?:[\w-]+ ){0,2}investments? (?:was |were |is )?in (?:[\w-]+ ){0,4}?(?P<company>@\d+)(?!\S)(?! 's)"
)

_OWNS_LIST = re.compile(r"(?<!\S)(?P<owner>@\d+) 's (?:(?!'s|;)\S+ ){1,30}(?:, |and )\Z")
""" "follows Acme's purchases of Bolt and Cape, [its investment in] Dune": Acme's." """


def investment_in(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](investor)'s early investment in [Acme Robotics](company) has paid off.``"""
    for match in _INVESTMENT_IN.finditer(line.text):
        if sign := match["giver"]:
            giver: Entity | None = line.name(sign)
        elif listed := _OWNS_LIST.search(line.text, 0, match.start()):
            giver = line.name(listed["owner"])
        else:
            its = line.number(line.text.index("its ", match.start()))
            giver = owner_before(line, its + 1)
        if giver is not None:
            backing = backing_of(line, line.name(match["company"]))
            if match["money"]:
                backing = replace(backing, money=line.amounts[int(match["money"][1:])])
            yield from with_backers(backing, (giver,), ())
