"""Candidates to records: groups statements into deals, chooses their values, drops what contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from extractor.choosing import choose_prices
from extractor.coreference import protagonist
from extractor.fields.candidate import Argument, DealCandidate
from extractor.fields.descriptions import Describer
from extractor.fields.funding import (
    DealSoFar,
    FinancingCandidate,
    TargetFacts,
    ValuationCandidate,
    fold_financings,
    fold_valuations,
    target_facts,
)
from extractor.fields.owners import Ownership, find_owners
from extractor.fields.phrases import Reader
from extractor.fields.prices import PriceCandidate
from extractor.fields.quotes import QuoteCandidate
from extractor.fields.terms import announcement_dates, closing_date, consideration_of, find_undisclosed
from extractor.grouping import Dropped, Group, group_deals, status_of_group
from extractor.mentions.money import MoneyMention
from extractor.mentions.names import find_identifiers
from extractor.resolve import Entity, normal_form
from extractor.schema import (
    DateValue,
    Deal,
    Financing,
    Money,
    Party,
    Quote,
    Span,
    Stake,
    Target,
    Trace,
    Valuation,
)

if TYPE_CHECKING:
    pass

_TO_COME = re.compile(
    r"""\b(?:(?:deal|transaction|acquisition|takeover|merger|purchase|sale|offer|tender|agreement|transfer|closing|completion)\b[^.;]{0,60}?
      \b(?:(?:is|are|was|were|be|remains?)\ (?:also\ |still\ )?(?:expected|subject|anticipated|slated|scheduled|set|due|likely|conditional|contingent)\b[^.;]{0,60}?\b(?:clos\w+|complet\w+|approv\w+|conditions?|clearance|finali[sz]\w+)
        | (?:will|should|could|to)\ (?:close|be\ completed|complete|be\ finali[sz]ed)\b)
      | expects?\ (?:the\ \w+\ |it\ )?to\ (?:close|complete|be\ completed) | expected\ to\ (?:close|complete|be\ completed) | subject\ to\b[^.;]{0,40}?\bapprov )""",
    re.VERBOSE | re.IGNORECASE,
)
"""The deal has still to close."""
_OF_DEAL = re.compile(
    r"\s*(?:Under (?:the )?terms|(?:The|This|Its|Their) (?:[\w-]+ ){0,3}?(?:deal|transaction|acquisition|takeover|merger|offer|bid|purchase|sale|agreement|price|consideration)\b)",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:offer\w*|bid\w*|pay\w*|paid|deal|receive|price|cash|tender)\b[^.;]{0,60}$", re.IGNORECASE
)


@dataclass(frozen=True)
class Records:
    """What the candidates became."""

    deals: tuple[Deal, ...] = ()
    financings: tuple[Financing, ...] = ()
    valuations: tuple[Valuation, ...] = ()
    trace: tuple[Trace, ...] = ()


class Spans:
    """Makes spans of the original text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, start: int, end: int) -> Span:
        """The span over ``[start, end)``, white space at its ends left out."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return Span(start=start, end=end, text=self.text[start:end])

    def money(self, m: MoneyMention) -> Money:
        """The contract's money for a mention."""
        bound = None
        if (
            m.qualifier_start is not None
            and m.qualifier_end is not None
            and m.qualifier_end > m.qualifier_start
        ):
            bound = self(m.qualifier_start, m.qualifier_end)
        return Money(
            amount=m.amount,
            currency=m.currency,
            qualifier=m.qualifier,
            amount_max=m.amount_max,
            span=self(m.start, m.end),
            qualifier_span=bound,
        )


def party_of(entity: Entity, spans: Spans, model: type[Party] = Party) -> Party:
    """The contract's party for an entity."""
    return model(
        name=entity.name,
        mentions=tuple(spans(m.start, m.end) for m in entity.mentions),
        identifiers=_identifiers(entity, spans.text),
    )


