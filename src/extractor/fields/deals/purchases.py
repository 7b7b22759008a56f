"""Buying: who buys, takes over or acquires what, said with verbs and nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument, DealCandidate
from extractor.fields.clauses import (
    ASIDE,
    Complements,
    Modifiers,
    complements,
    modifiers,
    named_by,
    passive_subject,
    plan_of,
    subject,
)
from extractor.fields.deals.proposals import (
    amount_of,
    bidding,
    buyers_of,
    buyers_who_agreed,
    counterparty,
    decided_by,
    doer_of,
    governor_of,
    headed_by,
    is_passive,
    issuer_of,
    nouns_of,
    other_company,
    partners_of,
    price_of,
    propose,
    sellers_of,
    verbs_of,
)
from extractor.fields.phrases import TIMES, Reader, Thing, asset_nouns, is_place
from extractor.fields.status import status_of
from extractor.fields.triggers import trigger_classes
from extractor.lexicon import load_lexicon
from extractor.mentions.money import MoneyMention

if TYPE_CHECKING:
    from spacy.tokens import Token


_LEAST = 10_000
"""Units of currency: what is paid for less is no company."""


_UNNAMED = frozenset(["consortium", "group"])
"""Buyers of whom no name is told: "its mill, for which [a consortium] offers $8 million"."""
_GAINED = frozenset(["customer", "user", "subscriber", "client", "talent", "data", "player", "content"])
"""What is acquired that is no company: "customer acquisition"."""
_DEALS = frozenset(["deal", "acquisition", "move", "transaction", "purchase", "takeover", "it", "this"])


def subject_buys_object(reader: Reader) -> Iterator[DealCandidate]:
    """``[Microsoft](acquirer) bought [GitHub](target) for $7.5 billion.``"""
    for verb, after in verbs_of(reader, "buy", "get"):
        if is_passive(verb):
            continue
        found = complements(reader, after)
        thing = found.object
        if trigger_classes("deal_verbs").get(verb.lemma_.lower()) == "get" and not _gets_company(found):
            continue
        if thing is not None:
            thing = _named_of(reader, thing) or thing
        if (
            thing is None
            or thing.noun in TIMES
            or not (thing.parties or thing.bare or thing.part or thing.noun)
        ):
            if verb.dep_ != "relcl" or verb.head.i > verb.i:
                continue
            thing = named_by(reader, verb.head)
        if thing.noun in {"deal", "time"} or _is_trade(reader, thing) or _is_habit(reader, verb, thing):
            continue
        if verb.tag_ == "VBG" and verb.nbor().lower_ == "out" and _takes_stake(reader, verb):
            continue  # "took a stake in Bolt, buying out Core": Core sold it
        if thing.money is not None and not (thing.noun or thing.parties) and "of" in found.things:
            thing = found.things["of"]  # "to buy $64 million of Lane properties"
        who = subject(reader, verb)
        buyers = buyers_of(who.parties) if who else ()
        sellers = sellers_of(found.party("from") or counterparty(reader, verb))
        buyers = buyers_who_agreed(reader, verb, buyers)
        if not buyers and not (who and (who.bare or who.noun in _UNNAMED)):
            continue
        thing = other_company(reader, verb, thing, buyers)
        if (
            thing.noun in {"shares", "stock"}
            and thing.percent is None
            and reader.doc[max(verb.i - 2, 0)].lower_ == "offer"
        ):
            thing = replace(thing, part=False)  # a tender offer to buy Bolt shares
        persons = all(b.entity is not None and b.entity.type == "person" for b in buyers)
        if verb.lemma_ == "take" and persons and not found.amounts:
            continue  # "took over the firm" as its head
        buyers += buyers_of(found.party("along")) or partners_of(reader, buyers, verb)
        price = amount_of(found, "for", "in", "at") or thing.money or _spent(reader, verb)
        if price is None and (plan := plan_of(reader, verb)) is not None:
            price = price_of(plan, found)
        if price is not None or sellers:
            asset = asset_nouns().get(thing.noun) == "asset" and not thing.parties and not thing.part
            thing = replace(reader.unit(thing), kind="asset_purchase") if asset else thing
            thing = replace(thing, definite=True)
        # "Acme and Core are among the parties interested in buying Bolt"
        rivals = len(buyers) > 1 and reader.doc[max(verb.i - 2, 0)].lower_ == "interested"
        for bidders in bidding(buyers, rivals=rivals):
            yield from propose(verb, status_of(reader, verb), bidders, thing, sellers, price)
        for another, its_price in _each_at_its_price(reader, price):
            yield from propose(verb, status_of(reader, verb), buyers, another, (), its_price)
        for another in _each_in_its_year(reader, thing):
            yield from propose(verb, status_of(reader, verb), buyers, another)


def _gets_company(found: Complements) -> bool:
    """Whether what is got is a company, for an amount: "lands [Bolt for $5 million]", not "lands a Bolt order"."""
    thing = found.object
    named = thing is not None and not thing.noun and bool(thing.parties)
    companies = named and all(
        p.entity is not None and p.entity.type == "company" for p in (thing.parties if thing else ())
    )
    return companies and amount_of(found, "for") is not None


_STRING_OF = re.compile(
    r"(?:an?\s)?(?:[a-z]{3,10}\s)?(?:string|number|host|series|handful|couple|raft|slew|range|group|dozens|scores|hundreds|clutch|spate)\sof\s(?:[a-z-]{2,15}\s){0,3}?[a-z]{3,15}s(?=,?\s)"
)
"""Many of a kind: "[a string of small companies], including Bolt"."""


def _named_of(reader: Reader, thing: Thing) -> Thing | None:
    """Those that a number of companies names: "bought rivals [such as Bolt and Core]", "two makers last year, [Bolt and Core]"."""
    if thing.last <= thing.first or any(p.entity is not None for p in thing.parties):
        return None
    start = reader.doc[thing.first].idx
    several = _STRING_OF.match(reader.text, start)
    last = reader.doc[reader.token_at(several.end() - 1) if several else thing.last - 1]
    plural = last.tag_ == "NNS" and reader.is_company_noun(last)
    match = _LISTING.match(reader.text, last.idx + len(last)) if plural else None
    if match is None and plural and thing.counted and (named := _named_next(reader, last)) is not None:
        return named
    if match is None or (match["set_off"] and not thing.counted):
        return None
    listed = reader.thing(reader.after(match.end()), reader.end_of(last.i))
    return listed if any(p.entity is not None for p in listed.parties) else None


_NEXT = re.compile(
    r"\s*(?:(?:The|These|Those)\s(?:\w+\s)?(?:banks|businesses|companies|firms)|They|These|Those)\s(?:are|were|include)\s"
)


def _named_next(reader: Reader, last: Token) -> Thing | None:
    """Those that the next sentence names: "bought four banks. [The banks are] Bolt, Core and Dell"."""
    end = reader.end_of(last.i)
    found = _NEXT.match(reader.text, reader.char_end(end))
    if found is None:
        return None
    at = reader.after(found.end())
    named = reader.thing(at, reader.end_of(at))
    return named if any(p.entity is not None for p in named.parties) else None


_TIME = r"\s(?:in\s(?:(?:early|late|mid)[\s-])?(?:[A-Z][a-z]{2,8}\s?)?(?:(?:19|20)\d\d)?|last\s[a-z]{4,9}|this\s[a-z]{4,9}|earlier\s[a-z]{2,4}\s[a-z]{4,5}|an?\s[a-z]{4,5}\s(?:later|earlier|ago))"
_THEN = re.compile(rf"{_TIME}(?:,\sand|,|\sand)\s(?=[A-Z])")
_IN_TIME = re.compile(_TIME)


def _each_in_its_year(reader: Reader, thing: Thing) -> Iterator[Thing]:
    """What else is bought, each with its time: "bought Bolt in 2012, [Core in 2014] and [Dell in 2016]"."""
    for _ in range(6):
        end = reader.doc[thing.last - 1]
        then = _THEN.match(reader.text, end.idx + len(end))
        if then is None:
            return
        first = reader.after(then.end())
        mention, named = reader.entities.mention_at(first), reader.named(first)
        if mention is None or named is None or not _IN_TIME.match(reader.text, mention.end):
            return
        thing = Thing(first, mention.last, (named,))
        yield thing


_AND = re.compile(r"(?:\sin\s(?:[A-Z]\w+\s)?(?:19|20)\d\d)?(?:,?\sand|,)\s(?=[A-Z])")


def _each_at_its_price(
    reader: Reader, price: MoneyMention | None
) -> Iterator[tuple[Thing, MoneyMention | None]]:
    """What else is bought, each for an amount: "for $5 billion, [Core for $9 billion] and [Dell in 2013 for $2 billion]"."""
    for _ in range(6):
        match = _AND.match(reader.text, price.end) if price is not None else None
        if match is None:
            return
        first = reader.after(match.end())
        thing = reader.thing(first, reader.end_of(first))
        found = complements(reader, thing.last, nominal=True)
        if not any(p.entity is not None for p in thing.parties) or "by" in found.things:
            return
        price = amount_of(found, "for")
        if price is None:
            return
        yield thing, price


_NAME = r"[A-Z][\w.&’'-]{0,30}(?:\s[A-Z][\w.&’'-]{0,30}){0,3}"
_STOCK = re.compile(
    rf"(?:(?:,\s{_NAME}){{0,6}},?\s(?:and|&)\s{_NAME}|,\s{_NAME},?\s(?:and|&)\s[a-z]{{2,20}})\s(?:[Ss]tocks?|[Ss]hares)\b"
)
"""The end of a list, in a headline with its last name in small letters: "[, Bolt, and core stock]"."""


def _takes_stake(reader: Reader, verb: Token) -> bool:
    """Whether the sentence tells before it that a part of a company is taken."""
    before = reader.doc[reader.start_of(verb.i) : verb.i]
    return any(t.lower_ in {"stake", "holding", "shareholding"} for t in before)


def _is_habit(reader: Reader, verb: Token, thing: Thing) -> bool:
    """Whether it is what a company is for: "Acme is a mining company [acquiring] a portfolio of permits"."""
    named = any(p.entity is not None for p in thing.parties) or thing.owner is not None
    told = verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.head.dep_ == "attr"
    return told and not named and reader.is_company_noun(verb.head)


def _is_trade(reader: Reader, thing: Thing) -> bool:
    """Whether a fund buys some stock of each: "buys Acme, Bolt and [Core stock]"."""
    end = reader.doc[thing.last - 1]
    return len(thing.parties) > 0 and _STOCK.match(reader.text, end.idx + len(end)) is not None


def object_bought_by(reader: Reader) -> Iterator[DealCandidate]:
    """``[GitHub](target) was acquired by [Microsoft](acquirer) in 2018.``"""
    for verb, after in verbs_of(reader, "buy"):
        if not is_passive(verb):
            continue
        found = complements(reader, after, nominal=True)
        thing = passive_subject(reader, verb)
        price = amount_of(found, "for", "in", "at")
        buyers = buyers_of((*found.party("by"), *found.party("along")))
        if not buyers and "by" not in found.things and thing is not None:
            buyers = _who_has(reader, verb, thing)
        yield from propose(
            verb,
            status_of(reader, verb),
            buyers,
            thing,
            sellers_of(found.party("from")),
            price,
        )


_HAS = frozenset(
    ["add", "comprise", "control", "have", "include", "integrate", "manage", "operate", "own", "run", "span"]
)
"""What one does with companies of one's own."""
_OWN = frozenset(
    ["acquisition", "arm", "brand", "business", "chain", "company", "division", "holding", "label", "operation", "portfolio", "purchase", "subsidiary", "unit"]
)  # fmt: skip


