"""Selling: who sells what to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument, DealCandidate, Status
from extractor.fields.clauses import (
    Complements,
    Modifiers,
    complements,
    modifiers,
    named_by,
    passive_subject,
    subject,
)
from extractor.fields.deals.proposals import (
    amount_of,
    buyers_of,
    counterparty,
    doer_of,
    governor_of,
    headed_by,
    is_passive,
    nouns_of,
    other_company,
    price_of,
    propose,
    sellers_of,
    verbs_of,
)
from extractor.fields.phrases import HOLDING, TIMES, Reader, Thing, asset_nouns
from extractor.fields.status import status_of
from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_business(thing: Thing) -> bool:
    """Whether a thing sold to nobody named is a business at all, and not wares."""
    return (
        thing.part
        or (thing.brand is not None and thing.owner is not None and _is_no_person(thing.owner))
        or (
            thing.noun not in load_lexicon("asset_plurals")
            and (asset_nouns().get(thing.noun) == "unit" or thing.noun in load_lexicon("sold_alone"))
        )
        or (thing.counted and thing.noun in load_lexicon("asset_plurals") - load_lexicon("wares"))
        or (thing.counted and thing.noun in load_lexicon("places_of_business"))
    )


def _is_no_person(owner: Argument) -> bool:
    return owner.entity is None or owner.entity.type != "person"


def _dealt_with(found: Complements) -> tuple[Argument, ...]:
    """Whom a sale is agreed with: "Acme is selling its mills in a deal with [Bolt]"."""
    agreed = found.things.get("in")
    return (
        found.party("with")
        if agreed is not None and agreed.noun in {"deal", "transaction", "agreement"}
        else ()
    )


def subject_sells_to(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](seller) agreed to sell its [paper business](target) to [Bolt](acquirer).``"""
    for verb, after in verbs_of(reader, "sell"):
        passive = is_passive(verb)
        found = complements(reader, after, nominal=passive)
        thing = passive_subject(reader, verb) if passive else found.object
        if thing is not None and thing.noun in TIMES and not thing.parties:
            thing = None  # "the chain that Acme sold last year to Bolt"
        whom = any(c.dep_ == "dobj" and c.tag_ in {"WDT", "WP"} for c in verb.lefts)
        if thing is None and not passive and whom and verb.dep_ == "relcl" and verb.head.i < verb.i:
            thing = named_by(reader, verb.head)  # "Bolt, which he sold to Acme"
        if (
            thing is not None
            and thing.noun in _RIGHTS
            and reader.doc[min(thing.last, len(reader.doc) - 1)].lower_ == "to"
        ):
            subject_of = reader.thing(thing.last + 1, reader.end_of(verb.i))
            found = complements(reader, subject_of.last, nominal=True)  # "sold the rights to Bolt to Acme"
        buyers = buyers_of(found.party("to") or _dealt_with(found) or counterparty(reader, verb))
        status = status_of(reader, verb)
        priced = bool(found.amounts) or _is_own(reader, thing)
        told = priced or verb.lemma_.lower() in load_lexicon("divesting_verbs")
        weighed = thing is not None and (status.value == "rumored" or told) and _is_company(thing)
        if thing is None or not (buyers or weighed or (is_business(thing) and verb.lemma_.lower() != "spin")):
            continue
        if passive:
            sellers = sellers_of(found.party("by"))
        else:
            who = subject(reader, verb)
            sellers = sellers_of(who.parties) if who else ()
            if who is not None and thing.part and not thing.parties and (theirs := _theirs(reader, who)):
                thing, sellers = replace(thing, parties=theirs), ()
            if who is not None and (owned := _owned_by(reader, who, verb)) and _points(thing):
                thing, sellers = replace(thing, parties=owned[:1], bare=False), sellers or owned[1:]
            if who is not None and thing.bare and thing.definite and not thing.parties:
                insiders = any(t.lower_ in _INSIDERS for t in reader.doc[who.last : verb.i])
                if insiders:  # "Bolt's administrators sold the chain to Acme"
                    thing, sellers = replace(thing, parties=who.parties), ()
            if thing.back or (thing.part and not thing.parties and reader.doc[thing.last].lower_ == "to"):
                thing = other_company(reader, verb, thing, sellers)
            if who is not None and thing.part and buyers and not (thing.parties or thing.definite):
                thing, sellers = replace(thing, parties=who.parties), ()  # "Bolt sells 20% stake to Acme"
        price = amount_of(found, "for", "in", "at") or (thing.money if thing.part else None)
        own = thing.owner is not None and verb.tag_ not in {"VBZ", "VBP"} and thing.noun not in HOLDING
        if buyers and sellers and (price or own) and not thing.bare and thing.noun:
            thing = replace(thing if thing.parties else reader.unit(thing), definite=True)
        if (
            not passive
            and thing is not None
            and thing.back
            and reader.doc[after].lower_ in {"itself", "themselves"}
            and who
        ):
            thing, sellers = who, ()
        planned = weighed and (priced or _MULLS.search(reader.text, status.start, status.end) is not None)
        bare_name = thing.last - thing.first < 2 and not planned
        if not buyers and (bare_name or not (sellers or thing.owner)):
            continue
        if thing.part and any(s.entity == t.entity for s in sellers for t in thing.parties):
            sellers = ()
        yield from propose(verb, status, buyers, thing, sellers, price)