def _identifiers(entity: Entity, text: str) -> tuple[Span, ...]:
    found = []
    for m in entity.mentions:
        for start, end in find_identifiers(text[m.end : m.end + 45]):
            if not "".join(text[m.end : m.end + start].split()).strip("(["):
                found.append(
                    Span(start=m.end + start, end=m.end + end, text=text[m.end + start : m.end + end])
                )
    return tuple(found)


def _party(argument: Argument, spans: Spans, model: type[Party] = Party) -> Party:
    if argument.entity is not None:
        return party_of(argument.entity, spans, model)
    span = spans(argument.start, argument.end)
    return model(name=" ".join(span.text.split()), mentions=(span,))


def assemble(
    reader: Reader,
    text: str,
    digest: str,
    deals: Iterable[DealCandidate],
    financings: Iterable[FinancingCandidate],
    valuations: Iterable[ValuationCandidate],
) -> Records:
    """The document's records; the same candidates give the same records."""
    spans = Spans(text)
    raised = fold_financings(list(financings))
    worth = fold_valuations(list(valuations))
    groups, dropped = group_deals(deals, reader.text, _topic(reader))
    prices, losing = choose_prices(groups, dropped, reader, worth)
    owners = list(find_owners(reader))
    describer = Describer(reader)
    traces = [*_losers(dropped, reader, spans), *losing_prices(losing, spans)]
    records: list[Deal] = []
    repeats: dict[str, int] = {}
    valued: set[Entity] = set()
    for number, group in enumerate(groups):
        _add_owners(group, owners)
        builder = _DealBuilder(reader, spans, group, number, describer, main=number == 0)
        price = prices.get(number)
        key = _key(digest, group, text)
        repeats[key] = repeats.get(key, 0) + 1
        told = DealSoFar(
            text,
            frozenset(a.entity for a in group.acquirers if a.entity),
            group.partial,
            price.money if price else None,
            tuple(_past_buyers(group, groups)),
        )
        facts = target_facts(group.target, raised, worth, told, valued)
        records.append(builder.build(f"{key}|{repeats[key]}", price, facts))
        traces.extend(builder.traces)
    return Records(
        tuple(records),
        tuple(
            Financing(
                company=party_of(f.company, spans),
                amount=spans.money(f.money) if f.money else None,
                round=f.round,
                investors=tuple(party_of(i, spans) for i in f.investors),
                lead_investors=tuple(party_of(i, spans) for i in f.leads),
                date=DateValue(value=f.date.value, span=spans(f.date.start, f.date.end)) if f.date else None,
                evidence=spans(f.start, f.end),
            )
            for f in raised
        ),
        tuple(
            Valuation(
                company=_party(v.company, spans),
                amount=spans.money(v.money),
                basis=v.basis,  # type: ignore[arg-type]
                evidence=spans(v.start, v.end),
            )
            for v in worth
        ),
        (
            *traces,
            *(
                Trace(path=f"financings[{i}]", rule=f.rule, evidence=spans(f.start, f.end))
                for i, f in enumerate(raised)
            ),
            *(
                Trace(path=f"valuations[{i}]", rule=v.rule, evidence=spans(v.start, v.end))
                for i, v in enumerate(worth)
            ),
        ),
    )


def _topic(reader: Reader) -> Argument | None:
    """The company that the article is about, where it is first named."""
    entity = protagonist(reader.entities, len(reader.doc))
    return Argument(entity, entity.mentions[0].start, entity.mentions[0].end) if entity is not None else None


def _add_owners(group: Group, owners: Iterable[Ownership]) -> None:
    """The stated owner of a whole that changes hands sells it."""
    if group.partial or group.merger or group.target is None or group.sellers:
        return
    parties = {a.entity for a in group.acquirers} | {group.target.entity}
    for owned in owners:
        if owned.owned == group.target.entity and owned.owner.entity not in parties:
            parties.add(owned.owner.entity)
            group.sellers.append(owned.owner)


def _past_buyers(group: Group, groups: Iterable[Group]) -> Iterator[Entity]:
    """Who had bought a part of the target before."""
    for other in groups:
        if other is not group and other.partial and group.target and other.target and group.target.entity:
            past = any(c.status.value == "completed" for c in other.candidates)
            if past and other.target.entity == group.target.entity:
                selling = {s.entity for s in group.sellers}
                yield from (a.entity for a in other.acquirers if a.entity and a.entity not in selling)


