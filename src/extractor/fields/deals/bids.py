"""Bidding: who offers for whom, who answers, what the offer values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument, DealCandidate, Status
from extractor.fields.clauses import Modifiers, complements, modifiers, passive_subject, subject
from extractor.fields.deals.proposals import (
    amount_of,
    bidding,
    buyers_of,
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
)
from extractor.fields.phrases import ORGANS, Reader, Thing
from extractor.fields.status import status_of
from extractor.lexicon import load_lexicon
from extractor.mentions.money import MoneyMention

if TYPE_CHECKING:
    from spacy.tokens import Token


_NEARS = re.compile(
    r"\b(?:near(?:s|ing)?|close to|closing in on|(?:clinch|reach)(?:es|ed)|(?:ink|seal)(?:s|ed)|str(?:ikes|uck))(?: an?| the)?\s*$",
    re.IGNORECASE,
)
"""How far a deal for a company by name has come."""


_MOVES = frozenset(
    ["extend", "improve", "launch", "lift", "lodge", "mull", "plan", "plot", "prepare", "raise", "renew", "revive", "sweeten", "table", "up", "weigh"]
)  # fmt: skip
"""What the maker of a bid does with it, base forms."""
_ENDS_BID = frozenset(["abandon", "denie", "deny", "ditch", "drop", "pull", "scrap", "withdraw"])
_BRINGS = {"approach": "to", "overture": "to", "pursuit": "of", "swoop": "on"}
"""What brings the target of a bid by name, where it is not "for": not "the pursuit of happiness"."""
_BIDDERS = frozenset(["bidder", "suitor"])
_PICKS = frozenset(["choose", "name", "pick", "select"])
"""What a seller does with a bidder."""


_ABOUT = frozenset(
    [
        "takeover",
        "acquisition",
        "buyout",
        "merger",
        "sale",
        "deal",
        "bid",
        "acquiring",
        "buying",
        "combining",
        "merging",
    ]
)


def bid_for(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) made a hostile bid for [Bolt](target).``"""
    for noun in nouns_of(reader, "bid"):
        if noun.lower_ == "approach" and noun.i in reader.quoted:
            continue  # "our Bolt approach to cooking"
        before = modifiers(reader, noun)
        found = complements(reader, noun.i + 1, nominal=True)
        money = price_of(before, found, "of", "worth", "at", "to", "in")
        brought = found.things.get(_BRINGS.get(noun.lemma_.lower(), ""))
        named = brought is not None and (
            any(p.entity for p in brought.parties) or brought.owner or brought.brand
        )
        thing = brought if named else found.things.get("for")
        if thing is None and before.names and (moved := _moves_bid(reader, noun, before)):
            lemma, bidders = moved
            status = status_of(reader, noun, bid=True)
            if lemma in _ENDS_BID:
                status = replace(status, value="terminated")
            yield from propose(
                noun, status, bidders, Thing(before.first, noun.i, before.names[:1]), (), money
            )
            continue
        if thing is None and before.names and (owners := buyers_of(before.owner)) and _is_takeover(noun):
            # "Acme's $5 billion Bolt deal"
            target = Thing(before.first, noun.i, before.names[:1])
            yield from propose(
                noun, _bid_status(reader, noun, noun.lemma_ != "deal"), owners, target, (), money
            )
            continue
        thing = _of_owner(thing) if thing is not None else None
        buyers = (
            buyers_of(found.party("from", "by")) or buyers_of(before.owner) or buyers_of(before.names[:1])
        )
        bid = noun.lower_.rstrip("s") not in {"deal", "play", "swoop"}
        weak = thing is None or not thing.parties
        if weak:
            # "Bolt rejected a bid from Acme", "Bolt agrees to a takeover offer by Acme"
            if not bid or thing or not buyers:
                continue
            thing = _answering(reader, noun, before)
        elif not buyers and (preferred := _named_bidder(reader, noun)):
            buyers = preferred
        elif not buyers:
            buyers = doer_of(reader, noun, before, load_lexicon("bid_answers") - {"consider"} | _PICKS)
        if (
            not buyers
            or thing is None
            or not (
                bid
                or money
                or _is_owned(before, thing)
                or "near" in before.words
                or _NEARS.search(_words_before(reader, before))
            )
        ):
            continue
        thing = other_company(reader, noun, thing, buyers)
        if thing.noun in {"shares", "stock"} and thing.percent is None:
            thing = replace(thing, part=False)  # a tender offer for Bolt shares
        rivals = noun.lower_ in {"bidders", "bids", "offers", "suitors"} and len(buyers) > 1
        if not rivals:
            buyers += partners_of(reader, buyers, noun)
        asked = sellers_of(found.party("to")) if brought is None else ()  # "an offer to Core for Bolt"
        for bidders in bidding(buyers, rivals=rivals):
            for c in propose(
                noun, _bid_status(reader, noun, bid or noun.lower_ == "play"), bidders, thing, asked, money
            ):
                yield replace(c, weak=weak)