def _who_has(reader: Reader, verb: Token, thing: Thing) -> tuple[Argument, ...]:
    """Whose what was bought is: "[Acme] owns Bolt, acquired in 2015", "[Acme]'s brands include Bolt, bought last year"."""
    for head in verb.ancestors:
        if head.lemma_.lower() not in _HAS or head.i > thing.first:
            continue
        told = next((c for c in head.lefts if c.dep_ == "nsubj"), None)
        if told is not None and told.lemma_.lower() in _OWN:
            return buyers_of(modifiers(reader, told).owner)
        who = subject(reader, head)
        return buyers_of(who.parties) if who is not None and who.last <= head.i else ()
    return ()


_BEFORE_BID = frozenset(
    ["to", "has", "have", "had", "will", "would", "may", "might", "could", "not", "is", "are", "was", "were"]
)


def _is_verb(bid: Token) -> bool:
    """Whether "bid" is a verb: "to bid", "had also bid"; in headlines the model takes the noun for one."""
    before = bid.doc[max(bid.i - 2, 0) : bid.i]
    return any(
        t.lower_ in _BEFORE_BID and all(o.pos_ == "ADV" for o in before[k + 1 :])
        for k, t in enumerate(before)
    )


_HOLDERS = frozenset(["shareholders", "stockholders", "holders", "investors"])
_BY_THE_SHARE = re.compile(r"[^;\n]{0,60}?\b(?:per|a|each) share\b")


