"""Deals: which company buys, sells or merges with which. Rules propose; ``assemble`` decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument, DealCandidate, Rule
from extractor.lexicon import load_lexicon, load_terms
from extractor.mentions.bundle import Mentions
from extractor.resolve import Entities, antecedent

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BUY = frozenset(["acquire", "buy", "purchase", "acquiring", "buying"])
BUY_PARTICLE = {
    "snap": "up",
    "pick": "up",
    "scoop": "up",
    "gobble": "up",
    "take": "over",
    "buy": "out",
    "swallow": "up",
}
SELL = frozenset(["sell", "divest", "offload"])
DEAL_NOUNS = frozenset(["acquisition", "purchase", "takeover", "buyout", "buy-out"])
STAKE_NOUNS = frozenset(
    ["stake", "interest", "holding", "share", "shares", "stakes", "shareholding", "percent", "%"]
)
_TALKS = re.compile(
    r"\b(?:in (?:early |advanced |exclusive )?talks|considering|consider|weigh(?:s|ing)?|explor(?:e|es|ing)|mull(?:s|ing)?|"
    r"eye(?:s|ing)|interested in|nears?|close to|familiar with the matter|rumou?red|reportedly|could|may|might)\b",
    re.I,
)
_BID = re.compile(
    r"\b(?:bids?|bidding|offers?|offered|proposal|proposed|proposes|letter of intent|approach(?:ed)?)\b", re.I
)
_TERMINATED = re.compile(
    r"\b(?:reject(?:s|ed|ing)?|rebuff(?:s|ed)?|spurn(?:s|ed)?|turn(?:s|ed)? down|withdr(?:ew|aws?|awn)|call(?:s|ed)? off|abandon(?:s|ed)?|"
    r"terminat(?:e|es|ed)|block(?:s|ed)|pull(?:s|ed)? out|walk(?:s|ed)? away|scrap(?:s|ped)|collapsed|dropped|failed)\b",
    re.I,
)
_AGREED = re.compile(
    r"\b(?:agreed|agrees|agreement|will|to|plans?|planned|planning|set to|is|are|announces?d?|expected|intends?|would|deal)\b",
    re.I,
)


def _subject(verb: Token) -> Token | None:
    """The token that does what ``verb`` says, through control, coordination and participles."""
    seen = 0
    token = verb
    while seen < 6:
        seen += 1
        for child in token.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                if (
                    token != verb
                    and child.dep_ == "nsubjpass"
                    and token.lemma_ not in {"expect", "set", "report", "say", "rumor"}
                ):
                    return None
                if child.tag_ in {"WDT", "WP"} and token.dep_ == "relcl":
                    return token.head
                return child
        if token.dep_ in {"relcl", "acl"} and token.head.pos_ in {"NOUN", "PROPN"}:
            head = token.head
            if token.dep_ == "acl" and head.lemma_ in {
                "agreement",
                "deal",
                "offer",
                "bid",
                "plan",
                "talk",
                "intention",
                "right",
                "option",
                "proposal",
            }:
                owner = next((c for c in head.children if c.dep_ == "poss"), None)
                if owner is not None:
                    return owner
                token = head.head
                if token.pos_ == "ADP":
                    token = token.head
                continue
            return head if token.tag_ != "VBN" else None
        if token.head == token:
            return None
        token = token.head
        if token.pos_ not in {"VERB", "AUX", "ADP", "NOUN", "ADJ"}:
            return None
    return None


def _conjuncts(token: Token) -> list[Token]:
    return [token, *token.conjuncts] if token.dep_ != "conj" else [token]


def _argument(token: Token | None, entities: Entities, *, described: bool = False) -> Argument | None:
    """The party at a noun phrase's head: its name, its antecedent, or (for targets) its description."""
    if token is None:
        return None
    entity = entities.at(token.i)
    if entity is not None:
        m = entities.mention_at(token.i)
        assert m is not None
        return (
            None
            if entity.type == "place"
            and len(entity.mentions) < 2
            and described is False
            and token.ent_type_ == "GPE"
            and token.dep_ == "pobj"
            else Argument(entity, m.start, m.end)
        )
    low = token.lower_
    nouns = load_lexicon("company_nouns")
    if low in nouns or token.pos_ == "NOUN":
        for child in token.children:
            if (
                child.dep_ in {"appos", "compound", "nmod"}
                and (e := entities.at(child.i))
                and e.type in {"company", "other"}
                and (child.dep_ == "appos" or child.i > token.i)
            ):
                m = entities.mention_at(child.i)
                assert m is not None
                return Argument(e, m.start, m.end)
        after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        if after is not None and low in nouns and (e := entities.at(after.i)) is not None:
            m = entities.mention_at(after.i)
            assert m is not None
            return Argument(e, m.start, m.end)
    if described and low in _ASSETS and token.pos_ in {"NOUN", "PROPN"}:
        start = token
        for child in token.lefts:
            if child.dep_ in {"compound", "amod", "nmod"} and child.i < start.i:
                start = min(child.subtree, key=lambda t: t.i)
        if start.i != token.i:
            return Argument(None, start.idx, token.idx + len(token))
    definite = any(c.lower_ in {"the", "this", "that"} for c in token.lefts)
    if low in {"it", "they", "them"} or (low in nouns and definite):
        found = antecedent(token, entities)
        if found is not None:
            return Argument(found, token.idx, token.idx + len(token))
    return None