def _of_owner(thing: Thing) -> Thing:
    """The company whose shares an offer is for, where none are counted: "an offer for all of [Bolt]'s shares"."""
    uncounted = thing.noun in {"shares", "stock"} and not (thing.parties or thing.percent or thing.counted)
    return replace(thing, parties=(thing.owner,), part=False) if uncounted and thing.owner else thing


_RIVAL = frozenset(["approach", "bid", "counterbid", "offer", "overture", "proposal"])
_MAKES = frozenset(
    ["consider", "file", "lodge", "make", "mull", "place", "plan", "prepare", "submit", "table", "weigh"]
)
_FOR_WHAT = frozenset(["for", "of", "on", "to"])


def rival_bid(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) also lodged a rival bid.``: for the target of the article's main deal."""
    for noun in nouns_of(reader, "bid"):
        if noun.lemma_.lower() not in _RIVAL or noun.i in reader.quoted:
            continue
        found = complements(reader, noun.i + 1, nominal=True)
        to = reader.doc[noun.i + 1 : noun.i + 2].text.lower() == "to"  # "an offer to merge with Bolt"
        if to or _FOR_WHAT & found.things.keys() or modifiers(reader, noun).names:
            continue
        made = next((t for t in noun.rights if t.lower_ in {"made", "submitted", "lodged"}), None)
        source = found if made is None else complements(reader, made.i + 1, nominal=True)
        buyers = buyers_of(source.party("from", "by"))
        verb = governor_of(noun)
        if not buyers and noun.dep_ == "dobj" and verb is not None and verb.lemma_.lower() in _MAKES:
            who = subject(reader, verb)
            buyers = buyers_of(who.parties) if who is not None else ()
            buyers += tuple(b for b in buyers_of(found.party("with")) if buyers and b not in buyers)
        if buyers and all(b.entity is not None and b.entity.type != "person" for b in buyers):
            yield DealCandidate(noun.i, "acquisition", status_of(reader, noun, bid=True), buyers, points=True)


_OF_TAKEOVERS = re.compile(
    r"\b(?:takeovers?|acqui\w+|mergers?|buyouts?|antitrust|regulat\w+|shareholders?|block(?:s|ed)|clos(?:es?|ed|ing)|complet\w+|clear(?:s|ed|ance))\b",
    re.IGNORECASE,
)


def _named_bidder(reader: Reader, noun: Token) -> tuple[Argument, ...]:
    """Who is named as the bidder: "[Acme] was named preferred bidder for Bolt"."""
    verb = governor_of(noun)
    if noun.lower_ not in _BIDDERS or verb is None or not is_passive(verb):
        return ()
    who = passive_subject(reader, verb)
    return buyers_of(who.parties) if who is not None else ()


def _is_takeover(noun: Token) -> bool:
    """Whether a "deal" between two names is no contract: its sentence speaks of takeovers, or of who clears them."""
    return noun.lemma_ != "deal" or _OF_TAKEOVERS.search(noun.sent.text) is not None


def _is_owned(before: Modifiers, thing: Thing | None) -> bool:
    """Whether a "deal" is surely one for a company: "Acme's deal for [Bolt]", not "for Bolt's chips"."""
    named = thing is not None and not thing.noun and thing.owner is None and not thing.back
    return bool(before.owner) and named


