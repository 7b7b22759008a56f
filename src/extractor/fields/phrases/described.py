"""Phrases that end in a noun and what they denote: a unit, a collection, a company that bears a name or points back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.candidate import Argument
from extractor.fields.phrases.holdings import holding
from extractor.fields.phrases.lists import with_others
from extractor.fields.phrases.thing import Thing, asset_nouns, is_place
from extractor.fields.phrases.words import DETERMINERS, HOLDING, HYPHENS, QUOTES, SHARES
from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from extractor.fields.phrases.reader import Reader

_PART = frozenset(
    [
        "majority",
        "minority",
        "half",
        "part",
        "portion",
        "third",
        "quarter",
        "fifth",
        "tenth",
        "thirds",
        "quarters",
        "%",
        "percent",
        "cent",
        "slice",
        "block",
        "tranche",
    ]
)
_WHOLE = frozenset(["control", "ownership", "all", "rest", "remainder", "most", "bulk", "whole", "outright"])
_REST = frozenset(["remainder", "rest"])
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
        "creditors",
        "lenders",
        "bondholders",
    ]
)
_MADE_OF = re.compile(
    r"(?:\s*\([^)]{0,60}\))?(?:\s+of\s+(?:\w+\s+){0,2}?(?:investors|companies|firms|funds|people|businessmen|businesspeople|shareholders|holders|buyers|banks|lenders|creditors|executives|managers))?,?\s+(?:(?:that is |which is |jointly )?(?:led|headed|backed|controlled|owned|managed|advised|formed|spearheaded|fronted)\s+by"
    r"|(?:that |which )?(?:includ(?:es?|ing)|compris(?:es?|ing)|consist(?:s|ing) of)|made up of|composed of|of(?= [A-Z]))\s+(?:(?:an?|the) (?:[\w-]+ ){0,4}?(?=[A-Z]))?"
)
_LEDS = frozenset(["backed", "controlled", "headed", "led"])
_UNITS = frozenset(["affiliate", "arm", "division", "subsidiary", "unit"])
_WHOLE_COMPANIES = frozenset(["company", "target", "franchise", "platform", "network", "chain", "system"])
"""Nouns of a unit that stand for a whole company too: "the hotel chain"."""
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
_LEAVES = frozenset(["divest", "exit", "sell"])
_HOLDERS = frozenset(["holder", "shareholder", "stakeholder", "stockholder"])
_HOLDS = frozenset(["controls", "owns", "operates", "runs"])
_CALLED = frozenset(["called", "named", "dubbed"])


def described(reader: Reader, phrase: Thing, stop: int) -> Thing:
    """A phrase that ends in a noun: a holding, a unit, a company noun."""
    doc, noun, j = reader.doc, phrase.noun, phrase.last
    following = doc[j].lower_ if j < stop else ""
    if (
        noun in SHARES | {"share", "unit"}
        and phrase.owner is not None
        and doc[phrase.first - 1].lower_ in {"each", "every"}
    ):
        return replace(phrase, parties=(phrase.owner,))  # "$25 for each Bolt share"
    if (
        noun in HOLDING
        or (noun == "position" and (phrase.percent is not None or following == "in"))
        or (noun in _PART and following in {"of", "in"})
        or noun == "%"
        or _is_equity(reader, phrase)
    ):
        return holding(reader, phrase, stop)
    if noun in _REST and following != "of" and phrase.definite:
        return replace(phrase, bare=True)
    if noun in _WHOLE and following == "of" and j + 1 < stop:
        inner = reader.thing(j + 1, stop)
        return replace(inner, first=phrase.first)
    company = j > 0 and reader.is_company_noun(doc[j - 1])
    owned = phrase.owner is not None and noun in asset_nouns()  # "its snacks business, which includes"
    holds = noun in _GROUPS or (company and not owned)
    made_of = _MADE_OF.match(reader.text, reader.char_end(j)) if holds else None
    if made_of is not None and noun not in _GROUPS and phrase.definite and " by " in made_of.group():
        made_of = None  # "the Leeds firm, led by Jane Doe": not Doe
    if made_of is not None and (noun in _GROUPS or made_of.group().strip() != "of"):
        found = made_of
        at = reader.after(found.end())
        inner = reader.joined(reader.walk(at, stop), stop) if at < stop else phrase
        if inner.parties:
            return with_others(reader, replace(phrase, last=inner.last, parties=inner.parties), stop)
    if noun in _GROUPS and (leader := _leader(reader, phrase)) is not None:
        return with_others(reader, replace(phrase, parties=(leader,)), stop)
    if (at := _called(reader, phrase, stop)) and (named := reader.named(at)) is not None:
        mention = reader.entities.mention_at(at)
        return replace(phrase, parties=(named,), last=mention.last if mention else at + 1)
    if (listed := _listed(reader, phrase, stop)) is not None:
        return listed
    if (company or noun in _HOLDERS or noun in load_lexicon("person_titles")) and (
        named := _apposed(reader, j, stop)
    ):
        mention = reader.entities.mention_at(reader.token_at(named.start))
        return replace(phrase, parties=(named,), last=mention.last if mention else j)
    if collection := _collected(reader, phrase, stop):
        return collection
    if phrase.definite and phrase.first < stop and doc[phrase.first].lower_ in {"whole", "entire"}:
        return replace(phrase, bare=True)
    if (
        noun in _UNITS
        and following == "of"
        and (theirs := unit(reader, phrase, "unit", stop)).owner is not None
    ):
        return theirs  # "a unit of Bolt"
    kind = asset_nouns().get(noun)
    if noun == "group" and phrase.owner is not None:
        kind = "unit"  # "its industrial products group"
    if (
        kind
        and (phrase.owner is not None or phrase.last - phrase.first > 1)
        and (noun not in _WHOLE_COMPANIES or (noun == "chain" and phrase.owner is not None))
    ):
        return unit(reader, phrase, kind, stop)
    if company and kind != "asset" and phrase.definite and phrase.owner is None and j > 0:
        entity = reader.antecedent(doc[j - 1])
        if entity is not None:
            found_at = doc[j - 1]
            return replace(
                phrase, parties=(Argument(entity, found_at.idx, found_at.idx + len(found_at)),), back=True
            )
    if phrase.brand is not None and phrase.owner is not None and not company and not kind:
        return unit(reader, phrase, "asset", stop)
    if kind and not company and phrase.definite:
        return unit(reader, phrase, kind, stop)
    if kind and not phrase.definite and phrase.last - phrase.first > 1 and noun != "company":
        return unit(reader, phrase, kind, stop)
    return replace(phrase, bare=company)


def _leader(reader: Reader, phrase: Thing) -> Argument | None:
    """Who leads a group: "an [Acme]-led consortium"."""
    doc = reader.doc
    for i in range(phrase.first + 2, phrase.last):
        if doc[i].lower_ in _LEDS and doc[i - 1].text in HYPHENS:
            return reader.named(i - 2)
    return None


def _is_equity(reader: Reader, phrase: Thing) -> bool:
    """Whether an investment is what one holds: "its entire [equity] investment in Bolt", "to [exit] its investment in Bolt"."""
    doc = reader.doc
    held = any(t.lower_ in _EQUITY for t in doc[phrase.first : phrase.last])
    left = phrase.definite and doc[max(phrase.first - 2, 0)].lemma_.lower() in _LEAVES
    return phrase.noun == "investment" and (held or left)


def _called(reader: Reader, phrase: Thing, stop: int) -> int:
    """Index of the name that the phrase's noun bears or stands behind: "a rival called [Bolt]", "the firm behind [Bolt]", "the firm that owns [Bolt]"; 0 for none."""
    doc, j = reader.doc, phrase.last
    if j < stop and doc[j].lower_ == "of" and reader.is_company_noun(doc[j - 1]):
        j = reader.walk(j + 1, stop).last
    if j + 2 < stop and reader.is_company_noun(doc[j - 1]) and (at := _held(reader, j)):
        inner = reader.walk(at, stop)
        return reader.token_at(inner.parties[0].start) if inner.parties else 0
    if j + 1 < stop and doc[j].text == "," and doc[j + 1].lower_ in {"now", "then"}:
        j += 2
    elif j + 2 < stop and doc[j].text == "," and doc[j + 1].lower_ in {"a", "an"}:
        aside = reader.walk(j + 1, stop)  # "her first company, a payroll tool called Bolt"
        j = aside.last if aside.noun and not aside.parties else j
    return j + 1 if j + 1 < stop and doc[j].lower_ in _CALLED and reader.entities.at(j + 1) else 0


