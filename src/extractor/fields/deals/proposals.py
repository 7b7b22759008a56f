"""What the rules of deals share: who can buy and be bought, what a passive is, whose noun it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.coreference import heading_above, is_source, subject_before
from extractor.fields.candidate import Argument, DealCandidate, Status
from extractor.fields.clauses import TOLD, Complements, Modifiers, complements, modifiers, subject
from extractor.fields.phrases import ORGANS, OWNERS, Reader, Thing, is_place, is_surely_person
from extractor.fields.triggers import trigger_classes
from extractor.lexicon import load_lexicon
from extractor.mentions.money import MoneyMention
from extractor.resolve import normal_form

if TYPE_CHECKING:
    from spacy.tokens import Token


def verbs_of(reader: Reader, *classes: str) -> Iterator[tuple[Token, int]]:
    """Each verb of the classes, and the index after it."""
    return ((token, after) for token, what, after in reader.verbs if what in classes)


def nouns_of(reader: Reader, *classes: str) -> Iterator[Token]:
    """Each noun of the classes."""
    return (token for token, what in reader.nouns if what in classes)


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject is done to; in headlines by what follows: "sold to", "bought by"."""
    if verb.tag_ not in {"VBN", "VBD", "JJ"}:
        return False
    helpers = {c.lower_ for c in verb.lefts if c.dep_ in {"aux", "auxpass"}}
    before = verb.doc[verb.i - 1].lower_ if verb.i else ""
    ahead = list(verb.doc[verb.i + 1 : verb.i + 3])
    if ahead and (ahead[0].lower_ == "by" or (ahead[0].dep_ == "prt" and ahead[-1].lower_ == "by")):
        return True
    if any(c.tag_ == "WDT" and c.dep_ == "dobj" for c in verb.lefts):
        return False  # "Bolt, which he sold to Acme"
    if len(ahead) > 1 and ahead[0].lower_ == "to" and verb.lower_ == "sold" and ahead[1].tag_ != "VB":
        return True
    if before in {"'s", "’s"} and ahead and ahead[0].pos_ in {"PROPN", "DET"}:
        return False  # "it's acquired Bolt"
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children) or before in {"be", "been", "being"}:
        return True
    if before == "," and any(c.dep_ == "agent" for c in verb.children):
        return True  # "Bolt, acquired last year by Acme, has closed"
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


_ABOUT = frozenset(["relating"])
"""A participle that only says what a noun is about: "a payment [relating] to the purchase of Bolt"."""


def governor_of(noun: Token) -> Token | None:
    """The verb whose object or complement the noun is, through "of", "with", "in" and coordination."""
    token = noun
    for _ in range(6):
        if token.head is token:
            return None
        token = token.head
        if token.pos_ in {"VERB", "AUX"} and token.lower_ not in _ABOUT:
            return token
    return None


_JUDGES = frozenset(["Commission", "Congress", "Court", "Parliament", "Senate", "Tribunal"])
"""Last words of bodies that decide on deals and make none."""


