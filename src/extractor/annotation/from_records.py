"""Our own output as marks: what an annotator corrects instead of starting from nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extractor.annotation.from_gold import annotate
from extractor.annotation.model import Annotated, Place
from extractor.evaluation.gold import Gold
from extractor.schema import DateValue, Deal, Extraction, Money, Party, Span


def annotate_record(record: Extraction, text: str) -> Annotated:
    """A record as marks on its text, each where the record says that it was read.

    A label has no place for confidence, trace, provenance, tickers, and the words of status, bound and
    non-disclosure: they are left out (those of the status show where the deal is marked).
    """
    hints = _Hints()
    gold = Gold.model_validate(
        {
            "id": record.document.id,
            "published": record.document.published,
            "deals": tuple(_deal(deal, f"deals[{n}]", hints) for n, deal in enumerate(record.deals)),
            "financings": tuple(
                {
                    "company": hints.party(one.company, f"financings[{n}].company"),
                    "amount": hints.money(one.amount, f"financings[{n}].amount"),
                    "round": one.round,
                    "investors": hints.parties(one.investors, f"financings[{n}].investors"),
                    "lead_investors": hints.parties(one.lead_investors, f"financings[{n}].lead_investors"),
                    "date": hints.date(one.date, f"financings[{n}].date"),
                    "evidence": one.evidence.model_dump(),
                }
                for n, one in enumerate(record.financings)
            ),
            "valuations": tuple(
                {
                    "company": hints.party(one.company, f"valuations[{n}].company"),
                    "amount": hints.money(one.amount, f"valuations[{n}].amount"),
                    "basis": one.basis,
                    "date": hints.date(one.date, f"valuations[{n}].date"),
                    "evidence": one.evidence.model_dump(),
                }
                for n, one in enumerate(record.valuations)
            ),
            "quotes": tuple(
                one.span.model_dump()
                | {
                    "speaker": hints.party(one.speaker, f"quotes[{n}].speaker") or (),
                    "title": hints.words(one.speaker_title, f"quotes[{n}].title"),
                    "affiliation": hints.party(one.affiliation, f"quotes[{n}].affiliation"),
                    "cue": hints.words(one.cue, f"quotes[{n}].cue"),
                }
                for n, one in enumerate(record.quotes)
            ),
        }
    )
    made_by = f"deal-extractor {record.provenance.extractor_version}"
    return annotate(record.document.id, text, gold, hints=hints.places, made_by=made_by)


def _deal(deal: Deal, path: str, hints: _Hints) -> dict[str, Any]:
    anchor = deal.status_trigger or (deal.evidence[0] if not deal.target else None)
    if anchor:
        hints.places[path] = [(anchor.start, anchor.end)]
    target = deal.target
    return {
        "kind": deal.kind,
        "status": deal.status,
        "acquirers": hints.parties(deal.acquirers, f"{path}.acquirers"),
        "target": hints.party(target, f"{path}.target"),
        "sellers": hints.parties(deal.sellers, f"{path}.sellers"),
        "price": hints.money(deal.price, f"{path}.price"),
        "price_disclosed": deal.price_disclosed,
        "price_per_share": hints.money(deal.price_per_share, f"{path}.price_per_share"),
        "stake_percent": deal.stake
        and hints.told(deal.stake.percent, deal.stake.span, f"{path}.stake_percent"),
        "consideration": deal.consideration,
        "announced_on": hints.date(deal.announced_on, f"{path}.announced_on"),
        "closes_on": hints.date(deal.closes_on, f"{path}.closes_on"),
        "prior_funding": hints.money(deal.prior_funding, f"{path}.prior_funding"),
        "valuation": hints.money(deal.valuation, f"{path}.valuation"),
        "investors": hints.parties(deal.investors, f"{path}.investors"),
        "description": target and hints.words(target.description, f"{path}.description"),
        "location": target and hints.words(target.location, f"{path}.location"),
        "evidence": tuple(span.model_dump() for span in deal.evidence),
    }


class _Hints:
    """Gold's form of a value, and the place where it stands noted under its path."""

    def __init__(self) -> None:
        self.places: dict[str, list[Place]] = {}

    def told(self, value: Any, span: Span, path: str) -> Any:
        """``value``, which was read from ``span``."""
        self.places[path] = [(span.start, span.end)]
        return value

    def party(self, party: Party | None, path: str) -> tuple[str, ...] | None:
        """All its names as they stand, the fullest first: a name's blanks are folded, its mention's are not."""
        if party is None:
            return None
        first = {span.text: (span.start, span.end) for span in reversed(party.mentions)}
        self.places[path] = list(first.values())
        mentions = [span.text for span in party.mentions]
        fullest = [text for text in mentions if " ".join(text.split()) == party.name] or [party.name]
        return tuple(dict.fromkeys((*fullest, *mentions)))

    def parties(self, parties: Iterable[Party], path: str) -> tuple[tuple[str, ...] | None, ...]:
        """Each of several."""
        return tuple(self.party(party, f"{path}[{n}]") for n, party in enumerate(parties))

    def money(self, money: Money | None, path: str) -> dict[str, Any] | None:
        """A sum, its bound's words left out."""
        if money is None:
            return None
        told: dict[str, Any] = money.model_dump(exclude={"span", "qualifier_span"})
        self.told(told, money.span, path)
        return told | {"start": money.span.start, "end": money.span.end}

    def date(self, date: DateValue | None, path: str) -> str | None:
        """Its value; one that has none is left out."""
        return None if date is None or date.value is None else str(self.told(date.value, date.span, path))

    def words(self, span: Span | None, path: str) -> str | None:
        """The words themselves."""
        return None if span is None else str(self.told(span.text, span, path))
