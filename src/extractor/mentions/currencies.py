"""Whose money a sign, a code or a word stands for; "$" and "pesos" are settled by the whole text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from extractor.lexicon import load_lexicon, load_terms, per_lexicons
from extractor.mentions.plain import PlainText

# A blank inside an amount; wire copy breaks its lines anywhere: "20 mln\n    dlrs".
GAP = r"(?:[ ]{0,3}(?:\n[ ]{0,8})?)"

_GAP = re.compile(GAP)
# The letters of "EUR 5m", "Rs 500", "$US5m"
_LETTERS_BEFORE = re.compile(r"\$?[^\W\d_]+\Z")
# A code after a number is that number's own only where no other number follows: "in 2016 USD 5m", "$5 AUD$6".
_GOES_ON = re.compile(r"[A-Za-z]|[.$£€¥]?[ ]?[0-9]")

# Cheap to look for, before the sentence that declares a text's dollar is.
_MAY_DECLARE = re.compile(r"[a-z]\$|dollars")
# "(All figures in Canadian dollars)", "in Australian dollars unless otherwise stated", "all amounts in C$"
_DECLARED = r"""
    \b(?: all | figures | amounts | values | prices | references | expressed | stated | reported | denominated
        | presented | currency | currencies ) \b [^.;\n]{0,50}?
        \b(?: in | to | are ) [ ] (?:the [ ])? (?P<declared> %(phrases)s )
  | (?P<noted> %(phrases)s ) ,? [ ] (?: unless | except [ ] where )
"""
# "$5 million Canadian" before a stop, "$5 million (Canadian)": never "$5 million Canadian company".
_LATE_ADJECTIVE = r"""
    [ ] \( (?P<bracketed> %(adjectives)s | %(codes)s )(?:[ ] (?:dollars|funds|currency))? \)
  | [ ] (?P<bare> %(adjectives)s )
        (?= [,;:)] | \.(?:\s|$) | $ | [ ] (?:for|in|to|from|a[ ]share|per[ ]share)\b )
"""
# Signs that some write after the number: "5 million €", "500 kr". "50¢".
_SIGNS_AFTER = {
    "€": "EUR",
    "£": "GBP",
    "$": "dollar",
    "¢": "dollar/100",
    "zł": "PLN",
    "Kč": "CZK",
    "₽": "RUB",
    "kr": "crown",
    "RMB": "CNY",
}


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency read beside a number, and the stretch of its sign or words."""

    start: int
    end: int
    code: str
    hundredths: bool = False
    """The number counts pence or cents."""
    noun: str | None = None
    """The noun as read, in small letters: "pounds"."""
    scale: int | None = None
    """Of the letter before a code: 1000000 for "MEUR"."""


@per_lexicons
def load_pairs(name: str) -> Mapping[str, str]:
    """A lexicon of ``term = value`` lines, in the file's order."""
    pairs = (term.rpartition(" = ") for term in load_terms(name))
    return {term.strip(): value.strip() for term, _, value in pairs}


def any_of(terms: Iterable[str]) -> str:
    """A pattern for any of the terms, the longest first; a blank in a term is any gap of one or more."""
    ordered = sorted(terms, key=len, reverse=True)
    return "|".join(re.escape(term).replace(r"\ ", r"\s{1,6}") for term in ordered) or "(?!)"


