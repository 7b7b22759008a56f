"""The phrase around a token that the parse takes for its head, read back to its first word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.phrases.thing import Thing
from extractor.fields.phrases.walk import is_possessive
from extractor.fields.phrases.words import DETERMINERS, HYPHENS, LONGEST, POSSESSIVE, TIMES, is_pronoun
from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.fields.phrases.reader import Reader

_ARTICLES = frozenset(["a", "an", "the"])


def phrase_around(reader: Reader, token: Token) -> Thing:
    """The phrase whose head the parse takes ``token`` to be."""
    doc, first = reader.doc, token.i
    if is_pronoun(token):
        return _with_named(reader, reader.thing(first, first + 1))
    start = reader.start_of(token.i)
    mention = reader.entities.mention_at(first)
    if mention is not None:
        first = mention.first
    while first > start and first > token.i - LONGEST and _goes_before(reader, doc[first - 1], doc[first]):
        before = reader.entities.mention_at(first - 1)
        first = before.first if before else first - 1
    owns = mention is None and token.i + 1 < len(doc) and is_possessive(doc[token.i + 1])
    stop = token.i + 1 if owns else reader.end_of(token.i)
    found = reader.thing(_first_joined(reader, first, start), stop)
    if mention is not None and mention.last < len(doc) and is_possessive(doc[mention.last]):
        named = reader.named(token.i)
        return Thing(first, mention.last, (named,) if named else ())
    return found if found.last > token.i else reader.thing(mention.first if mention else token.i, stop)


def _with_named(reader: Reader, pointed: Thing) -> Thing:
    """With whom "and" joins to a pronoun: "Acme said [it and Bolt] agreed to merge"."""
    doc, at = reader.doc, pointed.last + 1
    if not pointed.parties or at >= len(doc) or doc[at - 1].lower_ != "and":
        return pointed
    named = reader.walk(at, reader.end_of(at))
    if not any(p.entity is not None for p in named.parties) or doc[at].pos_ in {"VERB", "AUX"}:
        return pointed
    return replace(pointed, last=named.last, parties=(*pointed.parties, *named.parties), back=False)


def _first_joined(reader: Reader, first: int, start: int) -> int:
    """Index of the name that "and" joins before the one at ``first``, where the parse hangs it under that: "[Acme] and Bolt bid"."""
    mention = reader.entities.mention_at(first)
    if mention is None or first - 2 < start or reader.doc[first - 1].lower_ not in {"and", "&"}:
        return first
    before = reader.entities.mention_at(first - 2)
    under = before is not None and reader.doc[first - 2].head.i in range(mention.first, mention.last)
    return before.first if before is not None and under else first


def _goes_before(reader: Reader, token: Token, following: Token) -> bool:
    if reader.entities.at(token.i) is not None:
        return token.lower_ not in POSSESSIVE or following.pos_ not in {"VERB", "AUX"}
    if token.lower_ in POSSESSIVE:
        return is_possessive(token)
    if following.lower_ in _ARTICLES and reader.entities.at(following.i) is None:
        return token.lower_ in {"all", "both", "half"}
    if token.text in HYPHENS:
        return not token.whitespace_
    if reader.money_at(token.i) is not None:
        return True
    if token.lower_ in TIMES or token.lower_ in load_lexicon("calendar_words"):
        return False
    return (
        token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "SYM"}
        or (token.lower_ in DETERMINERS and token.tag_ != "IN")  # not "said that the mill"
        or (token.tag_ in {"VBN", "VBG"} and token.dep_ in {"amod", "compound"})
        or (token.pos_ == "ADV" and following.tag_ in {"JJ", "VBN"} and following.dep_ == "amod")
    )
