"""What is done to by a participle: "[Bolt] was acquired by Acme"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.fields.clauses.active import subject_token
from extractor.fields.clauses.names import before_relative, named_before, named_by, named_for
from extractor.fields.phrases import Reader, Thing

if TYPE_CHECKING:
    from spacy.tokens import Token


def passive_subject(reader: Reader, verb: Token) -> Thing | None:
    """What is done to by the participle ``verb``: its subject, or the noun that it follows."""
    to = verb.i - 2
    to_be = to > 0 and [t.lower_ for t in verb.doc[to : verb.i]] == ["to", "be"]
    if to_be and (meant := named_for(reader, to)) is not None:
        return meant  # "announce agreement for Bolt to be acquired"
    if to > 0 and verb.nbor(-1).text == "(" and (bracketed := reader.named(to)) is not None:
        return Thing(to, to + 1, (bracketed,))  # "Bolt (bought by Acme in 2012)"
    own = next((c for c in verb.children if c.dep_ in {"nsubjpass", "nsubj"}), None)
    if own is not None and own.tag_ in {"WDT", "WP"}:
        return before_relative(reader, own) or (
            named_by(reader, _apposed_above(verb)) if verb.head.i < verb.i else None
        )
    if own is not None:
        return reader.around(own)
    if verb.dep_ in {"acl", "relcl"} and verb.head.i < verb.i:
        thing = named_by(reader, _apposed_above(verb))
        if (beside := _company_beside(reader, verb, thing)) is not None:
            return beside
        if thing.parties or thing.bare or verb.doc[max(verb.i - 1, 0)].lower_ != "be":
            return thing
        governor = next((t for t in verb.head.ancestors if t.pos_ in {"VERB", "AUX"}), None)
        token = subject_token(governor) if governor is not None else None
        return reader.around(token) if token is not None else named_before(reader, verb.head.i)
    if verb.dep_ in {"xcomp", "conj", "ccomp", "advcl", "pcomp"}:
        token = subject_token(verb)
        if token is not None:
            thing = reader.around(token)
            return _company_beside(reader, verb, thing) or thing
    i = verb.i - 1
    while i > verb.sent.start and (
        verb.doc[i].text == "," or verb.doc[i].pos_ in {"AUX", "ADV"} or verb.doc[i].lower_ == "to"
    ):
        i -= 1
    return reader.around(verb.doc[i]) if reader.entities.at(i) is not None else None


def _apposed_above(verb: Token) -> Token:
    """What a relative clause behind a comma is about, whatever noun the parse hangs it under: "Bolt, the [operator] of four mills, which was sold"."""
    head, opener = verb.head, verb.left_edge.i
    of = head.head
    if (
        head.dep_ == "pobj"
        and of.lower_ == "of"
        and of.head.dep_ == "appos"
        and opener
        and verb.doc[opener - 1].text == ","
    ):
        return of.head
    return head


def _company_beside(reader: Reader, verb: Token, thing: Thing) -> Thing | None:
    """The company right before a participle that the parse hangs under a person: "Lane was the founder of [Bolt], acquired by Acme"."""
    persons = bool(thing.parties) and all(
        p.entity is not None and p.entity.type == "person" for p in thing.parties
    )
    i = verb.i - 1
    while i > 1 and verb.doc[i].pos_ == "ADV":
        i -= 1  # "Lane founded Bolt, later acquired by Acme"
    if not persons or i < 1 or verb.doc[i].text not in {",", "("}:
        return None
    mention, named = reader.entities.mention_at(i - 1), reader.named(i - 1)
    if mention is None or named is None or named.entity is None or named.entity.type == "person":
        return None
    return Thing(mention.first, mention.last, (named,))
