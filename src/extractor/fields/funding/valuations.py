"""Valuations: which company is worth how much, and by what measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractor.fields.candidate import Argument
from extractor.fields.funding.lines import FINITE_TAGS, Line
from extractor.fields.funding.name_lists import names_before
from extractor.fields.funding.said import BOUGHT
from extractor.fields.funding.statements import FinancingCandidate
from extractor.fields.funding.subjects import (
    clause_subject,
    company_before,
    definite_noun,
    is_company,
    no_companies,
    owner_before,
)
from extractor.fields.funding.traded import find_traded, is_unit
from extractor.fields.funding.valuation_dates import date_of_worth
from extractor.lexicon import load_lexicon
from extractor.mentions.dates import DateMention
from extractor.mentions.money import MoneyMention
from extractor.resolve import Entity


@dataclass(frozen=True, slots=True)
class ValuationCandidate:
    """A company is worth an amount."""

    company: Argument
    """A known company, or the words of a unit or an asset."""
    money: MoneyMention
    basis: str | None
    """``round``, ``deal`` or ``market``: where the figure comes from."""
    start: int
    """Code point where the sentence that says so starts."""
    end: int
    date: DateMention | None = None
    rule: str = ""
    parts: tuple[ValuationCandidate, ...] = ()
    """The statements that were folded into it, in the order of the text."""


Worthy = Entity | Argument | None
"""Whose worth an amount may be."""


class Context(NamedTuple):
    """Whom "it" may mean in a line."""

    raising: Entity | None
    """The company that raises money in it."""
    bought: Worthy
    """The company or unit last named as one that is bought or bid for."""
    traded: Mapping[str, Argument]
    """Units and assets told of as bought or sold so far, by their nouns; under ``_UNIT`` the last unit."""
    topic: Entity | None
    """The company that the sentence before opens with."""
    lately: bool
    """Whether that was in one of the last sentences."""
    here: int
    """Offset in the line where it was named as bought; the line's length where it was not."""
    headed: Entity | None
    """The company that a line before tells of, as a heading or its subject."""

    def meant(self, line: Line, number: int, company: Entity | None) -> Worthy:
        """Whom the words before a word mean that were read as a company; unnamed, rather the one just bought."""
        after = line.offset(number) > self.here
        if after and (company is not None or isinstance(self.bought, Argument)):
            return self.bought
        named = re.findall(r"(?<!\S)@\d+", line.text)
        if company is None:
            before = {word.text for word in line.words[max(0, number - _NEAR_WORDS) : number]}
            pointing = not named and before & (load_lexicon("company_nouns") | {"it"})
            return self.bought or self.topic if pointing else None
        if self.bought is None or any(line.name(sign) == company for sign in named):
            return company
        return self.bought if self.lately else company

    def thing(self, noun: str | None) -> Argument | None:
        """What "the mills" and "the division" mean, if it is bought or sold in the text."""
        return self.traded.get(noun or "") or (self.traded.get(_UNIT) if noun and is_unit(noun) else None)


_NEAR_WORDS = 8
_LEAST = 100_000
"""Units of currency: what is worth less is a share."""

_UNIT = "a unit"

_LATELY = 2
"""Sentences."""


ValuationRule = Callable[[Line, Context], Iterable[ValuationCandidate]]


def read_valuations(
    lines: Iterable[Line], financings: Sequence[FinancingCandidate]
) -> Iterator[ValuationCandidate]:
    """What the rules propose, sentence by sentence."""
    raising = {f.start: f.company for f in reversed(financings)}
    bought: Worthy = None
    bought_in = 0
    topic: Entity | None = None
    headed: Entity | None = None
    traded: dict[str, Argument] = {}
    for number, line in enumerate(lines):
        here = len(line.text)
        for match in BOUGHT.finditer(line.text):
            bought, bought_in = line.name(match["company"]), number
            here = min(here, match.end())
        for found in find_traded(line):
            traded[found.noun] = found.thing
            if is_unit(found.noun):
                traded[_UNIT] = found.thing
                if found.bought:
                    bought, bought_in, here = found.thing, number, min(here, found.end)
        if line.amounts:
            lately = 0 < number - bought_in <= _LATELY
            context = Context(raising.get(line.start), bought, traded, topic, lately, here, headed)
            for rule in VALUATION_RULES:
                for candidate in rule(line, context):
                    yield replace(candidate, rule=rule.__name__)
        topic = line.name(line.words[0].text) if is_company(line, 0) else None
        headed = _heading(line) or headed


