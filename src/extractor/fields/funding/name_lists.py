"""Lists of names in a line: "existing investors Acme, a Paris fund, and Bolt"."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.fields.funding.lines import FINITE_TAGS, NAME, NOMINAL_TAGS, Line, is_name
from extractor.lexicon import load_lexicon
from extractor.resolve import Entity

_PLACE = re.compile(r"~\d+\Z")

LED = re.compile(r"@\d+-led\Z")
""" "an Acme-[led] group" """

_SEPARATORS = (
    ("as", "well", "as"), ("along", "with"), ("together", "with"), ("such", "as"), ("among", "others"),
    ("including",), ("include",), ("includes",), ("included",), ("like",), ("namely",), ("alongside",), ("plus",),
    (",",), (";",), ("and",), ("&",), ("or",), ("/",), (":",), ("—",), ("–",), ("-",),
)  # fmt: skip

_PARTICIPATION = frozenset(
    [
        "participation",
        "likes",
        "support",
        "backing",
        "contributions",
        "investment",
        "investments",
        "help",
        "money",
        "funding",
    ]
)

_SETS = frozenset(
    [
        "likes",
        "group",
        "consortium",
        "list",
        "number",
        "range",
        "mix",
        "syndicate",
        "series",
        "participation",
        "host",
        "slew",
        "clutch",
        "handful",
        "team",
        "cast",
        "roster",
        "support",
        "backing",
        "raft",
        "string",
        "line-up",
        "lineup",
        "set",
        "base",
        "names",
    ]
)

_AFTER_NAME = frozenset(["NN", "NNS", "NNP", "NNPS", "JJ", "POS", "CD"])
"""What may follow in "Acme partner Jane Doe", "Acme's venture arm", "Acme affiliates"."""

_FIRM_ROLES = frozenset(["partner", "partners", "principal"])

_LONGEST_ELEMENT = 9
"""Words before a backer's name: "Boston-based early-stage venture capital firm Acme"."""

LONGEST_APPOSITION = 14

_LONGEST_LIST = 60
"""Names."""


class Names(NamedTuple):
    """A list of names, and the number of the word after it."""

    entities: tuple[Entity, ...]
    end: int


def names_from(line: Line, number: int, *, narrow: bool = False) -> Names:
    """The list of names that starts at a word: "existing investors Acme, a Paris fund, and Bolt".

    A ``narrow`` one is joined by commas and "and" alone, and ends before "with participation from".
    """
    found: list[Entity] = []
    end = i = number
    fresh = True
    while i < len(line.words) and len(found) < _LONGEST_LIST:
        if after := _separator(line, i, narrow and bool(found)):
            i, fresh = after, True
            continue
        if not fresh:
            break
        element = None if found and line.words[i].text in {"a", "an"} else _element(line, i)
        if element is None:
            skipped = _apposition_end(line, i) if found else 0
            if not skipped:
                break
            i = skipped
            continue
        entity, after = element
        if (
            entity is None
            and found
            and line.words[min(after, len(line.words) - 1)].text in {"that", "which", "who"}
        ):
            skipped = _apposition_end(line, i)
            if skipped:
                i, fresh = skipped, True  # "Acme, the venture firm that works with spies, and Bolt"
                continue
        if found and line.words[i - 1].text == "," and _is_finite(line, after):
            break
        if entity is None and (skipped := _role_end(line, after)):
            i, fresh = skipped, True
            continue
        i, fresh = after, False
        if entity is not None:
            if entity not in found:
                found.append(entity)
            end = i
    return Names(tuple(found), end)


def _separator(line: Line, i: int, narrow: bool = False) -> int:
    """The number of the word after a separator; 0 where there is none."""
    words = line.words
    if narrow:
        return i + 1 if words[i].text in {",", "and", "&"} else 0
    if (
        words[i].text == "with"
        and i + 2 < len(words)
        and any(w.text in _PARTICIPATION for w in words[i + 1 : i + 4])
    ):
        for j in range(i + 1, min(i + 5, len(words))):
            if words[j].text in {"from", "of", "by"}:
                return j + 1
        return 0
    if words[i].text == "from" and i and words[i - 1].text in {"and", ",", "including"}:
        return i + 1
    for separator in _SEPARATORS:
        if all(i + k < len(words) and words[i + k].text == text for k, text in enumerate(separator)):
            return i + len(separator)
    return 0


