"""Financings and valuations: who raised how much from whom, and who is worth what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.mentions.bundle import Mentions
from extractor.mentions.money import MoneyMention
from extractor.resolve import Entities, Entity, antecedent

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_RAISED = re.compile(
    r"\b(?:raised|raises|raising|secured|secures|securing|closed|closes|received|landed|scored|scores|bagged)\b",
    re.I,
)
_FUNDING = re.compile(
    r"\b(?:funding|financing|round|series [a-k]\b|seed|investors?|venture capital|equity|raised|to date)",
    re.I,
)
_NOT_FUNDING = re.compile(
    r"\b(?:revenues?|profits?|loss|acqui\w+|fine|forecast|guidance|dividend|offer|bid|stake in)\b", re.I
)
_BACKED_BY = re.compile(
    r"\b(?:backed by|investors (?:that |who )?includ\w+|backers includ\w+|counts? .{0,40} among its investors)\b",
    re.I,
)
_FROM = re.compile(
    r"\b(?:from|led by|co-led by|participation from|participation of|including|included|includes|backed by|include)\b",
    re.I,
)
_VALUED = re.compile(
    r"\b(?:valued (?:at|it at)|valu(?:es|ing|ed) [^.;$€£]{2,60} at|valuation (?:of|was|at|to|is)|valuation|market (?:value|cap(?:itali[sz]ation)?) (?:of|is|was)|worth)"
    r"\s*(?:just|about|around|over|more than|nearly|upwards of|up to|under|roughly|approximately|some|at least|almost|an estimated|a|the)?(?:\s+of)?\s*$",
    re.I,
)
_ROUND = re.compile(r"\b(?:(pre-seed)|(seed)|(series [a-k])\b|(debt)|(grant)|(IPO))", re.I)
_TOTAL = re.compile(r"\b(?:total|to date|so far|in all|has raised|had raised|have raised|altogether)\b", re.I)


@dataclass(frozen=True, slots=True)
class FinancingCandidate:
    """A company raised money, or is backed by somebody."""

    company: Entity
    money: MoneyMention | None
    round: str | None
    investors: tuple[Entity, ...]
    leads: tuple[Entity, ...]
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class ValuationCandidate:
    """A company is worth an amount."""

    company: Entity
    money: MoneyMention
    basis: str | None
    start: int
    end: int
    rule: str


def _companies(sent: Span, entities: Entities, first: int, last: int) -> list[Entity]:
    found: list[Entity] = []
    for i in range(first, last):
        entity = entities.at(i)
        if entity is not None and entity.type != "place" and entity not in found:
            found.append(entity)
    return found


def _subject_of(sent: Span, entities: Entities, before: int) -> Entity | None:
    """The company that the clause before character ``before`` speaks of."""
    subjects = [t for t in sent if t.dep_ in {"nsubj", "nsubjpass"} and t.idx < before]
    for token in reversed(subjects):
        entity = entities.at(token.i)
        if entity is not None and entity.type in {"company", "other"}:
            return entity
        if token.lower_ in {"it", "company", "startup", "firm", "which"} or (
            token.pos_ == "NOUN" and any(c.lower_ == "the" for c in token.lefts)
        ):
            found = antecedent(token, entities)
            if found is not None:
                return found
    named = [e for t in sent if t.idx < before and (e := entities.at(t.i)) and e.type in {"company", "other"}]
    return named[0] if named else None


def find_financings(doc: Doc, mentions: Mentions, entities: Entities) -> Iterator[FinancingCandidate]:
    """Statements of money raised, and of backers."""
    for sent in doc.sents:
        text = sent.text
        inside = [m for m in mentions.money if sent.start_char <= m.start < sent.end_char and not m.converts]
        if _RAISED.search(text) and _FUNDING.search(text):
            for money in inside:
                lead = doc.text[max(sent.start_char, money.start - 70) : money.start]
                tail = doc.text[money.end : min(sent.end_char, money.end + 50)]
                if not (
                    _RAISED.search(lead) or re.match(r"\s*(?:in |series|seed|round|funding|from)", tail, re.I)
                ) or _NOT_FUNDING.search(lead[-40:]):
                    continue
                if _VALUED.search(doc.text[max(0, money.start - 45) : money.start]) or re.match(
                    r"\s*(?:\w+-money\s*)?valuation", tail
                ):
                    continue
                company = _subject_of(sent, entities, money.start)
                if company is None:
                    continue
                window = doc.text[money.start - 60 : money.end + 60]
                kind = _ROUND.search(window)
                which = next((g for g in kind.groups() if g), None) if kind else None
                name = (
                    None
                    if which is None
                    else which.title()
                    if which.lower().startswith("series")
                    else which.lower()
                )
                if name is None and _TOTAL.search(text):
                    name = "total"
                backers = _investors(doc, sent, entities, money.end, company)
                yield FinancingCandidate(
                    company, money, name, backers, (), sent.start_char, sent.end_char, "raised_amount_from"
                )
        if (m := _BACKED_BY.search(text)) and not inside:
            company = _subject_of(sent, entities, sent.start_char + m.start())
            if company is not None:
                backers = _investors(doc, sent, entities, sent.start_char + m.start(), company)
                if backers:
                    yield FinancingCandidate(
                        company, None, None, backers, (), sent.start_char, sent.end_char, "backed_by"
                    )
    for token in doc:
        if token.lower_ in {"backed", "-backed"} and token.i > 1 and doc[token.i - 1].text in {"-", "‑"}:
            backer = entities.at(token.i - 2)
            owned = next(
                (
                    e
                    for t in doc[token.i + 1 : token.i + 8]
                    if t.sent == token.sent and (e := entities.at(t.i)) and e.type in {"company", "other"}
                ),
                None,
            )
            if backer is not None and owned is not None and owned != backer:
                yield FinancingCandidate(
                    owned,
                    None,
                    None,
                    (backer,),
                    (),
                    token.sent.start_char,
                    token.sent.end_char,
                    "hyphen_backed",
                )


def _investors(doc: Doc, sent: Span, entities: Entities, at: int, company: Entity) -> tuple[Entity, ...]:
    """The names in the list after "from", "led by", "including"."""
    m = _FROM.search(doc.text, at, sent.end_char)
    if m is None:
        return ()
    found: list[Entity] = []
    for token in sent:
        if token.idx < m.end():
            continue
        entity = entities.at(token.i)
        if (
            entity is None
            and (
                (token.pos_ in {"VERB", "AUX"} and token.lower_ not in {"including", "led", "included"})
                or token.text in {";", "(", "—"}
                or token.lower_ in {"at", "when", "after", "which", "to"}
            )
            and found
        ):
            break
        if entity is not None and entity.type != "place" and entity != company and entity not in found:
            found.append(entity)
    return tuple(found)


def find_valuations(doc: Doc, mentions: Mentions, entities: Entities) -> Iterator[ValuationCandidate]:
    """Statements of a company's worth."""
    for money in mentions.money:
        if money.per_share or money.converts:
            continue
        start = (
            money.qualifier_start
            if money.qualifier_start is not None and money.qualifier_start < money.start
            else money.start
        )
        lead = doc.text[max(0, start - 90) : start]
        tail = doc.text[money.end : money.end + 30]
        match = _VALUED.search(lead)
        after = re.match(
            r"\s*(?:\([^)]*\)\s*)?(?:(?:pre|post)-money )?(?:valuation|market (?:cap|value))", tail
        )
        if match is None and after is None:
            continue
        token = next((t for t in doc.char_span(money.start, money.end, alignment_mode="expand") or ()), None)
        if token is None:
            continue
        sent = token.sent
        company = None
        words = match.group() if match else ""
        if re.search(r"\bvalu(?:es|ing|ed)\b", words) and " at" in words:
            span_start = start - len(lead) + match.start() if match else start
            company = next((e for t in sent if span_start <= t.idx < start and (e := entities.at(t.i))), None)
            if company is None:
                pronoun = next(
                    (
                        t
                        for t in sent
                        if span_start < t.idx < start and t.lower_ in {"it", "company", "startup", "firm"}
                    ),
                    None,
                )
                company = antecedent(pronoun, entities) if pronoun is not None else None
        if (
            company is None
            and re.search(r"\bdeal|transaction|stake|contract|shares|assets|bid|offer\b", lead[-45:], re.I)
            and "worth" in words
        ):
            continue
        company = company or _subject_of(sent, entities, start)
        if company is None or company.type in {"person", "place"}:
            continue
        basis = (
            "market"
            if re.search("market", words + tail)
            else "deal"
            if re.search(r"\b(?:deal|offer|bid|transaction|takeover)\b", lead)
            else "round"
            if _FUNDING.search(lead + tail)
            else None
        )
        yield ValuationCandidate(company, money, basis, sent.start_char, sent.end_char, "valued_at_amount")


