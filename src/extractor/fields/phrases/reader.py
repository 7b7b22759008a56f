"""The reader of one document: what stands at its tokens, and what the words from one on denote."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.coreference import FIRST_PERSON, is_told_beside
from extractor.fields.candidate import Argument
from extractor.fields.phrases.described import described, unit
from extractor.fields.phrases.heads import phrase_around
from extractor.fields.phrases.lists import joined
from extractor.fields.phrases.thing import Thing, asset_nouns
from extractor.fields.phrases.walk import walk
from extractor.fields.phrases.words import HYPHENS, LONGEST, ORGANS, is_pronoun
from extractor.fields.triggers import find_nouns, find_verbs
from extractor.lexicon import load_lexicon
from extractor.mentions.bundle import Mentions
from extractor.mentions.money import MoneyMention
from extractor.mentions.percents import PercentMention
from extractor.resolve import Entities, Entity, antecedent

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENERS = frozenset(["ADP", "ADV", "CCONJ", "DET", "PRON", "SCONJ"])
"""Words in capitals that open a sentence and are no names."""
_ABOUT = frozenset(["about", "almost", "approximately", "around", "nearly", "roughly", "some"])
_BOUNDS = frozenset(["at least", "less than", "more than", "upwards of"])
"""What stands before an amount or a percentage."""
_STOPS = frozenset([".", "?", "!", "”", '"', ":", ";"])
_UNIT_STOPS = frozenset(["m.", "mn.", "bn.", "b.", "k.", "p.", "tn."])
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
        return self.entities.at(i) is None

    def _is_heading(self, first: int, last: int) -> bool:
        if first > 1 and self.doc[first - 1].is_title and self.doc[first - 2].is_space:
            first -= 1  # "New Product Launches:"
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
            if end >= len(doc) or doc[end].is_space or self._parted(end):
                break
            end = doc[end].sent.end
        return end

    def _parted(self, i: int) -> bool:
        """Whether a sentence surely ends before token ``i``: at a stop, or at one that belongs to a unit or name, "for £5m. The", "Acme Ltd. The"."""
        before, token = self.doc[i - 1], self.doc[i]
        unit = before.text in _UNIT_STOPS and token.is_title
        opens = before.text.endswith(".") and token.is_title and token.pos_ in _OPENERS
        return before.is_space or before.text in _STOPS or unit or opens

    def start_of(self, i: int) -> int:
        """Index of the first token of the sentence of token ``i``, likewise."""
        doc = self.doc
        start = doc[i].sent.start
        for _ in range(3):
            if start == 0 or self._parted(start):
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

    def antecedent(self, token: Token) -> Entity | None:
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

    def _counts_some(self, token: Token) -> bool:
        """Whether it says how many of a whole: "[45] of Bolt's shops", "[some] of its mills"."""
        number = token.pos_ == "NUM" and token.i not in self._money and token.i not in self._percents
        return number or token.lower_ in {"some", "several", "many", "most"}

    def thing(self, i: int, stop: int) -> Thing:
        """What the words from token ``i`` on, before ``stop``, denote; ``last`` tells how far they go."""
        doc = self.doc
        stop = min(stop, i + LONGEST)
        if i + 2 < stop and doc[i].lower_ == "all":
            inner = self.thing(i + 2 if doc[i + 1].lower_ == "of" else i + 1, stop)
            return replace(inner, first=i, part=False)
        if i + 3 < stop and doc[i + 1].lower_ == "of" and self._counts_some(doc[i]):
            inner = self.thing(i + 2, stop)
            asset = inner.noun in asset_nouns() or inner.noun in load_lexicon("asset_plurals")
            if inner.owner is not None and asset and inner.noun not in load_lexicon("wares"):
                # "two of Bolt's mills"
                inner = inner if inner.parties else unit(self, inner, "asset", inner.last)
                return replace(inner, first=i, counted=True, definite=True)
        if i + 2 < stop and doc[i].lower_ == "up" and doc[i + 1].lower_ == "to":
            return replace(self.thing(i + 2, stop), first=i)
        if doc[i : i + 2].text.lower() in _BOUNDS and (self.money_at(i + 2) or self.percent_at(i + 2)):
            return replace(self.thing(i + 2, stop), first=i)
        if i + 1 < stop and doc[i].lower_ in _ABOUT and self.percent_at(i + 1) is not None:
            return replace(self.thing(i + 1, stop), first=i)
        if i + 3 < stop and doc[i : i + 3].text.lower() == "as much as":
            return replace(self.thing(i + 3, stop), first=i)
        if i < stop and is_pronoun(doc[i]):
            entity = self.person(i) if doc[i].lower_ in {"he", "she"} else self.antecedent(doc[i])
            found = (Argument(entity, doc[i].idx, doc[i].idx + len(doc[i])),) if entity else ()
            return Thing(i, i + 1, found, definite=True, back=True)
        phrase = self.walk(i, stop)
        if phrase.parties:
            return self.joined(phrase, stop)
        return described(self, phrase, stop)

    def person(self, i: int) -> Entity | None:
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
            entity = self.person(i)
        elif token.lower_ in FIRST_PERSON:
            entity = self.antecedent(token)
        elif (advised := self._advised(i) or self._until(i)) is not None:
            entity = advised
        else:
            named = {
                e: m
                for k in range(self.start_of(i), i)
                if (e := self.entities.at(k))
                and e.type == "company"
                and (m := self.entities.mention_at(k))
                and not is_told_beside(token, k)
            }
            only, where = next(iter(named.items())) if len(named) == 1 else (None, None)
            if where is not None and self.doc[where.first - 1].dep_ == "prep":  # "works with Acme"
                entity = self.antecedent(token) or only
            else:
                entity = only or self.antecedent(token)
        return Argument(entity, token.idx, token.idx + len(token)) if entity else None

    def _advised(self, i: int) -> Entity | None:
        """Whom a bank advises on what it does: "Acme advised [Bolt] on its sale"."""
        if i < 2 or self.doc[i - 1].lower_ not in {"on", "in", "regarding", "over", "during"}:
            return None
        mention = self.entities.mention_at(i - 2)
        lead = self.doc[max(mention.first - 2, 0) : mention.first] if mention is not None else ()
        advises = any(t.lower_.startswith(("advis", "counsel")) for t in lead)
        return self.entities.at(i - 2) if advises else None

    def _until(self, i: int) -> Entity | None:
        """Whom a name right before says whose it is: "was president of [Bolt] until its sale"."""
        timed = i > 1 and self.doc[i - 1].lower_ in {"after", "before", "following", "until"}
        named = self.entities.at(i - 2) if timed else None
        return named if named is not None and named.type == "company" else None

    def is_company_noun(self, token: Token) -> bool:
        """Whether the noun stands for a company, in the singular or plural."""
        nouns = load_lexicon("company_nouns")
        if token.lower_ == "co":
            return token.i + 1 == len(self.doc) or token.nbor().text not in HYPHENS
        return token.lower_ in nouns or token.lemma_.lower() in nouns

    def char_end(self, j: int) -> int:
        """Offset after the token before token ``j``."""
        return self.doc[j - 1].idx + len(self.doc[j - 1]) if j else 0

    def unit(self, phrase: Thing) -> Thing:
        """The phrase as a described unit."""
        return unit(self, phrase, "unit", phrase.last)

    def around(self, token: Token) -> Thing:
        """The phrase whose head the parse takes ``token`` to be."""
        return phrase_around(self, token)

    def walk(self, i: int, stop: int) -> Thing:
        """The phrase from token ``i`` up to its head; its party is the name that it ends in."""
        return walk(self, i, stop)

    def joined(self, phrase: Thing, stop: int) -> Thing:
        """The phrase with the names that commas and "and" join to it."""
        return joined(self, phrase, stop)
