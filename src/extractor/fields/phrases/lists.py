"""Names that commas and conjunctions join: "Acme, Bolt and Core", "a group led by Acme and including Bolt"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.phrases.thing import Thing, is_place
from extractor.fields.phrases.words import ORGANS, POSSESSIVE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.fields.phrases.reader import Reader

_AND_INCLUDING = re.compile(r"(?:,|,?\sand)\s(?:also\s)?(?:which\s)?(?:also\s)?includ(?:es|ing)\s")


def joined(reader: Reader, phrase: Thing, stop: int) -> Thing:
    """With the names that commas and "and" join to it: "Acme, Bolt and Core"."""
    doc = reader.doc
    parties, j = list(phrase.parties), phrase.last
    while j < stop and (k := _next_name(reader, j, stop) or _past_aside(reader, j, stop)):
        following = reader.walk(k, stop)
        if not following.parties or (
            following.last < len(doc)
            and doc[following.last].pos_ in {"VERB", "AUX"}
            and not _told_of_another(reader, doc[following.last], phrase.first)
            and (
                (doc[j].text == "," and k < j + 4 and doc[following.last].tag_ in {"VBD", "VBP", "MD"})
                or doc[following.last].tag_ == "VBZ"  # one name's verb: "to buy Acme and [Bolt] wants"
            )
        ):
            break
        if not any(p.entity == following.parties[0].entity for p in parties):
            parties.append(following.parties[0])
        j = following.last
    if (acting := _and_unit(reader, phrase.first, j, stop)) is not None:
        parties, j = [*parties, acting.owner] if acting.owner else parties, acting.last
    if phrase.last < stop and doc[phrase.last].lower_ in {"unit", "division"}:
        j = max(j, phrase.last + 1)
    return replace(phrase, parties=tuple(parties), last=j)


def _and_unit(reader: Reader, first: int, j: int, stop: int) -> Thing | None:
    """What acts for a company beside those named: "Acme [and a unit of Bolt] agreed to buy Core"."""
    doc = reader.doc
    j += j < stop and doc[j].text == ","
    if j + 3 >= stop or doc[j].lower_ != "and" or doc[j + 1].lower_ not in {"a", "an", "the"}:
        return None
    acting = reader.thing(j + 1, stop)
    if acting.owner is None or acting.noun not in ORGANS or acting.last >= len(doc):
        return None
    verb = doc[acting.last]
    main = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
    acts = any(c.dep_ in {"nsubj", "nsubjpass"} and first <= c.i < acting.last for c in main.lefts)
    return acting if verb.pos_ in {"VERB", "AUX"} and acts else None


def _past_aside(reader: Reader, j: int, stop: int) -> int:
    """Index of the name that "and" joins behind what is said of the one before: "Acme, the paper maker, and [Bolt] agreed"; 0 for none."""
    doc = reader.doc
    if j + 1 >= stop or doc[j].text != "," or doc[j + 1].lower_ not in {"a", "an", "the", "its"}:
        return 0
    aside = reader.walk(j + 1, stop)
    at = aside.last
    told = aside.noun and at > j + 2 and reader.is_company_noun(doc[at - 1])
    if not told or at + 2 >= stop or doc[at].text != "," or doc[at + 1].lower_ != "and":
        return 0
    end = end_of_member(reader, at + 2, stop)
    goes_on = end and end < len(doc) and (doc[end].tag_ == "VBP" or doc[end - 1].dep_ == "conj")
    return at + 2 if goes_on else 0


def with_others(reader: Reader, made: Thing, stop: int) -> Thing:
    """With the members that go on behind the leader: "a group led by Acme [and including Bolt and Core]"."""
    end = reader.doc[made.last - 1]
    found = _AND_INCLUDING.match(reader.text, end.idx + len(end))
    if found is None or (at := reader.after(found.end())) >= stop:
        return made
    others = joined(reader, reader.walk(at, stop), stop)
    new = tuple(p for p in others.parties if all(p.entity != known.entity for known in made.parties))
    return replace(made, last=others.last, parties=(*made.parties, *new)) if new else made


def _told_of_another(reader: Reader, verb: Token, first: int) -> bool:
    """Whether a verb's subject stands before the list: "a group including Acme and Bolt [is]"."""
    main = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.i < first for c in main.lefts)