_RIGHTS = frozenset(["licence", "license", "right", "rights"])
_MULLS = re.compile(
    r"\b(?:consider|explor|mull|weigh|look|stud|plann|prepar|hop|want|seek)\w*", re.IGNORECASE
)
"""Cues of a plan to sell, not of what might be: "[considers] selling Bolt", not "if it sells Bolt"."""


def _is_own(reader: Reader, thing: Thing | None) -> bool:
    """Whether an apposition tells that it is the seller's: "wants to sell Bolt[, its] chain of shops"."""
    ahead = reader.doc[thing.last : thing.last + 2] if thing is not None else ()
    return [t.lower_ for t in ahead] == [",", "its"]


_INSIDERS = frozenset(
    ["administrators", "founder", "founders", "heirs", "liquidators", "owner", "owners", "promoter", "promoters", "receivers", "shareholders"]
)  # fmt: skip


def _theirs(reader: Reader, who: Thing) -> tuple[Argument, ...]:
    """Whose insiders sell: "[Bolt] promoters to sell a 26% stake", "promoters of [Bolt] sell"."""
    doc, last = reader.doc, min(who.last, len(reader.doc) - 2)
    if doc[last].lower_ in _INSIDERS or (who.noun in _INSIDERS and doc[last].lower_ != "of"):
        return who.parties or ((who.brand,) if who.brand is not None else (who.owner,) if who.owner else ())
    of = who.noun in _INSIDERS and doc[last].lower_ == "of"
    return reader.thing(last + 1, reader.end_of(last)).parties if of else ()


_OWNING = frozenset(["owner", "owners", "parent"])


def _points(thing: Thing) -> bool:
    """Whether the words only point at what was named before: "it", "the brand"."""
    return not thing.parties and (thing.back or (thing.bare and thing.definite))


def _owned_by(reader: Reader, who: Thing, verb: Token) -> tuple[Argument, ...]:
    """What the subject owns, and its name where that stands behind: "the owner of [Bolt], [Acme], sells it", "[Bolt]'s parent Acme sells it"."""
    if who.noun not in _OWNING:
        return ()
    if who.owner is not None:
        return (who.owner,)
    if reader.doc[who.last].lower_ != "of":
        return ()
    owned = reader.thing(who.last + 1, verb.i)
    named = reader.named(owned.last + 1) if reader.doc[owned.last].text == "," else None
    return (*owned.parties[:1], *sellers_of((named,))) if named is not None else owned.parties[:1]


def _is_company(thing: Thing) -> bool:
    """Whether it is one company by name: "considers selling [Bolt]"."""
    return (
        len(thing.parties) == 1 and (named := thing.parties[0].entity) is not None and named.type == "company"
    )


