"""Financings: who raised how much from whom, in which round."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractor.fields.line_grammar import (
    clause_subject,
    company_before,
    definite_noun,
    names_before,
    names_from,
    owner_before,
)
from extractor.fields.lines import Line
from extractor.lexicon import load_terms
from extractor.mentions.dates import DateMention
from extractor.mentions.money import MoneyMention
from extractor.resolve import Entity, antecedent


@dataclass(frozen=True, slots=True)
class FinancingCandidate:
    """A company raised money, or is backed by somebody."""

    company: Entity
    money: MoneyMention | None
    round: str | None
    investors: tuple[Entity, ...]
    leads: tuple[Entity, ...]
    start: int
    """Code point where the sentence that says so starts."""
    end: int
    date: DateMention | None = None
    rule: str = ""


class Said:
    """The statements read so far: what "the round" may mean, and which amounts are spoken for."""

    def __init__(self) -> None:
        self.line = 0
        self._bought: tuple[int, Entity] | None = None
        self._rounds: list[tuple[int, FinancingCandidate]] = []

    def add(self, candidate: FinancingCandidate) -> None:
        """Remember a statement, if it tells of a round."""
        if candidate.money is not None or candidate.round is not None:
            self._rounds.append((self.line, candidate))

    def last(self) -> FinancingCandidate | None:
        """The round just spoken of; where none was of late, the first of the text. A total is no round."""
        priced = [r for r in self._rounds if r[1].money is not None and r[1].round != "total"]
        rounds = priced or self._rounds
        if not rounds:
            return None
        number, candidate = rounds[-1]
        return candidate if self.line - number <= _LATELY else rounds[0][1]

    def see(self, line: Line, number: int) -> None:
        """Go on to a line."""
        self.line = number
        for match in BOUGHT.finditer(line.text):
            self._bought = number, line.name(match["company"])

    def target(self, antecedent: Entity | None) -> Entity | None:
        """The company that the sentence before says is bought, if its buyer has raised nothing in the text."""
        if self._bought is None or not 0 < self.line - self._bought[0] <= 2:
            return None
        return None if any(c.company == antecedent for _, c in self._rounds) else self._bought[1]

    def tells_of(self, money: MoneyMention) -> bool:
        """Whether the amount is part of a statement already."""
        return any(candidate.money is money for _, candidate in self._rounds)


_LATELY = 4
"""Sentences."""

FinancingRule = Callable[[Line, Said], Iterable[FinancingCandidate]]


def read_financings(lines: Iterable[Line]) -> Iterator[FinancingCandidate]:
    """What the rules propose, sentence by sentence."""
    said = Said()
    for number, line in enumerate(lines):
        said.see(line, number)
        for rule in FINANCING_RULES:
            for candidate in rule(line, said):
                stamped = replace(candidate, rule=rule.__name__)
                said.add(stamped)
                yield stamped


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _noun() -> str:
    """A noun of raised money: "round", "seed", "series b"."""
    return rf"(?:{_any_of(load_terms('funding_money_nouns'))}|series [a-z])"


@cache
def _filler() -> str:
    """A word that may stand between verb, amount and noun."""
    plain = [
        "a",
        "an",
        "the",
        "its",
        "their",
        "of",
        "in",
        "worth",
        "and",
        "or",
        "as",
        "for",
        "via",
        "through",
        "with",
    ]
    plain += [
        "during",
        "across",
        "over",
        "to the pot",
        "two",
        "three",
        "by",
        "way",
        "close",
        "closing",
        "form",
        "at",
    ]
    return rf"(?:{_noun()}|{_any_of([*plain, *load_terms('funding_money_adjectives')])})"


@cache
def _raised() -> re.Pattern[str]:
    """ "raised an oversubscribed #0 in series b funding" """
    return re.compile(
        rf"(?<!\S)(?P<verb>raise|raises|raised|raising)(?P<lead>(?: {_filler()}){{0,7}}) (?P<money>#\d+)(?!\S)"
        rf"(?P<tail>(?:(?: ,)?(?: {_filler()}){{0,8}} {_noun()}(?!\S))?)"
    )


@cache
def _took_in() -> re.Pattern[str]:
    """ "secured a #0 seed round" """
    verbs = []
    for row in load_terms("funding_verbs"):
        forms, _, particle = row.partition(" = ")
        verbs.append(rf"(?:{_any_of(forms.split())})" + (f" {particle}" if particle else ""))
    return re.compile(
        rf"(?<!\S)(?P<verb>{'|'.join(verbs)})(?P<lead>(?: {_filler()}){{0,7}}) (?P<money>#\d+)(?!\S)"
        rf"(?P<tail>(?:(?: ,)?(?: {_filler()}){{0,8}} {_noun()}(?!\S))?)"
    )


@cache
def _amount_round() -> re.Pattern[str]:
    """ "a fresh #0 series b round", "series b round ( #0" """
    return re.compile(
        rf"(?<!\S)(?P<lead>(?:{_filler()} ){{0,6}}(?:\( )?)(?P<money>#\d+)(?!\S)(?P<tail>(?:(?:(?: ,)? {_filler()}){{0,6}} {_noun()}(?!\S))?)"
    )


BOUGHT = re.compile(
    r"(?<!\S)(?:buy|buys|buying|bought|acquire|acquires|acquiring|acquired|acquisition of|takeover of|buyout of|purchase of|offer for|bid for|merger with|merge with|sale of|take over|stake in)"
    r"(?: (?!and |for |from |by |to |in )[\w'-]+){0,5}? (?P<company>@\d+)(?!\S)(?! 's)"
)
"""A company that is bought or bid for."""

_OF_A_FUND = re.compile(
    r" for(?: [\w'’-]+){0,5} funds?\b| (?:[\w'’-]+ ){0,3}funds?\b(?!ing)| in (?:commitments|assets|aum)\b"
)
_TOTAL = re.compile(
    r"\b(?:to date|so far|since (?:inception|launch|launching|its (?:inception|launch|founding))|altogether|in all)\b"
)
_ROUNDS = (
    (re.compile(r"\bpre-seed\b"), "pre-seed"),
    (re.compile(r"\b(?:series )?seed\b"), "seed"),
    (
        re.compile(
            r"\b(?:ipo|initial public offering|initial public share offering|flotation|stock market listing)\b"
        ),
        "IPO",
    ),
    (re.compile(r"\bgrants?\b"), "grant"),
    (re.compile(r"\b(?:debt|loans?|credit|notes)\b(?!.*\bequity\b)(?<!equity and debt)"), "debt"),
)
_SERIES = re.compile(r"\bseries ([a-z])\b")


def _round_name(words: str, after: str) -> str | None:
    """What the round is called in the words of its phrase; ``after`` are the words that follow."""
    if _TOTAL.search(words) or _TOTAL.match(after.strip()):
        return "total"
    if series := _SERIES.search(words):
        return f"Series {series.group(1).upper()}"
    for pattern, name in _ROUNDS:
        if pattern.search(words):
            return name
    return "total" if re.search(r"\btotal\b", words) else None


def _date(line: Line, start: int, end: int) -> DateMention | None:
    """The date beside the amount, else the one that the sentence opens with."""
    found = re.search(r"(?<!since )(?<!founded in )(?<!by )%(\d+)", line.text[start:end]) or re.match(
        r"(?:(?:in|on|back|late|early|and|by|but) ){0,3}%(\d+) ,", line.text
    )
    return line.dates[int(found.group(1))] if found else None


_CUE = re.compile(
    r"""(?<!\S)(?:
      (?P<lead> (?:co-)?led (?:\ jointly)? \ by | spearheaded\ by | anchored\ by )
    | from | participation\ (?:also\ )?(?:came\ )?(?:from|of|by) | backed\ by | supported\ by | joined\ by | including | featuring | (?:also\ )?include[sd]? | investors
    | alongside | along\ with | such\ as )(?!\S)""",
    re.VERBOSE,
)
_PARTICIPATING = re.compile(r"(?<!\S)(?:participating|joining|taking part|investing)(?!\S)")
_STOPPERS = frozenset(
    [
        "as",
        "when",
        "after",
        "before",
        "since",
        "because",
        "while",
        "said",
        "says",
        ";",
        "who",
        "than",
        "whose",
    ]
)
_AUXILIARIES = frozenset(
    [
        "was",
        "were",
        "is",
        "are",
        "has",
        "have",
        "had",
        "led",
        "co-led",
        "came",
        "included",
        "includes",
        "comes",
    ]
)


_LISTS_ON = re.compile(r"(?:\S+ )?(?:such as|as well as|well as) ")


def _reach(line: Line, start: int, end: int) -> int:
    """Where in ``text`` the words that still tell of the round end."""
    for number in range(line.number(start), len(line.words)):
        word = line.words[number]
        if line.offset(number) >= end:
            break
        if word.text in _STOPPERS and not _LISTS_ON.match(line.text, line.offset(max(0, number - 1))):
            return line.offset(number)
        if word.text == "to" and line.words[min(number + 1, len(line.words) - 1)].tag == "VB":
            return line.offset(number)
        if word.tag in {"VBD", "VBZ", "VBP", "MD"} and word.text not in _AUXILIARIES:
            return line.offset(number)
    return end


def _backers(line: Line, start: int, end: int) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """All the backers named in ``text[start:end]``, and those of them that led."""
    end = _reach(line, start, end)
    found: list[Entity] = []
    leads: list[Entity] = []
    for cue in _CUE.finditer(line.text, start, end):
        number = line.number(cue.end() + 1)
        found += names_from(line, number).entities
        if cue["lead"]:
            leads += names_from(line, number, narrow=True).entities
    for cue in _PARTICIPATING.finditer(line.text, start, end):
        found += names_before(line, line.number(cue.start())).entities
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(leads))


_LENDERS = re.compile(r"(?: [\w-]+){0,2} (?:with|arranged by|provided by|underwritten by) ")


def _statement(line: Line, company: Entity, match: re.Match[str], end: int) -> FinancingCandidate:
    """What a phrase with an amount says; what it says of backers and date stands before ``end``."""
    investors, leads = _backers(line, match.end(), end)
    name = _round_name(match.group(), line.text[match.end() : match.end() + 30])
    if name == "debt" and (lenders := _LENDERS.match(line.text, match.end())):
        investors = (*names_from(line, line.number(lenders.end())).entities, *investors)
    return FinancingCandidate(
        company,
        line.amounts[int(match["money"][1:])],
        name,
        tuple(i for i in investors if i != company),
        tuple(i for i in leads if i != company),
        line.start,
        line.end,
        _date(line, match.end(), end),
    )


_POINTS_BACK = re.compile(
    r"(?<!\S)(?:it|(?:the|this) (?:[\w~-]+ ){0,3}?(?:company|startup|start-up|firm|fintech|business|group|maker|platform))(?!\S)"
)


def _raiser(line: Line, said: Said, number: int) -> Entity | None:
    """Whom a verb of raising speaks of; "the company" that points nowhere else is the one that raised before."""
    company = company_before(line, number)
    named = [line.name(sign) for sign in re.findall(r"(?<!\S)@\d+", line.text[: line.offset(number)])]
    if company in named or not _POINTS_BACK.search(line.text, 0, line.offset(number)):
        return company
    last = said.last()
    return said.target(company) or company or (last.company if last is not None else _topic(line))


def _topic(line: Line) -> Entity | None:
    """The company that the text names most."""
    named = [e for e in line.entities.all if e.type == "company" and len(e.mentions) >= _OFTEN]
    return max(named, key=lambda e: (len(e.mentions), -e.key), default=None)


_OFTEN = 4
"""Mentions of what a text is about."""


def _owner(line: Line, said: Said, number: int) -> Entity | None:
    """Whose the thing at a word is; "its" that points nowhere else is of the one that raised before."""
    owner = owner_before(line, number)
    last = said.last()
    if owner is None and number and line.words[number - 1].text in {"its", "'s"} and last is not None:
        return last.company
    return owner


_HAS = re.compile(r"(?<!\S)(?:has|have|had|having)(?: \w+){0,3} \Z")


def raised_amount(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) raised [$5 million](amount) from [Bolt Capital](investor).``"""
    matches = list(_raised().finditer(line.text))
    for match, end in zip(matches, _ends(matches, line), strict=True):
        if _OF_A_FUND.match(line.text, match.end()):
            continue
        company = _raiser(line, said, line.number(match.start()))
        if company is not None:
            statement = _statement(line, company, match, end)
            whole = statement.round is None and _HAS.search(line.text, 0, match.start())
            yield replace(statement, round="total") if whole else statement


