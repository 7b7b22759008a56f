"""Number, scale and currency: the grammar of an amount, and of a range of two.

``price_parser`` reads the plain number alone, in a short string whose separators the grammar has already
understood: by itself it loses every scale ("$1.3B" is 1.3 to it), takes "1.125" for a thousand, drops minus
signs and the far end of a range, and is quadratic in digits.

Offsets here are those of the plain text; :mod:`extractor.mentions.money` leads them back to the document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from heapq import merge
from operator import attrgetter

from price_parser import Price

from extractor.lexicon import load_lexicon, load_terms, per_lexicons
from extractor.mentions.currencies import GAP, Currencies, Currency, any_of, load_pairs
from extractor.mentions.plain import PlainText

MAX_DIGITS = 18
MAX_UNITS = 10**18

# A run of digits and what may stand between them; _NUMBER says whether it is a number.
_DIGITS = re.compile(r"[0-9](?:[0-9.,'’]*[0-9])?")
_NUMBER = re.compile(
    r"""
    (?P<point> \d+ (?:\.\d+)?                                        # 1300, 1.125
             | \d{1,3} (?:,\d{2,3})* ,\d{3} (?:\.\d+)?               # 1,300,000.50; 12,34,567
             | \d{1,3} (?:['’]\d{3})+ (?:\.\d+)? )                   # CHF 1'200'000
  | (?P<comma> \d{1,3} (?:\.\d{3}){2,} (?:,\d{1,2})?                 # €1.300.000
             | \d{1,3} \.\d{3} ,\d{1,2} | \d{1,4} ,\d{1,2} )         # EUR 12,5 million
    """,
    re.VERBOSE | re.ASCII,
)
# "27-1/2 dlrs", "12 1/4 dlrs", "5½"
_FRACTION = re.compile(r"[- ](?P<over>[1-9][0-9]?)/(?P<under>[1-9][0-9]?)(?![0-9/])|(?P<sign>[½¼¾⅛⅜⅝⅞])")
_FRACTION_SIGNS = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "⅛": "0.125",
    "⅜": "0.375",
    "⅝": "0.625",
    "⅞": "0.875",
}
# "SEK 1 200 million": blanks between the thousands; after $ and £ the groups must leave no doubt: "$1 300 000".
_SPACED_GROUPS = re.compile(r"(?:[ ][0-9]{3}){1,5}(?![0-9,])(?:\.[0-9]{1,2})?")
_SURE_GROUPS = re.compile(r"(?:[ ][0-9]{3}){2,5}(?![0-9,])|[ ]000(?![0-9,])")

# "3 and a half billion", "a million and a half dollars"
_LETTER_ENDS = re.compile(r"[\s,;)]|\.?(?![\w&'’.-])")
_AND_PART = re.compile(r"[ -]and[ -]a[ -](?P<part>half|quarter)(?![a-z])")
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three": Decimal("0.75")}
_MAGNITUDE = r"(?:hundred|thousand|million|billion|trillion|mln|bln|lakh|crore)"
# "seven dlrs", "two hundred and fifty million", "half a billion", "a quarter of a billion", "a billion"
_WORDS = r"""
    \b (?=[aefhnoqst]) (?:
        (?P<part> (?:an?\s|one[\s-])?half | (?:an?\s|one[\s-])?quarter | three[\s-]quarters )
            (?: [\s-](?:of[\s-])?an?)? (?=[\s-]{1,6} %(magnitude)s)
      | (?P<whole> %(tens)s )
            (?: \s{1,6}(?P<hundred>hundred) (?: \s{1,6}(?:and\s{1,6})? (?P<rest>%(tens)s) )? )?
      | (?P<one> an? ) (?=[\s-]{1,6} %(magnitude)s)
    ) (?![a-z])
"""

# "to" and dashes join the ends of a range; "and" does after "between". A dash of print has blanks around it.
_JOINER = re.compile(rf"{GAP}(?P<word>to|and){GAP}|-|–|—| [-–] ")
_BETWEEN = re.compile(r"\bbetween\s{1,6}(?:\w{1,12}\s{1,6})?\Z")
# A word of change_words.txt before the pair "X to Y" makes it no range: "raised its offer from $40m to $45m".
_CHANGED = r"""
    (?<!ranging\ )(?<!anywhere\ )\b(?: %(words)s )
    (?: \s (?: its | their | the | a | loss | profit | offer | bid | price | sales | revenues? ) ){0,4}
    \s{1,6} \Z"""

# Old money: "in 2016 dollars" counts nothing.
_YEAR_MONEY = re.compile(r"(?:in|constant|real|of) (?:19|20)[0-9]{2} ")
# "50 cents on the dollar"
_ON_THE_DOLLAR = re.compile(r"\s(?:on|in|of|for) (?:the|every|each) (?:dollar|pound)")
# "120p": after these words, in a text that speaks of pounds or pence anyway; or before "a share".
_PENCE_BEFORE = re.compile(
    r"\b(?:at|of|to|from|by|for|up|down|lost|gained|rose|fell|eased|firmed|added|dropped|off|or|and)\s\Z"
)
_PENCE_AFTER = re.compile(
    r"p(?: in cash)?(?:\s|-)(?:a|per|for each|each)(?:\s|-)(?:[a-z]+\s){0,2}share|p/share"
)
_SCREEN_LINES = frozenset({"144", "240", "360", "480", "720", "1080", "1440", "2160", "4320"})
# "pounds of beef", "pounds per square inch"
_POUNDS_OF = re.compile(
    rf"{GAP}of{GAP}(?P<of>[a-z]+)|{GAP}(?P<per>per|a|each|every){GAP}(?P<measure>[a-z]+)|{GAP}(?P<freely>annually|daily|yearly)"
)
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount, or a range of two, at its place in the plain text."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    code: str
    scaled: bool
    """It has a scale: "million"."""


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number in digits (``token``) or in words (``value``)."""

    start: int
    end: int
    token: str = ""
    value: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Part:
    """One number with the scale and the currency that stand with it."""

    start: int
    end: int
    value: Decimal
    scale: int | None
    currency: Currency | None

    @property
    def units(self) -> Decimal:
        hundredths = self.currency is not None and self.currency.hundredths
        return self.value * (self.scale or 1) / (100 if hundredths else 1)


def find_amounts(page: PlainText) -> Iterator[Amount]:
    """Yield the amounts in reading order; nothing for what is not surely money."""
    currencies = Currencies(page)
    quantities = list(merge(_in_digits(page), _in_words(page), key=attrgetter("start")))
    done = 0
    for index, quantity in enumerate(quantities):
        if quantity.start < done:
            continue
        low = _read_part(page, currencies, quantity)
        if low is None or low.start < done:
            continue  # glued to something else, or its sign is the one that the number before it took
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        high = _far_end(page, currencies, low, following) if following else None
        if high is None:
            amounts = [_amount(low)]
        else:
            low, high = _share_out(low, high)
            amounts = [_amount(low, high)]
            if _is_change(page, low, high):
                amounts = [_amount(low), _amount(high)]
        for amount in amounts:
            if amount is not None:
                done = amount.end
                yield amount


def _amount(low: _Part, high: _Part | None = None) -> Amount | None:
    last = high or low
    if low.currency is None or last.units > MAX_UNITS:
        return None
    scaled = low.scale is not None
    return Amount(low.start, last.end, low.units, high.units if high else None, low.currency.code, scaled)


def _in_digits(page: PlainText) -> Iterator[_Quantity]:
    text = page.text
    for run in _DIGITS.finditer(text):
        start, end = run.span()
        if end - start > 40:
            continue
        token = run.group()
        if text[start - 1 : start] == "." and not text[max(0, start - 2) : start - 1].isalnum():
            start, token = start - 1, f"0.{token}"
        if _NUMBER.fullmatch(token) and sum(map(str.isdigit, token)) <= MAX_DIGITS:
            yield _Quantity(start, end, token)


def _in_words(page: PlainText) -> Iterator[_Quantity]:
    numbers = _number_words()
    for read in _words().finditer(page.lower):
        value = Decimal(1)
        if read["part"]:
            words = re.split(r"[\s-]", read["part"])
            value = _PARTS["three" if words[0] == "three" else words[-1]]
        elif read["whole"]:
            value = Decimal(sum(numbers[word] for word in re.split(r"[\s-]", read["whole"])))
            if read["hundred"]:
                rest = re.split(r"[\s-]", read["rest"]) if read["rest"] else []
                value = value * 100 + sum(numbers[word] for word in rest)
        yield _Quantity(read.start(), read.end(), value=value)


def _read_part(page: PlainText, currencies: Currencies, quantity: _Quantity) -> _Part | None:
    """The number with its scale and currency, None where it is glued to something else."""
    text, lower = page.text, page.lower
    start, end = quantity.start, quantity.end
    token, extra = quantity.token, Decimal(0)
    if fraction := _FRACTION.match(text, end):
        extra, end = _fraction(fraction), fraction.end()
    elif (part := _AND_PART.match(lower, end)) and _scale_at(lower, part.end()):
        extra, end = _PARTS[part["part"]], part.end()
    scale = _scale_at(lower, end)
    before = currencies.before(start, scaled=scale is not None) if token else None
    if before and scale is None and len(token) <= 3 and (groups := _groups(before).match(text, end)):
        token, end = token + groups.group().replace(" ", ""), groups.end()
        scale = _scale_at(lower, end)
    if scale:
        end = scale[1]
        if part := _AND_PART.match(lower, end):
            extra, end = extra + _PARTS[part["part"]], part.end()
    after = currencies.after(end, scaled=scale is not None or "," in token)
    if after and before and not _agree(text, before, after):
        after = None
    if before and not after and text[before.start : before.end].strip() == "$":
        after = currencies.late_adjective(end)
    if before is None:
        if text[start - 1 : start].isalnum() or text[start - 1 : start] in ("/", ".", "'", "’"):
            return None
        if after is None and scale is None and text[end : end + 1] == "p":
            after = _pence(page, currencies, quantity, end)
        if after and _counts_no_money(page, currencies, quantity, after):
            after = None
    if after:
        end = after.end
    elif scale is None and (text[end : end + 1].isalnum() or text[end : end + 1] == "%"):
        return None
    value = (_parse_number(token) if token else quantity.value) + extra
    currency = after or before
    factor = scale[0] if scale else currency.scale if currency else None
    return _Part(before.start if before else start, end, value, factor, currency)


def _far_end(page: PlainText, currencies: Currencies, low: _Part, following: _Quantity) -> _Part | None:
    """The other end of a range that starts with ``low``."""
    joiner = _JOINER.match(page.lower, low.end)
    if joiner is None or not joiner.end() <= following.start <= joiner.end() + 8:
        return None
    high = _read_part(page, currencies, following)
    if high is None or high.start != joiner.end():
        return None
    if joiner["word"] == "and" and not _BETWEEN.search(page.lower, max(0, low.start - 30), low.start):
        return None
    dash = not joiner["word"] and joiner.end() - joiner.start() == 1
    if low.currency is None:
        joined = high.currency is not None and high.start == following.start and (dash or joiner["word"])
        if not joined or low.value >= high.value or low.scale not in (None, high.scale):
            return None
    elif high.currency is None:
        if high.scale is None and not (dash and (low.scale is None or low.currency.scale)):
            return None
    elif high.currency.code != low.currency.code:
        return None
    low, high = _share_out(low, high)
    return high if low.units < high.units else None


def _is_change(page: PlainText, low: _Part, high: _Part) -> bool:
    """Whether the pair tells where something rose from and to; a dash never does."""
    joined = page.lower[low.end : high.start].strip() == "to"
    return joined and _changed().search(page.lower, max(0, low.start - 60), low.start) is not None


def _share_out(low: _Part, high: _Part) -> tuple[_Part, _Part]:
    """Give each end of a range the scale and the currency that are written only once."""
    low = replace(low, currency=low.currency or high.currency)
    high = replace(high, currency=high.currency or low.currency)
    if low.scale is None and high.scale is not None and low.value < high.value:
        low = replace(low, scale=high.scale)
    if high.scale is None and low.scale is not None and high.currency is low.currency:
        high = replace(high, scale=low.scale)
    return low, high


def _groups(before: Currency) -> re.Pattern[str]:
    return _SURE_GROUPS if before.code in ("USD", "GBP") else _SPACED_GROUPS


def _parse_number(token: str) -> Decimal:
    read = _NUMBER.fullmatch(token)
    separator = "," if read and read["comma"] else "."
    return Price.fromstring(token.replace("’", "'"), decimal_separator=separator).amount or Decimal(0)


def _fraction(read: re.Match[str]) -> Decimal:
    if read["sign"]:
        return Decimal(_FRACTION_SIGNS[read["sign"]])
    return Decimal(read["over"]) / Decimal(read["under"])


def _scale_at(lower: str, end: int) -> tuple[int, int] | None:
    """Factor and end of the scale at ``end``: "million", "bn", "lakh crore"."""
    read = _scales().match(lower, end)
    if read is None:
        return None
    word = read["scale"]
    alone = len(word) == 1 and read.start("scale") > end
    if alone and (word not in "mb" or not _LETTER_ENDS.match(lower, read.end())):
        return None  # "$5 K-Mart", "$5 B&B"
    factor = int(load_pairs("amount_scales")[word])
    second = read["second"]
    return factor * (int(load_pairs("amount_scales")[second]) if second else 1), read.end()


def _agree(text: str, before: Currency, after: Currency) -> bool:
    """Whether a sign before and a word after mean one currency: "$5 million Canadian dollars"."""
    bare = text[before.start : before.end].strip() == "$"
    return before.code == after.code or (bare and after.code.endswith("D") and not after.hundredths)


def _pence(page: PlainText, currencies: Currencies, quantity: _Quantity, end: int) -> Currency | None:
    """The "p" of "60p": before "a share", or in a text of pounds and pence after "at" and the like."""
    if page.text[end + 1 : end + 2].isalnum() or quantity.token in _SCREEN_LINES:
        return None
    sure = _PENCE_AFTER.match(page.lower, end) is not None
    told = _PENCE_BEFORE.search(page.lower, max(0, quantity.start - 10), quantity.start) is not None
    if sure or (told and currencies.speaks_of_sterling):
        return Currency(end, end + 1, "GBP", hundredths=True, noun="p")
    return None


_PAID = re.compile(r"\b(?:for|worth|pa(?:y|ys|id|ying)|cost|costs|valued at)\b[a-z ]{0,20}$")
"""What is followed by a price rather than by a weight: "bought the fish processor for 80 million pounds"."""


def _counts_no_money(page: PlainText, currencies: Currencies, quantity: _Quantity, after: Currency) -> bool:
    """A weight, a year's money, a manner of speaking: "6.5 million pounds of beef", "in 2016 dollars"."""
    lower = page.lower
    noun = after.noun or ""
    if lower[quantity.start : quantity.end] in ("a", "an") and lower[after.start - 1] == "-":
        return True  # "a billion-dollar company" states no amount
    if noun in ("cents", "cts") and _ON_THE_DOLLAR.match(lower, after.end):
        return True
    if _YEAR_MONEY.search(lower, max(0, quantity.start - 9), quantity.end + 1) and len(quantity.token) == 4:
        return True
    if noun == "mark" and lower[max(0, quantity.start - 4) : quantity.start] == "the ":
        return True  # "passed the 5 million mark"
    return noun in ("pounds", "pound") and _is_weight(page, currencies, quantity, after)


def _is_weight(page: PlainText, currencies: Currencies, quantity: _Quantity, after: Currency) -> bool:
    lower = page.lower
    weights = load_lexicon("weight_words")
    near = lower[max(0, quantity.start - 60) : quantity.start] + " " + lower[after.end : after.end + 40]
    money = currencies.speaks_of_sterling
    if read := _POUNDS_OF.match(lower, after.end):
        if read["of"]:
            return read["of"] not in load_lexicon("money_of_words")
        if read["measure"] not in ("share", "ordinary", "unit"):
            return not money
    paid = _PAID.search(lower, max(0, quantity.start - 30), quantity.start) is not None
    return not (money or paid) and any(word in weights for word in _WORD.findall(near))


@per_lexicons
def _number_words() -> dict[str, int]:
    return {word: int(value) for word, value in load_pairs("number_words").items()}


@per_lexicons
def _words() -> re.Pattern[str]:
    numbers = _number_words()
    small = any_of([word for word, value in numbers.items() if value < 10])
    tens = any_of([word for word, value in numbers.items() if value >= 20])
    whole = rf"(?:(?:{tens})(?:[\s-](?:{small}))?|{any_of(numbers)})"
    return re.compile(_WORDS % {"tens": whole, "magnitude": _MAGNITUDE}, re.VERBOSE)


@per_lexicons
def _changed() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\*", r"\w{0,9}") for word in load_terms("change_words"))
    return re.compile(_CHANGED % {"words": words}, re.VERBOSE)


@per_lexicons
def _scales() -> re.Pattern[str]:
    scales = load_pairs("amount_scales")
    words = any_of(word for word in scales if len(word) > 3)
    return re.compile(
        rf"""(?:{GAP}|-) (?P<scale>{any_of(scales)}) (?![a-z0-9])
             (?: (?:(?<=hundred)|(?<=thousand)|(?<=lakh)|(?<=k)) {GAP} (?P<second>{words}) (?![a-z]) )?""",
        re.VERBOSE,
    )