def fold_financings(found: list[FinancingCandidate]) -> list[FinancingCandidate]:
    """The statements, repeats left out."""
    kept: list[FinancingCandidate] = []
    for f in found:
        if not any(
            k.company == f.company
            and (k.money and k.money.amount) == (f.money and f.money.amount)
            and set(f.investors) <= set(k.investors)
            for k in kept
        ):
            kept.append(f)
    return kept


def fold_valuations(found: list[ValuationCandidate]) -> list[ValuationCandidate]:
    """The statements, repeats left out."""
    kept: list[ValuationCandidate] = []
    for v in found:
        if not any(k.company == v.company and k.money.amount == v.money.amount for k in kept):
            kept.append(v)
    return kept


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What the text says of a deal's target from before the deal."""

    prior_funding: MoneyMention | None = None
    valuation: MoneyMention | None = None
    investors: tuple[Entity, ...] = ()


def target_facts(
    target: Entity | None,
    financings: list[FinancingCandidate],
    valuations: list[ValuationCandidate],
    price: MoneyMention | None,
    valued: set[Entity],
) -> TargetFacts:
    """The target's funding, worth and backers; ``valued`` holds the targets whose worth a deal has already."""
    if target is None:
        return TargetFacts()
    mine = [f for f in financings if f.company == target]
    total = next((f for f in mine if f.money and f.round == "total"), None) or next(
        (f for f in mine if f.money), None
    )
    value = next(
        (v for v in valuations if v.company == target and v.basis != "deal" and v.money != price), None
    )
    if target in valued:
        value = None
    if value is not None:
        valued.add(target)
    return TargetFacts(
        total.money if total else None,
        value.money if value else None,
        tuple(dict.fromkeys(i for f in mine for i in f.investors)),
    )
