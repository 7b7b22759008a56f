"""Word lists that several readers of phrases share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

HOLDING = frozenset(
    [
        "stake",
        "equity",
        "stakes",
        "securities",
        "interest",
        "interests",
        "shareholding",
        "shareholdings",
        "holding",
        "share",
        "shares",
        "stock",
    ]
)
"""Nouns of a part of a company."""
SHARES = frozenset(["shares", "stock"])
ORGANS = frozenset(
    ["shareholders", "stockholders", "investors", "holders", "board", "directors", "subsidiary", "unit", "arm", "affiliate", "management"]
)  # fmt: skip
"""Who acts for a company: "Acme shareholders approved", "Acme subsidiary acquires"."""
_PRONOUNS = frozenset(["it", "they", "them", "itself", "he", "she", "we", "us"])
OWNERS = frozenset(["its", "their", "his", "her", "our"])
"""Pronouns that say whose."""
DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "some",
        "all",
        "another",
        "both",
        "any",
        "each",
        "every",
    ]
)
POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
HYPHENS = frozenset(["-", "‑", "/", "–", "&"])
QUOTES = frozenset("\"“”'‘’")
TIMES = frozenset(
    [
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "morning",
        "afternoon",
        "quarter",
        "ago",
        "time",
    ]
)
"""Nouns that only tell when: "acquired last [year]"."""
LONGEST = 40
"""Tokens of a phrase that are read."""


def is_pronoun(token: Token) -> bool:
    """Whether it stands for somebody or something named elsewhere; "US" does not."""
    return token.lower_ in _PRONOUNS and token.text != "US"