class Currencies:
    """Reads currencies in one text: what holds for the whole of it is found out once."""

    def __init__(self, page: PlainText) -> None:
        self._page = page
        self._known: dict[str, str | None] = {}
        self._held: dict[str, bool] = {}

    def before(self, number: int, *, scaled: bool) -> Currency | None:
        """The sign or code right before a number: "US$", "Rs.", "EUR"."""
        text = self._page.text
        end = number
        while end > number - 9 and text[end - 1 : end] in (" ", "\n"):
            end -= 1
        last = text[end - 1 : end]
        if last.isalpha():
            read = _LETTERS_BEFORE.search(text, max(0, end - 8), end)
        elif last and last in _sign_ends():
            read = _sign_before().search(text, max(0, end - 8), end)
        else:
            return None
        name = read.group() if read else ""
        if read and (scale := _scaled_code(name)):
            return Currency(read.start(), number, name[1:], scale=scale)
        value, _, words = _names().get(name, "").partition(" ; ")
        if (
            read is None
            or not value
            or not _is_sure(name, scaled=scaled)
            or (words and not self._holds(words))
        ):
            return None
        return self._currency(read.start(), number, value)

    def after(self, end: int, *, scaled: bool) -> Currency | None:
        """The word, code or sign right after a number and its scale: "Canadian dlrs", "EUR", "€"."""
        text, lower = self._page.text, self._page.lower
        start = end + 1 if text[end : end + 1] == "-" else _skip_gap(text, end)
        if lower[start : start + 2] in _noun_starts() and (read := _noun().match(lower, start)):
            phrase = " ".join(read.group().split())
            small = text[start : read.end()].islower()
            if phrase in load_lexicon("currency_nouns_unsure") and not (small and scaled):
                return None
            return self._currency(start, read.end(), _phrases()[phrase], noun=phrase)
        code = text[start : start + 4]
        if (scale := _scaled_code(code)) and not text[start + 4 : start + 5].isalnum():
            return Currency(start, start + 4, code[1:], scale=scale)
        for length in (3, 2, 1):
            name = text[start : start + length]
            value = _SIGNS_AFTER.get(name) or (name if name in load_lexicon("iso4217") else "")
            if value and _is_sure(name, scaled=scaled) and not _GOES_ON.match(text, start + length):
                return self._currency(start, start + len(name), value)
        return None

    def late_adjective(self, end: int) -> Currency | None:
        """Whose dollar a "$" is, said after the amount: "$5 million Canadian"."""
        if read := _late_adjective().match(self._page.lower, end):
            adjective = read["bracketed"] or read["bare"]
            unit = f"{adjective} dollar"
            value = unit if unit in _units() else adjective.upper()
            return self._currency(end + 1, read.end(), value)
        return None

    @cached_property
    def speaks_of_sterling(self) -> bool:
        """Whether the text has British money beyond doubt: then "p" and "pounds" are money too."""
        return re.search(r"£|\b(?:pence|GBP|sterling|stg)\b", self._page.text) is not None

    @cached_property
    def dollar(self) -> str:
        """What a bare "$" is in this text: USD, unless it says plainly that it is another."""
        page = self._page
        if any(phrase in page.lower for phrase in _declarations()) and (
            said := _declared().search(page.lower)
        ):
            return _declarations()[" ".join((said["declared"] or said["noted"]).split())]
        if "US$" in page.text or "U.S.$" in page.text or "$US" in page.text:
            homes = {code for name, code in load_pairs("dollar_exchanges").items() if self._holds(name)}
            homes |= {_signs()[sign] for sign in _home_dollars().findall(page.text)}
            if len(homes) == 1:
                return homes.pop()
        return "USD"

    def _currency(self, start: int, end: int, value: str, noun: str | None = None) -> Currency | None:
        code = self._resolve(value)
        if code is None:
            return None
        name, _, part = code.partition("/")
        return Currency(start, end, name, part == "100", noun)

    def _resolve(self, value: str) -> str | None:
        """The code for a code or a unit: ``EUR``, ``rupee``, ``dollar/100``."""
        if value[:3].isupper():
            return value
        if value not in self._known:
            self._known[value] = self._settle(value)
        return self._known[value]

    def _settle(self, unit: str) -> str | None:
        if unit == "dollar":
            return self.dollar
        if unit == "dollar/100":
            return f"{self.dollar}/100"
        alone, _, _ = _units().get(unit, "").partition(" ; ")
        if alone and " " in unit and unit != "yen or yuan":
            return alone  # an adjective says it
        candidates = (line.partition(" ; ") for name, line in _units().items() if name.endswith(f" {unit}"))
        spoken_of = {code for code, _, words in candidates if words and self._holds(words)}
        if len(spoken_of) == 1:
            return spoken_of.pop()
        return self._resolve(alone) if alone else None

    def _holds(self, words: str) -> bool:
        if words not in self._held:
            pattern = "|".join(re.escape(word.strip()) for word in words.split(","))
            self._held[words] = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", self._page.text) is not None
        return self._held[words]


