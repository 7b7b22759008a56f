"""What was said before: whom "the round", "the startup" and "its" mean where money is raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from extractor.fields.funding.lines import Line
from extractor.fields.funding.statements import FinancingCandidate
from extractor.fields.funding.subjects import clause_subject, company_before, is_company, owner_before
from extractor.mentions.money import MoneyMention
from extractor.resolve import Entity, antecedent

BOUGHT = re.compile(
    r"(?<!\S)(?:buy|buys|buying|bought|acquire|acquires|acquiring|acquired|acquisition of|takeover of|buyout of|purchase of|(?:offer|bid|proposal)(?: (?!for )[\w.%#-]+){0,6} for|merger with|merge with|sale of|take over|stake in)"
    r"(?: (?!and |for |from |by |to |in )[\w.'-]+){0,5}? (?P<company>@\d+)(?!\S)(?! 's)"
)
"""A company that is bought or bid for."""


_SOURCE = re.compile(
    r"(?<!\S)(?:according to|data from|reported by|first reported by) (?:[\w-]+ ){0,3}?(?P<source>@\d+)(?!\S)"
)

_SIGN = re.compile(r"(?<!\S)@\d+")


class Said:
    """The statements read so far: what "the round" may mean, and which amounts are spoken for."""

    def __init__(self) -> None:
        self.line = 0
        self.opener: Entity | None = None
        """The company that the sentence before opens with."""
        self._opens: Entity | None = None
        self._bought: tuple[int, Entity] | None = None
        self._bought_only = False
        self._buyers: set[int] = set()
        """Keys of those whom the sentences that tell of it name before it."""
        self._rounds: list[tuple[int, FinancingCandidate]] = []
        """Each round told of, and its line; those with an amount are preferred to all before them."""
        self._priced = False
        self._raised: set[int] = set()
        self._others: set[int] = set()
        """Keys of those who give money, or tell of it."""
        self._amounts: set[int] = set()

    def see(self, line: Line, number: int) -> None:
        """Go on to a line."""
        self.line = number
        self.opener, self._opens = self._opens, line.name(line.words[0].text) if is_company(line, 0) else None
        self._others |= {line.name(match["source"]).key for match in _SOURCE.finditer(line.text)}
        for match in BOUGHT.finditer(line.text):
            found = line.name(match["company"])
            self._bought_only = self._bought is None or (self._bought_only and self._bought[1] == found)
            self._bought = number, found
            self._buyers |= {line.name(sign).key for sign in _SIGN.findall(line.text[: match.start()])}

    def add(self, candidate: FinancingCandidate) -> None:
        """Remember a statement, if it tells of a round."""
        self._others |= {investor.key for investor in candidate.investors}
        priced = candidate.money is not None
        if not priced and candidate.round is None:
            return
        self._raised.add(candidate.company.key)
        if candidate.money is not None:
            self._amounts.add(candidate.money.start)
        priced = priced and candidate.round != "total"
        if priced and not self._priced:
            self._rounds.clear()
        if priced or not self._priced:
            self._rounds.append((self.line, candidate))
        self._priced = self._priced or priced

    def last(self) -> FinancingCandidate | None:
        """The round just spoken of; where none was of late, the first of the text. A total is no round."""
        if not self._rounds:
            return None
        number, candidate = self._rounds[-1]
        return candidate if self.line - number <= _LATELY else self._rounds[0][1]

    def takes(self, company: Entity | None) -> bool:
        """Whether a company may be the one that takes money; not one that gave some, or that tells of it."""
        return company is not None and (company.key in self._raised or company.key not in self._others)

    def target(self, antecedent: Entity | None) -> Entity | None:
        """The company that a sentence just before says is bought, if its buyer has raised nothing in the text."""
        if self._bought is None or not 0 < self.line - self._bought[0] <= _JUST_BEFORE:
            return None
        return None if antecedent is not None and antecedent.key in self._raised else self._bought[1]

    def only_target(self, antecedent: Entity | None) -> Entity | None:
        """The one company of the text that is bought, where its buyer was taken for the one meant."""
        near = self.target(antecedent)
        if near is not None or antecedent is None or antecedent.key in self._raised:
            return near
        if self._bought is None or not self._bought_only or antecedent.key not in self._buyers:
            return None
        return self._bought[1]

    def tells_of(self, money: MoneyMention) -> bool:
        """Whether the amount is part of a statement already."""
        return money.start in self._amounts


_LATELY = 4
_JUST_BEFORE = 2
"""Sentences."""

FinancingRule = Callable[[Line, Said], Iterable[FinancingCandidate]]

_POINTS_BACK = re.compile(
    r"(?<!\S)(?:(?P<it>it)|(?:the|this) (?:[\w@~-]+ ){0,3}?(?:company|startup|start-up|firm|fintech|business|group|maker|platform))(?!\S)"
)

_ABOUT = re.compile(
    r"(?:[\w-]+ ){0,4}(?:about|of|for|in) (?:(?:a|an|the) )?@\d+ (?:deal|bid|sale|takeover|merger)(?!\S)"
)
""" "Talk of an Acme deal emerged after it raised": the only company that the sentence is about."""

_LISTED = re.compile(
    r"(?<!\S)(?:took|tak(?:es?|en|ing)|(?:float|list)(?:s|ed|ing))(?: [\w'’-]+){0,6}? (?P<name>@\d+) (?:public|on the (?:[\w-]+ )?(?:stock )?(?:exchange|market))(?!\S)"
)
"""A company that another takes public, as the verb before its money does not say."""


def raiser(line: Line, said: Said, number: int) -> Entity | None:
    """Whom a verb of raising speaks of; "the company" that points nowhere else is the one that raised before."""
    if listed := _LISTED.search(line.text, 0, line.offset(number)):
        return line.name(listed["name"])
    return taker(line, said, number, company_before(line, number))


def taker_before(line: Line, said: Said, number: int) -> Entity | None:
    """Whom the verb at a word speaks of; "the company" after a purchase is the one that was bought."""
    company = company_before(line, number)
    return taker(line, said, number, company) if company is not None else None


def taker(line: Line, said: Said, number: int, company: Entity | None) -> Entity | None:
    """Whom the words before a word mean where they tell of money taken, ``company`` being whom they name or seem to."""
    named = [line.name(sign) for sign in _SIGN.findall(line.text[: line.offset(number)])]
    pointing = _POINTS_BACK.search(line.text, 0, line.offset(number))
    if company in named or not pointing:
        return company
    if pointing["it"] and len({entity.key for entity in named}) == 1 and _ABOUT.match(line.text):
        return named[0]
    last = said.last()
    target = said.target(company) if pointing["it"] else said.only_target(company)
    company = company if last is None or said.takes(company) else None
    return target or company or (last.company if last is not None else topic(line))


def topic(line: Line) -> Entity | None:
    """The company that the text names most."""
    named = [e for e in line.entities.all if e.type == "company" and len(e.mentions) >= _OFTEN]
    return max(named, key=lambda e: (len(e.mentions), -e.key), default=None)


_OFTEN = 4
"""Mentions of what a text is about."""


_UNNAMED_OWNER = re.compile(
    r"(?<!\S)(?:its|the (?:[\w-]+ ){0,2}(?:company|startup|start-up|firm|business|maker) 's) \Z"
)


def owner_of(line: Line, said: Said, number: int) -> Entity | None:
    """Whose the thing at a word is; "its" that points nowhere else is of the one that raised before."""
    owner = owner_before(line, number)
    last = said.last()
    unnamed = number and _UNNAMED_OWNER.search(line.text, 0, line.offset(number))
    if unnamed and (unnamed.group() != "its " or clause_subject(line, number - 1) is None):
        owner = said.only_target(owner) or owner
    if owner is None and number and line.words[number - 1].text in {"its", "'s"} and last is not None:
        return last.company
    return owner


def pointed_at(line: Line, said: Said, number: int, givers: Iterable[Entity]) -> Entity | None:
    """Whom "the company" at a word means where it takes money: not those who give it."""
    signs = _SIGN.findall(line.text[: line.offset(number)])
    others = [line.name(sign) for sign in signs if line.name(sign) not in givers]
    if others:
        return others[-1]
    found = said.target(None) or antecedent(line.token(number), line.entities)
    if (found is None or found in givers) and said.opener is not None and said.opener not in givers:
        found = said.opener  # "Acme makes pumps. Bolt Capital invested in the company."
    last = said.last()
    if found is not None and found not in givers and (last is None or said.takes(found)):
        return found
    return last.company if last is not None and last.company not in givers else None
