"""Deals: which company buys, sells, bids for or merges with which. Rules propose; ``assemble`` decides."""

from extractor.fields.candidate import Rule
from extractor.fields.deals.bids import (
    approaches_about,
    bid_for,
    bid_values,
    rival_bid,
    takes_control_of,
    wins_battle_for,
)
from extractor.fields.deals.mergers import merger_of, merges_with
from extractor.fields.deals.new_owners import apposed_as_bought, becomes_part_of, new_owner_of
from extractor.fields.deals.purchases import (
    acquisition_of,
    object_bought_by,
    subject_buys_object,
    subject_pays_amount_for,
    takeover_by,
    takes_private,
)
from extractor.fields.deals.sales import put_up_for_sale, sale_of_to, seeks_buyer_for, subject_sells_to
from extractor.fields.deals.stakes import takes_stake_in
from extractor.fields.deals.talks import (
    buyers_include,
    interest_from,
    may_buy,
    talks_with,
)

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    subject_buys_object,
    object_bought_by,
    subject_sells_to,
    subject_pays_amount_for,
    acquisition_of,
    takeover_by,
    bid_for,
    sale_of_to,
    merges_with,
    merger_of,
    takes_stake_in,
    takes_private,
    approaches_about,
    wins_battle_for,
    takes_control_of,
    interest_from,
    buyers_include,
    talks_with,
    may_buy,
    put_up_for_sale,
    seeks_buyer_for,
    apposed_as_bought,
    becomes_part_of,
    new_owner_of,
    bid_values,
    rival_bid,
)
"""In order of trust: of two candidates for one trigger the earlier rule's stands first."""