_LABEL = re.compile(r"(?!overview )(?:\S+ ){1,4}: ")

_HEADING = re.compile(r"(?:(?:more )?about |overview : )?(?P<name>@\d+)(?:\Z| 's | , |(?P<verb> ))")


def _heading(line: Line) -> Entity | None:
    """Whom a line tells of: "Acme", "More about Acme", "Acme makes pumps"."""
    found = _HEADING.match(line.text)
    if (
        found is None
        or _LABEL.match(line.text)
        or (found["verb"] and line.words[line.number(found.end())].tag not in FINITE_TAGS)
    ):
        return None
    return line.name(found["name"])


_DEAL = re.compile(
    r"(?<!\S)(?:deals?|offers?|bids?|transactions?|takeovers?|acquisitions?|proposals?|buyouts?|mergers?|sale|buys?|bought|acquires?|acquired|acquire)(?!\S)"
)

_ROUND = re.compile(
    r"(?<!\S)(?:rounds?|funding|financing|investments?|invested|raised?|raises|raising|series [a-z]|post-money|pre-money|backed|backers|investors?|tender|venture (?:capital )?deal)(?!\S)"
)

_AMOUNT = r"(?:(?:between|from|as much as|an estimated|a|the|just|only) ){0,2}(?P<money>#\d+)(?!\S)"


def _valuation(
    line: Line, company: Worthy, match: re.Match[str], basis: str | None, amount: str = "money"
) -> Iterator[ValuationCandidate]:
    """A company's worth; ``amount`` is the group of the match that ends with its sign."""
    if isinstance(company, Entity):
        named = company.mentions[0]
        company = (
            Argument(company, named.start, named.end)
            if company.type != "place" or company.name.casefold() not in load_lexicon("places")
            else None
        )
    sign, end = match[amount].split()[-1], match.end(amount)
    money = line.amounts[int(sign[1:])]
    if company is not None and money.amount >= _LEAST:
        date = date_of_worth(line, end - len(sign), end, market=basis == "market")
        yield ValuationCandidate(company, money, basis, line.start, line.end, date)


_PAST = re.compile(
    r"(?<!\S)(?:peak|previous|prior|earlier|former|once|fraction of|down from|below|last|than|comparison (?:to|with)|compared (?:to|with)|beside|against)(?: [@\w'-]+){0,4} ?\Z"
)
"""Before a figure of old: "for a fraction of its [peak] valuation of"."""


def _basis(before: str, after: str, context: Context) -> str | None:
    """What the figure comes from: the last word before it that tells, else a round in the sentence."""
    if context.raising is not None:
        return "round"
    if _PAST.search(before):
        return "round" if _ROUND.search(before + after) else None
    deal = max((m.end() for m in _DEAL.finditer(before)), default=0)
    round_ = max((m.end() for m in _ROUND.finditer(before)), default=0)
    if deal or round_:
        return "deal" if deal > round_ else "round"
    return "round" if _ROUND.search(after) else None


_VALUES = re.compile(
    rf"(?<!\S)(?:value|values|valued|valuing)(?P<what>(?: (?!at )\S+){{1,8}}) at (?:an? (?:(?:total|implied|enterprise|equity) ){{1,2}}value of )?{_AMOUNT}"
)

_WHOLE = re.compile(
    r" (?:(?:all|the whole) of )?(?:[\w'-]+ ){0,4}?(?P<name>@\d+)(?: 's (?:(?:entire|whole|fully|diluted|issued|outstanding|ordinary|and|to|be|share|equity|common) ){0,8}(?:equity|capital|stock|shares?))?(?:(?: [\w-]+){0,2} (?:business|unit|division|arm))?(?: itself| alone)?(?: ,? including debt)?(?: ,)?\Z"
)

_POINTS_BACK = re.compile(r" (?:it|the(?: [\w@~',-]+){0,6} (?P<noun>[\w-]+))(?: ,)?\Z")


