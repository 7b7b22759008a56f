"""Candidates to records: groups statements into deals, chooses their values, drops what contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.choosing import choose_prices
from extractor.coreference import first_named, protagonist
from extractor.deal_record import DealRecord
from extractor.fields.candidate import Argument, DealCandidate, Read
from extractor.fields.descriptions import Describer
from extractor.fields.funding import (
    DealSoFar,
    FinancingCandidate,
    ValuationCandidate,
    fold_financings,
    fold_valuations,
    named_in,
    target_facts,
)
from extractor.fields.owners import Ownership, find_owners
from extractor.fields.phrases import Reader
from extractor.fields.quotes import QuoteCandidate
from extractor.grouping import Group, group_deals
from extractor.mentions.dates import DateMention
from extractor.recording import Recorder
from extractor.resolve import Entity, normal_form
from extractor.schema import Deal, Financing, Party, Quote, Trace, Valuation


@dataclass(frozen=True)
class Records:
    """What the candidates became."""

    deals: tuple[Deal, ...] = ()
    financings: tuple[Financing, ...] = ()
    valuations: tuple[Valuation, ...] = ()
    quotes: tuple[Quote, ...] = ()
    trace: tuple[Trace, ...] = ()


def assemble(
    reader: Reader,
    text: str,
    digest: str,
    deals: Iterable[DealCandidate],
    financings: Iterable[FinancingCandidate],
    valuations: Iterable[ValuationCandidate],
) -> Records:
    """The document's deals, financings and valuations; the same candidates give the same records."""
    recorder = Recorder(text)
    raised = fold_financings(list(financings))
    worth = fold_valuations(list(valuations))
    told = tuple(_deals(reader, recorder, digest, deals, raised, worth))
    paid = [f for f in raised if any(_is_price_of(f, deal) for deal in told)]
    for f in paid:
        recorder.note_lost("financings", f.rule, f.start, f.end, "is the price of a stake")
    raised = [f for f in raised if f not in paid]
    return Records(
        told,
        tuple(_financing(f, f"financings[{n}]", recorder) for n, f in enumerate(raised)),
        tuple(_valuation(v, f"valuations[{n}]", recorder) for n, v in enumerate(worth)),
        trace=tuple(recorder.trace),
    )


def with_quotes(records: Records, text: str, found: Iterable[QuoteCandidate]) -> Records:
    """The records with the document's quotes, in reading order."""
    recorder = Recorder(text)
    quotes = tuple(_quote(q, f"quotes[{n}]", recorder) for n, q in enumerate(found))
    return replace(records, quotes=quotes, trace=(*records.trace, *recorder.trace))


def _deals(
    reader: Reader,
    recorder: Recorder,
    digest: str,
    candidates: Iterable[DealCandidate],
    raised: list[FinancingCandidate],
    worth: list[ValuationCandidate],
) -> Iterator[Deal]:
    text = recorder.text
    groups, dropped = group_deals(candidates, reader.text, _topic(reader))
    prices, losing = choose_prices(groups, dropped, reader, worth)
    for lost in dropped:
        sent = reader.doc[lost.candidate.trigger].sent
        recorder.note_lost("deals", lost.candidate.rule, sent.start_char, sent.end_char, lost.reason)
    for number, other, reason in losing:
        recorder.note_lost(f"deals[{number}].price", other.rule, other.money.start, other.money.end, reason)
    owners = list(find_owners(reader))
    describer = Describer(reader)
    repeats: dict[str, int] = {}
    valued: set[Entity] = set()
    for number, group in enumerate(groups):
        _add_owners(group, owners)
        price = prices.get(number)
        key = _key(digest, group, text)
        repeats[key] = repeats.get(key, 0) + 1
        told = DealSoFar(
            text,
            frozenset(a.entity for a in group.acquirers if a.entity),
            group.partial,
            price.money if price else None,
            tuple(_past_buyers(group, groups, reader.text)),
        )
        facts = target_facts(group.target, raised, worth, told, valued)
        record = DealRecord(reader, recorder, group, owners, number, describer)
        yield record.build(f"{key}|{repeats[key]}", price, facts)


