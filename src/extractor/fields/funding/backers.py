"""Rules without a round: who invested in whom, backs whom, is among whose investors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.fields.funding.investments import is_planned
from extractor.fields.funding.lines import FINITE_TAGS, Line
from extractor.fields.funding.name_lists import names_before, names_from
from extractor.fields.funding.said import Said, owner_of, pointed_at, taker_before
from extractor.fields.funding.statements import FinancingCandidate, backing_of, with_backers
from extractor.fields.funding.subjects import (
    clause_subject,
    company_before,
    described,
    givers_before,
    owner_before,
)
from extractor.resolve import Entity

_BACKED = re.compile(
    r"(?<!\S)(?P<verb>backed|bankrolled|seeded|backs|(?:is|are) backing)(?: [@~]\d+ 's(?: [\w-]+){1,5} ,)?(?P<words>(?: [\w-]+){0,5}?) (?P<company>@\d+)(?!\S)(?! 's)(?: with (?:a )?(?P<money>#\d+)(?!\S))?"
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
        if company.type != "person" and not is_planned(line, number):
            money = line.amounts[int(match["money"][1:])] if match["money"] else None
            givers = givers_before(line, number)
            listed = names_from(line, line.number(match.start("company")), narrow=True).entities
            for backed in listed if money is None else (company,):
                yield from with_backers(replace(backing_of(line, backed), money=money), givers, ())


_INVESTORS = (
    r"(?:(?:[\w-]+ ){0,3}(?:investors?|backers?|shareholders?|supporters|participants|investor base|cap table|funders|financiers)(?: (?:to date|so far))?"
    r"(?: in (?:the|this) (?:[\w-]+ ){0,2}(?:round|funding|financing|raise))?)"
)

_INCLUDE = re.compile(
    rf"(?<!\S)(?P<owner>(?:(?:@\d+|the [\w-]+(?: [\w-]+)?) 's |its |their |whose )?)(?P<nouns>{_INVESTORS})(?P<into>(?: (?:in|of) (?:@\d+|the (?:company|startup|firm|business)))?)(?: , which [^,]{{1,60}} ,)?"
    r"(?:(?: [,–—-])?(?: (?:now|already|also|that|who|which|have|has))* (?:include[sd]?|including|are|were|is|was|range from|featured?|such as|like|among (?:them|those|which)|:)"
    r"(?: names(?: from [\w' -]{1,40}?)?(?= such as| like| @))?)(?!\S)"
)


def investors_include(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company)'s investors include [Bolt Capital](investor) and [Cape Ventures](investor).``"""
    for match in _INCLUDE.finditer(line.text):
        found = names_from(line, line.number(match.end() + 1)).entities
        number = line.number(match.start("nouns"))
        number += match["nouns"].startswith(_HAVING)
        if not found:
            continue
        owner: Entity | None = None
        if match["into"]:
            sign = match["into"].split()[-1]
            place = line.number(match.end("into")) - 1
            owner = line.name(sign) if sign[0] == "@" else pointed_at(line, said, place, found)
        elif match["owner"] == "whose ":
            owner = company_before(line, number)
        elif match["owner"]:
            owner = owner_of(line, said, number)
        elif number and f"{line.words[number - 1].text} " in _HAVING:
            owner = company_before(line, number - 1) or clause_subject(line, number - 1)
        elif _OPENS_WITH_INVESTORS.match(line.text, match.start()):
            if last := said.last():
                same = replace(last, investors=(), leads=(), start=line.start, end=line.end)
                yield from with_backers(same, found, ())
            else:
                owner = said.target(None)
        if owner is not None:
            yield from with_backers(backing_of(line, owner), found, ())


_HAVING = ("with ", "has ", "have ", "had ", "attracted ", "drawn ")

_OPENS_WITH_INVESTORS = re.compile(r"(?:(?:[\w-]+ ){0,8}(?:include[sd]?|are|were|is|was)\b)")
"""Not "from investors including"."""

_AMONG = re.compile(
    rf"(?<!\S)(?:(?P<verb>with|counts?|counted|counting|(?:has|have|had)(?= @)|lists?|listed|listing|numbers|boasts|boasting|names) (?P<list>.{{2,300}}?) (?:among|as)"
    rf"|(?P<are>are|is|were|was) (?:all |both |also )?(?:among|one of|some of|listed among))"
    rf" (?P<owner>(?:the )?(?:(?:@\d+|the [\w-]+) 's |its |their )?)(?P<nouns>{_INVESTORS})(?P<into>(?: in @\d+)?)(?!\S)"
)


