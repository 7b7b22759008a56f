"""The annotation scheme: which marks there are, what they carry, and what links them. One table for all formats.

A deal, a financing, a valuation and a quote are each one mark, and links lead from it to the words of its
fields. What the text says in figures or in a word of a list is an attribute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from extractor.schema import ConsiderationKind, DealKind, DealStatus, Qualifier, ValuationBasis


@dataclass(frozen=True, slots=True)
class Role:
    """A field of a record that is linked to the marks that fill it."""

    field: str
    """As gold calls it."""
    link: str
    """As an annotator sees it."""
    label: str
    """Of the mark that fills it."""
    many: bool = False


ARTICLE = "Article"
"""Marks the headline, and carries what is known of the whole article."""
PARTY, MONEY, DATE, PERCENT, EVIDENCE, QUOTE = "Party", "Money", "Date", "Percent", "Evidence", "Quote"
ALIAS, CONVERSION = "alias", "conversion"
"""From a name to a shorter one; from a sum to the same in another currency."""

RECORDS = {"Deal": "deals", "Financing": "financings", "Valuation": "valuations", QUOTE: "quotes"}
"""The marks that stand for a whole record, and where gold keeps those."""

ROLES: dict[str, tuple[Role, ...]] = {
    "Deal": (
        Role("acquirers", "acquirer", PARTY, many=True),
        Role("target", "target", PARTY),
        Role("sellers", "seller", PARTY, many=True),
        Role("price", "price", MONEY),
        Role("price_per_share", "price_per_share", MONEY),
        Role("stake_percent", "stake", PERCENT),
        Role("announced_on", "announced_on", DATE),
        Role("closes_on", "closes_on", DATE),
        Role("prior_funding", "prior_funding", MONEY),
        Role("valuation", "valuation", MONEY),
        Role("investors", "investor", PARTY, many=True),
        Role("description", "description", "Description"),
        Role("location", "location", "Location"),
        Role("evidence", "evidence", EVIDENCE, many=True),
    ),
    "Financing": (
        Role("company", "company", PARTY),
        Role("amount", "amount", MONEY),
        Role("investors", "investor", PARTY, many=True),
        Role("lead_investors", "lead_investor", PARTY, many=True),
        Role("date", "date", DATE),
        Role("evidence", "evidence", EVIDENCE),
    ),
    "Valuation": (
        Role("company", "company", PARTY),
        Role("amount", "amount", MONEY),
        Role("date", "date", DATE),
        Role("evidence", "evidence", EVIDENCE),
    ),
    QUOTE: (
        Role("speaker", "speaker", PARTY),
        Role("title", "title", "Title"),
        Role("affiliation", "affiliation", PARTY),
        Role("cue", "cue", "Cue"),
    ),
}
"""In the order in which an annotator would look for them."""

UNPLACED = "unplaced"
"""The attribute that carries, as JSON, what a record says and the text does not in those words."""

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "Deal": ("kind", "status", "consideration", "price_disclosed", UNPLACED),
    "Financing": ("round", UNPLACED),
    "Valuation": ("basis", UNPLACED),
    QUOTE: (UNPLACED,),
    PARTY: ("also",),
    MONEY: ("amount", "currency", "qualifier", "amount_max"),
    DATE: ("value",),
    PERCENT: ("percent",),
    ARTICLE: ("published", "sha256", "notes"),
}

CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(DealKind),
    "status": get_args(DealStatus),
    "consideration": get_args(ConsiderationKind),
    "price_disclosed": ("true", "false"),
    "basis": get_args(ValuationBasis),
    "qualifier": get_args(Qualifier),
}
"""The attributes that take one word of a list; the others are free."""


def _labels() -> tuple[str, ...]:
    filled = (role.label for roles in ROLES.values() for role in roles)
    return tuple(dict.fromkeys((ARTICLE, *RECORDS, *filled)))


def _links() -> dict[str, tuple[tuple[str, ...], str]]:
    ends: dict[str, tuple[tuple[str, ...], str]] = {}
    for label, roles in ROLES.items():
        for role in roles:
            sources, _ = ends.get(role.link, ((), role.label))
            ends[role.link] = ((*sources, label), role.label)
    return ends | {ALIAS: ((PARTY,), PARTY), CONVERSION: ((MONEY,), MONEY)}


LABELS = _labels()
"""Every label of a mark."""
LINKS = _links()
"""Every label of a link: from which marks it may lead, and to which."""
OWNERS = {
    name: tuple(label for label, names in ATTRIBUTES.items() if name in names)
    for names in ATTRIBUTES.values()
    for name in names
}
"""Every attribute, and the marks that may have it."""