_TO_GROW = re.compile(
    r"(?:bag|land|nab|net|scor|secur|snag|grab|haul|pull|rak|scoop|clinch|pocket|garner|reel|lin|clos|gets\b|tak\w* in)\w*(?: \w+)? (?:to|from|for|led by|at a) (?!settle|pay|resolve|close)|gets? (?:from|led by) "
)
"""What headlines write without a noun of money: "Acme bags $5 million to sell pumps"."""


def took_in_amount(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) landed [$5 million](amount) in funding led by [Bolt Capital](lead).``"""
    matches = [
        m
        for m in _took_in().finditer(line.text)
        if line.words[line.number(m.start())].tag != "JJ"
        and (
            m["tail"] or re.search(_noun(), m["lead"]) or _TO_GROW.match(f"{m['verb']}{line.text[m.end() :]}")
        )
    ]
    for match, end in zip(matches, _ends(matches, line), strict=True):
        if _OF_A_FUND.match(line.text, match.end()) or (
            re.match(r" (?:in|into) (?:@|its |their |the )", line.text[match.end() :])
            and match["tail"].endswith("investment")
        ):
            continue
        company = _raiser(line, said, line.number(match.start()))
        if company is not None:
            yield _statement(line, company, match, end)


@cache
def _funded() -> re.Pattern[str]:
    """ "closed its series b round led by", "received funding from" """
    verbs = _any_of(form for row in load_terms("funding_verbs") if " = " not in row for form in row.split())
    return re.compile(
        rf"(?<!\S)(?:raise|raises|raised|raising|{verbs})(?P<round>(?: {_filler()}){{0,6}} (?:{_noun()}|backing|money|cash|amount|sum))(?!\S)(?! (?:of|to) )(?! #)"
        r"(?P<by>(?: ,)? (?:from|(?:co-)?led by|that was led by|with participation)(?!\S))"
    )


_STEALTH = re.compile(
    r"(?<!\S)(?:(?:emerg|exit|launch|com|cam|step|break|brok)\w*(?: out)?(?: of| from)? stealth(?: mode)?|launch(?:es|ed)?|debuts?) with (?:a |an )?(?P<money>#\d+)(?!\S)"
)


def out_of_stealth(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) emerges from stealth with [$5 million](amount) from [Bolt Capital](investor).``"""
    for match in _STEALTH.finditer(line.text):
        company = _raiser(line, said, line.number(match.start()))
        if company is not None:
            yield _statement(line, company, match, len(line.text))