def _held(reader: Reader, j: int) -> int:
    """Index after "behind" or "that controls" at ``j``; 0 where neither stands there."""
    doc = reader.doc
    if doc[j].lower_ == "behind":
        return j + 1
    holds = doc[j].lower_ in {"that", "which"} and doc[j + 1].lower_ in _HOLDS
    return j + 2 if holds else 0


def _collected(reader: Reader, phrase: Thing, stop: int) -> Thing | None:
    """A collection with what it holds: "a portfolio of 12 hotels"."""
    doc, j = reader.doc, phrase.last
    if phrase.noun not in _COLLECTIONS or j + 1 >= stop or doc[j].lower_ != "of":
        return None
    inner = reader.walk(j + 1, stop)
    if inner.parties or not inner.noun:
        return None
    start, end = doc[phrase.first].idx, reader.char_end(inner.last)
    return replace(phrase, last=inner.last, parties=(Argument(None, start, end),), kind="asset_purchase")


def unit(reader: Reader, phrase: Thing, kind: str, stop: int) -> Thing:
    """The phrase as a described unit or asset, with whose it is: "its paper business", "a mill of Bolt"."""
    doc, j, first = reader.doc, phrase.last, phrase.first
    owner = phrase.owner
    inside = owner is not None and owner is phrase.brand and j < stop and doc[j].lower_ == "of"
    if (owner is None or inside) and j + 1 < stop and doc[j].lower_ in {"of", "from"}:
        inner = reader.walk(j + 1, stop)
        if inner.parties and inner.parties[0].entity and not is_place(inner.parties[0].entity):
            owner = inner.parties[0]
            j = inner.last
    while first < phrase.last - 1 and (doc[first].text in QUOTES or doc[first].lower_ in DETERMINERS):
        first += 1
    start, end = doc[first].idx, reader.char_end(phrase.last)
    return replace(
        phrase, last=j, parties=(Argument(None, start, end),), owner=owner,
        kind="asset_purchase" if kind == "asset" else "acquisition",
    )  # fmt: skip


