"""Noun phrases that may name a speaker: "Acme chief executive Jane Doe", "a spokesman for Acme", "she".

The surface is read: segments between commas, a head, a title before or after it, whom it belongs to. Whom
a phrase means is asked in ``fields/speakers.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractor.fields.passages import FINITE, Bounds, Item
from extractor.fields.titles import SPOKESMAN, in_title, is_title, singular, title_heads
from extractor.lexicon import load_lexicon, per_lexicons

if TYPE_CHECKING:
    from extractor.resolve import Entity

PhraseKind = Literal["name", "person", "role", "group", "pronoun", "organisation", "document"]

HE, SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her"})
PRONOUNS = HE | SHE | {"they", "it"}
PREPOSITIONS = frozenset([
    "of", "at", "for", "from", "with", "in", "to", "on", "by", "about", "against", "during", "after",
    "before", "under", "over", "into", "through", "since", "as", "per", "following", "despite", "amid",
    "including", "like", "via", "within", "without", "between", "among", "than", "who", "which",
    "whose", "whom", "that", "where", "when", "while", "because", "if", "though", "although", "told",
])  # fmt: skip
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "our", "said", "says"})
_BELONGS = frozenset({"of", "at", "for", "with", "from", "in"})
_LEADING = frozenset([
    "the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "these", "those", "another",
    "one", "both", "and", "but", "so", "yet", "or", "also", "still", "meanwhile", "however", "then",
    "now", "later", "earlier", "today", "yesterday", "tomorrow", "even", "as", "nor", "like", "thus",
    "instead", "indeed", "though", "separately", "perhaps", "finally", "similarly", "likewise", "again",
    "too", "while", "because", "if", "when", "since", "after", "before", "although", "until", "what",
    "how", "whether", "why", "than",
])  # fmt: skip
_TRAILING_ADVERBS = frozenset([
    "also", "later", "then", "has", "have", "had", "is", "was", "were", "will", "would", "did", "does",
    "recently", "previously", "earlier", "not", "never", "ever", "once", "already", "still", "even",
    "further", "now", "first", "today", "yesterday", "himself", "herself", "themselves", "itself",
    "both", "all", "always", "often", "reportedly", "however", "too", "just", "only", "since", "may",
    "might", "could", "should", "can", "'s", "’s", "'d", "’d",
])  # fmt: skip
_CLAUSE_OPENERS = frozenset([
    "and", "but", "as", "while", "because", "that", "if", "though", "although", "after", "before",
    "when", "where", "since", "or", "what", "how", "whom", "which", "whether", "why", "than", "until",
])  # fmt: skip
RELATIVES = frozenset({"who", "which", "whose", "whom", "that"})
_ORGANISATION_NOUNS = frozenset([
    "board", "airline", "agency", "association", "bank", "committee", "department", "government",
    "group", "ministry", "newspaper", "paper", "party", "magazine", "union", "watchdog", "regulator",
    "campaign", "commission", "companies", "firms", "partners", "pair", "duo", "two", "office", "team",
    "administration", "press-office", "management",
])  # fmt: skip
_ARMS = frozenset(["board", "campaign", "office", "team", "administration", "press-office", "management"])
"""Parts of an organisation that speak for it: "Acme's board said"."""
POSTNOMINALS = frozenset([
    "jr.", "jr", "sr.", "sr", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d.", "do", "dds", "jd", "rn", "mba",
    "cfa", "cpa", "pe", "frcs", "obe", "cbe", "mbe", "kc", "qc", "esq", "esq.", "inc.", "inc", "ltd", "llc",
])  # fmt: skip


class Phrase(NamedTuple):
    """A noun phrase that may name a speaker, as read, before it is resolved."""

    kind: PhraseKind
    head: Item
    entity: Entity | None = None
    """The name, where the phrase is one."""
    title: Bounds | None = None
    affiliation: Entity | None = None
    company: Item | None = None
    """The noun of the company that the phrase is or is of: "a spokesman for the [fund]", "the [startup]"."""


@per_lexicons
def _company_nouns() -> frozenset[str]:
    return load_lexicon("company_nouns") | _ORGANISATION_NOUNS


def read_noun_phrase(items: Sequence[Item], low: int, high: int) -> Phrase | None:
    """The phrase that fills ``items[low:high]``, or None where it names nobody that could speak.

    "Acme chief executive Jane Doe" · "Jane Doe of Acme" · "Acme's chairman" · "a spokesman for Acme" · "she"
    """
    while low < high and (items[high - 1].kind in {"comma", "dash"} or is_adverb(items[high - 1])):
        high -= 1
    while low < high and (
        (
            items[low].kind == "word"
            and (items[low].low in _LEADING or items[low].tag == "RB")
            and not is_title(items[low])
        )
        or items[low].kind in {"comma", "dash"}
    ):
        low += 1
    if low + 2 < high and items[low].low in PREPOSITIONS and items[low + 1].low in {"which", "whom", "what"}:
        low += 2
    if low >= high:
        return None
    core = low
    while core < high and not (items[core].kind == "word" and items[core].low in PREPOSITIONS):
        if items[core].kind in {"quote", "stop", "colon"}:
            return None
        core += 1
    if core == low:
        return _after_circumstance(items, low, high)
    head = items[core - 1]
    belongs, tail_title = _belongs_to(items, core, high)
    if head.kind == "possessive":
        return None
    if core - low > 3 and _are_two_persons(items, core):  # "chairmen Jane Doe and John Roe"
        core -= 2
        head = items[core - 1]
    if head.kind == "name":
        if items[low].kind == "name" and core - low > 1 and _and_between(items, low, core):
            head, core = items[low], low + 1
        if core - low == 1 and _is_title_name(items, low):
            return Phrase("role", head, None, (head.start, head.end), belongs.entity if belongs else None)
        return named(items, low, core, head, belongs)
    if core - low == 1 and head.low in PRONOUNS:
        return Phrase("pronoun", head)
    if low and items[low - 1].low == "the" and _is_somebody(items, low, core):
        return Phrase("person", head)
    if is_title(head):
        start = _title_start(items, low, core)
        owner = _owner(items, low, start)
        title = (items[start].start, max(head.end, tail_title))
        if belongs is not None and belongs is items[high - 1] and _bears(belongs, items[high - 2]):
            return Phrase("name", belongs, belongs.entity, (title[0], items[high - 2].end), owner)
        plural = head.low not in title_heads() and not SPOKESMAN.search(head.low)
        affiliation = owner or (belongs.entity if belongs else None)
        company = _company_of(items, start, core, high) if affiliation is None else None
        return Phrase("group" if plural else "role", head, None, title, affiliation, company)
    if head.low in load_lexicon("reporting_nouns"):
        if core + 1 < high and items[core].low == "by":
            author = read_noun_phrase(items, core + 1, high)
            if author is not None and author.kind == "name":
                return author  # "a memo by Jane Doe"
        owner = _owner(items, low, core - 1) or (belongs.entity if belongs else None)
        return Phrase("document", head, None, None, owner or _host(items, core, high))
    if singular(head.low) in _company_nouns() or head.low in _company_nouns():
        inner = _owner(items, low, core - 1)
        inner = None if inner is not None and inner.type == "place" else inner  # "the US company"
        if inner is not None and head.low in _ARMS:
            return Phrase("name", head, inner)
        return Phrase(
            "organisation",
            head,
            None,
            None,
            inner or (belongs.entity if belongs and head.low == "board" else None),
            head,
        )
    if core - low == 3 and items[low + 1].kind == "possessive" and head.tag[:2] == "NN":  # "Acme's policy"
        return Phrase("document", head, None, None, items[low].entity) if items[low].entity else None
    return None


def _company_of(items: Sequence[Item], start: int, core: int, high: int) -> Item | None:
    """The noun of the company that a title goes with: "a [fund] spokesman", "the [fund]'s partner", "a partner at the [fund]"."""
    before = start - 1 if start and items[start - 1].kind == "possessive" else start
    places = [start, *([before - 1] if before else []), *([high - 1] if high > core else [])]
    nouns = (items[i] for i in places if items[i].kind == "word" and items[i].low in _company_nouns())
    return next(nouns, None)


_NATIONALS = frozenset(
    ["american", "australian", "austrian", "belgian", "brazilian", "briton", "canadian", "dutchman", "englishman", "frenchman", "german", "indian", "irishman", "italian", "mexican", "norwegian", "russian", "scot", "spaniard", "swede", "welshman"]
)  # fmt: skip


def _is_somebody(items: Sequence[Item], low: int, core: int) -> bool:
    """Whether "the" and these words mean the person spoken of: "the Scot", "the 54-year-old (executive)"."""
    national = core - low == 1 and items[low].low in _NATIONALS
    return national or (core - low < 3 and items[low].low.endswith("-year-old"))


def _bears(name: Item, before: Item) -> bool:
    """ "vice president for news [Jane Doe]": a person after the noun that ends the title."""
    return (
        name.entity is not None
        and is_person(name.entity)
        and before.tag[:2] == "NN"
        and before.kind == "word"
    )


def _is_title_name(items: Sequence[Item], at: int) -> bool:
    """A title in capitals that was taken for a name: "Jane Doe, [Director Cloud & Platforms]"."""
    if at < 2 or items[at - 1].kind != "comma" or items[at - 2].kind != "name":
        return False
    first, _, rest = items[at].low.partition(" ")
    entity = items[at].entity
    return bool(rest) and first in title_heads() and not (entity is not None and is_person(entity))


def is_person(entity: Entity) -> bool:
    """Whether the document's evidence makes it a person: its type, or that its last name stands alone.

    People go by their last word ("Jane Doe … Doe said"), companies by their first.
    """
    if entity.type in {"person", "place"}:
        return entity.type == "person"
    words = entity.name.split()
    if (
        len(words) not in {2, 3}
        or not words[-1].istitle()
        or words[-1].lower() in load_lexicon("company_words")
    ):
        return False
    forms = [mention.text for mention in entity.mentions]
    return forms.count(words[-1]) > forms.count(words[0])


def is_adverb(item: Item) -> bool:
    """A word that may stand between a subject and its verb."""
    return item.kind == "possessive" or (
        item.kind == "word" and (item.low in _TRAILING_ADVERBS or (item.tag == "RB" and not item.capital))
    )


def _are_two_persons(items: Sequence[Item], core: int) -> bool:
    first, second = items[core - 3].entity, items[core - 1].entity
    return (
        items[core - 2].low in {"and", "&"}
        and first is not None
        and second is not None
        and is_person(first)
        and is_person(second)
    )


def _and_between(items: Sequence[Item], low: int, high: int) -> bool:
    return any(item.low in {"and", "&"} for item in items[low + 1 : high - 1]) and not any(
        is_title(item) for item in items[low:high]
    )


def _after_circumstance(items: Sequence[Item], low: int, high: int) -> Phrase | None:
    """ "In a statement Doe": a name after a noun, at the end of a phrase that a preposition opens."""
    last = items[high - 1]
    if high - low < 3 or not (last.kind == "name" or last.low in PRONOUNS):
        return None
    start = _title_start(items, low, high - 1) if last.kind == "name" else high - 1
    before = items[start - 1]
    if start <= low + 1 or before.low in PREPOSITIONS or before.kind != "word":
        return None
    if before.tag[:1] not in {"N", "C"} or (before.capital and before.tag == "NNP"):
        return None
    return read_noun_phrase(items, start, high)


def named(items: Sequence[Item], low: int, core: int, head: Item, belongs: Item | None) -> Phrase:
    """The name ``head`` that ends before ``core``, with the title and the owner that stand before it."""
    start = _title_start(items, low, core - 1)
    title = (
        (items[start].start, items[core - 2].end) if start < core - 1 and is_title(items[core - 2]) else None
    )
    owner = _owner(items, low, start)
    return Phrase("name", head, head.entity, title, owner or (belongs.entity if belongs else None))


def _title_start(items: Sequence[Item], low: int, end: int) -> int:
    """Where the row of title words begins that ends before ``end``; ``end`` itself where none stands."""
    start = end
    while start > low and in_title(items[start - 1]):
        start -= 1
    if start < end and is_title(items[end - 1]):
        start = _modifiers_start(items, low, start)
    if start > low + 1 and items[start].low == "officer" if start < end else False:
        for back in range(start - 1, max(low - 1, start - 5), -1):
            if items[back].low == "chief":
                start = back
                while start > low and in_title(items[start - 1]):
                    start -= 1
                break
    while (
        start < end
        and items[start].low in {"and", "&", "/", "state", "company", "group"}
        and not is_title(items[start])
    ):
        start += 1
    return start


def _modifiers_start(items: Sequence[Item], low: int, start: int) -> int:
    """ "a [gambling] analyst", "Acme [economics] professor": nouns between an article or an owner and a title."""
    first = start
    while first > low and first > start - 3 and _is_modifier(items[first - 1]):
        first -= 1
    before = items[first - 1] if first > low else None
    bounded = before is None or before.kind in {"name", "possessive", "comma"} or before.low in _DETERMINERS
    return first if bounded else start


def _is_modifier(item: Item) -> bool:
    return (
        item.kind == "word"
        and item.tag == "NN"
        and not item.capital
        and item.low not in _company_nouns()
        and item.low not in load_lexicon("reporting_nouns")
    )


def _owner(items: Sequence[Item], low: int, end: int) -> Entity | None:
    """ "Acme('s) …": the name before ``end``, adjectives between them allowed."""
    for back in range(end - 1, max(low - 1, end - 5), -1):
        item = items[back]
        if item.kind == "name":
            return item.entity
        if item.kind not in {"possessive", "word"}:
            return None
    return None


def _host(items: Sequence[Item], core: int, high: int) -> Entity | None:
    """Where a document stands: "a post on [Acme]'s blog"."""
    if core >= high or items[core].low not in {"in", "on"}:
        return None
    owner = next((i for i in range(core + 1, high - 1) if items[i + 1].kind == "possessive"), core)
    return items[owner].entity


def _belongs_to(items: Sequence[Item], core: int, high: int) -> tuple[Item | None, int]:
    """ "of Acme", "of mergers at Acme": the name that a title or a person belongs to, and the title's end.

    The title goes on over what stands between: "head [of mergers] at Acme".
    """
    at = core
    belongs: Item | None = None
    title_end = 0
    while at < high and items[at].low in _BELONGS and items[at].kind == "word":
        stop = at + 1
        name: Item | None = None
        while stop < high and stop < at + 9 and items[stop].kind in {"word", "name", "possessive"}:
            if items[stop].low in PREPOSITIONS or items[stop].tag in FINITE:
                break
            if items[stop].kind == "name" and (name is None or items[stop - 1].kind == "possessive"):
                name = items[stop]
            stop += 1
        if name is None and items[at].low in {"of", "for", "in"} and stop > at + 1:
            if items[at].low != "in" and items[stop - 1].low not in _company_nouns():
                title_end = items[stop - 1].end
        elif name is not None:
            if belongs is not None and items[at].low in {"at", "for"}:
                title_end = items[at - 1].end
                belongs = name
            elif belongs is None and items[at].low != "in":
                belongs = name
        else:
            break
        at = stop
    return belongs, title_end
