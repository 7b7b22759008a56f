"""Subjects and objects of verbs of saying: the phrases beside the verb, put together to one speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.fields.noun_phrases import (
    POSTNOMINALS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    Phrase,
    is_adverb,
    is_person,
    read_noun_phrase,
)
from extractor.fields.passages import FINITE, Bounds, Item
from extractor.fields.titles import SPOKESMAN, in_title, is_title
from extractor.lexicon import load_lexicon

_OF = frozenset({"of", "from", "at", "with"})
_INDEFINITE = frozenset(["a", "an", "one", "some", "several", "many", "most", "another", "few"])
_CLAUSE_OPENERS = frozenset([
    "and", "but", "as", "while", "because", "that", "if", "though", "although", "after", "before",
    "when", "where", "since", "or", "what", "how", "whom", "which", "whether", "why", "than", "until",
])  # fmt: skip


def read_subject(items: Sequence[Item], low: int, high: int, *, clause: bool = True) -> Phrase | None:
    """The subject of a verb that stands at ``high``: "Jane Doe, chief executive of Acme, [said]".

    With ``clause`` the words before may be a sentence of which the subject is the last part: "shares fell
    after Doe [said]".
    """
    while low < high and is_adverb(items[high - 1]):
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
    while last > 0 and _is_postnominal(items, *segments[last]):
        last -= 1
        trailing = True
    if _is_place(phrases[last]) and any(
        phrases[max(0, last - 2) : last]
    ):  # "Doe of Columbia, South Carolina"
        last -= 1
        trailing = True
    phrase = phrases[last]
    before = _before(items, segments, phrases, last)
    if phrase is None:
        if not (trailing or _is_relative(items, *segments[last])):
            return None
        for back in range(last - 1, max(-1, last - 5), -1):
            found = phrases[back]
            if found is not None and found.kind in {"name", "role", "pronoun", "organisation", "document"}:
                name = phrases[back - 1] if back > 0 and found.kind == "role" else None
                if name is not None and name.kind == "name":
                    return _with_role(name, found)
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
            and is_person(before.entity)
            and (items[segments[last][0]].low in _OF or not (phrase.entity and is_person(phrase.entity)))
        ):
            return before._replace(affiliation=before.affiliation or phrase.entity)
        return phrase
    if phrase.kind == "role" and before is not None and before.kind == "name":
        return _with_role(before, phrase)
    beside = phrase.kind in {"organisation", "document", "group"} or (
        phrase.kind == "role" and before is None
    )
    if trailing and beside and (person := _person_above(items, segments, phrases, last)) is not None:
        return person
    if (
        trailing
        and phrase.kind in {"organisation", "document", "group"}
        and before is not None
        and before.kind == "name"
    ):
        return before
    return phrase


def _person_above(
    items: Sequence[Item], segments: list[Bounds], phrases: list[Phrase | None], last: int
) -> Phrase | None:
    """The person before what is told of a company of his: "Doe, an analyst who works with Acme, a snack maker, [said]"."""
    told = False
    for back in range(last - 1, max(-1, last - 5), -1):
        found = phrases[back]
        words = items[slice(*segments[back])]
        told = told or any(item.low in RELATIVES for item in words)
        if found is not None and found.kind == "name":
            known = found.entity is not None and is_person(found.entity)
            return _with_role(found, phrases[back + 1]) if known and told else None
        if found is None and not _is_relative(items, *segments[back]):
            return None
    return None


def is_unnamed(items: Sequence[Item], low: int, high: int) -> bool:
    """Whether the subject before ``high`` is somebody without a name: "two bankers close to the talks [said]"."""
    while low < high and is_adverb(items[high - 1]):
        high -= 1
    segments = list(_segments(items, low, high))
    while segments and _is_relative(items, *segments[-1]):
        segments.pop()
    if not segments:
        return False
    start, end = segments[-1]
    opener = (i + 1 for i in range(end - 2, start - 1, -1) if items[i].low in _CLAUSE_OPENERS)
    words = items[next(opener, start) : end]
    if any(item.kind != "word" or item.tag in FINITE for item in words):
        return False
    return words[0].low in _INDEFINITE or words[0].tag in {"NNS", "CD"}


def _is_place(phrase: Phrase | None) -> bool:
    return (
        phrase is not None
        and phrase.entity is not None
        and phrase.entity.type == "place"
        and not phrase.title
    )


def _index(phrases: list[Phrase | None], phrase: Phrase) -> int:
    return next(i for i, other in enumerate(phrases) if other is phrase)


def _before(
    items: Sequence[Item], segments: list[Bounds], phrases: list[Phrase | None], last: int
) -> Phrase | None:
    back = last - 1
    while back > 0 and _is_postnominal(items, *segments[back]):
        back -= 1
    return phrases[back] if back >= 0 else None


def _with_role(name: Phrase, role: Phrase | None) -> Phrase:
    if role is None or role.kind != "role":
        return name
    return name._replace(title=name.title or role.title, affiliation=role.affiliation or name.affiliation)


def _segment_phrase(items: Sequence[Item], low: int, high: int, *, clause: bool) -> Phrase | None:
    verb = next(
        (
            i
            for i in range(high - 1, low - 1, -1)
            if items[i].tag in FINITE and items[i].kind == "word" and not is_title(items[i])
        ),
        -1,
    )
    if items[low].low == "whose" and verb < 0:  # "[Acme], whose chairman Jane Doe"
        return read_noun_phrase(items, low + 1, high)
    if _is_relative(items, low, high):  # "who" and the subject: "whom Doe [calls]"
        object_of = (
            verb < 0 and low + 1 < high and (items[low + 1].kind == "name" or items[low + 1].low in PRONOUNS)
        )
        return read_noun_phrase(items, low + 1, high) if object_of else None
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
    at = low + 1 if items[low].low in {"and", "but"} and low + 1 < high else low
    first = items[at]
    doing = first.tag == "VBG" and not (at + 1 < high and in_title(items[at + 1]))  # "managing director Doe"
    return first.kind == "word" and (first.low in RELATIVES or doing or first.low in {"where", "when"})


def _is_postnominal(items: Sequence[Item], low: int, high: int) -> bool:
    return high - low == 1 and items[low].low in POSTNOMINALS


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
        and (
            (items[low].tag == "RB" and items[low].kind == "word")
            or items[low].kind in {"comma", "possessive"}
        )
        and items[low].low not in PRONOUNS
    ):
        low += 1
    segments = list(_segments(items, low, high))[:5]
    if not segments or segments[0][0] != low:
        return None
    a, b = segments[0]
    if items[a].low in PREPOSITIONS or items[a].tag in FINITE:
        return None
    phrase = read_noun_phrase(items, a, _core_end(items, a, b))
    following: list[Phrase | None] = []
    for a, b in segments[1:4]:
        if _is_postnominal(items, a, b):
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
            or is_person(following_one.entity)
            or not SPOKESMAN.search(phrase.head.low)
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
        if item.tag in FINITE or item.low in RELATIVES or (item.tag == "VBG" and not is_title(item)):
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
            if item.low == "by" and items[i - 1].low in load_lexicon("reporting_nouns"):
                continue  # "a memo by Jane Doe"
            if item.low == "in" and (
                is_title(items[i - 1]) or any(other.low == "at" for other in items[i + 1 : high])
            ):
                continue
            return i
    return high