def _is_price_of(f: FinancingCandidate, deal: Deal) -> bool:
    """Whether a financing without a round is the price of a stake: "Acme invested $5 million in Bolt for a 35% stake"."""
    if deal.kind != "stake" or deal.target is None or deal.price is None or f.money is None or f.round:
        return False
    same = f.money.amount == deal.price.amount and f.company.name == deal.target.name
    return same and {e.name for e in f.investors} <= {a.name for a in deal.acquirers}


def _topic(reader: Reader) -> Argument | None:
    """The company that the article is about, where it is first named."""
    entity = first_named(reader.entities) or protagonist(reader.entities, len(reader.doc))
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


def _past_buyers(group: Group, groups: Iterable[Group], text: str) -> Iterator[Read[Argument]]:
    """Who had bought a part of the target before."""
    for other in groups:
        if other is not group and other.partial and group.target and other.target and group.target.entity:
            past = any(c.status.value == "completed" for c in other.candidates)
            if past and other.target.entity == group.target.entity:
                selling = {s.entity for s in group.sellers}
                for a in other.acquirers:
                    if a.entity and a.entity not in selling:
                        yield other.read("acquirers", a, text)


def _key(digest: str, group: Group, text: str) -> str:
    names = sorted(normal_form(_name(a, text)) for a in group.acquirers)
    return "|".join([digest, *names, normal_form(_name(group.target, text)) if group.target else ""])


def _name(argument: Argument | None, text: str) -> str:
    if argument is None:
        return ""
    return argument.entity.name if argument.entity else text[argument.start : argument.end]


def _financing(f: FinancingCandidate, path: str, record: Recorder) -> Financing:
    dated = _note_parts(f.parts, "round", path, record)
    return Financing(
        company=record.party(f"{path}.company", Read(named_in(f.company, f.start, f.end), f.rule)),
        amount=record.money(f"{path}.amount", Read(f.money, f.rule)) if f.money else None,
        round=f.round,
        investors=tuple(_backers(f, "investors", path, record)),
        lead_investors=tuple(_backers(f, "leads", path, record)),
        date=record.date(f"{path}.date", dated) if dated else None,
        evidence=record.span(f.start, f.end),
    )


def _note_parts(
    parts: Sequence[FinancingCandidate] | Sequence[ValuationCandidate],
    field: Literal["round", "basis"],
    path: str,
    record: Recorder,
) -> Read[DateMention] | None:
    """Trace each statement, and the one that tells ``field``; the first date that one of them gives."""
    for part in parts:
        record.note(path, part.rule, part.start, part.end)
    telling = next((part for part in parts if getattr(part, field)), None)
    if telling is not None:
        record.note(f"{path}.{field}", telling.rule, telling.start, telling.end)
    return next((Read(part.date, part.rule) for part in parts if part.date), None)


def _backers(
    f: FinancingCandidate, field: Literal["investors", "leads"], path: str, record: Recorder
) -> Iterator[Party]:
    first = f.first_naming(field)
    name = "lead_investors" if field == "leads" else field
    for n, backer in enumerate(getattr(f, field)):
        part = first[backer]
        read = Read(named_in(backer, part.start, part.end), part.rule)
        yield record.party(f"{path}.{name}[{n}]", read)


def _valuation(v: ValuationCandidate, path: str, record: Recorder) -> Valuation:
    dated = _note_parts(v.parts, "basis", path, record)
    return Valuation(
        company=record.party(f"{path}.company", Read(v.company, v.rule)),
        amount=record.money(f"{path}.amount", Read(v.money, v.rule)),
        basis=v.basis,  # type: ignore[arg-type]
        date=record.date(f"{path}.date", dated) if dated else None,
        evidence=record.span(v.start, v.end),
    )


def _quote(q: QuoteCandidate, path: str, record: Recorder) -> Quote:
    record.note(path, q.rule, q.start, q.end)
    return Quote(
        span=record.note(f"{path}.span", q.rule, q.start, q.end),
        speaker=record.entity(f"{path}.speaker", Read(q.speaker, q.rule)) if q.speaker else None,
        speaker_title=record.note(f"{path}.speaker_title", q.rule, *q.title) if q.title else None,
        affiliation=record.entity(f"{path}.affiliation", Read(q.affiliation, q.rule))
        if q.affiliation
        else None,
        cue=record.note(f"{path}.cue", q.rule, *q.cue) if q.cue else None,
    )
