"""Deals: which company buys, sells, bids for or merges with which. Rules propose; ``assemble`` decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument, DealCandidate, Rule, Status
from extractor.fields.clauses import (
    Complements,
    Modifiers,
    complements,
    modifiers,
    named_before,
    named_by,
    passive_subject,
    subject,
)
from extractor.fields.phrases import HOLDING, ORGANS, Reader, Thing, asset_nouns, is_place, is_surely_person
from extractor.fields.status import status_of
from extractor.fields.triggers import trigger_classes
from extractor.lexicon import load_lexicon
from extractor.mentions.money import MoneyMention
from extractor.resolve import normal_form

if TYPE_CHECKING:
    from spacy.tokens import Token

_OUTSIDERS = frozenset(
    ["approve", "clear", "block", "review", "investigate", "probe", "oppose", "welcome", "criticize", "criticise", "say", "report", "note", "advise", "handle", "comment", "question", "challenge", "examine", "scrutinize", "scrutinise", "vote", "reject", "support", "accept", "recommend", "tell", "describe", "expect", "see", "know", "own", "receive", "rebuff", "spurn", "oversee", "halt", "veto", "authorize", "sanction", "allow", "permit", "praise", "slam", "study", "face", "fight", "resist", "fend"]
)  # fmt: skip
"""Verbs whose subject looks on at a deal: "Regulators [cleared] the acquisition of Bolt"."""
_ANSWERS = frozenset(
    ["reject", "accept", "recommend", "back", "receive", "rebuff", "spurn", "dismiss", "support", "turn", "get", "attract", "welcome", "field", "consider", "oppose", "snub", "agree", "decline", "fend", "resist", "refuse", "shun"]
)  # fmt: skip
"""Verbs whose subject is the one bid for: "Bolt [rejected] a bid from Acme"."""
_SAYS = frozenset(["say", "add", "tell", "note", "report", "write", "comment", "explain", "state"])
_ASIDE = frozenset(["amid", "after", "despite", "over", "before", "ahead", "since", "during", "following"])
_LEAST = 10_000
"""Units of currency: what is paid for less is no company."""
_IN_TALKS = re.compile(
    r"\b(?:in|holds?|held)\s(?:[\w-]+\s){0,2}?(?:talks|discussions|negotiations)\s(?:for|over|about|on)\b",
    re.IGNORECASE,
)
_MERGES = re.compile(
    r"\b(?:merge\w*|deal|agree\w*|transaction|acqui\w+|takeover|shareholders|bid|companies|offer\w*|all-stock)\b",
    re.IGNORECASE,
)
_NEARS = re.compile(r"\b(?:near(?:s|ing)?|close to|closing in on)(?: an?| the)?\s*$", re.IGNORECASE)
_SOLD_ALONE = frozenset(["plant", "brand", "portfolio", "mine", "refinery", "factory"])
_PERSONAL = frozenset(
    [
        "make",
        "launch",
        "submit",
        "complete",
        "lead",
        "mount",
        "plan",
        "explore",
        "consider",
        "pursue",
        "seek",
        "weigh",
        "table",
        "raise",
        "drop",
    ]
)
"""What a person does who buys: not "[emphasized] the acquisition"."""
_BIDDERS = frozenset(["bidder", "suitor"])
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
_DEALS = frozenset(["deal", "acquisition", "move", "transaction", "purchase", "takeover", "it", "this"])
_STAKE_VERBS = frozenset(
    ["take", "acquire", "buy", "purchase", "raise", "increase", "build", "boost", "up", "lift", "hike", "amass", "grab", "pick", "snap", "consider", "seek", "eye", "secure", "obtain", "gain", "disclose", "reveal", "own", "weigh", "mull", "explore", "add", "double", "tighten", "bag", "nab", "pay"]
)  # fmt: skip
_STAKE_SALES = frozenset(
    ["sell", "cut", "reduce", "trim", "offload", "divest", "lower", "dump", "unload", "pare", "slash"]
)
_OWN = frozenset(["own", "hold", "have", "control", "retain", "keep"])


def _triggers(reader: Reader, *classes: str) -> Iterator[tuple[Token, int]]:
    """Each verb of the classes, and the index after it."""
    return ((token, after) for token, what, after in reader.verbs if what in classes)


def _is_passive(verb: Token) -> bool:
    if verb.tag_ not in {"VBN", "VBD", "JJ"}:
        return False
    helpers = {c.lower_ for c in verb.lefts if c.dep_ in {"aux", "auxpass"}}
    before = verb.doc[verb.i - 1].lower_ if verb.i else ""
    ahead = list(verb.doc[verb.i + 1 : verb.i + 3])
    if ahead and ahead[0].lower_ == "by":
        return True
    if len(ahead) > 1 and ahead[0].lower_ == "to" and verb.lower_ == "sold" and ahead[1].tag_ != "VB":
        return True
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children) or before in {"be", "been", "being"}:
        return True
    if helpers & {"has", "have", "had", "having", "'ve", "’ve", "'d"}:
        return False
    if any(c.dep_ == "nsubj" for c in verb.children):
        return False
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return (
        following is not None
        and (following.lower_ in {"by", "in", "from", "last", "for", "earlier"} or following.is_punct)
        and (verb.dep_ in {"acl", "amod", "advcl"} or before == "," or following.lower_ == "by")
    )


def _buyers(parties: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """Those that can buy; a place buys only in the company of companies: the model takes it for one."""
    named = tuple(
        p
        for p in parties
        if p.entity is not None and normal_form(p.entity.name) not in load_lexicon("no_targets")
    )
    return named if any(p.entity and not is_place(p.entity) for p in named) else ()


def _is_target(a: Argument, thing: Thing | None) -> bool:
    """Whether it can be bought at all: no place, no money, nobody who is surely a person."""
    if a.entity is None:
        return thing is None or _is_particular(a, thing)
    if is_place(a.entity) or normal_form(a.entity.name) in load_lexicon("no_targets"):
        return False
    if a.entity.type != "person" or (thing is not None and thing.told):
        return True
    return " " not in a.entity.name or not is_surely_person(a.entity)


def _is_particular(a: Argument, thing: Thing) -> bool:
    """Whether a description means one thing: "its mill", "Acme's mills", "12 hotels", not "mills"."""
    return (
        thing.definite
        or thing.owner is not None
        or thing.noun not in load_lexicon("asset_plurals")
        or thing.counted
    )


def _amount(found: Complements, *prepositions: str) -> MoneyMention | None:
    amount = next((found.amounts[p] for p in prepositions if p in found.amounts), None)
    return amount if amount is not None and not amount.per_share else None


def _price(before: Modifiers, found: Complements, *prepositions: str) -> MoneyMention | None:
    """The amount before the noun ("its [$5 billion] bid"), else the one that a preposition brings."""
    if before.money is not None and not before.money.per_share:
        return before.money
    return _amount(found, *prepositions)


def _propose(
    trigger: Token,
    status: Status,
    buyers: tuple[Argument, ...],
    thing: Thing | None,
    sellers: tuple[Argument, ...] = (),
    price: MoneyMention | None = None,
) -> Iterator[DealCandidate]:
    """A candidate for each target of a thing bought; one with a bare target where only a company noun tells it."""
    if thing is None:
        return
    owner = (thing.owner,) if thing.owner is not None and thing.owner.entity is not None else ()
    kind = "stake" if thing.part else thing.kind
    if thing.part:
        sellers, owner = sellers or owner, ()
    for target in thing.parties:
        if not _is_target(target, thing):
            continue
        if any(b.entity is not None and b.entity == target.entity for b in buyers):
            continue
        given = tuple(
            s
            for s in (sellers or owner)
            if s.entity is None
            or (
                not is_place(s.entity)
                and s.entity != target.entity
                and all(s.entity != b.entity for b in buyers)
            )
        )
        yield DealCandidate(
            trigger.i, kind, status, buyers, target, () if kind == "stake" and not sellers else given, thing.percent if thing.part else None, price
        )  # fmt: skip
    if not thing.parties and (thing.bare or thing.part):
        yield DealCandidate(
            trigger.i,
            kind,
            status,
            buyers,
            None,
            sellers,
            thing.percent if thing.part else None,
            price,
            bare=True,
            points=thing.definite or thing.back,
        )


def subject_buys_object(reader: Reader) -> Iterator[DealCandidate]:
    """``[Microsoft](acquirer) bought [GitHub](target) for $7.5 billion.``"""
    for verb, after in _triggers(reader, "buy"):
        if _is_passive(verb):
            continue
        found = complements(reader, after)
        thing = found.object
        if thing is None or not (thing.parties or thing.bare or thing.part or thing.noun):
            if verb.dep_ != "relcl" or verb.head.i > verb.i:
                continue
            thing = named_by(reader, verb.head)
        if thing.noun in {"deal", "time"}:
            continue
        who = subject(reader, verb)
        buyers = _buyers(who.parties) if who else ()
        if not buyers and not (who and who.bare):
            continue
        thing = _other_company(reader, verb, thing, buyers)
        persons = all(b.entity is not None and b.entity.type == "person" for b in buyers)
        if verb.lemma_ == "take" and persons and not found.amounts:
            continue  # "took over the firm" as its head
        buyers += _buyers(found.party("along"))
        price = _amount(found, "for", "in", "at") or thing.money
        yield from _propose(
            verb, status_of(reader, verb), buyers, thing, _sellers(found.party("from")), price
        )


def _other_company(reader: Reader, verb: Token, thing: Thing, buyers: tuple[Argument, ...]) -> Thing:
    """ "Acme, which holds 20% of Bolt, tried to buy the whole firm": what points back cannot mean the buyer."""
    points = thing.back or (thing.bare and thing.definite) or (thing.part and not thing.parties)
    if not points or not buyers:
        return thing
    if thing.parties and not any(b.entity == p.entity for b in buyers for p in thing.parties):
        return thing
    named = {
        e.key: reader.named(i)
        for i in range(reader.start_of(verb.i), verb.i)
        if (e := reader.entities.at(i))
        and e.type in {"company", "other"}
        and reader.doc[max(i - 1, 0)].text != "("
        and all(b.entity != e for b in buyers)
    }
    if len(named) == 1 and (only := next(iter(named.values()))):
        return replace(thing, parties=(only,), bare=False)
    return replace(thing, parties=(), bare=True)


def _sellers(parties: tuple[Argument, ...]) -> tuple[Argument, ...]:
    return tuple(p for p in parties if p.entity is not None and not is_place(p.entity))


def object_bought_by(reader: Reader) -> Iterator[DealCandidate]:
    """``[GitHub](target) was acquired by [Microsoft](acquirer) in 2018.``"""
    for verb, after in _triggers(reader, "buy"):
        if not _is_passive(verb):
            continue
        found = complements(reader, after, nominal=True)
        thing = passive_subject(reader, verb)
        price = _amount(found, "for", "in", "at")
        yield from _propose(
            verb,
            status_of(reader, verb),
            _buyers((*found.party("by"), *found.party("along"))),
            thing,
            _sellers(found.party("from")),
            price,
        )


def subject_sells_to(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](seller) agreed to sell its [paper business](target) to [Bolt](acquirer).``"""
    for verb, after in _triggers(reader, "sell"):
        passive = _is_passive(verb)
        found = complements(reader, after, nominal=passive)
        thing = passive_subject(reader, verb) if passive else found.object
        buyers = _buyers(found.party("to"))
        if thing is None or not (buyers or (_is_business(thing) and verb.lemma_.lower() != "spin")):
            continue
        if passive:
            sellers = _sellers(found.party("by"))
        else:
            who = subject(reader, verb)
            sellers = _sellers(who.parties) if who else ()
            if thing.back:
                thing = _other_company(reader, verb, thing, sellers)
        price = _amount(found, "for", "in", "at")
        own = thing.owner is not None and verb.tag_ not in {"VBZ", "VBP"} and thing.noun not in HOLDING
        if not thing.parties and thing.noun and not thing.bare and buyers and sellers and (price or own):
            thing = reader.unit(thing)
        if (
            not passive
            and thing is not None
            and thing.back
            and reader.doc[after].lower_ in {"itself", "themselves"}
            and who
        ):
            thing, sellers = who, ()
        if not buyers and (not (sellers or thing.owner) or thing.last - thing.first < 2):
            continue
        if thing.part and any(s.entity == t.entity for s in sellers for t in thing.parties):
            sellers = ()
        yield from _propose(verb, status_of(reader, verb), buyers, thing, sellers, price)