def values_company_at(line: Line, context: Context) -> Iterator[ValuationCandidate]:
    """``The offer values [Acme](company) at [$5 billion](amount).``"""
    for match in _VALUES.finditer(line.text):
        basis = _basis(line.text[: match.start()], line.text[match.end() :], context)
        whole, back = _WHOLE.match(match["what"]), _POINTS_BACK.match(match["what"])
        company: Worthy = context.thing(back["noun"]) if back else None
        if company is not None:
            pass
        elif whole:
            company = line.name(whole["name"])
        elif back and (back["noun"] is None or back["noun"] in load_lexicon("company_nouns")):
            number = line.number(match.start())
            company = context.raising or _of_shares(line, number)
            if company is None and basis == "deal":
                company = context.bought
            elif company is None:
                last = line.number(match.start("what") + len(match["what"].rstrip(" ,"))) - 1
                named = definite_noun(line, last) if back["noun"] else None
                company = context.meant(line, number, named) or _named_before(line, number)
        yield from _valuation(line, company, match, basis)


def _named_before(line: Line, number: int) -> Entity | None:
    """The company named last before a word."""
    return next(
        (line.name(line.words[k].text) for k in range(number - 1, -1, -1) if is_company(line, k)), None
    )


_VALUED_AT = re.compile(
    rf"(?<!\S)valued (?:by (?:@\d+|(?:its |the |private )?(?:investors|analysts|backers|shareholders|markets?)) )?(?:privately )?at {_AMOUNT}"
)


def company_valued_at(line: Line, context: Context) -> Iterator[ValuationCandidate]:
    """``[Acme](company), last valued at [$5 billion](amount), makes pumps.``"""
    for match in _VALUED_AT.finditer(line.text):
        number = line.number(match.start())
        if number and line.words[number - 1].text in no_companies():
            continue
        if _PART_OF.search(line.text, 0, match.start()):
            continue
        given = _BY_OTHERS.search(line.text, 0, match.start())
        company: Worthy = line.name(given["name"]) if given else None
        if given is None:
            known = _it(line, number) or company_before(line, number, strict=True)
            company = context.meant(line, number, known)
        yield from _valuation(line, company, match, "round" if _ROUND.search(line.text) else None)
    for match in _AT_WHICH.finditer(line.text):
        who = match["valued"] or match["worth"]
        named = line.name(who) if who[0] == "@" else None
        number = line.number(match.end())
        yield from _valuation(line, context.meant(line, number, named), match, None)


_AT_WHICH = re.compile(
    r"(?<!\S)(?P<money>#\d+) (?:at which (?P<valued>@\d+|it|the (?:company|startup|firm|business|group)) (?:was|is|had been)(?: \w+){0,2} valued"
    r"|(?:that )?(?P<worth>@\d+|it|the (?:company|startup|firm|business|group)) (?:was|is|had been)(?: \w+){0,2} worth)(?!\S)"
)
"""The amount before who is worth it: "the [#0 at which Acme was] last [valued]"."""

_BY_OTHERS = re.compile(
    r"(?<!\S)(?P<name>@\d+) ,? ?(?:which|that) @\d+(?: (?:,|and) @\d+){0,3}(?: (?:had|has|have|last|once)){0,2} \Z"
)
""" "Acme, which Bolt and Cape [valued] at": not what the givers are worth."""

_PART_OF = re.compile(
    r"(?<!\S)(?<!100 _ )(?<!percent )(?:shares?|stakes?|interests?|holdings?|units|_|takeover|acquisition|purchase|buyout|sale|merger) (?:in|of|with) (?:the )?(?:@\d+|company|firm|group) (?:, )?\Z"
)
""" "its shares in Acme, [valued] at", "their takeover of Acme, [valued] at": not what Acme is worth."""

_IT = re.compile(r"(?<!\S)it (?:(?:is|was|had|has|been|last|once|then|still|now|most|recently) ){0,4}\Z")


def _it(line: Line, number: int) -> Entity | None:
    """Of "The last time Acme sold shares, it was [valued] at" the one company named before."""
    it = _IT.search(line.text, 0, line.offset(number))
    named = [k for k in range(line.number(it.start())) if is_company(line, k)] if it else []
    entities = {line.name(line.words[k].text).key: line.name(line.words[k].text) for k in named}
    return next(iter(entities.values())) if len(entities) == 1 else None


_WORTH = re.compile(
    rf"(?<!\S)(?:is|was|are|be|,|been|maker|company|startup|firm|group)(?: (?:now|once|still|currently|only|just|together)){{0,2}}(?: (?:judged|thought|estimated|reckoned|believed|said|reported) to be)? worth {_AMOUNT}(?! of )"
)


