"""What of one document is right, wrong, missed or made up: the contract's table, field by field."""

from __future__ import annotations

import operator
from collections.abc import Sequence

from extractor.evaluation.alignment import (
    QUOTE_OVERLAP,
    pair_deals,
    pair_parties,
    pair_quotes,
    same_kind,
    same_parties,
    same_stake,
)
from extractor.evaluation.records import DealRecord, QuoteRecord, Record, Sum, Who
from extractor.evaluation.statements import score_statements
from extractor.evaluation.tally import DocumentScore, Judged, same_phrase


def score_document(document: str, predicted: Record, gold: Record) -> DocumentScore:
    """Compare one document's record with its gold."""
    score = DocumentScore(
        document, rules=predicted.rules, deals_gold=len(gold.deals), deals_predicted=len(predicted.deals)
    )
    score_deals(score, predicted.deals, gold.deals)
    score_quotes(score, predicted.quotes, gold.quotes)
    score_statements(score, predicted, gold)
    return score


NO_DEAL = DealRecord(kind=None, status=None)


def score_deals(score: DocumentScore, predicted: Sequence[DealRecord], gold: Sequence[DealRecord]) -> None:
    """Pair the deals, then count their fillers."""
    pairs, spurious, missed = pair_deals(predicted, gold)
    score.deals_paired = len(pairs)
    for got, wanted in pairs:
        where = str(wanted)
        _score_fillers(score, got, wanted, where)
        score.compare("status", got.status, wanted.status, operator.eq, where, f"{got.path}.status")
        score.compare("kind", got.kind, wanted.kind, same_kind, where, f"{got.path}.kind")
        _score_details(score, got, wanted, where)
        score.judged.append(Judged(same_parties(got, wanted), got.confidence))
    for wanted in missed:
        _score_fillers(score, NO_DEAL, wanted, str(wanted))
    for got in spurious:
        _score_fillers(score, got, NO_DEAL, str(got))
        score.judged.append(Judged(False, got.confidence))


def _score_fillers(score: DocumentScore, got: DealRecord, wanted: DealRecord, where: str) -> None:
    _score_parties(score, "acquirer", got.acquirers, wanted.acquirers, where)
    score.compare("target", got.target, wanted.target, Who.agrees, where)
    _score_parties(score, "seller", got.sellers, wanted.sellers, where)
    for name in ("price", "prior_funding", "valuation"):
        mine, theirs = getattr(got, name), getattr(wanted, name)
        if score.compare(name, mine, theirs, Sum.agrees, where):
            score.detail("qualifier", mine.qualifier, theirs.qualifier, operator.eq, f"{where}: {name}")
    score.compare(
        "stake_percent", got.stake_percent, wanted.stake_percent, same_stake, where, f"{got.path}.stake"
    )
    _score_parties(score, "investors", got.investors, wanted.investors, where)


def _score_parties(
    score: DocumentScore, name: str, got: Sequence[Who], wanted: Sequence[Who], where: str
) -> None:
    pairing = pair_parties(got, wanted)
    for number, _ in pairing.pairs:
        score.right(name, got[number])
    score.note_rest(name, [got[n] for n in pairing.spurious], [wanted[n] for n in pairing.missed], where)


def _score_details(score: DocumentScore, got: DealRecord, wanted: DealRecord, where: str) -> None:
    for name in ("announced_on", "closes_on", "consideration", "price_disclosed"):
        score.detail(name, getattr(got, name), getattr(wanted, name), operator.eq, where)
    score.detail("price_per_share", got.price_per_share, wanted.price_per_share, Sum.agrees, where)
    score.detail("location", got.location, wanted.location, same_phrase, where)


def score_quotes(score: DocumentScore, predicted: Sequence[QuoteRecord], gold: Sequence[QuoteRecord]) -> None:
    """Count the stretches, then the stretches with their speakers."""
    pairing = pair_quotes(predicted, gold, QUOTE_OVERLAP)
    for number, target in pairing.pairs:
        got, wanted = predicted[number], gold[target]
        score.right("quote", got)
        if (got.speaker and wanted.speaker and got.speaker.agrees(wanted.speaker)) or (
            got.speaker is wanted.speaker is None
        ):
            score.right("quote+speaker", got.speaker or got)
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
