"""Who a phrase beside a quote means: the name, the role or the pronoun read, then resolved.

Reading is of the surface: segments between commas, a head, a title before or after, "of Acme". Resolving
asks the whole document: who bears the title anywhere, who was spoken of last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractor.fields.passages import Item, Passages, reporting_forms
from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from extractor.resolve import Entity

Bounds = tuple[int, int]
PhraseKind = Literal["name", "role", "group", "pronoun", "organisation", "document"]

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
HE, SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her"})
_PRONOUNS = HE | SHE | {"they", "it"}
_PREPOSITIONS = frozenset(
    [
        "of",
        "at",
        "for",
        "from",
        "with",
        "in",
        "to",
        "on",
        "by",
        "about",
        "against",
        "during",
        "after",
        "before",
        "under",
        "over",
        "into",
        "through",
        "since",
        "as",
        "per",
        "following",
        "despite",
        "amid",
        "including",
        "like",
        "via",
        "within",
        "without",
        "between",
        "among",
        "than",
        "who",
        "which",
        "whose",
        "whom",
        "that",
        "where",
        "when",
        "while",
        "because",
        "if",
        "though",
        "although",
        "told",
    ]
)
_BELONGS = frozenset({"of", "at", "for", "with", "from", "in"})
_LEADING = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "our",
        "this",
        "that",
        "these",
        "those",
        "another",
        "one",
        "both",
        "and",
        "but",
        "so",
        "yet",
        "or",
        "also",
        "still",
        "meanwhile",
        "however",
        "then",
        "now",
        "later",
        "earlier",
        "today",
        "yesterday",
        "tomorrow",
        "even",
        "as",
        "nor",
        "like",
        "thus",
        "instead",
        "indeed",
        "though",
        "separately",
        "perhaps",
        "finally",
        "similarly",
        "likewise",
        "again",
        "too",
        "while",
        "because",
        "if",
        "when",
        "since",
        "after",
        "before",
        "though",
        "although",
        "until",
        "that",
        "what",
        "how",
        "whether",
        "why",
        "than",
    ]
)
_TRAILING_ADVERBS = frozenset(
    [
        "also",
        "later",
        "then",
        "has",
        "have",
        "had",
        "is",
        "was",
        "were",
        "will",
        "would",
        "did",
        "does",
        "recently",
        "previously",
        "earlier",
        "not",
        "never",
        "ever",
        "once",
        "already",
        "still",
        "even",
        "further",
        "now",
        "first",
        "today",
        "yesterday",
        "himself",
        "herself",
        "themselves",
        "itself",
        "both",
        "all",
        "always",
        "often",
        "reportedly",
        "however",
        "too",
        "just",
        "only",
        "since",
        "has",
        "may",
        "might",
        "could",
        "should",
        "can",
        "'s",
        "’s",
        "'d",
        "’d",
    ]
)
_CLAUSE_OPENERS = frozenset(
    [
        "and",
        "but",
        "as",
        "while",
        "because",
        "that",
        "if",
        "though",
        "although",
        "after",
        "before",
        "when",
        "where",
        "since",
        "or",
        "what",
        "how",
        "whom",
        "which",
        "whether",
        "why",
        "than",
        "until",
    ]
)
_RELATIVES = frozenset({"who", "which", "whose", "whom", "that"})
_ORGANISATION_NOUNS = frozenset(
    [
        "board",
        "airline",
        "agency",
        "association",
        "bank",
        "committee",
        "department",
        "government",
        "group",
        "ministry",
        "newspaper",
        "paper",
        "party",
        "magazine",
        "union",
        "watchdog",
        "regulator",
        "campaign",
        "commission",
        "companies",
        "firms",
        "partners",
        "pair",
        "duo",
        "two",
        "office",
        "team",
        "administration",
        "press-office",
        "management",
    ]
)
_ARMS = frozenset(["board", "campaign", "office", "team", "administration", "press-office", "management"])
"""Parts of an organisation that speak for it: "Acme's board said"."""
_SPOKESMEN = re.compile(r"spokes(?:man|woman|person|people|persons|men|women)\Z")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_AGENCIES = frozenset(["reuters", "bloomberg", "afp", "ap", "techcrunch", "cnbc", "cnn", "bbc", "axios"])
"""Media to whom companies speak: never "the company"."""
_JUNIOR = frozenset(
    [
        "jr.",
        "jr",
        "sr.",
        "sr",
        "ii",
        "iii",
        "iv",
        "phd",
        "ph.d.",
        "md",
        "esq",
        "esq.",
        "inc.",
        "inc",
        "ltd",
        "llc",
    ]
)
_SAME_TITLE = {
    "chief executive officer": "ceo", "chief executive": "ceo", "cofounder": "founder", "co-founder": "founder",
    "co-ceo": "ceo", "chief financial officer": "cfo", "finance chief": "cfo", "finance director": "cfo",
    "chief operating officer": "coo", "chief technology officer": "cto", "chairwoman": "chairman",
    "chairperson": "chairman", "chair": "chairman", "md": "managing director", "boss": "ceo", "chief": "ceo",
}  # fmt: skip


class Phrase(NamedTuple):
    """A noun phrase that may name a speaker, as read, before it is resolved."""

    kind: PhraseKind
    head: Item
    entity: Entity | None = None
    """The name, where the phrase is one."""
    title: Bounds | None = None
    affiliation: Entity | None = None


class Role(NamedTuple):
    """A title that the text gives a person."""

    person: Entity
    title: Bounds
    affiliation: Entity | None
    keys: frozenset[str]


class Speaker(NamedTuple):
    """Whom a phrase means."""

    entity: Entity | None
    title: Bounds | None = None
    affiliation: Entity | None = None


@cache
def _title_tokens() -> frozenset[str]:
    words = {word for title in load_lexicon("person_titles") for word in title.split()}
    return frozenset(words | load_lexicon("title_modifiers")) - {"of"}


@cache
def _title_heads() -> frozenset[str]:
    return frozenset(title.split()[-1] for title in load_lexicon("person_titles"))


@cache
def _company_nouns() -> frozenset[str]:
    return load_lexicon("company_nouns") | _ORGANISATION_NOUNS


def is_title(item: Item) -> bool:
    """Whether the word can end a job title: "chairman", "analysts"."""
    return item.kind == "word" and (item.low in _title_heads() or _singular(item.low) in _title_heads())


def _in_title(item: Item) -> bool:
    if item.kind == "comma":
        return False
    return item.kind == "word" and (
        item.low in _title_tokens() or is_title(item) or item.low in {"and", "&", "/"}
    )


def _singular(low: str) -> str:
    return low[:-1] if low.endswith("s") and len(low) > 4 else low


# --- reading -----------------------------------------------------------------------------------------


def read_noun_phrase(items: Sequence[Item], low: int, high: int) -> Phrase | None:
    """The phrase that fills ``items[low:high]``, or None where it names nobody that could speak.

    "Acme chief executive Jane Doe" · "Jane Doe of Acme" · "Acme's chairman" · "a spokesman for Acme" · "she"
    """
    while low < high and (items[high - 1].kind in {"comma", "dash"} or _is_adverb(items[high - 1])):
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
    if low + 2 < high and items[low].low in _PREPOSITIONS and items[low + 1].low in {"which", "whom", "what"}:
        low += 2
    if low >= high:
        return None
    core = low
    while core < high and not (items[core].kind == "word" and items[core].low in _PREPOSITIONS):
        if items[core].kind in {"quote", "stop", "colon"}:
            return None
        core += 1
    if core == low:
        return _after_circumstance(items, low, high)
    head = items[core - 1]
    belongs, tail_title = _belongs_to(items, core, high)
    if head.kind == "possessive":
        return None
    if head.kind == "name":
        if items[low].kind == "name" and core - low > 1 and _and_between(items, low, core):
            head, core = items[low], low + 1
        return _named(items, low, core, head, belongs)
    if core - low == 1 and head.low in _PRONOUNS:
        return Phrase("pronoun", head)
    if is_title(head):
        start = _title_start(items, low, core)
        owner = _owner(items, low, start)
        title = (items[start].start, max(head.end, tail_title))
        if belongs is not None and belongs.entity is not None and _is_person(belongs.entity):
            return Phrase("name", belongs, belongs.entity, title, owner)
        plural = head.low not in _title_heads() and not _SPOKESMEN.search(head.low)
        affiliation = owner or (belongs.entity if belongs else None)
        return Phrase("group" if plural else "role", head, None, title, affiliation)
    if head.low in load_lexicon("reporting_nouns"):
        owner = _owner(items, low, core - 1)
        return Phrase("document", head, None, None, owner or (belongs.entity if belongs else None))
    if _singular(head.low) in _company_nouns() or head.low in _company_nouns():
        inner = _owner(items, low, core - 1)
        if inner is not None and head.low in _ARMS:
            return Phrase("name", head, inner)
        return Phrase(
            "organisation",
            head,
            None,
            None,
            inner or (belongs.entity if belongs and head.low == "board" else None),
        )
    return None


def _is_adverb(item: Item) -> bool:
    return item.kind == "possessive" or (
        item.kind == "word" and (item.low in _TRAILING_ADVERBS or (item.tag == "RB" and not item.capital))
    )


def _and_between(items: Sequence[Item], low: int, high: int) -> bool:
    return any(item.low in {"and", "&"} for item in items[low + 1 : high - 1]) and not any(
        is_title(item) for item in items[low:high]
    )


def _after_circumstance(items: Sequence[Item], low: int, high: int) -> Phrase | None:
    """ "In a statement Doe": a name after a noun, at the end of a phrase that a preposition opens."""
    last = items[high - 1]
    if high - low < 3 or not (last.kind == "name" or last.low in _PRONOUNS):
        return None
    start = _title_start(items, low, high - 1) if last.kind == "name" else high - 1
    before = items[start - 1]
    if start <= low + 1 or before.low in _PREPOSITIONS or before.kind != "word":
        return None
    if before.tag[:1] not in {"N", "C"} or (before.capital and before.tag == "NNP"):
        return None
    return read_noun_phrase(items, start, high)


def _named(items: Sequence[Item], low: int, core: int, head: Item, belongs: Item | None) -> Phrase:
    start = _title_start(items, low, core - 1)
    title = (
        (items[start].start, items[core - 2].end) if start < core - 1 and is_title(items[core - 2]) else None
    )
    owner = _owner(items, low, start)
    return Phrase("name", head, head.entity, title, owner or (belongs.entity if belongs else None))


def _title_start(items: Sequence[Item], low: int, end: int) -> int:
    """Where the row of title words begins that ends before ``end``; ``end`` itself where none stands."""
    start = end
    while start > low and _in_title(items[start - 1]):
        start -= 1
    if start > low + 1 and items[start].low == "officer" if start < end else False:
        for back in range(start - 1, max(low - 1, start - 5), -1):
            if items[back].low == "chief":
                start = back
                while start > low and _in_title(items[start - 1]):
                    start -= 1
                break
    while (
        start < end
        and items[start].low in {"and", "&", "/", "state", "company", "group"}
        and not is_title(items[start])
    ):
        start += 1
    return start


def _owner(items: Sequence[Item], low: int, end: int) -> Entity | None:
    """ "Acme('s) …": the name before ``end``, adjectives between them allowed."""
    for back in range(end - 1, max(low - 1, end - 5), -1):
        item = items[back]
        if item.kind == "name":
            return item.entity
        if item.kind not in {"possessive", "word"}:
            return None
    return None


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
            if items[stop].low in _PREPOSITIONS or items[stop].tag in FINITE:
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


def read_subject(items: Sequence[Item], low: int, high: int, *, clause: bool = True) -> Phrase | None:
    """The subject of a verb that stands at ``high``: "Jane Doe, chief executive of Acme, [said]".

    With ``clause`` the words before may be a sentence of which the subject is the last part: "shares fell
    after Doe [said]".
    """
    while low < high and _is_adverb(items[high - 1]):
        high -= 1
    if low < high and items[high - 1].low in {"who", "which", "that"} and items[high - 1].kind == "word":
        high -= 1
    trailing = low < high and items[high - 1].kind in {"comma", "dash"}
    segments = list(_segments(items, low, high))
    if not segments:
        return None
    phrases: list[Phrase | None] = []
    for a, b in segments[-7:]:
        phrases.append(_segment_phrase(items, a, b, clause=clause))
    segments = segments[-7:]
    last = len(phrases) - 1
    while last > 0 and _is_junior(items, *segments[last]):
        last -= 1
        trailing = True
    phrase = phrases[last]
    before = _before(items, segments, phrases, last)
    if phrase is None:
        if not (trailing or _is_relative(items, *segments[last])):
            return None
        for back in range(last - 1, max(-1, last - 5), -1):
            found = phrases[back]
            if found is not None and found.kind in {"name", "role", "pronoun", "organisation"}:
                return _with_role(found, phrases[back + 1]) if found.kind == "name" else found
        return None
    if phrase.kind == "name":
        if before is not None and before.kind == "role" and last >= 2:
            earlier = _before(items, segments, phrases, _index(phrases, before))
            if earlier is not None and earlier.kind == "name" and not phrase.title:
                return earlier._replace(title=before.title, affiliation=before.affiliation or phrase.entity)
        if before is not None and before.kind == "role":
            return phrase._replace(
                title=phrase.title or before.title, affiliation=phrase.affiliation or before.affiliation
            )
        if (
            before is not None
            and before.kind == "name"
            and trailing
            and not phrase.title
            and before.entity is not None
            and _is_person(before.entity)
            and not (phrase.entity is not None and _is_person(phrase.entity))
        ):
            return before._replace(affiliation=before.affiliation or phrase.entity)
        return phrase
    if phrase.kind == "role" and before is not None and before.kind == "name":
        return _with_role(before, phrase)
    if (
        trailing
        and phrase.kind in {"organisation", "document", "group"}
        and before is not None
        and before.kind == "name"
    ):
        return before
    return phrase


def _index(phrases: list[Phrase | None], phrase: Phrase) -> int:
    return next(i for i, other in enumerate(phrases) if other is phrase)


def _before(
    items: Sequence[Item], segments: list[Bounds], phrases: list[Phrase | None], last: int
) -> Phrase | None:
    back = last - 1
    while back > 0 and _is_junior(items, *segments[back]):
        back -= 1
    return phrases[back] if back >= 0 else None


def _with_role(name: Phrase, role: Phrase | None) -> Phrase:
    if role is None or role.kind != "role":
        return name
    return name._replace(title=name.title or role.title, affiliation=role.affiliation or name.affiliation)


def _segment_phrase(items: Sequence[Item], low: int, high: int, *, clause: bool) -> Phrase | None:
    if _is_relative(items, low, high):
        return None
    verb = next(
        (
            i
            for i in range(high - 1, low - 1, -1)
            if items[i].tag in FINITE and items[i].kind == "word" and not is_title(items[i])
        ),
        -1,
    )
    if verb < 0:
        return read_noun_phrase(items, low, high)
    if not clause:
        return None
    relative = next((i for i in range(low, verb) if items[i].low in {"who", "which", "whose"}), -1)
    if relative > low:
        return read_noun_phrase(items, low, relative)
    for i in range(high - 1, verb, -1):
        if items[i].low in _CLAUSE_OPENERS and items[i].kind == "word":
            return read_noun_phrase(items, i + 1, high)
    return None


def _is_relative(items: Sequence[Item], low: int, high: int) -> bool:
    if low >= high:
        return False
    first = items[low + 1] if items[low].low in {"and", "but"} and low + 1 < high else items[low]
    return first.kind == "word" and (
        first.low in _RELATIVES or first.tag == "VBG" or first.low in {"where", "when"}
    )


def _is_junior(items: Sequence[Item], low: int, high: int) -> bool:
    return high - low == 1 and items[low].low in _JUNIOR


def _segments(items: Sequence[Item], low: int, high: int) -> Iterator[Bounds]:
    start = low
    for i in range(low, high):
        if items[i].kind in {"comma", "dash"}:
            if i > start:
                yield start, i
            start = i + 1
    if high > start:
        yield start, high


def read_object(items: Sequence[Item], low: int, high: int) -> Phrase | None:
    """The speaker after the verb: "[said] Jane Doe, chief executive of Acme, in a statement"."""
    while (
        low < high
        and (items[low].tag == "RB" or items[low].kind in {"comma", "possessive"})
        and items[low].low not in _PRONOUNS
    ):
        low += 1
    segments = list(_segments(items, low, high))[:5]
    if not segments or segments[0][0] != low:
        return None
    a, b = segments[0]
    if items[a].low in _PREPOSITIONS or items[a].tag in FINITE:
        return None
    phrase = read_noun_phrase(items, a, _core_end(items, a, b))
    following: list[Phrase | None] = []
    for a, b in segments[1:4]:
        if _is_junior(items, a, b):
            continue
        following.append(read_noun_phrase(items, a, _core_end(items, a, b)))
    if phrase is None:
        if (
            following
            and following[0] is not None
            and following[0].kind == "name"
            and _is_description(items, *segments[0])
        ):
            return following[0]
        return None
    if not following or following[0] is None:
        return phrase
    following_one = following[0]
    if phrase.kind == "role" and following_one.kind == "name" and following_one.entity is not None:
        if (
            phrase.affiliation is None
            or _is_person(following_one.entity)
            or not _SPOKESMEN.search(phrase.head.low)
        ):
            return following_one._replace(
                title=phrase.title, affiliation=phrase.affiliation or following_one.affiliation
            )
        return phrase
    if phrase.kind == "name" and following_one.kind == "role":
        found = _with_role(phrase, following_one)
        third = following[1] if len(following) > 1 else None
        if found.affiliation is None and third is not None and third.kind == "name" and not third.title:
            found = found._replace(affiliation=third.entity)
        return found
    return phrase


def _is_description(items: Sequence[Item], low: int, high: int) -> bool:
    """ "the lender's new boss-to-be, Jane Doe": a common noun with an article."""
    return items[low].low in {"the", "a", "an", "its", "his", "her", "their"} or items[low].kind == "name"


def _core_end(items: Sequence[Item], low: int, high: int) -> int:
    """Where the phrase ends: before a verb, "who", or a circumstance such as "in a statement"."""
    for i in range(low + 1, high):
        item = items[i]
        if item.kind in {"quote", "colon", "stop"}:
            return i
        if item.kind != "word":
            continue
        if item.tag in FINITE or item.low in _RELATIVES or (item.tag == "VBG" and not is_title(item)):
            return i
        if item.low in {
            "in",
            "on",
            "during",
            "after",
            "as",
            "to",
            "by",
            "before",
            "about",
            "when",
            "while",
            "through",
            "via",
            "last",
            "this",
            "earlier",
        }:
            if item.low == "in" and (
                is_title(items[i - 1]) or any(other.low == "at" for other in items[i + 1 : high])
            ):
                continue
            return i
    return high


def _is_person(entity: Entity) -> bool:
    return entity.type == "person"


# --- resolving ---------------------------------------------------------------------------------------


class Speakers:
    """Resolves phrases to entities with the evidence of one document."""

    def __init__(self, passages: Passages) -> None:
        self.passages = passages
        self.anchors: list[tuple[int, Entity]] = []
        """Offset and entity of each speaker found so far, in reading order."""
        self.roles: list[Role] = []
        self._by_person: dict[int, list[Role]] = {}
        self._genders: dict[int, str] = {}
        self._employers: set[int] = set()
        self._quoted: set[int] = set()
        self._surnames: dict[str, list[Entity]] = {}
        self._index_roles()

        persons = {role.person.key: role.person for role in self.roles}
        persons |= {entity.key: entity for entity in self.passages.entities.all if entity.type == "person"}
        for person in persons.values():
            words = person.name.replace(",", "").split()
            while len(words) > 1 and words[-1].lower() in _JUNIOR:
                words.pop()
            if 1 < len(words) < 5:
                self._surnames.setdefault(words[-1], []).append(person)

    def note(self, entity: Entity) -> None:
        """Remember that a quote was given to the entity."""
        self._quoted.add(entity.key)

    def _index_roles(self) -> None:
        for number in range(len(self.passages)):
            items = self.passages[number].items
            for i, item in enumerate(items):
                if item.kind == "name" and item.entity is not None:
                    for role in _roles_at(items, i):
                        self.roles.append(role)
                        self._by_person.setdefault(role.person.key, []).append(role)
                        if role.affiliation is not None:
                            self._employers.add(role.affiliation.key)

    def is_person(self, entity: Entity | None) -> bool:
        """Whether the text treats the entity as a person, whatever the model called it."""
        return entity is not None and (
            entity.type == "person" or entity.key in self._by_person or self.full(entity) is not entity
        )

    def full(self, entity: Entity) -> Entity:
        """The person whose surname the entity's name is; of several, one who was quoted; else itself."""
        if " " in entity.name or entity.key in self._by_person:
            return entity
        bearers = self._surnames.get(entity.name.removesuffix("’s").removesuffix("'s"), [])
        if len(bearers) > 1:
            bearers = [other for other in bearers if other.key in self._quoted]
        return bearers[0] if len(bearers) == 1 else entity

    def is_surely_person(self, entity: Entity | None) -> bool:
        """Whether more than the model's label says so: a title, a first name, two names, words quoted."""
        if entity is None or not self.is_person(entity):
            return False
        if entity.key in self._by_person or entity.key in self._quoted:
            return True
        return entity.key not in self._employers and (
            len(entity.name.split()) > 1 or bool(self.gender(entity))
        )

    def role_of(self, entity: Entity) -> Role | None:
        """The fullest title that the text gives the person."""
        roles = self._by_person.get(entity.key)
        if not roles:
            return None
        return max(
            roles,
            key=lambda role: (
                role.affiliation is not None,
                role.title[1] - role.title[0] > 0,
                -role.title[0],
            ),
        )

    def resolve(self, phrase: Phrase, number: int, offset: int) -> Speaker:
        """Whom the phrase means that stands at ``offset`` in paragraph ``number``."""
        match phrase.kind:
            case "name":
                return self._complete(Speaker(phrase.entity, phrase.title, phrase.affiliation))
            case "pronoun":
                return self._complete(Speaker(self._pronoun(phrase.head, number)))
            case "role":
                return self._role(phrase, number)
            case "group":
                return Speaker(phrase.affiliation, phrase.title if phrase.affiliation else None)
            case "organisation":
                return Speaker(phrase.affiliation or self.company_before(number, phrase.head.start))
            case "document":
                return Speaker(phrase.affiliation or self._author(number, phrase.head.start))

    def _complete(self, speaker: Speaker) -> Speaker:
        """Title and affiliation filled in from what the text says elsewhere."""
        if speaker.entity is None:
            return speaker
        entity = self.full(speaker.entity)
        if speaker.title and speaker.affiliation:
            return speaker._replace(entity=entity)
        role = self.role_of(entity)
        title = speaker.title or (role.title if role else None)
        affiliation = speaker.affiliation or (role.affiliation if role else None)
        if title is not None and affiliation is None:
            affiliation = self.company_before(self.passages.number_at(title[0]), title[0])
        return Speaker(entity, title, affiliation if affiliation is not entity else None)

    def _pronoun(self, head: Item, number: int) -> Entity | None:
        if head.low == "it":
            return self.thing_before(number, head.start)
        if head.low == "they":
            recent = self.last_anchor(head.start)
            return recent or self.company_before(number, head.start)
        wanted = "m" if head.low in HE else "f"
        return self.person_before(number, head.start, wanted)

    def person_before(self, number: int, offset: int, wanted: str = "") -> Entity | None:
        """The person last spoken of: the speaker of the nearest sentence that has one, else its first person.

        A person whose gender is known to be the other is passed over; one that only the model's label makes
        a person serves where no surer one stands within three paragraphs.
        """
        doubtful: Entity | None = None
        for back in range(number, max(-1, number - 12), -1):
            if doubtful is not None and back < number - 3:
                return doubtful
            for entity in self._persons(back, offset):
                gender = self.gender(entity)
                if wanted and gender and gender != wanted:
                    continue
                if self.is_surely_person(entity):
                    return entity
                doubtful = doubtful or entity
        return doubtful

    def _persons(self, number: int, offset: int) -> Iterator[Entity]:
        """Persons of a paragraph before the offset, nearest sentence first, in it the speaker first."""
        items = self.passages[number].items
        for low, high in reversed(list(sentences(items))):
            while high > low and items[high - 1].start >= offset:
                high -= 1
            starts = {item.start for item in items[low:high]}
            yield from (
                entity for at, entity in reversed(self.anchors) if at in starts and self.is_person(entity)
            )
            verb = next(
                (i for i in range(low, high) if items[i].low in reporting_forms() and items[i].tag in FINITE),
                None,
            )
            phrase = read_subject(items, low, verb) if verb is not None else None
            if (
                phrase is not None
                and phrase.kind == "name"
                and self.is_person(phrase.entity)
                and phrase.entity
            ):
                yield phrase.entity
            yield from (
                item.entity
                for item in items[low:high]
                if item.kind == "name" and item.entity and self.is_person(item.entity)
            )

    def last_anchor(self, offset: int) -> Entity | None:
        """The speaker of the last quote before the offset."""
        return next((entity for at, entity in reversed(self.anchors) if at < offset), None)

    def company_before(self, number: int, offset: int) -> Entity | None:
        """The company last spoken of: the subject of the sentence so far, else of the sentences before.

        What a sentence opens with or is about weighs more than what it mentions, the nearer sentence more
        than the one before, a company told of twice more than one told of once.
        """
        weights: dict[int, float] = {}
        known: dict[int, Entity] = {}
        distance = 0
        for back in range(number, max(-1, number - 8), -1):
            items = self.passages[back].items
            for low, high in reversed(list(sentences(items))):
                row = [item for item in items[low:high] if item.start < offset]
                if not row:
                    continue
                first = True
                for at, item in enumerate(row):
                    entity = item.entity
                    if (
                        item.kind != "name"
                        or entity is None
                        or entity.type != "company"
                        or self.is_person(entity)
                    ):
                        continue
                    if entity.name.lower() in _AGENCIES:
                        continue
                    weight = 3.0 if item.dep in _SUBJECTS else 1.0
                    if at + 1 < len(row) and row[at + 1].tag[:2] == "NN":
                        weight = 0.5
                    weight += 1.0 * first + min(len(entity.mentions), 4) / 2
                    first = False
                    weights[entity.key] = max(weights.get(entity.key, 0.0), weight * 0.75**distance)
                    known[entity.key] = entity
                distance += 1
                if weights and distance > 4:
                    return known[max(weights, key=lambda key: (weights[key], -key))]
        return known[max(weights, key=lambda key: (weights[key], -key))] if weights else None

    def thing_before(self, number: int, offset: int) -> Entity | None:
        """What "it" means beside a verb of saying: the last company of the sentence, else the one spoken of."""
        items = self.passages[number].items
        for low, high in reversed(list(sentences(items))):
            row = [item for item in items[low:high] if item.start < offset]
            if row:
                for item in reversed(row):
                    if (
                        item.kind == "name"
                        and item.entity
                        and item.entity.type == "company"
                        and not self.is_person(item.entity)
                    ):
                        return item.entity
                break
        return self.company_before(number, offset)

    def _author(self, number: int, offset: int) -> Entity | None:
        return self.last_anchor(offset) or self.company_before(number, offset)

    def _role(self, phrase: Phrase, number: int) -> Speaker:
        title = phrase.title
        if _SPOKESMEN.search(phrase.head.low):
            company = phrase.affiliation or self.company_before(number, phrase.head.start)
            return Speaker(company, title, company)
        keys = self._keys(title)
        fitting = [
            role for role in self.roles
            if role.keys & keys and (phrase.affiliation is None or role.affiliation is None or role.affiliation.key == phrase.affiliation.key)
        ]  # fmt: skip
        exact = [role for role in fitting if phrase.affiliation is not None and role.affiliation is not None]
        before = [role for role in exact or fitting if role.title[0] < phrase.head.start]
        chosen = before[-1] if before else next(iter(exact or fitting), None)
        if chosen is not None:
            return self._complete(Speaker(chosen.person, title, phrase.affiliation))
        return Speaker(phrase.affiliation, title if phrase.affiliation else None, phrase.affiliation)

    def _keys(self, title: Bounds | None) -> frozenset[str]:
        return title_keys(self.passages.doc.text[title[0] : title[1]]) if title else frozenset()

    def gender(self, entity: Entity) -> str:
        """``m``, ``f`` or "" by honorific, first name and title."""
        if entity.key not in self._genders:
            self._genders[entity.key] = self._gender(entity)
        return self._genders[entity.key]

    def _gender(self, entity: Entity) -> str:
        doc = self.passages.doc
        votes: Counter[str] = Counter()
        for mention in entity.mentions:
            before = doc[mention.first - 1].lower_.rstrip(".") if mention.first else ""
            if before in {"mr", "sir", "congressman", "spokesman", "chairman", "brother"}:
                votes["m"] += 3
            elif before in {
                "mrs",
                "ms",
                "miss",
                "dame",
                "congresswoman",
                "spokeswoman",
                "chairwoman",
                "sister",
            }:
                votes["f"] += 3
        first = entity.name.split()[0]
        votes["m"] += first in load_lexicon("male_names")
        votes["f"] += first in load_lexicon("female_names")
        if votes["m"] == votes["f"]:
            return ""
        return "m" if votes["m"] > votes["f"] else "f"