def _is_business(thing: Thing) -> bool:
    """Whether a thing sold to nobody named is a business at all, and not wares."""
    return thing.part or (
        thing.noun not in load_lexicon("asset_plurals")
        and (asset_nouns().get(thing.noun) == "unit" or thing.noun in _SOLD_ALONE)
    )


def _is_verb(bid: Token) -> bool:
    """Whether "bid" is a verb: "to bid", "has bid"; in headlines the model takes the noun for one."""
    return bid.i > 0 and bid.nbor(-1).lower_ in {
        "to",
        "has",
        "have",
        "had",
        "will",
        "would",
        "may",
        "might",
        "could",
        "not",
    }


def subject_pays_amount_for(reader: Reader) -> Iterator[DealCandidate]:
    """``[Microsoft](acquirer) is paying $7.5 billion for [GitHub](target).``"""
    for verb, after in _triggers(reader, "bid"):
        found = complements(reader, after)
        thing = found.things.get("for") or (
            found.things.get("on") if verb.lemma_.lower() in {"splash", "pounce", "spend", "swoop"} else None
        )
        lemma = verb.lemma_.lower()
        if thing is None or not (
            found.money or lemma in {"swoop", "pounce"} or (lemma == "bid" and _is_verb(verb))
        ):
            continue
        if lemma == "invest" and not thing.part:
            continue
        if found.money is not None and found.money.amount < _LEAST and not found.money.per_share:
            continue
        money = found.money if found.money and not found.money.per_share else None
        if thing.parties and thing.parties[0].entity is not None and is_place(thing.parties[0].entity):
            continue
        who = subject(reader, verb)
        buyers = _buyers(who.parties) if who else ()
        if not buyers and not (who and who.bare):
            continue
        yield from _propose(
            verb,
            status_of(reader, verb, bid=verb.lemma_.lower() in {"bid", "offer"}),
            buyers,
            thing,
            (),
            money,
        )


