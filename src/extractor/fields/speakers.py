"""Whom a phrase beside a quote means: the whole document is asked who bears the title, who spoke last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from extractor.coreference import described_as
from extractor.fields.authors import author_of
from extractor.fields.noun_phrases import HE, POSTNOMINALS, Phrase, is_person
from extractor.fields.passages import FINITE, Bounds, Item, Passages, sentences_before
from extractor.fields.reporting import reporting_forms
from extractor.fields.roles import Role, founders_at, roles_at
from extractor.fields.subjects import read_subject
from extractor.fields.titles import SPOKESMAN, rank, title_keys
from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.resolve import Entity

_FADE, _SENTENCES_BACK = 0.85, 6
"""How fast a company that was spoken of is forgotten."""
_INTRODUCED = 4.0
"""How much a company weighs more that the text introduced by the very noun: "the startup"."""
_PARTNERSHIPS = frozenset(
    ["advisers", "advisors", "associates", "capital", "equity", "investors", "management", "partners", "ventures"]
)  # fmt: skip
"""Last words of the names of firms of investors, of lawyers, of consultants."""
_SENTENCES = 15
"""So many sentences of a paragraph are looked at."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBSERVERS = frozenset(["analyst", "economist", "historian", "lawyer", "professor", "strategist"])
"""Who speak of companies that they do not work for."""
_INDEFINITE = frozenset(["a", "an", "one"])
_COMPANY_PAPERS = frozenset(
    ["announcement", "circular", "filing", "notice", "prospectus", "release", "statement"]
)
"""What a company publishes; a letter, a note or a post is rather a person's."""


