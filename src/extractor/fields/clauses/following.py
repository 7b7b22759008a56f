"""What follows a trigger in its clause: its object, and what its prepositions bring."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument
from extractor.fields.clauses.words import PREPOSITIONS
from extractor.fields.phrases import HOLDING, ORGANS, Reader, Thing
from extractor.fields.triggers import trigger_classes
from extractor.mentions.money import MoneyMention

if TYPE_CHECKING:
    from spacy.tokens import Token

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
        "later",
        "now",
        "previously",
        "since",
        "then",
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
_GO_ON = frozenset(
    ["combined", "employing", "including", "launched", "led", "located", "serving", "situated", "valued", "worth"]
)  # fmt: skip
"""Participles behind which the clause goes on: "sale of its mills [serving] Leeds to Bolt", "offer [launched] by Acme"."""
_LONGEST = 45
_QUANTIFIERS = frozenset(["each", "either", "every", "many", "neither", "none", "one", "some"])
_ASIDE_OF = frozenset(["after", "amid", "before", "despite", "following"])
_NOT_OWNED = re.compile(
    r"(?:(?:that|which)\s)?(?:it|they|he|she|the\s[a-z]{3,12}|[A-Z][\w&.-]{1,20})\s(?:(?:does|did|do)\snot|(?:doesn|didn|don)['’]t)\s(?:(?:already|currently|yet)\s)?(?:own|hold|control)(?:ed)?\b"
)
"""What says of a part that it is the rest: "the 50% of Bolt [it does not own] for $5 billion"."""


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
        brought = (
            _actors_of(self.things[p]) if p in {"by", "from", "to"} else self.things[p].parties
            for p in prepositions
            if p in self.things
        )
        return next((parties for parties in brought if parties), ())


def _actors_of(thing: Thing) -> tuple[Argument, ...]:
    """Its parties; the owner stands for what acts for it: "sold to a unit of [Bolt]"."""
    acts = thing.noun in ORGANS and thing.owner is not None and all(p.entity is None for p in thing.parties)
    return (thing.owner,) if acts and thing.owner is not None else thing.parties


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
            and doc[j : j + 2].text.lower() != "up to"
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
        if low == "plus" and doc[j + 1 : j + 2].text.lower() == "the":
            break  # "sell its stake through an offering, plus the sale of shares to Bolt"
        if low in _ASIDE_OF and any(t.lower_ in trigger_classes("deal_nouns") for t in doc[j + 1 : j + 5]):
            break  # "its bid for Bolt [after an offer] from Core"
        if token.text == "(":
            close = next((k for k in range(j + 1, min(stop, j + 30)) if doc[k].text == ")"), 0)
            if not close:
                break
            j = close + 1
        elif token.text in {",", "—", "–", "--"} or (token.text == "-" and token.whitespace_):
            ended = not nominal and i > 0 and _is_aside(doc[i - 1]) and j > i
            j = (
                0 if ended else _past_apposition(reader, j, stop)
            )  # "from Core, which bought it, for $5 million"
            if not j:
                break
        elif low in {"along", "together", "alongside"} and j + 2 < stop:
            thing = reader.thing(j + 2 if doc[j + 1].lower_ == "with" else j + 1, stop)
            found.things.setdefault("along", thing)
            j = max(thing.last, j + 1)
        elif low in {"led", "headed"} and j + 2 < stop and doc[j + 1].lower_ == "by":
            j = max(reader.thing(j + 2, stop).last, j + 2)  # "from holders led by Core": Core buys nothing
        elif low == "of" and j > i and doc[j - 1].lower_ in _QUANTIFIERS:
            j = max(reader.thing(j + 1, stop).last, j + 1)  # "use this purchase through each of the permits"
        elif low in PREPOSITIONS:
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
            or (token.tag_ in {"VBG", "VBN"} and reader.entities.at(j) is None and low not in _GO_ON)
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


def _is_aside(verb: Token) -> bool:
    """Whether the verb is told of "which", behind a comma."""
    return any(c.tag_ == "WDT" and c.i > 0 and c.nbor(-1).text == "," for c in verb.lefts)


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
                or doc[at].lower_ in PREPOSITIONS - {"to", "at"}
            ):
                break
        owned = thing.owner is not None and thing.noun in HOLDING  # "for Bolt's shares at $25"
        if amount is not None and not (thing.parties or thing.bare or owned):
            found.amounts.setdefault(word, amount)
            return max(reader.after(amount.end), at + 1)
        amount = None
    if amount is not None and not thing.parties:
        found.amounts.setdefault(word, amount)
    known = found.things.get(word)
    if known is None or (not known.parties and (thing.parties or not known.bare)):
        found.things[word] = thing  # not "of pumps" for "the takeover of the maker of pumps"
    return max(thing.last, j)


def _past_apposition(reader: Reader, j: int, stop: int) -> int:
    """Index after what a comma at ``j`` sets off, where the clause goes on there; 0 where it ends."""
    doc = reader.doc
    k = j + 1
    if k >= stop:
        return 0
    if doc[k].pos_ == "ADV" and k + 1 < stop and doc[k + 1].lower_ in {"for", "in"}:
        return k + 1  # "Acme bought Bolt, reportedly for $90 million"
    if doc[k].lower_ in PREPOSITIONS - {"with", "at"} or reader.money_at(k):
        return k
    if doc[k].lower_ == "or":  # "pays $62 a share, or about $4 billion, for Bolt"
        amount = next((m for i in range(k + 1, min(stop, k + 4)) if (m := reader.money_at(i))), None)
        return reader.after(amount.end) if amount is not None else 0
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
        ].lower_ in PREPOSITIONS - {"with", "at", "of"}:
            return c + 1
        if doc[c].text in {";", "."}:
            return 0
    return 0