_LEFT_WORTH = re.compile(rf"(?<!\S)(?:leav|mak)(?:es|ing) (?:it|the (?:company|group|firm)) worth {_AMOUNT}")


def company_worth(line: Line, context: Context) -> Iterator[ValuationCandidate]:
    """``[Acme](company) is now worth [$5 billion](amount).``"""
    for match in _WORTH.finditer(line.text):
        if match.group().startswith(",") and _PART_OF.search(line.text, 0, match.start()):
            continue
        number = line.number(match.start())
        company = context.meant(line, number, company_before(line, number, strict=True))
        yield from _valuation(line, company, match, None)
    for match in _LEFT_WORTH.finditer(line.text):
        shares = _of_shares(line, line.number(match.start()))
        yield from _valuation(line, shares, match, "market" if shares else None)


_MEASURE = r"(?:stock |equity |enterprise )?(?:market )?(?:values?|valuations?|cap|caps|capitalization|capitalisation|capitalizations|capitalisations)"

_MOVED = r"(?:(?:more than |almost |nearly )?(?:double|triple|quadruple|jump|soar|climb|rise|fall|drop|plunge|shrink)|rose|risen|grew|grown|climbed|climbs|jumped|jumps|soared|soars|fell|fallen|plunged|dropped|slumped|swelled|doubled|tripled|surged|ballooned|shot up|shrank|shrunk|sank|sunk|tumbled|dwindled)"

_OF = (
    rf"(?: (?:post-money|pre-money|:|now|currently|just|which|that|has|had|is|was|of|at|to|stands|stood|reached|reaches|hit|hits|topped|exceeds"
    rf"|exceeded|exceeding|surpass(?:es|ed|ing)|approaching|nearing|topping|past|above|beyond|around|near|passed|pass(?:es|ing)|cross(?:es|ed|ing)|touch(?:es|ed|ing)|cut|slashed|lowered|raised|lifted|marked|set|for|from|up|down|{_MOVED})){{0,4}}"
)

_OWN = r"(?P<owner>(?:(?:@\d+|(?:the|this) (?:[\w-]+ )?[\w-]+) 's |its |their )?)"

_ADJECTIVES = r"(?:(?:a|an|the|current|total|combined|overall|implied|latest|last|previous|prior|final|recent|most|known|reported|new|peak|private|paper|record|post-money|pre-money|estimated|initial|company(?= valuation)|whopping|lofty|sky-high|rich|staggering|projected|(?:[a-z]+-)?round|funding) ){0,4}"

_MEASURE_OF = re.compile(
    rf"(?<!\S){_OWN}{_ADJECTIVES}(?P<measure>{_MEASURE})(?P<of>(?: (?:of|for) (?:(?:the|its) )?@\d+)?)(?: (?:in|at|during) (?:its|the|a) (?:[\w-]+ ){{0,3}}(?:round|funding|financing))?(?: {_MOVED})?{_OF} {_AMOUNT}"
    r"(?P<second>(?: (?:and|to) #\d+)?)(?: ,)?(?: (?:down|up) from (?P<before>#\d+)(?!\S))?(?:(?: ,)? (?:compared with|compared to|versus|vs|against|while) @(?P<other>\d+) 's (?:is )?(?P<others>#\d+)(?!\S))?"
    r"(?P<to>(?: for (?:the )?(?:[\w-]+ ){0,3}@\d+(?= [.,;]|\Z))?)"
)

_AMOUNT_MEASURE = re.compile(
    rf"(?<!\S){_OWN}{_ADJECTIVES}{_AMOUNT}(?: (?:post-money|pre-money|post|pre|private|paper|equity)){{0,2}} (?P<measure>(?:market )?(?:value|valuation|cap|capitalization|capitalisation))(?P<of>(?: (?:for|of|on) (?:the )?@\d+)?)(?!\S)"
)

_COMPANY_MEASURE = frozenset(
    ["valuation", "cap", "caps", "capitalization", "capitalisation", "capitalizations", "capitalisations"]
)