def _next_name(reader: Reader, j: int, stop: int) -> int:
    """Index of the name that a comma or "and" at ``j`` joins; 0 for none."""
    doc = reader.doc
    k = _past_place(reader, j, stop)
    placed = k > j
    if doc[k].text == "(":
        close = next((c for c in range(k + 1, min(stop, k + 10)) if doc[c].text == ")"), 0)
        if not close:
            return 0
        k = close + 1
    comma = k < stop and doc[k].text == ","
    if beside := _AS_WELL_AS.match(reader.text, doc[k].idx if k < stop else len(reader.text)):
        k = reader.after(beside.end())
        return k if end_of_member(reader, k, stop) else 0
    if comma:
        k += 1
        if k + 1 < stop and doc[k].lower_ == "the" and reader.entities.mention_at(k + 1) is not None:
            k += 1  # "Acme, the Bolt Fund and Core"
    conjunction = k < stop and doc[k].lower_ in {"and", "&"}
    if conjunction:
        k += 1
        if k + 1 < stop and doc[k].lower_ == "the":
            k += 1
    if k + 1 < stop and (comma or conjunction) and doc[k].lower_ in _ONWARD:
        at = end_of_member(reader, k + 1, stop)
        acts = at and at < len(doc) and doc[at].pos_ in {"VERB", "AUX"}
        return k + 1 if at and not acts else 0
    if k >= stop or not (comma or conjunction):
        return 0
    at = end_of_member(reader, k, stop)
    if not at or conjunction:
        return k if at else 0
    if placed:
        return 0
    # "Acme, Bolt and Core": a comma alone joins only where a conjunction follows.
    for _ in range(12):
        if at < stop and doc[at].lower_ in POSSESSIVE:
            # "Acme's Bolt, Core's mill and Dunlin"
            at = next(
                (t for t in range(at + 1, min(stop, at + 5)) if doc[t].lower_ in {",", "and", "&"}), stop
            )
        if at >= stop:
            return 0
        if doc[at].lower_ in {"and", "&"}:
            named = end_of_member(reader, at + 1, stop) or (at + 2 < stop and reader.entities.at(at + 2))
            return k if named else 0
        if doc[at].text == ",":
            at += 1
            if at < stop and doc[at].lower_ in {"and", "&"}:
                continue
            at = end_of_member(reader, at, stop)
            if not at:
                return 0
            continue
        return 0
    return 0


_ONWARD = frozenset(["finally", "later", "then"])
"""What goes on with a list in time: "buying Acme, [then] Bolt and [later] Core"."""
_AS_WELL_AS = re.compile(r",?\s?as\swell\sas\s(?:the\s)?(?=[A-Z])")


def _past_place(reader: Reader, j: int, stop: int) -> int:
    """Index after where a name is told to be, which a list goes on behind: "Acme [in Japan], as well as Bolt"."""
    if j + 1 >= stop or reader.doc[j].lower_ != "in":
        return j
    place, mention = reader.entities.at(j + 1), reader.entities.mention_at(j + 1)
    told = place is not None and mention is not None and is_place(place) and mention.last < stop
    return mention.last if told and mention is not None else j


def end_of_member(reader: Reader, k: int, stop: int) -> int:
    """Index after the member of a list at ``k``: a name, or one with its noun before it, "pension fund Bolt"; 0 for neither."""
    if k >= stop:
        return 0
    if (mention := reader.entities.mention_at(k)) is not None:
        return mention.last
    told = reader.walk(k, stop)
    if not told.told or told.parties[0].entity is None or _opens_clause(reader, told):
        return 0
    return told.last


def _opens_clause(reader: Reader, told: Thing) -> bool:
    """Whether a name with its noun is the subject of a verb of its own: "bought Acme and rival [Bolt] sold Core"."""
    token = reader.doc[told.last - 1]
    verb = token.head
    return (
        token.dep_ in {"nsubj", "nsubjpass"}
        and verb.i > token.i
        and verb.dep_ in {"conj", "ccomp", "advcl"}
        and verb.head.i < told.first
    )