def funded_from(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) has received seed funding from [Bolt Capital](investor).``"""
    for match in _funded().finditer(line.text):
        company = _raiser(line, said, line.number(match.start()))
        if company is not None:
            investors, leads = _backers(line, match.start("by"), len(line.text))
            found = FinancingCandidate(
                company, None, _round_name(match["round"], ""), (), (), line.start, line.end
            )
            yield from _with_backers(found, investors, leads)


def _ends(matches: list[re.Match[str]], line: Line) -> list[int]:
    """How far each statement reaches: to the next, or to the end of the line."""
    return [*(m.start() for m in matches[1:]), len(line.text)] if matches else []


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
            yield _statement(line, company, match, len(line.text))


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
        statement = _statement(line, company, match, len(line.text))
        number = line.number(match.start())
        verb = number - 1 if number else 0
        giver = _giver(line, verb)
        leads = giver if line.words[verb].text in _LEADING else ()
        yield replace(
            statement,
            investors=_union(giver, statement.investors, company),
            leads=_union(leads, statement.leads, company),
        )


_LEADING = frozenset(["led", "leads", "leading", "co-led", "co-leading", "co-leads", "lead"])
_GIVING = frozenset(
    ["made", "makes", "making", "joined", "joins", "joining", "announced", "completed", "invested"]
)


def _giver(line: Line, verb: int) -> tuple[Entity, ...]:
    """Who leads or makes the investment of which the words after a verb tell."""
    if line.words[verb].text not in _LEADING | _GIVING:
        return ()
    return names_before(line, verb).entities or tuple(filter(None, [company_before(line, verb)]))


def _union(first: tuple[Entity, ...], second: tuple[Entity, ...], company: Entity) -> tuple[Entity, ...]:
    return tuple(e for e in dict.fromkeys((*first, *second)) if e != company)


_BACKED = re.compile(
    r"(?<!\S)(?P<verb>backed|bankrolled|seeded|backs)(?: [@~]\d+ 's(?: [\w-]+){1,5} ,)?(?P<words>(?: [\w-]+){0,5}?) (?P<company>@\d+)(?!\S)(?! 's)"
)


def backed_company(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](investor) has backed the payments startup [Acme](company).``"""
    for match in _BACKED.finditer(line.text):
        number = line.number(match.start())
        words = line.words[
            line.number(match.end("words")) - len(match["words"].split()) : line.number(
                match.start("company")
            )
        ]
        company = line.name(match["company"])
        if any(word.tag not in _NOMINAL | {"DT", "PRP$"} for word in words):
            continue
        if line.words[number].tag == "VBN" and not {"has", "have", "had", "'s", "’s", "also"} & {
            w.text for w in line.words[max(0, number - 3) : number]
        }:
            continue
        if company.type != "person" and not _is_planned(line, number):
            givers = names_before(line, number).entities or tuple(
                filter(None, [company_before(line, number)])
            )
            yield from _with_backers(_backed(line, company), givers, ())