def _whose_holders(reader: Reader, paid: Thing | None) -> Thing | None:
    """The company whose holders are paid by the share: "to pay [Bolt] shareholders $25 a share"."""
    if paid is None:
        return None
    doc, at = reader.doc, paid.last
    owned = paid.noun in _HOLDERS and paid.owner is not None
    if not owned and not (paid.parties and doc[min(at, len(doc) - 1)].lower_ in _HOLDERS):
        return None
    if not _BY_THE_SHARE.match(reader.text, doc[min(at, len(doc) - 1)].idx):
        return None
    return replace(paid, parties=(paid.owner,), owner=None) if owned and paid.owner else paid


def subject_pays_amount_for(reader: Reader) -> Iterator[DealCandidate]:
    """``[Microsoft](acquirer) is paying $7.5 billion for [GitHub](target).``"""
    for verb, after in verbs_of(reader, "bid"):
        found = complements(reader, after)
        if verb.dep_ == "relcl" and found.money is None and (paid_before := _amount_above(reader, verb)):
            found = replace(found, money=paid_before)  # "the $5 billion that Acme paid for Bolt"
        if found.money is None and found.object is not None and found.object.noun in _SUMS:
            found = replace(found, money=found.amounts.get("of"))  # "paid a cash consideration of $5 million"
        thing = found.things.get("for") or (
            found.things.get("on") if verb.lemma_.lower() in {"splash", "pounce", "spend", "swoop"} else None
        )
        lemma = verb.lemma_.lower()
        paid = lemma == "pay" and _whose_holders(reader, found.object)
        thing = paid or thing
        sellers: tuple[Argument, ...] = ()
        if lemma == "pay" and not paid and verb.dep_ == "relcl" and found.money and found.object:
            sellers = sellers_of(found.object.parties)  # "the $5 billion that Acme paid Core for Bolt"
        if lemma == "pay" and not paid and not sellers and (handed := _handed(reader, found)) is not None:
            sellers, found = handed
            thing = found.things.get("for")
            if thing is None or not (
                any(p.entity for p in thing.parties) or (thing.parties and thing.definite)
            ):
                continue
        if thing is None or not (
            found.money
            or paid
            or _is_priced(verb)
            or lemma in {"swoop", "pounce", "vie", "outbid"}
            or (lemma == "bid" and _is_verb(verb))
        ):
            continue
        if lemma == "invest":
            into = found.things.get("in")
            if not thing.part:
                continue
            if not thing.parties and into is not None:
                thing = replace(thing, parties=into.parties)  # "to invest $5 million in Bolt for a stake"
        each = reader.doc[max(thing.first - 1, 0)].lower_ in {"each", "every"}
        if each:
            thing = replace(thing, part=False)  # "$25 for each share in Bolt"
        if found.money is not None and found.money.amount < _LEAST and not (found.money.per_share or each):
            continue
        money = found.money if found.money and not (found.money.per_share or each) else None
        if _is_priced(verb) and money is None:
            money = _price_after(reader, thing)
        if thing.parties and thing.parties[0].entity is not None and is_place(thing.parties[0].entity):
            continue
        who = subject(reader, verb)
        buyers = buyers_of(who.parties) if who else ()
        if not buyers and not (who and who.bare):
            continue
        thing = other_company(reader, verb, thing, buyers)
        rivals = lemma == "bid" and verb.tag_ == "VBG"  # "Acme and Bolt are bidding for Core"
        status = status_of(reader, verb, bid=lemma in {"bid", "offer", "outbid"})
        for bidders in bidding(buyers, rivals=rivals and len(buyers) > 1):
            yield from propose(verb, status, bidders, thing, sellers, money)


