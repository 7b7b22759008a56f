"""Who does what a verb says: by the parse, through control and coordination, else the name before it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument
from extractor.fields.clauses.names import named_at, named_before, named_by, named_for
from extractor.fields.clauses.preceding import plan_of
from extractor.fields.phrases import ORGANS, Reader, Thing, is_place

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEECH = frozenset(
    [
        "say",
        "announce",
        "report",
        "confirm",
        "expect",
        "tell",
        "add",
        "note",
        "state",
        "disclose",
        "reveal",
        "rumor",
        "set",
        "believe",
        "know",
        "see",
        "plan",
    ]
)
_EMPTY_SUBJECTS = frozenset(
    [
        "that",
        "which",
        "who",
        "deal",
        "move",
        "news",
        "acquisition",
        "transaction",
        "agreement",
        "step",
        "plan",
        "there",
        "this",
        "merger",
    ]
)
_RECEIVES = frozenset(["receive", "get", "attract", "invite", "solicit", "draw"])
_PICKS = frozenset(
    ["choose", "convince", "force", "invite", "line", "persuade", "pick", "push", "select", "tap"]
)
_PREVENTS = frozenset(
    ["ban", "bar", "block", "deter", "forbid", "keep", "prevent", "prohibit", "restrain", "stop"]
)
_SELVES = frozenset(["herself", "himself", "itself", "themselves"])
_OFFERS = frozenset(
    ["bid", "offer", "interest", "expression", "proposal", "approach", "inquiry", "enquiry", "tender"]
)


def subject(reader: Reader, verb: Token) -> Thing | None:
    """Who does what ``verb`` says: by the parse, through control and coordination, else the name before it."""
    plan = plan_of(reader, verb)
    planners = tuple(p for p in plan.owner if p.entity is not None and not is_place(p.entity)) if plan else ()
    if planners:
        return Thing(verb.i, verb.i, planners)
    to = verb.i - 1
    if to > 0 and verb.doc[to].lower_ == "to" and (meant := named_for(reader, to)) is not None:
        return meant  # "talks for Acme to buy Bolt"
    if (through := _through(reader, verb)) and (whole := named_before(reader, through)) is not None:
        return whole
    if (barred := _barred(verb)) is not None:
        return named_by(reader, barred)
    if (picked := _picked(verb)) is not None:
        return named_by(reader, picked)
    if any(_is_offered(t) for t in verb.ancestors if t.i < verb.i):
        return None  # "Acme received bids for buying Bolt"
    token = subject_token(verb)
    if token is not None and token.i > verb.i and verb.i in reader.quoted and token.i not in reader.quoted:
        token = None  # "By buying Bolt it grows," said Doe: not Doe
    if token is not None and token.i == verb.i - 2 and verb.nbor(-1).text in {"-", "‑"}:
        return Thing(
            token.i, token.i, named_at(reader, token.i - 1)
        )  # "Acme acqui-hired Bolt": no "acqui" did
    if token is not None and token.tag_ == "PRP$":
        owner = reader.owner_of(token.i)
        return Thing(token.i, token.i + 1, (owner,)) if owner else None
    if token is not None and token.lower_ not in _EMPTY_SUBJECTS:
        of = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
        if verb.dep_ == "relcl" and reader.entities.at(token.i) is None and reader.is_company_noun(of):
            token = of  # "the maker of biscuits, which bought Bolt"
        thing = named_by(reader, token)
        if thing.noun in ORGANS and thing.owner is not None:
            return replace(thing, parties=(thing.owner,), kind="acquisition")
        if thing.noun in ORGANS and reader.doc[min(thing.last, verb.i)].lower_ == "of":
            return replace(thing, parties=reader.thing(thing.last + 1, verb.i).parties)
        if thing.noun == "venture" and thing.owner is not None and not any(p.entity for p in thing.parties):
            return replace(thing, parties=(thing.owner, *_partners(reader, thing, verb)))
        if thing.noun in ORGANS and not thing.parties and verb.dep_ == "ccomp" and verb.head.i < verb.i:
            told = subject(reader, verb.head)  # "Acme says board approved", "Acme says unit acquired"
            return replace(told, noun=thing.noun) if told is not None else None
        if thing.noun in ORGANS and not thing.parties:
            thing = replace(thing, parties=_before_dash(reader, thing.first))
        if token.lower_ in {"i", "you"} or (token.lower_ == "we" and not thing.parties):
            return None
        if token.lower_ == "it" and not thing.parties and (said := _says(verb)) is not None:
            return subject(reader, said)  # "Bolt's board said it would recommend"
        if not thing.parties and (thing.noun in ORGANS or thing.noun in {"company", "firm", "co"}):
            thing = replace(thing, parties=_of_heading(reader, thing.first))
        if thing.parties or thing.bare or (verb.dep_ == "relcl" and token.pos_ == "PRON"):
            return thing  # "Bolt, the operator it bought": not Bolt
        if verb.dep_ == "relcl" and token.i == verb.head.i and token.tag_ == "NNS":
            return None  # "Acme serves customers who bought Bolt"
        return named_before(reader, verb.i) or thing
    if (who := named_before(reader, verb.i) or _of_bullet(reader, verb)) is not None:
        return who
    first = verb.i - (verb.i > 0 and verb.nbor(-1).lower_ == "to")
    headed = _of_heading(reader, first)
    return Thing(first, first, headed) if headed else None


_VEHICLE = re.compile(
    r"(?:\b(?:has|have|had|will|would|is|are|to),?|,)\s(?:acting\s)?(?:through|via)\s(?:an?|its|their|the)\s(?:[^;.,]|\.(?=\w)){3,90},?\s$"
)
"""Through whom somebody acts: "Acme [has, through its unit Core,] acquired Bolt", "Acme[, via its unit Core,] acquired"."""


def _through(reader: Reader, verb: Token) -> int:
    """Index of the helping verb or comma before a unit through which its subject acts; 0 for none."""
    begin = max(verb.sent.start_char, verb.idx - _LONGEST_VEHICLE)
    found = _VEHICLE.search(reader.text, begin, verb.idx)
    return reader.token_at(found.start()) if found is not None else 0


_LONGEST_VEHICLE = 130
"""Characters before a verb that may tell through whom it is done."""


def _partners(reader: Reader, venture: Thing, verb: Token) -> tuple[Argument, ...]:
    """With whom somebody has a venture: "its joint venture with [Acme]"."""
    if reader.doc[venture.last].lower_ != "with":
        return ()
    return reader.thing(venture.last + 1, verb.i).parties


def _barred(verb: Token) -> Token | None:
    """Who is kept from what the verb says: "sued to stop [Acme] from buying Bolt"."""
    prevents = verb.head.head
    if verb.tag_ != "VBG" or verb.head.lower_ != "from" or prevents.lemma_.lower() not in _PREVENTS:
        return None
    return next((c for c in prevents.rights if c.dep_ == "dobj" and c.i < verb.i), None)


def _picked(verb: Token) -> Token | None:
    """Whom another picks to do it: "has lined up [Acme] to buy the mills"."""
    picks = verb.head
    if verb.tag_ != "VB" or verb.i == 0 or verb.nbor(-1).lower_ != "to" or picks.lemma_.lower() not in _PICKS:
        return None
    return next((c for c in picks.rights if c.dep_ == "dobj" and c.i < verb.i and c.pos_ == "PROPN"), None)


def _tells_last(says: Token, who: Token) -> bool:
    """Whether a sentence ends in who tells it: "Acme in talks to buy Bolt, [WSJ] reports"."""
    last = max(says.i, who.i)
    words = [t for t in says.doc[last + 1 : says.sent.end] if not (t.is_punct or t.is_space)]
    before = says.doc[who.left_edge.i - 1].text if who.left_edge.i else ""
    return says.lemma_.lower() in _SPEECH and len(words) < 3 and before in {",", "-", "–", "—", ":"}


def _is_offered(verb: Token) -> bool:
    """Whether its subject is made an offer, and does not make one: "received expressions of interest"."""
    return verb.lemma_.lower() in _RECEIVES and any(
        c.dep_ == "dobj" and c.lemma_.lower() in _OFFERS for c in verb.rights
    )


def _before_dash(reader: Reader, first: int) -> tuple[Argument, ...]:
    """Whose unit or board it is in a wire brief: "* [ACME] - UNIT ACQUIRED BOLT"."""
    i = first - 1
    while i > 0 and (reader.doc[i].is_space or reader.doc[i].text in {"-", "–"}):
        i -= 1
    return named_at(reader, i) if 0 <= i < first - 1 else ()


def _of_bullet(reader: Reader, verb: Token) -> Thing | None:
    """Whom a wire brief is about, whose points leave out their subject: "* [Acquires] Bolt"."""
    i = verb.i - 1
    while i > 0 and (reader.doc[i].is_space or reader.doc[i].pos_ == "AUX" or reader.doc[i].lower_ == "to"):
        i -= 1
    if reader.opener is None or i < 1 or reader.doc[i].text != "*":
        return None
    return Thing(i, i, (reader.opener,))


def _of_heading(reader: Reader, first: int) -> tuple[Argument, ...]:
    """Whom the words before a colon name, of whom the line tells: "[Acme]: acquired Bolt", "[Acme]: company to buy Bolt"."""
    doc, i = reader.doc, first - 1
    while i > 0 and (doc[i].pos_ == "DET" or doc[i].is_space) and "\n" not in doc[i].text:
        i -= 1
    mention = reader.entities.mention_at(i - 1) if i > 0 and doc[i].text in {":", "-", "–"} else None
    entity = reader.entities.at(i - 1) if mention is not None else None
    opens = mention is not None and (mention.first == 0 or doc[mention.first - 1].text[-1] in "\n*•")
    if not opens or mention is None or entity is None or entity.type != "company":
        return ()
    return (Argument(entity, mention.start, mention.end),)


def _says(verb: Token) -> Token | None:
    """The verb of speech whose subject, a company's organ, a pronoun in its clause means."""
    token = verb
    for _ in range(4):
        if token.dep_ == "ccomp" and token.head.lemma_.lower() in _SPEECH and token.head.i < token.i:
            organ = any(c.dep_ == "nsubj" and c.lower_ in ORGANS for c in token.head.lefts)
            return token.head if organ else None
        if token.dep_ not in {"xcomp", "advcl", "conj"}:
            return None
        token = token.head
    return None


