"""Whom a phrase names: its own company, the one it stands beside, or the one named before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument
from extractor.fields.clauses.words import PREPOSITIONS, TOLD
from extractor.fields.phrases import Reader, Thing, is_place

if TYPE_CHECKING:
    from spacy.tokens import Token

_FURTHEST = 200
"""Tokens that a name may stand before what it does: without an end, each word of a long sentence would look at all of it."""
_TALKS = frozenset(["talks", "discussions", "negotiations"])


def named_by(reader: Reader, token: Token) -> Thing:
    """What the phrase of ``token`` denotes; of an apposition, what it stands beside: "Acme, the firm that"."""
    thing = reader.around(token)
    of = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    if of.dep_ == "appos" and of != token and not any(p.entity is not None for p in thing.parties):
        above = named_by(reader, of)  # "Bolt, the chain of shops that Acme sold"
        return above if any(p.entity is not None for p in above.parties) else thing
    described = thing.bare or (bool(thing.parties) and all(p.entity is None for p in thing.parties))
    if described and token.dep_ == "appos" and token.head.i < token.i:
        beside = reader.around(token.head)
        return beside if any(p.entity is not None for p in beside.parties) else thing
    if (thing.bare or not thing.parties) and (verb := _of_member(token)) is not None:
        told = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        about = reader.around(told) if told is not None else thing
        return about if about.parties else thing
    return thing


_LEADS = frozenset(["assemble", "form", "front", "head", "join", "lead", "spearhead"])
_MEMBERS = frozenset(["leader", "member", "part"])
_GROUPS = frozenset(["alliance", "consortium", "group", "syndicate", "team"])


def _of_member(token: Token) -> Token | None:
    """The verb whose subject is one of those that a noun names: "Acme [was] among the firms", "Acme [led] a group that"."""
    above = token.head
    if token.dep_ == "attr" or (token.dep_ == "pobj" and above.lower_ == "among"):
        return above if token.dep_ == "attr" else above.head
    one = above.head if token.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_ == "one" else None
    if one is not None and one.dep_ == "attr":
        return one.head  # "Acme [is] one of the firms that"
    if token.lower_ not in _GROUPS:
        return None
    if token.dep_ == "dobj" and above.lemma_.lower() in _LEADS:
        return above
    member = token.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_ in _MEMBERS
    return above.head.head if member else None


def named_before(reader: Reader, at: int) -> Thing | None:
    """The name before token ``at`` that no preposition governs, back to the sentence's start, or ``_FURTHEST``."""
    doc = reader.doc
    start = max(reader.start_of(at), at - _FURTHEST)
    i = at - 1
    listed: tuple[Argument, ...] = ()
    while i >= start:
        mention = reader.entities.mention_at(i)
        if mention is None:
            if doc[i].text in {";", ":"} or doc[i].is_space:
                break
            if doc[i].text == "," and (opener := _relative_before(reader, i, start)):
                i = opener - 1
                continue
            if doc[i].lower_ in {"it", "they"} or (
                i > start and reader.is_company_noun(doc[i]) and doc[i - 1].lower_ == "the"
            ):
                pointed = reader.around(doc[i])
                if pointed.parties and (i < 2 or doc[i - 2].lower_ not in PREPOSITIONS):
                    return pointed
            i -= 1
            continue
        first = mention.first
        if first - 2 > start and doc[first - 1].lower_ in {"'s", "’s"}:
            country, where = reader.entities.at(first - 2), reader.entities.mention_at(first - 2)
            if country is not None and where is not None and is_place(country):
                first = where.first  # "France's Acme and [Italy's] Bolt"
        before = doc[first - 1].lower_ if first > start else ""
        if before in TOLD:
            i = mention.first - 1
            continue
        if before == "with" and mention.first - 2 >= start and doc[mention.first - 2].lower_ in _TALKS:
            before = ""
        if before in {"and", "&", ","} and first - 2 >= start and reader.entities.at(first - 2):
            listed = (*named_at(reader, i), *listed)
            i = first - 2
            continue
        entity = reader.entities.at(i)
        if (
            before not in PREPOSITIONS
            and entity is not None
            and not is_place(entity)
            and (mention.last >= len(doc) or doc[mention.last].lower_ not in {"'s", "’s"})
        ):
            thing = reader.around(doc[mention.last - 1])
            parties = thing.parties or named_at(reader, i)
            known = {p.entity for p in parties}
            return replace(thing, parties=(*parties, *(p for p in listed if p.entity not in known)))
        listed = ()
        i = mention.first - 1
    return None


def before_relative(reader: Reader, pronoun: Token) -> Thing | None:
    """The company right before a relative pronoun: "the former head of [Bolt], which was acquired"."""
    i = pronoun.i - 1
    while i > 0 and pronoun.doc[i].is_punct:
        i -= 1
    mention = reader.entities.mention_at(i)
    named = reader.named(i)
    if (
        mention is None
        or named is None
        or named.entity is None
        or named.entity.type == "person"
        or is_place(named.entity)
    ):
        return None
    return Thing(mention.first, mention.last, (named,))


def _relative_before(reader: Reader, comma: int, start: int) -> int:
    """Index of the comma that opens the relative clause which ends at ``comma``: "Acme[,] with which it vies, bought"."""
    doc = reader.doc
    for k in range(comma - 1, max(start, comma - 15), -1):
        if doc[k].text == ",":
            return 0
        if doc[k].lower_ in {"which", "who", "whose", "whom"}:
            opener = k - 1 if doc[k - 1].text == "," else k - 2
            return opener if opener > start and doc[opener].text == "," else 0
    return 0


def named_for(reader: Reader, at: int) -> Thing | None:
    """The name right before token ``at`` that "for" governs: "talks for [Acme] to buy Bolt"."""
    mention, named = reader.entities.mention_at(at - 1), reader.named(at - 1)
    if mention is None or named is None or reader.doc[max(mention.first - 1, 0)].lower_ != "for":
        return None
    return Thing(mention.first, mention.last, (named,))


def named_at(reader: Reader, i: int) -> tuple[Argument, ...]:
    """The party whose name covers token ``i``, alone in its list; an empty one where no name does."""
    named = reader.named(i)
    return (named,) if named else ()