def _moves_bid(reader: Reader, noun: Token, before: Modifiers) -> tuple[str, tuple[Argument, ...]] | None:
    """What the maker of a bid does with it, and who that is: "[Acme] drops £1bn Bolt bid"."""
    headed = headed_by(reader, noun, before)
    verb = governor_of(noun)
    lemma = headed[0] if headed else verb.lemma_.lower() if verb is not None and noun.dep_ == "dobj" else ""
    if lemma not in _MOVES | _ENDS_BID:
        return None
    who = subject(reader, verb) if verb is not None else None
    parties = headed[1] if headed else who.parties if who else ()
    bidders = tuple(p for p in buyers_of(parties) if all(p.entity != n.entity for n in before.names))
    return (lemma, bidders) if bidders else None


def _bid_status(reader: Reader, noun: Token, bid: bool) -> Status:
    if noun.lower_.rstrip("s") in _BIDDERS:
        return Status("rumored", noun.idx, noun.idx + len(noun), "word")
    return status_of(reader, noun, bid=bid)


def _words_before(reader: Reader, before: Modifiers) -> str:
    end = reader.doc[before.first].idx
    return reader.text[max(0, end - 30) : end]


_AFTER = frozenset(["after", "on", "following"])
_REACTS = frozenset(
    ["climb", "confirm", "consider", "explore", "jump", "leap", "mull", "rally", "review", "rise", "rocket", "soar", "spike", "study", "surge", "weigh"]
)  # fmt: skip
"""What a company, or its shares, do after an offer for it."""


def _answering(reader: Reader, noun: Token, before: Modifiers) -> Thing | None:
    """Who answers an offer, and so is bid for."""
    headed = headed_by(reader, noun, before)
    if headed is not None and headed[0] in load_lexicon("bid_answers"):
        return Thing(before.first, noun.i, headed[1])
    verb = governor_of(noun)
    if verb is None:
        return None
    if noun.dep_ == "nsubjpass":
        return _answered_by(reader, verb) if verb.lemma_.lower() in load_lexicon("bid_answers") else None
    after = reader.doc[max(before.first - 1, 0)].lower_ in _AFTER
    if verb.lemma_.lower() not in load_lexicon("bid_answers") and not (
        after and verb.lemma_.lower() in _REACTS
    ):
        return None
    who = subject(reader, verb)
    if who is not None:
        if verb.lemma_.lower() == "vote" and who.noun not in ORGANS:
            return None  # "Core, a holder of Bolt shares, votes against Acme's offer"
        who = issuer_of(who)
    return who if who is not None and who.parties else None


def _answered_by(reader: Reader, verb: Token) -> Thing | None:
    """Who answers in the passive: "Acme's offer was rejected by [Bolt]", "by the board of [Bolt]"."""
    by = complements(reader, verb.i + 1, nominal=True).things.get("by")
    if by is None or by.parties or by.noun not in ORGANS:
        return by
    if by.owner is not None:
        return replace(by, parties=(by.owner,))
    of = reader.doc[by.last] if by.last < len(reader.doc) else None
    return reader.thing(by.last + 1, reader.end_of(verb.i)) if of is not None and of.lower_ == "of" else None


_WON = re.compile(
    r"\bw(?:ins?|on|inning)\s(?:(?:an?|the|its|their|bidding|takeover|hard-fought|bitter|heated|hostile|long|months-long|bankruptcy|court|competitive|sealed-bid|\d\S*)\s){0,4}?(?:(?:war|battle|race|contest|fight|tussle|bid)\s(?:for|over)|auction\s(?:for|of)|control\sof)\s",
    re.IGNORECASE,
)


def _found_before(
    reader: Reader, pattern: re.Pattern[str], *prepositions: str
) -> Iterator[tuple[Token, Thing, Thing, MoneyMention | None]]:
    """The verb of each match outside quotations, who does it, the thing behind the match, and the amount of the prepositions."""
    for match in pattern.finditer(reader.text):
        verb = reader.doc[reader.token_at(match.start())]
        thing = reader.thing(reader.after(match.end()), reader.end_of(verb.i))
        who = subject(reader, verb)
        if verb.i not in reader.quoted and who is not None:
            found = complements(reader, thing.last, nominal=True)
            yield verb, who, thing, amount_of(found, *prepositions)