def counts_among_backers(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) counts [Bolt Capital](investor) and [Cape Ventures](investor) among its backers.``"""
    for match in _AMONG.finditer(line.text):
        if match["verb"]:
            number = line.number(match.start())
            company = taker_before(line, said, number) or clause_subject(line, number)
            found = names_from(line, line.number(match.start("list"))).entities
        else:
            company = (
                line.name(match["into"].split()[-1])
                if match["into"]
                else owner_before(line, line.number(match.start("nouns")))
            )
            found = names_before(line, line.number(match.start("are"))).entities
            if company in found:
                company = pointed_at(line, said, line.number(match.start("nouns")) - 1, found)
        if company is not None:
            yield from with_backers(backing_of(line, company), found, ())


_INVESTOR_IN = re.compile(
    r"(?<!\S)(?:(?:is|was|became|become|becomes|becoming|remains|being|been|are|were) (?:already |also |now )?|, |as )(?:(?:an?|the|one of the|two|both|all) )?(?:[\w-]+ ){0,3}(?:investor|backer|investors|backers|shareholder|shareholders) (?:in|of) (?:(?:the |an? )?(?:[\w-]+ ){1,4}(?=@))?(?P<company>@\d+|it|the (?:company|startup|firm|business))(?!\S)"
)

_WHOSE_INVESTOR = re.compile(
    r"(?<!\S)(?:(?:is|was|became|remains|are|were) |, )(?:one of |among )?(?P<company>@\d+) 's (?:[\w-]+ ){0,3}(?:investors?|backers?)(?!\S)(?! in )"
)
""" "Bolt, Acme's biggest backer,": not "Acme's investors in Leeds"."""

_KINDS = frozenset(["activist", "angel", "billionaire", "value", "retail", "tech"])
"""What a headline's capital makes a name: "Activist investor Bolt"."""

_NAMED_INVESTOR = re.compile(
    r"(?<!\S)(?P<company>@\d+)(?: 's)?(?: (?:early|seed|lead|existing|longtime|long-time|current|venture|main|biggest|largest|major|top|key|cornerstone)){0,2} (?:investors?|backers?|shareholders?) (?=@|,? ?including|such as|like|, @\d+(?: and @\d+)? (?:,|and))"
)


def investor_in(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Bolt Capital](investor) was already an investor in [Acme Robotics](company).``"""
    for match in _INVESTOR_IN.finditer(line.text):
        number = line.number(match.start())
        while number and line.words[number - 1].text in {"best", "known", "described"}:
            number -= 1
        givers = givers_before(line, number)
        number = line.number(match.start("company"))
        if match["company"].startswith("@"):
            companies = names_from(line, number, narrow=True).entities or (line.name(match["company"]),)
        else:
            pointed = pointed_at(line, said, line.number(match.end()) - 1, givers)
            companies = (pointed,) if pointed is not None else ()
        for company in companies if givers else ():
            yield from with_backers(backing_of(line, company), givers, ())
    for match in _WHOSE_INVESTOR.finditer(line.text):
        givers = names_before(line, line.number(match.start())).entities
        yield from with_backers(backing_of(line, line.name(match["company"])), givers, ())
    for match in _NAMED_INVESTOR.finditer(line.text):
        if line.name(match["company"]).name.lower() in _KINDS:
            continue
        found = names_from(line, line.number(match.end())).entities
        yield from with_backers(backing_of(line, line.name(match["company"])), found, ())


_HYPHEN = re.compile(
    r"(?<!\S)(?P<more>(?:@\d+- (?:and|or) |@\d+ and )?)@(?P<last>\d+)-(?:backed|funded)(?P<words>(?: [\w-]+){0,5}?) (?P<backed>@\d+)(?!\S)"
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
        yield from with_backers(backing_of(line, line.name(match["backed"])), backers, ())


_NOMINAL = frozenset(["NN", "NNS", "NNP", "JJ", "HYPH", "VBG", "CD"])

_BACKED_BY = re.compile(
    r"(?<!\S)(?:backed|funded|financed|seeded|incubated|bankrolled|supported financially)(?: \w+ly| also| largely| in part| to the tune of #\d+)? by(?!\S)"
)


def backed_by(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company), backed by [Bolt Capital](investor) and [Jane Doe](investor), opened an office.``"""
    for match in _BACKED_BY.finditer(line.text):
        number = line.number(match.start())
        listed = names_from(line, line.number(match.end() + 1))
        if not listed.entities or _BID_FOR.search(line.text, 0, match.start()):
            continue
        company = taker_before(line, said, number) or described(line, number - 1)
        if company is None and (number == 0 or line.words[number - 1].text in {"and", ","}) and number < 8:
            company = _after_comma(line, listed.end)
        if company is not None:
            yield from with_backers(backing_of(line, company), listed.entities, ())


_BID_FOR = re.compile(
    r"(?<!\S)(?:bid|offer|plan|proposal|deal|buyout|takeover|acquisition|purchase|effort|attempt|campaign)(?: [\w-]+){0,4} (?:for|of|to buy|to acquire)(?: [\w-]+){0,3} @\d+ (?:(?:,|is|was|are|were) )?\Z"
)
""" "the bid for Acme is [backed by] Bolt": the bidder has the money, not Acme."""


def _after_comma(line: Line, number: int) -> Entity | None:
    """Whom "Backed by Bolt, a fund, [Acme] has …" tells of: the name before the verb that follows the list."""
    for k in range(number, min(number + 20, len(line.words) - 1)):
        word, following = line.words[k], line.words[k + 1]
        told = following.tag in FINITE_TAGS or following.text == ","
        if word.text[0] == "@" and told and line.words[k - 1].text != "of":
            return line.name(re.sub(r"-.*", "", word.text))
    return None