_INVESTED = re.compile(
    r"""(?<!\S)(?P<verb>(?:re-?)?invest(?:s|ed|ing)?|pump(?:s|ed|ing)?|pour(?:s|ed|ing)?|inject(?:s|ed|ing)?|put(?:s|ting)?|sank|plough(?:s|ed)?|plow(?:s|ed)?)
    (?:\ (?P<money>\#\d+)(?:\ (?:%\d+|of\ [\w-]+|in\ (?:cash|equity|debt)))?)? \ (?:in|into|for)
    (?P<into>(?:\ (?!to|by|for|with|its|their)[\w'’-]+){0,5}?\ @\d+|(?P<back>\ (?:it|the\ (?:company|startup|start-up|firm|business))))(?!\S)""",
    re.VERBOSE,
)


def invested_in(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](investor) invested [$5 million](amount) in [Acme Robotics](company).``"""
    for match in _INVESTED.finditer(line.text):
        if match["money"] is None and not match["verb"].startswith(("invest", "reinvest", "re-invest")):
            continue
        number = line.number(match.start())
        givers = names_before(line, number).entities or tuple(filter(None, [company_before(line, number)]))
        if not givers or _is_planned(line, number) or line.text[match.end() : match.end() + 3] == " 's":
            continue
        takers = names_from(line, line.number(match.start("into") + 1), narrow=True).entities
        if match["back"]:
            pointed = _pointed_at(line, said, line.number(match.end()) - 1, givers)
            takers = (pointed,) if pointed is not None else ()
        for company in takers:
            money = line.amounts[int(match["money"][1:])] if match["money"] else None
            date = _date(line, match.end(), len(line.text))
            backers = _union(givers, (), company)
            if backers:
                yield FinancingCandidate(company, money, None, backers, (), line.start, line.end, date)


_INVESTMENT_IN = re.compile(
    r"(?<!\S)(?P<giver>@\d+) 's (?:[\w-]+ ){0,3}investments? in (?:[\w-]+ ){0,4}?(?P<company>@\d+)(?!\S)(?! 's)"
)


def investment_in(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](investor)'s early investment in [Acme Robotics](company) has paid off.``"""
    for match in _INVESTMENT_IN.finditer(line.text):
        found = _backed(line, line.name(match["company"]))
        yield from _with_backers(found, (line.name(match["giver"]),), ())