def wins_battle_for(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) wins the bidding war for [Bolt](target).``"""
    for verb, who, thing, money in _found_before(reader, _WON, "for", "in", "at", "with"):
        if thing.kind != "asset_purchase":
            status = Status("announced", verb.idx, verb.idx + len(verb), "word")
            yield from propose(verb, status, buyers_of(who.parties), thing, (), money)


_CONTROL = re.compile(
    r"\b(?:t(?:akes?|aking|ook|aken)|gain(?:s|ed|ing)?|assum(?:es?|ed|ing)|seiz(?:es?|ed|ing)|acquir(?:es?|ed|ing)|secur(?:es?|ed|ing)|obtain(?:s|ed|ing)?)\s(?:(?:full|majority|outright|sole|operational|management)\s){0,2}(?:control|ownership)\sof\s",
    re.IGNORECASE,
)


def takes_control_of(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) takes control of [Bolt](target).``"""
    for verb, who, thing, price in _found_before(reader, _CONTROL, "for", "in", "with"):
        companies = [p.entity for p in thing.parties if p.entity is not None and p.entity.type == "company"]
        buyers = buyers_of(who.parties)
        persons = all(b.entity is not None and b.entity.type == "person" for b in buyers)
        if companies and (price or not persons):
            yield from propose(verb, status_of(reader, verb), buyers, thing, (), price)


_TO_BUY = frozenset(["acquiring", "buying", "purchasing"])
_APPROACH = re.compile(r"\b(?:approach|contact)", re.IGNORECASE)


def approaches_about(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) has approached [Bolt](target) about a takeover.``"""
    doc = reader.doc
    for verb in reader.tokens_where(_APPROACH):
        if (
            verb.lemma_.lower() not in {"approach", "contact"}
            or verb.pos_ != "VERB"
            or verb.i in reader.quoted
        ):
            continue
        passive = is_passive(verb)
        found = complements(reader, verb.i + 1, nominal=passive)
        about = doc[verb.i + 1 : min(len(doc), found.last + 3)]
        if not any(t.lower_ in _ABOUT for t in about) or any(
            t.lower_ in {"partner", "partners"} for t in about
        ):
            continue
        if any(t.lower_ in _TO_BUY and reader.thing(t.i + 1, reader.end_of(t.i)).owner for t in about):
            continue  # "approached Bolt about buying its paper unit"
        thing = passive_subject(reader, verb) if passive else found.object
        who = None if passive else subject(reader, verb)
        buyers = buyers_of(found.party("by")) if passive else buyers_of(who.parties) if who else ()
        if thing is not None and buyers:
            yield from propose(verb, Status("rumored", verb.idx, verb.idx + len(verb), "word"), buyers, thing)


def bid_values(reader: Reader) -> Iterator[DealCandidate]:
    """``The offer from [Acme](acquirer) values [Bolt](target) at $5 billion.``"""
    doc = reader.doc
    for noun in nouns_of(reader, "bid", "buy"):
        verb = next(
            (t for t in doc[noun.i + 1 : noun.i + 14] if t.lower_ in {"values", "valued", "value"}), None
        )
        if verb is None or verb.sent != noun.sent:
            continue
        before = modifiers(reader, noun)
        source = next((t.i for t in doc[noun.i + 1 : verb.i] if t.lower_ in {"from", "by"}), 0)
        buyers = buyers_of(reader.thing(source + 1, verb.i).parties) if source else ()
        buyers = buyers or buyers_of(before.owner) or buyers_of(before.names[:1])
        if not buyers and doc[before.first - 1].lower_ == "to":  # "Acme agreed to a deal that values Bolt at"
            buyers = doer_of(reader, noun, before)
        thing = reader.thing(verb.i + 1, reader.end_of(verb.i))
        if not thing.parties and "for" in (things := complements(reader, noun.i + 1, nominal=True).things):
            thing = replace(things["for"], last=thing.last)  # "Acme's bid for Bolt values the company at"
        if not buyers or not thing.parties:
            continue
        amounts = (reader.money_at(i) for i in range(thing.last, min(len(doc), thing.last + 8)))
        money = next((m for m in amounts if m is not None and not m.per_share), None)
        bid = noun.lemma_.lower() in {"approach", "bid", "offer", "overture", "proposal"}
        yield from propose(noun, status_of(reader, noun, bid=bid), buyers, thing, (), money)