def _nouns(reader: Reader, *classes: str) -> Iterator[Token]:
    """Each noun of the classes."""
    return (token for token, what in reader.nouns if what in classes)


def _governor(noun: Token) -> Token | None:
    """The verb whose object or complement the noun is, through "of", "with", "in" and coordination."""
    token = noun
    for _ in range(6):
        if token.head is token:
            return None
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def _doer(
    reader: Reader, noun: Token, before: Modifiers, outsiders: frozenset[str] = frozenset()
) -> tuple[Argument, ...]:
    """Who does what a noun names, where no possessive and no "by" tells it: the subject of its verb."""
    if headed := _headline(reader, noun, before):
        return _buyers(headed[1]) if headed[0] not in _OUTSIDERS | outsiders else ()
    verb = _governor(noun)
    who = subject(reader, verb) if verb is not None else None
    inside = who is not None and who.noun in ORGANS
    if (
        verb is None
        or who is None
        or (verb.lemma_.lower() in _OUTSIDERS | outsiders and not inside)
        or noun.dep_ in {"nsubj", "nsubjpass"}
        or any(
            t.dep_ in {"nsubj", "nsubjpass"} and t in set(verb.children)
            for t in noun.ancestors
            if t is not verb
        )
    ):
        return ()
    persons = all(p.entity is not None and p.entity.type == "person" for p in who.parties)
    if persons and verb.lemma_.lower() not in _PERSONAL:
        return ()
    return _buyers(who.parties)


