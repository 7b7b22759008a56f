"""Rules of verbs: who raised, landed or closed how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.fields.funding.lines import Line
from extractor.fields.funding.round_backers import backers_in, statement_of
from extractor.fields.funding.round_words import any_of, money_noun, money_words, round_name
from extractor.fields.funding.said import Said, raiser
from extractor.fields.funding.statements import FinancingCandidate, with_backers
from extractor.lexicon import load_terms, per_lexicons


@per_lexicons
def _raised() -> re.Pattern[str]:
    """ "raised an oversubscribed #0 in series b funding" """
    return re.compile(
        rf"(?<!\S)(?P<verb>raise|raises|raised|raising)(?P<lead>(?: {money_words()}){{0,7}}) (?P<money>#\d+)(?!\S)"
        rf"(?P<tail>(?:(?: ,)?(?: {money_words()}){{0,8}} {money_noun()}(?!\S))?)"
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
        rf"(?P<tail>(?:(?: ,)?(?: {money_words()}){{0,8}} {money_noun()}(?!\S))?)"
    )


_OF_A_FUND = re.compile(
    r" for(?: [\w'’-]+){0,5} funds?\b| (?:[\w'’-]+ ){0,3}funds?\b(?!ing)| in (?:commitments|assets|aum)\b"
)

_HAS = re.compile(r"(?<!\S)(?:has|have|had|having)(?: \w+){0,3} \Z")


def raised_amount(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) raised [$5 million](amount) from [Bolt Capital](investor).``"""
    matches = list(_raised().finditer(line.text))
    for match, end in zip(matches, _ends(matches, line), strict=True):
        if _OF_A_FUND.match(line.text, match.end()):
            continue
        company = raiser(line, said, line.number(match.start()))
        if company is not None:
            statement = statement_of(line, company, match, end)
            whole = statement.round is None and _HAS.search(line.text, 0, match.start())
            yield replace(statement, round="total") if whole else statement


_TO_GROW = re.compile(
    r"(?:bag|land|nab|net|scor|secur|snag|grab|haul|pull|rak|scoop|clinch|pocket|garner|reel|lin|clos|gets\b|tak\w* in)\w*(?: (?:in|up|down|on))? (?:to|from|for|led by|at a) (?!settle|pay|resolve|close)|gets? (?:from|led by) |taken in (?:before|prior|to date|so far|in total|since) "
)
"""What headlines write without a noun of money: "Acme bags $5 million to sell pumps"."""


def took_in_amount(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) landed [$5 million](amount) in funding led by [Bolt Capital](lead).``"""
    matches = [
        m
        for m in _took_in().finditer(line.text)
        if line.words[line.number(m.start())].tag != "JJ"
        and line.words[max(0, line.number(m.start()) - 1)].text not in {"would", "could", "might", "may"}
        and (
            m["tail"]
            or re.search(money_noun(), m["lead"])
            or _TO_GROW.match(f"{m['verb']}{line.text[m.end() :]}")
        )
    ]
    for match, end in zip(matches, _ends(matches, line), strict=True):
        if _OF_A_FUND.match(line.text, match.end()) or (
            re.match(r" (?:in|into) (?:@|its |their |the )", line.text[match.end() :])
            and match["tail"].endswith("investment")
        ):
            continue
        company = raiser(line, said, line.number(match.start()))
        if company is not None:
            yield statement_of(line, company, match, end)


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
        company = raiser(line, said, line.number(match.start()))
        if company is not None:
            investors, leads = backers_in(line, match.start("by"), len(line.text))
            found = FinancingCandidate(
                company, None, round_name(match["round"], ""), (), (), line.start, line.end
            )
            yield from with_backers(found, investors, leads)


_STEALTH = re.compile(
    r"(?<!\S)(?:(?:emerg|exit|launch|com|cam|step|break|brok)\w*(?: out)?(?: of| from)? stealth(?: mode)?|launch(?:es|ed)?|debuts?) with (?:a |an )?(?P<money>#\d+)(?!\S)"
)


def out_of_stealth(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) emerges from stealth with [$5 million](amount) from [Bolt Capital](investor).``"""
    for match in _STEALTH.finditer(line.text):
        company = raiser(line, said, line.number(match.start()))
        if company is not None:
            yield statement_of(line, company, match, len(line.text))


def _ends(matches: list[re.Match[str]], line: Line) -> list[int]:
    """How far each statement reaches: to the next, or to the end of the line."""
    return [*(m.start() for m in matches[1:]), len(line.text)] if matches else []
