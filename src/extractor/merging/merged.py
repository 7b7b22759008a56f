"""The tellings of one deal as one record: what is shown, who says so, and what the others say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, get_args

from extractor.merging.agreement import agree
from extractor.merging.model import Conflict, MergedDeal, Source, StatusAt, Told
from extractor.merging.parties import Cast
from extractor.merging.tellings import Order, Telling
from extractor.schema import DateValue, DealStatus

_SINGLE = (
    "kind",
    "price",
    "price_per_share",
    "price_disclosed",
    "stake",
    "consideration",
    "announced_on",
    "closes_on",
    "prior_funding",
    "valuation",
)
"""Fields of one value; the status, too, has one, but one that changes in time."""
_STAGES = get_args(DealStatus)


def merged_deal(story: Sequence[Telling]) -> MergedDeal:
    """One record of a deal; its tellings are in order, as ``find_stories`` has them."""
    originals = _originals(story)
    cast = Cast(story, originals)
    readings = {
        name: _readings(story, originals, {n: getattr(telling.deal, name) for n, telling in enumerate(story)})
        for name in ("status", *_SINGLE)
    }
    shown: dict[str, object] = {name: told[0] if told else None for name, told in readings.items()}
    targets = _readings(story, originals, cast.targets())
    target = targets[0].value if targets else None
    readings["target"] = [cast.named(told) for told in targets]
    readings["status"] = list(_of_latest_date(story, readings["status"]))
    fields = shown | {
        "id": sha256(f"{story[0].document.sha256}|{story[0].number}".encode()).hexdigest()[:16],
        "status_history": tuple(_history(story, originals)),
        "target": None if target is None else cast.target(target),
        "acquirers": cast.acquirers(target),
        "sellers": cast.sellers(),
        "investors": cast.investors(),
        "conflicts": tuple(
            Conflict(field=name, readings=tuple(told))
            for name, told in sorted(readings.items())
            if len(told) > 1
        ),
        "sources": tuple(_source(telling, originals[n]) for n, telling in enumerate(story)),
    }
    return MergedDeal.model_validate(fields)


def _originals(story: Sequence[Telling]) -> list[int | None]:
    """For each telling the place of the first in the story of whose document its own is a copy."""
    firsts: dict[str, int] = {}
    places = (firsts.setdefault(telling.family, n) for n, telling in enumerate(story))
    return [place if place != n else None for n, place in enumerate(places)]


def _readings(
    story: Sequence[Telling], originals: Sequence[int | None], values: dict[int, Any]
) -> list[Told[Any]]:
    """The different values, each with who tells it; the one to be shown first, the others newest first."""
    told = {n: value for n, value in values.items() if _is_told(value)}
    for copy in [n for n in told if (first := originals[n]) in told and agree(told[n], told[first])]:
        del told[copy]
    groups: list[list[int]] = []
    for n in sorted(told, key=lambda n: _newest_first(story[n], told[n])):
        for group in groups:
            if agree(told[group[0]], told[n]):
                group.append(n)
                break
        else:
            groups.append([n])
    if not groups:
        return []
    date = story[groups[0][0]].document.published
    votes = [len({story[n].family for n in group if story[n].document.published == date}) for group in groups]
    shown = groups.pop(votes.index(max(votes)))
    return [Told(value=told[group[0]], told_by=tuple(group)) for group in (shown, *groups)]


def _of_latest_date(story: Sequence[Telling], statuses: Sequence[Told[Any]]) -> Iterator[Told[Any]]:
    """What was told of the status on the date of the shown one: only this contradicts itself."""
    date = story[statuses[0].told_by[0]].document.published
    for told in statuses:
        if places := tuple(n for n in told.told_by if story[n].document.published == date):
            yield Told(value=told.value, told_by=places)


def _newest_first(telling: Telling, value: object) -> tuple[int, int, int, Order]:
    """Latest date, then the status that is further on, then the deal told earlier in its article."""
    stage = _STAGES.index(value) if value in _STAGES else 0
    return -telling.day_published, -stage, telling.number, telling.order


def _is_told(value: object) -> bool:
    return value is not None and not (isinstance(value, DateValue) and value.value is None)


def _history(story: Sequence[Telling], originals: Sequence[int | None]) -> Iterator[StatusAt]:
    """Each status at each date, in the order of the story, which is that of time."""
    told: dict[tuple[str | None, Any], list[int]] = {}
    for n, telling in enumerate(story):
        original = originals[n]
        if original is None or story[original].deal.status != telling.deal.status:
            told.setdefault((telling.document.published, telling.deal.status), []).append(n)
    for (published, status), places in told.items():
        yield StatusAt(published=published, status=status, told_by=tuple(places))


def _source(telling: Telling, original: int | None) -> Source:
    document, deal = telling.document, telling.deal
    return Source(
        id=document.id,
        sha256=document.sha256,
        title=document.title,
        published=document.published,
        source=document.source,
        deal=telling.number,
        deal_id=deal.id,
        repeats=original,
        evidence=deal.evidence,
        confidence=deal.confidence,
    )