def _headline(reader: Reader, noun: Token, before: Modifiers) -> tuple[str, tuple[Argument, ...]] | None:
    """The verb or "in" between a name and the noun's phrase, and who is named: "Acme [mulls] bid", "Acme [in] £5m swoop"."""
    doc, i = reader.doc, before.first - 1
    if i < 1 or reader.entities.at(i) is not None or reader.entities.at(i - 1) is None:
        return None
    word = doc[i]
    if word.lower_ == "in":
        verb = "in"
    elif word.lower_.endswith("s") and word.is_lower and word.tag_ in {"NNS", "VBZ", "NN"}:
        verb = word.lower_.removesuffix("s")
    else:
        return None
    mention = reader.entities.mention_at(i - 1)
    thing = reader.around(doc[i - 1])
    named = reader.named(i - 1)
    if (
        mention is None
        or named is None
        or (mention.first > 0 and doc[mention.first - 1].lower_ in {"of", "from", "for"})
    ):
        return None
    return verb, thing.parties or (named,)


def _modifies_noun(noun: Token) -> bool:
    """Whether another noun follows that it only qualifies: "buyout targets"."""
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    return following is not None and (following.tag_ in {"NN", "NNS"} or following.lower_ == "targets")


def _aside(reader: Reader, before: Modifiers) -> bool:
    """Whether the noun only dates or explains what its sentence tells: "Acme cuts jobs [amid] Bolt takeover"."""
    return before.first > 0 and reader.doc[before.first - 1].lower_ in _ASIDE