def measure_of_amount(line: Line, context: Context) -> Iterator[ValuationCandidate]:
    """``[Acme](company) has a market value of [$5 billion](amount).``"""
    for match in [*_MEASURE_OF.finditer(line.text), *_AMOUNT_MEASURE.finditer(line.text)]:
        market = "market" in match["measure"] or "cap" in match["measure"]
        before = line.text[max(0, match.start() - _NEAR) : match.start()]
        whose = match["owner"] or match["of"] or match.groupdict().get("to") or _GIVEN.search(before)
        put = match["owner"] and _PUT.search(before) and " at" in match.group()
        whole = whose and match["measure"] in ("enterprise value", "equity value")
        if not (market or put or whole or "valuation" in match["measure"]):
            continue
        basis = "market" if market else _basis(before, line.text[match.end() :], context)
        second = match.groupdict().get("second")
        if second and second.startswith(" and"):
            owners = names_before(line, line.number(match.start()) - 1).entities
            if len(owners) == 2:
                yield from _valuation(line, owners[0], match, basis)
                yield from _valuation(line, owners[1], match, basis, "second")
                continue
        if _COMBINED.search(line.text, 0, match.start()):
            continue
        number = line.number(match.start())
        if basis != "round" and _PART_BOUGHT.search(line.text, 0, match.start()):
            company, basis = context.bought, basis or "deal"
        else:
            owner = _worth_of(line, match, None if market else context.raising)
            company = context.meant(line, number, owner)
        moved = second and second.startswith(" to")
        yield from _valuation(line, company, match, basis, "second" if moved else "money")
        if market and match.groupdict().get("before"):
            yield from _valuation(line, company, match, basis, "before")
        if match.groupdict().get("other"):
            yield from _valuation(line, line.name(f"@{match['other']}"), match, basis, "others")


_PART_BOUGHT = re.compile(
    r"(?<!\S)(?:bought|acquired|took) (?:(?:a|an|another) )?[\d.]+ (?:_|per ?cent)(?: (?![,;])\S+){0,8} at (?:an? )?\Z"
)
""" "which bought 12% from Bolt at a [valuation of]": the worth of what is bought, not of the buyer."""

_COMBINED = re.compile(
    r"(?<!\S)(?:combined|merged|enlarged) (?:company|group|entity|business|firm|bank)(?!\S)"
)
_NEAR = 60
"""Characters: how far before a valuation the word stands that tells where it comes from."""


def _worth_of(line: Line, match: re.Match[str], raising: Entity | None) -> Entity | None:
    """Whose worth a phrase gives: the owner's, of the one it is given to, of the verb's subject."""
    number = line.number(match.start())
    of = match["of"] or match.groupdict().get("to")
    if of:
        return line.name(of.split()[-1])
    if match["owner"]:
        shares = _of_shares(line, number) if match["owner"] in _ITS and "market" in match["measure"] else None
        return shares or owner_before(line, number + len(match["owner"].split()))
    for beside in (
        number - 1,
        number - 2 if number > 1 and line.words[number - 1].text == "(" else number - 1,
    ):
        if beside >= 0 and is_company(line, beside):
            return line.name(line.words[beside].text)
    if given := _GIVEN.search(line.text[: match.start()]):
        last = line.number(given.end()) - 1
        if is_company(line, last):
            return line.name(line.words[last].text)
        known = raising or _of_shares(line, last)
        return known or (
            clause_subject(line, last) if line.words[last].text == "it" else definite_noun(line, last)
        )
    return raising or _of_shares(line, number) or _subject(line, number)


_GIVEN = re.compile(
    r"(?<!\S)(?:giv(?:e|es|ing|en)|gave|assign(?:s|ed|ing)|earn(?:s|ed|ing)|hand(?:s|ed|ing))(?P<whom>(?: \S+){1,5}) \Z"
)

_ITS = frozenset(["its ", "the company 's "])

_PUT = re.compile(r"(?<!\S)(?:put|puts|putting|peg|pegs|pegged|pegging|set|sets) \Z")
""" "The round [puts] Acme's value at …" """

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
    described = _DESCRIBED.search(line.text, 0, line.offset(number))
    if described:
        return line.name(described["name"])
    if number == 1 and before == "with":
        return company_before(line, number)
    if _ANY_WITH.search(line.text, 0, line.offset(number)):
        return None
    trading = _TRADES.search(line.text, 0, line.offset(number))
    if trading:
        return line.name(trading["name"])
    found = company_before(line, number - 1) if before in _SUBJECT_VERBS else None
    return found or clause_subject(line, number)


_ANY_WITH = re.compile(
    r"(?<!\S)(?:companies|stocks|firms|startups|start-ups|businesses|those|groups|unicorns|banks)(?: (?![,;])\S+){0,4} with \Z"
)

