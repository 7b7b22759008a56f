"""Noun phrases, read from the surface: who or what the words from a token on denote.

The parse of headlines and of phrases full of names is poor; which words are names is known well. So a
phrase is read left to right over names, modifiers and possessives, and means the name that it ends in
("VPN provider Bolt"), the unit that it describes ("its paper business"), the company that it points
back to ("the startup"), or what it holds a part of ("a 20% stake in Bolt").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument
from extractor.fields.places import is_region
from extractor.fields.triggers import find_nouns, find_verbs
from extractor.lexicon import load_lexicon, load_terms, per_lexicons
from extractor.mentions.bundle import Mentions
from extractor.mentions.money import MoneyMention
from extractor.mentions.percents import PercentMention
from extractor.resolve import Entities, Entity, antecedent, normal_form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HOLDING = frozenset(
    [
        "stake",
        "equity",
        "stakes",
        "interest",
        "interests",
        "shareholding",
        "shareholdings",
        "holding",
        "share",
        "shares",
        "stock",
    ]
)
"""Nouns of a part of a company."""
_SHARES = frozenset(["shares", "stock"])
_PART = frozenset(
    ["majority", "minority", "half", "part", "portion", "third", "quarter", "%", "percent", "cent", "slice"]
)
_WHOLE = frozenset(["control", "ownership", "all", "rest", "remainder", "most", "bulk", "whole", "outright"])
_EQUITY = frozenset(["equity", "minority", "majority", "remaining"])
_GROUPS = frozenset(
    [
        "consortium",
        "group",
        "team",
        "investors",
        "syndicate",
        "alliance",
        "investor",
        "companies",
        "firms",
        "duo",
        "trio",
        "vehicle",
        "entity",
        "funds",
        "affiliate",
        "affiliates",
    ]
)
_MADE_OF = re.compile(
    r"(?:\s*\([^)]{0,60}\))?(?:\s+of\s+(?:\w+\s+){0,2}?(?:investors|companies|firms|funds|people|businessmen))?,?\s+(?:(?:that is |which is |jointly )?(?:led|headed|backed|controlled|owned|managed|advised|formed|spearheaded|fronted)\s+by"
    r"|(?:that |which )?(?:includ(?:es?|ing)|compris(?:es?|ing)|consist(?:s|ing) of)|made up of|composed of|of(?= [A-Z]))\s+(?:(?:an?|the) (?:[\w-]+ ){0,4}?(?=[A-Z]))?"
)
_AND_INCLUDING = re.compile(r"(?:,|,?\sand)\s(?:also\s)?(?:which\s)?(?:also\s)?includ(?:es|ing)\s")
_WHOLE_COMPANIES = frozenset(["company", "target", "franchise", "platform", "network", "chain", "system"])
"""Nouns of a unit that stand for a whole company too: "the hotel chain"."""
ORGANS = frozenset(
    ["shareholders", "stockholders", "investors", "holders", "board", "directors", "subsidiary", "unit", "arm", "affiliate", "management"]
)  # fmt: skip
"""Who acts for a company: "Acme shareholders approved", "Acme subsidiary acquires"."""
_COLLECTIONS = frozenset(
    [
        "portfolio",
        "package",
        "collection",
        "set",
        "number",
        "handful",
        "bundle",
        "pair",
        "trio",
        "group",
        "string",
        "clutch",
    ]
)
_HOLDS = frozenset(["controls", "owns", "operates", "runs"])
_CALLED = frozenset(["called", "named", "dubbed"])
_PRONOUNS = frozenset(["it", "they", "them", "itself", "he", "she"])
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "some",
        "all",
        "another",
        "both",
        "any",
        "each",
        "every",
    ]
)
_DEFINITE = frozenset(["the", "this", "that", "its", "their", "both"])
_POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
_HYPHENS = frozenset(["-", "‑", "/", "–", "&"])
_QUOTES = frozenset("\"“”'‘’")
TIMES = frozenset(
    [
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "morning",
        "afternoon",
        "quarter",
        "ago",
        "time",
    ]
)
"""Nouns that only tell when: "acquired last [year]"."""
_SCALES = frozenset(["mln", "bln", "million", "billion", "thousand"])
_STOPS = frozenset([".", "?", "!", "”", '"', ":", ";"])
_LONGEST = 40
"""Tokens of a phrase that are read."""


@per_lexicons
def asset_nouns() -> dict[str, str]:
    """Nouns that can be sold by themselves, and whether each is a ``unit`` or an ``asset``."""
    return {a.strip(): b.strip() for a, _, b in (row.partition("=") for row in load_terms("asset_nouns"))}


def is_place(entity: Entity) -> bool:
    """Whether the name is that of a place in the world; the model takes many a company for one."""
    return entity.type == "place" and (
        normal_form(entity.name) in load_lexicon("places") or len(entity.name.rstrip(".")) < 3
    )


def is_place_argument(named: Argument) -> bool:
    """Whether the name is that of a place in the world."""
    return named.entity is not None and is_place(named.entity)


def is_surely_person(entity: Entity) -> bool:
    """Whether more than the model says so: a first name, or a surname that is used alone."""
    first, _, rest = entity.name.partition(" ")
    if first in load_lexicon("male_names") or first in load_lexicon("female_names"):
        return True
    return any(m.text == rest for m in entity.mentions)


def _is_possessive(token: Token) -> bool:
    """Whether the token is the mark of a possessive, which the model takes for a name after "Corp"."""
    return token.tag_ == "POS" or (token.pos_ == "PROPN" and token.lower_ in {"'s", "’s"})


@dataclass(frozen=True, slots=True)
class Thing:
    """What a noun phrase denotes."""

    first: int
    """Index of its first token."""
    last: int
    """Index after its last token."""
    parties: tuple[Argument, ...] = ()
    """A name, several that "and" joins, or a described unit; none where it denotes no party."""
    owner: Argument | None = None
    """Whose it is: "[Acme]'s paper business"."""
    noun: str = ""
    """Its head in lower case where that is no name."""
    part: bool = False
    """A part of a company, not the whole: "a stake in Bolt"."""
    percent: PercentMention | None = None
    money: MoneyMention | None = None
    """An amount inside it: "its [$5 billion] acquisition"."""
    definite: bool = False
    """It points to something said before: "the deal", "its offer"."""
    kind: str = "acquisition"
    """``asset_purchase`` where it describes assets."""
    back: bool = False
    """The party is one that it points back to: "the carrier"."""
    told: bool = False
    """A company noun stands before the name: "the startup [Bolt]"."""
    brand: Argument | None = None
    """A name that stands inside it: "its [Bolt] hair oil"."""
    counted: bool = False
    """A number tells how many: "12 hotels"."""
    bare: bool = False
    """A company noun that names nobody: "info tech firm"."""


_PLAN = re.compile(
    r"['‘’\"“]?(?:to|in (?:talks|bid|deal)|set (?:to|for)|close to|near(?:s|ing)?|consider(?:s|ing)|mull(?:s|ing)|weigh(?:s|ing)|ey(?:es|eing)|plan(?:s|ning)|plot(?:s|ting)|prepar(?:es|ing)|mak(?:es|ing)|want(?:s|ing)|agree(?:s|d)|seek(?:s|ing)|offer(?:s|ed)|buy(?:s|ing)|bid(?:s|ding)?|poised|ready)\b"
)


class Reader:
    """Reads the noun phrases of one document."""

    def __init__(self, doc: Doc, mentions: Mentions, entities: Entities) -> None:
        self.doc, self.mentions, self.entities = doc, mentions, entities
        self.text = doc.text
        """The prepared text; spaCy makes it anew at each call."""
        self._starts = [token.idx for token in doc]
        self._money = {self.token_at(m.start): m for m in mentions.money}
        self._percents = {self.token_at(p.start): p for p in mentions.percents}
        self._headings = frozenset(
            e for e in entities.all if all(self._is_heading(m.first, m.last) for m in e.mentions)
        )
        """Names that only ever stand before a colon: "New Launches: in May the company"."""
        self.quoted = frozenset(
            i
            for q in mentions.quotations
            if not self._is_plan(q.start)
            for i in range(bisect_left(self._starts, q.start), bisect_left(self._starts, q.end))
        )
        """Tokens inside quotation marks."""

    def _is_plan(self, start: int) -> bool:
        """Whether a headline sets its own words off as somebody's: "Acme 'to buy Bolt'", "Acme 'in talks for Bolt'"."""
        above = self.text[:start].lstrip()
        return "\n" not in above and _PLAN.match(self.text, start) is not None

    @cached_property
    def verbs(self) -> tuple[tuple[Token, str, int], ...]:
        """Verbs of deals outside names and quotations: the token, what it does, the index after it."""
        return find_verbs(self.doc, self._is_free)

    @cached_property
    def nouns(self) -> tuple[tuple[Token, str], ...]:
        """Nouns of deals outside names and quotations, and what they do."""
        return find_nouns(self.doc, self._is_free)

    def _is_free(self, i: int) -> bool:
        return i not in self.quoted and self.entities.at(i) is None

    def _is_heading(self, first: int, last: int) -> bool:
        opens = first == 0 or self.doc[first - 1].is_space or self.doc[first - 1].text in {"*", "•", "-"}
        colon = last < len(self.doc) and self.doc[last].text == ":"
        return opens and colon and not self._tells(last + 1)

    def _tells(self, i: int) -> bool:
        """Whether what follows a colon tells what somebody does: "Acme: [acquired] Bolt", "Acme: [the company] will buy Bolt"."""
        if i < len(self.doc) and self.doc[i].lower_ == "the":
            i += 1
        if i >= len(self.doc):
            return False
        low, tag = self.doc[i].lower_, self.doc[i].tag_
        told = low in ORGANS | {"co", "company", "to"} or low.removesuffix("s") in load_lexicon(
            "headline_verbs"
        )
        return told or tag in {"VBD", "VBN", "VBZ"}

    def tokens_where(self, pattern: re.Pattern[str]) -> Iterator[Token]:
        """The token at each match: far quicker than to ask every token of the text."""
        return (self.doc[self.token_at(match.start())] for match in pattern.finditer(self.text))

    def token_at(self, offset: int) -> int:
        """Index of the token that holds the character."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def after(self, offset: int) -> int:
        """Index of the first token that starts at or after the character."""
        return bisect_left(self._starts, offset)

    def end_of(self, i: int) -> int:
        """Index after the sentence of token ``i``: a sentence that the parser ends without a stop goes on."""
        doc = self.doc
        end = doc[i].sent.end
        for _ in range(3):
            if end >= len(doc) or doc[end - 1].is_space or doc[end].is_space or doc[end - 1].text in _STOPS:
                break
            end = doc[end].sent.end
        return end

    def start_of(self, i: int) -> int:
        """Index of the first token of the sentence of token ``i``, likewise."""
        doc = self.doc
        start = doc[i].sent.start
        for _ in range(3):
            if start == 0 or doc[start - 1].is_space or doc[start - 1].text in _STOPS:
                break
            start = doc[start - 1].sent.start
        return start

    def percent_at(self, i: int) -> PercentMention | None:
        """The percentage that starts at the token."""
        return self._percents.get(i)

    def money_at(self, i: int) -> MoneyMention | None:
        """The amount that starts at the token."""
        return self._money.get(i)

    def named(self, i: int) -> Argument | None:
        """The party whose name covers the token."""
        entity, mention = self.entities.at(i), self.entities.mention_at(i)
        if entity is None or mention is None or entity in self._headings:
            return None
        return Argument(entity, mention.start, mention.end)

    def _antecedent(self, token: Token) -> Entity | None:
        """Which company the token points back to; no heading."""
        if token.lower_ == "co":
            return self.opener.entity if self.opener else None  # a wire brief's "CO"
        entity = antecedent(token, self.entities)
        return None if entity in self._headings else entity

    @cached_property
    def opener(self) -> Argument | None:
        """The name that the text opens with: "BRIEF-[Acme] to buy Bolt"."""
        first = next((token.i for token in self.doc if not token.is_space), 0)
        return self.named(first)

    def around(self, token: Token) -> Thing:
        """The phrase whose head the parse takes ``token`` to be."""
        doc, first = self.doc, token.i
        if token.lower_ in _PRONOUNS:
            return self.thing(first, first + 1)
        start = self.start_of(token.i)
        mention = self.entities.mention_at(first)
        if mention is not None:
            first = mention.first
        while first > start and first > token.i - _LONGEST and self._goes_before(doc[first - 1], doc[first]):
            before = self.entities.mention_at(first - 1)
            first = before.first if before else first - 1
        stop = self.end_of(token.i)
        found = self.thing(self._first_joined(first, start), stop)
        if mention is not None and mention.last < len(doc) and _is_possessive(doc[mention.last]):
            named = self.named(token.i)
            return Thing(first, mention.last, (named,) if named else ())
        return found if found.last > token.i else self.thing(mention.first if mention else token.i, stop)

    def _counts_some(self, token: Token) -> bool:
        """Whether it says how many of a whole: "[45] of Bolt's shops", "[some] of its mills"."""
        number = token.pos_ == "NUM" and token.i not in self._money and token.i not in self._percents
        return number or token.lower_ in {"some", "several", "many", "most"}

    def _first_joined(self, first: int, start: int) -> int:
        """Index of the name that "and" joins before the one at ``first``, where the parse hangs it under that: "[Acme] and Bolt bid"."""
        mention = self.entities.mention_at(first)
        if mention is None or first - 2 < start or self.doc[first - 1].lower_ not in {"and", "&"}:
            return first
        before = self.entities.mention_at(first - 2)
        under = before is not None and self.doc[first - 2].head.i in range(mention.first, mention.last)
        return before.first if before is not None and under else first

    def _goes_before(self, token: Token, following: Token) -> bool:
        if self.entities.at(token.i) is not None:
            return token.lower_ not in _POSSESSIVE or following.pos_ not in {"VERB", "AUX"}
        if token.lower_ in _POSSESSIVE:
            return _is_possessive(token)
        if token.text in _HYPHENS:
            return not token.whitespace_
        if token.i in self._money:
            return True
        if token.lower_ in TIMES or token.lower_ in load_lexicon("calendar_words"):
            return False
        return (
            token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "SYM"}
            or (token.lower_ in _DETERMINERS and token.tag_ != "IN")  # not "said that the mill"
            or (token.tag_ in {"VBN", "VBG"} and token.dep_ in {"amod", "compound"})
            or (token.pos_ == "ADV" and following.tag_ in {"JJ", "VBN"} and following.dep_ == "amod")
        )

    def thing(self, i: int, stop: int) -> Thing:
        """What the words from token ``i`` on, before ``stop``, denote; ``last`` tells how far they go."""
        doc = self.doc
        stop = min(stop, i + _LONGEST)
        if i + 2 < stop and doc[i].lower_ == "all":
            inner = self.thing(i + 2 if doc[i + 1].lower_ == "of" else i + 1, stop)
            return replace(inner, first=i, part=False)
        if i + 3 < stop and doc[i + 1].lower_ == "of" and self._counts_some(doc[i]):
            inner = self.thing(i + 2, stop)
            asset = inner.noun in asset_nouns() or inner.noun in load_lexicon("asset_plurals")
            if inner.owner is not None and asset and inner.noun not in load_lexicon("wares"):
                # "two of Bolt's mills"
                inner = inner if inner.parties else self._unit(inner, "asset", inner.last)
                return replace(inner, first=i, counted=True, definite=True)
        if i + 2 < stop and doc[i].lower_ == "up" and doc[i + 1].lower_ == "to":
            return replace(self.thing(i + 2, stop), first=i)
        if i + 3 < stop and doc[i : i + 3].text.lower() == "as much as":
            return replace(self.thing(i + 3, stop), first=i)
        if i < stop and doc[i].lower_ in _PRONOUNS:
            entity = self._person(i) if doc[i].lower_ in {"he", "she"} else self._antecedent(doc[i])
            found = (Argument(entity, doc[i].idx, doc[i].idx + len(doc[i])),) if entity else ()
            return Thing(i, i + 1, found, definite=True, back=True)
        phrase = self._walk(i, stop)
        if phrase.parties:
            return self._joined(phrase, stop)
        return self._described(phrase, stop)

    def _person(self, i: int) -> Entity | None:
        """Whom "he" or "she" means: the person named last, in this sentence or the one before."""
        start = self.start_of(i)
        if start and not self.doc[start - 1].is_space:
            start = self.start_of(start - 1)
        named = (self.entities.at(k) for k in range(i - 1, start - 1, -1))
        return next((e for e in named if e is not None and e.type == "person"), None)

    def owner_of(self, i: int) -> Argument | None:
        """Whom "its" at token ``i`` means: the one company named before it in the sentence, unless a
        preposition governs it, else its antecedent."""
        token = self.doc[i]
        if token.lower_ in {"his", "her"}:
            entity = self._person(i)
        else:
            named = {
                e: m
                for k in range(self.start_of(i), i)
                if (e := self.entities.at(k)) and e.type == "company" and (m := self.entities.mention_at(k))
            }
            only, where = next(iter(named.items())) if len(named) == 1 else (None, None)
            if where is not None and self.doc[where.first - 1].dep_ == "prep":  # "works with Acme"
                entity = self._antecedent(token) or only
            else:
                entity = only or self._antecedent(token)
        return Argument(entity, token.idx, token.idx + len(token)) if entity else None

    def _walk(self, i: int, stop: int) -> Thing:
        """The phrase up to its head; its party is the name that it ends in."""
        doc = self.doc
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
            mention = self.entities.mention_at(j)
            if mention is not None and low not in {"mr", "mr."}:
                if name is not None and doc[j].is_sent_start:
                    break
                told = head is not None and self.is_company_noun(head)
                name, head, j = self.named(j), None, mention.last
                if past := self._past_region(j, stop):
                    name, j = None, past
                continue
            if (amount := self._money.get(j)) is not None:
                if name is not None or head is not None:
                    break
                money, j = amount, max(self.after(amount.end), j + 1)
                continue
            if (rate := self._percents.get(j)) is not None:
                if name is not None:
                    break
                percent, j = rate, max(self.after(rate.end), j + 1)
                head = doc[j - 1]
                continue
            if (
                low in _POSSESSIVE
                and j > i
                and (name is not None or head is not None)
                and _is_possessive(token)
            ):
                owner = name or (self._pointed(head) if head is not None else None)
                name, head, first = None, None, j + 1
                definite = True
            elif token.text in _HYPHENS and j > i and not token.whitespace_ and not doc[j - 1].whitespace_:
                if name is not None and j + 1 < stop and doc[j + 1].tag_ in {"VBN", "VBG", "JJ"}:
                    name = None
            elif (token.text in _QUOTES and name is None and head is None) or (
                low == "the" and head is not None and self._named_the(head, j + 1)
            ):
                pass
            elif name is not None and token.text[0] == "-" and len(token) > 1:
                break  # the source of a wire line: "stake in Bolt -FT"
            elif low in _DETERMINERS and name is None and head is None:
                definite = definite or low in _DEFINITE
                if low in {"its", "their", "his", "her"} and j == first:
                    owner = self.owner_of(j)
                first = j + 1 if j == first else first
            elif low in {"and", "&"} and name is None and self._coordinates(j, stop):
                pass
            elif self._after_hyphen(j, i):
                if token.tag_ in {"VBN", "VBG"}:
                    head, name = None, None  # "Leeds-based rival", "loss-making firm": no head yet
                elif token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"}:
                    head, name = token, None
            elif head is not None and head.pos_ == "NUM" and self._counts(token):
                counted = True
            elif (name is not None or head is not None) and self._ends(token):
                if not (name is not None and name.entity is not None and is_place(name.entity)):
                    break
                if token.pos_ != "ADJ" or token.lower_ in TIMES or not self._modifies(token, j, stop):
                    break
                name = None
            elif (
                token.text == "("
                and owner is not None
                and name is None
                and head is None
                and (close := self._closes(j, stop))
            ):
                j = close
                first = j + 1
            elif self._modifies(token, j, stop):
                counted = counted or token.pos_ == "NUM"
                if name is not None and not is_place_argument(name):
                    brand = name
                if name is not None and (low in ORGANS or low in _SHARES or low == "share"):
                    owner = owner or name
                if low not in load_lexicon("demonyms") and (
                    token.pos_ in {"NOUN", "PROPN", "NUM", "SYM"}
                    or token.tag_ in {"VBG", "NN", "NNS"}
                    or self.is_company_noun(token)
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

    def _named_the(self, head: Token, j: int) -> bool:
        """Whether the name at ``j`` begins with the article before it: "leather goods maker The [Lane]"."""
        return self.is_company_noun(head) and self.entities.at(j) is not None

    def _before_name(self, j: int) -> bool:
        """Whether a name follows token ``j``, with "the" between or not: "US outfit [the Lane Fund]"."""
        k = j + 2 if j + 2 < len(self.doc) and self.doc[j + 1].lower_ == "the" else j + 1
        return k < len(self.doc) and self.entities.at(k) is not None

    def _past_region(self, j: int, stop: int) -> int:
        """Index after a region in commas at ``j`` that goes before a noun: "Mobile, [Ala.,] crisp maker Bolt"; 0 for none."""
        doc = self.doc
        if j + 3 >= stop or doc[j].text != ",":
            return 0
        region = self.entities.mention_at(j + 1)
        last = region.last if region else j + 2
        if last + 1 >= stop or doc[last].text != "," or not is_region(doc[j + 1 : last].text):
            return 0
        following = doc[last + 1]
        noun = following.is_lower and following.pos_ in {"NOUN", "ADJ"} and self.entities.at(last + 1) is None
        return last + 1 if noun else 0

    def _after_hyphen(self, j: int, i: int) -> bool:
        doc = self.doc
        return (
            j - 1 > i
            and doc[j - 1].text in {"-", "‑"}
            and not doc[j - 1].whitespace_
            and not doc[j - 2].whitespace_
        )

    def _closes(self, j: int, stop: int) -> int:
        """Index of the bracket that closes the one at ``j``; 0 where it is far."""
        return next((k for k in range(j + 1, min(stop, j + 6)) if self.doc[k].text == ")"), 0)

    def _coordinates(self, j: int, stop: int) -> bool:
        """Whether "and" at ``j`` joins modifiers inside the phrase: "oil [and] gas company Bolt"."""
        before, following = self.doc[j - 1], self.doc[j + 1] if j + 1 < stop else None
        return (
            following is not None
            and following.pos_ in {"NOUN", "ADJ"}
            and following.is_lower
            and (before.pos_ in {"NOUN", "ADJ"} or before.tag_ == "VBN")
            and self.entities.at(j + 1) is None
        )

    def _ends(self, token: Token) -> bool:
        """Whether a word after the head starts something new: "bought HERE | last year"."""
        if self.is_company_noun(token) and (token.pos_ == "ADJ" or self._before_name(token.i)):
            return False
        if not token.whitespace_ and token.i + 1 < len(self.doc) and self.doc[token.i + 1].text in {"-", "‑"}:
            return False  # "technology start-up Bolt", whatever the model takes "start" for
        return (
            token.lower_ in TIMES
            or token.lower_ in load_lexicon("calendar_words")
            or (
                token.pos_ not in {"NOUN", "PROPN", "NUM"}
                and not (token.tag_ == "VBG" and self._leads(token))
            )
            or (token.pos_ == "NUM" and (not token.text.isalpha() or self._is_time(token.i + 1)))
        )

    def _is_time(self, i: int) -> bool:
        return i < len(self.doc) and self.doc[i].lower_ in TIMES

    def _counts(self, token: Token) -> bool:
        """Whether a word stands between a number and what it counts: "2.5 [mln common] shares"."""
        return token.lower_ in _SCALES or (
            token.pos_ == "ADJ" and token.head.i > token.i and token.head.lower_ not in TIMES
        )

    def _leads(self, token: Token) -> bool:
        """Whether a participle stands inside a compound: "video [messaging] app"."""
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        return following is not None and following.pos_ in {"NOUN", "PROPN"} and token.head.i > token.i

    def _modifies(self, token: Token, j: int, stop: int) -> bool:
        if token.is_space or token.is_punct:
            return False
        if self.is_company_noun(token) and self._before_name(j):
            return True
        if token.lower_ in TIMES and token.i > 0 and token.lower_ in {"today", "yesterday"}:
            return False
        if token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} or token.tag_ == "PDT":
            return True
        following = self.doc[j + 1] if j + 1 < stop else None
        if following is None:
            return False
        if following.text in {"-", "‑"} and not token.whitespace_ and not following.whitespace_:
            return True  # "can-lacquer specialist", whatever the model takes "can" for
        if (
            self.is_company_noun(following)
            and j + 2 < stop
            and self.entities.at(j + 2) is not None
            and token.pos_ != "ADP"
        ):
            return True  # "buyout firm Acme", whatever the model takes "buyout" for
        goes_on = following.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} or self.entities.at(j + 1) is not None
        if token.tag_ in {"VBN", "VBG", "JJ"}:
            return (
                goes_on
                or following.text in _HYPHENS
                or (
                    following.lower_ == "and"
                    and self._coordinates(j + 1, stop)  # "issued and outstanding shares"
                )
            )
        return token.pos_ == "ADV" and (
            following.tag_ in {"VBN", "JJ", "VBG"} or following.text in {"-", "‑"}
        )

    def _joined(self, phrase: Thing, stop: int) -> Thing:
        """With the names that commas and "and" join to it: "Acme, Bolt and Core"."""
        doc = self.doc
        parties, j = list(phrase.parties), phrase.last
        while j < stop and (k := self._next_name(j, stop) or self._past_aside(j, stop)):
            following = self._walk(k, stop)
            if not following.parties or (
                following.last < len(doc)
                and doc[following.last].pos_ in {"VERB", "AUX"}
                and not self._told_of_another(doc[following.last], phrase.first)
                and (
                    (doc[j].text == "," and k < j + 4 and doc[following.last].tag_ in {"VBD", "VBP", "MD"})
                    or doc[following.last].tag_ == "VBZ"  # one name's verb: "to buy Acme and [Bolt] wants"
                )
            ):
                break
            if not any(p.entity == following.parties[0].entity for p in parties):
                parties.append(following.parties[0])
            j = following.last
        if phrase.last < stop and doc[phrase.last].lower_ in {"unit", "division"}:
            j = max(j, phrase.last + 1)
        return replace(phrase, parties=tuple(parties), last=j)

    def _past_aside(self, j: int, stop: int) -> int:
        """Index of the name that "and" joins behind what is said of the one before: "Acme, the paper maker, and [Bolt] agreed"; 0 for none."""
        doc = self.doc
        if j + 1 >= stop or doc[j].text != "," or doc[j + 1].lower_ not in {"a", "an", "the", "its"}:
            return 0
        aside = self._walk(j + 1, stop)
        at = aside.last
        told = aside.noun and at > j + 2 and self.is_company_noun(doc[at - 1])
        if not told or at + 2 >= stop or doc[at].text != "," or doc[at + 1].lower_ != "and":
            return 0
        end = self._end_of_member(at + 2, stop)
        goes_on = end and end < len(doc) and (doc[end].tag_ == "VBP" or doc[end - 1].dep_ == "conj")
        return at + 2 if goes_on else 0

    def _with_others(self, made: Thing, stop: int) -> Thing:
        """With the members that go on behind the leader: "a group led by Acme [and including Bolt and Core]"."""
        end = self.doc[made.last - 1]
        found = _AND_INCLUDING.match(self.text, end.idx + len(end))
        if found is None or (at := self.after(found.end())) >= stop:
            return made
        others = self._joined(self._walk(at, stop), stop)
        new = tuple(p for p in others.parties if all(p.entity != known.entity for known in made.parties))
        return replace(made, last=others.last, parties=(*made.parties, *new)) if new else made

    def _told_of_another(self, verb: Token, first: int) -> bool:
        """Whether a verb's subject stands before the list: "a group including Acme and Bolt [is]"."""
        main = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
        return any(c.dep_ in {"nsubj", "nsubjpass"} and c.i < first for c in main.lefts)

    def _next_name(self, j: int, stop: int) -> int:
        """Index of the name that a comma or "and" at ``j`` joins; 0 for none."""
        doc = self.doc
        k = j
        if doc[k].text == "(":
            close = next((c for c in range(k + 1, min(stop, k + 10)) if doc[c].text == ")"), 0)
            if not close:
                return 0
            k = close + 1
        comma = k < stop and doc[k].text == ","
        if comma:
            k += 1
        conjunction = k < stop and doc[k].lower_ in {"and", "&"}
        if conjunction:
            k += 1
            if k + 1 < stop and doc[k].lower_ == "the":
                k += 1
        if k >= stop or not (comma or conjunction):
            return 0
        at = self._end_of_member(k, stop)
        if not at or conjunction:
            return k if at else 0
        # "Acme, Bolt and Core": a comma alone joins only where a conjunction follows.
        for _ in range(12):
            if at < stop and doc[at].lower_ in _POSSESSIVE:
                # "Acme's Bolt, Core's mill and Dunlin"
                at = next(
                    (t for t in range(at + 1, min(stop, at + 5)) if doc[t].lower_ in {",", "and", "&"}), stop
                )
            if at >= stop:
                return 0
            if doc[at].lower_ in {"and", "&"}:
                named = self._end_of_member(at + 1, stop) or (at + 2 < stop and self.entities.at(at + 2))
                return k if named else 0
            if doc[at].text == ",":
                at += 1
                if at < stop and doc[at].lower_ in {"and", "&"}:
                    continue
                at = self._end_of_member(at, stop)
                if not at:
                    return 0
                continue
            return 0
        return 0

    def _end_of_member(self, k: int, stop: int) -> int:
        """Index after the member of a list at ``k``: a name, or one with its noun before it, "pension fund Bolt"; 0 for neither."""
        if k >= stop:
            return 0
        if (mention := self.entities.mention_at(k)) is not None:
            return mention.last
        told = self._walk(k, stop)
        if not told.told or told.parties[0].entity is None or self._opens_clause(told):
            return 0
        return told.last

    def _opens_clause(self, told: Thing) -> bool:
        """Whether a name with its noun is the subject of a verb of its own: "bought Acme and rival [Bolt] sold Core"."""
        token = self.doc[told.last - 1]
        verb = token.head
        return (
            token.dep_ in {"nsubj", "nsubjpass"}
            and verb.i > token.i
            and verb.dep_ in {"conj", "ccomp", "advcl"}
            and verb.head.i < told.first
        )

    def _described(self, phrase: Thing, stop: int) -> Thing:
        """A phrase that ends in a noun: a holding, a unit, a company noun."""
        doc, noun, j = self.doc, phrase.noun, phrase.last
        following = doc[j].lower_ if j < stop else ""
        if (
            noun in _SHARES | {"share", "unit"}
            and phrase.owner is not None
            and doc[phrase.first - 1].lower_ in {"each", "every"}
        ):
            return replace(phrase, parties=(phrase.owner,))  # "$25 for each Bolt share"
        if (
            noun in HOLDING
            or (noun in _PART and following in {"of", "in"})
            or noun == "%"
            or self._is_equity(phrase)
        ):
            return self._holding(phrase, stop)
        if noun in _WHOLE and following == "of" and j + 1 < stop:
            inner = self.thing(j + 1, stop)
            return replace(inner, first=phrase.first)
        company = j > 0 and self.is_company_noun(doc[j - 1])
        unit = phrase.owner is not None and noun in asset_nouns()  # "its snacks business, which includes"
        holds = noun in _GROUPS or (company and not unit)
        made_of = _MADE_OF.match(self.text, self._end_of(j)) if holds else None
        if made_of is not None and (noun in _GROUPS or made_of.group().strip() != "of"):
            found = made_of
            at = self.after(found.end())
            inner = self._joined(self._walk(at, stop), stop) if at < stop else phrase
            if inner.parties:
                return self._with_others(replace(phrase, last=inner.last, parties=inner.parties), stop)
        if (at := self._called(phrase, stop)) and (named := self.named(at)) is not None:
            mention = self.entities.mention_at(at)
            return replace(phrase, parties=(named,), last=mention.last if mention else at + 1)
        if (listed := self._listed(phrase, stop)) is not None:
            return listed
        if (company or noun in load_lexicon("person_titles")) and (named := self._apposed(j, stop)):
            mention = self.entities.mention_at(self.token_at(named.start))
            return replace(phrase, parties=(named,), last=mention.last if mention else j)
        if collection := self._collected(phrase, stop):
            return collection
        if phrase.definite and phrase.first < stop and doc[phrase.first].lower_ in {"whole", "entire"}:
            return replace(phrase, bare=True)
        kind = asset_nouns().get(noun)
        if noun == "group" and phrase.owner is not None:
            kind = "unit"  # "its industrial products group"
        if (
            kind
            and (phrase.owner is not None or phrase.last - phrase.first > 1)
            and (noun not in _WHOLE_COMPANIES or (noun == "chain" and phrase.owner is not None))
        ):
            return self._unit(phrase, kind, stop)
        if company and kind != "asset" and phrase.definite and phrase.owner is None and j > 0:
            entity = self._antecedent(doc[j - 1])
            if entity is not None:
                found_at = doc[j - 1]
                return replace(
                    phrase, parties=(Argument(entity, found_at.idx, found_at.idx + len(found_at)),), back=True
                )
        if phrase.brand is not None and phrase.owner is not None and not company and not kind:
            return self._unit(phrase, "asset", stop)
        if kind and not company and phrase.definite:
            return self._unit(phrase, kind, stop)
        if kind and not phrase.definite and phrase.last - phrase.first > 1 and noun != "company":
            return self._unit(phrase, kind, stop)
        return replace(phrase, bare=company)

    def _is_equity(self, phrase: Thing) -> bool:
        """Whether an investment is what one holds: "its entire [equity] investment in Bolt"."""
        return phrase.noun == "investment" and any(
            t.lower_ in _EQUITY for t in self.doc[phrase.first : phrase.last]
        )

    def _called(self, phrase: Thing, stop: int) -> int:
        """Index of the name that the phrase's noun bears or stands behind: "a rival called [Bolt]", "the firm behind [Bolt]", "the firm that owns [Bolt]"; 0 for none."""
        doc, j = self.doc, phrase.last
        if j < stop and doc[j].lower_ == "of" and self.is_company_noun(doc[j - 1]):
            j = self._walk(j + 1, stop).last
        if j + 2 < stop and self.is_company_noun(doc[j - 1]) and (at := self._held(j)):
            inner = self._walk(at, stop)
            return self.token_at(inner.parties[0].start) if inner.parties else 0
        if j + 1 < stop and doc[j].text == "," and doc[j + 1].lower_ in {"now", "then"}:
            j += 2
        return j + 1 if j + 1 < stop and doc[j].lower_ in _CALLED and self.entities.at(j + 1) else 0

    def _held(self, j: int) -> int:
        """Index after "behind" or "that controls" at ``j``; 0 where neither stands there."""
        doc = self.doc
        if doc[j].lower_ == "behind":
            return j + 1
        holds = doc[j].lower_ in {"that", "which"} and doc[j + 1].lower_ in _HOLDS
        return j + 2 if holds else 0

    def is_company_noun(self, token: Token) -> bool:
        """Whether the noun stands for a company, in the singular or plural."""
        nouns = load_lexicon("company_nouns")
        if token.lower_ == "co":
            return token.i + 1 == len(self.doc) or token.nbor().text not in _HYPHENS
        return token.lower_ in nouns or token.lemma_.lower() in nouns

    def _end_of(self, j: int) -> int:
        return self.doc[j - 1].idx + len(self.doc[j - 1]) if j else 0

    def unit(self, phrase: Thing) -> Thing:
        """The phrase as a described unit."""
        return self._unit(phrase, "unit", phrase.last)

    def _collected(self, phrase: Thing, stop: int) -> Thing | None:
        """A collection with what it holds: "a portfolio of 12 hotels"."""
        doc, j = self.doc, phrase.last
        if phrase.noun not in _COLLECTIONS or j + 1 >= stop or doc[j].lower_ != "of":
            return None
        inner = self._walk(j + 1, stop)
        if inner.parties or not inner.noun:
            return None
        start, end = doc[phrase.first].idx, self._end_of(inner.last)
        return replace(phrase, last=inner.last, parties=(Argument(None, start, end),), kind="asset_purchase")

    def _unit(self, phrase: Thing, kind: str, stop: int) -> Thing:
        doc, j, first = self.doc, phrase.last, phrase.first
        owner = phrase.owner
        inside = owner is not None and owner is phrase.brand and j < stop and doc[j].lower_ == "of"
        if (owner is None or inside) and j + 1 < stop and doc[j].lower_ in {"of", "from"}:
            inner = self._walk(j + 1, stop)
            if inner.parties and inner.parties[0].entity and not is_place(inner.parties[0].entity):
                owner = inner.parties[0]
                j = inner.last
        while first < phrase.last - 1 and (doc[first].text in _QUOTES or doc[first].lower_ in _DETERMINERS):
            first += 1
        start, end = doc[first].idx, self._end_of(phrase.last)
        return replace(
            phrase, last=j, parties=(Argument(None, start, end),), owner=owner,
            kind="asset_purchase" if kind == "asset" else "acquisition",
        )  # fmt: skip

    def _holding(self, phrase: Thing, stop: int) -> Thing:
        """A stake, and the company after "in" or "of"."""
        doc, j = self.doc, phrase.last
        percent = phrase.percent
        if percent is None and phrase.last > phrase.first:
            percent = next(
                (p for i in range(phrase.first, phrase.last) if (p := self._percents.get(i))), None
            )
        for k in range(j, min(stop, j + 12)):
            token = doc[k]
            if token.lower_ in {"in", "of"} and k + 1 < stop and k + 1 not in self._money:
                inner = self.thing(k + 1, stop)
                if not (inner.noun or inner.parties) and any(t in self._money for t in range(k + 1, k + 6)):
                    continue  # "a stake of about $5 million in Bolt"
                if inner.noun in HOLDING or inner.part:
                    # "51 pct of Bolt's common stock"
                    owned = inner.parties or ((inner.owner,) if inner.owner else ())
                    return replace(
                        inner, parties=owned, first=phrase.first, percent=percent or inner.percent, part=True
                    )
                if inner.kind == "asset_purchase" and inner.parties:
                    owner = phrase.owner or inner.owner  # "Acme's 40% interest in a mine"
                    return replace(inner, first=phrase.first, percent=percent, owner=owner)
                if (inner.parties and inner.parties[0].entity is not None) or (
                    k - j < 2 and phrase.brand is None
                ):
                    return replace(
                        phrase, last=inner.last, parties=inner.parties, part=True, percent=percent,
                        owner=phrase.owner, noun="stake", back=inner.back, bare=inner.bare,
                        definite=inner.definite,
                    )  # fmt: skip
            if (token.pos_ in {"VERB", "AUX"} and token.tag_ in {"VBD", "VBZ", "MD"}) or (
                token.is_sent_start and k > j
            ):
                break
        owned = (phrase.owner,) if phrase.noun in _SHARES and phrase.counted and phrase.owner else ()
        if phrase.brand is not None and phrase.noun in {"stake", "stakes", *_SHARES}:
            owned = (phrase.brand,)  # "raises Bolt stake", "Acme's Bolt stake", "buys Bolt shares"
        noun = phrase.noun if phrase.noun in _SHARES else "stake"
        return replace(phrase, parties=owned, part=True, percent=percent, noun=noun)

    def _listed(self, phrase: Thing, stop: int) -> Thing | None:
        """Those that a number of companies names behind it: "two companies, Acme and Bolt"."""
        at = phrase.last + 1
        plural = phrase.noun == "companies" or phrase.noun.removesuffix("s") in load_lexicon("company_nouns")
        if not (phrase.counted and plural and at < stop and self.doc[at - 1].text in {",", ":"}):
            return None
        names = self._joined(self._walk(at, stop), stop)
        return replace(phrase, parties=names.parties, last=names.last) if len(names.parties) > 1 else None

    def _apposed(self, j: int, stop: int) -> Argument | None:
        """The name set off by a comma after a company noun: "its smaller rival, Bolt,"."""
        doc = self.doc
        if j + 1 < stop and doc[j].text in {",", ":"} and (named := self.named(j + 1)):
            mention = self.entities.mention_at(j + 1)
            end = mention.last if mention else j + 2
            if end >= stop or doc[end].is_punct or doc[end].pos_ in {"ADP"}:
                return named
        return None

    def _pointed(self, head: Token) -> Argument | None:
        """Whom a possessive noun means: "the company's"."""
        if head.lower_ != "co" and head.lower_ not in load_lexicon("company_nouns"):
            return None
        entity = self._antecedent(head)
        return Argument(entity, head.idx, head.idx + len(head)) if entity else None
