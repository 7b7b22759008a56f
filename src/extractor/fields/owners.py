"""Who owns what, said in passing: the seller of a whole that changes hands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.fields.candidate import Argument
from extractor.fields.clauses import subject
from extractor.fields.phrases import Reader, is_place
from extractor.resolve import Entity

_OWNED = frozenset(["owned", "controlled"])
_PARENTS = frozenset(["unit", "subsidiary", "arm", "division", "affiliate", "part", "brand"])
_OWNED_WORD = re.compile("|".join(sorted(_OWNED)), re.IGNORECASE)
_HAS_OWNED = re.compile(r"\bown(?:s|ed)\b", re.IGNORECASE)
_PARENT_OF = re.compile(
    rf"\b(?:{'|'.join(sorted(_PARENTS))}|(?<=portfolio )company)(?=\s+of\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Ownership:
    """One company is another's."""

    owned: Entity
    owner: Argument
    rule: str


def find_owners(reader: Reader) -> Iterator[Ownership]:
    """Ownerships that the text states, in reading order."""
    yield from hyphen_owned(reader)
    yield from owned_by(reader)
    yield from part_of(reader)
    yield from has_owned(reader)


def hyphen_owned(reader: Reader) -> Iterator[Ownership]:
    """``[Acme](seller)-owned [Bolt](target) was sold.``"""
    doc = reader.doc
    for token in reader.tokens_where(_OWNED_WORD):
        if token.lower_ in _OWNED and token.i > 1 and doc[token.i - 1].text in {"-", "‑", "–"}:
            owner = reader.named(token.i - 2)
            thing = reader.thing(token.i + 1, reader.end_of(token.i))
            yield from _made(owner, thing.parties[:1], "hyphen_owned")


def owned_by(reader: Reader) -> Iterator[Ownership]:
    """``[Bolt](target), which is owned by [Acme](seller), was sold.``"""
    doc = reader.doc
    for token in reader.tokens_where(_OWNED_WORD):
        if token.lower_ not in _OWNED or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "by":
            continue
        i = token.i - 1
        start = reader.start_of(token.i)
        while i > start and (
            doc[i].text == ","
            or doc[i].pos_ in {"ADV", "AUX"}
            or doc[i].lower_
            in {"which", "that", "and", "is", "was", "currently", "majority", "partly", "jointly", "-"}
        ):
            i -= 1
        owned = reader.named(i)
        thing = reader.thing(token.i + 2, reader.end_of(token.i))
        for owner in thing.parties:
            yield from _made(owner, (owned,) if owned else (), "owned_by")


def has_owned(reader: Reader) -> Iterator[Ownership]:
    """``[Acme](seller) has owned [Bolt](target) since 2012.``"""
    doc = reader.doc
    for token in reader.tokens_where(_HAS_OWNED):
        if (
            token.lemma_.lower() != "own"
            or token.pos_ != "VERB"
            or doc[min(token.i + 1, len(doc) - 1)].lower_ == "by"
        ):
            continue
        thing = reader.thing(token.i + 1, reader.end_of(token.i))
        who = subject(reader, token)
        if thing.percent is None and not thing.part and who is not None and len(who.parties) == 1:
            yield from _made(who.parties[0], thing.parties[:1], "has_owned")


def part_of(reader: Reader) -> Iterator[Ownership]:
    """``[Bolt](target), part of [Acme](seller), was sold.``"""
    doc = reader.doc
    for token in reader.tokens_where(_PARENT_OF):
        if (
            token.lower_ not in {"company", *_PARENTS}
            or token.i + 1 >= len(doc)
            or doc[token.i + 1].lower_ != "of"
        ):
            continue
        i = token.i - 1
        start = reader.start_of(token.i)
        while i > start and (
            doc[i].pos_ in {"DET", "ADJ"} or (doc[i].pos_ == "NOUN" and reader.entities.at(i) is None)
        ):
            i -= 1
        if doc[i].text != "," or i == start:
            continue
        owned = reader.named(i - 1)
        thing = reader.thing(token.i + 2, reader.end_of(token.i))
        if thing.parties and not thing.noun:
            yield from _made(thing.parties[0], (owned,) if owned else (), "part_of")


def _made(owner: Argument | None, owned: tuple[Argument, ...], rule: str) -> Iterator[Ownership]:
    if owner is None or owner.entity is None or is_place(owner.entity):
        return
    for one in owned:
        if one.entity is not None and one.entity != owner.entity:
            yield Ownership(one.entity, owner, rule)