class Speaker(NamedTuple):
    """Whom a phrase means."""

    entity: Entity | None
    title: Bounds | None = None
    affiliation: Entity | None = None


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
        companies = [entity for entity in passages.entities.all if self._is_company(entity)]
        self._most = max((len(entity.mentions) for entity in companies), default=1)
        persons = {role.person.key: role.person for role in self.roles}
        persons |= {entity.key: entity for entity in self.passages.entities.all if is_person(entity)}
        for person in persons.values():
            words = person.name.replace(",", "").split()
            while len(words) > 1 and words[-1].lower() in POSTNOMINALS:
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
                if item.kind == "name":
                    self._add(roles_at(items, i))
                elif item.low in {"founded", "co-founded"}:
                    self._add(founders_at(items, i))

    def _add(self, roles: Iterable[Role]) -> None:
        for role in roles:
            self.roles.append(role)
            self._by_person.setdefault(role.person.key, []).append(role)
            if role.affiliation is not None:
                self._employers.add(role.affiliation.key)

    def is_person(self, entity: Entity | None) -> bool:
        """Whether the text treats the entity as a person, whatever the model called it."""
        if entity is None or entity.key in self._by_person:
            return entity is not None
        return entity.key not in self._employers and (is_person(entity) or self.full(entity) is not entity)

    def full(self, entity: Entity) -> Entity:
        """The person whose surname the entity's name is; of several, one who was quoted; else itself."""
        if " " in entity.name or entity.key in self._by_person:
            return entity
        bearers = self._surnames.get(entity.name.removesuffix("’s").removesuffix("'s"), [])
        for known in (self._quoted, self._by_person):
            if len(bearers) > 1:
                bearers = [other for other in bearers if other.key in known] or bearers
        return bearers[0] if len(bearers) == 1 else entity

    def is_surely_person(self, entity: Entity | None) -> bool:
        """Whether more than the model's label says so: a title, a first name, two names, words quoted."""
        if entity is None or not self.is_person(entity):
            return False
        if entity.key in self._by_person or entity.key in self._quoted:
            return True
        words = entity.name.split()
        initials = any(word.isupper() and len(word) == 2 and word.isalpha() for word in words[1:])
        return (
            entity.key not in self._employers
            and not initials
            and (len(words) > 1 or bool(self.gender(entity)))
        )

    def role_of(self, entity: Entity) -> Role | None:
        """The fullest title that the text gives the person."""
        roles = self._by_person.get(entity.key)
        if not roles:
            return None
        return max(roles, key=self._weight)

    def _weight(self, role: Role) -> tuple[int, bool, int]:
        if role.title is None:
            return -1, True, 0
        return rank(role.keys, former=role.former), role.affiliation is not None, -role.title[0]

    def employer_of(self, entity: Entity) -> Entity | None:
        """The first company that the text puts the person in; one that he has left only where no other is."""
        roles = sorted(self._by_person.get(entity.key, []), key=lambda role: role.former)
        return next((role.affiliation for role in roles if role.affiliation is not None), None)

    def resolve(self, phrase: Phrase, number: int, told: frozenset[int] = frozenset()) -> Speaker:
        """Whom the phrase means in paragraph ``number``; ``told``: keys of companies that the quote tells of as others."""
        match phrase.kind:
            case "name":
                return self._complete(Speaker(phrase.entity, phrase.title, phrase.affiliation))
            case "pronoun":
                return self._complete(Speaker(self._pronoun(phrase.head, number, told)))
            case "person":
                return self._complete(Speaker(self.person_before(number, phrase.head.start)))
            case "role":
                return self._role(phrase, number, told)
            case "group":
                return self._group(phrase)
            case "organisation":
                return Speaker(self._company_of(phrase, number, told))
            case "document":
                if phrase.affiliation is not None:
                    return Speaker(phrase.affiliation)
                author = self._told_author(number, phrase.head)
                return self._complete(Speaker(author or self._author(number, phrase.head, told)))

    def _complete(self, speaker: Speaker) -> Speaker:
        """Title and affiliation filled in from what the text says elsewhere."""
        if speaker.entity is None:
            return speaker
        entity = self.full(speaker.entity)
        role = self.role_of(entity)
        title, affiliation = speaker.title, speaker.affiliation
        if role is not None and title is None:
            employer = self.employer_of(entity) if role.former else role.affiliation
            title, affiliation = role.title, affiliation or employer
        elif role is not None and title is not None and self._says_more(role, title):
            title, affiliation = role.title, role.affiliation or affiliation
        affiliation = affiliation or (role and role.affiliation) or self.employer_of(entity)
        if affiliation is not None and affiliation.name == entity.name:
            affiliation = None
        if title is not None and affiliation is None and not self._is_outsider(title):
            company = self.company_before(self.passages.number_at(title[0]), title[0])
            affiliation = None if company is not None and company.key == entity.key else company
        return Speaker(entity, title, affiliation)

    def _is_outsider(self, title: Bounds) -> bool:
        """Whether the title is none of a company's that is told of: a minister, an analyst."""
        keys = self._keys(title)
        return bool(keys & load_lexicon("public_offices")) or {key.split()[-1] for key in keys} <= _OBSERVERS

    def _says_more(self, role: Role, title: Bounds) -> bool:
        """ "co-founder and CEO" says more than "CEO", and any post more than "an industry veteran"."""
        keys = self._keys(title)
        return role.keys > keys or (not rank(keys, former=False) and rank(role.keys, former=False) > 0)

    def _company_of(self, phrase: Phrase, number: int, told: frozenset[int]) -> Entity | None:
        """The company that the phrase names, introduced by its noun, or was last spoken of."""
        if phrase.affiliation is not None:
            return phrase.affiliation
        noun = phrase.company and self.passages.doc[phrase.company.token]
        introduced = self._introduced_as(noun) if noun is not None else None
        return self.company_before(number, phrase.head.start, told, introduced)

    def _introduced_as(self, noun: Token) -> Entity | None:
        """The company that the text introduced by the noun; for "the firm" the only one that bears a partnership's name."""
        entities = self.passages.entities
        found = described_as(noun, entities)
        if found is not None or noun.lower_ != "firm":
            return found
        firms = [
            e for e in entities.all if self._is_company(e) and e.name.split()[-1].lower() in _PARTNERSHIPS
        ]
        return firms[0] if len(firms) == 1 else None

    def _pronoun(self, head: Item, number: int, told: frozenset[int]) -> Entity | None:
        if head.low == "it":
            return self.thing_before(number, head.start, told)
        if head.low == "they":
            recent = self._several_before(number, head.start) or self.last_anchor(head.start)
            return recent or self.company_before(number, head.start, told)
        wanted = "m" if head.low in HE else "f"
        return self.person_before(number, head.start, wanted)

    def _several_before(self, number: int, offset: int) -> Entity | None:
        """Whose people the sentence before is about: "Analysts at [Acme] were glad. They wrote"."""
        row = next(sentences_before(self.passages[number].items, offset), ())
        rows = sentences_before(self.passages[number].items, row[0].start) if row else ()
        before = next(iter(rows), ())
        verb = next((i for i, item in enumerate(before) if item.tag in FINITE and item.kind == "word"), 0)
        phrase = read_subject(before, 0, verb) if verb else None
        return phrase.affiliation if phrase is not None and phrase.kind == "group" else None

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
        for row in islice(sentences_before(items, offset), _SENTENCES):
            yield from filter(self.is_person, self._anchored(row[0].start, row[-1].start))
            verb = next(
                (i for i, item in enumerate(row) if item.low in reporting_forms() and item.tag in FINITE), 0
            )
            phrase = read_subject(row, 0, verb) if verb else None
            if phrase is not None and phrase.entity is not None and self.is_person(phrase.entity):
                yield phrase.entity
            yield from (
                item.entity for item in row if item.entity is not None and self.is_person(item.entity)
            )

    def _anchored(self, first: int, last: int) -> Iterator[Entity]:
        """The speakers of quotes whose names stand between the offsets, the last first."""
        for at, entity in reversed(self.anchors):
            if at < first:
                return
            if at <= last:
                yield entity

    def last_anchor(self, offset: int) -> Entity | None:
        """The speaker of the last quote before the offset."""
        return next((entity for at, entity in reversed(self.anchors) if at < offset), None)

    def company_before(
        self,
        number: int,
        offset: int,
        told: frozenset[int] = frozenset(),
        introduced: Entity | None = None,
    ) -> Entity | None:
        """The company last spoken of: the subject of the sentence so far, else of the sentences before.

        What a sentence opens with or is about weighs more than what it mentions, the nearer sentence more
        than the one before, a company much told of more than one named in passing. One of ``told`` only where
        no other is.
        """
        weights: dict[int, float] = {}
        for distance, row in enumerate(self._rows_before(number, offset)):
            if weights and distance > _SENTENCES_BACK:
                break
            for key, weight in self._weights(row):
                weights[key] = max(weights.get(key, 0.0), weight * _FADE**distance)
        if introduced is not None and introduced.key in weights:
            weights[introduced.key] += _INTRODUCED
        best = max(weights, key=lambda key: (key not in told, weights[key], -key), default=None)
        return None if best is None else self.passages.entities.all[best]

    def _rows_before(self, number: int, offset: int) -> Iterator[Sequence[Item]]:
        """The sentences before the offset, the nearest first, over some paragraphs."""
        for back in range(number, max(-1, number - 8), -1):
            items = self.passages[back].items
            yield from islice(sentences_before(items, offset), _SENTENCES)

    def _weights(self, row: Sequence[Item]) -> Iterator[tuple[int, float]]:
        """How much a sentence is about each company that it names."""
        first = 1.0
        for at, item in enumerate(row):
            entity = item.entity
            if entity is None or not self._is_company(entity):
                continue
            weight = 3.0 if item.dep in _SUBJECTS else 1.0
            if at + 1 < len(row) and row[at + 1].tag[:2] == "NN":
                weight = 0.5
            yield entity.key, weight + first + 4.0 * len(entity.mentions) / self._most
            first = 0.0

    def _is_company(self, entity: Entity) -> bool:
        company = (entity.type == "company" and not entity.is_bystander) or entity.key in self._employers
        return company and not self.is_person(entity) and entity.name.lower() not in POSTNOMINALS

    def thing_before(self, number: int, offset: int, told: frozenset[int]) -> Entity | None:
        """What "it" means beside a verb of saying: the last company of the sentence, else the one spoken of."""
        items = self.passages[number].items
        for item in reversed(next(sentences_before(items, offset), ())):
            if item.kind == "name" and item.entity and self._is_company(item.entity):
                return item.entity
        return self.company_before(number, offset, told)

    def _told_author(self, number: int, head: Item) -> Entity | None:
        """Who is told before to have written the document: "[Acme] said in a letter … The letter said"."""
        if self._article((head.start, head.end)) in _INDEFINITE:
            return None
        for row in islice(self._rows_before(number, head.start), _SENTENCES):
            phrase = author_of(row, head.low)
            if phrase is not None and phrase.kind in {"name", "role", "pronoun", "organisation"}:
                return self.resolve(phrase, self.passages.number_at(phrase.head.start)).entity
        return None

    def _author(self, number: int, head: Item, told: frozenset[int]) -> Entity | None:
        company = self.company_before(number, head.start, told)
        speaker = self.last_anchor(head.start)
        return company or speaker if head.low in _COMPANY_PAPERS else speaker or company

    def _role(self, phrase: Phrase, number: int, told: frozenset[int]) -> Speaker:
        title = phrase.title
        if SPOKESMAN.search(phrase.head.low):
            company = self._company_of(phrase, number, told)
            return Speaker(company, title, company)
        keys = self._keys(title)
        article = self._article(title)
        fitting = [
            role for role in self.roles
            if article not in _INDEFINITE and role.keys & keys and (phrase.affiliation is None or role.affiliation is None or role.affiliation.key == phrase.affiliation.key)
        ]  # fmt: skip
        exact = [role for role in fitting if phrase.affiliation is not None and role.affiliation is not None]
        before = [role for role in exact or fitting if role.title and role.title[0] < phrase.head.start]
        chosen = before[-1] if before else next(iter(exact or fitting), None)
        if chosen is not None:
            return self._complete(Speaker(chosen.person, title, phrase.affiliation))
        if phrase.affiliation is None and article == "the" and rank(keys, former=False) != 1:
            return self._complete(Speaker(self.person_before(number, phrase.head.start)))
        if phrase.affiliation is None or phrase.affiliation.type in {"place", "other"}:
            return Speaker(None)
        return Speaker(phrase.affiliation, title, phrase.affiliation)

    def _group(self, phrase: Phrase) -> Speaker:
        """ "Acme executives": the company; "the two chief executives": one of them."""
        if phrase.affiliation is not None:
            return Speaker(phrase.affiliation, phrase.title)
        words = self.passages.text[slice(*phrase.title)] if phrase.title else ""
        keys = title_keys(words.removesuffix("s"))
        bearers = [role for role in self.roles if role.keys & keys and not role.former]
        return self._complete(Speaker(bearers[0].person)) if len(bearers) > 1 else Speaker(None)

    def _article(self, title: Bounds | None) -> str:
        before = self.passages.text[max(0, title[0] - 8) : title[0]] if title else ""
        return before.lower().split()[-1] if before.strip() else ""

    def _keys(self, title: Bounds | None) -> frozenset[str]:
        return title_keys(self.passages.text[title[0] : title[1]]) if title else frozenset()

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
        words = entity.name.split()
        for name in words[:-1] or words:  # "Captain John Roe"
            votes["m"] += name in load_lexicon("male_names")
            votes["f"] += name in load_lexicon("female_names")
        if votes["m"] == votes["f"]:
            return ""
        return "m" if votes["m"] > votes["f"] else "f"