def _skip_gap(text: str, start: int) -> int:
    gap = _GAP.match(text, start)
    return gap.end() if gap else start


def _is_sure(name: str, *, scaled: bool) -> bool:
    need = load_pairs("currency_codes_unsure").get(name)
    return need is None or (need == "scale" and scaled)


_CODE_SCALES = {"K": 1000, "T": 1000, "M": 1_000_000, "B": 1_000_000_000}
_SCALED_CODES = frozenset(["CHF", "DKK", "EUR", "GBP", "NOK", "SEK", "USD"])


def _scaled_code(name: str) -> int | None:
    """What the letter before a code multiplies by, as companies of the north of Europe write it: "MSEK 20", "20 TEUR"."""
    if name in {"BUSD", "TUSD"}:  # coins
        return None
    return _CODE_SCALES.get(name[:1]) if name[1:] in _SCALED_CODES else None


def _signs() -> Mapping[str, str]:
    return load_pairs("currency_signs")


def _units() -> Mapping[str, str]:
    return load_pairs("currency_units")


@per_lexicons
def _names() -> Mapping[str, str]:
    """All that may stand before a number: signs, short forms and codes."""
    return {code: code for code in load_lexicon("iso4217")} | dict(_signs())


@per_lexicons
def _sign_ends() -> frozenset[str]:
    return frozenset(sign[-1] for sign in _signs() if not sign[-1].isalpha())


@per_lexicons
def _noun_starts() -> frozenset[str]:
    return frozenset(phrase[:2] for phrase in _phrases())


@per_lexicons
def _phrases() -> dict[str, str]:
    """Each noun, alone and after its adjectives, with its unit: ``canadian dlrs`` → ``canadian dollar``."""
    nouns = load_pairs("currency_nouns")
    phrases = dict(nouns)
    for name in _units():
        for noun, unit in nouns.items():
            if name.endswith(f" {unit}"):
                phrases[f"{name.removesuffix(unit)}{noun}"] = name
    return phrases


@per_lexicons
def _sign_before() -> re.Pattern[str]:
    closing = [sign for sign in _signs() if not sign[-1].isalpha()]
    lettered = any_of(sign for sign in closing if sign[0].isalpha())
    others = any_of(sign for sign in closing if not sign[0].isalpha())
    return re.compile(rf"(?:(?<![A-Za-z$])(?:{lettered})|(?<![A-Z$])(?:{others}))\Z")


@per_lexicons
def _noun() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(_phrases())})(?![a-z0-9])")


@per_lexicons
def _dollar_adjectives() -> dict[str, str]:
    return {unit.removesuffix(" dollar"): code for unit, code in _units().items() if unit.endswith(" dollar")}


@per_lexicons
def _late_adjective() -> re.Pattern[str]:
    codes = "usd|cad|aud|nzd|hkd|sgd"
    adjectives = any_of(_dollar_adjectives())
    return re.compile(_LATE_ADJECTIVE % {"adjectives": adjectives, "codes": codes}, re.VERBOSE)


@per_lexicons
def _declarations() -> dict[str, str]:
    words = {f"{adjective} dollars": code for adjective, code in _dollar_adjectives().items()}
    signs = {sign.lower(): code for sign, code in _signs().items() if code.isupper() and sign.endswith("$")}
    return words | signs


@per_lexicons
def _declared() -> re.Pattern[str]:
    phrases = any_of(_declarations())
    return re.compile(_DECLARED % {"phrases": phrases}, re.VERBOSE)


@per_lexicons
def _home_dollars() -> re.Pattern[str]:
    homes = [sign for sign, code in _signs().items() if code in {"AUD", "CAD", "NZD", "HKD", "SGD"}]
    return re.compile(rf"(?<![A-Za-z$])(?:{any_of(homes)})(?=[ ]?[0-9])")
