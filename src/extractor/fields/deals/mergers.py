"""Merging: which two become one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument, DealCandidate, Status
from extractor.fields.clauses import Modifiers, complements, modifiers, named_before, passive_subject, subject
from extractor.fields.deals.proposals import (
    amount_of,
    buyers_of,
    decided_by,
    doer_of,
    governor_of,
    is_passive,
    is_target,
    nouns_of,
    verbs_of,
)
from extractor.fields.phrases import ORGANS, Reader, Thing, is_place
from extractor.fields.status import status_of
from extractor.lexicon import load_lexicon
from extractor.mentions.money import MoneyMention

if TYPE_CHECKING:
    from spacy.tokens import Token


_MERGES = re.compile(
    r"\b(?:merge\w*|deal|agree\w*|transaction|acqui\w+|takeover|shareholders|bid|companies|offer\w*|all-stock)\b",
    re.IGNORECASE,
)
_MAKES_ONE = re.compile(r"\b(?:creat\w+|form(?:s|ed|ing)?|valued|worth)\b", re.IGNORECASE)
"""What a combination of two companies does, or is: "would form the largest bank"."""
_WHOLES = re.compile(
    r"(?:(?:the|their|both|two|its)\s)*(?:companies|cos|firms|businesses|operations|groups|banks)",
    re.IGNORECASE,
)
"""What is all of both, as the object of merging: "their businesses", not "their card units"."""
_NEAR = 12
"""Tokens between "deal with Bolt" and "merge"."""
_AGREEMENTS = frozenset(["agreement", "deal", "pact", "plan", "accord", "contract", "talk", "negotiation"])


def merges_with(reader: Reader) -> Iterator[DealCandidate]:
    """``[Acme](acquirer) will merge with [Bolt](target) next year.``"""
    for verb, after in verbs_of(reader, "merge"):
        found = complements(reader, after)
        who = subject(reader, verb) if not is_passive(verb) else passive_subject(reader, verb)
        left = buyers_of(who.parties) if who else ()
        right = found.party("with")
        into = not right and found.party("into")
        right = into or right
        if not right and len(left) == 1 and (noun := _agreement(reader, verb)) is not None:
            right = complements(reader, noun.i + 1, nominal=True).party("with")
        if not right and len(left) == 1 and verb.tag_ == "VB" and (both := _headed_pair(reader, verb)):
            left = both
        if not right and len(boards := _both_boards(reader, verb)) == 2:
            left = boards
        combining = verb.lemma_.lower() == "combine"
        if not right and len(left) in {2, 3}:
            left, right = left[:-1], left[-1:]
        if (combining and not right) or not left or not right:
            continue
        obj = found.object
        if obj is not None and _WHOLES.fullmatch(reader.doc[obj.first : obj.last].text):
            obj = None
        if obj is not None and (obj.back or (obj.parties and not any(p.entity for p in obj.parties))):
            continue
        if obj is not None and obj.parties and obj.parties[0].entity is not None:
            left = obj.parties[:1]
        if into:
            left, right = right, left  # "Acme merges Bolt into Core": the survivor goes first
        yield from _merger(verb, status_of(reader, verb), left, right, amount_of(found, "in"))


def _agreement(reader: Reader, verb: Token) -> Token | None:
    """The noun before an infinitive or gerund that tells with whom: "a deal with Bolt to merge"."""
    if verb.tag_ not in {"VB", "VBG"}:
        return None
    before = reader.doc[max(reader.start_of(verb.i), verb.i - _NEAR) : verb.i]
    return next((t for t in reversed(before) if t.lemma_.lower() in _AGREEMENTS), None)


def _headed_pair(reader: Reader, word: Token) -> tuple[Argument, ...]:
    """Both of whom a headline names with a comma: "[Acme], [Bolt] to merge"."""
    who = named_before(reader, word.i)
    both = sorted(who.parties, key=lambda p: p.start) if who is not None else []
    opens = both and both[0].start == reader.doc[reader.start_of(word.i)].idx
    return tuple(both) if len(both) == 2 and opens else ()


def _merger(
    trigger: Token,
    status: Status,
    left: tuple[Argument, ...],
    right: tuple[Argument, ...],
    price: MoneyMention | None,
) -> Iterator[DealCandidate]:
    one, two = left[0], right[-1]
    said = trigger.sent.text
    made = trigger.lower_ in {"combination", "combine"} and _MAKES_ONE.search(said)
    if trigger.lower_.startswith("combin") and not (made or _MERGES.search(said)):
        return
    if one.entity == two.entity or any(
        p.entity is None or is_place(p.entity) or not is_target(p, None) for p in (*left, two)
    ):
        return
    yield DealCandidate(trigger.i, "merger", status, left, two, (), None, price)


def _other_side(reader: Reader, noun: Token, before: Modifiers) -> tuple[Argument, ...]:
    """Who merges with the one that is named before the noun: "[Acme]'s Bolt merger", "[Acme] completes Bolt merger"."""
    if before.owner:
        return before.owner[:1]
    doc, i = reader.doc, before.first - 1
    if i > 1 and doc[i].text in {",", "-", "/"} and (named := reader.named(i - 1)) is not None:
        return (named,)  # "probe into [Acme], Bolt merger"
    if decider := decided_by(reader, noun, before):
        return decider
    return doer_of(reader, noun, before)[:1]


def _both_owners(reader: Reader, before: Modifiers) -> tuple[Argument, ...]:
    """Both whose merger it is: "[Acme] and [Bolt]'s merger"."""
    doc, first = reader.doc, before.first
    if len(before.owner) == 1 and first > 1 and doc[first - 1].lower_ == "and":
        other = reader.named(first - 2)
        return (other, *before.owner) if other is not None else ()
    return before.owner


def _pair_before(reader: Reader, noun: Token) -> tuple[Argument, ...]:
    """The companies that the sentence names before "their merger": "[Acme] reports like [Bolt] after their merger"."""
    named = {
        a.entity: a
        for i in range(reader.start_of(noun.i), noun.i)
        if (a := reader.named(i)) is not None
        and a.entity is not None
        and a.entity.type in {"company", "other"}
    }
    return tuple(named.values())


def _whose_board(reader: Reader, who: Thing) -> Thing:
    """The companies whose boards or holders decide: "the boards of [Acme] and [Bolt] approved a merger"."""
    if who.parties or reader.doc[min(who.last, len(reader.doc) - 1)].lower_ != "of":
        return who
    return reader.thing(who.last + 1, reader.end_of(who.last))


def _hyphened(reader: Reader, before: Modifiers) -> tuple[Argument, ...]:
    """Both of whom one word makes a pair, where the text names each: "the [Acme]-[Bolt] merger"."""
    if len(before.names) != 1:
        return ()
    start, end = before.names[0].start, before.names[0].end
    halves = re.split("[-–/]", reader.text[start:end])
    written = {m.text: e for e in reader.entities.all for m in e.mentions}
    both = [written.get(half.strip()) for half in halves]
    if len(both) != 2 or any(e is None or e.type not in {"company", "other"} for e in both):
        return ()
    spans = ((start, start + len(halves[0])), (end - len(halves[1]), end))
    return tuple(Argument(e, *span) for e, span in zip(both, spans, strict=True))


_THEIRS = re.compile(
    r"\b[Ii]ts\s(?:board|directors|shareholders|stockholders)(?:\sof\sdirectors)?\sand\s(?:that|those|the\s(?:board|directors|shareholders|stockholders)(?:\sof\sdirectors)?)\sof\s"
)


def _both_boards(reader: Reader, trigger: Token) -> tuple[Argument, ...]:
    """The two whose boards or holders decide: "[its] board and that of [Bolt] approved a merger"."""
    begin = reader.doc[reader.start_of(trigger.i)].idx
    found = _THEIRS.search(reader.text, begin, trigger.idx)
    owner = reader.owner_of(reader.token_at(found.start())) if found is not None else None
    if found is None or owner is None:
        return ()
    named = reader.named(reader.after(found.end()))
    return (owner, named) if named is not None else ()


def merger_of(reader: Reader) -> Iterator[DealCandidate]:
    """``The merger between [Acme](acquirer) and [Bolt](target) was announced.``"""
    for noun in nouns_of(reader, "merge"):
        before = modifiers(reader, noun)
        found = complements(reader, noun.i + 1, nominal=True)
        both = found.party("of", "between")
        partner = found.party("with", "into")
        left: tuple[Argument, ...] = ()
        right: tuple[Argument, ...] = ()
        if len(both) >= 2:
            left, right = both[:3][:-1], both[:3][-1:]
        elif partner:
            left = before.owner or both or doer_of(reader, noun, before)
            right = partner
            if not left and (verb := governor_of(noun)) is not None:
                who = subject(reader, verb)
                left = who.parties if who else ()
            if not found.party("with"):
                left, right = right, left
        elif len(boards := _both_boards(reader, noun)) == 2:
            left, right = boards[:1], boards[1:]
        elif len(pair := _hyphened(reader, before)) == 2:
            left, right = pair[:1], pair[1:]
        elif len(before.names) == 2:
            left, right = before.names[1:], before.names[:1]
        elif not before.names and len(owners := _both_owners(reader, before)) == 2:
            left, right = owners[:1], owners[1:]
        elif len(before.names) == 1 and (left := _other_side(reader, noun, before)):
            right = before.names
        elif noun.i > 0 and noun.nbor(-1).lower_ == "their" and len(pair := _pair_before(reader, noun)) == 2:
            left, right = pair[:1], pair[1:]
        elif noun.lower_ == "merger":
            verb = governor_of(noun)
            if verb is None:
                who = named_before(reader, noun.i)
            else:
                who = subject(reader, verb)
                if who is not None and {who.noun, who.noun.removesuffix("s")} & ORGANS:
                    who = _whose_board(reader, who)
                elif verb.lemma_.lower() in load_lexicon("deal_outsiders"):
                    who = None
            if who is not None and len(who.parties) == 1 and (both := _headed_pair(reader, noun)):
                who = Thing(who.first, who.last, both)
            if who is not None and len(who.parties) == 2:
                left, right = who.parties[:1], who.parties[1:]
            elif who is not None and verb is not None and len(who.parties) == 1:
                # "Acme joins forces with Bolt in a merger"
                left, right = who.parties, complements(reader, verb.i + 1).party("with")
        left = tuple(p for p in left if p.entity is not None)
        if left and right:
            yield from _merger(
                noun, status_of(reader, noun), left, right, before.money or amount_of(found, "in")
            )