def _goes_on(noun: Token) -> bool:
    """Whether the sentence sets a deal beside the one told before: "The deal [follows] the purchase of Bolt"."""
    verb = _governor(noun)
    return verb is not None and any(c.dep_ == "nsubj" and c.lower_ in _DEALS for c in verb.children)


def acquisition_of(reader: Reader) -> Iterator[DealCandidate]:
    """``[Microsoft](acquirer)'s acquisition of [GitHub](target) surprised few.``"""
    for noun in _nouns(reader, "buy"):
        before = modifiers(reader, noun)
        found = complements(reader, noun.i + 1, nominal=True)
        of = found.things.get("of")
        by = _buyers(found.party("by"))
        thing, buyers = of, by
        if of is None or not (of.parties or of.bare or of.part):
            if by and before.owner:
                thing = Thing(before.first, noun.i, before.owner)
            elif before.names and not _modifies_noun(noun):
                thing, buyers = Thing(before.first, noun.i, before.names[:1]), by or _buyers(before.owner)
            else:
                thing = None
        elif not buyers:
            buyers = _buyers(before.owner) or _buyers(before.names)
        if thing is None:
            continue
        if not buyers and not before.owner and not (thing is not of and _aside(reader, before)):
            buyers = _doer(reader, noun, before)
        price = _price(before, found, "for", "in")
        for c in _propose(noun, status_of(reader, noun), buyers, thing, _sellers(found.party("from")), price):
            yield replace(c, continues=not buyers and _goes_on(noun))


def bid_for(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) made a hostile bid for [Bolt](target).``"""
    for noun in _nouns(reader, "bid"):
        before = modifiers(reader, noun)
        found = complements(reader, noun.i + 1, nominal=True)
        money = _price(before, found, "of", "worth", "at", "to", "in")
        thing = found.things.get("for")
        buyers = _buyers(found.party("from", "by")) or _buyers(before.owner) or _buyers(before.names[:1])
        bid = noun.lower_.rstrip("s") not in {"deal", "swoop"}
        weak = thing is None or not thing.parties
        if weak:
            # "Bolt rejected a bid from Acme", "Bolt agrees to a takeover offer by Acme"
            if not bid or thing or not buyers:
                continue
            thing = _answering(reader, noun, before)
        elif not buyers:
            buyers = _doer(reader, noun, before, _ANSWERS)
        if (
            not buyers
            or thing is None
            or not (bid or money or "near" in before.words or _NEARS.search(_words_before(reader, before)))
        ):
            continue
        for c in _propose(noun, _bid_status(reader, noun, bid), buyers, thing, (), money):
            yield replace(c, weak=weak)


def _bid_status(reader: Reader, noun: Token, bid: bool) -> Status:
    if noun.lower_.rstrip("s") in _BIDDERS:
        return Status("rumored", noun.idx, noun.idx + len(noun), "word")
    return status_of(reader, noun, bid=bid)


def _words_before(reader: Reader, before: Modifiers) -> str:
    end = reader.doc[before.first].idx
    return reader.text[max(0, end - 30) : end]


def approaches_about(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) has approached [Bolt](target) about a takeover.``"""
    doc = reader.doc
    for verb in doc:
        if verb.lemma_.lower() != "approach" or verb.pos_ != "VERB" or verb.i in reader.quoted:
            continue
        passive = _is_passive(verb)
        found = complements(reader, verb.i + 1, nominal=passive)
        about = doc[verb.i + 1 : min(len(doc), found.last + 3)]
        if not any(t.lower_ in _ABOUT for t in about) or any(
            t.lower_ in {"partner", "partners"} for t in about
        ):
            continue
        thing = passive_subject(reader, verb) if passive else found.object
        who = None if passive else subject(reader, verb)
        buyers = _buyers(found.party("by")) if passive else _buyers(who.parties) if who else ()
        if thing is not None and buyers:
            yield from _propose(
                verb, Status("rumored", verb.idx, verb.idx + len(verb), "word"), buyers, thing
            )


