"""The ledger: what each rule won, right and wrong, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.evaluation.tally import DocumentScore, FieldError, Hit

NO_TRACE = "(no trace)"
"""Stands for the rule of values that the prediction does not account for."""

READ_BY_DEAL_RULE = frozenset({"acquirer", "target", "seller", "kind", "status", "stake_percent"})
"""What the rule that read a deal answers for, where nothing nearer is traced."""

_LAST_PART = re.compile(r"\.?[^.\[]+$|\[\d+\]$")
_DEAL = re.compile(r"deals\[\d+\]")


@dataclass(slots=True)
class Won:
    """Values that a rule won."""

    right: int = 0
    wrong: int = 0


@dataclass(slots=True)
class Entry:
    """One rule's line."""

    rule: str
    fields: dict[str, Won] = field(default_factory=dict)

    @property
    def right(self) -> int:
        """Over all fields."""
        return sum(won.right for won in self.fields.values())

    @property
    def wrong(self) -> int:
        """Over all fields."""
        return sum(won.wrong for won in self.fields.values())


def ledger_of(documents: Iterable[DocumentScore], known: Iterable[str] = ()) -> list[Entry]:
    """A line for each rule, the one with most right values first; values without a trace come last.

    ``known`` rules have their line even if they won nothing.
    """
    entries = {rule: Entry(rule) for rule in known}
    for score in documents:
        values: list[Hit | FieldError] = [*score.hits, *score.errors]
        for one in values:
            if one.got_path is None:
                continue
            rule = rule_of(one.got_path, one.field, score.rules)
            won = entries.setdefault(rule, Entry(rule)).fields.setdefault(one.field, Won())
            right = isinstance(one, Hit)
            won.right += right
            won.wrong += not right
    return sorted(
        entries.values(), key=lambda entry: (entry.rule == NO_TRACE, -entry.right, entry.wrong, entry.rule)
    )


def rule_of(path: str, name: str, rules: Mapping[str, str]) -> str:
    """The rule that read the value at a path: its own, or that of the record that it is part of.

    >>> rule_of("quotes[0].speaker", "quote+speaker", {"quotes[0]": "said_after"})
    'said_after'
    """
    for own in (path, f"{path}.name"):
        if own in rules:
            return rules[own]
    while path := _LAST_PART.sub("", path):
        if path in rules and (name in READ_BY_DEAL_RULE or not _DEAL.fullmatch(path)):
            return rules[path]
    return NO_TRACE