def _listed(reader: Reader, phrase: Thing, stop: int) -> Thing | None:
    """Those that a number of companies names behind it: "two companies, Acme and Bolt"."""
    at = phrase.last + 1
    plural = phrase.noun == "companies" or phrase.noun.removesuffix("s") in load_lexicon("company_nouns")
    if not (phrase.counted and plural and at < stop and reader.doc[at - 1].text in {",", ":"}):
        return None
    names = reader.joined(reader.walk(at, stop), stop)
    return replace(phrase, parties=names.parties, last=names.last) if len(names.parties) > 1 else None


def _apposed(reader: Reader, j: int, stop: int) -> Argument | None:
    """The name set off by a comma after a company noun: "its smaller rival, Bolt,"."""
    doc = reader.doc
    if j + 2 < stop and doc[j].lower_ in {"in", "of", "for"} and reader.is_company_noun(doc[j - 1]):
        field = reader.walk(j + 1, stop)  # "its closest rival in surgical staplers, Bolt,"
        j = field.last if field.noun and not field.parties else j
    if j + 2 < stop and doc[j].text == "," and doc[j + 1].lower_ == "the":
        inner = reader.walk(j + 1, stop)  # "a smaller rival, the Lyon-based Bolt"
        if inner.parties and not inner.told and inner.parties[0].entity is not None and inner.last - j < 11:
            return inner.parties[0]
    if j + 1 < stop and doc[j].text in {",", ":"} and (named := reader.named(j + 1)):
        mention = reader.entities.mention_at(j + 1)
        end = mention.last if mention else j + 2
        if end >= stop or doc[end].is_punct or doc[end].pos_ in {"ADP"}:
            return named
    return None
