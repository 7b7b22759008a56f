"""Word lists that several readers of phrases share."""

HOLDING = frozenset(
    [
        "stake",
        "equity",
        "stakes",
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
PRONOUNS = frozenset(["it", "they", "them", "itself", "he", "she"])
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
