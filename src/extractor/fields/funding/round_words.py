"""The words for raised money, and what a round is called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.fields.funding.lines import Line
from extractor.lexicon import load_terms, per_lexicons
from extractor.mentions.dates import DateMention


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@per_lexicons
def money_noun() -> str:
    """A noun of raised money: "round", "seed", "series b"."""
    return rf"(?:{any_of(load_terms('funding_money_nouns'))}|(?:pre-)?series [a-z])"


NO_PLAN = r"(?!\S)(?! (?:plans?|spending|expenditures?|budget|programs?|programmes?|projects?|markets?|gains?|costs?|structure|returns?)(?!\S))"
"""After the noun: not "a #0 capital [plan]"."""


OF_A_FUND = re.compile(
    r" for(?: [\w'’-]+){0,5} funds?\b| (?:[\w'’-]+ ){0,3}(?:funds?|vehicles?|programs?|programmes?)\b(?!ing)| in (?:commitments|assets|aum)\b"
)
"""After the amount: money that is there to be given, "#0 for its third [fund]"."""


@per_lexicons
def money_words() -> str:
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
        "just",
        "only",
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
    return rf"(?:{money_noun()}|%\d+|20\d\d|[\d.]+ _|{any_of([*plain, *load_terms('funding_money_adjectives')])})"


@per_lexicons
def round_after() -> str:
    """What names the round after its amount: " in series b funding", " crossover financing"; it may be missing."""
    plain = r"(?: (?!(?:in|on|for|to|by|and|with|from|of|at|as|or|was|is)(?!\S))[a-z]+(?:-[a-z]+)*){1,2}"
    return rf"(?P<tail>(?:(?:(?:(?: ,)? {money_words()}){{0,8}} {money_noun()}|{plain} (?:round|financing|funding|fundraise|loan|facility)){NO_PLAN})?)"


@per_lexicons
def round_noun() -> str:
    """ "the #0 series b round", "the new investment": the round spoken of, with its own amount or without."""
    return rf"(?:(?:the|this|that|its|a|an) )?(?:(?:{money_words()}|#\d+|%\d+) ){{0,5}}(?:round|rounds|funding|financing|fundraise|fundraising|raise|investment|money|capital|cash|injection|infusion|tranche|seed|(?:pre-)?series [a-z]|extension)"


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
    (
        re.compile(
            r"\b(?:debt|loans?|credit|notes|bonds?|debentures|borrowings?|mortgage)\b(?!.*\bequity\b)(?<!equity and debt)"
        ),
        "debt",
    ),
)

_SERIES = re.compile(r"(?<![\w-])series ([a-z])\b")


def round_name(words: str, after: str) -> str | None:
    """What the round is called in the words of its phrase; ``after`` are the words that follow."""
    if _TOTAL.search(words) or _TOTAL.match(after.strip()):
        return "total"
    if series := _SERIES.search(words):
        return f"Series {series.group(1).upper()}"
    for pattern, name in _ROUNDS:
        if pattern.search(words):
            return name
    return "total" if re.search(r"\btotal\b", words) else None


def date_beside(line: Line, start: int, end: int) -> DateMention | None:
    """The date beside the amount, else the one that the sentence opens with."""
    found = re.search(r"(?<!since )(?<!founded in )(?<!by )%(\d+)", line.text[start:end]) or re.match(
        r"(?:(?:in|on|back|late|early|and|by|but) ){0,3}%(\d+) ,", line.text
    )
    return line.dates[int(found.group(1))] if found else None
