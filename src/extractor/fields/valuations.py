"""Valuations: which company is worth how much, and by what measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.fields.financings import FinancingCandidate
from extractor.fields.line_grammar import (
    clause_subject,
    company_before,
    definite_noun,
    is_company,
    owner_before,
)
from extractor.fields.lines import Line
from extractor.mentions.money import MoneyMention
from extractor.resolve import Entity


@dataclass(frozen=True, slots=True)
class ValuationCandidate:
    """A company is worth an amount."""

    company: Entity
    money: MoneyMention
    basis: str | None
    """``round``, ``deal`` or ``market``: where the figure comes from."""
    start: int
    """Code point where the sentence that says so starts."""
    end: int
    rule: str = ""


ValuationRule = Callable[[Line, Entity | None], Iterable[ValuationCandidate]]
"""Reads one line; given the company that raises money in it."""


def read_valuations(
    lines: Iterable[Line], financings: Sequence[FinancingCandidate]
) -> Iterator[ValuationCandidate]:
    """What the rules propose, sentence by sentence."""
    raising = {f.start: f.company for f in reversed(financings)}
    for line in lines:
        if line.amounts:
            for rule in VALUATION_RULES:
                for candidate in rule(line, raising.get(line.start)):
                    yield replace(candidate, rule=rule.__name__)


_DEAL = re.compile(
    r"(?<!\S)(?:deals?|offers?|bids?|transactions?|takeovers?|acquisitions?|proposals?|buyouts?|mergers?|sale|buys?|bought|acquires?|acquired|acquire)(?!\S)"
)
_ROUND = re.compile(
    r"(?<!\S)(?:rounds?|funding|financing|investments?|invested|raised?|raises|raising|series [a-z]|post-money|pre-money|backed|investors?|tender)(?!\S)"
)
_AMOUNT = r"(?:between |from |as much as |an estimated |a )?(?P<money>#\d+)(?!\S)"


def _valuation(
    line: Line, company: Entity | None, match: re.Match[str], basis: str | None
) -> Iterator[ValuationCandidate]:
    if company is not None and company.type != "place":
        yield ValuationCandidate(company, line.amounts[int(match["money"][1:])], basis, line.start, line.end)


def _basis(line: Line, match: re.Match[str], raising: Entity | None) -> str | None:
    """What the figure comes from, by the words before it, else by those of the sentence."""
    before = line.text[: match.end()]
    if _ROUND.search(before) or (raising is not None and not _DEAL.search(before)):
        return "round"
    return "deal" if _DEAL.search(before) else "round" if _ROUND.search(line.text, match.end()) else None


_VALUES = re.compile(
    rf"(?<!\S)(?:value|values|valued|valuing|valueing)(?P<what>(?: (?!at )\S+){{1,8}}) at {_AMOUNT}"
)


def values_company_at(line: Line, raising: Entity | None) -> Iterator[ValuationCandidate]:
    """``The offer values [Acme](company) at [$5 billion](amount).``"""
    for match in _VALUES.finditer(line.text):
        last = line.number(match.end("what")) - 1
        words = match["what"].split()
        while words and words[-1] in {"itself", ",", "alone", "business", "unit", "division"}:
            words.pop()
            last -= 1
        if is_company(line, last):
            company: Entity | None = line.name(line.words[last].text)
        elif words == ["it"]:
            company = raising or _named_before(line, line.number(match.start()))
        else:
            company = definite_noun(line, last)
        deal = "deal" if _DEAL.search(line.text[: match.start()]) else None
        yield from _valuation(line, company, match, deal or _basis(line, match, raising))


def _named_before(line: Line, number: int) -> Entity | None:
    """The company named last before a word."""
    return next(
        (line.name(line.words[k].text) for k in range(number - 1, -1, -1) if is_company(line, k)), None
    )


_VALUED_AT = re.compile(rf"(?<!\S)valued (?:by (?:@\d+|investors|analysts) )?(?:privately )?at {_AMOUNT}")


def company_valued_at(line: Line, raising: Entity | None) -> Iterator[ValuationCandidate]:
    """``[Acme](company), last valued at [$5 billion](amount), makes pumps.``"""
    for match in _VALUED_AT.finditer(line.text):
        company = company_before(line, line.number(match.start()), strict=True)
        yield from _valuation(line, company, match, _basis(line, match, raising))


_WORTH = re.compile(rf"(?<!\S)worth {_AMOUNT}")


def company_worth(line: Line, raising: Entity | None) -> Iterator[ValuationCandidate]:
    """``[Acme](company) is now worth [$5 billion](amount).``"""
    for match in _WORTH.finditer(line.text):
        company = company_before(line, line.number(match.start()), strict=True)
        yield from _valuation(line, company, match, _basis(line, match, raising))


_MEASURE = r"(?:stock |equity )?(?:market )?(?:value|valuation|cap|caps|capitalization|capitalisation|capitalizations|capitalisations)"
_MOVED = r"(?:rose|risen|grew|grown|climbed|climbs|jumped|jumps|soared|soars|fell|fallen|plunged|dropped|slumped|swelled|doubled|tripled|surged|ballooned|shot up)"
_OF = (
    rf"(?: (?:post-money|pre-money|now|currently|just|which|that|has|had|is|was|of|at|to|stands|stood|reached|reaches|hit|hits|topped|exceeds"
    rf"|exceeded|passed|for|from|up|down|{_MOVED})){{1,4}}"
)
_OWN = r"(?P<owner>(?:(?:@\d+|(?:the|this) (?:[\w-]+ )?[\w-]+) ['’]s |its |their )?)"
_ADJECTIVES = r"(?:(?:a|an|the|current|total|combined|overall|implied|latest|last|previous|new|peak|private|paper|record|post-money|pre-money|estimated) ){0,3}"
_MEASURE_OF = re.compile(
    rf"(?<!\S){_OWN}{_ADJECTIVES}(?P<measure>{_MEASURE})(?P<of>(?: (?:of|for) (?:(?:the|its) )?@\d+)?)(?: {_MOVED})?{_OF} {_AMOUNT}"
    r"(?P<second>(?: (?:and|to) #\d+)?)"
)
_AMOUNT_MEASURE = re.compile(
    rf"(?<!\S){_OWN}(?:(?:a|an|the|its|new|latest|reported) ){{0,3}}{_AMOUNT}(?: (?:post-money|pre-money|post|pre|private|paper|equity)){{0,2}} (?P<measure>(?:market )?(?:value|valuation|cap|capitalization|capitalisation))(?!\S)"
)
_COMPANY_MEASURE = frozenset(
    ["valuation", "cap", "caps", "capitalization", "capitalisation", "capitalizations", "capitalisations"]
)


def measure_of_amount(line: Line, raising: Entity | None) -> Iterator[ValuationCandidate]:
    """``[Acme](company) has a market value of [$5 billion](amount).``"""
    for match in [*_MEASURE_OF.finditer(line.text), *_AMOUNT_MEASURE.finditer(line.text)]:
        market = "market" in match["measure"] or "cap" in match["measure"]
        if not market and "valuation" not in match["measure"]:
            continue
        company = _worth_of(line, match, raising if not market else None)
        yield from _valuation(line, company, match, "market" if market else _basis(line, match, raising))


def _worth_of(line: Line, match: re.Match[str], raising: Entity | None) -> Entity | None:
    """Whose worth a phrase gives: the owner's, of the one it is given to, of the verb's subject."""
    number = line.number(match.start())
    of = match.groupdict().get("of")
    if of:
        return line.name(of.split()[-1])
    if match["owner"]:
        return owner_before(line, number + len(match["owner"].split()))
    if number and is_company(line, number - 1):
        return line.name(line.words[number - 1].text)
    given = re.search(
        r"(?<!\S)(?:giv(?:e|es|ing|en)|gave|assign(?:s|ed|ing)|earn(?:s|ed|ing)|hand(?:s|ed|ing))(?P<whom>(?: \S+){1,5}) \Z",
        line.text[: match.start()],
    )
    if given:
        last = line.number(given.end()) - 1
        if is_company(line, last):
            return line.name(line.words[last].text)
        if line.words[last].text != "it":
            return definite_noun(line, last) or raising
        return raising or _of_shares(line, last) or clause_subject(line, last)
    return raising or _of_shares(line, number) or _subject(line, number)


_SUBJECT_VERBS = frozenset(
    [
        "has",
        "have",
        "had",
        "with",
        "reached",
        "reaches",
        "hit",
        "at",
        "boasts",
        "commands",
        "commanded",
        "carries",
        "carried",
    ]
)


def _subject(line: Line, number: int) -> Entity | None:
    before = line.words[number - 1].text if number else ""
    found = company_before(line, number - 1) if before in _SUBJECT_VERBS else None
    return found or clause_subject(line, number)


_SHARES = re.compile(
    r"(?<!\S)(?:(?:shares|stock) (?:in|of) (?P<of>@\d+)|(?P<whose>@\d+)(?: ['’]s)?(?: [\w-]+)? (?:shares|stock))(?!\S)"
)


def _of_shares(line: Line, number: int) -> Entity | None:
    """Whose shares the sentence tells of: "Shares in Acme fell, giving it …"."""
    found = list(_SHARES.finditer(line.text, 0, line.offset(number)))
    return line.name(found[-1]["of"] or found[-1]["whose"]) if found else None


VALUATION_RULES: tuple[ValuationRule, ...] = (
    values_company_at,
    company_valued_at,
    company_worth,
    measure_of_amount,
)
"""In order of their own words; of two with one company and amount the first is kept."""


def fold_valuations(found: Iterable[ValuationCandidate]) -> list[ValuationCandidate]:
    """The statements, repeats left out."""
    kept: dict[tuple[int, float], ValuationCandidate] = {}
    for v in found:
        key = (v.company.key, v.money.amount)
        known = kept.setdefault(key, v)
        if known.basis is None and v.basis is not None:
            kept[key] = replace(known, basis=v.basis)
    return list(kept.values())