def _answering(reader: Reader, noun: Token, before: Modifiers) -> Thing | None:
    """Who answers an offer, and so is bid for."""
    headed = _headline(reader, noun, before)
    if headed is not None and headed[0] in _ANSWERS:
        return Thing(before.first, noun.i, headed[1])
    verb = _governor(noun)
    if verb is None or verb.lemma_.lower() not in _ANSWERS:
        return None
    who = subject(reader, verb)
    return who if who is not None and who.parties else None


def takeover_by(reader: Reader) -> Iterator[DealCandidate]:
    """``[Bolt](target) agreed to a takeover by [Acme](acquirer).``"""
    for noun in _nouns(reader, "buy"):
        found = complements(reader, noun.i + 1, nominal=True)
        buyers = _buyers(found.party("by", "from"))
        if not buyers or ((of := found.things.get("of")) is not None and of.parties):
            continue
        before = modifiers(reader, noun)
        verb = _governor(noun)
        if before.owner or before.names:
            continue
        answers = (
            verb is not None and noun.dep_ not in {"nsubj", "nsubjpass"} and verb.lemma_.lower() not in _SAYS
        )
        who = subject(reader, verb) if verb is not None and answers else None
        money = _price(before, found, "for", "in")
        if who is not None and who.parties:
            yield from _propose(noun, status_of(reader, noun), buyers, who, (), money)
        else:
            yield DealCandidate(
                noun.i, "acquisition", status_of(reader, noun), buyers, price=money, bare=True
            )


def sale_of_to(reader: Reader) -> Iterator[DealCandidate]:
    """``The sale of [Bolt](target) to [Acme](acquirer) closed in May.``"""
    for noun in _nouns(reader, "sell"):
        before = modifiers(reader, noun)
        found = complements(reader, noun.i + 1, nominal=True)
        thing, buyers = found.things.get("of"), _buyers(found.party("to"))
        sellers = _sellers(found.party("by"))
        if thing is None or not (thing.parties or thing.bare):
            if not before.owner and not before.names:
                continue
            thing = Thing(before.first, noun.i, before.names[:1] or before.owner)
            if before.names:
                sellers = sellers or _sellers(before.owner)
        else:
            sellers = sellers or _sellers(before.owner) or _doer(reader, noun, before)
        named = any(t.entity is not None for t in thing.parties)
        if not buyers and not (named or (sellers and _is_business(thing))):
            continue
        if not buyers and named:
            sellers = ()
        money = _price(before, found, "for", "in")
        yield from _propose(noun, status_of(reader, noun), buyers, thing, sellers, money)


