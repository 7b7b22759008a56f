"""The parties, words and sums of a label, each with its path."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.evaluation.gold import Gold, GoldMoney


def parties_of(gold: Gold) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every party with its path."""
    for n, deal in enumerate(gold.deals):
        yield f"deals[{n}].target", deal.target or ()
        for field in ("acquirers", "sellers", "investors"):
            yield from ((f"deals[{n}].{field}[{k}]", names) for k, names in enumerate(getattr(deal, field)))
    for n, financing in enumerate(gold.financings):
        yield f"financings[{n}].company", financing.company
        for field in ("investors", "lead_investors"):
            named = enumerate(getattr(financing, field))
            yield from ((f"financings[{n}].{field}[{k}]", names) for k, names in named)
    yield from ((f"valuations[{n}].company", one.company) for n, one in enumerate(gold.valuations))
    for n, quote in enumerate(gold.quotes):
        yield f"quotes[{n}].speaker", quote.speaker
        yield f"quotes[{n}].affiliation", quote.affiliation or ()


def words_of(gold: Gold) -> Iterator[tuple[str, str]]:
    """Everything else that stands in the text in gold's words, with its path."""
    for n, deal in enumerate(gold.deals):
        yield f"deals[{n}].description", deal.description or ""
        yield f"deals[{n}].location", deal.location or ""
    for n, quote in enumerate(gold.quotes):
        yield f"quotes[{n}].title", quote.title or ""
        yield f"quotes[{n}].cue", quote.cue or ""


def money_of(gold: Gold) -> Iterator[tuple[str, GoldMoney]]:
    """Every sum with its path."""
    for n, deal in enumerate(gold.deals):
        for field in ("price", "price_per_share", "prior_funding", "valuation"):
            if (money := getattr(deal, field)) is not None:
                yield f"deals[{n}].{field}", money
    for n, financing in enumerate(gold.financings):
        if financing.amount is not None:
            yield f"financings[{n}].amount", financing.amount
    yield from ((f"valuations[{n}].amount", one.amount) for n, one in enumerate(gold.valuations))