def _is_planned(line: Line, verb: int) -> bool:
    """Whether it is yet to come, or denied: "plans to invest", "did not invest"."""
    before = {word.text for word in line.words[max(0, verb - 4) : verb]}
    return bool(before & {"to", "would", "could", "may", "might", "not", "n't", "n’t", "if", "should"})


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
            investors, _ = _backers(line, match.end(), len(line.text))
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
        if said.tells_of(money) or not (match["tail"] or "( " in match["lead"]) or not nouns & _ROUND_NOUNS:
            continue
        number = line.number(match.start())
        words = [word.text for word in line.words[max(0, number - 14) : number]]
        last = said.last()
        if last is not None and {"the", "this"} & set(match["lead"].split()[:1]):
            company: Entity | None = last.company
        else:
            company = clause_subject(line, number)
        if company is None or _NOT_TAKING_IN & set(words):
            continue
        yield _statement(line, company, match, len(line.text))


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


@cache
def _round_noun() -> str:
    """ "the #0 series b round", "the new investment": the round spoken of, with its own amount or without."""
    return rf"(?:(?:the|this|that|its|a|an) )?(?:(?:{_filler()}|#\d+|%\d+) ){{0,5}}(?:round|rounds|funding|financing|fundraise|fundraising|raise|investment|injection|infusion|tranche|seed|series [a-z]|extension)"


@cache
def _led_by() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\S)(?P<round>{_round_noun()})(?P<into>(?: (?:in|for|into) @\d+)?)(?: ,)?(?: (?:which|that))?"
        r"(?: (?!company|startup|start-up|firm|team|group|consortium|business)[\w%,-]+){0,8}? (?P<cue>(?:(?:co-)?led|backed|joined|supported|anchored|provided|made|funded) by|(?:(?:comes|came) )?from)(?!\S)"
    )


def _same_round(line: Line, said: Said, words: str, into: str, number: int) -> FinancingCandidate | None:
    """The statement that "the round" repeats, with this line as its evidence; by "in Acme" or "its" it may be another's."""
    last = said.last()
    company = line.name(into.split()[-1]) if into.strip() else owner_before(line, number)
    if company is None and words.startswith("its "):
        company = owner_before(line, number + 1)
    if company is None and last is None:
        return None
    signs = re.findall(r"#\d+", words)
    money = line.amounts[int(signs[0][1:])] if signs else None
    if last is not None and (company is None or company == last.company):
        name = _round_name(words, "")
        if money is None and (name is None or name == last.round):
            return replace(last, investors=(), leads=(), start=line.start, end=line.end)
        return FinancingCandidate(last.company, money, name, (), (), line.start, line.end)
    assert company is not None
    return FinancingCandidate(company, money, _round_name(words, ""), (), (), line.start, line.end)