def _key(digest: str, group: Group, text: str) -> str:
    names = sorted(normal_form(_name(a, text)) for a in group.acquirers)
    return "|".join([digest, *names, normal_form(_name(group.target, text)) if group.target else ""])


def _losers(dropped: Iterable[Dropped], reader: Reader, spans: Spans) -> Iterator[Trace]:
    for lost in dropped:
        token = reader.doc[lost.candidate.trigger]
        yield Trace(
            path="deals", rule=lost.candidate.rule, evidence=spans(token.sent.start_char, token.sent.end_char), chosen=False, reason=lost.reason
        )  # fmt: skip


def losing_prices(losing: Iterable[tuple[int, PriceCandidate, str]], spans: Spans) -> Iterator[Trace]:
    """Amounts that a rule took for a price and that stand in no deal."""
    for number, price, reason in losing:
        yield Trace(
            path=f"deals[{number}].price", rule=price.rule, evidence=spans(price.money.start, price.money.end), chosen=False, reason=reason
        )  # fmt: skip


class _DealBuilder:
    """Makes the record of one group, and the trace of each value."""

    def __init__(
        self, reader: Reader, spans: Spans, group: Group, number: int, describer: Describer, *, main: bool
    ) -> None:
        self.reader, self.spans, self.group, self.main = reader, spans, group, main
        self.describer = describer
        self.path = f"deals[{number}]"
        self.traces: list[Trace] = []
        doc = reader.doc
        self.sentences = sorted(
            {(doc[c.trigger].sent.start_char, doc[c.trigger].sent.end_char) for c in group.candidates}
        )

    def _trace(self, field: str, rule: str, span: Span | None) -> None:
        self.traces.append(
            Trace(path=f"{self.path}.{field}" if field else self.path, rule=rule, evidence=span)
        )

    def build(self, key: str, price: PriceCandidate | None, facts: TargetFacts) -> Deal:
        """The record; ``key`` is what its id is made of."""
        group, spans, doc = self.group, self.spans, self.reader.doc
        lead = group.candidates[0]
        for c in group.candidates:
            sent = doc[c.trigger].sent
            self._trace("", c.rule, spans(sent.start_char, sent.end_char))
        status = status_of_group(
            group, self.reader.text, to_come=self.main and _TO_COME.search(self.reader.text) is not None
        )
        self._trace("status", f"status_by_{status.cue}", spans(status.start, status.end))
        stake = next((c for c in group.candidates if c.stake and 0 < c.stake.value <= 100), None)
        for name, parties in (("acquirers", group.acquirers), ("sellers", group.sellers)):
            for i, a in enumerate(parties):
                rule = next(
                    (
                        c.rule
                        for c in group.candidates
                        if any(a.same(b, self.reader.text) for b in getattr(c, name))
                    ),
                    lead.rule,
                )
                self._trace(f"{name}[{i}]", rule, spans(a.start, a.end))
        if group.target:
            rule = next(
                (
                    c.rule
                    for c in group.candidates
                    if c.target and c.target.same(group.target, self.reader.text)
                ),
                lead.rule,
            )
            self._trace("target", rule, spans(group.target.start, group.target.end))
        if stake and stake.stake:
            self._trace("stake", stake.rule, spans(stake.stake.start, stake.stake.end))
        if price:
            self._trace("price", price.rule, spans(price.money.start, price.money.end))
        undisclosed = self._undisclosed() if price is None else None
        announced, closes = self._dates()
        around = " ".join(self.reader.text[a:b] for a, b in self.sentences)
        around += "".join(" " + self.reader.text[a:b] for a, b in self._about_deal)
        return Deal(
            id=sha256(key.encode("utf-8", "replace")).hexdigest()[:16],
            kind="stake" if group.partial else lead.kind,  # type: ignore[arg-type]
            status=status.value,  # type: ignore[arg-type]
            status_trigger=spans(status.start, status.end),
            acquirers=tuple(_party(a, spans) for a in group.acquirers),
            target=self._target(),
            sellers=() if group.merger else tuple(_party(a, spans) for a in group.sellers),
            price=spans.money(price.money) if price else None,
            price_per_share=self._per_share(),
            price_disclosed=True if price else False if undisclosed else None,
            undisclosed=undisclosed,
            stake=Stake(percent=stake.stake.value, span=spans(stake.stake.start, stake.stake.end))
            if stake and stake.stake
            else None,
            consideration=consideration_of(around),
            announced_on=announced,
            closes_on=closes,
            prior_funding=spans.money(facts.prior_funding) if facts.prior_funding else None,
            valuation=spans.money(facts.valuation) if facts.valuation else None,
            investors=tuple(party_of(i, spans) for i in facts.investors),
            evidence=tuple(spans(a, b) for a, b in self.sentences),
        )

    @cached_property
    def _about_deal(self) -> tuple[tuple[int, int], ...]:
        """Sentences whose subject is the main deal itself: "The transaction …"."""
        if not self.main:
            return ()
        sents = self.reader.doc.sents
        return tuple(
            (s.start_char, s.end_char)
            for s in sents
            if _OF_DEAL.match(self.reader.text, s.start_char, s.end_char)
        )

    def _target(self) -> Target | None:
        """What is bought, with what the text says of it."""
        if self.group.target is None:
            return None
        details: dict[str, Span] = {}
        for field, detail in self.describer.details_of(self.group.target).items():
            details[field] = self.spans(detail.start, detail.end)
            self._trace(f"target.{field}", detail.rule, details[field])
        return _party(self.group.target, self.spans, Target).model_copy(update=details)  # type: ignore[return-value]

    def _undisclosed(self) -> Span | None:
        text = self.reader.text
        if self.main:
            found = find_undisclosed(text, 0, len(text))
        else:
            found = next((f for a, b in self.sentences if (f := find_undisclosed(text, a, b))), None)
        return self.spans(*found) if found else None

    def _per_share(self) -> Money | None:
        bounds = [*self.sentences, *self._about_deal]
        mentions = self.reader.mentions.money
        near = [m for m in mentions if m.per_share and any(a <= m.start < b for a, b in bounds)]
        if not near and self.main:
            near = [
                m
                for m in mentions
                if m.per_share and _OFFERED.search(self.reader.text[max(0, m.start - 80) : m.start])
            ]
        return self.spans.money(near[0]) if near else None

    def _dates(self) -> tuple[DateValue | None, DateValue | None]:
        """When it was announced or done, and when it closes."""
        doc, dates = self.reader.doc, self.reader.mentions.dates
        announced = next(announcement_dates(self.reader.text, dates, self.sentences), None)
        closes = None
        bounds = {*self.sentences, *self._about_deal}
        for date in dates:
            token = self.reader.token_at(date.start)
            start, end = doc[token].sent.start_char, doc[token].sent.end_char
            if (
                ((start, end) in bounds or self.main)
                and date is not announced
                and closing_date(self.reader.text, date, start)
            ):
                closes = date
                break
        return (
            DateValue(value=announced.value, span=self.spans(announced.start, announced.end))
            if announced
            else None,
            DateValue(value=closes.value, span=self.spans(closes.start, closes.end)) if closes else None,
        )


def assemble_quotes(text: str, found: Iterable[QuoteCandidate]) -> tuple[Quote, ...]:
    """The document's quotes, in reading order."""
    spans = Spans(text)
    return tuple(
        Quote(
            span=spans(q.start, q.end),
            speaker=party_of(q.speaker, spans) if q.speaker else None,
            speaker_title=spans(*q.title) if q.title else None,
            affiliation=party_of(q.affiliation, spans) if q.affiliation else None,
            cue=spans(*q.cue) if q.cue else None,
        )
        for q in found
    )


def _name(argument: Argument | None, text: str) -> str:
    if argument is None:
        return ""
    return argument.entity.name if argument.entity else text[argument.start : argument.end]
