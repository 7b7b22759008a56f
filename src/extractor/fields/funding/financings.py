"""Financings: who raised how much from whom, in which round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractor.fields.funding.backers import (
    backed_by,
    backed_company,
    counts_among_backers,
    hyphen_backed,
    investor_in,
    investors_include,
)
from extractor.fields.funding.investments import invested_in, investment_in
from extractor.fields.funding.lines import Line
from extractor.fields.funding.loans import (
    committed_for,
    lender_provides,
    lent_amount,
    paid_with_debt,
)
from extractor.fields.funding.offerings import offering_proceeds
from extractor.fields.funding.portfolios import (
    backed_from_the_start,
    portfolio_includes,
    sponsor_of,
)
from extractor.fields.funding.raised import (
    amount_that_was_raised,
    funded_from,
    launched_with,
    raised_amount,
    took_in_amount,
)
from extractor.fields.funding.round_amounts import (
    amount_round,
    round_in_company,
    round_of_owner,
)
from extractor.fields.funding.rounds import (
    also_participated,
    backers_led_round,
    round_includes,
    round_led_by,
)
from extractor.fields.funding.said import FinancingRule, Said
from extractor.fields.funding.statements import FinancingCandidate, unique
from extractor.fields.funding.totals import total_brought_to

FINANCING_RULES: tuple[FinancingRule, ...] = (
    raised_amount,
    amount_that_was_raised,
    took_in_amount,
    round_of_owner,
    funded_from,
    launched_with,
    round_in_company,
    invested_in,
    investment_in,
    backed_company,
    lent_amount,
    total_brought_to,
    paid_with_debt,
    amount_round,
    offering_proceeds,
    committed_for,
    round_led_by,
    backers_led_round,
    round_includes,
    also_participated,
    investors_include,
    counts_among_backers,
    investor_in,
    lender_provides,
    hyphen_backed,
    backed_by,
    portfolio_includes,
    sponsor_of,
    backed_from_the_start,
)
"""In order: those that read an amount with its company first, since "the round" of the later ones is theirs."""

_OF_AMOUNTS: frozenset[FinancingRule] = frozenset(
    (
        raised_amount,
        amount_that_was_raised,
        took_in_amount,
        round_of_owner,
        launched_with,
        round_in_company,
        lent_amount,
        total_brought_to,
        amount_round,
        offering_proceeds,
        paid_with_debt,
        committed_for,
    )
)
"""Those that find nothing in a line without an amount; most lines have none."""


def read_financings(lines: Iterable[Line]) -> Iterator[FinancingCandidate]:
    """What the rules propose, sentence by sentence."""
    said = Said()
    for number, line in enumerate(lines):
        said.see(line, number)
        if not (line.names or line.amounts):
            continue
        for rule in FINANCING_RULES:
            if rule in _OF_AMOUNTS and not line.amounts:
                continue
            for candidate in rule(line, said):
                stamped = replace(candidate, rule=rule.__name__)
                said.add(stamped)
                yield stamped


def fold_financings(found: Iterable[FinancingCandidate]) -> list[FinancingCandidate]:
    """The statements, one for each round of a company, with all that the text says of it."""
    kept: dict[tuple[int, float | None], FinancingCandidate] = {}
    parts: defaultdict[tuple[int, float | None], list[FinancingCandidate]] = defaultdict(list)
    for f in found:
        key = (f.company.key, f.money.amount if f.money else None)
        parts[key].append(f)
        if known := kept.get(key):
            f = replace(
                known,
                round=known.round or f.round,
                investors=unique((*known.investors, *f.investors)),
                leads=unique((*known.leads, *f.leads)),
                date=known.date or f.date,
            )
        kept[key] = f
    named = {(f.company.key, i.key) for f in kept.values() if f.money is not None for i in f.investors}
    return [
        replace(f, parts=tuple(parts[key]))
        for key, f in kept.items()
        if f.money is not None or any((f.company.key, i.key) not in named for i in f.investors)
    ]