def _with_backers(
    same: FinancingCandidate, found: Iterable[Entity], leads: Iterable[Entity]
) -> Iterator[FinancingCandidate]:
    investors = _union(tuple(leads), tuple(found), same.company)
    if investors:
        yield replace(same, investors=investors, leads=_union(tuple(leads), (), same.company))


def round_led_by(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) has raised [$5 million](amount). The round was led by [Bolt Capital](lead).``"""
    for match in _led_by().finditer(line.text):
        same = _same_round(line, said, match["round"], match["into"], line.number(match.start()))
        if same is not None:
            number = line.number(match.end() + 1)
            leads = names_from(line, number, narrow=True).entities if "led" in match["cue"] else ()
            found = names_from(line, number).entities
            more, _ = _backers(line, match.end(), len(line.text))
            yield from _with_backers(same, (*found, *more), leads)


@cache
def _led_round() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\S)(?P<verb>led|co-led|leads|co-leads|leading|co-leading|made|makes|joined|joins|joining|participated in|participates in|participating in|took part in|taking part in|invested in|contributed to) "
        rf"(?:@(?P<owner>\d+) 's )?(?P<round>{_round_noun()})(?P<into>(?: (?:in|for|into) @\d+)?)(?!\S)"
    )


def backers_led_round(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) raised [$5 million](amount). [Bolt Capital](lead) and [Cape Ventures](lead) led the round.``"""
    for match in _led_round().finditer(line.text):
        number = line.number(match.start())
        if _is_planned(line, number):
            continue
        into = f"@{match['owner']}" if match["owner"] else match["into"]
        same = _same_round(line, said, match["round"], into, line.number(match.start("round")))
        if same is None or (same.company == clause_subject(line, number) and not into):
            continue
        givers = names_before(line, number).entities or tuple(filter(None, [company_before(line, number)]))
        more, _ = _backers(line, match.end(), len(line.text))
        leads = givers if match["verb"] in _LEADING else ()
        if givers:
            yield from _with_backers(same, (*givers, *more), leads)


_PARTICIPATED = re.compile(
    r"(?<!\S)(?:participated|participating|took part|joined in|pitched in|chipped in|followed on|re-upped|(?:also|previously) invested)(?= [.,;]| in (?:the|this|that|its)| alongside| %|\Z| as well)"
)
_JOINED = re.compile(
    r"(?<!\S)(?:joined|joins|joining|join) (?:[\w-]+ ){0,3}(?:investors?|backers?|shareholders?) |(?<!\S)participation (?:also )?(?:came )?(?:from|by|of) "
)
_JOINED_BY = re.compile(r"(?<!\S)joined (?:in (?:the|this|that) (?:[\w-]+ ){1,5})?by ")
_ALSO = re.compile(
    r"(?<!\S)(?:(?:also|others|other) )?(?:participating|joining|taking part|investing)(?: (?:in )?(?:the|this) (?:[\w-]+ ){0,2}round)? (?:are|were|was|is|included|include) "
)


def also_participated(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) raised [$5 million](amount). [Bolt Capital](investor) also participated.``"""
    last = said.last()
    if last is None:
        return
    same = replace(last, investors=(), leads=(), start=line.start, end=line.end)
    for match in _PARTICIPATED.finditer(line.text):
        yield from _with_backers(same, names_before(line, line.number(match.start())).entities, ())
    for match in _JOINED.finditer(line.text):
        number = line.number(match.start())
        both = (*names_before(line, number).entities, *names_from(line, line.number(match.end())).entities)
        yield from _with_backers(same, both, ())
    for match in [*_ALSO.finditer(line.text), *_JOINED_BY.finditer(line.text)]:
        yield from _with_backers(same, names_from(line, line.number(match.end())).entities, ())


_INVESTORS = (
    r"(?:(?:[\w-]+ ){0,3}(?:investors?|backers?|shareholders|supporters|participants|investor base|cap table|funders|financiers)"
    r"(?: in (?:the|this) (?:[\w-]+ ){0,2}(?:round|funding|financing|raise))?)"
)
_INCLUDE = re.compile(
    rf"(?<!\S)(?P<owner>(?:(?:@\d+|the [\w-]+(?: [\w-]+)?) 's |its |their |whose )?)(?P<nouns>{_INVESTORS})(?P<into>(?: in (?:@\d+|the (?:company|startup|firm|business)))?)"
    r"(?:(?: ,)?(?: (?:now|already|also|that|who|which|have|has))* (?:include[sd]?|including|are|were|is|was|range from|featured?|such as)"
    r"(?: names(?: from [\w' -]{1,40}?)?(?= such as| like| @))?)(?!\S)"
)


def investors_include(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company)'s investors include [Bolt Capital](investor) and [Cape Ventures](investor).``"""
    for match in _INCLUDE.finditer(line.text):
        found = names_from(line, line.number(match.end() + 1)).entities
        number = line.number(match.start("nouns"))
        if not found:
            continue
        owner: Entity | None = None
        if match["into"]:
            sign = match["into"].split()[-1]
            place = line.number(match.end("into")) - 1
            owner = line.name(sign) if sign[0] == "@" else _pointed_at(line, said, place, found)
        elif match["owner"] == "whose ":
            owner = company_before(line, number)
        elif match["owner"]:
            owner = _owner(line, said, number)
        elif number and line.words[number - 1].text in {"with", "has", "have", "had", "attracted", "drawn"}:
            owner = company_before(line, number - 1) or clause_subject(line, number - 1)
        elif (last := said.last()) and _OPENS_WITH_INVESTORS.match(line.text, match.start()):
            same = replace(last, investors=(), leads=(), start=line.start, end=line.end)
            yield from _with_backers(same, found, ())
        if owner is not None:
            yield from _with_backers(_backed(line, owner), found, ())