def merges_with(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) will merge with [Bolt](target) next year.``"""
    for verb, after in _triggers(reader, "merge"):
        found = complements(reader, after)
        who = subject(reader, verb) if not _is_passive(verb) else passive_subject(reader, verb)
        left = _buyers(who.parties) if who else ()
        right = found.party("with")
        into = not right and found.party("into")
        right = into or right
        combining = verb.lemma_.lower() == "combine"
        if not right and len(left) == 2:
            left, right = left[:1], left[1:]
        if (combining and not right) or not left or not right:
            continue
        obj = found.object
        if obj is not None and (obj.back or (obj.parties and not any(p.entity for p in obj.parties))):
            continue
        if obj is not None and obj.parties and obj.parties[0].entity is not None and right:
            left = obj.parties[:1]
        if into:
            left, right = right, left  # "Acme merges Bolt into Core": the survivor goes first
        yield from _merger(verb, status_of(reader, verb), left, right, _amount(found, "in"))


def _merger(
    trigger: Token,
    status: Status,
    left: tuple[Argument, ...],
    right: tuple[Argument, ...],
    price: MoneyMention | None,
) -> Iterator[DealCandidate]:
    one, two = left[0], right[0]
    if trigger.lower_.startswith("combin") and not _MERGES.search(trigger.sent.text):
        return
    if one.entity == two.entity or any(
        p.entity is None or is_place(p.entity) or not _is_target(p, None) for p in (one, two)
    ):
        return
    yield DealCandidate(trigger.i, "merger", status, (one,), two, (), None, price)


def merger_of(reader: Reader) -> Iterator[DealCandidate]:
    """``The merger between [Acme](acquirer) and [Bolt](target) was announced.``"""
    for noun in _nouns(reader, "merge"):
        before = modifiers(reader, noun)
        found = complements(reader, noun.i + 1, nominal=True)
        both = found.party("of", "between")
        partner = found.party("with", "into")
        left: tuple[Argument, ...] = ()
        right: tuple[Argument, ...] = ()
        if len(both) >= 2:
            left, right = both[:1], both[1:2]
        elif partner:
            left = before.owner or both or _doer(reader, noun, before)
            right = partner
            if not left and (verb := _governor(noun)) is not None:
                who = subject(reader, verb)
                left = who.parties if who else ()
            if not found.party("with"):
                left, right = right, left
        elif len(before.names) == 2:
            left, right = before.names[1:], before.names[:1]
        elif noun.lower_ == "merger":
            verb = _governor(noun)
            if verb is None:
                who = named_before(reader, noun.i)
            else:
                who = subject(reader, verb) if verb.lemma_.lower() not in _OUTSIDERS else None
            if who is not None and len(who.parties) == 2:
                left, right = who.parties[:1], who.parties[1:]
        left = tuple(p for p in left if p.entity is not None)
        if left and right:
            yield from _merger(
                noun, status_of(reader, noun), left, right, before.money or _amount(found, "in")
            )


def takes_stake_in(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) raised its stake in [Bolt](target) to 20%.``"""
    for noun in reader.doc:
        if (
            noun.lower_ not in HOLDING
            or noun.lower_ in {"shares", "share", "stock", "interest", "interests"}
            or noun.i in reader.quoted
            or reader.entities.at(noun.i)
        ):
            continue
        verb = _governor(noun)
        if verb is None or noun.dep_ == "ROOT":
            yield from _talks_for(reader, noun)
            continue
        lemma = verb.lemma_.lower()
        if (
            lemma in trigger_classes("deal_verbs")
            and lemma in {"buy", "acquire", "purchase", "sell"}
            and noun.dep_ in {"dobj", "nsubjpass"}
        ):
            continue
        thing = reader.around(noun)
        who = subject(reader, verb)
        parties = _buyers(who.parties) if who else ()
        thing = _other_company(reader, verb, thing, parties)
        if not thing.parties or not thing.part:
            continue
        parties = tuple(p for p in parties if all(p.entity != t.entity for t in thing.parties))
        if lemma in _STAKE_VERBS - {"own"} and parties:
            yield from _propose(verb, status_of(reader, verb, own=True), parties, thing)
        elif lemma in _STAKE_SALES and parties:
            found = complements(reader, noun.i + 1, nominal=True)
            buyers = _buyers(found.party("to"))
            if buyers or lemma == "sell":
                yield from _propose(verb, status_of(reader, verb), buyers, thing, parties)