_SUMS = frozenset(["amount", "consideration", "price", "sum", "total"])


def _is_priced(verb: Token) -> bool:
    """Whether it is told what somebody pays: "[the price] that Acme paid for Bolt"."""
    return (
        verb.lemma_.lower() == "pay"
        and verb.dep_ == "relcl"
        and verb.head.lower_ in {"price", "sum", "amount"}
    )


_PRICED = frozenset(["at", "be", "is", "to", "was"])


def _price_after(reader: Reader, thing: Thing) -> MoneyMention | None:
    """What a price is said to be: "the price that Acme paid for Bolt, a mill, [was] about [$5 million]"."""
    stop = min(reader.end_of(thing.last - 1), thing.last + 20)
    at, amount = next(((i, m) for i in range(thing.last, stop) if (m := reader.money_at(i))), (0, None))
    told = any(t.lower_ in _PRICED for t in reader.doc[max(at - 4, thing.last) : at])
    return amount if amount is not None and told and not amount.per_share else None


def _amount_above(reader: Reader, verb: Token) -> MoneyMention | None:
    """The amount that a relative clause is about."""
    head = verb.head.i
    amounts = (reader.money_at(i) for i in range(head, max(head - 5, -1), -1))
    return next((m for m in amounts if m is not None and reader.after(m.end) > head), None)


