"""Which amount is the price of which deal, and why another is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.fields.candidate import Argument, DealCandidate
from extractor.fields.funding import ValuationCandidate
from extractor.fields.phrases import Reader
from extractor.fields.prices import PriceCandidate, find_prices
from extractor.grouping import Dropped, Group

_POINTS_BACK = re.compile(
    r"\s*(?:It|(?:The|That|This|A)\s(?:\w+\s){0,2}?(?:asset|auction|business|company|deal|division|holding|sale|stake|transaction|unit)s?)\s(?:could|may|might|would|should|was|is)\b"
)
"""Opens a sentence about what is sold in the one before: "[The unit could] fetch $5 billion"."""
LEAST = 10_000
"""Units of currency: a smaller amount is the price of no company."""


def choose_prices(
    groups: Sequence[Group],
    dropped: Sequence[Dropped],
    reader: Reader,
    valuations: Sequence[ValuationCandidate] = (),
) -> tuple[dict[int, PriceCandidate], list[tuple[int, PriceCandidate, str]]]:
    """For each deal the price that the text leads with, and what lost to it."""
    proposals: list[tuple[int, PriceCandidate]] = []
    for number, group in enumerate(groups):
        for c in group.candidates:
            if (
                c.price is not None
                and not c.price.per_share
                and c.price.amount >= LEAST
                and not any(_is_nearer(o, c) for g in groups if g is not group for o in g.candidates)
            ):
                proposals.append((number, PriceCandidate(c.price, reader.token_at(c.price.start), c.rule)))
    taken = {p.money for _, p in proposals}
    for price in find_prices(reader):
        if price.money in taken or price.money.amount < LEAST:
            continue
        home = _deal_of(price, groups, dropped, reader)
        if home is not None:
            proposals.append((home, price))
    chosen: dict[int, PriceCandidate] = {}
    losing: list[tuple[int, PriceCandidate, str]] = []
    for number, price in sorted(proposals, key=lambda item: item[1].money.start):
        if number not in chosen:
            chosen[number] = price
        elif price.money != chosen[number].money:
            losing.append((number, price, "the text leads with another amount"))
    for number, group in enumerate(groups):
        implied = _implied(group, reader, valuations)
        whole = all(c.kind != "stake" for c in group.candidates)
        others = {price.money for price in chosen.values()}  # "the new offer values Bolt at": not the rival's
        if implied is not None and number not in chosen and whole and implied.money not in others:
            chosen[number] = implied
    return chosen, losing


def _is_nearer(other: DealCandidate, one: DealCandidate) -> bool:
    """Whether another deal that is told with the same amount stands nearer to it, or as near and first: one amount, one price."""
    if one.price is None or other.price != one.price or one.target is None or other.target is None:
        return False
    one_at, other_at = (
        (abs(one.price.start - target.end), target.start) for target in (one.target, other.target)
    )
    return other_at < one_at


def _implied(group: Group, reader: Reader, valuations: Sequence[ValuationCandidate]) -> PriceCandidate | None:
    """What the deal values its target at: "Acme bid $25 a share, valuing Bolt at $1 billion", "the bid gives Bolt a valuation of"."""
    doc = reader.doc
    for v in valuations:
        at = reader.token_at(v.money.start)
        told = any(doc[c.trigger].sent == doc[at].sent and c.trigger < at for c in group.candidates)
        same = group.target is not None and v.company.same(group.target, reader.text)
        start = doc[at].sent.start_char
        part = any(start <= p.start < v.money.start for p in reader.mentions.percents)
        if part and v.rule == "measure_of_amount":
            continue  # "bought 10 percent at a valuation of $50 million"
        if same and (v.basis == "deal" or (told and v.rule == "values_company_at" and v.basis != "round")):
            return PriceCandidate(v.money, at, v.rule)
    return None


def _deal_of(
    price: PriceCandidate, groups: Sequence[Group], dropped: Sequence[Dropped], reader: Reader
) -> int | None:
    """The deal that a statement of a price is about.

    The one whose target it values; that of its sentence; the one whose buyer its sentence names; the one told
    of last in its paragraph; else the main one.
    """
    doc = reader.doc
    if not groups:
        return None
    if price.valued is not None:
        return next(
            (n for n, g in enumerate(groups) if not g.partial and _is_target(price, g, reader.text)), None
        )
    sent = doc[price.token].sent
    inside = [
        (abs(c.trigger - price.token), n)
        for n, g in enumerate(groups)
        for c in g.candidates
        if sent.start <= c.trigger < sent.end
    ]
    if inside:
        return min(inside)[1]
    back = _POINTS_BACK.match(sent.text) is not None
    if (price.rule == "fetches_amount" and not back) or any(
        sent.start <= d.candidate.trigger < price.token for d in dropped
    ):
        return None  # what "could fetch $5 billion" is told by its own sentence
    about = {e for i in range(sent.start, sent.end) if (e := reader.entities.at(i))}
    named = [n for n, g in enumerate(groups) if any(a.entity in about for a in g.acquirers)]
    if len(named) == 1:
        return named[0]
    if price.rule == "paid_amount" and not any(g.target and g.target.entity in about for g in groups):
        if about:
            return None
        previous = doc[max(sent.start - 1, 0)].sent  # "Acme bought Bolt. It paid $5 billion."
        told = (n for n, g in enumerate(groups) for c in g.candidates if doc[c.trigger].sent == previous)
        return next(told, None)
    if about and not any(
        p.entity in about for p in (*groups[0].acquirers, *groups[0].sellers, *_target(groups[0]))
    ):
        about = {e for e in about if e.type == "company"}
        if about:
            return None
    before = [(c.trigger, n) for n, g in enumerate(groups) for c in g.candidates if c.trigger < price.token]
    if not before:
        headline = not about and "\n" not in reader.text[: price.money.start].lstrip()
        return 0 if headline else None  # "Paper makers in $5 billion merger"
    trigger, last = max(before)
    return last if "\n" not in doc[trigger : price.token].text else 0


def _target(group: Group) -> tuple[Argument, ...]:
    return (group.target,) if group.target else ()


def _is_target(price: PriceCandidate, group: Group, text: str) -> bool:
    target = group.target
    if target is None or price.valued is None:
        return False
    if target.entity is not None:
        return target.entity == price.valued
    described = text[target.start : target.end].casefold()
    return any(m.text.casefold() in described for m in price.valued.mentions)