def _talks_for(reader: Reader, noun: Token) -> Iterator[DealCandidate]:
    """ "Acme in talks for stake in Bolt": a headline without a verb."""
    begin = reader.doc[reader.start_of(noun.i)].idx
    found = _IN_TALKS.search(reader.text, begin, noun.idx)
    if found is None:
        return
    thing = reader.around(noun)
    who = named_before(reader, reader.token_at(found.start()))
    if who is not None and thing.parties and thing.part:
        yield from _propose(noun, status_of(reader, noun), _buyers(who.parties), thing)


def takes_private(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) will take [Bolt](target) private.``"""
    for word in reader.doc:
        if word.lower_ != "private" or word.i in reader.quoted:
            continue
        verb = next(
            (
                t
                for t in reversed(reader.doc[max(word.sent.start, word.i - 8) : word.i])
                if t.lemma_ == "take"
            ),
            None,
        )
        if verb is None:
            continue
        if _is_passive(verb):
            found = complements(reader, word.i + 1, nominal=True)
            thing, buyers = passive_subject(reader, verb), _buyers(found.party("by"))
        else:
            found = complements(reader, word.i + 1, nominal=True)
            thing = reader.thing(verb.i + 1, word.i)
            who = subject(reader, verb)
            buyers = _buyers(who.parties) if who else ()
        if thing is not None and thing.parties and buyers:
            yield from _propose(
                verb, status_of(reader, verb), buyers, thing, (), _amount(found, "for", "in", "at")
            )


def put_up_for_sale(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](seller) has put its [paper business](target) up for sale.``"""
    doc = reader.doc
    for noun in doc:
        if (
            noun.lower_ not in {"sale", "auction"}
            or noun.i < 3
            or doc[noun.i - 1].lower_ not in {"for", "to"}
            or doc[noun.i - 2].lower_ != "up"
        ):
            continue
        if noun.i in reader.quoted:
            continue
        verb = next(
            (
                t
                for t in reversed(doc[max(reader.start_of(noun.i), noun.i - 15) : noun.i])
                if t.lemma_ == "put"
            ),
            None,
        )
        if verb is None:
            continue
        if _is_passive(verb):
            thing = passive_subject(reader, verb)
            sellers = _sellers(complements(reader, noun.i + 1, nominal=True).party("by"))
        else:
            thing = reader.thing(verb.i + 1, noun.i)
            who = subject(reader, verb)
            sellers = _sellers(who.parties) if who else ()
        if thing is not None and (sellers or thing.owner) and thing.parties:
            yield from _propose(
                verb, Status("proposed", verb.idx, noun.idx + len(noun), "word"), (), thing, sellers
            )


def bid_values(reader: Reader) -> Iterator[DealCandidate]:
    """``The offer from [Acme](acquirer) values [Bolt](target) at $5 billion.``"""
    doc = reader.doc
    for noun in _nouns(reader, "bid", "buy"):
        verb = next(
            (t for t in doc[noun.i + 1 : noun.i + 14] if t.lower_ in {"values", "valued", "value"}), None
        )
        if verb is None or verb.sent != noun.sent:
            continue
        before = modifiers(reader, noun)
        source = next((t.i for t in doc[noun.i + 1 : verb.i] if t.lower_ in {"from", "by"}), 0)
        buyers = _buyers(reader.thing(source + 1, verb.i).parties) if source else ()
        buyers = buyers or _buyers(before.owner) or _buyers(before.names[:1])
        thing = reader.thing(verb.i + 1, reader.end_of(verb.i))
        if not buyers or not thing.parties:
            continue
        amounts = (reader.money_at(i) for i in range(thing.last, min(len(doc), thing.last + 8)))
        money = next((m for m in amounts if m is not None and not m.per_share), None)
        bid = noun.lower_.rstrip("s") in {"bid", "offer"}
        yield from _propose(noun, status_of(reader, noun, bid=bid), buyers, thing, (), money)


RULES: tuple[Rule, ...] = (
    subject_buys_object,
    object_bought_by,
    subject_sells_to,
    subject_pays_amount_for,
    acquisition_of,
    takeover_by,
    bid_for,
    sale_of_to,
    merges_with,
    merger_of,
    takes_stake_in,
    takes_private,
    approaches_about,
    put_up_for_sale,
    bid_values,
)
"""In order of trust: of two candidates for one trigger the earlier rule's stands first."""
