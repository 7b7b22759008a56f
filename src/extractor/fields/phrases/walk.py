"""A phrase from its first word to its head: over names, modifiers, possessives and amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument
from extractor.fields.phrases.thing import Thing, asset_nouns, is_place, is_place_argument
from extractor.fields.phrases.words import (
    DETERMINERS,
    HYPHENS,
    ORGANS,
    OWNERS,
    POSSESSIVE,
    QUOTES,
    SHARES,
    TIMES,
)
from extractor.fields.places import is_region
from extractor.lexicon import load_lexicon
from extractor.mentions.money import MoneyMention
from extractor.mentions.percents import PercentMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.fields.phrases.reader import Reader

_DEFINITE = frozenset(["the", "this", "that", "its", "their", "our", "both"])
_SCALES = frozenset(["mln", "bln", "million", "billion", "thousand"])


def is_possessive(token: Token) -> bool:
    """Whether the token is the mark of a possessive, which the model takes for a name after "Corp"."""
    return token.tag_ == "POS" or (token.pos_ == "PROPN" and token.lower_ in {"'s", "’s"})


def walk(reader: Reader, i: int, stop: int) -> Thing:
    """The phrase up to its head; its party is the name that it ends in."""
    doc = reader.doc
    first, j = i, i
    owner: Argument | None = None
    name: Argument | None = None
    head: Token | None = None
    money: MoneyMention | None = None
    percent: PercentMention | None = None
    brand: Argument | None = None
    definite = told = counted = False
    while j < stop:
        token, low = doc[j], doc[j].lower_
        mention = reader.entities.mention_at(j)
        if mention is not None and low not in {"mr", "mr."}:
            if name is not None and doc[j].is_sent_start:
                break
            told = head is not None and reader.is_company_noun(head)
            name, head, j = reader.named(j), None, mention.last
            if past := _past_region(reader, j, stop):
                name, j = None, past
            continue
        if (amount := reader.money_at(j)) is not None:
            if name is not None or head is not None:
                break
            money, j = amount, max(reader.after(amount.end), j + 1)
            continue
        if (rate := reader.percent_at(j)) is not None:
            if name is not None:
                break
            percent, j = rate, max(reader.after(rate.end), j + 1)
            head = doc[j - 1]
            continue
        if low in POSSESSIVE and j > i and (name is not None or head is not None) and is_possessive(token):
            owner = name or (_pointed(reader, head) if head is not None else None)
            name, head, first = None, None, j + 1
            definite = True
        elif token.text in HYPHENS and j > i and not token.whitespace_ and not doc[j - 1].whitespace_:
            if name is not None and j + 1 < stop and doc[j + 1].tag_ in {"VBN", "VBG", "JJ"}:
                name = None
        elif (token.text in QUOTES and name is None and head is None) or (
            low == "the" and head is not None and _named_the(reader, head, j + 1)
        ):
            pass
        elif name is not None and token.text[0] == "-" and len(token) > 1:
            break  # the source of a wire line: "stake in Bolt -FT"
        elif low in DETERMINERS and name is None and head is None:
            definite = definite or low in _DEFINITE
            if low in OWNERS and j == first:
                owner = reader.owner_of(j)
            first = j + 1 if j == first else first
        elif low in {"and", "&"} and name is None and _coordinates(reader, j, stop):
            pass
        elif _after_hyphen(reader, j, i):
            if token.tag_ in {"VBN", "VBG"}:
                head, name = None, None  # "Leeds-based rival", "loss-making firm": no head yet
            elif token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"}:
                head, name = token, None
        elif head is not None and head.pos_ == "NUM" and _counts(reader, token):
            counted = True
        elif (
            (name is not None or (head is not None and not _still_before(head, token)))
            and _ends(reader, token)
            and not (name is None and doc[j - 1].lower_ in {"and", "&"} and token.pos_ == "ADJ")
        ):
            named = reader.entities.at(j - 1)
            if named is not None and named.type != "company" and _under_one_head(doc[j - 1], token):
                brand, name = name, None  # "the Lane presidential nomination": not Lane
                j += 1
                continue
            if not (name is not None and name.entity is not None and is_place(name.entity)):
                break
            if token.pos_ != "ADJ" or token.lower_ in TIMES or not _modifies(reader, token, j, stop):
                break
            name = None
        elif (
            token.text == "("
            and owner is not None
            and name is None
            and head is None
            and (close := _closes(reader, j, stop))
        ):
            j = close
            first = j + 1
        elif _modifies(reader, token, j, stop):
            counted = counted or token.pos_ == "NUM"
            if name is not None and not is_place_argument(name):
                brand = name
            if name is not None and (low in ORGANS or low in SHARES or low == "share"):
                owner = owner or name
            if low not in load_lexicon("demonyms") and (
                token.pos_ in {"NOUN", "PROPN", "NUM", "SYM"}
                or token.tag_ in {"VBG", "NN", "NNS"}
                or reader.is_company_noun(token)
            ):
                head, name = token, None
        else:
            break
        j += 1
    return Thing(
        first, j, (name,) if name else (), owner, "" if name or head is None else head.lower_,
        percent=percent, money=money, definite=definite, told=told and name is not None, counted=counted,
        brand=brand,
    )  # fmt: skip


def _named_the(reader: Reader, head: Token, j: int) -> bool:
    """Whether the name at ``j`` begins with the article before it: "leather goods maker The [Lane]"."""
    noun = reader.is_company_noun(head) or head.lower_ in asset_nouns()
    return noun and reader.entities.at(j) is not None


def _before_name(reader: Reader, j: int) -> bool:
    """Whether a name follows token ``j``, with "the" between or not: "US outfit [the Lane Fund]"."""
    k = j + 2 if j + 2 < len(reader.doc) and reader.doc[j + 1].lower_ == "the" else j + 1
    return k < len(reader.doc) and reader.entities.at(k) is not None


def _past_region(reader: Reader, j: int, stop: int) -> int:
    """Index after a region in commas at ``j`` that goes before a noun: "Mobile, [Ala.,] crisp maker Bolt"; 0 for none."""
    doc = reader.doc
    if j + 3 >= stop or doc[j].text != ",":
        return 0
    region = reader.entities.mention_at(j + 1)
    last = region.last if region else j + 2
    if last + 1 >= stop or doc[last].text != "," or not is_region(doc[j + 1 : last].text):
        return 0
    following = doc[last + 1]
    noun = following.is_lower and following.pos_ in {"NOUN", "ADJ"} and reader.entities.at(last + 1) is None
    return last + 1 if noun else 0


def _after_hyphen(reader: Reader, j: int, i: int) -> bool:
    doc = reader.doc
    return (
        j - 1 > i
        and doc[j - 1].text in {"-", "‑"}
        and not doc[j - 1].whitespace_
        and not doc[j - 2].whitespace_
    )


def _closes(reader: Reader, j: int, stop: int) -> int:
    """Index of the bracket that closes the one at ``j``; 0 where it is far."""
    return next((k for k in range(j + 1, min(stop, j + 6)) if reader.doc[k].text == ")"), 0)


def _coordinates(reader: Reader, j: int, stop: int) -> bool:
    """Whether "and" at ``j`` joins modifiers inside the phrase: "oil [and] gas company Bolt"."""
    before, following = reader.doc[j - 1], reader.doc[j + 1] if j + 1 < stop else None
    return (
        following is not None
        and following.pos_ in {"NOUN", "ADJ"}
        and following.is_lower
        and (before.pos_ in {"NOUN", "ADJ"} or before.tag_ == "VBN")
        and reader.entities.at(j + 1) is None
    )


def _ends(reader: Reader, token: Token) -> bool:
    """Whether a word after the head starts something new: "bought HERE | last year"."""
    if reader.is_company_noun(token) and (token.pos_ == "ADJ" or _before_name(reader, token.i)):
        return False
    if not token.whitespace_ and token.i + 1 < len(reader.doc) and reader.doc[token.i + 1].text in {"-", "‑"}:
        return False  # "technology start-up Bolt", whatever the model takes "start" for
    return (
        token.lower_ in TIMES
        or token.lower_ in load_lexicon("calendar_words")
        or (
            token.pos_ not in {"NOUN", "PROPN", "NUM"} and not (token.tag_ == "VBG" and _leads(reader, token))
        )
        or (token.pos_ == "NUM" and (not token.text.isalpha() or _is_time(reader, token.i + 1)))
    )


def _still_before(head: Token, token: Token) -> bool:
    """Whether an adjective goes on behind a word of the same phrase: "[leading] British bookmaker Bolt", "a 20-[unit] rental property"."""
    if _under_one_head(head, token):
        return True
    between = token.doc[head.i + 1 : token.i + 1]
    return head.tag_ == "VBG" and head.head.i > token.i and all(t.pos_ == "ADJ" for t in between)


def _under_one_head(name: Token, token: Token) -> bool:
    """Whether a name and the adjective behind it both modify a noun further on."""
    return token.pos_ == "ADJ" and token.is_lower and name.head == token.head and token.head.i > token.i


def _is_time(reader: Reader, i: int) -> bool:
    return i < len(reader.doc) and reader.doc[i].lower_ in TIMES


def _counts(reader: Reader, token: Token) -> bool:
    """Whether a word stands between a number and what it counts: "2.5 [mln common] shares"."""
    return token.lower_ in _SCALES or (
        token.pos_ == "ADJ" and token.head.i > token.i and token.head.lower_ not in TIMES
    )


def _leads(reader: Reader, token: Token) -> bool:
    """Whether a participle stands inside a compound: "video [messaging] app"."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.pos_ in {"NOUN", "PROPN"} and token.head.i > token.i


