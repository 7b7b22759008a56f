"""Who takes part in a deal, under one name each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from extractor.merging.groups import Groups
from extractor.merging.model import MergedParty, Told
from extractor.merging.tellings import Telling, Who, who
from extractor.schema import Party

Role = Literal["acquirer", "target", "seller", "investor"]


class Cast:
    """The parties of one story; a party's key stands for it under all its names."""

    def __init__(self, story: Sequence[Telling], originals: Sequence[int | None]) -> None:
        self._story, self._originals = story, originals
        named = [
            (n, role, party, who(party)) for n, telling in enumerate(story) for role, party in _roles(telling)
        ]
        groups = _same_names([(n, found) for n, *_, found in named])
        self._told: dict[str, list[tuple[int, Role, Party]]] = defaultdict(list)
        for n, role, party, found in named:
            self._told[groups.root(found.full)].append((n, role, party))

    def targets(self) -> dict[int, Any]:
        """The key of each telling's target."""
        return {n: key for key, told in self._told.items() for n, role, _ in told if role == "target"}

    def target(self, key: str) -> MergedParty:
        """The party of that key, told by everybody who names it on either side."""
        return self._party(key, ("target", "acquirer"))

    def acquirers(self, target: str | None) -> tuple[MergedParty, ...]:
        """Who buys; in a merger told both ways round, whoever is not shown as the target."""
        keys = [key for key in self._keys("acquirer") if key != target]
        return tuple(self._party(key, ("acquirer", "target")) for key in keys)

    def sellers(self) -> tuple[MergedParty, ...]:
        """Who sells."""
        return tuple(self._party(key, ("seller",)) for key in self._keys("seller"))

    def investors(self) -> tuple[MergedParty, ...]:
        """Who had put money into the target."""
        return tuple(self._party(key, ("investor",)) for key in self._keys("investor"))

    def named(self, told: Told[Any]) -> Told[str]:
        """A reading of the target with its name for its key."""
        return Told[str](value=self.target(told.value).name, told_by=told.told_by)

    def _keys(self, role: Role) -> list[str]:
        """Those told in a role, in the order of the sources."""
        return [key for key, told in self._told.items() if any(role == other for _, other, _ in told)]

    def _party(self, key: str, roles: tuple[Role, ...]) -> MergedParty:
        told = self._told[key]
        voices: dict[str, set[str]] = defaultdict(set)
        for n, _, party in told:
            voices[party.name].add(self._story[n].family)
        name = min(voices, key=lambda name: (-len(voices[name]), -len(name), name))
        forms = {" ".join(span.text.split()) for _, _, party in told for span in party.mentions}
        places = dict.fromkeys(n for n, role, _ in told if role in roles)
        return MergedParty(
            name=name,
            aliases=tuple(sorted((forms | set(voices)) - {name})),
            identifiers=tuple(sorted({code.text for _, _, party in told for code in party.identifiers})),
            told_by=tuple(n for n in places if self._originals[n] not in places),
        )


def _roles(telling: Telling) -> Iterable[tuple[Role, Party]]:
    deal = telling.deal
    for party in deal.acquirers:
        yield "acquirer", party
    if deal.target:
        yield "target", deal.target
    for party in deal.sellers:
        yield "seller", party
    for party in deal.investors:
        yield "investor", party


def _same_names(named: Sequence[tuple[int, Who]]) -> Groups[str]:
    """Full names that are one party's: one is the short form of the other, and of no third.

    Names that one telling has for two parties are two.
    """
    expansions: dict[str, set[str]] = defaultdict(set)
    tellings: dict[str, set[int]] = defaultdict(set)
    for n, party in named:
        tellings[party.full].add(n)
        for form in party.forms:
            expansions[form].add(party.full)
    groups: Groups[str] = Groups()
    for form, names in expansions.items():
        if form in names and len(names) == 2 and set.isdisjoint(*(tellings[name] for name in names)):
            groups.join(*names)
    return groups