def _handed(reader: Reader, found: Complements) -> tuple[tuple[Argument, ...], Complements] | None:
    """Who is paid an amount, and what comes after it: "to pay [Core $5 billion] for Bolt"."""
    payee = found.object
    if payee is None or not payee.parties:
        return None
    ahead = range(payee.last, payee.last + 3)  # "about $5 billion"
    amount = next((m for i in ahead if (m := reader.money_at(i)) is not None), None)
    if amount is None or amount.per_share:
        return None
    after = complements(reader, reader.after(amount.end), nominal=True)
    return sellers_of(payee.parties), replace(after, money=amount)


def _modifies_noun(noun: Token) -> bool:
    """Whether another noun follows that it only qualifies: "buyout targets"."""
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    return following is not None and (
        following.tag_ in {"NN", "NNS"} or following.lower_ in {"targets", "offers", "bids"}
    )


def _aside(reader: Reader, before: Modifiers) -> bool:
    """Whether the noun only dates or explains what its sentence tells: "Acme cuts jobs [amid] Bolt takeover"."""
    doc, i = reader.doc, before.first - 1
    return i >= 0 and (doc[i].lower_ in ASIDE or doc[max(i - 1, 0) : i + 1].text.lower() == "ahead of")


def _goes_on(noun: Token) -> bool:
    """Whether the sentence sets a deal beside the one told before: "The deal [follows] the purchase of Bolt"."""
    verb = governor_of(noun)
    return verb is not None and any(c.dep_ == "nsubj" and c.lower_ in _DEALS for c in verb.children)


_DONE_TO = frozenset(["buyout", "buy-out", "takeover", "take-over"])
"""Deals on which the holders of the one that is bought decide: "Bolt shareholders approve Acme [takeover]"."""


def _answers_takeover(reader: Reader, noun: Token, before: Modifiers) -> tuple[Argument, ...]:
    """The company that answers a takeover by the one named before the noun: "[Bolt] rejects Acme takeover"."""
    headed = headed_by(reader, noun, before) if before.names and not before.owner else None
    answers = headed is not None and headed[0] in load_lexicon("bid_answers")
    company = headed is not None and all(p.entity and p.entity.type == "company" for p in headed[1])
    return headed[1] if headed is not None and answers and company else ()


