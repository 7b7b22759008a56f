"""Clauses and nominals around a trigger: its subject, its object, what its prepositions bring.

Objects and prepositions are read from the surface, left to right; the subject by the parse, and where the
parse has none, as the name that stands before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument
from extractor.fields.phrases import ORGANS, Reader, Thing, is_place
from extractor.fields.triggers import trigger_classes
from extractor.mentions.money import MoneyMention

if TYPE_CHECKING:
    from spacy.tokens import Token

_FURTHEST = 200
"""Tokens that a name may stand before what it does: without an end, each word of a long sentence would look at all of it."""
_PREPOSITIONS = frozenset(
    [
        "of",
        "from",
        "by",
        "for",
        "to",
        "in",
        "with",
        "between",
        "on",
        "at",
        "into",
        "through",
        "via",
        "against",
    ]
)
_SKIPPED = frozenset(
    [
        "just",
        "only",
        "also",
        "together",
        "outright",
        "now",
        "up",
        "as",
        "last",
        "this",
        "next",
        "earlier",
        "later",
        "per",
        "back",
        "alongside",
        "along",
    ]
)
_APPOSITION_OPENERS = frozenset(
    [
        "a",
        "an",
        "the",
        "one",
        "another",
        "formerly",
        "maker",
        "owner",
        "parent",
        "creator",
        "its",
        "two",
        "three",
        "headquartered",
        "based",
        "which",
        "who",
        "whose",
        "known",
        "developer",
        "operator",
        "provider",
        "founded",
        "part",
        "home",
    ]
)
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
ASIDE = frozenset(["amid", "after", "despite", "over", "before", "ahead", "since", "during", "following"])
"""Before a noun that only dates or explains what its sentence tells: "Acme cuts jobs [amid] Bolt takeover"."""
_PLANS = frozenset(
    ["deal", "agreement", "plan", "plans", "bid", "offer", "proposal", "attempt", "move", "effort", "efforts", "decision", "pact", "intention"]
)  # fmt: skip
"""Nouns of what somebody means to do."""
TOLD = frozenset(["told", "tell", "tells"])
"""Before the name of one who only hears of it: "Acme [told] Bolt News"."""
_TALKS = frozenset(["talks", "discussions", "negotiations"])
_ABOUT_AMOUNTS = frozenset(
    [
        "reported",
        "estimated",
        "rumored",
        "rumoured",
        "undisclosed",
        "agreed",
        "whopping",
        "combined",
        "between",
    ]
)
"""Participles between a preposition and an amount: "for a [reported] $90 million"."""
_LONGEST = 45
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


@dataclass(slots=True)
class Complements:
    """What follows a trigger in its clause."""

    object: Thing | None = None
    money: MoneyMention | None = None
    """An amount that is the object: "pays [$5 billion] for Bolt"."""
    things: dict[str, Thing] = field(default_factory=dict)
    """By preposition, the first of each."""
    amounts: dict[str, MoneyMention] = field(default_factory=dict)
    last: int = 0
    """Index after the last token read."""

    def party(self, *prepositions: str) -> tuple[Argument, ...]:
        """The parties that the first of the prepositions brings."""
        return next(
            (self.things[p].parties for p in prepositions if p in self.things and self.things[p].parties), ()
        )


_ASIDE_OF = frozenset(["after", "amid", "before", "despite", "following"])
_NOT_OWNED = re.compile(
    r"(?:(?:that|which)\s)?(?:it|they|he|she|the\s[a-z]{3,12}|[A-Z][\w&.-]{1,20})\s(?:(?:does|did|do)\snot|(?:doesn|didn|don)['’]t)\s(?:(?:already|currently|yet)\s)?(?:own|hold|control)(?:ed)?\b"
)
"""What says of a part that it is the rest: "the 50% of Bolt [it does not own] for $5 billion"."""


def complements(reader: Reader, i: int, *, nominal: bool = False) -> Complements:
    """What the words from token ``i`` on bring to the trigger before them."""
    doc = reader.doc
    stop = min(reader.end_of(i - 1) if i else len(doc), i + _LONGEST)
    found = Complements(last=i)
    j = i
    if not nominal:
        while (
            j < stop
            and (doc[j].pos_ == "ADV" or doc[j].lower_ in _SKIPPED)
            and reader.entities.at(j) is None
            and doc[j].lower_ not in {"almost", "nearly", "about"}
            and doc[j : j + 3].text.lower() != "as much as"
            and (doc[j].whitespace_ or j + 1 == stop)  # not of "privately-held Bolt"
        ):
            j += 1
        thing = reader.thing(j, stop)
        if thing.last > j:
            found.object, found.money = thing, thing.money if not thing.parties else None
            j = thing.last
    found.last = j
    while j < stop:
        token, low = doc[j], doc[j].lower_
        if rest := _NOT_OWNED.match(reader.text, token.idx):
            found.last = j = reader.after(rest.end())
            continue
        if (
            (token.is_space and "\n" in token.text)
            or token.text in {";", ":", ".", "?", "!"}
            or low in {"that", "who", "which", "whose", "while", "but", "when", "where", "because", "as part"}
        ):
            break
        if low in _ASIDE_OF and any(t.lower_ in trigger_classes("deal_nouns") for t in doc[j + 1 : j + 5]):
            break  # "its bid for Bolt [after an offer] from Core"
        if token.text == "(":
            close = next((k for k in range(j + 1, min(stop, j + 30)) if doc[k].text == ")"), 0)
            if not close:
                break
            j = close + 1
        elif token.text in {",", "—", "–", "--"} or (token.text == "-" and token.whitespace_):
            j = _past_apposition(reader, j, stop)
            if not j:
                break
        elif low in {"along", "together", "alongside"} and j + 2 < stop:
            thing = reader.thing(j + 2 if doc[j + 1].lower_ == "with" else j + 1, stop)
            found.things.setdefault("along", thing)
            j = max(thing.last, j + 1)
        elif low in _PREPOSITIONS:
            if (
                j + 1 < stop
                and low == "to"
                and doc[j + 1].tag_ == "VB"
                and reader.entities.at(j + 1) is None
                and not reader.is_company_noun(doc[min(j + 2, stop - 1)])
                and not (reader.is_company_noun(doc[j + 1]) and reader.entities.at(j + 2) is not None)
            ):
                break
            j = _preposition(reader, low, j + 1, stop, found)
        elif (
            (
                token.pos_ in {"VERB", "AUX", "SCONJ"}
                and reader.entities.at(j) is None
                and token.tag_ not in {"VBN", "VBG"}
            )
            or (
                token.tag_ in {"VBG", "VBN"}
                and reader.entities.at(j) is None
                and low not in {"including", "valued", "worth", "combined", "led"}
            )
            or (token.pos_ == "CCONJ" and (j + 1 >= stop or doc[j + 1].pos_ in {"VERB", "AUX", "PRON"}))
            or (
                token.pos_ == "CCONJ"
                and reader.named(j + 1)
                and any(t.tag_ in {"VBD", "VBZ", "MD"} for t in doc[j + 2 : j + 6])
            )
        ):
            break
        else:
            j += 1
        found.last = j
    return found


def _preposition(reader: Reader, word: str, j: int, stop: int, found: Complements) -> int:
    """Read what follows the preposition at ``j - 1``; the index after it."""
    doc = reader.doc
    thing = reader.thing(j, stop)
    amount, at = thing.money, j
    if amount is None:
        # "for just under $5 billion", "for an undisclosed sum"
        for at in range(thing.last, min(stop, thing.last + 6)):
            if (amount := reader.money_at(at)) is not None:
                break
            if doc[at].lower_ in _ABOUT_AMOUNTS or (
                doc[at].tag_ in {"VBG", "JJ"} and reader.money_at(at + 1)
            ):
                continue
            if (
                doc[at].pos_ in {"VERB", "AUX"}
                or doc[at].is_punct
                or doc[at].lower_ in _PREPOSITIONS - {"to", "at"}
            ):
                break
        if amount is not None and not (thing.parties or thing.bare):
            found.amounts.setdefault(word, amount)
            return max(reader.after(amount.end), at + 1)
        amount = None
    if amount is not None and not thing.parties:
        found.amounts.setdefault(word, amount)
    if word not in found.things or not found.things[word].parties:
        found.things[word] = thing
    return max(thing.last, j)


def _past_apposition(reader: Reader, j: int, stop: int) -> int:
    """Index after what a comma at ``j`` sets off, where the clause goes on there; 0 where it ends."""
    doc = reader.doc
    k = j + 1
    if k >= stop:
        return 0
    if doc[k].pos_ == "ADV" and k + 1 < stop and doc[k + 1].lower_ in {"for", "in"}:
        return k + 1  # "Acme bought Bolt, reportedly for $90 million"
    if doc[k].lower_ in _PREPOSITIONS - {"with", "at"} or reader.money_at(k):
        return k
    opener = (
        doc[k].lower_ in _APPOSITION_OPENERS
        or doc[k].pos_ in {"ADJ", "DET", "NOUN", "PROPN"}
        or doc[k].tag_ in {"VBN", "VBG"}
    )
    if not opener:
        return 0
    for c in range(k + 1, min(stop - 1, k + 30)):
        if (doc[c].text in {",", "—", "–"} or (doc[c].text == "-" and doc[c].whitespace_)) and doc[
            c + 1
        ].lower_ in _PREPOSITIONS - {"with", "at", "of"}:
            return c + 1
        if doc[c].text in {";", "."}:
            return 0
    return 0


_RECEIVES = frozenset(["receive", "get", "attract", "invite", "solicit", "draw"])
_OFFERS = frozenset(
    ["bid", "offer", "interest", "expression", "proposal", "approach", "inquiry", "enquiry", "tender"]
)


def subject(reader: Reader, verb: Token) -> Thing | None:
    """Who does what ``verb`` says: by the parse, through control and coordination, else the name before it."""
    plan = plan_of(reader, verb)
    planners = tuple(p for p in plan.owner if p.entity is not None and not is_place(p.entity)) if plan else ()
    if planners:
        return Thing(verb.i, verb.i, planners)
    if any(_is_offered(t) for t in verb.ancestors if t.i < verb.i):
        return None  # "Acme received bids for buying Bolt"
    token = _subject_token(verb)
    if token is not None and token.i == verb.i - 2 and verb.nbor(-1).text in {"-", "‑"}:
        return Thing(
            token.i, token.i, _listed(reader, token.i - 1)
        )  # "Acme acqui-hired Bolt": no "acqui" did
    if token is not None and token.tag_ == "PRP$":
        owner = reader.owner_of(token.i)
        return Thing(token.i, token.i + 1, (owner,)) if owner else None
    if token is not None and token.lower_ not in _EMPTY_SUBJECTS:
        thing = named_by(reader, token)
        if thing.noun in ORGANS and thing.owner is not None:
            return replace(thing, parties=(thing.owner,), kind="acquisition")
        if thing.noun in ORGANS and reader.doc[min(thing.last, verb.i)].lower_ == "of":
            return replace(thing, parties=reader.thing(thing.last + 1, verb.i).parties)
        if thing.noun in ORGANS and not thing.parties and verb.dep_ == "ccomp" and verb.head.i < verb.i:
            told = subject(reader, verb.head)  # "Acme says board approved", "Acme says unit acquired"
            return replace(told, noun=thing.noun) if told is not None else None
        if thing.noun in ORGANS and not thing.parties:
            thing = replace(thing, parties=_before_dash(reader, thing.first))
        if token.lower_ in {"i", "you"}:
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
    return _listed(reader, i) if 0 <= i < first - 1 else ()


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


def plan_of(reader: Reader, verb: Token) -> Modifiers | None:
    """What stands before the noun of a plan to do what an infinitive says: "[Acme's $5 billion] deal to buy Bolt"."""
    doc, i = verb.doc, verb.i
    if i < 3 or doc[i - 1].lower_ != "to" or doc[i - 2].lower_ not in _PLANS:
        return None
    return modifiers(reader, doc[i - 2])


def named_by(reader: Reader, token: Token) -> Thing:
    """What the phrase of ``token`` denotes; of an apposition, what it stands beside: "Acme, the firm that"."""
    thing = reader.around(token)
    if thing.bare and token.dep_ == "appos" and token.head.i < token.i:
        beside = reader.around(token.head)
        return beside if beside.parties else thing
    if thing.bare and token.dep_ == "pobj" and token.head.lower_ == "among":
        told = next((c for c in token.head.head.children if c.dep_ == "nsubj"), None)
        about = reader.around(told) if told is not None else thing
        return about if about.parties else thing
    if (thing.bare or not thing.parties) and token.dep_ == "attr":
        told = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
        about = reader.around(told) if told is not None else thing
        return about if about.parties else thing
    return thing


def _before_relative(reader: Reader, pronoun: Token) -> Thing | None:
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


def passive_subject(reader: Reader, verb: Token) -> Thing | None:
    """What is done to by the participle ``verb``: its subject, or the noun that it follows."""
    if (who := _for_whom(reader, verb)) is not None:
        return who
    subject_token = next((c for c in verb.children if c.dep_ in {"nsubjpass", "nsubj"}), None)
    if subject_token is not None and subject_token.tag_ in {"WDT", "WP"}:
        return _before_relative(reader, subject_token) or (
            named_by(reader, verb.head) if verb.head.i < verb.i else None
        )
    if subject_token is not None:
        return reader.around(subject_token)
    if verb.dep_ in {"acl", "relcl"} and verb.head.i < verb.i:
        thing = named_by(reader, verb.head)
        if (beside := _company_beside(reader, verb, thing)) is not None:
            return beside
        if thing.parties or thing.bare or verb.doc[max(verb.i - 1, 0)].lower_ != "be":
            return thing
        governor = next((t for t in verb.head.ancestors if t.pos_ in {"VERB", "AUX"}), None)
        token = _subject_token(governor) if governor is not None else None
        return reader.around(token) if token is not None else named_before(reader, verb.head.i)
    if verb.dep_ in {"xcomp", "conj", "ccomp", "advcl", "pcomp"}:
        token = _subject_token(verb)
        if token is not None:
            return reader.around(token)
    i = verb.i - 1
    while i > verb.sent.start and (
        verb.doc[i].text == "," or verb.doc[i].pos_ in {"AUX", "ADV"} or verb.doc[i].lower_ == "to"
    ):
        i -= 1
    return reader.around(verb.doc[i]) if reader.entities.at(i) is not None else None


def _company_beside(reader: Reader, verb: Token, thing: Thing) -> Thing | None:
    """The company right before a participle that the parse hangs under a person: "Lane was the founder of [Bolt], acquired by Acme"."""
    persons = bool(thing.parties) and all(
        p.entity is not None and p.entity.type == "person" for p in thing.parties
    )
    i = verb.i - 1
    if not persons or i < 1 or verb.doc[i].text not in {",", "("}:
        return None
    mention, named = reader.entities.mention_at(i - 1), reader.named(i - 1)
    if mention is None or named is None or named.entity is None or named.entity.type == "person":
        return None
    return Thing(mention.first, mention.last, (named,))


def _for_whom(reader: Reader, verb: Token) -> Thing | None:
    """Who is to be bought: "announce agreement for [Bolt] to be acquired"."""
    doc, i = reader.doc, verb.i - 3
    if i < 1 or doc[i + 1].lower_ != "to" or doc[i + 2].lower_ != "be":
        return None
    mention, named = reader.entities.mention_at(i), reader.named(i)
    if mention is None or named is None or doc[max(mention.first - 1, 0)].lower_ != "for":
        return None
    return Thing(mention.first, mention.last, (named,))


def _subject_token(verb: Token) -> Token | None:
    token = verb
    for _ in range(7):
        for child in token.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
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
                return _subject_token(governor) if governor is not None else None
            owner = next((c for c in head.children if c.dep_ == "poss"), None)
            if owner is not None and token.tag_ == "VB" and head.pos_ != "PROPN":
                return owner
            if token.tag_ != "VB" or head.pos_ == "PROPN":
                return head
            by = next(
                (
                    g
                    for c in head.children
                    if c.lower_ in {"by", "from"}
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
                if pointed.parties and (i < 2 or doc[i - 2].lower_ not in _PREPOSITIONS):
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
            listed = (*_listed(reader, i), *listed)
            i = first - 2
            continue
        entity = reader.entities.at(i)
        if (
            before not in _PREPOSITIONS
            and entity is not None
            and not is_place(entity)
            and (mention.last >= len(doc) or doc[mention.last].lower_ not in {"'s", "’s"})
        ):
            thing = reader.around(doc[mention.last - 1])
            parties = thing.parties or _listed(reader, i)
            known = {p.entity for p in parties}
            return replace(thing, parties=(*parties, *(p for p in listed if p.entity not in known)))
        listed = ()
        i = mention.first - 1
    return None


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


def _listed(reader: Reader, i: int) -> tuple[Argument, ...]:
    named = reader.named(i)
    return (named,) if named else ()


@dataclass(slots=True)
class Modifiers:
    """What stands before a noun inside its phrase."""

    first: int
    owner: tuple[Argument, ...] = ()
    """Who a possessive names: "[Acme]'s bid", "its bid"."""
    names: tuple[Argument, ...] = ()
    """Names without a possessive: "the [Bolt] takeover"."""
    money: MoneyMention | None = None
    words: frozenset[str] = frozenset()
    definite: bool = False


def modifiers(reader: Reader, noun: Token) -> Modifiers:
    """What the phrase before ``noun`` brings to it."""
    doc, start = reader.doc, reader.start_of(noun.i)
    found = Modifiers(noun.i)
    words: set[str] = set()
    names: list[Argument] = []
    i = noun.i - 1
    possessive = False
    while i >= start and i > noun.i - 25:
        token, low = doc[i], doc[i].lower_
        mention = reader.entities.mention_at(i)
        money = next(
            (
                m
                for k in range(i, max(start, i - 6) - 1, -1)
                if (m := reader.money_at(k)) and reader.after(m.end) > i
            ),
            None,
        )
        if money is not None:
            if possessive:
                break
            found.money = found.money or money
            i = reader.token_at(money.start) - 1
        elif mention is not None:
            argument = reader.named(i)
            if argument is not None:
                if possessive:
                    found.owner = reader.around(doc[mention.last - 1]).parties or (argument,)
                    found.first = mention.first
                    break
                names.append(argument)
            i = mention.first - 1
        elif token.tag_ == "POS" or low in {"'s", "’s"}:
            if possessive:
                break
            possessive = True
            i -= 1
        elif possessive:
            thing = reader.around(token)
            found.owner = thing.parties
            found.first = thing.first
            break
        elif low == "whose":
            told = _before_relative(reader, token)
            found.owner = told.parties if told else ()
            found.definite, found.first = True, i
            break
        elif low in {"its", "their", "his", "her"}:
            owner = reader.owner_of(i)
            found.owner = (owner,) if owner else ()
            found.definite, found.first = True, i
            break
        elif token.text == ")" and (
            opener := next((k for k in range(i, max(start, i - 8), -1) if doc[k].text == "("), 0)
        ):
            i = opener - 1
            continue
        elif low in {"the", "this", "that", "a", "an", "any", "another"}:
            found.definite, found.first = low in {"the", "this", "that"}, i
            break
        elif (
            token.is_space
            or (low in {"and", "or"} and i > start and reader.entities.at(i - 1) is None)
            or (token.is_punct and token.text not in {"-", "‑", "“", "”", '"', "‘", "’", "/"})
            or low in _PREPOSITIONS
            or low in ASIDE
            or token.pos_ in {"AUX", "PRON", "SCONJ", "ADP"}
            or (token.pos_ == "VERB" and token.tag_ not in {"VBN", "VBG", "JJ"})
        ):
            break
        elif (
            (names or words or found.money)
            and low.endswith("s")
            and token.is_lower
            and token.tag_ in {"NNS", "VBZ"}
            and reader.entities.at(i - 1)
        ):
            break  # a headline's verb: "Acme eyes Bolt takeover"
        else:
            words.add(low)
            found.first = i
            i -= 1
            continue
        found.first = i + 1
    found.names, found.words = tuple(names), frozenset(words)
    return found
