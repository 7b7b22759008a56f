"""Stakes: who takes, raises or sells a part of a company."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.candidate import DealCandidate
from extractor.fields.clauses import Complements, complements, named_before, named_by, subject
from extractor.fields.deals.proposals import amount_of, buyers_of, governor_of, other_company, propose
from extractor.fields.phrases import HOLDING, Reader, Thing
from extractor.fields.status import status_of
from extractor.fields.triggers import trigger_classes
from extractor.lexicon import load_lexicon
from extractor.mentions.money import MoneyMention

if TYPE_CHECKING:
    from spacy.tokens import Token


_SOLD = frozenset(["divest", "dump", "exit", "offer", "offload", "sell"])
"""Verbs that tell a sale without a buyer in every form; the others only of one stake and not as "is cutting", for funds trim many."""
_HOLDING = re.compile("stake|equity|interest|holding|position|investment", re.IGNORECASE)
_PARTS = frozenset(["majority", "minority", "controlling", "equity", "ownership"])
_BUILDS = frozenset(["accumulate", "amass", "build"])
_IN_TALKS = re.compile(
    r"\b(?:in|holds?|held)\s(?:[\w-]+\s){0,2}?(?:talks|discussions|negotiations)\s(?:for|over|about|on)\b",
    re.IGNORECASE,
)


def takes_stake_in(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) raised its stake in [Bolt](target) to 20%.``"""
    sales = {noun.i for noun, what in reader.nouns if what == "sell"}
    for noun in reader.tokens_where(_HOLDING):
        if (
            noun.lower_ not in HOLDING | {"investment", "position"}
            or noun.lower_ in {"shares", "share", "stock"}
            or (noun.lower_ in {"interest", "interests", "position"} and not _is_part(reader, noun))
            or (noun.lower_ == "equity" and noun.head.lower_ in HOLDING)
            or (noun.lower_ == "stakes" and reader.doc[noun.i - 1].lower_ == "the")  # "upping the stakes"
            or noun.i in reader.quoted
            or reader.entities.at(noun.i)
        ):
            continue
        verb = governor_of(noun)
        if verb is None or noun.dep_ == "ROOT":
            yield from _talks_for(reader, noun)
            yield from _headed(reader, noun)
            continue
        lemma = verb.lemma_.lower()
        if lemma == "be" and noun.dep_ == "pobj":
            yield from _talks_for(reader, noun)  # "Acme is in talks for a stake in Bolt"
            continue
        if (
            lemma in trigger_classes("deal_verbs")
            and lemma in {"buy", "acquire", "purchase", "sell"}
            and noun.dep_ in {"dobj", "nsubjpass"}
        ):
            continue
        if noun.head.head.i in sales:
            continue  # "mulls the sale of a stake"
        thing = reader.around(noun)
        who = subject(reader, verb)
        parties = buyers_of(who.parties) if who else ()
        if not thing.parties and thing.part and (held := _in_which(reader, verb)) is not None:
            thing = replace(thing, parties=held.parties)
        thing = other_company(reader, verb, thing, parties)
        if not thing.parties or not thing.part:
            continue
        parties = tuple(p for p in parties if all(p.entity != t.entity for t in thing.parties))
        if lemma in load_lexicon("stake_verbs") and parties:
            thing = _without_owner_before(thing, verb)
            found = complements(reader, thing.last, nominal=True)
            if thing.percent is None and (held := found.things.get("to")) is not None:
                thing = replace(thing, percent=held.percent)
            price = _price(thing, found) or amount_of(
                complements(reader, noun.i + 1, nominal=True), "of", "worth"
            )
            yield from propose(verb, status_of(reader, verb, own=True), parties, thing, (), price)
        elif lemma in load_lexicon("stake_sale_verbs") and parties:
            found = complements(reader, noun.i + 1, nominal=True)
            buyers = buyers_of(found.party("to"))
            if buyers or lemma in _SOLD or (noun.tag_ == "NN" and verb.tag_ != "VBG"):
                price = _price(thing, complements(reader, thing.last, nominal=True))
                yield from propose(verb, status_of(reader, verb), buyers, thing, parties, price)


