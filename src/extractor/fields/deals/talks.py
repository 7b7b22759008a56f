"""Talk of deals: who is interested, who might buy, who talks with whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.candidate import DealCandidate, Status
from extractor.fields.clauses import subject
from extractor.fields.deals.proposals import bidding, buyers_of, propose
from extractor.fields.phrases import Reader, Thing
from extractor.fields.status import status_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_INTEREST = re.compile(
    r"""\b(?:draw(?:s|n|ing)? | drew | attract(?:s|ed|ing)? | receiv(?:es?|ed|ing) | field(?:s|ed|ing)? | garner(?:s|ed|ing)?)
        \s (?:[\w-]+\s){0,3}? (?:interest | bids | offers | approaches | inquiries | suitors)
        (?:\s in\s (?P<target>[^.;,]{1,60}?))? ,?\s (?:from | including | such\ as) \s""",
    re.VERBOSE | re.IGNORECASE,
)
_BUYERS = re.compile(
    r"\b(?:(?:potential|possible|prospective|likely|interested|other|rival)\s){0,4}(?:buyers|bidders|suitors|acquirers)\sfor\s(?P<target>[^.;]{1,60}?)\s(?:include|includes|included|are)\s",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"""\b(?:talks | discussions | negotiations | conversations | touch | contact) \s (?:with|between) \s (?P<partner>[^.;,]{1,60}?)
        \s (?:about | over | on | regarding) \s (?:an?\s | the\s | its\s)?
        (?:(?:possible | potential | full | outright | proposed | friendly | all-share | all-stock | cash
        | [$£€¥₹][\d.,]{1,12}(?:[a-z]{1,3} | \s[a-z]{2,8})?)\s){0,2}
        (?P<deal>merger | combination | tie-up | takeover | acquisition | buyout | buy-out | purchase)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MERGING = frozenset(["merger", "combination", "tie-up"])


def interest_from(reader: Reader) -> Iterator[DealCandidate]:
    """``[Bolt](target) has attracted interest from [Acme](acquirer).``"""
    for match in _INTEREST.finditer(reader.text):
        verb = reader.doc[reader.token_at(match.start())]
        if verb.i in reader.quoted:
            continue
        thing = _thing_in(reader, match, "target") if match["target"] else _for_sale(reader, verb)
        if thing is None:
            thing = subject(reader, verb)
        yield from _rivals(reader, verb, reader.after(match.end()), thing)


def buyers_include(reader: Reader) -> Iterator[DealCandidate]:
    """``Potential buyers for [Bolt](target) include [Acme](acquirer).``"""
    for match in _BUYERS.finditer(reader.text):
        word = reader.doc[reader.token_at(match.start())]
        if word.i not in reader.quoted:
            yield from _rivals(reader, word, reader.after(match.end()), _thing_in(reader, match, "target"))


_MAY_BUY = re.compile(
    r"\b(?:potential|possible|prospective|likely|logical|would-be)\s(?:buyer|acquirer|purchaser|suitor|bidder)s?\s(?:of|for)\s",
    re.IGNORECASE,
)
_MAY_BE_BOUGHT = re.compile(
    r"\b(?:takeover|acquisition|buyout|merger)\s(?:target|candidate)s?\s(?:for|of)\s", re.IGNORECASE
)


def may_buy(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) is seen as a potential buyer of [Bolt](target).``"""
    for pattern in (_MAY_BUY, _MAY_BE_BOUGHT):
        for match in pattern.finditer(reader.text):
            word = reader.doc[reader.token_at(match.start())]
            one = subject(reader, _governor(word))
            other = reader.thing(reader.after(match.end()), reader.end_of(word.i))
            if word.i in reader.quoted or one is None:
                continue
            who, thing = (one, other) if pattern is _MAY_BUY else (other, one)
            if thing.parties and all(
                p.entity is not None and p.entity.type == "company" for p in thing.parties
            ):
                status = Status("rumored", word.idx, match.end(), "word")
                yield from propose(word, status, buyers_of(who.parties), thing)


def talks_with(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) is in talks with [Bolt](target) about a takeover.``"""
    for match in _WITH.finditer(reader.text):
        word = reader.doc[reader.token_at(match.start())]
        who, partner = subject(reader, _governor(word)), _thing_in(reader, match, "partner")
        if len(partner.parties) == 2 and reader.doc[word.i + 1].lower_ == "between":
            who, partner = (replace(partner, parties=(party,)) for party in partner.parties)
        if who is not None and _is_confirmed(_governor(word)):
            who, partner = partner, who  # "Bolt confirmed that it is in talks with Acme over a takeover"
        if word.i in reader.quoted or who is None or not partner.parties or partner.parties[0].entity is None:
            continue
        noun = reader.doc[reader.token_at(match.start("deal"))]
        status = status_of(reader, noun)
        if status.value not in {"rumored", "terminated"}:
            status = Status("rumored", word.idx, word.idx + len(word), "word")
        buyers = buyers_of(who.parties)[:1]
        if match["deal"].lower() not in _MERGING:
            yield from propose(noun, status, buyers, partner)
        elif buyers and buyers[0].entity != partner.parties[0].entity:
            yield DealCandidate(noun.i, "merger", status, buyers, partner.parties[0])


def _is_confirmed(verb: Token) -> bool:
    """Whether what a verb says is confirmed, as the company does that somebody wants."""
    return any(t.lemma_.lower() == "confirm" for t in (verb, *verb.ancestors))


def _governor(word: Token) -> Token:
    """The verb above a noun; the noun itself where there is none."""
    return next((t for t in word.ancestors if t.pos_ in {"VERB", "AUX"}), word)


def _thing_in(reader: Reader, match: re.Match[str], group: str) -> Thing:
    return reader.thing(reader.token_at(match.start(group)), reader.after(match.end(group)))


def _for_sale(reader: Reader, verb: Token) -> Thing | None:
    """What the sentence says is for sale: "Acme explores a sale of [Bolt] and has drawn interest from"."""
    for noun, what in reader.nouns:
        if (
            what == "sell"
            and reader.start_of(verb.i) <= noun.i < verb.i
            and reader.doc[noun.i + 1].lower_ == "of"
        ):
            return reader.thing(noun.i + 2, verb.i)
    return None


def _rivals(reader: Reader, word: Token, i: int, thing: Thing | None) -> Iterator[DealCandidate]:
    """A deal for each of the names from token ``i`` on: rivals bid alone; for what they name, else for ``thing``."""
    bidders = reader.thing(i, reader.end_of(word.i))
    if reader.doc[min(bidders.last, len(reader.doc) - 1)].lower_ == "for":
        named = reader.thing(bidders.last + 1, reader.end_of(word.i))
        thing = named if named.parties else thing
    if thing is None or thing.kind == "asset_purchase":
        return
    status = Status("rumored", word.idx, word.idx + len(word), "word")
    for buyers in bidding(buyers_of(bidders.parties), rivals=True):
        yield from propose(word, status, buyers, thing)
