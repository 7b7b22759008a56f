"""Which amounts are prices of deals, by the words around them; never by nearness alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.fields.phrases import Reader
from extractor.mentions.money import MoneyMention
from extractor.resolve import Entity

_DEAL = r"(?:deals?|transactions?|acquisitions?|takeovers?|mergers?|purchases?|buy-?outs?|sale|sales(?=\ (?:of|to|by|for|worth|valued|totall?ing|is|was|are|were|will|would)\b)|bids?|offers?|tenders?|proposals?|tie-?ups?|agreement|divestiture|consideration|price(?:\ tag)?|outcome|exit)"
_BOUND = r"(?:\s(?:just|about|around|over|more\ than|nearly|upwards\ of|up\ to|under|roughly|approximately|some|at\ least|almost|an?\ estimated|as\ much\ as|close\ to|a\ total\ of|an?\ total|an?|a\ reported|a\ whopping|a\ cool|the))*\s*"
_BEFORE = (
    ("deal_worth_amount", re.compile(rf"\b{_DEAL}\b[^.;:!?]{{0,65}}?\b(?:worth|valued\ at|valued|totall?ing|totals|estimated\ at|priced\ at|pegged\ at|costing|amounts?\ to|comes\ to|consists?\ of|comprises)(?:\ at)?{_BOUND}$", re.IGNORECASE)),
    ("deal_is_amount", re.compile(rf"\b{_DEAL}\b\s(?:(?:(?:value|price|size)\s)?(?:is|was|would\ be|will\ be)(?:\ (?:worth|for|at|valued\ at|set\ at|put\ at|said\ to\ be))?|(?:c[ao]mes?|weigh(?:s|ed)|clock(?:s|ed)|r(?:ings|ang)|was\ done|is\ pitched|went\ through)\ (?:in\ )?at){_BOUND}$", re.IGNORECASE)),
    ("price_of_amount", re.compile(rf"\b(?:(?:purchase|sale|selling|acquisition|deal|transaction|offer|total|final|asking|enterprise)\ (?:price|value|consideration|cost|amount|sum|size)|price(?:\ tag)?|consideration|value|for\ (?:an?\ )?(?:(?:total|cash|aggregate|lump|upfront)\ ){{0,2}}(?:amount|sum|payment|compensation|investment|outlay)|(?:upfront|up-front)\ (?:cash\ )?payment)\b(?:\ (?:of|is|was|at|between|tag\ of|for\ the\ (?:deal|acquisition|transaction)\ (?:is|was))|:|(?=\ $))(?:\ (?:up\ to))?{_BOUND}$", re.IGNORECASE)),
    ("consideration_is_amount", re.compile(rf"\b(?:consideration|price)\s(?:payable\s|paid\s)?for\b[^.;:!?]{{1,110}}?\b(?:is|was|will\ be|totals|totall?ed|amounts?\ to){_BOUND}$", re.IGNORECASE)),
    ("values_target_at_amount", re.compile(rf"\b{_DEAL}\b[^.;:!?]{{0,60}}?\b(?P<values>valu(?:es?|ing|ed))\b[^.;:!?]{{1,60}}?\bat{_BOUND}$", re.IGNORECASE)),
    ("paid_amount", re.compile(rf"\b(?:pa(?:y|ys|id|ying)|part(?:s|ed|ing)?\ with|fork(?:ed|ing)?\ (?:over|out)|shell(?:ed|ing)?\ out|hand(?:ed|ing)?\ over|cough(?:ed|ing)?\ up|stump(?:ed|ing)?\ up|splash(?:ed|ing)?\ out|cost(?:s|ing)?(?:\ \w+|\ the\ (?:company|firm|group|buyer))?|gave|set\ [^.;:,]{{1,30}}?\ back){_BOUND}$", re.IGNORECASE)),
    ("pays_owners_amount", re.compile(rf"\bpa(?:y|ys|id|ying)\s[^.;:,\d]{{0,40}}?\b(?:share|stock)?(?:holders|owners|sellers|investors|founders){_BOUND}$", re.IGNORECASE)),
    ("owners_receive_amount", re.compile(rf"\b(?:(?:share|stock)?holders|owners?|sellers?|investors|founders)\b(?:\s(?:will|would|are|is|stand|stands|to|together|jointly|collectively)){{0,3}}\s(?:receiv(?:e|es|ed|ing)|gets?|got|collect|pocket(?:s|ed)?|share){_BOUND}$", re.IGNORECASE)),
    ("undisclosed_but_said", re.compile(rf"\b(?:sum|price|amount|fee|terms|figure)\b,?\s(?:that\ (?:is|was)\ )?(?:believed|thought|understood|reported|reportedly|said|rumou?red|estimated)(?:\ to\ (?:be|have\ been)|\ to\ be\ worth)?(?:\ at)?{_BOUND}$", re.IGNORECASE)),
    ("undisclosed_but_was", re.compile(rf"\b(?:undisclosed|not\ (?:been\ )?(?:disclosed?|revealed?|given|made\ public))\b[^.;]{{0,70}}?\b(?:it|that|price|figure|number|sum)\s(?:is|was|to\ be)(?:\ in\ the\ (?:region|neighbou?rhood|range)\ of)?{_BOUND}$", re.IGNORECASE)),
    ("deal_at_amount", re.compile(rf"\b(?:acquisition|takeover|purchase|buy-?out|sale)s?\b[^.;:!?]{{0,45}}?,\sat{_BOUND}$", re.IGNORECASE)),
    ("fetches_amount", re.compile(rf"\b(?:fetch(?:ed|es|ing)?|commands?){_BOUND}$", re.IGNORECASE)),
    ("shares_worth_amount", re.compile(rf"\bfor\b[^.;:!?]{{0,40}}?\b(?:shares|stock|units)\b,?\s(?:currently\ )?(?:worth|valued\ at){_BOUND}$", re.IGNORECASE)),
    ("buys_shares_worth_amount", re.compile(rf"\b(?:buy|buys|bought|buying|acquir\w+|purchas\w+|sells?|sold|selling|offload\w*)\b[^.;:]{{0,40}}?\b(?:shares|stock|equity)\s(?:(?:of|in)\s[^.;:,]{{1,30}}?\s)?(?:worth|valued\ at){_BOUND}$", re.IGNORECASE)),
    ("values_target_by_share", re.compile(rf"\b(?:a|per|each)\sshare\b[^.;:!?]{{0,60}}?,\s(?P<values>valuing)\b[^.;:!?]{{1,60}}?\bat{_BOUND}$", re.IGNORECASE)),
    ("share_price_in_total", re.compile(rf"\b(?:an?|per|each|every)\b[^.;:!?]{{0,25}}?\bshare\b[^.;:!?]{{0,40}}?,?\s(?:or|for\ a\ total(?:\ value)?\ of){_BOUND}$", re.IGNORECASE)),
    ("in_deal_of_amount", re.compile(rf"\b{_DEAL}\b\s(?:of|for|at){_BOUND}$", re.IGNORECASE)),
)  # fmt: skip
_AFTER = (
    ("amount_deal", re.compile(rf"\s?-?(?:\s?\([^)]{{0,40}}\))?\s(?:(?:in\ (?:an?\ )?)?(?:all[- ](?:cash|stock|share)|cash[- ]and[- ](?:stock|shares?)|cash|stock|all-|mega|hostile|takeover|friendly|leveraged|blockbuster|proposed|unsolicited|sweetened|potential|public|joint|mooted|planned|agreed|tender|merger|sale|acquisition|aggregate|total|purchase)[\s-]?){{0,3}}{_DEAL}\b(?!\s(?:tax|force|team|people))", re.IGNORECASE)),
    ("amount_largest_deal", re.compile(rf",\s(?:it|this|that|the\ [a-z]{{3,12}})(?:['’]s|\ (?:is|was|would\ be|will\ be|ranks\ as|marks|became))\b[^.;:]{{0,50}}?\b(?:(?:biggest|largest|priciest|costliest|second|record)\b[^.;:]{{0,30}}?\b{_DEAL}|biggest|largest)\b", re.IGNORECASE)),
    ("amount_spent_on_deal", re.compile(rf"\s(?:in\s(?:cash|stock|shares)\s)?(?:on|for|to\ complete|to\ fund|to\ close)\s(?:the|its|this|that)\s{_DEAL}\b", re.IGNORECASE)),
    ("amount_for_unit", re.compile(r"\s(?:in\s(?:cash|stock|shares)\s)?for\ (?:the|its|his|her|their)\s(?:unit|business|division|company|subsidiary|stake|shares|holding|assets?|brand)\b", re.IGNORECASE)),
    ("amount_paid", re.compile(r"\s(?:that\s|which\s)?(?:[A-Z][\w’'&-]{1,20}|it|he|she|they|the\ (?:company|group|firm|buyer))\s(?:is\s|has\s|had\s|will\s|would\s|agreed\sto\s|are\s)?(?:paid|pays?|paying|spent|spending)\b(?!\s(?:in|a|per|every)\b)")),
    ("amount_enterprise_value", re.compile(r"\s(?:in\s)?enterprise\ value\b", re.IGNORECASE)),
)  # fmt: skip
_NOT_BEFORE = re.compile(
    r"""\b(?: revenues? | turnover | sales\ (?:at|of|were|was|reached) | profits? | earnings | loss(?:es)? | debts? | raised | raising | raises | funding | financing | round | valuation | market\ (?:value|cap\w*|is) | (?:asset|book|face|fair)\ value | capitali[sz]ation
      | savings? | synerg\w+ | (?:break(?:-?up)?|termination)\ fees? | fees? | fines? | penalty | assets | dividends? | ebitda | income | (?<!aggregate\ )(?<!total\ )(?<!an\ )investment\ of | invest(?:s|ed|ing)? | backlog | contracts? | loans? | credit | bonds? | budget | fund | deducting | backed | shares?\ (?:rose|fell|at|closed|were) | per\ year | annual | (?:repurchas\w+|buy-?backs?)\b[^.;:]{0,40}
      | cash\ portion | down\ from | compared | wiped | stakes?\b(?![^.;:]{0,30},\ paying) | (?<!off-)market | industry
      )\b [^.;:]{0,30} $""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_NOT_AFTER = re.compile(
    r"""^\s?-? (?:\s?\([^)]{0,40}\)\s?)? (?: (?:in|of|worth\ of)\s)? (?:\w+[\s-]){0,2}? (?: revenues? | turnover | sales\b(?!\ of\b) | annual | funding | series | seed | round | valuation | debts? | loans? | profits? | loss | fund\b | funds\b | fee | fine | lawsuit
      | (?:a|per|each)\s(?:share|unit|month|year) | market | industry | ebitda | investment | cash\ return | contract | project | plan | credit | savings | cost\ savings | synerg\w+ | assets | goodwill | bond | IPO | initial )""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip


_ASIDE = re.compile(
    r",?\s(?:including|excluding|net\ of|which\ includes?|inclusive\ of|counting)\s[^.;:,]{0,40}?\bdebts?\b(?:\sassumed)?,|(?<![^.\s])\s?Including\s[^.;:,]{0,30}?\bdebts?\b,"
)
"""What a price is told with: "the price[, net of debt,] is $5 billion"."""
_AT = re.compile(
    rf"\b(?:At|Worth|Valued\ at|With\ a\ (?:price\ tag|price|value)\ of){_BOUND}$", re.IGNORECASE
)
_NO_PRICE = re.compile(
    r"\b(?:(?:fees?|profit|revenue)\b[^.;]{0,12}|(?:lent|lends?|borrow(?:s|ed|ing)?|loans?)\b[^.;]{0,25}|rais(?:es?|ed|ing)\s)$"
)
"""Before an amount that is told with a deal and yet no price: "[lent Acme] $5 million for its purchase"."""
_OTHER_VALUE = re.compile(
    r"\b(?:venture|funding|rounds?|investment|years? ago|last year|previous(?:ly)?)\b", re.IGNORECASE
)
"""A deal that is none: "a venture deal two years ago valued it at"."""

_LISTING = re.compile(r"\b(?:IPO|initial public offering|flotation|price (?:band|range))\b")
"""What values a company that is no deal: "The [IPO price band] is $6 to $7 a share, valuing Acme at $5 billion"."""


@dataclass(frozen=True, slots=True)
class PriceCandidate:
    """An amount that the text gives as the price of a deal."""

    money: MoneyMention
    token: int
    """Index of its first token."""
    rule: str
    valued: Entity | None = None
    """Whom "values Bolt at $5 billion" names."""


def find_prices(reader: Reader) -> Iterator[PriceCandidate]:
    """Amounts in price constructions that name the deal itself: "the deal is worth $5 billion"."""
    doc = reader.doc
    for money in reader.mentions.money:
        if money.per_share or money.converts or not money.amount:
            continue
        token = reader.token_at(money.start)
        if token in reader.quoted:
            continue
        sent = doc[token].sent
        start = money.start
        if money.qualifier_start is not None and money.qualifier_start < start:
            start = money.qualifier_start
        whole = reader.text[max(sent.start_char, start - 130) : start]
        lead, tail = _ASIDE.sub("", whole), reader.text[money.end : money.end + 60]
        if _NOT_AFTER.match(tail):
            continue
        if lead.endswith("(") and tail.startswith(")") and (named := reader.entities.at(token - 2)):
            yield PriceCandidate(money, token, "amount_in_brackets", named)
            continue
        after = next((rule for rule, pattern in _AFTER if pattern.match(tail)), None)
        if after == "amount_largest_deal" and not _AT.search(lead):
            after = None
        if after is not None and not _NO_PRICE.search(lead):
            yield PriceCandidate(money, token, after)
            continue
        if _NOT_BEFORE.search(lead):
            continue
        for rule, pattern in _BEFORE:
            if match := pattern.search(lead):
                values = match.groupdict().get("values") is not None
                if values and (_OTHER_VALUE.search(match.group()) or _LISTING.search(lead)):
                    break
                valued = None
                if values:
                    first = reader.after(start - len(lead) + match.start("values"))
                    last = token - 2 if money.qualifier_start is None else reader.token_at(start) - 2
                    if not reader.is_company_noun(doc[last]):
                        valued = next(
                            (e for i in range(token, first, -1) if (e := reader.entities.at(i))), None
                        )
                yield PriceCandidate(money, token, rule, valued)
                break