_ASSETS = frozenset(term.partition(" = ")[0] for term in load_terms("asset_nouns"))


def _arguments(token: Token | None, entities: Entities, *, described: bool = False) -> tuple[Argument, ...]:
    if token is None:
        return ()
    found = [_argument(t, entities, described=described) for t in _conjuncts(token)]
    return tuple(a for a in found if a is not None)


def _status(trigger: Token) -> tuple[str, tuple[int, int] | None]:
    """From the words around the trigger in its sentence, strongest cue first."""
    sent = trigger.sent
    start, end = sent.start_char, sent.end_char
    text = trigger.doc.text
    lead = text[max(start, trigger.idx - 90) : trigger.idx]
    base = max(start, trigger.idx - 90)
    whole = text[start:end]
    if (m := _TERMINATED.search(whole)) and abs(start + m.start() - trigger.idx) < 80:
        return "terminated", (start + m.start(), start + m.end())
    if m := _TALKS.search(lead):
        return "rumored", (base + m.start(), base + m.end())
    if (m := _BID.search(lead)) and "agree" not in lead:
        return "proposed", (base + m.start(), base + m.end())
    span = (trigger.idx, trigger.idx + len(trigger))
    if (
        trigger.tag_ in {"VBD", "VBZ"}
        or (
            trigger.tag_ == "VBN"
            and any(c.lower_ in {"has", "have", "had", "was", "were", "been"} for c in trigger.lefts)
        )
    ) and not any(c.lower_ in {"is", "being", "be", "will"} for c in trigger.lefts):
        return "completed", span
    if trigger.pos_ == "NOUN":
        if re.search(r"\b(?:complet\w+|clos\w+|finali[sz]\w+)\b", whole, re.I):
            return "completed", span
        return "announced", span
    if trigger.tag_ == "VBN":
        return "completed", span
    return "announced", span


def _stake_of(noun: Token, mentions: Mentions) -> tuple[tuple[int, int, float] | None, Token | None]:
    """The percentage before "stake" and the company after "in" or "of"."""
    sent = noun.sent
    percent = next(
        (
            p
            for p in mentions.percents
            if sent.start_char <= p.start < sent.end_char and abs(p.start - noun.idx) < 40
        ),
        None,
    )
    company = None
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"in", "of"}:
            company = next((g for g in child.children if g.dep_ == "pobj"), None)
            if company is not None:
                break
    return ((percent.start, percent.end, percent.value) if percent else None), company


def _from(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "from":
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    return None


def _is_buy(token: Token) -> bool:
    if token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"} or (
        token.pos_ == "NOUN" and token.lower_ not in {"acquires", "buys"}
    ):
        return False
    particle = BUY_PARTICLE.get(token.lemma_.lower())
    following = token.doc[token.i + 1 : token.i + 2].text.lower()
    return (
        token.lemma_.lower() in BUY
        or token.lower_ in {"acquires", "buys"}
        or (particle is not None and following == particle)
    )


