"""What a company does and where it is based, as the text says in passing.

Each rule looks at one place where the company stands in the text, its name ("[Bolt], a maker of crisps"),
words that describe it ("its [Leeds-based crisp unit]") or that point back to it ("[the unit] makes crisps"),
and reads what stands in and around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from extractor.fields.candidate import Argument
from extractor.fields.phrases import Reader, asset_nouns, is_place
from extractor.fields.places import Bounds, place_at, place_before
from extractor.lexicon import load_lexicon
from extractor.resolve import Entity, antecedent

if TYPE_CHECKING:
    from spacy.tokens import Token

Field = Literal["description", "location"]

_LONGEST = 30
"""Tokens of a description that are read."""
_UNITS = frozenset(["unit", "subsidiary", "division", "affiliate"])
_GENERIC = _UNITS | frozenset(
    ["company", "companies", "firm", "group", "business", "corporation", "organization", "organisation", "concern", "enterprise", "outfit", "arm", "part", "rival", "competitor", "partner", "parent", "owner", "target", "suitor", "investor", "bidder", "buyer", "acquirer", "leader", "holding", "vehicle", "entity", "giant", "giants", "consortium", "incumbent", "newcomer", "startup", "start-up", "upstart", "one", "partnership", "heavyweight", "powerhouse", "pioneer", "player", "team", "service", "services", "operations", "assets", "interests", "activities", "property", "properties", "rights", "products", "shareholder"]
)  # fmt: skip
"""Nouns of a company that do not say what it does."""
_PALE = frozenset(
    ["new", "private", "public", "large", "larger", "largest", "big", "bigger", "biggest", "small", "smaller", "smallest", "leading", "major", "independent", "privately", "publicly", "closely", "wholly", "held", "owned", "listed", "quoted", "traded", "diversified", "local", "foreign", "national", "international", "global", "regional", "main", "former", "fellow", "longtime", "long", "old", "oldest", "young", "based", "pct", "percent", "fast", "growing", "second", "third", "first", "top", "newly", "formed", "operating", "own", "joint", "venture", "separate", "related", "similar", "unrelated", "certain", "other", "another", "same", "combined", "merged", "selling", "buying", "sister", "troubled", "ailing", "bankrupt", "good", "best", "western", "eastern", "northern", "southern", "acquired", "total", "remaining", "domestic", "existing", "number", "two", "three", "several", "few"]
)  # fmt: skip
"""Words that say nothing of a business either: "a [privately held] company"."""
_DOES = frozenset(
    ["make", "produce", "manufacture", "provide", "operate", "supply", "distribute", "develop", "publish", "design", "market", "build", "transport", "run", "sell", "lease", "process", "refine", "mine", "import", "export", "print", "brew", "bottle", "repair", "rebuild", "collect", "offer", "conduct", "own"]
)  # fmt: skip
"""What a company does day by day."""
_NO_TRADE = frozenset(
    ["bid", "bids", "offer", "offers", "move", "stake", "shares", "interest", "deal", "acquisition", "acquisitions", "takeover", "decision", "announcement", "statement", "sense", "money", "profit", "profits", "loss", "way", "progress", "payment", "payments", "investment", "investments", "pct", "percent", "%", "debut", "comment", "details", "access", "debt", "control"]
)  # fmt: skip
"""What is made, offered or owned without being the trade: "Acme makes an [offer]"."""
_NO_AGENTS = frozenset(
    ["shareholder", "shareholders", "number", "member", "members", "offer", "order", "chapter", "quarter", "other", "officer", "officers", "director", "directors", "adviser", "advisor", "lawyer", "matter", "december", "november", "october", "september", "dollar", "dollars", "factor", "premier"]
)  # fmt: skip
"""Words in -er and -or that are no maker of anything."""
_RELATIVE = frozenset(["which", "that"])
_BASED = frozenset(["based", "headquartered", "located"])
_HYPHENS = frozenset(["-", "‑", "–"])
_INSIDE = _HYPHENS | frozenset(["/", "'", "’", '"', "“", "”", "&"])
"""Marks that stand inside a description."""
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_OUTER = frozenset(
    ["including", "whose", "who", "where", "when", "while", "after", "as", "from", "but", "because"]
)
"""Words that a description does not run past."""
_LOOSE = _RELATIVE | frozenset(
    ["and", "is", "are", "to", "of", "the", "a", "currently", "mainly", "also", "just"]
)
"""Words that no description ends in."""
_ARTICLES = frozenset(["a", "an", "the"])
_OPENERS = _ARTICLES | frozenset(["one", "another"])
_OWNERS = frozenset(["its", "their"])
_COURSES = frozenset(["west", "east", "south", "north"])
_TERMS = frozenset(
    [
        "undisclosed",
        "terms",
        "cash",
        "revenue",
        "revenues",
        "sales",
        "assets",
        "annual",
        "operations",
        "offices",
        "which",
    ]
)
"""What a preposition brings in that is no longer the trade: "with annual [sales] of"."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What was read of a company, and the rule that read it."""

    field: Field
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One place where a company stands: from token ``first`` to before ``last``."""

    first: int
    last: int
    described: bool = False
    """It is words that may tell something themselves, no name: "its Leeds-based crisp unit"."""


DescriptionRule = Callable[[Reader, Standing], Iterator[Detail]]


class Describer:
    """Reads what one document says of its companies."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def details_of(self, target: Argument) -> dict[Field, Detail]:
        """What it does and where it is based: of several readings the first."""
        found: dict[Field, Detail] = {}
        for detail in self.find_details(target):
            found.setdefault(detail.field, detail)
        return found

    def find_details(self, target: Argument) -> Iterator[Detail]:
        """All that the rules read of it, in their order."""
        standings = list(self._standings(target))
        for rule in DESCRIPTION_RULES:
            for standing in standings:
                for detail in rule(self._reader, standing):
                    yield replace(detail, rule=rule.__name__)

    def _standings(self, target: Argument) -> Iterator[Standing]:
        reader = self._reader
        if target.entity is None:
            last = reader.after(target.end)
            yield Standing(reader.token_at(target.start), last, described=True)
            yield from self._units.get(reader.doc[last - 1].lower_, ())
            return
        for mention in target.entity.mentions:
            yield Standing(mention.first, mention.last)
        yield from self._pointing.get(target.entity, ())
        for noun in sorted({n for m in target.entity.mentions if (n := self._unit_noun(m.first, m.last))}):
            yield from self._units.get(noun, ())

    def _unit_noun(self, first: int, last: int) -> str:
        """The noun that tells that a name is a unit's: "its [unit] Bolt", "Acme's Bolt"."""
        doc = self._reader.doc
        for i in (first - 1, last):
            if 0 <= i < len(doc) and doc[i].lower_ in _UNITS:
                return doc[i].lower_
        return "unit" if first and doc[first - 1].tag_ == "POS" else ""

    @cached_property
    def _units(self) -> dict[str, list[Standing]]:
        """Where "the unit", "the division" open something that is told of them."""
        found: dict[str, list[Standing]] = defaultdict(list)
        doc = self._reader.doc
        for token in doc[1:]:
            low = token.lower_
            if low in asset_nouns() and doc[token.i - 1].lower_ == "the" and self._tells(token.i + 1):
                found[low].append(Standing(token.i, token.i + 1))
        return found

    @cached_property
    def _pointing(self) -> dict[Entity, list[Standing]]:
        """Where "the company" and "it" stand for whom, as far as something is told of it there."""
        found: dict[Entity, list[Standing]] = defaultdict(list)
        doc, reader = self._reader.doc, self._reader
        for token in doc:
            if token.tag_ not in {"NN", "PRP"} or not (token.lower_ == "it" or reader.is_company_noun(token)):
                continue
            first = token.i if token.lower_ == "it" else _first_of(reader, token.i)
            if token.lower_ != "it" and (first == 0 or doc[first - 1].lower_ != "the"):
                continue
            placed = any(t.lower_ == "based" for t in doc[first : token.i])
            if placed or (first == token.i and self._tells(token.i + 1)):
                entity = antecedent(token, reader.entities)
                if entity is not None:
                    found[entity].append(Standing(first, token.i + 1, described=placed))
        return found

    def _tells(self, i: int) -> bool:
        """Whether words at ``i`` may tell something of what stands before: "is a", ", which makes"."""
        doc = self._reader.doc
        if i + 1 >= len(doc):
            return False
        if doc[i].text == ",":
            return doc[i + 1].lower_ in _RELATIVE | _BASED | _ARTICLES
        return doc[i].lemma_ == "be" or doc[i].lemma_ in _DOES


