"""Word lists that several readers of clauses share."""

PREPOSITIONS = frozenset(
    [
        "of",
        "from",
        "by",
        "for",
        "to",
        "in",
        "with",
        "between",
        "on",
        "at",
        "into",
        "through",
        "via",
        "against",
    ]
)
ASIDE = frozenset(["amid", "after", "despite", "over", "before", "ahead", "since", "during", "following"])
"""Before a noun that only dates or explains what its sentence tells: "Acme cuts jobs [amid] Bolt takeover"."""
TOLD = frozenset(["told", "tell", "tells"])
"""Before the name of one who only hears of it: "Acme [told] Bolt News"."""