def subject_token(verb: Token) -> Token | None:
    """The subject of ``verb`` by the parse: its own, or that of the clause which controls it or stands beside it."""
    token = verb
    for _ in range(7):
        for child in token.children:
            if child.i > verb.i and token != verb and _tells_last(token, child):
                continue
            if child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ not in _SELVES:
                if child.tag_ in {"WDT", "WP"} or child.lower_ == "that":
                    return token.head if token.dep_ == "relcl" and token.head.i < token.i else None
                if child.dep_ == "nsubjpass" and token is verb:
                    return None
                return child
        if token.dep_ in {"acl", "relcl"} and token.head.pos_ in {"NOUN", "PROPN", "ADJ"}:
            head = token.head
            if any(
                c.lower_ == "having" for c in token.lefts
            ):  # "Acme will buy the rest of Bolt, having bought"
                governor = next((t for t in head.ancestors if t.pos_ in {"VERB", "AUX"}), None)
                return subject_token(governor) if governor is not None else None
            owner = next((c for c in head.children if c.dep_ == "poss"), None)
            if owner is not None and token.tag_ == "VB" and head.pos_ != "PROPN":
                return owner
            if token.tag_ != "VB" or head.pos_ == "PROPN":
                return head
            by = next(
                (
                    g
                    for c in head.children
                    if c.lower_ in {"by", "from"} or (c.lower_ == "of" and head.lower_ in _OFFERS)
                    for g in c.children
                    if g.dep_ == "pobj"
                ),
                None,
            )
            if by is not None:
                return by
            token = head
        if token.head is token:
            return None
        if token.dep_ == "conj" and token.head.dep_ == "relcl" and token.nbor(-1).text == ",":
            return token.head.head  # "[Acme], with which Bolt vies, bought Core"
        token = token.head
        if token.lower_ == "since" and token.head.pos_ == "NOUN":
            # "Acme's largest acquisition since buying Bolt"
            return next((c for c in token.head.children if c.dep_ == "poss"), None)
    return None
