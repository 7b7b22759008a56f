"""Owners told in passing: what became part of whom, who is the new owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument, DealCandidate, Status
from extractor.fields.clauses import complements, modifiers, subject
from extractor.fields.deals.proposals import (
    amount_of,
    buyers_of,
    is_passive,
    is_target,
    propose,
    sellers_of,
    verbs_of,
)
from extractor.fields.phrases import HYPHENS, TIMES, Reader, Thing
from extractor.fields.status import status_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_BECOMES = re.compile(
    r"\b(?:will\s(?:continue\sto\s)?(?:operate|run)\sas|bec(?:ame|omes?|oming)|ha(?:s|ve|d)\sbeen(?=[^.;]{1,60}\ssince\b))\s(?:an?\s)?(?:(?:wholly[\s-]owned|full)\s)?(?:part|unit|subsidiary|division|arm)\sof\s(?!(?:the\s)?(?:S&P|Dow|FTSE|Nasdaq|Nifty|Russell|MSCI|DAX)\b)"
)
_NEW_OWNER = re.compile(
    r"\bnew\s(?:(?:majority|private equity|[A-Z][a-z]{2,12})\s)?(?:owner|parent(?:\scompany)?)\b"
)


def becomes_part_of(reader: Reader) -> Iterator[DealCandidate]:
    """``[Bolt](target) became part of [Acme](acquirer) in 2015.``"""
    for match in _BECOMES.finditer(reader.text):
        verb = reader.doc[reader.token_at(match.start())]
        who = subject(reader, verb)
        buyers = buyers_of(reader.thing(reader.after(match.end()), reader.end_of(verb.i)).parties)[:1]
        if verb.i in reader.quoted or who is None or not _may_change_hands(who) or not buyers:
            continue
        if buyers[0].entity is not None and buyers[0].entity.type == "company":
            past = verb.lemma_.lower() == "have"
            status = Status("completed", verb.idx, match.end(), "tense") if past else status_of(reader, verb)
            yield from propose(verb, status, buyers, who)


_MODIFIES = frozenset(["ADJ", "NOUN", "NUM", "PROPN"])


def apposed_as_bought(reader: Reader) -> Iterator[DealCandidate]:
    """``The app comes from [Bolt](target), a startup [Acme](acquirer) bought in 2014.``"""
    for verb, after in verbs_of(reader, "buy"):
        if verb.tag_ not in {"VBD", "VBN"} or is_passive(verb):
            continue
        buyer, target = _beside(reader, verb)
        found = complements(reader, after)
        thing = found.object
        own = thing is not None and (thing.parties or (thing.noun not in {"", *TIMES} and not thing.counted))
        if buyer is None or target is None or own:
            continue
        told = Thing(verb.i, verb.i, (target,))
        price = amount_of(found, "for", "in", "at")
        yield from propose(
            verb, status_of(reader, verb), buyers_of((buyer,)), told, sellers_of(found.party("from")), price
        )


def _beside(reader: Reader, verb: Token) -> tuple[Argument | None, Argument | None]:
    """Who buys by the words before the verb, and the name of which the noun before that is told."""
    doc, i = reader.doc, verb.i - 1
    while i > 0 and (doc[i].pos_ == "AUX" or doc[i].pos_ == "ADV"):
        i -= 1
    buyer = reader.entities.mention_at(i)
    k = buyer.first - 1 if buyer is not None else 0
    k -= k > 0 and doc[k].lower_ in {"that", "which"}
    if buyer is None or k < 3 or doc[k].tag_ != "NN" or not reader.is_company_noun(doc[k]):
        return None, None
    while k > 2 and (doc[k].pos_ in _MODIFIES or doc[k].text in HYPHENS):
        k -= 1
    apposed = doc[k].lower_ in {"a", "an", "the"} and doc[k - 1].text == ","
    return (reader.named(i), reader.named(k - 2)) if apposed else (None, None)


def new_owner_of(reader: Reader) -> Iterator[DealCandidate]:
    """``[Bolt](target)'s new owner, [Acme](acquirer), will cut jobs.``"""
    doc = reader.doc
    for match in _NEW_OWNER.finditer(reader.text):
        noun = doc[reader.token_at(match.end() - 1)]
        after = noun.i + 1
        if noun.i in reader.quoted or after >= len(doc):
            continue
        before = modifiers(reader, noun)
        if doc[after].lower_ == "of":
            thing = reader.thing(after + 1, reader.end_of(noun.i))
            i = before.first - 1
            named = reader.named(i - 1) if i > 0 and doc[i].text == "," else None
        else:
            thing = Thing(before.first, noun.i, before.owner)
            named = reader.named(after + 1 if doc[after].text in {",", ":"} else after)
        if named is not None and _may_change_hands(thing):
            status = Status("completed", noun.idx, noun.idx + len(noun), "word")
            yield from propose(noun, status, buyers_of((named,)), thing)


def _may_change_hands(thing: Thing) -> bool:
    return bool(thing.parties) and all(p.entity is not None and is_target(p, None) for p in thing.parties)
