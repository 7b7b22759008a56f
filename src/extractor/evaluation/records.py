"""The one shape to which gold and predictions come before they are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from extractor.evaluation.gold import GoldAlternative, GoldDeal, GoldMoney, GoldStretch
from extractor.evaluation.goldset import GoldDocument, place_stretches
from extractor.evaluation.names import name_key
from extractor.evaluation.predictions import (
    Place,
    PredictedDeal,
    PredictedFinancing,
    PredictedMoney,
    PredictedParty,
    PredictedQuote,
    PredictedSpan,
    Prediction,
)

TOLERANCE = 0.005
"""Amounts agree within 0.5 %."""
ROUGHLY = 0.05
"""Amounts resemble each other within 5 %."""
STAKE_TOLERANCE = 0.05 + 1e-9


class Shown(Protocol):
    """What can stand in the list of errors."""

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Who:
    """A party: its acceptable names, and the keys that agreeing names share."""

    names: tuple[str, ...]
    keys: frozenset[str]
    path: str | None = field(default=None, compare=False)
    """Where it stands in its record, as the trace calls it: ``deals[0].target``."""
    places: tuple[Place, ...] = field(default=(), compare=False)
    """Where it stands in the text, as far as the record tells."""
    lenient: bool = field(default=False, compare=False)

    def agrees(self, other: Who) -> bool:
        """Whether a name of the one is a name of the other."""
        return self.resembles(other) if self.lenient else not self.keys.isdisjoint(other.keys)

    def resembles(self, other: Who) -> bool:
        """Whether a name of the one holds all the words of a name of the other."""
        mine, theirs = ([frozenset(key.split()) for key in who.keys] for who in (self, other))
        return any(words <= others or others <= words for words in mine for others in theirs)

    def __str__(self) -> str:
        return " / ".join(self.names)


@dataclass(frozen=True, slots=True)
class Sum:
    """Money: every value that is right, each with its currency."""

    values: tuple[tuple[float, str | None], ...]
    qualifier: str | None
    shown: str
    path: str | None = field(default=None, compare=False)
    """Where it stands in its record."""
    places: tuple[Place, ...] = field(default=(), compare=False)
    """Where it stands in the text, if the record tells."""
    tolerance: float = field(default=TOLERANCE, compare=False)

    def agrees(self, other: Sum) -> bool:
        """Whether a value of this one is within the tolerance of one of the other's."""
        return self._is_within(self.tolerance, other)

    def resembles(self, other: Sum) -> bool:
        """Whether a value of this one is about one of the other's."""
        return self._is_within(ROUGHLY, other)

    def _is_within(self, tolerance: float, other: Sum) -> bool:
        return any(
            currency == wanted_currency and currency is not None and abs(value - wanted) <= tolerance * wanted
            for value, currency in self.values
            for wanted, wanted_currency in other.values
        )

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True)
class DealRecord:
    """A deal, as compared."""

    kind: str | None
    status: str | None
    acquirers: tuple[Who, ...] = ()
    target: Who | None = None
    sellers: tuple[Who, ...] = ()
    price: Sum | None = None
    price_per_share: Sum | None = None
    price_disclosed: bool | None = None
    stake_percent: float | None = None
    consideration: str | None = None
    announced_on: str | None = None
    closes_on: str | None = None
    prior_funding: Sum | None = None
    valuation: Sum | None = None
    investors: tuple[Who, ...] = ()
    location: str | None = None
    confidence: float | None = None
    path: str | None = field(default=None, compare=False)
    stake_path: str | None = field(default=None, compare=False)
    stake_places: tuple[Place, ...] = field(default=(), compare=False)
    status_places: tuple[Place, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        buyers = ", ".join(who.names[0] for who in self.acquirers) or "?"
        return f"{buyers} → {self.target.names[0] if self.target else '?'}"


@dataclass(frozen=True, slots=True)
class FinancingRecord:
    """A financing, as compared."""

    company: Who | None
    amount: Sum | None
    round: str | None
    investors: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class ValuationRecord:
    """A valuation, as compared."""

    company: Who | None
    amount: Sum | None


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """A quote, as compared; ``place`` is None where its words are not in the text."""

    place: Place | None
    text: str
    speaker: Who | None
    title: str | None
    affiliation: Who | None
    path: str | None = field(default=None, compare=False)

    def resembles(self, other: QuoteRecord) -> bool:
        """Whether the two stretches share some words."""
        if self.place is None or other.place is None:
            return False
        return max(self.place[0], other.place[0]) < min(self.place[1], other.place[1])

    def __str__(self) -> str:
        return f"“{self.text}”"


@dataclass(frozen=True, slots=True)
class Record:
    """A document, as compared."""

    deals: tuple[DealRecord, ...] = ()
    financings: tuple[FinancingRecord, ...] = ()
    valuations: tuple[ValuationRecord, ...] = ()
    quotes: tuple[QuoteRecord, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    """Which rule read what stands at a path, where the prediction tells."""


def record_of_gold(document: GoldDocument) -> Record:
    """The labels of a document as a record."""
    gold = document.gold
    return Record(
        deals=tuple(_gold_deal(deal, f"deals[{n}]") for n, deal in enumerate(gold.deals)),
        financings=tuple(
            FinancingRecord(
                company=_who(item.company),
                amount=_gold_sum(item.amount, f"financings[{n}].amount"),
                round=item.round,
                investors=(
                    *_all(item.investors, f"financings[{n}].investors"),
                    *_all(item.lead_investors, f"financings[{n}].lead_investors"),
                ),
            )
            for n, item in enumerate(gold.financings)
        ),
        valuations=tuple(
            ValuationRecord(_who(item.company), _gold_sum(item.amount, f"valuations[{n}].amount"))
            for n, item in enumerate(gold.valuations)
        ),
        quotes=tuple(
            QuoteRecord(
                place=place,
                text=document.text[slice(*place)],
                speaker=_who(quote.speaker, f"quotes[{n}].speaker"),
                title=quote.title,
                affiliation=_who(quote.affiliation),
                path=f"quotes[{n}]",
            )
            for n, (quote, place) in enumerate(zip(gold.quotes, document.places, strict=True))
        ),
    )


def _gold_deal(deal: GoldDeal, path: str) -> DealRecord:
    return DealRecord(
        kind=deal.kind,
        status=deal.status,
        acquirers=_all(deal.acquirers, f"{path}.acquirers"),
        target=_who(deal.target, f"{path}.target"),
        sellers=_all(deal.sellers, f"{path}.sellers"),
        price=_gold_sum(deal.price, f"{path}.price"),
        price_per_share=_gold_sum(deal.price_per_share, f"{path}.price_per_share"),
        price_disclosed=deal.price_disclosed,
        stake_percent=deal.stake_percent,
        consideration=deal.consideration,
        announced_on=deal.announced_on,
        closes_on=deal.closes_on,
        prior_funding=_gold_sum(deal.prior_funding, f"{path}.prior_funding"),
        valuation=_gold_sum(deal.valuation, f"{path}.valuation"),
        investors=_all(deal.investors, f"{path}.investors"),
        location=deal.location,
        path=path,
        stake_path=f"{path}.stake_percent",
    )


def record_of_prediction(prediction: Prediction, text: str) -> Record:
    """Somebody's output as a record; quotes without offsets are looked up in the text."""
    rules: dict[str, str] = {}
    for trace in prediction.trace:
        if trace.chosen:
            rules.setdefault(trace.path, trace.rule)
    return Record(
        deals=tuple(_deal(deal, f"deals[{n}]") for n, deal in enumerate(prediction.deals)),
        financings=tuple(
            _financing(item, f"financings[{n}]") for n, item in enumerate(prediction.financings)
        ),
        valuations=tuple(
            ValuationRecord(_party(item.company), _predicted_sum(item.amount, f"valuations[{n}].amount"))
            for n, item in enumerate(prediction.valuations)
        ),
        quotes=_quotes(prediction.quotes, text),
        rules=rules,
    )


def _deal(deal: PredictedDeal, path: str) -> DealRecord:
    return DealRecord(
        kind=deal.kind,
        status=deal.status,
        acquirers=_parties(deal.acquirers, f"{path}.acquirers"),
        target=_party(deal.target, f"{path}.target"),
        sellers=_parties(deal.sellers, f"{path}.sellers"),
        price=_predicted_sum(deal.price, f"{path}.price"),
        price_per_share=_predicted_sum(deal.price_per_share, f"{path}.price_per_share"),
        price_disclosed=deal.price_disclosed,
        stake_percent=deal.stake.percent if deal.stake else None,
        consideration=deal.consideration,
        announced_on=deal.announced_on.value if deal.announced_on else None,
        closes_on=deal.closes_on.value if deal.closes_on else None,
        prior_funding=_predicted_sum(deal.prior_funding, f"{path}.prior_funding"),
        valuation=_predicted_sum(deal.valuation, f"{path}.valuation"),
        investors=_parties(deal.investors, f"{path}.investors"),
        location=_words(deal.target.location) if deal.target else None,
        confidence=deal.confidence,
        path=path,
        stake_path=f"{path}.stake",
        stake_places=_listed(deal.stake.span) if deal.stake else (),
        status_places=_listed(deal.status_trigger),
    )


def _financing(item: PredictedFinancing, path: str) -> FinancingRecord:
    return FinancingRecord(
        company=_party(item.company),
        amount=_predicted_sum(item.amount, f"{path}.amount"),
        round=item.round,
        investors=(
            *_parties(item.investors, f"{path}.investors"),
            *_parties(item.lead_investors, f"{path}.lead_investors"),
        ),
    )


def _quotes(quotes: Sequence[PredictedQuote], text: str) -> tuple[QuoteRecord, ...]:
    """Offsets are taken at their word: a span that is not the text there is somewhere, and likely wrong."""
    spans = [quote.span for quote in quotes]
    wanted = [span for span in spans if _offsets(span) is None and span.text]
    found = dict(
        zip(
            map(id, wanted),
            place_stretches([GoldStretch(text=span.text) for span in wanted], text),
            strict=True,
        )
    )
    return tuple(
        QuoteRecord(
            place=(place := _offsets(quote.span) or found.get(id(quote.span))),
            text=quote.span.text or (text[slice(*place)] if place else ""),
            speaker=_party(quote.speaker, f"quotes[{n}].speaker"),
            title=_words(quote.speaker_title),
            affiliation=_party(quote.affiliation),
            path=f"quotes[{n}]",
        )
        for n, quote in enumerate(quotes)
    )


def _offsets(span: PredictedSpan) -> Place | None:
    if span.start is None or span.end is None or not 0 <= span.start < span.end:
        return None
    return span.start, span.end


def _words(span: PredictedSpan | None) -> str | None:
    return span.text if span else None


def _listed(place: Place | None) -> tuple[Place, ...]:
    return (place,) if place else ()


def _who(names: Sequence[str] | None, path: str | None = None, places: tuple[Place, ...] = ()) -> Who | None:
    return Who(tuple(names), frozenset(map(name_key, names)), path, places) if names else None


def _all(parties: Iterable[Sequence[str]], path: str) -> tuple[Who, ...]:
    return tuple(who for n, names in enumerate(parties) if (who := _who(names, f"{path}[{n}]")))


def _party(party: PredictedParty | None, path: str | None = None) -> Who | None:
    return _who((party.name,), path, party.mentions) if party and party.name.strip() else None


def _parties(parties: Iterable[PredictedParty], path: str) -> tuple[Who, ...]:
    return tuple(who for n, party in enumerate(parties) if (who := _party(party, f"{path}[{n}]")))


def _gold_sum(money: GoldMoney | None, path: str) -> Sum | None:
    if money is None:
        return None
    stated: tuple[GoldMoney | GoldAlternative, ...] = (money, *money.alternatives)
    values = [(float(one.amount), one.currency) for one in stated]
    values += [(float(one.amount_max), one.currency) for one in stated if one.amount_max is not None]
    shown = " / ".join(_show(one.amount, one.amount_max, one.currency) for one in stated)
    place = None if money.start is None or money.end is None else (money.start, money.end)
    return Sum(tuple(values), money.qualifier, shown, path, _listed(place))


def _predicted_sum(money: PredictedMoney | None, path: str) -> Sum | None:
    if money is None:
        return None
    currency = money.currency.upper() if money.currency else None
    ends = [money.amount] if money.amount_max is None else [money.amount, money.amount_max]
    shown = _show(money.amount, money.amount_max, currency)
    return Sum(tuple((end, currency) for end in ends), money.qualifier, shown, path, _listed(money.span))


def _show(amount: float, amount_max: float | None, currency: str | None) -> str:
    shown = f"{currency or '?'} {amount:,.12g}"
    return shown if amount_max is None else f"{shown}–{amount_max:,.12g}"