def sale_of_to(reader: Reader) -> Iterator[DealCandidate]:
    """``The sale of [Bolt](target) to [Acme](acquirer) closed in May.``"""
    for noun in nouns_of(reader, "sell"):
        before = modifiers(reader, noun)
        found = complements(reader, noun.i + 1, nominal=True)
        thing = found.things.get("of")
        weighed = _is_weighed(noun, before)
        buyers = buyers_of(
            found.party("to") or counterparty(reader, noun) or (found.party("with") if weighed else ())
        )
        sellers = sellers_of(found.party("by"))
        if thing is None or not (thing.parties or thing.bare):
            headed = headed_by(reader, noun, before)
            of = (
                before.names[:1]
                or (before.owner if thing is None else ())
                or (headed[1] if headed and headed[0] == "in" else ())
            )
            if (
                not of
                and (buyers or (_is_weighed(noun, before) and not before.definite and not before.words))
                and found.things.get("of") is None
                and not before.definite
                and (verb := governor_of(noun)) is not None
            ):
                # "Bolt has held talks about a sale to Acme", "Core pushed Bolt into a sale to Acme",
                # "Core exited Bolt through a sale to Acme"
                pushed = next((t for t in verb.rights if t.dep_ == "dobj" and t.i < noun.i), None)
                forced = verb.lemma_.lower() in _PUSHES | {"exit"} and pushed is not None
                who = reader.around(pushed) if forced and pushed is not None else subject(reader, verb)
                if verb.lemma_.lower() == "exit" and (leaves := subject(reader, verb)) is not None:
                    sellers = sellers or sellers_of(leaves.parties)
                of = who.parties if who is not None and noun.dep_ in {"dobj", "pobj"} else ()
            if not of:
                continue
            thing = Thing(before.first, noun.i, of)
            if before.names:
                sellers = sellers or sellers_of(before.owner)
        else:
            sellers = sellers or sellers_of(before.owner) or doer_of(reader, noun, before)
        named = any(t.entity is not None for t in thing.parties)
        owned = thing.owner is not None and not before.words & _PLANNED
        if not buyers and not (named or ((sellers or owned) and is_business(thing))):
            continue
        if not buyers and named and not _is_weighed(noun, before):
            sellers = ()
        money = price_of(before, found, "for", "in")
        yield from propose(noun, status_of(reader, noun), buyers, thing, sellers, money)


_PLANNED = frozenset(["planned", "possible", "potential", "proposed"])
_PUSHES = frozenset(["force", "nudge", "press", "prod", "push", "steer"])
_WEIGHING = frozenset(
    ["consider", "discuss", "evaluate", "examine", "explore", "mull", "negotiate", "plan", "plot", "prepare", "pursue", "seek", "study", "weigh"]
)  # fmt: skip


def _is_weighed(noun: Token, before: Modifiers) -> bool:
    """Whether somebody thinks of the sale: "Acme [explores] a sale of Bolt"."""
    verb = governor_of(noun)
    headline = noun.doc[max(before.first - 1, 0)].lower_.removesuffix("s")
    return headline in _WEIGHING or (verb is not None and verb.lemma_.lower() in _WEIGHING)


_OFFERED = re.compile(r"\b(?:up (?:for|to) (?:sale|auction)|on the (?:auction )?block)\b", re.IGNORECASE)


def put_up_for_sale(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](seller) has put its [paper business](target) up for sale.``"""
    doc = reader.doc
    for match in _OFFERED.finditer(reader.text):
        word, end = doc[reader.token_at(match.start())], reader.after(match.end())
        if word.i in reader.quoted:
            continue
        verb = next(
            (
                t
                for t in reversed(doc[max(reader.start_of(word.i), word.i - 13) : word.i])
                if t.lemma_ == "put"
            ),
            None,
        )
        if verb is None:
            continue
        if is_passive(verb):
            thing = passive_subject(reader, verb)
            sellers = sellers_of(complements(reader, end, nominal=True).party("by"))
        else:
            thing = reader.thing(verb.i + 1, word.i)
            who = subject(reader, verb)
            sellers = sellers_of(who.parties) if who else ()
        if thing is not None and not thing.parties and thing.noun and (thing.counted or thing.definite):
            thing = replace(reader.unit(thing), kind="asset_purchase")
        if thing is not None and (sellers or thing.owner) and thing.parties:
            yield from propose(verb, Status("proposed", verb.idx, match.end(), "word"), (), thing, sellers)


_SEEKS_BUYER = re.compile(
    r"\b(?:(?:assess|consider|evaluat|examin|explor|mull|review|stud|weigh)\w*\s(?:[\w-]+\s){0,2}?(?:options|alternatives)\sfor\s|(?:find(?:ing|s)?|found|seek(?:ing|s)?|sought|(?:look|search|hunt)(?:ing|s|ed)?\sfor|lin(?:e|es|ed|ing)\sup)\s(?:(?:an?|new|other|potential|possible)\s){0,2}(?:buyer|purchaser|owner)s?\sfor\s)",
    re.IGNORECASE,
)


def seeks_buyer_for(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](seller) is looking for a buyer for its [paper business](target).``; "weighs options for"."""
    for match in _SEEKS_BUYER.finditer(reader.text):
        verb = reader.doc[reader.token_at(match.start())]
        thing = reader.thing(reader.after(match.end()), reader.end_of(verb.i))
        who = subject(reader, verb)
        sellers = sellers_of(who.parties) if who is not None else ()
        if (
            verb.i in reader.quoted
            or not (sellers or thing.owner)
            or not (is_business(thing) or _is_company(thing))
        ):
            continue
        status = Status("rumored", verb.idx, match.end(), "word")
        yield from propose(verb, status, (), thing, sellers)
