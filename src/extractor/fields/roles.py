"""Titles that the text gives people, wherever it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractor.fields.noun_phrases import (
    POSTNOMINALS,
    PREPOSITIONS,
    RELATIVES,
    is_person,
    named,
    read_noun_phrase,
)
from extractor.fields.passages import FINITE, Bounds, Item, sentence_start
from extractor.fields.titles import is_title, title_keys
from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from extractor.resolve import Entity


_IS = frozenset(["is", "was", "became", "as", "serves", "served"])
_WAS = frozenset(["was", "served"])
_OF_COMPANIES = frozenset(["adviser", "advisor", "co-owner", "member"])
"""Titles that companies bear too, beside the nouns for companies: "the brand's owner Acme"."""


_LEADS = frozenset(["chairs", "chaired", "heads", "headed", "leads", "led", "owns", "runs", "ran"])
_FORMER = ("former", "ex-", "then", "ex ")


class Role(NamedTuple):
    """A title or an employer that the text gives a person."""

    person: Entity
    title: Bounds | None
    affiliation: Entity | None
    keys: frozenset[str]
    former: bool = False
    """What the person was, not what he is."""


def roles_at(items: Sequence[Item], at: int) -> Iterator[Role]:
    """Titles around the name at ``at``: "Acme CEO Jane Doe" · "Jane Doe, Acme's CEO," · "the CEO, Jane Doe"."""
    person = items[at].entity
    if person is None:
        return
    personal = is_person(person) or _looks_personal(person)
    for role in _titles_at(items, at, person):
        if personal or not role.keys or not all(map(_is_of_companies, role.keys)):
            yield role


def _is_of_companies(title: str) -> bool:
    noun = title.split()[-1]
    return noun in _OF_COMPANIES or noun in load_lexicon("company_nouns")


def _titles_at(items: Sequence[Item], at: int, person: Entity) -> Iterator[Role]:
    row_start = _row_start(items, at)
    phrase = named(items, row_start, at + 1, items[at], None)
    if phrase.title is not None and not _is_modifier(items, at):
        yield _role(items, person, phrase.title, phrase.affiliation or _whose(items, row_start))
    if row_start > 1 and items[row_start - 1].low in {"of", "for"} and is_title(items[row_start - 2]):
        longer = read_noun_phrase(items, _row_start(items, row_start - 2), at + 1)
        if (
            longer is not None
            and longer.kind == "name"
            and longer.entity is person
            and longer.title is not None
        ):
            yield _role(items, person, longer.title, longer.affiliation)
    if person.type != "company" or is_person(person) or _looks_personal(person):
        yield from _appositions(items, at + 1, person)
    who = _is_who(items, at)
    if who or is_person(person):
        employer = _employer(items, at)
        employer = None if employer is not None and is_person(employer) else employer
        if who or employer is not None:
            yield Role(person, None, employer, frozenset())
    if at >= 2 and items[at - 1].kind == "comma" and is_person(person) and is_title(items[at - 2]):
        before = read_noun_phrase(items, _row_start(items, at - 1), at - 1)
        if before is not None and before.kind == "role" and before.title is not None:
            yield _role(items, person, before.title, before.affiliation)


def _appositions(items: Sequence[Item], low: int, person: Entity) -> Iterator[Role]:
    """ "Jane Doe, PhD, [Acme's chairman], who is [a partner at Bolt]" · "Jane Doe is [chairman of Acme]"."""
    if low < len(items) and items[low].low in _IS:
        past = items[low].low in _WAS
        yield from (role._replace(former=role.former or past) for role in _role_after(items, low + 1, person))
        return
    while low < len(items):
        if items[low].low in POSTNOMINALS or (items[low].kind == "comma" and _is_postnominal(items, low + 1)):
            low += 1
        elif items[low].kind != "comma":
            return
        elif [item.low for item in items[low + 1 : low + 2]] == ["who"] and low + 2 < len(items):
            if items[low + 2].low in _IS:
                yield from _role_after(items, low + 3, person)
            return
        else:
            yield from _role_after(items, low + 1, person)
            low = next(
                (i for i in range(low + 1, min(low + 9, len(items))) if items[i].kind == "comma"), len(items)
            )
            if [item.low for item in items[low + 1 : low + 2]] != ["who"]:
                return


def _is_postnominal(items: Sequence[Item], at: int) -> bool:
    return at + 1 < len(items) and items[at].low in POSTNOMINALS and items[at + 1].kind in {"comma", "word"}


def _is_modifier(items: Sequence[Item], at: int) -> bool:
    """ "a veteran [Acme] executive", "chairman of [Acme]'s board": the name of a company before a noun."""
    after = items[at + 1] if at + 1 < len(items) else None
    entity = items[at].entity
    company = entity is not None and entity.type == "company" and not is_person(entity)
    return after is not None and company and (after.kind == "possessive" or after.tag[:2] == "NN")


def _whose(items: Sequence[Item], start: int) -> Entity | None:
    """ "[Acme], whose chief executive Jane Doe": the company before "whose"."""
    if start >= 3 and items[start - 1].low == "whose" and items[start - 2].kind == "comma":
        return items[start - 3].entity
    return None


def _looks_personal(entity: Entity) -> bool:
    words = entity.name.split()
    return len(words) in {2, 3} and (
        words[0] in load_lexicon("male_names") or words[0] in load_lexicon("female_names")
    )


def _role_after(items: Sequence[Item], low: int, person: Entity) -> Iterator[Role]:
    high = low
    while high < len(items) and high < low + 16 and items[high].kind in {"word", "name", "possessive"}:
        if items[high].tag in FINITE or items[high].low in RELATIVES:
            break
        high += 1
    phrase = read_noun_phrase(items, low, high) if high > low else None
    if phrase is None or phrase.title is None or phrase.kind not in {"role", "name"}:
        return
    if phrase.kind == "name" and not (phrase.entity and not is_person(phrase.entity)):
        return
    affiliation = phrase.affiliation if phrase.kind == "role" else phrase.entity
    if affiliation is None and [item.low for item in items[high : high + 1]] == ["who"]:
        affiliation = _whom_for(items, high + 1)
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
            and not is_person(candidate)
            and (beyond is None or beyond.kind != "possessive")
        ):
            affiliation = candidate
    yield _role(items, person, phrase.title, affiliation)


def _is_who(items: Sequence[Item], at: int) -> bool:
    """ "Jane Doe, who": what only a person is called, unless the name says that it is a company."""
    after = [item.low for item in items[at + 1 : at + 3]]
    words = items[at].low.split()
    return (
        after == [",", "who"]
        and len(words) in {2, 3}
        and not any(word in load_lexicon("company_words") for word in words)
    )


def _employer(items: Sequence[Item], at: int) -> Entity | None:
    """Where the person at ``at`` works, without a title.

    "Jane Doe of [Acme]" · "[Acme]'s Jane Doe" · "Doe's own startup, [Acme]" · "Jane Doe, who runs [Acme]"
    """
    after = [item.low for item in items[at + 1 : at + 3]]
    if after[:1] and items[at + 1].kind == "possessive":
        return _owned(items, at + 2)
    if after == [",", "who"]:
        return _whom_for(items, at + 3)
    if after[:1] and after[0] in {"for", "at", "of", "with"} and items[at + 2 : at + 3]:
        return items[at + 2].entity
    if at >= 2 and items[at - 1].kind == "possessive":
        return items[at - 2].entity
    return None


def _whom_for(items: Sequence[Item], low: int) -> Entity | None:
    """ "who [runs Acme]", "who [covers chips for the broker Acme]": the company at the end of a relative clause."""
    for i in range(low, min(low + 8, len(items) - 1)):
        if items[i].kind not in {"word", "name", "possessive"}:
            break
        if items[i].low in {"for", "at"} or (i < low + 2 and items[i].low in _LEADS):
            at = i + 1
            while at < min(i + 5, len(items)) and items[at].tag[:2] in {"DT", "NN", "JJ", "PO"}:
                if items[at].kind == "name":
                    return items[at].entity
                at += 1
    return None


def _owned(items: Sequence[Item], low: int) -> Entity | None:
    """ "own AI startup, [Acme]": the company that a noun for companies announces."""
    for i in range(low, min(low + 5, len(items) - 1)):
        if items[i].kind != "word":
            return None
        if items[i].low in load_lexicon("company_nouns"):
            at = i + 2 if items[i + 1].kind == "comma" and i + 2 < len(items) else i + 1
            return items[at].entity
    return None


def founders_at(items: Sequence[Item], at: int) -> Iterator[Role]:
    """ "[Acme](company) was founded in 2015 by Jane Doe and John Roe" · "Founded by Jane Doe, [Acme](company) …"."""
    by = next((i for i in range(at + 1, min(at + 5, len(items))) if items[i].low == "by"), len(items))
    end = by + 1
    persons: list[Entity] = []
    while (
        end < min(by + 9, len(items)) and items[end].kind in {"word", "name"} and items[end].tag not in FINITE
    ):
        entity = items[end].entity
        if entity is not None and is_person(entity):
            persons.append(entity)
        end += 1
    start = sentence_start(items, at)
    before = [item.entity for item in items[start:at] if item.entity is not None]
    after = items[end + 1].entity if end + 1 < len(items) and items[end].kind == "comma" else None
    company = before[0] if before else after
    if company is not None and company not in persons:
        yield from (Role(person, None, company, frozenset()) for person in persons)


def _role(items: Sequence[Item], person: Entity, title: Bounds, affiliation: Entity | None) -> Role:
    words = " ".join(item.low for item in items if title[0] <= item.start < title[1])
    return Role(person, title, affiliation, title_keys(words), words.startswith(_FORMER))


def _row_start(items: Sequence[Item], at: int) -> int:
    start = at
    while start > 0 and start > at - 10 and items[start - 1].kind in {"word", "name", "possessive"}:
        if items[start - 1].low in PREPOSITIONS or items[start - 1].tag in FINITE:
            break
        start -= 1
    return start