def _is_supply(reader: Reader, noun: Token) -> bool:
    """Whether an agreement is one to supply goods: "a sales and [purchase] agreement for gas"."""
    before = reader.doc[max(noun.i - 2, 0) : noun.i].text.lower()
    return before in {"sale and", "sales and"} and noun.i + 1 < len(reader.doc) and noun.nbor().pos_ == "NOUN"


def acquisition_of(reader: Reader) -> Iterator[DealCandidate]:
    """``[Microsoft](acquirer)'s acquisition of [GitHub](target) surprised few.``"""
    for noun in nouns_of(reader, "buy"):
        before = modifiers(reader, noun)
        if before.words & _GAINED or _is_supply(reader, noun):
            continue
        found = complements(reader, noun.i + 1, nominal=True)
        of = found.things.get("of") or _such_as(reader, noun)
        of = of and (_named_of(reader, of) or of)
        by = buyers_of(found.party("by"))
        thing, buyers = of, by
        if of is None or not (of.parties or of.bare or of.part):
            if by and before.owner:
                thing = Thing(before.first, noun.i, before.owner)
            elif before.names and (talks := _in_talks(reader, noun, before)):
                thing, buyers = Thing(before.first, noun.i, before.names[:1]), (talks,)
            elif noun.lower_ in _DONE_TO and (decider := decided_by(reader, noun, before)):
                thing, buyers = Thing(before.first, noun.i, decider), before.names[:1] or before.owner[:1]
            elif noun.lower_ in _DONE_TO and (answers := _answers_takeover(reader, noun, before)):
                thing, buyers = Thing(before.first, noun.i, answers), before.names[:1]
            elif before.names and not _modifies_noun(noun):
                thing, buyers = Thing(before.first, noun.i, before.names[:1]), by or buyers_of(before.owner)
            else:
                thing = _was(reader, noun) if before.owner else None
                buyers = buyers_of(before.owner)
        elif not buyers:
            buyers = buyers_of(before.owner) or buyers_of(before.names)
        if thing is None:
            continue
        if not buyers and not before.owner and not (thing is not of and _aside(reader, before)):
            buyers = doer_of(reader, noun, before)
        if not buyers and thing.kind == "asset_purchase" and noun.lower_ == "purchase":
            continue  # "a purchase from Bolt of radio products"
        itself = thing.back and any(b.entity == p.entity for b in buyers for p in thing.parties)
        if buyers and (itself or (thing.bare and thing.definite and not thing.parties)):
            thing = other_company(reader, noun, thing, buyers)  # "Acme's purchase of the mill operator"
        price = price_of(before, found, "for", "in")
        for c in propose(
            noun, status_of(reader, noun), buyers, thing, sellers_of(found.party("from")), price
        ):
            yield replace(c, continues=not buyers and _goes_on(noun))
        for another in _each_in_its_year(reader, thing) if buyers else ():
            yield from propose(noun, status_of(reader, noun), buyers, another)


def _in_talks(reader: Reader, noun: Token, before: Modifiers) -> Argument | None:
    """Who talks with the company named before the noun: "[Acme], Bolt takeover talks stall"."""
    following = reader.doc[min(noun.i + 1, len(reader.doc) - 1)]
    comma = before.first - 1
    if following.lower_ not in {"talks", "discussions"} or comma < 1 or reader.doc[comma].text != ",":
        return None
    return reader.named(comma - 1)


def _spent(reader: Reader, verb: Token) -> MoneyMention | None:
    """What is spent or offered: "Acme spent [$5 million] to buy Bolt"."""
    if verb.tag_ != "VB" or verb.head.lemma_.lower() not in {"spend", "pay", "offer", "bid"}:
        return None
    amounts = (reader.money_at(i) for i in range(verb.head.i + 1, verb.i))
    return next((amount for amount in amounts if amount is not None and not amount.per_share), None)


_NAMING = re.compile(
    r"(?::|,?\s(?:such as|like|(?:have |has )?includ(?:e|es|ed|ing)|among (?:them|which)(?: is| are| was| were)?))\s(?:(?:that|those) of\s)?",
    re.IGNORECASE,
)


_WAS = re.compile(
    r"(?:\s(?:to date|so far|ever|yet))?\s(?:was|is|remains|were)\s(?:in (?:19|20)\d\d\s)?(?:(?:that\s)?of\s)?(?=(?:[a-z][\w-]*\s){0,4}[A-Z])"
)