def title_keys(title: str) -> frozenset[str]:
    """What two titles are compared by: "co-founder and CEO" → founder, ceo."""
    low = " ".join(title.lower().split())
    keys = set()
    for part in re.split(r"\s*(?:,|/|&|\band\b)\s*", low):
        core = re.sub(r"^(?:former|interim|acting|then|new|the|its|senior|executive)\s+", "", part)
        core = core.partition(" of ")[0].partition(" for ")[0]
        if core:
            keys.add(_SAME_TITLE.get(core, core))
    return frozenset(keys)


def _roles_at(items: Sequence[Item], at: int) -> Iterator[Role]:
    """Titles around the name at ``at``: "Acme CEO Jane Doe" · "Jane Doe, Acme's CEO," · "the CEO, Jane Doe"."""
    person = items[at].entity
    assert person is not None
    row_start = _row_start(items, at)
    phrase = _named(items, row_start, at + 1, items[at], None)
    if phrase.title is not None and not (
        at + 1 < len(items) and items[at + 1].kind == "possessive" and person.type == "company"
    ):
        yield _role(items, person, phrase.title, phrase.affiliation)
    after = at + 1
    while after < len(items) and items[after].low in _JUNIOR:
        after += 1
    if after + 1 < len(items) and items[after].kind == "comma":
        if after + 2 < len(items) and items[after + 1].low in _JUNIOR and items[after + 2].kind == "comma":
            after += 2
        if person.type != "company" or _looks_personal(person):
            yield from _role_after(items, after + 1, person)
    elif (
        after + 2 < len(items)
        and items[after].low in {"is", "was", "became", "as"}
        and person.type == "person"
    ):
        yield from _role_after(items, after + 1, person)
    if at >= 2 and items[at - 1].kind == "comma" and person.type == "person" and is_title(items[at - 2]):
        before = read_noun_phrase(items, _row_start(items, at - 1), at - 1)
        if before is not None and before.kind == "role" and before.title is not None:
            yield _role(items, person, before.title, before.affiliation)


