"""Gold labels as marks and links on their text."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from extractor.annotation.model import Annotated, Link, Mark, Place
from extractor.annotation.placing import Page, choose
from extractor.annotation.scheme import (
    ALIAS,
    ARTICLE,
    ATTRIBUTES,
    CONVERSION,
    MONEY,
    PARTY,
    QUOTE,
    RECORDS,
    ROLES,
    UNPLACED,
    Role,
)
from extractor.evaluation.gold import Gold, GoldAlternative, GoldMoney
from extractor.evaluation.goldset import GoldDocument, place_stretches

Hints = Mapping[str, Sequence[Place]]
"""Places that are known beforehand, by path: ``deals[0]`` its words, ``deals[0].target`` each of its names."""


def annotate_gold(document: GoldDocument) -> Annotated:
    """The labels of a document as marks."""
    return annotate(document.id, document.text, document.gold)


def annotate(
    document_id: str, text: str, gold: Gold, *, hints: Hints | None = None, made_by: str | None = None
) -> Annotated:
    """Gold as marks on ``text``: at the places that ``hints`` knows, others at the first free occurrence.

    What does not stand in the text is carried in the attribute ``unplaced`` of its record, so nothing is lost.
    """
    sketch = _Sketch(Page(text, gold.published), hints or {})
    headline = _headline(text)
    if headline is not None:
        known = {"published": gold.published, "sha256": gold.sha256, "notes": list(gold.notes) or None}
        sketch.add(Mark(ARTICLE, *headline, _strings(known)))
    for label, field in RECORDS.items():
        records: Sequence[BaseModel] = getattr(gold, field)
        places = place_stretches(gold.quotes, text) if label == QUOTE else [None] * len(records)
        for number, (record, place) in enumerate(zip(records, places, strict=True)):
            sketch.add_record(label, record, f"{field}[{number}]", place or headline or (0, 0), place)
    return Annotated(document_id, text, tuple(sketch.marks), tuple(sketch.links), made_by)


def _headline(text: str) -> Place | None:
    """The first line that says something."""
    start = len(text) - len(text.lstrip())
    line = text[start:].splitlines()[0].rstrip() if start < len(text) else ""
    return (start, start + len(line)) if line else None


class _Sketch:
    """Marks and links as they come; a party, sum or date that several records name is marked once."""

    def __init__(self, page: Page, hints: Hints) -> None:
        self.page = page
        self.hints = hints
        self.marks: list[Mark] = []
        self.links: list[Link] = []
        self._known: dict[tuple[str, str], int] = {}
        self._taken: defaultdict[str, set[Place]] = defaultdict(set)

    def add(self, mark: Mark) -> int:
        """The number of a new mark."""
        self.marks.append(mark)
        self._taken[mark.label].add(mark.place)
        return len(self.marks) - 1

    def add_record(
        self, label: str, record: BaseModel, path: str, otherwise: Place, place: Place | None = None
    ) -> None:
        """A record at ``place``, at its hint, at the first of its fillers that carries no other, or ``otherwise``."""
        filled: list[tuple[Role, int]] = []
        unplaced: dict[str, Any] = {}
        for role in ROLES[label]:
            value = getattr(record, role.field)
            for number, one in enumerate(value if role.many else () if value in (None, ()) else (value,)):
                at = f"{path}.{role.field}[{number}]" if role.many else f"{path}.{role.field}"
                found = self._fill(role, one, self.hints.get(at, ()), place)
                if found is not None:
                    filled.append((role, found))
                elif role.many:
                    unplaced.setdefault(role.field, []).append(_plain(one))
                else:
                    unplaced[role.field] = _plain(one)
        if place is None:
            best = sorted(filled, key=lambda pair: pair[0].field not in ("target", "amount"))
            around = [self.marks[number].place for _, number in best]
            place = choose(self.hints.get(path) or around, self._taken[label]) or otherwise
        told = {name: getattr(record, name) for name in ATTRIBUTES[label] if name != UNPLACED}
        own = self.add(Mark(label, *place, _strings(told | {UNPLACED: unplaced or None})))
        self.links += [Link(role.link, own, number) for role, number in filled]

    def _fill(self, role: Role, value: Any, hints: Sequence[Place], near: Place | None) -> int | None:
        """The mark that stands for a value, made where there is none; None where the text lacks it."""
        key = (role.label, json.dumps(_plain(value)))
        if key in self._known and role.label not in ("Title", "Cue"):
            return self._known[key]
        if role.label == PARTY:
            number = self._party(value, hints)
        elif role.label == MONEY:
            number = self._money(value, hints)
        else:
            number = self._simple(role.label, value, hints, near)
        if number is not None:
            self._known[key] = number
        return number

    def _party(self, names: Sequence[str], hints: Sequence[Place]) -> int | None:
        known = {self.page.text[slice(*place)]: [place] for place in hints}
        places = [
            (name, self._place(PARTY, known.get(name) or self.page.places_of_words(name))) for name in names
        ]
        standing = [place for _, place in places if place is not None]
        if not standing:
            return None
        also = [name for name, place in places if place is None]
        head = self.add(Mark(PARTY, *standing[0], _strings({"also": also or None})))
        self.links += [Link(ALIAS, head, self.add(Mark(PARTY, *place))) for place in standing[1:]]
        return head

    def _money(self, money: GoldMoney, hints: Sequence[Place]) -> int | None:
        own = [(money.start, money.end)] if money.start is not None and money.end is not None else []
        place = self._place(MONEY, hints or own or self.page.places_of_money(money))
        others = [self._place(MONEY, self.page.places_of_money(one)) for one in money.alternatives]
        if place is None or None in others:
            return None
        main = self.add(Mark(MONEY, *place, _attributes_of(money)))
        for one, other in zip(money.alternatives, others, strict=True):
            assert other is not None
            self.links.append(Link(CONVERSION, main, self.add(Mark(MONEY, *other, _attributes_of(one)))))
        return main

    def _simple(self, label: str, value: Any, hints: Sequence[Place], near: Place | None) -> int | None:
        attributes: dict[str, str] = {}
        match label:
            case "Date":
                places, attributes = hints or self.page.places_of_date(value), {"value": value}
            case "Percent":
                places, attributes = hints or self.page.places_of_percent(value), _strings({"percent": value})
            case "Evidence":
                places = [found for found in place_stretches([value], self.page.text) if found]
            case _:
                places = hints or self.page.places_of_words(value)
        place = self._place(label, places, near)
        return None if place is None else self.add(Mark(label, *place, attributes))

    def _place(self, label: str, places: Sequence[Place], near: Place | None = None) -> Place | None:
        return choose(places, self._taken[label], near and near[0])


def _attributes_of(money: GoldMoney | GoldAlternative) -> dict[str, str]:
    return _strings({name: getattr(money, name, None) for name in ATTRIBUTES[MONEY]})


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.model_dump(mode="json", exclude_none=True) if isinstance(value, BaseModel) else value


def _strings(values: Mapping[str, Any]) -> dict[str, str]:
    """Attributes are text: words as they are, anything else as JSON."""
    return {
        name: value if isinstance(value, str) else json.dumps(_plain(value), ensure_ascii=False)
        for name, value in values.items()
        if value is not None
    }