_LISTING = re.compile(rf"(?:{_TIME})?(?:{_NAMING.pattern}|(?P<set_off>,)\s(?=[A-Z]))", re.IGNORECASE)


def _was(reader: Reader, noun: Token) -> Thing | None:
    """What an acquisition is said to be: "Acme's biggest acquisition was [Bolt]"."""
    match = _WAS.match(reader.text, noun.idx + len(noun))
    if match is None:
        return None
    thing = reader.thing(reader.after(match.end()), reader.end_of(noun.i))
    named = any(p.entity is not None and p.entity.type == "company" for p in thing.parties)
    return thing if named else None


def _such_as(reader: Reader, noun: Token) -> Thing | None:
    """What is named of several: "acquisitions [such as Bolt and Core]"."""
    match = _LISTING.match(reader.text, noun.idx + len(noun)) if noun.tag_ == "NNS" else None
    if match is None or match["set_off"]:
        return None
    thing = reader.thing(reader.after(match.end()), reader.end_of(noun.i))
    return thing if any(p.entity is not None for p in thing.parties) else None


_STOCKS = frozenset(["share", "stock"])
"""What is purchased of a company without taking it over: "share purchases by Acme"."""


def takeover_by(reader: Reader) -> Iterator[DealCandidate]:
    """``[Bolt](target) agreed to a takeover by [Acme](acquirer).``"""
    for noun in nouns_of(reader, "buy"):
        found = complements(reader, noun.i + 1, nominal=True)
        before = modifiers(reader, noun)
        verb = governor_of(noun)
        buyers = buyers_of(found.party("by", "from"))
        if not buyers and verb is not None and noun.dep_ == "dobj" and not before.names:
            # "Bolt's board backs Acme's takeover"
            answered = verb.lemma_.lower() in load_lexicon("bid_answers")
            buyers = buyers_of(before.owner) if answered else ()
            before = replace(before, owner=())
        if not buyers or ((of := found.things.get("of")) is not None and of.parties):
            continue
        if before.owner or before.names or before.words & _STOCKS:
            continue
        answers = (
            verb is not None
            and noun.dep_ not in {"nsubj", "nsubjpass"}
            and verb.lemma_.lower() not in load_lexicon("say_verbs")
        )
        who = subject(reader, verb) if verb is not None and answers else None
        money = price_of(before, found, "for", "in")
        rivals = reader.doc[min(noun.i + 1, len(reader.doc) - 1)].lower_ in {
            "approaches",
            "bids",
            "interest",
            "offers",
        }
        if who is not None and who.parties:
            for bidders in bidding(buyers, rivals=rivals):
                yield from propose(noun, status_of(reader, noun), bidders, issuer_of(who), (), money)
        else:
            yield DealCandidate(
                noun.i, "acquisition", status_of(reader, noun), buyers, price=money, bare=True
            )


_PRIVATE = re.compile("private", re.IGNORECASE)


def takes_private(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) will take [Bolt](target) private.`` Or Bolt goes private in a deal with Acme."""
    for word in reader.tokens_where(_PRIVATE):
        if word.lower_ != "private" or word.i in reader.quoted:
            continue
        verb = next(
            (
                t
                for t in reversed(reader.doc[max(word.sent.start, word.i - 8) : word.i])
                if t.lemma_ in {"take", "go"}
            ),
            None,
        )
        if verb is None:
            continue
        found = complements(reader, word.i + 1, nominal=True)
        if verb.lemma_ == "go":
            thing, buyers = subject(reader, verb), buyers_of(found.party("with", "by"))
        elif is_passive(verb) or (verb.lower_ == "taken" and verb.i + 1 == word.i):
            thing, buyers = passive_subject(reader, verb), buyers_of(found.party("by"))
        else:
            thing = reader.thing(verb.i + 1, word.i)
            who = subject(reader, verb)
            buyers = buyers_of(who.parties) if who else ()
        if thing is not None and thing.parties and buyers:
            yield from propose(
                verb, status_of(reader, verb), buyers, thing, (), amount_of(found, "for", "in", "at")
            )