def _without_owner_before(thing: Thing, verb: Token) -> Thing:
    """The part without an owner who stands before the verb, whose it is not: "[Doe]'s Acme ups Bolt stake"."""
    before = thing.owner is not None and thing.owner.start < verb.idx
    return replace(thing, owner=None) if before else thing


def _in_which(reader: Reader, verb: Token) -> Thing | None:
    """Of whom a relative clause tells that another holds a part: "[Bolt], in which Acme took a 25% stake"."""
    told = any(c.lower_ in {"in", "of"} and any(g.tag_ == "WDT" for g in c.children) for c in verb.lefts)
    return named_by(reader, verb.head) if told and verb.dep_ == "relcl" else None


def _price(thing: Thing, found: Complements) -> MoneyMention | None:
    """What a part costs: told behind it, or as its size, "a [$5 million] stake"."""
    told = amount_of(found, "for", "in", "at", "with")
    return told or (thing.money if thing.money is not None and not thing.money.per_share else None)


def _is_part(reader: Reader, noun: Token) -> bool:
    """Whether "interest" is a part of a company: "a 30% interest", "a controlling interest"; not "all equity interests"."""
    start = reader.start_of(noun.i)
    if any(t.lower_ in {"all", "entire"} for t in reader.doc[max(start, noun.i - 8) : noun.i]):
        return False
    before = reader.doc[max(start, noun.i - 4) : noun.i]
    if noun.lower_ == "position" and noun.head.lemma_.lower() in _BUILDS and noun.dep_ == "dobj":
        return True  # "built a position in Bolt"
    told = any(reader.percent_at(t.i) or t.lower_ in _PARTS for t in before)
    return told or (noun.head.lemma_.lower() in _GROWS and _grown_to(reader, noun))


_GROWS = frozenset(["boost", "cut", "increase", "lift", "lower", "raise", "reduce", "up"])


def _grown_to(reader: Reader, noun: Token) -> bool:
    """Whether it is told what a part becomes: "increase its interest in Bolt [to 70%]"."""
    stop = min(reader.end_of(noun.i), noun.i + 14)
    return any(reader.doc[i - 1].lower_ == "to" and reader.percent_at(i) for i in range(noun.i + 2, stop))


def _talks_for(reader: Reader, noun: Token) -> Iterator[DealCandidate]:
    """ "Acme in talks for stake in Bolt", "Acme is in early talks for a stake in Bolt"."""
    begin = reader.doc[reader.start_of(noun.i)].idx
    found = _IN_TALKS.search(reader.text, begin, noun.idx)
    if found is None:
        return
    thing = reader.around(noun)
    at = reader.token_at(found.start())
    who = named_before(reader, at - (at > 0 and reader.doc[at - 1].pos_ == "AUX"))
    if who is not None and thing.parties and thing.part:
        yield from propose(noun, status_of(reader, noun), buyers_of(who.parties), thing)


def _headed(reader: Reader, noun: Token) -> Iterator[DealCandidate]:
    """ "Acme ups stake in Bolt": a headline whose verb the model takes for a noun."""
    doc, verbs = reader.doc, load_lexicon("stake_verbs")
    for i in range(noun.i - 1, max(reader.start_of(noun.i), noun.i - 4), -1):
        word = doc[i]
        if word.is_lower and word.lower_.endswith("s") and word.lower_[:-1] in verbs:
            buyer, thing = reader.named(i - 1), _without_owner_before(reader.around(noun), word)
            if buyer is not None and thing.parties and thing.part:
                found = complements(reader, thing.last, nominal=True)
                buyers = buyers_of((buyer,))
                yield from propose(
                    word, status_of(reader, word, own=True), buyers, thing, (), _price(thing, found)
                )
            return
