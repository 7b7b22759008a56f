"""Candidates to records: groups statements into deals, chooses their values, drops what contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument, DealCandidate
from extractor.fields.funding import (
    FinancingCandidate,
    ValuationCandidate,
    fold_financings,
    fold_valuations,
    target_facts,
)
from extractor.fields.quotes import QuoteCandidate
from extractor.mentions.bundle import Mentions
from extractor.mentions.money import MoneyMention
from extractor.mentions.names import find_identifiers
from extractor.resolve import Entities, Entity, normal_form
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
    from spacy.tokens import Doc

_RANK = {"terminated": 4, "completed": 3, "announced": 2, "proposed": 1, "rumored": 0}
_UNDISCLOSED = re.compile(
    r"\b(?:undisclosed(?: (?:sum|amount|price|terms))?|(?:terms|price|value|details)[^.;]{0,60}?(?:not|n['’]t) (?:be )?(?:immediately )?(?:disclosed|revealed|released)"
    r"|(?:did|does|do|would) ?(?:not|n['’]t) (?:disclose|reveal|release|give)[^.;]{0,30}(?:terms|price|details|value|sum)|(?:not|n['’]t) (?:been )?disclosed)",
    re.I,
)
_PRICE_BEFORE = re.compile(
    r"(?:\bfor|\bpa(?:y|id|ys|ying)|\bworth|\bvalued at|\bat|\bprice (?:of|tag of)|\bin an?|\bin an? [\w-]+|\btotal(?:l?ing)?|\bconsideration of|\bvalue of|\bsum of|\bwith|\bamount of|\bits|\bthe|\ba|\bin the)"
    r"(?:\s+(?:just|about|around|over|more than|nearly|upwards of|up to|under|roughly|approximately|some|at least|almost|an estimated|as much as|a|cash|total))*\s*$",
    re.I,
)
_PRICE_AFTER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:[\w-]+\s){0,3}?(?:deal|acquisition|takeover|bid|offer|purchase|buyout|transaction|merger|sale|tender)\b",
    re.I,
)
_NOT_PRICE = re.compile(
    r"\b(?:revenues?|sales of|profits?|loss|debt of|raised|funding|valuation|market (?:value|cap\w*)|savings|synerg\w+|fee|assets of|dividend|ebitda)\b[^.;]{0,30}$",
    re.I,
)
_CASH = re.compile(
    r"\b(?:(cash[- ]and[- ](?:stock|shares?)|stock[- ]and[- ]cash|cash and (?:stock|shares))|(all[- ](?:stock|share)|stock-for-stock|share swap)|(all[- ]cash|in cash|cash (?:deal|offer|bid|transaction)))\b",
    re.I,
)
_CLOSES = re.compile(
    r"\b(?:expected|expects?|anticipated?|set|due|scheduled)?[^.;]{0,25}\b(?:to )?(?:close|complete|be completed|closing|completion)\b[^.;]{0,60}$",
    re.I,
)


@dataclass
class _Group:
    candidates: list[DealCandidate]
    acquirers: list[Argument] = field(default_factory=list)
    sellers: list[Argument] = field(default_factory=list)
    target: Argument | None = None


@dataclass(frozen=True)
class Records:
    """What the candidates became."""

    deals: tuple[Deal, ...]
    financings: tuple[Financing, ...]
    valuations: tuple[Valuation, ...]
    trace: tuple[Trace, ...]


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
            if not text[m.end : m.end + start].strip(" (["):
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
    doc: Doc,
    text: str,
    digest: str,
    mentions: Mentions,
    entities: Entities,
    deals: Iterable[DealCandidate],
    financings: Iterable[FinancingCandidate],
    valuations: Iterable[ValuationCandidate],
) -> Records:
    """The document's records; the same candidates give the same records."""
    spans = Spans(text)
    traces: list[Trace] = []
    raised = fold_financings(list(financings))
    worth = fold_valuations(list(valuations))
    groups = _group(sorted(deals, key=lambda c: c.trigger), doc, text)
    prices = _prices(doc, mentions, groups)
    records: list[Deal] = []
    repeats: dict[str, int] = {}
    valued: set[Entity] = set()
    for g, group in enumerate(groups):
        lead = group.candidates[0]
        status_source = max(
            group.candidates,
            key=lambda c: (
                _RANK[c.status]
                if c.status != "completed" or len(group.candidates) == 1 or not _future(group)
                else 1,
                -c.trigger,
            ),
        )
        stakes = [c.stake for c in group.candidates if c.stake]
        target = group.target
        entity = target.entity if target else None
        key = "|".join(
            [
                digest,
                *sorted(normal_form(_name(a, text)) for a in group.acquirers),
                normal_form(_name(target, text)) if target else "",
            ]
        )
        repeats[key] = repeats.get(key, 0) + 1
        price = prices.get(g)
        sentences = sorted(
            {(doc[c.trigger].sent.start_char, doc[c.trigger].sent.end_char) for c in group.candidates}
        )
        around = " ".join(text[a:b] for a, b in sentences)
        undisclosed = None
        if price is None and (g == 0 or len(groups) == 1):
            m = _UNDISCLOSED.search(text)
            undisclosed = spans(m.start(), m.end()) if m else None
        cash = _CASH.search(around)
        facts = target_facts(entity, raised, worth, price, valued)
        announced, closes = _dates(doc, mentions, group, spans)
        path = f"deals[{len(records)}]"
        for c in group.candidates:
            traces.append(
                Trace(
                    path=path,
                    rule=c.rule,
                    evidence=spans(doc[c.trigger].sent.start_char, doc[c.trigger].sent.end_char),
                )
            )
        if price is not None:
            traces.append(
                Trace(path=f"{path}.price", rule="price_of_deal", evidence=spans(price.start, price.end))
            )
        records.append(
            Deal(
                id=sha256(f"{key}|{repeats[key]}".encode("utf-8", "replace")).hexdigest()[:16],
                kind="stake" if stakes else lead.kind,  # type: ignore[arg-type]
                status=status_source.status,  # type: ignore[arg-type]
                status_trigger=spans(*status_source.status_span) if status_source.status_span else None,
                acquirers=tuple(_party(a, spans) for a in group.acquirers),
                target=_party(target, spans, Target) if target else None,  # type: ignore[arg-type]
                sellers=tuple(_party(a, spans) for a in group.sellers),
                price=spans.money(price) if price else None,
                price_per_share=next(
                    (
                        spans.money(m)
                        for m in mentions.money
                        if m.per_share and any(a <= m.start < b for a, b in sentences)
                    ),
                    None,
                ),
                price_disclosed=True if price else False if undisclosed else None,
                undisclosed=undisclosed,
                stake=Stake(percent=stakes[0][2], span=spans(stakes[0][0], stakes[0][1]))
                if stakes and 0 < stakes[0][2] <= 100
                else None,
                consideration=("cash_and_stock" if cash.group(1) else "stock" if cash.group(2) else "cash")
                if cash
                else None,
                announced_on=announced,
                closes_on=closes,
                prior_funding=spans.money(facts.prior_funding) if facts.prior_funding else None,
                valuation=spans.money(facts.valuation) if facts.valuation else None,
                investors=tuple(party_of(i, spans) for i in facts.investors),
                evidence=tuple(spans(a, b) for a, b in sentences),
            )
        )
    return Records(
        tuple(records),
        tuple(
            Financing(
                company=party_of(f.company, spans),
                amount=spans.money(f.money) if f.money else None,
                round=f.round,
                investors=tuple(party_of(i, spans) for i in f.investors),
                lead_investors=tuple(party_of(i, spans) for i in f.leads),
                evidence=spans(f.start, f.end),
            )
            for f in raised
        ),
        tuple(
            Valuation(
                company=party_of(v.company, spans),
                amount=spans.money(v.money),
                basis=v.basis,  # type: ignore[arg-type]
                evidence=spans(v.start, v.end),
            )
            for v in worth
        ),
        tuple(traces),
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


def _future(group: _Group) -> bool:
    """Whether a statement in the body says that the deal is still to come."""
    return (
        any(c.status in {"announced", "proposed", "rumored"} for c in group.candidates[1:])
        and group.candidates[0].status == "completed"
    )


def _group(candidates: list[DealCandidate], doc: Doc, text: str) -> list[_Group]:
    """Statements about one target by compatible buyers are one deal."""
    groups: list[_Group] = []
    for c in candidates:
        home = None
        for g in groups:
            if c.target is None or g.target is None or not c.target.same(g.target, text):
                continue
            shared = (
                not c.acquirers
                or not g.acquirers
                or any(a.same(b, text) for a in c.acquirers for b in g.acquirers)
            )
            if shared and (c.kind == "stake") == (g.candidates[0].kind == "stake"):
                home = g
                break
        if home is None:
            home = _Group([], target=c.target)
            groups.append(home)
        home.candidates.append(c)
        for a in c.acquirers:
            if not any(a.same(b, text) for b in home.acquirers) and (
                not home.acquirers or len(c.acquirers) > 1
            ):
                home.acquirers.append(a)
        for s in c.sellers:
            if not any(s.same(b, text) for b in (*home.sellers, *home.acquirers)):
                home.sellers.append(s)
    named = [
        g
        for g in groups
        if any(a.entity for a in (*g.acquirers, *g.sellers)) or (g.target and g.target.entity)
    ]
    full = [g for g in named if g.acquirers or g.sellers]
    return full or [g for g in named if g.target and g.target.entity][:1]


def _prices(doc: Doc, mentions: Mentions, groups: list[_Group]) -> dict[int, MoneyMention]:
    """For each deal the first amount that a price construction gives it."""
    found: dict[int, MoneyMention] = {}
    for money in mentions.money:
        if money.per_share or money.converts or money.amount == 0:
            continue
        start = (
            money.qualifier_start
            if money.qualifier_start is not None and money.qualifier_start < money.start
            else money.start
        )
        span = doc.char_span(money.start, money.end, alignment_mode="expand")
        if span is None:
            continue
        sent = span[0].sent
        lead, tail = doc.text[max(sent.start_char, start - 70) : start], doc.text[money.end : money.end + 45]
        after = _PRICE_AFTER.match(tail)
        before = _PRICE_BEFORE.search(lead)
        if (
            _NOT_PRICE.search(lead)
            or re.match(
                r"\s*(?:in )?(?:revenue|funding|series|valuation|of debt|in debt|loan|profit|fund\b|a share|per share)",
                tail,
                re.I,
            )
            or not (after or before)
        ):
            continue
        near = [
            (abs(doc[c.trigger].idx - money.start), g)
            for g, group in enumerate(groups)
            for c in group.candidates
            if doc[c.trigger].sent == sent
        ]
        if near:
            g = min(near)[1]
        elif groups and (
            after
            or re.search(
                r"\b(?:deal|transaction|acquisition|takeover|merger|bid|offer|purchase|sale|price|consideration)\b",
                lead,
                re.I,
            )
        ):
            g = 0
        else:
            continue
        found.setdefault(g, money)
    return found


def _dates(
    doc: Doc, mentions: Mentions, group: _Group, spans: Spans
) -> tuple[DateValue | None, DateValue | None]:
    """When it was announced and when it closes, by the dates in its sentences."""
    announced = closes = None
    for c in group.candidates:
        sent = doc[c.trigger].sent
        for d in mentions.dates:
            if (
                sent.start_char <= d.start < sent.end_char
                and announced is None
                and not _CLOSES.search(doc.text[sent.start_char : d.start])
            ):
                announced = DateValue(value=d.value, span=spans(d.start, d.end))
    for d in mentions.dates:
        lead = doc.text[max(0, d.start - 90) : d.start].rpartition(". ")[2]
        if (
            closes is None
            and re.search(r"\b(?:close|complet\w+|closing)\b", lead, re.I)
            and re.search(r"\b(?:expect\w*|anticipat\w+|by|set|due|in)\b", lead, re.I)
        ):
            closes = DateValue(value=d.value, span=spans(d.start, d.end))
    return announced, closes
