"""What rules read, as values of the contract; for each the trace says which rule read it."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.fields.candidate import Argument, Read
from extractor.mentions.dates import DateMention
from extractor.mentions.money import MoneyMention
from extractor.mentions.names import find_identifiers
from extractor.resolve import Entity
from extractor.schema import DateValue, Money, Party, Span, Trace


class Recorder:
    """Makes the values of one document, and keeps their trace.

    A ``path`` is where a value stands: ``deals[0].price``.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.trace: list[Trace] = []

    def span(self, start: int, end: int) -> Span:
        """The span over ``[start, end)``, white space at its ends left out."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return Span(start=start, end=end, text=self.text[start:end])

    def note(self, path: str, rule: str, start: int, end: int) -> Span:
        """A rule read what stands at ``path`` from these words."""
        span = self.span(start, end)
        self.trace.append(Trace(path=path, rule=rule, evidence=span))
        return span

    def note_lost(self, path: str, rule: str, start: int, end: int, reason: str) -> None:
        """What a rule read from these words for ``path`` lost."""
        span = self.span(start, end)
        self.trace.append(Trace(path=path, rule=rule, evidence=span, chosen=False, reason=reason))

    def money(self, path: str, read: Read[MoneyMention]) -> Money:
        """An amount that a rule read."""
        m, bound = read.value, None
        if m.qualifier_start is not None and m.qualifier_end is not None:
            words = (m.qualifier_start, m.qualifier_end)
            bound = self.span(*words) if words[0] < words[1] else None
        return Money(
            amount=m.amount,
            currency=m.currency,
            qualifier=m.qualifier,
            amount_max=m.amount_max,
            span=self.note(path, read.rule, m.start, m.end),
            qualifier_span=bound,
        )

    def date(self, path: str, read: Read[DateMention]) -> DateValue:
        """A date that a rule read."""
        date = read.value
        return DateValue(value=date.value, span=self.note(path, read.rule, date.start, date.end))

    def party(self, path: str, read: Read[Argument]) -> Party:
        """Who or what a rule read: a known entity, or words that describe it."""
        argument = read.value
        span = self.note(path, read.rule, argument.start, argument.end)
        if argument.entity is not None:
            return self._party(argument.entity)
        return Party(name=" ".join(span.text.split()), mentions=(span,))

    def entity(self, path: str, read: Read[Entity]) -> Party:
        """Whom a rule took from the whole document, not from words beside others."""
        self.trace.append(Trace(path=path, rule=read.rule))
        return self._party(read.value)

    def _party(self, entity: Entity) -> Party:
        return Party(
            name=entity.name,
            mentions=tuple(self.span(m.start, m.end) for m in entity.mentions),
            identifiers=tuple(self._identifiers(entity)),
        )

    def _identifiers(self, entity: Entity) -> Iterator[Span]:
        for m in entity.mentions:
            for start, end in find_identifiers(self.text[m.end : m.end + 45]):
                if not "".join(self.text[m.end : m.end + start].split()).strip("(["):
                    yield self.span(m.end + start, m.end + end)