def _looks_personal(entity: Entity) -> bool:
    words = entity.name.split()
    return len(words) in {2, 3} and (
        words[0] in load_lexicon("male_names") or words[0] in load_lexicon("female_names")
    )


def _role_after(items: Sequence[Item], low: int, person: Entity) -> Iterator[Role]:
    high = low
    while high < len(items) and high < low + 16 and items[high].kind in {"word", "name", "possessive"}:
        if items[high].tag in FINITE or items[high].low in _RELATIVES:
            break
        high += 1
    phrase = read_noun_phrase(items, low, high) if high > low else None
    if phrase is None or phrase.title is None or phrase.kind not in {"role", "name"}:
        return
    if phrase.kind == "name" and not (phrase.entity and phrase.entity.type != "person"):
        return
    affiliation = phrase.affiliation if phrase.kind == "role" else phrase.entity
    if (
        affiliation is None
        and high + 1 < len(items)
        and items[high].kind == "comma"
        and items[high + 1].kind == "name"
    ):
        beyond = items[high + 2] if high + 2 < len(items) else None
        candidate = items[high + 1].entity
        if (
            candidate is not None
            and candidate.type != "person"
            and (beyond is None or beyond.kind != "possessive")
        ):
            affiliation = candidate
    yield _role(items, person, phrase.title, affiliation)


def _role(items: Sequence[Item], person: Entity, title: Bounds, affiliation: Entity | None) -> Role:
    words = " ".join(item.low for item in items if title[0] <= item.start < title[1])
    return Role(person, title, affiliation, title_keys(words))


def _row_start(items: Sequence[Item], at: int) -> int:
    start = at
    while start > 0 and start > at - 10 and items[start - 1].kind in {"word", "name", "possessive"}:
        if items[start - 1].low in _PREPOSITIONS or items[start - 1].tag in FINITE:
            break
        start -= 1
    return start


def sentences(items: Sequence[Item]) -> Iterator[Bounds]:
    """Stretches of items that end at a stop; a quotation counts as a part of its sentence."""
    start = 0
    for i, item in enumerate(items):
        if item.kind == "stop":
            yield start, i + 1
            start = i + 1
    if start < len(items):
        yield start, len(items)
