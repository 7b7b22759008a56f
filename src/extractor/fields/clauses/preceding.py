"""What stands before a noun inside its phrase: "[Acme's $5 billion] deal to buy Bolt"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument
from extractor.fields.clauses.names import before_relative
from extractor.fields.clauses.words import ASIDE, PREPOSITIONS
from extractor.fields.phrases import OWNERS, Reader
from extractor.mentions.money import MoneyMention

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLANS = frozenset(
    ["deal", "agreement", "plan", "plans", "bid", "offer", "proposal", "attempt", "move", "effort", "efforts", "decision", "pact", "intention"]
)  # fmt: skip
"""Nouns of what somebody means to do."""


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
        if money is None and low in {"share", "unit"}:
            money = _by_the_share(reader, i)
        if money is not None:
            if possessive:
                break
            if found.money is None or found.money.per_share:
                found.money = money
            i = reader.token_at(money.start) - 1
        elif token.text == "," and found.money is not None and _ends_amount(reader, i):
            i -= 1  # "a $5 billion, $25-a-share offer"
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
            found.owner = thing.parties or ((thing.owner,) if thing.owner and not thing.noun else ())
            found.first = thing.first
            break
        elif low == "whose":
            told = before_relative(reader, token)
            found.owner = told.parties if told else ()
            found.definite, found.first = True, i
            break
        elif low in OWNERS:
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
            or (
                low in {"and", "or"}
                and i > start
                and reader.entities.at(i - 1) is None
                and not _is_hyphened(token)
            )
            or (token.is_punct and token.text not in {"-", "‑", "“", "”", '"', "‘", "’", "/"})
            or (token.text == "-" and token.whitespace_ and not names)  # "ACME INC - DEAL WILL"
            or low in PREPOSITIONS
            or low in ASIDE
            or token.pos_ in {"AUX", "PRON", "SCONJ", "ADP"}
            or (token.pos_ == "VERB" and token.tag_ not in {"VBN", "VBG", "JJ"} and not _is_of_owner(token))
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


def _is_of_owner(token: Token) -> bool:
    """Whether a participle that the model takes for a verb follows an owner: "the company's [planned] merger"."""
    return token.tag_ == "VBD" and token.i > 0 and token.nbor(-1).tag_ == "POS"


def _ends_amount(reader: Reader, i: int) -> bool:
    """Whether an amount ends right before token ``i``."""
    amounts = (reader.money_at(k) for k in range(i - 1, max(i - 7, -1), -1))
    return any(m is not None and reader.after(m.end) == i for m in amounts)


_BY_THE = re.compile(r"[\s‑-](?:an?|per)[\s‑-]", re.IGNORECASE)


def _by_the_share(reader: Reader, i: int) -> MoneyMention | None:
    """The amount that is told by the share at token ``i``: "Acme's [$25]-a-share offer"."""
    share = reader.doc[i].idx
    amounts = (reader.money_at(k) for k in range(i - 1, max(i - 9, -1), -1))
    return next((m for m in amounts if m and _BY_THE.fullmatch(reader.text, m.end, share)), None)


def _is_hyphened(token: Token) -> bool:
    """Whether hyphens hold the word on both sides: "cash-[and]-stock"."""
    return token.i > 0 and not token.whitespace_ and not token.nbor(-1).whitespace_


def plan_of(reader: Reader, verb: Token) -> Modifiers | None:
    """What stands before the noun of a plan to do what an infinitive says: "[Acme's $5 billion] deal to buy Bolt"."""
    doc, i = verb.doc, verb.i
    if i < 3 or doc[i - 1].lower_ != "to" or doc[i - 2].lower_ not in _PLANS:
        return None
    return modifiers(reader, doc[i - 2])