_OPENS_WITH_INVESTORS = re.compile(r"(?:(?:[\w-]+ ){0,8}(?:include[sd]?|are|were|is|was)\b)")
"""Not "from investors including"."""


def _backed(line: Line, company: Entity) -> FinancingCandidate:
    return FinancingCandidate(company, None, None, (), (), line.start, line.end)


_INVESTOR_IN = re.compile(
    r"(?<!\S)(?:(?:is|was|became|remains|being|been|are|were) (?:already |also |now )?|, |as )(?:an?|the|one of the|two|both|all)?(?: ?[\w-]+){0,3} ?(?:investor|backer|investors|backers|shareholder|shareholders) (?:in|of) (?P<company>@\d+|it|the (?:company|startup|firm|business))(?!\S)"
)
_NAMED_INVESTOR = re.compile(
    r"(?<!\S)(?P<company>@\d+)(?: 's)?(?: (?:early|seed|lead|existing|longtime|long-time|current|venture|main|biggest|largest|major|top|key|cornerstone)){0,2} (?:investors?|backers?|shareholders?) (?=@|,? ?including|such as|like)"
)


def _pointed_at(line: Line, said: Said, number: int, givers: Iterable[Entity]) -> Entity | None:
    """Whom "the company" at a word means where it takes money: not those who give it."""
    signs = re.findall(r"(?<!\S)@\d+", line.text[: line.offset(number)])
    others = [line.name(sign) for sign in signs if line.name(sign) not in givers]
    if others:
        return others[-1]
    found = said.target(None) or antecedent(line.token(number), line.entities)
    if found is not None and found not in givers:
        return found
    last = said.last()
    return last.company if last is not None and last.company not in givers else None


def investor_in(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](investor) was already an investor in [Acme Robotics](company).``"""
    for match in _INVESTOR_IN.finditer(line.text):
        number = line.number(match.start())
        givers = names_before(line, number).entities or tuple(filter(None, [company_before(line, number)]))
        if match["company"].startswith("@"):
            company: Entity | None = line.name(match["company"])
        else:
            company = _pointed_at(line, said, line.number(match.end()) - 1, givers)
        if company is not None and givers:
            yield from _with_backers(_backed(line, company), givers, ())
    for match in _NAMED_INVESTOR.finditer(line.text):
        found = names_from(line, line.number(match.end())).entities
        yield from _with_backers(_backed(line, line.name(match["company"])), found, ())


@cache
def _provides() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\S)(?:(?:will|would|has|have|had|is|are) )?(?:(?:agreed|committed|set|due|expected|arranged) to )?(?:be )?"
        rf"(?:provide|provides|provided|providing|arrange|arranged|arranging|underwrite|underwrote|underwriting)(?: (?:{_filler()}|committed|(?P<money>#\d+))){{0,6}}"
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
        yield from _with_backers(found, givers, ())


_SAID_LAST = re.compile(r", (?P<who>@\d+|(?:the company|it)) (?:said|says|added)")


def _who_said(line: Line, start: int) -> Entity | None:
    """Who says so at the end: "…, the company said"."""
    match = _SAID_LAST.search(line.text, start)
    if match is None:
        return None
    if match["who"].startswith("@"):
        return line.name(match["who"])
    return antecedent(line.token(line.number(match.end("who")) - 1), line.entities)


_AMONG = re.compile(
    rf"(?<!\S)(?:(?P<verb>counts?|counted|counting|lists?|listed|listing|numbers|boasts|boasting|names) (?P<list>.{{2,300}}?) (?:among|as)"
    rf"|(?P<are>are|is|were|was) (?:all |both |also )?(?:among|one of|some of|listed among))"
    rf" (?P<owner>(?:the )?(?:(?:@\d+|the [\w-]+) 's |its |their )?)(?P<nouns>{_INVESTORS})(?P<into>(?: in @\d+)?)(?!\S)"
)


def counts_among_backers(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) counts [Bolt Capital](investor) and [Cape Ventures](investor) among its backers.``"""
    for match in _AMONG.finditer(line.text):
        if match["verb"]:
            company = company_before(line, line.number(match.start())) or clause_subject(
                line, line.number(match.start())
            )
            found = names_from(line, line.number(match.start("list"))).entities
        else:
            company = (
                line.name(match["into"].split()[-1])
                if match["into"]
                else owner_before(line, line.number(match.start("nouns")))
            )
            found = names_before(line, line.number(match.start("are"))).entities
        if company is not None:
            yield from _with_backers(_backed(line, company), found, ())


