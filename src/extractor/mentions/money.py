"""Money as the article writes it: "just under $64 million", "Rs 500 crore", "60p a share", "€3bn ($3.4bn)".

:mod:`extractor.mentions.amounts` reads the amounts; here they get their bounds, and are marked where they are
counted by the share or restate another. A pure function of the text; nothing here knows of deals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import cast

from extractor.lexicon import load_lexicon, per_lexicons
from extractor.mentions.amounts import Amount, find_amounts
from extractor.mentions.currencies import any_of, load_pairs
from extractor.mentions.plain import PlainText, read_plainly
from extractor.schema import Qualifier

# "per share", "-a-share", "/share", "in cash for each Acme share", "per American depositary share"
_SHARE = r"(?:shares?|shrs?|units?|adss?|adrs?|gdrs?|warrants?)"
_KIND = (
    r"(?:common|ordinary|preferred|preference|class|[abc]|voting|registered|outstanding|depositary|american)"
)
# "raised $5m a share sale ago" is none.
_SHARE_GOES_ON = (
    r"(?:sale|buyback|buy-back|offering|swap|price|issue|of|repurchase|capital|purchase|placement|exchange)"
)
_PER_SHARE = re.compile(
    rf"""
    (?: ,? \s{{1,6}} (?:in\ all-cash|(?:each\ )?in\ cash|all[- ]cash|in\ stock|cash|net|gross) ){{0,2}}
    (?: \s? / \s? {_SHARE}
      | (?:\s{{1,6}}|-) a (?:\s{{1,6}}|-) (?:{_KIND}\s{{1,6}}){{0,3}} {_SHARE} (?!\s{_SHARE_GOES_ON})
      | (?:\s{{1,6}}|-) (?:per|for\ each|for\ every|each) (?:\s{{1,6}}|-)
        (?:[a-z][a-z.&'’-]{{0,20}}\s{{1,6}}){{0,4}}? {_SHARE}
    ) (?![a-z])
    """,
    re.VERBOSE,
)
_EACH = re.compile(r"\s{1,6}(?:apiece|each)(?![a-z])")
_SHARES = re.compile(rf"\b{_SHARE}\b|\bstock\b")
# "a price per share of $8.40", "the per-share price is $8.40", "shares closed at $8.40"
_PER_SHARE_BEFORE = re.compile(
    rf"""(?: \bper[- ]{_SHARE} (?:\s[a-z]+){{0,3}} \s(?:of|at|to|is|was|be)
           | \bshares?(?:\s[a-z'’]+){{0,4}} \sat
         ) \s{{1,6}} \Z""",
    re.VERBOSE,
)
# What joins two prices of one share: "$42 a share from $40", "from $40 to $42 a share"
_SAME_MEASURE = re.compile(r",?\s{1,6}(?:up\s|down\s)?(?:from|to|or|versus|against|compared\swith)\s{1,6}")

# What stands between an amount and its restatement: "€3.1bn in cash ($3.4bn)", "£2bn, or about $2.5bn"
_RESTATES = re.compile(
    r"""  [^()\[\].;:!?\d$£€¥]{0,30} [(\[] \s?
          (?: (?:or|=|i\.e\.,?|equal\sto|equivalent\sto|the\sequivalent\sof|worth|equivalent) \s? )?
        | \s{0,6} , \s{1,6} (?: (?:or|equal\sto|equivalent\sto|the\sequivalent\sof|worth|which\sis) \s{1,6} )?
        | \s{1,6} or \s{1,6}
        | \s? [/=] \s? """,
    re.VERBOSE,
)
# Between two restatements: "£1bn ($1.2bn; €1.1bn)"
_RESTATES_ON = re.compile(r"\s?[;,/]\s{0,2}(?:or\s)?")
# "-$5m": a loss, not a price. A dash of print has blanks around it.
_MINUS = re.compile(r"(?:\A|[\s(])-\Z")
# Between a bound and its amount: "up to a total of $5m", "about another $5m"; never "over the $5m".
_BOUND_GAP = (
    r"(?:\s{1,6}(?:another|only|a\stotal\sof|an?\s(?:combined|further|additional|reported|estimated)))?"
)


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """An amount of money in the text; offsets are code points, half-open."""

    start: int
    """Of sign, number, scale and currency; of the whole range."""
    end: int
    amount: int | float
    """In units: 1300000000 for "$1.3B"; the lower end of a range."""
    currency: str
    """ISO 4217."""
    qualifier: Qualifier
    amount_max: int | float | None = None
    """The upper end of a range."""
    qualifier_start: int | None = None
    """Of the words of the bound, before or after: "just under", "or more"."""
    qualifier_end: int | None = None
    per_share: bool = False
    """The text counts it by the share: "$8.40 a share"."""
    converts: bool = False
    """It restates the mention just before in another currency: "€3.1bn ($3.4 billion)"."""


def find_money(text: str) -> Iterator[MoneyMention]:
    """Yield the amounts of money in ``text``, in reading order; nothing for what is not surely money."""
    page = read_plainly(text)
    amounts = [amount for amount in find_amounts(page) if not _is_negative(page, amount)]
    bounds = [_find_bound(page, amount) for amount in amounts]
    shared = [_is_per_share(page, amount) for amount in amounts]
    for index, (one, two) in enumerate(pairwise(amounts)):
        if _is_same_measure(page, one, two):
            shared[index] = shared[index + 1] = shared[index] or shared[index + 1]
    converts = False
    for index, (amount, bound) in enumerate(zip(amounts, bounds, strict=True)):
        converts = index > 0 and _restates(page, amounts[index - 1], amount, bound, again=converts)
        start, end = page.span(amount.start, amount.end)
        qualifier_start, qualifier_end = page.span(bound[1], bound[2]) if bound else (None, None)
        yield MoneyMention(
            start,
            end,
            _number(amount.low),
            amount.code,
            _qualifier(amount, bound),
            None if amount.high is None else _number(amount.high),
            qualifier_start,
            qualifier_end,
            shared[index],
            converts,
        )


_Bound = tuple[Qualifier, int, int]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _qualifier(amount: Amount, bound: _Bound | None) -> Qualifier:
    if amount.high is not None:
        return "range"
    return bound[0] if bound else "exact"


def _is_negative(page: PlainText, amount: Amount) -> bool:
    return _MINUS.search(page.text, max(0, amount.start - 2), amount.start) is not None


def _find_bound(page: PlainText, amount: Amount) -> _Bound | None:
    """The words that bound an amount, and where they stand: "just under" $64 million, $5bn "or more"."""
    before = _bounds_before().search(page.lower, max(0, amount.start - 60), amount.start)
    if before is not None:
        words = " ".join(before["words"].split())
        qualifier = cast(Qualifier, load_pairs("amount_bounds")[words])
        if (qualifier == "range") == (amount.high is not None) and not _opens_subject(
            page, before.start(), words
        ):
            return qualifier, *before.span("words")
    after = _bounds_after().match(page.lower, amount.end)
    if after is not None and amount.high is None:
        words = " ".join(after["words"].split())
        return cast(Qualifier, load_pairs("amount_bounds_after")[words]), *after.span("words")
    return None


_HANDS = re.compile(r"(?:fork|hand|sign)(?:s|ed|ing)?")


def _opens_subject(page: PlainText, start: int, words: str) -> bool:
    """Whether "over" or "about" is no bound: "a dispute over $5 million", "to hand over $5 million"."""
    if words not in ("over", "about"):
        return False
    last = page.lower[max(0, start - 20) : start].split()[-1:]
    return bool(last) and (last[0] in load_lexicon("topic_words") or _HANDS.fullmatch(last[0]) is not None)


def _is_per_share(page: PlainText, amount: Amount) -> bool:
    lower = page.lower
    if amount.scaled:
        return False
    if _PER_SHARE.match(lower, amount.end):
        return True
    if _EACH.match(lower, amount.end):
        return _SHARES.search(lower, max(0, amount.start - 80), amount.start) is not None
    return _PER_SHARE_BEFORE.search(lower, max(0, amount.start - 70), amount.start) is not None


def _is_same_measure(page: PlainText, one: Amount, two: Amount) -> bool:
    """Whether two prices are of one share, though it is named with one only."""
    if one.scaled or two.scaled or one.code != two.code or two.start - one.end > 40:
        return False
    between = page.lower[one.end : two.start]
    share = _PER_SHARE.match(between)
    return _SAME_MEASURE.fullmatch(between, share.end() if share else 0) is not None


def _restates(page: PlainText, before: Amount, amount: Amount, bound: _Bound | None, *, again: bool) -> bool:
    """Whether an amount says the one before it in another currency; ``again``: that one restates, too."""
    start = bound[1] if bound and bound[1] < amount.start else amount.start
    if before.code == amount.code or not before.end <= start <= before.end + 60:
        return False
    if again and _RESTATES_ON.fullmatch(page.lower, before.end, start):
        return True
    between = _RESTATES.fullmatch(page.lower, before.end, start)
    # A comma alone parts the amounts of a list, too: "prices of £5, $6 and €7".
    return between is not None and (between.group().strip() != "," or start < amount.start)


@per_lexicons
def _bounds_before() -> re.Pattern[str]:
    words = any_of(load_pairs("amount_bounds"))
    return re.compile(rf"(?<![\w$£€.-])(?P<words>{words}){_BOUND_GAP}\s{{0,6}}\Z")


@per_lexicons
def _bounds_after() -> re.Pattern[str]:
    return re.compile(rf"\s{{0,6}}(?P<words>{any_of(load_pairs('amount_bounds_after'))})(?![\w])")
