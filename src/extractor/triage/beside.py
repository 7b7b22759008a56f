"""What stands beside a trigger, as plain characters tell it: a name, a unit, a part of a company."""

from __future__ import annotations

import re

from extractor.lexicon import load_lexicon, per_lexicons
from extractor.triage.words import any_of, terms_of

_CAPITALISED = re.compile(
    r"(?<![\w’'])(?:[A-Z][\w&’'.-]*|[a-z]{1,8}[A-Z]\w+|\d+[a-z]{0,4}[A-Z]\w+)(?:[ &]{1,3}[A-Z][\w&’'.-]*){0,5}"
)
_PART = re.compile(
    r"\b(?:stakes?|equity|shareholdings?|holdings?|interests?\s(?:in|of)|shares|stock|control|ownership|majority|minority|all|rest|remainder|half|%|per\s?cent)(?!\w)"
)
"""Words of a part of a company."""
_EDGE = re.compile(r"['’]s?\b|\.(?=\s|$)")
_NOT_ALONE = ("sentence_openers", "calendar_words", "demonyms", "headline_words", "company_nouns", "person_titles", "mass_nouns")  # fmt: skip
"""Lexicons of words that are no name by themselves, though a capital opens them; of the first three, nor together."""


def is_named(words: str) -> bool:
    """Whether a run of capitals stands there that may be a company's name."""
    return any(_may_name(match.group()) for match in _CAPITALISED.finditer(words))


def count_names(words: str) -> int:
    """How many names stand there, those that a hyphen joins counted apart: "Acme-Bolt merger"."""
    return sum(map(_may_name, (part for run in _CAPITALISED.findall(words) for part in run.split("-"))))


def is_thing(words: str) -> bool:
    """Whether a name, a unit, an asset or a part of a company stands there."""
    return is_named(words) or any(p.search(words) for p in (_PART, _assets()))


def ends_named(words: str) -> bool:
    """Whether a name stands in the noun phrase that ends there: "Acme's $5 million ", "the Bolt "."""
    return is_named(re.split(r"[,;:]\s", words[-50:])[-1])


def is_business(words: str) -> bool:
    """Whether a unit, a plant, a brand or a stake stands there: what is sold though nobody is said to buy it."""
    return _businesses().search(words) is not None


def _may_name(run: str) -> bool:
    """Whether a run of capitals is more than words that are capital only where they stand: "The", "Monday"."""
    words = _EDGE.sub("", run).replace("’", "'").lower().split()
    if " ".join(words) in load_lexicon("not_names"):
        return False
    alone = _not_alone() if len(words) == 1 else _not_together()
    return not alone.issuperset(words)


@per_lexicons
def _not_alone() -> frozenset[str]:
    return frozenset().union(*map(load_lexicon, _NOT_ALONE))


@per_lexicons
def _not_together() -> frozenset[str]:
    return frozenset().union(*map(load_lexicon, _NOT_ALONE[:3]))


@per_lexicons
def _assets() -> re.Pattern[str]:
    return any_of(terms_of("asset_nouns"))


@per_lexicons
def _businesses() -> re.Pattern[str]:
    assets = "|".join(sorted(load_lexicon("asset_plurals") - load_lexicon("wares")))
    counted = rf"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten) (?:[\w-]+ ){{0,3}}(?:{assets})"
    return any_of([counted, *terms_of("asset_nouns", "unit"), *sorted(load_lexicon("sold_alone")), "stakes?", "interests? in", "shareholdings?", "holdings?"])  # fmt: skip
