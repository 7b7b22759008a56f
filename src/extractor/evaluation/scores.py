"""What of one document is right, wrong, missed or made up: the contract's table, field by field."""

from __future__ import annotations

import operator
from collections.abc import Sequence

from extractor.evaluation.alignment import (
    pair_deals,
    pair_most,
    pair_parties,
    pair_quotes,
    same_kind,
    same_parties,
    same_stake,
)
from extractor.evaluation.records import DealRecord, QuoteRecord, Record, Sum, Who
from extractor.evaluation.statements import score_statements
from extractor.evaluation.tally import DocumentScore, Judged, same_phrase
from extractor.evaluation.views import QUOTE_OVERLAP, View, seen


def score_document(document: str, predicted: Record, gold: Record, view: View = View.value) -> DocumentScore:
    """Compare one document's record with its gold."""
    score = DocumentScore(
        document, rules=predicted.rules, deals_gold=len(gold.deals), deals_predicted=len(predicted.deals)
    )
    predicted, gold = seen(predicted, view), seen(gold, view)
    score_deals(score, predicted.deals, gold.deals)
    score_quotes(score, predicted.quotes, gold.quotes, QUOTE_OVERLAP[view])
    score_statements(score, predicted, gold)
    return score


NO_DEAL = DealRecord(kind=None, status=None)


def score_deals(score: DocumentScore, predicted: Sequence[DealRecord], gold: Sequence[DealRecord]) -> None:
    """Pair the deals, then count their fillers."""
    pairs, spurious, missed = pair_deals(predicted, gold)
    score.deals_paired = len(pairs)
    for got, wanted in pairs:
        where, deal = str(wanted), DocumentScore(score.document)
        _score_fillers(deal, got, wanted, where)
        for name, agree in (("status", operator.eq), ("kind", same_kind)):
            paths = (f"{got.path}.{name}", f"{wanted.path}.{name}")
            deal.compare(name, getattr(got, name), getattr(wanted, name), agree, where, paths)
        score.deals_exact += not deal.errors
        _score_details(deal, got, wanted, where)
        score.add_deal(deal, wanted.kind, wanted.status)
        score.judged.append(Judged(same_parties(got, wanted), got.confidence))
    for wanted in missed:
        deal = DocumentScore(score.document)
        _score_fillers(deal, NO_DEAL, wanted, str(wanted))
        score.add_deal(deal, wanted.kind, wanted.status)
    for got in spurious:
        deal = DocumentScore(score.document)
        _score_fillers(deal, got, NO_DEAL, str(got))
        score.add_deal(deal, got.kind, got.status)
        score.judged.append(Judged(False, got.confidence))


def _score_fillers(score: DocumentScore, got: DealRecord, wanted: DealRecord, where: str) -> None:
    _score_parties(score, "acquirer", got.acquirers, wanted.acquirers, where)
    score.compare("target", got.target, wanted.target, Who.agrees, where)
    _score_parties(score, "seller", got.sellers, wanted.sellers, where)
    for name in ("price", "prior_funding", "valuation"):
        mine, theirs = getattr(got, name), getattr(wanted, name)
        if score.compare(name, mine, theirs, Sum.agrees, where):
            score.detail("qualifier", mine.qualifier, theirs.qualifier, operator.eq, f"{where}: {name}")
    paths = (got.stake_path, wanted.stake_path)
    score.compare("stake_percent", got.stake_percent, wanted.stake_percent, same_stake, where, paths)
    _score_parties(score, "investors", got.investors, wanted.investors, where)


def _score_parties(
    score: DocumentScore, name: str, got: Sequence[Who], wanted: Sequence[Who], where: str
) -> None:
    if not (got or wanted):
        return
    pairing = pair_parties(got, wanted)
    for number, target in pairing.pairs:
        score.right(name, got[number], wanted[target])
    rest, lost = [got[n] for n in pairing.spurious], [wanted[n] for n in pairing.missed]
    near = pair_most(rest, lost, Who.resembles)
    for number, target in near.pairs:
        score.note(name, rest[number], lost[target], where)
    score.note_rest(name, [rest[n] for n in near.spurious], [lost[n] for n in near.missed], where)


def _score_details(score: DocumentScore, got: DealRecord, wanted: DealRecord, where: str) -> None:
    for name in ("announced_on", "closes_on", "consideration", "price_disclosed"):
        score.detail(name, getattr(got, name), getattr(wanted, name), operator.eq, where)
    score.detail("price_per_share", got.price_per_share, wanted.price_per_share, Sum.agrees, where)
    score.detail("location", got.location, wanted.location, same_phrase, where)


def score_quotes(
    score: DocumentScore, predicted: Sequence[QuoteRecord], gold: Sequence[QuoteRecord], overlap: float
) -> None:
    """Count the stretches, then the stretches with their speakers."""
    pairing = pair_quotes(predicted, gold, overlap)
    for number, target in pairing.pairs:
        got, wanted = predicted[number], gold[target]
        score.right("quote", got, wanted)
        if (got.speaker and wanted.speaker and got.speaker.agrees(wanted.speaker)) or (
            got.speaker is wanted.speaker is None
        ):
            score.right("quote+speaker", got.speaker or got, wanted.speaker or wanted)
        elif got.speaker is None:
            score.note("quote+speaker", None, wanted.speaker, str(wanted))
        else:
            score.note("quote+speaker", got.speaker, wanted.speaker or "nobody", str(wanted))
        score.detail("speaker_title", got.title, wanted.title, same_phrase, str(wanted))
        score.detail("affiliation", got.affiliation, wanted.affiliation, Who.agrees, str(wanted))
    rest = [predicted[number] for number in pairing.spurious]
    lost = [gold[number] for number in pairing.missed]
    near = pair_quotes(rest, lost, 0.0)  # overlapping, but too little: cut short, or run together
    for name in ("quote", "quote+speaker"):
        for number, target in near.pairs:
            score.note(name, rest[number], lost[target])
        for number in near.spurious:
            score.note(name, rest[number], None)
        for target in near.missed:
            score.note(name, None, lost[target])