def buyers_of(parties: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """Those that can buy; a place buys only in the company of companies: the model takes it for one."""
    named = tuple(
        p
        for p in parties
        if p.entity is not None
        and normal_form(p.entity.name) not in load_lexicon("no_targets")
        and p.entity.name.split()[-1] not in _JUDGES
    )
    return named if any(p.entity and not is_place(p.entity) for p in named) else ()


def sellers_of(parties: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """Those that can sell: names that are no places, and none that decide on deals."""
    return tuple(
        p
        for p in parties
        if p.entity is not None and not is_place(p.entity) and p.entity.name.split()[-1] not in _JUDGES
    )


def issuer_of(who: Thing) -> Thing:
    """Whose shares move: "[Bolt] shares jump after takeover bid", "shares in [Bolt] jump"."""
    if not who.part or who.percent is not None:
        return who
    return replace(who, parties=who.parties or ((who.owner,) if who.owner is not None else ()), part=False)


def bidding(buyers: tuple[Argument, ...], *, rivals: bool) -> Iterator[tuple[Argument, ...]]:
    """Who bids in one deal: partners together, ``rivals`` each in a deal of his own."""
    return ((buyer,) for buyer in buyers) if rivals else iter((buyers,))


_PARTNERED = re.compile(
    r"(?:,?\s(?:together|along|alongside|in partnership|jointly)\swith|,?\salongside|\s(?:has |have )?(?:teamed up|partnered|joined forces|joined hands|teams up|joins forces|linked up) with)\s",
    re.IGNORECASE,
)


def partners_of(reader: Reader, buyers: tuple[Argument, ...], trigger: Token) -> tuple[Argument, ...]:
    """Who buys with them, told before the verb or noun: "Acme, along with [Core], bought Bolt", "Acme partnered with [Core] to bid"."""
    start = reader.doc[reader.start_of(trigger.i)].idx
    for match in _PARTNERED.finditer(reader.text, start, trigger.idx):
        named = reader.named(reader.token_at(match.start() - 1))
        if named is not None and any(named.entity == b.entity for b in buyers):
            partners = buyers_of(reader.thing(reader.after(match.end()), trigger.i).parties)
            return tuple(p for p in partners if all(p.entity != b.entity for b in buyers))
    return ()


def is_target(a: Argument, thing: Thing | None) -> bool:
    """Whether it can be bought at all: no place, no money, nobody who is surely a person."""
    if a.entity is None:
        return thing is None or _is_particular(a, thing)
    name = normal_form(a.entity.name)
    if is_place(a.entity) or name in load_lexicon("no_targets") or a.entity.is_public_body:
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


def amount_of(found: Complements, *prepositions: str) -> MoneyMention | None:
    """The amount that the first of the prepositions brings; none that is counted by the share."""
    amount = next((found.amounts[p] for p in prepositions if p in found.amounts), None)
    return amount if amount is not None and not amount.per_share else None


def price_of(before: Modifiers, found: Complements, *prepositions: str) -> MoneyMention | None:
    """The amount before the noun ("its [$5 billion] bid"), else the one that a preposition brings."""
    if before.money is not None and not before.money.per_share:
        return before.money
    return amount_of(found, *prepositions)


def propose(
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
    if thing.percent is not None and thing.percent.value >= 100:
        thing = replace(thing, part=False, percent=None)  # "100% of Bolt"
    kind = "stake" if thing.part else thing.kind
    percent = thing.percent if thing.part or kind == "asset_purchase" else None
    if thing.part:
        sellers, owner = sellers or owner, ()
    for target in thing.parties:
        if not is_target(target, thing):
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
            trigger.i, kind, status, buyers, target, () if kind == "stake" and not sellers else given, percent, price
        )  # fmt: skip
    if not thing.parties and (thing.bare or thing.part):
        yield DealCandidate(
            trigger.i,
            kind,
            status,
            buyers,
            None,
            sellers,
            percent,
            price,
            bare=True,
            points=thing.definite or thing.back,
        )


def other_company(reader: Reader, verb: Token, thing: Thing, buyers: tuple[Argument, ...]) -> Thing:
    """ "Acme, which holds 20% of Bolt, tried to buy the whole firm": what points back cannot mean the buyer."""
    points = thing.back or (thing.bare and thing.definite) or (thing.part and not thing.parties)
    if not points or not buyers:
        return thing
    if (
        reader.doc[thing.first].lower_ == "it"
        and (wanted := _wanted_before(reader, verb, buyers)) is not None
    ):
        return replace(thing, parties=(wanted,), bare=False)
    if thing.parties and not any(b.entity == p.entity for b in buyers for p in thing.parties):
        return thing
    named = {
        e.key: reader.named(i)
        for i in range(reader.start_of(verb.i), verb.i)
        if (e := reader.entities.at(i))
        and e.type in {"company", "other"}
        and reader.doc[max(i - 1, 0)].lower_ not in {"(", *TOLD}
        and all(b.entity != e for b in buyers)
        and not is_source(reader.doc, reader.entities.mention_at(i))
        and not _is_where(reader, i)
    }
    owner = reader.text[thing.owner.start : thing.owner.end].lower() if thing.owner is not None else ""
    if thing.part and owner in OWNERS and trigger_classes("deal_verbs").get(verb.lemma_.lower()) == "buy":
        named = {}  # "settled with Core by buying its stake": in whom is not said
    if len(named) > 1:
        named = {
            key: a
            for key, a in named.items()
            if a is None or not _only_says(reader, reader.token_at(a.start))
        }
    if len(named) == 1 and (only := next(iter(named.values()))):
        return replace(thing, parties=(only,), bare=False)
    headed = heading_above(verb, reader.entities)
    told = reader.doc[thing.last - 1].lower_ in _FIRMS
    if headed is None and not named and told and thing.back:
        headed = subject_before(verb, reader.entities)  # "Acme makes pumps. Core bought the firm."
    if headed is not None and all(b.entity != headed for b in buyers):
        return replace(
            thing, parties=(Argument(headed, headed.mentions[0].start, headed.mentions[0].end),), bare=False
        )
    return replace(thing, parties=(), bare=True)


_WHERE = frozenset(["across", "inside", "outside", "throughout", "within"])


def _is_where(reader: Reader, i: int) -> bool:
    """Whether the name tells where something is: "Outside [the Eurozone], Bolt rose"."""
    mention = reader.entities.mention_at(i)
    before = reader.doc[max(mention.first - 2, 0) : mention.first] if mention is not None else ()
    return any(t.lower_ in _WHERE for t in before)


def _only_says(reader: Reader, i: int) -> bool:
    """Whether it is named as the source: "[the Dunlin Post] said Acme was in talks to buy it"."""
    mention = reader.entities.mention_at(i)
    named = reader.doc[mention.last - 1 if mention is not None else i]
    verb = named.head
    return named.dep_ == "nsubj" and verb.lemma_.lower() in _TELLS and verb.i > named.i


_TELLS = frozenset(["report", "say", "write"])
_EARLIER = 2
"""Verbs of deals to look back over."""
_FIRMS = frozenset(["it", "company", "firm", "startup", "start-up", "business"])


def _wanted_before(reader: Reader, verb: Token, buyers: tuple[Argument, ...]) -> Argument | None:
    """Whom another wanted earlier in the sentence: "Acme was in talks to buy [Bolt] before Core acquired it"."""
    at = bisect_left(reader.verbs, verb.i, key=lambda row: row[0].i)
    for earlier, _, after in reader.verbs[max(at - _EARLIER, 0) : at]:
        wanted = complements(reader, after).object if earlier.sent == verb.sent else None
        for party in wanted.parties if wanted is not None and wanted.last <= verb.i else ():
            if party.entity is not None and all(b.entity != party.entity for b in buyers):
                return party
    return None


_DEALINGS = frozenset(
    ["agreement", "agreements", "deal", "contract", "pact", "agreed", "terms", "memorandum", "talks", "discussions", "negotiations"]
)  # fmt: skip


_NEAR, _FURTHEST = 14, 50
"""Tokens between "with" and what is agreed; further only over names."""


def _agreed_with(word: Token) -> tuple[int, int] | None:
    """Indices of a noun of dealings and of the "with" behind it, before what is agreed: "an [agreement with] Bolt to buy"."""
    doc, i = word.doc, word.i - 1
    while i > 3 and doc[i].pos_ in {"DET", "ADJ"}:
        i -= 1
    if i < 3 or doc[i].lower_ not in {"to", "about", "over", "for", "on", "regarding"}:
        return None
    for k in range(i - 2, max(word.sent.start, i - _FURTHEST), -1):
        if k <= i - _NEAR and any(t.pos_ in {"AUX", "VERB"} for t in doc[k : i - 1]):
            return None
        if doc[k].lower_ == "with":
            for n in range(k - 1, max(k - 5, -1), -1):
                if doc[n].lower_ in _DEALINGS:
                    return n, k
    return None


def counterparty(reader: Reader, word: Token) -> tuple[Argument, ...]:
    """With whom it is agreed or talked over: "signed an agreement with [Bolt Group] to buy its paper unit"."""
    agreed = _agreed_with(word)
    return reader.thing(agreed[1] + 1, word.i - 1).parties if agreed is not None else ()


def buyers_who_agreed(reader: Reader, verb: Token, buyers: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The buyers; where the parse takes those agreed with for them, who agreed: "[Acme] announced a deal with funds run by Bolt to buy"."""
    agreed = _agreed_with(verb)
    if agreed is None or not any(verb.doc[agreed[1]].idx < b.start < verb.idx for b in buyers):
        return buyers
    governor = governor_of(verb.doc[agreed[0]])
    who = subject(reader, governor) if governor is not None else None
    return buyers_of(who.parties) if who is not None else buyers


def doer_of(
    reader: Reader, noun: Token, before: Modifiers, outsiders: frozenset[str] = frozenset()
) -> tuple[Argument, ...]:
    """Who does what a noun names, where no possessive and no "by" tells it: the subject of its verb."""
    if headed := headed_by(reader, noun, before):
        return buyers_of(headed[1]) if headed[0] not in load_lexicon("deal_outsiders") | outsiders else ()
    verb = governor_of(noun)
    if verb is not None and noun.dep_ == "nsubj" and verb.lemma_.lower() in _GIVES:
        given = reader.thing(
            verb.i + 1, reader.end_of(verb.i)
        )  # "the purchase of Bolt gave [Acme] a pump unit"
        return buyers_of(given.parties if any(p.entity for p in given.parties) else ())
    if verb is not None and verb.lemma_ in {"be", "mark", "represent"} and noun.dep_ == "nsubj":
        return _ranked_by(reader, verb)
    if (
        verb is not None
        and noun.dep_ in {"attr", "dobj", "conj"}
        and verb.lemma_.lower() in {"be", "include"}
    ):
        told = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if told is not None and told.lower_.removesuffix("s") in trigger_classes("deal_nouns"):
            return buyers_of(modifiers(reader, told).owner)  # "Acme's largest deal was the purchase of Bolt"
    if _is_lent_for(noun):
        return ()
    who = subject(reader, verb) if verb is not None else None
    of_heading = (
        verb is not None and verb.i > 0 and verb.nbor(-1).text == ":"
    )  # "Acme: approved the purchase"
    inside = of_heading or (who is not None and (who.noun in ORGANS or _is_permitted(noun)))
    if (
        verb is None
        or who is None
        or (verb.lemma_.lower() in load_lexicon("deal_outsiders") | outsiders and not inside)
        or noun.dep_ in {"nsubj", "nsubjpass"}
        or any(
            t.dep_ in {"nsubj", "nsubjpass"} and t in set(verb.children)
            for t in noun.ancestors
            if t is not verb
        )
    ):
        return ()
    persons = all(p.entity is not None and p.entity.type == "person" for p in who.parties)
    if persons and verb.lemma_.lower() not in load_lexicon("personal_bid_verbs"):
        return ()
    return buyers_of(who.parties)


_RANKS = frozenset(["biggest", "first", "largest", "last", "latest", "priciest", "second", "third"])


def _ranked_by(reader: Reader, verb: Token) -> tuple[Argument, ...]:
    """Whose largest deal it is said to be: "The purchase of Bolt is [Acme]'s largest since 2012"."""
    ahead = reader.doc[verb.i + 1 : verb.i + 8]
    owner = next((t for t in ahead if t.lower_ in {"'s", "’s"}), None)
    if owner is None or not any(t.lower_ in _RANKS for t in reader.doc[owner.i + 1 : owner.i + 4]):
        return ()
    named = reader.named(owner.i - 1)
    return buyers_of((named,)) if named is not None else ()


_GIVES = frozenset(
    ["allow", "bring", "enable", "give", "help", "hand", "lend", "let", "make", "propel", "turn"]
)
"""What a deal does to its buyer."""
_PERMISSIONS = frozenset(["approval", "approvals", "clearance", "nod", "consent", "permission", "go-ahead"])


def _is_permitted(noun: Token) -> bool:
    """Whether the deal is what its maker gets leave for: "Acme receives [clearance] for its acquisition of Bolt"."""
    leave = noun.head.head if noun.head.pos_ == "ADP" else noun
    return leave.lower_ in _PERMISSIONS and leave.dep_ == "dobj" and leave.head.lemma_.lower() in _GETS


_GETS = frozenset(["get", "receive", "obtain", "secure", "win", "seek", "gain", "await"])
_LOANS = frozenset(["facility", "loan", "mortgage"])
_BORROWS = _GETS | {"arrange", "borrow", "draw", "land", "raise", "sign", "take", "use"}


def _is_lent_for(noun: Token) -> bool:
    """Whether the deal is what somebody lends for: "closes a [loan for] the purchase of two mills"."""
    loan = noun.head.head if noun.head.lower_ == "for" else noun
    verb = governor_of(loan) if loan.lower_ in _LOANS else None
    return verb is not None and verb.lemma_.lower() not in _BORROWS


_BACKED_BY = re.compile(
    r"\s(?:(?:share|stock|unit)?holders|investors|board|directors)\s(?:back(?:s|ed)?|approved?|support(?:s|ed)?|endorsed?|OK(?:s|'d)?|ratif(?:y|ied)|voted?\s(?:for|on|down)|reject(?:s|ed)?)s?\s(?:\$?\S+\s){0,2}$"
)
"""What stands between a company and the deal that its own people decide on: "Acme [shareholders back] Bolt merger"."""


def decided_by(reader: Reader, noun: Token, before: Modifiers) -> tuple[Argument, ...]:
    """The company whose own people decide on the deal that a name stands before."""
    others = before.names or before.owner
    if not others:
        return ()
    decided = _BACKED_BY.search(reader.text, noun.sent.start_char, others[0].start)
    named = reader.named(reader.token_at(decided.start() - 1)) if decided else None
    return (named,) if named is not None else ()


def headed_by(reader: Reader, noun: Token, before: Modifiers) -> tuple[str, tuple[Argument, ...]] | None:
    """The verb or "in" between a name and the noun's phrase, and who is named: "Acme [mulls] bid", "Acme [in] £5m swoop"."""
    doc, i = reader.doc, before.first - 1
    if i < 1 or reader.entities.at(i) is not None or reader.entities.at(i - 1) is None:
        return None
    word = doc[i]
    if word.lower_ == "in":
        verb = "in"
    elif (
        word.lower_.endswith("s")
        and word.is_lower
        and word.tag_ in {"NNS", "VBZ", "NN"}
        and word.pos_ != "AUX"  # "Bolt has drawn three bids"
    ):
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
