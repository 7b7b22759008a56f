"""Owners told in passing: what became part of whom, who is the new owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.fields.candidate import DealCandidate, Status
from extractor.fields.clauses import modifiers, subject
from extractor.fields.deals.proposals import buyers_of, is_target, propose
from extractor.fields.phrases import Reader, Thing
from extractor.fields.status import status_of

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