_TRADES = re.compile(
    r"(?<!\S)(?P<name>@\d+)(?: (?:now|currently|still))? (?:trades|traded|changes hands|listed|floated) at \Z"
)

_DESCRIBED = re.compile(r"(?<!\S)(?P<name>@\d+) , (?:a|an|the|one) (?:[\w'-]+ ){0,10}with (?:a|an) \Z")
""" "Acme, a maker of pumps with a market value of …" """

_SHARES = re.compile(
    r"(?<!\S)(?:(?:shares|stock) (?:in|of) (?P<of>@\d+)|(?P<whose>@\d+)(?: 's)?(?: [\w-]+)? (?:shares|stock)|(?P<its>its) (?:shares|stock|share price))(?!\S)"
)


def _of_shares(line: Line, number: int) -> Entity | None:
    """Whose shares the sentence tells of: "Shares in Acme fell, giving it …"."""
    found = list(_SHARES.finditer(line.text, 0, line.offset(number)))
    if found and found[-1]["its"]:
        return owner_before(line, line.number(found[-1].start("its")) + 1)
    return line.name(found[-1]["of"] or found[-1]["whose"]) if found else None


_VALUE_ON = re.compile(
    rf"(?<!\S)(?:put|puts|putting|place|places|placing|placed) an? (?:[\w-]+ ){{0,2}}(?:value|valuation) of {_AMOUNT} on(?P<what>(?: [\w@~',-]+){{1,6}}?)(?= [.,;]|\Z)"
)


def value_put_on(line: Line, context: Context) -> Iterator[ValuationCandidate]:
    """``The deal puts a value of [$5 billion](amount) on [Acme](company).``"""
    for match in _VALUE_ON.finditer(line.text):
        basis = _basis(line.text[: match.start()], line.text[match.end() :], context)
        whole, back = _WHOLE.match(match["what"]), _POINTS_BACK.match(match["what"])
        company: Worthy = line.name(whole["name"]) if whole else None
        if company is None and back:
            company = context.thing(back["noun"]) or context.raising
            company = company or (context.bought if basis == "deal" else None)
        yield from _valuation(line, company, match, basis)


_ENTERPRISE_VALUE = re.compile(
    rf"(?<!\S)(?:at|for|on) an? (?:(?:total|implied|estimated) )?(?:enterprise|equity|@\d+) value of {_AMOUNT}"
)

_WHOLE_SOLD = re.compile(
    r"(?<!\S)(?:buy|buys|bought|acquire[sd]?|sell|sells|sold|sale of|acquisition of|purchase of|divests?|stake in|interest in) (?:[\w'’-]+ ){0,5}?(?P<name>@\d+)(?!\S)(?! 's)"
)


def enterprise_value(line: Line, context: Context) -> Iterator[ValuationCandidate]:
    """``Bolt will sell its stake in [Acme](company) to Cape Motors at an enterprise value of [$5 billion](amount).``"""
    for match in _ENTERPRISE_VALUE.finditer(line.text):
        sold = list(_WHOLE_SOLD.finditer(line.text, 0, match.start()))
        if sold:
            yield from _valuation(line, line.name(sold[-1]["name"]), match, "deal")


_LABELLED = re.compile(rf"(?:current )?market (?:cap|capitali[sz]ation|value) : {_AMOUNT}(?: .)?\Z")


def labelled_worth(line: Line, context: Context) -> Iterator[ValuationCandidate]:
    """``[Acme Corp](company) makes pumps.⏎⏎Market cap: [$5 billion](amount)``"""
    for match in _LABELLED.finditer(line.text):
        yield from _valuation(line, context.headed, match, "market")


VALUATION_RULES: tuple[ValuationRule, ...] = (
    values_company_at,
    company_valued_at,
    company_worth,
    measure_of_amount,
    value_put_on,
    enterprise_value,
    labelled_worth,
)
"""In order of their own words; of two with one company and amount the first is kept."""


def fold_valuations(found: Iterable[ValuationCandidate]) -> list[ValuationCandidate]:
    """The statements, repeats left out."""
    parts: dict[tuple[int | None, float], list[ValuationCandidate]] = {}
    for v in found:
        key = (v.company.entity.key if v.company.entity else None, v.money.amount)
        parts.setdefault(key, []).append(v)
    return [
        replace(
            same[0],
            basis=next((v.basis for v in same if v.basis), None),
            date=next((v.date for v in same if v.date), None),
            parts=tuple(same),
        )
        for same in parts.values()
    ]