def _modifies(reader: Reader, token: Token, j: int, stop: int) -> bool:
    if token.is_space or token.is_punct:
        return False
    if reader.is_company_noun(token) and _before_name(reader, j):
        return True
    if token.lower_ in TIMES and token.i > 0 and token.lower_ in {"today", "yesterday"}:
        return False
    if token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} or token.tag_ == "PDT":
        return True
    following = reader.doc[j + 1] if j + 1 < stop else None
    if following is None:
        return False
    if following.text in {"-", "‑"} and not token.whitespace_ and not following.whitespace_:
        return True  # "can-lacquer specialist", whatever the model takes "can" for
    if (
        reader.is_company_noun(following)
        and j + 2 < stop
        and reader.entities.at(j + 2) is not None
        and token.pos_ != "ADP"
    ):
        return True  # "buyout firm Acme", whatever the model takes "buyout" for
    goes_on = following.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} or reader.entities.at(j + 1) is not None
    if token.tag_ in {"VBN", "VBG", "JJ"}:
        return (
            goes_on
            or following.text in HYPHENS
            or (
                following.lower_ == "and"
                and _coordinates(reader, j + 1, stop)  # "issued and outstanding shares"
            )
        )
    return token.pos_ == "ADV" and (following.tag_ in {"VBN", "JJ", "VBG"} or following.text in {"-", "‑"})


def _pointed(reader: Reader, head: Token) -> Argument | None:
    """Whom a possessive noun means: "the company's"."""
    if head.lower_ != "co" and head.lower_ not in load_lexicon("company_nouns"):
        return None
    entity = reader.antecedent(head)
    return Argument(entity, head.idx, head.idx + len(head)) if entity else None