def apposition(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [Dunlin](target), [a maker of rye crisps](description).``"""
    if at.last + 2 < len(reader.doc) and reader.doc[at.last].text in {",", "–", "—", "("}:
        yield from _description(reader, at.last + 1)


def descriptor_before(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [rye crisp maker](description) [Dunlin](target).``"""
    doc, stop = reader.doc, at.first
    if at.described or stop < 2:
        return
    if doc[stop - 1].text == ",":
        stop -= 1
    first = _first_of(reader, stop)
    if first == stop or not _is_agent(reader, doc[stop - 1]):
        return
    if stop < at.first and (first == 0 or doc[first - 1].lower_ not in _OPENERS | _OWNERS):
        return
    first = _past_place(reader, first, stop)
    if _says_trade(reader, first, stop):
        yield _detail(reader, "description", first, stop)


def copula(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought Dunlin. [Dunlin](target) is [a maker of rye crisps](description).``"""
    i = _verb_of(reader, at)
    if i and reader.doc[i].lemma_ == "be" and reader.doc[i].tag_ in _FINITE:
        yield from _description(reader, i + 1)


def trade(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [Dunlin](target), which [makes rye crisps](description).``"""
    doc, i = reader.doc, _verb_of(reader, at)
    if not i or doc[i].lemma_ not in _DOES or doc[i].tag_ not in {"VBZ", "VBP"}:
        return
    j = i + 1
    while j + 2 < len(doc) and doc[j].lower_ in {"and", ","} and doc[j + 1].tag_ in {"VBZ", "VBP"}:
        j += 2
    if j >= len(doc) or reader.entities.at(j) is not None or reader.money_at(j):
        return
    if doc[j].tag_ in {"PRP$", "TO", "POS", "IN", "RP"} or (doc[i].lemma_ == "own" and j == i + 1):
        return
    last = _end_of_description(reader, j, clause=True)
    words = {t.lower_ for t in doc[j:last]}
    barred = _NO_TRADE | asset_nouns().keys() if doc[i].lemma_ == "sell" else _NO_TRADE
    if not words & barred and any(t.pos_ in {"NOUN", "PROPN"} for t in doc[j:last]):
        yield _detail(reader, "description", i, last)


def noun_behind(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought the [Dunlin](target) [crisp business](description).``"""
    doc, j = reader.doc, at.last
    if at.described or j >= len(doc) or reader.entities.at(j) is not None:
        return
    while j < min(len(doc), at.last + 9) and (
        doc[j].pos_ in {"NOUN", "ADJ"} or doc[j].text in _HYPHENS or doc[j].lower_ in {"and", ","}
    ):
        j += 1
    if (
        j - at.last > 1
        and doc[at.last].text != ","
        and (
            reader.is_company_noun(doc[j - 1])
            or doc[j - 1].lower_ in asset_nouns().keys() - _GENERIC | _UNITS | {"business"}
        )
        and _says_trade(reader, at.last, j)
    ):
        yield _detail(reader, "description", at.last, j)


def words_of_unit(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel sold its [frozen pizza business](description).``"""
    if not at.described or asset_nouns().get(reader.doc[at.last - 1].lower_) != "unit":
        return
    first = at.first
    for i in range(at.first, at.last):
        if (mention := reader.entities.mention_at(i)) is not None and mention.last <= at.last:
            first = mention.last
    first = _past_place(reader, first, at.last)
    if at.last - first > 1 and _says_trade(reader, first, at.last):
        yield _detail(reader, "description", first, at.last)


def based_before(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [Leeds](location)-based [Dunlin](target).``"""
    doc = reader.doc
    for i in range((at.last if at.described else at.first) - 1, max(0, at.first - 12), -1):
        if doc[i].lower_ == "based" and doc[i - 1].text in _HYPHENS:
            yield from _location(place_before(reader, i - 1))
            return
        if (
            i < at.first
            and doc[i].pos_ not in {"NOUN", "ADJ", "PROPN", "VERB", "ADV", "CCONJ", "NUM"}
            and doc[i].text not in {*_HYPHENS, ","}
        ):
            return
        if i < at.first and reader.entities.at(i) is not None:
            return


def based_in(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [Dunlin](target), a crisp maker based in [Leeds](location).``"""
    doc = reader.doc
    for i in range(at.last, min(reader.end_of(at.last - 1), at.last + _LONGEST) - 2):
        entity = reader.entities.at(i)
        if doc[i].lower_ in _BASED and doc[i - 1].text not in _HYPHENS:
            j = i + 1
            while j + 2 < len(doc) and doc[j].pos_ == "ADV":
                j += 1
            if doc[j].lower_ in {"in", "at", "near"}:
                yield from _location(place_at(reader, j + 1, known=False))
            return
        if doc[i].tag_ in _FINITE and doc[i].lemma_ not in {"be", "have"}:
            return
        if entity is not None and not is_place(entity) and entity.type in {"company", "person"}:
            return


def based_behind(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [Dunlin](target), a [Leeds](location)-based maker of rye crisps.``"""
    doc = reader.doc
    if at.last + 4 >= len(doc) or not (doc[at.last].text == "," or doc[at.last].lemma_ == "be"):
        return
    for i in range(at.last + 2, min(len(doc), at.last + 12)):
        if doc[i].lower_ == "based" and doc[i - 1].text in _HYPHENS:
            yield from _location(place_before(reader, i - 1))
            return
        if doc[i].tag_ in _FINITE:
            return


def of_place(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [Dunlin](target), of [Leeds](location).``"""
    doc, i = reader.doc, at.last
    if i + 2 < len(doc) and doc[i].text == ",":
        i += 1
    if i + 1 < len(doc) and doc[i].lower_ in {"of", "in", "near"}:
        yield from _location(place_at(reader, i + 1, known=True))


def place_in_name(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought the [First Bank of Mobile](target), Ala.``"""
    doc = reader.doc
    for i in range(at.first + 1, at.last - 1):
        if not at.described and doc[i].lower_ == "of" and doc[at.last : at.last + 1].text == ",":
            yield from _with_region(reader, place_at(reader, i + 1, known=False))


def place_behind(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [Dunlin](target), [Tulsa, Okla.](location), in May.``"""
    if not at.described and at.last + 1 < len(reader.doc) and reader.doc[at.last].text == ",":
        yield from _with_region(reader, place_at(reader, at.last + 1, known=True))


def company_in(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [Dunlin](target), a crisp maker in [Leeds](location).``"""
    doc, i = reader.doc, at.last
    if (
        i + 4 >= len(doc)
        or not (doc[i].text == "," or doc[i].lemma_ == "be")
        or doc[i + 1].lower_ not in _OPENERS
    ):
        return
    for j in range(i + 2, min(len(doc) - 2, i + 14)):
        if doc[j].lower_ == "in" and _is_agent(reader, doc[j - 1]):
            yield from _location(place_at(reader, j + 1, known=True))
        if (doc[j].is_punct and doc[j].text not in _INSIDE) or doc[j].tag_ in _FINITE:
            return


def place_before_noun(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [Dutch](location) crisp maker [Dunlin](target).``"""
    doc = reader.doc
    if at.described:
        yield from _adjective(reader, at.first, at.last)
        return
    stop = at.first - 1 if at.first and doc[at.first - 1].text == "," else at.first
    if stop and (first := _first_of(reader, stop)) < stop:
        yield from _adjective(reader, first, stop)


def place_adjective_behind(reader: Reader, at: Standing) -> Iterator[Detail]:
    """``Kestrel bought [Dunlin](target), a [Dutch](location) maker of rye crisps.``"""
    doc, i = reader.doc, at.last
    if i + 2 < len(doc) and (doc[i].text == "," or doc[i].lemma_ == "be") and doc[i + 1].lower_ in _ARTICLES:
        stop = i + 2
        while stop < min(len(doc), i + 9) and (
            doc[stop].pos_ in {"ADJ", "NOUN", "PROPN"} or doc[stop].text in {*_HYPHENS, ",", "and"}
        ):
            stop += 1
        if any(_is_agent(reader, t) for t in doc[i + 2 : stop]):
            yield from _adjective(reader, i + 2, stop)


DESCRIPTION_RULES: tuple[DescriptionRule, ...] = (
    apposition,
    descriptor_before,
    copula,
    trade,
    noun_behind,
    words_of_unit,
    based_before,
    based_in,
    based_behind,
    of_place,
    place_in_name,
    place_behind,
    company_in,
    place_before_noun,
    place_adjective_behind,
)
"""The surest first: of two that read the same field the earlier one counts."""


def _description(reader: Reader, i: int) -> Iterator[Detail]:
    """The description that opens at token ``i``: "a maker of rye crisps"."""
    doc = reader.doc
    if i + 1 >= len(doc) or not (
        doc[i].lower_ in _OPENERS or (_is_agent(reader, doc[i]) and doc[i + 1].lower_ == "of")
    ):
        return
    last = _end_of_description(reader, i)
    bare = doc[i].lower_ == "the" and last == i + 2  # "Bolt, the bank said"
    spoken = last < len(doc) and doc[last].lower_ in load_lexicon("reporting_verbs")
    if not (bare or spoken) and _has_agent(reader, i, last) and _says_trade(reader, i, last):
        yield _detail(reader, "description", i, last)


def _verb_of(reader: Reader, at: Standing) -> int:
    """Index of the verb that tells something of the company: "Bolt, which [makes]"; 0 for none."""
    doc, i = reader.doc, at.last
    if i + 3 < len(doc) and doc[i].text == ",":
        if doc[i + 1].lower_ in _BASED:
            # "Bolt, based in Leeds, makes"
            aside = range(i + 3, min(len(doc) - 2, i + 10))
            i = next((k for k in aside if doc[k].text == "," and doc[k + 1].tag_ in _FINITE), i)
        elif doc[i + 1].lower_ in _RELATIVE:
            i += 1
        i += 1
    elif i + 2 < len(doc) and doc[i].lower_ in _RELATIVE:
        i += 1
    return i if i + 1 < len(doc) else 0


def _is_agent(reader: Reader, token: Token) -> bool:
    """Whether the noun stands for who does something: "maker", "bank", "printer"."""
    low = token.lower_
    if low in _NO_AGENTS:
        return False
    return (
        reader.is_company_noun(token)
        or low in asset_nouns()
        or (token.pos_ in {"NOUN", "ADJ"} and len(low) > 5 and low.rstrip("s")[-2:] in {"er", "or"})
    )


def _has_agent(reader: Reader, i: int, last: int) -> bool:
    """Whether the phrase is about a company: its head stands before "of", "that", "for"."""
    doc, head = reader.doc, None
    for j in range(i, last):
        low = doc[j].lower_
        if low in _RELATIVE or low in {"for", "in", "with", "to"}:
            break
        if low == "of" and head is not None and head.lower_ not in {"one", "part"}:
            break
        if head is not None and doc[j].tag_ in {"VBG", "VBN"} and doc[j + 1].pos_ not in {"NOUN", "PROPN"}:
            break
        if doc[j].pos_ in {"NOUN", "PROPN"} or reader.is_company_noun(doc[j]):
            head = doc[j]
    return head is not None and _is_agent(reader, head)


def _end_of_description(reader: Reader, i: int, *, clause: bool = False) -> int:
    """Index after the description that starts at ``i``; in a ``clause`` verbs do not end it."""
    doc, stop = reader.doc, min(reader.end_of(i), i + _LONGEST)
    j = i
    while j < stop:
        token = doc[j]
        if token.text == "," and (onward := _past_comma(reader, j, stop)):
            j = onward
            continue
        if token.is_space or (token.is_punct and token.text not in _INSIDE):
            break
        if token.lower_ in _RELATIVE and j > i:
            clause = True
        elif j > i and _ends(reader, j, stop, clause=clause):
            break
        j += 1
    while j > i and (doc[j - 1].lower_ in _LOOSE or doc[j - 1].is_punct):
        j -= 1
    return j


def _ends(reader: Reader, j: int, stop: int, *, clause: bool) -> bool:
    """Whether token ``j`` is no part of the description before it."""
    doc, token = reader.doc, reader.doc[j]
    if token.lower_ in _OUTER or (token.lower_ in _BASED and doc[j - 1].text not in _HYPHENS):
        return True
    if token.tag_ == "VBN" and j + 1 < stop and doc[j + 1].lower_ == "by":
        return True  # "a company controlled by Acme"
    if token.lower_ in {"for", "at", "with", "in", "to"}:
        return _is_term(reader, j, stop)
    if token.lower_ in _ARTICLES:
        return doc[j - 1].pos_ in {"NOUN", "PROPN"}
    return token.tag_ in {"VBD", "MD"} or (token.tag_ in _FINITE and not clause)


def _is_term(reader: Reader, j: int, stop: int) -> bool:
    """Whether the preposition at ``j`` opens a term of the deal or a figure: "for $5 million", "with sales of"."""
    if any(reader.money_at(k) for k in range(j + 1, min(stop, j + 5))):
        return True
    following = reader.doc[j + 1 : min(stop, j + 4)]
    if following and reader.doc[j].lower_ == "in" and _is_time(following[0]):
        return True
    return any(t.lower_ in _TERMS for t in following)


def _is_time(token: Token) -> bool:
    """Whether it names a year or a month: "in 2018"."""
    return (token.is_digit and len(token) == 4) or token.lower_ in load_lexicon("calendar_words")


def _past_comma(reader: Reader, j: int, stop: int) -> int:
    """Index to go on at where the comma at ``j`` stands in a list: "salt, animal feed and seeds"; else 0."""
    doc = reader.doc
    for k in range(j + 1, min(stop, j + 9)):
        if doc[k].lower_ in {"and", "or", "&"} and k > j + 1:
            follows = doc[k + 1] if k + 1 < stop else None
            return (
                k
                if follows is not None
                and follows.pos_ in {"NOUN", "ADJ", "VERB"}
                and follows.tag_ not in _FINITE
                else 0
            )
        if doc[k].text not in {",", *_HYPHENS} and (
            reader.entities.at(k) is not None or (doc[k].pos_ not in {"NOUN", "ADJ"} and doc[k].tag_ != "VBG")
        ):
            return 0
    return 0


def _says_trade(reader: Reader, first: int, last: int) -> bool:
    """Whether the words say what a company does, not only that it is one."""
    for token in reader.doc[first:last]:
        low = token.lower_
        if low in _RELATIVE:
            return any(t.pos_ == "VERB" for t in reader.doc[token.i : last])
        if (
            token.pos_ in {"NOUN", "ADJ", "VERB"}
            and token.text[0].islower()
            and reader.entities.at(token.i) is None
            and low not in _PALE | _GENERIC
            and low not in load_lexicon("places")
        ):
            return True
    return False


def _first_of(reader: Reader, stop: int) -> int:
    """Index of the first of the modifiers that end before ``stop``: "| Dutch crisp maker"."""
    doc, i = reader.doc, stop
    while i > max(0, stop - 12) and _modifies(reader, i - 1, stop):
        i -= 1
    while i < stop and (
        doc[i].text in _INSIDE
        or doc[i].lower_ == "and"
        or (doc[i].tag_ == "VBG" and doc[i].dep_ not in {"amod", "compound"})
    ):
        i += 1
    return i


def _modifies(reader: Reader, i: int, stop: int) -> bool:
    doc, token, entity = reader.doc, reader.doc[i], reader.entities.at(i)
    if entity is not None and not is_place(entity) and token.lower_ not in load_lexicon("demonyms"):
        acronym = token.is_upper and len(token) < 5 and reader.entities.at(i - 1) != entity
        if acronym and i + 1 < stop and reader.entities.at(i + 1) is None:
            return True  # "VPN provider"
        return i + 2 < stop and doc[i + 1].text in _HYPHENS and doc[i + 2].lower_ == "based"
    if i + 1 < stop and token.lower_ in {"and", "&", ","}:
        return (
            doc[i + 1].pos_ in {"NOUN", "ADJ"}
            and doc[i - 1].pos_ in {"NOUN", "ADJ"}
            and doc[i + 1].is_lower
            and doc[i - 1].is_lower
        )
    if token.tag_ in {"VBN", "VBG", "RB", "RBS"}:
        return i + 1 < stop
    return token.pos_ in {"NOUN", "ADJ", "PROPN"} or token.text in {*_HYPHENS, "/"}


def _past_place(reader: Reader, first: int, stop: int) -> int:
    """Index after the place that a descriptor opens with: "Leeds-based | crisp maker"."""
    doc = reader.doc
    for i in range(stop - 1, first - 1, -1):
        if doc[i].lower_ == "based" or doc[i].lower_ in load_lexicon("demonyms"):
            return i + 1
    return first


def _adjective(reader: Reader, first: int, stop: int) -> Iterator[Detail]:
    """A nationality or a place among the words of a description."""
    doc = reader.doc
    for i in range(first, stop):
        if doc[i].lower_ in load_lexicon("demonyms"):
            # "South African" is cut where the model takes "South" for a name
            start = i - 1 if i and doc[i - 1].lower_ in _COURSES else i
            return (yield _detail(reader, "location", start, i + 1))
        if doc[i].lower_ in _COURSES:
            continue
        if doc[i].text[0].isupper():
            return (yield from _location(place_at(reader, i, known=True)))


def _location(found: Bounds | None) -> Iterator[Detail]:
    if found is not None:
        yield Detail("location", *found)


def _with_region(reader: Reader, found: Bounds | None) -> Iterator[Detail]:
    """A place that is told with what it lies in."""
    if found is not None and "," in reader.text[found[0] : found[1]]:
        yield from _location(found)


def _detail(reader: Reader, field: Field, first: int, last: int) -> Detail:
    doc = reader.doc
    return Detail(field, doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