def subject_verb_object(doc: Doc, mentions: Mentions, entities: Entities) -> Iterator[DealCandidate]:
    """``[Microsoft](acquirer) bought [GitHub](target) for $7.5 billion.``"""
    for verb in doc:
        if not _is_buy(verb):
            continue
        passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children) or any(
            c.dep_ == "agent" for c in verb.children
        )
        if passive:
            continue
        objects = [c for c in verb.children if c.dep_ in {"dobj", "obj"}]
        obj = objects[0] if objects else None
        status, span = _status(verb)
        buyers = _arguments(_subject(verb), entities)
        if not buyers:
            before = [
                m
                for m in mentions.names
                if verb.sent.start <= m.first
                and m.last <= verb.i
                and (e := entities.at(m.first))
                and e.type != "place"
            ]
            if (
                before
                and verb.i - before[-1].last < 8
                and not any(t.text == "," for t in doc[before[-1].last : verb.i])
            ):
                buyers = tuple(a for a in [_argument(doc[before[-1].last - 1], entities)] if a)
        if obj is not None and obj.lower_ in STAKE_NOUNS:
            stake, company = _stake_of(obj, mentions)
            target = _argument(company, entities, described=True)
            if buyers and target:
                yield DealCandidate(verb.i, "stake", status, buyers, target, (), stake, span)
            continue
        targets = _arguments(obj, entities, described=True)
        if not targets:
            after = [m for m in mentions.names if verb.i < m.first <= verb.i + 7 and m.first < verb.sent.end]
            if after and not any(
                t.pos_ == "VERB" or t.text in {",", "for", "from", "in"}
                for t in doc[verb.i + 1 : after[0].first]
            ):
                targets = tuple(a for a in [_argument(doc[after[0].last - 1], entities)] if a)
        sellers = _arguments(_from(verb), entities)
        for target in targets:
            if target.entity is not None and (
                target.entity.type == "person" or any(b.entity == target.entity for b in buyers)
            ):
                continue
            yield DealCandidate(verb.i, "acquisition", status, buyers, target, sellers, None, span)


