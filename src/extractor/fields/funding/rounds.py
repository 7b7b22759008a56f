"""Rules of the round spoken of before: who led it, joined it, or lent the money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.fields.funding.investments import is_planned
from extractor.fields.funding.lines import Line
from extractor.fields.funding.name_lists import names_before, names_from
from extractor.fields.funding.round_amounts import LEADING
from extractor.fields.funding.round_backers import backers_in
from extractor.fields.funding.round_words import round_name, round_noun
from extractor.fields.funding.said import Said
from extractor.fields.funding.statements import FinancingCandidate, with_backers
from extractor.fields.funding.subjects import givers_before, owner_before
from extractor.lexicon import per_lexicons


@per_lexicons
def _led_by() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\S)(?P<round>{round_noun()})(?P<into>(?: (?:in|for|into) @\d+)?)(?: ,)?(?: (?:which|that))?"
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
        name = round_name(words, "")
        if money is None and (name is None or name == last.round):
            return replace(last, investors=(), leads=(), start=line.start, end=line.end)
        return FinancingCandidate(last.company, money, name, (), (), line.start, line.end)
    assert company is not None
    return FinancingCandidate(company, money, round_name(words, ""), (), (), line.start, line.end)


_VALUED_AT = re.compile(
    r"(?<!\S)(?:valued at|worth|(?:valuation|value) of)(?: (?!#)\S+){0,3} #\d+ (?:in |at |during )?\Z"
)
""" "was valued at [$5 billion in its last round] from Bolt": the amount is the worth, not the round's."""
_AMOUNT_IN = re.compile(r"(?:at |worth |of )?#\d+ (?:in |at |during )?")


def round_led_by(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) has raised [$5 million](amount). The round was led by [Bolt Capital](lead).``"""
    for match in _led_by().finditer(line.text):
        words, number = match["round"], line.number(match.start())
        valued = _AMOUNT_IN.match(words)
        if valued and _VALUED_AT.search(line.text[: match.start("round")] + valued.group()):
            words = words[valued.end() :]
            number = line.number(match.end("round") - len(words))
        same = _same_round(line, said, words, match["into"], number)
        if same is not None:
            number = line.number(match.end() + 1)
            leads = names_from(line, number, narrow=True).entities if "led" in match["cue"] else ()
            found = names_from(line, number).entities
            more, _ = backers_in(line, match.end(), len(line.text))
            yield from with_backers(same, (*found, *more), leads)


@per_lexicons
def _led_round() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\S)(?P<verb>led|co-led|leads|co-leads|lead|leading|co-leading|anchored|made|makes|joined|joins|joining|participated in|participates in|participating in|took part in|taking part in|invested in|contributed to|filled out|filling out|rounded out|rounding out|returned for|returning for|came into) "
        rf"(?:@(?P<owner>\d+) 's )?(?P<round>{round_noun()}|the (?:deal|syndicate|consortium|(?:equity|debt) (?:piece|portion|part)))(?P<into>(?: (?:in|for|into|of) @\d+)?)(?!\S)"
    )


def backers_led_round(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) raised [$5 million](amount). [Bolt Capital](lead) and [Cape Ventures](lead) led the round.``"""
    for match in _led_round().finditer(line.text):
        number = line.number(match.start())
        if is_planned(line, number) or (match["owner"] and match["into"]):
            continue  # "Doe led Bolt Capital's investment in Acme": investment_in reads it
        into = f"@{match['owner']}" if match["owner"] else match["into"]
        same = _same_round(line, said, match["round"], into, line.number(match.start("round")))
        givers = givers_before(line, number)
        if same is None or (same.company in givers and not into):
            continue
        more, _ = backers_in(line, match.end(), len(line.text))
        leads = givers if match["verb"] in LEADING else ()
        if givers:
            yield from with_backers(same, (*givers, *more), leads)