_HYPHEN = re.compile(
    r"(?<!\S)(?P<more>(?:@\d+- (?:and|or) |@\d+ and )?)@(?P<last>\d+)-(?:backed|funded)(?P<words>(?: [\w-]+){0,5}?) (?P<backed>@\d+)(?!\S)"
)
_HYPHEN_NOUN = re.compile(
    r"(?<!\S)the (?:[\w-]+ ){0,2}@(?P<last>\d+)-(?:backed|funded)(?: [\w-]+){0,3}(?!\S)"
)


def hyphen_backed(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](investor)-backed payments startup [Acme](company) opened an office.``"""
    for match in _HYPHEN.finditer(line.text):
        words = line.words[line.number(match.start("words") + 1) : line.number(match.start("backed"))]
        if match["words"] and any(word.tag not in _NOMINAL for word in words):
            continue
        backers = [line.name(f"@{match['last']}")]
        if match["more"]:
            backers.insert(0, line.name(re.sub(r"[- ].*", "", match["more"])))
        yield from _with_backers(_backed(line, line.name(match["backed"])), backers, ())


_NOMINAL = frozenset(["NN", "NNS", "NNP", "JJ", "HYPH", "VBG", "CD"])

_BACKED_BY = re.compile(
    r"(?<!\S)(?:backed|funded|bankrolled|supported financially)(?: \w+ly| also| largely| in part)? by(?!\S)"
)


def backed_by(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company), backed by [Bolt Capital](investor) and [Jane Doe](investor), opened an office.``"""
    for match in _BACKED_BY.finditer(line.text):
        number = line.number(match.start())
        listed = names_from(line, line.number(match.end() + 1))
        if not listed.entities:
            continue
        company = company_before(line, number)
        if company is None and (number == 0 or line.words[number - 1].text in {"and", ","}) and number < 8:
            company = _after_comma(line, listed.end)
        if company is not None:
            yield from _with_backers(_backed(line, company), listed.entities, ())


def _after_comma(line: Line, number: int) -> Entity | None:
    """Whom "Backed by Bolt, a fund, [Acme] has …" tells of: the name before the verb that follows the list."""
    for k in range(number, min(number + 20, len(line.words) - 1)):
        word, following = line.words[k], line.words[k + 1]
        if word.text[0] == "@" and (following.tag in {"VBD", "VBZ", "VBP", "MD"} or following.text == ","):
            return line.name(re.sub(r"-.*", "", word.text)) if line.words[k - 1].text != "of" else None
    return None


FINANCING_RULES: tuple[FinancingRule, ...] = (
    raised_amount,
    took_in_amount,
    round_of_owner,
    funded_from,
    out_of_stealth,
    round_in_company,
    invested_in,
    investment_in,
    backed_company,
    total_brought_to,
    amount_round,
    round_led_by,
    backers_led_round,
    also_participated,
    investors_include,
    counts_among_backers,
    investor_in,
    lender_provides,
    hyphen_backed,
    backed_by,
)
"""In order: those that read an amount with its company first, since "the round" of the later ones is theirs."""


def fold_financings(found: Iterable[FinancingCandidate]) -> list[FinancingCandidate]:
    """The statements, one for each round of a company, with all that the text says of it."""
    kept: dict[tuple[int, float | None], FinancingCandidate] = {}
    for f in found:
        key = (f.company.key, f.money.amount if f.money else None)
        if known := kept.get(key):
            f = replace(
                known,
                round=known.round or f.round,
                investors=tuple(dict.fromkeys((*known.investors, *f.investors))),
                leads=tuple(dict.fromkeys((*known.leads, *f.leads))),
                date=known.date or f.date,
            )
        kept[key] = f
    named = {(f.company.key, i.key) for f in kept.values() if f.money is not None for i in f.investors}
    return [
        f
        for f in kept.values()
        if f.money is not None or any((f.company.key, i.key) not in named for i in f.investors)
    ]