def pays_amount_for(doc: Doc, mentions: Mentions, entities: Entities) -> Iterator[DealCandidate]:
    """``[Microsoft](acquirer) is paying $7.5 billion for [GitHub](target).``"""
    for verb in doc:
        if verb.lemma_ not in {"pay", "shell"} or verb.pos_ != "VERB":
            continue
        thing = next(
            (
                g
                for t in verb.subtree
                if t.lower_ == "for" and t.i > verb.i
                for g in t.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        buyers = _arguments(_subject(verb), entities)
        target = _argument(thing, entities, described=True)
        if buyers and target and target.entity and target.entity.type != "person":
            status, span = _status(verb)
            yield DealCandidate(verb.i, "acquisition", status, buyers, target, (), None, span)


def passive_by_agent(doc: Doc, mentions: Mentions, entities: Entities) -> Iterator[DealCandidate]:
    """``[GitHub](target) was acquired by [Microsoft](acquirer) in 2018.``"""
    for verb in doc:
        if not _is_buy(verb) or verb.tag_ != "VBN":
            continue
        agent = next(
            (
                g
                for c in verb.children
                if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")
                for g in c.children
                if g.dep_ in {"pobj", "pcomp"}
            ),
            None,
        )
        buyers = _arguments(agent, entities)
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if subject is not None and subject.tag_ in {"WDT", "WP"}:
            subject = verb.head
        if subject is None and verb.dep_ in {"acl", "relcl"}:
            subject = verb.head
        target = _argument(subject, entities, described=True)
        if target is None or not buyers or (target.entity and any(b.entity == target.entity for b in buyers)):
            continue
        status, span = _status(verb)
        yield DealCandidate(verb.i, "acquisition", status, buyers, target, (), None, span)


def noun_of_by(doc: Doc, mentions: Mentions, entities: Entities) -> Iterator[DealCandidate]:
    """``[Microsoft](acquirer)'s acquisition of [GitHub](target) surprised few.``"""
    for noun in doc:
        if noun.lower_ not in DEAL_NOUNS or noun.pos_ != "NOUN":
            continue
        of = next(
            (
                g
                for c in noun.children
                if c.dep_ == "prep" and c.lower_ == "of"
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        if of is None:
            continue
        target = _argument(of, entities, described=True)
        if target is None or (target.entity and target.entity.type == "person"):
            continue
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        by = next(
            (
                g
                for c in noun.children
                if c.dep_ in {"prep", "agent"} and c.lower_ == "by"
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        buyers = _arguments(owner if owner is not None else by, entities)
        if not buyers:
            verb = noun.head
            while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
                verb = verb.head
            subject = _subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
            buyers = tuple(
                a for a in _arguments(subject, entities) if a.entity is None or a.entity.type != "person"
            )
        buyers = tuple(b for b in buyers if b.entity is not None and b.entity != target.entity)
        status, span = _status(noun)
        yield DealCandidate(noun.i, "acquisition", status, buyers, target, (), None, span)


def seller_sells_to_buyer(doc: Doc, mentions: Mentions, entities: Entities) -> Iterator[DealCandidate]:
    """``[Acme](seller) agreed to sell its [paper business](target) to [Bolt](acquirer).``"""
    for verb in doc:
        if verb.lemma_.lower() not in SELL or verb.pos_ != "VERB":
            continue
        obj = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        to = next(
            (
                g
                for c in verb.children
                if c.dep_ in {"prep", "dative"} and c.lower_ == "to"
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        passive = any(c.dep_ == "nsubjpass" for c in verb.children)
        sellers = () if passive else _arguments(_subject(verb), entities)
        stake = None
        kind = "acquisition"
        if obj is not None and obj.lower_ in STAKE_NOUNS:
            stake, obj = _stake_of(obj, mentions)
            kind = "stake"
        target = _argument(obj, entities, described=True)
        buyers = _arguments(to, entities)
        if target is None or not (buyers or (target.entity is None and sellers)):
            continue
        if any(s.entity is not None and s.entity == target.entity for s in sellers):
            sellers = ()
        status, span = _status(verb)
        yield DealCandidate(
            verb.i, kind, status, buyers, target, () if kind == "stake" else sellers, stake, span
        )


def merges_with(doc: Doc, mentions: Mentions, entities: Entities) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) will merge with [Bolt](target) next year.``"""
    for token in doc:
        if token.lemma_.lower() not in {"merge", "merger"}:
            continue
        partner = next(
            (
                g
                for c in token.children
                if c.dep_ == "prep" and c.lower_ in {"with", "of", "between"}
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        subject = (
            _subject(token)
            if token.pos_ == "VERB"
            else next((c for c in token.children if c.dep_ == "poss"), None)
        )
        left, right = _arguments(subject, entities), _arguments(partner, entities)
        sides = [a for a in (*left, *right) if a.entity is not None and a.entity.type != "person"]
        if len(sides) < 2 or sides[0].entity == sides[1].entity:
            continue
        status, span = _status(token)
        yield DealCandidate(token.i, "merger", status, (sides[0],), sides[1], (), None, span)


def takes_stake_in(doc: Doc, mentions: Mentions, entities: Entities) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) took a 20% stake in [Bolt](target).``"""
    for noun in doc:
        if (
            noun.lower_ not in {"stake", "stakes", "interest", "shareholding", "holding"}
            or noun.pos_ != "NOUN"
        ):
            continue
        stake, company = _stake_of(noun, mentions)
        verb = noun.head
        if company is None or verb.lemma_ not in {
            "take",
            "raise",
            "increase",
            "build",
            "consider",
            "boost",
            "cut",
            "reduce",
            "up",
            "seek",
        }:
            continue
        buyers = _arguments(_subject(verb), entities)
        target = _argument(company, entities, described=True)
        if not buyers or target is None or any(b.entity == target.entity for b in buyers):
            continue
        status, span = _status(verb)
        yield DealCandidate(verb.i, "stake", status, buyers, target, (), stake, span)


RULES: tuple[Rule, ...] = (
    subject_verb_object,
    pays_amount_for,
    passive_by_agent,
    noun_of_by,
    seller_sells_to_buyer,
    merges_with,
    takes_stake_in,
)
"""In order of trust: of two candidates for one trigger the earlier rule's stands first."""