_LED = re.compile(r"(?<!\S)led(?= [,.;]| and|\Z)")
_PARTICIPATED = re.compile(
    r"(?<!\S)(?:participated|participating|took part|joined in|joined|put (?:in|up) (?:some|part|most|half|much|the rest|the seed|money)(?: [\w-]+){0,2}|pitched in|chipped in|followed on|re-upped|(?:also|previously) invested|(?:(?:contributed|invested|chipped in|put in|put up) #\d+)|(?:was|were|is|are) (?:also )?(?:the |an? )?(?:co-)?(?:lead|main|largest|biggest|sole|only|other|also)? ?investors?|signed (?:on|up)|c[ao]me (?:in|aboard|on board)|re-?invested|co-invested|doubled down|returned)(?= [.,;]| (?:in|for|to) (?:the|this|that|its)| alongside| %|\Z| as well| too)"
)

_BOTH_INVESTORS = re.compile(
    r"(?<!\S), (?:both|all) (?:[\w-]+ ){0,3}(?:investors|backers|shareholders) ,(?: also)? \Z"
)
""" "Acme and Bolt[, both existing investors, also] took part"."""

_JOINED = re.compile(
    r"(?<!\S)(?:joined|joins|joining|join) (?:[\w-]+ ){0,3}(?:investors?|backers?|shareholders?) |(?<!\S)participation (?:also )?(?:came )?(?:from|by|of) "
)

_JOINED_BY = re.compile(r"(?<!\S)joined (?:in (?:the|this|that) (?:[\w-]+ ){1,5})?by ")

_ALSO = re.compile(
    r"(?<!\S)(?:(?:also|others|other) )?(?:participating|joining|taking part|investing)(?: (?:in )?(?:the|this) (?:[\w-]+ ){0,2}round)? (?:are|were|was|is|included|include) "
)


_OF_ROUND = re.compile(
    r"(?:participation|investments?|contributions?|support|backing|checks|cheques)(?: (?:[\w-]+ ){0,2})?(?:from|by) "
    r"|(?:brings|brought|bringing) (?:in|on|aboard) |(?:attracted|drew|included|includes|featured|counted) (?=@|(?:[\w~@-]+ ){0,6}(?:investors?|backers?|funds?|firms?|angels?|shareholders?|players|group|giant|company)(?: ,)? (?:@|like|such as|including))"
)


@per_lexicons
def _round_opens() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:and|but) )?(?:{round_noun()}|(?:the|this|that) deal|it also)(?!\S)")


def round_includes(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) raised [$5 million](amount). The new tranche brings in strategic investors like [Bolt Group](investor).``"""
    last = said.last()
    opening = _round_opens().match(line.text)
    if last is None or not opening:
        return
    same = replace(last, investors=(), leads=(), start=line.start, end=line.end)
    for match in _OF_ROUND.finditer(line.text, opening.end()):
        yield from with_backers(same, names_from(line, line.number(match.end())).entities, ())


def also_participated(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) raised [$5 million](amount). [Bolt Capital](investor) also participated.``"""
    last = said.last()
    if last is None:
        return
    same = replace(last, investors=(), leads=(), start=line.start, end=line.end)
    for match in _LED.finditer(line.text):
        leads = names_before(line, line.number(match.start())).entities
        if leads:
            more, _ = backers_in(line, match.end(), len(line.text))
            yield from with_backers(same, more, leads)
    for match in _PARTICIPATED.finditer(line.text):
        aside = _BOTH_INVESTORS.search(line.text, 0, match.start())
        found = names_before(line, line.number(aside.start() if aside else match.start())).entities
        if found:
            more, _ = backers_in(line, match.end(), len(line.text))
            yield from with_backers(same, (*found, *more), ())
    for match in _JOINED.finditer(line.text):
        number = line.number(match.start())
        both = (*names_before(line, number).entities, *names_from(line, line.number(match.end())).entities)
        yield from with_backers(same, both, ())
    for match in [*_ALSO.finditer(line.text), *_JOINED_BY.finditer(line.text)]:
        yield from with_backers(same, names_from(line, line.number(match.end())).entities, ())