def _element(line: Line, i: int) -> tuple[Entity | None, int] | None:
    """One name with the words that describe it, and the number of the word after it; no entity for "others"."""
    words, limit = line.words, min(len(line.words), i + _LONGEST_ELEMENT)
    name: Entity | None = None
    start = i
    while i < limit and not _separator(line, i):
        text, tag = words[i].text, words[i].tag
        if LED.match(text):
            name = line.name(text.removesuffix("-led"))
        elif NAME.match(text):
            partner = words[i - 1].text in _FIRM_ROLES or (
                words[i - 1].tag == "POS" and line.name(text).type == "person"
            )
            if name is None or not partner:
                name = line.name(text)
        elif _PLACE.match(text):
            if i == start and (i + 1 == len(words) or _separator(line, i + 1) or words[i + 1].text == "."):
                name = line.name(text)
        elif (text in {"of", "in", "from"} and i + 1 < len(words) and _PLACE.match(words[i + 1].text)) or (
            text in {"of", "at"} and name is not None and name.type == "person" and is_name(line, i + 1)
        ):
            i += 1
        elif (text == "of" and words[i - 1].text in _SETS) or (
            i == start and text.isalnum() and _alone(line, i)
        ):
            pass
        elif (
            (name is not None and tag not in _AFTER_NAME)
            or (
                tag not in NOMINAL_TAGS
                and text not in load_lexicon("investor_words")
                and not (text in load_lexicon("person_titles") and is_name(line, i + 1))
            )
            or text[0] == "#"
        ):
            break
        i += 1
    return (name, i) if i > start else None


def _alone(line: Line, i: int) -> bool:
    """Whether one word stands between two commas: a name in small letters that nobody knows."""
    words = line.words
    return 0 < i < len(words) - 1 and words[i - 1].text == "," and words[i + 1].text == ","


def _role_end(line: Line, i: int) -> int:
    """Past "founder of Acme," or "head of product at Acme," in a list of persons; 0 where it is none."""
    words = line.words
    if i >= len(words) or words[i].text not in {"of", "at"}:
        return 0
    for j in range(i + 1, min(len(words), i + _LONGEST_ELEMENT)):
        if words[j].text in {",", ";", "and"}:
            return j + 1
        if words[j].tag in FINITE_TAGS:
            return 0
    return 0


def _apposition_end(line: Line, i: int) -> int:
    """Past "a unit of Acme," or "which led the seed," to the list's next element; 0 where the list ends here."""
    words = line.words
    if words[i].text not in {"a", "an", "the", "which", "who", "whose", "formerly", "led", "part", "owned"}:
        return 0
    for j in range(i, min(len(words), i + LONGEST_APPOSITION)):
        if words[j].text in {",", ";"}:
            return j + 1
    return 0


def _is_finite(line: Line, i: int) -> bool:
    return i < len(line.words) and line.words[i].tag in FINITE_TAGS


_ADVERBS = frozenset(
    [
        "also",
        "both",
        "all",
        "each",
        "together",
        "jointly",
        "quietly",
        "have",
        "has",
        "had",
        "will",
        "are",
        "were",
        "is",
        "was",
        "be",
        "being",
        "been",
        "reportedly",
        "then",
    ]
)

_LONGEST_LOOK_BACK = 70

_REST = frozenset(
    [
        ",",
        "and",
        "others",
        "other",
        "investors",
        "backers",
        "funds",
        "firms",
        "angels",
        "angel",
        "several",
        "affiliates",
        "a",
        "number",
        "of",
        "more",
    ]
)
"""What may end a list of names without naming anybody: "Acme, Bolt and several other investors"."""

_STARTS_AFTER = frozenset(
    [
        ";",
        ":",
        "—",
        "–",
        "-",
        "that",
        "with",
        "when",
        "where",
        "while",
        "but",
        "as",
        "by",
        "because",
        "said",
        "says",
        "and",
        ",",
        "(",
    ]
)


def names_before(line: Line, number: int) -> Names:
    """The list of names that ends at a word, adverbs and auxiliaries between left out: "Acme and Bolt also"."""
    words = line.words
    end = number
    while end and (words[end - 1].text in _ADVERBS or words[end - 1].tag == "RB"):
        end -= 1
    for start in range(max(0, end - _LONGEST_LOOK_BACK), end):
        if start and words[start - 1].text not in _STARTS_AFTER:
            continue
        if _separator(line, start):
            continue
        found = names_from(line, start)
        if found.entities and _tail(line, found.end, end):
            return Names(found.entities, start)
    return Names((), number)


def _tail(line: Line, end: int, wanted: int) -> bool:
    """Whether a list that ends at ``end`` reaches ``wanted``, be it with an apposition: "Acme, a Paris fund,"."""
    if end == wanted:
        return True
    words = line.words
    if end + 1 < wanted and words[wanted - 1].text == "," and words[end].text == ",":
        return wanted - end <= LONGEST_APPOSITION and _apposition_end(line, end + 1) == wanted
    return end < wanted and all(w.text in _REST or w.tag == "JJ" for w in words[end:wanted])
