"""Things that belong together, a pair at a time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Groups(Generic[Thing]):
    """Disjoint sets: whoever was joined, however indirectly, has one root."""

    def __init__(self) -> None:
        self._parents: dict[Thing, Thing] = {}

    def join(self, one: Thing, other: Thing) -> None:
        """Make one group of the two's."""
        self._parents[self.root(one)] = self.root(other)

    def root(self, thing: Thing) -> Thing:
        """The same for all of a group, and for no other."""
        parents = self._parents
        while (parent := parents.get(thing, thing)) != thing:
            parents[thing] = thing = parents.get(parent, parent)
        return thing
