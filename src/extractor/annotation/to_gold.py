"""Marks and links as gold labels, or what is wrong with them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from extractor.annotation.model import Annotated, Link, Mark
from extractor.annotation.placing import Page
from extractor.annotation.scheme import (
    ALIAS,
    ARTICLE,
    CHOICES,
    CONVERSION,
    LABELS,
    LINKS,
    PARTY,
    QUOTE,
    RECORDS,
    ROLES,
    UNPLACED,
)
from extractor.errors import GoldError
from extractor.evaluation.gold import Gold, faults_of

_JSON = frozenset({"amount", "amount_max", "percent", "price_disclosed", "notes", "also", UNPLACED})
"""The attributes whose text is JSON, not words."""
_REQUIRED = {"Deal": ("kind", "status")}


def gold_of(document: Annotated) -> Gold:
    """The labels that the marks of a document say.

    Marks that no record links to are nobody's and are left out. A sum, date or percentage without its value
    is read from its words. Raises GoldError that names every fault.
    """
    reader = _Reader(document)
    labels = reader.labels()
    if reader.faults:
        raise GoldError(f"{document.id}: {'; '.join(reader.faults)}")
    try:
        return Gold.model_validate_json(json.dumps(labels))
    except ValidationError as error:
        raise GoldError(f"{document.id}: {faults_of(error)}") from None


class _Reader:
    """Reads one document's marks; what it cannot make sense of becomes a fault."""

    def __init__(self, document: Annotated) -> None:
        self.text = document.text
        self.id = document.id
        self.faults: list[str] = []
        self.marks = [self._trim(mark) for mark in document.marks]
        self.filled: defaultdict[int, list[Link]] = defaultdict(list)
        self._read: dict[int, Any] = {}
        for link in document.links:
            if (turned := self._turn(link)) is not None:
                self.filled[turned.source].append(turned)
        self.names = dict(self._names())
        self.known = {
            name: self._value(name, value)
            for mark in self.marks
            if mark.label == ARTICLE
            for name, value in mark.attributes.items()
        }
        self.page = Page(self.text, self.known.get("published"))

    def labels(self) -> dict[str, Any]:
        """The document's labels as JSON."""
        for mark in self.marks:
            if mark.label not in LABELS:
                self._blame(mark, f"is no label: one of {', '.join(LABELS)}")
        found: dict[str, Any] = {"id": self.id, **self.known}
        for label, field in RECORDS.items():
            found[field] = [
                self._record(number, mark) for number, mark in enumerate(self.marks) if mark.label == label
            ]
        return found

    def _trim(self, mark: Mark) -> Mark:
        """A mark without the blanks at its edges; what a quote says is left as it is."""
        if not 0 <= mark.start < mark.end <= len(self.text):
            self.faults.append(f"{mark.label} at {mark.start}–{mark.end} is not within the text")
            return mark
        words = self.text[mark.start : mark.end]
        if mark.label == QUOTE or not words.strip():
            return mark
        start = mark.start + len(words) - len(words.lstrip())
        return Mark(mark.label, start, start + len(words.strip()), mark.attributes)

    def _turn(self, link: Link) -> Link | None:
        """The link from the record to its filler, whichever way it was drawn; None, and a fault, for a wrong one."""
        if not (0 <= link.source < len(self.marks) and 0 <= link.target < len(self.marks)):
            self.faults.append(f"a link {link.label!r} leads from or to a mark that is not there")
            return None
        source, target = self.marks[link.source], self.marks[link.target]
        if link.label not in LINKS:
            self._blame(source, f"has a link {link.label!r}, which is none of {', '.join(LINKS)}")
            return None
        sources, filler = LINKS[link.label]
        if source.label in sources and target.label == filler:
            return link
        if target.label in sources and source.label == filler:
            return Link(link.label, link.target, link.source)
        wanted = f"a link {link.label!r} leads from {' or '.join(sources)} to {filler}"
        self._blame(source, f"is linked to {target.label} at {target.start}: {wanted}")
        return None

    def _record(self, number: int, mark: Mark) -> dict[str, Any]:
        record: dict[str, Any] = {name: self._value(name, value) for name, value in mark.attributes.items()}
        for name in _REQUIRED.get(mark.label, ()):
            if name not in record:
                self._blame(mark, f"has no {name}: choose one of {', '.join(CHOICES[name])}")
        unplaced = record.pop(UNPLACED, {})
        for role in ROLES[mark.label]:
            links = [link for link in self.filled[number] if link.label == role.link]
            values = list(_once(self._filler(link.target) for link in links))
            if role.many:
                record[role.field] = values
            elif len(values) > 1:
                self._blame(mark, f"has {len(values)} of {role.link}, where there can be one")
            elif values:
                record[role.field] = values[0]
        for name, value in unplaced.items() if isinstance(unplaced, dict) else ():
            record[name] = record[name] + value if record.get(name) and isinstance(value, list) else value
        if mark.label == QUOTE:
            record |= self._stretch(mark)
        return record

    def _filler(self, number: int) -> Any:
        """The value that a mark stands for."""
        mark = self.marks[number]
        match mark.label:
            case "Party":
                return self.names[number]
            case "Money":
                return self._money(number)
            case "Date":
                return mark.attributes.get("value") or self._read_date(mark)
            case "Percent":
                told = mark.attributes.get("percent")
                return self._value("percent", told) if told else self._read_percent(mark)
            case "Evidence":
                return self._stretch(mark)
            case _:
                return self.text[mark.start : mark.end]

    def _stretch(self, mark: Mark) -> dict[str, Any]:
        return {"start": mark.start, "end": mark.end, "text": self.text[mark.start : mark.end]}

    def _money(self, number: int) -> dict[str, Any]:
        mark = self.marks[number]
        found = self._sum(mark) | {"start": mark.start, "end": mark.end}
        others = [self._sum(self.marks[one.target]) for one in self.filled[number] if one.label == CONVERSION]
        for other in others:
            other.pop("qualifier", None)
        return found | ({"alternatives": others} if others else {})

    def _sum(self, mark: Mark) -> dict[str, Any]:
        told = {name: self._value(name, value) for name, value in mark.attributes.items()}
        if {"amount", "currency"} <= told.keys():
            return told
        for one in self.page.money:
            if mark.start <= one.start and one.end <= mark.end:
                read = {"amount": one.amount, "currency": one.currency, "qualifier": one.qualifier}
                return read | ({} if one.amount_max is None else {"amount_max": one.amount_max}) | told
        self._blame(mark, "has no amount and currency, and none can be read from its words")
        return told

    def _read_date(self, mark: Mark) -> str | None:
        for one in self.page.dates:
            if mark.start <= one.start and one.end <= mark.end and one.value:
                return one.value
        self._blame(
            mark, "has no value, and none can be read from its words: write YYYY-MM-DD, YYYY-MM or YYYY"
        )
        return None

    def _read_percent(self, mark: Mark) -> float | None:
        for one in self.page.percents:
            if mark.start <= one.start and one.end <= mark.end:
                return one.value
        self._blame(mark, "has no percent, and none can be read from its words")
        return None

    def _names(self) -> Iterator[tuple[int, list[str]]]:
        """The names of the party that each mark belongs to: all that aliases join, from the one that they lead from."""
        joined = {number: number for number, mark in enumerate(self.marks) if mark.label == PARTY}

        def root(number: int) -> int:
            while joined[number] != number:
                number = joined[number]
            return number

        aliases = [link for links in self.filled.values() for link in links if link.label == ALIAS]
        for link in aliases:
            joined[root(link.target)] = root(link.source)
        members: defaultdict[int, list[int]] = defaultdict(list)
        for number in joined:
            members[root(number)].append(number)
        led_to = {link.target for link in aliases}
        for group in members.values():
            group.sort(key=lambda number: number in led_to)
            names = [self.text[slice(*self.marks[number].place)] for number in group]
            also = [name for number in group for name in self._list(self.marks[number], "also")]
            yield from ((number, list(dict.fromkeys((*names, *also)))) for number in group)

    def _list(self, mark: Mark, name: str) -> list[str]:
        value = self._value(name, mark.attributes.get(name, "[]"))
        return [str(one) for one in value] if isinstance(value, list) else [str(value)]

    def _value(self, name: str, value: str) -> Any:
        """An attribute's text as JSON has it; what is no JSON stays as it is, and gold's own check names it."""
        if name not in _JSON:
            return value
        try:
            return json.loads(value.replace(",", "") if name.startswith("amount") else value)
        except ValueError:
            return value

    def _blame(self, mark: Mark, fault: str) -> None:
        words = " ".join(self.text[mark.start : mark.end].split())
        shown = words if len(words) <= 40 else f"{words[:39]}…"
        self.faults.append(f"{mark.label} at {mark.start}–{mark.end} ({shown}) {fault}")


def _once(values: Iterable[Any]) -> Iterator[Any]:
    """Each value once: two mentions of one party fill a field once."""
    seen: list[Any] = []
    for value in values:
        if value not in seen:
            seen.append(value)
            yield value
